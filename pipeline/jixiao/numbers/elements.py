"""A numeral with its unit at one place of a text, before modifiers, ranges and signs are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao.numbers import modifiers, traps
from jixiao.numbers.ground import Ground
from jixiao.numbers.numerals import EXACT, Reading, plain, power, read_run, times
from jixiao.numbers.units import Found, UnitInfo, barred, unit_at, unit_info

_SCALE = r"(?:[百万亿]|千(?![瓦米克伏帕卡焦赫公]))"
CORE = re.compile(
    rf"""
      (?P<half>一半|半数|半(?=年(?!度|级)|个月|天|小时|个小时|个工作日))
    | (?P<arabic>(?:[0-9]{{1,3}}(?:,[0-9]{{3}}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?)
      (?P<tail>[ ]{{0,2}}{_SCALE}+(?:零?[0-9]{{1,4}}(?:\.[0-9]+)?{_SCALE}+){{0,4}})?
    | (?P<hanzi>好?[几数][十百千万亿]+
      | [零〇一二三四五六七八九十百千万亿两俩]+(?:几[十百千万亿]*)?(?:点[零〇一二三四五六七八九]+[十百千万亿]*)?)
    """,
    re.VERBOSE,
)
"""Where a numeral can stand: 1,071.5; 25万6千; 一百二十; 数百; 十几万; 三点五."""
_WIDE_COMMA = re.compile(r"[0-9]{1,3}(?:，[0-9]{3}(?![0-9])){1,6}(?:\.[0-9]+)?")
_WRAPPED = re.compile(r"[0-9]+\.(?:[0-9]+[ \n]|\n)[0-9]{1,6}(?![0-9.])")
"""968.191⏎8, 132.⏎5: a decimal that a line end or a blank cuts."""
_TRAILING_SCALE = re.compile(r"[万亿]+$")
_BLANK = re.compile(r"[ ]{0,3}")
_COINS = re.compile(r"(?P<jiao>[0-9一二三四五六七八九两]{1,2})角(?:(?P<fen>[0-9一二三四五六七八九两]{1,2})分)?")
_HALF = re.compile(r"半(?![数年导天径价成途])")
_CAPITALS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸")
_TENTH = re.compile(r"[一二三四五六七八九](?![个十百千万亿家项年月日])")
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
        return _fraction(ground, match)
    if text.startswith("/", end):
        return _slashed(ground, start, digits, end)
    if "." not in digits and text.startswith("，", end):
        wide = _WIDE_COMMA.match(text, start)
        if wide is not None and not traps.listed(text, start) and _unit_after(ground, wide.end()) is not None:
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
    digits = digits.replace(",", "")
    if len(digits) > 40 or traps.code(text, start, end, digits):
        return None
    value = Decimal(digits)
    tail = match["tail"] if end == match.end("arabic") else None
    if not tail:
        return _with_unit(ground, start, end, Reading(value, value), None, hanzi=False, doubts=doubts)
    whole = read_run(digits + tail.strip())
    if whole is None:
        return None
    return _with_unit(ground, start, match.end(), whole, _split(value, tail, match.end()), hanzi=False, doubts=doubts)


def _spaced(text: str, start: int) -> bool:
    """Whether a zero follows a digit and a blank: the inside of a number printed with blanks (1 0 0 人), which is not read."""
    return start > 1 and text[start - 2].isdigit() and text[start + 1 : start + 2] not in (".", "")


def _tight(ground: Ground, start: int, end: int) -> bool:
    """Whether a number cut by a line end or a blank can only be one: prose before it, its unit right behind it."""
    found = _unit_after(ground, end)
    if not traps.prose_before(ground.text, start) or found is None:
        return False
    return found.info.dimension != "count" or len(found.info.unit) > 1


def _hanzi(ground: Ground, match: re.Match[str]) -> Element | None:
    text, start, end, run = ground.text, match.start(), match.end(), match["hanzi"]
    if len(run) > 40:
        return None
    if text.startswith("分之", end):
        return _fraction(ground, match)
    if run == "一两" and unit_at(text, end) is not None:
        return _with_unit(ground, start, end, Reading(Decimal(1), Decimal(2)), None, hanzi=True, doubts=())
    if len(run) > 1 and run[-1] in "两俩":  # 二两: here it is the weight
        run, end = run[:-1], end - 1
    reading = read_run(run)
    if reading is None or traps.hanzi(text, start, end, run):
        return None
    split = None
    scale = _TRAILING_SCALE.search(run)
    if scale is not None and scale.start() and not reading.bare_scale:
        part = read_run(run[: scale.start()])
        if part is not None and times(part.low, power(_exponent(scale[0]))) == reading.low:
            split = (part, start + scale.start())
    return _with_unit(ground, start, end, reading, split, hanzi=True, doubts=())


def _half(ground: Ground, match: re.Match[str]) -> Element | None:
    """半年, 半个月 are 0.5 of the unit; 一半 and 半数 a ratio, where a modifier makes them a number."""
    start, end = match.span()
    if start and ground.text[start - 1] in "大小多前后上下":
        return None
    value = Decimal("0.5")
    if match["half"] == "半":
        return _with_unit(ground, start, end, Reading(value, value), None, hanzi=True, doubts=())
    element = Element(start, end, start, end, value, value, None, RATIO, hanzi=True)
    element.bare_scale = modifiers.after(ground.text, end) is None
    return element


def _fraction(ground: Ground, match: re.Match[str]) -> Element | None:
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
    unit = {"百": "百分之", "千": "千分之", "万": "万分之"}.get(below)
    if unit is not None:
        return Element(start, end, start, end, top.low, top.high, unit, unit_info(unit), vague=vague, hanzi=True)
    low, high = (_short(EXACT.divide(n, bottom.low)) for n in (top.low, top.high))
    return Element(start, end, start, end, low, high, None, RATIO, vague=vague, hanzi=True)


_SLASHED = re.compile(r"/(?P<below>[0-9]{1,2})(?=的|以上|以下|左右|，|。|;|,)")
_SHARE = re.compile(r"(?:占|近|约|超过?|达到?|不足|不低于|完成|治理|剩余|其中|[，。,;\n]|^)$")


def _slashed(ground: Ground, start: int, above: str, end: int) -> Element | None:
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
    value = _short(EXACT.divide(top, bottom))
    return Element(start, match.end(), start, match.end(), value, value, None, RATIO, doubts=("ambiguous-fraction",))


def _unit_after(ground: Ground, at: int) -> Found | None:
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


def _with_unit(
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
        and (_unit_after(ground, between) or (text[between - 1] in "余多" and traps.ends(text, between)))
    ):
        element.approx, at = True, between
    elif between is not None and text[between : between + 1] in ("万", "亿") and traps.ends(text, between + 1):
        element.approx, element.factor = True, _exponent(text[between])  # 利税300多万
        element.end = between + 1
        return element
    if text.startswith(("个亿", "个万"), at) and not element.approx:
        found = _unit_after(ground, at + 1)
        if found is None or found.end == at + 2:
            element.end = element.number_end = at + 2
            element.factor = 8 if text[at + 1] == "亿" else 4
            return element
    if text.startswith("个半", at):
        return _and_a_half(ground, element, at)
    found = _unit_after(ground, at)
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
            element.factor = _exponent(text[offset:end])
        return element
    if split is not None and not element.approx and found.info.scaled:
        part, offset = split
        scaled = unit_at(text[offset:end].strip() + text[found.start : found.end], 0)
        if scaled is not None and scaled.end == end - offset + found.end - found.start:
            element.low, element.high = part.low, part.high
            element.number_end = offset
            found = Found(offset, found.end, scaled.info)
    element.end, element.info, element.unit = found.end, found.info, _unit_name(ground, found)
    _complete(ground, element)
    return element


def _and_a_half(ground: Ground, element: Element, at: int) -> Element:
    """一个半小时, 3个半月: half a unit more."""
    found = unit_at(ground.text, at + 2) or unit_at("个" + ground.text[at + 2 : at + 4], 0)
    if found is None or found.info.dimension != "time":
        return element
    end = found.end if found.start == at + 2 else at + 1 + found.end
    info = unit_info("个月") if found.info.unit == "月" else found.info
    element.end, element.info, element.unit = end, info, info.unit
    element.low = element.high = EXACT.add(element.low, Decimal("0.5"))
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


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _short(value: Decimal) -> Decimal:
    """At most 28 digits: a third does not end."""
    return plain(value if len(value.as_tuple().digits) <= 28 else value.quantize(Decimal(1).scaleb(-28), context=EXACT))
