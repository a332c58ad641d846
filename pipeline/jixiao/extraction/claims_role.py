"""Whether a claim tells what is, what is aimed at, what is planned, or what it is compared with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

from jixiao.document.document import Block, Document, Table
from jixiao.document.evidence import table_of
from jixiao.document.measures import Measure
from jixiao.document.trace import Span
from jixiao.extraction.claims_clause import Phrase, Slot
from jixiao.extraction.claims_words import anywhere, either, folded, words
from jixiao.extraction.report_kind import tells_budget

Role = Literal["actual", "target", "plan", "baseline"]

_TASK_OF = re.compile(r"(?:超额|圆满|全面|提前)完成[^。；]{4,120}的(?:年度|全年|年初)?(?:目标任务|目标|任务)")
"""超额完成全年引进10家入驻企业、税收突破1000万元的年度目标任务: what stands between is aimed at."""
_TARGET_BEHIND = re.compile(r"^[^，。；#]{0,6}的(?:年度|全年|年初|预期)?(?:目标任务|目标|任务|计划)")
_LABEL_CUT = re.compile(r"[（(：:].*", re.DOTALL)


_SPENT = re.compile(r"支出|决算|实际|完成|执行|使用")
"""Words of spending end a budget's mood."""
_AIMING = re.compile(r"^(?:力争|确保|争取|努力实现|目标是|预计|计划|拟)")
_AIMED = ("不低于", "不少于", "不超过", "不高于", "至少", "控制在")
_PROGRAMME = re.compile(
    r"[一-鿿]{4,}(?<![率度量数额值比积长])(?<!原定)(?<!年度)(?<!年初)(?<!预期)(?<!全年)(?:计划|目标|规划)(?:$|(?=项目|工程|资金|专项|补助|经费|支出))"
)
"""A programme's name: 学生营养改善计划."""
_AGAINST = re.compile(
    r"(?:对比|对照|比|较|与|超过?|围绕|按照?|根据|依据|对标)[^，。；#]{0,6}?(?:目标任务|目标|计划|预算|任务)"
)
"""What is only compared with: 对比年初目标."""
_SPENDING = re.compile(
    r"(?:全年|本年|当年|年末)?(?:总?支出|支出数|资金支出|执行|支付|使用)(?:数|了|合计|总额)?(?:为|达)?"
)
"""年初预算440万元，支出501万元: what stands beside a budget."""
_DEPTH = 3
"""How many sections around a place are asked: further out a title says little, and a broken tree much that is wrong."""
_FAILED = re.compile(r"^[^，。；#]{0,8}(?:未能|未按|没有|难以)")
"""3个项目未能按期开工: tells what is, in a section of plans too."""
_FUNDED = re.compile(r"下达|拨付|预算|安排")
"""Money handed out under a section of targets is budgeted, not aimed at."""
_NEAR = 14
"""A clause before the quantity's own that is longer speaks of something else."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a sentence: its column or section settles the role, or its cell holds no claims at all."""

    role: Role | None = None
    column: bool = False
    """A header of a table says so, not only the title of a section."""
    next: bool = False
    """A section of what is to be done next: a bounded amount there is a target."""
    aims: bool = False
    """The section's title says what shall be done: 不低于 and 控制在 state aims there."""
    silent: bool = False
    """Scoring rules, bare indicator cells, notes: quantities there are no claims."""


