"""Planted errors: each kind occurs, is visible where gold says, and has the class and severity of its rule."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from jixiao.synthesis.corpus import make
from jixiao.synthesis.families import FAMILIES
from jixiao.synthesis.flatten import flatten
from jixiao.synthesis.gold import gold_of
from jixiao.synthesis.invent import invent
from jixiao.synthesis.parts import names_of
from jixiao.synthesis.plants import CLEAN_SHARE, PLANTS
from jixiao.synthesis.plants.base import Plant
from jixiao.synthesis.styles import draw_style
from jixiao.synthesis.writer import Writer

CHECKS = {*range(1, 59)} - {
    47,
    53,
}  # 47 is planted beside the others; whether a result was measured only the whole text tells
SHARED = {16: 15, 27: 33}
"""Checks that a plant for another one covers too: the same arithmetic seen from the other side."""
CLASSES = {
    "sum-mismatch": {"impossible"}, "balance-mismatch": {"impossible"}, "part-exceeds-total": {"impossible", "ask"},
    "rate-mismatch": {"impossible", "ask"}, "execution-over-100": {"ask"}, "overspend": {"ask"}, "budget-adjustment": {"ask"},
    "table-vs-narrative": {"impossible"}, "share-mismatch": {"impossible", "ask"}, "growth-mismatch": {"impossible", "ask"},
    "score-over-weight": {"breaks-rule"}, "weights-sum": {"breaks-rule"}, "score-sum": {"impossible"},
    "target-missed-full-score": {"breaks-rule", "ask"}, "target-without-actual": {"ask"}, "deduction-unexplained": {"ask"},
    "score-formula": {"breaks-rule"}, "grade-mismatch": {"breaks-rule"}, "target-exceeded-unexplained": {"ask"},
    "cost-overrun": {"ask"}, "staff-over-quota": {"ask"}, "sangong-growth": {"ask"}, "sangong-without-budget": {"ask"},
    "procurement-over-budget": {"ask"}, "date-order": {"impossible"}, "year-mismatch": {"impossible"}, "decimal-slip": {"ask"},
    "unit-mix": {"impossible"}, "narrative-contradiction": {"ask"}, "form-vs-form": {"ask"}, "personal-data": {"hygiene"},
    "placeholder-left": {"hygiene"}, "implied-base-differs": {"ask"}, "repeated-text": {"hygiene"}, "goal-result-mismatch": {"ask"},
    "unit-differs": {"ask"}, "table-misaligned": {"ask"}, "foreign-text": {"ask"}, "section-numbering": {"hygiene"},
    "indicator-miscategorised": {"hygiene"}, "target-in-name": {"hygiene"}, "conclusion-contradicted": {"ask"},
    "unfinished-full-score": {"breaks-rule"}, "name-variant": {"hygiene"}, "outlier": {"ask"},
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTS, ids=lambda p: p.name)
def test_each_plant_can_be_seen_in_a_document_of_each_of_its_families(kind: Plant) -> None:
    for family in kind.families:
        assert any(_shows(kind, family, seed) for seed in range(60)), family


def _shows(kind: Plant, family: str, seed: int) -> bool:
    rng = random.Random(seed)
    truth = kind.apply(invent(seed, "A"), rng, family)
    if truth is None:
        return False
    writer = Writer(rng, draw_style(rng), "A", truth.year, names_of(truth), truth.shown, truth.switches)
    text = flatten(FAMILIES[family].write(writer, truth), writer.style, rng)
    found = gold_of("x", text, truth.findings)["findings"]
    return any(not finding.get("optional") for finding in found)


def test_every_check_of_the_list_has_a_plant() -> None:
    planted = {plant.check for plant in PLANTS}
    assert {SHARED.get(check, check) for check in CHECKS} <= planted


def test_the_share_of_documents_without_errors_is_known() -> None:
    documents = [make("train", n) for n in range(300)]
    without = sum(not any(not f.get("optional") for f in d.gold["findings"]) for d in documents)
    assert CLEAN_SHARE - 0.08 < without / len(documents) < CLEAN_SHARE + 0.3


def test_rules_have_their_class_and_a_severity() -> None:
    seen: Counter[str] = Counter()
    for n in range(200):
        for finding in make("train", n).gold["findings"]:
            assert finding["class"] in CLASSES[finding["rule"]], finding
            assert finding["severity"] in ("error", "warning", "info")
            assert finding["quotes"]
            seen[finding["rule"]] += not finding.get("optional")
    assert len([rule for rule, times in seen.items() if times]) >= 18
