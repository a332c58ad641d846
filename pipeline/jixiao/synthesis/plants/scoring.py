"""Indicators, weights and scores (checks 22–33)."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.indicators import attained
from jixiao.synthesis.plants.base import Change
from jixiao.synthesis.truth import Indicator, Truth, Value, grade_of, percent


def with_row(truth: Truth, row: Indicator, new: Indicator) -> Truth:
    rows = tuple(new if r.key == row.key else r for r in truth.indicators)
    score = truth.score + new.score - row.score
    return replace(truth, indicators=rows, score=score, grade=grade_of(score))


def row_tags(truth: Truth, family: str, row: Indicator, *parts: str) -> tuple[str, ...]:
    prefix = f"{truth.projects[0].name}:" if family == "F5" else ""
    return tuple(f"{prefix}{row.key}.{part}" for part in parts)


def numeric(truth: Truth, direction: str = "up", events: bool = True) -> list[Indicator]:
    return [
        r for r in truth.indicators
        if r.direction == direction and r.target.number is not None and r.actual.number is not None and r.target.number > 4
        and (bool(r.verb) == events)
    ]  # fmt: skip


def over_weight(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    row = rng.choice(truth.indicators)
    by = Decimal(rng.choice(["1", "1.5", "2"]))
    if truth.score + row.weight + by - row.score > 100:
        return None
    new = replace(row, score=row.weight + by, note="")
    if not attained(row):
        return None
    change = Change(with_row(truth, row, new))
    change.say(
        "score-over-weight",
        "breaks-rule",
        "error",
        f"{row.name}得分{new.score}超过分值{row.weight}。",
        row_tags(truth, family, row, "score"),
        row_tags(truth, family, row, "weight"),
    )
    return change.done()


def weights(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in truth.indicators if r.weight > 3 and r.score == r.weight]
    if not rows:
        return None
    row = rng.choice(rows)
    new = replace(row, weight=row.weight - 2, score=row.score - 2)
    changed = with_row(truth, row, new)
    if changed.grade != truth.grade:
        return None
    change = Change(changed)
    every = tuple(t for r in truth.indicators for t in row_tags(truth, family, r, "weight"))
    change.say("weights-sum", "breaks-rule", "error", "各项分值之和为98分，不是100分。", ("weights@自评表",), every)
    change.say(
        "weights-sum",
        "breaks-rule",
        "error",
        f"{row.level1}分值之和与标题所列不符。",
        (f"points:{row.level1}",),
        every,
        optional=True,
    )
    return change.done()


def points(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    change.show("points:效益指标", Decimal(40))
    own = tuple(t for r in truth.indicators if r.level1 == "效益指标" for t in row_tags(truth, family, r, "weight"))
    change.say(
        "weights-sum", "breaks-rule", "error", "效益指标标明40分，各行分值之和为30分。", ("points:效益指标!",), own
    )
    return change.done()


def total(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place = {"F2": "评分表", "F3": "自评表"}.get(family) or f"项目表:{truth.projects[0].name}"
    by = Decimal(rng.choice(["0.5", "1", "2", "3"]))
    if place.startswith("项目"):
        change = Change(truth)
        change.say(
            "score-sum",
            "impossible",
            "error",
            f"各项得分之和与总分相差{by}。",
            (f"total@{place}",),
            tuple(t for r in truth.indicators for t in row_tags(truth, family, r, "score")),
        )
        change.show(f"total-off@{place}", -by)
        return change.done()
    wrong = truth.score - by if truth.score + by > 100 else truth.score + by
    if grade_of(wrong) != truth.grade:
        return None
    change = Change(truth)
    change.show(f"total@{place}", wrong)
    rows = (
        tuple(f"s{i}.score" for i in range(19))
        if family == "F2"
        else tuple(t for r in truth.indicators for t in row_tags(truth, family, r, "score"))
    )
    change.say(
        "score-sum", "impossible", "error", f"各项得分之和为{truth.score}，总分填{wrong}。", (f"total@{place}",), rows
    )
    change.say(
        "table-vs-narrative",
        "impossible",
        "error",
        "总分前后不一致。",
        (f"total@{place}",),
        ("total@文", "total@form"),
        optional=True,
    )
    change.say(
        "form-vs-form", "ask", "warning", "两张表的总分不一致。", (f"total@{place}",), ("total@form",), optional=True
    )
    return change.done()


def missed(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = numeric(truth)
    if not rows:
        return None
    row = rng.choice(rows)
    assert row.target.number is not None
    step = Decimal(1) if row.target.number == row.target.number.to_integral_value() else Decimal("0.1")
    actual = (row.target.number * Decimal(str(round(rng.uniform(0.55, 0.9), 2)))).quantize(step)
    if actual >= row.target.number:
        return None
    new = replace(
        row, actual=replace(row.actual, number=actual), score=row.weight, note="", previous=actual * Decimal("0.9")
    )
    new = replace(new, previous=(actual / Decimal("1.12")).quantize(step))
    change = Change(with_row(truth, row, new))
    change.say("target-missed-full-score", "breaks-rule", "error", f"{row.name}目标{row.target.number}、实际{actual}，未完成仍得满分。",
               row_tags(truth, family, row, "target", "actual", "score"), row_tags(truth, family, row, "weight"))  # fmt: skip
    return change.done()


def words_only(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = numeric(truth) + numeric(truth, events=False)
    if not rows:
        return None
    row = rng.choice(rows)
    new = replace(
        row, actual=Value(words=rng.choice(["已完成", "完成", "达标", "已按要求完成"])), score=row.weight, note=""
    )
    change = Change(with_row(truth, row, new))
    change.say(
        "target-without-actual",
        "ask",
        "warning",
        f"{row.name}目标是数字，完成情况只写“{new.actual.words}”。",
        row_tags(truth, family, row, "target", "actual"),
    )
    return change.done()


def unexplained(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    row = next((r for r in truth.indicators if not attained(r) and r.note), None)
    if row is None:
        row = rng.choice(truth.indicators)
        new = replace(row, score=row.weight - Decimal(rng.choice(["0.5", "1"])), note="")
    else:
        new = replace(row, note="")
    changed = with_row(truth, row, new)
    if changed.grade != truth.grade or new.score <= 0:
        return None
    change = Change(changed)
    change.say(
        "deduction-unexplained",
        "ask",
        "error",
        f"{row.name}扣分未说明原因。",
        row_tags(truth, family, row, "weight", "score"),
        row_tags(truth, family, row, "actual"),
    )
    return change.done()


def exceeded(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in numeric(truth) if r.actual.unit != "%"]
    if not rows:
        return None
    row = rng.choice(rows)
    assert row.target.number is not None
    factor = Decimal(str(round(rng.uniform(1.7, 4.0), 1)))
    actual = row.target.number * factor
    actual = actual.quantize(
        Decimal("0.1") if row.target.number != row.target.number.to_integral_value() else Decimal(1)
    )
    new = replace(
        row,
        actual=replace(row.actual, number=actual),
        score=row.weight,
        note="",
        previous=(actual / Decimal("1.1")).quantize(
            Decimal("0.1") if actual != actual.to_integral_value() else Decimal(1)
        ),
    )
    change = Change(with_row(truth, row, new))
    change.say(
        "target-exceeded-unexplained",
        "ask",
        "warning",
        f"{row.name}完成{actual}，为目标{row.target.number}的{percent(actual, row.target.number)}%，未说明原因。",
        row_tags(truth, family, row, "target", "actual"),
    )
    return change.done()


def cost(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [
        r
        for r in truth.indicators
        if r.level2 == "成本指标"
        and r.target.number is not None
        and r.actual.number is not None
        and r.target.unit != "万元"
    ]
    if not rows:
        return None
    row = rows[0]
    assert row.target.number is not None
    actual = (row.target.number * Decimal(str(round(rng.uniform(1.05, 1.2), 2)))).quantize(Decimal("0.1"))
    new = replace(row, actual=replace(row.actual, number=actual), score=row.weight, note="")
    change = Change(with_row(truth, row, new))
    tags = row_tags(truth, family, row, "target", "actual")
    change.say("cost-overrun", "ask", "error", f"{row.name}实际{actual}%，超过目标{row.target.number}%。", tags)
    change.say(
        "target-missed-full-score",
        "breaks-rule",
        "error",
        f"{row.name}超过目标仍得满分。",
        tags,
        row_tags(truth, family, row, "score"),
        optional=True,
    )
    if row.canonical:
        change.say("rate-mismatch", "impossible", "error", f"{row.name}与所列金额不符。", tags, optional=True)
    return change.done()


def grade(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    wrong = {"优": "良", "良": "优", "中": "良", "差": "中"}[truth.grade]
    change = Change(replace(truth, switches={**truth.switches, "grade": wrong}))
    change.say(
        "grade-mismatch",
        "breaks-rule",
        "error",
        f"得分{truth.score}应为{truth.grade}，填{wrong}。",
        ("grade",),
        ("total@form", "total@文", "total@自评表"),
    )
    return change.done()
