"""Sheets to a document: one part a sheet, hidden ones marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jixiao.document.document import Document, LayoutPart, Notice, Source
from jixiao.document.errors import EmptyInput
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.flow import FlowTable, FlowWriter
from jixiao.ingest.sheets.sheet import Sheet


def sheets_document(
    source: Source, sheets: Iterable[Sheet], warnings: list[Notice], *, limits: Limits = DEFAULT
) -> Document:
    """The document of a workbook. Raises EmptyInput where no cell holds anything, TooLarge beyond the limits."""
    writer = FlowWriter(limits)
    parts: list[LayoutPart] = []
    for sheet in sheets:
        start = writer.size
        for block in sheet.blocks():
            if isinstance(block, FlowTable):
                writer.table(block)
            else:
                writer.paragraph(block)
        if writer.size == start:
            continue
        parts.append(LayoutPart(sheet.name, start, writer.size, sheet.hidden))
        writer.write("\n")
        if sheet.hidden:
            warnings.append(
                Notice("hidden-sheet", f"工作表“{sheet.name}”是隐藏的。 The sheet {sheet.name!r} is hidden.")
            )
        if sheet.hidden_rows & {row for row, _ in sheet.texts}:
            warnings.append(
                Notice("hidden-rows", f"工作表“{sheet.name}”有隐藏行。 The sheet {sheet.name!r} has hidden rows.")
            )
    text = writer.text()
    if not text.strip():
        raise EmptyInput("工作簿里没有内容。", "The workbook holds nothing.")
    described = replace(source, origin="digital")
    return Document(described, text, (), layout=writer.layout(), layout_parts=tuple(parts), warnings=tuple(warnings))
