"""Where quantities make no claims: bare cells, scoring rules, grade bands, durations in names, quoted names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jixiao.document.document import Block, Document, Sentence
from jixiao.document.measures import Measure
from jixiao.extraction.claims_clause import Slot
from jixiao.extraction.claims_words import anywhere, either, words

_RULE = re.compile(
    r"""
      (?:[计扣加减赋]|(?<!部分)(?<!本项)(?<!该项)(?<!指标)(?<!合计)(?<!自评)(?<!最终)(?<![实共])得
        |不得|满分|各得|最高|最多得)[ ]?[0-9]+(?:\.[0-9]+)?[ ]?分(?!值|别|析|类|钟|局|院|公司|期|批)
    | 扣完为止 | 不得分(?!离) | 计满分 | 得满分 | 酌情扣分 | 按比例(?:得|扣|计)分
    | [0-9][ ]?分[ ]?(?:[（(]含[）)])?[ ]?(?:以上|以下|及以上|[-—－~～至])(?:[^。；，]{0,12}|，)为[ ]?[“]?[优良中差合]
    | 每(?:低于|超过|超|少|减少|增加|出现|发现|降低|下降)[^。；]{0,20}扣
    """,
    re.VERBOSE,
)
"""计5分, 每超过一个百分点扣0.5分, 90分（含）—100分为优."""
_GOT = re.compile(r".{0,4}?[，；](?:故|因此|本项|该项|自评|评价)?得[ ]?[0-9.]+[ ]?分[。；]?$", re.DOTALL)
_LOST = re.compile(r"[，；](?:故|因此)?(?:共|合计|酌情)?扣(?:减|除)?[ ]?[0-9.]+[ ]?分[。；]?$")
_SHORT_OF = re.compile(
    r"[0-9%％](?![^。]*(?:每|的，扣|否则))[^。；]*(?:未达|未完成|未能|低于|偏低|滞后)|(?:仅|只)(?:完成|为|达)[^。；]*[0-9]"
)
"""执行率94.3%，未达到95%的目标值，扣0.3分: a result, and what it lost."""
_RESULT = re.compile(r"实际|自评|经查|经核|抽查|发现|已|均|仅|未")
_WITH_DEDUCTION = 2
_BRACKET = re.compile(r"[（(][^（()）\n]{4,120}[)）]")
_PROSE_BEFORE = re.compile(r"分[^，。；]{0,8}，[^。；]*$|[优良中差格]”?$")
_CONDITION = re.compile(r"(?:^|[，。；])(?:对于?|凡是?|如果?|若|当)[^，。；]{1,24}$")
_THOSE = re.compile(r"^的[一-鿿]")
_CONDITIONAL = re.compile(r"(?:^|[，。；])(?:对于?|凡是?|如果?|若|当)[^，。；#]{1,24}#的")
"""对执行率低于80%的项目压减10%: says what would be done, and claims nothing."""
_BARE_WORDS = re.compile(r"(?:目标值?|指标值|计划|年初|年度|预期|任务|实际|完成值?|实现|已|为|是|[\s，,；;。：:])*")
"""目标120场，完成131场: an indicator's target and actual in one cell."""
_INK = re.compile(r"[一-鿿A-Za-z]")
_SENTENCE = re.compile(r"[，。；！？,;]|其中|[0-9]：")
_LIST_HEAD = re.compile(
    r"^\s*(?:[0-9一二三四五六七八九十]{1,2}[.．、)）:：]|(?:指标|目标|任务)\s*[0-9]{1,2}\s*[:：]|[①-⑳])\s*"
)
_SPAN_OF_TIME = re.compile(
    r"(?:连续|近|为期|历时|未来|今后|过去|最近|每|第|持续|满|这|前|后|整整|长达|“|(?<![得评满每积总])分)$"
)
_PROGRAMME = re.compile(r"^(?:行动|规划|计划|攻坚|来|间|期|内|前|后|一次|以来|倍增|提升|制|任期|学制|级|义务教育|一贯)")


