"""Lays a table out on an endless strip and cuts it into pages, so that no line of text is lost at a page's end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jixiao.synthesis.blocks import Cell, Table

PADDING = 1.2
"""Space between a rule and text, mm."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell on the strip: its box and the tops of its lines, mm."""

    cell: Cell
    x: float
    width: float
    top: float
    bottom: float
    lines: tuple[str, ...]


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines of a text no wider than ``width``; breaks of the text itself are kept."""
    lines: list[str] = []
    for part in text.split("\n"):
        line, used = "", 0.0
        for character in part:
            step = measure(character)
            if line and used + step > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + character, used + step
        lines.append(line)
    return lines


def lay_out(
    table: Table, width: float, line_height: float, measure: Callable[[str], float]
) -> tuple[list[Placed], list[float]]:
    """Cells with their boxes, and the bottoms of the rows."""
    grid = table.grid()
    count = len(grid[0])
    relative = table.widths if len(table.widths) == count else (1.0,) * count
    widths = [width * share / sum(relative) for share in relative]
    lines: dict[tuple[int, int], list[str]] = {}
    heights = [line_height + 2 * PADDING] * len(grid)
    spans: list[tuple[int, int, Cell]] = []
    for r, places in enumerate(grid):
        for c, (cell, printed) in enumerate(places):
            if printed:
                own = sum(widths[c : c + cell.columns]) - 2 * PADDING
                lines[r, c] = wrap(cell.content.text, max(own, 3.0), measure)
                spans.append((r, c, cell))
    for r, c, cell in spans:
        if cell.rows == 1:
            heights[r] = max(heights[r], len(lines[r, c]) * line_height + 2 * PADDING)
    for r, c, cell in spans:
        need = len(lines[r, c]) * line_height + 2 * PADDING
        have = sum(heights[r : r + cell.rows])
        if need > have:
            heights[r + cell.rows - 1] += need - have
    tops = [sum(heights[:r]) for r in range(len(grid) + 1)]
    placed = [
        Placed(
            cell, sum(widths[:c]), sum(widths[c : c + cell.columns]), tops[r], tops[r + cell.rows], tuple(lines[r, c])
        )
        for r, c, cell in spans
    ]
    return placed, tops[1:]


def cuts(bottoms: list[float], first: float, page: float) -> list[float]:
    """Where pages end on the strip: at row ends where one fits, else inside a row that is taller than a page."""
    result: list[float] = []
    start, room = 0.0, first
    while bottoms and bottoms[-1] - start > room:
        fitting = [b for b in bottoms if start < b <= start + room]
        cut = fitting[-1] if fitting else (start if room < page else start + room)
        result.append(cut)
        start, room = cut, page
    return result


def line_tops(box: Placed, edges: list[float], line_height: float) -> list[float]:
    """The top of each line; in a box that a page's end divides, lines begin at its top and jump over the cut."""
    inside = [edge for edge in edges if box.top < edge < box.bottom]
    if not inside:
        free = box.bottom - box.top - len(box.lines) * line_height
        start = box.top + max(PADDING, free / 2)
        return [start + n * line_height for n in range(len(box.lines))]
    tops: list[float] = []
    y = box.top + PADDING / 2
    for _ in box.lines:
        cut = next((edge for edge in inside if y < edge < y + line_height), None)
        if cut is not None:
            y = cut + PADDING / 2
        tops.append(y)
        y += line_height
    return tops
