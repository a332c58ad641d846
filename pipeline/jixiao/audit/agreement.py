"""Confidence flows both ways: a sum or a restatement that holds bears its records out, one that fails speaks against them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from jixiao.audit.figures import agree, tolerance
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.misread import Suggested
from jixiao.audit.restated import comparable, restatements
from jixiao.audit.sums import entity_sums, sums
from jixiao.document.records import RecordBase


def weigh(ledger: Ledger, suggested: Suggested) -> None:
    """Sets ``agreements`` and ``conflicts`` in the signals of every fact that a sum or a restatement touches.

    In a sum that one suggested reading would set right, only the record with the suggestion is in conflict.
    """
    agreements: Counter[str] = Counter()
    conflicts: Counter[str] = Counter()
    for found in sums(ledger):
        if found.holds is None or (found.holds and found.identity.relation == ">="):
            continue  # that a part is smaller than its whole says next to nothing
        records = [figure.record.record_id for figure in found.figures]
        blamed = [name for name in records if name in suggested.readings]
        (agreements if found.holds else conflicts).update(records if found.holds or not blamed else blamed)
    for total, parts in entity_sums(ledger):
        short = total.base - sum(figure.base for figure in parts)
        records = [figure.record.record_id for figure in (total, *parts)]
        if abs(short) <= tolerance([total, *parts]):
            agreements.update(records)
        elif short < 0:
            conflicts.update(records)
    for group in restatements(ledger):
        figures = group.figures
        for at, one in enumerate(figures):
            for other in figures[at + 1 :]:
                if not comparable(one, other):
                    continue
                names = (one.record.record_id, other.record.record_id)
                (agreements if agree(one, other) else conflicts).update(names)
    for fact in ledger.facts:
        name = fact.record_id
        if name in agreements or name in conflicts:
            update = {"agreements": agreements[name], "conflicts": conflicts[name]}
            fact.with_signals(fact.signals.model_copy(update=update))


def dispute_years(ledger: Ledger, drafts: Iterable[Draft]) -> None:
    """Where the report names itself of two years, a year that was taken from the report is in doubt."""
    if not any(draft.rule.slug == "year-mismatch" for draft in drafts):
        return
    for record in ledger.claims:
        if "year-inherited" in record.signals.notes:
            _doubt(record, "year-disputed")
    for fact in ledger.facts:
        if fact.basis == "narrative" and fact.year is not None and fact.year == ledger.year:
            _doubt(fact, "year-disputed")


def _doubt(record: RecordBase, note: str) -> None:
    record.with_signals(record.signals.model_copy(update={"notes": (*record.signals.notes, note)}))
