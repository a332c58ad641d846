"""The basic data table of the four-budget form (checks 4, 5, 10, 36, 37, 39, 56, 57)."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.plants.base import Change, key, off
from jixiao.synthesis.truth import Truth


def basic_sum(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    measure, year, source = rng.choice(
        [("决算数", truth.year, "决算数"), ("预算数", truth.year, "预算数"), ("决算数", truth.year - 1, "上年决算数")]
    )
    value = truth.accounts.of("三公经费", source)
    total = key(truth, "三公经费", "基础表", measure, year)
    wrong = value + abs(off(rng, value + 1))
    change.show(total, wrong)
    parts = tuple(
        key(truth, i, "基础表", measure, year) for i in ("公务用车购置及运行维护费", "因公出国（境）费", "公务接待费")
    )
    change.say(
        "sum-mismatch", "impossible", "error", f"三公经费{wrong}不等于车、出国、接待之和{value}。", (total,), parts
    )
    for words in ("三公经费较上年增长。", "三公经费超过预算。"):
        change.say("sangong-growth", "ask", "warning", words, (total,), optional=True)
    change.say("overspend", "ask", "warning", "三公经费决算超过预算。", (total,), optional=True)
    change.say("rate-mismatch", "impossible", "error", "三公经费控制率与所列金额不符。", (total,), optional=True)
    change.say(
        "table-vs-narrative",
        "impossible",
        "error",
        "三公经费文表不一致。",
        (total, key(truth, "三公经费", "文")),
        optional=True,
    )
    return change.done()


def cars(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    value = truth.accounts.of("公务用车运行维护费", "预算数")
    own = key(truth, "公务用车运行维护费", "基础表", "预算数")
    wrong = value + abs(off(rng, value + 1))
    change.show(own, wrong)
    change.say("sum-mismatch", "impossible", "error", f"车辆费用预算不等于购置与运行之和（运行{wrong}）。", (own,),
               (key(truth, "公务用车购置费", "基础表", "预算数"), key(truth, "公务用车购置及运行维护费", "基础表", "预算数")))  # fmt: skip
    return change.done()


def part_exceeds(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    public = truth.accounts.of("公用支出")
    own = key(truth, "办公经费", "基础表")
    wrong = (public * Decimal("1.3")).quantize(Decimal("0.1"))
    change.show(own, wrong)
    change.say(
        "part-exceeds-total",
        "impossible",
        "warning",
        f"办公经费{wrong}大于公用经费{public}。",
        (own, key(truth, "公用支出", "基础表")),
    )
    change.say("decimal-slip", "ask", "warning", "办公经费与上年和预算相差悬殊。", (own,), optional=True)
    change.say(
        "overspend",
        "ask",
        "warning",
        "办公经费决算超过预算。",
        (own,),
        (key(truth, "办公经费", "基础表", "预算数"),),
        optional=True,
    )
    return change.done()


def guest_growth(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    if amounts["三公经费", "决算数"] <= 1:
        return None
    for item in ("公务接待费", "公务用车购置费", "公务用车运行维护费", "因公出国（境）费"):
        amounts[item, "上年决算数"] = (amounts[item, "决算数"] * Decimal("0.7")).quantize(Decimal("0.01"))
    amounts["公务用车购置及运行维护费", "上年决算数"] = (
        amounts["公务用车购置费", "上年决算数"] + amounts["公务用车运行维护费", "上年决算数"]
    )
    amounts["三公经费", "上年决算数"] = (
        amounts["公务用车购置及运行维护费", "上年决算数"] + amounts["公务接待费", "上年决算数"] + amounts["因公出国（境）费", "上年决算数"]
    )  # fmt: skip
    change = Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    now, last = key(truth, "三公经费", "基础表"), key(truth, "三公经费", "基础表", "决算数", truth.year - 1)
    change.say("sangong-growth", "ask", "warning", "三公经费决算比上年增长。", (now, last))
    change.say(
        "narrative-contradiction",
        "ask",
        "warning",
        "文字称三公经费减少，表中增长。",
        (now, last, key(truth, "三公经费", "文")),
        optional=True,
    )
    return change.done()


def guest_without_budget(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    if amounts["三公经费", "决算数"] <= 0:
        return None
    for item in (
        "公务接待费",
        "公务用车购置费",
        "公务用车运行维护费",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "三公经费",
    ):
        amounts[item, "预算数"] = Decimal(0)
    change = Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    needs = (key(truth, "三公经费", "基础表", "预算数"), key(truth, "三公经费", "基础表"))
    parts = tuple(
        key(truth, i, "基础表", m)
        for i in ("公务接待费", "公务用车运行维护费", "公务用车购置及运行维护费", "公务用车购置费", "因公出国（境）费")
        for m in ("预算数", "决算数")
    )
    change.say("sangong-without-budget", "ask", "warning", "三公经费没有预算却有决算。", needs, parts)
    for item in ("公务接待费", "公务用车运行维护费", "公务用车购置及运行维护费", "公务用车购置费", "因公出国（境）费"):
        change.say(
            "sangong-without-budget",
            "ask",
            "warning",
            f"{item}没有预算却有决算。",
            (key(truth, item, "基础表", "预算数"), key(truth, item, "基础表")),
            optional=True,
        )
    change.say("overspend", "ask", "warning", "三公经费决算超过预算。", needs, parts, optional=True)
    change.say("sangong-growth", "ask", "warning", "三公经费控制率超过百分之百。", needs, parts, optional=True)
    return change.done()


def procurement(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    spent = amounts["政府采购金额", "决算数"]
    amounts["政府采购金额", "预算数"] = (spent * Decimal(str(round(rng.uniform(0.4, 0.85), 2)))).quantize(
        Decimal("0.01")
    )
    change = Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    needs = (key(truth, "政府采购金额", "基础表", "预算数"), key(truth, "政府采购金额", "基础表"))
    change.say("procurement-over-budget", "ask", "warning", "政府采购决算超过采购预算。", needs)
    return change.done()


def slip(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("公用支出", "上年决算数")
    own = key(truth, "公用支出", "基础表", "决算数", truth.year - 1)
    change = Change(truth)
    change.show(own, value * 10)
    change.say("decimal-slip", "ask", "warning", f"公用经费上年决算{value * 10}约为本年的十倍，疑小数点错位。", (own,),
               (key(truth, "公用支出", "基础表", "预算数"), key(truth, "公用支出", "基础表")))  # fmt: skip
    return change.done()


def mixed_units(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("公务接待费", "预算数")
    if value <= 0:
        return None
    own = key(truth, "公务接待费", "基础表", "预算数")
    change = Change(truth)
    change.show(own, value * 10000)
    change.say(
        "unit-mix",
        "impossible",
        "error",
        f"公务接待预算{value * 10000}应为{value}万元，元与万元混用。",
        (own,),
        (key(truth, "三公经费", "基础表", "预算数"),),
    )
    change.say(
        "sum-mismatch",
        "impossible",
        "error",
        "三公经费预算与各部分之和不符。",
        (own, key(truth, "三公经费", "基础表", "预算数")),
        optional=True,
    )
    change.say(
        "part-exceeds-total",
        "impossible",
        "warning",
        "部分大于合计。",
        (own, key(truth, "三公经费", "基础表", "预算数")),
        optional=True,
    )
    change.say("decimal-slip", "ask", "warning", "数量级异常。", (own,), optional=True)
    return change.done()
