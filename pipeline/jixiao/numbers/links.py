"""Relations between the quantities of one sentence that its words state: growth, baseline, from-to, part, difference, share.

What is read, left to right, with the words that lead to each quantity:

* 完成税收3.5亿元，**同比增长**9% — ``growth-of`` the level before it, with its direction;
* 接待费96万元，**较去年**128万元减少32万元 — 128 is the ``baseline-of`` 96, and 32 its ``difference-of``;
* **由**5.51万元**降至**0 — ``from-of``; 总支出310万元，**其中**基本支出143万元 — ``part-of``; **占**46.2% — ``share-of``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from jixiao.document.measures import MeasureLink
from jixiao.numbers.ground import Ground
from jixiao.numbers.quantity import Quantity

Direction = Literal["up", "down"]

_WINDOW = 60
_BACK = 8
"""How many quantities a link may reach back."""
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_UP = r"增长|增加|上升|提高|提升|攀升|上涨|扩大|增幅|涨幅|增速|增长率|增|升|涨"
_DOWN = r"下降|减少|降低|下滑|回落|收窄|缩减|压缩|压减|下调|降幅|减幅|降|减"
_CHANGE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度|率|速度|比例)?了?(?:为|达到?|约|近|超过?|逾|高达|[:：]|[ ])*$"
)
"""The words of a change right before its number: 同比增长, 增速, 较上年下降了."""
_AGAINST = re.compile(
    r"(?:较|比|同|与|跟|相比|相较于?)(?P<year>上年度?|去年|上一年度?|前年|上年同期|去年同期|[0-9]{4}年)|(?P<same>同比)|(?P<chain>环比)"
    r"|(?:较|比)(?P<start>年初(?:计划|预算|目标)?|期初)|(?:较|比|超)(?P<goal>目标|计划|预算|任务|预期|既定目标|年度目标)"
)
_BASELINE = re.compile(
    r"(?:较|比|对比|同|与|相比|超)(?:[^，,。；;、\d]{0,4})?(?P<what>上年度?|去年|上一年度?|前年|[0-9]{4}年度?|年初(?:计划|预算|目标)?|目标|计划|预算)"
    r"(?:同期)?(?:[^，,。；;、\d]{0,8})?(?:的|为|数)?[ ]?$|(?:上年|去年)同期(?:为|是|的)?[ ]?$"
)
_FROM = re.compile(r"(?:由|从|自)[^，,。；;]{0,14}$")
_TO = re.compile(r"^[^。；;]{0,14}?(?:至|到|为)[^，,。；;]{0,6}$")
_SHARE = re.compile(r"(?:占|比重|占比)[^，,。；;、0-9]{0,14}$")
_AMONG = re.compile(r"其中|包括|含(?!税|量)|内含")
_LISTED = re.compile(r"[ ]?[、,和及与][ ]?")
_REACHED = re.compile(r"^[，,、][^。；;，,]{0,12}(?:达到?|至|为)$")


@dataclass(frozen=True, slots=True)
class _Known:
    """The quantities of a text and what became of them so far."""

    text: str
    found: list[Quantity]
    sentence: list[int]
    """Number of the sentence each stands in; neighbours differ by one, over an edge by two."""
    roles: list[str]
    """level, growth, baseline, difference or share."""
    kinds: list[str | None]
    """Against what a change is stated."""

    def together(self, number: int) -> bool:
        """Whether a quantity and the one before it share a sentence."""
        return number > 0 and self.sentence[number - 1] == self.sentence[number]

    def gap(self, number: int) -> str:
        """The words between the quantity before and this one."""
        return self.text[self.found[number - 1].end : self.found[number].start]


def linked(ground: Ground, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The same quantities, each with its links to others of its sentence (or, for 其中 at its start, the one before).

    An edge of a cell or a block ends a sentence.
    """
    if len(found) < 2:
        return tuple(found)
    known = _Known(ground.text, found, [0] * len(found), ["level"] * len(found), [None] * len(found))
    for number in range(1, len(found)):
        end, start = found[number - 1].end, found[number].start
        over_edge = ground.edge.find(1, end, start + 1) >= 0
        known.sentence[number] = known.sentence[number - 1] + (
            2 if over_edge else _ends_sentence(ground.text[end:start])
        )
    links: list[list[MeasureLink]] = [[] for _ in found]
    done = 0
    for number, quantity in enumerate(found):
        if number < done:
            continue
        start = max(0, quantity.start - _WINDOW)
        before = ground.text[max(start, found[number - 1].end) if number else start : quantity.start]
        lead = before if known.together(number) else _SENTENCE_END.split(before)[-1]
        respective = _respective(known, number, lead)
        if respective:
            for offset, link in enumerate(respective):
                links[number + offset].append(link)
            done = number + len(respective)
            continue
        single = _link(known, number, lead)
        if single is not None:
            links[number].append(single)
    _parts(ground.text, found, known.roles, known.sentence, links)
    return tuple(replace(q, links=tuple(made)) if made else q for q, made in zip(found, links, strict=True))


