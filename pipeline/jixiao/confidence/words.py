"""How much of what stands around a record was never seen in training: pairs of Han characters that few documents hold.

A corpus that is written from templates flatters whoever learns from it. Where a report's words are new to the model, the
templates say little about it; records in new words are therefore a case of their own (a measure of domain shift, in the
simplest form: the share of unseen character bigrams).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate

_HAN = re.compile(r"[一-鿿]+")
_BEFORE, _BEHIND = 24, 8
LEAST_DOCUMENTS = 2
"""A pair is familiar where so many documents of the training hold it."""


class Words:
    """The pairs of neighbouring Han characters of a text, by place."""

    def __init__(self, text: str) -> None:
        self.size = len(text)
        self.places: list[int] = []
        self.pairs: list[str] = []
        for run in _HAN.finditer(text):
            start, words = run.start(), run[0]
            self.places.extend(range(start, start + len(words) - 1))
            self.pairs.extend(map(str.__add__, words, words[1:]))

    def against(self, familiar: Collection[str]) -> Novelty:
        """How new these words are to somebody to whom ``familiar`` pairs are not."""
        here, new = bytearray(self.size + 1), bytearray(self.size + 1)
        for place, pair in zip(self.places, self.pairs, strict=True):
            here[place] = 1
            if pair not in familiar:
                new[place] = 1
        return Novelty([0, *accumulate(here)], [0, *accumulate(new)])


@dataclass(frozen=True, slots=True)
class Novelty:
    """Shares of unseen pairs, 0 (all is familiar) to 1."""

    counted: list[int]
    unseen: list[int]

    @property
    def whole(self) -> float | None:
        """Of the whole text; None where it has no Han pair.

        >>> Words("预算执行率").against({"预算", "算执", "执行"}).whole
        0.25
        """
        return self.unseen[-1] / self.counted[-1] if self.counted[-1] else None

    def around(self, start: int, end: int) -> float | None:
        """Of the words before and behind a span; None where there are none."""
        first, last = max(0, start - _BEFORE), min(len(self.counted) - 1, end + _BEHIND)
        count = self.counted[last] - self.counted[first]
        return (self.unseen[last] - self.unseen[first]) / count if count else None


def documents_holding(texts: Iterable[Words]) -> Counter[str]:
    """Pair -> number of texts that hold it."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(set(text.pairs))
    return found
