"""Growth: joined to the level that it belongs to, led to the level that follows, or a claim of its own."""

from __future__ import annotations

import re

from jixiao.document.measures import Measure
from jixiao.document.records import Change
from jixiao.extraction.claims_clause import Phrase, Slot
from jixiao.extraction.claims_draft import Draft
from jixiao.extraction.claims_memory import Memory
from jixiao.extraction.claims_relation import Relation
from jixiao.extraction.claims_shared import before_each, divided
from jixiao.extraction.claims_takeover import Known
from jixiao.extraction.claims_trim import named
from jixiao.extraction.claims_words import in_front

_REACHES = re.compile(
    r"(?:总额|总量|总数|规模|总产值|金额|累计)?(?:已|共|累计)?(?:达到?|达到了|为|突破|超过?|实现|完成|升至|增至|增加到|增长到|降至)?"
)
"""What leads from a growth to its level: 增长12%，达到3.4亿元."""
_ADJUSTED = re.compile(
    r"(?:扣除|剔除|考虑)[^，。；]{1,12}(?:因素|影响)(?:后|外)?|(?:按|以)[^，。；]{0,6}(?:价格?|口径)(?:计算|核算)?"
)
"""扣除价格因素实际增长6.3%: how the growth was reckoned, not of what."""


class Growth(Memory):
    """Reads the growth figures of a sentence."""

    def _growth(self, position: int, slot: Slot, measure: Measure, said: Relation, known: Known) -> Draft | None:
        first, size = self._runs.get(position, (position, 1))
        head = self._slots[first]
        kept = head.front.part(head.front.text.rfind("#") + 1, len(head.front.text) - said.cut)
        own = named(head.without_dates(before_each(kept)))
        if in_front("light", "tail", "lead").fullmatch(own.text) or _ADJUSTED.fullmatch(own.text):
            own = Phrase()
        change = Change(
            kind=said.against or "",
            direction=said.direction or "up",
            value=measure.low if measure.low is not None else measure.high,
            unit=measure.unit,
            baseline=None,
        )
        level = self._level(slot, measure)
        if not own and self._base is not None and self._base[0] in slot.earlier:
            told = self._base[1].subject
            if told and (
                level is None or (told.text not in level.subject.text and level.subject.text not in told.text)
            ):
                own, level = told, None
        same = level is not None and (own.text in level.subject.text or level.subject.text in own.text)
        if (not own or same) and self._joined(position, slot, measure, change, first, size):
            return None
        own = _measured(own, known)
        words = own or named(slot.without_dates(slot.topic)) or known.last or Phrase()
        parts = divided(words, size) if size > 1 else None
        if parts is not None:
            words = parts[position - first]
        following = position + 1
        if own and size == 1 and following < len(self._slots) and self._reached(self._slots[following], measure):
            self._ahead[self._slots[following].index] = (change, measure, words)
            return None
        draft = self._made(slot, measure, words)
        draft.change = change
        known.last = words or known.last
        return draft

    def _joined(self, position: int, slot: Slot, measure: Measure, change: Change, first: int, size: int) -> bool:
        """Whether a growth without a subject of its own was joined to the level that it belongs to."""
        if size > 1:
            levels = [draft for draft, bracket in self._order if bracket is None][-size:]
            level = levels[position - first] if len(levels) == size else self._level(slot, measure)
        else:
            level = self._level(slot, measure)
        if level is None or not self._fits(level, measure):
            return False
        if (
            level.change is None
            or level.change.value is None
            or (level.growth is not None and _relative(measure) and not _relative(level.growth))
        ):
            level.change, level.growth = change, measure
        return True

    def _reached(self, slot: Slot, growth: Measure) -> bool:
        """Whether a level follows that a growth led to: 增长12%，达到3.4亿元."""
        measure = self._quantities[slot.index]
        return (
            slot.delimiter in ("，", ",")
            and (measure.dimension != "ratio" or growth.dimension == "percentage_point")
            and _REACHES.fullmatch(slot.without_dates(slot.front).text) is not None
        )

    @staticmethod
    def _fits(level: Draft, growth: Measure) -> bool:
        return _relative(growth) or growth.base_unit == level.measure.base_unit


def _measured(own: Phrase, known: Known) -> Phrase:
    """A sector with the measure of the whole that it is part of: 工业增加值增长9%，其中制造业增长10%."""
    whole = known.head if known.listed else known.last
    if whole is None or _SECTOR.search(own.text) is None or (measure := _MEASURE.search(whole.text)) is None:
        return own
    return own + whole.part(measure.start())


_SECTOR = re.compile(r"(?:业|行业|产业|企业|经济|地区|部门|领域|机构|品)$")
_MEASURE = re.compile(
    r"(?:增加值|总产值|产值|投资额?|零售总?额|销售总?额|营业收入|主营业务收入|利润总?额|进出口总?额|出口总?额|进口总?额|用电量|价格|产量|能耗)$"
)


def _relative(measure: Measure) -> bool:
    return measure.dimension in ("ratio", "percentage_point")
