"""What a quantity says in its clause: a level, a growth, the base it is compared with, a share, a completion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jixiao.document.measures import Measure
from jixiao.extraction.claims_clause import Slot
from jixiao.extraction.claims_words import either, words

Kind = Literal["level", "growth", "base", "from", "share", "done"]
"""A level of its own; a growth of one; the base that one is compared with (去年的130万元); the start of 由…到…; a share; how far
a plan is carried out (完成年度任务的95%)."""
Direction = Literal["up", "down", "flat"]

_UP = "增长|增加|增收|增产|提高|上升|上涨|提升|升高|增幅|增速|涨幅|增长率|增速达|新增长|净增长|递增|扩大|新增|净增|多增|多"
_DOWN = "下降|减少|减产|降低|下跌|回落|减幅|降幅|压减|缩减|缩短|压缩|减收|收窄|下滑|递减|核减|节约|节省|短收|少"
_AGAINST = r"""
    (?:与|和|同|对|对比|相比|相较于?|比|较|比较|按)?
    (?:去年同期|上年同期|去年|上年度?|上一年度?|前年|年初|年初计划|年初目标|年初预算|计划|目标|预算|目标任务|可比口径|可比价格?|可比价格计算|往年|前期|期初|原计划|
       上月|上季度|上一季度|同期|培训前|改造前|(?:19|20)\d\d年|“?[一二三四五六七八九十]{1,2}五”?)
    (?:同期|数|水平|任务|预算数?|计划数?|末|底|期)?(?:相比|相较|比较|计算)?
