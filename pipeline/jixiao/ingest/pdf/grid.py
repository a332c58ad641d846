"""Rulings to grids: the cells that the lines of a page enclose, with what they merge.

Lines that cross form one grid. A line of the grid that is missing between two places merges them. A grid without its
outer left or right side, or with horizontal lines only, is half-ruled: its sides are where its horizontal lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from jixiao.ingest.pdf.rulings import Ruling

_TOUCH = 3.5
"""Points within which a line reaches another."""
_SHORTEST = 5.0
_COVERED = 0.55
"""Share of a cell's side that must be ruled."""
_MOST_PLACES = 40_000


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: rows and columns from 0, last ones excluded."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Row and column borders in points, and the regions between them. ``owner[row][column]`` is a region's number."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    owner: tuple[tuple[int, ...], ...]
    ruled: bool = True
    """False where some of it was inferred: open sides, columns by alignment."""
    aligned: bool = False
    """No line of it is drawn: rows and columns are those of the characters."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    def region_at(self, x: float, y: float) -> int:
        """The region that holds this point, or -1."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return -1
        column = min(max(bisect_right(self.xs, x) - 1, 0), self.columns - 1)
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.rows - 1)
        return self.owner[row][column]

    def area(self, region: Region) -> tuple[float, float, float, float]:
        """The box of a region."""
        return self.xs[region.column], self.ys[region.row], self.xs[region.column_end], self.ys[region.row_end]


def grids(horizontal: list[Ruling], vertical: list[Ruling]) -> list[Grid]:
    """The ruled grids of a page, top to bottom. One without a single inner or side line is not among them."""
    flat = [ruling for ruling in horizontal if ruling.end - ruling.start >= _SHORTEST]
    upright = [ruling for ruling in vertical if ruling.end - ruling.start >= _SHORTEST]
    found: list[Grid] = []
    for lines, columns in _components(flat, upright):
        grid = _grid(lines, columns)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _components(flat: list[Ruling], upright: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch one another, directly or through others."""
    parent = list(range(len(flat) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, line in enumerate(flat):
        for j, column in enumerate(upright, len(flat)):
            if (
                column.start - _TOUCH <= line.at <= column.end + _TOUCH
                and line.start - _TOUCH <= column.at <= line.end + _TOUCH
            ):
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, line in enumerate(flat):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, column in enumerate(upright, len(flat)):
        groups.setdefault(root(j), ([], []))[1].append(column)
    return list(groups.values())


def _positions(rulings: list[Ruling]) -> list[float]:
    """Distinct positions, nearby ones joined."""
    found: list[float] = []
    for at in sorted(ruling.at for ruling in rulings):
        if not found or at - found[-1] > _TOUCH:
            found.append(at)
    return found


def _grid(lines: list[Ruling], columns: list[Ruling]) -> Grid | None:
    if len(lines) < 2 or not columns:
        return None
    xs, ys = _positions(columns), _positions(lines)
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    open_sides: list[Ruling] = []
    for side, position in ((left, 0), (right, -1)):
        ends = [line for line in lines if abs((line.start if position == 0 else line.end) - side) <= _TOUCH]
        if abs(xs[position] - side) > 2 * _TOUCH and len(ends) >= 2:
            open_sides.append(Ruling(side, min(line.at for line in ends), max(line.at for line in ends)))
    if open_sides:
        columns = [*columns, *open_sides]
        xs = _positions(columns)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_PLACES:
        return None
    return _merged(tuple(xs), tuple(ys), lines, columns, ruled=not open_sides)


def _merged(
    xs: tuple[float, ...], ys: tuple[float, ...], lines: list[Ruling], columns: list[Ruling], *, ruled: bool
) -> Grid:
    """Join the places that no line separates. Joined places that are no rectangle stay apart, row by row."""
    high, wide = len(ys) - 1, len(xs) - 1
    upright = [_near(columns, x) for x in xs]
    flat = [_near(lines, y) for y in ys]
    opens_right = [
        [column + 1 < wide and not _ruled(upright[column + 1], ys[row], ys[row + 1]) for column in range(wide)]
        for row in range(high)
    ]
    opens_down = [
        [row + 1 < high and not _ruled(flat[row + 1], xs[column], xs[column + 1]) for column in range(wide)]
        for row in range(high)
    ]
    owner = [[-1] * wide for _ in range(high)]
    regions: list[Region] = []
    for row in range(high):
        for column in range(wide):
            if owner[row][column] >= 0:
                continue
            region = _grow(row, column, opens_right, opens_down, owner)
            for i in range(region.row, region.row_end):
                for j in range(region.column, region.column_end):
                    owner[i][j] = len(regions)
            regions.append(region)
    return Grid(xs, ys, tuple(regions), tuple(map(tuple, owner)), ruled)


def _grow(
    row: int, column: int, opens_right: list[list[bool]], opens_down: list[list[bool]], owner: list[list[int]]
) -> Region:
    """The largest rectangle from this place, first along its row, then down while the whole width is open."""
    column_end = column + 1
    while opens_right[row][column_end - 1] and owner[row][column_end] < 0:
        column_end += 1
    row_end = row + 1
    while all(opens_down[row_end - 1][j] and owner[row_end][j] < 0 for j in range(column, column_end)) and all(
        opens_right[row_end][j] for j in range(column, column_end - 1)
    ):
        if opens_right[row_end][column_end - 1] and not opens_right[row_end - 1][column_end - 1]:
            break
        row_end += 1
    return Region(row, column, row_end, column_end)


def _near(rulings: list[Ruling], at: float) -> list[Ruling]:
    return [ruling for ruling in rulings if abs(ruling.at - at) <= _TOUCH]


def _ruled(rulings: list[Ruling], start: float, end: float) -> bool:
    """Whether lines cover enough of an interval."""
    covered = sum(max(0.0, min(end, ruling.end) - max(start, ruling.start)) for ruling in rulings)
    return covered >= _COVERED * (end - start)
