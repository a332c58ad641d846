"""Gives a heading its canonical name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jixiao.lexicon import Match, Terms, fold, read_table

_NOTE = re.compile(r"[（(][^（()）]{0,40}[)）]")
_YEAR = re.compile(r"^(?:20\d\d[ ]*年?度?|本年度?|我[局部委院会中心校所办]{1,3}|本[单位部门]{1,3}|各)")
_LEADS = ("部门(单位)", "部门单位", "部门", "单位", "项目", "年度", "本级", "全市", "全县", "全区")
_TAILS = ("等情况分析", "情况分析", "情况说明", "有关情况", "的情况", "情况", "分析", "说明", "方面", "等")
_LEAST_TAIL = 4
_OWNER = re.compile(
    r"(?:[局处院校会委办厅部心馆站所队园区镇乡道县市省府司库队场社村]|中心|部门|单位|项目|支出|年度?|整体|资金|经费|专项|工程|绩效|预算|决算|拨款|本级|管理)$"
)
"""What may stand before a known name: the unit's own name, a project, a year; not a verb (加快预算执行)."""


@dataclass(frozen=True, slots=True)
class SectionNames:
    """The section lexicon, ready to be asked."""

    terms: Terms
    ranks: dict[str, int]
    """Canonical name -> 0 component document, 1 chapter, 2 below a chapter, as reports commonly use it."""
    tails: dict[str, str]
    """What a title may end with, whatever stands before it (written …概况 in the lexicon) -> canonical name."""

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> SectionNames:
        """From lexicons/sections.csv and overlays."""
        rows = read_table("sections.csv", ("name", "rank", "aliases", "source"), overlays=overlays, key="name")
        for row in rows:
            if row["rank"] not in {"0", "1", "2"}:
                raise row.mistake(
                    f"rank 应为 0、1 或 2，而不是“{row['rank']}”", f'rank must be 0, 1 or 2, not "{row["rank"]}"'
                )
        aliases = {row["name"]: row.many("aliases") for row in rows}
        return cls(
            Terms.of({name: [a for a in many if not a.startswith("…")] for name, many in aliases.items()}),
            {row["name"]: int(row["rank"]) for row in rows},
            {a[1:]: name for name, many in aliases.items() for a in many if a.startswith("…")},
        )

    def known(self, title: str) -> bool:
        """Whether the whole title is a known spelling, notes in brackets aside."""
        return self._exact(title) is not None

    def _exact(self, title: str) -> Match | None:
        return self.terms.exact(title) or self.terms.exact(_NOTE.sub("", title))

    def find(self, title: str) -> Match | None:
        """The canonical name of a heading's title, or None.

        Tried in order: the title as it is; without notes, years and words like 部门; a known name at its end behind
        the unit's own name (…产业服务中心基本情况); the first of several joined names; a fuzzy match.

        >>> names = SectionNames.load()
        >>> names.find("云岭县档案馆基本情况").name
        '基本情况'
        >>> names.find("管理制度方面") is None
        True
        """
        found = self._exact(title)
        if found is not None:
            return found
        plain = fold(_NOTE.sub("", title))
        for shape in _shapes(plain):
            if (found := self.terms.exact(shape)) is not None:
                return Match(found.name, found.alias, 0.98, 1.0)
        for start in range(1, len(plain) - _LEAST_TAIL + 1):
            found = self.terms.exact(plain[start:])
            if found is not None and _OWNER.search(plain[:start]):
                return Match(found.name, found.alias, 0.9, 0.5)
        for tail, name in self.tails.items():
            if plain.endswith(tail) and len(plain) > len(tail):
                return Match(name, tail, 0.9, 0.5)
        for cut in ("、", "及", "和", "与"):
            head = title.split(cut)[0] if cut in title else ""
            if len(head) >= _LEAST_TAIL and (found := self.terms.exact(head)) is not None:
                return Match(found.name, found.alias, 0.85, 0.3)
        return self.terms.look_up(plain, least=0.84, margin=0.08) if len(plain) >= 5 else None


def _shapes(plain: str) -> list[str]:
    """Spellings without years and general words in front and behind, longest first."""
    shapes = [plain]
    if (match := _YEAR.match(plain)) is not None and match.end() < len(plain):
        shapes.append(plain[match.end() :])
    for shape in list(shapes):
        shapes += [shape[len(lead) :] for lead in _LEADS if shape.startswith(lead) and len(shape) - len(lead) >= 3]
    for shape in list(shapes):
        shapes += [shape[: -len(tail)] for tail in _TAILS if shape.endswith(tail) and len(shape) - len(tail) >= 4]
        shapes += [shape + tail for tail in ("情况",) if not shape.endswith(tail)]
    return shapes[1:]


@cache
def default_names() -> SectionNames:
    """The packaged section lexicon, loaded once."""
    return SectionNames.load()
