"""Attaches to a numeral what follows it: 余 and 多, blanks and line ends, the unit, and what belongs to the unit."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.numbers import modifiers, traps
from jixiao.numbers.element import Element, exponent_of
from jixiao.numbers.ground import Ground
from jixiao.numbers.numerals import EXACT, Reading, read_run
from jixiao.numbers.units import Found, barred, unit_at, unit_info

_BLANK = re.compile(r"[ ]{0,3}")
_COINS = re.compile(r"(?P<jiao>[0-9一二三四五六七八九两]{1,2})角(?:(?P<fen>[0-9一二三四五六七八九两]{1,2})分)?")
_HALF = re.compile(r"半(?![数年导天径价成途])")
_CAPITALS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸")
_TENTH = re.compile(r"[一二三四五六七八九](?![个十百千万亿家项年月日])")


def unit_after(ground: Ground, at: int) -> Found | None:
    """A unit at most three blanks behind this place, no edge before or in it."""
    blank = _BLANK.match(ground.text, at)
    start = blank.end() if blank is not None else at
    found = unit_at(ground.text, start)
    if found is None or (start > at and traps.after_blank(ground.text, found.start)):
        return None
    return None if ground.edge.find(1, at, found.end) >= 0 else found


def _wrapped_unit(ground: Ground, start: int, at: int) -> Found | None:
    """A unit behind or around a single line end (5621⏎人, 百分⏎点) in running prose."""
    text = ground.text
    place = text.find("\n", at, at + 5)
    if (
        place < 0
        or text[place + 1 : place + 2] in ("", "\n", "\t", " ", "(")
        or ground.edge.find(1, at, place + 2) >= 0
    ):
        return None
    if not traps.prose_before(text, start):
        return None
    blank = text[start - 1] == " "
    found = unit_at(text[at:place] + text[place + 1 : place + 10], 0)
    if found is None or found.end <= place - at or (blank and found.info.dimension == "count"):
        return None
    end = at + found.end + 1
    if text[end : end + 1] in ("\n", "\t", "", ")", " "):
        return None
    return Found(at if place > at else at + 1, end, found.info)


def with_unit(
    ground: Ground,
    start: int,
    end: int,
    whole: Reading,
    split: tuple[Reading, int] | None,
    *,
    hanzi: bool,
    doubts: tuple[str, ...],
) -> Element:
    """Completes a numeral in [start, end) by what follows: 余, 多; blanks; the unit."""
    text = ground.text
    element = Element(start, end, start, end, whole.low, whole.high, hanzi=hanzi, doubts=doubts)
    element.bare_scale = whole.bare_scale
    element.vague = whole.low != whole.high
    element.lone_one = hanzi and end - start == 1 and text[start] == "一"
    at = end
    between = modifiers.between(text, end)
    counts_more = between is not None and not (hanzi and whole.high < 10)
    if (
        between is not None
        and counts_more
        and (unit_after(ground, between) or (text[between - 1] in "余多" and traps.ends(text, between)))
    ):
        element.approx, at = True, between
    elif between is not None and text[between : between + 1] in ("万", "亿") and traps.ends(text, between + 1):
        element.approx, element.factor = True, exponent_of(text[between])  # 利税300多万
        element.end = between + 1
        return element
    if text.startswith(("个亿", "个万"), at) and not element.approx:
        found = unit_after(ground, at + 1)
        if found is None or found.end == at + 2:
            element.end = element.number_end = at + 2
            element.factor = 8 if text[at + 1] == "亿" else 4
            return element
    if text.startswith(("个半", "个多", "个余"), at):
        more = _and_more(ground, element, at)
        if more.info is not None:
            return more
    found = unit_after(ground, at)
    if not hanzi and "\n" in text[at : at + 5]:
        wrapped = _wrapped_unit(ground, start, at)
        if wrapped is not None and (found is None or found.end + 1 < wrapped.end):
            found = wrapped
    if found is not None and text.find("\n", at, found.end) >= 0:
        element.doubts = (*doubts, "number-wrapped")
    if found is not None and not _fits(ground, found, element, whole):
        found = None
    if found is None:
        if element.approx:
            element.end = at
        elif split is not None:
            part, offset = split
            element.low, element.high = part.low, part.high
            element.factor = exponent_of(text[offset:end])
        return element
    if split is not None and found.info.scaled:
        part, offset = split
        scaled = unit_at(text[offset:end].strip() + text[found.start : found.end], 0)
        if scaled is not None and scaled.end == end - offset + found.end - found.start:
            element.low, element.high = part.low, part.high
            element.number_end = offset
            found = Found(offset, found.end, scaled.info)
    element.end, element.info, element.unit = found.end, found.info, _unit_name(ground, found)
    if element.approx and found.start == element.number_end and end < at:
        element.unit = element.unit.replace(text[end:at].strip(), "", 1)  # 1.1万余起: 万起
    _complete(ground, element)
    return element


def _and_more(ground: Ground, element: Element, at: int) -> Element:
    """一个半小时, 3个半月: half a unit more; 一个多月, 两个余月: about so many."""
    found = unit_at(ground.text, at + 2) or unit_at("个" + ground.text[at + 2 : at + 4], 0)
    if found is None or found.info.dimension != "time":
        return element
    end = found.end if found.start == at + 2 else at + 1 + found.end
    info = unit_info("个月") if found.info.unit == "月" else found.info
    element.end, element.info, element.unit = end, info, info.unit
    if ground.text[at + 1] == "半":
        element.low = element.high = EXACT.add(element.low, Decimal("0.5"))
    else:
        element.approx = True
    element.lone_one = False
    return element


def _unit_name(ground: Ground, found: Found) -> str:
    """The unit as the source prints it, without blanks and without a 个 that only carries it (个百分点)."""
    printed = ground.printed(found.start, found.end)
    if printed.endswith(("元整", "元正", "圆整", "圆正", "圓整")):
        return printed[:-1]
    if printed.startswith("个") and len(printed) > 1 and not found.info.unit.startswith("个"):
        return printed[1:]
    return printed


def _fits(ground: Ground, found: Found, element: Element, whole: Reading) -> bool:
    """Whether this unit may stand behind this numeral."""
    numerals = found.info.numerals
    if numerals == "none" or (numerals == "no-one" and element.lone_one):
        return False
    if traps.unit(ground.text, element.start, element.end, found, hanzi=element.hanzi):
        return False
    if element.hanzi and ground.original[element.start] in _CAPITALS and found.info.dimension != "money":
        return False  # 伍家岗, 陆家村: capitals are for money
    if element.hanzi and found.info.not_before_hanzi and barred(ground.text, found.end, found.info.not_before_hanzi):
        return False
    if whole.positional and not (found.info.unit == "折" and element.end - element.start == 2):
        return False
    if numerals == "arabic" and element.hanzi and not element.approx:
        return traps.counted(ground.text, element.start, element.end, found, whole)
    return not (
        found.info.dimension == "count" and found.info.exact == 1 and _decimals(whole.low) > 3 and not element.hanzi
    )


def _complete(ground: Ground, element: Element) -> None:
    """What may follow a unit and belong to the number: 角 and 分 after 元, 半 after 年, a digit after 成."""
    info, text = element.info, ground.text
    if info is None or element.low != element.high:
        return
    if info.dimension == "money" and info.exact == 1 and info.base == "元":
        match = _COINS.match(text, element.end)
        if match is not None:
            jiao, fen = read_run(match["jiao"]), read_run(match["fen"]) if match["fen"] else None
            if jiao is not None:
                coins = EXACT.add(jiao.low.scaleb(-1), fen.low.scaleb(-2) if fen is not None else Decimal(0))
                element.low = element.high = EXACT.add(element.low, coins)
                element.end = match.end()
    elif info.dimension == "time" and _HALF.match(text, element.end):
        element.end += 1
        element.low = element.high = EXACT.add(element.low, Decimal("0.5"))
    elif info.unit == "成" and element.hanzi and _TENTH.match(text, element.end):
        tenth = read_run(text[element.end])
        if tenth is not None:
            element.low = element.high = EXACT.add(element.low, tenth.low.scaleb(-1))
            element.end += 1
    elif info.unit == "折" and element.hanzi and element.number_end - element.number_start == 2 and element.low > 10:
        element.low = element.high = element.low.scaleb(-1)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
