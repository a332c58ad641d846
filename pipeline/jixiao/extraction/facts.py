"""Facts: every amount of the unit's accounts, from forms and from the narrative."""

from __future__ import annotations

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.records import FactRecord
from jixiao.extraction import facts_costs, facts_narrative, facts_tables
from jixiao.extraction.facts_record import Amount, record
from jixiao.extraction.forms import read_forms
from jixiao.extraction.report_kind import tells_budget


def records(document: Document, quoter: Quoter) -> list[FactRecord]:
    """The facts of a document, in reading order.

    Uses ``tables``, ``quantities``, ``sentences``, ``sections`` and ``profile``. A number that is none of the unit's
    accounts makes no record; a printed zero does, a blank or a dash does not.
    """
    forms = read_forms(document)
    year = document.profile.fiscal_year
    found = [
        *facts_tables.amounts(forms, year, budgeted=tells_budget(document)),
        *facts_costs.amounts(document, forms, year),
        *facts_narrative.amounts(document, forms),
    ]
    kept: list[Amount] = []
    seen: set[tuple[int, int]] = set()
    for amount in found:
        if amount.whole not in seen or amount.twin:
            seen.add(amount.whole)
            kept.append(amount)
    return [record(quoter, amount) for amount in sorted(kept, key=lambda amount: amount.whole)]
