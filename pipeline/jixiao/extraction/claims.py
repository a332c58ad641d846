"""Claims: who or what is said to be how much, against what. One record a quantity of the prose that has a subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.document.document import Block, Document, Sentence
from jixiao.document.evidence import Quoter
from jixiao.document.measures import Measure
from jixiao.document.records import Change, ClaimRecord, Evidence, Signals
from jixiao.document.trace import Span
from jixiao.extraction.claims_clause import Phrase, Slot, slots
from jixiao.extraction.claims_names import entity, indicator
from jixiao.extraction.claims_place import Place, claimable, part_of_name
from jixiao.extraction.claims_relation import Relation, doubling, relation, whole_of
from jixiao.extraction.claims_role import Mood, Role, Setting, Settings, role, tasks_in
from jixiao.extraction.claims_shared import LINKING, before_each, divided, runs
from jixiao.extraction.claims_subject import Known, named, noun_and_predicate, subject
from jixiao.extraction.claims_words import in_front
from jixiao.extraction.claims_year import Year, Years

_REACHES = re.compile(r"(?:总额|总量|总数|规模|总产值|金额|累计)?(?:已|共|累计)?(?:达到?|达到了|为|突破|超过?|实现|完成|升至|增至|增加到|增长到|降至)?")
"""What leads from a growth to its level: 增长12%，达到3.4亿元."""
_BUDGET = re.compile(r"预算|计划|目标")
_YEAR_BEFORE = re.compile(r"去年|上年|上一年|前年|年(?!初)")
_PARTS = re.compile(r"其中|包括|包含|分别为|分别是|分别")


def records(document: Document, quoter: Quoter) -> list[ClaimRecord]:
    """The claims of a document, in text order.

    Uses ``sentences``, ``quantities``, ``dates``, ``tables``, ``sections`` and ``profile``. A quantity in a bare
    indicator cell, a scoring rule or a grade band makes no claim. Growth is joined to its level; alone it is a claim.
    """
    reader = _Reader(document)
    drafts = [draft for sentence in document.sentences for draft in reader.sentence(sentence)]
    made = [record for draft in drafts if (record := _record(draft, quoter)) is not None]
    return made


@dataclass(slots=True)
class Draft:
    """A claim on its way to a record."""

    measure: Measure
    subject: Phrase
    role: Role
    year: Year
    sentence: Span
    entity: str | None = None
    change: Change | None = None
    doubts: list[str] = field(default_factory=list)
    ambiguities: int = 0
    growth: Measure | None = None


class _Reader:
    """Reads the sentences of one document in order; a paragraph's sentences know those before."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text.text
        self._quantities = document.quantities
        self._starts = [m.start for m in document.quantities]
        self._settings = Settings(document)
        self._years = Years(document)
        self._place = Place(document)
        self._names = frozenset(
            position
            for position in range(len(document.quantities))
            if part_of_name(self._text, document.quantities, position)
        )
        self._block = -1
        self._mood = Mood()
        self._head: Phrase | None = None
        self.level: Draft | None = None
        """The last level of the paragraph: the next sentence may tell its growth."""

    def sentence(self, sentence: Sentence) -> list[Draft]:
        """The claims of one sentence."""
        first = bisect_left(self._starts, sentence.start)
        if first == len(self._starts) or self._starts[first] >= sentence.end:
            return []
        block = self._document.blocks[sentence.block]
        if self._place.bare(block):
            return []
        setting = self._settings.of(block)
        if setting.silent or self._place.rule(sentence):
            return []
        if sentence.block != self._block:
            self._mood, self._head, self.level = Mood(), None, None
        elif self._mood.budget:
            self._mood.carried = True
        else:
            self._mood = Mood()
        self._block = sentence.block
        return _Sentence(self, sentence, block, setting, first).drafts()


