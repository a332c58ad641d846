"""Units and measure words: what lexicons/units.csv says about them, finding the one at a place, converting between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast, get_args

from jixiao.document.measures import Dimension
from jixiao.lexicon.overlays import active, remembered
from jixiao.lexicon.tables import Row, read_table
from jixiao.numbers.fold import fold_text
from jixiao.numbers.numerals import EXACT, from_fraction, plain

Numerals = Literal["any", "no-one", "arabic", "none"]
"""Which numerals may stand before the unit: any; any but a lone 一 (一批 is vague); Arabic only (五期 is a name); none."""

_SCALE = re.compile(r"[十百千]?万亿|[十百千]?亿|[十百千]?万|[百千]")
_SCALE_VALUES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_GROUPED = re.compile(r"/\([^\s()0-9，。；]{1,8}\)")
"""A denominator in brackets: 立方米/(人·年)."""
_FILLERS = ("个", "")
_LONGEST_RATE = 3
"""A compound unit has at most this many parts: 元/人·月."""


class UnknownUnit(ValueError):
    """A unit that the lexicon does not know."""


class DimensionMismatch(ValueError):
    """A conversion between units of different dimensions."""


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit as printed: its dimension, and how many base units one of it is.

    ``factor`` is exact where it ends within 28 digits (亩 is 2000/3 平方米: see ``exact``).
    """

    unit: str
    dimension: Dimension
    factor: Decimal
    base: str
    exact: Fraction
    numerals: Numerals = "any"
    not_before: tuple[str, ...] = ()
    scaled: bool = True
    """Whether 万, 亿 … may stand before it."""
    bars: frozenset[str] = frozenset()
    """First characters of ``not_before``."""
    not_before_hanzi: tuple[str, ...] = ()
    """What else bars the unit behind a Hanzi numeral, where names are more common (五家庄)."""

    def to_base(self, value: Decimal) -> Decimal:
        """The value in base units."""
        times, parts = self.exact.numerator, self.exact.denominator
        if parts == 1:
            return value if times == 1 else plain(EXACT.multiply(value, Decimal(times)))
        return _scaled(value, self.exact)


def _scaled(value: Decimal, by: Fraction) -> Decimal:
    top = EXACT.multiply(value, Decimal(by.numerator))
    quotient = EXACT.divide(top, Decimal(by.denominator))
    if EXACT.multiply(quotient, Decimal(by.denominator)) == top and len(quotient.as_tuple().digits) <= 40:
        return plain(quotient)
    return from_fraction(Fraction(top) / by.denominator) if len(top.as_tuple().digits) < 60 else quotient


COLUMNS = ("unit", "dimension", "factor", "base", "numerals", "scaled", "not_before", "not_before_hanzi", "aliases")


def _info(row: Row) -> UnitInfo:
    if row["dimension"] not in get_args(Dimension):
        raise row.mistake(f"没有“{row['dimension']}”这种量纲", f'there is no dimension "{row["dimension"]}"')
    if row["numerals"] not in get_args(Numerals):
        raise row.mistake(f"numerals 不能是“{row['numerals']}”", f'numerals cannot be "{row["numerals"]}"')
    try:
        exact = Fraction(row["factor"])
    except (ValueError, ZeroDivisionError):
        raise row.mistake(f"“{row['factor']}”不是换算系数", f'"{row["factor"]}" is not a factor') from None
    bars = tuple(map(fold_text, row.many("not_before")))
    return UnitInfo(
        unit=row["unit"],
        dimension=cast("Dimension", row["dimension"]),
        factor=from_fraction(exact),
        base=row["base"],
        exact=exact,
        numerals=cast("Numerals", row["numerals"]),
        not_before=bars,
        scaled=row["scaled"] == "yes",
        bars=frozenset(bar[0] for bar in bars),
        not_before_hanzi=tuple(map(fold_text, row.many("not_before_hanzi"))),
    )


