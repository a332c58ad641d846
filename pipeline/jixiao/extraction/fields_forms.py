"""Document fields that forms hold: pairs, staff figures below their headers, goals, the people of the review, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.extraction.fields_values import Found, value_of
from jixiao.extraction.forms_blocks import Block, Form, Pair
from jixiao.extraction.forms_grid import is_placeholder
from jixiao.extraction.indicators_rows import rows

_BY_ROLE = {
    "staff-quota": "人员编制",
    "staff-actual": "实有人数",
    "staff-rate": "财政供养人员控制率",
    "goal": "年度总体目标",
    "person": "评价人员",
}

_CONTACT = re.compile(r"(?:项目|单位)?(?:联系人|经办人)(?:姓名)?[及和与、/（(]?(?:联系)?(?:电话|方式)[)）]?[:：]?")
_TWO = ("联系人", "联络电话")
"""联系人及电话 | 艾山江 0991-3367215."""


def found_in(forms: Sequence[Form]) -> Iterator[Found]:
    """The fields of all forms."""
    for form in forms:
        for pair in form.pairs:
            yield from _of_pair(form, pair)
        for block in form.blocks:
            if block.kind in {"staff", "goals", "people"}:
                yield from _of_block(form, block)
    for row in rows(forms):
        if row.total and row.score is not None and row.level1 is not None:
            yield Found(
                "自评得分",
                row.score.value,
                row.score.whole,
                row.level1.span,
                1.0,
                not row.form.table.certain,
                row.notes,
            )


def _of_pair(form: Form, pair: Pair) -> Iterator[Found]:
    if pair.value is None:
        return
    names = _TWO if _CONTACT.fullmatch(form.grid.words(pair.label)) else (pair.name,)
    for name in names:
        read = value_of(name, form.grid.text, pair.value.start, pair.value.end)
        if read is not None:
            value, span = read
            yield Found(name, value, span, (pair.label.start, pair.label.end), 1.0, not form.table.certain)


def _of_block(form: Form, block: Block) -> Iterator[Found]:
    for row in block.rows:
        for column in block.columns:
            role = column.role
            name = _BY_ROLE.get(role or "")
            if block.kind == "goals" and role == "actual":
                name = "年度总体目标完成情况"
            if name is None or not column.path:
                continue
            for cell in form.grid.written(row):
                if not column.holds(cell) or is_placeholder(form.grid.words(cell)):
                    continue
                read = value_of(name, form.grid.text, cell.start, cell.end)
                if read is not None:
                    label = column.path[-1]
                    yield Found(name, read[0], read[1], (label.start, label.end), 1.0, not form.table.certain)
        if block.kind == "staff":
            return  # one row of figures
