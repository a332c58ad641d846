"""Which columns of a block hold labels and which amounts; amounts that stand beside their items outside any block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.extraction.facts_lexicon import bare, finance
from jixiao.extraction.facts_record import Amount
from jixiao.extraction.forms_blocks import TOTALS, Block, Form, Priced
from jixiao.extraction.forms_columns import INVESTMENT, Column
from jixiao.extraction.forms_grid import Grid, is_dash
from jixiao.extraction.forms_values import Unit, unit_in_header

_SKIPPED = frozenset(
    {"rate", "adjusted", "coefficient", "weight", "score", "code", "rule", "reason", "operator",
     "level1", "level2", "level3", "target", "actual",
     "size-approved", "size-actual", "size-rate", "investment-rate", "staff-quota", "staff-actual", "staff-rate", "unit"}
)  # fmt: skip
"""Columns whose numbers are no amounts."""


_LABEL = 40
"""A label has no more characters."""


def sides(grid: Grid, block: Block) -> list[tuple[list[Column], list[Column]]]:
    """Label and value columns of a block; twice where labels stand again right of values (收入 beside 支出).

    What stands in a column decides, then its header.
    """
    found: list[tuple[list[Column], list[Column]]] = [([], [])]
    for column in block.columns:
        numbers = texts = 0
        for row in block.rows:
            for cell in grid.written(row):
                if column.holds(cell) and not is_dash(grid.words(cell)):
                    if grid.number(cell) is not None:
                        numbers += 1
                    else:
                        texts += 1
        if column.role in _SKIPPED:
            continue
        labels, values = found[-1]
        sure = column.measure is not None or column.role in {"amount", *INVESTMENT}
        corner = column.first == 1 and not numbers  # 年度预算数（万元） over the labels, not over amounts
        named = corner or (column.role in {"item", "entity", "block"} and not (sure and numbers))
        priced = (sure and (numbers or not texts)) or (column.item is not None and numbers >= texts)
        whole = bool(labels and column.path) and numbers > texts and bare(grid.words(column.path[-1])) in TOTALS
        if not named and (priced or whole or (not block.known and numbers > texts)):
            values.append(column)
        elif named or not values or texts > numbers:
            if values and (named or texts > 1):
                found.append(([column], []))
            elif not values:
                labels.append(column)
        elif numbers and column.path:
            values.append(column)
    return found


def beside(form: Form, priced: Priced, project: str | None, year: int | None) -> Iterator[Amount]:
    """The amount of an item that stands left of it."""
    grid = form.grid
    number = grid.number(priced.value)
    item = finance().find(grid.words(priced.label), ["年度资金总额"], fuzzy=False)
    if number is None or item is None:
        return
    near = [cell for cell in (priced.label, priced.left) if cell is not None]
    units = (unit_in_header(grid.text, cell.start, cell.end) for cell in near)
    unit = next((u for u in units if u is not None), None) or form.unit or _sole_unit(form)
    inherited = number.unit is None and unit is not None and unit.money
    yield Amount(
        value=number.value,
        whole=number.whole,
        item=item.name,
        raw_item=bare(without_unit(grid.words(priced.label))),
        basis="table",
        unit=number.unit if number.unit is not None else unit.name if inherited and unit is not None else None,
        unit_span=(unit.start, unit.end) if inherited and unit is not None else None,
        match=item,
        name=(priced.label.start, priced.label.end),
        year=year,
        project=project,
        inferred=not grid.table.certain,
        notes=() if number.unit is not None or inherited else ("unit-missing",),
    )


def _sole_unit(form: Form) -> Unit | None:
    """The unit of money that a label of the form prints in brackets, where it is the only one: 预算执行情况（万元）."""
    found = [
        unit
        for cell in form.table.cells
        if cell.start < cell.end <= cell.start + _LABEL
        and (unit := unit_in_header(form.grid.text, cell.start, cell.end)) is not None
        and unit.money
    ]
    return found[0] if len({unit.name for unit in found}) == 1 else None


def without_unit(words: str) -> str:
    """A printed item without the unit in brackets at its end.

    >>> without_unit("预算投资（万元）")
    '预算投资'
    """
    return re.sub(r"[（(](?:单位[:：])?[百千万亿]*元[)）]|[（(]一个专项一行[)）]", "", words)
