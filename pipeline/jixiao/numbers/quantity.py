"""Quantity: a measure that was found in a text, which converts itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.document.measures import Measure
from jixiao.numbers.units import DimensionMismatch, convert, unit_info


@dataclass(frozen=True, slots=True)
class Quantity(Measure):
    """One quantity with its place in the text, its bounds in the printed and in the base unit, and its links.

    >>> from jixiao.numbers import find_quantities
    >>> found = find_quantities("总投资超20亿元")[0]
    >>> found.text, found.bound, found.low, found.high, found.base_low
    ('超20亿元', 'gt', Decimal('20'), None, Decimal('2000000000'))
    >>> found.to("万元").low
    Decimal('200000')
    """

    @property
    def magnitude(self) -> Decimal:
        """The one number, where there is one. Raises ValueError for a range or a bound on one side."""
        if self.low is None or self.low != self.high:
            raise ValueError(f"{self.text!r} is not one number but {self.bound}: use low and high")
        return self.low

    @property
    def units(self) -> str | None:
        """The printed unit."""
        return self.unit

    def to(self, unit: str) -> Quantity:
        """The same quantity with ``low`` and ``high`` in another unit; offsets, text and base values stay.

        Raises DimensionMismatch (a ValueError) where the dimensions differ, UnknownUnit (a ValueError) where the lexicon
        does not know the unit.
        """
        there = unit_info(unit)
        if (there.dimension, there.base) != (self.dimension, self.base_unit):
            raise DimensionMismatch(
                f"“{self.text}”（{self.dimension}，{self.base_unit}）不能换算成“{unit}”（{there.dimension}，{there.base}） / "
                f"cannot convert {self.text!r} ({self.dimension}, {self.base_unit}) to {unit!r} "
                f"({there.dimension}, {there.base})"
            )

        # from the printed value where its unit converts: 1/3 and 亩 stay exact
        def turned(value: Decimal | None, base: Decimal | None) -> Decimal | None:
            if value is None or base is None:
                return None
            try:
                return convert(value, self.unit or "", unit)
            except ValueError:
                return convert(base, self.base_unit or "", unit)

        return replace(self, low=turned(self.low, self.base_low), high=turned(self.high, self.base_high), unit=unit)
