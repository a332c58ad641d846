"""Links claims to what they repeat: other claims, and the facts, indicators and quantities of the same document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from jixiao.document.records import (
    ClaimRecord,
    FactRecord,
    IndicatorRecord,
    Link,
    LinkType,
    QuantityRecord,
    QuantityValue,
    RecordBase,
)
from jixiao.extraction.claims_names import indicator, without_verb
from jixiao.lexicon import fold

_PLANNED = frozenset({"预算数", "年初预算数", "全年预算数"})
_FINAL = frozenset({"决算数", "全年执行数"})
_LEAST = 4
"""Characters that two names must share to be taken for one, where no lexicon knows them."""


def link(claims: Sequence[ClaimRecord], others: Iterable[RecordBase]) -> list[ClaimRecord]:
    """The claims with their links added; links that they have already stay.

    ``same-as``: the first claim of the document that says the same (name, value, unit, role, year), the quantity and the
    narrative fact that are printed at the same place. ``restates``: a fact of a table or an indicator's row that bears
    the same name, year and role; the values may differ, comparing them is the audit's task.
    """
    at: dict[tuple[int, int], list[RecordBase]] = defaultdict(list)
    facts: dict[str, list[FactRecord]] = defaultdict(list)
    rows: list[tuple[str, str | None, IndicatorRecord]] = []
    for record in others:
        span = (record.evidence[0].start, record.evidence[0].end)
        if isinstance(record, QuantityRecord):
            at[span].append(record)
        elif isinstance(record, FactRecord):
            at[span].append(record)
            for name in {fold(record.item), fold(record.raw_item)}:
                facts[name].append(record)
        elif isinstance(record, IndicatorRecord) and (row := record.level3 or record.level2):
            rows.append((fold(without_verb(row)), record.canonical, record))
    first: dict[tuple[object, ...], ClaimRecord] = {}
    linked: list[ClaimRecord] = []
    for claim in claims:
        links = [*claim.links]
        seen = {known.record_id for known in links}
        found: list[tuple[LinkType, RecordBase]] = [("same-as", other) for other in _here(claim, at)]
        if claim.type == "value":
            found += [("restates", other) for other in _restated(claim, facts, rows)]
            key = (fold(claim.indicator or claim.subject), claim.value, claim.unit, claim.role, claim.year)
            if key in first:
                found.append(("same-as", first[key]))
            else:
                first[key] = claim
        for type_, other in found:
            if other.record_id not in seen:
                seen.add(other.record_id)
                links.append(Link(type=type_, record_id=other.record_id))
        linked.append(claim.model_copy(update={"links": tuple(links)}) if len(links) > len(claim.links) else claim)
    return linked


def _here(claim: ClaimRecord, at: dict[tuple[int, int], list[RecordBase]]) -> list[RecordBase]:
    """Records of the same printed amount."""
    value = claim.evidence[0]
    return at.get((value.start, value.end), []) if claim.type == "value" else []


def _restated(
    claim: ClaimRecord, facts: dict[str, list[FactRecord]], rows: list[tuple[str, str | None, IndicatorRecord]]
) -> list[RecordBase]:
    names = {
        fold(claim.subject),
        fold(without_verb(claim.subject)),
        *([fold(claim.indicator)] if claim.indicator else []),
    }
    value = claim.evidence[0]
    found: list[RecordBase] = []
    for name in sorted(names):
        for fact in facts.get(name, ()):
            apart = fact.evidence[0].end <= value.start or value.end <= fact.evidence[0].start
            if (
                apart
                and fact.year == claim.year
                and _same_stage(claim, fact)
                and _money(claim.unit) == _money(fact.unit)
            ):
                found.append(fact)
    for name, canonical, row in rows:
        if _same_name(names, claim, name, canonical) and _same_unit(claim, row):
            found.append(row)
    return found


def _same_stage(claim: ClaimRecord, fact: FactRecord) -> bool:
    if fact.measure is None:
        return True
    if fact.measure in _PLANNED:
        return claim.role == "plan"
    return claim.role in ("actual", "baseline") if fact.measure in _FINAL else True


def _money(unit: str | None) -> bool:
    return unit is not None and unit.endswith("元")


def _same_name(names: set[str], claim: ClaimRecord, name: str, canonical: str | None) -> bool:
    if name in names or (canonical is not None and canonical == claim.indicator):
        return True
    if claim.indicator is not None and (match := indicator(name)) is not None and match.name == claim.indicator:
        return True
    for mine in names:
        shorter, longer = sorted((mine, name), key=len)
        if len(shorter) >= _LEAST and shorter in longer and len(shorter) * 5 >= len(longer) * 3:
            return True
    return False


def _same_unit(claim: ClaimRecord, row: IndicatorRecord) -> bool:
    """Whether the row holds a quantity of the claim's unit where the claim's role looks for it."""
    sides: tuple[QuantityValue, ...] = (
        row.target_quantities if claim.role in ("target", "plan") else row.actual_quantities
    )
    sides = sides or (*row.target_quantities, *row.actual_quantities)
    if not sides:
        return claim.unit is not None and row.unit == claim.unit
    plain = (claim.unit or "").lstrip("万亿")
    return any((quantity.unit or "").lstrip("万亿") == plain for quantity in sides)
