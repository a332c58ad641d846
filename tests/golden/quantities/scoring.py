"""Compares readings with the sentences of this folder: how many values, and how many values with unit and bound, are right.

An item is found where a reading covers at least half of the union of both spans. Keys that the sentence leaves ``open``
are not compared; ``optional`` items are neither asked for nor held against a reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Item = Mapping[str, Any]
VALUE = ("base_low", "base_high")
FULL = (*VALUE, "bound", "base_unit", "unit", "dimension")


def sentences(name: str) -> list[dict[str, Any]]:
    """The sentences of ``suite`` or ``blind``, numbers as Decimal."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line, parse_float=Decimal, parse_int=int) for line in lines if line]


@dataclass
class Tally:
    """Right, found and asked for, with the misses and false alarms in words."""

    right: int = 0
    found: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.asked) if self.found + self.asked else 1.0


def same(key: str, a: Any, b: Any) -> bool:
    """Whether two values of a key are the same: numbers within rounding, the rest exactly."""
    if a is None or b is None or isinstance(a, str):
        return (a or None) == (b or None)
    return abs(Decimal(a) - Decimal(b)) <= Decimal("0.00001") * max(Decimal(1), abs(Decimal(a)), abs(Decimal(b)))


def covers(a: Item, b: Item) -> bool:
    """Whether two spans share at least half of their union."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return shared > 0 and 2 * shared >= max(a["end"], b["end"]) - min(a["start"], b["start"])


def tally(
    rows: Iterable[Mapping[str, Any]],
    read: Callable[[Mapping[str, Any]], Sequence[Item]],
    kind: str,
    keys: Sequence[str],
) -> Tally:
    """Reads every sentence and compares ``keys`` of what was found with the sentence's items of ``kind``."""
    made = Tally()
    for row in rows:
        readings = list(read(row))
        free = set(range(len(readings)))
        for item in sorted(row[kind], key=lambda i: bool(i.get("optional"))):
            compared = [key for key in keys if key not in item.get("open", ())]
            hit = next(
                (
                    n
                    for n in sorted(free)
                    if covers(item, readings[n]) and all(same(k, item[k], readings[n].get(k)) for k in compared)
                ),
                None,
            )
            if item.get("optional"):
                near = hit if hit is not None else next((n for n in sorted(free) if covers(item, readings[n])), None)
                free.discard(-1 if near is None else near)
                continue
            made.asked += 1
            if hit is None:
                wanted = {key: str(item[key]) for key in ("text", *compared)}
                made.faults.append(f"{row['id']} missed {wanted} in {row['text']!r}")
            else:
                made.right += 1
                made.found += 1
                free.discard(hit)
        for number in sorted(free):
            made.found += 1
            read_as = {key: str(readings[number].get(key)) for key in ("text", *keys)}
            made.faults.append(f"{row['id']} false {read_as} in {row['text']!r}")
    return made
