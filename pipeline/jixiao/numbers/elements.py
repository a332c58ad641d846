"""Reads the numeral at one place of a text, with its unit, before modifiers, ranges and signs are looked at."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.numbers import modifiers, traps
from jixiao.numbers.attach import unit_after, with_unit
from jixiao.numbers.element import CORE, RATIO, Element, exponent_of
from jixiao.numbers.ground import Ground
from jixiao.numbers.numerals import Reading, power, read_run, times
from jixiao.numbers.shares import fraction, slashed
from jixiao.numbers.units import unit_at

_WIDE_COMMA = re.compile(r"[0-9]{1,3}(?:，[0-9]{3}(?![0-9])){1,6}(?:\.[0-9]+)?")
_WRAPPED = re.compile(r"[0-9]+\.(?:[0-9]+[ \n]|\n)[0-9]{1,6}(?![0-9.])")
"""968.191⏎8, 132.⏎5: a decimal that a line end or a blank cuts."""
_WRAPPED_GROUP = re.compile(
    r"""
    [0-9]{1,3}(?:,[0-9]{3}){0,5}
    (?: ,(?:[0-9][ ]?\n[0-9]{2}|[0-9]{2}[ ]?\n[0-9]|[ ]?\n[0-9]{3})(?:,[0-9]{3}){0,5}(?:\.[0-9]{1,6})?   # 1,6⏎74.00
      | ,[0-9]{3}\.[0-9]{0,2}[ ]?\n[0-9]{1,2} )                                                          # 1,860.0⏎0
    (?![0-9.,])
    """,
    re.VERBOSE,
)
"""A number with groups of three that a line end cuts inside a group, or after the point."""
_TRAILING_SCALE = re.compile(r"[万亿]+$")


def element_at(ground: Ground, start: int, match: re.Match[str] | None = None) -> Element | None:
    """The numeral that begins exactly here with its unit, or None where it is no quantity's number."""
    match = match if match is not None else CORE.match(ground.text, start)
    if match is None or match.start() != start or ground.blocked[start]:
        return None
    if match["half"] is not None:
        element = _half(ground, match)
    else:
        element = _arabic(ground, match) if match["arabic"] is not None else _hanzi(ground, match)
    if element is None or ground.crosses(element.start, element.end):
        return None
    return element


def _arabic(ground: Ground, match: re.Match[str]) -> Element | None:
    text, start, end = ground.text, match.start(), match.end("arabic")
    if start and (
        text[start - 1] in "0123456789." or (text[start] == "0" and text[start - 1] == " " and _spaced(text, start))
    ):
        return None
    digits = match["arabic"]
    doubts: tuple[str, ...] = ()
    if text.startswith("分之", end) and "." not in digits:
        return fraction(ground, match)
    if text.startswith("/", end):
        return slashed(ground, start, digits, end)
    if "." not in digits and text.startswith("，", end):
        wide = _WIDE_COMMA.match(text, start)
        if wide is not None and not traps.listed(text, start) and unit_after(ground, wide.end()) is not None:
            digits, end, doubts = wide[0].replace("，", ""), wide.end(), ("digits-joined",)
    elif text[end : end + 1] in ("\n", " ", "."):
        wrapped = _WRAPPED.match(text, start)
        if (
            wrapped is not None
            and wrapped.end() > end
            and not ground.crosses(start, wrapped.end())
            and _tight(ground, start, wrapped.end())
        ):
            digits, end, doubts = re.sub(r"\s", "", wrapped[0]), wrapped.end(), ("number-wrapped",)
    if not doubts and text.find("\n", end, end + 4) >= 0:
        group = _WRAPPED_GROUP.match(text, start)
        if group is not None and not ground.crosses(start, group.end()) and _measured(ground, start, group.end()):
            digits, end, doubts = re.sub(r"\s", "", group[0]), group.end(), ("number-wrapped",)
    digits = digits.replace(",", "")
    if len(digits) > 40 or traps.code(text, start, end, digits):
        return None
    value = Decimal(digits)
    tail = match["tail"] if end == match.end("arabic") else None
    if not tail:
        return with_unit(ground, start, end, Reading(value, value), None, hanzi=False, doubts=doubts)
    end = match.end()
    whole = read_run(digits + tail.replace(" ", ""))
    if whole is None and " " in tail.strip():  # 3万 5万元 are two
        tail = tail[: len(tail) - len(tail.lstrip())] + tail.split()[0]
        end = match.start("tail") + len(tail)
        whole = read_run(digits + tail.strip())
    if whole is None:
        return None
    return with_unit(ground, start, end, whole, _split(value, tail, end), hanzi=False, doubts=doubts)


