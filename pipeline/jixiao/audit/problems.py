"""The problem list (问题清单): one row a group of findings, gravest first, hygiene only on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jixiao.audit.names import CLASSES, SEVERITIES, shared_advice, slugs
from jixiao.audit.rules import load_rules
from jixiao.document.records import DocumentEntry, Evidence, FindingRecord

COLUMNS = ("单位", "年度", "位置", "问题类型", "原文", "计算过程", "严重度", "建议", "整改状态")
_CLASS = list(CLASSES)
_SEVERITY = list(SEVERITIES)
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Problem:
    """Findings of one cause in one document, the gravest first."""

    entry: DocumentEntry
    findings: tuple[FindingRecord, ...]

    @property
    def first(self) -> FindingRecord:
        """The gravest finding."""
        return self.findings[0]

    @property
    def rank(self) -> tuple[int, int]:
        """How far to the top it belongs."""
        return rank(self.first)

    def row(self) -> list[str]:
        """The cells of its row, in the order of ``COLUMNS``."""
        kinds = dict.fromkeys(slugs().get(f.rule, (f.rule, ""))[0] for f in self.findings)
        return [
            self.entry.unit or "",
            str(self.entry.fiscal_year or ""),
            "；".join(dict.fromkeys(place_of(e) for f in self.findings for e in f.evidence))[:400],
            f"{CLASSES[self.first.class_][0]}：{'、'.join(kinds)}",
            "；".join(dict.fromkeys(" ".join(e.text.split())[:60] for f in self.findings for e in f.evidence))[:600],
            numbered([f.message for f in self.findings]),
            SEVERITIES[self.first.severity][0],
            advice(self.first.rule),
            "未整改",
        ]


def rank(finding: FindingRecord) -> tuple[int, int]:
    """Severity ``info`` last, then by class, then by severity."""
    last = len(_CLASS) if finding.severity == "info" else _CLASS.index(finding.class_)
    return last, _SEVERITY.index(finding.severity)


def problems(
    entries: Sequence[DocumentEntry], findings: Iterable[FindingRecord], *, hygiene: bool = False, info: bool = False
) -> list[Problem]:
    """The problems of a run: documents in their order, in each the gravest first.

    ``hygiene``: matters of form too. ``info``: rounding tails and other hints too.
    """
    groups: dict[tuple[str, str], list[FindingRecord]] = {}
    for number, finding in enumerate(findings):
        if (finding.class_ == "hygiene" and not hygiene) or (finding.severity == "info" and not (info or hygiene)):
            continue
        groups.setdefault((finding.doc_id, finding.group or f"#{number}"), []).append(finding)
    by_id: Mapping[str, tuple[int, DocumentEntry]] = {entry.doc_id: (at, entry) for at, entry in enumerate(entries)}
    found = [
        Problem(by_id[doc_id][1], tuple(sorted(members, key=lambda f: (*rank(f), f.evidence[0].start))))
        for (doc_id, _), members in groups.items()
        if doc_id in by_id
    ]
    return sorted(found, key=lambda p: (by_id[p.entry.doc_id][0], *p.rank, p.first.evidence[0].start))


def place_of(evidence: Evidence) -> str:
    """Where a quotation stands, for a person: 第3页 表2第5行."""
    parts = [f"第{evidence.page}页"] if evidence.page is not None else []
    if evidence.cell is not None:
        parts.append(f"表{evidence.cell.table}第{evidence.cell.row}行")
    return " ".join(parts) or f"第{evidence.start}字"


def numbered(messages: Sequence[str]) -> str:
    """One message as it is; several numbered."""
    if len(messages) == 1:
        return messages[0]
    return "".join(f"{_NUMBERS[at] if at < len(_NUMBERS) else ''}{text}" for at, text in enumerate(messages))


def advice(slug: str) -> str:
    """What to do about a kind of problem. Where several rules report it, what holds for all of them."""
    return shared_advice().get(slug) or next(
        (rule.advice for rule in load_rules().values() if rule.slug == slug), "核对后更正，或书面说明原因。"
    )
