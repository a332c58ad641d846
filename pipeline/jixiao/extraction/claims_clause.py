"""Where a quantity stands in its sentence: the words of its clause before and after it, and what the clause follows.

A phrase is words with the place in the text of each character, so that what was pieced together can still be quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from jixiao.document.measures import DateMention, Measure
from jixiao.document.trace import Span

GLUE = -1
"""The place of a character that is not printed there (的 in a subject pieced together)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words, and the place of each character in the text."""

    text: str = ""
    at: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: Phrase) -> Phrase:
        return Phrase(self.text + other.text, self.at + other.at)

    def part(self, start: int, end: int | None = None) -> Phrase:
        """Some of the characters."""
        return Phrase(self.text[start:end], self.at[start:end])

    def glued(self, words: str) -> Phrase:
        """With words behind that are not printed there."""
        return Phrase(self.text + words, self.at + (GLUE,) * len(words))

    def spans(self) -> list[Span]:
        """The places in the text, joined where only one or two characters (a blank, a break) lie between."""
        found: list[Span] = []
        for place in sorted(set(self.at) - {GLUE}):
            if found and place - found[-1][1] <= 1:
                found[-1] = (found[-1][0], place + 1)
            else:
                found.append((place, place + 1))
        return found


@dataclass(slots=True)
class Slot:
    """A quantity in its clause."""

    index: int
    """Position in ``Document.quantities``."""
    front: Phrase
    """Its clause in front of it, dates included; an earlier quantity is #."""
    after: Phrase
    """Words behind it, to the clause's end or the next quantity."""
    dated: frozenset[int]
    """Places of the sentence's dates: they say when, not what."""
    delimiter: str
    """What the clause follows: punctuation, or "" at the beginning of the sentence."""
    earlier: tuple[int, ...] = ()
    """Quantities before it in the same clause."""
    bracket: bool = False
    follows: int | None = None
    """The quantity before the bracket that it stands in."""
    topic: Phrase = field(default_factory=Phrase)
    """The clause before, where that holds no quantity."""
    topic_delimiter: str = ""

    def without_dates(self, words: Phrase) -> Phrase:
        """Words that can name something: no dates, no other quantities."""
        if "#" not in words.text and self.dated.isdisjoint(words.at):
            return words
        kept = [(c, p) for c, p in zip(words.text, words.at, strict=True) if p != GLUE and p not in self.dated]
        return Phrase("".join(c for c, _ in kept), tuple(p for _, p in kept))


_REACH = 160
"""Characters of a clause that are looked at on either side of a quantity: text without punctuation stays linear."""
_NEAR = 8
_OPEN = "（(【[〔"
_CLOSE = "）)】]〕"
_BREAKS = "，,；;。！？!?：:"
_LINKS = ("以及", "、", "和", "及", "与", "或")
_LINK_HEADS = frozenset(word[0] for word in _LINKS)
_VERBISH = re.compile(
    r"获|得到|办理|申[请报领]|完成|通过|签[订署约]|参[加与]|入[选围]|进入|纳入|实施|开展|组织|享受|使用"
)


_QUANTITY = "\0"
"""Stands for a quantity in the text of a group."""


@dataclass(slots=True)
class _Group:
    """The inside of a bracket, or the sentence without its brackets: its characters, and where each of them stands."""

    bracket: bool
    follows: int | None
    parts: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """Places in the text; the position in ``Document.quantities`` for a quantity."""
    last: int | None = None
    text: str = ""


def slots(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Measure],
    dates: Sequence[DateMention],
    first: int,
    names: Container[int] = (),
) -> list[Slot]:
    """The quantities of the sentence [start, end) in text order; ``first`` is the position of the sentence's first one.

    Those whose positions are in ``names`` are read as plain words.
    """
    groups = _groups(text, start, end, quantities, first, names)
    dated = frozenset(
        place for date in _inside(dates, start, end) for place in range(date.start, _date_end(text, date.end))
    )
    found = [slot for group in groups for slot in _slots_of(group, dated)]
    return sorted(found, key=lambda slot: quantities[slot.index].start)


def _inside(dates: Sequence[DateMention], start: int, end: int) -> Sequence[DateMention]:
    begin = bisect_left(dates, start, key=lambda date: date.start)
    return dates[begin : bisect_left(dates, end, lo=begin, key=lambda date: date.start)]


_AFTER_DATE = re.compile(r"(?:以前|之前|前|以来|来|以后|之后|起|底|期间|末)(?![期期程卫线往后])")


def _date_end(text: str, end: int) -> int:
    """Where a date ends with the word behind it that only says when: 6月底前, 2021年以来."""
    match = _AFTER_DATE.match(text, end)
    return end if match is None else match.end()


