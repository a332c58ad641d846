"""CSV that spreadsheets open as it is meant: UTF-8 with a byte order mark, and no cell that becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, BinaryIO

from jixiao.emit.json_text import dumps, number_text
from jixiao.emit.tables import columns_of

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""Some spreadsheet calculates text that begins with one of these (OWASP: CSV injection), the full-width ones too."""


class CsvTable:
    """Writes one kind's table into a binary file; the header at once, a row at a time."""

    def __init__(self, kind: str, file: BinaryIO) -> None:
        self._columns = columns_of(kind)
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow([column.name for column in self._columns])

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row."""
        self._writer.writerow([cell_text(row[column.name], column.name) for column in self._columns])

    def close(self) -> None:
        """Flush what is buffered; the file stays open, it belongs to the caller."""
        self._text.flush()
        self._text.detach()


def cell_text(value: object, column: str = "") -> str:
    """A cell as text: numbers plain, lists joined or as JSON, text made harmless.

    >>> cell_text("=1+1"), cell_text("-"), cell_text(-3), cell_text(None)
    ("'=1+1", "'-", '-3', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | float):
        return number_text(value)
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return harmless((" / " if column == "section" else " ").join(value))
    return dumps(value)


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    start = text.lstrip(" \u00a0\u3000\ufeff\u200b")[:1] or text[:1]
    return f"'{text}" if start in _FORMULA and start else text
