"""Renders a report as DOCX, PDF, XLSX and HTML, so that tests can ask whether every format says the same.

A flattened text (tables as newline-tab cells) is rebuilt into real tables with merged cells by the segmenter first;
a report that a test writes itself is given as items right away.
"""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from jixiao.document.limits import DEFAULT
from jixiao.ingest import read
from jixiao.ingest.detect import DOCX
from jixiao.ingest.office import find_libreoffice
from tests.tools import need
from tests.unit.ingest.docx_builder import from_xml


@dataclass(frozen=True, slots=True)
class TextItem:
    """A paragraph. ``level`` from 1 for a heading; ``number`` is what an automatic number must print."""

    text: str
    level: int | None = None
    number: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class CellItem:
    """A cell, from 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TableItem:
    """A table."""

    rows: int
    columns: int
    cells: tuple[CellItem, ...]


Item = TextItem | TableItem


def items_of_text(text: str) -> list[Item]:
    """Paragraphs and tables of a flattened text, as the segmenter rebuilds them."""
    from jixiao.pipeline import Pipeline

    document = read("text", data=text.encode())
    for stage in Pipeline().stages:
        document = stage(document)
        if stage.name == "segment":
            break
    assert document.blocks, "nothing to render"
    clean = document.text.text
    found: list[Item] = []
    tables = {table.number: table for table in document.tables}
    for block in document.blocks:
        if block.kind == "table" and block.table is not None:
            table = tables[block.table]
            cells = tuple(
                CellItem(
                    cell.row, cell.column, clean[cell.start : cell.end].strip("\n\t "), cell.row_span, cell.column_span
                )
                for cell in table.cells
            )
            found.append(TableItem(table.rows, table.columns, cells))
        elif block.cell is None:
            found.append(TextItem(clean[block.start : block.end]))
    return found


def as_text(items: Sequence[Item]) -> str:
    """Flattened text as Apache Tika writes it: a newline and a tab begin a cell, a blank line ends a row."""
    written: list[str] = []
    for item in items:
        if isinstance(item, TextItem):
            written.append(f"{item.number}{item.text}\n")
            continue
        for row in range(1, item.rows + 1):
            for column in _starts(item, row):
                cell = next((c for c in item.cells if (c.row, c.column) == (row, column)), None)
                written.append(f"\t{cell.text if cell else ''}\n")
            written.append("\n")
    return "".join(written)


def _starts(table: TableItem, row: int) -> list[int]:
    """Columns at which a converter prints a cell in a row: those that no cell covers from the left."""
    covered = {
        column
        for cell in table.cells
        if cell.row <= row < cell.row + cell.row_span
        for column in range(cell.column + 1, cell.column + cell.column_span)
    }
    return [column for column in range(1, table.columns + 1) if column not in covered]


def as_docx(items: Sequence[Item], *, numbering: str = "", places: dict[str, tuple[int, int]] | None = None) -> bytes:
    """A DOCX with real merged cells. With ``numbering`` (XML) and ``places`` (number as printed -> list and level),
    numbers are automatic; else they are typed."""
    blocks = [_table_xml(item) if isinstance(item, TableItem) else _paragraph_xml(item, places or {}) for item in items]
    return from_xml(*blocks, numbering=numbering)


def _paragraph_xml(item: TextItem, places: dict[str, tuple[int, int]]) -> str:
    properties = ""
    text = item.number + item.text
    if item.number in places:
        number, level = places[item.number]
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        text = item.text
    if item.centred:
        properties += '<w:jc w:val="center"/>'
    if item.level:
        properties += f'<w:outlineLvl w:val="{item.level - 1}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(text)}</w:p>"


_FONT = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="21"/>'


def _runs(text: str) -> str:
    lines = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{_FONT}</w:rPr>{inner}</w:r>"


def _table_xml(table: TableItem) -> str:
    width = 9000 // max(1, table.columns)
    grid = f'<w:gridCol w:w="{width}"/>' * table.columns
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    rows = []
    for row in range(1, table.rows + 1):
        cells = []
        column = 1
        while column <= table.columns:
            cell = next((c for c in table.cells if _covers(c, row, column)), None) or CellItem(row, column, "")
            properties = (
                f'<w:tcW w:w="{width * cell.column_span}" w:type="dxa"/><w:gridSpan w:val="{cell.column_span}"/>'
            )
            text = cell.text
            if cell.row_span > 1:
                properties += '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
                text = cell.text if cell.row == row else ""
            paragraphs = "".join(f"<w:p>{_runs(line)}</w:p>" for line in text.split("\n"))
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
            column = cell.column + cell.column_span
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    layout = '<w:tblLayout w:type="fixed"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>{layout}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _covers(cell: CellItem, row: int, column: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span


def as_html(items: Sequence[Item], *, title: str = "") -> bytes:
    """A government page around the report: menu, breadcrumb, publication line, article, foot."""
    blocks = []
    for item in items:
        if isinstance(item, TextItem):
            text = html.escape(item.number + item.text).replace("\n", "<br>")
            blocks.append(f"<p>{text}</p>")
        else:
            blocks.append(_html_table(item))
    article = "\n".join(blocks)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>'
        '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>'
        '<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>'
        f'<div class="main"><div class="article">{article}</div></div>'
        '<div class="footer">主办：某区人民政府办公室 <a href="/map">网站地图</a></div></body></html>'
    ).encode()


def _html_table(table: TableItem) -> str:
    rows = []
    for row in range(1, table.rows + 1):
        cells = []
        for column in range(1, table.columns + 1):
            cell = next((c for c in table.cells if _covers(c, row, column)), None) or CellItem(row, column, "")
            if (cell.row, cell.column) != (row, column):
                continue
            text = html.escape(cell.text).replace("\n", "<br>")
            cells.append(f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{text}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border='1'>{''.join(rows)}</table>"


def as_xlsx(items: Sequence[Item]) -> bytes:
    """A workbook: paragraphs as merged rows without borders, tables ruled, numbers as numbers with their format."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Side

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    width = max((item.columns for item in items if isinstance(item, TableItem)), default=6)
    row = 1
    for item in items:
        if isinstance(item, TextItem):
            sheet.cell(row, 1, item.number + item.text)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
            row += 1
            continue
        for place in range(item.rows):
            for column in range(1, item.columns + 1):
                sheet.cell(row + place, column).border = border
        for cell in item.cells:
            target = sheet.cell(row + cell.row - 1, cell.column)
            value, code = _typed(cell.text)
            target.value = value  # type: ignore[assignment]
            target.number_format = code
            target.alignment = Alignment(wrap_text=True)
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merge_cells(
                    start_row=target.row,
                    start_column=cell.column,
                    end_row=target.row + cell.row_span - 1,
                    end_column=cell.column + cell.column_span - 1,
                )
        row += item.rows + 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _typed(text: str) -> tuple[object, str]:
    """A number and the format that shows it as printed, where it is one; else the text."""
    bare = text.strip()
    percent = bare.endswith("%")
    digits = bare.rstrip("%")
    try:
        value = float(digits)
    except ValueError:
        return text, "General"
    decimals = len(digits.partition(".")[2])
    code = "0" + ("." + "0" * decimals if decimals else "") + ("%" if percent else "")
    if len(digits) > 12 or (digits.startswith("0") and "." not in digits and digits != "0") or not digits[0].isdigit():
        return text, "@"
    return (value / 100 if percent else value), code


def as_pdf(docx: bytes, folder: Path) -> bytes:
    """The DOCX printed by LibreOffice; skips where it is not installed."""
    from jixiao.ingest.office import _run, _write_profile

    command = find_libreoffice()
    need(command, "LibreOffice to print a PDF")
    assert command is not None
    folder.mkdir(parents=True, exist_ok=True)
    _write_profile(folder / "profile")
    path = folder / f"report.{DOCX.suffix}"
    path.write_bytes(docx)
    done = _run(
        [
            *(command, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(path)),
        ],
        DEFAULT.seconds,
    )
    assert done
    return (folder / "report.pdf").read_bytes()
