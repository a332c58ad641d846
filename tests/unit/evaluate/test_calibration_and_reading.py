"""Figures whose value is known by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.evaluate.calibration import (
    area_under_risk,
    auroc,
    brier_score,
    equal_mass_bins,
    expected_calibration_error,
    risk_coverage,
)
from jixiao.evaluate.reading import Reading, cell_reading, document_reading, page_reading

judgements = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_honest_confidences_have_no_calibration_error() -> None:
    sure, right = [0.75] * 4 + [0.5] * 2, [True, True, True, False, True, False]
    assert expected_calibration_error(sure, right, 2) == pytest.approx(0.0)


def test_confidence_one_on_wrong_records_is_all_error() -> None:
    assert expected_calibration_error([1.0, 1.0], [False, False]) == 1.0
    assert brier_score([1.0, 1.0], [False, False]) == 1.0


def test_ranking_is_half_where_confidence_says_nothing() -> None:
    assert auroc([0.5, 0.5, 0.5], [True, False, True]) == 0.5
    assert auroc([0.1, 0.9], [True, False]) == 0.0
    assert auroc([0.9], [True]) is None


def test_accepting_the_surest_first_keeps_risk_low_where_the_ranking_is_good() -> None:
    assert area_under_risk([0.9, 0.8, 0.1], [True, True, False]) < area_under_risk([0.1, 0.8, 0.9], [True, True, False])


@given(judgements)
def test_bins_hold_every_record_once_and_equal_confidences_together(pairs: list[tuple[float, bool]]) -> None:
    sure, right = [c for c, _ in pairs], [r for _, r in pairs]
    bins = equal_mass_bins(sure, right, 7)
    assert sum(b.count for b in bins) == len(pairs)
    assert 0 <= expected_calibration_error(sure, right, 7) <= 1
    points = risk_coverage(sure, right)
    assert points[-1] == (1.0, right.count(False) / len(right))


def test_misread_characters_and_numbers_are_counted_apart() -> None:
    reading = page_reading("收入合计 12.50 万元", "收人合计12.50万元")
    assert (reading.errors, reading.characters, reading.numbers_right) == (1, 11, 1)
    assert page_reading("12.50", "12.60").number_recall == 0


def test_a_cell_is_found_where_its_whole_text_was_read() -> None:
    reading = cell_reading([[["数量 指标", "", "12"]]], ["数量指标", "1 2"])
    assert (reading.cells_found, reading.cells) == (2, 2)
    assert cell_reading([[["12"]]], ["112"]).cell_recall == 0


def test_a_lost_page_is_refused(tmp_path: Path) -> None:
    truth = tmp_path / "a.json"
    truth.write_text(json.dumps({"pages": ["一", "二"], "tables": []}), encoding="utf-8")
    assert document_reading(truth, ["一", "二"], []).character_error_rate == 0
    with pytest.raises(ValueError, match="2 pages"):
        document_reading(truth, ["一"])
    assert Reading().cell_recall == 1.0
