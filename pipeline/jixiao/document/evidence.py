"""From places in the clean text to quotations of the source, and from those to records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any, TypeVar

from jixiao.document.document import Box, Cell, Document, Table
from jixiao.document.records import CellRef, Evidence, EvidenceRole, RecordBase, RecordIds, Signals

R = TypeVar("R", bound=RecordBase)


def boxes_of(document: Document, start: int, end: int) -> tuple[Box, ...]:
    """One box a line of text for the source interval [start, end); empty where the format has no geometry."""
    boxes: list[Box] = []
    at = start
    while at < end:
        page = document.page_at(at)
        if page is None:
            break
        stop = min(end, page.end)
        if page.glyphs is not None:
            boxes.extend(_line_boxes(page.glyphs.box(i - page.start) for i in range(at, stop)))
        at = max(stop, at + 1)
    return tuple(boxes)


def _line_boxes(glyphs: Iterable[Box | None]) -> list[Box]:
    lines: list[Box] = []
    for box in glyphs:
        if box is None:
            continue
        x0, y0, x1, y1 = box
        if lines:
            a0, b0, a1, b1 = lines[-1]
            overlap = min(b1, y1) - max(b0, y0)
            if overlap > 0.5 * min(b1 - b0, y1 - y0) and x0 >= a0 - (y1 - y0):
                lines[-1] = (min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1))
                continue
        lines.append(box)
    return [(round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in lines]


class Quoter:
    """Makes evidence, and records from evidence, for one document.

    One a document and stage run: it also hands out the records' ids, so that equal records are told apart.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._ids = RecordIds(document.doc_id)
        self._cells = sorted(
            ((cell.start, cell.end, table.number, cell) for table in document.tables for cell in table.cells),
            key=lambda place: place[:3],
        )
        self._cell_starts = [start for start, *_ in self._cells]
        # how far the cells up to here reach: where that is not beyond a place, no cell before holds it
        self._reach = list(accumulate((end for _, end, *_ in self._cells), max))
        self._drawn = any(page.glyphs is not None for page in document.pages)
        self._quoted: dict[tuple[str, int, int], list[Evidence]] = {}
        self._parts = sorted((part.start, part.end, part.title or part.kind) for part in document.parts)
        self._paths = _section_paths(document)
        self._section_starts = [start for start, _ in self._paths]

    def quote(self, role: EvidenceRole, start: int, end: int) -> list[Evidence]:
        """Evidence for the clean-text interval [start, end): one item, or several where the source interleaves it.

        Raises ValueError for an interval that stands for nothing in the source.
        """
        known = self._quoted.get((role, start, end))
        if known is not None:
            return list(known)
        asked = (role, start, end)
        document = self.document
        text = document.text.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        spans = document.text.source_spans(start, end, source=document.source_text)
        if not spans:
            raise ValueError(f"nothing of the source stands behind the text interval ({start}, {end})")
        cell = self.cell_at(start)
        self._quoted[asked] = [
            Evidence(
                role=role,
                page=page.number if (page := document.page_at(first)) else None,
                start=first,
                end=last,
                text=document.source_text[first:last],
                boxes=boxes_of(document, first, last) if self._drawn else (),
                cell=cell,
            )
            for first, last in spans
        ]
        return list(self._quoted[asked])

    def cell_at(self, at: int) -> CellRef | None:
        """The table cell that holds this place of the clean text."""
        found = self.find_cell(at)
        return None if found is None else CellRef(table=found[0], row=found[1].row, column=found[1].column)

    def find_cell(self, at: int) -> tuple[int, Cell] | None:
        """(table number, cell) that holds this place of the clean text, the innermost where tables nest."""
        place = bisect_right(self._cell_starts, at) - 1
        while place >= 0 and self._reach[place] > at:
            start, end, number, cell = self._cells[place]
            if start <= at < end:
                return number, cell
            place -= 1
        return None

    def part_at(self, at: int) -> str | None:
        """Title (or kind) of the component document that holds this place."""
        return next((title for start, end, title in reversed(self._parts) if start <= at < end), None)

    def section_at(self, at: int) -> tuple[str, ...]:
        """Canonical names (titles where there is none) from the root to the section of this place."""
        place = bisect_right(self._section_starts, at) - 1
        return self._paths[place][1] if place >= 0 else ()

    def make(
        self, model: type[R], evidence: list[Evidence], *, at: int, signals: Signals | None = None, **keys: Any
    ) -> R:
        """A record of the given model; ``at`` is the place in the clean text that decides its part and section."""
        named = model.model_fields
        names = [keys.get(name) for name in model.identity if name in named]
        record = model(
            record_id=self._ids.next(model.model_fields["kind"].default, names, [(e.start, e.end) for e in evidence]),
            doc_id=self.document.doc_id,
            evidence=tuple(evidence),
            part=self.part_at(at),
            section=self.section_at(at),
            **keys,
        )
        if signals is not None:
            record.with_signals(signals)
        return record


def _section_paths(document: Document) -> list[tuple[int, tuple[str, ...]]]:
    """For each section in text order: where it starts, and the names from the root to it."""
    paths: list[tuple[str, ...]] = []
    for section in document.sections:
        above = paths[section.parent] if section.parent is not None else ()
        paths.append((*above, section.canonical or section.title))
    return sorted((section.start, path) for section, path in zip(document.sections, paths, strict=True))


def table_of(document: Document, number: int) -> Table:
    """The table with this number (from 1)."""
    return document.tables[number - 1]
