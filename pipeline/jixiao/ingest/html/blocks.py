"""An article's elements to paragraphs and tables: headings, list numbers, row and column spans, breaks in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.document.errors import TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.flow import FlowCell, FlowParagraph, FlowTable
from jixiao.ingest.html.dom import BLOCKS, CONTROLS, Element, has_blocks, hidden, is_element, name_of
from jixiao.ingest.word.counting import format_number

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDEST = 1000
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class BlockReader:
    """Walks an element and gives its blocks in order."""

    limits: Limits = DEFAULT
    _line: list[str] = field(default_factory=list)

    def blocks(self, element: Element, depth: int = 0) -> Iterator[FlowParagraph | FlowTable]:
        """Paragraphs and tables of an element."""
        self._line = []
        yield from self._inside(element, depth)
        yield from self._flush()

    def _inside(self, element: Element, depth: int, number: str = "") -> Iterator[FlowParagraph | FlowTable]:
        self._add(element.text, element)
        counter = _Counter(element)
        for child in element:
            if is_element(child) and not hidden(child):
                yield from self._child(child, depth, counter)
            self._add(child.tail, element)

    def _child(self, child: Element, depth: int, counter: _Counter) -> Iterator[FlowParagraph | FlowTable]:
        name = name_of(child)
        if name in ("script", "style", "head", "title", "noscript", "template"):
            return
        if name == "br":
            self._line.append("\n")
        elif name == "img":
            self._add(child.get("alt") if len(child.get("alt") or "") > 200 else None, child)
        elif name == "table":
            yield from self._flush()
            yield from self._table(child, depth)
        elif name in BLOCKS:
            yield from self._flush()
            label = counter.next(child)
            if label:
                self._line.append(label)
            for block in self._inside(child, depth):
                yield self._as(name, block)
            for block in self._flush(number=label):
                yield self._as(name, block)
        else:
            yield from self._inside(child, depth)

    def _as(self, name: str, block: FlowParagraph | FlowTable) -> FlowParagraph | FlowTable:
        if not isinstance(block, FlowParagraph) or block.role != "body":
            return block
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            return FlowParagraph(block.text, "heading", int(name[1]), block.number)
        if name in ("caption", "figcaption"):
            return FlowParagraph(block.text, "caption", None, block.number)
        return block

    def _add(self, text: str | None, element: Element) -> None:
        if text:
            text = CONTROLS.sub(" ", text)
            self._line.append(text if name_of(element) == "pre" else _BLANKS.sub(" ", text))

    def _flush(self, number: str = "") -> Iterator[FlowParagraph]:
        """The waiting text as a paragraph; breaks inside it stay."""
        if not self._line:
            return
        text = "\n".join(line.strip(" ") for line in re.sub(" {2,}", " ", "".join(self._line)).split("\n")).strip("\n ")
        self._line = []
        if text.strip("\xa0\u3000\n "):
            if number and text.startswith(number.strip()):
                yield FlowParagraph(text[len(number.strip()) :].lstrip(" "), "list", None, number)
            else:
                yield FlowParagraph(text)

    def _table(self, table: Element, depth: int) -> Iterator[FlowParagraph | FlowTable]:
        """A table; one that only lays out the page gives what is in it."""
        if depth >= self.limits.nesting:
            raise TooLarge(
                f"表格嵌套超过 {self.limits.nesting} 层的限额。", f"Tables nest deeper than {self.limits.nesting}."
            )
        if is_layout(table):
            for cell in table.iter("td", "th", "caption"):
                if _own_table(cell) is table:
                    yield from self._cell_blocks(cell, depth)
            return
        for caption in table.iterchildren("caption"):
            for block in self._cell_blocks(caption, depth):
                yield self._as("caption", block)
        placed = self._placed(table, depth)
        if placed is not None:
            yield placed

    def _cell_blocks(self, cell: Element, depth: int) -> list[FlowParagraph | FlowTable]:
        return list(BlockReader(self.limits).blocks(cell, depth + 1))

    def _placed(self, table: Element, depth: int) -> FlowTable | None:
        """Cells on the grid, as HTML's table model places them."""
        taken: set[tuple[int, int]] = set()
        cells: list[FlowCell] = []
        rows = [row for row in table.iter("tr") if _own_table(row) is table and not hidden(row)]
        for at, row in enumerate(rows, 1):
            column = 1
            for element in row:
                if name_of(element) not in ("td", "th") or hidden(element):
                    continue
                while (at, column) in taken:
                    column += 1
                wide = _span(element.get("colspan"), _WIDEST)
                high = _span(element.get("rowspan"), len(rows)) if element.get("rowspan") != "0" else len(rows)
                high = min(high, len(rows) - at + 1)
                text, tables = self._cell(element, depth)
                cells.append(FlowCell(at, column, text, high, wide, tables))
                if len(taken) + high * wide > self.limits.cells:
                    raise TooLarge(
                        f"表格单元格超过 {self.limits.cells} 个的限额。",
                        f"The tables have more than {self.limits.cells} cells.",
                    )
                taken.update((i, j) for i in range(at, at + high) for j in range(column, column + wide))
                column += wide
        if not cells:
            return None
        columns = max(cell.column + cell.column_span - 1 for cell in cells)
        return FlowTable(tuple(cells), len(rows), columns)

    def _cell(self, element: Element, depth: int) -> tuple[str, tuple[FlowTable, ...]]:
        lines, tables = [], []
        for block in self._cell_blocks(element, depth):
            if isinstance(block, FlowTable):
                tables.append(block)
            else:
                lines.append((block.number + block.text).replace("\t", " "))
        return "\n".join(lines), tuple(tables)


class _Counter:
    """Numbers of an ordered list's items."""

    def __init__(self, element: Element) -> None:
        self.ordered = name_of(element) == "ol"
        self.style = _LIST_STYLES.get(element.get("type") or "1", "decimal")
        self.count = _integer(element.get("start"), 1) - 1
        style = element.get("style") or ""
        if "list-style" in style and "none" in style:
            self.ordered = False

    def next(self, child: Element) -> str:
        """The number of this item with a full stop and a blank; "" where there is none."""
        if not self.ordered or name_of(child) != "li":
            return ""
        self.count = _integer(child.get("value"), self.count + 1)
        return format_number(self.count, self.style) + ". "


def is_layout(table: Element) -> bool:
    """Whether a table only places things on the page: one cell, or most of its text in tables inside it."""
    if table.get("role") == "presentation":
        return True
    cells = [cell for cell in table.iter("td", "th") if _own_table(cell) is table]
    if len(cells) <= 1:
        return True
    inner = [other for other in table.iter("table") if other is not table and _own_table(other.getparent()) is table]
    if inner:
        whole, within = _size(table), sum(map(_size, inner))
        if within > 0.5 * whole:
            return True
    rows = {cell.getparent() for cell in cells}
    filled = [cell for cell in cells if _size(cell)]
    return len(filled) <= 2 and len(rows) <= 2 and any(_size(cell) > 600 and has_blocks(cell) for cell in filled)


def _own_table(element: Element | None) -> Element | None:
    while element is not None and name_of(element) != "table":
        element = element.getparent()
    return element


def _size(element: Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _span(text: str | None, most: int) -> int:
    return max(1, min(most, _integer(text, 1)))


def _integer(text: str | None, default: int) -> int:
    try:
        return default if text is None or len(text) > 9 else int(text)
    except ValueError:
        return default
