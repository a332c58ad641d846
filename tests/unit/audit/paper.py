"""Writes small reports for the rules to read: text, tables and records that quote them, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.stage import findings
from jixiao.document.document import Block, Cell, Document, Heading, Page, Profile, Section, Source, Table
from jixiao.document.evidence import Quoter
from jixiao.document.records import (
    Change,
    ClaimRecord,
    DateRecord,
    FactRecord,
    FieldRecord,
    IndicatorRecord,
    QuantityRecord,
    QuantityValue,
    Record,
    Signals,
)
from jixiao.document.trace import TracedText
from jixiao.extraction.facts_lexicon import finance
from jixiao.numbers import find_quantities
from jixiao.numbers.units import unit_info

SHA = "a1" * 32


@dataclass
class Paper:
    """A report that grows as a test writes it. Every method returns the paper, so that calls can be chained."""

    year: int | None = 2022
    unit: str | None = "青禾县水务局"
    _text: str = ""
    _wanted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _cells: dict[int, list[Cell]] = field(default_factory=dict)
    _row: int = 0
    _table: int = 1
    _doubts: tuple[str, ...] = ()
    _sections: list[Section] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------------ writing

    def _put(self, text: str, end: str = "\n") -> tuple[int, int]:
        start = len(self._text)
        self._text += text + end
        return start, start + len(text)

    def _cell(self, text: str, column: int, row: int | None = None) -> tuple[int, int]:
        span = self._put(text, "\t")
        self._cells.setdefault(self._table, []).append(Cell(row or self._row, column, *span))
        return span

    def table(self, *doubts: str) -> Paper:
        """Begin another table."""
        self._table += 1
        self._row = 0
        self._doubts = doubts
        self._text += "\n"
        return self

    def cells(self, *texts: str) -> Paper:
        """A row of cells that are no records."""
        self._row += 1
        for column, text in enumerate(texts, 1):
            self._cell(text, column)
        self._text += "\n"
        return self

    def row(
        self,
        item: str,
        *amounts: tuple[str, str],
        year: int | None = 2022,
        unit: str = "万元",
        label: str = "",
        **keys: Any,
    ) -> Paper:
        """A table row: an item, then (measure, printed amount) for each column; a blank amount makes no fact."""
        self._row += 1
        name = self._cell(label or item, 1)
        for column, (measure, printed) in enumerate(amounts, 2):
            at = year
            if measure.startswith("上年"):
                measure, at = measure[2:], None if year is None else year - 1
            span = self._cell(printed, column)
            if printed:
                self._wanted.append(
                    (
                        "fact",
                        {
                            "span": span,
                            "name": name,
                            "item": item,
                            "measure": measure or None,
                            "year": at,
                            "unit": unit,
                            "basis": "table",
                            **keys,
                        },
                    )
                )
        self._text += "\n"
        return self

    def prose(
        self, text: str, *facts: tuple[str, str, str], year: int | None = 2022, measure: str = "决算数", **keys: Any
    ) -> Paper:
        """A paragraph; ``facts`` are (item, printed amount, measure or "") found in it, in order."""
        start, end = self._put(text)
        self._blocks.append(Block("paragraph", start, end))
        at = start
        for item, printed, own in facts:
            at = self._text.index(printed, at)
            number = printed.rstrip("万亿元")
            unit = printed[len(number) :] or "元"
            self._wanted.append(
                (
                    "fact",
                    {
                        "span": (at, at + len(printed)),
                        "name": None,
                        "item": item,
                        "measure": own or measure,
                        "year": year,
                        "unit": unit,
                        "basis": "narrative",
                        **keys,
                    },
                )
            )
            at += len(printed)
        return self

    def field(self, name: str, value: Any, printed: str | None = None) -> Paper:
        """A field with its label on a line."""
        raw = printed if printed is not None else str(value)
        self._put(f"{name}：", "")
        span = self._put(raw)
        self._wanted.append(
            (
                "field",
                {"span": span, "name": name, "value": Decimal(value) if isinstance(value, int) else value, "raw": raw},
            )
        )
        return self

    def indicator(
        self, name: str | None, target: str | None = None, actual: str | None = None, weight: str | None = None, score: str | None = None,
        note: str | None = None, **keys: Any,
    ) -> Paper:  # fmt: skip
        """A row of an indicator form; ``keys``: level1, level2, canonical, direction, attained, table, project."""
        self._row += 1
        spans = {}
        columns = {
            "level1": keys.get("level1"),
            "level2": keys.get("level2"),
            "name": name,
            "target": target,
            "actual": actual,
            "weight": weight,
            "score": score,
            "note": note,
        }
        for column, (role, text) in enumerate(columns.items(), 1):
            spans[role] = self._cell(text or "", column)
        self._text += "\n"
        self._wanted.append(("indicator", {"spans": spans, "texts": columns, "keys": keys}))
        return self

    def claim(self, text: str, **keys: Any) -> Paper:
        """A sentence that is a claim."""
        span = self._put(text)
        self._wanted.append(("claim", {"span": span, **keys}))
        return self

    def day(self, text: str, printed: str, iso: str) -> Paper:
        """A sentence with a date in it."""
        start, _ = self._put(text)
        at = start + text.index(printed)
        self._wanted.append(("date", {"span": (at, at + len(printed)), "iso": iso}))
        return self

    def heading(
        self,
        number: str,
        title: str,
        ordinal: int | None,
        scheme: str = "han",
        parent: int | None = None,
        canonical: str | None = None,
    ) -> Paper:
        """A heading with its place in the tree."""
        start, end = self._put(number + title)
        self._sections.append(
            Section(
                start,
                end,
                end,
                title,
                (start + len(number), end),
                number,
                1 if parent is None else 2,
                canonical,
                parent,
            )
        )
        self._headings.append(Heading(start, end, start + len(number), end, number, scheme, ordinal))  # type: ignore[arg-type]
        return self

    # ------------------------------------------------------------------------------------------------ reading

    def document(self) -> Document:
        """The report with its records, as extraction would hand it on."""
        tables = tuple(
            Table(
                number, min(c.start for c in cells), max(c.end for c in cells), max(c.row for c in cells), max(c.column for c in cells),
                tuple(sorted(cells, key=lambda c: (c.row, c.column))), doubts=self._doubts if number == self._table else (),
            )
            for number, cells in sorted(self._cells.items())
        )  # fmt: skip
        renumbered = tuple(
            Table(at, t.start, t.end, t.rows, t.columns, t.cells, doubts=t.doubts) for at, t in enumerate(tables, 1)
        )
        edges = {edge for table in renumbered for cell in table.cells for edge in (cell.start, cell.end)}
        document = Document(
            source=Source("报告.txt", SHA, "text/plain", "text"), source_text=self._text, pages=(Page(1, 0, len(self._text)),),
            text=TracedText.of(self._text), tables=renumbered, blocks=tuple(self._blocks), sections=tuple(self._sections),
            headings=tuple(self._headings), profile=Profile("标题", self.unit, self.year),
            quantities=find_quantities(self._text, edges=sorted(edges)),
        )  # fmt: skip
        quoter = Quoter(document)
        records: list[Record] = [self._record(quoter, kind, keys) for kind, keys in self._wanted]
        records += [self._quantity(quoter, measure) for measure in document.quantities]
        return document.having(records=tuple(sorted(records, key=lambda r: (r.evidence[0].start, r.record_id))))

    def ledger(self) -> Ledger:
        """What the rules read."""
        return Ledger(self.document())

    def found(self, rule: str | None = None) -> list[Draft]:
        """What the rules say, or one rule of them."""
        return [draft for draft in findings(self.ledger()) if rule in (None, draft.rule.id)]

    def _record(self, quoter: Quoter, kind: str, keys: dict[str, Any]) -> Record:
        if kind == "indicator":
            return self._indicator(quoter, keys)
        evidence = quoter.quote("value", *keys["span"])
        at = keys["span"][0]
        if kind == "field":
            return quoter.make(FieldRecord, evidence, at=at, name=keys["name"], value=keys["value"], raw=keys["raw"])
        if kind == "date":
            return quoter.make(DateRecord, evidence, at=at, iso=keys["iso"], resolved=None, precision="day")
        if kind == "claim":
            rest = {name: value for name, value in keys.items() if name != "span"}
            change = rest.pop("growth", None)
            made = (
                None
                if change is None
                else Change(kind="同比", direction="up", value=Decimal(change), unit="%", baseline=None)
            )
            return quoter.make(
                ClaimRecord, evidence, at=at, indicator=None, type="value", bound="exact", year=rest.pop("year", 2022), change=made,
                **{"value": Decimal(rest.pop("value")), **rest},
            )  # fmt: skip
        printed = self._text[slice(*keys["span"])]
        number = "".join(c for c in printed if c.isdigit() or c in ".-")
        factor = unit_info(keys["unit"]).factor
        if keys["name"] is not None:
            evidence += quoter.quote("name", *keys["name"])
        return quoter.make(
            FactRecord, evidence, at=at, item=keys["item"], raw_item=keys.get("raw_item", keys["item"]), measure=keys["measure"],
            year=keys["year"], entity=keys.get("entity"), project=keys.get("project"), value=Decimal(number), unit=keys["unit"],
            value_yuan=Decimal(number) * factor, basis=keys["basis"], signals=Signals(notes=keys.get("notes", ())),
        )  # fmt: skip

    def _indicator(self, quoter: Quoter, given: dict[str, Any]) -> IndicatorRecord:
        spans, texts, keys = given["spans"], given["texts"], given["keys"]
        order = ["actual", "name", "target", "weight", "score", "note"]
        evidence = []
        for role in order:
            if texts[role]:
                evidence += quoter.quote(
                    "value" if not evidence else "name" if role == "name" else "context", *spans[role]
                )
        if not evidence:
            evidence = quoter.quote("value", *spans["level1"])
        values = {
            f"{role}_quantities": tuple(_value(m) for m in find_quantities(texts[role] or ""))
            for role in ("target", "actual")
        }
        return quoter.make(
            IndicatorRecord, evidence, at=evidence[0].start, table=keys.get("table", "自评表"), level1=keys.get("level1"),
            level2=keys.get("level2"), level3=texts["name"], canonical=keys.get("canonical"), project=keys.get("project"),
            target=texts["target"], actual=texts["actual"], weight=_decimal(texts["weight"]), score=_decimal(texts["score"]),
            note=texts["note"], operator=None, unit=None, direction=keys.get("direction"), attained=keys.get("attained"),
            signals=Signals(notes=keys.get("notes", ())), **values,
        )  # fmt: skip

    def _quantity(self, quoter: Quoter, measure: Any) -> QuantityRecord:
        value = _value(measure)
        return quoter.make(
            QuantityRecord, quoter.quote("value", measure.start, measure.end), at=measure.start, **value.model_dump()
        )


def _value(measure: Any) -> QuantityValue:
    names = ("low", "high", "unit", "dimension", "bound", "base_low", "base_high", "base_unit")
    return QuantityValue(**{name: getattr(measure, name) for name in names})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def known(item: str) -> bool:
    """Whether an item is canonical."""
    return item in finance().items
