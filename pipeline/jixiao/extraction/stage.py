"""The extraction stage: from structure to records."""

from __future__ import annotations

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.records import MODELS, Record, RecordBase
from jixiao.extraction import claims, dates, facts, fields, indicators, quantities, sections

_ORDER = {kind: place for place, kind in enumerate(MODELS)}


class Extract:
    """Fills ``profile``, ``quantities``, ``dates`` and ``records`` (in reading order)."""

    name = "extraction"
    version = "1"

    def __call__(self, document: Document) -> Document:
        """The document with its records; confidence and gaps come later."""
        document = document.having(profile=fields.profile(document))
        document = quantities.find(dates.find(document))
        quoter = Quoter(document)
        records: list[Record] = [
            *sections.records(document, quoter),
            *fields.records(document, quoter),
            *facts.records(document, quoter),
            *indicators.records(document, quoter),
            *quantities.records(document, quoter),
            *dates.records(document, quoter),
        ]
        records += claims.link(claims.records(document, quoter), records)
        return document.having(records=tuple(sorted(records, key=reading_order)))


def reading_order(record: RecordBase) -> tuple[int, int, str]:
    """Sort key: where the value stands in the source, then the kind, then the id."""
    return record.evidence[0].start, _ORDER[record.kind], record.record_id
