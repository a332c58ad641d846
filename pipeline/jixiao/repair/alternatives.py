"""Gives records the other readings that doubtful characters of a scan allow, where numeral grammar accepts them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.document.document import Document
from jixiao.document.records import (
    Alternative,
    DateRecord,
    Evidence,
    FactRecord,
    FieldRecord,
    QuantityRecord,
    Record,
)
from jixiao.numbers import find_dates, find_quantities, parse_amount
from jixiao.repair.confusions import meant_by
from jixiao.repair.glyphs import DOUBTFUL, Scanned

MOST = 3
"""Alternatives of one record: the likeliest come first."""
_NUMBER_CHARACTERS = frozenset("0123456789０１２３４５６７８９.．,，%％-一二三四五六七八九十百千万亿零〇两≥≤")
_LOOK_ALIKE = 0.02
"""Probability that a look-alike of a doubtful character gets where the engine named no rival."""


class AddAlternatives:
    """The stage: adds ``alternatives`` to records of scans; values are never changed here."""

    name = "repair"
    version = "1"

    def __call__(self, document: Document) -> Document:
        """The document, its doubtful records with their other readings."""
        scanned = Scanned(document)
        if not scanned.any:
            return document
        return document.having(records=tuple(_with_readings(record, scanned) for record in document.records))


def _with_readings(record: Record, scanned: Scanned) -> Record:
    if not isinstance(record, QuantityRecord | FactRecord | FieldRecord | DateRecord):
        return record
    value = next((e for e in record.evidence if e.role == "value"), None)
    if value is None:
        return record
    known = {alternative.text for alternative in record.alternatives} | {value.text}
    found: list[tuple[float, Alternative]] = []
    for text, probability, reason in _other_texts(value, scanned):
        if text in known:
            continue
        reading = _read(record, text)
        if reading is not None:
            known.add(text)
            found.append((probability, Alternative(value=reading, text=text, reason=reason)))
    if not found:
        return record
    found.sort(key=lambda item: (-item[0], item[1].text))
    room = max(0, MOST - len(record.alternatives))
    added = tuple(alternative for _, alternative in found[:room])
    return record.having(alternatives=(*record.alternatives, *added))  # type: ignore[return-value]


def _other_texts(value: Evidence, scanned: Scanned) -> Iterator[tuple[str, float, str]]:
    """The quotation with one doubtful character of its number replaced: text, probability, reason."""
    for at, character in enumerate(value.text):
        if character not in _NUMBER_CHARACTERS and character not in "OolIW":
            continue
        doubt = scanned.at(value.start + at)
        if doubt is None or not doubt.doubtful:
            continue
        others = {c: (p, "ocr-rival") for c, p in doubt.rivals}
        if doubt.confidence < DOUBTFUL:
            for meant in meant_by().get(character, ()):
                others.setdefault(meant, (_LOOK_ALIKE, "look-alike"))
        for other, (probability, reason) in others.items():
            if other in _NUMBER_CHARACTERS:
                yield value.text[:at] + other + value.text[at + 1 :], probability, reason


def _read(record: Record, text: str) -> Decimal | str | None:
    """What the record's value would be if this had been read; None where grammar refuses it or nothing changes."""
    if isinstance(record, DateRecord):
        dates = find_dates(text)
        iso = dates[0].iso if len(dates) == 1 else None
        return iso if iso != record.iso else None
    if isinstance(record, QuantityRecord):
        quantities = find_quantities(text)
        if len(quantities) != 1 or quantities[0].text != text.strip():
            return None
        low = quantities[0].low if quantities[0].low is not None else quantities[0].high
        same = (quantities[0].low, quantities[0].high, quantities[0].bound) == (record.low, record.high, record.bound)
        return None if same else low
    current = record.value if isinstance(record, FactRecord | FieldRecord) else None
    if not isinstance(current, Decimal):
        return None
    amount = parse_amount(text)
    if amount is None:
        quantities = find_quantities(text)
        amount = quantities[0].low if len(quantities) == 1 and quantities[0].text == text.strip() else None
    return amount if amount != current else None
