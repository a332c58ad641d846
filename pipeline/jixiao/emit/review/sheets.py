"""The rows of the three sheets: 待复核清单, 汇总表, 问题清单."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.audit.problems import COLUMNS, place_of, problems
from jixiao.document.records import DocumentEntry, FactRecord, FieldRecord, FindingRecord, IndicatorRecord, Record
from jixiao.emit.labels import label
from jixiao.emit.reading import Run
from jixiao.emit.review.order import to_review, urgency
from jixiao.emit.words import content_of

Value = str | Decimal | float | int | None

REVIEW_COLUMNS = (
    "序号", "单位", "年度", "文件", "类型", "内容", "原文", "上下文", "位置", "置信度", "原因", "其他读法", "决定", "更正值",
    "备注", "复核人", "紧要程度", "记录编号", "文档编号", "原文校验",
)  # fmt: skip
DECISIONS = ("正确", "更正", "删除", "存疑")
"""What a reviewer may decide: right as it is; right with the corrected value; no such record; still in doubt."""

SUMMARY_ITEMS = (
    "收入合计", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "三公经费", "政府采购金额", "年末结转结余",
)  # fmt: skip
_FINAL = ("决算数", "全年执行数", None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its name, header and rows; numbers stay numbers."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[Value]]


def context_of(text: str, record: Record, width: int = 30) -> str:
    """The source around the value on one line, the value in 【】."""
    first = record.evidence[0]
    before = text[max(0, first.start - width) : first.start]
    after = text[first.end : first.end + width]
    return " ".join(f"{before}【{first.text}】{after}".split())


def review_sheet(run: Run, reasons: dict[str, tuple[str, str]]) -> Sheet:
    """待复核清单: what needs review, most urgent first, with the evidence in sight and a column for the decision."""
    documents = {entry.doc_id: entry for entry in run.documents}
    texts: dict[str, str] = {}
    rows: list[list[Value]] = []
    for number, record in enumerate(to_review(run.records), 1):
        entry = documents[record.doc_id]
        text = texts.setdefault(record.doc_id, run.text(record.doc_id))
        rows.append(
            [
                number, entry.unit, entry.fiscal_year, entry.source, label(record.kind, "zh"), content_of(record),
                record.evidence[0].text, context_of(text, record), place_of(record.evidence[0]), round(record.confidence, 4),
                "；".join(reasons.get(code, (code, code))[0] for code in record.reasons),
                "；".join(f"{other.text}（{other.reason}）" for other in record.alternatives),
                None, None, None, None, round(urgency(record), 3), record.record_id, record.doc_id, fingerprint(record),
            ]
        )  # fmt: skip
    return Sheet("待复核清单", REVIEW_COLUMNS, rows)


def fingerprint(record: Record) -> str:
    """Evidence and content in short, so that a decision is never applied to a record that has changed since."""
    import hashlib

    told = "\x1f".join([content_of(record), *(f"{e.start}-{e.end}-{e.text}" for e in record.evidence)])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def summary_sheet(run: Run) -> Sheet:
    """汇总表: one row a document, the accounts in 万元."""
    columns = (
        "单位", "年度", "文件", "状态", "自评得分", "评价等次", *(f"{item}（万元）" for item in SUMMARY_ITEMS), "指标数",
        "未达标指标", "待复核", "未读出", "问题（错误）", "问题（警告）",
    )  # fmt: skip
    by_document: dict[str, list[Record]] = {}
    for record in run.records:
        by_document.setdefault(record.doc_id, []).append(record)
    return Sheet("汇总表", columns, [_summary_row(entry, by_document.get(entry.doc_id, [])) for entry in run.documents])


def _summary_row(entry: DocumentEntry, records: Sequence[Record]) -> list[Value]:
    indicators = [r for r in records if isinstance(r, IndicatorRecord) and r.canonical != "总分"]
    severities = [r.severity for r in records if isinstance(r, FindingRecord)]
    return [
        entry.unit, entry.fiscal_year, entry.source, label(entry.status, "zh"),
        _field(records, "自评得分"), _field(records, "评价等次"),
        *(_amount(records, item, entry.fiscal_year) for item in SUMMARY_ITEMS),
        len(indicators), sum(r.attained is False for r in indicators), entry.needs_review, sum(entry.gaps.values()),
        severities.count("error"), severities.count("warning"),
    ]  # fmt: skip


def _field(records: Sequence[Record], name: str) -> Value:
    """The surest reading of a field."""
    found = [r for r in records if isinstance(r, FieldRecord) and r.name == name]
    return max(found, key=lambda r: r.confidence).value if found else None


def _amount(records: Sequence[Record], item: str, year: int | None) -> Value:
    """The year's final amount of an item for the whole unit in 万元: from a table before prose, the surest reading."""
    found = [
        r
        for r in records
        if isinstance(r, FactRecord)
        and r.item == item
        and r.entity is None
        and r.project is None
        and r.measure in _FINAL
        and r.year in (year, None)
        and r.value_yuan is not None
    ]
    if not found:
        return None
    best = max(found, key=lambda r: (r.basis == "table", r.confidence))
    assert best.value_yuan is not None
    return best.value_yuan / 10_000


def finding_sheet(run: Run, *, hygiene: bool = False) -> Sheet:
    """问题清单: one row a group of findings, gravest first in each document; hygiene only on request."""
    findings = [record for record in run.records if isinstance(record, FindingRecord)]
    return Sheet(
        "问题清单", COLUMNS, [list(problem.row()) for problem in problems(run.documents, findings, hygiene=hygiene)]
    )
