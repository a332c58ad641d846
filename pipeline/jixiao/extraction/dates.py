"""Dates of a document: one run of the date grammar over the clean text, then one record a date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.measures import DateMention
from jixiao.document.records import DateRecord, Evidence, Signals
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
    removed = [record for date in _removed(document) if (record := _of_source(date, quoter)) is not None]
    return sorted([*made, *removed], key=lambda record: record.evidence[0].start) if removed else made


_LINE = re.compile(r"[^\n]+")


def _removed(document: Document) -> Iterator[DateMention]:
    """Dates, in source offsets, of the lines that cleaning took for furniture in a text file (contents, running heads).

    A text file does not say what its furniture is: what was taken out by its looks may be a title all the same.
    """
    source = document.source_text
    if document.layout is not None or len(document.text) == len(source):
        return
    starts = document.text.starts  # in order: nothing arranges the lines of a text file anew
    for line in _LINE.finditer(source):
        if "年" not in line[0]:
            continue
        first = bisect_left(starts, line.start())
        if first == len(starts) or starts[first] >= line.end():
            for date in find_dates(line[0], document.profile.fiscal_year):
                yield replace(date, start=line.start() + date.start, end=line.start() + date.end)


def _of_source(date: DateMention, quoter: Quoter) -> DateRecord | None:
    """A record of a date that is not in the clean text."""
    document = quoter.document
    page = document.page_at(date.start)
    evidence = Evidence(
        role="value",
        page=page.number if page else None,
        start=date.start,
        end=date.end,
        text=document.source_text[date.start : date.end],
    )
    return quoter.make(
        DateRecord,
        [evidence],
        at=min(bisect_left(document.text.starts, date.start), len(document.text)),
        signals=Signals(ambiguities=len(date.doubts), notes=date.doubts),
        iso=date.iso,
        resolved=date.resolved,
        precision=date.precision,
    )


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