def _ends_sentence(gap: str) -> bool:
    return len(gap) > 400 or _SENTENCE_END.search(gap) is not None


def _respective(known: _Known, number: int, lead: str) -> list[MeasureLink]:
    """A、B为5亿元、3亿元，分别增长5%、6%: as many changes as levels before them, pairwise; else nothing."""
    change = _CHANGE.search(lead)
    if change is None or "分别" not in lead:
        return []
    found = known.found
    last = number
    while last + 1 < len(found) and known.together(last + 1) and _LISTED.fullmatch(known.gap(last + 1)):
        last += 1
    size = last - number + 1
    levels = range(number - size, number)
    if size < 2 or levels.start < 0 or any(known.roles[n] != "level" for n in levels):
        return []
    if not all(known.together(n) for n in range(levels.start + 1, last + 1)):
        return []
    if any(found[n].dimension == "ratio" for n in levels) or any(
        found[n].dimension != "ratio" for n in range(number, last + 1)
    ):
        return []
    kind = _against(lead)
    for n in range(number, last + 1):
        known.roles[n], known.kinds[n] = "growth", kind
    return [MeasureLink("growth-of", level, "up" if change["up"] else "down", kind) for level in levels]


def _link(known: _Known, number: int, lead: str) -> MeasureLink | None:
    quantity = known.found[number]
    if quantity.dimension == "ratio" and _SHARE.search(lead):
        known.roles[number] = "share"
        target = _level(known, number, ratios=False)
        return None if target is None else MeasureLink("share-of", target)
    change = _CHANGE.search(lead)
    if change is not None:
        return _changed(known, number, lead, "up" if change["up"] else "down")
    if _BASELINE.search(lead):
        target = _level(known, number, like=quantity)
        if target is not None:
            known.roles[number] = "baseline"
            known.kinds[number] = _against(lead) or "较上年"
            return MeasureLink("baseline-of", target, None, known.kinds[number])
    return _from(known, number, lead)


def _changed(known: _Known, number: int, lead: str, direction: Direction) -> MeasureLink | None:
    quantity = known.found[number]
    relative = quantity.dimension == "ratio"
    if not relative and not _compares(lead):
        return None
    points = quantity.dimension == "percentage_point"
    target = _level(known, number, ratios=points, like=None if relative or points else quantity, only_ratios=points)
    following = number + 1
    goes_on = following < len(known.found) and known.together(following)
    if target is None and relative and goes_on and _REACHED.match(known.gap(following)):
        target = following
    known.roles[number] = "growth" if relative else "difference"
    if target is None:
        return None
    inherited = known.kinds[number - 1] if known.together(number) and ";" not in lead else None
    known.kinds[number] = _against(lead) or inherited
    return MeasureLink("growth-of" if relative else "difference-of", target, direction, known.kinds[number])


