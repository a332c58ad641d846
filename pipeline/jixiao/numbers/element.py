"""What the grammar builds: a numeral with its unit, and the pattern of places where a numeral can stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao.numbers.units import UnitInfo, unit_info

_SCALE = r"(?:[万亿]|百(?!分)|千(?![瓦米克伏帕卡焦赫公]))"
CORE = re.compile(
    rf"""
      (?P<half>一半|半数|半(?=年(?!度|级)|个月|天|小时|个小时|个工作日))
    | (?P<arabic>(?:[0-9]{{1,3}}(?:,[0-9]{{3}}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?)
      (?P<tail>[ ]{{0,2}}{_SCALE}+(?:[ ]?零?[0-9]{{1,4}}(?:\.[0-9]+)?[ ]?{_SCALE}+){{0,4}})?
    | (?P<hanzi>好?[几数][十百千万亿]+
      | [零〇一二三四五六七八九十百千万亿两俩]+(?:几[十百千万亿]*)?(?:点[零〇一二三四五六七八九]+[十百千万亿]*)?)
    """,
    re.VERBOSE,
)
"""Where a numeral can stand: 1,071.5; 25万6千; 一百二十; 数百; 十几万; 三点五."""
RATIO = unit_info("1")
"""What a number without unit counts: a plain ratio."""


@dataclass(slots=True)
class Element:
    """A numeral with its unit. ``low`` and ``high`` are in the printed unit; offsets into the text."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: Decimal
    high: Decimal
    unit: str | None = None
    info: UnitInfo | None = None
    approx: bool = False
    """余, 多 or 来 stands between numeral and unit."""
    bare_scale: bool = False
    """百余家: no digit before the scale."""
    vague: bool = False
    """A range by its words: 两三千, 十几."""
    lone_one: bool = False
    """A single 一."""
    hanzi: bool = False
    doubts: tuple[str, ...] = ()
    factor: int = 0
    """Power of ten of a trailing scale that has no unit after it (1,100万)."""


def exponent_of(scale: str) -> int:
    """The power of ten of 万, 亿 and 万亿."""
    return sum({"万": 4, "亿": 8}.get(c, 0) for c in scale)
