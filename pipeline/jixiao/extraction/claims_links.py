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
from jixiao.document.trace import Span
from jixiao.extraction.claims_names import indicator, without_verb
from jixiao.extraction.claims_words import folded

_PLANNED = frozenset({"预算数", "年初预算数", "全年预算数"})
_FINAL = frozenset({"决算数", "全年执行数"})
_LEAST = 4
"""Characters that two names must share to be taken for one, where no lexicon knows them."""


_MOST = 8
"""Facts and rows that one claim is linked to: the nearest of each kind."""


def link(claims: Sequence[ClaimRecord], others: Iterable[RecordBase]) -> list[ClaimRecord]:
    """The claims with their links added; links that they have already stay.

    ``same-as``: the first claim of the document that says the same (name, value, unit, role, year), the quantity and the
    narrative fact that are printed at the same place. ``restates``: a fact of a table or an indicator's row that bears
    the same name, year and role; the values may differ, comparing them is the audit's task.
    """
    known = _Known(others)
    first: dict[tuple[object, ...], ClaimRecord] = {}
    linked: list[ClaimRecord] = []
    for claim in claims:
        if claim.type != "value":
            linked.append(claim)
            continue
        found: list[tuple[LinkType, RecordBase]] = [("same-as", other) for other in known.at(claim)]
        found += [("restates", other) for other in known.restated(claim)]
        key = (folded(claim.indicator or claim.subject), claim.value, claim.unit, claim.role, claim.year)
        if key in first:
            found.append(("same-as", first[key]))
        else:
            first[key] = claim
        links = {link.record_id: link for link in claim.links}
        for type_, other in found:
            links.setdefault(other.record_id, Link(type=type_, record_id=other.record_id))
        linked.append(
            claim.model_copy(update={"links": tuple(links.values())}) if len(links) > len(claim.links) else claim
        )
    return linked


class _Known:
    """The other records by place and by name."""

    def __init__(self, records: Iterable[RecordBase]) -> None:
        self._at: dict[Span, list[RecordBase]] = defaultdict(list)
        self._facts: dict[str, list[FactRecord]] = defaultdict(list)
        self._rows: dict[str, list[IndicatorRecord]] = defaultdict(list)
        self._parts: dict[str, set[str]] = defaultdict(set)
        """Four characters -> the names of rows that hold them: candidates for one name within another."""
        for record in records:
            if isinstance(record, QuantityRecord | FactRecord):
                self._at[_place(record)].append(record)
            if isinstance(record, FactRecord):
                for name in {folded(record.item), folded(record.raw_item)}:
                    self._facts[name].append(record)
            elif isinstance(record, IndicatorRecord) and (title := record.level3 or record.level2):
                self._add_row(record, folded(without_verb(title)))

    def _add_row(self, row: IndicatorRecord, name: str) -> None:
        match = indicator(name)
        for spelling in {name, row.canonical, match.name if match else None} - {None}:
            self._rows[str(spelling)].append(row)
        for start in range(len(name) - _LEAST + 1):
            self._parts[name[start : start + _LEAST]].add(name)

    def at(self, claim: ClaimRecord) -> list[RecordBase]:
        """Records of the same printed amount."""
        return self._at.get(_place(claim), [])

    def restated(self, claim: ClaimRecord) -> list[RecordBase]:
        """Facts and rows printed elsewhere that bear the claim's name."""
        names = {folded(claim.subject), folded(without_verb(claim.subject)), folded(claim.indicator or "")} - {""}
        start, end = _place(claim)
        facts = [
            fact
            for name in sorted(names)
            for fact in self._facts.get(name, ())
            if (fact.evidence[0].end <= start or end <= fact.evidence[0].start)
            and fact.year == claim.year
            and _same_stage(claim, fact)
            and _money(claim.unit) == _money(fact.unit)
        ]
        rows = [
            row
            for name in sorted(names | self._contained(names))
            for row in self._rows.get(name, ())
            if _same_unit(claim, row)
        ]
        return [*_nearest(facts, start), *_nearest(rows, start)]

    def _contained(self, names: set[str]) -> set[str]:
        """Names of rows that hold one of these names, or are held by one, for the greater part."""
        found: set[str] = set()
        for mine in names:
            pieces = {mine[start : start + _LEAST] for start in range(len(mine) - _LEAST + 1)}
            for name in {name for piece in pieces for name in self._parts.get(piece, ())}:
                shorter, longer = sorted((mine, name), key=len)
                if shorter in longer and len(shorter) * 5 >= len(longer) * 3:
                    found.add(name)
        return found


def _place(record: RecordBase) -> Span:
    return record.evidence[0].start, record.evidence[0].end


def _nearest(records: Sequence[RecordBase], start: int) -> list[RecordBase]:
    once = {record.record_id: record for record in records}
    nearest = sorted(once.values(), key=lambda record: abs(record.evidence[0].start - start))[:_MOST]
    return sorted(nearest, key=_place)


def _same_stage(claim: ClaimRecord, fact: FactRecord) -> bool:
    if fact.measure is None:
        return True
    if fact.measure in _PLANNED:
        return claim.role == "plan"
    return claim.role in ("actual", "baseline") if fact.measure in _FINAL else True


def _money(unit: str | None) -> bool:
    return unit is not None and unit.endswith("元")


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
