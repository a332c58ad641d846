"""Funds, execution and adjustment of budgets (checks 11–17, 30)."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.plants.base import Change, key, off
from jixiao.synthesis.truth import Funds, Project, Truth, grade_of, percent


def funds_place(truth: Truth, family: str) -> tuple[str, str]:
    """Place and project prefix of the first funds table of a family."""
    return ("自评表", "") if family == "F3" else (f"项目表:{truth.projects[0].name}", truth.projects[0].name)


def funds_sum(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place, project = funds_place(truth, family)
    measure = rng.choice(["年初预算数", "全年预算数", "全年执行数"])
    source = truth.projects[0] if project else None
    if source:
        funds = {"年初预算数": source.initial, "全年预算数": source.full, "全年执行数": source.spent}[measure]
        value = funds.appropriation
    else:
        value = truth.accounts.of("当年财政拨款", "决算数" if measure == "全年执行数" else measure)
    if value <= 0:
        return None
    own = key(truth, "当年财政拨款", place, measure, project=project)
    total = key(truth, "年度资金总额", place, measure, project=project)
    wrong = value + off(rng, value)
    change = Change(truth)
    change.show(own, wrong)
    others = tuple(key(truth, i, place, measure, project=project) for i in ("上年结转", "其他资金"))
    change.say(
        "sum-mismatch",
        "impossible",
        "error",
        f"{measure}：财政拨款{wrong}与其他来源之和不等于资金总额。",
        (own, total),
        others,
    )
    for rule, words in (
        ("part-exceeds-total", "财政拨款大于资金总额。"),
        ("overspend", "财政拨款执行数大于预算数。"),
        ("rate-mismatch", "财政拨款执行率不符。"),
    ):
        change.say(rule, "ask", "warning", words, (own,), (total,), optional=True)
    return change.done()


def nature_sum(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("一般公共预算拨款", "收入")
    own = key(truth, "一般公共预算拨款", "性质", None)
    total = key(truth, "收入合计", "性质", None)
    wrong = value + off(rng, value)
    change = Change(truth)
    change.show(own, wrong)
    change.say("sum-mismatch", "impossible", "error", f"按收入性质分：一般公共预算{wrong}与其余来源之和不等于合计。", (own, total),
               tuple(key(truth, i, "性质", None) for i in ("政府性基金预算拨款", "纳入专户管理的非税收入拨款", "上年结转", "其他收入")))  # fmt: skip
    change.say("part-exceeds-total", "impossible", "warning", "一般公共预算大于合计。", (own, total), optional=True)
    return change.done()


def rate(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place, project = funds_place(truth, family)
    own = truth.projects[0]
    rate = (
        own.rate
        if project
        else percent(truth.accounts.of("年度资金总额"), truth.accounts.of("年度资金总额", "全年预算数"))
    )
    wrong = rate - Decimal(str(round(rng.uniform(2.5, 12), 2)))
    change = Change(truth)
    change.show(f"rate@{place}", wrong)
    funds = tuple(key(truth, "年度资金总额", place, m, project=project) for m in ("全年预算数", "全年执行数"))
    change.say(
        "rate-mismatch",
        "impossible",
        "error",
        f"执行率填{wrong}%，按执行数和预算数应为{rate}%。",
        (f"rate@{place}",),
        funds,
    )
    change.say(
        "score-formula",
        "breaks-rule",
        "error",
        "预算执行得分与所填执行率不符。",
        (f"rate@{place}", f"score@{place}"),
        optional=True,
    )
    change.say(
        "table-vs-narrative",
        "impossible",
        "error",
        "执行率文表不一致。",
        (f"rate@{place}",),
        ("rate@文", f"{project}:rate@文"),
        optional=True,
    )
    return change.done()


def rate_words(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    own = truth.projects[0]
    wrong = own.rate - Decimal(str(round(rng.uniform(2.5, 9), 2)))
    tag = f"{own.name}:rate@文"
    change = Change(truth)
    change.show(tag, wrong)
    funds = tuple(key(truth, "年度资金总额", "文", m, project=own.name) for m in ("全年预算数", "全年执行数"))
    change.say(
        "rate-mismatch", "impossible", "error", f"执行率写为{wrong}%，按所列金额应为{own.rate}%。", (tag, *funds)
    )
    table = f"rate@项目表:{own.name}"
    change.say(
        "table-vs-narrative", "impossible", "error", "执行率文表不一致。", (tag, table), optional=family == "F11"
    )
    return change.done()


def unit_rate_words(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    right = percent(truth.accounts.of("年度资金总额"), truth.accounts.of("年度资金总额", "全年预算数"))
    wrong = right - Decimal(str(round(rng.uniform(2.5, 9), 2)))
    change = Change(truth)
    change.show("rate@文", wrong)
    funds = tuple(key(truth, "年度资金总额", "文", m) for m in ("全年预算数", "全年执行数"))
    change.say(
        "rate-mismatch", "impossible", "error", f"执行率写为{wrong}%，按所列金额应为{right}%。", ("rate@文", *funds)
    )
    change.say(
        "table-vs-narrative", "impossible", "error", "执行率文表不一致。", ("rate@文", "rate@自评表"), optional=True
    )
    return change.done()


def overspent(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    own = truth.projects[0]
    full = Funds(
        (own.spent.appropriation * Decimal(str(round(rng.uniform(0.7, 0.93), 2)))).quantize(Decimal("0.01")),
        own.full.carried,
        own.full.other,
    )
    if full.appropriation <= 0:
        return None
    project = Project(
        own.name,
        Funds(min(own.initial.appropriation, full.appropriation), own.initial.carried, own.initial.other),
        full,
        own.spent,
    )
    if project.initial.total * Decimal("1.29") < project.full.total:
        project = replace(project, initial=project.full)
    change = Change(replace(truth, projects=(project, *truth.projects[1:])))
    place = f"项目表:{own.name}"
    funds = tuple(key(truth, "年度资金总额", place, m, project=own.name) for m in ("全年预算数", "全年执行数"))
    change.say("execution-over-100", "ask", "error", f"执行率{project.rate}%超过100%。", (f"rate@{place}",), funds)
    change.say("overspend", "ask", "warning", "全年执行数大于全年预算数。", funds, (f"rate@{place}",), optional=True)
    grant = (key(truth, "当年财政拨款", place, "全年执行数", project=own.name),)
    change.say("overspend", "ask", "warning", "财政拨款执行数大于预算数。", grant, optional=True)
    change.say("execution-over-100", "ask", "error", "财政拨款执行率超过100%。", grant, optional=True)
    cost = f"{own.name}:"
    for row in truth.indicators:
        if row.level2 == "成本指标" and row.target.unit == "万元":
            tags = (f"{cost}{row.key}.target", f"{cost}{row.key}.actual")
            change.say("cost-overrun", "ask", "error", "成本超过目标。", tags, optional=True)
            change.say(
                "conclusion-contradicted", "ask", "warning", "称目标全部完成，成本却超过目标。", tags, optional=True
            )
            change.say(
                "target-missed-full-score",
                "breaks-rule",
                "error",
                "成本超过目标仍得分。",
                tags,
                (f"{cost}{row.key}.score",),
                optional=True,
            )
    return change.done()


def adjusted(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    own = truth.projects[0]
    share = Decimal(str(round(rng.choice([rng.uniform(0.35, 0.45), rng.uniform(0.55, 0.7)]), 2)))
    initial = Funds((own.full.appropriation * share).quantize(Decimal("0.01")), own.full.carried, own.full.other)
    project = replace(own, initial=initial)
    rate = percent(project.full.total - initial.total, initial.total)
    if rate <= 31:
        return None
    change = Change(replace(truth, projects=(project, *truth.projects[1:])))
    place = f"项目表:{own.name}"
    severity = "error" if rate > 100 else "warning"
    tags = tuple(key(truth, "年度资金总额", place, m, project=own.name) for m in ("年初预算数", "全年预算数"))
    change.say("budget-adjustment", "ask", severity, f"预算调整率{rate}%。", tags)
    change.say(
        "budget-adjustment",
        "ask",
        severity,
        "财政拨款调整率偏高。",
        tuple(key(truth, "当年财政拨款", place, m, project=own.name) for m in ("年初预算数", "全年预算数")),
        optional=True,
    )
    told = tuple(key(truth, "年度资金总额", "文", m, project=own.name) for m in ("年初预算数", "全年预算数"))
    change.say("budget-adjustment", "ask", severity, "正文所列预算调整率偏高。", told, optional=True)
    return change.done()


def formula(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place, project = funds_place(truth, family)
    own = truth.projects[0]
    rate = (
        own.rate
        if project
        else percent(truth.accounts.of("年度资金总额"), truth.accounts.of("年度资金总额", "全年预算数"))
    )
    if rate > 96 or family != "F3":
        return None
    right = (rate / 10).quantize(Decimal("0.01"))
    change = Change(truth)
    change.show(f"score@{place}", Decimal(10))
    score = truth.score + 10 - right
    if grade_of(score) != truth.grade:
        return None
    change.show(f"total@{place}", score)
    change.show("total@文", score)
    change.say(
        "score-formula",
        "breaks-rule",
        "error",
        f"执行率{rate}%应得{right}分，填10分。",
        (f"rate@{place}", f"score@{place}"),
    )
    return change.done()
