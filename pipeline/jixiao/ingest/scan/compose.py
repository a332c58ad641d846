"""From lines and grids of a page to its text in reading order, paragraphs, tables and glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from jixiao.document.document import Box, Gap, LayoutCell, LayoutItem, LayoutParagraph, LayoutTable, Notice
from jixiao.document.trace import Span
from jixiao.ingest.scan.align import AlignedTable, find_aligned
from jixiao.ingest.scan.flow import FlowParagraph, paragraphs
from jixiao.ingest.scan.grid import Grid
from jixiao.ingest.scan.pages import GlyphColumns, ScannedPage, Timing
from jixiao.ingest.scan.raw import RawLine, RawPage
from jixiao.ingest.scan.shapes import (
    as_dash,
    em,
    is_dash,
    joined,
    rows_of,
    with_blanks,
    with_full_widths,
    with_whole_brackets,
)
from jixiao.ingest.scan.spread import fold_of
from jixiao.ingest.scan.stitch import Frame
from jixiao.ingest.scan.upright import Turn, turn_of

BLANK_INK = 0.0006
"""A page with less ink than this and no text is blank: dust and a staple take less, one short line takes more."""
LOW_CONFIDENCE = 0.8
"""A page whose mean confidence is lower is reported."""


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[RawLine, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the page, whether its grid was ruled or aligned."""

    cells: tuple[_Cell, ...]
    rows: int
    columns: int
    box: Box
    doubts: tuple[str, ...]
    borders: tuple[float, ...] = ()
    """Of the columns, in pixels."""


def compose(raw: RawPage, number: int, *, two_up: bool = True, timing: Timing | None = None) -> ScannedPage:
    """The page's text, layout and glyphs."""
    turn = turn_of(raw)
    writer = _Writer(turn, raw.dpi)
    lines = [with_blanks(with_whole_brackets(with_full_widths(line))) for line in raw.lines]
    fold = fold_of(raw) if two_up else None
    labels = []
    for left, right in [(0.0, float(raw.width))] if fold is None else [(0.0, fold), (fold, float(raw.width))]:
        panel = [line for line in lines if left <= (line.box[0] + line.box[2]) / 2 < right]
        grids = [(i, g) for i, g in enumerate(raw.grids) if left <= (g.left + g.right) / 2 < right]
        rules = [r for r in raw.rules if left <= (r[0] + r[2]) / 2 < right]
        for item in _panel(panel, grids, rules, (left, right), raw):
            if isinstance(item, _Table):
                writer.table(item)
            else:
                writer.paragraph(item)
                if item.label is not None:
                    labels.append(item.label)
    text = writer.text()
    first, last, open_start, open_end = _open_ends(writer)
    quarter = raw.quarters % 2
    width, height = (raw.height, raw.width) if quarter else (raw.width, raw.height)
    warnings, gaps = _notices(raw, number, text)
    return ScannedPage(
        number=number,
        text=text,
        width=width * 72 / raw.dpi,
        height=height * 72 / raw.dpi,
        glyphs=replace(writer.columns.glyphs(), rivals=tuple(writer.runners_up)),
        lines=tuple(writer.lines),
        layout=tuple(writer.items),
        label=",".join(labels) or None,
        rotation=raw.quarters % 4 * 90,
        warnings=warnings,
        gaps=gaps,
        spread=fold is not None,
        open_start=open_start,
        open_end=open_end,
        first_body=first,
        last_body=last,
        frames=tuple(writer.frames) if fold is None else (),
        timing=timing or Timing(raw.seconds, raw.seconds),
    )


def _open_ends(writer: _Writer) -> tuple[int | None, int | None, bool, bool]:
    """Positions of the first and last piece of running text or table, whether the first may go on from the page before,
    whether the last may go on on the next page."""
    flowing = [(at, p) for at, p in writer.flowing if p is None or p.role not in {"page-number", "textbox"}]
    if not flowing:
        return None, None, False, False
    at, first = flowing[0]
    end, last = flowing[-1]
    opens = first is not None and first.role == "body" and first.may_be_rest
    ends = last is not None and last.role == "body" and last.may_go_on
    return at, end, opens, ends


