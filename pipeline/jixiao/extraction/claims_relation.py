"""What a quantity says in its clause: a level, a growth, the base it is compared with, a share, a completion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jixiao.document.measures import Measure
from jixiao.extraction.claims_clause import Phrase, Slot
from jixiao.extraction.claims_patterns import patterns
from jixiao.extraction.claims_words import words

Kind = Literal["level", "growth", "base", "from", "share", "done", "gap"]
"""A level of its own; a growth of one; the base that one is compared with (去年的130万元); the start of 由…到…; a share; how far
a plan is carried out (完成年度任务的95%); how far apart two things stand (高于全省平均水平0.4个百分点, 恢复到2019年的86%)."""
Direction = Literal["up", "down", "flat"]

_RATE_OF = re.compile(r"(?:节约|节省|压缩|压减|核减|降低|扩大|提高|减少)率")
_RATE_NAMED = re.compile(r"(?:自然|机械|保值|增值)$")
"""自然增长率3.53‰: a rate that is called so."""
"""节约率8.2%: a rate of its own."""
_PULLS = re.compile(r"(?:拉动|带动|推动|贡献)[^，。；#]{0,16}$")
"""拉动经济增长2.5个百分点: what one thing adds to another."""
_ALONE = re.compile(r"(?:(?P<up>净增加?|净增长)|净减少?|净下降)(?:了|约)?")
"""农民人均收入2.07万元，净增0.65万元: how much more that is than before."""
_GROWN = re.compile(r"^超|去年|上年|前年|往年|同期|年初(?!目标|计划|预算|任务|预期)|期初|上月|上季|[0-9]年")
"""高于上年0.5个百分点 is growth, and 超出目标5个百分点 a change against the target."""
_RESUMED = re.compile(
    r"(?:恢复|回升|相当于)(?:到|至)?(?:了)?[^，。；#]{0,12}的?(?:约)?$|^(?:是|为|约为)[^，。；#]{3,24}的$"
)
"""恢复到2019年的86.3%, 相当于上年的1.2倍."""
_LACKS = re.compile(
    r"(?:距离?|离|与)[^，。；#]{0,8}(?:目标|计划|任务|要求)[^，。；#]{0,4}?(?:还|尚|仍)?(?:差|相差|短缺|欠|少)"
)
"""服务组织19家，距目标尚差1家."""
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
    find = patterns()
    if (match := find.start.search(before)) is not None and not _goes_on(slot):
        return Relation("from", cut=len(before) - match.start())
    if (turned := doubling(before)) is not None:
        return Relation("level", doubled=turned, cut=len(before) - turned.start)
    if measure.dimension == "ratio" and (match := _RESUMED.search(before)) is not None and not find.done.search(before):
        return Relation("gap", cut=len(before) - match.start())
    above = find.points.match(before) if measure.dimension not in _RELATIVE and slot.delimiter in ("，", ",") else None
    if above is not None and not _GROWN.search(above[0]):
        return Relation("gap", cut=len(before))  # 耕地保有量78.6万亩，高于目标任务0.4万亩
    if (
        measure.dimension != "money"
        and (lacks := _LACKS.fullmatch(before)) is not None
        and slot.delimiter in ("，", ",")
    ):
        return Relation("gap", cut=len(lacks[0]))
    if (
        find.reached.search(slot.after.text) is not None
        and (match := find.led.search(before)) is not None
        and not _goes_on(slot)
    ):
        return Relation("from", cut=len(before) - match.start())
    if (match := find.reached.search(before)) is not None:
        return Relation("level", cut=len(before) - match.start())
    if measure.dimension == "ratio":
        if (match := find.share.search(before)) is not None and "占" in match[0]:
            return Relation("share", cut=len(before) - match.start())
        if slot.earlier and find.of_that.fullmatch(before):
            said = slot.front.text.rpartition("#")[0].rpartition("#")[2]
            done = "占" not in said or said.endswith(words("plan-itself"))
            return Relation("done" if done else "share", cut=len(slot.front.text))
    if (
        measure.dimension in _RELATIVE
        and before.endswith("的")
        and find.differs.match(text, measure.end)
        and (match := find.base.search(before)) is not None
    ):
        return Relation("base", cut=len(before) - match.start())  # 较上年的3.5%下降0.3个百分点
    if (found := _growth(slot, measure, before)) is not None:
        return found
    if measure.dimension == "ratio" and (match := find.done.search(before)) is not None and measure.unit != "倍":
        return Relation("done", cut=len(before) - match.start())
    if (match := find.base.search(before)) is not None:
        if measure.unit == "倍":
            return Relation("level", cut=len(before) - match.start())  # 办件量是上年的2.7倍
        if measure.dimension not in _RELATIVE:
            return Relation("base", cut=len(before) - match.start())
    if find.differs.match(text, measure.end) and (match := find.than.search(before)) is not None:
        return Relation("base", cut=len(before) - match.start())
    return Relation("level")


def _goes_on(slot: Slot) -> bool:
    """Whether 由 or 从 begins another thing than a change: 由5个部门组成."""
    return (
        re.match(r"(?:个|家|名|项)?[^，。；#至到]{0,10}(?:组成|构成|负责|承担|牵头|承办)", slot.after.text) is not None
    )


def _growth(slot: Slot, measure: Measure, before: str) -> Relation | None:
    relative = measure.dimension in _RELATIVE
    if not relative and (match := patterns().more.search(before)) is not None:
        return Relation("growth", "up" if match["up"] else "down", against(match[0]), cut=len(before) - match.start())
    if slot.earlier and not before and measure.text.startswith("超"):
        return Relation("growth", "up", "较目标")
    find = patterns()
    if not relative and slot.delimiter in ("，", ",") and not slot.after.text:
        net = _ALONE.fullmatch(before)
        if net is not None:
            return Relation("growth", "up" if net["up"] else "down", against(before), cut=len(before))
    points = measure.dimension == "percentage_point"
    if points and _PULLS.search(before) is not None:
        return None
    if points and (match := find.points.search(before)) is not None and not _GROWN.search(match[0]):
        return Relation("gap", cut=len(before) - match.start())
    if points and (match := patterns().points.search(before) or patterns().higher.search(before)) is not None:
        return Relation("growth", "up" if match["up"] else "down", against(match[0]), cut=len(before) - match.start())
    match = patterns().growth.search(before)
    called = match is not None and "率" in match[0] and _RATE_NAMED.search(before[: match.start()]) is not None
    if match is not None and not called and _RATE_OF.search(match[0]) is None:
        compared = patterns().compared.search(slot.topic.text) is not None or (slot.earlier and match.start() == 0)
        alone = not relative and match["against"] is None and not compared
        if not relative and (alone or slot.after.text):
            return None
        direction: Direction = "up" if match["up"] else "down"
        if (match["up"] or match["down"]) in ("多", "少") and match["against"] is None:
            return None
        return Relation("growth", direction, against(match[0]), cut=len(before) - match.start())
    if relative and (behind := patterns().behind.match(slot.after.text)) is not None:
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
    match = patterns().any_change.search(words_)
    return match[0] if match else "同比"


_KINDS = (
    (re.compile("同比"), "同比"),
    (re.compile("环比"), "环比"),
    (re.compile("计划|目标|预算"), "较目标"),
    (re.compile("年初|期初"), "较年初"),
    (re.compile("去年|上年|上一年|同期|与往年"), "较上年"),
    (re.compile("平均|均值"), "较平均"),
    (re.compile("较|比|相比"), "较基期"),
)
DOUBLED = {"": 100, "一": 100, "两": 300, "二": 300, "三": 700, "四": 1500}
"""What 翻…番 adds, in per cent (records.md, Readings)."""


def doubling(printed: str) -> Doubling | None:
    """The first 翻番, 翻两番, 减半, 持平 in some words, with the comparison before it, or None.

    >>> doubling("供气能力较去年翻番至")
    Doubling(start=4, end=9, direction='up', percent=100, against='较上年')
    """
    match = patterns().doubling.search(printed)
    if match is None:
        return None
    start = match.start("all")
    kind = against(printed[match.start() : start]) if match.start() < start else match[0]
    if match["half"]:
        return Doubling(match.start(), match.end(), "down", 50, kind)
    if match["flat"]:
        return Doubling(match.start(), match.end(), "flat", 0, kind)
    return Doubling(match.start(), match.end(), "up", DOUBLED[match["times"] or ""], kind)


def completed(front: Phrase, cut: int) -> Phrase:
    """What says in front of a quantity how far a plan was carried out: 完成年度任务, or 完成率 where that is not printed.

    >>> completed(Phrase("执行数完成预算的", tuple(range(8))), 5).text
    '完成预算'
    """
    match = _COMPLETED.search(front.text, len(front.text) - cut)
    return front.part(*match.span()) if match is not None else Phrase().glued("完成率")


_COMPLETED = re.compile(r"完成(?!率|了)[^，。；#]{2,12}?(?=的?$)")


def whole_of(before: str) -> str:
    """What a share is a share of, where the words say it: 总支出 in 占总支出的.

    >>> whole_of("基本支出占总支出的")
    '总支出'
    """
    match = patterns().whole.search(before)
    whole = match["whole"].removesuffix("的") if match else ""
    return "" if whole == "比" else whole
