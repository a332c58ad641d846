"""Quantities of a document: one run of the grammar over the clean text, then one record a quantity, with its links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.measures import Measure
from jixiao.document.records import Link, QuantityRecord, Signals
from jixiao.extraction.spans import outside
from jixiao.numbers import find_quantities

_UNREAD_ROLES = frozenset({"toc", "page-number"})
"""Furniture whose numbers carry no information."""


def find(document: Document) -> Document:
    """The document with ``quantities`` filled, in text offsets. None crosses the edge of a block or a cell.

    Needs ``text``; uses ``blocks`` and ``tables`` where they are filled.
    """
    edges = sorted(_edges(document))
    unread = [(block.start, block.end) for block in document.blocks if block.role in _UNREAD_ROLES]
    found: tuple[Measure, ...] = find_quantities(document.text.text, edges=edges)
    return document.having(quantities=without(found, unread) if unread else found)


def _edges(document: Document) -> Iterable[int]:
    places: set[int] = set()
    for block in document.blocks:
        places.update((block.start, block.end))
    for table in document.tables:
        for cell in table.cells:
            places.update((cell.start, cell.end))
    return places


def without(found: tuple[Measure, ...], spans: list[tuple[int, int]]) -> tuple[Measure, ...]:
    """The measures that do not overlap any of the spans, their links renumbered; links to dropped measures go too."""
    kept = outside([(measure.start, measure.end) for measure in found], spans)
    position = {old: new for new, old in enumerate(kept)}
    return tuple(
        replace(
            found[old],
            links=tuple(
                replace(link, target=position[link.target]) for link in found[old].links if link.target in position
            ),
        )
        for old in kept
    )


def records(document: Document, quoter: Quoter) -> list[QuantityRecord]:
    """One record a measure of ``document.quantities``, in the same order; links become links between the records.

    A measure behind which nothing of the source stands (text that an edit inserted) gives no record.
    """
    made = [_record(measure, quoter) for measure in document.quantities]
    linked: list[QuantityRecord] = []
    for measure, record in zip(document.quantities, made, strict=True):
        if record is None:
            continue
        links = [
            Link(type=link.type, record_id=target.record_id)
            for link in measure.links
            if (target := made[link.target]) is not None
        ]
        linked.append(cast("QuantityRecord", record.having(links=tuple(links))) if links else record)
    return linked


def _record(measure: Measure, quoter: Quoter) -> QuantityRecord | None:
    try:
        evidence = quoter.quote("value", measure.start, measure.end)
    except ValueError:
        return None
    return quoter.make(
        QuantityRecord,
        evidence,
        at=measure.start,
        signals=Signals(ambiguities=len(measure.doubts), notes=measure.doubts),
        low=measure.low,
        high=measure.high,
        unit=measure.unit,
        dimension=measure.dimension,
        bound=measure.bound,
        base_low=measure.base_low,
        base_high=measure.base_high,
        base_unit=measure.base_unit,
    )
