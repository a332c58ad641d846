"""What is true of one invented report, before any of it is written down."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Split = Literal["train", "dev", "test"]
LEVEL1 = {"数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标", "成本指标": "产出指标"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is; every name is invented."""

    province: str
    city: str
    county: str
    town: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The department that reports."""

    name: str
    short: str
    sector: str
    kind: str
    """行政 or 事业."""
    head: str
    """Title of its head: 局长, 主任."""
    code: str
    place: Place
    offices: tuple[str, ...]
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """People on the payroll."""

    quota: int
    actual: int
    retired: int
    posts: tuple[tuple[str, int], ...]
    """The quota by kind of post; adds up to it."""


@dataclass(frozen=True, slots=True)
class Funds:
    """One column of a funds table, 万元: 年度资金总额 = 当年财政拨款 + 上年结转 + 其他资金."""

    appropriation: Decimal
    carried: Decimal
    other: Decimal

    @property
    def total(self) -> Decimal:
        """The sum of the three sources."""
        return self.appropriation + self.carried + self.other


@dataclass(frozen=True, slots=True)
class Accounts:
    """The money of a unit, 万元. All identities of the field hold between its amounts."""

    year: int
    amounts: dict[tuple[str, str], Decimal]
    """(item, measure) to amount; measures: 年初预算数, 全年预算数 or 预算数, 决算数, 上年决算数."""
    shares: tuple[Decimal, ...]
    """How the agency and its branches share each item."""

    def of(self, item: str, measure: str = "决算数") -> Decimal:
        """An amount; nought where the unit has none."""
        return self.amounts.get((item, measure), Decimal(0))

    def funds(self, measure: str) -> Funds:
        """The funds table's column of a measure."""
        return Funds(*(self.of(item, measure) for item in ("当年财政拨款", "上年结转", "其他资金")))


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its own money."""

    name: str
    initial: Funds
    full: Funds
    spent: Funds

    @property
    def rate(self) -> Decimal:
        """Spent per cent of the whole-year budget, two decimals."""
        return percent(self.spent.total, self.full.total)


@dataclass(frozen=True, slots=True)
class Value:
    """A target or an actual: a number with unit and bound, or words."""

    number: Decimal | None = None
    unit: str = ""
    bound: str = "exact"
    words: str = ""
    """The text where there is no number; it may hold date slots."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of an indicator table."""

    key: str
    level1: str
    level2: str
    name: str
    canonical: str | None
    target: Value
    actual: Value
    weight: Decimal
    score: Decimal
    note: str = ""
    direction: Literal["up", "down", "text"] = "up"
    verb: str = ""
    thing: str = ""
    previous: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A planted inconsistency, as a reviewer would state it.

    ``tags`` are the printed things that show it: it exists only where all of ``needs`` are printed. Extra ones are quoted
    where they are printed.
    """

    rule: str
    class_: str
    severity: str
    explain: str
    needs: tuple[str, ...]
    extra: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Invented persons and what can be dialled."""

    contact: str
    phone: str
    clerk: str
    clerk_phone: str
    panel: tuple[tuple[str, str], ...]
    """Name and post of those who did the evaluation."""


@dataclass(frozen=True, slots=True)
class Truth:
    """All that a report of any family may tell."""

    seed: int
    vocabulary: str
    year: int
    unit: Unit
    staff: Staff
    accounts: Accounts
    projects: tuple[Project, ...]
    indicators: tuple[Indicator, ...]
    score: Decimal
    grade: str
    people: People
    report_date: datetime.date
    filled_date: datetime.date
    letter_date: datetime.date
    shown: dict[str, Decimal] = field(default_factory=dict)
    """Planted: amounts printed instead of the true ones."""
    switches: dict[str, str] = field(default_factory=dict)
    """Planted: other things printed instead of the true ones (a year, a date, a grade)."""
    findings: tuple[Finding, ...] = ()


def percent(part: Decimal, whole: Decimal, places: str = "0.01") -> Decimal:
    """Part of whole in per cent, rounded half up.

    >>> percent(Decimal(1), Decimal(3))
    Decimal('33.33')
    """
    from decimal import ROUND_HALF_UP

    return (part / whole * 100).quantize(Decimal(places), ROUND_HALF_UP) if whole else Decimal(0)


def grade_of(score: Decimal) -> str:
    """优, 良, 中 or 差 by the usual bands (90, 80, 60)."""
    return "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"
