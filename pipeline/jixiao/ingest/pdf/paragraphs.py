"""Lines outside tables to paragraphs: reading order of columns, hard-wrapped lines joined.

A line goes on in the next one where it is full (the next word or character would not have fitted) and the next one
is not indented. A paragraph keeps its lines as spans; nothing of the source is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jixiao.document.trace import Span
from jixiao.ingest.contents import is_contents_line
from jixiao.ingest.pdf.lines import Line, Run, lines
from jixiao.ingest.pdf.tables import unbreakable

_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十]+[章节部分条]|附件|附表"
)
_SIZES = 0.08
"""Lines whose type sizes differ by a larger share are of different paragraphs."""
_FIRST_LINE = 2.8
"""Character heights: no paragraph's first line is indented further."""
_SENTENCE_END = tuple("。！？；：!?;:")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph on one page, with what is needed to join it to its neighbours on other pages."""

    page: int
    spans: tuple[Span, ...]
    y0: float
    y1: float
    x0: float
    x1: float
    height: float
    size: float
    room: float
    """From the end of its last line to the right margin."""
    opening: float
    """Width of what its first line begins with that could not have been divided."""
    indented: bool
    """Its first line begins right of the left margin."""
    lines: int = 1
    apart: bool = False
    """One line in the middle or at the right: a title, a date."""
    contents: bool = False
    """A line of a table of contents."""

    def text(self, source: str) -> str:
        """Its characters, lines joined."""
        return "".join(source[start:end] for start, end in self.spans)


@dataclass(slots=True)
class Column:
    """A part of the page that is read top to bottom before the next one."""

    left: float
    right: float
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines end on most pages of a width: what a page with few lines cannot show by itself."""

    width: float = 0.0
    right: float | None = None
    size: float = 0.0
    """The type size of most lines."""


def margins(pages: Sequence[tuple[float, Sequence[Line]]]) -> dict[int, Margins]:
    """The right margin for each page width (rounded), from all pages' lines: the end that most long lines share."""
    found: dict[int, Margins] = {}
    sizes = Counter(round(line.size, 1) for _, body in pages for line in body)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for width in {round(width) for width, _ in pages}:
        ends: dict[int, list[float]] = {}
        for page_width, body in pages:
            if round(page_width) == width:
                for line in body:
                    if line.x1 - line.x0 > 0.6 * page_width:
                        ends.setdefault(round(line.x1 / 3), []).append(line.x1)
        shared = [bin_ends + ends.get(at + 1, []) for at, bin_ends in ends.items()]
        most = max(shared, key=len, default=[])
        found[width] = Margins(float(width), max(most) if len(most) >= 3 else None, usual)
    return found


def paragraphs(
    page: int, text: str, body: Sequence[Line], barriers: Sequence[float], around: Margins | None = None
) -> list[Block]:
    """The paragraphs of a page's lines in reading order. No paragraph crosses a barrier (the top of a table)."""
    found: list[Block] = []
    around = around or Margins()
    for column in columns(body, around):
        found.extend(_in_column(page, text, column, barriers, around.size))
    return found


def lines_apart(text: str, pieces: Sequence[Run]) -> list[Line]:
    """Lines of the page; pieces of a line that stand far apart and are not read one after the other stay apart."""
    found: list[Line] = []
    for group in _bands(pieces):
        ordered = sorted(group, key=lambda run: run.x0)
        waiting: list[Run] = []
        for run in ordered:
            if waiting and run.x0 - max(before.x1 for before in waiting) > 1.8 * run.height:
                found.extend(lines(text, waiting))
                waiting = []
            waiting.append(run)
        found.extend(lines(text, waiting))
    return found


def _bands(pieces: Sequence[Run]) -> list[list[Run]]:
    """Runs on one baseline."""
    bands: list[list[Run]] = []
    for run in sorted(pieces, key=lambda run: run.middle):
        if bands and run.middle - sum(other.middle for other in bands[-1]) / len(bands[-1]) <= 0.5 * run.height:
            bands[-1].append(run)
        else:
            bands.append([run])
    return bands


