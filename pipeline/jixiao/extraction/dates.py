"""Dates of a document: one run of the date grammar over the clean text, then one record a date."""

from __future__ import annotations

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.measures import DateMention
from jixiao.document.records import DateRecord, Signals
from jixiao.extraction.spans import outside
from jixiao.numbers import find_dates

_UNREAD_ROLES = frozenset({"page-number"})


def find(document: Document) -> Document:
    """The document with ``dates`` filled, in text offsets; relative words are resolved by ``profile.fiscal_year``."""
    found = find_dates(document.text.text, document.profile.fiscal_year)
    unread = [(block.start, block.end) for block in document.blocks if block.role in _UNREAD_ROLES]
    kept = outside([(date.start, date.end) for date in found], unread)
    return document.having(dates=tuple(found[number] for number in kept))


def records(document: Document, quoter: Quoter) -> list[DateRecord]:
    """One record a date of ``document.dates``; none where nothing of the source stands behind it."""
    made: list[DateRecord] = []
    for date in document.dates:
        record = _record(date, quoter)
        if record is not None:
            made.append(record)
    return made


def _record(date: DateMention, quoter: Quoter) -> DateRecord | None:
    try:
        evidence = quoter.quote("value", date.start, date.end)
    except ValueError:
        return None
    signals = Signals(ambiguities=len(date.doubts), notes=date.doubts)
    return quoter.make(
        DateRecord,
        evidence,
        at=date.start,
        signals=signals,
        iso=date.iso,
        resolved=date.resolved,
        precision=date.precision,
    )
