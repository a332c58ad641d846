"""Hand-written hard sentences: every claim of each, and nothing besides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jixiao.document.records import ClaimRecord
from jixiao.evaluate.likeness import equal_numbers, near
from tests.unit.extraction.claims_reading import claims_of

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "claims_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def fits(wanted: list[Any], claim: ClaimRecord) -> bool:
    """Whether a claim is the wanted one: subject loosely, everything else exactly; change "any" is free."""
    subject, value, unit, role, year, change = wanted
    told = (
        change == "any"
        or (change is None and claim.change is None)
        or (
            change is not None
            and claim.change is not None
            and claim.change.direction == change[0]
            and equal_numbers(change[1], claim.change.value)
        )
    )
    return (
        near(subject, claim.subject, 0.5, 0.4)
        and equal_numbers(value, claim.value)
        and (unit, role, year) == (claim.unit, claim.role, claim.year)
        and told
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:16] for row in ROWS])
def test_every_claim_of_the_sentence_is_read_and_no_other(row: dict[str, Any]) -> None:
    made = claims_of(row["text"])
    left = list(made)
    for wanted in row["claims"]:
        found = next((claim for claim in left if fits(wanted, claim)), None)
        assert found is not None, (wanted, [(c.subject, c.value, c.unit, c.role, c.year, c.change) for c in made])
        left.remove(found)
    assert not left, [(c.subject, c.value, c.unit, c.role) for c in left]
