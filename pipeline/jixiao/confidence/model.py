"""From features to a probability: a monotone logistic model a kind, then an isotonic step a stratum where labels suffice.

The model stands in models/confidence.json, which ``jixiao calibrate`` writes. It is plain data, checked on loading:
doubts must not raise a probability, agreement must not lower one.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.confidence.features import DOUBTS, Features, doubts_of, notes_of
from jixiao.confidence.risk import Point, threshold_for
from jixiao.document.errors import LexiconError
from jixiao.lexicon import data_folder

SCHEMA = "jixiao/confidence/3"
FILE = "confidence.json"
_LEAST, _MOST = 0.001, 0.999
_DISPUTED = math.log(0.99 / 0.01)
"""Of two figures that contradict each other one is wrong: neither is surer than this, however well it was read."""


_ALWAYS_TOLD = frozenset({"structure_inferred"})
"""A reviewer is told that a table was put together from text, also where that has turned out to be no reason to doubt."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """What was measured on one stratum of one kind."""

    offset: float
    """Log-odds added to the kind's own."""
    isotonic: tuple[tuple[float, ...], tuple[float, ...]] | None
    """Knots (probability before, after), rising; None where the stratum has too few labels."""
    labels: int
    held_out: tuple[Point, ...]
    """Errors among the accepted on held-out documents, by falling threshold of the log-odds before the isotonic step,
    which has plateaus and ranks less finely."""


@dataclass(frozen=True, slots=True)
class KindModel:
    """The model of one kind of record, weights in log-odds."""

    bias: float
    weights: Mapping[str, float]
    """Doubt -> weight, none above zero."""
    agreement: float
    """Weight of an agreeing restatement or identity, not below zero."""
    notes: Mapping[str, float]
    """Reason code of a record's maker -> weight, none above zero."""
    groups: Mapping[str, float]
    """Sort of record -> offset."""
    strata: Mapping[str, Stratum]


@dataclass(frozen=True, slots=True)
class Misses:
    """How much was not read at all on held-out documents of a stratum."""

    per_record: float
    """Gold items missed and not listed, for each record of the kinds counted."""
    per_gap: float
    """Gold items missed among the listed gaps, for each unread number."""


@dataclass(frozen=True, slots=True)
class Model:
    """The calibrated model of all kinds, and what it was trained on."""

    version: str
    calibrated: bool
    kinds: Mapping[str, KindModel]
    misses: Mapping[str, Misses]
    """Stratum -> what is missed there."""
    trained: Mapping[str, Any]
    familiar: frozenset[str] = frozenset()
    """Pairs of Han characters that training saw; empty where that was not kept: then nothing is called new."""

    def score(self, kind: str, stratum: str, features: Features) -> tuple[float, tuple[str, ...]]:
        """(log-odds before the isotonic step, reason codes by how much they lower it)."""
        model = self.kinds[kind]
        known = model.strata.get(stratum)
        total = model.bias + model.groups.get(features.group, 0.0) + (known.offset if known else 0.0)
        lowering: dict[str, float] = {}
        for name, size in doubts_of(features).items():
            pull = model.weights.get(name, 0.0) * size
            total += pull
            if pull < 0 or name in _ALWAYS_TOLD:
                lowering[DOUBTS[name]] = lowering.get(DOUBTS[name], 0.0) + pull
        for note in notes_of(features):
            pull = model.notes.get(note, 0.0)
            total += pull
            if pull < 0:
                codes = note.split("+")
                for code in codes:
                    lowering[code] = lowering.get(code, 0.0) + pull / len(codes)
        if features.agreements:
            total += model.agreement * min(2, features.agreements)
        if features.conflicts:
            total = min(total, _DISPUTED)
        return total, tuple(sorted(lowering, key=lambda code: (lowering[code], code)))

    def probability(self, kind: str, stratum: str, features: Features) -> tuple[float, tuple[str, ...]]:
        """(probability that the record is right in all its parts, reasons why it is not higher)."""
        total, reasons = self.score(kind, stratum, features)
        return self.probability_of(kind, stratum, total), reasons

    def probability_of(self, kind: str, stratum: str, log_odds: float) -> float:
        """The probability that ``score``'s log-odds mean in this stratum."""
        value = 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
        known = self.kinds[kind].strata.get(stratum)
        if known is not None and known.isotonic is not None:
            value = interpolate(value, *known.isotonic)
        return round(min(_MOST, max(_LEAST, value)), 4)

    def threshold(self, kind: str, stratum: str, max_error: float) -> float | None:
        """The lowest log-odds (of ``score``) that may be accepted under this promise; None where nothing may."""
        known = self.kinds[kind].strata.get(stratum)
        if known is None or not known.held_out:
            return None
        return threshold_for(known.held_out, max_error)


