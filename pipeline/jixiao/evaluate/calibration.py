"""How honest are the confidences? Calibration error, Brier score, ranking quality and the risk of what one accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of neighbouring confidence: how sure they were, how often right, how many."""

    confidence: float
    accuracy: float
    count: int


def equal_mass_bins(confidences: Sequence[float], right: Sequence[bool], bins: int = 15) -> list[Bin]:
    """Bins of (nearly) equally many records, by rising confidence; equal confidences stay together.

    >>> equal_mass_bins([0.2, 0.2, 0.9, 0.9], [False, True, True, True], 2)
    [Bin(confidence=0.2, accuracy=0.5, count=2), Bin(confidence=0.9, accuracy=1.0, count=2)]
    """
    if len(confidences) != len(right):
        raise ValueError("as many confidences as judgements are needed")
    order = sorted(range(len(confidences)), key=confidences.__getitem__)
    result: list[Bin] = []
    size = max(1.0, len(order) / bins)
    start = 0
    while start < len(order):
        end = min(len(order), max(start + 1, round((len(result) + 1) * size)))
        while end < len(order) and confidences[order[end]] == confidences[order[end - 1]]:
            end += 1
        own = order[start:end]
        sure = sum(confidences[i] for i in own) / len(own)
        result.append(Bin(sure, sum(bool(right[i]) for i in own) / len(own), len(own)))
        start = end
    return result


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """Mean distance between confidence and accuracy over equal-mass bins, weighted by their size (0 is honest)."""
    if not confidences:
        return 0.0
    made = equal_mass_bins(confidences, right, bins)
    return sum(b.count * abs(b.confidence - b.accuracy) for b in made) / len(confidences)


def brier_score(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Mean squared distance between confidence and truth (Brier 1950); 0 is perfect, 0.25 is a coin.

    >>> brier_score([1.0, 0.0], [True, True])
    0.5
    """
    if not confidences:
        return 0.0
    return sum((c - float(r)) ** 2 for c, r in zip(confidences, right, strict=True)) / len(confidences)


def auroc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Chance that a right record is surer than a wrong one, ties half; None where one of the two does not exist.

    >>> auroc([0.9, 0.8, 0.3], [True, True, False])
    1.0
    """
    positives = sum(bool(r) for r in right)
    negatives = len(right) - positives
    if not positives or not negatives:
        return None
    order = sorted(range(len(confidences)), key=confidences.__getitem__)
    ranks = 0.0
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and confidences[order[end]] == confidences[order[start]]:
            end += 1
        middle = (start + 1 + end) / 2
        ranks += middle * sum(bool(right[i]) for i in order[start:end])
        start = end
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Points (share of records accepted, share of those that are wrong), accepting the surest first.

    >>> risk_coverage([0.9, 0.5], [True, False])
    [(0.5, 0.0), (1.0, 0.5)]
    """
    order = sorted(range(len(confidences)), key=lambda i: -confidences[i])
    points: list[tuple[float, float]] = []
    wrong = 0
    for n, i in enumerate(order, 1):
        wrong += not right[i]
        if n == len(order) or confidences[order[n]] != confidences[i]:
            points.append((n / len(order), wrong / n))
    return points


def area_under_risk(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the risk–coverage curve (Geifman and El-Yaniv 2017), 0 is best."""
    points = risk_coverage(confidences, right)
    area, before = 0.0, 0.0
    for coverage, risk in points:
        area += (coverage - before) * risk
        before = coverage
    return area
