"""Paragraphs and tables of a DOCX story in order: merges, nested tables, automatic numbers, accepted changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jixiao.document.document import ParagraphRole
from jixiao.document.errors import TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.flow import FlowCell, FlowParagraph, FlowTable
from jixiao.ingest.word.inline import InlineReader
from jixiao.ingest.word.names import MC, VAL, W, integer, local, switched_on, value
from jixiao.ingest.word.numbering import Numbering
from jixiao.ingest.word.styles import Styles, direct_outline

_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"])
_ENDS_IN_PAGE = re.compile(r"[0-9０-９ivxIVX]\s*$")
_WIDEST = 256
"""Columns of one table; Word allows 63."""

FlowBlock = FlowParagraph | FlowTable


@dataclass(slots=True)
class BlockReader:
    """Walks body, notes, boxes, heads and feet with one state of lists."""

    styles: Styles
    numbering: Numbering
    inline: InlineReader
    limits: Limits = DEFAULT
    imported: int = 0
    """``w:altChunk``: documents embedded for Word to merge in, which are not read."""

    def blocks(self, container: etree._Element, depth: int = 0) -> Iterator[FlowBlock]:
        """Paragraphs and tables of a body, a cell or a box, in order."""
        carried: tuple[str, FlowParagraph] | None = None
        for element in elements(container):
            name = local(element)
            if name == "p":
                paragraph, joined = self.paragraph(element)
                if carried is not None:  # the paragraph mark between them was deleted: they are one
                    carry, first = carried
                    paragraph = FlowParagraph(
                        carry + (paragraph.text if paragraph else ""), first.role, first.level, first.number
                    )
                    carried = None
                if paragraph is None:
                    continue
                if joined:
                    carried = (paragraph.text, paragraph)
                    continue
                yield paragraph
            elif name == "tbl":
                table = self.table(element, depth)
                if table is not None:
                    yield table
            elif name == "altChunk":
                self.imported += 1
        if carried is not None:
            yield carried[1]

    def paragraph(self, element: etree._Element) -> tuple[FlowParagraph | None, bool]:
        """A paragraph (None where all of it is hidden), and whether it runs on into the next one."""
        properties = element.find(W + "pPr")
        style_id = value(properties, "pStyle")
        style = self.styles.get(style_id)
        line = self.inline.read(element, vanishes=style.vanish)
        mark = properties.find(W + "rPr") if properties is not None else None
        joined = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        if not line.text and (line.hidden or switched_on(mark, "vanish")):
            return None, False
        if joined and not line.text:
            return None, False
        place = self.numbering.place(properties, style_id, style)
        number = self.numbering.label(*place) if place is not None else ""
        direct = direct_outline(properties)
        outline = style.outline if direct is None else direct or None
        role: ParagraphRole = style.role
        if role == "body":
            role = "heading" if outline else "list" if number else "body"
        if role == "toc" or (line.in_contents and _ENDS_IN_PAGE.search(line.text)):
            role, outline = "toc", None
        return FlowParagraph(line.text, role, outline, number), joined

    def cell(self, element: etree._Element, depth: int) -> tuple[str, tuple[FlowTable, ...]]:
        """The text of a cell, its paragraphs as lines, and its nested tables."""
        lines: list[str] = []
        tables: list[FlowTable] = []
        for block in self.blocks(element, depth + 1):
            if isinstance(block, FlowTable):
                tables.append(block)
            else:
                lines.append((block.number + block.text).replace("\t", " "))  # a tab separates cells
        return "\n".join(lines).strip("\n"), tuple(tables)

    def table(self, element: etree._Element, depth: int = 0) -> FlowTable | None:
        """A table; None where every row was deleted. Raises TooLarge for tables nested beyond the limit."""
        if depth >= self.limits.nesting:
            raise TooLarge(
                f"表格嵌套超过 {self.limits.nesting} 层的限额。", f"Tables nest deeper than {self.limits.nesting}."
            )
        grid = _Grid()
        for row in elements(element, "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self.inline.changes += 1
                continue
            grid.next_row(properties)
            for cell in elements(row, "tc"):
                self._place(cell, grid, depth)
        return grid.table()

    def _place(self, cell: etree._Element, grid: _Grid, depth: int) -> None:
        properties = cell.find(W + "tcPr")
        span = max(1, min(_WIDEST, integer(value(properties, "gridSpan"), 1) or 1))
        if _merge(properties, "hMerge") == "continue" and grid.widen(span):
            return
        if _merge(properties, "vMerge") == "continue" and grid.lengthen(span):
            return
        text, tables = self.cell(cell, depth)
        if properties is not None and properties.find(W + "cellDel") is not None:
            text, tables = "", ()
        grid.add(text, tables, span, opens=_merge(properties, "vMerge") == "restart")


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """``restart``, ``continue`` (also where the element has no value), or None."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(VAL) or "continue"


def elements(container: etree._Element, only: str | None = None) -> Iterator[etree._Element]:
    """Block-level children, through content controls, custom XML, insertions and alternatives."""
    for child in container:
        name = local(child)
        if name in _WRAPPERS:
            yield from elements(child, only)
        elif name == "AlternateContent":
            choice = child.find(MC + "Choice")
            branch = choice if choice is not None else child.find(MC + "Fallback")
            if branch is not None:
                yield from elements(branch, only)
        elif only is None or name == only:
            yield child


@dataclass(slots=True)
class _Place:
    """A cell under construction."""

    row: int
    column: int
    text: str
    tables: tuple[FlowTable, ...]
    column_span: int
    row_span: int = 1


@dataclass(slots=True)
class _Grid:
    """Places cells on the table's grid, row by row."""

    places: list[_Place] = field(default_factory=list)
    rows: int = 0
    column: int = 1
    widest: int = 0
    hidden: list[int] = field(default_factory=list)
    open: dict[int, _Place] = field(default_factory=dict)
    """By first column: the cell that a vertical merge may go on from."""
    last: _Place | None = None

    def next_row(self, properties: etree._Element | None) -> None:
        self.rows += 1
        self.last = None
        self.column = 1 + max(0, min(_WIDEST, integer(value(properties, "gridBefore"), 0) or 0))
        after = max(0, min(_WIDEST, integer(value(properties, "gridAfter"), 0) or 0))
        self.widest = max(self.widest, after and self.column - 1 + after)
        if switched_on(properties, "hidden"):
            self.hidden.append(self.rows)
        self.open = {at: place for at, place in self.open.items() if place.row + place.row_span >= self.rows}

    def add(self, text: str, tables: tuple[FlowTable, ...], span: int, *, opens: bool) -> None:
        place = _Place(self.rows, self.column, text, tables, span)
        self.places.append(place)
        self.open.pop(self.column, None)
        if opens:
            self.open[self.column] = place
        self.last = place
        self._move(span)

    def widen(self, span: int) -> bool:
        if self.last is None:
            return False
        self.last.column_span += span
        self._move(span)
        return True

    def lengthen(self, span: int) -> bool:
        place = self.open.get(self.column)
        if place is None or place.column_span != span or place.row + place.row_span != self.rows:
            return False
        place.row_span += 1
        self.last = None
        self._move(span)
        return True

    def _move(self, span: int) -> None:
        self.column += span
        self.widest = max(self.widest, self.column - 1)

    def table(self) -> FlowTable | None:
        if not self.places:
            return None
        cells = tuple(
            FlowCell(place.row, place.column, place.text, place.row_span, place.column_span, place.tables)
            for place in self.places
        )
        return FlowTable(cells, self.rows, self.widest, hidden_rows=tuple(self.hidden))
