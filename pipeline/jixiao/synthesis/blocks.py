"""What a report is laid out from: paragraphs, headings, tables and page breaks. All renderers take these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from jixiao.synthesis.rich import Rich, rich

BLANK = Rich()
Align = Literal["left", "centre", "right"]
Role = Literal["title", "heading", "body", "cover", "caption", "note", "sign", "contents"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its text may hold line breaks. ``level`` is that of a heading, from 1."""

    content: Rich
    role: Role = "body"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with how many rows and columns it spans."""

    content: Rich = BLANK
    rows: int = 1
    columns: int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; what a merged cell covers is absent from the rows. ``widths`` are relative."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    header_rows: int = 0
    """Rows that are printed again where the table goes over a page."""

    def grid(self) -> list[list[tuple[Cell, bool]]]:
        """The cell at each place, and whether the place is the one where it is printed.

        Raises ``ValueError`` where rows do not have equally many places.
        """
        places: dict[tuple[int, int], tuple[Cell, bool]] = {}
        width = 0
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while (r, c) in places:
                    c += 1
                for dr in range(cell.rows):
                    for dc in range(cell.columns):
                        places[r + dr, c + dc] = (cell, dr == 0 and dc == 0)
                c += cell.columns
            width = max(width, c)
        height = len(self.rows)
        missing = [(r, c) for r in range(height) for c in range(width) if (r, c) not in places]
        if missing or len(places) != height * width:
            raise ValueError(f"table rows are uneven: {height} by {width}, missing {missing[:3]}")
        return [[places[r, c] for c in range(width)] for r in range(height)]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page begins here."""


def stacked(tables: list[Table], columns: int = 24) -> Table:
    """Tables of different columns as one, on a fine grid, as forms that are one Word table have it."""
    rows: list[tuple[Cell, ...]] = []
    for table in tables:
        grid = table.grid()
        count = len(grid[0])
        widths = table.widths if len(table.widths) == count else (1.0,) * count
        whole, edges = sum(widths), [0]
        for n in range(1, count + 1):
            edge = round(sum(widths[:n]) / whole * columns)
            edges.append(max(edges[-1] + 1, min(edge, columns - (count - n))))
        for r, cells in enumerate(table.rows):
            starts = [c for c in range(count) if grid[r][c][1]]
            rows.append(
                tuple(
                    replace(cell, columns=edges[c + cell.columns] - edges[c])
                    for c, cell in zip(starts, cells, strict=True)
                )
            )
    return Table(tuple(rows), (1.0,) * columns)


Block = Paragraph | Table | PageBreak


def row(*cells: Cell | Rich | str | int) -> tuple[Cell, ...]:
    """A row, with plain texts as simple cells."""
    return tuple(cell if isinstance(cell, Cell) else Cell(rich(cell)) for cell in cells)
