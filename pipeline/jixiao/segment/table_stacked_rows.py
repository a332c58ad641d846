"""The best way to lay a run of cells under the columns of a header, row by row, places left out where cells were blank.

A converter that writes each cell on a line of its own says neither where a row ends nor which cells were blank. What a
cell holds (a level, a name, a number, a rate, words) says under which columns it can stand; of all ways to go through
the columns, row by row from left to right, the one whose cells fit best is taken, and where nothing fits any more the
table is over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.lexicon.form_words import Role
from jixiao.segment.table_place import FIT, SKIP
from jixiao.segment.table_stacked_cells import LineCell, continues

_PATIENCE = 30
"""After so many cells that made nothing better the table is over."""
_NOTHING = -1e9
_FULL = 6
"""A shorter line does not wrap in a column of words."""
_CLAUSE = re.compile(r"[，；。]")
_MORE: dict[Role, dict[str, float]] = {
    "corner": {"prose": -4.0},
    "level1": {"levelish": -0.6, "prose": -6.0, "numbered": -6.0, "item": -2.0},
    "level2": {"levelish": 0.3, "prose": -6.0, "numbered": -6.0, "item": -1.5},
    "label": {"item": 1.6, "numbered": 2.0, "levelish": 1.0, "prose": -3.0, "number": -6.0, "percent": -6.0},
    "number": {"text": -6.0, "prose": -9.0, "item": -6.0, "numbered": -6.0},
    "rate": {"text": -6.0, "prose": -9.0, "item": -6.0},
    "value": {"numbered": 1.2, "date": 1.2, "item": 0.3, "levelish": 0.3, "prose": 0.1, "unit": 0.2},
    "text": {"prose": 0.4, "date": -1.0, "item": -1.0, "numbered": -1.5, "levelish": -0.2, "total": -1.5,
             "number": -2.5},
    "code": {"prose": -9.0},
    "unit": {"item": -1.0, "prose": -6.0},
    "operator": {"prose": -6.0},
}  # fmt: skip
"""Fits of the kinds that only cells on a line of their own have, beside ``table_place.FIT``."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows of cells by column (None for a blank place; a cell may have several lines), and how well they fit."""

    rows: tuple[tuple[tuple[int, ...] | None, ...], ...]
    """For each column the numbers of the cells that stand there; an empty row is the header again."""
    end: int
    """The first cell that is not in the table."""
    gain: float


def laid(cells: Sequence[LineCell], first: int, roles: Sequence[Role], header: Sequence[str]) -> Laid:
    """The cells from ``first`` on as rows under ``roles``; ``header`` are the header's words, which may come again."""
    width = len(roles)
    skip = [SKIP[role] * (1.02 - 0.02 * at / width) for at, role in enumerate(roles)]
    before = [0.0] * (width + 1)  # what the columns left of each cost when they are left out
    for at in range(width):
        before[at + 1] = before[at] + skip[at]
    closed: tuple[float, int] = (0.0, -1)  # what the rows above are worth, and where the last one ended
    scores: list[float] = []
    steps: list[list[tuple[str, int]]] = []
    again: dict[int, int] = {}
    best, best_at, best_column = 0.0, first, -1
    at = first
    while at < len(cells) and at - best_at <= _PATIENCE and cells[at].kind != "stop":
        cell = cells[at]
        row_end, last = _close(scores, before, closed)
        if at > first and len(header) > 1 and [c.words for c in cells[at : at + len(header)]] == list(header):
            closed, scores = (row_end, last), []
            steps += [[] for _ in header]
            at += len(header)
            again[at] = len(header)
            continue
        if cell.kind == "head" and at + 1 < len(cells) and cells[at + 1].kind == "head":
            break  # another header
        now: list[float] = []
        taken: list[tuple[str, int]] = []
        left, left_at = _NOTHING, -1
        wraps = bool(scores) and _wraps(cells[at - 1], cell)
        surely = wraps and continues(cells[at - 1], cell)
        open_ended = wraps and cells[at - 1].words[-1] != "。" and len(cells[at - 1].words) >= _FULL
        for column, role in enumerate(roles):
            ways = [(row_end - before[column], "fresh", last)]
            if left_at >= 0:
                ways.append((left - before[column], "same", left_at))
            value, how, previous = max(ways)
            value += _fit(role, cell)
            if wraps and role not in {"number", "rate", "code", "corner", "unit", "operator"}:
                more = scores[column] + (0.4 if surely else -0.5 if role == "text" and open_ended else -1.4)
                if more > value:
                    value, how, previous = more, "more", column
            now.append(value)
            taken.append((how, previous))
            if scores and scores[column] + before[column + 1] > left:
                left, left_at = scores[column] + before[column + 1], column
        scores = now
        steps.append(taken)
        at += 1
        value, column = _close(scores, before, closed)
        if value > best:
            best, best_at, best_column = value, at, column
    return Laid(_traced(first, best_at, best_column, steps, again, width), best_at, best)


def _close(scores: Sequence[float], before: Sequence[float], closed: tuple[float, int]) -> tuple[float, int]:
    """What it is worth to end the row here, and in which column its last cell then stands."""
    if not scores:
        return closed
    return max((score - (before[-1] - before[column + 1]), column) for column, score in enumerate(scores))


def _wraps(above: LineCell, cell: LineCell) -> bool:
    return above.kind not in {"number", "percent", "measure", "dash"} and cell.kind in {
        "text", "sentence", "prose", "unit", "levelish", "numbered", "measure",
    }  # fmt: skip


def _fit(role: Role, cell: LineCell) -> float:
    kind = cell.kind
    if kind in _MORE[role]:
        fit = _MORE[role][kind]
    else:
        if kind in {"operator", "unit"} and role not in {"operator", "unit"}:
            kind = "text"
        if kind in {"levelish", "item", "numbered"}:
            kind = "text"
        fit = FIT[role].get(kind, -4.0)
    if role in {"label", "level1", "level2"} and len(cell.words) > 24:
        fit -= (len(cell.words) - 24) / 8
    if role == "label" and _CLAUSE.search(cell.words):
        fit -= 2.0
    if cell.words[-1] in "：:" and cell.kind != "item":
        fit -= 1.5
    if role == "code" and not cell.words.isalnum():
        fit -= 4.0  # 0.00 is an amount
    return fit


def _traced(
    first: int, end: int, column: int, steps: Sequence[Sequence[tuple[str, int]]], again: dict[int, int], width: int
) -> tuple[tuple[tuple[int, ...] | None, ...], ...]:
    """The rows of the best way, read from its end."""
    rows: list[tuple[tuple[int, ...] | None, ...]] = []
    row: list[tuple[int, ...] | None] = [None] * width
    at = end - 1
    while at >= first:
        how, previous = steps[at - first][column]
        row[column] = (at, *(row[column] or ()))
        if how == "fresh":
            rows.append(tuple(row))
            row = [None] * width
            while at in again:
                rows.append(())
                at -= again[at]
        at, column = at - 1, previous
    return tuple(reversed(rows))
