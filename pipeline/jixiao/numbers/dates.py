"""Dates and periods in a text: years, months, days, quarters, half-years, ranges, relative words, damaged forms.

Notation: ``2021``, ``2021-08``, ``2021-08-24``, intervals ``2021/2023``. ``iso`` says what is printed and is None where
words are relative or lack a year; ``resolved`` says what they mean given the fiscal year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from jixiao.document.measures import DateMention, Precision
from jixiao.numbers.date_patterns import (
    DATE_WORDS,
    DAY,
    DOTTED,
    FESTIVAL,
    FULL,
    GLUED,
    IN_NUMBER,
    MONTH_DAY,
    PART,
    PARTNER,
    PARTNERED,
    RELATIVE,
    RELATIVE_YEARS,
    SHORT_YEAR,
    SHORT_YEARS,
    TWO_YEARS,
    YEARS_IN_A_ROW,
)
from jixiao.numbers.fold import prepare
from jixiao.numbers.numerals import DIGITS, read_run
from jixiao.numbers.periods import Hit, joined


def _number(printed: str | None) -> int | None:
    if printed is None:
        return None
    if printed.isdecimal() and printed.isascii():
        return int(printed)
    reading = read_run(printed)
    return None if reading is None else int(reading.low)


def _year(printed: str) -> int:
    return int(
        "".join(str(DIGITS[c]) if c in DIGITS else c for c in printed.replace("O", "0").replace("o", "0") if c != " ")
    )


def _valid(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    return month is None or 1 <= day <= monthrange(year if year is not None else 2020, month)[1]


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def _months(year: int, first: int, last: int) -> str:
    return f"{_iso(year, first)}/{_iso(year, last)}"


def _quarter(printed: str) -> int:
    return _number(printed) or 1


def _in_year(year: int, found: re.Match[str]) -> tuple[str, Precision] | None:
    """The date inside a known year that the groups month, day, quarter, half, three, m1–m2 name; None where impossible."""
    groups = found.groupdict()
    if groups.get("m1"):
        first, last = int(groups["m1"]), int(groups["m2"])
        return (_months(year, first, last), "month") if 1 <= first < last <= 12 else None
    if groups.get("quarter"):
        quarter = _quarter(groups["quarter"])
        return _months(year, 3 * quarter - 2, 3 * quarter), "quarter"
    if groups.get("q1"):
        first, last = _quarter(groups["q1"]), _quarter(groups["q2"])
        return (_months(year, 3 * first - 2, 3 * last), "quarter") if first < last else None
    if groups.get("three"):
        return _months(year, 1, 9), "quarter"
    if groups.get("half"):
        return (_months(year, 1, 6) if groups["half"] == "上" else _months(year, 7, 12)), "half-year"
    month, day = _number(groups.get("month")), _number(groups.get("day"))
    if not _valid(year, month, day):
        return None
    if day is not None and groups.get("day2"):
        until = int(groups["day2"])
        return (
            (f"{_iso(year, month, day)}/{_iso(year, month, until)}", "day")
            if until > day and _valid(year, month, until)
            else None
        )
    return _iso(year, month, day), "day" if day else "month" if month else "year"


def find_dates(text: str, fiscal_year: int | None = None) -> tuple[DateMention, ...]:
    """The dates and periods of any text, in order, without overlap; offsets count characters of ``text``.

    ``fiscal_year`` is the year reported on: it resolves 去年, 6月底 and their like. The year inside a document number
    (〔2021〕1号) and durations (三年) are no dates. Linear in the text; never raises for a string.

    >>> [(d.text, d.iso, d.resolved) for d in find_dates("截至2021年6月底，较去年增长", 2021)]
    [('2021年6月底', '2021-06', None), ('去年', None, '2020')]
    """
    folded = prepare(text)
    return tuple(
        DateMention(text[hit.start : hit.end], hit.start, hit.end, hit.iso, hit.resolved, hit.precision, hit.doubts)
        for hit in date_hits(folded, fiscal_year)
    )


def date_hits(folded: str, fiscal_year: int | None = None) -> list[Hit]:
    """The same over folded text, as plain spans: the quantity grammar asks, so as not to read years as counts."""
    taken = bytearray(len(folded))
    if "号" in folded:
        for match in IN_NUMBER.finditer(folded):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    hits: list[Hit] = []
    for needed, pattern, read in _FORMS:
        if not any(word in folded for word in needed):
            continue
        for match in pattern.finditer(folded):
            for hit in read(match, folded, fiscal_year):
                if taken.find(1, hit.start, hit.end) < 0:
                    taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                    hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    return joined(hits, folded)


def _one(
    read: Callable[[re.Match[str], str, int | None], Hit | None],
) -> Callable[[re.Match[str], str, int | None], list[Hit]]:
    """A reader of one date at most as a reader of a list."""

    def listed(match: re.Match[str], folded: str, fiscal_year: int | None) -> list[Hit]:
        hit = read(match, folded, fiscal_year)
        return [] if hit is None else [hit]

    return listed


def _years_in_a_row(match: re.Match[str], folded: str, fiscal_year: int | None) -> list[Hit]:
    """Each of 2021、2022和2023; the last is left to the form that has its 年."""
    end = match.end() - 4 if folded.startswith("年", match.end()) else match.end()
    places = [match.start() + place for place in range(0, end - match.start(), 5)]
    return [Hit(place, place + 4, folded[place : place + 4], None, "year") for place in places]


def _short_years(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    if match["y1"] >= match["y2"]:
        return None
    return Hit(match.start(), match.end(), f"20{match['y1']}/20{match['y2']}", None, "year", ("short-year",))


def _short_year(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    return Hit(match.start(), match.end(), f"20{match['year2']}", None, "year", ("short-year",))


def _festival(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    return Hit(match.start(), match.end(), None, None, "relative")


def _years(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    first, end = int(match["y1"] or match["y3"]), match["y2"] or match["y4"]
    last = int(end) if len(end) == 4 else first - first % 100 + int(end)
    if not first < last <= first + 60 or (len(end) == 2 and last > first + 20):
        return None
    return Hit(match.start(), match.end(), f"{first}/{last}", None, "year")


def _full(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    year, end = _year(match["year"]), match.end()
    if not 1900 <= year <= 2099 or match.end("year") == end:
        return None
    made = _in_year(year, match)
    if made is None:  # 2021年13月: the year still stands
        end = folded.index("年", match.end("year")) + 1
        return Hit(match.start(), end, _iso(year), None, "year", ("damaged",))
    while end > match.start() and folded[end - 1] == " ":
        end -= 1
    return Hit(match.start(), end, made[0], None, made[1])


def _dotted(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    year, month = int(match["year"]), int(match["month"])
    day = int(match["day"]) if match["day"] else None
    if not _valid(year, month, day):
        return None
    if (
        day is None
        and not PARTNER.match(folded, match.end())
        and not PARTNERED.search(folded, max(0, match.start() - 12), match.start())
    ):
        # 2023.06 is a date only where a date is asked for
        if not DATE_WORDS.search(folded, max(0, match.start() - 6), match.start()) and match["mark"] == ".":
            alone = _alone(folded, match.start(), match.end())
            if not (alone and len(match["month"]) == 2):
                return None
        if match["mark"] in "-/" and not DATE_WORDS.search(folded, max(0, match.start() - 6), match.start()):
            return None
    return Hit(match.start(), match.end(), _iso(year, month, day), None, "day" if day else "month")


def _alone(folded: str, start: int, end: int) -> bool:
    """Whether [start, end) stands alone on its line (blanks aside), looking at most 40 characters around."""
    before = folded[max(0, start - 40) : start].rpartition("\n")[2]
    after = folded[end : end + 40].partition("\n")[0]
    return not before.strip() and not after.strip() and (start <= 40 or "\n" in folded[start - 40 : start])


def _glued(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    """2024926 is 2024-09-26; 2022111 could be 1-11 or 11-1: then only the year is sure."""
    asked = DATE_WORDS.search(folded, max(0, match.start() - 6), match.start())
    if not asked and not (_alone(folded, match.start(), match.end()) and len(match["rest"]) >= 3):
        return None
    year, rest = int(match["year"]), match["rest"]
    readings = set()
    for cut in (1, 2):
        month, day = rest[:cut], rest[cut:]
        if month and day and len(day) <= 2 and (len(rest) == 4 or (month[0] != "0" and day[0] != "0")):
            m, d = int(month), int(day)
            if m and d and _valid(year, m, d) and (len(rest) < 4 or cut == 2):
                readings.add((m, d))
    if len(rest) == 2 and not readings:
        return None
    if not readings:
        return None
    if len(readings) == 1:
        m, d = readings.pop()
        return Hit(match.start(), match.end(), _iso(year, m, d), None, "day", ("damaged",))
    return Hit(match.start(), match.end(), _iso(year), None, "year", ("damaged", "ambiguous"))


def _relative(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    word, end = match["word"], match.end()
    bare = end == match.end("word")
    before = folded[max(0, match.start() - 1) : match.start()]
    if bare and word[0] in "本当上":  # 本年, 上年: what accounts are compared with, not when something was
        return None
    if (word[0] == "当" and before in ("相", "适", "应", "年")) or (
        word in ("后年", "前年") and bare and before.isalnum()
    ):
        return None
    made = _in_year((fiscal_year or 2020) + RELATIVE_YEARS.get(word, 0), match)
    if made is None:
        return None
    return Hit(match.start(), end, None, made[0] if fiscal_year is not None else None, made[1])


def _month_day(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    start, end = match.start(), match.end()
    if (
        match["month"]
        and match["month"][0] in DIGITS
        and folded[max(0, start - 1) : start] in tuple("零〇一二三四五六七八九十百千")
    ):
        return None
    if (
        folded[end : end + 1] in tuple("球饼光亮租薪嫂台供息均度花河雪革")
        and match["day"] is None
        and match["tail"] is None
    ):
        return None
    if match["m1"] is None and not _valid(None, _number(match["month"]), _number(match["day"])):
        return None
    if match["year2"] is not None:
        made = _in_year(2000 + int(match["year2"]), match)
        if made is None:
            return None
        return Hit(start, end, made[0], None, made[1], ("short-year",))
    made = _in_year(fiscal_year or 2020, match)
    if made is None:
        return None
    part = None if match["m1"] else (_number(match["month"]), _number(match["day"]))
    return Hit(start, end, None, made[0] if fiscal_year is not None else None, made[1], (), part)


def _day(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    if not 1 <= int(match["day"]) <= 31:
        return None
    before = folded[max(0, match.start() - 4) : match.start()]
    if re.search(r"(?:每|超|满|近|约|足|少|长|期|时|共|计|达|后|缩短|延|迟|误|滞|第|过|/)$", before):
        return None
    return Hit(match.start(), match.end(), None, None, "day", (), (None, int(match["day"])))


def _part(match: re.Match[str], folded: str, fiscal_year: int | None) -> Hit | None:
    before = folded[max(0, match.start() - 1) : match.start()]
    if match["month"] is None and before in ("个", "每"):
        return None
    if match["quarter"] and before in ("十", "第", "零"):
        return None
    if match["month"] and match["month"][0] == "当" and before in ("相", "适"):
        return None
    made = None if fiscal_year is None or match["month"] else _in_year(fiscal_year, match)
    precision: Precision = (
        "half-year" if match["half"] else "month" if match["month"] and "月" in match["month"] else "quarter"
    )
    return Hit(match.start(), match.end(), None, made[0] if made is not None else None, precision)


_FORMS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str], str, int | None], list[Hit]]], ...] = (
    (("年", "期间"), TWO_YEARS, _one(_years)),
    (("年",), YEARS_IN_A_ROW, _years_in_a_row),
    (("年",), SHORT_YEARS, _one(_short_years)),
    (("年",), FULL, _one(_full)),
    ((".", "-", "/"), DOTTED, _one(_dotted)),
    (("20",), GLUED, _one(_glued)),
    (("年",), RELATIVE, _one(_relative)),
    (("月",), MONTH_DAY, _one(_month_day)),
    (("年",), SHORT_YEAR, _one(_short_year)),
    (("日",), DAY, _one(_day)),
    (("半年", "季度", "月"), PART, _one(_part)),
    (("节", "元旦", "国庆", "中秋", "端午", "清明", "五一", "十一"), FESTIVAL, _one(_festival)),
)
"""The forms in the order in which they take characters: what a text must hold, the pattern, its reader."""
