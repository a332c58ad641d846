"""Which stratum a document belongs to: where it came from, how well it could be read, and whether its layout is known.

Confidence is calibrated and thresholds are set for each stratum by itself, because a scan errs where a text does not.
A document of a stratum that was never measured is never accepted without a look.
"""

from __future__ import annotations

from jixiao.document.document import Document
from jixiao.document.records import FactRecord, IndicatorRecord, RecordBase

UNSEEN = "unseen"
"""The layout is strange to the lexicons: most chapter headings and tables match nothing."""
_LEVELS = ((0.985, "scan-good"), (0.95, "scan-fair"), (0.88, "scan-poor"))
"""Mean confidence of the OCR's characters -> level; below the last, a quality that was never measured."""


def stratum_of(document: Document) -> str:
    """``text``, ``digital``, ``scan-good``, ``scan-fair``, ``scan-poor``, ``scan-unreadable`` or ``unseen``."""
    if strangeness(document) > 0.6:
        return UNSEEN
    values = [
        value
        for page in document.pages
        if page.glyphs is not None and page.glyphs.confidence is not None
        for value in page.glyphs.confidence
        if value == value
    ]
    if values:
        mean = sum(values) / len(values)
        return next((name for least, name in _LEVELS if mean >= least), "scan-unreadable")
    return "text" if document.source.origin == "text" else "digital"


def strangeness(document: Document) -> float:
    """Share of chapter headings without a canonical name and of tables of which nothing was read, 0 to 1.

    A document with fewer than three of both has too little structure to be called strange: 0.
    """
    headings = [s for s in document.sections if s.kind == "heading" and s.level <= 1]
    tables = [t for t in document.tables if t.rows >= 2]
    if len(headings) + len(tables) < 3:
        return 0.0
    read = _tables_read(document.records)
    strange = sum(s.canonical is None for s in headings) + sum(t.number not in read for t in tables)
    return strange / (len(headings) + len(tables))


def _tables_read(records: tuple[RecordBase, ...]) -> set[int]:
    return {
        evidence.cell.table
        for record in records
        if isinstance(record, FactRecord | IndicatorRecord) or record.kind == "field"
        for evidence in record.evidence
        if evidence.cell is not None
    }
