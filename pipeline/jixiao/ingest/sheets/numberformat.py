"""Number formats: what a spreadsheet shows for a number (ECMA-376 part 1, 18.8.31).

A rate that is stored as 0.936 and shown as 93.6% reads 93.6%; a date that is stored as 44562 reads 2022年1月1日.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | [\\!](?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<exponent>[Ee][+-]0+)
    | (?P<ampm>AM/PM|A/P|上午/下午)
    | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|aaaa?|e+|b+)
    | (?P<digits>[0\#?][0\#?,]*(?:\.[0\#?,]*)?|\.[0\#?]+)
    | (?P<comma>,)
    | (?P<text>@)
    | (?P<other>.)
    """,
    re.X | re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_ELAPSED = re.compile(r"h+|m+|s+", re.I)
_LONGEST = 255
_EXACT = Context(prec=17)
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
_WEEKDAYS = "一二三四五六日"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts that semicolons separate."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    chinese: bool = False
    """``[DBNum1]``, ``[DBNum2]``: digits in Chinese."""

    @property
    def is_date(self) -> bool:
        return any(kind in ("date", "elapsed", "ampm") for kind, _ in self.tokens)


def displayed(value: float, code: str, *, epoch_1904: bool = False) -> str:
    """What the cell shows for a number under this format code.

    >>> displayed(0.936, "0.0%"), displayed(1234.5, "#,##0.00"), displayed(44562, 'yyyy"年"m"月"d"日"')
    ('93.6%', '1,234.50', '2022年1月1日')
    >>> displayed(-3, "0;(0)"), displayed(0.1 + 0.2, "General"), displayed(15000, '0.0,"千元"')
    ('(3)', '0.3', '15.0千元')
    """
    sections = _sections(code[:_LONGEST])
    section, number = _chosen(sections, value)
    if section is None:
        return general(value)
    if section.is_date:
        shown = _date(section, number, epoch_1904)
        return general(value) if shown is None else shown
    return _number(section, number)


def is_date_format(code: str) -> bool:
    """Whether a format shows dates or times."""
    sections = _sections(code[:_LONGEST])
    return bool(sections) and sections[0].is_date


def general(value: float) -> str:
    """The General format: up to ten digits after the point that matter, whole numbers in full.

    >>> general(2.50), general(123456789012.0), general(1e-7)
    ('2.5', '123456789012', '0.0000001')
    """
    number = _EXACT.create_decimal(repr(value))
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15:
        return str(int(number))
    if abs(number) >= Decimal(10) ** 15 or abs(number) < Decimal(10) ** -12:
        return f"{value:.5E}"
    rounded = Context(prec=max(1, min(15, 10 + max(0, number.adjusted())))).plus(number)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    chinese: list[bool] = [False]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            parts.append([])
            conditions.append(None)
            chinese.append(False)
        elif kind == "bracket":
            condition = _CONDITION.fullmatch(text.strip())
            if condition:
                conditions[-1] = (condition[1], float(condition[2]) if condition[2].count(".") < 2 else 0.0)
            elif text.upper().startswith("DBNUM"):
                chinese[-1] = True
            elif _ELAPSED.fullmatch(text):
                parts[-1].append(("elapsed", text.lower()))
            elif text.startswith("$"):
                parts[-1].append(("quoted", text[1:].split("-")[0]))
        elif kind in ("quoted", "escaped"):
            parts[-1].append(("quoted", text))
        elif kind == "space":
            parts[-1].append(("quoted", " "))
        elif kind != "fill":
            parts[-1].append((kind, text))
    return tuple(map(_Section, map(tuple, parts), conditions, chinese))


def _chosen(sections: tuple[_Section, ...], value: float) -> tuple[_Section | None, float]:
    """The section for a value, and the value it shows: the negative section shows it without its sign."""
    if not sections or (not sections[0].tokens and len(sections) == 1):
        return None, value
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(value, section.condition):
                return section, value
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _number(section: _Section, value: float) -> str:
    """Literals, and the number at its first digit placeholder."""
    tokens = section.tokens
    if any(kind == "general" for kind, _ in tokens):
        return "".join(general(value) if kind == "general" else text for kind, text in tokens)
    placeholders = [text for kind, text in tokens if kind == "digits"]
    if not placeholders:
        shown = "".join(text if kind != "text" else general(value) for kind, text in tokens if kind != "comma")
        return ("-" if value < 0 and shown else "") + shown
    number = _EXACT.create_decimal(repr(value))
    percents = sum(text.count("%") for kind, text in tokens if kind == "other")
    number = number.scaleb(2 * percents)
    pattern = "".join(placeholders)
    scale = len(pattern) - len(pattern.rstrip(",")) or len(pattern.split(".")[0]) - len(
        pattern.split(".")[0].rstrip(",")
    )
    scale += sum(kind == "comma" for kind, _ in tokens)
    number = number.scaleb(-3 * scale)
    exponent = next((text for kind, text in tokens if kind == "exponent"), None)
    if any(kind == "other" and text == "/" for kind, text in tokens) and len(placeholders) >= 2:
        return general(value)  # fractions: the exact value says more than a rounded one
    whole, _, decimals = pattern.partition(".")
    body = _scientific(number, decimals, exponent) if exponent else _plain(number, whole, decimals)
    if section.chinese:
        body = body.translate(_CHINESE)
    shares = _shares(body, placeholders)
    written: list[str] = []
    for kind, text in tokens:
        if kind == "digits":
            written.append(shares.pop(0))
        elif kind not in ("comma", "exponent", "text"):
            written.append(text)
    negative = value < 0 and any(char in "123456789" for char in body)
    return ("-" if negative else "") + "".join(written)


