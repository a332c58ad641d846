"""Which modifiers around a numeral bound it, and what sign or currency mark in front belongs to it."""

from __future__ import annotations

import re

from jixiao.numbers import modifiers, traps
from jixiao.numbers.element import RATIO, Element
from jixiao.numbers.ground import Ground
from jixiao.numbers.modifiers import Modifier
from jixiao.numbers.numerals import plain, power, times
from jixiao.numbers.units import UnitInfo, unit_info

Placed = tuple[int, Modifier]
"""A modifier and its outer place: the start of one before the number, the end of one behind."""
ONE_SIDED = frozenset({"gt", "ge", "lt", "le"})
_PREFIX_SIGNS = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_FILLERS = ("人民币", "了", "约", "近")
_RECENT = frozenset({"年", "个月", "天", "日", "周", "季度", "学年", "年度"})
_OPERATORS = frozenset("≥≤<>=≈")


def sign(ground: Ground, element: Element) -> None:
    """Takes a sign or a currency mark in front of the number into it."""
    text, start = ground.text, element.start
    before = text[start - 1 : start]
    if not before or ground.edge[start]:
        return
    if before in _PREFIX_SIGNS:
        if element.info is None:
            _currency(ground, element)
        if element.info is not None and element.info.dimension == "money":
            element.start = start - 1
            if before == "$" and text.endswith(("US", "HK"), 0, start - 1):
                element.start = start - 3
                element.unit = ground.original[start - 3 : start]
                element.info = unit_info(element.unit)
        return
    if before not in "-负+" or (element.hanzi and before != "负") or element.bare_scale:
        return
    if traps.is_sign(
        text, start - 1, measured=element.info is not None and element.info.dimension in ("ratio", "other")
    ):
        element.start = element.number_start = start - 1
        if before != "+":
            element.low, element.high = -element.high, -element.low


def _currency(ground: Ground, element: Element) -> None:
    scale = power(element.factor)
    element.low, element.high = plain(times(element.low, scale)), plain(times(element.high, scale))
    element.info = unit_info(_PREFIX_SIGNS[ground.text[element.start - 1]])
    element.unit, element.factor = ground.original[element.start - 1], 0


def in_front(ground: Ground, element: Element) -> Placed | None:
    """The modifier before an element, or None."""
    text, start = ground.text, element.start
    found = modifiers.before(text, start)
    if found is None:
        found = _behind_filler(text, start)
    elif found[1].bound == "approx":
        stronger = modifiers.before(text, found[0])
        if stronger is not None and stronger[1].bound in ONE_SIDED:
            found = stronger
    if found is None or ground.crosses(found[0], start) or ground.edge[start] or not ground.free(found[0], start):
        return None
    word = found[1].word
    if word in ("上", "过") and not element.bare_scale:
        return None
    if word == "近" and element.info is not None and element.info.unit in _RECENT:
        return None
    if word == "=" and (element.info is not None or not traps.equation(text, found[0], element.end)):
        return None
    if found[0] and text[found[0] - 1] == "每":
        return None
    return found


def _behind_filler(text: str, start: int) -> Placed | None:
    for filler in _FILLERS:
        if text.endswith(filler, 0, start):
            inner = modifiers.before(text, start - len(filler))
            if inner is not None and (filler != "了" or inner[1].bound != "approx"):
                return inner
    return None


def behind(ground: Ground, element: Element, front: Placed | None) -> Placed | None:
    """The modifier after an element, or None."""
    text = ground.text
    found = modifiers.after(text, element.end)
    if (
        found is None
        or ground.edge[element.end]
        or ground.crosses(element.end, found[0])
        or not ground.free(element.end, found[0])
    ):
        return None
    word = found[1].word
    if word in ("余", "多", "许") and (element.info is None or element.approx):
        return None
    if front is not None and front[1].bound in ONE_SIDED and word == "内":
        return found
    return None if traps.after_word(text, element.end, found[0], word, element.info) else found


_CELL = re.compile(r"[ ](?![0-9](?:[ ]|[^0-9.]|$))")


def _next_cell(text: str, element: Element) -> bool:
    """Whether a blank ends the number's cell (≥98 100 5): not where single digits stand apart (1 0 0)."""
    return text[element.end] == " " and (element.end - element.start > 1 or _CELL.match(text, element.end) is not None)


def stands_alone(ground: Ground, element: Element, front: Placed | None, back: Placed | None) -> bool:
    """Whether a number without unit is a quantity; settles its unit where it is.

    It is where an operator or a bounding word compares it (≦0, 容积率不低于1.2), where 万 or 亿 has lost its noun
    (税收1000万), and where Hanzi spell it out (三万二).
    """
    text = ground.text
    if traps.ordinal_or_code(text, element.start, element.end):
        return False
    ended = traps.ends(text, element.end if back is None else back[0])
    if front is not None and not element.factor and not element.hanzi:
        operator = front[1].word[-1] in _OPERATORS
        if (ended and front[1].bound in ONE_SIDED) or (operator and (ended or _next_cell(text, element))):
            element.info, element.unit = RATIO, None
            return True
        return False
    if back is not None and back[1].bound in ONE_SIDED and ended and not element.factor and not element.hanzi:
        if not traps.prose_before(text, element.start):
            return False
        element.info, element.unit = RATIO, None  # 容积率1.2以上
        return True
    counted = front is not None or back is not None or element.approx
    if element.factor:
        if element.hanzi and not ended and not counted:
            return False
    elif element.bare_scale:
        if front is None or not (ended or front[1].word == "上"):
            return False
    elif not (element.hanzi and ended and traps.spelled_out(text, element.start, element.end)):
        return False
    money = traps.about_money(text, element.start)
    exact = RATIO.exact * 10**element.factor
    unit = None
    if element.factor:
        size = {4: 1, 8: 1, 12: 2}.get(element.factor, 1)
        unit = ground.original[element.end - size : element.end]
    element.info = UnitInfo(
        unit or "",
        "money" if money else "other",
        times(power(element.factor), RATIO.factor),
        "元" if money else "",
        exact,
    )
    element.unit = unit
    element.doubts = (*element.doubts, "unit-elided")
    return True
