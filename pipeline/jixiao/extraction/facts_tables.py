"""Amounts of the unit's accounts from forms: every number in a column or a row of money, with its path of headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.document.document import Cell
from jixiao.document.trace import Span
from jixiao.extraction.facts_columns import beside, sides, without_unit
from jixiao.extraction.facts_inside import inside
from jixiao.extraction.facts_lexicon import Measure, bare, finance, measure
from jixiao.extraction.facts_record import Amount
from jixiao.extraction.forms_blocks import TOTALS, Block, Form
from jixiao.extraction.forms_columns import INVESTMENT, Column, header
from jixiao.extraction.forms_grid import Grid, is_dash, is_placeholder
from jixiao.extraction.forms_values import CellNumber, Unit, unit_alone, unit_in_header
from jixiao.lexicon import Match

_NO_MONEY = re.compile(
    r"(?:率|比例|比重|占比|人数|面积|数量|辆数|批次|次数|个数|编制数?|台数|户数)$|[（(](?:人|个|辆|台|批次|人次|次|%|％|㎡|平方米|名|家)[)）]"
)
"""Row labels and headers whose numbers count something else than money."""
_OPEN = {"row-ragged": 2, "header-unknown": 2, "two-items": 1, "row-shifted": 1, "placeholder-name": 1}
"""How many other readings a doubt leaves open, at least."""
_WHOLE_OF_CAPTION = (
    ("三公", "三公经费"),
    ("固定资产", "固定资产"),
    ("资金", "年度资金总额"),
    ("收入", "收入合计"),
    ("支出", "支出合计"),
)
_ENTITY_TOTAL = re.compile(r"汇总|合计|总计|小计|^全部|^本部门$|^本单位$")


_UNIT_LIKE = re.compile(r"(?:本级|汇总|机关|局|中心|站|所|院|校|馆|队|办|委|会|机构|部门|单位)$")


@dataclass(frozen=True, slots=True)
class _Label:
    """What a row is about."""

    cells: tuple[Cell, ...]
    """Label cells of the row, outermost first; carried down from above where the row's own are blank."""
    entity: str | None
    is_entity: bool
    item: Match | None
    raw: str
    cell: Cell | None
    measure: Measure | None
    unit: Unit | None
    notes: tuple[str, ...]


def amounts(forms: Sequence[Form], year: int | None, *, budgeted: bool = False) -> Iterator[Amount]:
    """Every amount of the forms; ``year`` is the document's fiscal year; ``budgeted``: the document makes a budget public."""
    carried: tuple[Unit, int] | None = None
    for form in forms:
        if carried is not None and not _adjoins(form, carried[1]):
            carried = None
        pair = form.pair("项目名称")
        project = None if pair is None or pair.value is None else form.grid.words(pair.value)
        for priced in form.priced:
            yield from beside(form, priced, project, year)
        for block in form.blocks:
            if block.kind in {"accounts", "funds", "unknown"}:
                for labels, values in sides(form.grid, block):
                    reader = _Reader(form, block, labels, values, project, year, budgeted=budgeted)
                    if reader.unit is None and carried is not None and block.known:
                        reader.unit = carried[0]
                    elif reader.unit is not None and reader.unit.money:
                        carried = (reader.unit, form.table.end)
                    yield from reader.amounts()
        if carried is not None:
            carried = (carried[0], form.table.end)


def _adjoins(form: Form, end: int) -> bool:
    """Whether nothing but blanks stands between a table and the one before: then they are blocks of one form."""
    return form.table.start >= end and not form.grid.text[end : form.table.start].strip()


