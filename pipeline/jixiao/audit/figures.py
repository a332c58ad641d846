"""Figures: numbers with the precision they were printed in, so that a difference can be told from a rounding tail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from jixiao.document.records import Evidence, FactRecord, RecordBase

Modifier = Literal["exact", "approx", "above", "below"]
_NUMBER = re.compile(r"[-−－]?\d[\d,，]*(?:[.．·]\d+)?")
_APPROX = re.compile(r"[约近余多]|左右|上下")
_ABOVE = re.compile(r"[超逾≥>＞]|突破|以上|不低于|不少于|至少|高于")
_BELOW = re.compile(r"[≤≦<＜]|以下|以内|不超过|不高于|低于|不足|未满")
_BARE = frozenset({"", "合计", "小计", "总计", "其他", "其他资金", "金额", "总额"})
"""Printed names that say too little outside their table."""
_LEAST = Decimal(100)
"""0.01 万元: amounts printed in 万元 or coarser are not held to less."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed amount. ``base`` counts 元 (or the unit itself where it is no money), ``step`` is one in the last digit."""

    name: str
    value: Decimal
    unit: str
    factor: Decimal
    places: int
    """Printed decimals."""
    modifier: Modifier
    evidence: Evidence
    record: RecordBase
    item: str = ""
    """The canonical item, where the words beside the amount say it more closely than the record does."""

    @property
    def base(self) -> Decimal:
        """The amount in base units."""
        return self.value * self.factor

    @property
    def step(self) -> Decimal:
        """One in the last printed digit, in base units."""
        return self.factor.scaleb(-self.places)

    @property
    def printed(self) -> str:
        """The number as printed, without blanks and unit: 1,286.40.

        A Hanzi numeral is given in digits.
        """
        found = _NUMBER.search(self.evidence.text)
        return found[0] if found else plain(self.value)

    @property
    def shown(self) -> str:
        """Number and unit: 310.52万元."""
        return f"{self.printed}{self.unit}"

    @property
    def exact(self) -> bool:
        """Whether nothing like 约 or 以上 qualifies it."""
        return self.modifier == "exact"


def figure_of(fact: FactRecord) -> Figure | None:
    """The figure of a fact; None where its unit has no value in 元, so that nothing can be added up."""
    if fact.value_yuan is None:
        return None
    unit = fact.unit or "元"
    factor = fact.value_yuan / fact.value if fact.value else (_factor(unit) or Decimal(1))
    evidence = fact.evidence[0]
    return Figure(
        name=fact.item if fact.raw_item in _BARE else fact.raw_item,
        value=fact.value,
        unit=unit,
        factor=factor,
        places=places_of(evidence.text, fact.value),
        modifier=modifier_of(evidence.text),
        evidence=evidence,
        record=fact,
    )


def places_of(text: str, value: Decimal) -> int:
    """Printed decimals of the number in a text; of the value itself where the text holds no digits.

    >>> places_of("155.70万元", Decimal("155.7")), places_of("88", Decimal(88)), places_of("三点五", Decimal("3.5"))
    (2, 0, 1)
    """
    found = _NUMBER.search(text)
    if found is None:
        exponent = value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    return len(found[0].replace("．", ".").replace("·", ".").partition(".")[2])


def modifier_of(text: str) -> Modifier:
    """What qualifies the number in a text.

    >>> modifier_of("约3.5亿元"), modifier_of("超1718万元"), modifier_of("134.2")
    ('approx', 'above', 'exact')
    """
    if _ABOVE.search(text):
        return "above"
    if _BELOW.search(text):
        return "below"
    return "approx" if _APPROX.search(text) else "exact"


def tolerance(figures: Sequence[Figure]) -> Decimal:
    """By how much the figures of a sum may miss each other, in base units: half the last printed digit a figure.

    Figures of one unit count with the finest digit among them: 20 beside 67.70 is 20.00 with its noughts dropped.
    Amounts in 万元 and coarser get at least 0.01 万元.
    """
    finest: dict[Decimal, Decimal] = {}
    for figure in figures:
        finest[figure.factor] = min(finest.get(figure.factor, figure.step), figure.step)
    total = sum((finest[figure.factor] / 2 for figure in figures), Decimal(0))
    return max(total, _LEAST) if any(figure.factor >= 10_000 for figure in figures) else total


