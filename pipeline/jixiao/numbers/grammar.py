"""Finds quantities: one pass over numerals, each with its unit, modifiers, ranges and signs.

Every look around a numeral is bounded, so the whole is linear in the text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from jixiao.document.measures import Bound
from jixiao.numbers import traps
from jixiao.numbers.bounds import Placed, behind, in_front, sign, stands_alone
from jixiao.numbers.context import resolve
from jixiao.numbers.element import CORE, RATIO, Element
from jixiao.numbers.elements import element_at
from jixiao.numbers.ground import Ground
from jixiao.numbers.quantity import Quantity
from jixiao.numbers.ranges import mark, ranged, sandwiched, two_sided
from jixiao.numbers.units import UnitInfo


def find(ground: Ground) -> list[Quantity]:
    """The quantities of a text, in order, without overlap."""
    text, blocked = ground.text, ground.blocked
    found: list[Quantity] = []
    at = done = 0
    while True:
        match = CORE.search(text, at)
        if match is None:
            return found
        start = match.start()
        if blocked[start]:
            free = blocked.find(b"\0", start)
            at = free if free >= 0 else len(text)
            continue
        element = element_at(ground, start, match)
        if element is not None and element.info is None and not element.factor:
            _shared(ground, element)
        if element is not None and element.info is None and element.low == 0:
            _zero(ground, element, found[-1] if found else None)
        quantity = None if element is None else _quantity(ground, element)
        if quantity is None:
            at = match.end()
        elif quantity.start < done:  # a modifier that already belongs to the quantity before
            at = quantity.end
        else:
            found.append(quantity)
            at = done = quantity.end


_LIST_MARK = re.compile(r"[ ]?[、和及与][ ]?")
_LIST_LENGTH = 8


def _shared(ground: Ground, element: Element) -> None:
    """分别回落2.16和1.66个百分点: numbers that 分别 announces share the unit of the last."""
    mark = _LIST_MARK.match(ground.text, element.end)
    if mark is None or element.hanzi or not traps.announced(ground.text, element.start):
        return
    for _ in range(_LIST_LENGTH):
        following = element_at(ground, mark.end())
        if following is None or ground.crosses(element.start, following.end) or following.hanzi:
            return
        if following.info is not None:
            element.info, element.unit = following.info, following.unit
            element.doubts = (*element.doubts, "unit-elided")
            return
        mark = _LIST_MARK.match(ground.text, following.end)
        if mark is None:
            return


_TO_ZERO = re.compile(r"(?:降|减|压减|压缩|下降|减少|归|清)(?:至|到|为)?$")


def _zero(ground: Ground, element: Element, before: Quantity | None) -> None:
    """由5.51万元降至0: a bare zero takes what it counts from the quantity that fell to it."""
    text = ground.text
    if before is None or not 0 < element.start - before.end <= 20 or not traps.ends(text, element.end):
        return
    gap = text[before.end : element.start]
    if "。" in gap or "\n" in gap or not _TO_ZERO.search(gap) or ground.crosses(before.end, element.end):
        return
    element.info = UnitInfo("", before.dimension, RATIO.factor, before.base_unit or "", RATIO.exact)
    element.doubts = (*element.doubts, "unit-elided")


def _quantity(ground: Ground, element: Element) -> Quantity | None:
    """The quantity that this element begins, or None."""
    sign(ground, element)
    mark(ground, element, dash_follows=True)
    pair = ranged(ground, element)
    if pair is not None:
        return _range(ground, pair)
    front = in_front(ground, element)
    between = sandwiched(ground, element)
    if between is not None:
        return _finish(ground, between, between.start, between.end, "range", between.low, between.high)
    back = behind(ground, element, front)
    two = two_sided(ground, element, front, back)
    if two is not None:
        return _finish(ground, two, two.start, two.end, "range", two.low, two.high)
    if element.info is None and not stands_alone(ground, element, front, back):
        return None
    if element.bare_scale and front is None and not element.approx:
        return None
    return _bounded(ground, element, front, back)


def _range(ground: Ground, pair: Element) -> Quantity:
    front = in_front(ground, pair)
    back = behind(ground, pair, front)
    start = front[0] if front is not None and front[1].bound == "approx" else pair.start
    end = back[0] if back is not None and back[1].bound == "approx" else pair.end
    bound = "range" if pair.low != pair.high else "exact"
    return _finish(ground, pair, start, end, bound, pair.low, pair.high)


def _bounded(ground: Ground, element: Element, front: Placed | None, back: Placed | None) -> Quantity:
    start = front[0] if front is not None else element.start
    end = back[0] if back is not None else element.end
    first = front[1].bound if front is not None else ""
    last = back[1].bound if back is not None else ""
    bound = "approx" if element.approx or "approx" in (first, last) else "range" if element.vague else "exact"
    low: Decimal | None = element.low
    high: Decimal | None = element.high
    for said in (last, first):
        if said in ("ge", "gt", "le", "lt"):
            bound = said
    if first == "plus-minus":
        low, high, bound = -element.high, element.high, "range"
    elif bound in ("ge", "gt"):
        high = None
    elif bound in ("le", "lt"):
        low = None
    elif bound == "approx" and element.vague:
        bound = "range"
    return _finish(ground, element, start, end, bound, low, high)


def _finish(
    ground: Ground, element: Element, start: int, end: int, bound: str, low: Decimal | None, high: Decimal | None
) -> Quantity:
    """The quantity, its unit resolved by context and its values in base units."""
    assert element.info is not None
    settled = resolve(ground, start, end, element.info)
    doubts = element.doubts + settled.doubts
    if element.lone_one and settled.info.dimension == "count":
        doubts = (*doubts, "indefinite-article")
    base_low = None if low is None else settled.info.to_base(low)
    return Quantity(
        text=ground.original[start:end],
        start=start,
        end=end,
        low=low,
        high=high,
        unit=element.unit or None,
        dimension=settled.info.dimension,
        bound=cast("Bound", bound),
        base_low=base_low,
        base_high=base_low if high is low else None if high is None else settled.info.to_base(high),
        base_unit=settled.info.base or None,
        number_start=element.number_start,
        number_end=element.number_end,
        doubts=tuple(dict.fromkeys(doubts)),
    )
