"""From ruled lines to the grid of a table: rows, columns, and which cells are merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.document.document import Box
from jixiao.ingest.scan.rules import Rules, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Floats = NDArray[np.float64]

PRESENT = 0.7
"""Share of a cell's side that must be drawn for the side to count: broken lines pass, strokes of characters do not."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the grid, from 1, with its rectangle in pixels."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the cell."""
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells in row, then column order."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    """A line of the grid: several collinear segments, and where it runs."""

    segments: list[Segment] = field(default_factory=list)

    @property
    def middle(self) -> float:
        total = sum(s.length for s in self.segments)
        return sum(s.middle * s.length for s in self.segments) / total

    def course(self, along: Floats) -> Floats:
        """Position across at each place: between and beyond segments it is interpolated."""
        import numpy as np

        points = sorted((x, s.at(x)) for s in self.segments for x in (s.start, s.end))
        return np.interp(along, [p[0] for p in points], [p[1] for p in points])


def find_grids(rules: Rules, dpi: float, text: Sequence[Box] = ()) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; ``text``: where lines of text stand, in pixels."""
    unit = dpi / 200
    grids = []
    for across, down in _regions(rules, unit):
        grid = _build(across, down, rules, unit, text)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


FAINT = 0.5
"""A line with less than this share of its neighbours' contrast is a fold or shines through from the back."""


def _as_dark(segments: Sequence[Segment]) -> list[Segment]:
    """Segments without those that are much fainter than the long ones."""
    ordered = sorted((s.contrast, s.length) for s in segments)
    half = sum(length for _, length in ordered) / 2
    done = 0.0
    for contrast, length in ordered:
        done += length
        if done >= half:
            return [s for s in segments if s.contrast >= FAINT * contrast]
    return list(segments)


def _regions(rules: Rules, unit: float) -> list[tuple[list[Segment], list[Segment]]]:
    """Lines that hang together. A vertical piece counts where it joins two horizontal ones."""
    near = 9 * unit
    horizontal = _as_dark(rules.horizontal)
    parent = list(range(len(horizontal)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def meets(line: Segment, x: float, y: float) -> bool:
        return line.start - near <= x <= line.end + near and abs(line.at(x) - y) <= near

    joined: list[tuple[int, Segment]] = []
    for piece in _as_dark(rules.vertical):
        top = [i for i, line in enumerate(horizontal) if meets(line, piece.offset, piece.start)]
        bottom = [i for i, line in enumerate(horizontal) if meets(line, piece.at(piece.end), piece.end)]
        middle = [
            i
            for i, line in enumerate(horizontal)
            if line.start - near <= piece.middle <= line.end + near and piece.start < line.at(piece.middle) < piece.end
        ]
        touched = {*top, *bottom, *middle}
        ends = bool(top) + bool(bottom)
        if len(touched) < 2 or (ends < 2 and piece.length < 150 * unit and not middle):
            continue
        first = min(touched)
        for other in touched:
            parent[root(other)] = root(first)
        joined.append((first, piece))
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, line in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for first, piece in joined:
        groups[root(first)][1].append(piece)
    return [(a, d) for a, d in groups.values() if len(a) >= 2 and len(d) >= 1]


def _cluster(segments: Sequence[Segment], near: float) -> list[_Line]:
    """Collinear segments together, from top to bottom (or left to right)."""
    lines: list[_Line] = []
    for segment in sorted(segments, key=lambda s: s.middle):
        best, best_gap = None, near
        for line in lines[-4:]:
            gap = min(
                abs(segment.at(x) - other.at(x))
                for other in line.segments
                for x in (
                    min(max(segment.start, other.end), segment.end),
                    max(min(segment.end, other.start), segment.start),
                )
            )
            if gap < best_gap:
                best, best_gap = line, gap
        if best is None:
            lines.append(_Line([segment]))
        else:
            best.segments.append(segment)
    return sorted(lines, key=lambda line: line.middle)


def _build(across: list[Segment], down: list[Segment], rules: Rules, unit: float, text: Sequence[Box]) -> Grid | None:
    import numpy as np

    near = 9 * unit
    rows = _cluster(across, near)
    columns = _cluster(down, near)
    left = float(np.median([s.start for s in across if s.length > 0.5 * max(t.length for t in across)]))
    right = float(np.median([s.end for s in across if s.length > 0.5 * max(t.length for t in across)]))
    top, bottom = min(s.middle for s in across), max(s.middle for s in across)
    # Tables open at the sides: their horizontal lines run on past the outermost vertical ones.
    doubts = set()
    if columns[0].middle > left + 3 * near:
        columns.insert(0, _Line([Segment(top, bottom, left, 0.0, 1.0)]))
        doubts.add("open-sides")
    if columns[-1].middle < right - 3 * near:
        columns.append(_Line([Segment(top, bottom, right, 0.0, 1.0)]))
        doubts.add("open-sides")
    start, end = min(s.start for s in down), max(s.end for s in down)
    if start < rows[0].middle - 3 * near:
        rows.insert(0, _Line([Segment(left, right, start, 0.0, 1.0)]))
        doubts.add("open-top")
    if end > rows[-1].middle + 3 * near:
        rows.append(_Line([Segment(left, right, end, 0.0, 1.0)]))
        doubts.add("open-bottom")
    n, m = len(rows) - 1, len(columns) - 1
    if n < 1 or m < 1:
        return None
    ys = np.array([line.middle for line in rows])
    xs = np.array([line.middle for line in columns])
    if xs[-1] - xs[0] < 60 * unit or ys[-1] - ys[0] < 20 * unit:
        return None
    beside, below = _sides(rows, columns, rules, unit, text)
    owner = _merge(n, m, beside, below)
    keep_rows, keep_columns = _used_lines(owner)
    cells = []
    row_number = {line: i for i, line in enumerate(keep_rows)}
    column_number = {line: i for i, line in enumerate(keep_columns)}
    for r0, c0, r1, c1 in sorted(owner):
        cells.append(
            GridCell(
                row_number[r0] + 1, column_number[c0] + 1, row_number[r1] - row_number[r0], column_number[c1] - column_number[c0],
                float(xs[c0]), float(ys[r0]), float(xs[c1]), float(ys[r1]),
            )
        )  # fmt: skip
    return Grid(
        tuple(cells), len(keep_rows) - 1, len(keep_columns) - 1, float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]),
        tuple(sorted(doubts)),
    )  # fmt: skip


