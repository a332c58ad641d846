"""Puts a table together again that pages broke into pieces, with the header repeated on each page or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from jixiao.document.document import Cell, Table
from jixiao.segment.table_regions import looks_numeric

_FURNITURE = re.compile(
    r"\s*(?:[-—–－_\s]*第?\s*\d{1,4}\s*(?:页|/\s*\d{1,4})?(?:\s*共\s*\d{1,4}\s*页)?[-—–－_\s]*\s*|\(?续表\)?\s*)*"
)
"""Page numbers (— 2 —, 第2页 共9页, 2/9) and 续表: nothing that ends a table."""


def stitch(text: str, tables: Sequence[Table], same_page: Callable[[Table, Table], bool | None]) -> tuple[Table, ...]:
    """The tables with page-broken ones joined, numbered anew from 1.

    ``same_page`` says whether the second table begins on the page where the first one ends, None where the format has
    no pages. Two pieces are one table where nothing but page furniture stands between them and they have the same
    columns, and either the second repeats the first's header or it begins in the middle: with numbers, or blank where
    the row labels of the first are. A joined table has the doubt ``page-break``; a repeated header stays in it.
    """
    found: list[Table] = []
    for table in tables:
        before = found[-1] if found else None
        if before is not None and _goes_on(text, before, table, same_page(before, table)):
            found[-1] = _joined(before, table)
        else:
            found.append(table)
    return tuple(replace(table, number=number) for number, table in enumerate(found, 1))


def _goes_on(text: str, first: Table, second: Table, same_page: bool | None) -> bool:
    if (
        first.columns != second.columns
        or first.columns < 3
        or second.start < first.end
        or first.hidden != second.hidden
    ):
        return False
    if not _FURNITURE.fullmatch(text[first.end : second.start]) or second.start - first.end > 80:
        return False
    head, other = _row(text, first, 1), _row(text, second, 1)
    if head == other and sum(map(bool, head)) >= 3:
        return True
    headed = not any(looks_numeric(words) for words in head if words)
    middle = any(looks_numeric(words) for words in other if words) or (bool(head[0]) and not other[0] and any(other))
    return headed and middle and same_page is not True


def _row(text: str, table: Table, row: int) -> list[str]:
    return ["".join(text[cell.start : cell.end].split()) for cell in table.cells if cell.row == row]


def _joined(first: Table, second: Table) -> Table:
    moved = tuple(
        Cell(cell.row + first.rows, cell.column, cell.start, cell.end, cell.row_span, cell.column_span)
        for cell in second.cells
    )
    return replace(
        first,
        end=second.end,
        rows=first.rows + second.rows,
        cells=first.cells + moved,
        certain=first.certain and second.certain,
        hidden_rows=(*first.hidden_rows, *(row + first.rows for row in second.hidden_rows)),
        doubts=tuple(sorted({*first.doubts, *second.doubts, "page-break"})),
    )
