"""Two numbers that make one quantity: 3～5个工作日, 10-20%（含）, 大于20且小于35, 80%≤完成率<90%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jixiao.numbers import modifiers, traps
from jixiao.numbers.bounds import ONE_SIDED, Placed, stands_alone
from jixiao.numbers.element import RATIO, Element
from jixiao.numbers.elements import element_at
from jixiao.numbers.ground import Ground
from jixiao.numbers.numerals import EXACT, plain, power, times
from jixiao.numbers.units import UnitInfo

_DASH = re.compile(r"[ ]{0,2}(?:-{1,2}|—{1,2}|~{1,2}|─{1,2})[ ]{0,2}")
_TO = re.compile(r"[ ]?[至到][ ]?")
MARK = re.compile(r"[ ]?\((?:不?含|不?包含|不?包括)(?:本数|[0-9.]{1,8}[^)0-9]{0,4})?\)")
_AND = re.compile(r"[ ]?(?:[,，、][ ]?)?(?:且|并且|并|但|而且|而|同时|及|和)?[ ]?")
_SANDWICH = re.compile(r"[ ]?[<≤][ ]?[^0-9<>≤≥=,，;；。、\n\t]{1,14}[<≤][ ]?")
_BOUNDING = re.compile(
    r"(?:不(?:得|能|应)?(?:超过|高于|大于|多于|低于|少于|小于|足|到|满)|[小大低高]于(?:或)?等于|[小低少大高多]于|超过|未满|[<>≤≥]=?)[ ]?"
)


def mark(ground: Ground, element: Element, *, dash_follows: bool = False) -> None:
    """Takes （含） behind the number into the element, unless it belongs to a modifier (（含）以上)."""
    match = MARK.match(ground.text, element.end)
    if match is None or ground.edge.find(1, element.end, match.end()) >= 0:
        return
    if modifiers.after(ground.text, element.end) is not None:
        return
    if element.info is None and not (dash_follows and _DASH.match(ground.text, match.end())):
        return
    element.end = match.end()


def ranged(ground: Ground, left: Element) -> Element | None:
    """The range that the left element begins, as one element; None where it begins none."""
    text = ground.text
    connector = _DASH.match(text, left.end)
    words = connector is None
    if connector is None:
        connector = _TO.match(text, left.end)
    if connector is None:
        return None
    if words and left.info is not None and traps.from_to(text, left.start):
        return None
    right = _right(ground, connector.end())
    if right is None or right.lone_one or ground.crosses(left.start, right.end):
        return None
    counts = right.info is None or right.info.dimension == "count"
    if left.info is None and not left.factor and counts and traps.ordinal_or_code(text, left.start, left.end):
        return None
    if right.info is None and not _shares(ground, left, right):
        return None
    info = right.info
    if info is None:
        return None
    mark(ground, right)
    low = _low(left, right, info)
    if low is None:
        if (
            words
            or left.info is None
            or left.unit != right.unit
            or info.dimension not in ("ratio", "score")
            or left.low <= right.high
        ):
            return None
        return replace(
            left, end=right.end, low=right.low, high=left.high, vague=True, doubts=left.doubts + right.doubts
        )  # 100%-90%
    return replace(
        right, start=left.start, number_start=left.number_start, low=low, vague=low != right.high, approx=False, hanzi=left.hanzi,
        bare_scale=False, doubts=left.doubts + right.doubts,
    )  # fmt: skip


def _right(ground: Ground, at: int) -> Element | None:
    text = ground.text
    right = element_at(ground, at)
    if right is not None:
        return right
    first = text[at : at + 1]
    if first not in ("-", "负", "¥", "￥", "$", "约"):
        return None
    right = element_at(ground, at + 1)
    if right is not None and first in "-负":
        right.low, right.high, right.start = -right.high, -right.low, at
    return right


def _shares(ground: Ground, left: Element, right: Element) -> bool:
    """Gives a right element without unit the left one's percent sign (80%-90), or settles a scale without noun (3-5万)."""
    if left.info is not None:
        if left.info.dimension != "ratio" or not traps.ends(ground.text, right.end):
            return False
        right.info, right.unit = left.info, left.unit
        return True
    return bool(right.factor) and stands_alone(ground, right, None, None)


def _low(left: Element, right: Element, info: UnitInfo) -> Decimal | None:
    """The left value in the right unit, or None where the two do not make a range."""
    if left.info is not None:
        if (left.info.dimension, left.info.base) != (info.dimension, info.base):
            return None
        low = in_unit(left.low, left.info, info)
    elif left.factor:
        if info.dimension == "ratio":
            return None
        low = in_unit(times(left.low, power(left.factor)), None, info)
    elif left.low > right.high and info.exact >= 10**4 and info.exact.denominator == 1 and info.dimension != "area":
        low = in_unit(left.low, None, info)  # 8000至1万元
    else:
        low = left.low
    return low if low <= right.high else None


def sandwiched(ground: Ground, left: Element) -> Element | None:
    """80%≤完成率<90% as one element, or None."""
    match = _SANDWICH.match(ground.text, left.end)
    if match is None:
        return None
    right = element_at(ground, match.end())
    if right is None or (left.info is None) != (right.info is None) or ground.crosses(left.start, right.end):
        return None
    info = right.info or RATIO
    low = in_unit(left.low, left.info or info, info)
    if low >= right.high:
        return None
    return replace(right, start=left.start, number_start=left.number_start, low=low, info=info, vague=True)


def two_sided(ground: Ground, left: Element, front: Placed | None, back: Placed | None) -> Element | None:
    """大于20且小于35, 60分以上80分以下: two one-sided bounds as one element, or None."""
    first = front if front is not None and front[1].bound in ONE_SIDED else back
    if first is None or first[1].bound not in ONE_SIDED or left.low != left.high:
        return None
    text = ground.text
    connector = _AND.match(text, back[0] if back is not None else left.end)
    if connector is None:
        return None
    joined = connector[0].strip()
    second = _BOUNDING.match(text, connector.end())
    if second is None and (first is front or joined not in ("", "、", ",", "，")):
        return None
    if second is not None and first is front and joined in (",", "，", "、"):
        return None
    at = second.end() if second is not None else connector.end()
    right = element_at(ground, at)
    if right is None or right.low != right.high:
        return None
    after = modifiers.after(text, right.end)
    other = modifiers.before(text, at) if second is not None else after
    if other is None or other[1].bound not in ONE_SIDED:
        return None
    upward = first[1].bound in ("gt", "ge")
    if (other[1].bound in ("lt", "le")) is not upward:
        return None
    if left.info is not None and right.info is not None and left.info.base != right.info.base:
        return None
    info = right.info or left.info or RATIO
    one, two = in_unit(left.low, left.info or info, info), in_unit(right.low, right.info or info, info)
    low, high = (one, two) if upward else (two, one)
    start = front[0] if front is not None else left.start
    end = after[0] if second is None and after is not None else right.end
    if low >= high or ground.crosses(start, end):
        return None
    return replace(
        left,
        start=start,
        end=end,
        low=low,
        high=high,
        info=info,
        unit=right.unit or left.unit,
        vague=True,
        number_end=right.number_end,
    )


def in_unit(value: Decimal, unit: UnitInfo | None, to: UnitInfo) -> Decimal:
    """A value of one unit (None: base units) in another of the same dimension."""
    exact = (unit.exact if unit is not None else 1) / to.exact
    if exact == 1:
        return value
    return plain(EXACT.divide(times(value, Decimal(exact.numerator)), Decimal(exact.denominator)))
