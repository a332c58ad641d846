"""Findings in the making: what a rule says before it becomes a record, and how it becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao.audit.rules import Rule, Severity
from jixiao.document.records import Evidence, FindingRecord, RecordBase, RecordIds


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule found. ``about``: the records concerned; their signals change, and they tell which findings belong together.

    ``causes``: further keys that findings of one cause share.
    """

    rule: Rule
    message: str
    evidence: tuple[Evidence, ...]
    about: tuple[RecordBase, ...] = ()
    expected: Decimal | str | None = None
    observed: Decimal | str | None = None
    tolerance: Decimal | None = None
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    slug: str | None = None
    causes: frozenset[str] = field(default_factory=frozenset)
    group: str | None = None

    @property
    def grave(self) -> Severity:
        """How grave it is."""
        severity = self.severity or self.rule.severity
        return "info" if severity == "off" else severity

    def grouped(self, group: str) -> Draft:
        """The same, as a member of a group."""
        return replace(self, group=group)


def distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each quotation once, in the given order; the first is the value, the others are context."""
    seen: set[tuple[int, int]] = set()
    kept: list[Evidence] = []
    for item in evidence:
        if (item.start, item.end) not in seen:
            seen.add((item.start, item.end))
            kept.append(item.model_copy(update={"role": "context" if kept else "value"}))
    return tuple(kept)


class Maker:
    """Makes finding records of one document; it hands out their ids, so that equal findings are told apart."""

    def __init__(self, doc_id: str) -> None:
        self._doc_id = doc_id
        self._ids = RecordIds(doc_id)

    def record(self, draft: Draft, *, part: str | None = None, section: Sequence[str] = ()) -> FindingRecord:
        """The record of a draft. Raises ValueError where it quotes nothing."""
        evidence = distinct(draft.evidence)
        slug = draft.slug or draft.rule.slug
        first = draft.about[0] if draft.about else None
        return FindingRecord(
            record_id=self._ids.next("finding", [slug], [(e.start, e.end) for e in evidence]),
            doc_id=self._doc_id,
            evidence=evidence,
            part=first.part if first is not None else part,
            section=first.section if first is not None else tuple(section),
            rule=slug,
            **{"class": draft.rule.class_},  # a keyword of Python
            severity=draft.grave,
            message=draft.message,
            expected=draft.expected,
            observed=draft.observed,
            tolerance=draft.tolerance,
            group=draft.group,
        )
