"""Section records: the headings with their place in the tree."""

from __future__ import annotations

from jixiao.document.document import Document, Section
from jixiao.document.evidence import Quoter
from jixiao.document.records import SectionRecord, Signals


def records(document: Document, quoter: Quoter) -> list[SectionRecord]:
    """One record a heading, in text order; the evidence is number and title as printed."""
    found: list[SectionRecord] = []
    for section in document.sections:
        spans = [(section.start, section.heading_end)]
        start, end = section.title_span
        evidence = [e for a, b in spans for e in quoter.quote("value", a, b)]
        if (start, end) != spans[0]:
            evidence += quoter.quote("name", start, end)
        found.append(
            quoter.make(
                SectionRecord,
                evidence,
                at=section.start,
                signals=_signals(section),
                title=section.title,
                number=section.number,
                level=section.level,
                canonical=section.canonical,
                parent=found[section.parent].record_id if section.parent is not None else None,
            )
        )
    return found


def _signals(section: Section) -> Signals:
    notes = list(section.doubts)
    if section.kind == "run-in":
        notes.append("run-in-heading")
    return Signals(
        match_score=section.score,
        match_margin=section.margin,
        ambiguities=int("level-unsure" in section.doubts),
        notes=tuple(notes),
    )
