"""Numbers, quantities and dates as reports print them, each with the reading that gold expects."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.synthesis.phrases import unit_meaning
from jixiao.synthesis.rich import Rich

HANZI = "零一二三四五六七八九十"
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")

MODIFIERS: dict[str, tuple[tuple[str, str], ...]] = {
    "exact": (("", ""),),
    "approx": (("", "余"), ("", "多"), ("近", ""), ("约", ""), ("", "左右"), ("将近", ""), ("", "余"), ("约", "")),
    "ge": (("", "以上"), ("不少于", ""), ("不低于", ""), ("≥", ""), ("至少", "")),
    "gt": (("超", ""), ("超过", ""), ("突破", ""), ("高于", "")),
    "le": (("不超过", ""), ("≤", ""), ("", "以内"), ("", "以下"), ("≦", "")),
    "lt": (("低于", ""), ("不足", "")),
}
"""Bound to the words before and after the number; 余 and 多 stand before the unit, the others after it."""

SYMBOLS = {"ge": ("≥",), "le": ("≤", "≦"), "gt": ("＞",), "lt": ("＜",)}


@dataclass(frozen=True, slots=True)
class Style:
    """How one document prints: fixed for the whole of it."""

    blank_after_digits: bool = False
    """18 家 instead of 18家, everywhere."""
    commas: bool = False
    """1,286.40 in money."""
    two_decimals: bool = True
    """742.10 instead of 742.1 in money."""
    full_width: float = 0.0
    """Share of quantities printed in full-width digits."""
    hanzi_counts: float = 0.2
    """Share of small counts printed as 三个."""
    percent_sign: str = "%"
    date_form: str = "年月日"
    money_unit: str = "万元"
    half_width_commas: bool = False
    """, instead of ， in prose."""
    bold_marks: float = 0.0
    """Share of run-in heads that a converter wrapped in ** **."""
    converter: str = "cells"
    """How the plain-text converter flattened tables: cells, tabs, pipes, spaces."""
    padding: float = 0.0
    """Share of table cells padded with ideographic spaces."""
    line_breaks: float = 0.0
    """Share of header cells broken in two lines."""
    wrap: int = 0
    """Characters a line where the converter kept the page's lines; 0 where it joined them."""
    furniture: float = 0.0
    """Share of places between paragraphs where a page number or a running title was left."""
    misread: float = 0.0
    """Share of characters outside all marks that were lost or misread."""
    residue: bool = False
    """Bookmarks and template rows left over."""


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros.

    >>> plain(Decimal("3.50"))
    '3.5'
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_json(value: Decimal | Fraction | None) -> int | float | None:
    """The JSON number of gold: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def hanzi_number(number: int) -> str:
    """A small number in characters, 1 to 99, as it stands before a measure word (2 is 两).

    >>> hanzi_number(12), hanzi_number(2), hanzi_number(35)
    ('十二', '两', '三十五')
    """
    if number == 2:
        return "两"
    if number <= 10:
        return HANZI[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else HANZI[tens]) + "十" + (HANZI[ones] if ones else "")


def hanzi_ordinal(number: int) -> str:
    """The number of a heading: 一, 二, … 十一."""
    return "二" if number == 2 else hanzi_number(number)


def money_text(value: Decimal, style: Style, decimals: int = 2) -> str:
    """An amount as the document prints amounts."""
    if style.two_decimals and value != 0:
        text = format(value, f",.{decimals}f" if style.commas else f".{decimals}f")
    else:
        text = plain(value)
        if style.commas and abs(value) >= 1000:
            whole, dot, rest = text.partition(".")
            text = f"{int(whole):,}{dot}{rest}"
    return text


def gold_unit(unit: str) -> str:
    """The unit that gold names: 个 before 百分点 and 工作日 belongs to the number's wording.

    >>> gold_unit("个百分点"), gold_unit("个月")
    ('百分点', '个月')
    """
    return unit.removeprefix("个") if unit in ("个百分点", "个工作日") else unit


def reading(value: Decimal, high: Decimal | None, unit: str, bound: str) -> dict[str, Any]:
    """The keys of a gold quantity for a value, its unit and bound; for a range ``high`` is its upper end."""
    dimension, base_unit, factor = unit_meaning(unit) if unit else ("ratio", "1", Fraction(1))
    low_end: Decimal | None = None if bound in ("le", "lt") else value
    high_end: Decimal | None = None if bound in ("ge", "gt") else (high if bound == "range" else value)

    def base(end: Decimal | None) -> int | float | None:
        return None if end is None else number_json(Fraction(end) * factor)

    return {
        "low": number_json(low_end), "high": number_json(high_end), "unit": gold_unit(unit), "dimension": dimension, "bound": bound,
        "base_low": base(low_end), "base_high": base(high_end), "base_unit": base_unit,
    }  # fmt: skip


def quantity(
    value: Decimal,
    unit: str,
    style: Style,
    rng: random.Random,
    bound: str = "exact",
    symbol: bool = False,
    text: str | None = None,
    high: Decimal | None = None,
    bare: bool = False,
    words: str | None = None,
) -> Rich:
    """A quantity with its mark: number, unit and the modifier that sticks to them.

    ``symbol`` asks for ≥ or ≤ instead of words; ``text`` is the number's own spelling where it is not the plain one.
    ``bare``: a verb like 达到 stands before it, so no word may come between.
    ``words``: the modifier itself, before the number or after it where it begins with ~.
    """
    small = value == value.to_integral_value() and 1 <= value <= 20
    hanzi = (
        text is None and bound == "exact" and small and unit not in ("分", "%") and unit_meaning(unit)[0] == "count"
        and rng.random() < style.hanzi_counts
    )  # fmt: skip
    number = text or (hanzi_number(int(value)) if hanzi else plain(value))
    if rng.random() < style.full_width and not hanzi:
        number = number.translate(FULL_WIDTH)
    printed_unit = style.percent_sign if unit == "%" else unit
    if bound == "range":
        assert high is not None
        dash = rng.choice(["-", "—", "～", "至"])
        both = rng.random() < 0.5
        body = number + (printed_unit if both and unit == "%" else "") + dash + plain(high) + printed_unit
    elif bound == "exact":
        body = number + printed_unit
    else:
        options = [m for m in MODIFIERS[bound] if symbol == (m[0] in "≥≤≦＞＜" and m[0] != "")]
        if not _round(value):
            options = [m for m in options if m[1] not in ("余", "多")] or [("约", "")]
        if unit in ("%", "分", "个百分点"):
            options = [m for m in options if m[1] not in ("余", "多")] or [("约", "")]
        if words:
            options = [("", words[1:]) if words[0] == "~" else (words, "")]
        elif bare:
            options = [m for m in options if not m[0]] or [("", "以上" if bound in ("ge", "gt") else "左右")]
            if bound == "gt":
                bound = "ge"
        before, after = rng.choice(options)
        if after in ("余", "多"):
            scaled = len(unit) > 1 and unit[0] == "万"
            inner = rng.random() < 0.5 if scaled else False
            body = number + (unit[0] + after + unit[1:] if inner or scaled else after + printed_unit)
        else:
            body = before + number + printed_unit + after
    return Rich(body).marked("quantity", **reading(value, high, printed_unit, bound))


def _round(value: Decimal) -> bool:
    """Whether 余 may follow: the last digits are noughts."""
    return value >= 10 and value % 10 == 0


def date_text(day: datetime.date, form: str) -> str:
    """A day in the document's own form.

    >>> date_text(datetime.date(2023, 6, 20), "点")
    '2023.6.20'
    """
    if form == "点":
        return f"{day.year}.{day.month}.{day.day}"
    if form == "杠":
        return day.isoformat()
    if form == "斜":
        return f"{day.year}/{day.month}/{day.day}"
    if form == "汉字":
        year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
        return f"{year}年{hanzi_ordinal(day.month)}月{hanzi_ordinal(day.day)}日"
    return f"{day.year}年{day.month}月{day.day}日"


def date(day: datetime.date, form: str = "年月日") -> Rich:
    """A day with its mark."""
    return Rich(date_text(day, form)).marked("date", iso=day.isoformat())
