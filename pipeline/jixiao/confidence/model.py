"""From features to a probability: a logistic model whose weights stand in models/confidence.json."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.confidence.features import Features
from jixiao.document.errors import LexiconError
from jixiao.lexicon import data_folder

SCHEMA = "jixiao/confidence/1"
_FEATURES = {
    "read_doubt", "match_doubt", "margin_doubt", "confusion", "unmatched", "ambiguous", "unit_inherited",
    "structure_inferred", "agreement", "conflict",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in log-odds. Agreement raises the probability, every doubt lowers it (checked on loading)."""

    bias: dict[str, float]
    """Kind of record -> log-odds of a record without any doubt."""
    weights: dict[str, float]
    """Feature -> weight."""
    notes: dict[str, float]
    """Reason code -> weight; a code without an entry weighs as ``ambiguous``."""
    version: str

    def probability(self, kind: str, features: Features) -> tuple[float, tuple[str, ...]]:
        """(probability that the record is right in all its parts, reason codes by how much they lower it)."""
        pulls = self._pulls(features)
        total = self.bias[kind] + sum(weight for _, weight in pulls)
        if features.agreements:
            total += self.weights["agreement"] * min(2, features.agreements)
        lowering: dict[str, float] = {}
        for code, weight in pulls:
            if code is not None and weight < 0:
                lowering[code] = lowering.get(code, 0.0) + weight
        reasons = tuple(sorted(lowering, key=lambda code: (lowering[code], code)))
        return round(1 / (1 + math.exp(-total)), 4), reasons

    def _pulls(self, features: Features) -> list[tuple[str | None, float]]:
        weights = self.weights
        pulls: list[tuple[str | None, float]] = []
        if features.read_min is not None:
            pulls.append(("ocr-low", weights["read_doubt"] * (1 - features.read_min)))
        if features.match_score is not None and features.match_score < 1:
            pulls.append(("fuzzy-match", weights["match_doubt"] * (1 - features.match_score)))
        if features.match_margin is not None and features.match_margin < 0.2:
            pulls.append(("thin-margin", weights["margin_doubt"] * (0.2 - features.match_margin)))
        if features.confusion_cost:
            pulls.append(("look-alike", weights["confusion"] * features.confusion_cost))
        if features.unmatched:
            pulls.append(("unmatched-name", weights["unmatched"]))
        if features.ambiguities:
            pulls.append(("ambiguous", weights["ambiguous"] * min(3, features.ambiguities)))
        if features.unit_inherited:
            pulls.append(("unit-inherited", weights["unit_inherited"]))
        if features.structure_inferred:
            pulls.append(("structure-inferred", weights["structure_inferred"]))
        if features.conflicts:
            pulls.append(("restated-otherwise", weights["conflict"] * min(2, features.conflicts)))
        named = {"fuzzy-match", "unmatched-name", "unit-inherited", "structure-inferred", "thin-margin", "look-alike"}
        unnamed = (note for note in features.notes if note not in named)
        return pulls + [(note, self.notes.get(note, weights["ambiguous"])) for note in unnamed]


def parse(data: Any) -> Model:
    """A model from its JSON. Raises LexiconError where it breaks the schema or is not monotone."""
    try:
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema is {data['schema']!r}, not {SCHEMA!r}")
        model = Model(
            {str(k): float(v) for k, v in data["bias"].items()},
            {str(k): float(v) for k, v in data["weights"].items()},
            {str(k): float(v) for k, v in data["notes"].items()},
            str(data["version"]),
        )
        if set(model.weights) != _FEATURES:
            raise ValueError(f"weights are {sorted(model.weights)}")
        if (
            any(weight > 0 for name, weight in model.weights.items() if name != "agreement")
            or model.weights["agreement"] < 0
        ):
            raise ValueError("a doubt must not raise the probability, nor an agreement lower it")
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"置信度模型有误：{error}", f"The confidence model is damaged: {error}") from error
    return model


@cache
def default_model() -> Model:
    """The packaged model."""
    return parse(json.loads((data_folder("models") / "confidence.json").read_text(encoding="utf-8")))
