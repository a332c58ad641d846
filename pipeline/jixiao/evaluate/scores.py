"""Precision, recall and F1 with bootstrap intervals, over any grouping of documents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.evaluate.loading import Judged
from jixiao.evaluate.matching import KINDS, PARTS, Item, Pairing, asked, judged, pair, part_right


@dataclass(frozen=True, slots=True)
class Count:
    """Hits, records that were judged, gold items that were asked for."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of records that are right; 0 where there is none."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0 where there is none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """What came of one document, kind by kind."""

    judged: Judged
    counts: dict[str, Count]
    parts: dict[tuple[str, str], tuple[int, int]]
    pairings: dict[str, Pairing] = field(repr=False)


def score_document(document: Judged, by_value: bool, kinds: Iterable[str] = tuple(KINDS)) -> DocumentScore:
    """Pair every kind of one document."""
    counts: dict[str, Count] = {}
    parts: dict[tuple[str, str], tuple[int, int]] = {}
    pairings: dict[str, Pairing] = {}
    for kind in kinds:
        golds = asked(kind, document.gold.get(KINDS[kind], []))
        result = pair(kind, golds, judged(kind, document.records.get(kind, [])), by_value)
        hits = len(result.found)
        counts[kind] = Count(hits, hits + len(result.extra), hits + len(result.missed))
        pairings[kind] = result
        for part in PARTS.get(kind, ()):
            parts[kind, part] = (sum(part_right(part, g, r) for g, r in result.found), hits)
    return DocumentScore(document, counts, parts, pairings)


def total(scores: Iterable[DocumentScore], kind: str) -> Count:
    """The counts of a kind over documents."""
    return sum((score.counts.get(kind, Count()) for score in scores), Count())


def parts_right(scores: Sequence[DocumentScore]) -> dict[str, float]:
    """Of the pairs found, the share that is right in each further part: ``section.level`` …."""
    sums: dict[tuple[str, str], list[int]] = {}
    for score in scores:
        for key, (right, pairs) in score.parts.items():
            row = sums.setdefault(key, [0, 0])
            row[0] += right
            row[1] += pairs
    return {f"{kind}.{part}": right / pairs for (kind, part), (right, pairs) in sums.items() if pairs}


def interval(
    scores: Sequence[DocumentScore], kind: str, measure: Callable[[Count], float] = lambda count: count.f1,
    rounds: int = 1000, level: float = 0.95, seed: int = 20,
) -> tuple[float, float]:  # fmt: skip
    """A bootstrap percentile interval of a measure, resampling whole documents (the errors of one hang together)."""
    counts = [
        score.counts[kind]
        for score in scores
        if kind in score.counts and (score.counts[kind].gold or score.counts[kind].found)
    ]
    if not counts:
        return (0.0, 0.0)
    rng = random.Random(seed)  # noqa: S311 - reproducible resampling, no secrets
    values = sorted(measure(sum(rng.choices(counts, k=len(counts)), Count())) for _ in range(rounds))
    tail = (1 - level) / 2
    return values[int(tail * rounds)], values[min(rounds - 1, int((1 - tail) * rounds))]


def grouped(scores: Sequence[DocumentScore], key: Callable[[Judged], str]) -> dict[str, list[DocumentScore]]:
    """Documents by family, format or what else the key says, in the order of the names."""
    groups: dict[str, list[DocumentScore]] = {}
    for score in scores:
        groups.setdefault(key(score.judged), []).append(score)
    return dict(sorted(groups.items()))


def confusions(scores: Sequence[DocumentScore], kind: str, most: int = 20) -> list[tuple[str, str, int]]:
    """What was written where something else was meant: (gold, record, times) of misses and extras at one place."""
    counted: Counter[tuple[str, str]] = Counter()
    for score in scores:
        pairing = score.pairings[kind]
        left = list(pairing.extra)
        for gold in pairing.missed:
            near = next((record for record in left if _same_place(gold, record)), None)
            if near is not None:
                left.remove(near)
                counted[_difference(kind, gold, near)] += 1
    return [(wanted, given, times) for (wanted, given), times in counted.most_common(most)]


def _same_place(gold: Item, record: Item) -> bool:
    if "start" not in gold:
        return False
    return any(
        e.get("start") is not None and e["start"] < gold["end"] and gold["start"] < e["end"]
        for e in record.get("evidence", ())[:1]
    )


COMPARED = {
    "field": ("name", "value"), "section": ("title",), "fact": ("item", "measure", "year", "value", "unit"),
    "indicator": ("level3", "target", "actual", "weight", "score"), "quantity": ("bound", "base_unit", "base_low", "base_high"),
    "date": ("iso",), "claim": ("subject", "value", "unit", "role"), "finding": ("rule",),
}  # fmt: skip


def _difference(kind: str, gold: Item, record: Item) -> tuple[str, str]:
    """Only the keys that differ, as ``key=value``."""
    keys = [key for key in COMPARED[kind] if not part_right(key, gold, record)] or list(COMPARED[kind][:1])
    return tuple("; ".join(f"{key}={row.get(key)}" for key in keys) for row in (gold, record))  # type: ignore[return-value]
