"""What the rules look at: the records of one document, sorted by what can be compared with what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from jixiao.audit.figures import Figure, figure_of
from jixiao.audit.findings import Draft
from jixiao.audit.rows import Row, Sheet, rows_of
from jixiao.audit.rules import Rule, load_rules
from jixiao.document.document import Cell, Document, Table
from jixiao.document.evidence import Quoter
from jixiao.document.records import (
    ClaimRecord,
    DateRecord,
    Evidence,
    FactRecord,
    FieldRecord,
    IndicatorRecord,
    QuantityRecord,
    RecordBase,
    SectionRecord,
)
from jixiao.extraction.facts_lexicon import finance

T = TypeVar("T")
BUDGET = frozenset({"预算数", "年初预算数", "全年预算数"})
FINAL = frozenset({"决算数", "全年执行数", "上年决算数"})
STAGES = {
    "预算数": "预算", "年初预算数": "年初预算", "全年预算数": "全年预算",
    "决算数": "决算", "全年执行数": "决算", "上年决算数": "决算", "人均": "人均",
}  # fmt: skip
"""Measures that mean the same stage of the budget have one name here."""
_WHOLE = re.compile(r"(?:合计|总计|总额|总量|规模|总|预算|决算|全年|本年|年度|整体|部门|单位)[^，。；]{0,6}$")
_BOUGHT = re.compile(r"(?:货物|工程|服务)类?(?:采购|支出|金额)*$")
_PERIOD_YEAR = re.compile(r"(20\d{2})\s*年")
_GUESSED = frozenset({"row-ragged", "row-shifted", "header-unknown"})
"""Notes of a record whose cells may belong under other heads, where the table was guessed from flattened text."""
_SENTENCE_END = re.compile(r"[。！？]|\n[ \t　]*\n[ \t　]*(?=[（(]?[一二三四五六七八九十]{1,3}[)）]?、)")


@dataclass(frozen=True, slots=True)
class Key:
    """What a figure counts besides its item."""

    stage: str | None
    year: int | None
    entity: str | None
    project: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one column of a table, or of one sentence: they may be added up."""

    basis: str
    place: int
    """The table's number, or that of the sentence."""
    key: Key
    measure: str | None
    figures: tuple[Figure, ...]

    def of(self, item: str) -> list[Figure]:
        """The figures of an item."""
        return [figure for figure in self.figures if item_of(figure) == item]

    def one(self, item: str) -> Figure | None:
        """The figure of an item; None where it is absent, or printed with different values."""
        found = self.of(item)
        return found[0] if found and all(figure.base == found[0].base for figure in found) else None


def item_of(figure: Figure) -> str:
    """The item that a figure is an amount of."""
    return figure.item


def fact_of(figure: Figure) -> FactRecord:
    """The fact behind a figure."""
    assert isinstance(figure.record, FactRecord)
    return figure.record


