"""Is the confidence worth its name? Error, ranking and kept promises on documents that were never trained on."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from jixiao.confidence.model import Model
from jixiao.confidence.words import Novelty
from jixiao.evaluate.calibration import (
    area_under_risk,
    auroc,
    brier_score,
    equal_mass_bins,
    expected_calibration_error,
    risk_coverage,
)
from jixiao.evaluate.samples import Sample


@dataclass(frozen=True, slots=True)
class Assessment:
    """Figures over one group of records."""

    records: int
    right: float
    ece: float
    brier: float
    reliability: float
    """Part of the Brier score that calibration would remove (Murphy 1973)."""
    resolution: float
    """Part by which the confidences tell right from wrong."""
    auroc: float | None
    aurc: float
    coverage: dict[float, float]
    """Error rate -> largest share of records that could be accepted at it, with hindsight."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What came of a promised error rate in one stratum."""

    stratum: str
    target: float
    records: int
    accepted: int
    errors: int

    @property
    def realised(self) -> float:
        """Error rate among the accepted; 0 where nothing was."""
        return self.errors / self.accepted if self.accepted else 0.0


def assess(confidences: Sequence[float], right: Sequence[bool], risks: Sequence[float] = (0.01, 0.005)) -> Assessment:
    """The figures of one group. Raises ValueError where it is empty."""
    if not confidences:
        raise ValueError("nothing to assess")
    rate = sum(right) / len(right)
    bins = equal_mass_bins(confidences, right)
    reliability = sum(b.count * (b.confidence - b.accuracy) ** 2 for b in bins) / len(right)
    resolution = sum(b.count * (b.accuracy - rate) ** 2 for b in bins) / len(right)
    points = risk_coverage(confidences, right)
    return Assessment(
        len(right),
        rate,
        expected_calibration_error(confidences, right),
        brier_score(confidences, right),
        reliability,
        resolution,
        auroc(confidences, right),
        area_under_risk(confidences, right),
        {risk: max((share for share, error in points if error <= risk), default=0.0) for risk in risks},
    )


def chances(samples: Sequence[Sample], model: Model) -> list[float]:
    """The model's probability for each sample."""
    odds = log_odds(samples, model)
    return [model.probability_of(s.kind, s.stratum, value) for s, value in zip(samples, odds, strict=True)]


def log_odds(samples: Iterable[Sample], model: Model) -> list[float]:
    """What the model makes of each sample before the isotonic step; the document's words are as new as they are to it."""
    known: dict[int, Novelty] = {}
    found: list[float] = []
    for sample in samples:
        seen = sample
        if sample.words is not None and model.familiar:
            if id(sample.words) not in known:
                known[id(sample.words)] = sample.words.against(model.familiar)
            seen = sample.seen_with(known[id(sample.words)])
        found.append(model.score(seen.kind, seen.stratum, seen.features)[0])
    return found


def promises(samples: Sequence[Sample], model: Model, target: float) -> list[Promise]:
    """What accepting under a promise comes to, stratum by stratum over all kinds."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[sample.stratum].append(sample)
    found: list[Promise] = []
    for stratum, mine in sorted(groups.items()):
        least = {kind: model.threshold(kind, stratum, target) for kind in {s.kind for s in mine}}
        accepted = [
            s.right
            for s, value in zip(mine, log_odds(mine, model), strict=True)
            if (bar := least[s.kind]) is not None and value >= bar
        ]
        found.append(Promise(stratum, target, len(mine), len(accepted), accepted.count(False)))
    return found


def baselines(samples: Sequence[Sample]) -> dict[str, list[float]]:
    """Confidences as tools usually give them: a constant, the raw OCR score, the raw match score."""
    rate = sum(s.right for s in samples) / max(1, len(samples))
    return {
        "constant": [rate] * len(samples),
        "raw OCR score": [1.0 if s.features.read_mean is None else s.features.read_mean for s in samples],
        "raw match score": [1.0 if s.features.match_score is None else s.features.match_score for s in samples],
    }


def interval(
    samples: Sequence[Sample], values: Sequence[float], figure: Callable[[Sequence[float], Sequence[bool]], float | None],
    rounds: int = 200,
) -> tuple[float, float]:  # fmt: skip
    """The 95 % interval of a figure by bootstrap over documents."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for at, sample in enumerate(samples):
        by_document[sample.document].append(at)
    names = sorted(by_document)
    draw = random.Random(20260101)  # noqa: S311 - a resampling, no secret
    found: list[float] = []
    for _ in range(rounds):
        places = [at for name in draw.choices(names, k=len(names)) for at in by_document[name]]
        value = figure([values[at] for at in places], [samples[at].right for at in places])
        if value is not None:
            found.append(value)
    found.sort()
    if not found:
        return 0.0, 0.0
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]
