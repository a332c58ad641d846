"""Scores: weights, points, totals and grades of evaluation forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import percent, places_of, plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.rows import Row, Sheet, points_in
from jixiao.document.records import Evidence, FieldRecord

HUNDRED = Decimal(100)
GRADES = (
    ("优", Decimal(90), Decimal(101)),
    ("良", Decimal(80), Decimal(90)),
    ("中", Decimal(60), Decimal(80)),
    ("差", Decimal(0), Decimal(60)),
)
_GRADE_WORDS = {
    "优秀": "优",
    "优": "优",
    "良好": "良",
    "良": "良",
    "中": "中",
    "一般": "中",
    "合格": "中",
    "差": "差",
    "较差": "差",
    "不合格": "差",
}

_PROJECT = re.compile(r"项目")
_TWO = re.compile(r"\d\s+\d")
_MONEY_BLOCK = re.compile(r"执行|资金|预算|支出")
_TALLY = re.compile(r"[”\"]?\s*(?:等次|等级)?的?(?:项目)?(?:有|共)?\s*[\d一二三四五六七八九十两]+\s*(?:个|家|项)")


@check("score-over-weight")
def over_weight(ledger: Ledger) -> Iterator[Draft]:
    """A row that got more points than it has, or fewer than none. A weight that covers several rows holds their sum."""
    rule = ledger.rule("score-over-weight")
    for sheet in _whole(ledger):
        for run in weight_runs([*sheet.rows, *([sheet.total] if sheet.total else [])]):
            head = run[0].record
            scores = [row.record.score for row in run if row.record.score is not None]
            if head.weight is None or not scores:
                continue
            score = sum(scores, Decimal(0))
            if Decimal(0) <= score <= head.weight and min(scores) >= 0:
                continue
            limit = "低于 0 分" if min(scores) < 0 else f"超过分值{plain(head.weight)}分"
            added = "+".join(plain(s) for s in scores) + ("=" + plain(score) if len(scores) > 1 else "")
            evidence = [cell for row in run for cell in row.cells("score", "weight")]
            yield from ledger.draft(
                rule, f"“{run[0].name}”得分{added}分，{limit}。", evidence, [row.record for row in run],
                expected=head.weight, observed=score, tolerance=Decimal(0),
            )  # fmt: skip


def weight_runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that share a weight: one with a weight, and those after it with a score but no weight, below the same level."""
    run: list[Row] = []
    for row in rows:
        joined = (
            run
            and row.record.weight is None
            and row.record.score is not None
            and run[0].record.weight is not None
            and row.record.level2 == run[0].record.level2
            and not row.is_total
        )
        if joined:
            run.append(row)
            continue
        if run:
            yield run
        run = [row]
    if run:
        yield run


def levels(sheet: Sheet, level: int) -> Iterator[tuple[str, Evidence | None, list[Row]]]:
    """(heading, its quotation, its rows) for each run of rows below the same level-1 (or level-2) heading."""
    held: list[Row] = []
    for row in sheet.rows:
        name = _level(row, level)
        if held and name != _level(held[-1], level):
            yield from _block(held, level)
            held = []
        held.append(row)
    if held:
        yield from _block(held, level)


def _whole(ledger: Ledger) -> Iterator[Sheet]:
    """The forms whose rows can be added up: a row that slid makes every sum over it doubtful."""
    for sheet in ledger.sheets:
        if not any(_slid(ledger, row) for row in sheet.rows):
            yield sheet


def _slid(ledger: Ledger, row: Row) -> bool:
    """Whether a guessed row's points may be somebody else's: cells that slid, two numbers in one, a weight above the whole."""
    if ledger.unsure(row.record):
        return True
    points = ((row.record.weight, row.weight), (row.record.score, row.score))
    if row.whole.cell is not None and any(value is not None and cell is None for value, cell in points):
        return True  # no cell of the row holds this number alone: 89.7 of 89.7%
    if not ledger.guessed(row.whole):
        return False
    two = any(cell is not None and _TWO.search(cell.text) for cell in (row.weight, row.score))
    return two or (row.record.weight or Decimal(0)) > HUNDRED


