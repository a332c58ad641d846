"""Doubts lower a confidence and say so; agreement raises it; a damaged model is refused."""

import copy
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.confidence.features import Features
from jixiao.confidence.model import default_model, parse
from jixiao.confidence.reasons import REASONS, explain
from jixiao.document.errors import LexiconError
from jixiao.document.records import MODELS
from jixiao.lexicon import data_folder

MODEL = default_model()
RAW = json.loads((data_folder("models") / "confidence.json").read_text(encoding="utf-8"))

FEATURES = st.builds(
    Features,
    read_min=st.none() | st.floats(0, 1),
    match_score=st.none() | st.floats(0, 1),
    match_margin=st.none() | st.floats(0, 1),
    confusion_cost=st.none() | st.floats(0, 2),
    ambiguities=st.integers(0, 5),
    unit_inherited=st.none() | st.booleans(),
    structure_inferred=st.none() | st.booleans(),
    agreements=st.none() | st.integers(0, 3),
    conflicts=st.none() | st.integers(0, 3),
)


def probability(features: Features, kind: str = "fact") -> float:
    return MODEL.probability(kind, "text", features)[0]


@pytest.mark.parametrize("kind", MODELS)
def test_a_record_without_doubts_gives_no_reason(kind):
    value, reasons = MODEL.probability(kind, "text", Features())
    assert 0.4 < value < 1
    assert reasons == ()


@given(FEATURES, st.sampled_from(list(MODELS)))
def test_every_doubt_lowers_or_keeps_and_agreement_raises_or_keeps(features, kind):
    base = probability(features, kind)
    assert probability(replace(features, ambiguities=features.ambiguities + 1), kind) <= base
    assert features.unit_inherited or probability(replace(features, unit_inherited=True), kind) <= base
    assert probability(replace(features, conflicts=(features.conflicts or 0) + 1), kind) <= base
    assert probability(replace(features, agreements=(features.agreements or 0) + 1), kind) >= base
    if features.match_score is not None:
        assert probability(replace(features, match_score=features.match_score / 2), kind) <= base
    if features.read_min is not None:
        assert probability(replace(features, read_min=features.read_min / 2), kind) <= base


@given(FEATURES)
def test_reasons_are_from_the_closed_list(features):
    assert set(MODEL.probability("quantity", "text", features)[1]) <= set(REASONS)


def test_the_strongest_reason_comes_first():
    model = parse({**RAW, "kinds": {**RAW["kinds"], "fact": plain_kind(match_score=-4.0, unit_inherited=-0.5)}})
    _, reasons = model.probability("fact", "text", Features(unit_inherited=True, match_score=0.5))
    assert reasons == ("fuzzy-match", "unit-inherited")


def plain_kind(strata=None, **weights):
    return {"bias": 2.0, "weights": weights, "agreement": 0.5, "notes": {}, "groups": {}, "strata": strata or {}}


def test_the_isotonic_step_maps_between_its_knots():
    strata = {
        "text": {
            "offset": 0.0,
            "isotonic": {"x": [0.5, 0.9], "y": [0.2, 1.0]},
            "labels": 300,
            "held_out": [],
        }
    }
    model = parse({**RAW, "kinds": {**RAW["kinds"], "fact": plain_kind(strata)}})
    assert model.probability("fact", "text", Features())[0] == pytest.approx(0.2 + (0.8808 - 0.5) / 0.4 * 0.8, abs=1e-3)
    assert model.probability("fact", "digital", Features())[0] == pytest.approx(0.8808, abs=1e-3)


def test_a_stratum_that_was_never_measured_has_no_threshold():
    assert MODEL.threshold("fact", "scan-of-a-kind-nobody-saw", 0.05) is None


def damaged(**changes):
    data = copy.deepcopy(RAW)
    data["kinds"]["fact"].update(changes)
    return data


@pytest.mark.parametrize(
    "data",
    [
        {**RAW, "schema": "other"},
        damaged(weights={"ambiguous": 1.0}),
        damaged(weights={"horoscope": -1.0}),
        damaged(notes={"row-shifted": 0.5}),
        damaged(agreement=-1),
        damaged(bias="much"),
        damaged(
            strata={
                "text": {
                    "offset": 0,
                    "isotonic": {"x": [0, 1], "y": [1, 0]},
                    "labels": 1,
                    "held_out": [],
                }
            }
        ),
        {key: value for key, value in RAW.items() if key != "kinds"},
        [],
    ],
)
def test_a_damaged_model_is_refused(data):
    with pytest.raises(LexiconError):
        parse(data)


def test_every_reason_is_explained_in_two_languages():
    codes = {code for kind in MODEL.kinds.values() for note in kind.notes for code in note.split("+")}
    assert codes <= set(REASONS)
    assert all(explain(code, "zh") != explain(code, "en") for code in REASONS)


def test_two_doubts_together_may_weigh_more_than_each_and_both_are_told():
    keys = copy.deepcopy(RAW)
    keys["kinds"]["fact"]["notes"] |= {"cells-guessed": -0.5, "row-ragged": -0.1, "cells-guessed+row-ragged": -3.0}
    model = parse(keys)

    def told(*notes):
        return model.score("fact", "text", Features(notes=notes))

    plain, guessed, ragged, both = (
        told()[0],
        told("cells-guessed")[0],
        told("row-ragged")[0],
        told("row-ragged", "cells-guessed"),
    )
    assert both[0] == pytest.approx(guessed + ragged - plain - 3.0)
    assert both[1] == ("cells-guessed", "row-ragged")