def _spaced(text: str, start: int) -> bool:
    """Whether a zero follows a digit and a blank: the inside of a number printed with blanks (1 0 0 人), which is not read."""
    return start > 1 and text[start - 2].isdigit() and text[start + 1 : start + 2] not in (".", "")


def _measured(ground: Ground, start: int, end: int) -> bool:
    """Whether a number with a cut group stands in prose and before a unit: half a group is no number by itself."""
    between = modifiers.between(ground.text, end) or end
    opened = ground.text[start - 1 : start] in ("（", "(")
    before = traps.prose_before(ground.text, start - 1 if opened else start)
    return before and unit_after(ground, between) is not None


def _tight(ground: Ground, start: int, end: int) -> bool:
    """Whether a number cut by a line end or a blank can only be one: prose before it, its unit right behind it."""
    found = unit_after(ground, end)
    if not traps.prose_before(ground.text, start) or found is None:
        return False
    return found.info.dimension != "count" or len(found.info.unit) > 1


def _hanzi(ground: Ground, match: re.Match[str]) -> Element | None:
    text, start, end, run = ground.text, match.start(), match.end(), match["hanzi"]
    if len(run) > 40:
        return None
    if text.startswith("分之", end):
        return fraction(ground, match)
    if run == "一两" and unit_at(text, end) is not None:
        return with_unit(ground, start, end, Reading(Decimal(1), Decimal(2)), None, hanzi=True, doubts=())
    if len(run) > 1 and run[-1] in "两俩":  # 二两: here it is the weight
        run, end = run[:-1], end - 1
    reading = read_run(run)
    if reading is None or traps.hanzi(text, start, end, run):
        return None
    split = None
    scale = _TRAILING_SCALE.search(run)
    if scale is not None and scale.start() and not reading.bare_scale:
        part = read_run(run[: scale.start()])
        if part is not None and times(part.low, power(exponent_of(scale[0]))) == reading.low:
            split = (part, start + scale.start())
    return with_unit(ground, start, end, reading, split, hanzi=True, doubts=())


def _half(ground: Ground, match: re.Match[str]) -> Element | None:
    """半年, 半个月 are 0.5 of the unit; 一半 and 半数 a ratio, where a modifier makes them a number."""
    start, end = match.span()
    if start and ground.text[start - 1] in "大小多前后上下":
        return None
    value = Decimal("0.5")
    if match["half"] == "半":
        return with_unit(ground, start, end, Reading(value, value), None, hanzi=True, doubts=())
    element = Element(start, end, start, end, value, value, None, RATIO, hanzi=True)
    element.bare_scale = modifiers.after(ground.text, end) is None
    return element


def _split(value: Decimal, tail: str, end: int) -> tuple[Reading, int] | None:
    """The reading before a trailing scale and the place where the scale begins: 3.5万 -> 3.5; None where there is none."""
    scale = tail.strip()
    match = _TRAILING_SCALE.search(scale)
    if match is None or any(c in "0123456789" for c in scale):
        return None
    if match.start() == 0:
        return Reading(value, value), end - len(scale)
    part = read_run(format(value, "f") + scale[: match.start()])
    return None if part is None else (part, end - len(match[0]))
