"""Pairs gold items with records: what counts as found, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jixiao.document.gold import ASKED_FIELDS
from jixiao.evaluate.likeness import equal_numbers, near, spelling

Item = dict[str, Any]

KINDS: dict[str, str] = {
    "field": "fields", "section": "sections", "fact": "finance", "indicator": "indicators", "quantity": "quantities",
    "date": "dates", "claim": "claims", "finding": "findings",
}  # fmt: skip
"""Kind of record to the list of gold that holds it."""

PARTS: dict[str, tuple[str, ...]] = {
    "section": ("level", "canonical", "number"), "fact": ("entity", "measure"),
    "indicator": ("level1", "level2", "canonical"), "quantity": ("unit", "dimension"),
    "claim": ("year", "bound", "change"), "finding": ("rule", "severity"),
}  # fmt: skip
"""What is looked at besides, once a pair is found."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BUDGET = {
    "预算数": {"预算数", "年初预算数", None},
    "决算数": {"决算数", "全年执行数", None},
    "全年执行数": {"决算数", "全年执行数", None},
}


@dataclass(frozen=True, slots=True)
class Pairing:
    """What came of one kind in one document."""

    found: list[tuple[Item, Item]]
    missed: list[Item]
    extra: list[Item]


def spans(record: Item) -> list[tuple[int, int]]:
    """Where a record's evidence stands."""
    return [(e["start"], e["end"]) for e in record.get("evidence", ()) if e.get("start") is not None]


def _touches(gold: Item, record: Item) -> bool:
    return any(start < gold["end"] and gold["start"] < end for start, end in spans(record))


def _covers(gold: Item, record: Item) -> bool:
    for start, end in spans(record):
        common = min(end, gold["end"]) - max(start, gold["start"])
        union = max(end, gold["end"]) - min(start, gold["start"])
        if common > 0 and 2 * common >= union:
            return True
    return False


def _field(gold: Item, record: Item, by_value: bool) -> bool:
    return bool(gold["name"] == record.get("name")) and spelling(gold["value"]) == spelling(record.get("value"))


def _section(gold: Item, record: Item, by_value: bool) -> bool:
    return (by_value or _touches(gold, record)) and near(gold["title"], record.get("title"), 0.85, 0.85)


def _fact(gold: Item, record: Item, by_value: bool) -> bool:
    if not (by_value or _touches(gold, record)):
        return False
    if not equal_numbers(gold["value"], record.get("value")) or spelling(gold["unit"]) != spelling(record.get("unit")):
        return False
    if gold.get("year") not in (None, record.get("year")) or not _measure_agrees(gold, record.get("measure")):
        return False
    names = [(g, r) for g in (gold["item"], gold.get("raw_item")) for r in (record.get("item"), record.get("raw_item"))]
    return any(near(g, r, 0.6, 0.4) for g, r in names if g and r)


def _measure_agrees(gold: Item, measure: str | None) -> bool:
    """The column counts where a form prints it; in prose the measure is free."""
    wanted = gold.get("measure")
    if wanted is None or gold.get("source") != "table":
        return True
    return measure in _BUDGET.get(wanted, {wanted})


def _indicator(gold: Item, record: Item, by_value: bool) -> bool:
    if not (by_value or _touches(gold, record)):
        return False
    names = [next((row[k] for k in ("level3", "level2", "level1") if row.get(k)), None) for row in (gold, record)]
    return (
        near(names[0], names[1], 0.85, 0.7)
        and all(spelling(gold.get(key)) == spelling(record.get(key)) for key in ("target", "actual"))
        and all(equal_numbers(gold.get(key), record.get(key)) for key in ("weight", "score"))
    )


def _quantity(gold: Item, record: Item, by_value: bool) -> bool:
    return (
        (by_value or _covers(gold, record))
        and gold["bound"] == record.get("bound")
        and spelling(gold.get("base_unit")) == spelling(record.get("base_unit"))
        and all(equal_numbers(gold.get(key), record.get(key)) for key in ("base_low", "base_high"))
    )


def _date(gold: Item, record: Item, by_value: bool) -> bool:
    return (by_value or _touches(gold, record)) and gold.get("iso") == record.get("iso")


def _claim(gold: Item, record: Item, by_value: bool) -> bool:
    return (
        (by_value or _touches(gold, record))
        and equal_numbers(gold.get("value"), record.get("value"))
        and spelling(gold.get("unit")) == spelling(record.get("unit"))
        and near(gold["subject"], record.get("subject"), 0.5, 0.4)
        and gold.get("role") == record.get("role")
    )


def _finding(gold: Item, record: Item, by_value: bool) -> bool:
    """The same rule about one of the same numbers, or most of the numbers whatever the rule is called."""
    evidence = record.get("evidence", [])
    if len(evidence) > 2 * len(gold["quotes"]) + 2:
        return False
    if by_value or not gold.get("spans"):
        quotes = [quote for quote in gold["quotes"] if _NUMBER.search(quote)] or gold["quotes"]
        texts = [spelling(e.get("text")) for e in evidence]
        numbers = {number for text in texts for number in _NUMBER.findall(text)}
        hits = [
            any(number in numbers for number in _NUMBER.findall(spelling(quote)))
            or any(spelling(quote) in text for text in texts)
            for quote in quotes
        ]
    else:
        places = spans(record)
        hits = [any(start < b and a < end for start, end in places) for a, b in gold["spans"]]
    right = sum(hits)
    return right >= 1 and (gold["rule"] == record.get("rule") or 2 * right >= len(hits))


