"""Blocks as a workbook: paragraphs in column A, tables with merged cells below them, everything as text."""

from __future__ import annotations

import datetime
import io

from jixiao.synthesis.blocks import Block, PageBreak, Paragraph, Table
from jixiao.synthesis.render.docx import fixed_times


def xlsx_bytes(blocks: list[Block]) -> bytes:
    """A workbook; a page break begins a new sheet. Equal blocks give equal bytes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    line = 1
    for block in blocks:
        if isinstance(block, PageBreak):
            if line > 1:
                sheet = book.create_sheet(f"Sheet{len(book.worksheets) + 1}")
                line = 1
        elif isinstance(block, Paragraph):
            for text in block.content.text.split("\n"):
                _put(sheet, line, 1, text)
                line += 1
        elif isinstance(block, Table):
            for r, places in enumerate(block.grid()):
                for c, (cell, printed) in enumerate(places):
                    if not printed:
                        continue
                    _put(sheet, line + r, c + 1, cell.content.text)
                    if cell.rows > 1 or cell.columns > 1:
                        sheet.merge_cells(start_row=line + r, end_row=line + r + cell.rows - 1, start_column=c + 1, end_column=c + cell.columns)  # fmt: skip
            line += len(block.rows) + 1
    day = datetime.datetime(2020, 1, 1)
    book.properties.created = book.properties.modified = day
    raw = io.BytesIO()
    book.save(raw)
    return fixed_times(raw.getvalue())


def _put(sheet, line: int, column: int, text: str) -> None:  # type: ignore[no-untyped-def]
    if text:
        cell = sheet.cell(line, column)
        cell.value = text
        cell.data_type = "s"  # never a formula
