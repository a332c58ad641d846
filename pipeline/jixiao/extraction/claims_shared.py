"""One enumeration of subjects and one of quantities: A、B和C分别为1、2和3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.extraction.claims_clause import GLUE, Phrase, Slot

_EACH = re.compile(r"分别|依次|各自")
_JOIN = re.compile(r"以及|[、和及与]")
LINKING = frozenset("、和及与以或")
"""Delimiters that join things of one kind."""
_SECTORS = re.compile(r"(?:一二三|三次|第?一、第?二、第?三(?:次)?)产业(?:结构)?")
_SECTOR_NAMES = ("第一产业", "第二产业", "第三产业")
_LISTING = LINKING | frozenset("，,；;")


def runs(slots: Sequence[Slot]) -> dict[int, tuple[int, int]]:
    """Position of a slot -> (first position, size) of the run of quantities behind one 分别 that it belongs to."""
    found: dict[int, tuple[int, int]] = {}
    for first, slot in enumerate(slots):
        if _EACH.search(slot.front.text.rpartition("#")[2]) is None:
            continue
        stop = first + 1
        while stop < len(slots) and _follows(slots[stop]):
            stop += 1
        if stop - first > 1:
            found.update(dict.fromkeys(range(first, stop), (first, stop - first)))
    return found


def _follows(slot: Slot) -> bool:
    return slot.delimiter in _LISTING and len(slot.front.text) <= 2 and not slot.bracket


def before_each(front: Phrase) -> Phrase:
    """The words before 分别: what is enumerated."""
    match = _EACH.search(front.text)
    return front if match is None else front.part(0, match.start())


def divided(words: Phrase, parts: int) -> list[Phrase] | None:
    """An enumeration of subjects in exactly so many parts, a shared tail given to each; None where it does not divide.

    >>> names = Phrase("城镇和农村居民收入", tuple(range(9)))
    >>> [part.text for part in divided(names, 2) or ()]
    ['城镇居民收入', '农村居民收入']
    """
    sectors = _SECTORS.match(words.text)
    if sectors is not None and parts == len(_SECTOR_NAMES):
        return [Phrase(name, (GLUE,) * len(name)) + words.part(sectors.end()) for name in _SECTOR_NAMES]
    marks = list(_JOIN.finditer(words.text))
    if len(marks) != parts - 1 or parts < 2:
        return None
    edges = [0, *(edge for mark in marks for edge in mark.span()), len(words.text)]
    items = [words.part(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    if not all(items):
        return None
    last, others = items[-1], items[:-1]
    longest = max(len(item.text) for item in others)
    if len(last.text) < longest + 2 or any(item.text[-2:] == last.text[-2:] for item in others):
        return items
    shared = min(len(item.text) for item in others)
    tails = [_tail(item.text, last.text, shared) for item in others]
    return [item + last.part(cut) for item, cut in zip(others, tails, strict=True)] + [last]


def _tail(item: str, last: str, shared: int) -> int:
    """Where the tail begins that an earlier item shares: 农业 and 服务业增加值 share 增加值."""
    place = last.rfind(item[-1], 0, max(2 * len(item), 4))
    return place + 1 if place > 0 else shared
