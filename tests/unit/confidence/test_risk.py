"""A promised error rate becomes a threshold that keeps it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.confidence.risk import Point, curve, design_effect, threshold_for, upper_bound


@pytest.mark.parametrize(
    ("errors", "accepted", "bound"),
    [(0, 10, 0.258866), (1, 100, 0.046560), (5, 1000, 0.010484), (50, 100, 0.586378)],
)
def test_the_bound_is_that_of_clopper_and_pearson(errors, accepted, bound):
    assert upper_bound(errors, accepted) == pytest.approx(bound, abs=1e-5)


@given(st.integers(0, 50), st.integers(1, 500))
def test_the_bound_lies_above_the_rate_and_falls_with_more_evidence(errors, more):
    accepted = errors + more
    assert errors / accepted <= upper_bound(errors, accepted) <= 1
    assert upper_bound(errors, accepted + 100) <= upper_bound(errors, accepted)


def test_nothing_accepted_proves_nothing():
    assert upper_bound(0, 0) == 1


def test_no_threshold_where_the_promise_cannot_be_kept():
    assert threshold_for([Point(0.9, 100, 30)], 0.01) is None
    assert threshold_for([Point(0.99, 50, 0)], 0.01) is None


def test_more_dependence_between_records_asks_for_more_proof():
    points = [Point(0.9, 600, 0)]
    assert threshold_for(points, 0.01) == 0.9
    assert threshold_for([Point(0.9, 600, 0, design_effect=3)], 0.01) is None


def test_the_promise_is_kept_on_fresh_records():
    draw = random.Random(7)

    def sample(size):
        chances = [draw.random() ** 0.2 for _ in range(size)]
        return chances, [draw.random() < chance for chance in chances]

    broken = 0
    for _ in range(40):
        threshold = threshold_for(curve(*sample(3000)), 0.05)
        assert threshold is not None
        chances, right = sample(5000)
        accepted = [fine for chance, fine in zip(chances, right, strict=True) if chance >= threshold]
        broken += accepted.count(False) / len(accepted) > 0.05
    assert broken <= 4


def test_ties_are_accepted_together():
    assert [p.accepted for p in curve([0.9, 0.9, 0.5], [True, False, True])] == [2, 3]


def test_the_fewer_documents_the_less_an_errorless_sample_proves():
    few = curve([0.9] * 400, [True] * 400, ["d1"] * 400)[0]
    many = curve([0.9] * 400, [True] * 400, [f"d{n}" for n in range(400)])[0]
    assert many.design_effect == 1.0
    assert few.bound() > 5 * many.bound()


def test_errors_that_cluster_in_documents_show_as_a_design_effect():
    documents = [f"d{n // 20}" for n in range(400)]
    assert design_effect(documents, [n // 20 != 3 for n in range(400)]) > 10
    assert design_effect(documents, [n % 20 != 3 for n in range(400)]) == 1.0
