"""Targets against results: misses with full marks, results without numbers, deductions without reasons, costs over target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from jixiao.audit.checks import check
from jixiao.audit.figures import percent, plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.rows import Row, Sheet
from jixiao.audit.scores import weight_runs
from jixiao.document.records import QuantityValue
from jixiao.lexicon import fold

Verdict = Literal["met", "missed", "bare", "unknown"]
"""``bare``: the target asks for somewhat more (200余) than the result, which is exactly its number (200)."""

_SOMEWHAT_MORE = re.compile(r"余|多|以上|超")
_VAGUE_DONE = re.compile(
    r"(?:已|均已|全部|基本|按[时期]|按计划|如期|顺利|圆满|超额)*(?:完成|达成|达标|达到|实现|办结)(?:预期|年度|计划)?(?:目标|指标|任务|值)?[。；]?"
    r"|达成预期(?:指标|目标)?|(?:已)?按(?:要求|时|期|质|量)+完成|有所提[升高]|效益明显|较好|良好|明显"
)
_SPANS = frozenset({"分钟", "小时", "天", "日", "工作日"})
"""Units of how long something takes; other times are dates, which words may answer."""
_REASONS = re.compile(r"偏差|原因|扣分|备注|说明")
_POINTS = re.compile(r"(?:自评|实际)?(?:得分|评分)|自评分")
_UNWANTED = re.compile(
    r"成本|费用|支出|经费|投诉|事故|死亡|伤亡|发生|违规|违纪|违法|差错|逾期|超期|排放|能耗|消耗|时限|时间|期限|天数|降|减|压缩|控制|信访|案件|欠|负债|不超"
)
_HANDLED = re.compile(r"办结|查办|侦办|审结|处理|处置|化解|查处|受理|调解|整改|排查|破获|侦破")
"""More complaints are no good; more of them settled are."""
_REDUCED = re.compile(r"(?:下降|降低|减少|压减|压缩|缩短)(?!至|到|为)")
_DATE = re.compile(r"\d\s*月")
_COST = re.compile(r"成本")
_NOT_COST = re.compile(r"节约|收入|产值|税收|投资(?:总)?(?:额|量)|完成率|执行率|到位率|及时")


def verdict(row: Row) -> Verdict:
    """Whether the row's result reaches its target, as far as numbers say it."""
    record = row.record
    if _is_reduction(row):
        return _reduced(row)
    if record.attained is not None and not (record.direction == "down" and _HANDLED.search(row.name)):
        dated = _DATE.search(record.target or "") and _DATE.search(record.actual or "")
        if dated and not record.attained:
            return "unknown"  # 12月 may be before 12月30日 or not
        return "met" if record.attained else "missed"
    wanted, got = single(record.target_quantities), single(record.actual_quantities)
    if wanted is None or got is None or wanted.dimension != got.dimension:
        return "unknown"
    if (
        (record.direction is None or _HANDLED.search(row.name))
        and wanted.bound == got.bound == "exact"
        and _more_is_better(row)
    ):
        goal, done = number(wanted), number(got)
        if goal is not None and done is not None and wanted.base_unit == got.base_unit:
            return "met" if done >= goal else "missed"
    if wanted.bound in ("approx", "gt") and got.bound == "exact" and wanted.base_low == got.base_low:
        return "bare" if _SOMEWHAT_MORE.search(record.target or "") and record.direction != "down" else "met"
    return "unknown"


def _is_reduction(row: Row) -> bool:
    return bool(_REDUCED.search(row.record.target or "") and _REDUCED.search(row.record.actual or ""))


def _reduced(row: Row) -> Verdict:
    """下降10% against 下降12.3%: the more it fell the better."""
    wanted, got = single(row.record.target_quantities), single(row.record.actual_quantities)
    goal, done = (None if one is None else number(one) for one in (wanted, got))
    if goal is None or done is None or wanted is None or got is None or wanted.base_unit != got.base_unit:
        return "unknown"
    return "met" if abs(done) >= abs(goal) else "missed"


def _more_is_better(row: Row) -> bool:
    """Whether a count or an amount with no known direction is something that one wants much of."""
    wanted = single(row.record.target_quantities)
    if _HANDLED.search(row.name):
        return True
    counted = wanted is not None and wanted.dimension in ("count", "area", "length", "mass", "volume", "energy")
    return counted and not _UNWANTED.search(row.name)


