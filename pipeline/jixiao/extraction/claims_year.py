"""The year that a claim belongs to: from its clause, its sentence, its paragraph, its section's title, the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from jixiao.document.document import Document
from jixiao.document.measures import DateMention
from jixiao.document.trace import Span

_LAST = re.compile(r"去年|上年|上一年")
_APART = re.compile("[；;]")
_LEAD = 12
"""A date this near to the sentence's beginning holds for all of it; others hold to the next semicolon."""
_CLAUSE = 24
_BACK = 8
"""Dates that are looked back at."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOPIC = re.compile(r"^[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*)?(?:截至|截止|到|至)?$")


_DOCUMENT = re.compile(r"《[^《》\n]{2,60}》")
"""《森林防火规划（2021—2025年）》: the years in a document's name are its own."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year, the mention that says so where one does, and whether it was taken from further away."""

    value: int | None
    mention: DateMention | None = None
    inherited: bool = False


class Years:
    """Answers for the places of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text.text
        named = [match.span() for match in _DOCUMENT.finditer(self._text)]
        begins = [start for start, _ in named]
        self._dates = [d for d in document.dates if year_of(d) is not None and not _within(d, named, begins)]
        self._starts = [d.start for d in self._dates]
        self._fiscal = document.profile.fiscal_year
        self._sections = sorted(
            (s.start, s.end, year)
            for s in document.sections
            if (year := _year_in(s.title)) is not None and not (s.level == 0 and self._outvoted(year, s.start, s.end))
        )
        self._section_starts = [start for start, *_ in self._sections]

    def _outvoted(self, year: int, start: int, end: int) -> bool:
        """Whether the dates of a component document speak for the year reported on and not for the one in its title."""
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [year_of(date) for date in self._dates[first:stop]]
        return year != self._fiscal and inside.count(self._fiscal) > inside.count(year)

    def at(self, place: int, sentence: Span, block: Span) -> Year:
        """The year of a quantity at this place of a sentence and paragraph."""
        begin = bisect_left(self._starts, sentence[0])
        stop = bisect_right(self._starts, place)
        for date in reversed(self._dates[max(begin, stop - _BACK) : stop]):
            elsewhere = date.start > sentence[0] + _LEAD and _APART.search(self._text, date.end, place) is not None
            if not elsewhere and not self._compares(date):
                return Year(year_of(date), date)
        first = bisect_left(self._starts, block[0])
        for date in self._dates[first:begin]:
            if _TOPIC.match(self._text[block[0] : date.start]):
                return Year(year_of(date), date, True)
            break
        section = self._section(place)
        if section is not None:
            return Year(section, None, True)
        return Year(self._fiscal, None, True)

    def _compares(self, date: DateMention) -> bool:
        """Whether the date is the base of a comparison (比2020年, 去年) rather than the claim's own."""
        if _LAST.match(date.text):
            return True
        before = self._text[max(0, date.start - 2) : date.start]
        behind = self._text.startswith(("的", "同期", "水平"), date.end)
        if behind and before.endswith(("是", "为", "于", "到", "至")) and not before.endswith("截至"):
            return True
        return re.search(r"(?:比|较|与|同|和|由|从|自)$", self._text[max(0, date.start - 1) : date.start]) is not None

    def base(self, place: int, sentence: Span, own: int | None) -> Year:
        """The year of what is compared with: the mention next before the quantity, or the year before."""
        begin = bisect_left(self._starts, sentence[0])
        stop = bisect_right(self._starts, place)
        for date in reversed(self._dates[max(begin, stop - _BACK) : stop]):
            if place - date.end <= 8:
                if _LAST.match(date.text):
                    break
                return Year(year_of(date), date)
            break
        near = self._text[max(sentence[0], place - _CLAUSE) : place]
        if re.search(r"去年|上年|上一年|同期", near) and own is not None:
            return Year(own - 1, None, True)
        if re.search(r"(?:由|从|比|较)(?:年初|期初)", near) and own is not None:
            return Year(own, None, True)
        return Year(None, None, True)

    def _section(self, place: int) -> int | None:
        at = bisect_right(self._section_starts, place) - 1
        for start, end, year in reversed(self._sections[: at + 1]):
            if start <= place < end:
                return year
        return None


def _within(date: DateMention, spans: list[Span], begins: list[int]) -> bool:
    place = bisect_right(begins, date.start) - 1
    return place >= 0 and date.start < spans[place][1]


def year_of(date: DateMention) -> int | None:
    """The calendar year of a mention, the last one of a period; None where it has none.

    >>> from jixiao.document.measures import DateMention
        >>> year_of(DateMention("2021-2023年", 0, 10, "2021/2023", "2021/2023", "range"))
        2023
    """
    notation = date.iso or date.resolved
    if not notation:
        return None
    found = _YEAR.findall(notation)
    return int(found[-1]) if found else None


def _year_in(title: str) -> int | None:
    found = re.findall(r"((?:19|20)\d\d)\s*年", title)
    return int(found[-1]) if found else None
