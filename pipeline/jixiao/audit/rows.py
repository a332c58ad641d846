"""Rows of indicator and scoring tables, each cell with its quotation, and the forms that they make up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.document.document import Cell, Document
from jixiao.document.evidence import Quoter
from jixiao.document.records import Evidence, IndicatorRecord

_BLANKS = re.compile(r"\s+")


def _same(text: str) -> str:
    """The text without blanks and differences of width: ≥95％ is ≥95%."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


_POINTS = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its record, and where each of its cells is quoted (None where the cell is blank or was not found)."""

    record: IndicatorRecord
    name: str
    target: Evidence | None
    actual: Evidence | None
    weight: Evidence | None
    score: Evidence | None
    note: Evidence | None
    level1: Evidence | None
    level2: Evidence | None

    @property
    def whole(self) -> Evidence:
        """The quotation that stands for the row."""
        return self.record.evidence[0]

    def cells(self, *names: str) -> tuple[Evidence, ...]:
        """The quotations of the named cells that there are; that of the row where there are none."""
        found = tuple(cell for name in names if (cell := getattr(self, name)) is not None)
        return found or (self.whole,)

    @property
    def is_total(self) -> bool:
        """Whether it is the 总分 row."""
        return self.record.canonical == "总分"

    @property
    def full(self) -> bool:
        """Whether it got all its points."""
        return self.record.weight is not None and self.record.weight > 0 and self.record.score == self.record.weight


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one form, in order, and its 总分 row where it has one."""

    title: str | None
    rows: tuple[Row, ...]
    total: Row | None

    @classmethod
    def split(cls, rows: Iterable[Row]) -> tuple[Sheet, ...]:
        """Forms by table title and project; a 总分 row closes one."""
        sheets: list[Sheet] = []
        held: list[Row] = []
        for row in rows:
            if held and not _same_form(held[-1], row) and not _money_block(held, row):
                sheets.append(cls._of(held))
                held = []
            held.append(row)
            if row.is_total:
                sheets.append(cls._of(held))
                held = []
        if held:
            sheets.append(cls._of(held))
        return tuple(sheets)

    @classmethod
    def _of(cls, rows: Sequence[Row]) -> Sheet:
        total = rows[-1] if rows[-1].is_total else None
        return cls(rows[0].record.table, tuple(row for row in rows if not row.is_total), total)


def _money_block(held: Sequence[Row], row: Row) -> bool:
    """Whether what was read so far is the block of money on top of the form that a row goes on with, untitled."""
    first = held[0].record
    return (
        all(other.record.canonical == "预算执行率" for other in held)
        and row.record.part == first.part
        and row.record.table in (None, first.table)
        and row.record.project in (None, first.project)
    )


def _same_form(one: Row, other: Row) -> bool:
    return (one.record.table, one.record.project, one.record.part) == (
        other.record.table, other.record.project, other.record.part,
    )  # fmt: skip


def points_in(heading: str | None) -> Decimal | None:
    """The points that a heading gives its rows.

    >>> points_in("产出指标\\n(50分)"), points_in("产出指标")
    (Decimal('50'), None)
    """
    found = _POINTS.search(heading or "")
    return Decimal(found[1]) if found else None


def rows_of(document: Document, quoter: Quoter, records: Iterable[IndicatorRecord]) -> tuple[Row, ...]:
    """The rows of indicator records: cells are looked for among their evidence, then in their row of the table."""
    finder = _Finder(document, quoter)
    return tuple(finder.row(record) for record in records)


class _Finder:
    def __init__(self, document: Document, quoter: Quoter) -> None:
        self.document = document
        self.quoter = quoter
        self._rows: dict[tuple[int, int], list[Cell]] = {}
        for table in document.tables:
            for cell in table.cells:
                for row in range(cell.row, cell.row + min(cell.row_span, 400)):
                    self._rows.setdefault((table.number, row), []).append(cell)

    def row(self, record: IndicatorRecord) -> Row:
        used: set[tuple[int, int]] = set()
        pool = [evidence for evidence in record.evidence if evidence.role != "name"]
        cells = self._cells(record)

        def find(text: str | None, *, reuse: bool = False) -> Evidence | None:
            if text is None:
                return None
            wanted = _same(text)
            for evidence in pool:
                span = (evidence.start, evidence.end)
                if (reuse or span not in used) and _same(evidence.text) == wanted:
                    used.add(span)
                    return evidence
            for cell in cells:
                if _same(self.document.cell_text(cell)) != wanted:
                    continue
                quoted = self._quote(cell)
                if quoted is not None and (reuse or (quoted.start, quoted.end) not in used):
                    used.add((quoted.start, quoted.end))
                    return quoted
            return None

        def number(value: Decimal | None) -> Evidence | None:
            return None if value is None else find_number(value)

        def find_number(value: Decimal) -> Evidence | None:
            for evidence in [*pool, *(q for cell in cells if (q := self._quote(cell)) is not None)]:
                span = (evidence.start, evidence.end)
                if span not in used and _as_number(evidence.text) == value:
                    used.add(span)
                    return evidence
            return None

        actual = find(record.actual)  # it is the value of the record, so it stands first
        target = find(record.target)
        weight, score = number(record.weight), number(record.score)
        name = record.level3 or record.level2 or record.level1 or record.canonical or ""
        return Row(
            record=record,
            name=_BLANKS.sub("", name),
            target=target,
            actual=actual,
            weight=weight,
            score=score,
            note=find(record.note),
            level1=find(record.level1, reuse=True) if record.level3 or record.level2 else None,
            level2=find(record.level2, reuse=True) if record.level3 else None,
        )

    def _cells(self, record: IndicatorRecord) -> list[Cell]:
        place = record.evidence[0].cell
        if place is None:
            return []
        return self._rows.get((place.table, place.row), [])

    def _quote(self, cell: Cell) -> Evidence | None:
        try:
            found = self.quoter.quote("context", cell.start, cell.end)
        except ValueError:
            return None
        return found[0] if len(found) == 1 else None


def _as_number(text: str) -> Decimal | None:
    plain = _BLANKS.sub("", text).removesuffix("分")
    try:
        return Decimal(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None
    except ArithmeticError:
        return None
