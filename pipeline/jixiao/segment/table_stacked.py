"""Finds forms of which each cell stands on a line of its own: pairs of label and value, headers with rows, captions.

What a web page or a PDF file gives when its tables are copied as text. A form is read from its first known label or
header on, as long as one block follows the other: nothing but words of the lexicons begins a block, and what a cell
holds decides where its rows end (see :mod:`jixiao.segment.table_stacked_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import Role, amount_head, header_role, is_label, prose_label
from jixiao.segment.table_regions import Region
from jixiao.segment.table_stacked_cells import LineCell, heads, line_cells
from jixiao.segment.table_stacked_header import Layout, layouts
from jixiao.segment.table_stacked_rows import Laid, laid

_GOAL_ROLES = frozenset({"text", "value", "corner"})
_GOAL = re.compile(r"(?:目标|任务)?(?P<number>\d{1,2})[:：、.．]")
_UNIT_CAPTION = re.compile(r".{2,40}[（(](?:金额)?(?:单位[:：])?(?:[百千万亿]*元|[^（()）]{1,8}一行)[)）]")
_CAPTION = re.compile(r"[^，。；：:\d]{4,40}(?:情况|表|明细|信息)")
_LEAST = 4.0
"""Rows that are worth less are no table."""
_HEAD = 0.3
"""What each word more in the header is worth, among ways to read it that fit the rows alike."""
_FIGURES = frozenset({"number", "percent", "measure", "dash", "date"})
_FEW, _NEAR = 5, 30
_AMOUNTS = frozenset({"number", "dash", "measure"})
_SHORT = 8
"""An unknown word behind a header that may be a head, too, is no longer."""
_CORNER = "（表名）"
_LONGEST_HEADER = 24
_PAIRS = 3
"""So many labels with their values make a form, also without any header."""


@dataclass(frozen=True, slots=True)
class _Block:
    rows: list[list[Span]]
    end: int
    ragged: bool


def stacked_regions(text: str, start: int, end: int) -> list[Region]:
    """The forms with one cell a line in a stretch of text, in text order. Linear in the text."""
    cells = line_cells(text, start, end)
    found: list[Region] = []
    at = 0
    while at < len(cells):
        region, after = _form(text, cells, at)
        if region is not None:
            found.append(region)
        at = max(after, at + 1)
    return found


def _form(text: str, cells: Sequence[LineCell], at: int) -> tuple[Region | None, int]:
    """The form that begins at cell ``at``, and the first cell after what was looked at."""
    rows: list[list[Span]] = []
    blocks = pairs = 0
    ragged = False
    first, done = at, at
    captions: list[list[Span]] = []
    while at < len(cells):
        block = _block(text, cells, at)
        if block is not None:
            rows += [*captions, *block.rows]
            blocks, ragged, captions = blocks + 1, ragged or block.ragged, []
            at = done = block.end
            continue
        pair = _pair(cells, at)
        if pair is not None:
            rows += [*captions, [cells[at].span, *((cells[at + 1].start, cells[pair - 1].end),) * (pair > at + 1)]]
            captions = []
            pairs += pair > at + 1
            at = done = pair
            continue
        priced = _priced(cells, at) if rows else None
        if priced is not None:
            rows += [*captions, *priced[0]]
            captions = []
            at = done = priced[1]
            continue
        if rows and len(captions) < 2 and _is_caption(text, cells[at]):
            captions.append([cells[at].span])
            at += 1
            continue
        break
    if not blocks and pairs < _PAIRS:
        return None, done
    doubts = ["cells-guessed", *(["row-ragged"] if ragged else [])]
    return Region("spaces", cells[first].start, rows[-1][-1][1], rows, doubts), done


def _priced(cells: Sequence[LineCell], at: int) -> tuple[list[list[Span]], int] | None:
    """Items with one amount each and no header: 项目资金（万元） / 年度资金总额： / 120.50 / 其他资金 / 0."""
    left = cells[at] if header_role(cells[at].words) == "label" else None
    here = at + (left is not None)
    rows: list[list[Span]] = []
    while here + 1 < len(cells) and cells[here].kind == "item" and cells[here + 1].kind in _AMOUNTS:
        if here + 2 < len(cells) and cells[here + 2].kind in _AMOUNTS:
            break  # a row of several amounts, whose header was not found
        blank = (cells[here].start, cells[here].start)
        rows.append([left.span if left is not None and not rows else blank, cells[here].span, cells[here + 1].span])
        here += 2
    if len(rows) < (1 if left is not None else 2):
        return None
    return rows, here


def _is_caption(text: str, cell: LineCell) -> bool:
    if cell.kind == "stop":
        return False
    return bool(_UNIT_CAPTION.fullmatch(cell.words) or _CAPTION.fullmatch(cell.words))


def _pair(cells: Sequence[LineCell], at: int) -> int | None:
    """The cell after a label and its value, or after a label without one; None where no label stands."""
    words = cells[at].words
    if not is_label(words) or words[-1] in "：:" or cells[at].kind in {"stop", "level1", "level2"}:
        return None
    end = at + 1
    many = prose_label(words)
    while end < len(cells) and end - at <= (40 if many else 1):
        cell = cells[end]
        if cell.kind == "stop" or is_label(cell.words) or len(cell.words) == 0:
            break
        if many and (heads(cell.words) or _CAPTION.fullmatch(cell.words)) and end > at + 1:
            break
        end += 1
    return end if end > at + 1 or (end < len(cells) and is_label(cells[end].words)) else None


# -------------------------------------------------------------------------------------------------------- blocks


def _block(text: str, cells: Sequence[LineCell], at: int) -> _Block | None:
    """The header that begins at cell ``at`` with its rows, or None where none does."""
    run = _header_run(cells, at)
    if run is None or not _figures_follow(cells, at, run):
        return None
    if {header_role(cell.words) for cell in cells[at:run]} <= _GOAL_ROLES:
        return _goals(cells, at, run)
    best: tuple[float, Layout, Laid] | None = None
    judged = any(header_role(cell.words) == "value" for cell in cells[at:run])
    more = judged and run < len(cells) and cells[run].kind == "text" and len(cells[run].words) <= _SHORT
    for head, end in _heads(cells, at, run + more):
        if not _is_header(head):
            continue
        words = [cell.words for cell in head]
        for layout in layouts(head, _numbers(cells, end)):
            rows = laid(cells, end, layout.roles, words)
            worth = rows.gain + layout.worth + _HEAD * len(head)
            if best is None or worth > best[0]:
                best = worth, layout, rows
    if best is None or best[2].gain < _LEAST:
        return None
    _, layout, found = best
    return _written(cells, layout, found)


def _figures_follow(cells: Sequence[LineCell], at: int, run: int) -> bool:
    """Whether a figure stands near below a header, as in all forms but short ones (names of people): most words are none."""
    if run - at <= _FEW:
        return True
    return any(cell.kind in _FIGURES for cell in cells[run - 1 : run + _NEAR])


def _heads(cells: Sequence[LineCell], at: int, run: int) -> Iterator[tuple[Sequence[LineCell], int]]:
    """The headers that a run of words may be, each with the first cell below it.

    Lines before 评价内容 or 一级指标 are the name of the table, in one cell beside its levels.
    """
    level = next((i for i in range(at, run) if header_role(cells[i].words) == "level1"), at)
    for end in range(run, max(at + 1, run - 5), -1):
        yield cells[at:end], end
        if at < level < min(end, at + 5) and header_role(cells[at].words) not in {"corner", "label", "code"}:
            corner = LineCell(cells[at].start, cells[level - 1].end, _CORNER, "head")
            yield [corner, *cells[level:end]], end


def _header_run(cells: Sequence[LineCell], at: int) -> int | None:
    """The end of the run of words that can head columns."""
    end = at
    unknown = 0
    while end < len(cells) and end - at < _LONGEST_HEADER:
        cell = cells[end]
        named = heads(cell.words) and (cell.kind not in {"stop", "level1", "level2", "total"} or cell.words == "合计")
        if not named and not (end == at and header_role(cell.words) == "label"):
            inside = end > at and end + 1 < len(cells) and heads(cells[end + 1].words)
            if end == at + 1 and is_label(cells[at].words):
                break  # 部门名称 with the name
            if not inside or cell.kind not in {"text", "head", "levelish"} or len(cell.words) > 14 or unknown:
                break
            unknown += 1
        end += 1
    return end if end - at >= 2 else None


def _is_header(head: Sequence[LineCell]) -> bool:
    if len(head) < 2:
        return False
    roles = {header_role(cell.words) for cell in head}
    if len(head) == 2:
        return header_role(head[0].words) == "label" and amount_head(head[1].words)
    return bool(roles & {"level1", "level2", "label", "corner", "number"}) and bool(
        roles & {"number", "rate", "value", "text", "code"}
    )


def _numbers(cells: Sequence[LineCell], at: int) -> list[int]:
    """How many numbers stand in a row below a header: the most common run, then the longest."""
    runs: list[int] = []
    run = 0
    for cell in cells[at : at + 60]:
        if cell.kind in {"number", "percent", "dash", "measure"}:
            run += 1
            continue
        if run:
            runs.append(run)
        run = 0
        if cell.kind in {"stop", "prose", "head"}:
            break
    if run:
        runs.append(run)
    if not runs:
        return []
    return list(dict.fromkeys([max(sorted(set(runs), reverse=True), key=runs.count), max(runs)]))


def _written(cells: Sequence[LineCell], layout: Layout, found: Laid) -> _Block:
    rows = [list(row) for row in layout.rows]
    head = [list(row) for row in layout.rows]
    ragged = False
    here = layout.rows[-1][-1][1]
    for laid_row in found.rows:
        if not laid_row:
            rows += head  # the header again: rows need their words once more
            continue
        row: list[Span] = []
        for numbers in laid_row:
            if numbers is None:
                row.append((here, here))
            else:
                row.append((cells[numbers[0]].start, cells[numbers[-1]].end))
                here = row[-1][1]
        ragged |= _shortened(row, laid_row, layout.roles, cells)
        rows.append(row)
    return _Block(rows, found.end, ragged)


def _shortened(
    row: list[Span], laid_row: Sequence[tuple[int, ...] | None], roles: Sequence[Role], cells: Sequence[LineCell]
) -> bool:
    """Cuts off the blanks at the end of a row that lacks a number: which one cannot be known, and a short row says so."""
    numbers = [at for at, role in enumerate(roles) if role in {"number", "rate"}]
    filled = [at for at in numbers if laid_row[at] is not None]
    total = any(place is not None and cells[place[0]].kind == "total" for place in laid_row)
    if not filled or len(filled) == len(numbers) or "level2" in roles or total:
        return False
    while row[-1][0] == row[-1][1]:
        row.pop()
    return True


def _goals(cells: Sequence[LineCell], at: int, run: int) -> _Block | None:
    """预期目标 | 实际完成情况 over two cells of prose, each of one or more paragraphs."""
    corner = header_role(cells[at].words) == "corner"
    if run - at - corner != 2 or not any("目标" in cell.words for cell in cells[at:run]):
        return None
    end = run
    while end < len(cells) and end - run < 24:
        cell = cells[end]
        if cell.kind in {"stop", "level1", "level2"} or is_label(cell.words) or _CAPTION.fullmatch(cell.words):
            break
        if end > run and heads(cell.words):
            break
        end += 1
    if end - run < 2:
        return None
    parted = _where_results_begin([cell.words for cell in cells[run:end]]) + run
    blank = [(cells[run - 1].end,) * 2] if corner else []
    rows = [[cell.span for cell in cells[at:run]]]
    rows.append([*blank, (cells[run].start, cells[parted - 1].end), (cells[parted].start, cells[end - 1].end)])
    return _Block(rows, end, end - run > 2)


def _where_results_begin(words: Sequence[str]) -> int:
    """Which paragraph begins the second cell: where the numbering of the goals ends or begins anew, else the middle."""
    last = 0
    for at, paragraph in enumerate(words):
        found = _GOAL.match(paragraph)
        number = int(found["number"]) if found is not None else 0
        if at and last and number <= last:
            return at
        last = number
    return max(1, len(words) // 2)