def _notices(raw: RawPage, number: int, text: str) -> tuple[tuple[Notice, ...], tuple[Gap, ...]]:
    if not text.strip():
        if raw.inked < BLANK_INK:
            return (Notice("blank-page", "此页为空白页。This page is blank.", number),), (
                Gap("empty-page", number, 0, 0, ""),
            )
        note = Notice(
            "no-text",
            "此页有墨迹但未识别出文字，请查看原图。There are marks on this page but no text was read: look at the image.",
            number,
        )
        return (note,), (Gap("empty-page", number, 0, 0, ""),)
    notices = []
    scores = [line.score for line in raw.lines for _ in line.text]
    if sum(scores) / len(scores) < LOW_CONFIDENCE:
        notices.append(
            Notice(
                "ocr-low",
                "此页识别置信度低，请核对原图或重新扫描（300 dpi）。"
                "This page was hard to read: check it against the image, or scan it again at 300 dpi.",
                number,
            )
        )
    return tuple(notices), ()


def _panel(
    lines: Sequence[RawLine],
    grids: Sequence[tuple[int, Grid]],
    rules: Sequence[Box],
    sides: tuple[float, float],
    raw: RawPage,
) -> list[_Table | FlowParagraph]:
    """Tables and paragraphs of a page (or one of two facing pages, between ``sides``) in reading order."""
    free = [line for line in lines if line.cell is None]
    size = em(lines, 0.16 * raw.dpi)
    tables = [_ruled(i, grid, lines) for i, grid in grids]
    for aligned in find_aligned(free, rules, em(free, size)):
        tables.append(_aligned(aligned))
        used = {id(line) for cell in aligned.cells for line in cell.lines}
        # parts of lines were cut or joined for cells: what overlaps a cell's line is used up as well
        boxes = [line.box for cell in aligned.cells for line in cell.lines]
        free = [line for line in free if id(line) not in used and not any(_overlaps(line.box, b) for b in boxes)]
    tables = [_with_dashes(table, size) for table in tables]
    tables.sort(key=lambda table: table.box[1])
    items: list[_Table | FlowParagraph] = []
    rest = free
    for table in tables:
        above = [line for line in rest if (line.box[1] + line.box[3]) / 2 < table.box[1]]
        rest = [line for line in rest if line not in above]
        items.extend(paragraphs(above, sides[1] - sides[0], raw.height, em(above, size), sides[0]))
        items.append(table)
    items.extend(paragraphs(rest, sides[1] - sides[0], raw.height, em(rest, size), sides[0]))
    return items


