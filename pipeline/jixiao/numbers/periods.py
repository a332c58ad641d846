"""Periods: two dates with a dash or 至 between them, the second of which may leave out what the first says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jixiao.document.measures import Precision
from jixiao.numbers.date_patterns import DASH


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    iso: str | None
    resolved: str | None
    precision: Precision
    doubts: tuple[str, ...] = ()
    part: tuple[int | None, int | None] | None = None
    """Month and day of a date that prints no year."""


_CONNECTOR = re.compile(DASH)


_JOINABLE = frozenset({"year", "half-year", "quarter", "month", "day"})


def joined(hits: list[Hit], folded: str) -> list[Hit]:
    """Two dates with a dash or 至 between them are one interval: 2021年3月至2022年5月, 2022年10月1日至7日.

    Where both are days that say their month, each is a date of its own: 2022年4月15日至6月20日.
    """
    made: list[Hit] = []
    for hit in hits:
        before = made[-1] if made else None
        if before is not None and _CONNECTOR.fullmatch(folded, before.end, hit.start) and not _change(folded, before):
            joined = _interval(before, hit)
            if joined is not None and _whole_day(before) and _whole_day(hit):
                hit = _borrowed(joined, hit)
            elif joined is not None:
                made[-1] = joined
                continue
        made.append(hit)
    return made


def _whole_day(hit: Hit) -> bool:
    """Whether a hit is one day with its month: 2022年4月15日, 6月20日, but not 7日 or 1日至7日."""
    if hit.precision != "day" or "/" in (hit.iso or hit.resolved or ""):
        return False
    return hit.part is None or None not in hit.part


def _borrowed(period: Hit, last: Hit) -> Hit:
    """The second day of a period, its year taken from the first."""
    known = period.iso or period.resolved
    return last if last.iso is not None or known is None else replace(last, resolved=known.rpartition("/")[2])


def _change(folded: str, first: Hit) -> bool:
    """由2020年…到2021年: two dates of a change, not one period."""
    return folded[max(0, first.start - 1) : first.start] == "由"


def _interval(first: Hit, last: Hit) -> Hit | None:
    """The period from one date to another; the second may leave out the year, or year and month, of the first."""
    if not {first.precision, last.precision} <= _JOINABLE:
        return None
    iso, resolved = _between(first.iso, last.iso), None
    if iso is None and first.iso is not None:
        iso = _completed(first.iso, last)
    if iso is None:
        if first.iso is not None and last.iso is not None:
            return None
        start, end = first.resolved or first.iso, last.resolved or last.iso
        resolved = _between(start, end)
        if resolved is None and start is not None:
            resolved = _completed(start, last)
    return Hit(first.start, last.end, iso, resolved, last.precision, first.doubts + last.doubts)


def _completed(start: str, last: Hit) -> str | None:
    """The interval from ``start`` to a month or day that borrows year (and month) from it."""
    if last.part is None or "/" in start:
        return None
    month, day = last.part
    if day is None:
        return _between(start, f"{start[:4]}-{month:02d}") if month is not None else None
    if month is None:
        if len(start) != 10:
            return None
        return _between(start, f"{start[:7]}-{day:02d}")
    return _between(start, f"{start[:4]}-{month:02d}-{day:02d}")


def _between(first: str | None, last: str | None) -> str | None:
    if first is None or last is None or "/" in first + last or not first < last:
        return None
    return f"{first}/{last}"
