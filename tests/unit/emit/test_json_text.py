"""JSON as the output contract wants it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.emit.json_text import dumps, number_text

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_reads_back_as_the_same_value(value: object) -> None:
    assert json.loads(dumps(value), parse_float=Decimal) == value


@given(VALUES)
def test_a_value_stays_on_one_line_however_lines_are_split(value: object) -> None:
    assert len(dumps(value).splitlines()) == 1


@given(NUMBERS)
def test_a_number_has_no_exponent(number: Decimal) -> None:
    assert "E" not in number_text(number).upper()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_exactly_and_has_no_exponent(number: float) -> None:
    written = number_text(number)
    assert float(written) == number
    assert "e" not in written


def test_trailing_zeros_of_a_printed_amount_are_kept() -> None:
    assert dumps(Decimal("1250.50")) == "1250.50"


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), float("inf"), float("nan")])
def test_what_json_has_no_number_for_is_refused(number: Decimal | float) -> None:
    with pytest.raises(ValueError):
        dumps(number)


def test_what_has_no_place_in_the_output_is_refused() -> None:
    with pytest.raises(TypeError):
        dumps({"a": {1, 2}})