def _level(row: Row, level: int) -> str | None:
    """The heading, blanks dropped: a table that goes on over a page repeats it with other line breaks."""
    name = row.record.level1 if level == 1 else row.record.level2
    return "".join(name.split()) if name else None


def _block(rows: list[Row], level: int) -> Iterator[tuple[str, Evidence | None, list[Row]]]:
    name = _level(rows[0], level)
    if name:
        yield name, rows[0].level1 if level == 1 else rows[0].level2, rows


def total_of(rows: Sequence[Row], key: str) -> Decimal | None:
    """The sum of weights or scores; None where none is printed."""
    values = [value for row in rows if (value := getattr(row.record, key)) is not None]
    return sum(values, Decimal(0)) if values else None


@check("weights-level", "score-over-weight")
def level_weights(ledger: Ledger) -> Iterator[Draft]:
    """A heading says 产出（50分）, and the rows below it add up to something else."""
    rule, over = ledger.rule("weights-level"), ledger.rule("score-over-weight")
    for sheet in _whole(ledger):
        told: set[tuple[object, ...]] = set()
        printed = sheet.total.record.weight if sheet.total is not None else None
        whole = total_of(sheet.rows, "weight") == (printed or HUNDRED)
        for level in (2, 1):
            for name, quoted, rows in levels(sheet, level):
                stated = points_in(name)
                weight, score = total_of(rows, "weight"), total_of(rows, "score")
                if stated is None or weight is None or weight == stated:
                    continue
                if weight < stated and len(rows) < 2 and (not whole or ledger.guessed(rows[0].whole)):
                    continue  # the other rows were not read
                values = tuple(row.record.weight for row in rows)
                cause = frozenset({f"{sheet.title}:{values}"})
                if (values, stated) in told:
                    continue
                told.add((values, stated))
                cells = [cell for row in rows if row.record.weight is not None for cell in row.cells("weight")]
                heading = [quoted] if quoted else [rows[0].whole]
                added = "+".join(plain(row.record.weight) for row in rows if row.record.weight is not None)
                yield from ledger.draft(
                    rule, f"“{name}”标明{plain(stated)}分，其下各行分值{added}={plain(weight)}分，相差{plain(abs(weight - stated))}分。",
                    [*heading, *cells], [row.record for row in rows], expected=stated, observed=weight,
                    tolerance=Decimal(0), causes=cause,
                )  # fmt: skip
                if score is None or score <= stated:
                    continue
                cells = [cell for row in rows if row.record.score is not None for cell in row.cells("score")]
                added = "+".join(plain(row.record.score) for row in rows if row.record.score is not None)
                yield from ledger.draft(
                    over, f"“{name}”满分{plain(stated)}分，其下各行得分{added}={plain(score)}分，超过满分{plain(score - stated)}分。",
                    [*heading, *cells], [row.record for row in rows], expected=stated, observed=score,
                    tolerance=Decimal(0), causes=cause,
                )  # fmt: skip


@check("weights-total")
def weights_total(ledger: Ledger) -> Iterator[Draft]:
    """The weights of a form against 100, or against the total that it prints."""
    rule = ledger.rule("weights-total")
    for sheet in _whole(ledger):
        weight = total_of(sheet.rows, "weight")
        if weight is None or len(sheet.rows) < 4:
            continue
        printed = sheet.total.record.weight if sheet.total is not None else None
        wanted = printed if printed is not None else HUNDRED
        if weight == wanted or (printed is None and not _complete(sheet)):
            continue
        missing = sum(1 for run in weight_runs(sheet.rows) if run[0].record.weight is None)
        gap = wanted - weight
        if gap > 0 and (missing or (not _has_execution(sheet) and (gap == 10 or _headed(ledger, sheet, gap)))):
            continue  # a weight that was not read, or the points of the execution rate that stand elsewhere
        cells = [cell for row in sheet.rows if row.record.weight is not None for cell in row.cells("weight")]
        total = list(sheet.total.cells("weight")) if sheet.total is not None and printed is not None else []
        added = "+".join(plain(row.record.weight) for row in sheet.rows if row.record.weight is not None)
        yield from ledger.draft(
            rule, f"各行分值{added}={plain(weight)}分，应为{plain(wanted)}分。", [*total, *cells],
            [row.record for row in sheet.rows], expected=wanted, observed=weight, tolerance=Decimal(0),
            causes=frozenset({f"{sheet.title}:weights"}),
        )  # fmt: skip


