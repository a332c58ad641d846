"""Tables that lost all marks: rows with blanks between the cells and none where a cell was empty, or one line for all.

Here columns are found by meaning: a header of known words begins a table, and each cell of the rows below goes to the
column that fits what it holds (a level, a name, a number, a number with unit), in order, places left out where the
converter left the blank cells out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import Role, header_role, is_label
from jixiao.segment.table_header import header_rows
from jixiao.segment.table_lines import Line, line_of
from jixiao.segment.table_oneline import one_line_form
from jixiao.segment.table_place import kind_of, placed, words_of, worth
from jixiao.segment.table_regions import CAPTION, END_OF_TABLE, Region, looks_numeric
from jixiao.segment.table_stacked import stacked_regions

_NARROW = re.compile(r"\S+")
_UNIT = re.compile(r"[（(][^（()）]*[)）]\Z|(?:情况|表|指标|目标)\Z")
"""A caption's end."""
_WORDS = re.compile(r"(?!(?:指标|目标)\d)(?=.*[一-鿿]{2})[^.…·]")
"""No dots that a template left, no 指标2：."""
_TAIL = 30
"""The rest of a cell on a line of its own has no more characters."""
_LONGEST_ROW = 300
"""A line that is cut at its single blanks has no more characters."""
_ROW = 3.0
"""What its pieces are worth under the header, at least."""
_SENTENCE = re.compile(r"[。！？]")


def spaced_regions(text: str, taken: Sequence[Span]) -> list[Region]:
    """The tables without marks outside the intervals ``taken``, in text order. Linear in the text."""
    found: list[Region] = []
    for start, end in _free(taken, 0, len(text)):
        stacked_forms = stacked_regions(text, start, end)
        found += stacked_forms
        for first, last in _free([(form.start, form.end) for form in stacked_forms], start, end):
            found += _in_stretch(text, first, last)
    return found


def _free(taken: Sequence[Span], done: int, stop: int) -> list[Span]:
    free = []
    for start, end in sorted(taken):
        free.append((done, start))
        done = max(done, end)
    free.append((done, stop))
    return [(start, end) for start, end in free if end - start > 20]


def _in_stretch(text: str, start: int, end: int) -> list[Region]:
    lines = _lines(text, start, end)
    found: list[Region] = []
    at = 0
    floor = 0
    while at < len(lines):
        line = lines[at]
        if line.is_header and (len(line.cells) >= 3 or _rows_follow(lines, at)):
            first, last = _grown(text, lines, at, floor)
            rows, ragged = _rows(text, lines[first:last])
            if sum(len(row) > 1 for row in rows) >= 2:
                found.append(
                    Region(
                        "spaces",
                        lines[first].start,
                        lines[last - 1].end,
                        rows,
                        ["cells-guessed", *(["row-ragged"] if ragged else [])],
                    )
                )
                at = floor = last
                continue
        at += 1
    return found


def _lines(text: str, start: int, end: int) -> list[Line]:
    lines: list[Line] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        pieces = [(at, stop)]
        if stop - at > 150 and text.count(" ", at, stop) >= 12:
            pieces = one_line_form(text, at, stop) or pieces
        for piece in pieces:
            line = line_of(text, *piece)
            if lines and (whole := _head_joined(text, lines[-1], line)) is not None:
                lines[-1] = whole
            else:
                lines.append(line)
        at = stop + 1
    return lines


def _head_joined(text: str, above: Line, line: Line) -> Line | None:
    """A header with the end of its last word, which stands on the line below: 偏差原因分 / 析及改进措施."""
    if above.header < 2 or len(line.cells) != 1 or line.end - line.start > _TAIL:
        return None
    start, end = above.cells[-1][0], line.cells[0][1]
    if header_role(words_of(text, above.cells[-1])) is not None or header_role(words_of(text, (start, end))) is None:
        return None
    return Line(above.start, line.end, (*above.cells[:-1], (start, end)), above.header + 1)


