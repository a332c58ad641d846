"""The words that name what is counted: before the quantity, behind it, or taken over from the claim before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jixiao.document.measures import Measure
from jixiao.extraction.claims_clause import Phrase, Slot
from jixiao.extraction.claims_relation import Relation
from jixiao.extraction.claims_trim import balanced, generic, is_plan, named, noun_head, shortened, without_marks
from jixiao.extraction.claims_words import anywhere, at_end, either, in_front, siblings, words

_MANY = re.compile(r"^(?P<list>.*?)等(?:多)?(?:共计?|合计|总计|计|累计)?$")
_DID = re.compile(r"^(?P<verb>[^、，的]{1,7}?了)")
_HAND = re.compile(r"(?:对|将|把|为|向|给|使|让|从|由|于|(?<!存)在|有|与|剩余|其余)$")
_SET_UP = re.compile(r"内设|下设|下辖|设有")
_QUALITY = re.compile(r"^(?:有|无|较|最|可|能|具有|新|老|优质|重点|急需|主要|符合|高|大|小|好|不|未|各|具备|亿元|万元)")
_JOINED = re.compile(r"(?:及|和|与|、|以及)$")
_MADE_OF = re.compile(r"(?:组成|构成)$")
_DOES_TO = re.compile(
    r"^(?P<noun>[^，。；的对]{2,8})(?:对(?!象|口|外|比|账|手|策)|就(?!业|诊|读|餐)|为|向)"
    r"[^，。；]{1,20}?(?:进行了?|开展了?|提供了?|予以|给予|作了?|实施了?)(?=..)"
)
"""5名专家**对报告初稿进行了**评审."""
_CARRY_OUT = re.compile(r"^(?:进行了?|予以|给予|实施了?|开展了?|作了?|做了?)(?=.)")
_UNITS_BEHIND = re.compile(r"^(?:的|之|多|余|个|左右|上下|以上|以下|以内)+")
_MEASURED_BY = re.compile(r"^(?:占|为|完成|达到?|相当于|超额完成|执行)+")
_NEW_ITEM = frozenset(["；", ";", "：", ":", "。", ""])
"""What stands before a clause that names something new."""
_IS = re.compile(r"^(?:是|为|系|属|属于|均为|都是|作为|(?:主要|专项|全部|均)?用于)(?=.)")
_GOVERNS = re.compile(
    r"(?:(?:自评|绩效|评价|综合)*(?:得分|评分|总分))?(?:共计?|均|仅|只|合计|累计|总共|分别)*+"
    r"(?:支出|投入|使用|安排|花费|得分|在|为|达到?)*+|(?:仅|只)[^，。；]{1,6}"
)
"""4个项目**共支出**90万元: what leads to the next number says nothing of the things counted."""
_AMONG = re.compile(r"^(?P<noun>[^，。；、的]{1,12}?)(?:当中|中|里)，?(?:已|还|仅|只|共|仍)?有?$")
"""抽查的9个村**中有**6个未签协议: those of which something is said."""
_FOR = re.compile(r"(?:用于|用在|面向)$")
_RATE_OF_PAY = re.compile(r"^(?:的)?(?:标准|比例|价格|单价)(?=[^，。；]{3})")
"""按每亩5元的标准落实管护经费."""
_USED = re.compile(r"^(?:用于|主要用于|专项用于|列入|纳入|安排)")


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


def subject(
    slot: Slot, found: Relation, measure: Measure, known: Known, shared: Phrase, *, whole: bool = False
) -> tuple[Phrase, bool]:
    """The subject of a quantity, and whether its noun stands behind it; an empty phrase where none can be named.

    ``shared`` is the predicate that a later thing of the same list states for all; ``whole``: the quantity is what the
    next one is a share of (完成预算6.58万元的79%).
    """
    front = slot.front.part(0, len(slot.front.text) - found.cut)
    words_ = front
    if whole:
        words_ = words_.part(match.end()) if (match := _MEASURED_BY.match(words_.text)) is not None else words_
    if slot.earlier and not (set(slot.earlier) & known.behind):
        words_ = front.part(front.text.rfind("#") + 1)
    if (paid := _RATE_OF_PAY.match(slot.after.text)) is not None:
        return _thing(named(slot.after.part(paid.end()))), True
    own = named(slot.without_dates(words_))
    if found.kind in ("base", "from"):
        own = shortened(own)
        return (_completed(own, known, measure) if own.text in generic() else own or known.last or Phrase()), False
    after = _behind(slot.after)
    if (among := _AMONG.search(front.text.rpartition("#")[2])) is not None and slot.earlier:
        noun = front.part(front.text.rfind("#") + 1).part(*among.span("noun"))
        return (after.glued("的") + noun if after and not after.text.startswith(noun.text) else after or noun), True
    shares_action = slot.delimiter in ("、", "和", "及") and not own and len(after.text) <= 4 and known.last is not None
    if shares_action and only_verbs(after.text) and known.last is not None:
        return known.last, False
    if not is_plan(after.text) and _takes_behind(own.text, after.text, measure, slot):
        return _from_behind(slot.without_dates(words_), after, shared, slot.topic), True
    if own:
        if len(own.text) == _BARE_ACTION and own.text in words("verb") and measure.dimension == "money":
            own = _with_adverb(own, words_)
        return _completed(shortened(own), known, measure), False
    begins = known.last is None or slot.topic_delimiter in _NEW_ITEM
    if slot.topic and slot.delimiter in "：:，," and not found.cut and begins:
        topic = named(slot.without_dates(slot.topic))
        if topic and (slot.delimiter in "：:" or len(topic.text) <= 16):
            return shortened(topic), False
    if known.last is not None:
        return _without_plan(known.last), False
    bare = named(slot.without_dates(words_), light=False, bare=True)
    return (Phrase() if is_plan(bare.text) or is_plan(after.text) else bare), False


_BARE_ACTION = 2


def _with_adverb(own: Phrase, front: Phrase) -> Phrase:
    """A bare action with the 累计 before it, so that it names an amount: 累计支付3412万元."""
    place = front.text.rfind("累计" + own.text)
    return own if place < 0 else front.part(place, place + 2) + own


def _without_plan(words_: Phrase) -> Phrase:
    """A thing whose plan was told, without the word for the plan: 改造目标任务300户，完成312户."""
    match = _PLAN_BEHIND.search(words_.text)
    return words_ if match is None or match.start() < 2 else words_.part(0, match.start())


_PLAN_BEHIND = re.compile(r"(?:的)?(?:年初|年度|全年|原定|预期|原)?(?:目标任务|任务目标|目标|任务)(?:数|值)?$")


def _behind(after: Phrase) -> Phrase:
    """Words behind a quantity without what leads to the next one."""
    match = _UNITS_BEHIND.match(after.text)
    if match is not None and match[0] != "个":
        after = after.part(match.end())
    reverse = at_end("after-tail").match(after.text[::-1])
    if reverse is not None:
        after = after.part(0, len(after.text) - reverse.end())
    return without_marks(balanced(after))


_ONE = frozenset("人户村镇乡县校")
"""Nouns of one character that are counted."""


def _takes_behind(own: str, after: str, measure: Measure, slot: Slot) -> bool:
    """Whether the noun behind the quantity is what is counted."""
    if (len(after) < 2 and after not in {"人", "户"}) or after.startswith(("因", "由于", "受")):
        return False
    bare = not own or only_verbs(own) or _JOINED.search(slot.front.text) is not None
    if measure.dimension in ("count", "other"):
        return bare or begins_with_noun(after) or "的" in after or _ends_in_verb(own)
    if bare:
        return _IS.match(after) is not None or not own or slot.after.text.startswith("的") or opener_free(after)
    return False


def begins_with_noun(words_: str) -> bool:
    """Whether no action opens the words, or only as part of a noun: 安置房, 服务平台, 培训班."""
    if in_front("opener").match(words_) is not None:
        return False
    match = _verb().match(words_)
    return match is None or _in_noun(words_, match)


def _ends_in_verb(words_: str) -> bool:
    return at_end("verb").match(words_[::-1]) is not None


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(either(words("verb")))


def _in_noun(text: str, verb: re.Match[str]) -> bool:
    """Whether what follows a verb makes it part of a noun: 安置房, but not 获得贷款."""
    if verb[0] in words("never-noun") or verb[0] in words("predicate"):
        return False
    return noun_head().match(text, verb.end()) is not None


def opener_free(after: str) -> bool:
    """Whether no verb or preposition opens the words."""
    return in_front("opener").match(after) is None or _USED.match(after) is not None


def _from_behind(front: Phrase, after: Phrase, shared: Phrase, topic: Phrase) -> Phrase:
    """Verb in front, predicate and noun behind: 推荐2家企业进入名单 → 推荐进入名单的企业."""
    verb = _verb_of(front)
    if not verb and (set_up := _SET_UP.search(topic.text)) is not None:
        verb = topic.part(*set_up.span())
    match = _IS.match(after.text)
    if match is not None:
        return named(after.part(match.end()))
    made = _MADE_OF.search(after.text)
    if made is not None:
        after = after.part(0, made.start())
    if is_plan(after.text):
        return Phrase()
    noun, predicate = noun_and_predicate(after)
    if (predicate and _GOVERNS.fullmatch(predicate.text)) or _FOR.search(front.text):
        return noun
    if not predicate and not only_verbs(verb.text):
        predicate = shared
    if not predicate:
        return verb + noun
    return (verb + predicate).glued("的") + noun


def _verb_of(front: Phrase) -> Phrase:
    text = front.text
    if _JOINED.search(text) is not None:
        return Phrase()
    listed = _MANY.match(text)
    if listed is not None and listed["list"]:
        did = _DID.match(listed["list"])
        if did is not None:
            front = front.part(0, did.end() - 1)
        else:
            does = in_front("lead", "verb", "light").match(text)
            front = front.part(0, does.end() if does else 0)
    while (hand := _HAND.search(front.text)) is not None:
        front = front.part(0, hand.start())
    verb = named(front, light=False)
    if (speaker := _speaker().search(verb.text)) is not None:
        verb = verb.part(speaker.end())
    if verb.text.startswith(("于", "在")):
        verb = verb.part(1)
    if len(verb.text) > 6:
        verb = shortened_to_verb(verb)
    only_light = in_front("light").fullmatch(verb.text)
    return Phrase() if only_light else verb


def shortened_to_verb(words_: Phrase) -> Phrase:
    """The last action in words that lead up to a quantity, with what stands behind it."""
    best = None
    for match in anywhere("verb").finditer(words_.text):
        best = match.start()
    return words_.part(best) if best is not None else words_


def noun_and_predicate(after: Phrase) -> tuple[Phrase, Phrase]:
    """企业进入名单 → 企业, 进入名单; 项目的清零任务 → 项目, 清零任务."""
    text = after.text
    if (doing := _DOES_TO.match(text)) is not None:
        return after.part(*doing.span("noun")), after.part(doing.end())
    if "的" in text[1:9] and not text.endswith("的"):
        place = text.index("的", 1)
        if _QUALITY.match(text) is not None:
            return (after.part(place + 1) if len(text) - place > 2 else after), Phrase()
        acts = any(not _in_noun(text, match) for match in anywhere("verb").finditer(text, 0, place))
        if not acts and place <= 6:
            return after.part(0, place), after.part(place + 1)
        return after, Phrase()
    if not text:
        return Phrase(), Phrase()
    start = 1 if text[0] in _ONE else 2
    match = next((m for m in _predicate().finditer(text, start) if not _in_noun(text, m)), None)
    if match is None:
        return after, Phrase()
    noun, predicate = after.part(0, match.start()), after.part(match.start())
    carried = _CARRY_OUT.match(predicate.text)
    if carried is not None:
        predicate = predicate.part(carried.end())
    return noun, predicate


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(
        either(
            [
                *words("verb"),
                *words("predicate"),
                *(w for w in words("opener") if len(w) > 1 or w in "被已均将在于从向"),
            ]
        )
    )


def _completed(own: Phrase, known: Known, measure: Measure) -> Phrase:
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
        return own + _thing(known.head)
    if known.listed and known.head is not None and own.text in _aspects():
        return own + _without_measure(_thing(known.head))
    said = _ACTUALLY.sub("", own.text)
    if measure.unit == known.unit and len(said) >= 2 and known.last.text.startswith(said) and only_verbs(said):
        return known.last
    for other in siblings().get(own.text, ()):
        if known.last.text.endswith(other) and len(known.last.text) > len(other):
            return known.last.part(0, len(known.last.text) - len(other)) + own
    thing = _thing(known.last)
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
            thing = _thing(known.counted)
        if own.text.endswith(_RATES) and thing.text.endswith(_RATES):
            return own  # 办复率100%，满意率98%
        return (thing.part(0, len(thing.text) - 2) if own.text.startswith(thing.text[-2:]) else thing) + own
    counted = measure.dimension == "count" and measure.unit == known.unit and measure.unit not in EVENTS
    return own + thing if counted and len(own.text) <= 4 and only_verbs(own.text) else own


_SIZE = re.compile(r"[0-9.]+[十百千万亿]*[元吨亩人平方米公里千瓦]{1,3}(?:以上|以下|以内)")
_SIZE_WITHIN = re.compile(r"[0-9.]*[十百千万亿]*[元吨亩人](?:以上|以下|以内)")
"""引进亿元以上项目38个，其中50亿元以上3个."""
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


def _thing(words_: Phrase) -> Phrase:
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


@cache
def _speaker() -> re.Pattern[str]:
    """本次评价**共**抽查: who acts, in front of an adverb."""
    return re.compile(rf"^[^，、“”]{{2,12}}?(?:(?<!公)共计?|累计|先后|共同)(?={either(words('verb'))}$)")


def _after_adverb(words_: Phrase) -> Phrase:
    """Without the speaker in front of an adverb: 热线共受理诉求 → 受理诉求."""
    match = _adverb().match(words_.text)
    return words_ if match is None else words_.part(match.end())