@remembered()
def units() -> dict[str, UnitInfo]:
    """Every spelling (folded) of every unit of lexicons/units.csv. Raises LexiconError for a mistake in the file."""
    found: dict[str, UnitInfo] = {}
    for row in read_table("units.csv", COLUMNS, key="unit", overlays=active()):
        info = _info(row)
        for spelling in (row["unit"], *row.many("aliases")):
            found.setdefault(fold_text(spelling), info)
    return found


@remembered()
def _by_first() -> dict[str, tuple[tuple[str, UnitInfo], ...]]:
    """First character -> spellings, longest first."""
    table: dict[str, list[tuple[str, UnitInfo]]] = {}
    for spelling, info in units().items():
        table.setdefault(spelling[0], []).append((spelling, info))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in table.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """A unit at a place of a folded text: printed in [start, end), its scale before it (万 of 万元) included."""

    start: int
    end: int
    info: UnitInfo
    scale: int = 1
    """What the scale before the unit multiplies by; already in ``info``."""


_OR = re.compile(
    r"\((?:次|套|件|台|辆|户|个|处|座|人|日|家|组|箱|支|项|批|封|部|期|只|头|天|间|份|张|块|条|幢|栋"
    r"|羽|尾|册|口|棵|株|匹|片|面|节|孔|眼)\)"
)
"""The other measure word of 台（套）, 件（次）."""


def _simple(text: str, at: int) -> tuple[int, UnitInfo] | None:
    for spelling, info in _by_first().get(text[at : at + 1], ()):
        if text.startswith(spelling, at):
            end = at + len(spelling)
            if (
                spelling[-1].isascii()
                and spelling[-1].isalpha()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalnum()
            ):
                continue  # "m" of "max"
            if text[end : end + 1] in info.bars and barred(text, end, info.not_before):
                continue
            return end, info
    return None


def barred(text: str, at: int, not_before: tuple[str, ...]) -> bool:
    """Whether what follows makes the unit part of another word; ``目!标`` bars 目 except in 目标."""
    return any(_bars(text, at, bar) if "!" in bar else text.startswith(bar, at) for bar in not_before)


def _bars(text: str, at: int, bar: str) -> bool:
    word, _, except_before = bar.partition("!")
    return text.startswith(word, at) and not text.startswith(except_before, at + len(word))


def unit_at(text: str, at: int) -> Found | None:
    """The longest unit that begins at this place of a folded text, with scale (万元) and as a rate (元/人·月); or None."""
    start = at
    first = _simple(text, at)
    scale = _SCALE.match(text, at)
    if scale is not None and (first is None or first[0] <= scale.end()):
        rest = _simple(text, scale.end())
        if rest is not None and rest[1].scaled and rest[1].numerals != "none":
            either = _with_other(text, scale.end(), *rest)
            if either is not None:
                end, info = either
                return Found(start, end, _times(info, scale[0], text[start:end]), 1)
            return _rate(text, start, rest[0], _times(rest[1], scale[0], text[start : rest[0]]))
    if first is None:
        return None
    either = _with_other(text, at, *first)
    if either is not None:
        return Found(at, *either)
    return _rate(text, start, first[0], first[1])


def _with_other(text: str, at: int, end: int, info: UnitInfo) -> tuple[int, UnitInfo] | None:
    """A measure word of one character with another one in brackets, as a unit of its own: 台（套）, 头（只）."""
    if info.dimension != "count" or len(info.unit) != 1 or (other := _OR.match(text, end)) is None:
        return None
    printed = text[at : other.end()]
    return other.end(), replace(info, unit=printed, base=printed, exact=Fraction(1), factor=Decimal(1))


@lru_cache(maxsize=4096)
def _times(info: UnitInfo, scale: str, printed: str) -> UnitInfo:
    exact = info.exact
    for char in scale:
        exact *= _SCALE_VALUES[char]
    return replace(info, unit=printed, exact=exact, factor=from_fraction(exact))


