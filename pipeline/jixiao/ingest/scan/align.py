"""Tables without a full grid: rows and columns from the alignment of text, and from horizontal rules where there are any."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from jixiao.document.document import Box
from jixiao.ingest.scan.raw import RawLine
from jixiao.ingest.scan.shapes import TextRow, cut_at, hull, joined, rows_of, widest_gaps

NUMERIC = re.compile(r"[-+−—]?[\d,，.．]+\s*[%％‰]?|[-—–/]+|\d{4}年?|[≥≤><=＞＜≧≦]\s*[\d.,]+%?")
"""What stands in a column of figures: a number, a rate, a dash for nothing, a year, a bound."""


@dataclass(frozen=True, slots=True)
class AlignedCell:
    """A cell, from 1, and the lines in it from top to bottom."""

    row: int
    column: int
    lines: tuple[RawLine, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table that was found by alignment."""

    cells: tuple[AlignedCell, ...]
    rows: int
    columns: int
    box: Box
    doubts: tuple[str, ...] = ("aligned",)


def find_aligned(lines: Sequence[RawLine], rules: Sequence[Box], size: float) -> list[AlignedTable]:
    """Half-ruled and unruled tables among lines that lie in no grid; ``size``: the em of the page's text in pixels."""
    tables: list[AlignedTable] = []
    left = list(lines)
    for region, levels in _ruled_regions(rules, size):
        inside = [x for x in left if _inside(x.box, region)]
        table = _table(rows_of(inside), levels, size)
        if table is not None:
            tables.append(table)
            used = {id(line) for cell in table.cells for line in cell.lines}
            left = [x for x in left if id(x) not in used and not _inside(x.box, region)]
    for run in _runs(rows_of(left), size):
        table = _table(run, (), size)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: table.box[1])


