"""What a number in a text was read as: a measure with its bound and base unit, or a date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Dimension = Literal[
    "money", "ratio", "percentage_point", "count", "area", "length", "mass", "volume", "energy", "time", "rate",
    "score", "other",
]  # fmt: skip
Bound = Literal["exact", "approx", "ge", "gt", "le", "lt", "range"]
Precision = Literal["year", "half-year", "quarter", "month", "day", "range", "relative"]


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """A relation that the prose states between this measure and another of the same text."""

    type: str
    """``growth-of``, ``baseline-of``, ``from-of`` (the start of 由…到…), ``part-of``, ``share-of``, ``difference-of``."""
    target: int
    """Position of the other measure in the list that holds both."""
    direction: Literal["up", "down", "flat"] | None = None
    kind: str | None = None
    """Against what: 同比, 环比, 较上年, 较年初, 较目标, 由…到…."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity, in the text [start, end) that holds number, unit and the modifier that sticks to them.

    ``low`` and ``high`` are in the printed ``unit`` (None = unbounded), ``base_low`` and ``base_high`` in
    ``base_unit``. See "Readings" in the output contract.
    """

    text: str
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    dimension: Dimension
    bound: Bound
    base_low: Decimal | None
    base_high: Decimal | None
    base_unit: str | None
    number_start: int
    """Where the numeral (without modifier and unit) begins and ends, for evidence and repair."""
    number_end: int
    doubts: tuple[str, ...] = ()
    """Why the reading might be wrong: reason codes, empty where grammar leaves no other."""
    links: tuple[MeasureLink, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period in the text [start, end)."""

    text: str
    start: int
    end: int
    iso: str | None
    """``2021``, ``2021-08``, ``2021-08-24``, an interval ``2021/2023``; None where the words are relative or lack a year."""
    resolved: str | None
    """What relative words mean given the fiscal year, in the same notation."""
    precision: Precision
    doubts: tuple[str, ...] = ()
