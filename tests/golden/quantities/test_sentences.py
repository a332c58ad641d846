"""The sentences of this folder: how many values, and values with unit and bound, are read right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pytest

from jixiao.numbers import find_dates, find_quantities
from tests.golden.quantities.scoring import FULL, VALUE, sentences, tally

DATE = ("iso", "resolved", "precision")


def read_quantities(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [asdict(found) for found in find_quantities(row["text"])]


def read_dates(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [asdict(found) for found in find_dates(row["text"], row["fiscal_year"])]


@pytest.mark.parametrize(("keys", "least"), [(VALUE, 0.99), (FULL, 0.98)], ids=["value", "value-with-unit-and-bound"])
def test_the_suite_is_read(keys: Sequence[str], least: float) -> None:
    made = tally(sentences("suite"), read_quantities, "quantities", keys)
    assert made.f1 >= least, "\n".join(made.faults)


def test_the_held_out_sentences_are_read() -> None:
    made = tally(sentences("blind"), read_quantities, "quantities", FULL)
    assert made.f1 >= 0.97, "\n".join(made.faults)


def test_the_dates_of_the_suite_are_read() -> None:
    made = tally(sentences("suite"), read_dates, "dates", DATE)
    assert made.f1 >= 0.98, "\n".join(made.faults)


def test_the_suite_is_large_and_full_of_traps() -> None:
    rows = sentences("suite")
    assert len(rows) >= 400
    assert 3 * sum(row["trap"] for row in rows) >= len(rows)


def test_every_reading_quotes_its_sentence() -> None:
    for row in sentences("suite"):
        for found in (*find_quantities(row["text"]), *find_dates(row["text"], row["fiscal_year"])):
            assert row["text"][found.start : found.end] == found.text