@dataclass(eq=False)
class Ledger:
    """One document, its records by kind, and what they add up to. Made once a run; rules only read it."""

    document: Document
    overlays: tuple[Path, ...] = ()
    quoter: Quoter = field(init=False)
    _labels: dict[int, frozenset[str]] = field(default_factory=dict, init=False)
    _keys: dict[str, Key] = field(default_factory=dict, init=False)
    _done: dict[str, Any] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.quoter = Quoter(self.document)

    def once(self, name: str, work: Callable[[], T]) -> T:
        """The result of ``work``, done once for this document: several rules look at the same sums and sentences."""
        if name not in self._done:
            self._done[name] = work()
        return self._done[name]  # type: ignore[no-any-return]

    def rule(self, name: str) -> Rule:
        """A rule by id."""
        return load_rules(self.overlays)[name]

    def of(self, model: type[RecordBase]) -> list[RecordBase]:
        """The records of a model, in reading order."""
        return [record for record in self.document.records if isinstance(record, model)]

    @cached_property
    def facts(self) -> list[FactRecord]:
        """The facts."""
        return [record for record in self.document.records if isinstance(record, FactRecord)]

    @cached_property
    def fields(self) -> dict[str, list[FieldRecord]]:
        """Name -> the fields of that name."""
        found: dict[str, list[FieldRecord]] = defaultdict(list)
        for record in self.document.records:
            if isinstance(record, FieldRecord):
                found[record.name].append(record)
        return found

    @cached_property
    def claims(self) -> list[ClaimRecord]:
        """The claims."""
        return [record for record in self.document.records if isinstance(record, ClaimRecord)]

    @cached_property
    def quantities(self) -> list[QuantityRecord]:
        """The quantities."""
        return [record for record in self.document.records if isinstance(record, QuantityRecord)]

    @cached_property
    def dates(self) -> list[DateRecord]:
        """The dates."""
        return [record for record in self.document.records if isinstance(record, DateRecord)]

    @cached_property
    def sections(self) -> list[SectionRecord]:
        """The headings."""
        return [record for record in self.document.records if isinstance(record, SectionRecord)]

    @cached_property
    def by_id(self) -> dict[str, RecordBase]:
        """Record id -> record."""
        return {record.record_id: record for record in self.document.records}

    @cached_property
    def year(self) -> int | None:
        """The fiscal year: that of the title, unless the report is dated before that year ended and its tables say another."""
        titled = self.document.profile.fiscal_year
        if titled is not None:
            headed = max(self.header_years, default=None)
            if headed is None or headed == titled:
                return titled
            dates = [str(f.value)[:4] for name in ("报告日期", "填报日期") for f in self.fields[name]]
            written = [int(text) for text in dates if text.isdigit()]
            return headed if written and headed < min(written) <= titled else titled
        years = Counter(int(f.value) for f in self.fields["年度"] if not isinstance(f.value, str))
        if not years:
            years = Counter(fact.year for fact in self.facts if fact.year is not None)
        return max(years, key=lambda year: (years[year], year)) if years else None

    @cached_property
    def header_years(self) -> dict[int, Evidence]:
        """The years that table headers print beside 预算数 and 决算数, each with a quotation."""
        found: dict[int, Evidence] = {}
        for fact in self.facts:
            period = next((e for e in fact.evidence if e.role == "period"), None)
            match = _PERIOD_YEAR.search(period.text) if period is not None and fact.basis == "table" else None
            if period is not None and match:
                found.setdefault(int(match[1]), period)
        return found

    # ------------------------------------------------------------------------------------------------ amounts

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every fact in money, in reading order."""
        found = []
        for fact in self.facts:
            figure = figure_of(fact)
            item = fact.item if fact.basis == "table" else self._told_item(fact)
            if figure is not None and item is not None:
                found.append(replace(figure, item=item))
        return tuple(found)

    @cached_property
    def by_item(self) -> dict[str, list[Figure]]:
        """Item -> its figures, in reading order."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.item].append(figure)
        return found

    @cached_property
    def by_key(self) -> dict[tuple[str, Key], list[Figure]]:
        """(item, key) -> its figures, in reading order."""
        found: dict[tuple[str, Key], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.item, self.key(figure)].append(figure)
        return found

    @cached_property
    def by_row(self) -> dict[tuple[int, int], list[Figure]]:
        """(table, row) -> the figures that stand there."""
        found: dict[tuple[int, int], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.evidence.cell is not None:
                found[figure.evidence.cell.table, figure.evidence.cell.row].append(figure)
        return found

    def told_before(self, at: int, width: int) -> list[Figure]:
        """The figures that begin within so many source characters before a place; 支出 alone counts here, being near."""
        figures, starts = self.once("starts", self._by_start)
        return figures[bisect_left(starts, at - width) : bisect_left(starts, at)]

    def _by_start(self) -> tuple[list[Figure], list[int]]:
        told = [(figure_of(fact), fact.item) for fact in self.facts if fact.basis == "narrative"]
        figures = [replace(figure, item=item) for figure, item in told if figure is not None]
        figures.sort(key=lambda figure: figure.evidence.start)
        return figures, [figure.evidence.start for figure in figures]

    def row_cells(self, table: int, row: int) -> list[Cell]:
        """The cells that begin in a row of a table."""
        return self._lines[0].get((table, row), [])

    def column_cells(self, table: int, column: int) -> list[Cell]:
        """The cells that begin in a column of a table, from the top."""
        return self._lines[1].get((table, column), [])

    @cached_property
    def _lines(self) -> tuple[dict[tuple[int, int], list[Cell]], dict[tuple[int, int], list[Cell]]]:
        rows: dict[tuple[int, int], list[Cell]] = defaultdict(list)
        columns: dict[tuple[int, int], list[Cell]] = defaultdict(list)
        for table in self.document.tables:
            for cell in table.cells:
                rows[table.number, cell.row].append(cell)
                columns[table.number, cell.column].append(cell)
        return rows, columns

    def _told_item(self, fact: FactRecord) -> str | None:
        """The item of a narrative amount. 收入 and 支出 alone may be anybody's, and 本年收入 is not 收入总计."""
        start = fact.evidence[0].start
        before = "".join(self.document.source_text[max(0, start - 24) : start].split())[-14:]
        if fact.item == "政府采购金额" and _BOUGHT.search(before):
            return None  # of goods, works or services alone
        if fact.item not in ("收入合计", "支出合计"):
            return fact.item
        if fact.item == "收入合计":
            if re.search(r"(?:本年(?:度)?|全年|当年)收入(?:合计)?[^，。；]{0,3}$", before):
                return "本年收入合计"
        elif re.search(r"支(?:出)?总计[^，。；]{0,3}$", before):
            return "支出总计"
        return None if fact.raw_item in ("收入", "支出") and not _WHOLE.search(before) else fact.item

    def key(self, figure: Figure) -> Key:
        """What the figure counts: 上年决算数 of the report's year is 决算 of the year before."""
        name = figure.record.record_id
        if name not in self._keys:
            self._keys[name] = self._key(figure)
        return self._keys[name]

    def _key(self, figure: Figure) -> Key:
        fact = fact_of(figure)
        year = fact.year
        titled = self.document.profile.fiscal_year
        if year is not None and year == titled != self.year and not any(e.role == "period" for e in fact.evidence):
            year = self.year  # taken from a title that is wrong
        if fact.measure == "上年决算数" and year is not None and year == self.year:
            year -= 1
        return Key(STAGES.get(fact.measure or "", fact.measure), year, fact.entity, fact.project)

    def place(self, figure: Figure) -> int:
        """The number of the table, or of the sentence, that a figure stands in."""
        fact = fact_of(figure)
        if fact.basis == "table":
            cell = figure.evidence.cell
            return cell.table if cell is not None else 0
        return self.sentence(figure.evidence.start)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a source offset."""
        return bisect_right(self._ends, at)

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self.document.source_text)]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Figures that may be added up: same table or sentence, measure, year, entity and project. Tables come first."""
        found: dict[tuple[str, int, str | None, Key], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            fact = fact_of(figure)
            if fact.measure != "人均":
                found[fact.basis, self.place(figure), fact.measure, self.key(figure)].append(figure)
        groups = [
            Group(basis, place, key, measure, tuple(figures)) for (basis, place, measure, key), figures in found.items()
        ]
        return tuple(sorted(groups, key=lambda group: group.basis != "table"))

    def amounts(self, item: str, stage: str | None = None, year: int | None = None) -> list[Figure]:
        """The unit's own figures of an item (no branch, no project), of a stage and year where given; tables first."""
        found = [
            figure
            for figure in self.by_item.get(item, ())
            if (key := self.key(figure)).entity is None
            and key.project is None
            and (stage is None or key.stage == stage)
            and (year is None or key.year == year)
        ]
        return sorted(found, key=lambda figure: fact_of(figure).basis != "table")

    def amount(self, item: str, stage: str, year: int | None) -> Figure | None:
        """The unit's own figure of an item; None where there is none, or where figures of one table contradict."""
        found = self.amounts(item, stage, year)
        if not found or year is None:
            return None
        same = [figure for figure in found if fact_of(figure).basis == fact_of(found[0]).basis]
        return found[0] if all(figure.base == same[0].base for figure in same) else None

    # ------------------------------------------------------------------------------------------ indicators, text

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of indicator and scoring tables, with a quotation for each cell."""
        indicators = [record for record in self.document.records if isinstance(record, IndicatorRecord)]
        return rows_of(self.document, self.quoter, indicators)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Rows by form: a table that goes on over a page is one form."""
        return Sheet.split(self.rows)

    @property
    def text(self) -> str:
        """The clean text."""
        return self.document.text.text

    def quote(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Evidence for an interval of the clean text; empty where nothing of the source stands behind it."""
        try:
            return tuple(self.quoter.quote("value", start, end))
        except ValueError:
            return ()

    def labels(self, number: int) -> frozenset[str]:
        """The finance items that cells of a table name, filled or blank beside them."""
        if number not in self._labels:
            table = self.table(number)
            cells = () if table is None else table.cells
            names = {self.document.cell_text(cell) for cell in cells if cell.end - cell.start <= 40}
            found = (finance().find(name, fuzzy=False) for name in names if name)
            self._labels[number] = frozenset(match.name for match in found if match is not None)
        return self._labels[number]

    def table(self, number: int) -> Table | None:
        """A table by its number."""
        return self.document.tables[number - 1] if 1 <= number <= len(self.document.tables) else None

    def guessed(self, evidence: Evidence) -> bool:
        """Whether a quotation stands in a table whose cells were guessed from flattened text."""
        table = self.table(evidence.cell.table) if evidence.cell is not None else None
        return table is not None and "cells-guessed" in table.doubts

    def unsure(self, record: RecordBase) -> bool:
        """Whether a record's place in its row is uncertain, in a table whose cells were guessed."""
        return self.guessed(record.evidence[0]) and not _GUESSED.isdisjoint(record.signals.notes)

    def draft(
        self, rule: Rule, message: str, evidence: Sequence[Evidence], about: Sequence[RecordBase] = (), **keys: object
    ) -> Iterator[Draft]:
        """One draft, or none where the rule is switched off or nothing can be quoted."""
        if rule.severity != "off" and evidence:
            yield Draft(rule, message, tuple(evidence), tuple(about), **keys)  # type: ignore[arg-type]
