"""One document on its way through the pipeline: what was read, then one typed layer a stage adds.

Two coordinate systems, and no third:

* *source* offsets count code points of ``Document.source_text``, which is what the reader produced;
* *text* offsets count code points of ``Document.text``, the one clean text in reading order, whose trace leads back.

Readers speak in source offsets (``layout``); everything after cleaning speaks in text offsets.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from jixiao.document.measures import DateMention, Measure
from jixiao.document.trace import Span, TracedText

if TYPE_CHECKING:
    from jixiao.document.records import Record

Origin = Literal["text", "digital", "scan", "mixed"]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch) from the page's top left."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from."""

    path: str
    """As the user gave it."""
    sha256: str
    media_type: str
    origin: Origin
    encoding: str | None = None

    @property
    def doc_id(self) -> str:
        """First 16 hex digits of the file's SHA-256."""
        return self.sha256[:16]


# ---------------------------------------------------------------------------------------------- what a reader gives


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Boxes and confidences of a page's characters in columns; entry i is the character at source offset page.start + i."""

    boxes: array[float]
    """Four entries a character: x0, y0, x1, y1 in points; NaN for a character without ink."""
    confidence: array[float] | None = None
    """0 to 1 a character for a scan; None for digital text."""
    rivals: tuple[tuple[int, str, float], ...] = ()
    """What else the engine saw: (character number, other character, its probability), most likely first."""

    def box(self, at: int) -> Box | None:
        """The box of the page's character number ``at``, or None where it has no ink."""
        x0, y0, x1, y1 = self.boxes[4 * at : 4 * at + 4]
        return None if x0 != x0 else (x0, y0, x1, y1)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page: its part of the source text and, where the format knows, its geometry."""

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None
    origin: Literal["text", "digital", "scan"] = "text"
    glyphs: Glyphs | None = None
    label: str | None = None
    """The printed page number, where it was recognised."""


ParagraphRole = Literal[
    "body", "title", "heading", "list", "caption", "toc", "header", "footer", "page-number", "footnote", "textbox", "meta",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LayoutParagraph:
    """A paragraph as the format marks it: its lines, as source spans in reading order."""

    spans: tuple[Span, ...]
    role: ParagraphRole = "body"
    level: int | None = None
    """Outline level from 1, where the format declares one."""
    number: Span | None = None
    """The automatic number that was printed in front (DOCX numPr)."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A table cell: its place (from 1), its spans of the source, and how many rows and columns it covers."""

    row: int
    column: int
    spans: tuple[Span, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """A table as the format gives it. ``certain``: merges are known, not inferred from lines or alignment."""

    cells: tuple[LayoutCell, ...]
    rows: int
    columns: int
    certain: bool = True
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    nested_in: tuple[int, int, int] | None = None
    """(number of the outer table among the layout's tables from 1, row, column)."""
    doubts: tuple[str, ...] = ()
    """Reason codes, such as ``page-break`` where rows were stitched over a page break."""


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """A component that the format itself delimits: a sheet, a report of a bound volume. ``start``, ``end`` are source
    offsets."""

    name: str
    start: int
    end: int
    hidden: bool = False
    given: bool = False
    """The user said where the components begin: titles in the text begin no others."""


LayoutItem = LayoutParagraph | LayoutTable


# ------------------------------------------------------------------------------------------ what later stages add


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table in text offsets: one contiguous span, because the clean text is in reading order."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell stands over this place of the grid."""
        return self.row <= row < self.row + self.row_span and self.column <= column < self.column + self.column_span


@dataclass(frozen=True, slots=True)
class Table:
    """A table in text offsets. Cells are in row, then column order; a merged cell stands once, at its first place."""

    number: int
    """Position in the document from 1; what ``cell.table`` of evidence refers to."""
    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    certain: bool = True
    """Merges are known from the format. False: inferred from flattened text or alignment."""
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


BlockKind = Literal["paragraph", "table", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table, or furniture (running heads, page numbers, tables of contents) in text offsets."""

    kind: BlockKind
    start: int
    end: int
    role: ParagraphRole = "body"
    level: int | None = None
    table: int | None = None
    """The table's number, for a block of kind ``table``."""
    cell: tuple[int, int] | None = None
    """(row, column) for a paragraph that stands in a cell of ``table``."""


HeadingScheme = Literal[
    "part", "han", "bracket", "bracket-arabic", "arabic", "half-bracket", "circled", "decimal", "annex", "none"
]  # fmt: skip
"""第一部分 | 一、 | （一） | （1） | 1、 or 1. | 1） | ① | 2.3.1 | 附件 1-1 | without a number."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or the beginning of one, that looks like a heading; in text offsets. Its place in the tree comes later."""

    start: int
    """Of the number, or of the title where there is none."""
    end: int
    title_start: int
    title_end: int
    number: str
    scheme: HeadingScheme
    ordinal: int | None
    """The last figure of the number, counted: （三） → 3."""
    depth: int = 1
    """How many figures the number has: 2.3.1 → 3."""
    run_in: bool = False
    """Prose follows on the same line."""
    cell: tuple[int, int, int] | None = None
    """(table, row, column) of the table cell that holds it."""
    declared_level: int | None = None
    """Outline level that the format declares."""
    follows_heading: bool = False
    """Nothing stands between the heading before and this one."""

    @property
    def in_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.cell is not None


SectionKind = Literal["title", "heading", "annex", "form", "run-in"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its place in the tree. Spans are text offsets; ``end`` is where the section's body ends."""

    start: int
    """Of the heading, number included."""
    heading_end: int
    end: int
    title: str
    title_span: Span
    number: str
    """As printed, "" where there is none."""
    level: int
    canonical: str | None
    parent: int | None
    """Position of the parent in ``Document.sections``."""
    kind: SectionKind = "heading"
    score: float | None = None
    """How alike title and canonical name (or its alias) are, 0 to 1; None where nothing was matched."""
    margin: float | None = None
    """Distance to the best name of another meaning."""
    doubts: tuple[str, ...] = ()


PartKind = Literal["letter", "form", "report", "annex"]


@dataclass(frozen=True, slots=True)
class Part:
    """A component document: letter, form, report or annex, in text offsets."""

    kind: PartKind
    title: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (to 。！？；-less line or cell end) in text offsets; ``block`` is its position in ``Document.blocks``."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of the source that was not read: a line of coverage.jsonl, in source offsets."""

    kind: Literal["unread-number", "unread-table", "unmatched-heading", "empty-page", "garbled-page"]
    page: int | None
    start: int
    end: int
    text: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know about the run of this document: a stable code, a page, a sentence."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the document as a whole is about."""

    title: str | None = None
    unit: str | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Everything known about one document. A stage returns a new one with its layer filled: ``document.having(...)``."""

    source: Source
    source_text: str
    pages: tuple[Page, ...]
    layout: tuple[LayoutItem, ...] | None = None
    """Paragraphs and tables in reading order; None for plain text, whose structure the segmenter finds."""
    layout_parts: tuple[LayoutPart, ...] = ()
    text: TracedText = field(default_factory=lambda: TracedText.of(""))
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    quantities: tuple[Measure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    profile: Profile = Profile()
    records: tuple[Record, ...] = ()
    gaps: tuple[Gap, ...] = ()
    stratum: str | None = None
    """What its confidences were calibrated on: see ``confidence/strata.py``."""
    missed: float | None = None
    """How many values were probably not read at all; None where that was never measured."""
    warnings: tuple[Notice, ...] = ()

    @property
    def doc_id(self) -> str:
        """The document's identity: see :class:`Source`."""
        return self.source.doc_id

    def having(self, **layers: Any) -> Document:
        """A copy with some layers replaced.

        >>> from jixiao.document.document import Document, Source
        >>> empty = Document(Source("a.txt", "0" * 64, "text/plain", "text"), "", ())
        >>> empty.having(source_text="甲").source_text
        '甲'
        """
        return replace(self, **layers)

    def warned(self, code: str, message: str, page: int | None = None) -> Document:
        """A copy with one more warning."""
        return replace(self, warnings=(*self.warnings, Notice(code, message, page)))

    def page_at(self, offset: int) -> Page | None:
        """The page that holds this source offset, or None for a format without pages."""
        low, high = 0, len(self.pages)
        while low < high:
            middle = (low + high) // 2
            if self.pages[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.pages[low] if low < len(self.pages) and self.pages[low].start <= offset else None

    def cell_text(self, cell: Cell) -> str:
        """The clean text of a cell, breaks inside kept, outer blanks dropped."""
        return self.text.text[cell.start : cell.end].strip()
