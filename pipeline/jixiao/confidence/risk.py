"""From a promised error rate to a threshold: what may be accepted without a look, with 95 % confidence.

On held-out documents every threshold has a number of accepted records and of errors among them. A threshold keeps the
promise where the upper Clopper–Pearson bound of its error rate is within the target (Clopper and Pearson 1934).
Thresholds are tried from a strict one that accepts enough to prove anything, downward until the first that fails
(fixed-sequence testing, from four beginnings), so that trying many does not break the promise. Records of one document
err together; therefore counts are divided by the design effect of the accepted records before the bound is taken (Kish
1965).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

CONFIDENCE = 0.95
_STARTS = (1, 2, 4, 8)
"""Where the search for a threshold begins, in multiples of the smallest sample that proves anything. Several beginnings
share the 5 % between them (Bonferroni), so that one unlucky record at the top does not end it."""


def upper_bound(errors: float, accepted: float, confidence: float = CONFIDENCE) -> float:
    """The one-sided Clopper–Pearson upper bound of an error rate.

    >>> round(upper_bound(0, 300), 4)
    0.0099
    """
    if accepted <= 0:
        return 1.0
    if errors >= accepted:
        return 1.0
    low, high = errors / accepted, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _tail(errors, accepted, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _tail(errors: float, accepted: float, rate: float) -> float:
    """P(at most ``errors`` of ``accepted``) at this error rate, by the incomplete beta function for whole and part counts."""
    return 1 - _beta(errors + 1, accepted - errors, rate)


def _beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function, by Lentz's continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x > (a + 1) / (a + b + 2):
        return 1 - front * _fraction(b, a, 1 - x) / b
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    tiny = 1e-30
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    result = d
    for m in range(1, 400):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / (c if abs(c) > tiny else tiny)
            step = c * d
            result *= step
        if abs(step - 1) < 1e-12:
            break
    return result


@dataclass(frozen=True, slots=True)
class Point:
    """What held-out documents say of a threshold: accepting all at least this sure accepts so many, so many wrongly."""

    threshold: float
    accepted: float
    errors: float
    design_effect: float = 1.0
    """How much less these records say because errors of one document come together."""

    def bound(self, confidence: float = CONFIDENCE) -> float:
        """The upper bound of the error rate among the accepted."""
        return upper_bound(self.errors / self.design_effect, self.accepted / self.design_effect, confidence)


def curve(
    confidences: Sequence[float],
    right: Sequence[bool],
    documents: Sequence[str] | None = None,
    weights: Sequence[float] | None = None,
    points: int = 60,
) -> list[Point]:
    """Points of falling threshold over held-out records; ties are accepted together.

    ``documents``: whose each record is, for the design effect of each point. ``weights``: how much each record counts;
    what unequal weights cost in proof is part of the design effect (Kish 1965).

    >>> curve([0.9, 0.9, 0.5], [True, False, True])
    [Point(threshold=0.9, accepted=2, errors=1, design_effect=1.0), Point(threshold=0.5, accepted=3, errors=1, design_effect=1.0)]
    """
    order = sorted(range(len(confidences)), key=lambda i: -confidences[i])
    found: list[tuple[int, Point]] = []
    accepted = errors = 0.0
    for count, i in enumerate(order, 1):
        weight = 1 if weights is None else weights[i]
        accepted += weight
        errors += 0 if right[i] else weight
        if count == len(order) or confidences[order[count]] != confidences[i]:
            whole = weights is None
            found.append(
                (count, Point(confidences[i], int(accepted) if whole else accepted, int(errors) if whole else errors))
            )
    if len(found) > points:
        step = len(found) / points
        found = [found[min(len(found) - 1, round((n + 1) * step) - 1)] for n in range(points)]
    if documents is None:
        return [point for _, point in found]
    return [replace(point, design_effect=_effect(order[:count], right, documents, weights)) for count, point in found]


_LEAST_CORRELATION = 0.02
"""Within a document errors are taken to be at least so alike: where there are few of them, that cannot be measured."""


def _effect(
    accepted: Sequence[int], right: Sequence[bool], documents: Sequence[str], weights: Sequence[float] | None
) -> float:
    names = [documents[i] for i in accepted]
    assumed = 1 + (len(names) / len(set(names)) - 1) * _LEAST_CORRELATION
    unequal = 1.0
    if weights is not None:
        mine = [weights[i] for i in accepted]
        unequal = len(mine) * sum(w * w for w in mine) / sum(mine) ** 2
    return round(unequal * max(assumed, design_effect(names, [right[i] for i in accepted])), 3)


def threshold_for(points: Sequence[Point], target: float) -> float | None:
    """The lowest threshold that keeps the promise ``target``, or None where none does: then everything is looked at.

    >>> threshold_for([Point(0.99, 1000, 1), Point(0.5, 2000, 400)], 0.01)
    0.99
    """
    # below this size even an error-free sample proves little: such points are passed over, whatever they show
    enough = math.log((1 - CONFIDENCE) / len(_STARTS)) / math.log1p(-target)
    level = 1 - (1 - CONFIDENCE) / len(_STARTS)
    found: list[float] = []
    for start in _STARTS:
        for point in (p for p in points if p.accepted / p.design_effect >= start * enough):
            if point.bound(level) > target:
                break
            found.append(point.threshold)
    return min(found, default=None)


def design_effect(documents: Sequence[str], right: Sequence[bool]) -> float:
    """How much less a record says because records of one document err together; 1 where they don't."""
    total = len(right)
    if total < 2:
        return 1.0
    rate = 1 - sum(right) / total
    if rate in (0.0, 1.0):
        return 1.0
    sizes: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for document, fine in zip(documents, right, strict=True):
        sizes[document] = sizes.get(document, 0) + 1
        wrong[document] = wrong.get(document, 0) + (not fine)
    if len(sizes) < 2:
        return 1.0
    clustered = sum((wrong[d] - rate * sizes[d]) ** 2 for d in sizes) * len(sizes) / (len(sizes) - 1) / total**2
    simple = rate * (1 - rate) / total
    return max(1.0, clustered / simple)
