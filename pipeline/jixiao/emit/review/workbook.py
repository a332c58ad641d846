"""Writes sheets into an XLSX workbook that is safe to open: text stays text, numbers stay numbers, nothing calculates."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.emit.review.sheets import DECISIONS, REVIEW_COLUMNS, Sheet, Value
from jixiao.emit.whole_files import whole_file

_WIDTHS: Mapping[str, int] = {
    "单位": 22, "文件": 26, "内容": 36, "原文": 24, "上下文": 44, "位置": 16, "原因": 26, "其他读法": 22, "更正值": 16,
    "备注": 18, "计算过程": 60, "建议": 20, "问题类型": 12,
}  # fmt: skip
_HIDDEN = frozenset({"记录编号", "文档编号", "原文校验"})
_TO_FILL = frozenset({"决定", "更正值", "备注", "复核人"})
_LONGEST = 32_000
"""A cell of a spreadsheet holds 32,767 characters."""


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets, whole or not at all. Raises OutputError.

    Text that begins with ``=`` stays text, addresses do not become links, long digits do not become numbers. The
    decision column of 待复核清单 offers its closed list; what the program needs to read it back stands in hidden columns.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": "jixiao", "created": _EPOCH})  # the same input gives the same bytes
    formats = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "fill": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF9E5", "border": 1}),
        "low": book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"}),
    }
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    with whole_file(path) as file:
        file.write(buffer.getvalue())


def _epoch() -> Any:
    from datetime import datetime

    return datetime(2000, 1, 1)


_EPOCH = _epoch()


def _write_sheet(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 2)
    page.set_row(0, 30)
    for column, name in enumerate(sheet.columns):
        options = {"hidden": True} if name in _HIDDEN else {}
        page.set_column(column, column, _WIDTHS.get(name, 11), formats["text"], options)
        page.write_string(0, column, name, formats["head"])
    for row, cells in enumerate(sheet.rows, 1):
        for column, value in enumerate(cells):
            _write_cell(page, row, column, value, formats["fill" if sheet.columns[column] in _TO_FILL else "text"])
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    if sheet.columns == REVIEW_COLUMNS:
        last = max(1, len(sheet.rows))
        decision = REVIEW_COLUMNS.index("决定")
        page.data_validation(
            1, decision, last, decision,
            {
                "validate": "list", "source": list(DECISIONS), "error_title": "决定",
                "error_message": "请从列表中选择：" + "、".join(DECISIONS),
            },
        )  # fmt: skip
        confidence = REVIEW_COLUMNS.index("置信度")
        page.conditional_format(
            1, confidence, last, confidence, {"type": "cell", "criteria": "<", "value": 0.5, "format": formats["low"]}
        )
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_cell(page: Any, row: int, column: int, value: Value, style: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, style)
    elif isinstance(value, str):
        page.write_string(row, column, value[:_LONGEST], style)
    else:
        page.write_number(row, column, float(value) if isinstance(value, Decimal) else value, style)
