"""Forms for the tests of facts, indicators and fields: flattened in the ways of converters, or with real merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.clean import Clean
from jixiao.document.document import Document, LayoutCell, LayoutParagraph, LayoutTable, Page, Source
from jixiao.document.evidence import Quoter
from jixiao.document.records import FactRecord, FieldRecord, IndicatorRecord
from jixiao.extraction import facts, fields, indicators
from jixiao.match.names import default_names
from jixiao.match.stage import MatchSections
from jixiao.numbers import find_quantities
from jixiao.segment.stage import Segment

Cell = str | tuple[str, int] | tuple[str, int, int] | None
"""Text; (text, columns covered); (text, columns, rows); None for a place that a cell above covers."""


@dataclass(frozen=True)
class Read:
    """What was read from a document."""

    document: Document
    fields: list[FieldRecord]
    facts: list[FactRecord]
    indicators: list[IndicatorRecord]

    def fact(self, item: str, **keys: object) -> FactRecord:
        """The one fact of this item with these keys."""
        found = [f for f in self.facts if f.item == item and all(getattr(f, k) == v for k, v in keys.items())]
        assert len(found) == 1, (item, keys, [(f.item, f.measure, f.year, f.entity, f.value) for f in self.facts])
        return found[0]

    def indicator(self, name: str) -> IndicatorRecord:
        """The one indicator of this name (level3, else level1)."""
        found = [i for i in self.indicators if name in (i.level3, None if i.level3 else i.level1)]
        assert len(found) == 1, (name, [(i.level1, i.level2, i.level3) for i in self.indicators])
        return found[0]

    def field(self, name: str) -> list[object]:
        """The values of a field, in reading order."""
        return [f.value for f in self.fields if f.name == name]


def read(text: str) -> Read:
    """A plain text, through the stages that facts, indicators and fields need."""
    return _finish(Document(Source("a.txt", "0" * 64, "text/plain", "text"), text, (Page(1, 0, len(text)),)))


def read_merged(*items: str | Sequence[Sequence[Cell]]) -> Read:
    """Paragraphs and tables as a format with known merges gives them."""
    source = ""
    layout: list[LayoutParagraph | LayoutTable] = []
    for item in items:
        if isinstance(item, str):
            layout.append(LayoutParagraph(((len(source), len(source) + len(item)),)))
            source += item + "\n"
            continue
        cells: list[LayoutCell] = []
        taken: set[tuple[int, int]] = set()
        width = 0
        for row, line in enumerate(item, 1):
            column = 1
            texts = []
            for cell in line:
                while (row, column) in taken:
                    column += 1
                if cell is None:
                    column += 1
                    continue
                text, columns, rows = (cell, 1, 1) if isinstance(cell, str) else (*cell, 1) if len(cell) == 2 else cell
                taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
                texts.append((column, columns, rows, text))
                column += columns
            width = max(width, column - 1)
            for at, columns, rows, text in texts:
                span = ((len(source), len(source) + len(text)),) if text else ()
                cells.append(LayoutCell(row, at, span, rows, columns))
                source += text + "\t"
            source = source[:-1] + "\n"
        layout.append(LayoutTable(tuple(cells), len(item), width))
    return _finish(Document(Source("a.docx", "0" * 64, "x", "digital"), source, (), layout=tuple(layout)))


def _finish(document: Document) -> Read:
    for stage in (Clean(), Segment(known=default_names().known), MatchSections(names=default_names())):
        document = stage(document)
    document = document.having(profile=fields.profile(document))
    document = document.having(quantities=tuple(find_quantities(document.text.text)))
    quoter = Quoter(document)
    made = Read(
        document,
        fields.records(document, quoter),
        facts.records(document, quoter),
        indicators.records(document, quoter),
    )
    for record in (*made.fields, *made.facts, *made.indicators):
        for evidence in record.evidence:
            assert document.source_text[evidence.start : evidence.end] == evidence.text
    return made


def cell_lines(*rows: Sequence[str]) -> str:
    """The newline-tab form: a line a cell, a blank line after every row."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


def tabs(*rows: Sequence[str]) -> str:
    """A line a row, tabs between the cells."""
    return "".join("\t".join(row) + "\n" for row in rows)


def spaces(*rows: Sequence[str]) -> str:
    """A line a row, blanks between the cells, nothing where a cell is blank."""
    return "".join("  ".join(cell for cell in row if cell) + "\n" for row in rows)
