"""How the tests look at a page that was read."""

from __future__ import annotations

from jixiao.document.document import LayoutTable
from jixiao.ingest import scan


def paragraphs(page: scan.ScannedPage) -> list[tuple[str, str]]:
    """(role, text) of each paragraph."""
    return [
        (item.role, "".join(page.text[a:b] for a, b in item.spans))
        for item in page.layout
        if not isinstance(item, LayoutTable)
    ]


def cells(page: scan.ScannedPage, number: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    """(row, column) -> text, row span, column span of the page's table with this position."""
    table = [item for item in page.layout if isinstance(item, LayoutTable)][number]
    return {
        (c.row, c.column): ("".join(page.text[a:b] for a, b in c.spans), c.row_span, c.column_span) for c in table.cells
    }
