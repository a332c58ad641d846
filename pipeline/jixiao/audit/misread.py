"""Misreading against mistake: where a badly read digit explains a broken sum, the sum suggests the digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.audit.figures import Figure
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.sums import Sum, sums
from jixiao.document.document import Document
from jixiao.document.records import Alternative, Evidence, Record

DOUBTFUL = 0.9
"""A character read with less confidence may be another."""
_LOOK_ALIKE = ("0689", "17", "38", "56", "58", "149", "27", "35")
"""Digits that printers and scanners make alike; each group holds mutual look-alikes."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Readings that arithmetic suggests: record id -> alternative, and the spans of the sums that they set right."""

    readings: Mapping[str, Alternative] = field(default_factory=dict)
    sums: frozenset[frozenset[tuple[int, int]]] = frozenset()

    def explains(self, draft: Draft) -> bool:
        """Whether a finding says no more than that a sum fails which a suggested reading sets right."""
        spans = frozenset((evidence.start, evidence.end) for evidence in draft.evidence)
        return spans in self.sums

    def applied(self, record: Record) -> Record:
        """The record with the suggestion in front of its alternatives; its value stays what was read."""
        reading = self.readings.get(record.record_id)
        if reading is None or reading in record.alternatives:
            return record
        return record.having(alternatives=(reading, *record.alternatives))  # type: ignore[return-value]


def suggestions(ledger: Ledger) -> Suggested:
    """For each sum that fails: the one digit, badly read and like another, that would set it right.

    Nothing is suggested where two figures could be blamed equally well.
    """
    if not any(page.glyphs is not None and page.glyphs.confidence is not None for page in ledger.document.pages):
        return Suggested()
    readings: dict[str, Alternative] = {}
    explained: set[frozenset[tuple[int, int]]] = set()
    for found in sums(ledger):
        if found.holds is not False:
            continue
        candidates = [
            (figure, reading)
            for figure in found.figures
            if (reading := _other(ledger.document, found, figure)) is not None
        ]
        if len(candidates) != 1:
            continue
        figure, reading = candidates[0]
        readings[figure.record.record_id] = reading
        explained.add(frozenset((f.evidence.start, f.evidence.end) for f in found.figures))
    return Suggested(readings, frozenset(explained))


def _other(document: Document, found: Sum, figure: Figure) -> Alternative | None:
    """The figure with one doubtful digit replaced so that the sum holds exactly; None where there is no such digit."""
    if figure is found.total:
        wanted = found.added
    else:
        sign = next(sign for sign, other in found.terms if other is figure)
        wanted = figure.base + sign * found.short
    if wanted < 0:
        return None
    value = wanted / figure.factor
    printed = figure.printed.replace(",", "").replace("，", "")
    exact = f"{value:.{figure.places}f}"
    if Decimal(exact) != value or len(exact) != len(printed):
        return None
    changed = [at for at, (old, new) in enumerate(zip(printed, exact, strict=True)) if old != new]
    if len(changed) != 1 or not alike(printed[changed[0]], exact[changed[0]]):
        return None
    confidence = digit_confidence(document, figure.evidence)
    digits = [at for at, char in enumerate(figure.evidence.text) if char.isdigit() or char in ".．"]
    place = digits[changed[0]] if changed[0] < len(digits) else None
    if place is None or confidence[place] is None or confidence[place] >= DOUBTFUL:  # type: ignore[operator]
        return None
    text = figure.evidence.text
    return Alternative(
        value=value, text=text[:place] + exact[changed[0]] + text[place + 1 :], reason="possible-misread"
    )


def alike(one: str, other: str) -> bool:
    """Whether two digits are easily taken for each other.

    >>> alike("5", "8"), alike("2", "9")
    (True, False)
    """
    return any(one in group and other in group for group in _LOOK_ALIKE)


def digit_confidence(document: Document, evidence: Evidence) -> list[float | None]:
    """The read confidence of each character of a quotation; None for digital text."""
    found: list[float | None] = []
    for at in range(evidence.start, evidence.end):
        page = document.page_at(at)
        glyphs = page.glyphs if page is not None else None
        if page is None or glyphs is None or glyphs.confidence is None:
            found.append(None)
            continue
        value = glyphs.confidence[at - page.start]
        found.append(value if value == value else None)
    return found