def _groups(
    text: str, start: int, end: int, quantities: Sequence[Measure], first: int, names: Container[int]
) -> list[_Group]:
    """Sentence and brackets; a bracket without a quantity is left out, and so are blanks and bold marks."""
    stack = [_Group(False, None)]
    done: list[_Group] = []
    index, at = first, start
    while at < end:
        while index < len(quantities) and (quantities[index].start < at or index in names):
            index += 1
        stop = min(quantities[index].start, end) if index < len(quantities) else end
        for mark in _MARK.finditer(text, at, stop):
            _add(stack[-1], text, at, mark.start())
            at = mark.end()
            if mark[0] in _OPEN:
                stack.append(_Group(True, stack[-1].last))
            elif mark[0] in _CLOSE:
                if len(stack) > 1:
                    _close(stack, done)
                else:
                    _add(stack[-1], text, mark.start(), at)
        _add(stack[-1], text, at, stop)
        at = stop
        if at < end:
            stack[-1].parts.append(_QUANTITY)
            stack[-1].at.append(index)
            stack[-1].last = index
            at = max(quantities[index].end, at + 1)
            index += 1
    while len(stack) > 1:
        _close(stack, done)
    groups = [stack[0], *done]
    for group in groups:
        group.text = "".join(group.parts)
    return groups


_MARK = re.compile(r"[（(【\[〔）)】\]〕]|[\s*]+")
_POINT = re.compile(f"[{_BREAKS}{''.join(sorted(_LINK_HEADS))}{_QUANTITY}]")
"""Where a clause may end, and quantities."""


def _add(group: _Group, text: str, start: int, end: int) -> None:
    if start < end:
        group.parts.append(text[start:end].replace(_QUANTITY, " "))  # a stray NUL is no quantity
        group.at.extend(range(start, end))


def _close(stack: list[_Group], done: list[_Group]) -> None:
    """Puts a bracket aside; one that never held a quantity says nothing here."""
    group = stack.pop()
    if group.last is not None:
        done.append(group)


def _slots_of(group: _Group, dated: frozenset[int]) -> list[Slot]:
    text = group.text
    clauses: list[tuple[str, int, int]] = []  # delimiter in front, where the clause begins and ends
    begin, delimiter = 0, ""
    since: int | None = None  # the last quantity of the clause so far
    for point in _POINT.finditer(text):
        char, position = point[0], point.start()
        if position < begin:
            continue
        if char == _QUANTITY:
            since = position
            continue
        size = 1
        if char in _BREAKS:
            broken = not _decimal(text, position)
        else:
            size = _link(text, position)
            broken = size > 0 and since is not None and _separates(text, position, size, since)
        if broken:
            clauses.append((delimiter, begin, position))
            delimiter, begin, since = char, position + size, None
    clauses.append((delimiter, begin, len(text)))
    return _read_clauses(group, clauses, dated)


def _decimal(text: str, position: int) -> bool:
    """Whether a comma or colon stands between two digits: 1,200 or 8:30."""
    return 0 < position < len(text) - 1 and text[position - 1].isdigit() and text[position + 1].isdigit()


def _link(text: str, position: int) -> int:
    """Length of 、, 和, 以及 … here; 0 where none stands."""
    return next((len(word) for word in _LINKS if text.startswith(word, position)), 0)


def _separates(text: str, position: int, size: int, since: int) -> bool:
    """Whether a linking word stands between two counted things, and not inside the name of one."""
    if position == since + 1 or text[position + size : position + size + 1] == _QUANTITY:
        return True
    if text[position] != "、" or position - since > 11:
        return False
    return not _VERBISH.search(text, since + 1, position)


def _read_clauses(group: _Group, clauses: list[tuple[str, int, int]], dated: frozenset[int]) -> list[Slot]:
    found: list[Slot] = []
    topic, topic_delimiter = Phrase(), ""
    for delimiter, begin, end in clauses:
        places = [match.start() for match in _COUNTED.finditer(group.text, begin, end)]
        if not places:
            topic, topic_delimiter = _phrase(group, max(begin, end - _REACH), end), delimiter
            continue
        earlier: list[int] = []
        begin = max(begin, places[0] - _REACH)
        for number, place in enumerate(places):
            stop = places[number + 1] if number + 1 < len(places) else end
            found.append(
                Slot(
                    index=group.at[place],
                    front=_phrase(group, max(begin, place - _REACH), place),
                    after=_phrase(group, place + 1, min(stop, place + _REACH)),
                    dated=dated,
                    delimiter=delimiter,
                    earlier=tuple(earlier[-_NEAR:]),
                    bracket=group.bracket,
                    follows=group.follows,
                    topic=topic if number == 0 else Phrase(),
                    topic_delimiter=topic_delimiter,
                )
            )
            earlier.append(group.at[place])
        topic, topic_delimiter = Phrase(), ""
    return found


_COUNTED = re.compile(_QUANTITY)


def _phrase(group: _Group, begin: int, end: int) -> Phrase:
    text = group.text[begin:end]
    if _QUANTITY not in text:
        return Phrase(text, tuple(group.at[begin:end]))
    places = (GLUE if char == _QUANTITY else at for char, at in zip(text, group.at[begin:end], strict=True))
    return Phrase(text.replace(_QUANTITY, "#"), tuple(places))
