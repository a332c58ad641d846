"""The phrase tables that reports are written from: CSV files that the project wrote for itself."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path


def phrases_root() -> Path:
    """The folder of the phrase tables: in an installed package, else in the repository.

    Raises ``FileNotFoundError`` where neither exists.
    """
    packaged = Path(str(resources.files("jixiao"))) / "data" / "phrases"
    repository = Path(__file__).resolve().parents[3] / "corpus" / "phrases"
    for folder in (packaged, repository):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"phrase tables are missing: neither {packaged} nor {repository} exists")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """All rows of ``<name>.csv``; lines that begin with # are left out.

    Raises ``FileNotFoundError`` for an unknown table, ``ValueError`` for a row with too few or too many cells.
    """
    path = phrases_root() / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(line for line in file if line.strip() and not line.startswith("#"))
        header = next(reader)
        rows = []
        for cells in reader:
            if len(cells) != len(header):
                raise ValueError(f"{path.name}, line {reader.line_num}: {len(cells)} cells where {len(header)} belong")
            rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return tuple(rows)


@cache
def choose_from(name: str, vocabulary: str, **where: str) -> tuple[dict[str, str], ...]:
    """The rows of a table that a vocabulary may use (its own and those of ``*``) with these values.

    Raises ``LookupError`` where there is none: a report is never written with a phrase missing.
    """
    rows = tuple(
        row
        for row in table(name)
        if vocabulary in row.get("vocabulary", "*").replace("*", vocabulary).split()
        and all(row[key] in (value, "*") for key, value in where.items())
    )
    if not rows:
        raise LookupError(f"{name}.csv has no row for vocabulary {vocabulary} with {where}")
    return rows


@cache
def measure_units() -> dict[str, tuple[str, str, Fraction]]:
    """Printed unit to dimension, base unit and factor; a unit that is not here is a measure word of its own."""
    return {row["unit"]: (row["dimension"], row["base_unit"], Fraction(row["factor"])) for row in table("units")}


def unit_meaning(unit: str) -> tuple[str, str, Fraction]:
    """Dimension, base unit and factor of a printed unit.

    >>> unit_meaning("家")
    ('count', '家', Fraction(1, 1))
    """
    return measure_units().get(unit, ("count", unit, Fraction(1)))


def columns(rows: Sequence[dict[str, str]], key: str) -> list[str]:
    """One column of some rows."""
    return [row[key] for row in rows]