def _sides(
    rows: list[_Line], columns: list[_Line], rules: Rules, unit: float, text: Sequence[Box]
) -> tuple[Floats, Floats]:
    """How much of each inner side is drawn: beside[i, j] between (i, j) and (i, j+1), below[i, j] under (i, j).

    Where a line of text stands across a side, only what lies above and below the text counts: the upright stroke of
    a 中 under the line between two columns looks like that line going on.
    """
    import cv2
    import numpy as np

    reach = max(3, round(7 * unit)) | 1
    across = cv2.dilate(rules.across_mask, np.ones((reach, 1), np.uint8)) > 0
    down = cv2.dilate(rules.down_mask, np.ones((1, reach), np.uint8)) > 0
    written = np.zeros(down.shape, bool)
    for x0, y0, x1, y1 in text:
        inset = 0.1 * (y1 - y0)
        written[max(0, round(y0 + inset)) : max(0, round(y1 - inset)), max(0, round(x0)) : max(0, round(x1))] = True
    n, m = len(rows) - 1, len(columns) - 1
    ys = [line.middle for line in rows]
    xs = [line.middle for line in columns]
    beside, below = np.ones((n, max(0, m - 1))), np.ones((max(0, n - 1), m))
    for j in range(1, m):
        for i in range(n):
            along = np.arange(ys[i] + 3 * unit, max(ys[i] + 4 * unit, ys[i + 1] - 3 * unit))
            beside[i, j - 1] = _drawn(down.T, columns[j], along, written.T)
    for i in range(1, n):
        for j in range(m):
            along = np.arange(xs[j] + 3 * unit, max(xs[j] + 4 * unit, xs[j + 1] - 3 * unit))
            below[i - 1, j] = _drawn(across, rows[i], along)
    return beside, below


def _drawn(mask: NDArray[np.bool_], line: _Line, along: Floats, written: NDArray[np.bool_] | None = None) -> float:
    import numpy as np

    course = np.clip(np.round(line.course(along)).astype(int), 0, mask.shape[0] - 1)
    places = np.clip(np.round(along).astype(int), 0, mask.shape[1] - 1)
    drawn = mask[course, places]
    if written is not None:
        free = ~written[course, places]
        if 0.15 * len(free) <= free.sum() < len(free):
            return float(drawn[free].mean())
    tip = max(2, round(0.14 * len(drawn)))
    if min(drawn[:tip].mean(), drawn[-tip:].mean()) < 0.4 and drawn.mean() < 0.95:
        return min(float(drawn.mean()), 0.9 * PRESENT)  # a line reaches both ends of a cell's side, a stroke does not
    return float(drawn.mean())


def _merge(n: int, m: int, beside: Floats, below: Floats) -> list[tuple[int, int, int, int]]:
    """Rectangles (r0, c0, r1, c1) of elementary cells without a side between them.

    Where the missing sides would give a shape that is no rectangle, a side was missed: the side that is drawn best
    among those that count as missing is put in, until all are rectangles.
    """
    missing = sorted(
        [(float(beside[i, j]), (i, j), (i, j + 1)) for i in range(n) for j in range(m - 1) if beside[i, j] < PRESENT]
        + [(float(below[i, j]), (i, j), (i + 1, j)) for i in range(n - 1) for j in range(m) if below[i, j] < PRESENT]
    )
    while True:
        parent = {(i, j): (i, j) for i in range(n) for j in range(m)}

        def root(cell: tuple[int, int], parent: dict[tuple[int, int], tuple[int, int]] = parent) -> tuple[int, int]:
            while parent[cell] != cell:
                parent[cell] = parent[parent[cell]]
                cell = parent[cell]
            return cell

        for _, one, other in missing:
            parent[root(other)] = root(one)
        groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for cell in parent:
            groups.setdefault(root(cell), []).append(cell)
        boxes, ragged = [], set()
        for key, members in groups.items():
            r0, r1 = min(i for i, _ in members), max(i for i, _ in members) + 1
            c0, c1 = min(j for _, j in members), max(j for _, j in members) + 1
            boxes.append((r0, c0, r1, c1))
            if (r1 - r0) * (c1 - c0) != len(members):
                ragged.add(key)
        if not ragged:
            return boxes
        worst = max(k for k, (_, one, _) in enumerate(missing) if root(one) in ragged)
        missing.pop(worst)


def _used_lines(boxes: Sequence[tuple[int, int, int, int]]) -> tuple[list[int], list[int]]:
    """Lines of the grid at which some cell begins or ends: the others came from strokes of characters."""
    rows = sorted({r for r0, _, r1, _ in boxes for r in (r0, r1)})
    columns = sorted({c for _, c0, _, c1 in boxes for c in (c0, c1)})
    return rows, columns
