"""``read_xlsx`` through openpyxl: cached values, number formats, merges, borders, hidden rows and sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jixiao.document.document import Document, Notice, Source
from jixiao.document.errors import CorruptInput, InputError, TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.container import Container
from jixiao.ingest.sheets.assemble import sheets_document
from jixiao.ingest.sheets.numberformat import displayed, general
from jixiao.ingest.sheets.sheet import Merge, Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CHUNK = 1 << 20
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(source: Source, data: bytes, *, limits: Limits = DEFAULT) -> Document:
    """The document of a workbook. Raises CorruptInput, EncryptedInput, EmptyInput, TooLarge."""
    without_value = _weigh(data, limits)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets KeyError, ValueError, TypeError, ParseError … out of damaged files
        raise CorruptInput(
            "工作簿已损坏，打不开。", f"The workbook cannot be opened: {type(error).__name__}: {error}."
        ) from error
    warnings = []
    if without_value:
        warnings.append(
            Notice(
                "formulas-without-values",
                f"{without_value} 个公式没有保存的结果；请用 Excel 或 WPS 打开并保存一次。"
                f" {without_value} formulas have no stored result; open and save the file in Excel or WPS.",
            )
        )
    try:
        return sheets_document(source, _sheets(book), warnings, limits=limits)
    except InputError:
        raise
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise CorruptInput(
            "工作簿已损坏，读不全。", f"The workbook is damaged: {type(error).__name__}: {error}."
        ) from error


def _weigh(data: bytes, limits: Limits) -> int:
    """Refuse bombs, DTDs and sheets beyond the limit before anything is built; count formulas without a result."""
    container = Container.open(data, limits=limits)
    cells = without_value = total = 0
    for name in container.members:
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        info = container.check(name)
        total += info.file_size
        if total > limits.unpacked_bytes:
            raise TooLarge(
                f"展开后超过 {limits.unpacked_bytes} 字节的限额。",
                f"It unpacks to more than {limits.unpacked_bytes} bytes.",
            )
        is_sheet = "worksheets/" in name.lower()
        try:
            with container.archive.open(info) as member:
                tail = b""
                first = True
                while chunk := member.read(_CHUNK):
                    if first and b"<!DOCTYPE" in chunk[:4096]:
                        raise CorruptInput(
                            "文件内部的 XML 带有 DTD，拒绝读取。", f"{name} declares a DTD, which is refused."
                        )
                    first = False
                    if not is_sheet:
                        break
                    block = tail + chunk
                    cut = block.rfind(b"<c") if len(chunk) == _CHUNK else len(block)
                    cut = len(block) if cut <= 0 else cut
                    cells += len(_CELL.findall(block, 0, cut))
                    without_value += len(_NO_VALUE.findall(block, 0, cut))
                    tail = block[cut:]
                    if cells > limits.cells:
                        raise TooLarge(
                            f"工作表单元格超过 {limits.cells} 个的限额。",
                            f"The sheets have more than {limits.cells} cells.",
                        )
        except InputError:
            raise
        except Exception as error:
            raise CorruptInput("压缩容器已损坏。", f"{name} cannot be unpacked: {error}.") from error
    return without_value


def _sheets(book: Workbook) -> Iterator[Sheet]:
    from openpyxl.worksheet.worksheet import Worksheet

    epoch_1904 = book.epoch.year == 1904
    for sheet in book.worksheets:
        if isinstance(sheet, Worksheet):
            yield _sheet(sheet, epoch_1904)


def _sheet(sheet: Worksheet, epoch_1904: bool) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    ruled: set[tuple[int, int]] = set()
    # iter_rows would create every cell up to the last one; the dictionary holds those that the file has
    cells: dict[tuple[int, int], Any] = sheet._cells
    for place, cell in cells.items():
        text = (
            shown(getattr(cell, "value", None), cell.number_format, epoch_1904)
            if cell.has_style or cell.value is not None
            else ""
        )
        if text.strip():
            texts[place] = text
        if cell.has_style and _has_border(cell):
            ruled.add(place)
    merges = [Merge(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    hidden_rows = frozenset(row for row, dimension in sheet.row_dimensions.items() if dimension.hidden)
    return Sheet(sheet.title, texts, frozenset(ruled), merges, sheet.sheet_state != "visible", hidden_rows)


def _has_border(cell: Any) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def shown(value: object, code: str | None, epoch_1904: bool = False) -> str:
    """What a cell shows for its value.

    >>> shown(0.936, "0.0%"), shown("甲_x000D_\\n乙", None), shown(True, None)
    ('93.6%', '甲\\n乙', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value), code, epoch_1904)
    if isinstance(value, datetime | date | time | timedelta):
        return _number(_serial(value, epoch_1904), code or "yyyy-mm-dd", epoch_1904)
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _number(value: float, code: str | None, epoch_1904: bool) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return displayed(value, code, epoch_1904=epoch_1904) if code and code != "General" else general(value)


def _serial(value: datetime | date | time | timedelta, epoch_1904: bool) -> float:
    """The number that a date is stored as."""
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    days = (moment.replace(tzinfo=None) - start).total_seconds() / 86400
    return days if epoch_1904 or days >= 61 else days - 1
