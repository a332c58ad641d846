"""Tables that lost all marks: rows with blanks between the cells and none where a cell was empty, or one line for all.

Here columns are found by meaning: a header of known words begins a table, and each cell of the rows below goes to the
column that fits what it holds (a level, a name, a number, a number with unit), in order, places left out where the
converter left the blank cells out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jixiao.document.trace import Span
from jixiao.lexicon.overlays import remembered
from jixiao.segment.table_itemised import itemised
from jixiao.segment.table_oneline import cut, one_line_form
from jixiao.segment.table_regions import CAPTION, CHAPTER, END_OF_TABLE, Region, looks_numeric
from jixiao.segment.table_words import Role, amount_head, header_role, is_label, level_word

_WIDE = re.compile(r"\S+(?: \S+)*")
_NARROW = re.compile(r"\S+")
_BARE = re.compile(r"[+\-−－]?[\d,，.．]+")
_PERCENT = re.compile(r"[+\-−－]?[\d.．]+\s*[%％]")
_DASH = re.compile(r"[-—–－/]{1,4}")
_OPERATOR = re.compile(r"[≥≤≧≦＞＜><＝=]+|定性|正向|反向|正向指标|反向指标")
_TOTAL = re.compile(r"(?:总\s*分|合\s*计|总\s*计|总得分|自评总分|得分合计)(?:[（(].{1,8}[)）])?")
_NUMBERED = re.compile(r"(?:指标|目标)\s*\d{1,2}\s*[:：]")
_SENTENCE = re.compile(r"[。！？]")
_BOTH = re.compile(r"[^\d：:]{2,30}[:：]\s*-?[\d,]+(?:\.\d+)?")
_OF_WHICH = "其中"

_SKIP: dict[Role, float] = {
    "corner": 0.0, "level1": 0.1, "level2": 0.1, "label": 1.0, "number": 1.0, "rate": 0.8, "value": 0.8, "text": 0.1,
    "unit": 0.5, "operator": 0.5,
}  # fmt: skip
"""What it costs to leave a column of this role out of a row."""
_FIT: dict[Role, dict[str, float]] = {
    "corner": {"text": -2.0, "total": 1.0},
    "level1": {"level1": 4.0, "level2": -2.0, "text": -1.5, "total": 1.0},
    "level2": {"level2": 4.0, "level1": -2.0, "text": -1.0, "total": 0.5},
    "label": {"text": 1.0, "level1": 0.5, "level2": 0.5, "total": 1.5, "measure": -3.0, "dash": -3.0},
    "number": {"number": 2.0, "measure": 1.4, "percent": 1.2, "dash": 1.2},
    "rate": {"percent": 2.2, "number": 1.0, "dash": 1.0},
    "value": {"measure": 1.2, "percent": 1.2, "number": 0.7, "text": 0.6, "dash": 0.5, "level2": -1.0},
    "text": {"text": 0.6, "dash": 0.3, "percent": -2.0, "measure": -2.0, "level1": -1.0, "level2": -1.0},
    "unit": {"text": 1.0, "unit": 1.5},
    "operator": {"operator": 3.0, "text": -1.0},
}
"""How well a cell of a kind stands in a column of a role; anything else fits not at all."""


_WIDEST = 40
"""No row has more cells, no header more words: what bounds the work on any text."""
_CELL = 40
"""A line that is a cell of accounts has no more characters."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    cells: tuple[Span, ...]
    header: int
    """How many of its cells are words that head a column."""

    @property
    def is_header(self) -> bool:
        return self.header >= 2 and 5 * self.header >= 3 * len(self.cells)


def spaced_regions(text: str, taken: Sequence[Span]) -> list[Region]:
    """The tables without marks outside the intervals ``taken``, in text order. Linear in the text."""
    found: list[Region] = []
    for start, end in _free(text, taken):
        found += _in_stretch(text, start, end)
    return found


def _free(text: str, taken: Sequence[Span]) -> list[Span]:
    free = []
    done = 0
    for start, end in sorted(taken):
        free.append((done, start))
        done = max(done, end)
    free.append((done, len(text)))
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


