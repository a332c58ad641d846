"""Puts the cells of a row under the columns that they fit best, where the converter left blank cells out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import Role, is_label, level_word
from jixiao.lexicon.overlays import remembered
from jixiao.segment.table_regions import looks_numeric

_BARE = re.compile(r"[+\-−－]?[\d,，.．]+")
_PERCENT = re.compile(r"[+\-−－]?[\d.．]+\s*[%％]")
_DASH = re.compile(r"[-—–－/]{1,4}")
_OPERATOR = re.compile(r"[≥≤≧≦＞＜><＝=]+|定性|正向|反向|正向指标|反向指标")
_TOTAL = re.compile(r"(?:总\s*分|合\s*计|总\s*计|总得分|自评总分|得分合计)(?:[（(].{1,8}[)）])?")
_SERVED = re.compile(r".{0,4}(?:社会公众|服务对象|受益对象).{0,6}满意[度率]")
_NUMBERED = re.compile(r"(?:指标|目标)\s*\d{1,2}\s*[:：]")
_BOTH = re.compile(r"[^\d：:]{2,30}[:：]\s*-?[\d,]+(?:\.\d+)?")

SKIP: dict[Role, float] = {
    "corner": 0.0, "level1": 0.1, "level2": 0.1, "label": 4.2, "number": 1.0, "rate": 0.8, "value": 0.8, "text": 0.1,
    "unit": 0.5, "operator": 0.5, "code": 0.6,
}  # fmt: skip
"""What it costs to leave a column of this role out of a row."""
FIT: dict[Role, dict[str, float]] = {
    "corner": {"text": -2.0, "total": 1.0},
    "level1": {"level1": 4.0, "level2": -2.0, "text": -1.5, "served": -1.5, "total": 1.0},
    "level2": {"level2": 4.0, "served": 2.0, "level1": -2.0, "text": -1.0, "total": 0.5},
    "label": {"text": 1.0, "served": 1.2, "sentence": -4.0, "level1": 0.5, "level2": 0.5, "total": 1.5,
              "measure": -3.0, "dash": -3.0},
    "number": {"number": 2.0, "measure": 1.4, "percent": 1.2, "dash": 1.2},
    "rate": {"percent": 2.2, "number": 1.0, "dash": 1.0},
    "value": {"measure": 1.2, "percent": 1.2, "number": 0.7, "text": 0.6, "served": 0.3, "sentence": 0.6, "dash": 0.5,
              "level2": -1.0},
    "text": {"text": 0.6, "sentence": 1.0, "served": -0.5, "dash": 0.3, "percent": -2.0, "measure": -2.0,
             "level1": -1.0, "level2": -1.0},
    "unit": {"text": 1.0, "unit": 1.5},
    "code": {"number": 1.8, "dash": 1.0},
    "operator": {"operator": 3.0, "text": -1.0},
}  # fmt: skip
"""How well a cell of a kind stands in a column of a role; anything else fits not at all."""


def words_of(text: str, span: Span) -> str:
    """The words of a cell without blanks."""
    return "".join(text[span[0] : span[1]].split())


@remembered(4096)
def kind_of(words: str) -> str:
    """What a cell holds: number, percent, measure (number with unit), dash, total, level1, sentence, text …"""
    if _BARE.fullmatch(words):
        return "number"
    if _PERCENT.fullmatch(words):
        return "percent"
    if _DASH.fullmatch(words):
        return "dash"
    if _OPERATOR.fullmatch(words):
        return "operator"
    if _TOTAL.fullmatch(words):
        return "total"
    level = level_word(words)
    if level is not None:
        return f"level{level}"
    if _SERVED.fullmatch(words):
        return "served"  # a level in some forms, an indicator in others
    if looks_numeric(words.lstrip("≥≤≧≦＞＜><=约近")):
        return "measure"
    if words and words[-1] in "。；":
        return "sentence"
    return "unit" if words in {"%", "个", "人", "万元", "元", "次", "家", "天", "分", "项", "场", "人次"} else "text"


def placed(text: str, cells: Sequence[Span], roles: Sequence[Role]) -> list[Span]:
    """The cells under the columns that they fit best, with blank cells where columns were left out.

    Where no column holds names alone, a name and its target that a blank parts are one cell: 办结案件 20件.
    """
    if "label" not in roles and "value" in roles:
        cells = _with_targets(text, cells, roles)
    if len(cells) > len(roles) or (len(cells) == 1 and len(roles) > 1 and not _NUMBERED.match(text, *cells[0])):
        return list(cells)
    if is_label(words_of(text, cells[0])) and len(cells) <= 4 and level_word(words_of(text, cells[0])) is None:
        return list(cells)  # a pair below the block
    if all(_BOTH.match(text, *cell) for cell in cells[:2]):
        return list(cells)  # 按收入性质分：… | 按支出性质分：…: each cell brings its own label
    kinds = [kind_of(words_of(text, cell)) for cell in cells]
    gain, take = _through(kinds, roles)
    if gain < -3.0 - 0.2 * len(roles):
        return list(cells)
    count, width = len(cells), len(roles)
    row: list[Span] = []
    at = 0
    here = cells[0][0]
    for column in range(width):
        if at < count and take[at][column]:
            row.append(cells[at])
            here = cells[at][1]
            at += 1
        else:
            row.append((here, here))
    numbers = [i for i, role in enumerate(roles) if role in {"number", "rate"}]
    filled = [i for i in numbers if row[i][0] < row[i][1]]
    if filled and len(filled) < len(numbers) and "level2" not in roles and "total" not in kinds:
        while row[-1][0] == row[-1][1]:
            row.pop()  # which number is missing cannot be known: a row that is too short says so
    return row


def _with_targets(text: str, cells: Sequence[Span], roles: Sequence[Role]) -> Sequence[Span]:
    """The cells, a name joined with the target behind it where the row then fits better."""
    best, best_worth = cells, worth(text, cells, roles)
    for at in range(len(cells) - 1):
        name, target = words_of(text, cells[at]), words_of(text, cells[at + 1])
        if kind_of(name) != "text" or kind_of(target) not in {"measure", "percent", "text"}:
            continue
        if text[cells[at][1] : cells[at + 1][0]] != " ":
            continue
        joined = [*cells[:at], (cells[at][0], cells[at + 1][1]), *cells[at + 2 :]]
        if (found := worth(text, joined, roles)) > best_worth:
            best, best_worth = joined, found
    return best


def worth(text: str, cells: Sequence[Span], roles: Sequence[Role]) -> float:
    """How well the cells, in order, fit under the columns; what is below 0 is hardly a row of the table."""
    return _through([kind_of(words_of(text, cell)) for cell in cells], roles)[0] if len(cells) <= len(roles) else -99.0


def _through(kinds: Sequence[str], roles: Sequence[Role]) -> tuple[float, list[list[bool]]]:
    """What the best way to put the cells under the columns is worth, and for each cell and column whether it is put."""
    count, width = len(kinds), len(roles)
    best: list[list[float]] = [[-1e9] * (width + 1) for _ in range(count + 1)]
    take: list[list[bool]] = [[False] * (width + 1) for _ in range(count + 1)]
    best[count][width] = 0.0
    for column in range(width - 1, -1, -1):
        best[count][column] = best[count][column + 1] - SKIP[roles[column]]
    for at in range(count - 1, -1, -1):
        for column in range(width - (count - at), -1, -1):
            skip = best[at][column + 1] - SKIP[roles[column]]
            kind = (
                "text" if kinds[at] in {"operator", "unit"} and roles[column] not in {"operator", "unit"} else kinds[at]
            )
            put = best[at + 1][column + 1] + FIT[roles[column]].get(kind, -4.0)
            best[at][column], take[at][column] = max((put, True), (skip, False))
    return best[0][0], take
