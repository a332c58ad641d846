"""The named features of a record from which its confidence is made: read, match, parse, agreement.

A feature that does not exist for a record is None, never a comfortable 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from jixiao.confidence.words import Novelty
from jixiao.document.document import Document
from jixiao.document.records import (
    ClaimRecord,
    DateRecord,
    FactRecord,
    FieldRecord,
    FindingRecord,
    IndicatorRecord,
    QuantityRecord,
    RecordBase,
    SectionRecord,
)


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
    novel_words: float | None = None
    """Familiarity: share of the word pairs around the value, and of the whole document, that training never saw."""
    novel_document: float | None = None
    notes: tuple[str, ...] = ()
    """Reason codes from the maker of the record."""
    group: str = ""
    """The sort of record within its kind (a field's name, a quantity's dimension …): some are harder than others."""


DOUBTS: dict[str, str] = {
    "read_min": "ocr-low",
    "read_mean": "ocr-low",
    "match_score": "fuzzy-match",
    "match_margin": "thin-margin",
    "confusion": "look-alike",
    "unmatched": "unmatched-name",
    "ambiguous": "ambiguous",
    "unit_inherited": "unit-inherited",
    "structure_inferred": "structure-inferred",
    "conflict": "restated-otherwise",
    "novel_words": "novel-words",
    "novel_document": "novel-words",
}
"""Feature that lowers a confidence -> the reason code that says so."""
_TOLD = frozenset(DOUBTS.values())


def doubts_of(features: Features) -> dict[str, float]:
    """How strongly each doubt holds, from 0 (not at all); features that do not exist are absent.

    >>> doubts_of(Features(match_score=0.75, ambiguities=2))
    {'match_score': 0.25, 'ambiguous': 2.0}
    """
    found: dict[str, float] = {}
    if features.read_min is not None:
        found["read_min"] = 1 - features.read_min
    if features.read_mean is not None:
        found["read_mean"] = 1 - features.read_mean
    if features.match_score is not None and features.match_score < 1:
        found["match_score"] = 1 - features.match_score
    if features.match_margin is not None and features.match_margin < 0.2:
        found["match_margin"] = 0.2 - features.match_margin
    if features.confusion_cost:
        found["confusion"] = features.confusion_cost
    if features.unmatched:
        found["unmatched"] = 1.0
    if features.ambiguities:
        found["ambiguous"] = float(min(3, features.ambiguities))
    if features.unit_inherited:
        found["unit_inherited"] = 1.0
    if features.structure_inferred:
        found["structure_inferred"] = 1.0
    if features.conflicts:
        found["conflict"] = float(min(3, features.conflicts))
    if features.novel_words:
        found["novel_words"] = features.novel_words
    if features.novel_document:
        found["novel_document"] = features.novel_document
    return found


def notes_of(features: Features) -> tuple[str, ...]:
    """The maker's own reason codes, without those that a feature tells already, and every two of them together.

    Two doubts are more than their sum where one hides what would settle the other: cells guessed in a row that is
    ragged, too.

    >>> notes_of(Features(notes=("row-ragged", "cells-guessed")))
    ('cells-guessed', 'row-ragged', 'cells-guessed+row-ragged')
    """
    alone = sorted({note for note in features.notes if note not in _TOLD})
    return (*alone, *map("+".join, combinations(alone, 2)))


def features_of(document: Document, record: RecordBase, novelty: Novelty | None = None) -> Features:
    """The features of one record of a document; ``novelty``: how new the document's words are to the model."""
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
        novel_words=novelty.around(*place_of(record)) if novelty is not None else None,
        novel_document=novelty.whole if novelty is not None else None,
        notes=signals.notes,
        group=group_of(record),
    )


def place_of(record: RecordBase) -> tuple[int, int]:
    """Where the record's first evidence stands in the source text."""
    return record.evidence[0].start, record.evidence[0].end


def group_of(record: RecordBase) -> str:
    """The sort of record within its kind."""
    match record:
        case FieldRecord():
            return record.name
        case SectionRecord():
            return f"{'named' if record.canonical else 'unnamed'}-{'numbered' if record.number else 'bare'}"
        case FactRecord():
            return f"{record.basis}-{record.measure or 'none'}"
        case IndicatorRecord():
            return "total" if record.level2 is None and record.level3 is None else record.table or "row"
        case QuantityRecord():
            return f"{record.dimension}-{record.bound}"
        case DateRecord():
            return record.precision
        case ClaimRecord():
            return f"{record.type}-{record.role}-{'change' if record.change else 'level'}"
        case FindingRecord():
            return record.rule
    return ""


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
