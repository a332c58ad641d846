"""Amounts that bring their label along in their own cell: 按收入性质分：10716.16; 其中：基本支出：256.79."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.document.document import Cell
from jixiao.extraction.facts_columns import without_unit
from jixiao.extraction.facts_lexicon import bare, finance
from jixiao.extraction.facts_record import Amount
from jixiao.extraction.forms_grid import Grid
from jixiao.extraction.forms_values import Unit

_LABELLED = re.compile(
    r"(?P<label>[^\d\n：:；;，,。]{2,40})[:：]\s*(?P<number>-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[百千万亿]*元)?\s*(?=[；;，,。\n]|$)"
)
"""A label and its amount in one cell: 按收入性质分：10716.16."""
_LONGEST = 400
"""A cell with more characters is prose."""
_ABOVE = 8
"""Rows above in which a cell of the same column names the whole."""


def inside(
    grid: Grid, cell: Cell, *, unit: Unit | None, wholes: Sequence[str], year: int | None, project: str | None
) -> Iterator[Amount]:
    """The amounts of a cell; ``unit`` is the one that its row or block names, ``wholes`` are items of the captions."""
    words = grid.words(cell)
    if not (":" in words or "：" in words) or len(words) > _LONGEST:
        return
    for match in _LABELLED.finditer(grid.text, cell.start, cell.end):
        printed = bare(match["label"])
        item = finance().find(printed, [*_over(grid, cell), *wholes])
        name, span = match["unit"], None
        if name is None and unit is not None:
            name, span = unit.name, (unit.start, unit.end)
        if item is None or name is None:
            continue
        number = match.span("number")
        yield Amount(
            value=Decimal(match["number"].replace(",", "").replace("，", "")),
            whole=(number[0], match.end("unit") if match["unit"] else number[1]),
            item=item.name,
            raw_item=without_unit(printed),
            basis="table",
            unit=name,
            unit_span=span,
            match=item,
            name=(match.start("label"), match.end("label")),
            year=year,
            project=project,
            inferred=not grid.table.certain,
        )


def _over(grid: Grid, cell: Cell) -> list[str]:
    """Wholes that the cells above, in the same column, name: 按收入性质分 over 一般公共预算."""
    found: list[str] = []
    for row in range(cell.row - 1, max(0, cell.row - _ABOVE), -1):
        above = grid.at(row, cell.column)
        if above is None:
            continue
        match = _LABELLED.match(grid.text, above.start, above.end)
        if match is not None and (item := finance().find(match["label"], fuzzy=False)) is not None:
            found.append(item.name)
    return found