class Place:
    """Answers for the blocks and sentences of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text.text
        self._quantities = document.quantities
        self._starts = [m.start for m in document.quantities]
        self._cells: dict[tuple[int, int, int], tuple[int, int]] = {
            (table.number, cell.row, cell.column): (cell.start, cell.end)
            for table in document.tables
            for cell in table.cells
        }
        self._brackets = [
            match.span()
            for match in _BRACKET.finditer(self._text)
            if "分" in match[0]
            and _RULE.search(match[0])
            and _PROSE_BEFORE.search(self._text, max(0, match.start() - 12), match.start())
        ]
        self._bare: dict[tuple[int, int], bool] = {}

    def bare(self, block: Block) -> bool:
        """Whether a paragraph stands in a cell that holds a quantity, or a name with one quantity, and no prose."""
        if block.table is None or block.cell is None:
            return False
        span = self._cells.get((block.table, *block.cell))
        if span is None:
            return False
        if span not in self._bare:
            self._bare[span] = self._is_bare(*span)
        return self._bare[span]

    def _is_bare(self, start: int, end: int) -> bool:
        text = self._text
        inside = [m for m in self._quantities if start <= m.start < end]
        outside = _without(text, start, end, inside)
        if not _INK.search(outside) or _BARE_WORDS.fullmatch(outside):
            return True
        at = start
        for line in text[start:end].split("\n"):
            counted = sum(at <= m.start < at + len(line) for m in inside)
            if counted and not _bare_line(line, counted):
                return False
            at += len(line) + 1
        return True

    def rule(self, sentence: Sentence) -> bool:
        """Whether a sentence is a scoring rule or divides grades."""
        found = [m for m in _RULE.finditer(self._text, sentence.start, sentence.end) if not self._in_bracket(m.start())]
        return bool(found) and not self._scored(sentence, found)

    def _scored(self, sentence: Sentence, found: list[re.Match[str]]) -> bool:
        """Whether a sentence tells a result and the score that it got: 实际完成100%，扣0.5分，得7.5分."""
        last = found[-1]
        lost = _LOST.search(self._text, sentence.start, sentence.end)
        if lost is not None and len(found) == 1:
            return _SHORT_OF.search(self._text, sentence.start, lost.start()) is not None
        told = _GOT.match(self._text, max(sentence.start, last.start() - 4), sentence.end)
        if told is None or len(found) > (_WITH_DEDUCTION if "扣" in found[0][0] else 1):
            return False
        return _RESULT.search(self._text, sentence.start, last.start()) is not None

    def _in_bracket(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._brackets)

    def in_rule(self, position: int) -> bool:
        """Whether a quantity stands in a bracket that only explains grades: 92分，评价为“良”（80分至90分为良）."""
        return bool(self._brackets) and self._in_bracket(self._quantities[position].start)


def _bare_line(line: str, counted: int) -> bool:
    """Whether a line of a cell is a name with its one quantity (三公经费控制率 100%) and no prose."""
    words = line[head.end() if (head := _LIST_HEAD.match(line)) else 0 :].strip()
    return counted <= 1 and len(words) <= 40 and _SENTENCE.search(words) is None


def part_of_name(text: str, measures: Sequence[Measure], position: int) -> bool:
    """Whether a quantity only describes what another counts, or is part of a name.

    单价50万元以上通用设备4台, 岳纸70万吨等16个项目, 一次通过率, 三年行动计划, 《十条措施》.
    """
    measure = measures[position]
    behind = text[measure.end : measure.end + 16]
    if measure.text.startswith("一次") and _ONCE.match(behind):
        return True
    if measure.dimension == "time" and text.startswith("连续", measure.start - 2):
        return True
    if _TOGETHER.fullmatch(measure.text) and position + 1 < len(measures):
        between = text[measure.end : measures[position + 1].start]
        before = text[max(0, measure.start - 2) : measure.start]
        if _NAMED_TOGETHER.fullmatch(between) and _INK.search(before[-1:]) and not _ACTS.search(before):
            return True
    if measure.dimension == "time" and (_PROGRAMME.match(behind) or _RATE_WITHIN.match(behind)):
        return True
    if measure.dimension == "count" or position + 1 == len(measures):
        return False
    follower = measures[position + 1]
    between = text[measure.end : follower.start]
    if between.startswith("等") and len(between) <= _ENUMERATED:
        return True
    if "\t" in between or "\n" in between:
        return False  # the next cell
    bounded = measure.bound in ("ge", "gt", "le", "lt") or between.startswith(("的", "级"))
    return bounded and follower.dimension == "count" and (not between or _DESCRIBED.fullmatch(between) is not None)


_TOGETHER = re.compile(r"[两二三四五六七八九十]项")
_NAMED_TOGETHER = re.compile(r"(?:补贴|补助|资金|经费|费用|收入|支出|制度|改革|政策|奖补)[一-鿿]{0,8}")
_ACTS = re.compile(r"(?:[了的共及和与等、]|落实|发放|拨付|安排|实施|完成|开展|包括|有|为|涉及)$")
"""残疾人**两项**补贴提标资金62万元: a name."""
_RATE_WITHIN = re.compile(r"[一-鿿]{2,9}率")
"""48小时办结率: the time limit belongs to the rate's name."""
_ENUMERATED = 4
"""年产20万吨等6个项目: so near stands the number of what was enumerated."""
_ONCE = re.compile(r"性|通过|合格|验收合格|办好|办结|告知|成功|成型|入轨")
_DESCRIBED = re.compile(
    r"\s*(?:的|级)?(?!同比|左右)[一-鿿]{2,12}(?:[（(][^（()）]{1,12}[)）])?(?:共|共计|合计|总计|达)?\s*"
)