def interpolate(value: float, x: tuple[float, ...], y: tuple[float, ...]) -> float:
    """The value of a rising step function with linear pieces between its knots; flat beyond them.

    >>> interpolate(0.5, (0.0, 1.0), (0.2, 0.4))
    0.30000000000000004
    """
    if value <= x[0]:
        return y[0]
    if value >= x[-1]:
        return y[-1]
    place = bisect_right(x, value)
    share = (value - x[place - 1]) / (x[place] - x[place - 1]) if x[place] > x[place - 1] else 1.0
    return y[place - 1] + share * (y[place] - y[place - 1])


def parse(data: Any) -> Model:
    """A model from its JSON. Raises LexiconError where it breaks the schema or is not monotone."""
    try:
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema is {data['schema']!r}, not {SCHEMA!r}")
        kinds = {kind: _kind(keys) for kind, keys in data["kinds"].items()}
        misses = {name: Misses(float(m["per_record"]), float(m["per_gap"])) for name, m in data["misses"].items()}
        return Model(
            str(data["version"]),
            bool(data["calibrated"]),
            kinds,
            misses,
            dict(data["trained"]),
            _pairs(data.get("familiar", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(
            f"置信度模型有误：{error}",
            f"The confidence model is damaged: {error}",
            remedy=(
                "请重新安装 jixiao，或用 jixiao calibrate 重新训练。",
                "Install jixiao again, or train with jixiao calibrate.",
            ),
        ) from error


def _pairs(told: str) -> frozenset[str]:
    if len(told) % 2:
        raise ValueError("familiar words stand in pairs")
    return frozenset(map("".join, zip(told[::2], told[1::2], strict=True)))


def _kind(keys: Any) -> KindModel:
    weights = {str(k): float(v) for k, v in keys["weights"].items()}
    notes = {str(k): float(v) for k, v in keys["notes"].items()}
    if unknown := set(weights) - set(DOUBTS):
        raise ValueError(f"unknown features {sorted(unknown)}")
    agreement = float(keys["agreement"])
    if any(weight > 0 for weight in (*weights.values(), *notes.values())) or agreement < 0:
        raise ValueError("a doubt must not raise the probability, nor an agreement lower it")
    strata = {str(name): _stratum(part) for name, part in keys["strata"].items()}
    groups = {str(k): float(v) for k, v in keys["groups"].items()}
    return KindModel(float(keys["bias"]), weights, agreement, notes, groups, strata)


def _stratum(keys: Any) -> Stratum:
    isotonic = None
    if keys["isotonic"] is not None:
        x, y = (tuple(float(v) for v in keys["isotonic"][axis]) for axis in ("x", "y"))
        if len(x) != len(y) or not x or list(x) != sorted(x) or list(y) != sorted(y):
            raise ValueError("an isotonic step must rise")
        isotonic = (x, y)
    points = tuple(Point(*map(float, p)) for p in keys["held_out"])
    return Stratum(float(keys["offset"]), isotonic, int(keys["labels"]), points)


def load(path: Path) -> Model:
    """The model in a file. Raises LexiconError where it cannot be read or is damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"读不到模型 {path}：{error}", f"Cannot read the model {path}: {error}") from error
    return parse(data)


@cache
def default_model() -> Model:
    """The packaged model."""
    return load(data_folder("models") / FILE)
