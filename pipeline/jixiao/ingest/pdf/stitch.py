"""Tables over page breaks: pieces of one table put together, cut rows healed, repeated header rows set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jixiao.document.document import LayoutCell, LayoutTable
from jixiao.document.trace import Span
from jixiao.ingest.pdf.grid import Region
from jixiao.ingest.pdf.lines import Line
from jixiao.ingest.pdf.tables import CellText, PageTable, unbreakable

_EDGE = 6.0
_SAME_BORDER = 4.0
_MOST_HEADER_ROWS = 4
_SENTENCE_END = tuple("。！？；!?;")
_ENDS_IN_NUMBER, _BEGINS_IN_NUMBER = re.compile(r"[0-9][.,]?$"), re.compile(r"[0-9.]")
_BEGINS_ITEM = re.compile(
    r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．：:](?![0-9])|[①-⑳]|(?:任务|目标|指标)[0-9一二三四五六七八九十]"
)


@dataclass(slots=True)
class StitchedTable:
    """A table of one or several pages. ``repeated``: spans of header rows printed again on a later page."""

    pieces: list[PageTable]
    inner: list[PageTable] = field(default_factory=list)
    """Tables inside its cells."""
    repeated: list[tuple[Span, ...]] = field(default_factory=list)
    """Filled by ``layout``."""
    placed: list[tuple[PageTable, int, int]] = field(default_factory=list)
    """The inner tables with row and column of their cell from 1; filled by ``layout``."""

    def layout(self, text: str) -> LayoutTable:
        """The table as layout in source offsets."""
        xs = _borders([piece.grid.xs for piece in self.pieces])
        cells: list[CellText] = []
        offset = 0
        self.repeated.clear()
        self.placed.clear()
        first = self.pieces[0]
        for number, piece in enumerate(self.pieces):
            skipped = 0
            if number:
                skipped = repeated_rows(first, piece, text)
                for row in range(skipped):
                    spans = tuple(span for cell in piece.cells if cell.region.row == row for span in cell.spans)
                    self.repeated.append(spans)
            placed = [_placed(cell, piece, xs, offset - skipped) for cell in piece.cells if cell.region.row >= skipped]
            if number and placed and cells:
                offset -= _joined(cells, placed, offset, text)
            cells.extend(placed)
            self._place_inner(piece, xs, offset - skipped)
            offset = max((cell.region.row_end for cell in cells), default=0)
        return LayoutTable(
            tuple(
                LayoutCell(
                    cell.region.row + 1,
                    cell.region.column + 1,
                    cell.spans,
                    cell.region.row_end - cell.region.row,
                    cell.region.column_end - cell.region.column,
                )
                for cell in sorted(cells, key=lambda cell: (cell.region.row, cell.region.column))
            ),
            offset,
            len(xs) - 1,
            certain=all(piece.grid.ruled for piece in self.pieces) and len(self.pieces) == 1,
            doubts=tuple(
                doubt
                for doubt, holds in (
                    ("page-break", len(self.pieces) > 1),
                    ("half-ruled", not all(piece.grid.ruled or piece.grid.aligned for piece in self.pieces)),
                    ("structure-inferred", any(piece.grid.aligned for piece in self.pieces)),
                    ("span-guessed", any(piece.grid.aligned and _merges(piece) for piece in self.pieces)),
                )
                if holds
            ),
        )

    def _place_inner(self, piece: PageTable, xs: Sequence[float], down: int) -> None:
        for table in self.inner:
            if table.page == piece.page and table.nested_in is not None and not table.empty:
                region = piece.cells[table.nested_in[1]].region
                self.placed.append((table, region.row + down + 1, _nearest(xs, piece.grid.xs[region.column]) + 1))


def fits(above: PageTable, below: PageTable) -> bool:
    """Whether the grid on the next page has the same outer sides and, where nothing is ruled, the same columns."""
    upper, lower = above.grid.box, below.grid.box
    if above.grid.aligned or below.grid.aligned:
        return (
            above.grid.aligned
            and below.grid.aligned
            and above.grid.columns == below.grid.columns
            and all(abs(x - y) <= _SAME_BORDER for x, y in zip(above.grid.xs, below.grid.xs, strict=True))
        )
    return abs(upper[0] - lower[0]) <= _EDGE and abs(upper[2] - lower[2]) <= _EDGE


def _merges(piece: PageTable) -> bool:
    return any(region.column_end - region.column > 1 for region in piece.grid.regions)


def _borders(all_xs: Sequence[tuple[float, ...]]) -> list[float]:
    """The columns of all pieces together."""
    found: list[float] = []
    for x in sorted(x for xs in all_xs for x in xs):
        if not found or x - found[-1] > _SAME_BORDER:
            found.append(x)
    return found


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda at: abs(xs[at] - x))


def _placed(cell: CellText, piece: PageTable, xs: Sequence[float], down: int) -> CellText:
    """The cell on the common columns, its rows moved down."""
    left = _nearest(xs, piece.grid.xs[cell.region.column])
    right = max(left + 1, _nearest(xs, piece.grid.xs[cell.region.column_end]))
    return replace(cell, region=Region(cell.region.row + down, left, cell.region.row_end + down, right))


def repeated_rows(first: PageTable, piece: PageTable, text: str) -> int:
    """How many rows at the top of a later piece are the header rows of the first piece again."""
    count = 0
    for row in range(min(_MOST_HEADER_ROWS, first.grid.rows, piece.grid.rows - 1)):
        upper, lower = _row_texts(first, row, text), _row_texts(piece, row, text)
        if not upper or upper != lower:
            break
        count += 1
    while count and any(cell.region.row < count < cell.region.row_end for cell in piece.cells):
        count -= 1
    return count


def _row_texts(table: PageTable, row: int, text: str) -> list[tuple[int, str]]:
    """Column and characters of the filled cells of a row."""
    found = []
    for cell in table.cells:
        if cell.region.row == row and cell.lines:
            shown = "".join("".join(text[start:end].split()) for start, end in cell.spans)
            found.append((cell.region.column, shown))
    return found


def _joined(cells: list[CellText], placed: list[CellText], offset: int, text: str) -> int:
    """Join what a page break cut. ``cells`` and ``placed`` are changed in place; gives back the rows that were lost."""
    above = {
        (cell.region.column, cell.region.column_end): at
        for at, cell in enumerate(cells)
        if cell.region.row_end == offset
    }
    below = {
        (cell.region.column, cell.region.column_end): at for at, cell in enumerate(placed) if cell.region.row == offset
    }
    if _is_cut([(cells[above[key]] if key in above else None, placed[at]) for key, at in below.items()], text):
        for key, at in below.items():
            upper = cells[above[key]] if key in above else None
            lower = placed[at]
            if upper is None:
                continue
            region = replace(upper.region, row_end=max(offset, lower.region.row_end - 1))
            lines = (*upper.lines, *lower.lines)
            cells[above[key]] = replace(upper, region=region, lines=lines, spans=(*upper.spans, *lower.spans))
        gone = {at for key, at in below.items() if key in above}
        left = [_up(cell) for at, cell in enumerate(placed) if at not in gone]
        placed[:] = [cell for cell in left if cell.region.row_end > cell.region.row]
        return 1
    for key, at in below.items():
        lower = placed[at]
        if lower.lines or key not in above:
            continue
        upper = cells[above[key]]
        tall = upper.region.row_end - upper.region.row > 1 or lower.region.row_end - lower.region.row > 1
        if upper.lines and tall:
            cells[above[key]] = replace(upper, region=replace(upper.region, row_end=lower.region.row_end))
            placed[at] = replace(lower, region=replace(lower.region, row_end=lower.region.row))
    placed[:] = [cell for cell in placed if cell.region.row_end > cell.region.row]
    return 0


def _up(cell: CellText) -> CellText:
    region = cell.region
    return replace(cell, region=Region(region.row - 1, region.column, region.row_end - 1, region.column_end))


def _is_cut(pairs: list[tuple[CellText | None, CellText]], text: str) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    Each filled cell must go on from an unfinished one above it. Where every cell is filled, the page break must have
    cut running text, not a row of labels.
    """
    filled = [(upper, lower) for upper, lower in pairs if lower.lines]
    if not filled:
        return False
    for upper, lower in filled:
        if upper is None or not upper.lines or not _unfinished(upper, lower, text):
            return False
    long = any(upper is not None and len(upper.lines) + len(lower.lines) > 2 for upper, lower in filled)
    return long or len(filled) < len(pairs)


