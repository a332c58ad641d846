"""Takes from words what names nothing: connectives, adverbs of time, copulas, light verbs, the unit that speaks."""

from __future__ import annotations

import re
from functools import cache

from jixiao.extraction.claims_clause import Phrase
from jixiao.extraction.claims_words import anywhere, at_end, either, in_front, words

_LONG = 14
"""Longer subjects in front of a quantity are cut at their last action."""
_LIST_HEAD = re.compile(
    r"^(?:[0-9一二三四五六七八九十]{1,2}[.．、)）]|[①-⑳]|第[一二三四五六七八九十](?:是|(?=[，,、：:])(?!、[二三四五六七八九十]))|(?:任务|目标|指标)[0-9一二三四五六七八九十]{1,2}(?=\D))"
)
_UNIT = re.compile(
    r"^[^，。；、]{2,24}?(?:局|中心|委员会|委|院|校|所|站|馆|办公室|办|处|队|会|公司|厅|社|部)(?:机关|本级)?"
    r"(?=(?:现有|共有|核定|年末)?(?:内设|下设|下辖|设有|编制|实有|在职|在编)"
    r"|(?:部门)?(?:整体|项目)(?:支出)?(?:绩效)?(?:自评|评价)|(?:绩效)?自评(?:综合)?得分)"
)
_IN_MATTERS = re.compile(r"^在(?P<what>.{2,20})方面$")
_PLACE_DOES = re.compile(
    r"^(?:全国|全省|全市|全县|全区|全州|全镇|全乡|园区|区内|辖区)(?=完成|实现|共|已|现|新|累计|力争|预计|拥有|有)"
)
_PLAN_ITSELF = re.compile(r"(?:年初|年度|全年|预期|原定?|年)?(?:计划|目标|任务|目标任务|任务目标)(?:数|值)?")
"""年初计划9个, 任务数30家: the thing planned was named before."""
_LISTED = re.compile(r"^[^，。；]*、[^，。；、]*等(?P<kind>[^，。；、等]{4,})$")
"""河湖清淤、渠道衬砌等民生项目: the kind of what was listed names it."""
_COMPARISONS = ("相比", "相比较", "比较而言")
_FIVE_YEARS = re.compile(r"^“?十[一二三四五六]五”?(?:期间|时期|以来|期末|末)?")
_BECAUSE = re.compile(r"^(?:因|由于|受)[^，。；]{2,12}(?:影响|原因|等因素影响)")
_TO_DATE = re.compile(r"^(?:到|至|截至|截止)(?!位|达|账|期|场|访|会|岗|户)")
_QUOTES = {"“": "”", "《": "》", "‘": "’", "「": "」"}
_ANY_QUOTE = re.compile(f"[{''.join(_QUOTES)}{''.join(_QUOTES.values())}]")


@cache
def _self() -> re.Pattern[str]:
    """我局, 本中心: the unit that speaks of itself."""
    return re.compile(rf"^(?:(?:我|本){either(words('self'))}(?:机关)?|单位(?=共|现|有|编|实|在))")


@cache
def generic() -> frozenset[str]:
    """Words that name nothing by themselves: 合格率, 总额."""
    return frozenset(words("generic"))


def is_plan(text: str) -> bool:
    """Whether words name nothing but the plan itself: 年度目标, 任务数."""
    return _PLAN_ITSELF.fullmatch(text) is not None


def named(words_: Phrase, *, light: bool = True, bare: bool = False) -> Phrase:
    """Words in front of a quantity without what names nothing: connectives, adverbs of time, copulas, light verbs."""
    previous = -1
    words_ = balanced(words_)
    while len(words_.text) != previous:
        previous = len(words_.text)
        if words_.text.startswith("的"):
            words_ = words_.part(1)  # 截至2020年的存量债务
        text = words_.text
        if anywhere("lead-not").match(text):
            break
        for pattern in (_LIST_HEAD, _self(), _UNIT, _PLACE_DOES, _TO_DATE, _FIVE_YEARS, _BECAUSE, in_front("lead")):
            match = pattern.match(text)
            if match is not None:
                words_ = words_.part(match.end())
                break
        if "连续" in words_.text and (lasting := _LASTING.search(words_.text)) is not None:
            words_ = words_.part(0, lasting.start())
        each = _EACH_BEHIND.search(words_.text) if "每" in words_.text else None
        if each is not None and _WITHOUT_EACH.fullmatch(words_.text, 0, each.start()):
            words_ = words_.part(0, each.start())
        text = words_.text
        if text.endswith("的"):
            text = text[:-1]
            words_ = words_.part(0, len(text))
        reverse = at_end("tail").match(text[::-1])
        if reverse is not None and not _KEPT_ENDS.search(text):
            words_ = words_.part(0, len(text) - reverse.end())
        words_ = without_marks(words_)
    if light and anywhere("lead-not").match(words_.text) is None:
        match = in_front("light").match(words_.text)
        if match is not None and len(words_.text) - match.end() >= 2 and words_.text[match.end() :] not in generic():
            words_ = words_.part(match.end())
    if (work := _WORK_AROUND.search(words_.text)) is not None:
        words_ = words_.part(0, work.start())
    if (identified := _IDENTIFIED.match(words_.text)) is not None:
        words_ = words_.part(identified.end())
    text = words_.text
    if text.endswith(_COMPARISONS) or (not bare and (is_plan(text) or text in words("bare"))):
        return Phrase()
    return words_


