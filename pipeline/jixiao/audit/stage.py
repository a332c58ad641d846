"""The audit stage: findings beside the records, and what arithmetic says for or against each record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jixiao.audit.agreement import dispute_years, weigh
from jixiao.audit.checks import registered
from jixiao.audit.findings import Draft, Maker
from jixiao.audit.grouping import group
from jixiao.audit.identities import load_identities
from jixiao.audit.ledger import Ledger
from jixiao.audit.misread import suggestions
from jixiao.audit.rules import load_rules
from jixiao.document.document import Document
from jixiao.document.records import Record, RecordBase


class Audit:
    """Recomputes sums, rates, growth, scores and dates; adds findings and sets agreements and conflicts.

    ``lexicons``: folders whose ``rules*.toml`` and ``identities*.toml`` overlay the packaged ones. Raises LexiconError
    where one has a mistake.
    """

    name = "audit"
    version = "1"

    def __init__(self, *, lexicons: Sequence[Path] = ()) -> None:
        self._overlays = tuple(lexicons)
        load_rules(self._overlays)
        load_identities(self._overlays)

    def __call__(self, document: Document) -> Document:
        """The document with its findings, in reading order among the other records."""
        ledger = Ledger(document, self._overlays)
        # A sum that one badly read digit would set right is no finding: it becomes a suggestion on the record.
        suggested = suggestions(ledger)
        drafts = [draft for draft in findings(ledger) if not suggested.explains(draft)]
        weigh(ledger, suggested)
        dispute_years(ledger, drafts)
        maker = Maker(document.doc_id)
        found = [maker.record(draft) for draft in group(drafts)]
        records: list[Record] = [suggested.applied(record) for record in document.records]
        return document.having(records=tuple(sorted([*records, *found], key=_reading_order)))


def findings(ledger: Ledger) -> list[Draft]:
    """What every check of the register says about a document, in reading order; the same thing once."""
    found = [draft for check in registered() for draft in check(ledger) if not doubtful(ledger, draft)]
    found.sort(key=lambda draft: (draft.evidence[0].start, draft.rule.check, draft.rule.id))
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in found:
        spans = frozenset((evidence.start, evidence.end) for evidence in draft.evidence)
        kept.setdefault((draft.slug or draft.rule.slug, spans), draft)
    said: dict[tuple[str, str], Draft] = {}
    for draft in kept.values():  # two forms with the same rows say the same thing once
        said.setdefault((draft.rule.id, draft.message), draft)
    return list(said.values())


def doubtful(ledger: Ledger, draft: Draft) -> bool:
    """Whether a finding of what cannot be rests on cells whose columns were guessed: then the reading is at fault.

    The conflict still lowers the records' confidence, so that somebody looks at them.
    """
    if draft.rule.class_ not in ("impossible", "breaks-rule"):
        return False
    return any(ledger.unsure(record) for record in draft.about)


def _reading_order(record: RecordBase) -> tuple[int, bool, str]:
    return record.evidence[0].start, record.kind == "finding", record.record_id
