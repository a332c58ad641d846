"""Dates and periods in a text: years, months, days, quarters, half-years, ranges, relative words, damaged forms.

Notation: ``2021``, ``2021-08``, ``2021-08-24``, intervals ``2021/2023``. ``iso`` says what is printed and is None where
words are relative or lack a year; ``resolved`` says what they mean given the fiscal year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from jixiao.document.measures import DateMention, Precision
from jixiao.numbers.fold import prepare
from jixiao.numbers.numerals import DIGITS, read_run

_B = r"[ ]{0,4}"  # blanks inside a date: 2022 年 6月27 日
_HANZI_SMALL = r"(?:[一二三四五六七八九]|十[一二]?|[二三]?十[一二三四五六七八九]?)"

_YEAR = rf"(?:(?P<{{0}}>(?:19|20)[0-9]{{{{2}}}}|[一二][〇零一二三四五六七八九]{{{{3}}}}){_B}(?:年度?|/(?=[0-9]{{{{1,2}}}}/)))"
_DASH = r"[ ]{0,2}(?:-{1,2}|—{1,2}|~|至|到)[ ]{0,2}"

_FULL = re.compile(
    rf"""(?<![0-9.])
    (?P<year>(?:19|20)[0-9]{{2}}|(?:1[ ]9|2[ ]0)[ ][0-9][ ][0-9]|[一二][〇零一二三四五六七八九]{{3}})
    (?:
        {_B}年{_B}
        (?:
            (?P<month>[0-9]{{1,2}}|{_HANZI_SMALL}){_B}月(?:份)?
            (?:{_B}(?P<day>[0-9]{{1,2}}|{_HANZI_SMALL}){_B}[日号])?
            |第?(?P<quarter>[1-4一二三四]){_B}季度?
            |(?P<half>[上下])半年(?:度)?
            |(?P<three>前三)季度
            |(?P<m1>[0-9]{{1,2}}){_DASH}(?P<m2>[0-9]{{1,2}}){_B}月(?:份)?
            |度(?![假过量数])
        )?
        |[ ]{{1,2}}(?=全年|年度)(?:全年|年度)
    )
    (?P<tail>{_B}(?:年底|年末|年初|底|末|初)|(?<=[0-9]年)(?=[一二三四五六七八九十]))?
    """,
    re.VERBOSE,
)
"""2021年, 2021 年度, 2022 年 6月27 日, 二〇二一年七月, 2021年一季度, 2021年上半年, 2021年1-6月, 2023年底, 2022 全年."""
_TWO_YEARS = re.compile(
    rf"(?<![0-9.])(?P<y1>(?:19|20)[0-9]{{2}}){_B}年?(?:度)?{_DASH}(?P<y2>(?:19|20)?[0-9]{{2}}){_B}(?P<mark>年度?|学年)"
)
"""2021-2023年, 2021年至2023年, 2021-23年."""
_DOTTED = re.compile(
    r"(?<![0-9.A-Za-z/])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[.．/-]|[ ]?[.][ ]?)(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9]))?(?![0-9]|[.][0-9]|%|(?P=mark)[0-9]|[亿万元])日?"
)
"""2023.6.20, 2023-06-20, 2023/6/20, 2023.06."""
_GLUED = re.compile(r"(?<![0-9.A-Za-z-])(?P<year>20[0-4][0-9])(?P<rest>[0-9]{2,4})(?![0-9.A-Za-z%-])")
"""2024926, 20230620: dates that lost 年月日; only where the context says that a date stands here."""
_MONTH_DAY = re.compile(
    rf"""(?<![0-9.])
    (?:(?P<year2>[0-9]{{2}}){_B}年{_B})?
    (?:
      (?P<m1>[0-9]{{1,2}}){_DASH}(?P<m2>[0-9]{{1,2}}){_B}月(?:份)?
     |(?P<month>[0-9]{{1,2}}|{_HANZI_SMALL}){_B}月(?:份)?
      (?:{_B}(?P<day>[0-9]{{1,2}}|{_HANZI_SMALL}){_B}[日号])?
    )
    (?P<tail>底|末|初|中旬|上旬|下旬)?
    """,
    re.VERBOSE,
)
"""6月30日, 6月底, 1-6月, 三月份; 22年12月."""
_SHORT_YEAR = re.compile(rf"(?<![0-9.])(?P<year2>[0-2][0-9]){_B}年(?P<tail>度|底|末|初)")
_DAY = re.compile(r"(?<![0-9.])(?P<day>[0-9]{1,2})日(?![内以之程照常均产报处历]|左右|之内|以内|/)")
_RELATIVE = re.compile(
    rf"""(?P<word>去年|今年|明年|前年(?!度)|后年|上一?年度?(?!级|结|末结|结转)|本年度?|当年度?|次年|翌年|来年|上年末|近年来?(?=\x00))
    (?:同期)?
    (?:{_B}(?:
        (?P<m1>[0-9]{{1,2}}){_DASH}(?P<m2>[0-9]{{1,2}}){_B}月(?:份)?
       |(?P<month>[0-9]{{1,2}}|{_HANZI_SMALL}){_B}月(?:份)?(?:{_B}(?P<day>[0-9]{{1,2}}|{_HANZI_SMALL}){_B}[日号])?(?P<tail>底|末|初)?
       |(?P<half>[上下])半年
       |第?(?P<quarter>[1-4一二三四])季度
       |(?P<three>前三)季度
       |(?P<end>年底|年末|年初|底(?![子部层板座稿盘线数价])|末|初(?![步级次期始衷审评验选创]))
    ))?
    """,
    re.VERBOSE,
)
_PART = re.compile(
    r"(?:(?P<half>[上下])半年(?:度)?|前(?P<three>[三3])(?:个)?季度|第?(?P<q1>[一二三四1-4])[、至到~-]第?(?P<q2>[一二三四1-4])季度|第?(?P<quarter>[一二三四1-4])季度(?:末|初)?|(?P<month>[上下本当]月|本季度|上季度|上个月|下个月))"
)
_FESTIVAL = re.compile(
    r"春节|元旦|清明节|劳动节|端午节|国庆节|中秋节|元宵节|重阳节|教师节|儿童节|建军节|国庆(?=期间|假期|前|后|、|长假)|中秋(?=期间|假期|前|后|、|国庆)|端午(?=期间|假期|前|后|、)|清明(?=期间|假期|前|后|、)|[“\"]?五一[”\"]?(?=期间|假期|前|后|小长假)|[“\"]?十一[”\"]?(?=期间|假期|长假)"
)
_IN_NUMBER = re.compile(
    r"[\[(〔]\s?(?:19|20)[0-9]{2}\s?[\])〕]\s?(?:第)?\s?[0-9]{1,4}\s?号|(?:19|20)[0-9]{2}年?第\s?[0-9]{1,5}\s?号"
)
"""文号: 〔2021〕1号, (2021)第12号, 2021年第3号; the year inside is no date."""
_DATE_WORDS = re.compile(r"(?:日期|时间|截至|截止|于|日|期)[:： ]{0,3}$")
_RELATIVE_YEARS = {
    "去年": -1, "上年": -1, "上一年": -1, "上年度": -1, "上一年度": -1, "今年": 0, "本年": 0, "本年度": 0, "当年": 0, "当年度": 0,
    "明年": 1, "次年": 1, "翌年": 1, "来年": 1, "前年": -2, "后年": 2, "上年末": -1,
}  # fmt: skip
_TERMS_AFTER = re.compile(
    r"结转|结余|收入|支出|预算|决算|财政|拨款|项目|资金|实有|实际|总体|目标|工作|绩效|计划|安排|新增|指标|任务|完成|预计|数|可|初|执行|末|"
    r"主要|重点|部门|整体|应|基本|一般|采购|公用|三公|[:：、\s]|人员|经费|投入|债|税|盈余|缴|全|度|年|内|来"
)
"""After 本年, 当年, 上年 these make a term of accounting (上年结转, 当年财政拨款): no date is meant."""


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    iso: str | None
    resolved: str | None
    precision: Precision
    doubts: tuple[str, ...] = ()
    part: tuple[int | None, int | None] | None = None
    """Month and day of a date that prints no year."""


def _number(printed: str | None) -> int | None:
    if printed is None:
        return None
    if printed.isdecimal() and printed.isascii():
        return int(printed)
    reading = read_run(printed)
    return None if reading is None else int(reading.low)


def _year(printed: str) -> int:
    return int("".join(str(DIGITS[c]) if c in DIGITS else c for c in printed if c != " "))


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


def date_hits(folded: str, fiscal_year: int | None = None) -> list[_Hit]:
    """The same over folded text, as plain spans: the quantity grammar asks, so as not to read years as counts."""
    taken = bytearray(len(folded))
    for match in _IN_NUMBER.finditer(folded):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    hits: list[_Hit] = []

    def take(hit: _Hit | None) -> None:
        if hit is None or any(taken[hit.start : hit.end]):
            return
        taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        hits.append(hit)

    for match in _TWO_YEARS.finditer(folded):
        take(_years(match))
    for match in _FULL.finditer(folded):
        take(_full(match, folded))
    for match in _DOTTED.finditer(folded):
        take(_dotted(match, folded))
    for match in _GLUED.finditer(folded):
        take(_glued(match, folded))
    for match in _RELATIVE.finditer(folded):
        take(_relative(match, folded, fiscal_year))
    for match in _MONTH_DAY.finditer(folded):
        take(_month_day(match, folded, fiscal_year))
    for match in _SHORT_YEAR.finditer(folded):
        take(_Hit(match.start(), match.end(), f"20{match['year2']}", None, "year", ("short-year",)))
    for match in _DAY.finditer(folded):
        take(_day(match, folded))
    for match in _PART.finditer(folded):
        take(_part(match, folded, fiscal_year))
    for match in _FESTIVAL.finditer(folded):
        take(_Hit(match.start(), match.end(), None, None, "relative"))
    hits.sort(key=lambda hit: hit.start)
    return _joined(hits, folded)


def _years(match: re.Match[str]) -> _Hit | None:
    first = int(match["y1"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    if not first < last <= first + 60 or (len(match["y2"]) == 2 and last > first + 20):
        return None
    return _Hit(match.start(), match.end(), f"{first}/{last}", None, "year")


def _full(match: re.Match[str], folded: str) -> _Hit | None:
    year, end = _year(match["year"]), match.end()
    if not 1900 <= year <= 2099 or match.end("year") == end:
        return None
    made = _in_year(year, match)
    if made is None:  # 2021年13月: the year still stands
        end = folded.index("年", match.end("year")) + 1
        return _Hit(match.start(), end, _iso(year), None, "year", ("damaged",))
    while end > match.start() and folded[end - 1] == " ":
        end -= 1
    return _Hit(match.start(), end, made[0], None, made[1])


_PARTNER = re.compile(r"[ ]{0,2}(?:-{1,2}|—{1,2}|~|至|到)[ ]{0,2}20[0-9]{2}[.](?:1[0-2]|0?[1-9])(?![0-9.])")
_PARTNERED = re.compile(r"20[0-9]{2}[.](?:1[0-2]|0?[1-9])[ ]{0,2}(?:-{1,2}|—{1,2}|~|至|到)[ ]{0,2}$")
"""2023.03-2023.05: each month says that the other is one."""


def _dotted(match: re.Match[str], folded: str) -> _Hit | None:
    year, month = int(match["year"]), int(match["month"])
    day = int(match["day"]) if match["day"] else None
    if not _valid(year, month, day):
        return None
    if (
        day is None
        and not _PARTNER.match(folded, match.end())
        and not _PARTNERED.search(folded, max(0, match.start() - 12), match.start())
    ):
        # 2023.06 is a date only where a date is asked for
        if not _DATE_WORDS.search(folded, max(0, match.start() - 6), match.start()) and match["mark"] == ".":
            alone = _alone(folded, match.start(), match.end())
            if not (alone and len(match["month"]) == 2):
                return None
        if match["mark"] in "-/" and not _DATE_WORDS.search(folded, max(0, match.start() - 6), match.start()):
            return None
    return _Hit(match.start(), match.end(), _iso(year, month, day), None, "day" if day else "month")


def _alone(folded: str, start: int, end: int) -> bool:
    """Whether [start, end) stands alone on its line (blanks aside), looking at most 40 characters around."""
    before = folded[max(0, start - 40) : start].rpartition("\n")[2]
    after = folded[end : end + 40].partition("\n")[0]
    return not before.strip() and not after.strip() and (start <= 40 or "\n" in folded[start - 40 : start])


def _glued(match: re.Match[str], folded: str) -> _Hit | None:
    """2024926 is 2024-09-26; 2022111 could be 1-11 or 11-1: then only the year is sure."""
    asked = _DATE_WORDS.search(folded, max(0, match.start() - 6), match.start())
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
        return _Hit(match.start(), match.end(), _iso(year, m, d), None, "day", ("damaged",))
    return _Hit(match.start(), match.end(), _iso(year), None, "year", ("damaged", "ambiguous"))


def _relative(match: re.Match[str], folded: str, fiscal_year: int | None) -> _Hit | None:
    word, end = match["word"], match.end()
    bare = end == match.end("word")
    before = folded[max(0, match.start() - 1) : match.start()]
    if bare and (word[0] in "本当" or (word[0] == "上" and _TERMS_AFTER.match(folded, end))):
        return None
    if (word[0] == "当" and before in ("相", "适", "应", "年")) or (
        word in ("后年", "前年") and bare and before.isalnum()
    ):
        return None
    made = _in_year((fiscal_year or 2020) + _RELATIVE_YEARS.get(word, 0), match)
    if made is None:
        return None
    return _Hit(match.start(), end, None, made[0] if fiscal_year is not None else None, made[1])


def _month_day(match: re.Match[str], folded: str, fiscal_year: int | None) -> _Hit | None:
    start, end = match.start(), match.end()
    if (
        match["month"]
        and match["month"][0] in DIGITS
        and folded[max(0, start - 1) : start] in tuple("零〇一二三四五六七八九十百千")
    ):
        return None
    if folded[end : end + 1] in tuple("球饼光亮租薪嫂台供息均度") and match["day"] is None and match["tail"] is None:
        return None
    if match["m1"] is None and not _valid(None, _number(match["month"]), _number(match["day"])):
        return None
    if match["year2"] is not None:
        made = _in_year(2000 + int(match["year2"]), match)
        if made is None:
            return None
        return _Hit(start, end, made[0], None, made[1], ("short-year",))
    made = _in_year(fiscal_year or 2020, match)
    if made is None:
        return None
    part = None if match["m1"] else (_number(match["month"]), _number(match["day"]))
    return _Hit(start, end, None, made[0] if fiscal_year is not None else None, made[1], (), part)


def _day(match: re.Match[str], folded: str) -> _Hit | None:
    if not 1 <= int(match["day"]) <= 31:
        return None
    before = folded[max(0, match.start() - 4) : match.start()]
    if re.search(r"(?:每|超|满|近|约|足|少|长|期|时|共|计|达|后|缩短|延|迟|误|滞|第|过|/)$", before):
        return None
    return _Hit(match.start(), match.end(), None, None, "day", (), (None, int(match["day"])))


def _part(match: re.Match[str], folded: str, fiscal_year: int | None) -> _Hit | None:
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
    return _Hit(match.start(), match.end(), None, made[0] if made is not None else None, precision)


_CONNECTOR = re.compile(_DASH)


_JOINABLE = frozenset({"year", "half-year", "quarter", "month", "day"})


def _joined(hits: list[_Hit], folded: str) -> list[_Hit]:
    """Two dates with a dash or 至 between them are one interval: 2021年3月至2022年5月, 2022年10月1日至7日."""
    made: list[_Hit] = []
    for hit in hits:
        before = made[-1] if made else None
        if before is not None and _CONNECTOR.fullmatch(folded, before.end, hit.start) and not _change(folded, before):
            joined = _interval(before, hit)
            if joined is not None:
                made[-1] = joined
                continue
        made.append(hit)
    return made


def _change(folded: str, first: _Hit) -> bool:
    """由2020年…到2021年: two dates of a change, not one period."""
    return folded[max(0, first.start - 1) : first.start] == "由"


def _interval(first: _Hit, last: _Hit) -> _Hit | None:
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
    return _Hit(first.start, last.end, iso, resolved, last.precision, first.doubts + last.doubts)


def _completed(start: str, last: _Hit) -> str | None:
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