def columns(body: Sequence[Line], around: Margins) -> list[Column]:
    """The page as columns in reading order: one, or bands of two with lines across the page between them."""
    if not body:
        return []
    left, right = min(line.x0 for line in body), max(line.x1 for line in body)
    gutter = _gutter(body, left, right)
    if gutter is None:
        if around.right is not None and around.right > right - 30:
            right = around.right
        elif sum(right - line.x1 < line.height for line in body) < 2:
            right = max(right, around.width - left)
        return [Column(left, right, _rejoined(body))]
    found: list[Column] = []
    low: list[Line] = []
    high: list[Line] = []

    def flush() -> None:
        for side in (low, high):
            if side:
                found.append(Column(min(line.x0 for line in side), max(line.x1 for line in side), list(side)))
                side.clear()

    for line in sorted(body, key=lambda line: (line.y0 + line.y1) / 2):
        if line.x0 < gutter < line.x1:
            flush()
            if found and found[-1].left == left and found[-1].right == right:
                found[-1].lines.append(line)
            else:
                found.append(Column(left, right, [line]))
        else:
            (low if line.x1 <= gutter else high).append(line)
    flush()
    return found


def _gutter(body: Sequence[Line], left: float, right: float) -> float | None:
    """The middle of a strip near the page's middle that parts the lines into two columns of running text."""
    width = right - left
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = left + width * step / 100
        crossing = sum(line.x0 < x < line.x1 for line in body)
        best = (
            min(best, (crossing, x), key=lambda pair: (pair[0], abs(pair[1] - (left + right) / 2)))
            if best
            else (crossing, x)
        )
    if best is None:
        return None
    x = best[1]
    low = [line for line in body if line.x1 <= x]
    high = [line for line in body if line.x0 >= x]
    if min(len(low), len(high)) < 4 or best[0] > 0.34 * len(body):
        return None
    beside = [line for line in low if any(abs(line.y0 - other.y0) < 2.5 * line.height for other in high)]
    if len(beside) < 0.5 * len(low):
        return None
    for side, room in ((low, x - left), (high, right - x)):
        widths = sorted(line.x1 - line.x0 for line in side)
        if widths[len(widths) // 2] < 0.6 * room:
            return None
    return x


def _rejoined(body: Sequence[Line]) -> list[Line]:
    """Lines of a page with one column: pieces of one baseline next to each other, in order."""
    ordered = sorted(body, key=lambda line: (line.y0 + line.y1) / 2)
    bands: list[list[Line]] = []
    for line in ordered:
        middle = (line.y0 + line.y1) / 2
        if bands and middle - (bands[-1][0].y0 + bands[-1][0].y1) / 2 <= 0.5 * line.height:
            bands[-1].append(line)
        else:
            bands.append([line])
    return [line for band in bands for line in sorted(band, key=lambda line: line.x0)]


def _in_column(page: int, text: str, column: Column, barriers: Sequence[float], usual: float) -> list[Block]:
    merged = _beside(text, column.lines)
    found: list[Block] = []
    waiting: list[Line] = []
    margin = _left_margin(merged)
    for line in merged:
        if waiting and not _goes_on(text, waiting, line, margin, column.right, usual, barriers):
            found.append(_block(page, text, waiting, margin, column.right))
            waiting = []
        waiting.append(line)
    if waiting:
        found.append(_block(page, text, waiting, margin, column.right))
    return found


def _beside(text: str, body: Sequence[Line]) -> list[Line]:
    """Pieces of one baseline become one line where only blanks stand between them in the source."""
    found: list[Line] = []
    for line in body:
        if found:
            before = found[-1]
            same = (
                abs((before.y0 + before.y1) - (line.y0 + line.y1)) / 2 <= 0.5 * line.height and line.x0 >= before.x1 - 1
            )
            between = text[before.spans[-1][1] : line.spans[0][0]] if before.spans[-1][1] <= line.spans[0][0] else "x"
            if same and not between.strip() and "\n" not in between:
                spans = (*before.spans[:-1], (before.spans[-1][0], line.spans[0][1]), *line.spans[1:])
                found[-1] = replace(
                    before, spans=spans, y0=min(before.y0, line.y0), x1=line.x1, y1=max(before.y1, line.y1)
                )
                continue
        found.append(line)
    return found


def _left_margin(body: Sequence[Line]) -> float:
    """Where most lines begin, or the leftmost."""
    counts: dict[int, int] = {}
    for line in body:
        counts[round(line.x0 / 4)] = counts.get(round(line.x0 / 4), 0) + 1
    if not counts:
        return 0.0
    leftmost = min(line.x0 for line in body)
    common = [line.x0 for line in body if counts[round(line.x0 / 4)] >= max(2, 0.25 * len(body))]
    return min(common, default=leftmost)


def _goes_on(
    text: str, waiting: list[Line], line: Line, margin: float, right: float, usual: float, barriers: Sequence[float]
) -> bool:
    """Whether a line belongs to the paragraph of those before it; ``usual`` is the document's type size."""
    before = waiting[-1]
    unit = max(line.height, before.height)
    if abs(line.size - before.size) > _SIZES * max(line.size, before.size) or line.y0 < before.y0:
        return False
    indent, room = waiting[0].x0 - margin, right - before.x1
    if len(waiting) == 1 and indent > _FIRST_LINE * unit and (room > unit or line.x0 < before.x0 - 2 * unit):
        return False  # in the middle, or at the right: a title, a date
    if (line.y0 + line.y1 - before.y0 - before.y1) / 2 > 2.6 * unit:
        return False
    if any(before.y1 - 2 <= barrier <= line.y0 + 2 for barrier in barriers):
        return False
    if room > unbreakable(text, line) + 0.4 * unit:
        return False
    shown = line.text(text).lstrip()
    if is_contents_line(before.text(text)):
        return False
    if before.text(text).rstrip().endswith(_SENTENCE_END[:4]) and _NUMBERED.match(shown):
        return False
    if line.x0 - margin < 0.9 * unit:
        return True
    if _titles(waiting, line, margin, right, usual):
        return True
    hanging = line.x0 - before.x0 if len(waiting) > 1 else 0.0
    return (abs(hanging) < 0.5 * unit and len(waiting) > 1) or (len(waiting) == 1 and _hangs(text, before, line))


def _titles(waiting: list[Line], line: Line, margin: float, right: float, usual: float) -> bool:
    """The rest of a title in large type that did not fit on its line: it stands in the middle under full lines."""
    if line.size < 1.12 * usual:
        return False
    centred = abs((line.x0 - margin) - (right - line.x1)) < line.height
    return centred and all(
        right - before.x1 < 1.5 * before.height and before.x0 - margin < 3 * before.height for before in waiting
    )


def _hangs(text: str, before: Line, line: Line) -> bool:
    """A numbered item whose further lines begin where its text begins."""
    return before.x0 < line.x0 < before.x0 + 5 * line.height and bool(_NUMBERED.match(before.text(text).lstrip()))


def _block(page: int, text: str, body: list[Line], margin: float, right: float) -> Block:
    last = body[-1]
    shown = "".join(line.text(text) for line in body)
    return Block(
        page,
        tuple(span for line in body for span in line.spans),
        body[0].y0,
        last.y1,
        min(line.x0 for line in body),
        max(line.x1 for line in body),
        last.height,
        last.size,
        room=right - last.x1,
        opening=unbreakable(text, body[0]),
        indented=body[0].x0 - margin > 0.9 * last.height,
        lines=len(body),
        apart=len(body) == 1 and last.x0 - margin > _FIRST_LINE * last.height,
        contents=len(body) == 1 and is_contents_line(shown),
    )


def continues(text_before: str, before: Block, after: Block) -> bool:
    """Whether a paragraph goes on at the top of the next page: its last line is full and ends no sentence."""
    return (
        before.room <= after.opening + 0.4 * before.height
        and not before.contents
        and not after.contents
        and not after.indented
        and not before.apart
        and abs(before.size - after.size) <= _SIZES * max(before.size, after.size)
        and not text_before.rstrip().endswith(_SENTENCE_END)
    )
