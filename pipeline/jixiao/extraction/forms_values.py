"""Numbers in cells, and units in headers and captions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao.document.trace import Span
from jixiao.lexicon import read_table
from jixiao.lexicon.overlays import active, remembered

MONEY = r"(?:万亿|[百十千]?亿|[百十千]?万|[百千])?(?:元|美元|港元|欧元)"
_CELL = re.compile(
    rf"""
    \s*[¥￥]?\s*
    (?P<number>[+\-−－]?(?:\d{{1,3}}(?:[,，]\d{{3}})+|\d+)(?:[.．]\d+)?)
    \s*(?P<unit>{MONEY}|[%％‰]|分|人|个|名|家|次|天|(?![年月日])[^\W\d]{{1,4}})?\s*
    """,
    re.VERBOSE,
)
"""A cell that holds one number: 134.2, 1,200.50万元, 100%, 10分."""
_UNIT_IN_HEADER = re.compile(
    rf"[（(\[【]\s*(?:金额)?(?:单位)?\s*[:：]?\s*(?P<unit>{MONEY}|人次|人|㎡|m\s*[²2]|平方米|[%％])\s*[)）\]】]"
)
"""（万元）, (单位：元), （㎡）."""
_UNIT_LINE = re.compile(rf"(?:金额)?单位\s*(?:为)?\s*[:：]\s*(?:人民币)?\s*(?P<unit>{MONEY}|人)")
"""单位：万元 above a table."""
_UNIT_BARE = re.compile(rf"(?P<unit>{MONEY})")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number in a cell: its value, its unit where one is printed with it, and where both stand."""

    value: Decimal
    unit: str | None
    number: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where it is printed."""

    name: str
    start: int
    end: int

    @property
    def money(self) -> bool:
        """Whether it counts money."""
        return yuan(self.name) is not None


def cell_number(text: str, start: int, end: int) -> CellNumber | None:
    """The number that a cell consists of, or None where it holds anything else.

    >>> cell_number("1,200.50万元", 0, 10)
    CellNumber(value=Decimal('1200.50'), unit='万元', number=(0, 8), whole=(0, 10))
    >>> cell_number("235条以上", 0, 6) is None
    True
    """
    match = _CELL.fullmatch(text, start, end)
    if match is None:
        return None
    digits = match["number"]
    if len(digits) > 40:
        return None
    value = Decimal(digits.replace(",", "").replace("，", "").replace("．", ".").replace("−", "-").replace("－", "-"))
    unit = match["unit"]
    if unit is not None and (
        unit in {"年", "月", "日", "号"} or unit.endswith(("以上", "以下", "以内", "左右", "次数"))
    ):
        return None
    whole = (match.start("number"), match.end("unit") if unit else match.end("number"))
    return CellNumber(value, "%" if unit == "％" else unit, (match.start("number"), match.end("number")), whole)


def unit_in_header(text: str, start: int, end: int) -> Unit | None:
    """The unit in brackets (or after 单位：) in a header or a caption.

    >>> unit_in_header("年度收入情况（万元）", 0, 10)
    Unit(name='万元', start=7, end=9)
    """
    match = _UNIT_IN_HEADER.search(text, start, end) or _UNIT_LINE.search(text, start, end)
    return None if match is None else Unit("".join(match["unit"].split()), match.start("unit"), match.end("unit"))


def unit_alone(text: str, start: int, end: int) -> Unit | None:
    """A cell that names a money unit and nothing else: 万元."""
    match = _UNIT_BARE.fullmatch(text, start, end)
    return None if match is None else Unit(match["unit"], start, end)


@remembered()
def _factors() -> dict[str, Decimal]:
    rows = read_table("units.csv", ("unit", "dimension", "factor", "base"), key="unit", overlays=active())
    return {row["unit"]: Decimal(row["factor"]) for row in rows if row["dimension"] == "money" and row["base"] == "元"}


def yuan(unit: str | None) -> Decimal | None:
    """How many 元 one such unit is; None for anything that is not money in 元.

    >>> yuan("万元"), yuan("亿元"), yuan("人")
    (Decimal('10000'), Decimal('100000000'), None)
    """
    if not unit:
        return None
    factor = _factors().get(unit)
    if factor is not None:
        return factor
    scaled = re.fullmatch(r"(万亿|[十百千]?亿|[十百千]?万|[百千])元", unit)
    if scaled is None:
        return None
    value = Decimal(1)
    for char in scaled[1]:
        value *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    return value
