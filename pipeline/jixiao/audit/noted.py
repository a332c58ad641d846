"""Rows that put target and result into the remarks (目标2.6平方米，完成2.58平方米) and have no cells for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import percent, plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.rows import Row
from jixiao.numbers import find_quantities
from jixiao.numbers.quantity import Quantity

_GOAL = re.compile(r"(?:年初|年度|预期|绩效)?(?:目标|计划)(?:值|数|任务)?(?:为|：|:)?$")
_DONE = re.compile(r"(?:实际)?(?:完成|达到?|实现|实际)(?:值|数|了)?(?:为|：|:)?$")
_UNWANTED = re.compile(r"成本|费用|支出|投诉|事故|死亡|违规|差错|逾期|排放|能耗|时限|期限|天数|降|减|压缩|信访|控制")


def in_remarks(row: Row) -> tuple[Quantity, Quantity] | None:
    """(target, result) of the remarks of a row without such cells; None where they do not tell both plainly."""
    note = row.record.note
    if not note or row.record.target is not None or row.record.actual is not None:
        return None
    text = "".join(note.split())
    found = find_quantities(text)
    if len(found) != 2:
        return None
    goal = next((q for at, q in enumerate(found) if _GOAL.search(_before(text, found, at))), None)
    done = next((q for at, q in enumerate(found) if _DONE.search(_before(text, found, at))), None)
    if goal is None or done is None or goal is done:
        return None
    return (goal, done) if (goal.dimension, goal.base_unit) == (done.dimension, done.base_unit) else None


def _before(text: str, found: tuple[Quantity, ...], at: int) -> str:
    return text[found[at - 1].end if at else 0 : found[at].start]


@check("missed-full-score", "target-too-low")
def remarks(ledger: Ledger) -> Iterator[Draft]:
    """The remarks say that the target was missed, and the row has all its points; or that it was exceeded by far."""
    missed, low = ledger.rule("missed-full-score"), ledger.rule("target-too-low")
    for row in ledger.rows:
        told = in_remarks(row)
        if told is None or _UNWANTED.search(row.name):
            continue
        goal, done = told
        wanted = goal.base_low if goal.base_low is not None else goal.base_high
        if (
            wanted is None
            or wanted <= 0
            or done.base_low is None
            or goal.bound in ("le", "lt")
            or done.bound != "exact"
        ):
            continue
        quotes = row.cells("note", "score", "weight")
        keys = {"expected": goal.text, "observed": done.text}
        share = percent(done.base_low / wanted, 1)
        if done.base_low < wanted and row.full:
            points = plain(row.record.score or Decimal(0))
            message = (
                f"“{row.name}”备注中目标{goal.text}，完成{done.text}（为目标的{share}），未达目标，仍得满分{points}分。"
            )
            yield from ledger.draft(missed, message, quotes, [row.record], **keys)
        elif done.base_low / wanted * 100 > low.limit("percent"):
            message = f"“{row.name}”备注中目标{goal.text}，完成{done.text}，为目标的{share}，目标可能偏低，未作说明。"
            yield from ledger.draft(low, message, quotes, [row.record], **keys)
