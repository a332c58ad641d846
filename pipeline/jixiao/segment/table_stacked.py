"""Tables of which each cell stands on a line of its own, put into rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jixiao.document.trace import Span
from jixiao.segment.table_itemised import itemised
from jixiao.segment.table_lines import Line
from jixiao.segment.table_oneline import cut
from jixiao.segment.table_place import words_of
from jixiao.segment.table_regions import CAPTION, CHAPTER, END_OF_TABLE, looks_numeric
from jixiao.segment.table_words import Role, amount_head, header_role, is_label

_SENTENCE = re.compile(r"[。！？]")

_WIDEST = 40
"""No row has more cells, no header more words: what bounds the work on any text."""
_CELL = 40
"""A line that is a cell of accounts has no more characters."""


def stacked(text: str, lines: list[Line]) -> list[Line]:
    """The same lines, with each form that has one cell a line put into rows."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        last = _stack_end(text, lines, at) if len(lines[at].cells) == 1 else at
        if (
            last <= at
            and len(lines[at].cells) == 1
            and (rows := _itemised(text, lines, at) or _parted(text, lines, at)) is not None
        ):
            found += rows[0]
            at = rows[1]
            continue
        if last <= at:
            found.append(lines[at])
            at += 1
            continue
        while found and (not found[-1].cells or _belongs_above(text, found)):  # label and value pairs above the header
            at -= 1
            found.pop()
        tokens = [span for line in lines[at:last] for span in map(_unpiped(text), line.cells) if span[0] < span[1]]
        for first, end in cut([words_of(text, token) for token in tokens]):
            cells = tuple(tokens[first:end])
            heads = sum(header_role(words_of(text, cell)) is not None for cell in cells) if len(cells) > 1 else 0
            found.append(Line(cells[0][0], cells[-1][1], cells, heads))
        at = last
    return found


def _itemised(text: str, lines: Sequence[Line], at: int) -> tuple[list[Line], int] | None:
    """The rows of accounts with one cell a line that begin at line ``at``, and the line after them."""
    if header_role(words_of(text, lines[at].cells[0])) != "label":
        return None
    after = next((i for i in range(at + 1, min(len(lines), at + 4)) if lines[i].cells), None)
    if after is None or not amount_head(words_of(text, lines[after].cells[0])):
        return None
    used = [i for i in range(at, min(len(lines), at + 400)) if lines[i].cells]
    used = used[: next((n for n, i in enumerate(used) if len(lines[i].cells) != 1), len(used))]
    rows = itemised([words_of(text, lines[i].cells[0]) for i in used], 0)
    if rows is None:
        return None
    found = []
    for first, end in rows:
        cells = tuple(lines[used[i]].cells[0] for i in range(first, end))
        heads = len(cells) if first == 0 else 0
        found.append(Line(cells[0][0], cells[-1][1], cells, heads))
    return found, used[rows[-1][1] - 1] + 1


def _parted(text: str, lines: Sequence[Line], at: int) -> tuple[list[Line], int] | None:
    """The rows of a table with one cell a line and a blank line after each row, and the line after them.

    The first row must be a header, and the next one with numbers in it must follow within three rows.
    """
    if at and lines[at - 1].cells:
        return None  # a row begins behind a blank line
    found: list[Line] = []
    numbers = 0
    after = last = at
    while after < len(lines):
        end = after
        most = min(len(lines), after + _WIDEST)
        while end < most and len(lines[end].cells) == 1 and lines[end].end - lines[end].start <= _CELL:
            end += 1
        if end - after < 2 or (end < len(lines) and lines[end].cells):
            break
        cells = tuple(line.cells[0] for line in lines[after:end])
        heads = sum(header_role(words_of(text, cell)) is not None for cell in cells)
        row = Line(cells[0][0], cells[-1][1], cells, heads)
        if (not found and not (row.is_header and len(cells) >= 3)) or _SENTENCE.search(text, row.start, row.end):
            break
        numeric = any(looks_numeric(text[slice(*cell)]) for cell in cells)
        numbers += numeric
        if not numbers and len(found) >= 3:
            break
        found.append(row)
        after = last = end
        while after < len(lines) and not lines[after].cells:
            after += 1
    return (found, last) if numbers else None


def _unpiped(text: str) -> Callable[[Span], Span]:
    def strip(span: Span) -> Span:
        end = span[1]
        while end > span[0] and text[end - 1] in "| ":
            end -= 1
        return span[0], end

    return strip


def _belongs_above(text: str, found: Sequence[Line]) -> bool:
    line = found[-1]
    if len(line.cells) != 1 or line.end - line.start > 60 or CAPTION.fullmatch(text, line.start, line.end):
        return False
    words = words_of(text, _unpiped(text)(line.cells[0]))
    before = next((other for other in reversed(found[:-1][-3:]) if other.cells), None)
    above = words_of(text, _unpiped(text)(before.cells[0])) if before is not None and len(before.cells) == 1 else ""
    return is_label(words) or is_label(above)


def _stack_end(text: str, lines: Sequence[Line], at: int) -> int:
    """The line after a form with one cell a line whose header begins at line ``at``; ``at`` where none does."""
    roles: set[Role] = set()
    heads = 0
    last = at
    while last < len(lines) and heads <= _WIDEST:
        line = lines[last]
        if not line.cells or not words_of(text, _unpiped(text)(line.cells[0])):
            last += 1
            continue
        role = header_role(words_of(text, _unpiped(text)(line.cells[0]))) if len(line.cells) == 1 else None
        if role is None:
            break
        roles.add(role)
        heads += 1
        last += 1
    if heads < 4 or not roles & {"level1", "level2", "rate", "value"} or not roles & {"number", "rate"}:
        return at
    while last < len(lines) and len(lines[last].cells) <= 1:
        line = lines[last]
        if END_OF_TABLE.match(text, line.start, line.end) or (
            line.cells and (CAPTION.fullmatch(text, line.start, line.end) or _chapter(text, line))
        ):
            break
        last += 1
    while not lines[last - 1].cells:
        last -= 1
    return last


def _chapter(text: str, line: Line) -> bool:
    return bool(CHAPTER.fullmatch(text, line.start, line.end))
