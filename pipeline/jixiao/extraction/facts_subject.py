"""What the amounts of a section are about where they name no item themselves: 1.防灭火专项经费。年初预算520万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.document.document import Section
from jixiao.document.trace import Span
from jixiao.extraction.facts_lexicon import bare, finance
from jixiao.lexicon import Match

_PROJECT = re.compile(r"[^，。；：、“”\s]{2,32}(?:经费|专项资金|补助资金|资金|专项|项目|补助|补助费|工程|费)")
"""The name of a project or of a purpose that money is given for."""
_ABOUT = re.compile(r"(?:预算|决算|支出|收支|收入|安排|使用|执行|管理|分析|完成)*(?:情况|说明|分析)+$")
"""项目支出情况, 基本支出决算情况说明."""
_ABOUT_ONLY = re.compile(r"(?:情况|说明|分析)+$")
_NO_NAME = re.compile(
    r"(?:绩效|自评|评价|实施|存在|管理|使用|重点|主要|各)(?:[^，。]{0,6})(?:项目|资金|专项|工程)$|项目资金$"
)
"""绩效自评项目, 重点项目: a heading over several."""


_SPENDING = frozenset({"支出合计", "三公经费", "政府采购金额", "机关运行经费"})
"""What these and their parts are planned at and cost, a section can be about."""


@dataclass(frozen=True, slots=True)
class Named:
    """The item of an amount: canonical where there is one, else as printed."""

    item: Match | None
    raw: str
    span: Span | None

    @property
    def name(self) -> str:
        """Canonical where there is one, else as printed."""
        return self.raw if self.item is None else self.item.name

    @property
    def project(self) -> bool:
        """Whether it is a project of the unit's own, that no lexicon knows."""
        return self.item is None


class Subjects:
    """The item that a section's title names, for every place in the text."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sorted((s for s in sections if s.start < s.end), key=lambda s: (s.start, -s.end))
        self._open: list[Section] = []
        self._next = 0

    def at(self, offset: int) -> Named | None:
        """The item of the innermost section around ``offset``; offsets must not decrease from call to call."""
        while self._next < len(self._sections) and self._sections[self._next].start <= offset:
            self._open.append(self._sections[self._next])
            self._next += 1
        self._open = [section for section in self._open if offset < section.end]
        return named_by(self._open[-1]) if self._open else None


def of_project_report(title: str | None) -> Named | None:
    """In a report on projects, amounts without a name are those of their funds."""
    funds = finance().find("年度资金总额")
    projects = title is not None and "项目支出" in title and "整体" not in title
    return Named(funds, "年度资金总额", None) if projects and funds is not None else None


def _spending(name: str) -> bool:
    parents = finance().items[name].parents
    return name in _SPENDING or any(parent in _SPENDING or _spending(parent) for parent in parents)


def named_by(section: Section) -> Named | None:
    """The item or the project that a section's title names, or None."""
    title = bare(section.title)
    span = section.title_span
    for words in dict.fromkeys((title, _ABOUT_ONLY.sub("", title), _ABOUT.sub("", title))):
        known = finance().find(words, fuzzy=False)
        if known is not None:
            return Named(known, words, span) if _spending(known.name) else None
    if _PROJECT.fullmatch(title) and not _NO_NAME.search(title):
        return Named(None, title, span)
    return None