def _compares(lead: str) -> bool:
    """Whether an amount is a difference: a comparison is named, or only the verb stands between it and the level."""
    return _AGAINST.search(lead) is not None or len(lead.strip(" ，,(了、")) <= 3


def _against(lead: str) -> str | None:
    """Against what a change is stated, in one of the closed spellings."""
    named = list(_AGAINST.finditer(lead))
    if not named:
        return None
    last = named[-1]
    if last["same"]:
        return "同比"
    if last["chain"]:
        return "环比"
    if last["start"]:
        return "较年初"
    return "较目标" if last["goal"] else "较上年"


def _level(
    known: _Known, number: int, *, ratios: bool = True, only_ratios: bool = False, like: Quantity | None = None
) -> int | None:
    """The nearest quantity before that states a level which this one can belong to."""
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        other = known.found[back]
        if known.sentence[back] != known.sentence[number]:
            return None
        if known.roles[back] != "level" or other.dimension in ("percentage_point", "score"):
            continue
        if like is not None and (other.dimension, other.base_unit) != (like.dimension, like.base_unit):
            continue
        if (not ratios and other.dimension == "ratio") or (only_ratios and other.dimension != "ratio"):
            continue
        return back
    return None


def _from(known: _Known, number: int, lead: str) -> MeasureLink | None:
    """由A降至B: A is the start of B."""
    following = number + 1
    if following >= len(known.found) or not known.together(following) or not _FROM.search(lead):
        return None
    here, there = known.found[number], known.found[following]
    if not _TO.match(known.gap(following)) or (here.dimension, here.base_unit) != (there.dimension, there.base_unit):
        return None
    a, b = here.base_high or here.base_low, there.base_low if there.base_low is not None else there.base_high
    direction: Literal["up", "down", "flat"] | None = None
    if a is not None and b is not None:
        direction = "up" if b > a else "down" if b < a else "flat"
    return MeasureLink("from-of", following, direction, "由…到…")


def _parts(
    folded: str, found: list[Quantity], roles: list[str], sentence: list[int], links: list[list[MeasureLink]]
) -> None:
    """Quantities behind 其中 are parts of the last like quantity before it, to the sentence's or the bracket's end."""
    whole: int | None = None
    until = -1
    for number in range(1, len(found)):
        quantity = found[number]
        begin = max(found[number - 1].end, quantity.start - _WINDOW)
        gap = folded[begin : quantity.start]
        same = sentence[number] == sentence[number - 1]
        marks = list(_AMONG.finditer(gap))
        next_one = sentence[number] == sentence[number - 1] + 1
        if marks and (same or (next_one and _opens(gap, marks[-1].start()))):
            whole = _whole(found, roles, number)
            until = _closing(folded, begin + marks[-1].start())
        elif not same or quantity.start >= until:
            whole = None
        if whole is None or roles[number] not in ("level",):
            continue
        if (found[whole].dimension, found[whole].base_unit) == (quantity.dimension, quantity.base_unit):
            links[number].append(MeasureLink("part-of", whole))


def _opens(gap: str, at: int) -> bool:
    """Whether 其中 opens the sentence that the gap ends in."""
    return not _SENTENCE_END.split(gap[:at])[-1].strip(" ，,:：")


def _whole(found: list[Quantity], roles: list[str], number: int) -> int | None:
    """The last level before the first part, of the same kind as the part."""
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        other, part = found[back], found[number]
        if roles[back] == "level" and (other.dimension, other.base_unit) == (part.dimension, part.base_unit):
            return back
    return None


def _closing(folded: str, at: int) -> int:
    """Where the parts end: the bracket that 其中 stands in, or the sentence's end; within 600 characters."""
    depth = 0
    for place in range(at, min(len(folded), at + 600)):
        char = folded[place]
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return place
        elif char in "。！？!?\n":
            return place
    return min(len(folded), at + 600)