def _shares(body: str, placeholders: list[str]) -> list[str]:
    """The digits of each placeholder; literals may stand between, as in ``000-0000`` or ``0!.0,"万"``."""
    if len(placeholders) == 1 or not body.isdecimal():
        return [body, *[""] * (len(placeholders) - 1)]
    shares: list[str] = []
    for placeholder in reversed(placeholders[1:]):
        width = sum(char in "0#?" for char in placeholder)
        shares.insert(0, body[len(body) - width :] if width else "")
        body = body[: len(body) - width]
    return [body, *shares]


def _plain(number: Decimal, whole: str, decimals: str) -> str:
    """Digits by placeholders: ``0`` always, ``#`` only where it matters; thousands where a comma stands between."""
    places = len(decimals.replace(",", ""))
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=400))
    digits, _, fraction = f"{rounded:f}".partition(".")
    least = sum(char == "0" for char in whole)
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in whole.rstrip(","):
        digits = f"{int(digits):,}".rjust(0) if digits else ""
    kept = len(decimals.replace(",", "").rstrip("#?"))
    while len(fraction) > kept and fraction.endswith("0"):
        fraction = fraction[:-1]
    return f"{digits}.{fraction}" if fraction or (places and kept) else digits


def _scientific(number: Decimal, decimals: str, exponent: str) -> str:
    mantissa, _, power = f"{abs(number):.{len(decimals)}E}".partition("E")
    width = len(exponent) - 2
    sign = "-" if power.startswith("-") else "+" if exponent[1] == "+" else ""
    return f"{mantissa}E{sign}{power.lstrip('+-').rjust(width, '0')}"


def _date(section: _Section, value: float, epoch_1904: bool) -> str | None:
    """A date or time; None for numbers that no date stands for."""
    if not 0 <= value < 2_958_466:
        return None
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    if not epoch_1904 and value < 60:
        start += timedelta(days=1)  # the 29 February 1900 that never was
    seconds = round(value * 86400, 3)
    moment = start + timedelta(seconds=round(seconds))
    tokens = section.tokens
    half = any(kind == "ampm" for kind, _ in tokens)
    written: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "date":
            part = _date_part(tokens, at, moment, seconds, half)
            written.append(_chinese_part(part, text) if section.chinese else part)
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            written.append(str(int(round(seconds) // unit)).rjust(len(text), "0"))
        elif kind == "ampm":
            words = ("上午", "下午") if text.startswith("上") else ("AM", "PM")
            written.append(words[moment.hour >= 12])
        elif kind not in ("text", "general"):
            written.append(text)
    return "".join(written)


def _date_part(tokens: tuple[tuple[str, str], ...], at: int, moment: datetime, seconds: float, half: bool) -> str:
    text = tokens[at][1].lower()
    letter = text[0]
    if letter == "y" or letter == "e":
        return f"{moment.year % 100:02d}" if len(text) <= 2 and letter == "y" else str(moment.year)
    if letter == "m":
        if _is_minute(tokens, at):
            return str(moment.minute).rjust(min(2, len(text)), "0")
        return _named(moment.month, text, _MONTHS[moment.month - 1])
    if letter == "d":
        return _named(moment.day, text, _DAYS[moment.weekday()])
    if letter == "a":
        return ("星期" if len(text) == 4 else "周" if len(text) == 3 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "h":
        hour = (moment.hour % 12 or 12) if half else moment.hour
        return str(hour).rjust(min(2, len(text)), "0")
    if letter == "s":
        whole, _, fraction = text.partition(".")
        second = str(moment.second).rjust(min(2, len(whole)), "0")
        return second + (f".{f'{seconds % 1:.3f}'[2:][: len(fraction)]}" if fraction else "")
    return str(moment.year + 543)  # b: Buddhist calendar


def _named(number: int, code: str, name: str) -> str:
    """A month or day: 3, 03, Mar, March."""
    if len(code) <= 2:
        return str(number).rjust(len(code), "0")
    return name[:3] if len(code) == 3 else name


def _is_minute(tokens: tuple[tuple[str, str], ...], at: int) -> bool:
    """m after an hour or before a second is a minute."""
    before = [text[0].lower() for kind, text in tokens[:at] if kind in ("date", "elapsed")]
    after = [text[0].lower() for kind, text in tokens[at + 1 :] if kind in ("date", "elapsed")]
    return (bool(before) and before[-1] == "h") or (bool(after) and after[0] == "s")


def _chinese_part(part: str, code: str) -> str:
    """二〇二一, 十二, 三十一: years digit by digit, the rest as numbers."""
    if not part.isdecimal():
        return part
    if code[0].lower() in "ye":
        return part.translate(_CHINESE)
    number = int(part)
    if number < 10:
        return part[-1].translate(_CHINESE)
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else "〇一二三四五六七八九"[tens]) + "十" + ("〇一二三四五六七八九"[ones] if ones else "")
