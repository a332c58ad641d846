"""Grids and the characters in them to tables: the cells' lines in reading order, as spans of the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jixiao.document.trace import Span
from jixiao.ingest.pdf.grid import Grid, Region
from jixiao.ingest.pdf.lines import Line, Run, is_wide, lines

_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳]|(?:任务|目标|指标)[0-9一二三四五六七八九十]|其中"
)
_NUMBERISH = re.compile(r"[-+(（]?[0-9０-９.,，%％\s/—－-]*[)）]?")
_TOKEN = re.compile(
    r"""
    [（《〈「『【“‘〔\[(]*                        # may not end a line
    (?:[0-9A-Za-z.,%/+-]+|.)
    [，。、；：！？）》〉」』】”’〕％%…\])-]*       # may not begin one
    (?:[“”‘’]+.?[，。、；：！？）》”’…]*)*          # quotation marks hold on to both sides
    """,
    re.X,
)


@dataclass(frozen=True, slots=True, eq=False)
class CellText:
    """What stands in one region: its lines, and its spans (a span that holds a line end keeps it)."""

    region: Region
    lines: tuple[Line, ...] = ()
    spans: tuple[Span, ...] = ()
    left: float = 0.0
    right: float = 0.0
    """The cell's sides."""


@dataclass(frozen=True, slots=True, eq=False)
class PageTable:
    """A table on one page, before it is stitched to its neighbours on other pages."""

    page: int
    grid: Grid
    cells: tuple[CellText, ...]
    nested_in: tuple[int, int] | None = None
    """(position of the outer table among the page's tables, its region)."""

    @property
    def empty(self) -> bool:
        """No characters in it."""
        return not any(cell.lines for cell in self.cells)


class Zones:
    """Which region of which grid a point belongs to; the innermost grid wins."""

    def __init__(self, found: Sequence[Grid]) -> None:
        self.grids = list(found)
        self.first: list[int] = []
        total = 0
        for grid in self.grids:
            self.first.append(total)
            total += len(grid.regions)
        self._by_size = sorted(range(len(self.grids)), key=lambda at: _size(self.grids[at]))

    def __call__(self, x: float, y: float) -> int:
        """A number that stands for grid and region, or -1."""
        for at in self._by_size:
            region = self.grids[at].region_at(x, y)
            if region >= 0:
                return self.first[at] + region
        return -1

    def tables(self, page: int, text: str, pieces: Sequence[Run]) -> list[PageTable]:
        """The tables of the page, in the order of the grids, those without text among them."""
        by_zone: dict[int, list[Run]] = {}
        for run in pieces:
            by_zone.setdefault(run.zone, []).append(run)
        found = []
        for number, grid in enumerate(self.grids):
            cells = tuple(
                _cell(text, grid, region, by_zone.get(self.first[number] + at, []))
                for at, region in enumerate(grid.regions)
            )
            found.append(PageTable(page, grid, cells, self._outer(number)))
        return found

    def _outer(self, number: int) -> tuple[int, int] | None:
        """The region of another grid in which this grid lies whole."""
        x0, y0, x1, y1 = self.grids[number].box
        for at in self._by_size:
            other = self.grids[at]
            if at == number or _size(other) <= _size(self.grids[number]):
                continue
            first, last = other.region_at(x0 + 1, y0 + 1), other.region_at(x1 - 1, y1 - 1)
            if first >= 0 and first == last:
                return at, first
        return None


def _size(grid: Grid) -> float:
    x0, y0, x1, y1 = grid.box
    return (x1 - x0) * (y1 - y0)


def _cell(text: str, grid: Grid, region: Region, pieces: list[Run]) -> CellText:
    left, _, right, _ = grid.area(region)
    if not pieces:
        return CellText(region, (), (), left, right)
    found = lines(text, pieces)
    return CellText(region, tuple(found), tuple(cell_spans(text, found, grid.area(region))), left, right)