def _lines(text: str, start: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        pieces = [(at, stop)]
        if stop - at > 150 and text.count(" ", at, stop) >= 12:
            pieces = one_line_form(text, at, stop) or pieces
        lines.extend(_line(text, *piece) for piece in pieces)
        at = stop + 1
    return _stacked(text, lines)


def _stacked(text: str, lines: list[_Line]) -> list[_Line]:
    """The same lines, with each form that has one cell a line put into rows."""
    found: list[_Line] = []
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
        for first, end in cut([_words(text, token) for token in tokens]):
            cells = tuple(tokens[first:end])
            heads = sum(header_role(_words(text, cell)) is not None for cell in cells) if len(cells) > 1 else 0
            found.append(_Line(cells[0][0], cells[-1][1], cells, heads))
        at = last
    return found


def _itemised(text: str, lines: Sequence[_Line], at: int) -> tuple[list[_Line], int] | None:
    """The rows of accounts with one cell a line that begin at line ``at``, and the line after them."""
    if header_role(_words(text, lines[at].cells[0])) != "label":
        return None
    after = next((i for i in range(at + 1, min(len(lines), at + 4)) if lines[i].cells), None)
    if after is None or not amount_head(_words(text, lines[after].cells[0])):
        return None
    used = [i for i in range(at, min(len(lines), at + 400)) if lines[i].cells]
    used = used[: next((n for n, i in enumerate(used) if len(lines[i].cells) != 1), len(used))]
    rows = itemised([_words(text, lines[i].cells[0]) for i in used], 0)
    if rows is None:
        return None
    found = []
    for first, end in rows:
        cells = tuple(lines[used[i]].cells[0] for i in range(first, end))
        heads = len(cells) if first == 0 else 0
        found.append(_Line(cells[0][0], cells[-1][1], cells, heads))
    return found, used[rows[-1][1] - 1] + 1


def _parted(text: str, lines: Sequence[_Line], at: int) -> tuple[list[_Line], int] | None:
    """The rows of a table with one cell a line and a blank line after each row, and the line after them.

    The first row must be a header, and the next one with numbers in it must follow within three rows.
    """
    if at and lines[at - 1].cells:
        return None  # a row begins behind a blank line
    found: list[_Line] = []
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
        heads = sum(header_role(_words(text, cell)) is not None for cell in cells)
        row = _Line(cells[0][0], cells[-1][1], cells, heads)
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


def _belongs_above(text: str, found: Sequence[_Line]) -> bool:
    line = found[-1]
    if len(line.cells) != 1 or line.end - line.start > 60 or CAPTION.fullmatch(text, line.start, line.end):
        return False
    words = _words(text, _unpiped(text)(line.cells[0]))
    before = next((other for other in reversed(found[:-1][-3:]) if other.cells), None)
    above = _words(text, _unpiped(text)(before.cells[0])) if before is not None and len(before.cells) == 1 else ""
    return is_label(words) or is_label(above)


def _stack_end(text: str, lines: Sequence[_Line], at: int) -> int:
    """The line after a form with one cell a line whose header begins at line ``at``; ``at`` where none does."""
    roles: set[Role] = set()
    heads = 0
    last = at
    while last < len(lines) and heads <= _WIDEST:
        line = lines[last]
        if not line.cells or not _words(text, _unpiped(text)(line.cells[0])):
            last += 1
            continue
        role = header_role(_words(text, _unpiped(text)(line.cells[0]))) if len(line.cells) == 1 else None
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


def _chapter(text: str, line: _Line) -> bool:
    return bool(CHAPTER.fullmatch(text, line.start, line.end))


def _line(text: str, start: int, end: int) -> _Line:
    while end > start and text[end - 1] in "| ":
        end -= 1  # a pipe after each cell
    if "  " in text[start:end].strip() or end - start > 300:
        cells = _words_joined(text, [match.span() for match in _WIDE.finditer(text, start, end)])
    else:
        cells = tuple(match.span() for match in _NARROW.finditer(text, start, end)) if end - start <= 300 else ()
        plain = [text[a:b] for a, b in cells]
        good = sum(bool(looks_numeric(p) or _DASH.fullmatch(p) or header_role(p) or level_word(p)) for p in plain)
        whole = text[start:end].strip()
        if len(cells) < 2 or (2 * good < len(cells) and not (len(cells) <= 4 and is_label(plain[0]))):
            cells = (((begin := start + text[start:end].index(whole)), begin + len(whole)),) if whole else ()
    heads = sum(header_role(text[a:b]) is not None for a, b in cells) if len(cells) > 1 else 0
    return _Line(start, end, cells, heads)


def _words_joined(text: str, cells: Sequence[Span]) -> tuple[Span, ...]:
    """姓  名 is one cell: two single characters in a row were spread to fill it."""
    found: list[Span] = []
    for cell in cells:
        alone = cell[1] - cell[0] == 1 and "一" <= text[cell[0]] <= "鿿"
        if alone and found and found[-1][1] - found[-1][0] == 1 and "一" <= text[found[-1][0]] <= "鿿":
            found[-1] = (found[-1][0], cell[1])
        else:
            found.append(cell)
    return tuple(found)


def _rows_follow(lines: Sequence[_Line], at: int) -> bool:
    return at + 1 < len(lines) and len(lines[at + 1].cells) >= 2


def _grown(text: str, lines: Sequence[_Line], at: int, floor: int) -> tuple[int, int]:
    """The lines from [first, last) that belong to the table whose header is line ``at``."""
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
    while last < len(lines):
        line = lines[last]
        if END_OF_TABLE.match(text, line.start, line.end):
            break
        blank = not line.cells and last + 1 < len(lines) and _resumes(text, lines[last + 1])
        if not (blank or len(line.cells) >= 2 or _short_row(text, lines, last)):
            break
        last += 1
    while not lines[last - 1].cells:
        last -= 1
    return first, last


def _resumes(text: str, line: _Line) -> bool:
    """Whether a line after a blank one goes on with the table."""
    return len(line.cells) >= 3 or line.is_header or (len(line.cells) == 2 and is_label(text[slice(*line.cells[0])]))


def _row_above_captions(text: str, lines: Sequence[_Line], at: int, floor: int) -> int | None:
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


def _short_row(text: str, lines: Sequence[_Line], at: int) -> bool:
    """A caption, or a row of which only the label is left, between rows of the table."""
    line = lines[at]
    if len(line.cells) != 1 or line.end - line.start > 60 or _SENTENCE.search(text, line.start, line.end):
        return False
    if CAPTION.fullmatch(text, line.start, line.end) and line.end - line.start > 12:
        return False
    near = lines[at + 1 : at + 3]
    return any(len(other.cells) >= 2 for other in near)


# --------------------------------------------------------------------------------------------------------- rows


def _rows(text: str, lines: Sequence[_Line]) -> tuple[list[list[Span]], bool]:
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
            stack, roles = _header(text, lines, at)
            rows += stack
            at += len(stack)
        else:
            row = _placed(text, line.cells, roles) if roles else list(line.cells)
            ragged |= 1 < len(row) < len(roles) and len(row) > len(line.cells) - 1 and "number" in roles
            rows.append(row)
            at += 1
    return rows, ragged


def _header(text: str, lines: Sequence[_Line], at: int) -> tuple[list[list[Span]], list[Role]]:
    """The rows of a header with blanks below cells that reach down, and the roles of its columns."""
    rows = [lines[at].cells]
    while at + len(rows) < len(lines) and len(rows) < 4:
        line = lines[at + len(rows)]
        parts = len(line.cells) >= 2 and line.header * 5 >= len(line.cells) * 3
        if not parts or not any(
            _words(text, cell).startswith(_OF_WHICH) or header_role(_words(text, cell)) for cell in rows[-1]
        ):
            break
        if any(header_role(_words(text, cell)) in {"level1", "label", "corner"} for cell in line.cells[:1]):
            break  # a header of its own
        rows.append(line.cells)
    width = max(
        (len(line.cells) for line in lines[at + len(rows) : at + len(rows) + 6] if not line.is_header), default=0
    )
    parents = _parents(text, rows, width)
    found: list[list[Span]] = [list(rows[0])]
    leaf: list[Role] = [header_role(_words(text, cell)) or "text" for cell in rows[0]]
    if header_role(_words(text, rows[0][0])) is None:
        leaf[0] = "corner"
    for number in range(1, len(rows)):
        above, below = found[-1], list(rows[number])
        chosen = [i for i, cell in enumerate(above) if cell[0] < cell[1] and cell in parents[number - 1]]
        if not chosen:
            break
        row: list[Span] = []
        new_leaf: list[Role] = []
        share = _shared(text, [above[i] for i in chosen], below)
        for i, cell in enumerate(above):
            if i in chosen:
                part = share[chosen.index(i)]
                row += part
                new_leaf += [header_role(_words(text, p)) or "number" for p in part]
            else:
                row.append((cell[1], cell[1]))
                new_leaf.append(leaf[i])
        found.append(row)
        leaf = new_leaf
    if len(rows) == 1:
        leaf = _widened(text, rows[0], leaf)
    return found, leaf


def _parents(text: str, rows: Sequence[Sequence[Span]], width: int) -> list[set[Span]]:
    """For each header row but the last, the cells that have parts in the row below.

    其中： always has. Others are added, those that share an ending with a part first, until the columns are as many as
    the rows below have cells.
    """
    chosen: list[set[Span]] = [{cell for cell in row if _words(text, cell).startswith(_OF_WHICH)} for row in rows[:-1]]
    leaves = sum(len(row) for row in rows) - sum(len(c) for c in chosen)
    candidates = []
    for number, row in enumerate(rows[:-1]):
        below = [_words(text, part) for part in rows[number + 1]]
        for cell in row:
            name = _words(text, cell)
            if cell in chosen[number]:
                continue
            likeness = sum(name in part or (len(name) > 2 and name[-2:] == part[-2:]) for part in below)
            candidates.append((-likeness, number, cell))
    for likeness, number, cell in sorted(candidates):
        if leaves <= width or likeness == 0:
            break
        chosen[number].add(cell)
        leaves -= 1
    return chosen


def _shared(text: str, parents: Sequence[Span], parts: list[Span]) -> list[list[Span]]:
    """The parts divided among their parents, in order: a part whose name holds its parent's goes there."""
    if len(parents) == 1:
        return [parts]
    found: list[list[Span]] = [[] for _ in parents]
    at = 0
    for number, part in enumerate(parts):
        left = len(parts) - number
        while (
            at + 1 < len(parents)
            and found[at]
            and (_words(text, parents[at + 1]).rstrip("：:") in _words(text, part) or left <= len(parents) - at - 1)
        ):
            at += 1
        found[at].append(part)
    return found


def _widened(text: str, cells: Sequence[Span], leaf: list[Role]) -> list[Role]:
    """评价内容 heads two columns of levels."""
    roles: list[Role] = []
    for cell, role in zip(cells, leaf, strict=True):
        roles.append(role)
        if role == "level1" and "level2" not in leaf and _words(text, cell).endswith("内容"):
            roles.append("level2")
    return roles


def _words(text: str, span: Span) -> str:
    return "".join(text[span[0] : span[1]].split())


@remembered(4096)
def _kind(words: str) -> str:
    if _BARE.fullmatch(words):
        return "number"
    if _PERCENT.fullmatch(words):
        return "percent"
    if _DASH.fullmatch(words):
        return "dash"
    if _OPERATOR.fullmatch(words):
        return "operator"
    if _TOTAL.fullmatch(words):
        return "total"
    level = level_word(words)
    if level is not None:
        return f"level{level}"
    if looks_numeric(words.lstrip("≥≤≧≦＞＜><=约近")):
        return "measure"
    return "unit" if words in {"%", "个", "人", "万元", "元", "次", "家", "天", "分", "项", "场", "人次"} else "text"


def _placed(text: str, cells: Sequence[Span], roles: Sequence[Role]) -> list[Span]:
    """The cells under the columns that they fit best, with blank cells where columns were left out."""
    if len(cells) > len(roles) or (len(cells) == 1 and len(roles) > 1 and not _NUMBERED.match(text, *cells[0])):
        return list(cells)
    if is_label(_words(text, cells[0])) and len(cells) <= 4 and level_word(_words(text, cells[0])) is None:
        return list(cells)  # a pair below the block
    if all(_BOTH.match(text, *cell) for cell in cells[:2]):
        return list(cells)  # 按收入性质分：… | 按支出性质分：…: each cell brings its own label
    kinds = [_kind(_words(text, cell)) for cell in cells]
    count, width = len(cells), len(roles)
    best: list[list[float]] = [[-1e9] * (width + 1) for _ in range(count + 1)]
    take: list[list[bool]] = [[False] * (width + 1) for _ in range(count + 1)]
    best[count][width] = 0.0
    for column in range(width - 1, -1, -1):
        best[count][column] = best[count][column + 1] - _SKIP[roles[column]]
    for at in range(count - 1, -1, -1):
        for column in range(width - (count - at), -1, -1):
            skip = best[at][column + 1] - _SKIP[roles[column]]
            kind = (
                "text" if kinds[at] in {"operator", "unit"} and roles[column] not in {"operator", "unit"} else kinds[at]
            )
            put = best[at + 1][column + 1] + _FIT[roles[column]].get(kind, -4.0)
            best[at][column], take[at][column] = max((put, True), (skip, False))
    if best[0][0] < -3.0 - 0.2 * width:
        return list(cells)
    row: list[Span] = []
    at = 0
    here = cells[0][0]
    for column in range(width):
        if at < count and take[at][column]:
            row.append(cells[at])
            here = cells[at][1]
            at += 1
        else:
            row.append((here, here))
    numbers = [i for i, role in enumerate(roles) if role in {"number", "rate"}]
    filled = [i for i in numbers if row[i][0] < row[i][1]]
    if filled and len(filled) < len(numbers) and "level2" not in roles and "total" not in kinds:
        while row[-1][0] == row[-1][1]:
            row.pop()  # which number is missing cannot be known: a row that is too short says so
    return row
