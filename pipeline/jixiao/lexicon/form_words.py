"""The words by which a form is known even where all its marks are lost: headers, labels, levels. From the tables."""

from __future__ import annotations

import re
from typing import Literal

from jixiao.lexicon.fold import fold
from jixiao.lexicon.overlays import active, remembered
from jixiao.lexicon.tables import read_table

Role = Literal["corner", "level1", "level2", "label", "number", "rate", "value", "text", "unit", "operator", "code"]
"""What a column holds, as far as its header says."""

_ASIDE = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_YEAR = re.compile(r"(?:(?:20|19)\d{2}|上|本|当|去)年?(?:度)?")
_ROLES: dict[str, Role] = {
    "level1": "level1", "level2": "level2", "level3": "label", "levels": "level1", "target": "value", "actual": "value",
    "weight": "number", "score": "number", "rule": "text", "reason": "text", "operator": "operator", "unit": "unit",
    "rate": "rate", "adjusted": "value", "coefficient": "rate", "entity": "label", "item": "label",
    "code": "code", "amount": "number", "of-which": "number",
    "goal": "text", "person": "label", "post": "text", "sign": "text", "staff-quota": "number", "staff-actual": "number",
    "staff-rate": "rate", "size-approved": "number", "size-actual": "number", "size-rate": "rate",
    "investment-planned": "number", "investment-actual": "number", "investment-rate": "rate",
}  # fmt: skip
CORNERS = frozenset(
    {
        "绩效指标",
        "年度绩效指标",
        "绩效指标情况",
        "指标情况",
        "年度总体目标",
        "年度目标",
        "总体目标",
        "项目资金",
        "整体绩效指标",
    }
)


@remembered()
def _headers() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for row in read_table("form_columns.csv", ("id", "aliases"), overlays=active()):
        for alias in row.many("aliases"):
            found.setdefault(fold(alias), _ROLES.get(row["id"], "text"))
    for name in ("measures.csv", "finance.csv"):
        for row in read_table(name, ("id", "name", "aliases"), overlays=active()):
            for alias in (row["name"], *row.many("aliases")):
                found.setdefault(fold(alias), "number")
    return found


@remembered(8192)
def header_role(words: str) -> Role | None:
    """What a column below this header holds, or None for words that head no column.

    >>> header_role("三级指标"), header_role("2021年决算数"), header_role("开展培训12场")
    ('label', 'number', None)
    """
    plain = "".join(words.split())
    if not 2 <= len(plain) <= 30:
        return None
    headers = _headers()
    for form in (plain, _ASIDE.sub("", plain), _YEAR.sub("", _ASIDE.sub("", plain))):
        found = headers.get(fold(form)) if form else None
        if found is not None:
            return found
    return "corner" if fold(_ASIDE.sub("", plain)) in CORNERS else None


@remembered()
def _amount_heads() -> frozenset[str]:
    found = {
        fold(alias)
        for row in read_table("measures.csv", ("id", "name", "aliases"), overlays=active())
        for alias in (row["name"], *row.many("aliases"))
    }
    for row in read_table("form_columns.csv", ("id", "aliases"), overlays=active()):
        if row["id"] in {"amount", "code", "rate"}:
            found.update(fold(alias) for alias in row.many("aliases"))
    return frozenset(found)


@remembered(8192)
def amount_head(words: str) -> bool:
    """Whether the words head a column of amounts, of line numbers or of rates, and are no item themselves.

    >>> amount_head("2021年决算数"), amount_head("行次"), amount_head("基本支出")
    (True, True, False)
    """
    plain = _ASIDE.sub("", "".join(words.split()))
    if not 2 <= len(plain) <= 20:
        return False
    return any(fold(form) in _amount_heads() for form in (plain, _YEAR.sub("", plain)) if form)


@remembered()
def _levels() -> dict[str, int]:
    found: dict[str, int] = {}
    for row in read_table("indicators.csv", ("id", "name", "level", "aliases"), overlays=active()):
        if row["level"] in {"1", "2"}:
            for alias in (row["name"], *row.many("aliases")):
                found.setdefault(fold(alias), int(row["level"]))
    return found


@remembered(8192)
def level_word(words: str) -> int | None:
    """1 or 2 where the words are a level of the official frames: 产出指标（50分）, 数量指标.

    >>> level_word("产出指标（50分）"), level_word("数量指标"), level_word("培训场次")
    (1, 2, None)
    """
    plain = _ASIDE.sub("", "".join(words.split()))
    return _levels().get(fold(plain)) if 2 <= len(plain) <= 16 else None


@remembered()
def _labels() -> frozenset[str]:
    rows = read_table("fields.csv", ("id", "name", "aliases", "places"), overlays=active())
    return frozenset(
        fold(alias)
        for row in rows
        if "form" in row["places"] or "cover" in row["places"]
        for alias in (row["name"], *row.many("aliases"))
    )


def is_label(words: str) -> bool:
    """Whether the words label a field of a form: 项目名称, 联络电话."""
    plain = "".join(words.split()).rstrip("：:")
    return 2 <= len(plain) <= 20 and fold(plain) in _labels()


@remembered()
def _prose_labels() -> frozenset[str]:
    rows = read_table("fields.csv", ("id", "name", "kind", "aliases"), overlays=active())
    return frozenset(
        fold(alias) for row in rows if row["kind"] == "prose" for alias in (row["name"], *row.many("aliases"))
    )


def prose_label(words: str) -> bool:
    """Whether the words label a field whose value is prose, of one or more paragraphs: 职能职责概述."""
    return fold("".join(words.split()).rstrip("：:")) in _prose_labels()