def cell_spans(text: str, found: Sequence[Line], area: tuple[float, float, float, float]) -> list[Span]:
    """The spans of a cell's lines; where a line ended before its cell was full, the line end stays inside the span.

    So a wrapped line is joined to the next, and a line that the author ended is not, wherever the page's characters
    come in the order of reading.
    """
    if not found:
        return []
    left, _, right, _ = area
    if right - left < 4 * found[0].height:  # too narrow for a line of its own to be seen
        return [span for line in found for span in line.spans]
    pad = max(0.0, min(8.0, min(line.x0 for line in found) - left))
    centred = len(found) > 1 and all(
        abs((line.x0 - left) - (right - line.x1)) < 0.7 * line.height and line.x0 - left > line.height for line in found
    )
    spans: list[Span] = list(found[0].spans)
    for before, line in pairwise(found):
        slack = (right - left - 2 * pad) - (before.x1 - before.x0) if centred else right - pad - before.x1
        rest = line.spans
        short = slack > unbreakable(text, line) + 1.2 * line.height
        if short and not _cut_number(before.text(text), line.text(text)) and spans[-1][1] <= rest[0][0]:
            between = text[spans[-1][1] : rest[0][0]]
            if "\n" in between and not between.strip():
                spans[-1] = (spans[-1][0], rest[0][1])
                rest = rest[1:]
        spans.extend(rest)
    return spans


def _cut_number(before: str, after: str) -> bool:
    """Whether a line ends in a number and the next one begins with its unit: they were one, however short the line."""
    return before[-1:].isdigit() and not after[:1].isdigit() and _ITEM.match(after) is None


def unbreakable(text: str, line: Line) -> float:
    """Width of what a line begins with that could not have been divided: a Chinese character or a whole number, with the
    punctuation that may not begin a line."""
    shown = line.text(text)
    token = _TOKEN.match(shown)
    if token is None or token.end() == len(shown):
        return line.x1 - line.x0 if token else line.height
    return (line.x1 - line.x0) * _weight(token[0]) / _weight(shown)


def _weight(text: str) -> float:
    """Width of characters against a Chinese one."""
    return sum(1.0 if is_wide(char) else 0.55 for char in text)


def split_open_rows(table: PageTable, text: str) -> PageTable:
    """A row without lines inside that holds one aligned line a column, several times over, becomes several rows.

    Statements of figures are often ruled in columns only. A row is split where at least two columns hold three or
    more lines at the same heights, and all but the first column hold numbers.
    """
    grid = table.grid
    borders: list[float] = []
    for row in range(grid.rows):
        cells = [cell for cell in table.cells if cell.region.row == row and cell.region.row_end == row + 1]
        whole = sum(cell.region.column_end - cell.region.column for cell in cells) == grid.columns
        if whole and _is_ledger(cells, text):
            longest = max(cells, key=lambda cell: len(cell.lines)).lines
            borders.extend((above.y1 + below.y0) / 2 for above, below in pairwise(longest))
    if not borders:
        return table
    return _with_rows(table, borders, text)


def _is_ledger(cells: list[CellText], text: str) -> bool:
    filled = [cell for cell in cells if cell.lines]
    most = max((len(cell.lines) for cell in filled), default=0)
    if most < 3 or sum(len(cell.lines) == most for cell in filled) < 2:
        return False
    reference = max(filled, key=lambda cell: len(cell.lines)).lines
    for cell in filled:
        for line in cell.lines:
            if not any(abs((line.y0 + line.y1) - (other.y0 + other.y1)) < line.height for other in reference):
                return False
        if cell is not cells[0] and not all(_NUMBERISH.fullmatch(line.text(text)) for line in cell.lines):
            return False
    return True


def _with_rows(table: PageTable, borders: list[float], text: str) -> PageTable:
    ys = sorted([*table.grid.ys, *borders])
    place = {y: at for at, y in enumerate(ys)}
    cells: list[CellText] = []
    for cell in table.cells:
        old = cell.region
        top, bottom = place[table.grid.ys[old.row]], place[table.grid.ys[old.row_end]]
        if old.row_end == old.row + 1 and bottom - top > 1:
            for row in range(top, bottom):
                inside = tuple(line for line in cell.lines if ys[row] <= (line.y0 + line.y1) / 2 < ys[row + 1])
                region = Region(row, old.column, row + 1, old.column_end)
                spans = tuple(span for line in inside for span in line.spans)
                cells.append(replace(cell, region=region, lines=inside, spans=spans))
        else:
            cells.append(replace(cell, region=Region(top, old.column, bottom, old.column_end)))
    cells.sort(key=lambda cell: (cell.region.row, cell.region.column))
    owner = [[-1] * table.grid.columns for _ in range(len(ys) - 1)]
    for number, cell in enumerate(cells):
        for row in range(cell.region.row, cell.region.row_end):
            for column in range(cell.region.column, cell.region.column_end):
                owner[row][column] = number
    grid = Grid(table.grid.xs, tuple(ys), tuple(cell.region for cell in cells), tuple(map(tuple, owner)), ruled=False)
    return replace(table, grid=grid, cells=tuple(cells))
