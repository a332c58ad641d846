"""Tables with horizontal lines only (三线表): columns where no text stands, rows where lines of text stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.ingest.pdf.grid import Grid, Region
from jixiao.ingest.pdf.lines import Run
from jixiao.ingest.pdf.rulings import Ruling

_SAME_ENDS = 6.0
_LEAST_WIDTH = 100.0
_GUTTER = 0.7
"""Of a character's height: a strip this wide without text parts two columns."""


def open_grids(horizontal: Sequence[Ruling], taken: Sequence[Grid], pieces: Sequence[Run]) -> list[Grid]:
    """Grids of three or more horizontal lines of the same ends that no ruled grid has taken."""
    free = [
        ruling
        for ruling in horizontal
        if ruling.end - ruling.start >= _LEAST_WIDTH
        and not any(
            grid.ys[0] - 3 <= ruling.at <= grid.ys[-1] + 3 and ruling.start < grid.xs[-1] and ruling.end > grid.xs[0]
            for grid in taken
        )
    ]
    found: list[Grid] = []
    while free:
        first = free.pop(0)
        bundle = [first]
        for ruling in list(free):
            if abs(ruling.start - first.start) <= _SAME_ENDS and abs(ruling.end - first.end) <= _SAME_ENDS:
                bundle.append(ruling)
                free.remove(ruling)
        if len(bundle) >= 3:
            grid = _grid(sorted(bundle, key=lambda ruling: ruling.at), pieces)
            if grid is not None:
                found.append(grid)
    return found


def _grid(bundle: list[Ruling], pieces: Sequence[Run]) -> Grid | None:
    left, right = min(ruling.start for ruling in bundle), max(ruling.end for ruling in bundle)
    top, bottom = bundle[0].at, bundle[-1].at
    inside = [run for run in pieces if top < run.middle < bottom and run.x0 < right and run.x1 > left]
    if len(inside) < 4:
        return None
    heights = sorted(run.height for run in inside)
    unit = heights[len(heights) // 2]
    rows = _rows(inside, [ruling.at for ruling in bundle], unit)
    xs = _columns(inside, left, right, unit)
    filled = sum(len({_at(xs, run) for run in inside if low < run.middle < high}) >= 2 for low, high in _pairs(rows))
    if len(xs) < 3 or len(rows) < 3 or filled < max(2, 0.6 * (len(rows) - 1)):
        return None
    wide = len(xs) - 1
    regions = tuple(Region(row, column, row + 1, column + 1) for row in range(len(rows) - 1) for column in range(wide))
    owner = tuple(tuple(row * wide + column for column in range(wide)) for row in range(len(rows) - 1))
    return Grid(tuple(xs), tuple(rows), regions, owner, ruled=False)


def _columns(inside: Sequence[Run], left: float, right: float, unit: float) -> list[float]:
    """Borders in the middle of the strips that (nearly) no run crosses."""
    events = sorted((run.x0, run.x1) for run in inside if run.x1 - run.x0 < 0.6 * (right - left))
    xs, reach = [left], None
    for x0, x1 in events:
        if reach is not None and x0 - reach >= _GUTTER * unit:
            xs.append((reach + x0) / 2)
        reach = x1 if reach is None else max(reach, x1)
    return [*xs, right]


def _rows(inside: Sequence[Run], rules: list[float], unit: float) -> list[float]:
    """Borders at the lines, and between lines of text that stand apart."""
    ys = list(rules)
    for low, high in _pairs(rules):
        middles = sorted(run.middle for run in inside if low < run.middle < high)
        for above, below in pairwise(middles):
            if below - above > 0.6 * unit:
                ys.append((above + below) / 2)
    return sorted(ys)


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(pairwise(values))


def _at(xs: list[float], run: Run) -> int:
    return sum(x <= (run.x0 + run.x1) / 2 for x in xs)
