"""The source text cut where evidence begins or ends, so that overlapping quotations can all be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.document.records import GapEntry, Record
from jixiao.emit.page.markup import source

ORDER = ("gap", "finding", "fact", "indicator", "field", "claim", "quantity", "date", "section")
"""Whose colour a stretch takes that several records quote."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the source that the same items quote: ``marks`` are (item number, kind, role)."""

    start: int
    end: int
    marks: tuple[tuple[int, str, str], ...]


def stretches(size: int, records: Sequence[Record], gaps: Sequence[GapEntry]) -> list[Stretch]:
    """The whole source [0, size) in pieces; items are numbered from 0, records first, gaps after them."""
    opens: dict[int, list[tuple[int, str, str]]] = {}
    closes: dict[int, list[tuple[int, str, str]]] = {}
    for number, record in enumerate(records):
        for quote in record.evidence:
            if quote.start < quote.end:
                opens.setdefault(quote.start, []).append((number, record.kind, quote.role))
                closes.setdefault(quote.end, []).append((number, record.kind, quote.role))
    for number, gap in enumerate(gaps, start=len(records)):
        if gap.start < gap.end:
            opens.setdefault(gap.start, []).append((number, "gap", "value"))
            closes.setdefault(gap.end, []).append((number, "gap", "value"))
    cuts = sorted({0, size, *opens, *closes})
    pieces: list[Stretch] = []
    current: list[tuple[int, str, str]] = []
    for start, end in pairwise(cuts):
        for mark in closes.get(start, ()):
            current.remove(mark)
        current.extend(opens.get(start, ()))
        pieces.append(Stretch(start, end, tuple(dict.fromkeys(current))))
    return pieces


def highlighted(text: str, records: Sequence[Record], gaps: Sequence[GapEntry]) -> str:
    """The source as HTML: a plain text with a ``span`` around each quoted stretch."""
    parts: list[str] = []
    for stretch in stretches(len(text), records, gaps):
        words = source(text[stretch.start : stretch.end])
        if not stretch.marks:
            parts.append(words)
            continue
        kinds = {kind for _, kind, role in stretch.marks if role != "context"}
        first = next((kind for kind in ORDER if kind in kinds), None)
        classes = f"h k-{first}" if first else "h"
        numbers = " ".join(str(number) for number in dict.fromkeys(number for number, _, _ in stretch.marks))
        inside = {number for number, _, role in stretch.marks if role != "context"}
        context = " ".join(str(number) for number, *_ in stretch.marks if number not in inside)
        around = f' data-c="{context}"' if context else ""
        parts.append(f'<span class="{classes}" data-n="{numbers}" data-s="{stretch.start}"{around}>{words}</span>')
    return "".join(parts)
