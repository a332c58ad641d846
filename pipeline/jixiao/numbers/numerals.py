"""Values of numerals: Arabic, Hanzi, capital and mixed, exact as Decimal, and ranges where the words mean one.

Works on folded text (see :mod:`jixiao.numbers.fold`): capitals are already ordinary Hanzi, widths are narrow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

from jixiao.numbers.fold import fold_text

EXACT = Context(prec=160, Emax=99_999, Emin=-99_999)
"""Wide enough for any numeral that is read: nothing is rounded on the way."""
LONGEST = 64
"""A longer run of digits or numeral characters is a code or noise, never a quantity."""

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 4, "亿": 8}
"""Powers of ten of the scales that multiply everything before them."""

_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_TOKENS = re.compile(r"[0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九两俩]|[十百千万亿]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a numeral means. ``low == high`` unless the words name a range (两三千, 十几, 数百)."""

    low: Decimal
    high: Decimal
    bare_scale: bool = False
    """Begins with 百, 千, 万 or 亿 without a digit before it (百余家): a number only beside a modifier."""
    positional: bool = False
    """Digits in a row without scales: 二〇二一, 一二三."""
    elided: bool = False
    """The last unit is left out: 一百七 for 170."""


def power(exponent: int) -> Decimal:
    """Ten to the power of ``exponent``, exactly."""
    return Decimal(1).scaleb(exponent)


def times(a: Decimal, b: Decimal) -> Decimal:
    """The exact product."""
    return EXACT.multiply(a, b)


def plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent above zero."""
    number = number.normalize(EXACT)
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else number


def from_fraction(fraction: Fraction) -> Decimal:
    """A fraction as Decimal: exact where it ends within 28 digits, else rounded to 28 digits."""
    return Context(prec=28).divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def _compose(tokens: list[Decimal | str]) -> tuple[Decimal, bool] | None:
    """(value, elided) of digits and scales in a row, or None where they do not make a number.

    Sections close at 亿 and 万. A scale larger than an earlier one multiplies all before it (三千万亿); stacked scales
    multiply each other (万亿).
    """
    total = Decimal(0)  # closed by 万 or 亿
    section = Decimal(0)  # below 万
    digit: Decimal | None = None
    last_scale: int | None = None  # exponent of the scale that stands directly before the pending digit
    zero = False
    lowest = 99
    big = 99  # exponent of the last 万 or 亿 that closed a section
    for part in tokens:
        if isinstance(part, Decimal):
            if digit:
                return None
            zero = digit is not None  # a gap zero: 三百零五 is not elided
            digit = part
            continue
        if part in SMALL:
            if digit is None and not (part == "十" and lowest > 1):
                return None
            factor = SMALL[part]
            exponent = len(str(factor)) - 1
            if exponent >= lowest and section:
                return None
            if digit is None or (digit == 0 and part == "十"):  # 十五, and the gap zero of 一万零十二
                digit = Decimal(1)
            section = EXACT.add(section, times(digit, Decimal(factor)))
            lowest, last_scale = exponent, exponent
        else:
            exponent = SCALES[part]
            below = EXACT.add(section, digit) if digit is not None else section
            if below == 0 and total == 0 and digit is None and big == 99:  # 0万亿 has closed a section of nothing
                return None
            if below == 0 or _closes(total, exponent):
                total = times(EXACT.add(total, below), power(exponent))
            elif exponent < big:
                total = EXACT.add(total, times(below, power(exponent)))
            else:
                return None
            section, lowest, last_scale, big = Decimal(0), 99, exponent, exponent
        digit, zero = None, False
    elided = False
    if digit:
        if (
            last_scale is not None
            and last_scale >= 2
            and not zero
            and digit < 10
            and digit == digit.to_integral_value()
        ):
            section = EXACT.add(section, times(digit, power(last_scale - 1)))
            elided = True
        else:
            section = EXACT.add(section, digit)
    return EXACT.add(total, section), elided


def _closes(total: Decimal, exponent: int) -> bool:
    """Whether a scale multiplies all that was read, as 亿 does in 三千万亿, and not only the section before it."""
    return total != 0 and total.adjusted() < exponent


def _tokens(run: str) -> list[Decimal | str]:
    found: list[Decimal | str] = []
    for token in _TOKENS.findall(run):
        if token in DIGITS:
            found.append(Decimal(DIGITS[token]))
        elif token in SMALL or token in SCALES:
            found.append(token)
        else:
            found.append(Decimal(token))
    return found


_PAIR = re.compile(r"([一二两三四五六七八])([二三四五六七八九])")
_VAGUE = re.compile(r"好?[几数]([十百千万亿]+)")
_TEENS = re.compile(r"(.*)十几(.*)")
_ALL_DIGITS = re.compile(r"[零〇一二三四五六七八九]+")


def read_run(run: str) -> Reading | None:
    """The reading of a run of numeral characters (folded, no blanks), or None where it is not a number.

    >>> read_run("一百二十").low, read_run("一百七").low, read_run("25万6千").low
    (Decimal('120'), Decimal('170'), Decimal('256000'))
    >>> read_run("两三千").high
    Decimal('3000')
    """
    if not run or len(run) > LONGEST:
        return None
    if "点" in run:
        return _with_point(run)
    if "几" in run or "数" in run:
        return _vague(run)
    if len(run) >= 2:
        ranged = _adjacent(run)
        if ranged is not None:
            return ranged
        if len(run) >= 2 and _ALL_DIGITS.fullmatch(run):
            value = Decimal("".join(str(DIGITS[c]) for c in run))
            return Reading(value, value, positional=True)
    bare = run[0] in "百千万亿"
    made = _compose(_tokens("一" + run if bare else run))
    if made is None:
        return None
    value = plain(made[0])
    return Reading(value, value, bare_scale=bare, elided=made[1])


def _with_point(run: str) -> Reading | None:
    whole, _, rest = run.partition("点")
    decimals = rest.rstrip("十百千万亿")
    if not whole or not decimals or not _ALL_DIGITS.fullmatch(decimals):
        return None
    above = read_run(whole)
    if above is None or above.low != above.high or above.bare_scale:
        return None
    fraction = Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))
    value = EXACT.add(above.low, fraction)
    for scale in rest[len(decimals) :]:
        value = times(value, Decimal(SMALL[scale]) if scale in SMALL else power(SCALES[scale]))
    value = plain(value)
    return Reading(value, value)


def _vague(run: str) -> Reading | None:
    """十几 11–19, 几十 20–90, 几百 and 数百 100–900, 三十几 31–39, 十几万 110000–190000."""
    match = _VAGUE.fullmatch(run)
    if match is not None:
        scale = _compose([Decimal(1), *match[1]])
        if scale is None:
            return None
        lowest = 2 if match[1] == "十" or match[1].startswith("十") else 1
        return Reading(plain(times(Decimal(lowest), scale[0])), plain(times(Decimal(9), scale[0])))
    match = _TEENS.fullmatch(run)
    if match is None:
        return None
    low, high = read_run(match[1] + "十一" + match[2]), read_run(match[1] + "十九" + match[2])
    return Reading(low.low, high.low) if low is not None and high is not None else None


def _adjacent(run: str) -> Reading | None:
    """Two neighbouring digits as a range: 两三千 2000–3000, 七八十 70–80, 十七八 17–18, 三五百 300–500."""
    for match in _PAIR.finditer(run):
        first, second = DIGITS[match[1]], DIGITS[match[2]]
        if second - first != 1 and (first, second) != (3, 5):
            continue
        before, after = run[: match.start()], run[match.end() :]
        if (before and before[-1] in DIGITS) or (after and after[0] in DIGITS):
            return None
        low, high = read_run(before + match[1] + after), read_run(before + match[2] + after)
        if low is None or high is None or low.elided or low.low >= high.low:
            return None
        return Reading(low.low, high.low)
    return None


_SIGN = re.compile(r"[-+负正]?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_BLANKS = re.compile(r"\s+")
_HANZI_PERCENT = re.compile(r"([百千万])分之(.+)")


def parse_number(text: str) -> Decimal:
    """The value of one numeral: Arabic (grouped or not, any width), Hanzi, capital or mixed, with an optional sign.

    Blanks are ignored. Raises ValueError where the text is not exactly one numeral, or names a range (两三千) or nothing
    definite (几十).

    >>> parse_number("肆佰叁拾萬"), parse_number("-１，０７１．５"), parse_number("25万6千")
    (Decimal('4300000'), Decimal('-1071.5'), Decimal('256000'))
    """
    run = _BLANKS.sub("", fold_text(text))
    if len(run) > 400:
        raise ValueError(f"too long for a number ({len(run)} characters)")
    match = _SIGN.match(run)
    sign = match[0] if match is not None else ""
    run = run[len(sign) :]
    for end in ("元整", "元正", "整"):
        run = run.removesuffix(end) if len(run) > len(end) else run
    value = _value(run)
    if value is None:
        raise ValueError(f"not a number: {text!r}" if text.strip() else "not a number: the text is blank")
    return -value if sign in ("-", "负") and value else value


def _value(run: str) -> Decimal | None:
    percent = _HANZI_PERCENT.fullmatch(run)
    if percent is not None:
        above = _value(percent[2])
        return (
            None
            if above is None
            else plain(EXACT.divide(above, Decimal({"百": 100, "千": 1000, "万": 10000}[percent[1]])))
        )
    grouped = _GROUPED.match(run)
    if grouped is not None:
        run = grouped[0].replace(",", "").replace("，", "") + run[grouped.end() :]
    if _ARABIC.fullmatch(run):
        return Decimal(run)
    if not all(c in DIGITS or c in SMALL or c in SCALES or c in "0123456789.点" for c in run):
        return None
    if _PAIR.search(run) and _adjacent(run) is not None:
        return None
    try:
        reading = read_run(run)
    except (InvalidOperation, Inexact):  # an exponent beyond any sense: 亿亿亿…
        return None
    if reading is None or _joined(run):
        return None
    return reading.low


_MIXED = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?[十百千万亿零]+)*(?:[0-9]+(?:\.[0-9]+)?)?")


def _joined(run: str) -> bool:
    """Whether characters stand beside the tokens (a second point, a lone dot) or Arabic digits touch Hanzi digits."""
    if sum(map(len, _TOKENS.findall(run))) + run.count("点") != len(run) or run.count("点") > 1:
        return True
    return bool(re.search(r"[0-9][一二三四五六七八九两]|[一二三四五六七八九两][0-9]", run))
