"""Printed numbers: precision, modifiers, tolerance; and words that stand in for other numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.audit.figures import Figure, agree, plain, stated_rate_fits, tolerance
from tests.unit.audit.paper import Paper


def figure(printed: str, unit: str = "万元") -> Figure:
    return Paper().row("支出合计", ("决算数", printed), unit=unit).ledger().figures[0]


def told(printed: str) -> Figure:
    return Paper().prose(f"总支出合计{printed}。", ("支出合计", printed, "")).ledger().figures[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("310.52万元", "310.52万元", True),
        ("310.5万元", "310.52万元", True),  # rounded
        ("1083万元", "1083.9万元", True),  # cut off
        ("1082万元", "1083.9万元", False),
        ("3.5亿元", "35012.34万元", True),
        ("3.5亿元", "36012.34万元", False),
        ("0万元", "0.4万元", False),  # a printed nought is nought
        ("310.52万元", "310.53万元", False),
        ("20万元", "200000元", True),
    ],
)
def test_two_printings_of_an_amount(one: str, other: str, same: bool) -> None:
    assert agree(told(one), told(other)) is same
    assert agree(told(other), told(one)) is same


def test_the_tolerance_is_half_the_last_digit_a_term_and_at_least_a_hundred_yuan() -> None:
    assert tolerance([figure("155.74"), figure("120.05"), figure("35.68")]) == Decimal("150")
    assert tolerance([figure("88"), figure("67.7"), figure("20")]) == Decimal("1500")  # 20 is 20.0 beside 67.7
    assert tolerance([figure("968.191845"), figure("968.191845")]) == Decimal(100)
    assert tolerance([figure("100.50", "元"), figure("100.50", "元")]) == Decimal("0.01")


@given(st.decimals(0, 200, places=4), st.integers(0, 3))
def test_every_rounding_and_every_cut_of_a_rate_fits(rate: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    assert stated_rate_fits(rate.quantize(step, "ROUND_HALF_UP"), places, rate, rate, Decimal(0))
    assert stated_rate_fits(rate.quantize(step, "ROUND_DOWN"), places, rate, rate, Decimal(0))
    assert not stated_rate_fits(rate.quantize(step, "ROUND_DOWN") + 3 * step, places, rate, rate, Decimal(0))


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_plain_number_reads_back(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)