"""
_TIMES = r"(?:同比|环比|同口径|同比口径|年均|平均|累计|分别|均|各|也|又|仅|只|将|再|净|实际|名义|逐年|进一步|大幅|同步|均比|可)*"
_GROWTH = re.compile(
    rf"""
    (?P<against>(?:同比|环比)|{_AGAINST})?
    {_TIMES}
    (?:(?P<up>{_UP})|(?P<down>{_DOWN}))
    (?:率|幅度|幅|速度|值|额|量)?(?:了|为|是|达|达到|约|近|至少|超过?|均|均为|均达|分别|分别为|分别达|高达|仅|不低于|不少于|不超过|控制在|保持在|在|目标)*$
    """,
    re.VERBOSE,
)
"""同比增长, 比年初计划增加, 增幅达, 较上年下降了; at the end of the words before a quantity."""
_GROWTH_BEHIND = re.compile(
    r"^的?(?:同比|环比)?(?:(?P<up>增长|增幅|增速|涨幅|提升)|(?P<down>降幅|下降|压减))(?:率|幅度|速度)?(?:$|[^率])"
)
"""20%的增长; at the beginning of the words behind."""
_TO = re.compile(
    r"(?:增加|增长|提高|上升|提升|下降|减少|降低|压减|压缩|缩短|扩大|发展|回落|增|升|降|减|涨|调整|攀升|跃升|扩张|扩展|翻番|翻一番|翻两番|减半)(?:到|至|为)(?:约|了)?$|(?:^|[^达])(?:到|至)$"
)
_FROM = re.compile(
    r"(?:由|从|自)(?:原来的?|原先的?|原|最初的?|过去的?|之前的?|以往的?|上年的?|去年的?|上年末的?|年初的?|改革前的?|\d{4}年(?:底|末)?的?|[^，。；#]{0,8}年的?)?(?:约|的)?$"
)
_BASE = re.compile(
    rf"(?:(?:比|较|与|同|对比|相比|相较|低于|高于)?{either(words('base'))}(?:同期|末|底)?(?:的|为|是|数|完成|决算|实际|实现|仅|只有|仅为)*"
    r"|(?:比|较|与|同|低于|高于)[^，。；#]{0,12}?(?:年|年度|同期|平均水平|平均|均值|标准值)(?:的|为|是)*)$"
)
"""去年 in 较去年130万元; the comparison with another year or with an average."""
_THAN = re.compile(r"(?:比|较|与|同)[^，。；#]{2,16}$")
_DIFFERS = re.compile(r"\s*(?:相比)?(?:增加|减少|增长|下降|提高|降低|超出|超过?|多|少|高|低|持平|节约|上升|上涨)")
"""较预算数1790万元超出…: the words before and behind of what is compared with."""
_MORE = re.compile(rf"(?:同比|环比|{_AGAINST})(?:(?P<up>多)|(?P<down>少))[^，。；#]{{0,4}}$", re.VERBOSE)
"""同比多争取2600万元."""
_COMPARED = re.compile(r"(?:^|[，。；])[^，。；]{0,12}(?:比|较|相比|对比)[^，。；]{0,12}$")
_SHARE = re.compile(
    r"(?:占|占比|占比重|比重|比例|占到)(?:[^，。；#]{0,24}?(?:的|比重|比例|总额|总量|总数))?(?:了|为|达到?|约|近|超过?|的|分别|是|重|由|从|降至|升至|提高到|下降到|降低到|均|在|到|至)*$"
)
_OF = re.compile(
    r"占(?P<whole>[^，。；#]*?)(?:的|的比重|的比例|比重|比例|之比)?(?:的比重|的比例|比重|比例)?(?:了|为|达到?|约|近|超过?|的|由|从|降至|升至|提高到|下降到|均|在)*$"
)
_DONE = re.compile(
    r"(?:完成|为|达到?|超额完成|超|是|完成了|相当于|执行)(?:了)?(?:全年|年度|年初|预算|计划|目标|任务|目标任务|年初预算|年度预算|年度计划|年度目标|年初目标|年初计划|全年目标|全年计划|全年任务|调整预算|调整后预算|[^，。；#]{0,8}?(?:目标任务|目标|任务|计划|预算))(?:数|值|额)?的?$"
)
_OF_THAT = re.compile(r"的(?:约|近)?")
"""完成预算6.58万元的79.03%: a share of the quantity before it."""
_RELATIVE = frozenset({"ratio", "percentage_point"})


@dataclass(frozen=True, slots=True)
class Doubling:
    """翻番, 减半 or 持平 with its place in the words, and what that is in per cent."""

    start: int
    end: int
    direction: Direction
    percent: int
    against: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How a quantity is to be taken, and where the words that say so begin."""

    kind: Kind
    direction: Direction | None = None
    against: str | None = None
    """Against what it grew, as in the output: 同比, 环比, 较上年, 较年初, 较目标, or the printed word 增幅 …"""
    doubled: Doubling | None = None
    """翻番, 减半 or 持平 in the words before a level."""
    cut: int = 0
    """How many characters directly before the quantity say this, and name no subject."""


def relation(slot: Slot, measure: Measure, text: str) -> Relation:
    """What this quantity says, from the words of its clause; ``text`` is the document's."""
    before = slot.front.text.rpartition("#")[2]
    if (match := _FROM.search(before)) is not None and not _goes_on(slot):
        return Relation("from", cut=len(before) - match.start())
    if (turned := doubling(before)) is not None:
        return Relation("level", doubled=turned, cut=len(before) - turned.start)
    if (match := _TO.search(before)) is not None:
        return Relation("level", cut=len(before) - match.start())
    if measure.dimension == "ratio" and (match := _SHARE.search(before)) is not None and "占" in match[0]:
        return Relation("share", cut=len(before) - match.start())
    if slot.earlier and measure.dimension == "ratio" and _OF_THAT.fullmatch(before):
        said = slot.front.text.rpartition("#")[0].rpartition("#")[2]
        return Relation("share" if "占" in said else "done", cut=len(slot.front.text))
    if (found := _growth(slot, measure, before)) is not None:
        return found
    if measure.dimension == "ratio" and (match := _DONE.search(before)) is not None and measure.unit != "倍":
        return Relation("done", cut=len(before) - match.start())
    if measure.dimension not in _RELATIVE and (match := _BASE.search(before)) is not None:
        return Relation("base", cut=len(before) - match.start())
    if _DIFFERS.match(text, measure.end) and (match := _THAN.search(before)) is not None:
        return Relation("base", cut=len(before) - match.start())
    return Relation("level")


