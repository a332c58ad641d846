"""Spans beside spans: which of some ordered places lie outside others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def outside(places: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> list[int]:
    """Positions of the places (in text order) that overlap none of the spans, in one pass over both.

    >>> outside([(0, 2), (3, 5), (8, 9)], [(4, 6)])
    [0, 2]
    """
    kept: list[int] = []
    ordered = sorted(spans)
    at = 0
    for number, (start, end) in enumerate(places):
        while at < len(ordered) and ordered[at][1] <= start:
            at += 1
        if at == len(ordered) or ordered[at][0] >= end:
            kept.append(number)
    return kept
