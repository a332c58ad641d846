"""The register of checks: which function works which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger

Check = Callable[[Ledger], Iterable[Draft]]
_REGISTER: dict[Check, tuple[str, ...]] = {}


def check(*rules: str) -> Callable[[Check], Check]:
    """Registers a function that reports under these rules (ids of rules.toml)."""

    def register(function: Check) -> Check:
        _REGISTER[function] = rules
        return function

    return register


def registered() -> dict[Check, tuple[str, ...]]:
    """Every check with its rules, in the order in which they run."""
    # Importing a topic registers its checks; the order is the order of the findings' grouping.
    from jixiao.audit import (  # noqa: F401
        budgets,
        dates,
        forms,
        goals,
        grades,
        noted,
        projects,
        rates,
        restated,
        scores,
        shares,
        slips,
        staff,
        sums,
        targets,
        told,
        told_sums,
        trends,
        unspent,
        wording,
    )

    return dict(_REGISTER)
