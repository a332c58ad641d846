"""How Word writes an automatic number: the number formats (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "○一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def format_number(count: int, style: str) -> str:
    """The number as the list format writes it; formats that do not reach so far fall back to decimal digits.

    >>> [format_number(12, style) for style in ("chineseCounting", "decimalEnclosedCircle", "upperRoman", "decimalZero")]
    ['十二', '⑫', 'XII', '12']
    >>> format_number(110, "chineseCountingThousand")
    '一百一十'
    """
    if style == "none":
        return ""
    writer = _WRITERS.get(style)
    written = writer(count) if writer is not None and 0 <= count <= 32767 else None
    return str(count) if written is None else written


def custom_number(count: int, pattern: str) -> str:
    """A ``custom`` format, given by its first members: ``001, 002, 003, ...`` pads with zeros."""
    first = pattern.split(",")[0].strip()
    return str(count).zfill(len(first)) if first.isdigit() and len(first) <= 9 else str(count)


def _counting(count: int) -> str:
    """一 … 九十九; from 100 on digit by digit, as Word does for chineseCounting."""
    if count >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    return _thousand(count, _DIGITS, "十百千", short_ten=True)


def _thousand(count: int, digits: str, units: str, *, short_ten: bool, zero: str = "零") -> str:
    """Chinese numerals with positional units up to 9,999: 一百零一, 一千零一十."""
    if count == 0:
        return digits[0]
    if count >= 10_000:
        rest = _thousand(count % 10_000, digits, units, short_ten=False, zero=zero) if count % 10_000 else ""
        between = zero if rest and count % 10_000 < 1_000 else ""
        return _thousand(count // 10_000, digits, units, short_ten=True, zero=zero) + "万" + between + rest
    written = ""
    gap = False
    for position in (3, 2, 1, 0):
        digit = count // 10**position % 10
        if digit:
            written += (zero if gap and written else "") + digits[digit] + (units[position - 1] if position else "")
            gap = False
        else:
            gap = True
    if short_ten and written.startswith(digits[1] + units[0]):
        written = written[1:]
    return written


def _japanese(count: int) -> str:
    """一 … 九, 十, 十一, 百, 百一: no 一 before a unit and no zero."""
    written = ""
    for position, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = count // 10**position % 10
        if digit:
            written += ("" if unit and digit == 1 else _DIGITS[digit]) + unit
    return written if 0 < count < 10_000 else str(count)


def _roman(count: int) -> str:
    written = ""
    for number, sign in _ROMAN:
        written += sign * (count // number)
        count %= number
    return written


def _letters(alphabet: str) -> Callable[[int], str | None]:
    """A … Z, AA, BB …: Word repeats the letter."""
    size = len(alphabet)
    return lambda count: (
        None if not 0 < count <= 40 * size else alphabet[(count - 1) % size] * ((count - 1) // size + 1)
    )


def _row(first: str, size: int) -> Callable[[int], str | None]:
    """Consecutive characters, such as the circled digits."""
    return lambda count: chr(ord(first) + count - 1) if 1 <= count <= size else None


def _cycle(signs: str) -> Callable[[int], str | None]:
    return lambda count: signs[(count - 1) % len(signs)] if count > 0 else None


def _circled(count: int) -> str | None:
    if count == 0:
        return "⓪"
    if count <= 20:
        return chr(0x245F + count)
    return chr(0x3251 + count - 21) if count <= 35 else chr(0x32B1 + count - 36) if count <= 50 else None


def _digitwise(digits: str) -> Callable[[int], str]:
    return lambda count: "".join(digits[int(digit)] for digit in str(count))


def _ordinal(count: int) -> str:
    suffix = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{suffix}"


def _traditional(count: int) -> str | None:
    return _STEMS[count - 1] if 1 <= count <= 10 else None


def _zodiac_pair(count: int) -> str | None:
    return _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12] if count > 0 else None


_LEGAL_SIMPLIFIED, _LEGAL_TRADITIONAL = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_WRITERS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _digitwise("０１２３４５６７８９"),
    "decimalFullWidth2": _digitwise("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "numberInDash": lambda count: f"- {count} -",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerLetter": _letters(_LATIN),
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": lambda count: _thousand(count, _DIGITS, "十百千", short_ten=True),
    "taiwaneseCountingThousand": lambda count: _thousand(count, _DIGITS, "十百千", short_ten=True),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digitwise("〇一二三四五六七八九"),
    "ideographDigital": _digitwise("○一二三四五六七八九"),
    "taiwaneseDigital": _digitwise("○一二三四五六七八九"),
    "chineseLegalSimplified": lambda count: _thousand(count, _LEGAL_SIMPLIFIED, "拾佰仟", short_ten=False),
    "japaneseLegal": lambda count: _thousand(count, _LEGAL_TRADITIONAL, "拾佰仟", short_ten=False),
    "ideographLegalTraditional": lambda count: _thousand(count, _LEGAL_TRADITIONAL, "拾佰仟", short_ten=False),
    "ideographTraditional": _traditional,
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _zodiac_pair,
}