def single(quantities: Sequence[QuantityValue]) -> QuantityValue | None:
    """The only quantity of a cell."""
    return quantities[0] if len(quantities) == 1 else None


def comparable(row: Row) -> bool:
    """Whether both cells hold one number of the same unit, so that a miss is beyond doubt."""
    wanted, got = single(row.record.target_quantities), single(row.record.actual_quantities)
    return (
        wanted is not None
        and got is not None
        and wanted.dimension == got.dimension
        and (wanted.base_unit == got.base_unit or not wanted.unit or not got.unit)
    )


def number(quantity: QuantityValue) -> Decimal | None:
    """The number of a quantity in base units, of a bound its one end."""
    return quantity.base_low if quantity.base_low is not None else quantity.base_high


@check("missed-full-score", "overrun-full-score")
def full_score(ledger: Ledger) -> Iterator[Draft]:
    """A row that missed its target, cost or time, and got all its points."""
    for sheet in ledger.sheets:
        for row in sheet.rows:
            if not row.full or row.record.canonical == "预算执行率":
                continue
            yield from missed(ledger, row)
    yield from _scored_elsewhere(ledger)


def _scored_elsewhere(ledger: Ledger) -> Iterator[Draft]:
    """A target missed in a form without scores, and full marks for the same indicator in the scoring form."""
    rule = ledger.rule("missed-full-score")
    full = {row.record.canonical: row for row in ledger.rows if row.full and row.record.canonical}
    for row in ledger.rows:
        record = row.record
        scored = full.get(record.canonical) if record.canonical else None
        # 满意度 and 质量达标率 are one name for many things: only the same words mean the same.
        if (
            scored is None
            or fold(scored.name) != fold(row.name)
            or record.weight is not None
            or verdict(row) != "missed"
            or not comparable(row)
        ):
            continue
        points = plain(scored.record.score or Decimal(0))
        yield from ledger.draft(
            rule, f"“{row.name}”目标{record.target}，实际{record.actual}，未达目标，评分表仍给满分{points}分。",
            [*row.cells("target", "actual"), *scored.cells("score")], [record, scored.record],
            expected=record.target, observed=record.actual, severity="warning",
        )  # fmt: skip


def missed(ledger: Ledger, row: Row) -> Iterator[Draft]:
    """What is said of a row with full marks that missed its target."""
    record = row.record
    outcome = verdict(row)
    down = record.direction == "down" and not _is_reduction(row)
    rule = ledger.rule("overrun-full-score" if down else "missed-full-score")
    cells = row.cells("target", "actual", "score", "weight")
    points = f"仍得满分{plain(record.score or Decimal(0))}分"
    if outcome == "missed":
        comparison = ratio(row)
        reason = "，也无偏差原因" if not record.note else ""
        word = "超过" if down else "未达"
        yield from ledger.draft(
            rule, f"“{row.name}”目标{record.target}，实际{record.actual}{comparison}，{word}目标，{points}{reason}。", cells, [record],
            expected=record.target, observed=record.actual, severity=None if comparable(row) else "warning",
        )  # fmt: skip
    elif outcome == "bare":
        yield from ledger.draft(
            rule, f"“{row.name}”目标{record.target}（即多于该数），实际{record.actual}，严格说未达目标，{points}。", cells, [record],
            expected=record.target, observed=record.actual, severity="warning",
        )  # fmt: skip


def ratio(row: Row) -> str:
    """The result as part of the target, for a message."""
    wanted, got = single(row.record.target_quantities), single(row.record.actual_quantities)
    if wanted is None or got is None or not (goal := number(wanted)) or (done := number(got)) is None:
        return ""
    return f"（为目标的{percent(done / goal, 1)}）" if goal > 0 else ""


@check("target-without-actual")
def unquantified(ledger: Ledger) -> Iterator[Draft]:
    """A target in numbers, answered with 已完成."""
    rule = ledger.rule("target-without-actual")
    rows = []
    for sheet in ledger.sheets:
        for row in sheet.rows:
            record = row.record
            if record.target_quantities and not record.actual_quantities and record.actual and row.target is not None:
                words = "".join(record.actual.split())
                if _VAGUE_DONE.fullmatch(words) and any(
                    q.dimension != "time" or (q.unit or "").removeprefix("个") in _SPANS
                    for q in record.target_quantities
                ):
                    rows.append(row)
    for row in rows:
        message = f"“{row.name}”目标{row.record.target}，实际只写“{row.record.actual}”，没有完成数。"
        yield from ledger.draft(
            rule, message, row.cells("target", "actual"), [row.record], expected=row.record.target, observed=row.record.actual,
            causes=frozenset({f"{row.record.table}:{row.record.actual}"}),
        )  # fmt: skip