_FITS: dict[str, Callable[[Item, Item, bool], bool]] = {
    "field": _field, "section": _section, "fact": _fact, "indicator": _indicator, "quantity": _quantity, "date": _date,
    "claim": _claim, "finding": _finding,
}  # fmt: skip


def fits(kind: str, gold: Item, record: Item, by_value: bool = False) -> bool:
    """Whether a record is the gold item. Raises ``KeyError`` for an unknown kind."""
    return _FITS[kind](gold, record, by_value)


def part_right(key: str, gold: Item, record: Item) -> bool:
    """Whether a further part of a pair agrees."""
    wanted, given = gold.get(key), record.get(key)
    if key != "change":
        return spelling(wanted) == spelling(given)
    if wanted is None or given is None:
        return wanted is None and given is None
    return bool(wanted.get("direction") == given.get("direction")) and equal_numbers(
        wanted.get("value"), given.get("value")
    )


def contradicts(key: str, gold: Item, record: Item) -> bool:
    """Whether a further part says something else than gold.

    As ``part_right``, but a measure in prose, which the contract leaves free, is wrong only where it means another stage
    of the budget: 年初预算数 for 全年预算数, 决算数 for 预算数; 预算数 alone says less than 年初预算数 and contradicts nothing.
    A change without a figure of its own (由5件降到3件: the direction, and where it began) says more than gold that leaves it
    out, and contradicts nothing either.
    """
    if key == "change" and gold.get(key) is None and record.get(key) and record[key].get("value") is None:
        return False
    if key != "measure":
        return not part_right(key, gold, record)
    return _other_stage(gold.get("measure"), record.get("measure"))


_STAGES = (
    frozenset({"预算数", "年初预算数"}),
    frozenset({"预算数", "全年预算数"}),
    frozenset({"决算数", "全年执行数"}),
)


def _other_stage(wanted: str | None, given: str | None) -> bool:
    if wanted is None or given is None or wanted == given:
        return False
    return not any({wanted, given} <= stage for stage in _STAGES)


def asked(kind: str, golds: list[Item]) -> list[Item]:
    """Gold items of a kind; findings of severity ``info`` are optional, as reviewers differ there."""
    if kind != "finding":
        return golds
    return [{**gold, "optional": bool(gold.get("optional")) or gold["severity"] == "info"} for gold in golds]


def judged(kind: str, records: list[Item]) -> list[Item]:
    """The records of a kind that gold has an opinion about."""
    if kind == "claim":
        return [record for record in records if record.get("value") is not None]
    if kind == "field":
        return [record for record in records if record.get("name") in ASKED_FIELDS]
    if kind == "finding":
        return [record for record in records if record.get("severity") != "info"]
    return records


def pair(kind: str, golds: list[Item], records: list[Item], by_value: bool = False, *, whole: bool = False) -> Pairing:
    """Give each gold item one record: exact in every part first, then the rest; asked-for before optional.

    An optional item that takes a record makes neither a hit nor an extra. So the annotators' scorer pairs. ``whole``:
    where that leaves an item without a record though every item could have one, the others move up (Berge 1957):
    which of two equal amounts was given away first does not make the other wrong.
    """
    order = sorted(range(len(records)), key=lambda i: (spans(records[i]) or [(0, 0)])[0])
    rank = {i: position for position, i in enumerate(order)}
    candidates = _candidates(kind, golds, records, by_value)
    taken: dict[int, int] = {}
    free = set(order)
    priority = sorted(range(len(golds)), key=lambda g: bool(golds[g].get("optional")))
    parts = PARTS.get(kind, ())
    for exact in (True, False):
        for g in priority:
            if g in taken:
                continue
            for i in sorted(candidates[g] & free, key=rank.__getitem__):
                if not exact or all(part_right(part, golds[g], records[i]) for part in parts):
                    taken[g] = i
                    free.discard(i)
                    break
    if whole:
        owner = {i: g for g, i in taken.items()}
        for g in priority:
            if g not in taken:
                _move_up(g, candidates, owner, set())
        taken = {g: i for i, g in owner.items()}
        free = set(order) - set(owner)
    wanted = [g for g in range(len(golds)) if not golds[g].get("optional")]
    return Pairing(
        [(golds[g], records[taken[g]]) for g in wanted if g in taken],
        [golds[g] for g in wanted if g not in taken],
        [records[i] for i in order if i in free],
    )


def _move_up(g: int, candidates: list[set[int]], owner: dict[int, int], tried: set[int]) -> bool:
    """Find a record for gold item ``g``, moving the owners of records to others of theirs; whether there was one."""
    for i in sorted(candidates[g] - tried):
        tried.add(i)
        if i not in owner or _move_up(owner[i], candidates, owner, tried):
            owner[i] = g
            return True
    return False


def _candidates(kind: str, golds: list[Item], records: list[Item], by_value: bool) -> list[set[int]]:
    """For each gold item, the records that fit it."""
    return [{i for i, record in enumerate(records) if fits(kind, gold, record, by_value)} for gold in golds]
