"""Cost indicators in money: their target is a budget figure, their result what was executed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.document.document import Document
from jixiao.document.trace import Span
from jixiao.extraction.facts_lexicon import finance
from jixiao.extraction.facts_record import Amount
from jixiao.extraction.forms_blocks import Form
from jixiao.extraction.forms_values import CellNumber, cell_number, yuan
from jixiao.extraction.indicators_lexicon import find, known, without_number
from jixiao.extraction.indicators_parts import Measures, parted_rows
from jixiao.extraction.indicators_rows import IndicatorRow

_COSTS = {"成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标"}

_NAMED_COST = re.compile(r"成本控制|预算控制数?|成本(?:总额|支出)?$|支出控制数?")
"""A cost by its name, where the table has no level that says so."""


def amounts(document: Document, forms: Sequence[Form], year: int | None) -> Iterator[Amount]:
    """The amounts of the cost indicators of all forms."""
    measures = Measures(document.quantities)
    for row in parted_rows(document.text.text, measures, forms):
        if not row.total and not row.funds and _is_cost(row):
            yield from _of(document.text.text, measures, row, year)


def _is_cost(row: IndicatorRow) -> bool:
    for level in (row.level2, row.level1):
        found = None if level is None else find(level.text)
        if found is not None and (found.name in _COSTS or _COSTS & set(known(found.name).parents)):
            return True
    return row.level3 is not None and _NAMED_COST.search(row.level3.text) is not None


def _of(text: str, measures: Measures, row: IndicatorRow, year: int | None) -> Iterator[Amount]:
    if row.level3 is None:
        return
    raw = without_number(row.level3.text)[0]
    item = finance().find(raw, fuzzy=False)
    unit: str | None = None
    unit_span = None
    if row.unit is not None and yuan(row.unit.text) is not None:
        unit, unit_span = row.unit.text, row.unit.span
    for printed, measure in ((row.target, "预算数"), (row.actual, "全年执行数")):
        if printed is None:
            continue
        number = cell_number(text, *printed.span) or _bounded(measures, printed.span)
        if number is None:
            continue
        own = number.unit if number.unit is not None else unit
        if yuan(own) is None:
            continue
        pair = row.form.pair("项目名称")
        yield Amount(
            value=number.value,
            whole=number.whole,
            item=raw if item is None else item.name,
            raw_item=raw,
            basis="table",
            unit=own,
            unit_span=unit_span if number.unit is None else None,
            match=item,
            name=row.level3.span,
            measure=measure,
            year=year,
            project=None if pair is None or pair.value is None else row.form.grid.words(pair.value),
            inferred=not row.form.table.certain,
            notes=row.notes,
        )
        if number.unit is not None and unit is None:  # 1200万元 against a bare 10716.16
            unit, unit_span = number.unit, (number.whole[1] - len(number.unit), number.whole[1])


def _bounded(measures: Measures, span: Span) -> CellNumber | None:
    """The amount of a cell that holds one with a bound: ≤2573.13万元."""
    found = measures.within(span)
    if len(found) != 1 or found[0].dimension != "money":
        return None
    value = found[0].low if found[0].low is not None else found[0].high
    whole = (found[0].number_start, found[0].end)
    return None if value is None else CellNumber(value, found[0].unit, (whole[0], found[0].number_end), whole)
