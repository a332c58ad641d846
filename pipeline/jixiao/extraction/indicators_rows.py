"""The rows of indicator and scoring tables: which cell is which level, target, actual, weight, score and reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.document.document import Cell
from jixiao.document.trace import Span
from jixiao.extraction.facts_lexicon import finance
from jixiao.extraction.forms_blocks import TOTALS, Block, Form
from jixiao.extraction.forms_columns import Column
from jixiao.extraction.forms_grid import Grid, is_dash, is_placeholder
from jixiao.extraction.forms_values import CellNumber
from jixiao.extraction.indicators_lexicon import level_of

_BREAK = re.compile(r"\s*\n\s*")
_ASIDE = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]|[:：]")
_FUNDS = "年度资金总额"
_BUDGETS = ("全年预算数", "预算数", "年初预算数")
_EXECUTED = ("全年执行数", "决算数")


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a cell without line breaks, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row, as printed."""

    form: Form
    row: int
    table: str | None
    level1: Part | None = None
    level2: Part | None = None
    level3: Part | None = None
    target: Part | None = None
    actual: Part | None = None
    weight: CellNumber | None = None
    score: CellNumber | None = None
    note: Part | None = None
    operator: Part | None = None
    unit: Part | None = None
    mixed: bool = False
    """Name and target share a cell: ``target`` holds both."""
    total: bool = False
    funds: bool = False
    notes: tuple[str, ...] = ()


def rows(forms: Sequence[Form]) -> Iterator[IndicatorRow]:
    """The indicator rows of all forms, in reading order; worked out once for each form."""
    for form in forms:
        if not form.grid.memo:
            form.grid.memo.append(tuple(_of_form(form)))
        yield from form.grid.memo[0]


def _of_form(form: Form) -> Iterator[IndicatorRow]:
    for block in form.blocks:
        if block.kind == "indicators":
            yield from _Block(form, block).rows()
        elif block.kind == "funds":
            yield from _funds(form, block)


def part(grid: Grid, cell: Cell | None) -> Part | None:
    """The text of a cell as one line, or None for a blank one."""
    if cell is None or cell.start == cell.end:
        return None
    text = _BREAK.sub("", grid.raw(cell))
    return Part(text, (cell.start, cell.end)) if text else None


def table_name(form: Form, block: Block) -> str | None:
    """What the table is called: the block's corner, the title above, the nearest caption."""
    grid = form.grid
    for column in block.columns[:1]:
        if column.role is None and column.path and len(grid.words(column.path[0])) >= 6:
            return grid.words(column.path[0])
    if form.title is not None:
        return "".join(grid.text[slice(*form.title)].split())
    return grid.words(block.captions[-1]) if block.captions else None


def _doubts(form: Form, block: Block) -> tuple[str, ...]:
    found = [doubt for doubt in form.table.doubts if doubt in {"page-break", "span-guessed", "cells-guessed"}]
    return tuple(found) if block.known else (*found, "header-unknown")


