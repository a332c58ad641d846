"""A table as a grid of places: which cell stands where, what it says, what stands above and to the left."""

from __future__ import annotations

import re
from typing import Any

from jixiao.document.document import Cell, Table
from jixiao.extraction.forms_values import CellNumber, cell_number

_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"[-—–－―/／\\\\*、.．…无]{1,6}|不适用|N/?A", re.IGNORECASE)
"""What people write into a cell to say that there is nothing to say; no zero, and no value either."""
PLACEHOLDER = re.compile(
    r"""
      (?:[（(]?\d{1,2}[)）]?[、.．]?\s*)?
      (?: (?:指标|目标|任务|项目|二级机构|下属单位|单位|专项)\s*[\d一二三四五六七八九十]{1,2}\s*[:：]?\s*(?:[.…·]{2,})?
        | [.…·]{2,}
        | [×xX*＊]{2,}.{0,8} )
    """,
    re.VERBOSE,
)
"""What a template prints for the user to replace: 指标2：, 二级机构1, ……, ××项目."""
MOST_PLACES = 400_000
"""A table of more places is read by its cells alone; merges across it are not followed."""


class Grid:
    """One table: cells by place (row and column from 1), with their words.

    A merged cell answers for every place that it covers.
    """

    __slots__ = ("_at", "_numbers", "_own", "_words", "memo", "table", "text")

    def __init__(self, text: str, table: Table) -> None:
        self.text = text
        self.table = table
        self._own: dict[int, list[Cell]] = {}
        self._at: dict[tuple[int, int], Cell] = {}
        self._words: dict[tuple[int, int], str] = {}
        self._numbers: dict[int, CellNumber | None] = {}
        self.memo: list[tuple[Any, ...]] = []
        """What a reader worked out about the table once, for the others."""
        places = 0
        for cell in table.cells:
            self._own.setdefault(cell.row, []).append(cell)
            places += cell.row_span * cell.column_span
            if cell.row_span == cell.column_span == 1 or places > MOST_PLACES:
                self._at[cell.row, cell.column] = cell
                continue
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._at[row, column] = cell

    def own(self, row: int) -> list[Cell]:
        """The cells that begin in this row, blank ones too, left to right."""
        return self._own.get(row, [])

    def written(self, row: int) -> list[Cell]:
        """The cells with text that begin in this row."""
        return [cell for cell in self.own(row) if cell.start < cell.end]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that stands at, or covers, this place."""
        return self._at.get((row, column))

    def words(self, cell: Cell) -> str:
        """The cell's text without any blanks."""
        key = (cell.row, cell.column)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = _SPACES.sub("", self.text[cell.start : cell.end])
        return found

    def number(self, cell: Cell) -> CellNumber | None:
        """The number that the cell consists of, or None."""
        if cell.start == cell.end:
            return None
        if cell.start not in self._numbers:
            self._numbers[cell.start] = cell_number(self.text, cell.start, cell.end)
        return self._numbers[cell.start]

    def raw(self, cell: Cell) -> str:
        """The cell's text as it stands in the clean text, outer blanks dropped."""
        return self.text[cell.start : cell.end].strip()


def is_dash(words: str) -> bool:
    """Whether a cell says that it is empty: —, -, /, 无.

    >>> is_dash("——"), is_dash("0")
    (True, False)
    """
    return bool(_DASHES.fullmatch(words))


def is_placeholder(words: str) -> bool:
    """Whether a cell still holds what the template printed.

    >>> is_placeholder("指标2："), is_placeholder("……"), is_placeholder("指标1：培训场次")
    (True, True, False)
    """
    return bool(PLACEHOLDER.fullmatch(words))