class Settings:
    """Looks up the setting of a block of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.budgeted = tells_budget(document)
        self._text = document.text.text
        self._grids: dict[int, _Grid] = {}
        self._known: dict[tuple[int, tuple[int, int] | None], Setting] = {}
        self._sections = sorted((s.start, s.end, position) for position, s in enumerate(document.sections))
        self._starts = [start for start, *_ in self._sections]

    def of(self, block: Block) -> Setting:
        """The setting of a paragraph, in a cell or outside."""
        key = block.start, block.cell
        if key not in self._known:
            self._known[key] = self._find(block)
        return self._known[key]

    def _find(self, block: Block) -> Setting:
        if block.table is not None and block.cell is not None:
            return self._grid(block.table).setting(*block.cell)
        return self._of_section(block.start)

    def row_name(self, block: Block) -> Span | None:
        """Where the row of a cell is named: the nearest words to the left that are no number."""
        return self._grid(block.table).row_name(*block.cell) if block.table and block.cell else None

    def title(self, block: Block) -> Phrase | None:
        """The title of the innermost section around a paragraph; in a table no section's title counts."""
        place = bisect_right(self._starts, block.start) - 1
        if place < 0 or block.table is not None:
            return None
        section = self._document.sections[self._sections[place][2]]
        if section.canonical is not None and not section.title.endswith(("费", "经费", "补助", "补贴")):
            return None  # 绩效目标完成情况 names nothing that is counted
        words_ = self._text[slice(*section.title_span)]
        return Phrase(words_, tuple(range(*section.title_span)))

    def duty(self, block: Block) -> bool:
        """Whether a paragraph tells what the unit is charged with: duties are no claims."""
        if block.table is not None and block.cell is not None:
            return self._grid(block.table).duty(*block.cell)
        return any(names & set(words("section-duty")) for names in self._names(block.start))

    def _grid(self, number: int) -> _Grid:
        if number not in self._grids:
            self._grids[number] = _Grid(self._text, table_of(self._document, number))
        return self._grids[number]

    def _names(self, at: int) -> Iterator[set[str]]:
        """Title and canonical name of the sections around a place, from the innermost."""
        place = bisect_right(self._starts, at) - 1
        position: int | None = self._sections[place][2] if place >= 0 else None
        while position is not None:
            section = self._document.sections[position]
            yield {section.title, section.canonical or ""}
            position = section.parent

    def _of_section(self, at: int) -> Setting:
        own: set[str] = next(self._names(at), set())
        if own & set(words("note-section")):
            return Setting(silent=True)
        for names in islice(self._names(at), _DEPTH):
            for kind, setting in _SECTIONS:
                if names & set(words(kind)):
                    return Setting() if setting.next and _tells_issue(own) else setting
        return Setting(aims=any(name.startswith(words("aim-title")) for name in own))


def _tells_issue(names: set[str]) -> bool:
    """Whether a section of problems and measures tells a problem: what is, not what shall be."""
    return any(name.endswith(words("issue-title")) for name in names)


class _Grid:
    """A table that can be asked what the headers over and before a cell say."""

    def __init__(self, text: str, table: Table) -> None:
        self._text = text
        self._cells = table.cells
        self._columns: dict[int, list[tuple[int, str]]] = {}
        self._rows: dict[int, list[tuple[int, int, str]]] = {}
        for cell in table.cells:
            words_ = text[cell.start : cell.end].strip()
            if not words_ or len(words_) > 30:
                continue
            label = folded(_LABEL_CUT.sub("", words_)) or folded(words_)
            for column in range(cell.column, cell.column + cell.column_span):
                self._columns.setdefault(column, []).append((cell.row, label))
            for row in range(cell.row, cell.row + cell.row_span):
                self._rows.setdefault(row, []).append((cell.column, cell.row, label))

    def _labels(self, row: int, column: int) -> list[str]:
        """What stands before a cell in its row and over it in its column, the nearest first.

        A label merged over several rows comes after the headers within these rows: 年度总体目标 before 预期目标 and
        实际完成情况 says less than they do.
        """
        before = [(start, 1, c, label) for c, start, label in self._rows.get(row, ()) if c < column]
        above = [(r, 2, 0, label) for r, label in self._columns.get(column, ()) if r < row]
        return [label for *_, label in sorted([*before, *above], reverse=True)]

    def setting(self, row: int, column: int) -> Setting:
        """What the first telling label says."""
        for label in self._labels(row, column):
            for kind, setting in _COLUMNS:
                if label in _labels_of(kind):
                    return setting
        return Setting()

    def duty(self, row: int, column: int) -> bool:
        """Whether the row or the column is that of the duties."""
        return any(label in _labels_of("column-duty") for label in self._labels(row, column)[:2])

    def row_name(self, row: int, column: int) -> Span | None:
        """Span of the nearest cell with words to the left, which names what the row is about."""
        best = None
        for cell in self._cells:
            if cell.row <= row < cell.row + cell.row_span and cell.column + cell.column_span <= column:
                words_ = self._text[cell.start : cell.end].strip()
                if words_ and not re.fullmatch(r"[\d.,%％]+", words_) and (best is None or cell.column > best.column):
                    best = cell
        return None if best is None else (best.start, best.end)


@cache
def _labels_of(kind: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words(kind))


_SECTIONS: tuple[tuple[str, Setting], ...] = (
    ("section-next", Setting("plan", next=True)),
    ("section-plan", Setting("plan")),
    ("section-target", Setting("target")),
)
_COLUMNS: tuple[tuple[str, Setting], ...] = (
    ("column-rule", Setting(silent=True)),
    ("column-actual", Setting("actual", column=True)),
    ("column-target", Setting("target", column=True)),
    ("column-plan", Setting("plan", column=True)),
    ("column-next", Setting("plan", column=True, next=True)),
)


