"""Gives the cells of a flattened table their columns, where a merged cell was printed once and left no blank.

Rows then have different numbers of cells: a header of two levels (机构名称 | 支出合计 | 其中： | 结余) stands over
seven cells, and those over eight. Vertical merges, on the other hand, were printed as blank cells, so a blank below
a header cell means one merged cell, and written cells below it mean its parts. Read from the bottom up this gives the
spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.document.document import Cell
from jixiao.document.trace import Span
from jixiao.lexicon.form_words import header_role
from jixiao.segment.table_regions import looks_numeric

TOTALS = ("总分", "合计", "总计", "总得分", "得分合计", "小计", "自评总分")
_OF_WHICH = "其中"
_LEAST_BESIDE = 5
"""No header with levels and a label beside them has fewer cells."""
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")
_BARE = re.compile(r"[+\-−－]?[\d,，.．]+\s*[%％]?")
_NO_LABEL = re.compile(r"[\d，。；]")

Row = list[Span]


def align(text: str, rows: Sequence[Row]) -> tuple[list[Cell], int, list[str]]:
    """Cells with row, column and spans from 1; the number of columns; doubts (``row-ragged``, ``span-guessed``).

    >>> text = "机构|合计|其中||甲|乙"
    >>> cells, columns, doubts = align(text, [[(0, 2), (3, 5), (6, 8)], [(9, 9), (9, 9), (10, 11), (12, 13)]])
    >>> columns, [(cell.column, cell.column_span) for cell in cells][:3]
    (4, [(1, 1), (2, 1), (3, 2)])
    """
    placed: list[list[tuple[int, int]]] = []
    doubts: list[str] = []
    at = 0
    while at < len(rows):
        last = _stack_end(text, rows, at)
        width = len(rows[last])
        spans: list[list[tuple[int, int]]] = [[(column, 1) for column in range(1, width + 1)]]
        body_end = last + 1
        while body_end < len(rows) and len(rows[body_end]) == width:
            body_end += 1
        beside = _beside(text, rows, last) if body_end == last + 1 else 0
        labels = _label_like(text, rows[last:body_end])
        # below a header of one level stand data rows at once; there a blank is no merge with the header above it
        data = last > at and last + 1 < body_end and _blank(rows[last + 1][0])
        for upper in range(last - 1, at - 1, -1):
            lower = rows[upper + 1]
            filled = [
                data and upper + 1 == last and any(not _blank(r[c]) for r in rows[last:body_end])
                for c in range(len(lower))
            ]
            if _repeats(text, rows, upper):
                size = len(lower) // len(rows[upper])
                spans.insert(0, [(1 + size * i, size) for i in range(len(rows[upper]))])
                continue
            parts, guessed = _parts(text, rows[upper], lower, spans[0], labels, filled)
            spans.insert(0, parts)
            if guessed:
                doubts.append("span-guessed")
        spans += [[(column, 1) for column in range(1, width + 1)]] * (body_end - last - 1)
        spans += [[(column, 1) for column in range(2, width + 1)]] * beside
        body_end += beside
        while not beside and body_end < len(rows) and _belongs(text, rows, at, last, body_end, width):
            row = rows[body_end]
            if len(row) == width:
                spans.append([(column, 1) for column in range(1, width + 1)])
            else:
                types = _types(text, rows[last:body_end], width)
                spans.append(_fitted(text, row, types))
                doubts.append("row-ragged")
            body_end += 1
        placed += spans
        at = body_end
    columns = max((column + span - 1 for row in placed for column, span in row), default=0)
    cells = []
    for number, (row, spans_of_row) in enumerate(zip(rows, placed, strict=True), 1):
        for (start, end), (column, span) in zip(row, spans_of_row, strict=True):
            cells.append(Cell(number, column, start, end, 1, columns if len(row) == 1 else span))
    return cells, columns, sorted(set(doubts))


def _blank(span: Span) -> bool:
    return span[0] == span[1]


def _words(text: str, span: Span) -> str:
    return "".join(text[span[0] : span[1]].split())


def _beside(text: str, rows: Sequence[Row], head: int) -> int:
    """How many rows below a header leave out its first column: 绩效指标 beside the levels, printed once for all rows."""
    width = len(rows[head])
    if width < _LEAST_BESIDE or any(_blank(span) for span in rows[head][:2]):
        return 0
    roles = [header_role(_words(text, span)) for span in rows[head]]
    if roles[1] != "level1" or roles[0] not in {"corner", None} or len(set(roles) - {None}) < 3:
        return 0
    end = head + 1
    while end < len(rows) and len(rows[end]) == width - 1:
        end += 1
    return end - head - 1 if end - head > 2 and not _blank(rows[head + 1][0]) else 0


def _stack_end(text: str, rows: Sequence[Row], at: int) -> int:
    """The last row of the header whose first row is ``at``: each row below begins blank and has more cells."""
    last = at
    if _repeats(text, rows, at):
        return at + 1
    while (
        last + 1 < len(rows)
        and len(rows[last]) >= 3
        and len(rows[last + 1]) > len(rows[last])
        and _blank(rows[last + 1][0])
        and not any(looks_numeric(text[start:end]) for start, end in rows[last] if start < end)
    ):
        last += 1
    return last


def _repeats(text: str, rows: Sequence[Row], at: int) -> bool:
    """预算数 | 决算数 over 合计 | 接待费 | 合计 | 接待费: each cell covers one of the equal groups below."""
    if at + 2 >= len(rows) or len(rows[at]) < 2 or len(rows[at + 1]) < 4 or len(rows[at + 1]) % len(rows[at]):
        return False
    names = [_words(text, span) for span in rows[at + 1]]
    size = len(names) // len(rows[at])
    same = all(names[i] == names[i % size] for i in range(len(names)))
    return same and size > 1 and all(names) and len(rows[at + 2]) == len(names)


def _label_like(text: str, rows: Sequence[Row]) -> list[float]:
    """For each column how much it looks like row labels: blanks of vertical merges, short words without digits."""
    body = rows[1:] or rows
    found = []
    for column in range(len(rows[0])):
        written = [_ASIDE.sub("", _words(text, row[column])) for row in body if not _blank(row[column])]
        short = sum(len(words) <= 14 and not _NO_LABEL.search(words) for words in written)
        blank = 1 - len(written) / len(body)
        found.append(0.5 * blank + (0.5 * short / len(written) if written else 0.25))
    return found


def _parts(
    text: str,
    upper: Row,
    lower: Row,
    lower_spans: Sequence[tuple[int, int]],
    labels: Sequence[float],
    filled_below: Sequence[bool],
) -> tuple[list[tuple[int, int]], bool]:
    """(column, span) of each upper cell over the cells below it, and whether the choice was close."""
    names = [_words(text, span) for span in upper]
    below = [_words(text, span) or ("·" if filled else "") for span, filled in zip(lower, filled_below, strict=True)]
    count, size = len(upper), len(lower)

    def worth(at: int, first: int, last: int) -> float:
        name, group = names[at], below[first:last]
        written = [part for part in group if part]
        if not name:
            return -0.6 * len(written) - (2.0 if len(group) > 1 else 0.0)
        if not written:
            return 1.0 if len(group) == 1 else -2.0 * len(group)
        gain = -2.0 * (len(group) - len(written))
        of_which = name.startswith(_OF_WHICH)
        for part in written:
            shares = not of_which and (name in part or (len(name) > 2 and name[-2:] == part[-2:]))
            gain += 1.0 if shares else (0.4 if of_which else 0.0)
        if len(group) == 1:
            gain += 0.0 if of_which else 0.3
        elif not of_which:
            gain += 0.8 * min(labels[lower_spans[i][0] - 1] for i in range(first, last))
        return gain

    best: dict[tuple[int, int], tuple[float, float, int]] = {(count, size): (0.0, -99.0, size)}
    for at in range(count - 1, -1, -1):
        for first in range(size - (count - at), at - 1, -1):
            options = [
                (worth(at, first, last) + best[at + 1, last][0], last)
                for last in range(first + 1, size - (count - at - 1) + 1)
                if (at + 1, last) in best
            ]
            if options:
                options.sort(reverse=True)
                second = options[1][0] if len(options) > 1 else -99.0
                best[at, first] = (options[0][0], second, options[0][1])
    spans: list[tuple[int, int]] = []
    first, close = 0, False
    for at in range(count):
        score, second, last = best[at, first]
        close |= score - second < 0.2
        column = lower_spans[first][0]
        end = lower_spans[last - 1][0] + lower_spans[last - 1][1]
        spans.append((column, end - column))
        first = last
    return spans, close


def _is_total(text: str, row: Row) -> bool:
    first = next((_words(text, span) for span in row if not _blank(span)), "")
    return first.rstrip("：:").startswith(TOTALS)


def _belongs(text: str, rows: Sequence[Row], first: int, last: int, at: int, width: int) -> bool:
    """Whether a row of another length still belongs to the band of ``width`` columns above it."""
    row = rows[at]
    if len(row) < 2 or width < 4 or at - last < 2:
        return False
    if _is_total(text, row) and len(row) < width:
        return any(looks_numeric(text[start:end]) for start, end in row if start < end)
    if len(row) == width:
        return True
    near = abs(len(row) - width) <= 2
    returns = at + 1 < len(rows) and len(rows[at + 1]) == width
    numbers = any(looks_numeric(text[start:end]) for start, end in row if start < end)
    return near and numbers and (returns or _blank(row[0]))


def _kind(cell: str) -> str:
    """``number`` (10, 100%), ``measure`` (number with a unit: 15个), ``text`` or ``blank``."""
    if not cell.strip():
        return "blank"
    if not looks_numeric(cell):
        return "text"
    return "number" if _BARE.fullmatch(cell.strip()) else "measure"


def _types(text: str, rows: Sequence[Row], width: int) -> list[str]:
    """What most cells of each column hold, of the full rows below the header."""
    types = []
    full = [row for row in rows[1:] if len(row) == width] or [rows[0]]
    for column in range(width):
        kinds = [kind for row in full if (kind := _kind(text[slice(*row[column])])) != "blank"]
        types.append(max(sorted(set(kinds)), key=kinds.count) if kinds else "blank")
    return types


_FIT = {("number", "number"): 2.0, ("measure", "measure"): 2.0, ("text", "text"): 1.0,
        ("number", "measure"): 0.5, ("measure", "number"): 0.5}  # fmt: skip
"""How well a cell of one kind stands in a column of another; anything else fits badly."""


def _fitted(text: str, row: Row, types: Sequence[str]) -> list[tuple[int, int]]:
    """Columns for a row with too few or too many cells: numbers go under numbers, a label may cover several columns."""
    width = len(types)
    if len(row) > width:
        return [(column, 1) for column in range(1, len(row) + 1)]
    kinds = [_kind(text[slice(*span)]) for span in row]
    # a totals row has a wide label; in any other row the cells at the end are those that are missing
    wide = 0.1 if _is_total(text, row) else 0.6

    def worth(kind: str, first: int, last: int) -> float:
        extra = last - first - 1
        if kind == "blank":
            return -0.3 * extra
        gain = -(wide if kind == "text" else 1.5) * extra
        if extra == 0 and types[first] != "blank":
            gain += _FIT.get((kind, types[first]), -2.0)
        return gain

    best: dict[tuple[int, int], tuple[float, int]] = {
        (len(row), first): (-0.4 * (width - first), first) for first in range(width + 1)
    }
    for at in range(len(row) - 1, -1, -1):
        for first in range(at, width):
            options = [
                (worth(kinds[at], first, last) + best[at + 1, last][0], -last)
                for last in range(first + 1, width - (len(row) - at - 1) + 1)
                if (at + 1, last) in best
            ]
            if options:
                score, last = max(options)
                best[at, first] = (score, -last)
    first = 0
    spans = []
    for at in range(len(row)):
        last = best[at, first][1]
        spans.append((first + 1, last - first))
        first = last
    return spans
