"""Indicators: one record a row of an indicator or scoring table, target and actual parsed, the verdict computed."""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.measures import Measure
from jixiao.document.records import Evidence, EvidenceRole, IndicatorRecord, QuantityValue, Signals
from jixiao.document.trace import Span
from jixiao.extraction.forms import read_forms
from jixiao.extraction.forms_values import cell_number
from jixiao.extraction.indicators_lexicon import find, unstained, without_number
from jixiao.extraction.indicators_parts import Measures, parted_rows
from jixiao.extraction.indicators_rows import IndicatorRow, Part, amount
from jixiao.extraction.indicators_verdict import attained, direction
from jixiao.numbers import read_quantity


def records(document: Document, quoter: Quoter) -> list[IndicatorRecord]:
    """The indicators of a document in reading order.

    Uses ``tables`` and ``quantities``. Template placeholders make no record; a merged 分值 stays on the row where it is
    printed; 总分 has its name in ``level1``.
    """
    measures = Measures(document.quantities)
    parted = parted_rows(document.text.text, measures, read_forms(document))
    return [_record(document, quoter, measures, row) for row in parted]


def _record(document: Document, quoter: Quoter, measures: Measures, row: IndicatorRow) -> IndicatorRecord:
    text = document.text.text
    name = row.level3
    if name is not None:
        core, dropped = without_number(name.text)
        name = Part(core, (name.span[0] + dropped, name.span[1])) if dropped and core else name
    target, actual = _quantities(text, measures, row)
    canonical = find(row.level1.text) if row.total and row.level1 else find(name.text) if name is not None else None
    if row.funds:
        canonical = find("预算执行率")
    way = (
        None if row.total else direction(_text(name), _text(row.level2), _text(row.level1), target, _text(row.operator))
    )
    verdict = attained(_text(row.target), _text(row.actual), target, actual, way)
    project = row.form.pair("项目名称")
    signals = Signals(
        match_score=None if canonical is None else canonical.score,
        match_margin=None if canonical is None else canonical.margin,
        confusion_cost=None if canonical is None else canonical.cost,
        unit_inherited=None if row.unit is None else True,
        structure_inferred=not row.form.table.certain,
        ambiguities=sum(len(m.doubts) for m in (*target, *actual)) + 2 * ("header-unknown" in row.notes),
        notes=tuple(dict.fromkeys(row.notes)),
    )
    evidence = _evidence(quoter, row, name)
    return quoter.make(
        IndicatorRecord,
        evidence,
        at=(name or row.target or row.level2 or row.level1 or row.actual or Part("", (row.form.table.start, 0))).span[
            0
        ],
        signals=signals,
        table=row.table,
        level1=_level(row.level1),
        level2=_level(row.level2),
        level3=_text(name),
        canonical=None if canonical is None else canonical.name,
        project=None if project is None or project.value is None else row.form.grid.words(project.value),
        target=_text(row.target),
        actual=_text(row.actual),
        weight=amount(row.weight),
        score=amount(row.score),
        note=_text(row.note),
        operator=_text(row.operator),
        unit=_text(row.unit),
        target_quantities=tuple(_value(m) for m in target),
        actual_quantities=tuple(_value(m) for m in actual),
        direction=way,
        attained=verdict,
    )


def _text(printed: Part | None) -> str | None:
    return None if printed is None else printed.text


def _level(printed: Part | None) -> str | None:
    return None if printed is None else unstained(printed.text)


def _quantities(text: str, measures: Measures, row: IndicatorRow) -> tuple[list[Measure], list[Measure]]:
    """Target and actual as quantities; a bare number takes operator and unit from their columns, an actual the target's."""
    if row.total or row.funds:
        return [], []
    unit = _text(row.unit) or ""
    operator = _text(row.operator) or ""
    operator = operator if re.fullmatch(r"[≥≤≧≦<>＝=＜＞]+", operator) else ""
    target = _of(text, measures, row.target, operator, unit)
    inherited = unit or (target[0].unit or "" if len(target) == 1 else "")
    return target, _of(text, measures, row.actual, "", inherited)


def _of(text: str, measures: Measures, printed: Part | None, operator: str, unit: str) -> list[Measure]:
    if printed is None:
        return []
    start, end = printed.span
    number = cell_number(text, start, end)
    if number is not None and number.unit is None and (operator or unit):
        operator = {"＝": "", "=": "", "＜": "<", "＞": ">"}.get(operator, operator)
        read = read_quantity(f"{operator}{number.value:f}{unit}")
        if read is not None:
            return [replace(read, start=start, end=end, text=text[start:end])]
    return measures.within(printed.span)


def _value(measure: Measure) -> QuantityValue:
    return QuantityValue(
        low=measure.low,
        high=measure.high,
        unit=measure.unit,
        dimension=measure.dimension,
        bound=measure.bound,
        base_low=measure.base_low,
        base_high=measure.base_high,
        base_unit=measure.base_unit,
    )


def _evidence(quoter: Quoter, row: IndicatorRow, name: Part | None) -> list[Evidence]:
    """The result first, then the name, then the other cells of the row."""
    numbers = [number.whole for number in (row.score, row.weight) if number is not None]
    result = next((p.span for p in (row.actual, row.target) if p is not None), None)
    label = name or row.level2 or row.level1
    value = result or (numbers[0] if numbers else None) or (label.span if label is not None else None)
    assert value is not None
    evidence = quoter.quote("value", *value)
    seen = {value}
    roles: list[tuple[EvidenceRole, Span | None]] = [
        ("name", None if label is None else label.span),
        ("context", None if row.target is None else row.target.span),
        *((("context", span)) for span in numbers[::-1]),
        ("unit", None if row.unit is None else row.unit.span),
        ("context", None if row.operator is None else row.operator.span),
        ("context", None if row.note is None else row.note.span),
    ]
    for role, span in roles:
        if span is not None and span not in seen:
            seen.add(span)
            evidence += quoter.quote(role, *span)
    return evidence
