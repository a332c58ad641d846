"""A sheet's cells to paragraphs and tables: what is ruled is a table, what stands alone around it is text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.ingest.flow import FlowCell, FlowParagraph, FlowTable

Place = tuple[int, int]
"""Row and column from 1."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all ends included."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """What a reader took from a sheet: only cells with text, and the places that have a border."""

    name: str
    texts: Mapping[Place, str]
    ruled: frozenset[Place] = frozenset()
    merges: Sequence[Merge] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    _rows: dict[int, list[Place]] = field(default_factory=dict)
    _ruled_rows: set[int] = field(default_factory=set)

    def blocks(self) -> Iterator[FlowParagraph | FlowTable]:
        """Paragraphs and tables from top to bottom.

        A run of rows without a blank row between, or ruled through, is one block. Of a block that is ruled in part,
        rows without rulings are paragraphs; so are rows at its top or bottom that hold one cell over its whole width.
        """
        for rows in self._runs():
            first, last = 0, len(rows)
            while first < last and self._stands_alone(rows[first], rows):
                first += 1
            while last > first and self._stands_alone(rows[last - 1], rows):
                last -= 1
            for row in rows[:first]:
                yield from self._paragraphs(row)
            if first < last:
                yield self._table(rows[first:last])
            for row in rows[last:]:
                yield from self._paragraphs(row)

    def _runs(self) -> Iterator[list[int]]:
        """Consecutive rows that belong together. A row that a merge from above covers belongs to it."""
        used = {row for row, _ in self.texts}
        for merge in self.merges:
            if (merge.row, merge.column) in self.texts:
                used.update(range(merge.row, min(merge.last_row, merge.row + 500) + 1))
        lowest = max((row for row, _ in self.texts), default=0)
        used.update(row for row, _ in self.ruled if row <= lowest)
        run: list[int] = []
        for row in sorted(used):
            if run and row != run[-1] + 1:
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    def _columns(self, row: int) -> list[int]:
        return sorted(column for at, column in self._by_row().get(row, ()))

    def _by_row(self) -> dict[int, list[Place]]:
        if not self._rows:
            for place in self.texts:
                self._rows.setdefault(place[0], []).append(place)
        return self._rows

    def _stands_alone(self, row: int, rows: list[int]) -> bool:
        """A row of text that is no row of the table: not ruled though others are, or one cell across."""
        if not self._ruled_rows:
            self._ruled_rows.update(at for at, _ in self.ruled)
        columns = self._columns(row)
        if self._ruled_rows and any(at in self._ruled_rows for at in rows):
            return row not in self._ruled_rows
        if any(merge.row <= row <= merge.last_row and merge.last_row > merge.row for merge in self._merged(rows)):
            return False
        return len(columns) <= 1

    def _merged(self, rows: list[int]) -> list[Merge]:
        return [merge for merge in self.merges if merge.row <= rows[-1] and merge.last_row >= rows[0]]

    def _paragraphs(self, row: int) -> Iterator[FlowParagraph]:
        """One line of text: its cells with blanks between."""
        text = "  ".join(self.texts[row, column] for column in self._columns(row))
        if text.strip():
            yield FlowParagraph(text, hidden=self.hidden or row in self.hidden_rows)

    def _table(self, rows: list[int]) -> FlowTable:
        top, bottom = rows[0], rows[-1]
        merges = self._merged(rows)
        inside = [place for row in rows for place in self._by_row().get(row, ())]
        left = min(column for _, column in inside)
        right = max(column for _, column in inside)
        for merge in merges:
            if (merge.row, merge.column) in self.texts:
                right = max(right, min(merge.last_column, merge.column + 500))
        ruled = {column for row, column in self.ruled if top <= row <= bottom}
        while right + 1 in ruled:
            right += 1
        while left - 1 in ruled:
            left -= 1
        spans = {(merge.row, merge.column): merge for merge in merges}
        covered = {
            (row, column)
            for merge in merges
            for row in range(max(merge.row, top), min(merge.last_row, bottom) + 1)
            for column in range(max(merge.column, left), min(merge.last_column, right) + 1)
            if (row, column) != (merge.row, merge.column)
        }
        cells = []
        for row in rows:
            for column in range(left, right + 1):
                if (row, column) in covered:
                    continue
                text = self.texts.get((row, column), "")
                merge_here = spans.get((row, column))
                if not text and merge_here is None and (row, column) not in self.ruled:
                    continue
                cells.append(
                    FlowCell(
                        row - top + 1,
                        column - left + 1,
                        text.replace("\t", " "),
                        min(merge_here.last_row, bottom) - row + 1 if merge_here else 1,
                        min(merge_here.last_column, right) - column + 1 if merge_here else 1,
                    )
                )
        hidden_rows = tuple(row - top + 1 for row in rows if row in self.hidden_rows)
        return FlowTable(tuple(cells), len(rows), right - left + 1, self.hidden, hidden_rows)