def _unfinished(upper: CellText, lower: CellText, text: str) -> bool:
    """Whether the last line of the upper cell is full, so that the lower cell's first line belongs to it."""
    last, first = upper.lines[-1], lower.lines[0]
    pad = max(0.0, min(8.0, min(line.x0 for line in (*upper.lines, *lower.lines)) - upper.left))
    width = upper.right - upper.left - 2 * pad
    if width < 3 * last.height:
        return not _BEGINS_ITEM.match(first.text(text).lstrip())
    # what is free on both sides: a label may stand in the middle of its cell
    room = width - (last.x1 - last.x0) - (max(0.0, last.x0 - upper.left - pad) if _indented(upper, last) else 0.0)
    ending, opening = last.text(text).rstrip(), first.text(text).lstrip()
    if _ENDS_IN_NUMBER.search(ending) and _BEGINS_IN_NUMBER.match(opening):
        return room <= 0.7 * last.height  # a number is only divided where not one digit more would fit
    if _BEGINS_ITEM.match(opening) and room > 0.5 * last.height:
        return False
    if ending.endswith(_SENTENCE_END):
        return room <= 1.5 * last.height and not _indented(lower, first) and len(lower.lines) > 1
    return room <= unbreakable(text, first) + 0.2 * last.height


def _indented(cell: CellText, line: Line) -> bool:
    """Whether a line begins right of the cell's other lines, as the first line of a paragraph does."""
    return line.x0 - min(other.x0 for other in cell.lines) > 0.9 * line.height
