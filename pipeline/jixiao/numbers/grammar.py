"""Finds quantities: numeral, what stands between it and its unit, the unit, and the modifiers, ranges and signs around.

One pass over folded text. Every look around a numeral is bounded, so the whole is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from jixiao.document.measures import Bound, Dimension
from jixiao.numbers import modifiers, traps
from jixiao.numbers.context import resolve
from jixiao.numbers.numerals import EXACT, Reading, plain, power, read_run, times
from jixiao.numbers.quantity import Quantity
from jixiao.numbers.units import Found, UnitInfo, unit_at, unit_info

_CORE = re.compile(
    r"""
      (?P<arabic>(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?)
      (?P<tail>[ ]{0,2}
        (?:[百万亿]|千(?![瓦米克伏帕卡焦赫公]))(?:[百万亿]|千(?![瓦米克伏帕卡焦赫公]))*
        (?:零?[0-9]{1,4}(?:\.[0-9]+)?(?:[百万亿]|千(?![瓦米克伏帕卡焦赫公]))+)*
      )?
    | (?P<hanzi>好?[几数][十百千万亿]+ | [零〇一二三四五六七八九十百千万亿两俩]+(?:几[十百千万亿]*)?(?:点[零〇一二三四五六七八九]+[十百千万亿]*)?)
    """,
    re.VERBOSE,
)
_WIDE_COMMA = re.compile(r"[0-9]{1,3}(?:，[0-9]{3}(?![0-9]))+(?:\.[0-9]+)?")
_WRAPPED = re.compile(r"[0-9]+\.[0-9]+(?:\n|[ ])[0-9]{1,4}(?![0-9.])")
_TRAILING_SCALE = re.compile(r"[万亿]+$")
_BLANK = re.compile(r"[ ]{0,3}")
_DASH = re.compile(r"[ ]{0,2}(?:-{1,2}|—{1,2}|~{1,2}|─{1,2})[ ]{0,2}")
_TO = re.compile(r"[ ]?[至到][ ]?")
_MARK = re.compile(r"[ ]?\((?:不?含|不?包含|不?包括|含本数|不含本数)\)")
_BELOW_FRACTION = re.compile(r"分之")
_AND = re.compile(r"[ ]?(?:[,，、][ ]?)?(?:且|并且|并|但|而且|而|同时|及|和|,|，|、)?[ ]?")
_SANDWICH = re.compile(r"[ ]?(?P<one>[<≤])[ ]?[^0-9<>≤≥=,，;；。、\n\t]{1,14}(?P<two>[<≤])[ ]?")
_COINS = re.compile(r"(?P<jiao>[0-9一二三四五六七八九两]{1,2})角(?:(?P<fen>[0-9一二三四五六七八九两]{1,2})分)?")
_HALF = re.compile(r"半(?![数年导天径价成途])")
_PREFIX_SIGNS = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_OPERATORS = frozenset("≥≤<>=≈")
_FILLERS = ("人民币", "了", "约", "近")
SCORE_OR_RATIO = UnitInfo("", "ratio", Decimal(1), "1", unit_info("1").exact)


@dataclass(slots=True)
class Element:
    """A numeral with its unit, before modifiers are looked at. Offsets into the text."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: Decimal
    high: Decimal
    unit: str | None
    info: UnitInfo | None
    approx: bool = False
    bare_scale: bool = False
    vague: bool = False
    """A range by its words: 两三千, 十几."""
    negative: bool = False
    lone_one: bool = False
    hanzi: bool = False
    doubts: tuple[str, ...] = ()
    factor: int = 0
    """Power of ten of a trailing scale that has no unit after it (1,100万)."""


def find(folded: str, original: str, blocked: bytearray, edges: Sequence[int] = ()) -> list[Quantity]:
    """The quantities of a folded text. ``blocked`` marks characters that belong to dates, names and codes; ``edges`` are
    places that no quantity may cross (ends of cells and blocks), in order."""
    return _Finder(folded, original, blocked, edges).run()


class _Finder:
    def __init__(self, text: str, original: str, blocked: bytearray, edges: Sequence[int]) -> None:
        self.text = text
        self.original = original
        self.blocked = blocked
        self.found: list[Quantity] = []
        self.edge = bytearray(len(text) + 1)
        for place in edges:
            if 0 <= place <= len(text):
                self.edge[place] = 1

    # ------------------------------------------------------------------ the pass

    def run(self) -> list[Quantity]:
        text, blocked = self.text, self.blocked
        at = 0
        while True:
            match = _CORE.search(text, at)
            if match is None:
                return self.found
            start = match.start()
            if blocked[start]:
                stop = blocked.find(b"\0", start)
                at = stop if stop >= 0 else len(text)
                continue
            element = self.element(start, match)
            if element is None:
                at = self.skip(match)
                continue
            quantity, end = self.quantity(element)
            if quantity is None:
                at = max(self.skip(match), start + 1)
                continue
            self.found.append(quantity)
            at = max(end, start + 1)

    def skip(self, match: re.Match[str]) -> int:
        """Where to go on after a numeral that is no quantity: behind it, or behind the ordinal that it begins."""
        return match.end()

    def crosses(self, start: int, end: int) -> bool:
        """Whether an edge lies strictly inside [start, end)."""
        return self.edge.find(1, start + 1, end) >= 0

    # ------------------------------------------------------------------ numeral and unit

    def element(self, start: int, match: re.Match[str] | None = None) -> Element | None:
        """The numeral that begins here with its unit, or None where it is no quantity's number."""
        text = self.text
        match = match if match is not None else _CORE.match(text, start)
        if match is None or match.start() != start or self.blocked[start]:
            return None
        if match["arabic"] is not None:
            element = self.arabic(match)
        else:
            element = self.hanzi(match)
        if element is None or self.crosses(element.start, element.end):
            return None
        return element

    def arabic(self, match: re.Match[str]) -> Element | None:
        text, start = self.text, match.start()
        if start and text[start - 1] in "0123456789.":
            return None
        digits = match["arabic"]
        end = match.end("arabic")
        doubts: tuple[str, ...] = ()
        if "." not in digits and text.startswith("，", end):
            wide = _WIDE_COMMA.match(text, start)
            if wide is not None and not traps.listed(text, start) and self.unit_after(wide.end(), "arabic") is not None:
                digits, end, doubts = wide[0].replace("，", ""), wide.end(), ("digits-joined",)
        elif "." in digits and text[end : end + 1] in ("\n", " ") and not match["tail"]:
            wrapped = _WRAPPED.match(text, start)
            if wrapped is not None and not self.crosses(start, wrapped.end()) and self.tight(start, wrapped.end()):
                digits, end, doubts = re.sub(r"\s", "", wrapped[0]), wrapped.end(), ("number-wrapped",)
        if "." in digits and traps.list_number(text, start, digits):
            start += digits.index(".") + 1
            digits = digits.partition(".")[2]
        digits = digits.replace(",", "")
        if len(digits) > 40 or traps.code(text, start, end, digits):
            return None
        value = Decimal(digits)
        tail = match["tail"] if end == match.end("arabic") else None
        if not tail:
            return self.with_unit(start, end, Reading(value, value), None, hanzi=False, doubts=doubts)
        whole = read_run(digits + tail.strip())
        if whole is None:
            return None
        return self.with_unit(start, match.end(), whole, _split(value, tail, match.end()), hanzi=False, doubts=doubts)

    def tight(self, start: int, end: int) -> bool:
        """Whether a number broken by a line end or a blank can only be one: prose before it, its unit right after it."""
        found = unit_at(self.text, end)
        return (
            start > 0
            and "\u4e00" <= self.text[start - 1] <= "\u9fff"
            and found is not None
            and found.info.dimension != "count"
        )

    def hanzi(self, match: re.Match[str]) -> Element | None:
        text, start, run = self.text, match.start(), match["hanzi"]
        if len(run) > 40 or (start and text[start - 1] == "第"):
            return None
        end = match.end()
        if text.startswith("分之", end):
            return self.fraction(match)
        reading = read_run(run)
        if reading is None:
            return None
        if traps.hanzi(text, start, end, run):
            return None
        split = None
        scale = _TRAILING_SCALE.search(run)
        if scale is not None and scale.start() and not reading.bare_scale:
            part = read_run(run[: scale.start()])
            if part is not None and times(part.low, _scale_value(scale[0])) == reading.low:
                split = (part, start + scale.start())
        return self.with_unit(start, end, reading, split, hanzi=True, doubts=())

    def fraction(self, match: re.Match[str]) -> Element | None:
        """三分之一, 百分之九十五, 千分之3."""
        text, start = self.text, match.start()
        below = match["hanzi"] if match["hanzi"] is not None else match["arabic"]
        above = _CORE.match(text, match.end() + 2)
        if above is None:
            return None
        run = above["arabic"] or above["hanzi"]
        end = above.end("arabic") if above["arabic"] else above.end()
        top, bottom = read_run(run.replace(",", "")), read_run(below)
        if top is None or bottom is None or bottom.low == 0 or len(run) > 20:
            return None
        unit = {"百": "百分之", "千": "千分之", "万": "万分之"}.get(below)
        if unit is not None:
            return Element(
                start, end, start, end, top.low, top.high, unit, unit_info(unit), vague=top.low != top.high, hanzi=True
            )
        low, high = (EXACT.divide(n, bottom.low) for n in (top.low, top.high))
        return Element(
            start, end, start, end, _short(low), _short(high), None, SCORE_OR_RATIO, vague=low != high, hanzi=True
        )

    def unit_after(self, at: int, kind: str) -> Found | None:
        """A unit at most one blank behind this place that may follow this kind of numeral."""
        blank = _BLANK.match(self.text, at)
        start = blank.end() if blank is not None else at
        found = unit_at(self.text, start)
        if found is None or self.blocked_unit(found, start > at):
            return None
        return found

    def blocked_unit(self, found: Found, spaced: bool) -> bool:
        if spaced and traps.after_blank(self.text, found.start):
            return True
        return self.edge.find(1, found.start, found.end) >= 0

    def with_unit(
        self,
        start: int,
        end: int,
        whole: Reading,
        split: tuple[Reading, int] | None,
        *,
        hanzi: bool,
        doubts: tuple[str, ...],
    ) -> Element | None:
        """Completes a numeral in [start, end) by what follows: 余, 多; blanks; the unit."""
        text = self.text
        vague = whole.low != whole.high
        lone_one = hanzi and end - start == 1 and text[start] == "一"
        element = Element(
            start, end, start, end, whole.low, whole.high, None, None,
            bare_scale=whole.bare_scale, vague=vague, lone_one=lone_one, hanzi=hanzi, doubts=doubts,
        )  # fmt: skip
        between = modifiers.between(text, end)
        approx = False
        at = end
        if between is not None and not (lone_one or (hanzi and whole.high < 10)):
            found = self.unit_after(between, "any")
            if found is not None or (text[between - 1] == "余" and traps.ends(text, between)):
                approx, at = True, between
        if text.startswith("个", at) and text[at + 1 : at + 2] in ("亿", "万") and not approx:
            found = unit_at(text, at + 1)
            scale_end = at + 2
            if found is None or found.end <= scale_end:
                element.end = element.number_end = scale_end
                element.low, element.high = whole.low, whole.high
                element.factor = 8 if text[at + 1] == "亿" else 4
                return element
        found = self.unit_after(at, "hanzi" if hanzi else "arabic")
        if found is None and text[at : at + 1] == "\n" and not hanzi and not self.edge[at] and not self.edge[at + 1]:
            wrapped = unit_at(text, at + 1)
            if (
                wrapped is not None
                and wrapped.info.dimension in ("money", "area")
                and len(text[wrapped.start : wrapped.end]) > 1
            ):
                if traps.prose_before(text, start) and text[wrapped.end : wrapped.end + 1] not in (")", "\n", "\t", ""):
                    found, doubts = wrapped, (*doubts, "number-wrapped")
                    element.doubts = doubts
        if found is not None and not self.fits(found, element, whole):
            found = None
        if found is None:
            if approx:
                element.approx, element.end = True, at
            if split is not None and not approx:
                part, offset = split
                element.low, element.high = part.low, part.high
                element.factor = _exponent(text[offset:end].strip())
                element.vague = part.low != part.high
            return element
        element.approx = approx
        element.end = found.end
        if split is not None and not approx and found.info.scaled and found.info.dimension != "ratio":
            part, offset = split
            printed = text[offset:end].strip() + text[found.start : found.end]
            scaled = unit_at(printed, 0)
            if scaled is not None and scaled.end == len(printed):
                element.low, element.high = part.low, part.high
                element.vague = part.low != part.high
                element.number_end = offset
                found = Found(offset, found.end, scaled.info)
        element.info = found.info
        element.unit = self.printed(found)
        self.coins(element)
        half = _HALF.match(text, element.end)
        if half is not None and element.info.dimension == "time" and element.low == element.high:
            element.end += 1
            element.low = element.high = EXACT.add(element.low, Decimal("0.5"))
        return element

    def printed(self, found: Found) -> str:
        """The unit as the source prints it, without blanks and without a 个 that only carries it (个百分点)."""
        printed = re.sub(r"\s+", "", self.original[found.start : found.end])
        if printed.startswith("个") and len(printed) > 1 and not found.info.unit.startswith("个"):
            return printed[1:]
        return printed

    def fits(self, found: Found, element: Element, whole: Reading) -> bool:
        """Whether this unit may stand behind this numeral."""
        numerals = found.info.numerals
        if numerals == "none" or (numerals == "no-one" and element.lone_one):
            return False
        if (
            numerals == "arabic"
            and element.hanzi
            and not traps.counted(self.text, element.start, element.end, found, whole)
        ):
            return False
        if whole.positional and not (found.info.unit == "折" and element.end - element.start == 2):
            return False
        return not traps.unit(self.text, element.start, element.end, found, hanzi=element.hanzi)

    def coins(self, element: Element) -> None:
        """元 followed by 角 and 分: 123元1角1分 is 123.11 元."""
        if element.info is None or element.info.dimension != "money" or not (element.unit or "").endswith("元"):
            return
        match = _COINS.match(self.text, element.end)
        if match is None or element.vague or element.info.exact != 1:
            return
        jiao, fen = read_run(match["jiao"]), read_run(match["fen"]) if match["fen"] else None
        if jiao is None:
            return
        coins = EXACT.add(jiao.low.scaleb(-1), fen.low.scaleb(-2) if fen is not None else Decimal(0))
        element.low = element.high = EXACT.add(element.low, coins)
        element.end = match.end()

    # ------------------------------------------------------------------ signs, modifiers, ranges

    def signed(self, element: Element) -> None:
        """Takes a sign or a currency mark in front of the number into it."""
        text, start = self.text, element.start
        before = text[start - 1 : start]
        if before in _PREFIX_SIGNS and before:
            info = unit_info(_PREFIX_SIGNS[before])
            if element.info is None or element.info.dimension == "money":
                if element.info is None:
                    scale = power(element.factor)
                    element.low, element.high = plain(times(element.low, scale)), plain(times(element.high, scale))
                    element.info, element.unit, element.factor = info, self.original[start - 1 : start], 0
                element.start = start - 1
            return
        if element.hanzi and before != "负":
            return
        if before in ("-", "负", "+") and traps.is_sign(text, start - 1):
            element.start = element.number_start = start - 1
            if before != "+":
                element.low, element.high = -element.high, -element.low
                element.negative = True

    def quantity(self, element: Element) -> tuple[Quantity | None, int]:
        """The quantity that this element begins, and where the pass goes on."""
        text = self.text
        self.signed(element)
        marked = self.mark(element)
        pair = self.ranged(element)
        if pair is not None:
            return self.made_range(element, pair, marked)
        before = self.before(element)
        after = modifiers.after(text, element.end)
        if after is not None and not self.after_fits(element, after, before):
            after = None
        sandwich = self.sandwich(element)
        if sandwich is not None:
            return self.both_sides(element, sandwich, element.start)
        if element.info is None and not self.stands_alone(element, before, after):
            two = (
                self.two_sided(element, before, after)
                if before is not None and before[1].bound in ("gt", "ge", "lt", "le")
                else None
            )
            if two is None:
                return None, element.end
            return two
        if element.bare_scale and before is None and not element.approx:
            return None, element.end
        if element.lone_one and not traps.article(text, element.start, element.end, element.unit):
            return None, element.end
        two = self.two_sided(element, before, after)
        if two is not None:
            return two
        return self.made(element, before, after)

    def mark(self, element: Element) -> bool:
        """Takes （含） behind the unit into the element; True where there was one."""
        match = _MARK.match(self.text, element.end)
        if match is None or element.info is None or self.crosses(element.start, match.end()):
            return False
        longer = modifiers.after(self.text, element.end)
        if longer is not None:
            return False
        element.end = match.end()
        return True

    def before(self, element: Element) -> tuple[int, modifiers.Modifier] | None:
        text, start = self.text, element.start
        found = modifiers.before(text, start)
        if found is None:
            for filler in _FILLERS:
                if text.endswith(filler, 0, start):
                    inner = modifiers.before(text, start - len(filler))
                    if inner is not None and (filler != "了" or inner[1].bound != "approx"):
                        found = inner
                        break
        elif found[1].bound == "approx":
            stronger = modifiers.before(text, found[0])
            if stronger is not None and stronger[1].bound in ("gt", "ge", "lt", "le"):
                found = stronger
        if found is None or self.crosses(found[0], start) or any(self.blocked[found[0] : start]):
            return None
        word = found[1].word
        if word in ("上", "过") and not element.bare_scale:
            return None
        if (
            word == "近"
            and element.info is not None
            and element.info.unit in ("年", "个月", "天", "日", "周", "个季度", "季度")
        ):
            return None
        if word == "=" and (element.info is not None or not traps.equation(text, found[0], element.end)):
            return None
        if text[found[0] - 1 : found[0]] == "每" and found[0]:
            return None
        return found

    def after_fits(
        self, element: Element, after: tuple[int, modifiers.Modifier], before: tuple[int, modifiers.Modifier] | None
    ) -> bool:
        if self.crosses(element.start, after[0]):
            return False
        word = after[1].word
        if word in ("余", "多", "许") and (element.info is None or element.approx):
            return False
        if element.lone_one and word in ("以上", "以下"):
            return True
        return not traps.after_word(self.text, element.end, after[0], word)

    def stands_alone(
        self,
        element: Element,
        before: tuple[int, modifiers.Modifier] | None,
        after: tuple[int, modifiers.Modifier] | None,
    ) -> bool:
        """Whether a number without unit is a quantity; settles its unit where it is."""
        text = self.text
        if traps.ordinal_or_code(text, element.start, element.end):
            return False
        operator = before is not None and before[1].word[-1] in _OPERATORS
        if operator and not element.factor and not element.hanzi and traps.ends(text, element.end):
            element.info, element.unit = SCORE_OR_RATIO, None
            return True
        if (
            element.factor
            or (element.hanzi and traps.spelled_out(text, element.start, element.end))
            or (element.bare_scale and before)
        ):
            if element.hanzi and element.lone_one:
                return False
            if (
                not element.factor
                and not traps.ends(text, element.end)
                and not (element.bare_scale and before and before[1].word == "上")
            ):
                return False
            if (
                element.factor
                and element.hanzi
                and not traps.ends(text, element.end)
                and before is None
                and after is None
            ):
                return False
            money = traps.about_money(text, element.start)
            exact = 10**element.factor
            unit = (
                re.sub(r"[\s0-9.,]+", "", self.original[element.end - (2 if element.factor == 12 else 1) : element.end])
                if element.factor
                else None
            )
            base = "元" if money else "1"
            dimension: Dimension = "money" if money else "other"
            element.info = UnitInfo(unit or "", dimension, Decimal(exact), base, unit_info("1").exact * exact)
            element.unit = unit
            element.doubts = (*element.doubts, "unit-elided")
            return True
        return False

    def ranged(self, left: Element) -> tuple[Element, int] | None:
        """The right element of a range that the left one begins, and the connector's end."""
        text = self.text
        connector = _DASH.match(text, left.end)
        words = False
        if connector is None:
            connector = _TO.match(text, left.end)
            words = True
        if connector is None or (left.vague and left.info is None):
            return None
        if words and traps.from_to(text, left.start):
            return None
        at = connector.end()
        inner = modifiers.before(text, at)
        del inner
        right = self.element(at)
        if right is None:
            sign = text[at : at + 1]
            if sign not in ("-", "负", "¥", "$", "约") or not sign:
                return None
            right = self.element(at + 1)
            if right is None:
                return None
            if sign in "-负":
                right.low, right.high, right.start = -right.high, -right.low, at
        if self.crosses(left.start, right.end) or right.lone_one:
            return None
        if right.info is None and right.factor == 0:
            if left.info is None or left.info.dimension != "ratio" or not traps.ends(text, right.end):
                return None
            right.info, right.unit = left.info, left.unit
        if left.info is None and right.info is None:
            return None if not right.factor else (right, connector.end())
        if left.info is not None and right.info is not None:
            same = (left.info.dimension, left.info.base) == (right.info.dimension, right.info.base)
            if not same:
                return None
        if left.info is None and left.factor and right.info is not None and right.info.dimension == "ratio":
            return None
        if left.info is None and not left.factor and traps.ordinal_or_code(text, left.start, left.end):
            return None
        self.mark(right)
        return right, connector.end()

    def made_range(self, left: Element, pair: tuple[Element, int], marked: bool) -> tuple[Quantity | None, int]:
        right = pair[0]
        if right.info is None:
            after = modifiers.after(self.text, right.end)
            if not self.stands_alone(right, None, after):
                return None, left.end
            right.info = cast("UnitInfo", right.info)
        info = right.info
        assert info is not None
        low = left.low
        if left.info is not None:
            low = _in_unit(left.low, left.info, info)
        elif left.factor:
            own = power(left.factor)
            low = _in_unit(times(left.low, own), None, info)
        elif (
            info.exact.denominator == 1
            and info.exact > 1
            and left.low > right.high
            and info.exact >= 10**4
            and info.dimension != "area"
        ):
            low = _in_unit(left.low, None, info)
        high = right.high
        if low > high:
            if left.info is None or info.dimension not in ("ratio", "percentage_point", "money") or left.info is None:
                return None, left.end
            return None, left.end
        before = self.before(left)
        after = modifiers.after(self.text, right.end)
        if after is not None and not self.after_fits(right, after, before):
            after = None
        start = left.start
        if before is not None and before[1].bound in ("approx", "exact"):
            start = before[0]
        end = right.end
        if after is not None and after[1].bound == "approx":
            end = after[0]
        element = replace(
            right, start=start, end=end, number_start=left.number_start, low=low, high=high, vague=True, approx=False,
            doubts=left.doubts + right.doubts,
        )  # fmt: skip
        if low == high:
            element.vague = False
        return self.finish(element, start, end, "range" if low != high else "exact", low, high), end

    def sandwich(self, left: Element) -> tuple[Element, re.Match[str]] | None:
        """80%≤执行率<90%: two numbers with what is measured between them."""
        match = _SANDWICH.match(self.text, left.end)
        if match is None:
            return None
        right = self.element(match.end())
        if right is None or ((left.info is None) != (right.info is None) and right.info is None):
            return None
        if self.crosses(left.start, right.end):
            return None
        return right, match

    def both_sides(
        self, left: Element, right_match: tuple[Element, re.Match[str]], start: int
    ) -> tuple[Quantity | None, int]:
        right = right_match[0]
        info = right.info or SCORE_OR_RATIO
        low = _in_unit(left.low, left.info, info) if left.info is not None else left.low
        element = replace(
            right, start=start, low=low, high=right.high, info=info, number_start=left.number_start, vague=True
        )
        return self.finish(element, start, right.end, "range", low, right.high), right.end

    def two_sided(
        self, left: Element, before: tuple[int, modifiers.Modifier] | None, after: tuple[int, modifiers.Modifier] | None
    ) -> tuple[Quantity, int] | None:
        """大于20且小于35; 60分以上80分以下: two one-sided bounds that make one range."""
        mod = before if before is not None and before[1].bound != "approx" else after
        if mod is None or mod[1].bound not in ("gt", "ge", "lt", "le"):
            return None
        text = self.text
        end = after[0] if after is not None else left.end
        connector = _AND.match(text, end)
        if connector is None:
            return None
        joined = connector[0].strip()
        at = connector.end()
        # the second number follows its own modifier, which stands here; find where it ends
        second = _SECOND.match(text, at)
        if second is not None:
            number = second.end()
        else:
            number = at
            if mod is not after or joined not in ("", "、", ",", "，"):
                return None
        if joined in (",", "，", "、", "") and second is not None and mod is before and joined != "":
            return None
        right = self.element(number)
        if right is None or right.low != right.high or left.low != left.high:
            return None
        right_after = modifiers.after(text, right.end)
        right_before = modifiers.before(text, number) if second is not None else None
        other = right_before or right_after
        if other is None or other[1].bound not in ("gt", "ge", "lt", "le"):
            return None
        upward = mod[1].bound in ("gt", "ge")
        if (other[1].bound in ("lt", "le")) is not upward:
            return None
        if left.info is not None and right.info is not None and left.info.base != right.info.base:
            return None
        info = right.info or left.info or SCORE_OR_RATIO
        one = _in_unit(left.low, left.info or info, info)
        two = right.low if right.info is not None or left.info is None else right.low
        low, high = (one, two) if upward else (two, one)
        if low > high:
            return None
        start = before[0] if before is not None else left.start
        stop = right_after[0] if right_after is not None and right_before is None else right.end
        if self.crosses(start, stop):
            return None
        element = replace(
            left, end=stop, low=low, high=high, info=info, unit=right.unit or left.unit, number_end=right.number_end
        )
        return self.finish(element, start, stop, "range", low, high), stop

    def made(
        self,
        element: Element,
        before: tuple[int, modifiers.Modifier] | None,
        after: tuple[int, modifiers.Modifier] | None,
    ) -> tuple[Quantity | None, int]:
        start, end = element.start, element.end
        bound = "approx" if element.approx else "exact"
        first = before[1].bound if before is not None else ""
        last = after[1].bound if after is not None else ""
        if before is not None:
            start = before[0]
        if after is not None:
            end = after[0]
        for said in (last, first):
            if said == "approx":
                bound = "approx"
        for said in (last, first):
            if said in ("ge", "gt", "le", "lt"):
                bound = said
        low: Decimal | None = element.low
        high: Decimal | None = element.high
        if first == "plus-minus":
            low, high, bound = -element.high, element.high, "range"
        elif bound in ("ge", "gt"):
            high = None
        elif bound in ("le", "lt"):
            low = None
        elif element.vague:
            bound = "range"
        return self.finish(element, start, end, bound, low, high), end

    def finish(
        self, element: Element, start: int, end: int, bound: str, low: Decimal | None, high: Decimal | None
    ) -> Quantity:
        """The quantity, its unit resolved by context and its values in base units."""
        info = element.info
        assert info is not None
        settled = resolve(self.text, start, end, info, element.hanzi)
        doubts = element.doubts + settled.doubts
        if element.lone_one:
            doubts = (*doubts, "indefinite-article")
        text = self.original[start:end]
        return Quantity(
            text=text, start=start, end=end, low=low, high=high, unit=element.unit or None,
            dimension=settled.info.dimension, bound=cast("Bound", bound),
            base_low=None if low is None else settled.info.to_base(low),
            base_high=None if high is None else settled.info.to_base(high),
            base_unit=settled.info.base or None,
            number_start=element.number_start, number_end=element.number_end, doubts=tuple(dict.fromkeys(doubts)),
        )  # fmt: skip


_SECOND = re.compile(
    r"(?:不(?:得|能|应)?(?:超过|高于|大于|多于|低于|少于|小于|足|到|满)|小于等于|大于等于|低于等于|高于等于|小于|低于|少于|大于|高于|多于|超过|未满|[<>≤≥]=?)[ ]?"
)


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


def _exponent(scale: str) -> int:
    return sum({"万": 4, "亿": 8}.get(c, 0) for c in scale)


def _scale_value(scale: str) -> Decimal:
    return power(_exponent(scale))


def _in_unit(value: Decimal, unit: UnitInfo | None, to: UnitInfo) -> Decimal:
    """A value of one unit (None: base units) in another of the same dimension."""
    exact = (unit.exact if unit is not None else 1) / to.exact
    if exact == 1:
        return value
    return plain(EXACT.divide(times(value, Decimal(exact.numerator)), Decimal(exact.denominator)))


def _short(value: Decimal) -> Decimal:
    return plain(
        +value if len(value.as_tuple().digits) <= 28 else value.quantize(Decimal(1).scaleb(-28), context=EXACT)
    )
