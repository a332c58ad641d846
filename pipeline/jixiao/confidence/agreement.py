"""Restatements: the same amount of the same item stated twice bears itself out; another amount contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from jixiao.document.records import FactRecord, RecordBase

_FINAL = {"决算数": "决算数", "全年执行数": "决算数", "预算数": "预算数", "年初预算数": "预算数"}
"""Measures that mean the same stage of the budget."""


def mark_restatements(records: Sequence[RecordBase]) -> None:
    """Sets ``agreements`` and ``conflicts`` of facts that name item, year, stage, entity and project alike.

    Only facts whose measure and year are known are compared: 预算 and 决算 differ rightly. A fact that the audit has
    weighed already is left alone: it knows roundings, modifiers and sums besides.
    """
    groups: dict[tuple[object, ...], list[FactRecord]] = defaultdict(list)
    for record in records:
        if isinstance(record, FactRecord) and record.year is not None and record.measure is not None:
            stage = _FINAL.get(record.measure, record.measure)
            groups[record.item, record.year, stage, record.entity, record.project].append(record)
    for facts in groups.values():
        if len(facts) < 2:
            continue
        for fact in facts:
            if fact.signals.agreements is not None:
                continue
            others = [other.value_yuan for other in facts if other is not fact and other.value_yuan is not None]
            same = sum(value == fact.value_yuan for value in others)
            update = {"agreements": same, "conflicts": len(others) - same}
            fact.with_signals(fact.signals.model_copy(update=update))
