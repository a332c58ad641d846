"""Trains the confidence model: monotone logistic weights a kind, isotonic steps and error curves a stratum.

The generator of a corpus flatters whoever learns from it, so nothing is promised from records of a family that was
learned from: for the isotonic steps and the error curves every family is judged by weights learned without it, to which
its words are as new as they are (cross-fitting by family). The weights that are kept are then learned from all.
Families weigh alike, within limits: a format of which there is one report says as much about formats to come as one of
which the generator wrote a hundred.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.confidence.features import DOUBTS, doubts_of, notes_of
from jixiao.confidence.model import SCHEMA, Model, parse
from jixiao.confidence.risk import curve
from jixiao.confidence.words import LEAST_DOCUMENTS, Novelty, documents_holding
from jixiao.document.records import MODELS
from jixiao.evaluate.samples import Missed, Sample

LEAST_FOR_ISOTONIC = 200
"""Labels that a stratum of a kind needs for a step of its own."""
_LEAST_FOR_KIND = 30
_LEAST_FOR_GROUP = 15
_LEAST_FOR_NOTE = 5
_RIDGE = 0.5


def train(samples: Sequence[Sample], missed: Sequence[Missed], *, base: Model, about: dict[str, Any]) -> dict[str, Any]:
    """The model as JSON; ``base`` serves kinds without enough labels.

    ``about`` (versions, corpus, counts) goes into the model's ``trained`` key beside the hash of the data.
    """
    digest = hashlib.sha256("\n".join(sorted(map(repr, samples))).encode()).hexdigest()
    holding = _holding(samples)
    seen = _seen(samples, holding)
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "version": f"c{digest[:8]}",
        "calibrated": True,
        "trained": {**about, "data_sha256": digest, "labels": len(samples)},
        "kinds": _kinds(seen, base),
        "familiar": _familiar(holding),
        "misses": _misses(missed),
    }
    _calibrate(
        data, [pair for fold in cross_fitted(samples, base, data) for pair in fold.judged], family_weights(samples)
    )
    return data


@dataclass(frozen=True, slots=True)
class Fold:
    """Documents that were left out together, what was learned without them, and how that judged them."""

    left_out: frozenset[str]
    data: dict[str, Any]
    """A model as JSON, without steps and curves."""
    judged: list[tuple[Sample, float]]
    """Each left-out sample and its log-odds."""


def cross_fitted(samples: Sequence[Sample], base: Model, data: dict[str, Any]) -> list[Fold]:
    """Learn without each family in turn, and judge it; ``data``: the model learned from all, where the search begins."""
    found: list[Fold] = []
    for left_out in folds(samples):
        others = [s for s in samples if s.document not in left_out]
        held = _holding(others)
        mine = _seen([s for s in samples if s.document in left_out], held, own=False)
        learned = {
            **data,
            "familiar": _familiar(held),
            "kinds": _plain(_kinds(_seen(others, held), base, data["kinds"])),
        }
        model = parse(learned)
        judged = [(s, model.score(s.kind, s.stratum, s.features)[0]) for s in mine]
        found.append(Fold(frozenset(left_out), learned, judged))
    return found


def without(fold: Fold, all_folds: Sequence[Fold]) -> Model:
    """The model of one fold, with steps and curves from the other folds alone: as if its family had never been seen."""
    data = {
        **fold.data,
        "kinds": {kind: {**keys, "strata": dict(keys["strata"])} for kind, keys in fold.data["kinds"].items()},
    }
    judged = [pair for other in all_folds if other is not fold for pair in other.judged]
    _calibrate(data, judged, family_weights([sample for sample, _ in judged]))
    return parse(data)


def _familiar(holding: Mapping[str, int]) -> str:
    return "".join(sorted(pair for pair, count in holding.items() if count >= LEAST_DOCUMENTS))


def _holding(samples: Iterable[Sample]) -> Counter[str]:
    """Pair of characters -> number of documents that hold it; renderings of one document count once."""
    return documents_holding({s.document: s.words for s in samples if s.words is not None}.values())


def _seen(samples: Iterable[Sample], holding: Mapping[str, int], *, own: bool = True) -> list[Sample]:
    """The samples with the novelty of their words; ``own``: their own documents are among those counted."""
    least = LEAST_DOCUMENTS + own
    known: dict[int, Novelty] = {}
    found: list[Sample] = []
    for sample in samples:
        words = sample.words
        if words is None:
            found.append(sample)
            continue
        if id(words) not in known:
            known[id(words)] = words.against({pair for pair in set(words.pairs) if holding.get(pair, 0) >= least})
        found.append(sample.seen_with(known[id(words)]))
    return found


_MOST_WEIGHT = 8.0


def family_weights(samples: Sequence[Sample]) -> dict[str, float]:
    """Family -> weight of each of its records: families weigh alike, but no record more than eight times the least.

    The weights have the mean 1, so that the penalty means the same whatever they are.
    """
    sizes = Counter(s.family for s in samples)
    largest = max(sizes.values(), default=1)
    raw = {family: min(_MOST_WEIGHT, largest / size) for family, size in sizes.items()}
    mean = sum(raw[family] * size for family, size in sizes.items()) / max(1, len(samples))
    return {family: weight / mean for family, weight in raw.items()}


def folds(samples: Sequence[Sample]) -> list[set[str]]:
    """The documents left out in turn: those of each family, or fifths where there are fewer than three families."""
    families: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        families[sample.family].add(sample.document)
    if len(families) >= 3:
        return [families[family] for family in sorted(families)]
    documents = sorted({s.document for s in samples})
    return [set(documents[n::5]) for n in range(5)]


def _plain(kinds: dict[str, Any]) -> dict[str, Any]:
    """The kinds with their strata's offsets alone, as a model that can be asked."""
    blank: dict[str, Any] = {"isotonic": None, "labels": 0, "held_out": []}
    return {
        kind: {**keys, "strata": {name: {**blank, **part} for name, part in keys["strata"].items()}}
        for kind, keys in kinds.items()
    }


