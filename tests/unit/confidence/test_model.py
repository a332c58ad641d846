"""Doubts lower a confidence and say so; agreement raises it; a damaged model is refused."""

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


@pytest.mark.parametrize("kind", MODELS)
def test_a_record_without_doubts_is_probable_and_gives_no_reason(kind):
    probability, reasons = MODEL.probability(kind, Features())
    assert probability > 0.8
    assert reasons == ()


@given(FEATURES)
def test_every_doubt_lowers_or_keeps_and_agreement_raises_or_keeps(features):
    base = MODEL.probability("fact", features)[0]
    assert MODEL.probability("fact", replace(features, ambiguities=features.ambiguities + 1))[0] <= base
    assert MODEL.probability("fact", replace(features, unit_inherited=True))[0] <= (base if not features.unit_inherited else 1)
    assert MODEL.probability("fact", replace(features, conflicts=(features.conflicts or 0) + 1))[0] <= base
    assert MODEL.probability("fact", replace(features, agreements=(features.agreements or 0) + 1))[0] >= base
    if features.match_score is not None:
        assert MODEL.probability("fact", replace(features, match_score=features.match_score / 2))[0] <= base


@given(FEATURES)
def test_reasons_are_from_the_closed_list(features):
    assert set(MODEL.probability("quantity", features)[1]) <= set(REASONS)


def test_a_missing_feature_is_missing_and_not_perfect():
    seen = MODEL.probability("fact", Features(read_min=0.5))
    assert seen[0] < MODEL.probability("fact", Features())[0]
    assert "ocr-low" in seen[1]


def test_the_strongest_reason_comes_first():
    _, reasons = MODEL.probability("fact", Features(unit_inherited=True, match_score=0.5))
    assert reasons == ("fuzzy-match", "unit-inherited")


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": "other"},
        {"weights": {**RAW["weights"], "ambiguous": 1.0}},
        {"weights": {k: v for k, v in RAW["weights"].items() if k != "conflict"}},
        {"bias": {"fact": "much"}},
    ],
)
def test_a_damaged_model_is_refused(damage):
    with pytest.raises(LexiconError):
        parse({**RAW, **damage})


def test_every_weighted_note_is_explained_in_two_languages():
    assert set(MODEL.notes) <= set(REASONS)
    assert all(explain(code, "zh") != explain(code, "en") for code in REASONS)