class _Reader:
    """Reads one side of a block."""

    def __init__(
        self,
        form: Form,
        block: Block,
        labels: list[Column],
        values: list[Column],
        project: str | None,
        year: int | None,
        *,
        budgeted: bool,
    ) -> None:
        self.budgeted = budgeted
        self.form = form
        self.grid: Grid = form.grid
        self.text = form.grid.text
        self.block = block
        self.project = project
        self.year = year
        self.labels, self.values = labels, values
        self._carried: dict[int, Cell] = {}
        self._wholes: list[str] = []
        self._caption_wholes = self._of_captions()
        self.unit = self._block_unit()

    def amounts(self) -> Iterator[Amount]:
        for row in self.block.rows:
            label = self._label(row)
            if label is None or self._numbers_columns(row):
                continue
            yield from self._row(row, label)
            if self.labels[:1] == self._first_labels():
                for cell in self.grid.written(row):
                    yield from inside(
                        self.grid,
                        cell,
                        unit=self.unit or label.unit,
                        wholes=self._caption_wholes,
                        year=self.year,
                        project=self.project,
                    )
            if label.item is not None and not label.is_entity:
                self._wholes.insert(0, label.item.name)

    def _numbers_columns(self, row: int) -> bool:
        """栏次 1 2 3 …: a row that numbers the columns."""
        written = self.grid.written(row)
        if self.grid.words(written[0]) in {"栏次", "栏目", "列次"}:
            return True
        numbers = [self.grid.number(cell) for cell in written]
        return len(numbers) > 2 and all(
            number is not None and number.unit is None and number.value == first
            for first, number in enumerate(numbers, 1)
        )

    def _first_labels(self) -> list[Column]:
        """The first label column of the block: the side that has it reads the cells that bring their own labels."""
        first = min((column.first for column in self.labels), default=0)
        return (
            self.labels[:1]
            if not any(c.role in {"item", "entity"} and c.first < first for c in self.block.columns)
            else []
        )

    def _of_captions(self) -> list[str]:
        found = ["年度资金总额"] if self.block.kind == "funds" else []
        words = [self.grid.words(cell) for cell in reversed(self.block.captions[-2:])]
        if self.form.title:
            words.append(self.text[slice(*self.form.title)])
        for caption in words:
            found += [
                whole
                for word, whole in _WHOLE_OF_CAPTION
                if word in caption and not ("收入" in caption and "支出" in caption)
            ]
        return found

    def _block_unit(self) -> Unit | None:
        for cell in [cell for column in self.labels for cell in column.path] + list(reversed(self.block.captions)):
            unit = unit_in_header(self.text, cell.start, cell.end)
            if unit is not None:
                return unit
        return self.form.unit

    # --------------------------------------------------------------------------------------------------- rows

    def _label(self, row: int) -> _Label | None:
        cells: list[Cell] = []
        own: Cell | None = None
        for column in self.labels:
            here = next((c for c in self._covering(row, column) if c.start < c.end), None)
            if here is not None:
                self._carried = {first: c for first, c in self._carried.items() if first < column.first}
                self._carried[column.first] = here
                own = here
            elif (above := self._carried.get(column.first)) is not None and own is None:
                here = above
            if here is not None and here not in cells:
                cells.append(here)
        if own is None and not any(c.start < c.end for c in self.grid.own(row)):
            return None
        notes = []
        if own is not None and is_placeholder(bare(self.grid.words(own))):
            notes.append("placeholder-name")
        words = "" if own is None else self.grid.words(own)
        entity_column = next((c for c in self.labels if c.role == "entity"), None)
        is_entity = own is not None and entity_column is not None and entity_column.holds(own)
        entity = None
        item: Match | None = None
        sides = [c.item.name for c in self.values if c.item is not None and c.item_cell is not c.path[-1]]
        if is_entity:
            entity = None if _ENTITY_TOTAL.search(words) else bare(words)
        elif own is not None:
            item = finance().find(words, [*self._header_wholes(own), *sides, *self._wholes, *self._caption_wholes])
        how = next((m for cell in reversed(cells) if (m := measure(self.grid.words(cell))) is not None), None)
        unit = next(
            (u for cell in reversed(cells) if (u := unit_in_header(self.text, cell.start, cell.end)) is not None), None
        )
        return _Label(tuple(cells), entity, is_entity, item, bare(words), own, how, unit, tuple(notes))

    def _covering(self, row: int, column: Column) -> Iterator[Cell]:
        for place in range(column.first, column.last + 1):
            cell = self.grid.at(row, place)
            if cell is not None and (cell.row == row or self.grid.table.certain):
                yield cell

    def _header_wholes(self, cell: Cell) -> list[str]:
        """Items that the headers of the label columns name: 年度资金总额 above 合计."""
        found = []
        for column in self.labels:
            if column.holds(cell):
                found += [
                    item.name for above in reversed(column.path) if (item := header(self.grid, above).item) is not None
                ]
        return found

    def _row(self, row: int, label: _Label) -> Iterator[Amount]:
        cells = self.grid.own(row)
        shift, notes = self._shift(row, cells, label)
        if shift:
            label = self._shifted_label(cells, label)
        for cell in cells:
            if cell.start == cell.end:
                continue
            column = next((c for c in self.values if c.first <= cell.column - shift <= c.last), None)
            if column is None:
                continue
            number = self.grid.number(cell)
            if number is not None:
                yield from self._amount(number, column, label, notes)

    def _shift(self, row: int, cells: Sequence[Cell], label: _Label) -> tuple[int, tuple[str, ...]]:
        """By how many columns a row has slipped to the right, and what is doubtful about it."""
        notes = list(label.notes)
        table = self.grid.table
        if not table.certain:
            width = max((c.last for c in self.block.columns), default=0)
            covered = sum(c.column_span for c in cells)
            if len(cells) != covered or (covered < width and len(cells) < width and "row-ragged" in table.doubts):
                notes.append("row-ragged")
        if label.cell is None and self.values:
            first = next((c for c in cells if c.start < c.end), None)
            if first is not None and self.values[0].holds(first) and self._names(first):
                return 1, (*notes, "row-shifted")
        misplaced = [
            c
            for c in cells
            if any(v.holds(c) for v in self.values)
            and self._names(c)
            and finance().find(self.grid.words(c), fuzzy=False)
        ]
        if misplaced and label.cell is not None:
            notes.append("row-shifted")
        return 0, tuple(notes)

    def _names(self, cell: Cell) -> bool:
        words = self.grid.words(cell)
        return bool(words) and not is_dash(words) and self.grid.number(cell) is None and not words[0].isdigit()

    def _shifted_label(self, cells: Sequence[Cell], label: _Label) -> _Label:
        cell = next(c for c in cells if c.start < c.end)
        words = self.grid.words(cell)
        item = finance().find(words, [*self._wholes, *self._caption_wholes])
        return _Label(
            (*label.cells, cell), label.entity, False, item, bare(words), cell, label.measure, label.unit, label.notes
        )

    # ------------------------------------------------------------------------------------------------ amounts

    def _amount(self, number: CellNumber, column: Column, label: _Label, notes: tuple[str, ...]) -> Iterator[Amount]:
        unit, unit_span = self._unit_of(number, column, label)
        if unit is not None and Unit(unit, 0, 0).money is False and number.unit is not None:
            return
        if any(_NO_MONEY.search(self.grid.words(cell)) for cell in (*label.cells[-1:], *column.path[-1:])):
            return
        item, raw, name, more = self._item(column, label)
        if not raw:
            return
        if unit is None or Unit(unit, 0, 0).money is False:
            if unit is not None or item is None:
                return  # people, areas; or a table of which nothing says that it is about money
            notes = (*notes, "unit-missing")
        how, period = self._measure(column, label)
        year = self.year
        if how is not None and how.year is not None:
            year = how.year
        elif how is not None and how.offset and year is not None:
            year += how.offset
        if not self.block.known:
            more = (*more, "header-unknown")
        yield Amount(
            value=number.value,
            whole=number.whole,
            item=raw if item is None else item.name,
            raw_item=raw,
            basis="table",
            unit=unit,
            unit_span=unit_span,
            match=item,
            name=name,
            measure=how.name if how is not None else self._implied(column, item),
            year=year,
            period=period,
            entity=label.entity,
            project=self.project,
            inferred=not self.grid.table.certain,
            ambiguities=sum(_OPEN.get(note, 0) for note in (*notes, *more)),
            notes=tuple(dict.fromkeys((*notes, *more, *self._table_notes()))),
        )

    def _table_notes(self) -> tuple[str, ...]:
        return tuple(
            doubt for doubt in self.grid.table.doubts if doubt in {"page-break", "span-guessed", "cells-guessed"}
        )

    def _unit_of(self, number: CellNumber, column: Column, label: _Label) -> tuple[str | None, Span | None]:
        """The nearest unit: beside the number, above it, left of it, above the block, above the table."""
        if number.unit is not None:
            return number.unit, None
        unit_column = next((c for c in self.block.columns if c.role == "unit"), None)
        if unit_column is not None and label.cell is not None:
            for cell in self._covering(label.cell.row, unit_column):
                if (alone := unit_alone(self.text, cell.start, cell.end)) is not None:
                    return alone.name, (alone.start, alone.end)
        for unit in (column.unit, label.unit, self.unit):
            if unit is not None:
                return unit.name, (unit.start, unit.end)
        return None, None

    def _item(self, column: Column, label: _Label) -> tuple[Match | None, str, Span | None, tuple[str, ...]]:
        """(canonical item, printed name, where it is printed, doubts)."""
        if column.role in INVESTMENT:
            found = finance().find("楼堂馆所投资")
            leaf = column.path[-1]
            return found, bare(without_unit(self.grid.words(leaf))), (leaf.start, leaf.end), ()
        beside = label.raw if label.cell is not None and not label.is_entity else ""
        above = column.item_cell is not None and column.item_cell is not column.path[-1]
        if column.item is not None and column.item_cell is not None and not (above and label.item is not None):
            leaf = column.item_cell
            total = beside in TOTALS or not beside or _ENTITY_TOTAL.search(beside) is not None
            if total or (label.item is None and column.measure is None and self._rows_are_entities()):
                return column.item, bare(without_unit(self.grid.words(leaf))), (leaf.start, leaf.end), ()
            if label.cell is not None and label.item is not None and column.measure is not None:
                return label.item, without_unit(beside), (label.cell.start, label.cell.end), ("two-items",)
            return column.item, bare(without_unit(self.grid.words(leaf))), (leaf.start, leaf.end), ("two-items",)
        total = bool(column.path) and bare(self.grid.words(column.path[-1])) in TOTALS
        if total and label.item is None and _UNIT_LIKE.search(beside):
            return None, "", None, ()  # what a unit's total is of, the table's lost header said
        if label.cell is not None and beside:
            doubt = () if label.item is not None else ("item-unknown",)
            return label.item, without_unit(beside), (label.cell.start, label.cell.end), doubt
        if column.path and not label.is_entity:
            leaf = column.path[-1]
            found = finance().find(self.grid.words(leaf), self._caption_wholes, fuzzy=False)
            if found is not None:
                return found, bare(without_unit(self.grid.words(leaf))), (leaf.start, leaf.end), ()
            return None, bare(without_unit(self.grid.words(leaf))), (leaf.start, leaf.end), ("item-unknown",)
        return None, "", None, ()

    def _rows_are_entities(self) -> bool:
        return any(c.role == "entity" for c in self.labels)

    def _measure(self, column: Column, label: _Label) -> tuple[Measure | None, Span | None]:
        if column.role in INVESTMENT:
            return Measure(INVESTMENT[column.role], "budget" if column.role.endswith("planned") else "actual"), None
        if column.measure is not None and column.measure_cell is not None:
            cell = column.measure_cell
            printed = column.measure.year is not None or column.measure.offset
            if label.measure is not None and label.measure.name == "人均":
                return label.measure, None
            return column.measure, (cell.start, cell.end) if printed else None
        return label.measure, None

    def _implied(self, column: Column, item: Match | None) -> str | None:
        """What a self-evaluation form means where it prints no measure: what was received and spent. Assets have none."""
        if item is None or item.name == "固定资产" or "固定资产" in finance().items[item.name].parents:
            return None
        words = "".join(self.grid.words(cell) for cell in self.block.captions[-1:])
        if self.form.title:
            words += self.text[slice(*self.form.title)]
        if self.budgeted or "申报" in words:
            return "预算数"
        return "预算数" if "预算" in words and "决算" not in words and "公共预算" not in words else "决算数"
