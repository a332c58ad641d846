"""Canonical indicators, their levels and directions. Data: lexicons/indicators.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jixiao.lexicon import Match, Terms, read_table
from jixiao.lexicon.overlays import active, remembered

_ASIDE = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_NUMBERING = re.compile(
    r"(?:(?:指标|目标)\s*[\d一二三四五六七八九十]{0,2}\s*[:：、.．]\s*|[（(]?[\d一二三四五六七八九十]{1,2}[)）]?\s*[、.．:：]\s*(?!\d)|[①-⑳]\s*)"
)
_SATISFIED = re.compile(r"满意(?:度|率|程度)(?:指标|情况)?(?:达到?|≥|>=)?$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A line of lexicons/indicators.csv."""

    id: str
    name: str
    level: int
    """1 to 3; 0 for 总分."""
    parents: tuple[str, ...]
    direction: Literal["up", "down"] | None


@remembered()
def _indicators() -> tuple[Terms, dict[str, Indicator]]:
    rows = read_table(
        "indicators.csv",
        ("id", "name", "level", "parents", "aliases", "direction", "formula", "source"),
        overlays=active(),
    )
    known = {}
    for row in rows:
        if row["level"] not in {"0", "1", "2", "3"}:
            raise row.mistake("level 只能是 0 到 3", "level must be 0 to 3")
        direction: Literal["up", "down"] | None = None
        if row["direction"] == "up":
            direction = "up"
        elif row["direction"] == "down":
            direction = "down"
        elif row["direction"]:
            raise row.mistake("direction 只能是 up、down 或空", "direction must be up, down or empty")
        known[row["name"]] = Indicator(row["id"], row["name"], int(row["level"]), row.many("parents"), direction)
    return Terms.of({row["name"]: row.many("aliases") for row in rows}), known


def without_number(printed: str) -> tuple[str, int]:
    """A name without 指标1：, 1、 or ① in front, and how many characters were dropped.

    >>> without_number("指标1：培训场次"), without_number("1.5倍增长")
    (('培训场次', 4), ('1.5倍增长', 0))
    """
    match = _NUMBERING.match(printed)
    return (printed[match.end() :], match.end()) if match is not None else (printed, 0)


@remembered(8192)
def find(printed: str) -> Match | None:
    """The canonical indicator of a printed name, or None.

    >>> find("“三公经费”控制率").name, find("企业满意度").name, find("投入（15分）").name, find("培训场次") is None
    ('三公经费控制率', '满意度', '投入', True)
    """
    name = without_number(_ASIDE.sub("", "".join(printed.split())))[0]
    if not name or len(name) > 40:
        return None
    terms, _ = _indicators()
    if (exact := terms.exact(name)) is not None:
        return exact
    if (found := terms.look_up(name, least=0.84, margin=0.06) if 4 <= len(name) <= 20 else None) is not None:
        return found
    if _SATISFIED.search(name):
        return Match("满意度", name, 0.95, 0.5)
    return None


def known(name: str) -> Indicator:
    """The entry of a canonical name. Raises KeyError for a name that is none."""
    return _indicators()[1][name]


def level_of(printed: str) -> int | None:
    """1, 2 or 3 where the printed name is a known indicator or level of the official frames, 0 for totals, else None."""
    found = find(printed)
    return None if found is None else known(found.name).level


_POINTS = re.compile(
    r"(?P<name>[^（(]{2,})(?:(?P<points>[（(]\s*\d{1,3}\s*(?:分|%)?\s*(?P<close>[)）]?))(?P<behind>.?)\s*)?"
)
_WHOLE_WORDS = re.compile(r"[一-鿿“].*[一-鿿”]")
_EDGES = re.compile(r"^[\W\dA-Za-z一丨]\s?|\s?[\W\dA-Za-z一丨八广厂]$")


@remembered(2048)
def unstained(printed: str) -> str:
    """The printed name of a level without what a ruling, a fold or a pen left at its edge, where the rest is a known name.

    A reader of page images sees 1时效指标 or 过程、(40分） where a line of the table touches the words. Only what becomes a
    name of the lexicon exactly is cleaned; everything else stays as it was read.

    >>> [unstained(p) for p in ("1时效指标", "质量指标 广", "过程、(40分）", "预算执行(16分", "预算执行（16分）1", "专项效能八")]
    ['时效指标', '质量指标', '过程(40分）', '预算执行(16分)', '预算执行（16分）', '专项效能']
    """
    match = _POINTS.fullmatch(printed)
    if match is None:
        return printed
    name, points, close = match["name"].strip(), match["points"] or "", match["close"] or ""
    if points and not close:
        close = ")" if points[0] == "(" else "）"
        points += close
    elif not (match["behind"] or "").strip() and _exact(name):
        return printed
    for part in (name, _EDGES.sub("", name, count=1), _EDGES.sub("", name)):
        if _exact(part):
            return part + points
    return printed


def _exact(name: str) -> bool:
    plain = "".join(name.split())
    return bool(_WHOLE_WORDS.fullmatch(plain)) and _indicators()[0].exact(plain) is not None


@remembered(2048)
def named_level(printed: str) -> int | None:
    """The level (1 to 3; 0 for 总分) of an indicator by its name, None where the lexicon does not know it exactly.

    >>> named_level("产出指标（50分）"), named_level("时效指标"), named_level("预算执行率"), named_level("新建道路")
    (1, 2, 3, None)
    """
    terms, known = _indicators()
    found = terms.exact(_ASIDE.sub("", "".join(printed.split())))
    return None if found is None else known[found.name].level