@dataclass(slots=True)
class Mood:
    """The role that a clause set and the following ones of its list keep."""

    role: Role | None = None
    noun: bool = False
    """A noun set it (概算, 追加): it holds only for a list behind 其中."""
    budget: bool = False
    """The role is a budget's: it holds over the sentence's end (其他资金来源0万元)."""
    funded: bool = False
    """The sentence hands out money: its parts and their sum are budgeted too."""
    carried: bool = False
    """It was taken over from the sentence before."""


def tasks_in(text: str, start: int, end: int) -> list[Span]:
    """Stretches of a sentence that name the tasks which it says were fulfilled."""
    return [match.span() for match in _TASK_OF.finditer(text, start, end)]


def role(slot: Slot, measure: Measure, setting: Setting, mood: Mood, *, task: bool, listed: bool) -> tuple[Role, bool]:
    """The role of a level, and whether the words leave it open (a tie)."""
    before = slot.front.text.rpartition("#")[2]
    topic = slot.topic.text if slot.delimiter in "：:，," else ""
    if len(topic) > _NEAR:
        topic = match[0] if (match := _AIMING.match(topic)) is not None else ""
    near = _masked(topic + "，" + before)
    bounded = measure.bound in ("ge", "gt", "le", "lt")
    own: Role | None = "target" if task else _marked(near, slot.after.text)
    if own is None and _FAILED.match(slot.after.text):
        own = "actual"
    if own == "target" and setting.role == "plan" and anywhere("aim").search(near) is not None:
        mood.role, mood.noun, mood.budget = own, False, False
        return own, False
    if own is not None:
        mood.role = None if own == "actual" else own
        mood.noun = own == "plan" and _governs_nothing(near)
        mood.budget = own == "plan" and ("预算" in near or mood.budget)
        if setting.next and (own == "target" or bounded):
            return "target", own != "target"
        if setting.next and own == "actual":
            return own, True
        if setting.aims and own == "plan" and bounded:
            return "target", True  # 对低效项目压减预算13%以上, under a title that says what shall be done
        if setting.role in ("target", "plan"):
            return setting.role, own != setting.role
        return own, setting.role not in (None, own)
    if bounded and mood.role != "plan" and (setting.next or (setting.aims and measure.text.startswith(_AIMED))):
        return "target", True
    if setting.role == "target" and not setting.column:
        mood.funded = mood.funded or _FUNDED.search(near) is not None
        if mood.funded and measure.dimension == "money":
            return "plan", True
    if setting.role is not None and setting.role != "actual":
        return setting.role, False
    if mood.budget and (measure.dimension not in ("money", "ratio") or _SPENDING.fullmatch(before)):
        return "actual", False
    if mood.noun and not listed and not mood.carried:
        return "actual", False
    if mood.role is not None and not (mood.carried and _SPENT.search(before) and not listed):
        return mood.role, False
    if mood.carried:
        mood.role, mood.budget, mood.carried = None, False, False
    return "actual", False


def marked(near: str) -> Role | None:
    """The role that some words state by themselves, or None."""
    return _marked(_masked(near), "")


def _marked(near: str, after: str) -> Role | None:
    """The role that words near the quantity state: the last marker before it speaks."""
    found: list[tuple[int, Role]] = []
    kinds: tuple[Role, ...] = ("target", "plan", "actual")
    for kind in kinds:
        found += [(match.start(), kind) for match in anywhere(kind).finditer(near)]
    if _TARGET_BEHIND.match(after):
        return "target"
    if found:
        return max(found)[1]
    if re.match(r"^[^，。；#]{0,16}(?:预计|即将|有望|拟于|将于|待支付|待拨付|待交付|待建)", after):
        return "plan"
    return None


def _governs_nothing(near: str) -> bool:
    """Whether the last word that marks a plan is one that speaks only for itself."""
    found = [match[0] for match in anywhere("plan").finditer(_masked(near))]
    return bool(found) and found[-1] in words("plan-noun")


def _masked(text: str) -> str:
    """Without names that hold a marker and mean none: 一般公共预算, 目标管理."""
    text = _PROGRAMME.sub(lambda match: "○" * len(match[0]), text)
    text = _AGAINST.sub(lambda match: "○" * len(match[0]), text)
    return _not_markers().sub(lambda match: "○" * len(match[0]), text)


@cache
def _not_markers() -> re.Pattern[str]:
    return re.compile(either([*words("plan-not"), *words("target-not")]))