def _kinds(samples: Sequence[Sample], base: Model, near: Mapping[str, Any] | None = None) -> dict[str, Any]:
    by_kind: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_kind[sample.kind].append(sample)
    return {
        kind: _with_unseen(
            _weights(by_kind[kind], _as_json(base, kind), near[kind] if near else None), _as_json(base, kind)
        )
        if len(by_kind[kind]) >= _LEAST_FOR_KIND
        else _as_json(base, kind)
        for kind in MODELS
    }


def _with_unseen(learned: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The learned keys of a kind, and what the base says of every doubt that no label showed.

    Training on clean files must not teach that a poor scan or a slipped row is no reason to doubt. Where the records
    without doubts have become surer, a maker's note that no label showed still brings a record down to where the base
    saw it.
    """
    risen = max(0.0, learned["bias"] - base["bias"])
    notes = {name: round(weight - risen, 4) if weight < 0 else weight for name, weight in base["notes"].items()}
    return {
        **learned,
        "weights": {**base["weights"], **learned["weights"]},
        "notes": {**notes, **learned["notes"]},
    }


def _as_json(base: Model, kind: str) -> dict[str, Any]:
    model = base.kinds[kind]
    return {
        "bias": model.bias, "weights": dict(model.weights), "agreement": model.agreement, "notes": dict(model.notes),
        "groups": dict(model.groups), "strata": {},
    }  # fmt: skip


def _weights(
    samples: Sequence[Sample], before: Mapping[str, Any], near: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Most probable weights under the sign constraints (L-BFGS-B, Byrd et al. 1995).

    ``before``: the model before, around whose weights of doubts and notes the penalty is centred: a few labels that
    were right in spite of a doubt do not say that it is none. ``near``: weights learned from almost the same samples,
    from which the search begins.
    """
    import numpy as np
    from scipy.optimize import minimize
    from threadpoolctl import threadpool_limits

    notes = _common((n for s in samples for n in notes_of(s.features)), _LEAST_FOR_NOTE)
    groups = _common((s.features.group for s in samples), _LEAST_FOR_GROUP)
    strata = _common((s.stratum for s in samples), _LEAST_FOR_KIND)
    names = [("weight", d) for d in DOUBTS] + [("agreement", "")] + [("note", n) for n in notes]
    names += [("group", g) for g in groups] + [("stratum", s) for s in strata]
    place = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(samples), len(names) + 1))
    rows[:, -1] = 1.0
    for at, sample in enumerate(samples):
        for doubt, size in doubts_of(sample.features).items():
            rows[at, place["weight", doubt]] = size
        if sample.features.agreements:
            rows[at, place["agreement", ""]] = min(2, sample.features.agreements)
        for key in [("note", n) for n in notes_of(sample.features)] + [
            ("group", sample.features.group),
            ("stratum", sample.stratum),
        ]:
            if key in place:
                rows[at, place[key]] = 1.0
    truth = np.array([s.right for s in samples], dtype=float)
    by_family = family_weights(samples)
    mass = np.array([by_family[s.family] for s in samples])
    bounds: list[tuple[float | None, float | None]] = [
        (None, 0.0) if sort in {"weight", "note"} else (0.0, None) if sort == "agreement" else (None, None)
        for sort, _ in names
    ]
    penalty = np.full(len(names) + 1, _RIDGE)
    penalty[-1] = 0.01
    centre = np.array(
        [_told(before, sort, name) if sort in {"weight", "note"} else 0.0 for sort, name in names] + [0.0]
    )

    def loss(weights: Any) -> tuple[float, Any]:
        logits = rows @ weights
        value = mass @ np.logaddexp(0, logits) - (mass * truth) @ logits + (penalty * (weights - centre) ** 2).sum() / 2
        return float(value), rows.T @ (mass * (1 / (1 + np.exp(-logits)) - truth)) + penalty * (weights - centre)

    start = np.zeros(len(names) + 1)
    rate = min(0.999, max(0.001, float(truth.mean())))
    start[-1] = np.log(rate / (1 - rate))
    if near is not None:
        start[:] = [*(_told(near, sort, name) for sort, name in names), near["bias"]]
    with threadpool_limits(limits=1):  # vectors as short as these only wait for each other on many threads
        best = minimize(
            loss,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=[*bounds, (None, None)],
            options={"maxiter": 400 if near is None else 120},
        ).x
    told = {name: round(float(best[at]), 4) + 0.0 for at, name in enumerate(names)}
    return {
        "bias": round(float(best[-1]), 4),
        "weights": {d: told["weight", d] for d in DOUBTS if rows[:, place["weight", d]].any()},
        "agreement": told["agreement", ""],
        "notes": {n: told["note", n] for n in notes},
        "groups": {g: told["group", g] for g in groups},
        "strata": {s: {"offset": told["stratum", s]} for s in strata},
    }


