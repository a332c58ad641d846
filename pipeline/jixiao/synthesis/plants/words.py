"""Words against tables, shares and growth (checks 18–21)."""

from __future__ import annotations

import random
from decimal import Decimal

from jixiao.synthesis.plants.base import FORM, Change, key, off
from jixiao.synthesis.truth import Truth, percent


def told(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in truth.indicators if r.verb and r.actual.number is not None and r.previous]
    if not rows:
        return None
    row = rows[0]
    value = row.actual.number
    assert value is not None
    wrong = value + abs(off(rng, value)) * (1 if value > 3 else 2)
    change = Change(truth)
    change.show(f"{row.key}.told", wrong)
    prefix = f"{truth.projects[0].name}:" if family == "F5" else ""
    change.shown[f"{prefix}{row.key}.told"] = wrong
    change.say(
        "table-vs-narrative",
        "impossible",
        "error",
        f"{row.name}表中{value}，文字写{wrong}。",
        (f"{prefix}{row.key}.told", f"{prefix}{row.key}.actual"),
    )
    for rule in (
        "growth-mismatch",
        "share-mismatch",
        "rate-mismatch",
        "target-missed-full-score",
        "target-exceeded-unexplained",
        "implied-base-differs",
    ):
        change.say(
            rule,
            "ask",
            "warning",
            "由此引起的增长率、完成率不符。",
            (f"{prefix}{row.key}.told",),
            (f"{prefix}{row.key}.growth", f"{prefix}{row.key}.rate"),
            optional=True,
        )
    return change.done()


def money_told(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    item, place = ("项目支出", "支出表") if family in FORM else ("项目支出", "性质") if family == "F3" else ("", "")
    value = truth.accounts.of(item)
    own = key(truth, item, "文")
    wrong = value + off(rng, value)
    change.show(own, wrong)
    change.say(
        "table-vs-narrative",
        "impossible",
        "error",
        f"{item}文字{wrong}，表中{value}。",
        (own,),
        (key(truth, item, place, None if place == "性质" else "决算数"), key(truth, item, "基础表")),
    )
    for rule in ("sum-mismatch", "share-mismatch"):
        change.say(
            rule,
            "impossible",
            "error",
            "文字中各项之和不符。",
            (own,),
            (key(truth, "支出合计", "文"), key(truth, "基本支出", "文"), "share@项目支出"),
            optional=True,
        )
    change.say("overspend", "ask", "warning", "文字所列项目支出超过预算。", (own,), optional=True)
    for project in truth.projects:
        change.say(
            "sum-mismatch",
            "impossible",
            "error",
            "项目之和不等于项目支出。",
            (own, key(truth, project.name, "文")),
            optional=True,
        )
    return change.done()


def listed_projects(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    project = truth.projects[-1]
    if len(truth.projects) < 2:
        return None
    own = key(truth, project.name, "文")
    value = project.spent.total
    wrong = value + abs(off(rng, value))
    change = Change(truth)
    change.show(own, wrong)
    others = tuple(key(truth, p.name, "文") for p in truth.projects[:-1])
    change.say(
        "sum-mismatch",
        "impossible",
        "error",
        f"各项目之和不等于项目支出（{project.name}{wrong}）。",
        (own, key(truth, "项目支出", "文")),
        others,
    )
    change.say(
        "table-vs-narrative",
        "impossible",
        "error",
        f"{project.name}文表不一致。",
        (own,),
        (key(truth, project.name, "基础表"),),
        optional=True,
    )
    change.say("part-exceeds-total", "impossible", "warning", "项目金额大于项目支出。", (own,), optional=True)
    return change.done()


def share(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    total, basic = truth.accounts.of("支出合计"), truth.accounts.of("基本支出")
    right = percent(basic, total)
    wrong = right + (Decimal(str(round(rng.uniform(1.5, 8), 2))) * (1 if right < 90 else -1))
    change = Change(truth)
    change.show("share@基本支出", wrong)
    change.say("share-mismatch", "impossible", "error", f"基本支出占比写{wrong}%，应为{right}%。", ("share@基本支出",),
               (key(truth, "基本支出", "文"), key(truth, "支出合计", "文"), "share@项目支出"))  # fmt: skip
    return change.done()


def growth(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    if family == "F11":
        wrong = Decimal(str(round(rng.uniform(13, 38), 2)))
        change.show("growth@总计", wrong)
        change.say(
            "growth-mismatch",
            "impossible",
            "warning",
            f"增长率写{wrong}%，与金额和增加额不符。",
            ("growth@总计", "difference@总计"),
            (key(truth, "收入合计", "文"),),
        )
        return change.done()
    rows = [
        r
        for r in truth.indicators
        if r.verb and r.previous and r.actual.number is not None and r.previous < r.actual.number
    ]
    for row in rows[:4]:
        assert row.actual.number is not None
        assert row.previous is not None
        right = percent(row.actual.number, row.previous, "0.1") - 100
        wrong = right + Decimal(str(round(rng.uniform(4, 18), 1)))
        change.show(f"{row.key}.growth", wrong)
        change.say(
            "growth-mismatch",
            "impossible",
            "warning",
            f"{row.name}增长率写{wrong}%，按上年{row.previous}应为{right}%。",
            (f"{row.key}.growth", f"{row.key}.previous"),
            (f"{row.key}.told",),
        )
        change.say(
            "implied-base-differs", "ask", "warning", "目标与实际的增长所含的上年数不同。",
            (f"{row.key}.growth", f"{row.key}.aimed-growth"), tuple(f"{row.key}.{t}" for t in ("aim", "outcome", "told")),
            optional=True,
        )  # fmt: skip
    return change.done() if rows else None


def implied(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    for row in truth.indicators:
        if not (row.verb and row.previous and row.target.number and row.actual.number):
            continue
        if row.target.number <= row.previous or row.actual.number <= row.previous or row.previous < 10:
            continue
        right = percent(row.target.number, row.previous) - 100
        wrong = right + Decimal(str(round(rng.uniform(6, 20), 2)))
        change = Change(truth)
        change.show(f"{row.key}.aimed-growth", wrong)
        needs = tuple(f"{row.key}.{part}" for part in ("aimed-growth", "grown-growth", "aim", "outcome"))
        change.say(
            "implied-base-differs",
            "ask",
            "warning",
            f"目标{row.target.number}增长{wrong}%与实际{row.actual.number}的增长所含的上年数不同。",
            needs,
        )
        return change.done()
    return None