def _rate(text: str, start: int, end: int, info: UnitInfo) -> Found:
    """Extends a unit by its denominators: /人, 每平方米, ·月."""
    parts = 1
    base = info.base
    while parts < _LONGEST_RATE and text[end : end + 1] in ("/", "·", "每") and text[end : end + 1]:
        mark = text[end]
        if (mark == "·" and parts == 1) or (mark == "每" and info.dimension != "money"):
            break
        at = end + 1
        grouped = _GROUPED.match(text, end) if parts == 1 else None
        if grouped is not None:
            base, end, parts = base + text[end : grouped.end()], grouped.end(), 2
            break
        scale = _SCALE.match(text, at)
        below = _simple(text, scale.end() if scale is not None else at)
        if below is None and text.startswith(("月", "座", "生"), at):
            below = at + 1, units()["个月"]
        if below is None:
            break
        base = f"{base}/{text[at : below[0]]}" if mark != "·" else f"{base}·{text[at : below[0]]}"
        end = below[0]
        parts += 1
    if parts == 1:
        return Found(start, end, info)
    return Found(start, end, rate(text[start:end], info, base))


def rate(printed: str, above: UnitInfo, base: str) -> UnitInfo:
    """The unit of a rate: printed without its scale in the base (万元/人 counts 元/人, 微克/立方米 itself)."""
    factor, name = above.exact, above.base
    if above.dimension not in ("money", "count", "score", "percentage_point"):
        name, factor = printed.partition("/")[0], Fraction(1)
        scale = _SCALE.match(printed)
        if scale is not None and name not in units():
            name = name[scale.end() :]
            for char in scale[0]:
                factor *= _SCALE_VALUES[char]
    return UnitInfo(
        printed, "rate", from_fraction(factor), name + base[len(above.base) :], factor, above.numerals, (), above.scaled
    )


def unit_info(printed: str) -> UnitInfo:
    """What a printed unit means. Raises UnknownUnit (a ValueError) where the lexicon does not know it.

    >>> unit_info("万元").factor, unit_info("万元").base, unit_info("㎡").dimension
    (Decimal('10000'), '元', 'area')
    """
    folded = fold_text(printed).strip()
    if folded in ("", "1"):
        return UnitInfo("", "ratio", Decimal(1), "1", Fraction(1))
    exactly = units().get(folded)
    if exactly is not None:
        return replace(exactly, unit=printed.strip())
    for skipped in _FILLERS:
        inner = folded.removeprefix(skipped)
        found = unit_at(inner, 0) if inner else None
        if found is not None and found.end == len(inner):
            return replace(found.info, unit=printed.strip())
    scale = _SCALE.fullmatch(folded)
    if scale is not None:
        exact = Fraction(1)
        for char in folded:
            exact *= _SCALE_VALUES[char]
        return UnitInfo(printed.strip(), "other", from_fraction(exact), "1", exact)
    raise UnknownUnit(f"不认识单位“{printed}” / unknown unit {printed!r}: add it to lexicons/units.csv")


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """A value in another unit of the same dimension.

    Raises UnknownUnit for a unit that the lexicon does not know, DimensionMismatch where the base units differ.

    >>> convert(Decimal("1.2"), "万元", "元"), convert(Decimal(3), "亩", "平方米")
    (Decimal('12000'), Decimal('2000'))
    """
    here, there = unit_info(unit), unit_info(to)
    if (here.dimension, here.base) != (there.dimension, there.base):
        raise DimensionMismatch(
            f"“{unit}”（{here.dimension}，{here.base}）不能换算成“{to}”（{there.dimension}，{there.base}） / "
            f"cannot convert {unit!r} ({here.dimension}, {here.base}) to {to!r} ({there.dimension}, {there.base})"
        )
    return _scaled(value, here.exact / there.exact)
