"""Writes the source text of a flowing format (DOCX, XLSX, HTML) together with its layout.

A paragraph is a line; a table row is a line with its cells joined by tabs; a merged cell is printed once, at its first
place, the places that it covers are empty; breaks inside a cell are kept; a nested table follows its cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.document.document import LayoutCell, LayoutItem, LayoutParagraph, LayoutTable, ParagraphRole
from jixiao.document.errors import TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.document.trace import Span
from jixiao.ingest.contents import is_contents_line


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph to be written: ``number`` is the automatic number that is printed in front of ``text``."""

    text: str
    role: ParagraphRole = "body"
    level: int | None = None
    number: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell to be written, at its place from 1, with its paragraphs and the tables inside it."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    tables: tuple[FlowTable, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table to be written."""

    cells: tuple[FlowCell, ...]
    rows: int
    columns: int
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class FlowWriter:
    """Collects text and layout; ``text()`` and ``layout()`` give both at the end.

    >>> writer = FlowWriter()
    >>> writer.paragraph(FlowParagraph("基本情况", "heading", 1, number="一、"))
    >>> writer.table(FlowTable((FlowCell(1, 1, "编制", 1, 2), FlowCell(2, 1, "9"), FlowCell(2, 2, "人")), 2, 2))
    >>> writer.text()
    '一、基本情况\\n编制\\t\\n9\\t人\\n'
    """

    limits: Limits = DEFAULT
    size: int = 0
    cells: int = 0
    tables: int = 0
    _parts: list[str] = field(default_factory=list)
    _items: list[LayoutItem] = field(default_factory=list)

    def write(self, text: str) -> Span:
        """Add text as it is; gives back where it stands. Raises TooLarge beyond ``limits.characters``."""
        start = self.size
        self.size += len(text)
        if self.size > self.limits.characters:
            raise TooLarge(
                f"文字超过 {self.limits.characters} 个的限额。",
                f"The text has more than {self.limits.characters} characters.",
            )
        self._parts.append(text)
        return start, self.size

    def paragraph(self, paragraph: FlowParagraph) -> None:
        """Add a paragraph; one without ink is only a line."""
        number = self.write(paragraph.number) if paragraph.number else None
        start, end = self.write(paragraph.text)
        if number:
            start = number[0]
        if paragraph.text.strip() or paragraph.number.strip():
            contents = paragraph.role in ("body", "list") and is_contents_line(paragraph.text)
            self._items.append(
                LayoutParagraph(
                    ((start, end),),
                    "toc" if contents else paragraph.role,
                    paragraph.level,
                    _inked(number, paragraph),
                    paragraph.hidden,
                )
            )
        self.write("\n")

    def table(self, table: FlowTable) -> None:
        """Add a table and the tables inside it. Raises TooLarge beyond ``limits.cells`` or ``limits.nesting``."""
        self._table(table, None, 1)
        self.write("\n")

    def _table(self, table: FlowTable, outer: tuple[int, int, int] | None, depth: int) -> None:
        if depth > self.limits.nesting:
            raise TooLarge(
                f"表格嵌套超过 {self.limits.nesting} 层的限额。", f"Tables nest deeper than {self.limits.nesting}."
            )
        self.count(table.rows * table.columns)
        self.tables += 1
        number = self.tables
        place = len(self._items)
        by_row: dict[int, list[FlowCell]] = {}
        for cell in table.cells:
            by_row.setdefault(cell.row, []).append(cell)
        cells: list[LayoutCell] = []
        for row in range(1, table.rows + 1):
            if row > 1:
                self.write("\n")
            done = 1
            for cell in sorted(by_row.get(row, []), key=lambda cell: cell.column):
                self.write("\t" * (cell.column - done))
                done = cell.column
                span = self.write(cell.text)
                spans = (span,) if cell.text.strip() else ()
                cells.append(LayoutCell(row, cell.column, spans, cell.row_span, cell.column_span))
                for nested in cell.tables:
                    self.write("\n")
                    self._table(nested, (number, row, cell.column), depth + 1)
            self.write("\t" * (table.columns - done))
        item = LayoutTable(
            tuple(cells),
            table.rows,
            table.columns,
            hidden=table.hidden,
            hidden_rows=table.hidden_rows,
            nested_in=outer,
            doubts=table.doubts,
        )
        self._items.insert(place, item)

    def count(self, cells: int) -> None:
        """Count cells against the limit."""
        self.cells += cells
        if self.cells > self.limits.cells:
            raise TooLarge(
                f"表格单元格超过 {self.limits.cells} 个的限额。",
                f"The tables have more than {self.limits.cells} cells.",
            )

    def text(self) -> str:
        """The source text."""
        return "".join(self._parts)

    def layout(self) -> tuple[LayoutItem, ...]:
        """Paragraphs and tables in reading order; a nested table comes right after the table that holds it."""
        return tuple(self._items)


def _inked(number: Span | None, paragraph: FlowParagraph) -> Span | None:
    """The number without the blank after it."""
    if number is None:
        return None
    return number[0], number[0] + len(paragraph.number.rstrip())
