"""``read_xls`` through xlrd: the old binary workbook, with formats, merges, borders and hidden rows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from jixiao.document.document import Document, Source
from jixiao.document.errors import CorruptInput, EncryptedInput, InputError, TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.sheets.assemble import sheets_document
from jixiao.ingest.sheets.sheet import Merge, Sheet
from jixiao.ingest.sheets.xlsx import shown


def read_xls(source: Source, data: bytes, *, limits: Limits = DEFAULT) -> Document:
    """The document of a workbook. Raises CorruptInput, EncryptedInput, EmptyInput, TooLarge."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return sheets_document(source, _sheets(book, limits), [], limits=limits)
    except InputError:
        raise
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise EncryptedInput("这份 XLS 文件设有密码。", "This XLS file has a password.") from error
        raise CorruptInput("XLS 已损坏，打不开。", f"The XLS cannot be opened: {error}.") from error
    except Exception as error:  # xlrd lets IndexError, struct.error, AssertionError … out of damaged files
        raise CorruptInput(
            "XLS 已损坏，打不开。", f"The XLS cannot be opened: {type(error).__name__}: {error}."
        ) from error


def _sheets(book: Any, limits: Limits) -> Iterator[Sheet]:
    cells = 0
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        cells += sum(len(sheet.row(row)) for row in range(sheet.nrows))
        if cells > limits.cells:
            raise TooLarge(
                f"工作表单元格超过 {limits.cells} 个的限额。", f"The sheets have more than {limits.cells} cells."
            )
        yield _sheet(book, sheet)


def _sheet(book: Any, sheet: Any) -> Sheet:
    import xlrd

    texts: dict[tuple[int, int], str] = {}
    ruled: set[tuple[int, int]] = set()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            if style is not None and _has_border(style.border):
                ruled.add((row + 1, column + 1))
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            code = (
                book.format_map[style.format_key].format_str if style and style.format_key in book.format_map else None
            )
            value: object = cell.value
            if cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(cell.value)
            elif cell.ctype == xlrd.XL_CELL_ERROR:
                value = xlrd.error_text_from_code.get(cell.value, "#N/A")
            text = shown(value, code, book.datemode == 1)
            if text.strip():
                texts[row + 1, column + 1] = text
    merges = [Merge(low + 1, left + 1, high, right) for low, high, left, right in sheet.merged_cells]
    hidden = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    return Sheet(sheet.name, texts, frozenset(ruled), merges, sheet.visibility != 0, hidden)


def _has_border(border: Any) -> bool:
    return bool(border.left_line_style or border.right_line_style or border.top_line_style or border.bottom_line_style)