def _told(kind: Mapping[str, Any], sort: str, name: str) -> float:
    """One learned weight by what it belongs to; 0 where there is none."""
    if sort == "agreement":
        return float(kind["agreement"])
    if sort == "stratum":
        return float(kind["strata"].get(name, {"offset": 0.0})["offset"])
    return float(kind[{"weight": "weights", "note": "notes", "group": "groups"}[sort]].get(name, 0.0))


def _common(names: Any, least: int) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count >= least and name)


def _calibrate(data: dict[str, Any], judged: Sequence[tuple[Sample, float]], weights: Mapping[str, float]) -> None:
    """Adds isotonic steps and error curves from records that were judged without having been learned from.

    The curve stands over the log-odds before the step, so that the step shapes nothing that is promised.
    """
    groups: dict[tuple[str, str], list[tuple[Sample, float]]] = defaultdict(list)
    for sample, chance in judged:
        groups[sample.kind, sample.stratum].append((sample, chance))
    for kind, keys in data["kinds"].items():
        measured = {stratum for k, stratum in groups if k == kind}
        keys["strata"] = {
            stratum: _stratum(keys["strata"].get(stratum, {"offset": 0.0})["offset"], groups[kind, stratum], weights)
            for stratum in sorted(measured)
        }


def _stratum(offset: float, judged: Sequence[tuple[Sample, float]], weights: Mapping[str, float]) -> dict[str, Any]:
    odds, right = [round(value, 4) for _, value in judged], [s.right for s, _ in judged]
    return {
        "offset": offset,
        "isotonic": _isotonic(judged, weights) if len(judged) >= LEAST_FOR_ISOTONIC else None,
        "labels": len(judged),
        "held_out": [
            [p.threshold, round(p.accepted, 2), round(p.errors, 3), p.design_effect]
            for p in curve(odds, right, [s.document for s, _ in judged], _evened(judged, weights))
        ],
    }


def _evened(judged: Sequence[tuple[Sample, float]], weights: Mapping[str, float]) -> list[float]:
    """The families' weights with mean 1 over these records."""
    mine = [weights[s.family] for s, _ in judged]
    mean = sum(mine) / max(1, len(mine))
    return [weight / mean for weight in mine]


def _isotonic(judged: Sequence[tuple[Sample, float]], weights: Mapping[str, float]) -> dict[str, list[float]] | None:
    """Knots of the isotonic regression of being right on the model's probability, smoothed at the ends (Laplace)."""
    from sklearn.isotonic import IsotonicRegression

    chances = [1 / (1 + math.exp(-value)) for _, value in judged]
    low, high = min(chances), max(chances)
    if low == high:
        return None
    # one right and one wrong pseudo-label at each end keep the step from promising 0 or 1
    x = [*chances, low, low, high, high]
    y = [*(float(s.right) for s, _ in judged), 0.0, 1.0, 0.0, 1.0]
    mass = [*(weights[s.family] for s, _ in judged)] + [0.5] * 4
    fitted = IsotonicRegression(y_min=0.001, y_max=0.999).fit(x, y, sample_weight=mass)
    knots = sorted(dict(zip(map(float, fitted.X_thresholds_), map(float, fitted.y_thresholds_), strict=True)).items())
    return {"x": [round(a, 6) for a, _ in knots], "y": [round(b, 5) for _, b in knots]}


def _misses(missed: Sequence[Missed]) -> dict[str, dict[str, float]]:
    by_stratum: dict[str, list[Missed]] = defaultdict(list)
    for one in missed:
        by_stratum[one.stratum].append(one)
    return {
        stratum: {
            "per_record": round(sum(m.hidden for m in mine) / max(1, sum(m.records for m in mine)), 6),
            "per_gap": round(sum(m.listed for m in mine) / max(1, sum(m.gaps for m in mine)), 6),
        }
        for stratum, mine in sorted(by_stratum.items())
    }