def _headed(ledger: Ledger, sheet: Sheet, points: Decimal) -> bool:
    """Whether a block of money in the same table says that it has these points: 预算执行情况（20分）."""
    headed = ledger.once("headed", lambda: _headings(ledger))
    tables = {row.whole.cell.table for row in sheet.rows if row.whole.cell is not None}
    return any((number, points) in headed for number in tables)


def _headings(ledger: Ledger) -> frozenset[tuple[int, Decimal]]:
    """(table, points) of every cell about money that says how many points it has."""
    found = set()
    for table in ledger.document.tables:
        for cell in table.cells:
            text = ledger.document.cell_text(cell) if cell.end - cell.start <= 60 else ""
            points = points_in(text) if _MONEY_BLOCK.search(text) else None
            if points is not None:
                found.add((table.number, points))
    return frozenset(found)


def _complete(sheet: Sheet) -> bool:
    """Whether a form without 总分 is certainly whole: output, benefit and satisfaction are all there."""
    names = " ".join(row.record.level1 or "" for row in sheet.rows)
    return all(word in names for word in ("产出", "效益", "满意")) and _has_execution(sheet)


def _has_execution(sheet: Sheet) -> bool:
    return any(row.record.canonical == "预算执行率" and row.record.weight is not None for row in sheet.rows)


@check("score-sum")
def score_sum(ledger: Ledger) -> Iterator[Draft]:
    """The points of the rows against 总分."""
    rule = ledger.rule("score-sum")
    for sheet in _whole(ledger):
        if sheet.total is None or sheet.total.record.score is None or len(sheet.rows) < 2:
            continue
        stated, added = sheet.total.record.score, total_of(sheet.rows, "score")
        if added is None or abs(stated - added) <= rule.limit("points"):
            continue
        unread = any(row.record.score is None and row.record.weight is not None for row in sheet.rows)
        weights = total_of(sheet.rows, "weight")
        partial = weights is not None and weights < (sheet.total.record.weight or HUNDRED)
        if added < stated and (unread or partial):
            continue  # a row whose points were not read
        cells = [cell for row in sheet.rows if row.record.score is not None for cell in row.cells("score")]
        parts = "+".join(plain(row.record.score) for row in sheet.rows if row.record.score is not None)
        yield from ledger.draft(
            rule, f"各项得分{parts}={plain(added)}分，与总分{plain(stated)}分相差{plain(abs(stated - added))}分。",
            [*sheet.total.cells("score"), *cells], [sheet.total.record, *(row.record for row in sheet.rows)],
            expected=added, observed=stated, tolerance=rule.limit("points"), causes=frozenset({f"{sheet.title}:scores"}),
        )  # fmt: skip


