"""Tables over page breaks: the pieces of one table put together, cut rows healed, repeated header rows set apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from jixiao.document.document import LayoutCell, LayoutTable
from jixiao.document.trace import Span

_SAME_WIDTH = 0.03
"""Two pieces are one table where their widths differ by no more than this share: sheets lie a little askew and shrink."""
_SAME_BORDER = 7.0
"""Points between borders of the same column on two pages."""
_MOST_HEADER_ROWS = 4
_BEGINS_ITEM = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．：:]|[①-⑳]")
_UNBREAKABLE = re.compile(r"[（(][^（()）]{0,6}[)）]|[0-9.,%]{1,12}|.[，。；：、）]?")
"""What a line cannot begin in the middle of: a short bracket, a figure, a character with the mark behind it."""
_SENTENCE_END = tuple("。！？；!?;")


@dataclass(frozen=True, slots=True)
class Frame:
    """The geometry of a table: borders of its columns in points of the upright page, and ``room``: (row, column) of each
    filled cell -> how many ems its last line leaves free."""

    borders: tuple[float, ...]
    room: Mapping[tuple[int, int], float] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """From the left side to the right one."""
        return self.borders[-1] - self.borders[0]


def stitched(
    upper: LayoutTable, above: Frame, lower: LayoutTable, below: Frame, text: str
) -> tuple[LayoutTable, Frame, tuple[Span, ...]] | None:
    """The two pieces as one table with its frame and the spans of header rows that were printed again; None where the
    lower piece is a table of its own. Spans of both are offsets of ``text``.

    Only for a table that ends a page and one that begins the next.
    """
    if len(above.borders) < 2 or len(below.borders) < 2:
        return None
    if abs(above.width - below.width) > _SAME_WIDTH * max(above.width, below.width):
        return None
    shift = (above.borders[0] + above.borders[-1] - below.borders[0] - below.borders[-1]) / 2
    shifted = [x + shift for x in below.borders]
    repeated = _repeated(upper, lower, text)
    same = sum(any(abs(x - y) <= _SAME_BORDER for y in above.borders) for x in shifted[1:-1])
    if not repeated and same < 0.5 * (len(shifted) - 2) and len(shifted) > 2 and len(above.borders) > 2:
        return None
    borders = _together([*above.borders, *shifted])
    first = [_placed(c, above.borders, borders, 0) for c in upper.cells]
    rest = [_placed(c, shifted, borders, upper.rows - repeated) for c in lower.cells if c.row > repeated]
    again = tuple(span for c in lower.cells if c.row <= repeated for span in c.spans)
    lost = 0
    if not repeated:
        lost = _healed(first, rest, upper.rows, _room(above, above.borders, borders), text)
    rows = upper.rows + lower.rows - repeated - lost
    table = LayoutTable(
        tuple(sorted((*first, *rest), key=lambda c: (c.row, c.column))),
        rows,
        len(borders) - 1,
        certain=False,
        doubts=tuple(sorted({*upper.doubts, *lower.doubts, "page-break"})),
    )
    down = upper.rows - repeated - lost
    frame = Frame(
        tuple(borders),
        {(row + down, _column(column, shifted, borders)): ems for (row, column), ems in below.room.items()},
    )
    return table, frame, again


def _together(xs: Sequence[float]) -> list[float]:
    found: list[float] = []
    for x in sorted(xs):
        if not found or x - found[-1] > _SAME_BORDER:
            found.append(x)
    return found


def _nearest(borders: Sequence[float], x: float) -> int:
    return min(range(len(borders)), key=lambda at: abs(borders[at] - x))


def _column(column: int, own: Sequence[float], borders: Sequence[float]) -> int:
    return _nearest(borders, own[column - 1]) + 1


def _placed(cell: LayoutCell, own: Sequence[float], borders: Sequence[float], down: int) -> LayoutCell:
    """The cell on the common columns, moved down."""
    left = _nearest(borders, own[cell.column - 1])
    right = max(left + 1, _nearest(borders, own[min(len(own) - 1, cell.column - 1 + cell.column_span)]))
    return replace(cell, row=cell.row + down, column=left + 1, column_span=right - left)


def _room(frame: Frame, own: Sequence[float], borders: Sequence[float]) -> dict[tuple[int, int], float]:
    return {(row, _column(column, own, borders)): ems for (row, column), ems in frame.room.items()}


def _said(cell: LayoutCell, text: str) -> str:
    return "".join("".join(text[a:b].split()) for a, b in cell.spans)


def _repeated(upper: LayoutTable, lower: LayoutTable, text: str) -> int:
    """How many rows at the top of the lower piece are the upper one's header rows again."""
    count = 0
    for row in range(1, min(_MOST_HEADER_ROWS, upper.rows, lower.rows - 1) + 1):
        one = [_said(c, text) for c in upper.cells if c.row == row and c.spans]
        other = [_said(c, text) for c in lower.cells if c.row == row and c.spans]
        if len(one) < 2 or one != other:
            break
        count = row
    while count and any(c.row <= count < c.row + c.row_span - 1 for c in lower.cells):
        count -= 1
    return count


def _healed(
    first: list[LayoutCell], rest: list[LayoutCell], rows: int, room: Mapping[tuple[int, int], float], text: str
) -> int:
    """Joins what the page break cut; both lists are changed in place. Gives back how many rows were lost.

    The lower piece's first row goes on from the upper one's last where each of its filled cells has an unfinished one
    above it, and either some cell above has nothing to go on with or the text is longer than a label.
    """
    above = {(c.column, c.column_span): at for at, c in enumerate(first) if c.row + c.row_span - 1 == rows}
    below = {(c.column, c.column_span): at for at, c in enumerate(rest) if c.row == rows + 1}
    filled = [(above.get(key), at) for key, at in below.items() if rest[at].spans]
    cut = bool(filled) and all(
        over is not None and first[over].spans and _goes_on(first[over], rest[at], room, text) for over, at in filled
    )
    long = any(over is not None and len(first[over].spans) + len(rest[at].spans) > 2 for over, at in filled)
    if cut and (long or len(filled) < len(below)):
        gone = set()
        for key, at in below.items():
            over = above.get(key)
            if over is None:
                continue
            cell, lower = first[over], rest[at]
            first[over] = replace(cell, spans=(*cell.spans, *lower.spans), row_span=cell.row_span + lower.row_span - 1)
            gone.add(at)
        kept = [c for at, c in enumerate(rest) if at not in gone]
        rest[:] = [replace(c, row=c.row - 1) for c in kept]
        return 1
    for key, at in sorted(below.items(), key=lambda item: -item[1]):
        over = above.get(key)
        lower = rest[at]
        # a merged label that is printed on the first page alone
        if (
            over is not None
            and first[over].spans
            and not lower.spans
            and (lower.row_span > 1 or first[over].row_span > 1)
        ):
            first[over] = replace(first[over], row_span=first[over].row_span + lower.row_span)
            del rest[at]
    return 0


def _goes_on(upper: LayoutCell, lower: LayoutCell, room: Mapping[tuple[int, int], float], text: str) -> bool:
    said, more = _said(upper, text), _said(lower, text)
    if _BEGINS_ITEM.match(more):
        return False
    word = _UNBREAKABLE.match(more)
    needed = sum(0.55 if c.isascii() else 1.0 for c in word[0]) if word else 1.0
    if room.get((upper.row, upper.column), 99.0) > needed + 0.3:
        return False  # what follows would have fitted into the last line: it is a line of its own
    return not said.endswith(_SENTENCE_END) or len(lower.spans) > 1
