"""Subjects that name nothing by themselves (合格率, 其中在用, 实际培训) and take over the one told before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jixiao.document.measures import Measure
from jixiao.extraction.claims_clause import Phrase
from jixiao.extraction.claims_trim import generic
from jixiao.extraction.claims_words import anywhere, either, in_front, siblings, words


@dataclass(slots=True)
class Known:
    """What the sentence has spoken of so far."""

    last: Phrase | None = None
    """Subject of the last level."""
    unit: str | None = None
    """Its unit."""
    counted: Phrase | None = None
    """Subject of the last level that counts something, where money came after it."""
    listed: bool = False
    """其中 was said: parts of the head follow."""
    head: Phrase | None = None
    """Subject of the whole that a list takes apart (其中)."""
    behind: frozenset[int] = frozenset()
    """Quantities whose noun stands behind them."""

    def within(self, head: Phrase) -> Known:
        """What a bracket knows that follows a subject."""
        return Known(last=head, head=head, behind=self.behind)


def only_verbs(text: str) -> bool:
    """Whether words are nothing but actions: 引进, 组织开展, 共安排."""
    return in_front("verb", "light", "lead", "tail", "opener").fullmatch(text) is not None


def completed(own: Phrase, known: Known, measure: Measure) -> Phrase:
    """A word that names nothing by itself (合格率, 解决) with the subject before it."""
    own = _after_adverb(own)
    if known.last is None or own.text == known.last.text:
        return own
    if own.text in _ALTOGETHER:
        return known.last
    if known.listed and known.head is not None and _SIZE.fullmatch(own.text):
        size = _SIZE_WITHIN.search(known.head.text)
        if size is not None:
            return known.head.part(0, size.start()) + own + known.head.part(size.end())
        return own + thing_of(known.head)
    if known.listed and known.head is not None and _CLASS.fullmatch(own.text):
        return own + thing_of(known.head)
    if known.listed and known.head is not None and own.text in _aspects():
        return own + _without_measure(thing_of(known.head))
    said = _ACTUALLY.sub("", own.text)
    if measure.unit == known.unit and len(said) >= 2 and known.last.text.startswith(said) and only_verbs(said):
        return known.last
    for other in siblings().get(own.text, ()):
        if known.last.text.endswith(other) and len(known.last.text) > len(other):
            return known.last.part(0, len(known.last.text) - len(other)) + own
    thing = thing_of(known.last)
    if not thing or thing.text in own.text:
        return own
    quoted = _QUOTED.fullmatch(own.text)
    if quoted is not None and (place := _QUOTED.search(known.last.text)) is not None:
        return known.last.part(0, place.start()) + own + known.last.part(place.end())
    if own.text in _aspects() and measure.unit == known.unit:
        return own + _without_measure(thing)
    if own.text in _HANDLED and measure.unit == known.unit:
        return own + thing
    if _EACH.fullmatch(own.text) or (measure.unit == known.unit and _EACH_OF.fullmatch(own.text)):
        return own + thing
    if own.text in _AVERAGES:
        return own + known.last
    if own.text in generic() and own.text not in words("fund-part") and measure.dimension != "score":
        if own.text.startswith("涉及") and len(thing.text) > _NOUN:
            return own
        if known.counted is not None and own.text.endswith(_RATES) and not own.text.endswith(_OF_MONEY):
            thing = thing_of(known.counted)
        if own.text.endswith(_RATES) and thing.text.endswith(_RATES):
            return own  # 办复率100%，满意率98%
        return (thing.part(0, len(thing.text) - 2) if own.text.startswith(thing.text[-2:]) else thing) + own
    counted = measure.dimension == "count" and measure.unit == known.unit and measure.unit not in EVENTS
    return own + thing if counted and len(own.text) <= 4 and only_verbs(own.text) else own


_SIZE = re.compile(r"[0-9.]+[十百千万亿]*[元吨亩人平方米公里千瓦]{1,3}(?:以上|以下|以内)")
_SIZE_WITHIN = re.compile(r"[0-9.]*[十百千万亿]*[元吨亩人](?:以上|以下|以内)")
"""引进亿元以上项目38个，其中50亿元以上3个."""
_CLASS = re.compile(r"[一-鿿]{2,4}类")
"""政府采购预算310万元，其中货物类45万元: of what it is a class."""
_ACTUALLY = re.compile(r"^(?:实际|已|共|累计)+")
"""计划培训骨干600人次，**实际**培训648人次."""
_ALTOGETHER = frozenset({"共计", "合计", "总计", "金额共计", "金额合计"})
"""拨付补贴12笔，共计86万元."""
_NOUN = 8
"""Longer things are told in a clause of their own: 对部门预算绩效的项目开展自评，涉及资金2万元."""
_RATES = ("率", "度")
_OF_MONEY = ("到位率", "执行率", "支付率", "支出率", "使用率", "拨付率", "发放率", "回款率", "增长率", "利用率")
_QUOTED = re.compile(r"“[^”]*”(?:的)?")
"""评价等级为“优”的10个，“良”的3个: the words around the quotation hold on."""
_EACH = re.compile(r"每(?:期|次|场|批|家|个|人|户|亩|村|年|月|季度|天|日)")
_EACH_OF = re.compile(r"平均每(?:个|家|户|名|亩)?[一-鿿]{1,4}")
"""专职工作者412人，平均每个社区12.9人."""
_AVERAGES = frozenset({"日均", "月均", "年均", "人均", "户均", "亩均", "平均"})
EVENTS = frozenset({"次", "场", "场次", "期", "批次", "批", "轮", "人次", "万人次", "班次", "趟", "元", "万元", "亿元"})
"""What is counted in these is the action itself: 培训3次."""


_HANDLED = frozenset({"办结", "化解", "整改", "销号", "答复", "结案", "调处", "已办结", "已整改", "已化解", "已销号"})
"""收到来信80批次，办结76批次: what was received is what was dealt with."""
_THERE_ARE = re.compile(r"(?:年末|年底|期末|现)?(?:实有|现有|共有|在册|实际)(?:数|人数)?")
"""年末实有18人，其中在职18人."""
_MEASURE = re.compile(r"(?:原值|净值|总值|总额|总量|总数|面积)$")


def _without_measure(words_: Phrase) -> Phrase:
    """A thing without the measure of it: 固定资产原值 → 固定资产."""
    if _THERE_ARE.fullmatch(words_.text):
        return Phrase()
    match = _MEASURE.search(words_.text)
    return words_ if match is None or match.start() < 2 else words_.part(0, match.start())


@cache
def _aspects() -> frozenset[str]:
    return frozenset(words("aspect"))


def thing_of(words_: Phrase) -> Phrase:
    """The noun of a subject: without its verb in front."""
    if anywhere("lead-not").match(words_.text) is not None:
        return words_  # 设备 does not begin with 设
    match = in_front("verb", "light").match(words_.text)
    if match is not None and len(words_.text) - match.end() >= 2 and words_.text[match.end()] not in "后前中期":
        return words_.part(match.end())
    done = _DONE_BEHIND.match(words_.text)
    return words_.part(0, done.end("thing")) if done is not None else words_


_DONE_BEHIND = re.compile(
    r"(?P<thing>.{2,12}?)(?:共计?|累计|已)(?:发放|收到|收集|办理|受理|举办|开展|完成|培训|安排|建成)$"
)
"""问卷调查共发放."""


@cache
def _adverb() -> re.Pattern[str]:
    return re.compile(
        rf"^[^，、“”]{{2,12}}?(?:(?<!公)共计?|累计|全年|已经?|年内|先后|共同)(?={either(words('verb'))}..)"
    )


def _after_adverb(words_: Phrase) -> Phrase:
    """Without the speaker in front of an adverb: 热线共受理诉求 → 受理诉求."""
    match = _adverb().match(words_.text)
    return words_ if match is None else words_.part(match.end())
