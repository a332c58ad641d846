"""What a header cell says about its column: the role of lexicons/form_columns.csv, an item, a measure, a year, a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jixiao.document.document import Cell
from jixiao.extraction.facts_lexicon import Measure, finance, measure
from jixiao.extraction.forms_grid import Grid
from jixiao.extraction.forms_values import Unit, unit_in_header
from jixiao.lexicon import Match, Terms, fold, read_table
from jixiao.lexicon.overlays import active, remembered

LEVELS = frozenset({"level1", "level2", "level3", "levels"})
JUDGED = frozenset({"target", "actual", "weight", "score", "rule", "reason", "operator", "unit"})
"""Roles of the columns of an indicator or scoring table beside its levels."""
STAFF = frozenset({"staff-quota", "staff-actual", "staff-rate"})
INVESTMENT = {"investment-planned": "预算数", "investment-actual": "决算数"}
"""楼堂馆所: planned investment is a budget figure, actual investment a final one."""

_ASIDE = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_YEAR = re.compile(r"(?:20\d{2}|19\d{2})(?:[-—~至]20\d{2})?年?(?:度)?(?:末)?")
_YEAR_ALONE = re.compile(r"(?P<year>20\d{2}|19\d{2})年度?")
_BLOCK = frozenset(
    {"绩效指标", "年度绩效指标", "绩效指标情况", "指标情况", "整体绩效指标", "项目绩效指标", "绩效指标完成情况"}
)
"""Headings of a block that stand in the corner of its header row."""


@dataclass(frozen=True, slots=True)
class Header:
    """What one header cell says."""

    role: str | None
    item: Match | None
    measure: Measure | None
    unit: Unit | None

    @property
    def known(self) -> bool:
        """Whether the lexicons know it at all."""
        return self.role is not None or self.item is not None or self.measure is not None


@dataclass(frozen=True, slots=True)
class Column:
    """Neighbouring grid columns below one header, with the header cells from the top down."""

    first: int
    last: int
    path: tuple[Cell, ...]
    role: str | None
    item: Match | None
    item_cell: Cell | None
    measure: Measure | None
    measure_cell: Cell | None
    unit: Unit | None

    def holds(self, cell: Cell) -> bool:
        """Whether the cell begins in this column."""
        return self.first <= cell.column <= self.last


@remembered()
def _roles() -> Terms:
    rows = read_table("form_columns.csv", ("id", "aliases"), overlays=active())
    return Terms.of({row["id"]: row.many("aliases") for row in rows})


@remembered(8192)
def role_of(words: str) -> str | None:
    """The role of a column with this header, or None.

    >>> role_of("年度指标值（A）"), role_of("得分(分值×执行率)"), role_of("联系人")
    ('target', 'score', None)
    """
    if not words or len(words) > 30:
        return None
    if fold(words) in _BLOCK:
        return "block"
    terms = _roles()
    plain = _YEAR.sub("", _ASIDE.sub("", words)) or words
    found = terms.exact(words) or terms.exact(plain)
    if found is None and 4 <= len(plain) <= 16:
        found = terms.look_up(plain, least=0.86, margin=0.1)
    return None if found is None else found.name


@remembered(8192)
def _meaning(words: str) -> tuple[str | None, Match | None, Measure | None]:
    plain = _ASIDE.sub("", words)
    item = finance().find(words, fuzzy=False) or finance().find(plain, fuzzy=False)
    how = measure(words)
    return role_of(words), item, how


def header(grid: Grid, cell: Cell) -> Header:
    """What a header cell says; a cell of more than 40 characters says nothing."""
    words = grid.words(cell)
    if not words or len(words) > 40:
        return Header(None, None, None, None)
    role, item, how = _meaning(words)
    return Header(role, item, how, unit_in_header(grid.text, cell.start, cell.end))


def year_alone(words: str) -> int | None:
    """The year that is all a header says, over the measures of that year.

    >>> year_alone("2021年"), year_alone("2021年决算数")
    (2021, None)
    """
    found = _YEAR_ALONE.fullmatch(words)
    return None if found is None else int(found["year"])


def column(grid: Grid, first: int, last: int, path: tuple[Cell, ...]) -> Column:
    """The column below a path of header cells: the lowest header that says something of a kind decides."""
    role = item = how = unit = item_cell = how_cell = None
    for cell in reversed(path):
        said = header(grid, cell)
        if role is None and said.role not in {None, "of-which"}:
            role = said.role
        if item is None and said.item is not None:
            item, item_cell = said.item, cell
        if how is None and said.measure is not None:
            how, how_cell = said.measure, cell
        unit = unit or said.unit
    if how is not None and how.year is None and not how.offset:
        above = next((cell for cell in reversed(path) if year_alone(grid.words(cell)) is not None), None)
        if above is not None:  # 2021年 over 决算数
            how, how_cell = replace(how, year=year_alone(grid.words(above))), above
    if item is None:  # 其他 below 固定资产: the name needs its whole, which stands above it or beside it
        item, item_cell = _within(grid, path)
    return Column(first, last, path, role, item, item_cell, how, how_cell, unit)


def _within(grid: Grid, path: tuple[Cell, ...]) -> tuple[Match | None, Cell | None]:
    if not path:
        return None, None
    leaf = path[-1]
    beside = (grid.at(path[0].row, left) for left in range(leaf.column - 1, 0, -1))
    near = [*reversed(path[:-1]), *(cell for cell in beside if cell is not None)]
    wholes = [found.name for cell in near if (found := header(grid, cell).item) is not None]
    return (found, leaf) if (found := finance().find(grid.words(leaf), wholes, fuzzy=False)) else (None, None)
