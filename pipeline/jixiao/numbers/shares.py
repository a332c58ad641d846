"""Fractions: 三分之一, 百分之九十五, 1/3."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.numbers.element import CORE, RATIO, Element
from jixiao.numbers.ground import Ground
from jixiao.numbers.numerals import EXACT, plain, read_run
from jixiao.numbers.units import unit_info

_SLASHED = re.compile(r"/(?P<below>[0-9]{1,2})(?=的|以上|以下|左右|，|。|;|,)")
_SHARE = re.compile(r"(?:占|近|约|超过?|达到?|不足|不低于|完成|治理|剩余|其中|[，。,;\n]|^)$")


def fraction(ground: Ground, match: re.Match[str]) -> Element | None:
    """三分之一, 百分之九十五, 千分之3."""
    start = match.start()
    below = match["hanzi"] if match["hanzi"] is not None else match["arabic"]
    at = match.start() + len(below) + 2
    above = CORE.match(ground.text, at)
    if above is None:
        return None
    run = above["arabic"] or above["hanzi"]
    end = above.start() + len(run)
    if len(run) > 20 or len(below) > 20:
        return None
    top, bottom = read_run(run.replace(",", "")), read_run(below.replace(",", ""))
    if top is None or bottom is None or bottom.low == 0:
        return None
    vague = top.low != top.high
    unit = {"百": "%", "千": "‰", "万": "‱"}.get(below)  # readers and reviewers write 96 %, however it is spelt
    if unit is not None:
        return Element(start, end, start, end, top.low, top.high, unit, unit_info(unit), vague=vague, hanzi=True)
    low, high = (short(EXACT.divide(n, bottom.low)) for n in (top.low, top.high))
    return Element(start, end, start, end, low, high, None, RATIO, vague=vague, hanzi=True)


def slashed(ground: Ground, start: int, above: str, end: int) -> Element | None:
    """1/3的项目: a proper fraction where the words show that it is one, never a date or a code."""
    match = _SLASHED.match(ground.text, end)
    if (
        match is None
        or not above.isdigit()
        or len(above) > 2
        or not _SHARE.search(ground.text[max(0, start - 4) : start])
    ):
        return None
    top, bottom = Decimal(above), Decimal(match["below"])
    if not 0 < top < bottom:
        return None
    value = short(EXACT.divide(top, bottom))
    return Element(start, match.end(), start, match.end(), value, value, None, RATIO, doubts=("ambiguous-fraction",))


def short(value: Decimal) -> Decimal:
    """At most 28 digits: a third does not end."""
    return plain(value if len(value.as_tuple().digits) <= 28 else value.quantize(Decimal(1).scaleb(-28), context=EXACT))
