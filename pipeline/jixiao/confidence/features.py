"""The named features of a record from which its confidence is made: read, match, parse, agreement.

A feature that does not exist for a record is None, never a comfortable 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from jixiao.document.document import Document
from jixiao.document.records import RecordBase


@dataclass(frozen=True, slots=True)
class Features:
    """What is known about how a record came about."""

    read_min: float | None = None
    """Read: least confidence of a character of the value; None for digital text, which was not read by an OCR."""
    read_mean: float | None = None
    match_score: float | None = None
    """Match: likeness of the printed and the canonical name."""
    match_margin: float | None = None
    confusion_cost: float | None = None
    unmatched: bool | None = None
    """The name was looked up and not found."""
    ambiguities: int = 0
    """Parse: other readings that the grammar left open."""
    unit_inherited: bool | None = None
    structure_inferred: bool | None = None
    agreements: int | None = None
    """Agreement: restatements and identities that bear the value out, and that contradict it."""
    conflicts: int | None = None
    notes: tuple[str, ...] = ()
    """Reason codes from the maker of the record."""


def features_of(document: Document, record: RecordBase) -> Features:
    """The features of one record of a document."""
    signals = record.signals
    least, mean = _read(document, record)
    return Features(
        read_min=least,
        read_mean=mean,
        match_score=signals.match_score,
        match_margin=signals.match_margin,
        confusion_cost=signals.confusion_cost,
        unmatched=True if "unmatched-name" in signals.notes else None,
        ambiguities=signals.ambiguities,
        unit_inherited=signals.unit_inherited,
        structure_inferred=signals.structure_inferred,
        agreements=signals.agreements,
        conflicts=signals.conflicts,
        notes=signals.notes,
    )


def _read(document: Document, record: RecordBase) -> tuple[float | None, float | None]:
    """Least and mean character confidence over the value's evidence."""
    found: list[float] = []
    for evidence in record.evidence:
        if evidence.role != "value":
            continue
        page = document.page_at(evidence.start)
        if page is None or page.glyphs is None or page.glyphs.confidence is None:
            continue
        values = page.glyphs.confidence[evidence.start - page.start : evidence.end - page.start]
        found += [value for value in values if value == value]
    return (min(found), sum(found) / len(found)) if found else (None, None)


NAMES = tuple(field.name for field in fields(Features))
"""Names of the features, in order."""