def _rows_follow(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and len(lines[at + 1].cells) >= 2


def _grown(text: str, lines: list[Line], at: int, floor: int) -> tuple[int, int]:
    """The lines from [first, last) that belong to the table whose header is line ``at``.

    A line whose blanks were not seen to part cells is cut where its pieces fit under the header.
    """
    first = at
    while first > floor:
        above = lines[first - 1]
        if len(above.cells) >= 2 and not text[above.cells[0][0] : above.cells[0][1]].endswith(("：", ":")):
            first -= 1
        else:
            row = _row_above_captions(text, lines, first - 1, floor)
            if row is None:
                break
            first = row
    last = at + 1
    roles = _roles(text, lines[at])
    while last < len(lines):
        line = lines[last]
        if line.is_header:
            roles = _roles(text, line)
        elif len(line.cells) == 1 and (cut := _cut(text, line, roles)) is not None:
            line = lines[last] = cut
        if END_OF_TABLE.match(text, line.start, line.end):
            break
        blank = not line.cells and last + 1 < len(lines) and _resumes(text, lines[last + 1])
        if not (blank or len(line.cells) >= 2 or _short_row(text, lines, last)):
            break
        last += 1
    while not lines[last - 1].cells:
        last -= 1
    return first, last


def _roles(text: str, line: Line) -> list[Role]:
    return [header_role(words_of(text, cell)) or "text" for cell in line.cells]


def _cut(text: str, line: Line, roles: Sequence[Role]) -> Line | None:
    """The line cut at its single blanks, where its pieces fill a row of the table: 长效机制 建立 基本建立 15 13."""
    if line.end - line.start > _LONGEST_ROW:
        return None
    cells = tuple(match.span() for match in _NARROW.finditer(text, line.start, line.end))
    if len(cells) < 3 or not any(looks_numeric(text[a:b]) for a, b in cells):
        return None
    return Line(line.start, line.end, cells, 0) if worth(text, cells, roles) >= _ROW else None


def _resumes(text: str, line: Line) -> bool:
    """Whether a line after a blank one goes on with the table."""
    return len(line.cells) >= 3 or line.is_header or (len(line.cells) == 2 and is_label(text[slice(*line.cells[0])]))


def _row_above_captions(text: str, lines: Sequence[Line], at: int, floor: int) -> int | None:
    """The row with several cells above one to three captions, the lowest of which is line ``at``."""
    for row in range(at, max(floor, at - 4) - 1, -1):
        line = lines[row]
        if len(line.cells) >= 2 and row < at:
            return None if text[line.cells[0][0] : line.cells[0][1]].endswith(("：", ":")) else row
        caption = (
            len(line.cells) == 1 and line.end - line.start <= 30 and not _SENTENCE.search(text, line.start, line.end)
        )
        if not caption or (CAPTION.fullmatch(text, line.start, line.end) and line.end - line.start > 7):
            return None
    return None


def _short_row(text: str, lines: Sequence[Line], at: int) -> bool:
    """A caption, or a row of which only the label is left, between rows of the table."""
    line = lines[at]
    if len(line.cells) != 1 or line.end - line.start > 60 or _SENTENCE.search(text, line.start, line.end):
        return False
    if CAPTION.fullmatch(text, line.start, line.end) and line.end - line.start > 12:
        return False
    near = lines[at + 1 : at + 3]
    return any(len(other.cells) >= 2 for other in near)


def _rows(text: str, lines: Sequence[Line]) -> tuple[list[list[Span]], bool]:
    """Rows as a converter that keeps blank cells would have printed them; whether one lacks a number, and which is open."""
    ragged = False
    rows: list[list[Span]] = []
    roles: list[Role] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.cells:
            at += 1
        elif line.is_header:
            stack, roles = header_rows(text, lines, at)
            rows += stack
            at += len(stack)
        elif rows and roles and _goes_on(text, rows[-1], roles, line):
            rows[-1][_last_written(rows[-1])] = (rows[-1][_last_written(rows[-1])][0], line.cells[0][1])
            at += 1
        else:
            row = placed(text, line.cells, roles) if roles else list(line.cells)
            ragged |= 1 < len(row) < len(roles) and len(row) > len(line.cells) - 1 and "number" in roles
            rows.append(row)
            at += 1
    return rows, ragged


def _last_written(row: Sequence[Span]) -> int:
    return max((at for at, (start, end) in enumerate(row) if start < end), default=-1)


def _goes_on(text: str, row: Sequence[Span], roles: Sequence[Role], line: Line) -> bool:
    """Whether a line is the end of the words in the last cell of the row above: a reason or a rule that wraps."""
    at = _last_written(row)
    if len(line.cells) != 1 or line.end - line.start > _TAIL or not 0 <= at < len(roles) or len(row) < len(roles):
        return False
    words = words_of(text, line.cells[0])
    plain = kind_of(words) in {"text", "sentence"} and header_role(words) is None and not is_label(words)
    plain = plain and _WORDS.match(words) is not None
    return plain and roles[at] == "text" and kind_of(words_of(text, row[at])) == "text" and not _UNIT.search(words)
