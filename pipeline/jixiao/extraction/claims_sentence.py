"""Reads a sentence quantity by quantity: levels, their growth, their base, shares, and what is said of several at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.document.measures import Measure
from jixiao.document.records import Change
from jixiao.extraction.claims_clause import Phrase, Slot
from jixiao.extraction.claims_draft import Draft
from jixiao.extraction.claims_fund import given_by, of_fund
from jixiao.extraction.claims_growth import Growth
from jixiao.extraction.claims_memory import BACK
from jixiao.extraction.claims_place import claimable
from jixiao.extraction.claims_relation import Doubling, Relation, completed, doubling, relation, whole_of
from jixiao.extraction.claims_role import Mood
from jixiao.extraction.claims_shared import before_each, divided
from jixiao.extraction.claims_subject import subject
from jixiao.extraction.claims_takeover import EVENTS, Known
from jixiao.extraction.claims_trim import generic, is_plan, named
from jixiao.extraction.claims_words import anywhere, words

_AHEAD = 4
"""Claims that may wait for a subject that is named after them."""
_LAST_YEAR = re.compile(r"(?<![比较与同和的])(?:去年|上年|上一年度?)(?!末?(?:结转|结余|度结|末结))")
"""去年全县发放2100万元，今年增加到2600万元: last year's amount is what this year's is compared with."""
_CLAUSE_BEHIND = re.compile(r"[^，。；]{0,8}，(?P<clause>[^，。；]{2,24})(?=[，。；])")
_COMPARES = re.compile(r"(?:(?:比|较|与|同)[^，。；]{1,12}?)?(?:实现|相比|已|又|基本|接近|几乎)*")
_ACTOR = re.compile(
    r"(?:[^，。；]{0,12}年，?|全年|年末|截至[^，。；]{2,12}，)?(?:全[县市区省州]|园区)?(?P<who>[^，。；\s]{2,14}(?:企业|公司|行业|单位|合作社|机构))"
    r"(?:共|累计|全年)?(?:实现|完成)"
)
_RATE = re.compile(r"[一-鿿]{2,4}[率度]")
_STANDARD = re.compile(r"(?:标准|单价|价格|比例|定额|费率|得分|面积|产量|人数)(?:为|是|如下|分别为)?$")
_SHORT = 6
_BUDGET = re.compile(r"预算|计划|目标")
_YEAR_BEFORE = re.compile(r"去年|上年|上一年|前年|年(?!初)")
_TITLE = 14
"""Longer titles are sentences."""
_NUMBERED = re.compile(r"[0-9０-９]+[一-鿿]{1,3}$")
"""涉及2县6乡镇: what begins with another number names nothing."""
_SUM = re.compile(r"(?:合计|总计|共计)为?")
_SUMMED = 2
"""Levels that a sum must follow."""
_PARTS = re.compile(r"其中|包括|包含|分别为|分别是|分别")


class SentenceReader(Growth):
    """Reads one sentence, quantity by quantity."""

    def drafts(self) -> list[Draft]:
        """The sentence's claims in text order."""
        found: list[Draft] = []
        for position, slot in enumerate(self._slots):
            measure = self._quantities[slot.index]
            part_of_score = measure.dimension == "score" and self._in_score(slot)
            if not claimable(measure, slot, self._text, scored=part_of_score):
                continue
            draft = self._draft(position, slot, measure)
            if draft is None or _NUMBERED.match(draft.subject.text) or len(draft.subject.text) == 1:
                continue
            if part_of_score and draft.subject and anywhere("score").search(draft.subject.text) is None:
                draft.subject = draft.subject.glued("得分")
            found.append(draft)
            if draft.subject:
                for waiting in (d for d in found[-_AHEAD:] if not d.subject and d.measure.unit == measure.unit):
                    waiting.subject = draft.subject  # 对照30家的年度目标，实际培育36家
        title = self._paragraph.title
        if title is not None and len(title.text) <= _TITLE and any(is_plan(slot.front.text) for slot in self._slots):
            for draft in found:  # 1.危房改造。目标80户，完成62户
                draft.subject = draft.subject or named(title)
        return [draft for draft in found if draft.subject]

    def _in_score(self, slot: Slot) -> bool:
        """Whether a score is one of the parts of another: 自评得分93分，其中履职效能47分."""
        level = self._level(slot)
        if level is None or level.measure.dimension != "score":
            return False
        return bool(self._order) or _PARTS.search(slot.topic.text + slot.front.text) is not None

    def _draft(self, position: int, slot: Slot, measure: Measure) -> Draft | None:
        known = self._knows(slot)
        if _PARTS.search(slot.topic.text + "，" + slot.front.text.rpartition("#")[2]) and known.last is not None:
            known.head, known.listed = known.last, True
            whole = self._level(slot)
            if whole is not None:
                self._heads[id(known)] = whole
        elif slot.delimiter in ("；", ";", "。") and not self._still_part(known, measure):
            known.listed = False
        said = relation(slot, measure, self._text)
        first, size = self._runs.get(position, (position, 1))
        if first != position:
            said = relation(self._slots[first], self._quantities[self._slots[first].index], self._text)
        if said.kind == "growth":
            return self._growth(position, slot, measure, said, known)
        if size > 1:
            words = self._shared(position, first, size, said)
            behind = False
        else:
            words, behind = subject(
                slot, said, measure, known, self._shared_predicates[position], whole=self._measures_next(position)
            )
        if behind:
            known.behind |= {slot.index}
        if said.kind == "share":
            draft = self._share(slot, measure, said, words, known, each=size > 1)
            whose = self._told(first)[-size:] if size > 1 else []
            if len(whose) == size:
                draft.role = whose[position - first].role
            return draft
        if said.kind == "done":
            base = (words if said.cut < len(slot.front.text) else None) or known.last or self._before(slot)
            draft = self._made(slot, measure, base + completed(slot.front, said.cut) if base else base, Mood())
            draft.role = self._setting.role or "actual"
            return draft
        if said.kind == "gap":
            base = (words if said.cut < len(slot.front.text) else None) or known.last or self._before(slot)
            gap = slot.front.part(len(slot.front.text) - said.cut)
            words = base + gap.part(0, len(gap.text.rstrip("的约"))) if base else base
            draft = self._made(slot, measure, words, Mood())
            draft.role = self._setting.role or "actual"  # 高于目标值: the aim is only what it is measured by
            return draft
        if said.kind in ("base", "from"):
            return self._baseline(slot, measure, said, words, known)
        if slot.topic and slot.delimiter in ("：", ":") and _STANDARD.search(slot.topic.text) is not None:
            self._of = named(slot.without_dates(slot.topic))
        elif slot.delimiter in ("；", ";", "。"):
            self._of = None
        if self._of is not None and 0 < len(words.text) <= _SHORT and self._of.text not in words.text:
            words = words + self._of  # 补助标准为：D级每户1.8万元，C级每户0.9万元
        giver = given_by(self._text, measure.end) if measure.dimension == "money" else None
        if giver is not None:
            words = giver
        elif self._sums(slot, measure):
            words = slot.without_dates(slot.front)
        elif measure.dimension in ("money", "ratio", "score") and not self._measures_next(position):
            counted = known.unit is not None and known.unit not in EVENTS and known.unit not in ("%", "％")
            if slot.delimiter in "：:" and slot.topic:
                self._fund = slot.topic  # 危桥改造项目：全年预算数90万元，执行数88万元
            words = self._of_actor(words, measure)
            part = words
            words = of_fund(part, Phrase() if counted else known.last, self._fund or self._paragraph.title)
            if self._fund is None and len(words.text) > len(part.text):
                self._fund = words.part(0, len(words.text) - len(part.text))
        return self._found(slot, measure, said, words, known)

    def _of_actor(self, words_: Phrase, measure: Measure) -> Phrase:
        """An account with those whose it is, where the sentence began with them: 规模以上企业实现营业收入…；利润总额…."""
        if words_.text not in words("account"):
            return words_
        actor = _ACTOR.match(self._text, self._span[0], measure.start)
        if actor is None:
            return words_
        return Phrase(actor["who"], tuple(range(*actor.span("who")))) + words_

    def _sums(self, slot: Slot, measure: Measure) -> bool:
        """Whether a quantity is the sum of those before it: 中央资金9万元、省级资金2万元，合计11万元."""
        if _SUM.fullmatch(slot.without_dates(slot.front).text) is None or slot.bracket:
            return False
        return sum(draft.measure.base_unit == measure.base_unit for draft, _ in self._order[-BACK:]) >= _SUMMED

    def _found(self, slot: Slot, measure: Measure, said: Relation, words: Phrase, known: Known) -> Draft:
        """A level."""
        turned = said.doubled
        if turned is None and slot.topic and not named(slot.without_dates(slot.front)):
            turned = doubling(slot.topic.text)
            if turned is not None:
                words = named(slot.without_dates(slot.topic.part(0, turned.start))) or words
        if measure.dimension == "score" and words.text.endswith("得"):
            words = words.glued("分")
        draft = self._made(slot, measure, words)
        last_year = _LAST_YEAR.search(slot.front.text.rpartition("#")[2]) is not None
        if last_year and draft.role == "actual" and measure.unit != "倍":
            draft.role = "baseline"
            draft.year = self._paragraph.years.base(measure.start, self._span, draft.year.value)
        if slot.index in self._ahead:
            draft.change, draft.growth, draft.subject = self._ahead[slot.index]
        elif turned is not None:
            draft.change = Change(
                kind=turned.against, direction=turned.direction, value=Decimal(turned.percent), unit="%", baseline=None
            )
        elif (later := self._turned_behind(slot, measure)) is not None:
            draft.change = Change(
                kind=later.against, direction=later.direction, value=Decimal(later.percent), unit="%", baseline=None
            )
        whole = self._heads.get(id(known)) if known.listed else None
        if whole is not None and whole.measure.base_unit == measure.base_unit:
            draft.of.append(("part-of", whole))
        if self._starts is not None:
            self._led(draft, self._starts)
            self._starts = None
        self._levels[slot.index] = draft
        self._order.append((draft, slot.follows if slot.bracket else None))
        if measure.dimension in ("count", "area", "length"):
            known.counted = draft.subject
        elif measure.dimension != "money":
            known.counted = None
        known.last, known.unit = draft.subject or known.last, measure.unit
        if not slot.bracket:
            self._paragraph.head, self._paragraph.level = draft.subject, draft
        return draft

    def _turned_behind(self, slot: Slot, measure: Measure) -> Doubling | None:
        """发电量9.6亿千瓦时，较2020年翻了一番: the clause behind a level that only says how it turned."""
        following = slot.index + 1
        stop = self._quantities[following].start if following < len(self._quantities) else self._span[1]
        behind = _CLAUSE_BEHIND.match(self._text, measure.end, min(stop, self._span[1], measure.end + 40))
        if behind is None or (turned := doubling(behind["clause"])) is None or turned.direction == "flat":
            return None
        front = behind["clause"][: turned.start]
        return turned if _COMPARES.fullmatch(front) else None

    def _baseline(self, slot: Slot, measure: Measure, said: Relation, words: Phrase, known: Known) -> Draft:
        """What a level is compared with, or where a change starts."""
        draft = self._made(slot, measure, words or self._before(slot), Mood())
        front = slot.front.text[-said.cut :]
        draft.role = "plan" if _BUDGET.search(front) and not _YEAR_BEFORE.search(front) else "baseline"
        level = self._level(slot)
        own = level.year.value if level is not None else draft.year.value
        draft.year = self._paragraph.years.base(measure.start, self._span, own)
        draft.doubts = ["year-inherited"] if draft.year.inherited else []
        if draft.role == "plan" and level is not None:
            draft.year = level.year
        if level is not None and said.kind == "base":
            draft.of.append(("baseline-of", level))
        self._starts = draft if said.kind == "from" else self._starts
        if said.kind == "base":
            self._base = (slot.index, draft)
        if said.kind == "from":
            known.last = words or known.last
        return draft

    def _measures_next(self, position: int) -> bool:
        """Whether the next quantity is a share of this one: 占目标任务1.5亿元的106.7%."""
        if position + 1 == len(self._slots):
            return False
        following = self._slots[position + 1]
        return bool(following.earlier) and following.front.text.endswith("#的")

    def _before(self, slot: Slot) -> Phrase:
        """The subject of the sentence before, where this one goes on about it."""
        level = self._paragraph.level if not self._order and slot.delimiter in ("", "，", ",") else None
        return level.subject if level is not None else Phrase()

    @staticmethod
    def _led(level: Draft, start: Draft) -> None:
        """由A到B: A is where the change began, B tells its direction."""
        start.of.append(("from-of", level))
        before, after = start.measure.base_low, level.measure.base_low
        if level.change is None and before is not None and after is not None and start.subject == level.subject:
            level.change = Change(
                kind="由…到…",
                direction="up" if after > before else "down" if after < before else "flat",
                value=None,
                unit=None,
                baseline=start.measure.low,
            )

    def _shared(self, position: int, first: int, size: int, said: Relation) -> Phrase:
        """The subject of one quantity of a run behind 分别."""
        slot = self._slots[first]
        front = before_each(slot.front.part(slot.front.text.rfind("#") + 1))
        whole = named(slot.without_dates(front))
        if not whole:
            said_each = slot.front.part(slot.front.text.rfind("#") + 1 + len(front.text))
            whole = (
                named(slot.without_dates(slot.topic))
                or named(slot.without_dates(said_each))
                or self._knows(slot).last
                or Phrase()
            )
        parts = divided(whole, size)
        if parts is None and (said.kind == "share" or whole.text in generic() or _RATE.fullmatch(whole.text)):
            rates = whole.text.endswith(("率", "度"))
            told = [d for d in self._told(first) if not (rates and d.measure.dimension == "ratio")][-size:]
            if len(told) == size:
                each = told[position - first].subject
                return each if said.kind == "share" else each + whole
        return whole if parts is None else parts[position - first]

    def _still_part(self, known: Known, measure: Measure) -> bool:
        """Whether an amount behind a semicolon can be a part of the whole too: the parts together do not exceed it."""
        whole = self._heads.get(id(known)) if known.listed else None
        if whole is None or whole.measure.base_low is None or measure.base_low is None:
            return False
        if measure.base_unit != whole.measure.base_unit or measure.dimension != "money":
            return False
        parts = sum(d.measure.base_low or 0 for d, _ in self._order[-BACK:] if ("part-of", whole) in d.of)
        return parts > 0 and parts + measure.base_low <= whole.measure.base_low

    def _told(self, first: int) -> list[Draft]:
        """The levels outside brackets that stand before a quantity, shares left out."""
        begin = self._quantities[self._slots[first].index].start
        return [
            draft
            for draft, bracket in self._order[-BACK:]
            if bracket is None and id(draft) not in self._shares and draft.measure.start < begin
        ]

    def _share(self, slot: Slot, measure: Measure, said: Relation, words: Phrase, known: Known, *, each: bool) -> Draft:
        """A share is a claim of its own; ``each``: one of several behind 分别."""
        front = slot.front.text.rpartition("#")[2]
        whole = whole_of(front)
        part = words or known.last or Phrase()
        if each:
            text = part if "占" in part.text else part.glued("占比")
        elif whole:
            place = slot.front.text.rfind(whole)
            text = part.glued("占") + slot.without_dates(slot.front.part(place, place + len(whole))).glued("比重")
        elif (
            "占比" not in front
            and known.head is not None
            and known.head.text != part.text
            and not _alone(words, known, self._order)
        ):
            text = part.glued("占") + known.head.glued("比重")
        else:
            text = part.glued("占比")
        draft = self._made(slot, measure, text if part else Phrase(), Mood())
        level = self._level(slot)
        if level is not None:
            draft.of.append(("share-of", level))
        self._order.append((draft, slot.follows if slot.bracket else None))
        self._shares.add(id(draft))
        if draft.role == "plan":
            draft.role = self._setting.role or "actual"  # 占年度计划的: the plan is only what it is measured by
        return draft


def _alone(words: Phrase, known: Known, levels: Sequence[object]) -> bool:
    """Whether a share names a part that no level of this sentence told: 受访者中表示满意的占96%."""
    return bool(words) and not known.listed and not levels
