"""Reads forms: which rows of a table are headers, which are data below them, which are label and value side by side.

A form of a Chinese office is many small tables in one grid: pairs (联系人 | 王某 | 联络电话 | …), captions over the whole
width, blocks with headers of one to three levels, prose cells. Each block ends where the next header, caption or pair
begins. What the lexicons do not know is read by its shape alone, and says so (``kind`` ``unknown``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.document.document import Document, Table
from jixiao.document.trace import TracedText
from jixiao.extraction.forms_blocks import Form
from jixiao.extraction.forms_grid import Grid
from jixiao.extraction.forms_values import Unit, unit_in_header
from jixiao.extraction.forms_walk import Rows

_UNIT_AT_END = re.compile(r"[（(](?:金额)?(?:单位[:：])?[^（()）]{1,8}[)）]\s*$")


class _Same:
    """A tuple of tables that is equal to itself only, so that it can be a cache key at no cost."""

    __slots__ = ("tables",)

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self.tables = tables

    def __hash__(self) -> int:
        return id(self.tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.tables is self.tables


def read_forms(document: Document) -> tuple[Form, ...]:
    """Every table of the document as a form, in the order of ``document.tables``."""
    return _read(document.text, _Same(document.tables))


@lru_cache(maxsize=4)
def _read(text: TracedText, same: _Same) -> tuple[Form, ...]:
    forms = []
    floor = 0
    for table in same.tables:
        forms.append(_form(text.text, table, floor))
        floor = max(floor, table.end)
    return tuple(forms)


def _form(text: str, table: Table, floor: int) -> Form:
    grid = Grid(text, table)
    reader = Rows(grid)
    reader.read()
    title, unit = _above(text, floor, table.start)
    unit = unit or _in_first_rows(text, table)
    return Form(
        grid, tuple(reader.blocks), tuple(reader.pairs), tuple(reader.priced), tuple(reader.all_captions), title, unit
    )


def _in_first_rows(text: str, table: Table) -> Unit | None:
    """单位：万元 in a line that became the table's first row."""
    for cell in table.cells:
        if cell.row <= 2 and cell.end - cell.start <= 24 and "：" in text[cell.start : cell.end].replace(":", "："):
            found = unit_in_header(text, cell.start, cell.end)
            if found is not None and found.money:
                return found
    return None


def _above(text: str, floor: int, start: int) -> tuple[tuple[int, int] | None, Unit | None]:
    """The title and the unit line in the few lines above a table."""
    title = unit = None
    end = start
    for number in range(16):
        at = text.rfind("\n", floor, max(floor, end - 1)) + 1 if end > floor else floor
        at = max(at, floor)
        line = text[at:end].strip()
        labelled = len(line) <= 40 and ("：" in line or ":" in line)
        if number >= 5 and line and not labelled:
            break  # further up, nothing but 项目名称：… and the like may stand between a table and its unit
        if line:
            if unit is None:
                unit = unit_in_header(text, at, end)
            if (
                title is None
                and number < 5
                and 4 <= len(line) <= 60
                and _UNIT_AT_END.sub("", line).rstrip("：:）)").endswith(("表", "情况", "统计", "报告"))
            ):
                first = at + len(text[at:end]) - len(text[at:end].lstrip())
                title = (first, first + len(line))
        if at <= floor or start - at > (200 if number < 5 else 600) or (title and unit):
            break
        end = at - 1
    return title, unit
