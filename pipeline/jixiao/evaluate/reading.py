"""How well was a page read? Character error rate and cell recall, for OCR and for text layers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def comparable(text: str) -> str:
    """Text without white space, in one width.

    >>> comparable("１ 2，3")
    '12,3'
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def edit_distance(a: str, b: str) -> int:
    """Least insertions, deletions and substitutions between two texts (Levenshtein 1966).

    >>> edit_distance("收入合计", "收人合计")
    1
    """
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a, b)


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts over pages; rates are their quotients."""

    errors: int = 0
    characters: int = 0
    numbers_right: int = 0
    numbers: int = 0
    cells_found: int = 0
    cells: int = 0

    def __add__(self, other: Reading) -> Reading:
        return Reading(
            self.errors + other.errors, self.characters + other.characters, self.numbers_right + other.numbers_right,
            self.numbers + other.numbers, self.cells_found + other.cells_found, self.cells + other.cells,
        )  # fmt: skip

    @property
    def character_error_rate(self) -> float:
        """Edit distance over true characters."""
        return self.errors / self.characters if self.characters else 0.0

    @property
    def number_recall(self) -> float:
        """Share of the true numbers that were read, each as often as it occurs."""
        return self.numbers_right / self.numbers if self.numbers else 1.0

    @property
    def cell_recall(self) -> float:
        """Share of the filled cells whose whole text is a cell that was read."""
        return self.cells_found / self.cells if self.cells else 1.0


def page_reading(true: str, read: str) -> Reading:
    """One page: character errors and numbers. Order within a page counts, so columns read in another order cost."""
    a, b = comparable(true), comparable(read)
    wanted, given = (
        Counter(_NUMBER.findall(unicodedata.normalize("NFKC", true))),
        Counter(_NUMBER.findall(unicodedata.normalize("NFKC", read))),
    )
    return Reading(edit_distance(a, b), len(a), (wanted & given).total(), wanted.total())


def cell_reading(true: Sequence[Sequence[Sequence[str]]], read: Sequence[str]) -> Reading:
    """All tables of a document (table, row, cell text) against the texts of the cells that were read."""
    wanted = Counter(comparable(cell) for table in true for row in table for cell in row if comparable(cell))
    given = Counter(comparable(cell) for cell in read if comparable(cell))
    return Reading(cells_found=(wanted & given).total(), cells=wanted.total())


def document_reading(truth: Path, pages: Sequence[str], cells: Sequence[str] | None = None) -> Reading:
    """A document against the ``pages/<level>/<name>.json`` that the corpus keeps beside a scan.

    Raises ``ValueError`` where the number of pages differs: a lost page is no character error.
    """
    data = json.loads(truth.read_text(encoding="utf-8"))
    if len(data["pages"]) != len(pages):
        raise ValueError(f"{truth.stem}: {len(data['pages'])} pages, {len(pages)} were read")
    result = sum((page_reading(a, b) for a, b in zip(data["pages"], pages, strict=True)), Reading())
    return result if cells is None else result + cell_reading(data["tables"], cells)