class _Block:
    """Reads one block of indicators."""

    def __init__(self, form: Form, block: Block) -> None:
        self.form, self.block, self.grid = form, block, form.grid
        self.text = form.grid.text
        self.table = table_name(form, block)
        self.groups = _groups(form.grid, block)
        self.base = _doubts(form, block)

    def rows(self) -> Iterator[IndicatorRow]:
        carried: list[dict[str, Cell]] = [{} for _ in self.groups]
        for row in self.block.rows:
            written = self.grid.written(row)
            if not written:
                continue
            first = _ASIDE.sub("", self.grid.words(written[0]))
            if first in TOTALS or (first.startswith("总分") and len(first) <= 4):
                yield self._total(row, written)
                continue
            if len(written) == 1 and self._group_row(row, written[0], carried):
                continue
            for number, group in enumerate(self.groups):
                found = self._row(row, group, carried[number], carried[0])
                if found is not None:
                    yield found

    def _group_row(self, row: int, cell: Cell, carried: list[dict[str, Cell]]) -> bool:
        """A level over the whole width."""
        level = level_of(self.grid.words(cell))
        wide = len(self.grid.own(row)) == 1 or cell.column_span * 2 > self.grid.table.columns
        if level not in {1, 2} or not wide:
            return False
        for group in carried:
            if level == 1:
                group.clear()
            group.pop("rule", None)
            group[f"level{level}"] = cell
        return True

    def _total(self, row: int, written: Sequence[Cell]) -> IndicatorRow:
        """总分 with its weight and score; in a row that has slipped, the two numbers in the order of their columns."""
        group = self.groups[-1]
        numbers = [(cell, number) for cell in written[1:] if (number := self.grid.number(cell)) is not None]
        by_role = {
            role: number
            for cell, number in numbers
            for role in ("weight", "score")
            if role in group and group[role].holds(cell)
        }
        weight, score, notes = by_role.get("weight"), by_role.get("score"), self.base
        wanted = [role for role in ("weight", "score") if role in group]
        if len(numbers) == 2 and len(wanted) == 2 and len(by_role) < 2:
            weight, score = numbers[0][1], numbers[1][1]
            notes = (*notes, "row-shifted")
        elif len(numbers) == 1 and not by_role and wanted:
            score = numbers[0][1]
            notes = (*notes, "row-shifted")
        return IndicatorRow(
            self.form,
            row,
            self.table,
            level1=part(self.grid, written[0]),
            weight=weight,
            score=score,
            total=True,
            notes=notes,
        )

    def _row(
        self, row: int, group: dict[str, Column], carried: dict[str, Cell], shared: dict[str, Cell]
    ) -> IndicatorRow | None:
        shift, notes = self._shift(row, group)
        for level in ("level1", "level2"):
            cell = self._cell(row, group.get(level), 0, covering=True)
            if cell is not None and cell is not carried.get(level):
                if level == "level1":
                    carried.clear()
                carried[level] = cell
                carried.pop("rule", None)
        level3 = self._cell(row, group.get("level3"), shift, covering=True)
        target = self._cell(row, group.get("target"), shift)
        actual = self._cell(row, group.get("actual"), shift)
        if level3 is not None and level3 in (target, actual):
            return None  # one cell over all these columns: a remark
        weight, score = self._number(row, group.get("weight"), shift), self._number(row, group.get("score"), shift)
        rule = self._cell(row, group.get("rule"), shift, covering=True)
        if rule is not None:
            carried["rule"] = rule
        elif not self.grid.table.certain:
            rule = carried.get("rule")
        reason = self._cell(row, group.get("reason"), shift)
        name = part(self.grid, level3)
        if name is not None and _all_placeholders(name.text):
            name = None
        aim = part(self.grid, target)
        if aim is not None and (_all_placeholders(self.grid.raw(target)) if target else False):
            aim = None
        own2 = self._cell(row, group.get("level2"), 0)
        if name is None and aim is None:
            if not (own2 is not None and (weight or score) and level3 is None):
                return None
        elif name is None and "level3" in group and level3 is None and actual is None and not weight and not score:
            return None
        if (
            name is not None
            and aim is None
            and actual is None
            and not weight
            and not score
            and rule is None
            and "target" not in group
        ):
            return None
        level1 = carried.get("level1") or shared.get("level1")
        return IndicatorRow(
            self.form,
            row,
            self.table,
            level1=part(self.grid, level1),
            level2=part(self.grid, carried.get("level2")),
            level3=name,
            target=aim,
            actual=part(self.grid, actual),
            weight=weight,
            score=score,
            note=part(self.grid, reason) or part(self.grid, rule),
            operator=part(self.grid, self._cell(row, group.get("operator"), shift)),
            unit=part(self.grid, self._cell(row, group.get("unit"), shift)),
            mixed="level3" not in group,
            notes=(*self.base, *notes),
        )

    def _cell(self, row: int, column: Column | None, shift: int, *, covering: bool = False) -> Cell | None:
        if column is None:
            return None
        for place in range(column.first + shift, column.last + shift + 1):
            cell = self.grid.at(row, place)
            if cell is None or cell.start == cell.end:
                continue
            if cell.row == row or (covering and self.grid.table.certain):
                return None if is_dash(self.grid.words(cell)) else cell
        return None

    def _number(self, row: int, column: Column | None, shift: int) -> CellNumber | None:
        cell = self._cell(row, column, shift)
        return None if cell is None else self.grid.number(cell)

    def _shift(self, row: int, group: dict[str, Column]) -> tuple[int, tuple[str, ...]]:
        """By how many places the cells of a row have slipped, judged by what they hold."""
        faults = self._faults(row, group, 0)
        table = self.grid.table
        cells = self.grid.own(row)
        width = max(column.last for column in self.block.columns)
        ragged = (
            not table.certain
            and "row-ragged" in table.doubts
            and (sum(cell.column_span for cell in cells) != width or any(cell.column_span > 1 for cell in cells))
        )
        if not faults:
            return 0, ("row-ragged",) if ragged else ()
        best = min((1, -1), key=lambda shift: self._faults(row, group, shift))
        if self._faults(row, group, best) < faults and self._number(row, group.get("score"), best) is not None:
            return best, ("row-shifted",)
        return 0, ("row-shifted",)

    def _faults(self, row: int, group: dict[str, Column], shift: int) -> int:
        """How many cells hold what their column cannot: words for a weight, a bare number for a reason or a name."""
        faults = 0
        for role in ("weight", "score"):
            cell = self._cell(row, group.get(role), shift)
            if cell is not None and self.grid.number(cell) is None and not is_dash(self.grid.words(cell)):
                faults += 1
        for role in ("reason", "level3"):
            cell = self._cell(row, group.get(role), shift)
            number = None if cell is None else self.grid.number(cell)
            if number is not None and number.unit is None:
                faults += 1
        return faults


