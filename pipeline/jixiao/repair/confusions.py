"""Characters that scans confuse, from lexicons/confusions.csv; a character may be taken for several others."""

from __future__ import annotations

import csv
from functools import cache

from jixiao.lexicon import data_folder


@cache
def meant_by() -> dict[str, tuple[str, ...]]:
    """Printed character -> characters that may be meant.

    >>> meant_by()["入"]
    ('人',)
    """
    found: dict[str, list[str]] = {}
    with (data_folder("lexicons") / "confusions.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["printed"], []).append(row["meant"])
    return {printed: tuple(meant) for printed, meant in found.items()}


@cache
def printed_for() -> dict[str, tuple[str, ...]]:
    """Character -> characters that it may be printed (or read) as."""
    found: dict[str, list[str]] = {}
    for printed, meant in meant_by().items():
        for character in meant:
            found.setdefault(character, []).append(printed)
    return {meant: tuple(printed) for meant, printed in found.items()}
