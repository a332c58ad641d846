"""The named features of a record from which its confidence is made: read, match, parse, agreement.

A feature that does not exist for a record is None, never a comfortable 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from jixiao.confidence.neighbours import Neighbours
from jixiao.confidence.words import Novelty
from jixiao.document.document import Document
from jixiao.document.records import (
    ClaimRecord,
    DateRecord,
    Evidence,
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
    read_around: float | None = None
    """Least confidence of a character of what else the record quotes of its own: names, units, other cells of the row."""
    stray_marks: float | None = None
    """Texts of the record that begin or end with what is no word."""
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
    missing_parts: float | None = None
    """Parts that a row lacks and most rows of its table have."""
    odd_levels: float | None = None
    """First two levels of an indicator whose name is that of another level, or no name."""
    missing_siblings: float | None = None
    """A heading's number, or that of one above it, does not follow the one before."""
    unread_near: float | None = None
    """Numbers close by that nobody could read."""
    agreements: int | None = None
    """Agreement: restatements and identities that bear the value out, and that contradict it."""
    conflicts: int | None = None
    disputed_name: float | None = None
    """The name stands elsewhere in the document with one other character."""
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
    "read_around": "ocr-low",
    "stray_marks": "stray-marks",
    "match_score": "fuzzy-match",
    "match_margin": "thin-margin",
    "confusion": "look-alike",
    "unmatched": "unmatched-name",
    "ambiguous": "ambiguous",
    "unit_inherited": "unit-inherited",
    "structure_inferred": "structure-inferred",
    "missing_parts": "parts-missing",
    "odd_levels": "level-odd",
    "missing_siblings": "number-missing",
    "unread_near": "unread-near",
    "conflict": "restated-otherwise",
    "disputed_name": "name-disputed",
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
    if features.read_around is not None:
        found["read_around"] = 1 - features.read_around
    counted = {
        "stray_marks": features.stray_marks,
        "missing_parts": features.missing_parts,
        "odd_levels": features.odd_levels,
        "missing_siblings": features.missing_siblings,
        "unread_near": features.unread_near,
        "disputed_name": features.disputed_name,
    }
    found |= {name: size for name, size in counted.items() if size}
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


def features_of(
    document: Document, record: RecordBase, neighbours: Neighbours, novelty: Novelty | None = None
) -> Features:
    """The features of one record of a document; ``novelty``: how new the document's words are to the model."""
    signals = record.signals
    least, mean = _read(document, record) if neighbours.scanned else (None, None)
    around = _read_around(document, record) if neighbours.scanned else None
    return Features(
        read_min=least,
        read_mean=mean,
        read_around=around,
        stray_marks=neighbours.stray_marks(record),
        missing_parts=neighbours.missing_parts(record),
        odd_levels=neighbours.odd_levels(record),
        missing_siblings=neighbours.missing_siblings(record),
        unread_near=neighbours.unread_near(record),
        disputed_name=neighbours.disputed_name(record),
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


_SIGNS = {
    "level1": "1", "level2": "2", "level3": "3", "target": "t", "actual": "a", "weight": "w", "score": "s",
}  # fmt: skip
"""What a row of indicators has, as a sort of its own: a form in which nobody names the first level is read otherwise."""


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
            return "".join(sign for part, sign in _SIGNS.items() if getattr(record, part) is not None)
        case QuantityRecord():
            return f"{record.dimension}-{record.bound}"
        case DateRecord():
            return record.precision
        case ClaimRecord():
            return f"{record.type}-{record.role}-{'change' if record.change else 'level'}"
        case FindingRecord():
            return record.rule
    return ""


def _read_around(document: Document, record: RecordBase) -> float | None:
    """Least character confidence over the record's other evidence; a sentence around a claim is not its own."""
    own = [e for e in record.evidence if e.role != "value" and not (e.role == "context" and record.kind == "claim")]
    found = [value for evidence in own for value in _glyphs(document, evidence)]
    return min(found) if found else None


def _glyphs(document: Document, evidence: Evidence) -> list[float]:
    """The confidence of each character of a quotation that an OCR read."""
    page = document.page_at(evidence.start)
    if page is None or page.glyphs is None or page.glyphs.confidence is None:
        return []
    values = page.glyphs.confidence[evidence.start - page.start : evidence.end - page.start]
    return [value for value in values if value == value]


def _read(document: Document, record: RecordBase) -> tuple[float | None, float | None]:
    """Least and mean character confidence over the value's evidence."""
    found = [value for e in record.evidence if e.role == "value" for value in _glyphs(document, e)]
    return (min(found), sum(found) / len(found)) if found else (None, None)