class _Sentence:
    """One sentence on its way to claims."""

    def __init__(self, reader: _Reader, sentence: Sentence, block: Block, setting: Setting, first: int) -> None:
        self._reader = reader
        self._span = (sentence.start, sentence.end)
        self._block = (block.start, block.end)
        self._setting = setting
        self._text = reader._text
        self._slots = slots(
            self._text, sentence.start, sentence.end, reader._quantities, reader._document.dates, first, reader._names
        )
        self._runs = runs(self._slots)
        self._shared_predicates = self._predicates()
        self._tasks = tasks_in(self._text, sentence.start, sentence.end)
        self._known = Known(head=reader._head)
        self._inner: tuple[int | None, Known] = (None, Known())
        self._levels: dict[int, Draft] = {}
        self._order: list[tuple[Draft, int | None]] = []  # levels, with the bracket that they stand in
        self._ahead: dict[int, tuple[Change, Measure, Phrase]] = {}

    def drafts(self) -> list[Draft]:
        """The sentence's claims in text order."""
        found: list[Draft] = []
        for position, slot in enumerate(self._slots):
            measure = self._reader._quantities[slot.index]
            if not claimable(measure, slot, self._text):
                continue
            draft = self._draft(position, slot, measure)
            if draft is not None and draft.subject:
                found.append(draft)
        return found

    def _knows(self, slot: Slot) -> Known:
        """What is known where the slot stands: a bracket has its own memory."""
        if not slot.bracket:
            return self._known
        if self._inner[0] != slot.follows:
            level = self._levels.get(slot.follows) if slot.follows is not None else None
            self._inner = (slot.follows, self._known.within(level.subject) if level is not None else Known())
        return self._inner[1]

    def _level(self, slot: Slot) -> Draft | None:
        """The last level that a growth here can belong to."""
        for draft, bracket in reversed(self._order):
            if bracket is None or (slot.bracket and bracket == slot.follows):
                return draft
        return self._reader.level if not self._order else None

    def _draft(self, position: int, slot: Slot, measure: Measure) -> Draft | None:
        known = self._knows(slot)
        if _PARTS.search(slot.front.text.rpartition("#")[2] or slot.topic.text) and known.last is not None:
            known.head, known.listed = known.last, True
        elif slot.delimiter in ("；", ";", "。"):
            known.listed = False
        said = relation(slot, measure, self._text)
        first, size = self._runs.get(position, (position, 1))
        if first != position:
            said = relation(self._slots[first], self._reader._quantities[self._slots[first].index], self._text)
        if said.kind == "growth":
            return self._growth(position, slot, measure, said, known)
        if size > 1:
            words = self._shared(position, first, size, said)
            behind = False
        else:
            words, behind = subject(slot, said, measure, known, self._shared_predicates[position])
        if behind:
            known.behind |= {slot.index}
        if said.kind == "share":
            return self._share(slot, measure, said, words, known)
        if said.kind == "done":
            base = words or known.last or self._before(slot)
            draft = self._made(slot, measure, base.glued("完成率") if base else base)
            draft.role = self._setting.role or "actual"
            return draft
        if said.kind in ("base", "from"):
            return self._baseline(slot, measure, said, words, known)
        return self._found(slot, measure, said, words, known)

    def _found(self, slot: Slot, measure: Measure, said: Relation, words: Phrase, known: Known) -> Draft:
        """A level."""
        turned = said.doubled
        if turned is None and slot.topic and not named(slot.without_dates(slot.front)):
            turned = doubling(slot.topic.text)
            if turned is not None:
                words = named(slot.without_dates(slot.topic.part(0, turned.start))) or words
        draft = self._made(slot, measure, words)
        if slot.index in self._ahead:
            draft.change, draft.growth, draft.subject = self._ahead[slot.index]
        elif turned is not None:
            draft.change = Change(
                kind=turned.against, direction=turned.direction, value=Decimal(turned.percent), unit="%", baseline=None
            )
        self._levels[slot.index] = draft
        self._order.append((draft, slot.follows if slot.bracket else None))
        known.last, known.unit = draft.subject or known.last, measure.unit
        if not slot.bracket:
            self._reader._head, self._reader.level = draft.subject, draft
        return draft

    def _baseline(self, slot: Slot, measure: Measure, said: Relation, words: Phrase, known: Known) -> Draft:
        """What a level is compared with, or where a change starts."""
        draft = self._made(slot, measure, words or self._before(slot))
        front = slot.front.text[-said.cut :]
        draft.role = "plan" if _BUDGET.search(front) and not _YEAR_BEFORE.search(front) else "baseline"
        level = self._level(slot)
        own = level.year.value if level is not None else draft.year.value
        draft.year = self._reader._years.base(measure.start, self._span, own)
        draft.doubts = ["year-inherited"] if draft.year.inherited else []
        if draft.role == "plan" and level is not None:
            draft.year = level.year
        if said.kind == "from":
            known.last = words or known.last
        return draft

    def _predicates(self) -> list[Phrase]:
        """For each slot, what the counted things joined to it all do: 36家企业、4所高校参加对接会."""
        found = [Phrase()] * len(self._slots)
        for position in range(len(self._slots) - 2, -1, -1):
            following = self._slots[position + 1]
            if following.delimiter in LINKING and not following.front.text and not following.bracket:
                found[position] = noun_and_predicate(following.after)[1] or found[position + 1]
        return found

    def _before(self, slot: Slot) -> Phrase:
        """The subject of the sentence before, where this one goes on about it."""
        level = self._reader.level if not self._order and slot.delimiter in ("", "，", ",") else None
        return level.subject if level is not None else Phrase()

    def _shared(self, position: int, first: int, size: int, said: Relation) -> Phrase:
        """The subject of one quantity of a run behind 分别."""
        slot = self._slots[first]
        front = before_each(slot.front.part(slot.front.text.rfind("#") + 1))
        whole = named(slot.without_dates(front))
        if not whole:
            whole = named(slot.without_dates(slot.topic)) or self._knows(slot).last or Phrase()
        parts = divided(whole, size)
        return whole if parts is None else parts[position - first]

    def _made(self, slot: Slot, measure: Measure, words: Phrase) -> Draft:
        task = any(a <= measure.start < b for a, b in self._tasks)
        told, tie = role(slot, measure, self._setting, self._reader._mood, task=task)
        year = self._reader._years.at(measure.start, self._span, self._block)
        draft = Draft(measure, words, told, year, self._span, entity=entity(slot.front.text))
        if tie:
            draft.ambiguities += 1
        if year.inherited:
            draft.doubts.append("year-inherited")
        return draft

    def _share(self, slot: Slot, measure: Measure, said: Relation, words: Phrase, known: Known) -> Draft:
        front = slot.front.text.rpartition("#")[2]
        whole = whole_of(front)
        part = words or known.last or Phrase()
        if whole:
            place = slot.front.text.rfind(whole)
            text = part.glued("占") + slot.without_dates(slot.front.part(place, place + len(whole))).glued("比重")
        elif "占比" not in front and known.head is not None and known.head.text != part.text:
            text = part.glued("占") + known.head.glued("比重")
        else:
            text = part.glued("占比")
        draft = self._made(slot, measure, text if part else Phrase())
        if draft.role == "plan":
            draft.role = self._setting.role or "actual"  # 占年度计划的: the plan is only what it is measured by
        return draft

    def _growth(self, position: int, slot: Slot, measure: Measure, said: Relation, known: Known) -> Draft | None:
        first, size = self._runs.get(position, (position, 1))
        head = self._slots[first]
        kept = head.front.part(head.front.text.rfind("#") + 1, len(head.front.text) - said.cut)
        own = named(head.without_dates(before_each(kept)))
        if in_front("light", "tail", "lead").fullmatch(own.text):
            own = Phrase()
        change = Change(
            kind=said.against or "",
            direction=said.direction or "up",
            value=measure.low if measure.low is not None else measure.high,
            unit=measure.unit,
            baseline=None,
        )
        if not own and self._joined(position, slot, measure, change, first, size):
            return None
        words = own or named(slot.without_dates(slot.topic)) or known.last or Phrase()
        parts = divided(words, size) if size > 1 else None
        if parts is not None:
            words = parts[position - first]
        following = position + 1
        if own and size == 1 and following < len(self._slots) and self._reached(self._slots[following]):
            self._ahead[self._slots[following].index] = (change, measure, words)
            return None
        draft = self._made(slot, measure, words)
        draft.change = change
        known.last = words or known.last
        return draft

    def _joined(
        self, position: int, slot: Slot, measure: Measure, change: Change, first: int, size: int
    ) -> bool:
        """Whether a growth without a subject of its own was joined to the level that it belongs to."""
        if size > 1:
            levels = [draft for draft, bracket in self._order if bracket is None][-size:]
            level = levels[position - first] if len(levels) == size else self._level(slot)
        else:
            level = self._level(slot)
        if level is None or not self._fits(level, measure):
            return False
        if level.change is None or (level.growth is not None and _relative(measure) and not _relative(level.growth)):
            level.change, level.growth = change, measure
        return True

    def _reached(self, slot: Slot) -> bool:
        """Whether a level follows that a growth led to: 增长12%，达到3.4亿元."""
        measure = self._reader._quantities[slot.index]
        return (
            slot.delimiter in ("，", ",")
            and measure.dimension != "ratio"
            and _REACHES.fullmatch(slot.without_dates(slot.front).text) is not None
        )

    @staticmethod
    def _fits(level: Draft, growth: Measure) -> bool:
        return _relative(growth) or growth.dimension == level.measure.dimension


