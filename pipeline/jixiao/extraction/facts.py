"""Facts: every amount of the unit's accounts, from forms and from the narrative."""

from __future__ import annotations

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.records import FactRecord
from jixiao.extraction import facts_tables
from jixiao.extraction.facts_record import record
from jixiao.extraction.forms import read_forms


def records(document: Document, quoter: Quoter) -> list[FactRecord]:
    """The facts of a document, those of its forms first, each in reading order.

    Uses ``tables``, ``quantities``, ``sentences``, ``sections`` and ``profile``. A number that is none of the unit's
    accounts makes no record; a printed zero does, a blank or a dash does not.
    """
    year = document.profile.fiscal_year
    return [record(quoter, amount) for amount in facts_tables.amounts(read_forms(document), year)]
