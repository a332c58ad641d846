"""How the printed value of a field is read: names without blanks, dates as ISO, counts and scores as numbers, grades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao.document.trace import Span
from jixiao.extraction.fields_lexicon import fields
from jixiao.lexicon import read_table
from jixiao.lexicon.overlays import active, remembered
from jixiao.numbers import find_dates, parse_number

_COUNT = re.compile(
    r"(?P<number>\d{1,6}(?:\.\d{1,2})?|[〇零一二两三四五六七八九十百]{1,6})\s*(?:名|人|个|家|位|编|分|%|％)?"
)
_SCORE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})?)\s*分?")
_PHONE = re.compile(
    r"""
      1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)                            # mobile
    | (?=1[3-9](?:\s?\d){9}(?!\d))1[3-9]\d*\s\d+                      # broken by a blank or the end of a line
    | [（(]?0\d{2,3}[)）]?[-－—\s]?
      (?: \d{3,4}\s?\d{4} | (?=(?:\d\s?){7,8}(?!\d))\d{2,6}\s\d{1,6} )(?:[-转]\d{1,5})?(?!\d)      # with area code
    | \d{7,8}(?:[-转]\d{1,5})?(?!\d)
    | \d{5,12}(?!\d)
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-—.]{1,30}")
_DOUBLE = "欧阳|太史|端木|上官|司马|东方|独孤|南宫|夏侯|诸葛|尉迟|皇甫|公孙|慕容|令狐|司徒|司空|长孙|宇文|闻人|申屠"
_NAME = (
    r"(?:[一-鿿][ ]{1,4}[一-鿿](?![一-鿿])"  # 王  凡
    rf"|(?:{_DOUBLE})[ ]{{1,4}}[一-鿿]{{1,2}}(?![一-鿿])"  # 欧阳 慧
    r"|[一-鿿·]{2,12})"  # 周小舟
)
_PERSON = re.compile(rf"{_NAME}(?:[、，,]\s*{_NAME}){{0,4}}(?:[（(][^（()）]{{1,20}}[)）])?")
_OPEN_DAY = re.compile(r"(20\d\d)\s*年\s*(0?[1-9]|1[0-2])\s*月\s*(0?[1-9]|[12]\d|3[01])")
_SPACES = re.compile(r"\s+")
_WRAPPED = re.compile(r"[（(](?:公章|盖章|签章|签字|签名|章)[)）]")


@dataclass(frozen=True, slots=True)
class Found:
    """A field as it was found; spans are text offsets."""

    name: str
    value: Decimal | str
    span: Span
    label: Span | None = None
    score: float | None = None
    """Likeness of the label; None where the value was recognised without one."""
    inferred: bool | None = None
    notes: tuple[str, ...] = ()


@remembered()
def grades() -> dict[str, str]:
    """Printed grade -> 优, 良, 中 or 差."""
    return {
        row["printed"]: row["grade"]
        for row in read_table("grades.csv", ("printed", "grade"), key="printed", overlays=active())
    }


def value_of(name: str, text: str, start: int, end: int) -> tuple[Decimal | str, Span] | None:
    """The value of field ``name`` that the text [start, end) holds, and where; None where it cannot be one.

    >>> value_of("实有人数", "8名", 0, 2), value_of("评价等次", "优秀", 0, 2), value_of("填报日期", "2023.6.20", 0, 9)
    ((Decimal('8'), (0, 2)), ('优', (0, 2)), ('2023-06-20', (0, 9)))
    """
    while start < end and (text[start].isspace() or text[start] in "：:_＿"):
        start += 1
    kind = fields()[name].kind
    trailing = "_＿" if kind == "prose" else "；;，,。_＿"
    while end > start and (text[end - 1].isspace() or text[end - 1] in trailing):
        end -= 1
    if start == end:
        return None
    printed = text[start:end]
    if kind == "date":
        open_day = _OPEN_DAY.fullmatch(printed)
        if open_day is not None:  # the 日 was lost
            return f"{open_day[1]}-{int(open_day[2]):02d}-{int(open_day[3]):02d}", (start, end)
        for mention in find_dates(printed):
            if mention.iso is not None and mention.precision in {"day", "month"}:
                return mention.iso, (start + mention.start, start + mention.end)
        return None
    if kind in {"count", "number", "ratio"}:
        pattern = _SCORE if name == "自评得分" else _COUNT
        match = pattern.fullmatch(text, start, end) or (pattern.match(text, start, end) if kind == "number" else None)
        if match is None:
            return None
        try:
            number = parse_number(match["number"])
        except ValueError:
            return None
        return number, (start, match.end())
    if kind == "grade":
        plain = _SPACES.sub("", printed).strip("“”\"'级等")
        grade = grades().get(plain) or grades().get(plain.removesuffix("等"))
        return None if grade is None else (grade, (start, end))
    if kind == "phone":
        found = _PHONE.search(text, start, end)
        return None if found is None else (_SPACES.sub("", found[0]), found.span())
    if kind == "code":
        found = _CODE.match(text, start, end)
        return None if found is None else (found[0], found.span())
    if kind == "person":
        found = _PERSON.match(text, start, end)
        return None if found is None else (_SPACES.sub("", found[0]), found.span())
    if kind == "prose":
        return re.sub(r"\s*\n\s*", "\n", printed), (start, end)
    plain = _SPACES.sub("", _WRAPPED.sub("", printed))
    return (plain, (start, end)) if 1 < len(plain) <= 80 else None