def _relative(measure: Measure) -> bool:
    return measure.dimension in ("ratio", "percentage_point")


def _record(draft: Draft, quoter: Quoter) -> ClaimRecord | None:
    measure = draft.measure
    try:
        evidence = quoter.quote("value", measure.start, measure.end)
        evidence += _names(draft.subject, quoter)
        if draft.year.mention is not None:
            evidence += quoter.quote("period", draft.year.mention.start, draft.year.mention.end)
        evidence += quoter.quote("context", *draft.sentence)
    except ValueError:
        return None
    match = indicator(draft.subject.text)
    value = measure.low if measure.low is not None else measure.high
    if measure.bound in ("le", "lt"):
        value = measure.high
    return quoter.make(
        ClaimRecord,
        evidence,
        at=measure.start,
        signals=Signals(
            match_score=None if match is None else match.score,
            match_margin=None if match is None else match.margin,
            ambiguities=draft.ambiguities + len(measure.doubts),
            notes=tuple(draft.doubts),
        ),
        subject=draft.subject.text,
        indicator=None if match is None else match.name,
        entity=draft.entity,
        type="value",
        value=value,
        unit=measure.unit,
        bound=measure.bound,
        role=draft.role,
        year=draft.year.value,
        change=draft.change,
    )


def _names(words: Phrase, quoter: Quoter) -> list[Evidence]:
    return [e for start, end in words.spans() for e in quoter.quote("name", start, end)]


__all__: Sequence[str] = ("records",)