def _groups(grid: Grid, block: Block) -> list[dict[str, Column]]:
    """Columns by role; a second set of levels and targets (长期目标 beside 年度目标) makes a second group."""
    columns = block.columns
    groups: list[dict[str, Column]] = [{}]
    levelled = any(c.role in {"level1", "level2", "level3", "levels"} for c in columns)
    aimed = any(c.role == "target" for c in columns)
    for column in columns:
        role = column.role
        if role is None or (role == "block" and levelled):
            continue
        if role == "block":
            role = "levels" if column.last > column.first else "level3"
        if role == "levels":
            places = _begun(grid, block, column)
            names = ["level1", "level2", "level3"] if len(places) > 1 else ["level2"]
            for name, (first, last) in zip(names, places, strict=False):
                groups[-1][name] = Column(first, last, column.path, name, None, None, None, None, None)
            continue
        if role == "goal" and levelled and not aimed:
            role = "target"  # 年度目标 between the names and the results
        if role == "target" and not groups[-1] and column.first == 1:
            continue  # 绩效目标 as the corner of the block
        if role in {"level2", "level3", "target"} and role in groups[-1] and "target" in groups[-1]:
            groups.append({"level1": groups[-1]["level1"]} if "level1" in groups[-1] else {})
        if role == "level3" and "level3" in groups[-1]:
            continue
        groups[-1][role] = column  # the last 分值 wins: sheets print one a level, the third level's last
    return groups


def _begun(grid: Grid, block: Block, column: Column) -> list[Span]:
    """The columns that the cells below a wide header form: where they begin, to where the next one does."""
    starts = sorted(
        {
            cell.column
            for row in block.rows
            for cell in grid.own(row)
            if column.holds(cell) and cell.column_span <= column.last - column.first
        }
        | {column.first}
    )
    return [(first, after - 1) for first, after in zip(starts, [*starts[1:], column.last + 1], strict=True)]


def _all_placeholders(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return bool(lines) and all(is_placeholder("".join(line.split())) for line in lines)


def _funds(form: Form, block: Block) -> Iterator[IndicatorRow]:
    """The total of the funds rows: 全年预算数 is its target, 全年执行数 its actual."""
    grid = form.grid
    by_role = {c.role: c for c in block.columns if c.role is not None}
    by_measure = {c.measure.name: c for c in reversed(block.columns) if c.measure is not None and c.first > 1}
    first_value = min((c.first for c in by_measure.values()), default=99)
    for row in block.rows:
        labels = [cell for cell in grid.written(row) if cell.column < first_value]
        if not labels:
            continue
        headers = [
            above
            for column in block.columns
            if column.first < first_value
            for above in column.path
            if column.first <= labels[-1].column
        ]
        item = finance().find(grid.words(labels[-1]), [_FUNDS], fuzzy=False)
        if item is None or item.name != _FUNDS:
            continue

        def cell_of(column: Column | None, row: int = row) -> Cell | None:
            if column is None:
                return None
            return next((c for c in grid.own(row) if column.holds(c) and c.start < c.end), None)

        def number_of(role: str) -> CellNumber | None:
            cell = cell_of(by_role.get(role))
            return None if cell is None else grid.number(cell)

        names = list(dict.fromkeys([*headers, *labels]))
        target = next((c for name in _BUDGETS if (c := cell_of(by_measure.get(name))) is not None), None)
        actual = next((c for name in _EXECUTED if (c := cell_of(by_measure.get(name))) is not None), None)
        yield IndicatorRow(
            form,
            row,
            table_name(form, block),
            level1=part(grid, names[0]) if len(names) > 1 else None,
            level2=part(grid, names[-2]) if len(names) > 2 else None,
            level3=part(grid, names[-1]),
            target=part(grid, target),
            actual=part(grid, actual),
            weight=number_of("weight"),
            score=number_of("score"),
            funds=True,
            notes=_doubts(form, block),
        )
        return


def amount(number: CellNumber | None) -> Decimal | None:
    """The number of a weight or score cell."""
    return None if number is None else number.value