def _with_dashes(table: _Table, size: float) -> _Table:
    """The table with flat strokes that fill a cell alone as dashes: the engine reads them as 一.

    In a column that counts 一, 二, 三 they are numbers.
    """
    counted = {cell.column for cell in table.cells if "".join(x.text for x in cell.lines) in {"二", "三", "四", "五"}}
    height = [line.height for cell in table.cells for line in cell.lines if not is_dash(line)]
    size = median(height) / 0.9 if height else size
    cells = tuple(
        replace(cell, lines=(as_dash(cell.lines[0], size),))
        if len(cell.lines) == 1 and cell.column not in counted and is_dash(cell.lines[0])
        else cell
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _overlaps(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 * (other[2] - other[0]) and down > 0.5 * (other[3] - other[1])


def _ruled(index: int, grid: Grid, lines: Sequence[RawLine]) -> _Table:
    inside: dict[int, list[RawLine]] = {}
    for line in lines:
        if line.cell is not None and line.cell[0] == index:
            inside.setdefault(line.cell[1], []).append(line)
    cells = tuple(
        _Cell(c.row, c.column, c.row_span, c.column_span, _in_order(inside.get(n, ())))
        for n, c in enumerate(grid.cells)
    )
    sides = {c.column: c.left for c in grid.cells} | {c.column + c.column_span: c.right for c in grid.cells}
    borders = tuple(sides[n] for n in range(1, grid.columns + 2)) if len(sides) == grid.columns + 1 else ()
    box = (grid.left, grid.top, grid.right, grid.bottom)
    return _Table(cells, grid.rows, grid.columns, box, grid.doubts, borders)


def _frame(table: _Table, scale: float) -> Frame:
    """The table's geometry, for putting it together with its rest on the next page."""
    room = {}
    for cell in table.cells:
        if not cell.lines:
            continue
        left, right = table.borders[cell.column - 1], table.borders[cell.column - 1 + cell.column_span]
        last = cell.lines[-1]
        size = last.height / 0.92
        pad = max(0.0, min(0.7 * size, min(line.box[0] for line in cell.lines) - left))
        room[cell.row, cell.column] = round((right - left - 2 * pad - (last.box[2] - last.box[0])) / size, 2)
    return Frame(tuple(round(x * scale, 2) for x in table.borders), room)


def _in_order(lines: Sequence[RawLine]) -> tuple[RawLine, ...]:
    """Lines of a cell from top to bottom; pieces of one line made one. Upended columns go from right to left."""
    if len(lines) > 1 and all(line.upended for line in lines):
        return tuple(sorted(lines, key=lambda line: -line.box[0]))
    return tuple(part for row in rows_of(lines) for part in joined(row, 100.0).parts)


def _aligned(table: AlignedTable) -> _Table:
    cells = tuple(_Cell(c.row, c.column, c.row_span, c.column_span, _in_order(c.lines)) for c in table.cells)
    return _Table(cells, table.rows, table.columns, table.box, table.doubts)


class _Writer:
    """Writes lines one after the other: text, boxes in points of the scan, layout."""

    def __init__(self, turn: Turn, dpi: float) -> None:
        self.columns = GlyphColumns()
        self.lines: list[Span] = []
        self.items: list[LayoutItem] = []
        self.runners_up: list[tuple[int, str, float]] = []
        self.flowing: list[tuple[int, FlowParagraph | None]] = []
        self.frames: list[tuple[int, Frame]] = []
        self._turn = turn
        self._scale = 72.0 / dpi

    def text(self) -> str:
        """All that was written, without the last line feed."""
        text = self.columns.text()
        if text.endswith("\n"):
            self.columns.drop_last()
        return self.columns.text()

    def paragraph(self, paragraph: FlowParagraph) -> None:
        spans = []
        for row in paragraph.rows:
            start = len(self.columns)
            for number, part in enumerate(row.parts):
                if number:
                    self.columns.add(" ", None)
                self._line(part)
            spans.append((start, len(self.columns)))
            self.columns.add("\n", None)
        self.lines.extend(spans)
        self.flowing.append((len(self.items), paragraph))
        self.items.append(LayoutParagraph(tuple(spans), paragraph.role))

    def table(self, table: _Table) -> None:
        """Row by row with tabs between the cells; a merged cell stands once, what it covers is empty."""
        cells = []
        for row in range(1, table.rows + 1):
            done = 1
            for cell in (c for c in table.cells if c.row == row):
                while done < cell.column:
                    self.columns.add("\t", None)
                    done += 1
                spans = []
                for number, line in enumerate(cell.lines):
                    if number:
                        self.columns.add("\n", None)
                    start = len(self.columns)
                    self._line(line)
                    spans.append((start, len(self.columns)))
                self.lines.extend(spans)
                cells.append(LayoutCell(cell.row, cell.column, tuple(spans), cell.row_span, cell.column_span))
            self.columns.add("\n", None)
        self.flowing.append((len(self.items), None))
        if table.borders:
            self.frames.append((len(self.items), _frame(table, self._scale)))
        self.items.append(LayoutTable(tuple(cells), table.rows, table.columns, certain=False, doubts=table.doubts))

    def _line(self, line: RawLine) -> None:
        base = len(self.columns)
        for character, box, confidence in zip(line.text, line.characters, line.confidence, strict=True):
            self.columns.add(character, None if box is None else self._points(box), confidence)
        self.runners_up.extend((base + i, c, p) for i, c, p in line.runners_up)

    def _points(self, box: Box) -> Box:
        x0, y0, x1, y1 = self._turn.box(box)
        return (
            round(x0 * self._scale, 2),
            round(y0 * self._scale, 2),
            round(x1 * self._scale, 2),
            round(y1 * self._scale, 2),
        )
