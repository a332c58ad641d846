"""Sentences with their quantities, for rules that read what the prose says about numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.audit.figures import places_of
from jixiao.audit.ledger import Ledger
from jixiao.document.measures import Measure
from jixiao.document.records import Evidence, QuantityRecord, RecordBase

_END = re.compile(r"[。！？\n]")
_CUT = re.compile(r"\d[.．]?\s*$")
"""Before a quantity: its number began on the line before, what is left of it counts something else."""
_OPENS = re.compile(
    r"[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十]+|附件|目标\d|任务\d|指标\d|[|])"
)
"""What begins a line of its own."""
_WRAPPED = 18
"""A shorter line was not broken by the width of a page."""
_OF_WHICH = re.compile(r"\s*其中")
_LOOKED_BACK = 20
"""Characters looked back for one that is wanted: there may be blanks between them."""


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
        end = measure.start - self.start
        near = self.text[max(0, end - _LOOKED_BACK * width) : end]  # the words of a whole endless line are never needed
        return "".join(near.split())[-width:]


def sentences(ledger: Ledger) -> tuple[Sentence, ...]:
    """The sentences with at least one quantity, in reading order; each line of a cell is one too.

    A line that breaks in the middle of a sentence does not end it: 占⏎57.07%. What begins with 其中 belongs to the
    sentence before it.
    """
    return ledger.once("sentences", lambda: tuple(_sentences(ledger)))


def _sentences(ledger: Ledger) -> Iterator[Sentence]:
    text = ledger.text
    measures = sorted(ledger.document.quantities, key=lambda m: m.start)
    records = {(record.evidence[0].start, record.evidence[0].end): record for record in ledger.quantities}
    ends = _ends(text)
    at = 0
    while at < len(measures):
        place = bisect_right(ends, measures[at].start)
        start = ends[place - 1] if place else 0
        end = ends[min(place, len(ends) - 1)] if ends else len(text)
        held: list[Said] = []
        while at < len(measures) and (measures[at].start < end or not held):
            quoted = ledger.quote(measures[at].start, measures[at].end)
            if len(quoted) == 1 and not _CUT.search(text, max(0, measures[at].start - 4), measures[at].start):
                held.append(Said(measures[at], quoted[0], records.get((quoted[0].start, quoted[0].end))))
            at += 1
            if measures[at - 1].start >= end:
                break
        if held:
            yield Sentence(
                start, max(end, held[-1].measure.end), text[start : max(end, held[-1].measure.end)], tuple(held)
            )


def _ends(text: str) -> list[int]:
    """Where sentences end, in order; the last is the end of the text."""
    found = []
    for match in _END.finditer(text):
        if _OF_WHICH.match(text, match.end()) or (match[0] == "\n" and _goes_on(text, match.start())):
            continue
        found.append(match.end())
    return [*found, len(text)]


def _goes_on(text: str, at: int) -> bool:
    """Whether the line that breaks here goes on in the next: it is long, and nothing closes it or opens another."""
    begin = text.rfind("\n", 0, at) + 1
    line = text[begin:at].strip()
    if len(line) < _WRAPPED or line[-1] in "。！？；：:;" or "\t" in line:
        return False
    stop = text.find("\n", at + 1)
    following = text[at + 1 : len(text) if stop < 0 else stop]
    return bool(following.strip()) and "\t" not in following and not _OPENS.match(following)


def records_of(*said: Said) -> list[RecordBase]:
    """The records of the numbers that have one."""
    return [one.record for one in said if one.record is not None]
