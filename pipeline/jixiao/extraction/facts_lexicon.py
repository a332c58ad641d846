"""Names of the unit's accounts: canonical items with their tree, and the measures of columns. Data: lexicons/finance.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from jixiao.lexicon import Match, Row, Terms, fold, read_table
from jixiao.lexicon.overlays import active, remembered

_NUMBERING = re.compile(
    r"""
    (?: [（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．:：）)]\s*   # 1、 （一） 2.
      | [①-⑳]\s*
      | (?:其\s*中|减|加|另)\s*[:：]\s*
      | (?:其\s*中)(?=.{3,})
      | 财政拨款安排的
    )
    """,
    re.VERBOSE,
)
_TAIL = re.compile(r"[:：\s]+$")
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
_EMPHASIS = str.maketrans("", "", "“”\"'‘’*")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of lexicons/finance.csv."""

    id: str
    name: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of lexicons/finance_sums.csv: what sums to what.

    ``relation`` is ``=`` where the parts that a form prints make up the whole, ``>=`` where they need not. A part with
    a minus sign in front is subtracted.
    """

    id: str
    total: str
    relation: Literal["=", ">="]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column says about an amount: 年初预算数, 决算数 …, and the year where it is printed or implied."""

    name: str
    kind: str
    year: int | None = None
    offset: int = 0
    """-1 for 上年, counted from the fiscal year."""


@dataclass(slots=True)
class Finance:
    """Canonical items, looked up by printed name, where needed within a whole (其他 below 固定资产 is 其他固定资产)."""

    items: dict[str, Item]
    terms: Terms
    within: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, printed: str, wholes: Iterable[str] = (), *, fuzzy: bool = True) -> Match | None:
        """The canonical item of a printed name, or None.

        ``wholes``: canonical items that the name stands below, nearest first; they decide names such as 合计 and 其他.

        >>> finance().find("“三公”经费合计").name, finance().find("其他", ["固定资产"]).name
        ('三公经费', '其他固定资产')
        """
        name = bare(printed)
        if not name:
            return None
        folded = fold(name)
        for whole in wholes:
            if (found := self.within.get((whole, folded))) is not None:
                return Match(found, folded, 1.0, 1.0)
        if (exact := self.terms.exact(name)) is not None:
            return exact
        short = _ASIDE.sub("", name)
        if short and short != name and (exact := self.terms.exact(short)) is not None:
            return exact
        return _near(name) if fuzzy and 4 <= len(name) <= 24 else None


@remembered(4096)
def _near(name: str) -> Match | None:
    return finance().terms.look_up(name, least=0.86, margin=0.08)


def bare(printed: str) -> str:
    """A printed item without numbering, 其中：, quotation marks and the colon at its end.

    >>> bare("其中：办公经费"), bare("2、出国经费"), bare("项目支出：")
    ('办公经费', '出国经费', '项目支出')
    """
    name = "".join(printed.translate(_EMPHASIS).split())
    for _ in range(4):
        match = _NUMBERING.match(name)
        if match is None or match.end() >= len(name):
            break
        name = name[match.end() :]
    return _TAIL.sub("", name)


@remembered()
def finance() -> Finance:
    """The items of lexicons/finance.csv."""
    rows = read_table("finance.csv", ("id", "name", "parents", "aliases", "within"), overlays=active())
    terms = Terms.of({row["name"]: row.many("aliases") for row in rows})
    items = {row["name"]: Item(row["id"], row["name"], row.many("parents")) for row in rows}
    within = {}
    for row in rows:
        for entry in row.many("within"):
            whole, _, alias = entry.partition("=")
            if whole not in items or not alias:
                raise row.mistake(f"“{entry}”应写作 上级=名称", f'"{entry}" must be written whole=name')
            within[whole, fold(alias)] = row["name"]
        for parent in row.many("parents"):
            if parent not in items:
                raise row.mistake(f"上级“{parent}”不在表中", f'the parent "{parent}" is not in the table')
    return Finance(items, terms, within)


@remembered()
def sums() -> tuple[Sum, ...]:
    """The identities of lexicons/finance_sums.csv.

    >>> next(s.parts for s in sums() if s.id == "basic-by-kind")
    ('人员支出', '公用支出')
    """
    rows = read_table("finance_sums.csv", ("id", "total", "relation", "parts"), overlays=active())
    known = finance().items
    return tuple(_sum(row, set(known)) for row in rows)


def _sum(row: Row, known: set[str]) -> Sum:
    parts = row.many("parts")
    for name in (row["total"], *(part.lstrip("-") for part in parts)):
        if name not in known:
            raise row.mistake(f"“{name}”不是收支科目", f'"{name}" is no item of finance.csv')
    if row["relation"] == "=":
        return Sum(row["id"], row["total"], "=", parts)
    if row["relation"] == ">=":
        return Sum(row["id"], row["total"], ">=", parts)
    raise row.mistake("relation 只能是 = 或 >=", "relation must be = or >=")


@remembered()
def _measures() -> tuple[Terms, dict[str, str]]:
    rows = read_table("measures.csv", ("id", "name", "kind", "aliases"), overlays=active())
    return Terms.of({row["name"]: row.many("aliases") for row in rows}), {row["name"]: row["kind"] for row in rows}


_YEAR = re.compile(r"(20\d{2}|19\d{2})年?(?:度)?")
_RELATIVE = re.compile(r"(上|去|本|当|今)年(?:度)?(?=.)")
_FORMULA = re.compile(r"[（(]\s*(?:[A-Za-z]|[A-Za-zＡ-Ｚ]\s*[/÷]\s*[A-Za-zＡ-Ｚ]|[①-⑨]|%|％|[^（()）]*元)\s*[)）]")


@remembered(4096)
def measure(header: str) -> Measure | None:
    """The measure that a header names, with the year it prints.

    >>> measure("2021年决算数"), measure("全年执行数（B）").name, measure("得分") is None
    (Measure(name='决算数', kind='actual', year=2021, offset=0), '全年执行数', True)
    """
    terms, kinds = _measures()
    plain = _FORMULA.sub("", "".join(header.split()))
    found = terms.exact(plain)
    if found is not None:
        return Measure(found.name, kinds[found.name], offset=-1 if found.name.startswith("上年") else 0)
    year = None
    if (printed := _YEAR.search(plain)) is not None:
        year = int(printed[1])
        plain = plain[: printed.start()] + plain[printed.end() :]
    offset = 0
    if (relative := _RELATIVE.search(plain)) is not None:
        offset = -1 if relative[1] in "上去" else 0
        plain = plain[: relative.start()] + plain[relative.end() :]
    found = terms.exact(plain) or (terms.look_up(plain, least=0.84) if 3 <= len(plain) <= 12 else None)
    if found is None:
        return None
    if found.name == "决算数" and offset == -1:
        return Measure("上年决算数", "actual", None, -1)
    return Measure(found.name, kinds[found.name], year, offset)
