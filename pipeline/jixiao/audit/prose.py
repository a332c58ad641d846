"""Sentences with their quantities, for rules that read what the prose says about numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.audit.figures import places_of
from jixiao.audit.ledger import Ledger
from jixiao.document.measures import Measure
from jixiao.document.records import Evidence, QuantityRecord

_END = re.compile(r"[。！？\n]")
_OF_WHICH = re.compile(r"\s*其中")


@dataclass(frozen=True, slots=True)
class Said:
    """A quantity of a sentence: its measure, its quotation, and its record where there is one."""

    measure: Measure
    evidence: Evidence
    record: QuantityRecord | None

    @property
    def value(self) -> Decimal | None:
        """The one number in base units, None for a range."""
        low, high = self.measure.base_low, self.measure.base_high
        return low if low == high or high is None else high if low is None else None

    @property
    def step(self) -> Decimal:
        """One in the last printed digit, in base units."""
        value = self.measure.low if self.measure.low is not None else self.measure.high
        base = self.value
        places = places_of(self.measure.text, value or Decimal(0))
        factor = base / value if value and base is not None else Decimal(1)
        return abs(factor).scaleb(-places)

    @property
    def places(self) -> int:
        """Printed decimals."""
        return places_of(self.measure.text, self.measure.low or self.measure.high or Decimal(0))

    @property
    def text(self) -> str:
        """The words, blanks dropped."""
        return "".join(self.measure.text.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean text and the quantities in it."""

    start: int
    end: int
    text: str
    said: tuple[Said, ...]

    def between(self, one: Measure | None, other: Measure) -> str:
        """The words between two quantities (from the start of the sentence for None), blanks dropped."""
        begin = self.start if one is None else one.end
        return "".join(self.text[begin - self.start : other.start - self.start].split())

    def before(self, measure: Measure, width: int = 30) -> str:
        """The words before a quantity, blanks dropped."""
        return "".join(self.text[: measure.start - self.start].split())[-width:]


def sentences(ledger: Ledger) -> Iterator[Sentence]:
    """The sentences with at least one quantity, in reading order; each cell line is one too."""
    document = ledger.document
    text = document.text.text
    measures = sorted(document.quantities, key=lambda m: m.start)
    records = {(record.evidence[0].start, record.evidence[0].end): record for record in ledger.quantities}
    at = 0
    while at < len(measures):
        start = max(text.rfind(mark, 0, measures[at].start) for mark in "。！？\n") + 1
        close = _END.search(text, measures[at].end)
        end = len(text) if close is None else close.end()
        if close is not None and (more := _OF_WHICH.match(text, end)):  # 其中 goes on with what was said before
            close = _END.search(text, more.end())
            end = len(text) if close is None else close.end()
        stop = bisect_left([m.start for m in measures[at : at + 400]], end) + at
        held = []
        for measure in measures[at : max(stop, at + 1)]:
            quoted = ledger.quote(measure.start, measure.end)
            if len(quoted) == 1:
                held.append(Said(measure, quoted[0], records.get((quoted[0].start, quoted[0].end))))
        if held:
            yield Sentence(start, end, text[start:end], tuple(held))
        at = max(stop, at + 1)