@check("deduction-unexplained")
def unexplained(ledger: Ledger) -> Iterator[Draft]:
    """Points were taken off and the reason is blank. A weight over several rows is held against their sum."""
    rule = ledger.rule("deduction-unexplained")
    for sheet in ledger.sheets:
        if not any(row.record.score is not None for row in sheet.rows) or not _asks_reasons(ledger, sheet):
            continue
        for run in weight_runs(sheet.rows):
            head = run[0].record
            scores = [row.record.score for row in run if row.record.score is not None]
            if head.weight is None or not scores or sum(scores, Decimal(0)) >= head.weight:
                continue
            if any(row.record.note for row in run) or min(scores) < 0 or head.canonical == "预算执行率":
                continue
            score = sum(scores, Decimal(0))
            yield from ledger.draft(
                rule, f"“{run[0].name}”分值{plain(head.weight)}分，得{plain(score)}分，扣{plain(head.weight - score)}分，未写原因。",
                run[0].cells("weight", "score"), [head], expected=head.weight, observed=score,
            )  # fmt: skip


def _asks_reasons(ledger: Ledger, sheet: Sheet) -> bool:
    """Whether the form has a column for reasons beside that for points: where there is none, nobody can fill it."""
    if any(row.record.note for row in sheet.rows):
        return True
    for number in {row.whole.cell.table for row in sheet.rows if row.whole.cell is not None}:
        table = ledger.table(number)
        if table is None:
            continue
        headers = {cell.row for cell in table.cells if _POINTS.fullmatch(ledger.document.cell_text(cell))}
        if any(cell.row in headers and _REASONS.search(ledger.document.cell_text(cell)) for cell in table.cells):
            return True
    return False


@check("target-too-low")
def exceeded(ledger: Ledger) -> Iterator[Draft]:
    """A result far above its target, without a word about it."""
    rule = ledger.rule("target-too-low")
    for sheet in ledger.sheets:
        for row in sheet.rows:
            record = row.record
            falls = record.direction == "down" and not _HANDLED.search(row.name)
            if falls or record.note or not comparable(row) or is_cost(row):
                continue
            wanted, got = single(record.target_quantities), single(record.actual_quantities)
            assert wanted is not None
            assert got is not None
            goal, done = number(wanted), number(got)
            if wanted.bound in ("le", "lt") or not goal or goal <= 0 or done is None:
                continue
            if (wanted.dimension == "time" and record.direction != "up") or wanted.dimension == "percentage_point":
                continue
            if done / goal * 100 <= rule.limit("percent"):
                continue
            yield from ledger.draft(
                rule, f"“{row.name}”目标{record.target}，实际{record.actual}，为目标的{percent(done / goal, 1)}，目标可能偏低，未作说明。",
                row.cells("target", "actual"), [record], expected=record.target, observed=record.actual,
            )  # fmt: skip


def is_cost(row: Row) -> bool:
    """Whether the row counts money or time spent; an investment or a revenue put under 成本指标 does not."""
    levels = (row.record.level2 or "") + (row.record.level1 or "")
    controlled = row.record.canonical in ("公用经费控制率", "三公经费控制率", "投资概算控制率")
    return controlled or (bool(_COST.search(levels)) and not _NOT_COST.search(row.name))


@check("cost-overrun")
def overrun(ledger: Ledger) -> Iterator[Draft]:
    """A cost beyond its target, unless points were taken off and the reason is given."""
    rule = ledger.rule("cost-overrun")
    for sheet in ledger.sheets:
        for row in sheet.rows:
            record = row.record
            wanted, got = single(record.target_quantities), single(record.actual_quantities)
            if not is_cost(row) or wanted is None or got is None or not comparable(row):
                continue
            goal, done = wanted.base_high or wanted.base_low, number(got)
            if goal is None or done is None or done <= goal or record.direction == "up" or got.bound == "approx":
                continue
            explained = bool(record.note)
            if explained and record.score is not None:
                continue  # the points were taken off and the reason is given: nothing is left to ask
            yield from ledger.draft(
                rule, f"成本指标“{row.name}”目标{record.target}，实际{record.actual}，超出{percent((done - goal) / goal, 1)}。",
                row.cells("target", "actual"), [record], expected=record.target, observed=record.actual,
            )  # fmt: skip