def agree(one: Figure, other: Figure) -> bool:
    """Whether two printings can mean the same amount: rounded or cut off, 约 and 余 honoured.

    The coarser of the two decides: 1083 stands for 1083.5, 3.5亿元 for 35012.34万元. A printed nought is nothing else
    than nought.
    """
    if one.base == other.base:
        return True
    if not one.base or not other.base:
        small, step = max(abs(one.base), abs(other.base)), max(one.step, other.step)
        return one.factor != other.factor and small < step / 2
    step = max(one.step, other.step)
    if abs(one.base - other.base) < (step if one.factor != other.factor or one.places != other.places else Decimal(0)):
        return True
    for rough, fine in ((one, other), (other, one)):
        if rough.modifier == "approx" and abs(rough.base - fine.base) <= max(
            abs(rough.base) / 10, leading_step(rough.value) * rough.factor
        ):
            return True
        if rough.modifier == "above" and fine.base >= rough.base:
            return True
        if rough.modifier == "below" and fine.base <= rough.base:
            return True
    return False


def leading_step(value: Decimal) -> Decimal:
    """One in the last digit of a number that is not nought: 10 for 110, 100 for 4000 … what 余 may add to it.

    >>> leading_step(Decimal(110)), leading_step(Decimal(4000)), leading_step(Decimal("3.5"))
    (Decimal('1E+1'), Decimal('1E+3'), Decimal('0.1'))
    """
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


@lru_cache(maxsize=64)
def _factor(unit: str) -> Decimal | None:
    from jixiao.numbers.units import unit_info

    try:
        return unit_info(unit).factor
    except ValueError:
        return None


# --------------------------------------------------------------------------------------------------- writing numbers


def plain(value: Decimal) -> str:
    """A number without exponent and trailing noughts.

    >>> plain(Decimal("155.70")), plain(Decimal("1E+2")), plain(Decimal("0.00"))
    ('155.7', '100', '0')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def percent(value: Decimal, places: int = 2) -> str:
    """A ratio as per cent with at most so many decimals.

    >>> percent(Decimal("1.0988"), 1), percent(Decimal("0.75"))
    ('109.9%', '75%')
    """
    return f"{plain((value * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))}%"


def signed_sum(terms: Iterable[tuple[int, Figure]], factor: Decimal, unit: str) -> str:
    """The left side of an equation: 人员支出120.05+公用支出35.68=155.73万元, in one unit."""
    left = ""
    total = Decimal(0)
    for sign, figure in terms:
        mark = "-" if sign < 0 else "+" if left else ""
        own = figure.printed if figure.factor == factor else figure.shown
        left += f"{mark}{figure.name}{own}"
        total += sign * figure.base
    return f"{left}={plain(total / factor)}{unit}"


def stated_rate_fits(stated: Decimal, places: int, low: Decimal, high: Decimal, least: Decimal) -> bool:
    """Whether a printed rate (in per cent) can be the rounding, or the cutting off, of something in [low, high].

    ``least``: percentage points that are always forgiven.

    >>> stated_rate_fits(Decimal("67.3"), 1, Decimal("67.28"), Decimal("67.31"), Decimal(0))
    True
    >>> stated_rate_fits(Decimal("100"), 0, Decimal("75"), Decimal("75"), Decimal("0.1"))
    False
    """
    step = Decimal(1).scaleb(-places)
    if low - max(step / 2, least) <= stated <= high + max(step / 2, least):
        return True
    cut_low = low.quantize(step, ROUND_FLOOR if low >= 0 else ROUND_CEILING)
    cut_high = high.quantize(step, ROUND_FLOOR if high >= 0 else ROUND_CEILING)
    return cut_low <= stated <= cut_high


def rate_between(part: Figure, whole: Figure) -> tuple[Decimal, Decimal, Decimal]:
    """(rate, lowest, highest) in per cent of part over whole, given how both are rounded. ``whole`` must not be nought."""
    half_part, half_whole = part.step / 2, whole.step / 2
    if part.factor == whole.factor:  # 20 beside 67.70 is 20.00
        half_part = half_whole = min(half_part, half_whole)
    rate = part.base / whole.base * 100
    if max(half_part, half_whole) > abs(whole.base) / 200:
        return rate, rate, rate  # 8 of 8 is taken as it stands, or any rate would do
    ends = [
        (part.base + a) / (whole.base + b) * 100 for a in (-half_part, half_part) for b in (-half_whole, half_whole)
    ]
    return rate, min(ends), max(ends)