@check("execution-score")
def execution_score(ledger: Ledger) -> Iterator[Draft]:
    """The points of the execution rate: weight times rate, at most the weight. Truncated and rounded points are fine."""
    rule = ledger.rule("execution-score")
    for sheet in ledger.sheets:
        for row in sheet.rows:
            record = row.record
            if record.canonical != "预算执行率" or record.weight is None or record.score is None:
                continue
            rate = execution_rate(row)
            if rate is None:
                continue
            wanted = record.weight * min(Decimal(1), max(Decimal(0), rate))
            places = places_of(row.score.text, record.score) if row.score is not None else 2
            step = Decimal(1).scaleb(-places)
            fits = {wanted.quantize(step, ROUND_HALF_UP), wanted.quantize(step, ROUND_FLOOR)}
            if wanted < record.weight - step / 100:
                fits.discard(record.weight)  # rounding does not make a full score
            if any(abs(record.score - fit) <= rule.limit("points") for fit in fits):
                continue
            yield from ledger.draft(
                rule,
                f"执行率得分应为{plain(record.weight)}×{percent(min(Decimal(1), rate))}={plain(wanted.quantize(Decimal('0.01')))}分，"
                f"自评{plain(record.score)}分。",
                row.cells("score", "weight", "target", "actual"), [record],
                expected=wanted.quantize(Decimal("0.01")), observed=record.score, tolerance=rule.limit("points"),
            )  # fmt: skip


def execution_rate(row: Row) -> Decimal | None:
    """Spent over budget of a funds row; None where a cell holds no number, or the budget is nought."""
    values = []
    for text in (row.record.actual, row.record.target):
        plain_text = (text or "").replace(",", "").replace("，", "").replace("万元", "").replace("元", "").strip()
        try:
            values.append(Decimal(plain_text))
        except ArithmeticError:
            return None
    return values[0] / values[1] if values[1] > 0 and values[0] >= 0 else None


@check("grade")
def grade(ledger: Ledger) -> Iterator[Draft]:
    """The grade against the score, and no score above 100. 合格 and other scales are left alone."""
    rule = ledger.rule("grade")
    scores = [record for record in ledger.fields["自评得分"] if isinstance(record.value, Decimal)]
    for record in scores:
        if isinstance(record.value, Decimal) and record.value > HUNDRED:
            yield from ledger.draft(
                rule, f"自评得分{plain(record.value)}分，超过满分100分。", [record.evidence[0]], [record],
                expected=HUNDRED, observed=record.value,
            )  # fmt: skip
    for printed in ledger.fields["评价等次"]:
        word = _GRADE_WORDS.get(str(printed.raw).strip('“”" 　')) or _GRADE_WORDS.get(str(printed.value))
        score = _nearest(scores, printed)
        if score is not None and not _together(ledger, printed, score):
            score = _only(scores, printed)
        if word is None or score is None or not isinstance(score.value, Decimal) or score.value > HUNDRED:
            continue
        low, high = next((low, high) for name, low, high in GRADES if name == word)
        if low <= score.value < high or _TALLY.match(ledger.document.source_text, printed.evidence[0].end):
            continue  # 优的6个 is a tally
        right = next(name for name, low, high in GRADES if low <= score.value < high)
        yield from ledger.draft(
            rule, f"自评得分{plain(score.value)}分，应评“{right}”（优≥90，良80–90，中60–80，差<60），却评“{printed.raw.strip()}”。",
            [printed.evidence[0], score.evidence[0]], [printed, score], expected=right, observed=word,
        )  # fmt: skip


def _together(ledger: Ledger, printed: FieldRecord, score: FieldRecord) -> bool:
    """Whether grade and score speak of the same evaluation: near each other, or in one part."""
    here, there = printed.evidence[0], score.evidence[0]
    return abs(here.start - there.start) <= 400 or printed.part == score.part


def _only(scores: Sequence[FieldRecord], printed: FieldRecord) -> FieldRecord | None:
    """The unit's score where a report has one alone; those of projects are their own."""
    if _PROJECT.search(printed.part or ""):
        return None
    own = [score for score in scores if not _PROJECT.search(score.part or "")]
    return own[0] if own and all(score.value == own[0].value for score in own) else None


def _nearest(scores: Sequence[FieldRecord], printed: FieldRecord) -> FieldRecord | None:
    """The score that a grade belongs to: that of the same part, else the nearest."""
    at = printed.evidence[0].start
    own = [score for score in scores if score.part == printed.part] or list(scores)
    return min(own, key=lambda score: abs(score.evidence[0].start - at), default=None)
