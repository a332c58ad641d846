"""An invented document with a record of every kind, overlapping evidence and a gap: what the emit tests write out."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from jixiao.document.document import Document, Gap, Page, Part, Profile, Source
from jixiao.document.evidence import Quoter
from jixiao.document.records import (
    Alternative,
    Change,
    ClaimRecord,
    DateRecord,
    FactRecord,
    FieldRecord,
    FindingRecord,
    IndicatorRecord,
    Link,
    QuantityRecord,
    QuantityValue,
    Record,
    RecordBase,
    SectionRecord,
)
from jixiao.document.trace import TracedText

TEXT = (
    "云蒙区桥梁所2022年度绩效自评报告\n"
    "一、基本情况\n"
    "核定编制12名，实有11人。\n"
    "年初预算\t1,250.50\t万元\n"
    "满意度\t≥95%\t96.4%\t10\t9.8\n"
    "全年维修桥梁38座，较上年增长15.2%，完成率为-0.5。\n"
    '=HYPERLINK("x")与不明数字７７７。\n'
)


def _place(words: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def made_document(text: str = TEXT, path: str = "报告/a.txt") -> Document:
    """The document, as the pipeline would leave it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        Source(path, digest, "text/plain", "text", "utf-8"),
        text,
        (Page(1, 0, len(text)),),
        text=TracedText.of(text),
        parts=(Part("report", "绩效自评报告", 0, len(text)),),
        profile=Profile("云蒙区桥梁所2022年度绩效自评报告", "云蒙区桥梁所", 2022),
    )
    document = document.warned("page-unsure", "第 1 页的版面不确定。", 1)
    if text != TEXT:
        return document
    at = _place("７７７")
    return document.having(records=tuple(_records(document)), gaps=(Gap("unread-number", 1, *at, "７７７"),))


def _records(document: Document) -> list[Record]:
    quoter = Quoter(document)

    def made(model: type[Any], words: str, confidence: float, *, context: str = "", **keys: Any) -> Any:
        start, end = _place(words)
        evidence = quoter.quote("value", start, end)
        if context:
            evidence += quoter.quote("context", *_place(context))
        record = quoter.make(model, evidence, at=start, **keys)
        return record.having(confidence=confidence, needs_review=confidence < 0.8)

    quantity = QuantityValue(
        low=Decimal("95"), high=None, unit="%", dimension="ratio", bound="ge",
        base_low=Decimal("0.95"), base_high=None, base_unit="1",
    )  # fmt: skip
    section = made(
        SectionRecord, "一、基本情况", 0.97, title="基本情况", number="一、", level=1, canonical="部门概况", parent=None
    )
    fact = made(
        FactRecord, "1,250.50", 0.66, item="年初预算", raw_item="年初预算", measure="年初预算数", year=2022, entity=None,
        project=None, value=Decimal("1250.50"), unit="万元", value_yuan=Decimal("12505000"), basis="table",
    )  # fmt: skip
    growth = made(
        QuantityRecord, "15.2%", 0.91, low=Decimal("15.2"), high=Decimal("15.2"), unit="%", dimension="ratio",
        bound="exact", base_low=Decimal("0.152"), base_high=Decimal("0.152"), base_unit="1",
    )  # fmt: skip
    records: list[RecordBase] = [
        made(FieldRecord, "云蒙区桥梁所", 0.99, name="部门名称", value="云蒙区桥梁所", raw="云蒙区桥梁所"),
        made(DateRecord, "2022年", 0.995, iso="2022", resolved=None, precision="year"),
        section,
        made(FieldRecord, "12名", 0.9, name="人员编制", value=Decimal("12"), raw="12名"),
        fact.having(
            reasons=("unit-inherited",), alternatives=(Alternative(value=Decimal("12505"), text="12505", reason="point"),)
        ),
        made(
            IndicatorRecord, "满意度", 0.85, table="绩效指标表", level1="效益", level2=None, level3="满意度", canonical=None,
            project=None, target="≥95%", actual="96.4%", weight=Decimal("10"), score=Decimal("9.8"), note=None,
            operator=None, unit=None, target_quantities=(quantity,), direction="up", attained=True,
        ),
        growth.having(links=(Link(type="growth-of", record_id=section.record_id),)),
        made(
            ClaimRecord, "38座", 0.72, context="全年维修桥梁38座，较上年增长15.2%，完成率为-0.5。", subject="维修桥梁",
            indicator=None, type="value", value=Decimal("38"), unit="座", bound="exact", role="actual", year=2022,
            change=Change(kind="较上年", direction="up", value=Decimal("15.2"), unit="%", baseline=None),
        ),
        made(
            FindingRecord, "-0.5", 0.8, rule="rate-mismatch", severity="error", message="完成率不可能为负（-0.5 < 0）。",
            expected=Decimal("0.5"), observed="-0.5", tolerance=Decimal("0.05"), group=None, **{"class": "impossible"},
        ),
        made(FieldRecord, '=HYPERLINK("x")', 0.4, name="标题", value='=HYPERLINK("x")', raw='=HYPERLINK("x")'),
    ]  # fmt: skip
    return records  # type: ignore[return-value]
