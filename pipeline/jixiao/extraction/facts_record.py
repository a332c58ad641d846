"""One amount of the unit's accounts on its way to a record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.document.evidence import Quoter
from jixiao.document.records import EvidenceRole, FactRecord, Signals
from jixiao.document.trace import Span
from jixiao.extraction.forms_values import yuan
from jixiao.lexicon import Match


@dataclass(frozen=True, slots=True)
class Amount:
    """What was read; spans are text offsets."""

    value: Decimal
    whole: Span
    """Number and, where it stands beside it, unit."""
    item: str
    raw_item: str
    basis: Literal["table", "narrative"]
    unit: str | None = None
    unit_span: Span | None = None
    """Where an inherited unit is printed."""
    match: Match | None = None
    name: Span | None = None
    measure: str | None = None
    year: int | None = None
    period: Span | None = None
    entity: str | None = None
    project: str | None = None
    inferred: bool | None = None
    ambiguities: int = 0
    """How many other readings the form leaves open: other columns for a number, other meanings of a header."""
    notes: tuple[str, ...] = ()
    twin: bool = False
    """A second item of an amount that was read already: 收、支总计."""


def record(quoter: Quoter, amount: Amount) -> FactRecord:
    """The record of an amount: value first, then the name, an inherited unit, the period."""
    evidence = quoter.quote("value", *amount.whole)
    parts: tuple[tuple[EvidenceRole, Span | None], ...] = (
        ("name", amount.name),
        ("unit", amount.unit_span),
        ("period", amount.period),
    )
    seen = {amount.whole}
    for role, span in parts:
        if span is not None and span not in seen and span[0] < span[1]:
            seen.add(span)
            evidence += quoter.quote(role, *span)
    factor = yuan(amount.unit)
    match = amount.match
    signals = Signals(
        match_score=None if match is None else match.score,
        match_margin=None if match is None else match.margin,
        confusion_cost=None if match is None else match.cost,
        unit_inherited=amount.unit_span is not None,
        structure_inferred=amount.inferred,
        ambiguities=amount.ambiguities,
        notes=amount.notes,
    )
    return quoter.make(
        FactRecord,
        evidence,
        at=amount.whole[0],
        signals=signals,
        item=amount.item,
        raw_item=amount.raw_item,
        measure=amount.measure,
        year=amount.year,
        entity=amount.entity,
        project=amount.project,
        value=amount.value,
        unit=amount.unit,
        value_yuan=None if factor is None else amount.value * factor,
        basis=amount.basis,
    )
