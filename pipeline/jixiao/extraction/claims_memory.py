"""What a sentence has told so far: its quantities, the subjects and levels that the next ones can go back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jixiao.document.document import Document
from jixiao.document.measures import Measure
from jixiao.document.records import Change
from jixiao.document.trace import Span
from jixiao.extraction.claims_clause import Phrase, Slot, slots
from jixiao.extraction.claims_draft import Draft
from jixiao.extraction.claims_names import entity, of_project
from jixiao.extraction.claims_role import Mood, Setting, marked, role, tasks_in
from jixiao.extraction.claims_shared import LINKING, runs
from jixiao.extraction.claims_subject import noun_and_predicate
from jixiao.extraction.claims_takeover import Known
from jixiao.extraction.claims_year import Year, Years

BACK = 24
"""Levels that are looked back at for the one that a growth belongs to."""
_AIMS = re.compile(r"(?:目标|目标任务|目标值|任务)(?:数|值|为)?(?:\Z)")
_YEAR_ONLY = 4
_BEGINS = 6


@dataclass(slots=True)
class Paragraph:
    """What the sentences of one paragraph share."""

    document: Document
    years: Years
    names: frozenset[int]
    """Quantities that are part of a name."""
    span: Span
    title: Phrase | None = None
    """The title over it, where one stands next above or runs into it."""
    mood: Mood = field(default_factory=Mood)
    head: Phrase | None = None
    """The last subject."""
    level: Draft | None = None
    """The last level: the next sentence may tell its growth."""


class Memory:
    """One sentence: what stands where, and what was read of it."""

    def __init__(self, paragraph: Paragraph, sentence: Span, setting: Setting, first: int) -> None:
        document = paragraph.document
        self._paragraph = paragraph
        self._span = sentence
        self._setting = setting
        self._text = document.text.text
        self._quantities = document.quantities
        self._slots = slots(self._text, *sentence, document.quantities, document.dates, first, paragraph.names)
        self._runs = runs(self._slots)
        self._shared_predicates = self._predicates()
        self._tasks = tasks_in(self._text, *sentence)
        self._known = Known(head=paragraph.head)
        self._inner: tuple[int | None, Known] = (None, Known())
        self._levels: dict[int, Draft] = {}
        self._starts: Draft | None = None  # 由…: the level that it leads to comes next
        self._order: list[tuple[Draft, int | None]] = []  # levels, with the bracket that they stand in
        self._heads: dict[int, Draft] = {}  # by id of what is known: the whole that a list takes apart
        self._shares: set[int] = set()  # ids of drafts that are shares
        self._base: tuple[int, Draft] | None = None  # the last base of a comparison, with its quantity
        self._of: Phrase | None = None  # what a colon says that the numbers behind it are (补助标准：)
        self._fund: Phrase | None = None  # what a colon says that the amounts behind it are of
        self._ahead: dict[int, tuple[Change, Measure, Phrase]] = {}

    def _predicates(self) -> list[Phrase]:
        """For each slot, what the counted things joined to it all do: 36家企业、4所高校参加对接会."""
        found = [Phrase()] * len(self._slots)
        for position in range(len(self._slots) - 2, -1, -1):
            following = self._slots[position + 1]
            if following.delimiter in LINKING and not following.front.text and not following.bracket:
                found[position] = noun_and_predicate(following.after)[1] or found[position + 1]
        return found

    def _knows(self, slot: Slot) -> Known:
        """What is known where the slot stands: a bracket has its own memory."""
        if not slot.bracket:
            return self._known
        if self._inner[0] != slot.follows:
            level = self._levels.get(slot.follows) if slot.follows is not None else None
            inner = self._known.within(level.subject) if level is not None else Known()
            if level is not None:
                self._heads[id(inner)], inner.listed = level, True
            self._inner = (slot.follows, inner)
        return self._inner[1]

    def _level(self, slot: Slot, growth: Measure | None = None) -> Draft | None:
        """The last level that a growth here can belong to; percentage points belong to a ratio, shares included."""
        points = growth is not None and growth.dimension == "percentage_point"
        for draft, bracket in reversed(self._order[-BACK:]):
            here = bracket is None or (slot.bracket and bracket == slot.follows)
            if here and (draft.measure.dimension == "ratio" if points else id(draft) not in self._shares):
                return draft if growth is None else self._reached_of(draft)
        return self._paragraph.level if not self._order else None

    def _reached_of(self, level: Draft) -> Draft:
        """What was reached of a thing, where the last level is what was planned of it: 完成6.84亿元，为年计划6.2亿元的…，同比增长…."""
        if level.role not in ("plan", "target"):
            return level
        reached = (
            draft
            for draft, _ in reversed(self._order[-BACK:])
            if draft.subject.text == level.subject.text
            and draft.role == "actual"
            and draft.measure.unit == level.measure.unit
        )
        return next(reached, level)

    def _made(self, slot: Slot, measure: Measure, words: Phrase, mood: Mood | None = None) -> Draft:
        """A draft with its role and year; ``mood``: one of its own, where the words around say nothing of what follows."""
        parts = self._text.startswith("其中", self._span[0])  # … of what the sentence before has told
        listed = self._knows(slot).listed or slot.delimiter == "、" or parts
        task = any(a <= measure.start < b for a, b in self._tasks)
        told, tie = role(slot, measure, self._setting, mood or self._paragraph.mood, task=task, listed=listed)
        year = self._paragraph.years.at(measure.start, self._span, self._paragraph.span)
        whose, apart = of_project(words)
        if self._fund is None or not words.text.startswith(self._fund.text):
            words = apart
        draft = Draft(
            measure, words, told, year, self._span, entity=whose or entity(slot.without_dates(slot.front).text)
        )
        if told == "actual" and slot.bracket and self._aims(measure):
            draft.role, tie = "target", True
        elif told == "actual" and self._to_come(year, slot):
            draft.role, tie = "plan", True
        if tie:
            draft.ambiguities += 1
        if year.inherited:
            draft.doubts.append("year-inherited")
        return draft

    def _aims(self, measure: Measure) -> bool:
        """Whether the bracket of a quantity follows a word for aims: 对标年度目标（新增床位300张）."""
        opening = max(
            self._text.rfind("（", self._span[0], measure.start), self._text.rfind("(", self._span[0], measure.start)
        )
        return opening > 0 and _AIMS.search(self._text, max(0, opening - 8), opening) is not None

    def _to_come(self, year: Year, slot: Slot) -> bool:
        """Whether a bare later year begins the clause, and no word says that it is past: 2023年补齐剩余4个站点."""
        fiscal = self._paragraph.document.profile.fiscal_year
        if year.mention is None or fiscal is None or year.value is None or year.value <= fiscal:
            return False
        date = year.mention
        bare = len(date.iso or "") == _YEAR_ONLY and date.start in slot.front.at[:_BEGINS]
        return bare and marked(slot.front.text) is None