def _without(text: str, start: int, end: int, measures: list[Measure]) -> str:
    parts: list[str] = []
    at = start
    for measure in measures:
        parts.append(text[at : measure.start])
        at = max(at, measure.end)
    parts.append(text[at:end])
    return "".join(parts)


def _conditional(measure: Measure, slot: Slot) -> bool:
    """Whether a quantity bounds the cases that something would be done to, or is what would be done to them."""
    bounded = measure.bound in ("ge", "gt", "le", "lt")
    if bounded and _THOSE.match(slot.after.text) and _CONDITION.search(slot.front.text):
        return True
    return _CONDITIONAL.search(slot.front.text) is not None and bounded


def claimable(measure: Measure, slot: Slot, text: str, *, scored: bool = False) -> bool:
    """Whether a quantity of the prose can be claimed of something: no duration or size in a name, no score band.

    ``scored``: the sentence takes a score apart (其中管理效率46分).
    """
    before = slot.front.text.rpartition("#")[2]
    after = slot.after.text
    if measure.dimension == "score":
        return (
            scored or before.endswith(("得", "得了")) or anywhere("score").search(before or slot.topic.text) is not None
        )
    if slot.topic and not before and _counter().search(slot.topic.text[-8:]) is not None:
        return False  # 浏览次数：1208次, at the foot of a web page
    if measure.dimension == "ratio" and _conditional(measure, slot):
        return False
    if measure.dimension == "time" and _SPAN_OF_TIME.search(before):
        return False
    if "超过" in before[-4:] or "以上" in text[measure.end : measure.end + 3]:
        return True
    return not (_inside_quotes(before, after))


@cache
def _counter() -> re.Pattern[str]:
    return re.compile(either(words("counter")))


def _inside_quotes(before: str, after: str) -> bool:
    """Whether the quantity is part of a quoted name: “十百千”工程, 《三年行动计划》."""
    for opening, closing in ("《》", "“”", "「」"):
        left = before.rfind(opening)
        if left >= 0 and closing not in before[left:] and closing in after:
            return len(before) - left + after.index(closing) <= 14 or opening == "《"
    return False