def _goes_on(slot: Slot) -> bool:
    """Whether 由 or 从 begins another thing than a change: 由5个部门组成."""
    return (
        re.match(r"(?:个|家|名|项)?[^，。；#至到]{0,10}(?:组成|构成|负责|承担|牵头|承办)", slot.after.text) is not None
    )


def _growth(slot: Slot, measure: Measure, before: str) -> Relation | None:
    relative = measure.dimension in _RELATIVE
    if not relative and (match := _MORE.search(before)) is not None:
        return Relation("growth", "up" if match["up"] else "down", against(match[0]), cut=len(before) - match.start())
    if slot.earlier and not before and measure.text.startswith("超"):
        return Relation("growth", "up", "较目标")
    match = _GROWTH.search(before)
    if match is not None:
        compared = _COMPARED.search(slot.topic.text) is not None or (slot.earlier and match.start() == 0)
        alone = not relative and match["against"] is None and not compared
        if not relative and (alone or slot.after.text):
            return None
        direction: Direction = "up" if match["up"] else "down"
        if (match["up"] or match["down"]) in ("多", "少") and match["against"] is None:
            return None
        return Relation("growth", direction, against(match[0]), cut=len(before) - match.start())
    if relative and (behind := _GROWTH_BEHIND.match(slot.after.text)) is not None:
        return Relation("growth", "up" if behind["up"] else "down", against(before + behind[0]))
    return None


def against(words_: str) -> str:
    """What a growth is measured against, named as in the output contract; the printed noun where nothing is said.

    >>> against("比上年增长"), against("增幅达"), against("比年初计划增加")
    ('较上年', '增幅', '较目标')
    """
    for pattern, name in _KINDS:
        if pattern.search(words_):
            return name
    match = re.search(rf"{_UP}|{_DOWN}", words_)
    return match[0] if match else "同比"


_KINDS = (
    (re.compile("同比"), "同比"),
    (re.compile("环比"), "环比"),
    (re.compile("计划|目标|预算"), "较目标"),
    (re.compile("年初|期初"), "较年初"),
    (re.compile("去年|上年|上一年|同期|与往年"), "较上年"),
    (re.compile(r"较|比|相比"), "较基期"),
)
_DOUBLING = re.compile(
    rf"(?:同比|环比|{_AGAINST})?(?P<all>翻(?:了)?(?P<times>[一两二三四]?)番|(?P<half>减半|减少一半|下降一半|降低一半)|(?P<flat>持平|基本持平)|增长?(?P<one>一倍)|翻倍)",
    re.VERBOSE,
)
DOUBLED = {"": 100, "一": 100, "两": 300, "二": 300, "三": 700, "四": 1500}
"""What 翻…番 adds, in per cent (records.md, Readings)."""


def doubling(printed: str) -> Doubling | None:
    """The first 翻番, 翻两番, 减半, 持平 in some words, with the comparison before it, or None.

    >>> doubling("供气能力较去年翻番至")
    Doubling(start=4, end=9, direction='up', percent=100, against='较上年')
    """
    match = _DOUBLING.search(printed)
    if match is None:
        return None
    start = match.start("all")
    kind = against(printed[match.start() : start]) if match.start() < start else match[0]
    if match["half"]:
        return Doubling(match.start(), match.end(), "down", 50, kind)
    if match["flat"]:
        return Doubling(match.start(), match.end(), "flat", 0, kind)
    return Doubling(match.start(), match.end(), "up", DOUBLED[match["times"] or ""], kind)


def whole_of(before: str) -> str:
    """What a share is a share of, where the words say it: 总支出 in 占总支出的.

    >>> whole_of("基本支出占总支出的")
    '总支出'
    """
    match = _OF.search(before)
    return match["whole"].removesuffix("的") if match else ""