_WORK_AROUND = re.compile(r"(?<=..)(?:的)?(?:相关|有关)(?:工作|事宜|事项)$")
"""全力推进渠道**相关工作**，年末实现25公里."""
_IDENTIFIED = re.compile(r"^(?:编号|代码|代号|宗地编?号|地块编?号)(?:为|是)?[^，。；的]{1,20}的(?=..)")
"""**编号为12-3的**地块面积."""
_EACH_BEHIND = re.compile(
    r"(?:为|达|达到|控制在|保持在|是)?每[百千万]?(?:人|户|亩|吨|平方米|平方公里|公里|家|个|件|辆|床|生|月|年|天|次|公顷|公斤|立方米|台|套|村|名|床位)$"
)
"""单产**每亩**156.6公斤: of what a rate is, beside its number."""
_LASTING = re.compile(r"已?连续[一二三四五六七八九十两0-9]{1,3}(?:年|个月|个季度)(?:保持|稳定)?(?:在)?$")
_WITHOUT_EACH = re.compile(r"(?!按|以)[^每]{2,}")
_KEPT_ENDS = re.compile(
    r"(?:实有|国有|所有|自有|持有|占有|统计|审计|设计|估计|会计|节约|签约|预约|合约|未完成|[发体出呈]现|目的|标的|^合计|^总计|内在|存在)$"
)
"""What looks like a copula at the end and belongs to the name."""


def without_marks(words_: Phrase) -> Phrase:
    text = words_.text
    start = len(text) - len(text.lstrip("、，,：:；;。.-—·|/和及与"))
    end = len(text.rstrip("、，,：:；;。.-—·|/=＝"))
    return words_.part(start, end) if start < end else Phrase()


def within_name(text: str, verb: re.Match[str]) -> bool:
    """Whether an action is part of a noun (安置房, 运行维护费) or ends an item of a list (供水保障、…).

    投入资金 is no such noun: what takes an action into a name is a single character.
    """
    if verb[0] in words("never-noun"):
        return False
    if verb[0] in _ACCOUNTS:
        return True
    end = verb.end()
    while (following := in_front("verb").match(text[end : end + _ACTIONS])) is not None:
        end += following.end()  # 运行维护费
    head = noun_head().match(text, end)
    return text[end : end + 1] in _LINKS or (head is not None and len(head[0]) == 1)


_ACCOUNTS = frozenset({"支出", "收入", "结余", "结转"})
"""In a name these are what is counted: 维护费支出决算."""
_ACTIONS = 12
_LINKS = frozenset("、和及与")


@cache
def noun_head() -> re.Pattern[str]:
    """What makes the action before it part of a noun: 房, 费, 项目."""
    return re.compile(either(words("noun-head")))


def balanced(words_: Phrase) -> Phrase:
    """Without a quotation mark whose partner is missing."""
    text = words_.text
    if _ANY_QUOTE.search(text) is None:
        return words_
    for opening, closing in _QUOTES.items():
        if text.count(opening) != text.count(closing):
            kept = [i for i, c in enumerate(text) if c not in (opening, closing)]
            words_ = Phrase("".join(text[i] for i in kept), tuple(words_.at[i] for i in kept))
            text = words_.text
    return words_


def shortened(words_: Phrase) -> Phrase:
    """A long subject cut at its last action that leaves enough to name something, or behind its last 的."""
    size = len(words_.text)
    if (matter := _IN_MATTERS.match(words_.text)) is not None:
        return words_.part(*matter.span("what"))
    if size <= _LONG:
        return words_
    of = words_.text.rfind("的")
    if of > 0 and size - of - 1 >= 4:
        return words_.part(of + 1)
    if (listed := _LISTED.match(words_.text)) is not None:
        return words_.part(listed.start("kind"))
    starts = [
        m.start()
        for m in anywhere("verb").finditer(words_.text)
        if m.start() > 2 and size - m.end() >= 2 and not within_name(words_.text, m)
    ]
    for least in (7, 4):
        best = next((start for start in reversed(starts) if size - start >= least), None)
        if best is not None:
            return words_.part(best)
    return words_