def _inside(box: Box, region: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return region[0] <= x <= region[2] and region[1] <= y <= region[3]


def _ruled_regions(rules: Sequence[Box], size: float) -> list[tuple[Box, tuple[float, ...]]]:
    """Stacks of at least three horizontal lines of one width (a 三线表 has three), with their heights."""
    found: list[tuple[Box, tuple[float, ...]]] = []
    left = sorted((r for r in rules if r[2] - r[0] > 12 * size), key=lambda r: r[1])
    while left:
        first = left[0]
        stack = [r for r in left if abs(r[0] - first[0]) < 1.2 * size and abs(r[2] - first[2]) < 1.2 * size]
        left = [r for r in left if r not in stack]
        if len(stack) >= 3:
            region = (
                min(r[0] for r in stack) - 0.5 * size,
                stack[0][1],
                max(r[2] for r in stack) + 0.5 * size,
                stack[-1][1],
            )
            found.append((region, tuple(r[1] for r in stack)))
    return found


def _runs(rows: Sequence[TextRow], size: float) -> list[list[TextRow]]:
    """Stretches of rows that consist of several separate parts, one-part rows between them included."""
    runs: list[list[TextRow]] = []
    current: list[TextRow] = []
    lonely = 0
    for row in rows:
        parts = len(joined(row, 1.2).parts)
        far = current and row.box[1] - current[-1].box[3] > 3.2 * size
        if far or (parts < 2 and (not current or lonely >= 1 or len(row.text) > 24)):
            if current:
                runs.append(current[: len(current) - lonely] if lonely else current)
            current, lonely = ([row] if parts >= 2 else []), 0
            continue
        lonely = lonely + 1 if parts < 2 else 0
        current.append(row)
    if current:
        runs.append(current[: len(current) - lonely] if lonely else current)
    return [run for run in runs if len(run) >= 3]


def _table(rows: Sequence[TextRow], levels: Sequence[float], size: float) -> AlignedTable | None:
    """Rows as a table, or None where they do not line up like one."""
    if len(rows) < 2:
        return None
    tight = [_split_wide(joined(row, 0.5)) for row in rows]
    columns = _columns(tight, size)
    if len(columns) < 2:
        return None
    tight = [_cut_to(row, columns) for row in tight]
    bands = _bands(tight, levels, columns, size)
    cells = []
    figures = 0
    for number, band in enumerate(bands, 1):
        places: dict[tuple[int, int], list[RawLine]] = {}
        for row in band:
            for part in row.parts:
                places.setdefault(_covered(part.box, columns), []).append(part)
        for (first, last), parts in sorted(places.items()):
            cells.append(AlignedCell(number, first + 1, tuple(parts), 1, last - first + 1))
            figures += NUMERIC.fullmatch("".join(p.text for p in parts)) is not None
    filled = len(cells)
    several = sum(1 for n in range(1, len(bands) + 1) if sum(c.row == n for c in cells) >= 2)
    if len(bands) < 2 or several < 0.6 * len(bands):
        return None
    words = [len(p.text) for c in cells for p in c.lines if NUMERIC.fullmatch(p.text) is None]
    if levels:
        if figures < 0.1 * filled and len(columns) < 3:
            return None
    elif len(columns) == 2:
        if len(bands) < 4 or figures < 0.4 * filled:
            return None
    elif len(bands) < 3 or (words and median(words) > 14) or (figures < 0.15 * filled and len(bands) < 4):
        return None
    taken = {(c.row, c.column + i) for c in cells for i in range(c.column_span)}
    blank = [
        AlignedCell(r, c, ())
        for r in range(1, len(bands) + 1)
        for c in range(1, len(columns) + 1)
        if (r, c) not in taken
    ]
    box = hull(part.box for row in tight for part in row.parts)
    ordered = sorted([*cells, *blank], key=lambda c: (c.row, c.column))
    return AlignedTable(
        tuple(ordered), len(bands), len(columns), box, ("aligned", *(("half-ruled",) if levels else ()))
    )


def _split_wide(row: TextRow) -> TextRow:
    """The row with parts cut where a gap inside them is as wide as a column's."""
    parts: list[RawLine] = []
    for part in row.parts:
        rest: RawLine | None = part
        for x in widest_gaps(part, 1.3):
            if rest is None:
                break
            one, rest = cut_at(rest, x)
            if one is not None:
                parts.append(one)
        if rest is not None:
            parts.append(rest)
    return TextRow(tuple(parts))


def _columns(rows: Sequence[TextRow], size: float) -> list[tuple[float, float]]:
    """Left and right of each column: the stretches of x between gaps that hardly any row's text crosses."""
    spans = sorted((p.box[0], p.box[2]) for row in rows for p in row.parts)
    edges = sorted({x for span in spans for x in span})
    allowed = max(0, int(0.12 * len(rows)))
    columns: list[tuple[float, float]] = []
    start: float | None = None
    for x, following in itertools.pairwise(edges):
        middle = (x + following) / 2
        crossing = sum(1 for a, b in spans if a < middle < b)
        if crossing > allowed:
            start = x if start is None else start
            continue
        if start is not None:
            columns.append((start, x))
            start = None
    if start is not None:
        columns.append((start, edges[-1]))
    merged: list[tuple[float, float]] = []
    for column in columns:
        if merged and column[0] - merged[-1][1] < 0.35 * size:
            merged[-1] = (merged[-1][0], column[1])
        else:
            merged.append(column)
    return merged


def _cut_to(row: TextRow, columns: Sequence[tuple[float, float]]) -> TextRow:
    """Parts that lie over two columns cut between characters, where there is a little room at the columns' border."""
    parts: list[RawLine] = []
    for part in row.parts:
        rest: RawLine | None = part
        for (_, right), (left, _) in itertools.pairwise(columns):
            if rest is None or not rest.box[0] < right < left < rest.box[2]:
                continue
            if any(right - 0.4 * rest.height <= x <= left + 0.4 * rest.height for x in widest_gaps(rest, 0.25)):
                one, rest = cut_at(rest, (right + left) / 2)
                if one is not None:
                    parts.append(one)
        if rest is not None:
            parts.append(rest)
    return TextRow(tuple(parts))


def _covered(box: Box, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """First and last column that the text stands over; at least the nearest one."""
    over = [
        i for i, (a, b) in enumerate(columns) if min(b, box[2]) - max(a, box[0]) > 0.3 * min(b - a, box[2] - box[0])
    ]
    if over:
        return over[0], over[-1]
    middle = (box[0] + box[2]) / 2
    nearest = min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle))
    return nearest, nearest


def _bands(
    rows: Sequence[TextRow], levels: Sequence[float], columns: Sequence[tuple[float, float]], size: float
) -> list[list[TextRow]]:
    """Rows of text that make one row of the table: those between two rules, unless they are rows of figures themselves;
    without rules, a row that only goes on with the words of the row above."""
    if levels:
        found: list[list[TextRow]] = []
        for top, bottom in itertools.pairwise(levels):
            inside = [row for row in rows if top <= row.middle < bottom]
            several = sum(len(row.parts) >= max(2, len(columns) // 2) for row in inside)
            if len(inside) > 1 and several >= 0.7 * len(inside):
                found.extend(_wrapped(inside, columns, size))
            elif inside:
                found.append(inside)
        return found
    return _wrapped(rows, columns, size)


def _wrapped(rows: Sequence[TextRow], columns: Sequence[tuple[float, float]], size: float) -> list[list[TextRow]]:
    steps = [b.middle - a.middle for a, b in itertools.pairwise(rows)]
    usual = median(steps) if steps else 0.0
    found: list[list[TextRow]] = []
    for number, row in enumerate(rows):
        figures = any(NUMERIC.fullmatch(p.text) for p in row.parts)
        few = len(row.parts) == 1 and len(columns) > 2
        if found and few and not figures and steps[number - 1] < 0.85 * usual and steps[number - 1] < 1.7 * size:
            found[-1].append(row)
        else:
            found.append([row])
    return found
