"""Pages to one layout: furniture apart, paragraphs and tables joined over page breaks, bookmarks as headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jixiao.document.document import LayoutItem, LayoutParagraph, LayoutTable, ParagraphRole
from jixiao.document.trace import Span
from jixiao.ingest.pdf.furniture import margin_roles
from jixiao.ingest.pdf.page import PageLayout
from jixiao.ingest.pdf.paragraphs import Block, continues, margins
from jixiao.ingest.pdf.stitch import StitchedTable, fits, repeated_rows
from jixiao.ingest.pdf.tables import CellText, PageTable

if TYPE_CHECKING:
    from jixiao.ingest.pdf.scanned import ScannedRun

_REACHES = 0.6
"""A table that goes on overleaf ends below this share of the page."""

_Waiting = list[Block] | StitchedTable | LayoutItem


@dataclass(slots=True)
class _Assembly:
    source: str
    heights: dict[int, float]
    outline: dict[int, dict[str, int]]
    items: list[_Waiting] = field(default_factory=list)
    margins: list[LayoutParagraph] = field(default_factory=list)
    fresh: bool = False
    """Nothing of the present page has been added yet."""

    def block(self, block: Block) -> None:
        last = self.items[-1] if self.items else None
        if self.fresh and isinstance(last, list):
            text = "".join(part.text(self.source) for part in last)
            if last[-1].page == block.page - 1 and continues(text, last[-1], block):
                last.append(block)
                self.fresh = False
                return
        self.items.append([block])
        self.fresh = False

    def table(self, table: PageTable, nested: list[PageTable]) -> None:
        last = self.items[-1] if self.items else None
        if self.fresh and isinstance(last, StitchedTable) and self._goes_on(last, table):
            last.pieces.append(table)
            last.inner.extend(nested)
        else:
            self.items.append(StitchedTable([table], inner=list(nested)))
        self.fresh = False

    def _goes_on(self, last: StitchedTable, table: PageTable) -> bool:
        above = last.pieces[-1]
        if above.page != table.page - 1 or not fits(above, table):
            return False
        if repeated_rows(last.pieces[0], table, self.source):
            return True
        return above.grid.ys[-1] > _REACHES * self.heights.get(above.page, 842.0)

    def layout(self) -> tuple[LayoutItem, ...]:
        found: list[LayoutItem] = []
        tables = 0
        for item in self.items:
            if isinstance(item, list):
                found.append(self._paragraph(item))
            elif isinstance(item, StitchedTable):
                tables += 1
                outer = tables
                found.append(item.layout(self.source))
                for inner, row, column in item.placed:
                    tables += 1
                    found.append(replace(StitchedTable([inner]).layout(self.source), nested_in=(outer, row, column)))
                for spans in item.repeated:
                    self.margins.append(LayoutParagraph(spans, "header"))
            else:
                tables += isinstance(item, LayoutTable)
                found.append(item)
        return (*found, *self.margins)

    def _paragraph(self, blocks: list[Block]) -> LayoutParagraph:
        spans = tuple(span for block in blocks for span in block.spans)
        if any(block.contents for block in blocks):
            return LayoutParagraph(spans, "toc")
        titles = self.outline.get(blocks[0].page, {})
        level = titles.get("".join("".join(block.text(self.source) for block in blocks).split())) if titles else None
        return LayoutParagraph(spans, "heading" if level else "body", level)


def assembled(
    source: str,
    pages: Sequence[tuple[int, PageLayout | ScannedRun]],
    heights: dict[int, float],
    outline: dict[int, dict[str, int]],
) -> tuple[tuple[LayoutItem, ...], dict[int, str]]:
    """The document's layout, and the printed page numbers by page. Each page (or run of scanned ones) comes with its
    source offset."""
    digital = [(start, page) for start, page in pages if isinstance(page, PageLayout)]
    around = margins([(page.width, page.lines) for _, page in digital])
    blocks = {
        page.number: [_moved_block(block, start) for block in page.blocks(around[round(page.width)])]
        for start, page in digital
    }
    numbers = [page.number for _, page in digital]
    roles = margin_roles([blocks[number] for number in numbers], [heights[number] for number in numbers], source)
    by_page = {(numbers[at], position): role for (at, position), role in roles.items()}
    assembly = _Assembly(source, heights, outline)
    labels: dict[int, str] = {}
    for start, page in pages:
        assembly.fresh = True
        if not isinstance(page, PageLayout):
            assembly.items.extend(page.items(source))
            continue
        tables = [_moved_table(table, start) for table in page.tables]
        for is_table, at in page.order(blocks[page.number]):
            if is_table:
                assembly.table(tables[at], [table for table in tables if table.nested_in and table.nested_in[0] == at])
                continue
            role = by_page.get((page.number, at))
            if role is None:
                assembly.block(blocks[page.number][at])
            else:
                _margin(assembly, blocks[page.number][at], role, labels)
        assembly.margins.extend(LayoutParagraph(((a + start, b + start),), "header") for a, b in page.slanted)
    return assembly.layout(), labels


def _margin(assembly: _Assembly, block: Block, role: tuple[ParagraphRole, str | None], labels: dict[int, str]) -> None:
    name, label = role
    assembly.margins.append(LayoutParagraph(block.spans, name))
    if label:
        labels[block.page] = label


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)


def _moved_block(block: Block, by: int) -> Block:
    return replace(block, spans=_moved(block.spans, by))


def _moved_table(table: PageTable, by: int) -> PageTable:
    return replace(table, cells=tuple(_moved_cell(cell, by) for cell in table.cells))


def _moved_cell(cell: CellText, by: int) -> CellText:
    lines = tuple(replace(line, spans=_moved(line.spans, by)) for line in cell.lines)
    return replace(cell, lines=lines, spans=_moved(cell.spans, by))
