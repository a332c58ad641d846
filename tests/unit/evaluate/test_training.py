"""Training finds which doubts matter, never breaks monotonicity, and promises nothing it did not measure."""

import math
import random
from dataclasses import replace

import pytest

from jixiao.confidence.features import Features
from jixiao.confidence.model import default_model, parse
from jixiao.confidence.words import Words
from jixiao.evaluate.assessment import chances, log_odds
from jixiao.evaluate.calibration import auroc, expected_calibration_error
from jixiao.evaluate.card import card_of
from jixiao.evaluate.samples import Missed, Sample
from jixiao.evaluate.training import family_weights, train


def made(size: int, families: int = 4, seed: int = 3) -> list[Sample]:
    """Facts whose chance to be right falls with ambiguity and with a poor match; the unit's header does not matter."""
    draw = random.Random(seed)
    found = []
    for n in range(size):
        ambiguities = draw.choice([0, 0, 0, 1, 2])
        score = draw.choice([1.0, 1.0, 0.9, 0.8])
        features = Features(
            ambiguities=ambiguities, match_score=score, unit_inherited=draw.random() < 0.5, group="table-决算数"
        )
        right = draw.random() < 0.98 - 0.2 * ambiguities - 1.5 * (1 - score)
        found.append(Sample(f"d{n % 60}", f"F{n % 60 % families}", "text", "fact", features, right))
    return found


DATA = train(
    made(6000),
    [Missed("d1", "F1", "text", 100, 4, 1, 2)],
    base=default_model(),
    about={"program": "0", "documents": 60},
)
MODEL = parse(DATA)


def test_doubts_that_matter_get_weight_and_others_almost_none():
    weights = DATA["kinds"]["fact"]["weights"]
    assert weights["ambiguous"] < -0.5
    assert weights["match_score"] < -3
    assert weights.get("unit_inherited", 0) > -0.3


def test_probabilities_are_honest_and_rank_well_on_fresh_records():
    fresh = made(4000, seed=9)
    chances = [MODEL.probability("fact", "text", s.features)[0] for s in fresh]
    right = [s.right for s in fresh]
    assert expected_calibration_error(chances, right) < 0.03
    assert auroc(chances, right) > 0.75


def test_a_promise_holds_on_fresh_records_and_a_bold_one_is_not_made():
    threshold = MODEL.threshold("fact", "text", 0.05)
    assert threshold is not None
    fresh = made(6000, seed=11)
    accepted = [s.right for s in fresh if MODEL.score("fact", "text", s.features)[0] >= threshold]
    assert len(accepted) > 500
    assert accepted.count(False) / len(accepted) < 0.05
    assert MODEL.threshold("fact", "text", 0.0005) is None


def test_kinds_and_strata_without_labels_promise_nothing():
    assert MODEL.threshold("claim", "text", 0.1) is None
    assert MODEL.threshold("fact", "scan-good", 0.1) is None


def test_a_stratum_below_two_hundred_labels_gets_no_isotonic_step():
    small = parse(train(made(150), [], base=default_model(), about={}))
    assert small.kinds["fact"].strata["text"].isotonic is None
    assert MODEL.kinds["fact"].strata["text"].isotonic is not None


def test_the_same_labels_give_the_same_model():
    assert train(made(600), [], base=default_model(), about={}) == train(made(600), [], base=default_model(), about={})


def test_misses_are_estimated_apart_for_listed_and_hidden_ones():
    assert MODEL.misses["text"].per_record == pytest.approx(0.02)
    assert MODEL.misses["text"].per_gap == pytest.approx(0.25)


def test_the_card_tells_what_was_measured_and_what_is_promised():
    card = card_of(DATA)
    assert "| fact | text | 6000 |" in card
    assert "never measured" in card


def test_a_doubt_that_no_label_showed_keeps_its_weight():
    notes = default_model().kinds["fact"].notes
    learned = DATA["kinds"]["fact"]["notes"]
    assert notes["row-shifted"] < 0
    assert learned["row-shifted"] == notes["row-shifted"]


def reports(plain: int, strange: int) -> list[Sample]:
    """Reports in the words of one template, nearly all right, and others each in words of its own, often wrong."""
    draw = random.Random(5)
    found = []
    for n in range(plain + strange):
        odd = n >= plain
        text = "".join(chr(0x4E00 + 400 * n + i) for i in range(120)) if odd else "预算执行率决算支出管理" * 10 + "情况"
        words = Words(text)
        for at in range(40):
            right = draw.random() < (0.8 if odd else 0.995)
            family = f"S{n}" if odd else f"F{n % 3}"
            found.append(Sample(f"d{n}", family, "text", "claim", Features(), right, words=words, place=(at, at + 2)))
    return found


def test_new_words_are_doubted_where_they_were_often_wrong():
    model = parse(train(reports(40, 12), [], base=default_model(), about={}))
    known, new = reports(1, 0), reports(0, 15)[-40:]
    assert sum(chances(known, model)) / len(known) > 0.97
    assert sum(log_odds(new, model)) / len(new) < sum(log_odds(known, model)) / len(known) - 3
    assert model.probability("claim", "text", replace(Features(), novel_words=1.0, novel_document=1.0))[1] == (
        "novel-words",
    )


def test_families_weigh_alike_within_limits():
    samples = reports(40, 2)
    weights = family_weights(samples)
    assert weights["S40"] == pytest.approx(8 * weights["F0"], rel=0.2)
    assert sum(weights[s.family] for s in samples) == pytest.approx(len(samples))


def test_a_doubt_that_no_label_showed_still_brings_a_record_down():
    base = default_model()
    doubted = Features(match_score=1.0, group="table-决算数", notes=("row-shifted",))
    before = 1 / (1 + math.exp(-base.score("fact", "text", doubted)[0]))
    sure = [replace(s, features=replace(s.features, ambiguities=0, match_score=1.0), right=True) for s in made(3000)]
    after = parse(train(sure, [], base=base, about={}))
    assert after.probability("fact", "text", replace(doubted, notes=()))[0] > 0.99
    assert 1 / (1 + math.exp(-after.score("fact", "text", doubted)[0])) < max(before, 0.9) + 0.05
