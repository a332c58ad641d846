"""Tables in text offsets: those that a reader gives, and those rebuilt from flattened text.

>>> text = "说明\\n\\t科目\\n\\t预算数\\n\\n\\t办公费\\n\\t12.5\\n\\n以上。"
>>> [(cell.row, cell.column, text[cell.start:cell.end]) for table in rebuild(text) for cell in table.cells]
[(1, 1, '科目'), (1, 2, '预算数'), (2, 1, '办公费'), (2, 2, '12.5')]
"""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.document.document import Cell, Document, LayoutTable, Table
from jixiao.document.trace import Span
from jixiao.segment.table_grid import align
from jixiao.segment.table_regions import CHAPTER, Region, regions, trimmed
from jixiao.segment.table_spaced import spaced_regions
from jixiao.segment.table_stitch import stitch

Row = list[Span]


def rebuild(text: str) -> list[Table]:
    """The tables of a text that lost them, in text order, numbered from 1; ``certain`` is False for all.

    Offsets are those of ``text``. Doubts: ``row-ragged`` where a row has too few or too many cells, ``span-guessed``
    where the columns under a merged header cell could be divided in another way, ``row-joined`` where a row that a
    blank line tore apart was put together, ``cells-guessed`` where blank cells were lost
    and columns are known by what the cells hold. Never raises; linear in the text.
    """
    found: list[Table] = []
    marked = regions(text)
    unmarked = spaced_regions(text, [(region.start, region.end) for region in marked])
    for region in sorted([*marked, *unmarked], key=lambda region: region.start):
        table = _table(text, region, len(found) + 1)
        if table is not None:
            found.append(table)
    return list(stitch(text, found, lambda first, second: None))


def _table(text: str, region: Region, number: int) -> Table | None:
    rows = [row for row in region.rows if row]
    doubts = list(region.doubts)
    if region.mark == "cell-lines":
        rows, joined = _joined(text, rows)
        if joined:
            doubts.append("row-joined")
        rows = _without_chapter_tail(text, rows)
    if not rows or not any(len(row) > 1 for row in rows):
        return None
    cells, columns, more = align(text, rows)
    return Table(
        number=number,
        start=min(region.start, cells[0].start),
        end=max(cell.end for cell in cells),
        rows=len(rows),
        columns=columns,
        cells=tuple(cells),
        certain=False,
        doubts=tuple(sorted({*doubts, *more})),
    )


def from_layout(document: Document) -> tuple[Table, ...]:
    """The tables that the reader gave, in text offsets, numbered from 1, those broken over pages put together.

    The clean text holds every cell as one contiguous span; a cell without text is an empty span where its row has come
    to. Tables without any text are left out. For a document without layout the result is empty: see :func:`rebuild`.
    """
    found = [
        table
        for item in document.layout or ()
        if isinstance(item, LayoutTable) and (table := _in_text(document, item)) is not None
    ]
    found.sort(key=lambda table: (table.start, -table.end))

    def same_page(first: Table, second: Table) -> bool | None:
        ends = [document.page_at(document.text.starts[at]) for at in (first.end - 1, second.start)]
        return (
            None if ends[0] is None or ends[1] is None or len(document.pages) < 2 else ends[0].number == ends[1].number
        )

    return stitch(document.text.text, found, same_page)


def _in_text(document: Document, layout: LayoutTable) -> Table | None:
    text = document.text.text
    placed: list[tuple[Cell, bool]] = []
    here = -1
    for cell in sorted(layout.cells, key=lambda c: (c.row, c.column)):
        spans = [span for part in cell.spans if (span := document.text.output_span(*part)) is not None]
        start, end = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (here, here)
        start, end = trimmed(text, start, end) if end > start else (start, end)
        here = max(here, end)
        placed.append((Cell(cell.row, cell.column, start, end, cell.row_span, cell.column_span), end > start))
    written = [cell for cell, ink in placed if ink]
    if not written:
        return None
    first = min(cell.start for cell in written)
    cells = tuple(
        cell if cell.start >= 0 else Cell(cell.row, cell.column, first, first, cell.row_span, cell.column_span)
        for cell, _ in placed
    )
    return Table(
        number=0,
        start=first,
        end=max(cell.end for cell in written),
        rows=layout.rows,
        columns=layout.columns,
        cells=cells,
        certain=layout.certain,
        hidden=layout.hidden,
        hidden_rows=layout.hidden_rows,
        doubts=layout.doubts,
    )


def _joined(text: str, rows: Sequence[Row]) -> tuple[list[Row], bool]:
    """Rows put together again that an empty last paragraph of a cell had torn apart.

    The paragraph prints a blank line, which looks like the end of the row. Two neighbours are one row where together
    they have exactly as many cells as the rows beside them, and apart neither has.
    """
    found: list[Row] = []
    joined = False
    at = 0
    while at < len(rows):
        pieces = _pieces(text, rows, at, found)
        found.append([cell for row in rows[at : at + pieces] for cell in row])
        joined |= pieces > 1
        at += pieces
    return found, joined


def _pieces(text: str, rows: Sequence[Row], at: int, before: Sequence[Row]) -> int:
    """How many rows from ``at`` on are one row in truth: 1 to 4."""
    total = len(rows[at])
    for pieces in range(2, 5):
        following = rows[at + pieces - 1] if at + pieces - 1 < len(rows) else []
        above = rows[at + pieces - 2]
        if not following or _blank(following[0]) or _blank(above[-1]) or CHAPTER.fullmatch(text[slice(*above[0])]):
            return 1
        total += len(following)
        if total >= 4 and _supported(rows, at, pieces, total, before):
            return pieces
    return 1


def _supported(rows: Sequence[Row], at: int, pieces: int, total: int, before: Sequence[Row]) -> bool:
    """Whether the rows around say that ``total`` is the width here."""
    above = bool(before) and len(before[-1]) == total
    after = at + pieces < len(rows) and len(rows[at + pieces]) == total
    if above and after:
        return True
    if after and pieces == 2 and len(rows[at]) == 1:  # the block's label, and the header that it was torn from
        return at + pieces + 1 < len(rows) and len(rows[at + pieces + 1]) == total and _blank(rows[at + pieces][0])
    return above and len(before) > 1 and len(before[-2]) == total and _blank(rows[at][0])


def _blank(span: Span) -> bool:
    return span[0] == span[1]


def _without_chapter_tail(text: str, rows: list[Row]) -> list[Row]:
    """Without a last row that is only the heading of the prose which follows (五、评价报告综述)."""
    while rows and len(rows[-1]) == 1 and CHAPTER.fullmatch(text[slice(*rows[-1][0])]):
        rows = rows[:-1]
    return rows
