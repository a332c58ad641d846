"""Blocks as a Word file with real merged cells, East Asian fonts and page breaks."""

from __future__ import annotations

import datetime
import io
import random
import zipfile
from typing import TYPE_CHECKING, Any

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from lxml.etree import _Element

SONG, HEI = "Noto Serif CJK SC", "Noto Sans CJK SC"
"""Song and Hei style: Debian's package fonts-noto-cjk."""
FACES = ((SONG, HEI), (SONG, SONG), (HEI, HEI))
SIZES = {"title": 36, "heading": 28, "body": 24, "cover": 30, "caption": 28, "note": 21, "sign": 24, "contents": 24}
"""Half points."""
EPOCH = (2020, 1, 1, 0, 0, 0)


def docx_bytes(blocks: list[Block], seed: int) -> bytes:
    """A Word file; equal blocks and seed give equal bytes."""
    from docx import Document
    from docx.shared import Mm

    rng = random.Random(f"docx-{seed}")
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(rng.choice([20, 25, 28]))
    section.top_margin = section.bottom_margin = Mm(rng.choice([22, 25, 30]))
    body = document.element.body
    last = body[-1]
    maker = _Maker(rng.choice(FACES), rng.random() < 0.4, rng.choice([0, 200, 480]))
    for block in blocks:
        for element in maker.elements(block):
            last.addprevious(element)
    if rng.random() < 0.5:
        _page_numbers(section.footer.paragraphs[0]._p)
    when = datetime.datetime(2020, 1, 1)
    document.core_properties.created = document.core_properties.modified = when
    raw = io.BytesIO()
    document.save(raw)
    return fixed_times(raw.getvalue())


def _page_numbers(paragraph: _Element) -> None:
    """A footer with the page's number as a field."""
    properties = _element("w:pPr")
    properties.append(_element("w:jc", val="center"))
    paragraph.append(properties)
    for piece in ("— ", None, " —"):
        run = _element("w:r")
        if piece:
            run.append(_text(piece))
            paragraph.append(run)
        else:
            number = _element("w:fldSimple", instr=" PAGE ")
            run.append(_text("1"))
            number.append(run)
            paragraph.append(number)


def fixed_times(data: bytes) -> bytes:
    """The same archive with one date on every member, so that equal content gives equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return result.getvalue()


class _Maker:
    """Makes Word's elements; one document's habits are its fields."""

    def __init__(self, faces: tuple[str, str], styled_headings: bool, indent: int) -> None:
        self.body_face, self.head_face = faces
        self.styled_headings = styled_headings
        self.indent = indent

    def elements(self, block: Block) -> list[_Element]:
        """The elements of a block."""
        if isinstance(block, PageBreak):
            return [self._break()]
        if isinstance(block, Table):
            return [self._table(block), _element("w:p")]
        return self._paragraphs(block)

    def _break(self) -> _Element:
        paragraph, run = _element("w:p"), _element("w:r")
        run.append(_element("w:br", type="page"))
        paragraph.append(run)
        return paragraph

    def _paragraphs(self, block: Paragraph) -> list[_Element]:
        centre = block.role in ("title", "caption")
        align = "center" if centre else "right" if block.role == "sign" else "left"
        bold = block.role in ("title", "heading")
        face = self.head_face if bold else self.body_face
        style = (
            f"Heading{min(block.level, 4)}"
            if block.role == "heading" and self.styled_headings and block.level
            else None
        )
        indent = self.indent if block.role == "body" else 0
        texts = block.content.text.split("\n") if block.role in ("body", "note") else [block.content.text]
        return [self._paragraph(text, align, face, SIZES[block.role], bold, style, indent) for text in texts]

    def _paragraph(
        self, text: str, align: str, face: str, size: int, bold: bool, style: str | None = None, indent: int = 0
    ) -> _Element:
        paragraph, properties = _element("w:p"), _element("w:pPr")
        if style:
            properties.append(_element("w:pStyle", val=style))
        properties.append(_element("w:spacing", after="0", line="360" if size >= 24 else "260", lineRule="auto"))
        if indent:
            properties.append(_element("w:ind", firstLine=str(indent)))
        properties.append(_element("w:jc", val=align))
        paragraph.append(properties)
        for n, line in enumerate(text.split("\n")):
            if n:
                run = _element("w:r")
                run.append(_element("w:br"))
                paragraph.append(run)
            for k, piece in enumerate(line.split("\t")):
                run = _element("w:r")
                run.append(_run_properties(face, size, bold))
                if k:
                    run.append(_element("w:tab"))
                if piece:
                    run.append(_text(piece))
                    paragraph.append(run)
                elif k:
                    paragraph.append(run)
        return paragraph

    def _table(self, table: Table) -> _Element:
        grid = table.grid()
        widths = _twips(table, len(grid[0]))
        element, properties = _element("w:tbl"), _element("w:tblPr")
        borders = _element("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="000000"))
        properties.append(_element("w:tblW", w=str(sum(widths)), type="dxa"))
        properties.append(borders)
        properties.append(_element("w:tblLayout", type="fixed"))
        element.append(properties)
        columns = _element("w:tblGrid")
        for width in widths:
            columns.append(_element("w:gridCol", w=str(width)))
        element.append(columns)
        for r, places in enumerate(grid):
            row = _element("w:tr")
            if r < table.header_rows:
                row_properties = _element("w:trPr")
                row_properties.append(_element("w:tblHeader"))
                row.append(row_properties)
            c = 0
            while c < len(places):
                cell, printed = places[c]
                row.append(self._cell(cell, printed, sum(widths[c : c + cell.columns]), grid, r, c))
                c += cell.columns
            element.append(row)
        return element

    def _cell(
        self, cell: Cell, printed: bool, width: int, grid: list[list[tuple[Cell, bool]]], r: int, c: int
    ) -> _Element:
        element, properties = _element("w:tc"), _element("w:tcPr")
        properties.append(_element("w:tcW", w=str(width), type="dxa"))
        if cell.columns > 1:
            properties.append(_element("w:gridSpan", val=str(cell.columns)))
        if cell.rows > 1:
            properties.append(_element("w:vMerge", val="restart") if printed else _element("w:vMerge"))
        properties.append(_element("w:vAlign", val="center"))
        element.append(properties)
        align = {"left": "left", "centre": "center", "right": "right"}[cell.align]
        texts = cell.content.text.split("\n") if printed else [""]
        for text in texts:
            element.append(self._paragraph(text, align, self.body_face, 18, False))
        return element


def _twips(table: Table, columns: int) -> list[int]:
    relative = table.widths if len(table.widths) == columns else (1.0,) * columns
    whole = sum(relative)
    return [round(9000 * width / whole) for width in relative]


def _element(tag: str, **attributes: str) -> _Element:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _text(words: str) -> _Element:
    element = _element("w:t")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _run_properties(face: str, size: int, bold: bool) -> _Element:
    properties = _element("w:rPr")
    properties.append(_element("w:rFonts", ascii=face, hAnsi=face, eastAsia=face))
    if bold:
        properties.append(_element("w:b"))
    properties.append(_element("w:sz", val=str(size)))
    return properties
