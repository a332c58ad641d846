"""How many values were not read at all: what coverage lists, weighed by how much of it proved to be values, and what
no list names, in proportion to what was read."""

from __future__ import annotations

from jixiao.confidence.model import Model
from jixiao.document.document import Document

KINDS = frozenset({"fact", "indicator", "quantity"})
"""Kinds whose misses are estimated: values, not structure."""


def missed_in(document: Document, model: Model) -> float | None:
    """The expected number of values that no record holds, to one decimal; None for a stratum that was never measured.

    Both rates come from held-out documents of the stratum: values per listed unread number, and values missed without
    a trace per record of the kinds counted.
    """
    rates = model.misses.get(document.stratum or "")
    if rates is None:
        return None
    unread = sum(gap.kind == "unread-number" for gap in document.gaps)
    read = sum(record.kind in KINDS for record in document.records)
    return round(rates.per_gap * unread + rates.per_record * read, 1)
