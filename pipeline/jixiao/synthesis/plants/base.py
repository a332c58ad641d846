"""What a planted error is made of: the change it makes, the keys it refers to, and how far off it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao.synthesis.truth import Finding, Truth

FORM = ("F1", "F2")
TABLES = ("F3", "F5")


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of error: ``check`` is its number in the list of consistency rules."""

    name: str
    check: int
    area: str
    """Two plants of one area would disturb each other."""
    families: tuple[str, ...]
    apply: Callable[[Truth, random.Random, str], Truth | None]
    """The truth with the error, or None where this unit offers no place for it."""


@dataclass(slots=True)
class Change:
    truth: Truth
    shown: dict[str, Decimal] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def show(self, key: str, value: Decimal) -> None:
        self.shown[key] = value

    def say(
        self, rule: str, class_: str, severity: str, explain: str, needs: tuple[str, ...], extra: tuple[str, ...] = (),
        optional: bool = False,
    ) -> None:  # fmt: skip
        self.findings.append(Finding(rule, class_, severity, explain, needs, extra, optional))

    def done(self, truth: Truth | None = None) -> Truth:
        base = truth or self.truth
        return replace(base, shown={**base.shown, **self.shown}, findings=(*base.findings, *self.findings))


def key(
    truth: Truth,
    item: str,
    place: str,
    measure: str | None = "决算数",
    year: int | None = None,
    entity: str = "",
    project: str = "",
) -> str:
    """The key of a printed amount, as ``Money.key`` has it."""
    head = f"{project}:" if project else ""
    return f"{head}{item}/{measure}/{truth.year if year is None else year}/{entity}@{place}"


def off(rng: random.Random, value: Decimal) -> Decimal:
    """An error that nobody takes for rounding: 3 to 20 per cent, or one unit where there is nothing."""
    step = Decimal("0.01") if value != value.to_integral_value() else Decimal(1)
    by = (value * Decimal(str(round(rng.uniform(0.03, 0.2), 3)))).quantize(step)
    least = Decimal(1) if step < 1 else Decimal(3)  # more than rounding forgives where no decimals are printed
    by = max(by, least)
    return by * rng.choice([1, 1, -1] if value > max(by, Decimal(1)) else [1])
