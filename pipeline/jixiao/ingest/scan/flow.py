"""Reading order of running text: columns, margin notes, lines joined into paragraphs, page numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from jixiao.document.document import Box, ParagraphRole
from jixiao.ingest.contents import is_contents_line
from jixiao.ingest.scan.raw import RawLine
from jixiao.ingest.scan.shapes import TextRow, hull, is_chinese, joined, rows_of

_DASH = r"[-—–－─一·.~\s]*"
PAGE_NUMBER = re.compile(
    _DASH + r"(?:第?\s*(\d{1,4})\s*页?(?:\s*[,，/／]?\s*(?:共\s*)?\d{1,4}\s*页?)?|([ivxIVX]{1,6}))" + _DASH
)
"""- 5 -, — 12 —, 第3页, 第3页 共20页, 3/20, iv."""
_MARGIN = 0.09
"""Share of the page's height at its top and bottom where page numbers stand."""
_TITLE_STEP = 2.7
"""Heights of type from one line of a title to the next, at most: two lines of 二号 type are set 1.5 to 2.3 apart."""
_FIGURE = re.compile(r"[0-9A-Za-z.,%+-]+")
_CLOSING = frozenset("，。；：、！？）》”’」』】％%")
_ENDS = tuple("。！？；：")
_NUMBERED = re.compile(
    r"""
      第[一二三四五六七八九十\d]{1,3}(?:章|节|部分) | [一二三四五六七八九十]{1,3}[、.．]
    | [（(][一二三四五六七八九十\d]{1,3}[)）]       | \d{1,2}(?:[、．]|\.(?!\d))
    """,
    re.VERBOSE,
)
"""How numbered headings begin: 第一部分, 一、, （二）, 3.效益."""
_ITEM = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．])")
_WHOLE_HEADING = re.compile(
    _ITEM.pattern + r"[^，。；：,;:]{4,}(?:等|情况|说明|分析|概况|内容|方向|范围|效益|措施|建议)[)）]?"
)
_BEGINS = re.compile(r"20\d\d|全年|本年|截至|截止|[我本]|根据|按照?|一是|主要|为[了]?|目前")
"""A heading that fills its line stops there all the same, where the next line begins a text."""
_ANNEX = re.compile(r"附\s*[件表录]")
_DATED = re.compile(r"\D{0,16}20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
"""The date under a letter stands at the right margin and ends its page's text."""


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """Lines of a paragraph, each a row of the page, from top to bottom."""

    rows: tuple[TextRow, ...]
    role: ParagraphRole = "body"
    label: str | None = None
    """The number, for a page number."""
    flush: bool = False
    """It begins at the left margin, as a paragraph does that goes on from the page before."""
    full: bool = False
    """Its last line reaches the right margin."""

    @property
    def box(self) -> Box:
        """Around all lines."""
        return hull(row.box for row in self.rows)

    @property
    def may_go_on(self) -> bool:
        """Whether its last line is full and ends neither a sentence nor a letter."""
        last = self.rows[-1].text
        return self.full and last[-1:] not in _ENDS and not (len(self.rows) == 1 and _DATED.fullmatch(last))

    @property
    def may_be_rest(self) -> bool:
        """Whether it begins as the rest of a paragraph does: at the margin, with no number of its own."""
        first = self.rows[0].text
        return self.flush and _NUMBERED.match(first) is None and _ANNEX.match(first) is None


def page_number(text: str) -> str | None:
    """The number in a line that is a page number and nothing else.

    >>> page_number("— 12 —"), page_number("第3页 共20页"), page_number("3.5%")
    ('12', '3', None)
    """
    found = PAGE_NUMBER.fullmatch(text.strip())
    return (found[1] or found[2]) if found else None


def paragraphs(
    lines: Sequence[RawLine], width: float, height: float, size: float, left: float = 0.0
) -> list[FlowParagraph]:
    """The paragraphs of some lines in reading order. ``width``, ``height``: of the page or panel, which begins at
    ``left``; ``size``: its em."""
    if not lines:
        return []
    main, notes = _without_margin_notes(lines, width, size)
    found = []
    for column in _columns(main, size):
        found.extend(_in_column(column, height, size, left + width / 2))
    beside = _in_column(notes, height, size, left + width / 2)
    return [*found, *(replace(note, role="textbox" if note.role == "body" else note.role) for note in beside)]


def _without_margin_notes(lines: Sequence[RawLine], width: float, size: float) -> tuple[list[RawLine], list[RawLine]]:
    """Lines of the main text, and small ones that stand wholly beside it."""
    wide = [x for x in lines if x.box[2] - x.box[0] > 0.4 * width]
    if len(wide) < 4:
        return list(lines), []
    left, right = median(x.box[0] for x in wide), median(x.box[2] for x in wide)
    notes = [
        x
        for x in lines
        if (x.box[2] < left - 0.8 * size or x.box[0] > right + 0.8 * size) and x.box[2] - x.box[0] < 0.2 * width
    ]
    return [x for x in lines if x not in notes], notes


def _columns(lines: Sequence[RawLine], size: float) -> list[list[RawLine]]:
    """The lines in one group, or a stretch of two columns as two groups between what stands above and below.

    Columns of prose: at least six lines on each side of a gap that nothing crosses, most of them filling their side.
    """
    best: tuple[float, float, float] | None = None
    if len(lines) >= 12:
        left, right = min(x.box[0] for x in lines), max(x.box[2] for x in lines)
        for share in (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56, 0.42, 0.58):
            x = left + share * (right - left)
            crossing = [line for line in lines if line.box[0] < x - 0.3 * size and line.box[2] > x + 0.3 * size]
            for top, bottom in _free_stretches(crossing, lines):
                inside = [line for line in lines if top < (line.box[1] + line.box[3]) / 2 < bottom]
                sides = [
                    [v for v in inside if v.box[2] <= x + 0.3 * size],
                    [v for v in inside if v.box[0] >= x - 0.3 * size],
                ]
                if all(_fills(side) for side in sides) and (best is None or bottom - top > best[2] - best[1] + size):
                    best = (x, top, bottom)
    if best is None:
        return [list(lines)]
    x, top, bottom = best
    groups: list[list[RawLine]] = [[], [], [], []]
    for line in lines:
        middle = (line.box[1] + line.box[3]) / 2
        where = 0 if middle <= top else 3 if middle >= bottom else 1 if (line.box[0] + line.box[2]) / 2 < x else 2
        groups[where].append(line)
    return [group for group in groups if group]


def _free_stretches(crossing: Sequence[RawLine], lines: Sequence[RawLine]) -> list[tuple[float, float]]:
    """Stretches of the page's height in which no line crosses."""
    heights = sorted((line.box[1] + line.box[3]) / 2 for line in crossing)
    edges = [min(x.box[1] for x in lines) - 1, *heights, max(x.box[3] for x in lines) + 1]
    return list(itertools.pairwise(edges))


def _fills(side: Sequence[RawLine]) -> bool:
    if len(side) < 6:
        return False
    left, right = min(x.box[0] for x in side), max(x.box[2] for x in side)
    full = sum(x.box[2] - x.box[0] > 0.8 * (right - left) for x in side)
    return full >= 0.5 * len(side) and median(len(x.text) for x in side) >= 9


def _in_column(lines: Sequence[RawLine], height: float, size: float, centre: float) -> list[FlowParagraph]:
    """Lines of one column joined into paragraphs. ``centre``: the x of the page's middle."""
    rows = [joined(row, 1.6) for row in rows_of(lines)]
    if not rows:
        return []
    numbers = {i: n for i, row in enumerate(rows) if (n := _number_at(row, height)) is not None}
    body = [row for i, row in enumerate(rows) if i not in numbers]
    long = (
        [row for row in body if row.box[2] - row.box[0] > 0.6 * max(r.box[2] - r.box[0] for r in body)] if body else []
    )
    left = _low(row.box[0] for row in long) if long else 0.0
    right = _high(row.box[2] for row in long) if long else 0.0
    steps = [b.middle - a.middle for a, b in itertools.pairwise(body)]
    close = [s for s in steps if s < 3 * size]
    usual = median(close) if close else 2 * size
    found: list[list[TextRow]] = []
    roles: list[tuple[ParagraphRole, str | None]] = []
    for i, row in enumerate(rows):
        if i in numbers:
            found.append([row])
            roles.append(("page-number", numbers[i]))
            continue
        role: ParagraphRole = "title" if _is_title(row, left, right, centre, size, height) else "body"
        if found and roles[-1][0] == role and _goes_on(found[-1], row, left, right, usual, role, sure=len(long) >= 3):
            found[-1].append(row)
        else:
            found.append([row])
            roles.append((role, None))
    many = len(long) >= 3
    return [
        FlowParagraph(
            tuple(group),
            role,
            label,
            flush=many and group[0].box[0] - left < 0.9 * size,
            full=many and group[-1].box[2] > right - 1.9 * size,
        )
        for group, (role, label) in zip(found, roles, strict=True)
    ]


def _low(values: object) -> float:
    ordered = sorted(values)  # type: ignore[call-overload]
    return float(ordered[len(ordered) // 8])


def _high(values: object) -> float:
    ordered = sorted(values)  # type: ignore[call-overload]
    return float(ordered[len(ordered) - 1 - len(ordered) // 8])


def _number_at(row: TextRow, height: float) -> str | None:
    if _MARGIN * height < row.middle < (1 - _MARGIN) * height:
        return None
    return page_number(row.text)


def _is_title(row: TextRow, left: float, right: float, centre: float, size: float, height: float) -> bool:
    """Larger than the text, in the middle of the column or (on a cover no line shows the column) of the page, not far
    down."""
    if _ITEM.match(row.text):
        return False  # a heading that fills its line stands in the middle, too
    x0, _, x1, _ = row.box
    in_column = abs((x0 - left) - (right - x1)) < 2.5 * size
    in_page = abs((x0 + x1) / 2 - centre) < 0.8 * size and x0 > left + size
    return row.size > 1.03 * size and (in_column or in_page) and row.middle < 0.6 * height and len(row.text) < 50


def _unbreakable(row: TextRow) -> float:
    """Width of what a row begins with and no line may break: a figure, marks that must not begin a line."""
    part = row.parts[0]
    figure = _FIGURE.match(part.text)
    end = figure.end() if figure else 1
    while end < len(part.text) and part.text[end] in _CLOSING:
        end += 1
    boxes = [box for box in part.characters[:end] if box is not None]
    return boxes[-1][2] - boxes[0][0] if boxes and end > 1 else 0.0


def _type_size(row: TextRow) -> float:
    """Height of a row's Chinese characters; where there are none, what it would be: figures are lower than words."""
    drawn = (pair for part in row.parts for pair in zip(part.text, part.characters, strict=True))
    heights = sorted(box[3] - box[1] for character, box in drawn if box is not None and is_chinese(character))
    return heights[(3 * len(heights) - 1) // 4] if heights else 1.25 * row.size


def _goes_on(
    before: Sequence[TextRow], row: TextRow, left: float, right: float, usual: float, role: ParagraphRole, *, sure: bool
) -> bool:
    """Whether a row continues the paragraph before it. ``sure``: enough lines show where the column begins and ends."""
    last = before[-1]
    if is_contents_line(last.text) or is_contents_line(row.text):
        return False
    step = row.middle - last.middle
    if role == "title" and step < _TITLE_STEP * last.size and 0.92 < row.size / last.size < 1.08:
        return True
    if step > max(1.45 * usual, 1.9 * last.size) or not 0.78 < _type_size(row) / _type_size(last) < 1.28:
        return False
    if role == "title":
        return True
    if last.text[-1:] in _ENDS and (step > 1.3 * usual or _NUMBERED.match(row.text) or _ANNEX.match(row.text)):
        return False  # without indents, a heading under a full line begins where every line begins
    if len(before) == 1 and _WHOLE_HEADING.fullmatch(last.text) and _BEGINS.match(row.text):
        return False
    type_size = max(row.size, last.size) / 0.92
    full = last.box[2] > right - 1.9 * type_size
    if not full and last.text[-1:] not in _ENDS:
        # It is short because what follows did not fit, or it stops in the middle of a sentence.
        stops = _NUMBERED.match(row.text) or (len(before) == 1 and _NUMBERED.match(last.text))
        long = sure and not stops and last.box[2] > left + 0.8 * (right - left) and "：" not in row.text[:12]
        full = long or last.box[2] > right - 1.9 * type_size - _unbreakable(row)
    indent = row.box[0] - left
    if len(row.parts) > 1 or len(last.parts) > 1:
        return False
    hanging = len(before) > 1 and abs(row.box[0] - last.box[0]) < 0.6 * type_size
    return full and (indent < 0.9 * type_size or hanging)
