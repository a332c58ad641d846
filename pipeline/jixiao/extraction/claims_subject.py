"""The words that name what is counted: before the quantity, behind it, or taken over from the claim before."""

from __future__ import annotations

import re
from functools import cache

from jixiao.document.measures import Measure
from jixiao.extraction.claims_clause import Phrase, Slot
from jixiao.extraction.claims_relation import Relation
from jixiao.extraction.claims_takeover import Known, completed, only_verbs, thing_of
from jixiao.extraction.claims_trim import (
    balanced,
    generic,
    is_plan,
    named,
    noun_head,
    shortened,
    within_name,
    without_marks,
)
from jixiao.extraction.claims_words import anywhere, at_end, either, in_front, words

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
    r"(?:支出|投入|使用|安排|花费|得分|在|为|达到?)*+|(?:仅|只|平均)[^，。；]{1,8}"
)
"""4个项目**共支出**90万元: what leads to the next number says nothing of the things counted."""
_AMONG = re.compile(r"^(?P<noun>[^，。；、的]{1,12}?)(?:当中|中|里)，?(?:已|还|仅|只|共|仍)?有?$")
"""抽查的9个村**中有**6个未签协议: those of which something is said."""
_FOR = re.compile(r"(?:用于|用在|面向)$")
_RATE_OF_PAY = re.compile(r"^(?:的)?(?:标准|比例|价格|单价)(?=[^，。；]{3})")
"""按每亩5元的标准落实管护经费."""
_PAID_BY = re.compile(r"(?:按照|按|以)(?=[^，。；#]{0,12}$)")
_STANDARD_BEHIND = re.compile(r"的?(?P<what>标准|价格|单价|定额)$")
"""按照每人每月900元的标准，向困难职工发放补助: the amount is that of the standard."""
_USED = re.compile(r"^(?:用于|主要用于|专项用于|列入|纳入|安排)")


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
        return thing_of(named(slot.after.part(paid.end()))), True
    by = _PAID_BY.search(words_.text) if measure.dimension == "money" else None
    if by is not None and (rate := _STANDARD_BEHIND.match(slot.after.text)) is not None:
        return words_.part(by.end()) + slot.after.part(*rate.span("what")), False
    own = named(slot.without_dates(words_))
    if found.kind in ("base", "from"):
        own = shortened(own)
        return (completed(own, known, measure) if own.text in generic() else own or known.last or Phrase()), False
    after = _behind(slot.after)
    if slot.earlier and (among := _AMONG.search(front.text.rpartition("#")[2])) is not None:
        noun = front.part(front.text.rfind("#") + 1).part(*among.span("noun"))
        return (after.glued("的") + noun if after and not after.text.startswith(noun.text) else after or noun), True
    same = not own and known.last is not None and measure.unit == known.unit
    if same and known.last is not None and in_front("opener").match(after.text) is not None:
        doing = slot.without_dates(after)  # 收到信访件46件，2件正在办理
        thing = thing_of(known.last)
        thing = thing.part(thing.text.rfind("的") + 1)
        return (doing.glued("的") + thing if 0 < len(doing.text) <= _DOING else known.last), False
    shares_action = slot.delimiter in ("、", "和", "及") and not own and len(after.text) <= 4 and known.last is not None
    if shares_action and only_verbs(after.text) and known.last is not None:
        return known.last, False
    if not is_plan(after.text) and _takes_behind(own.text, after.text, measure, slot):
        return _from_behind(slot.without_dates(words_), after, shared, slot.topic), True
    if own:
        if len(own.text) == _BARE_ACTION and own.text in words("verb") and measure.dimension == "money":
            own = _with_adverb(own, words_)
        return completed(_with_action(shortened(own), slot, known, measure), known, measure), False
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
_DOING = 10
_ACTION_SHARED = 8
"""Longer words of a list name something of their own."""
_NOTHING_DONE = frozenset(["money", "ratio", "score"])


def _with_action(own: Phrase, slot: Slot, known: Known, measure: Measure) -> Phrase:
    """A bare thing of a list with the action that the first of the list stated: 新建道路9公里、桥梁3座 → 新建桥梁."""
    if slot.delimiter not in ("、", "和", "及") or known.last is None or measure.dimension in _NOTHING_DONE:
        return own
    if not 2 <= len(own.text) <= _ACTION_SHARED or own.text in generic() or known.listed or "的" in known.last.text:
        return own
    if any(anywhere(sort).search(own.text) is not None for sort in ("verb", "aspect")):
        return own
    size = len(known.last.text)
    acts = [
        match
        for match in anywhere("verb").finditer(known.last.text)
        if size - match.end() >= 2 and not within_name(known.last.text, match)
    ]
    return known.last.part(0, acts[-1].end()) + own if acts else own


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
    match = next((m for m in _predicate().finditer(text, start) if not _in_noun(text, m) and not _mean(text, m)), None)
    if match is None:
        return after, Phrase()
    noun, predicate = after.part(0, match.start()), after.part(match.start())
    carried = _CARRY_OUT.match(predicate.text)
    if carried is not None:
        predicate = predicate.part(carried.end())
    return noun, predicate


def _mean(text: str, found: re.Match[str]) -> bool:
    """Whether 均 belongs to an average: 8个分局平均每个分局不到4人."""
    return found[0] == "均" and text[found.start() - 1] in "平人户年月日亩"


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


@cache
def _speaker() -> re.Pattern[str]:
    """本次评价**共**抽查: who acts, in front of an adverb."""
    return re.compile(rf"^[^，、“”]{{2,12}}?(?:(?<!公)共计?|累计|先后|共同)(?={either(words('verb'))}$)")
