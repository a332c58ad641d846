"""What a record says in a few words, for lists on the terminal and on the report page."""

from __future__ import annotations

from decimal import Decimal

from jixiao.document.records import (
    ClaimRecord,
    DateRecord,
    FactRecord,
    FieldRecord,
    FindingRecord,
    IndicatorRecord,
    QuantityRecord,
    QuantityValue,
    Record,
    SectionRecord,
)
from jixiao.emit.json_text import number_text


def content_of(record: Record) -> str:
    """The record's content on one line.

    >>> from jixiao.document.records import DateRecord, Evidence
    >>> quote = Evidence(role="value", page=None, start=0, end=5, text="2022年")
    >>> content_of(DateRecord(record_id="1", doc_id="2", evidence=(quote,), iso="2022", resolved=None, precision="year"))
    '2022'
    """
    match record:
        case FieldRecord():
            return f"{record.name}：{_text(record.value)}"
        case SectionRecord():
            title = heading(record)
            return f"{title} → {record.canonical}" if record.canonical and record.canonical != record.title else title
        case FactRecord():
            names = (record.item, record.measure, str(record.year or ""), record.entity, record.project)
            return f"{' · '.join(name for name in names if name)} = {number_text(record.value)} {record.unit or ''}".rstrip()
        case IndicatorRecord():
            levels = [level for level in (record.level1, record.level2, record.level3) if level]
            cells = (("目标", record.target), ("实际", record.actual), ("分值", record.weight), ("得分", record.score))
            listed = "，".join(f"{name} {_text(cell)}" for name, cell in cells if cell is not None)
            return "：".join(part for part in (" / ".join(levels) or record.canonical or "", listed) if part)
        case QuantityRecord():
            return quantity_words(record)
        case DateRecord():
            return record.iso or (f"→ {record.resolved}" if record.resolved else "—")
        case ClaimRecord():
            value = "" if record.value is None else f" {number_text(record.value)}{record.unit or ''}"
            change = ""
            if record.change is not None:
                arrow = {"up": "↑", "down": "↓", "flat": "→"}[record.change.direction]
                change = f"（{record.change.kind}{arrow}{_text(record.change.value)}{record.change.unit or ''}）"
            return f"{record.subject}{value}{change}"
        case FindingRecord():
            return record.message
    raise TypeError(f"no words for {type(record).__name__}")


def heading(record: SectionRecord) -> str:
    """Number and title as printed, apart where they would run together: 附件1 2023年度…, but 一、基本情况."""
    return f"{record.number}{' ' if record.number[-1:].isalnum() else ''}{record.title}"


def quantity_words(value: QuantityValue) -> str:
    """A quantity as bound, number and unit, with its base where that differs: ``≥ 95 % (0.95)``."""
    sign = {"exact": "", "approx": "≈ ", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "range": ""}[value.bound]
    base = {value.base_low, value.base_high} - {None}
    told = f"{sign}{_between(value.low, value.high)} {value.unit or ''}".rstrip()
    if base and (value.base_unit != value.unit or base != {value.low, value.high} - {None}):
        unit = "" if value.base_unit in (None, "1") else f" {value.base_unit}"
        told += f"（{_between(value.base_low, value.base_high)}{unit}）"
    return told


def _between(low: Decimal | None, high: Decimal | None) -> str:
    known = [number_text(number) for number in (low, high) if number is not None]
    return "–".join(known if low != high else known[:1])


def _text(value: Decimal | str | None) -> str:
    return "" if value is None else number_text(value) if isinstance(value, Decimal) else value
