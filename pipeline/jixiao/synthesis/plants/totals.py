"""Totals of the big Hunan form that are not the sum of their parts (checks 1–8)."""

from __future__ import annotations

import random
from collections.abc import Callable

from jixiao.synthesis.plants.base import Change, key, off
from jixiao.synthesis.truth import Truth


def row_total(
    item: str, parts: tuple[str, ...], place: str, check_balance: bool = False
) -> Callable[[Truth, random.Random, str], Truth | None]:
    def apply(truth: Truth, rng: random.Random, family: str) -> Truth | None:
        change = Change(truth)
        measure = None if place == "资产表" else "决算数"
        value = truth.accounts.of(item)
        if value == 0:
            return None
        wrong = value + off(rng, value)
        total = key(truth, item, place, measure)
        change.show(total, wrong)
        change.say(
            "sum-mismatch",
            "impossible",
            "error",
            f"{item}{wrong}与各部分之和{value}不符。",
            (total,),
            tuple(key(truth, p, place, measure) for p in parts),
        )
        agency = "局机关" if truth.unit.short.endswith("局") else ""
        rest = tuple(
            key(truth, item, place, measure, entity=e) for e in (agency or "部机关", "机关本级", *truth.unit.branches)
        )
        change.say(
            "sum-mismatch",
            "impossible",
            "error",
            f"{item}汇总与局机关、二级机构之和不符。",
            (total,),
            rest,
            optional=True,
        )
        if check_balance:
            change.say(
                "balance-mismatch",
                "impossible",
                "warning",
                "结余不等于收入减支出。",
                (total,),
                (key(truth, "当年结余", "支出表"),),
                optional=True,
            )
        for other in ("支出合计", "基本支出"):
            if other == item or item == "基本支出":
                change.say(
                    "table-vs-narrative",
                    "impossible",
                    "error",
                    f"{other}文表不一致。",
                    (total, key(truth, item, "文")),
                    optional=True,
                )
        if item == "基本支出":
            change.say(
                "sum-mismatch",
                "impossible",
                "error",
                "支出合计不等于基本支出与项目支出之和。",
                (total, key(truth, "支出合计", place)),
                (key(truth, "项目支出", place),),
                optional=True,
            )
        for part in parts:
            change.say(
                "part-exceeds-total",
                "impossible",
                "warning",
                f"{part}大于{item}。",
                (total, key(truth, part, place, measure)),
                optional=True,
            )
        if item == "三公经费":
            change.say(
                "table-vs-narrative",
                "impossible",
                "error",
                "三公经费文表不一致。",
                (total, key(truth, item, "文")),
                optional=True,
            )
        return change.done()

    return apply


def branch(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    from jixiao.synthesis.families.hunan_money import EXPENSE, split_amounts

    if not truth.unit.branches:
        return None
    amounts = split_amounts(truth, EXPENSE)[2]
    branch = truth.unit.branches[0]
    more = abs(off(rng, amounts["项目支出"] + 1))
    change = Change(truth)
    for item in ("项目支出", "支出合计"):
        change.show(key(truth, item, "支出表", entity=branch), amounts[item] + more)
    needs = (key(truth, "支出合计", "支出表", entity=branch), key(truth, "支出合计", "支出表"))
    change.say("sum-mismatch", "impossible", "error", f"{branch}的支出合计加局机关不等于汇总。", needs)
    change.say("sum-mismatch", "impossible", "error", f"{branch}的项目支出加局机关不等于汇总。",
               (key(truth, "项目支出", "支出表", entity=branch), key(truth, "项目支出", "支出表")), optional=True)  # fmt: skip
    return change.done()


def balance(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("当年结余")
    change = Change(truth)
    wrong = value + abs(off(rng, value + 3))
    own = key(truth, "当年结余", "支出表")
    change.show(own, wrong)
    change.say(
        "balance-mismatch",
        "impossible",
        "warning",
        f"当年结余填{wrong}，收入减支出为{value}。",
        (own,),
        (key(truth, "收入合计", "收入表"), key(truth, "支出合计", "支出表")),
    )
    change.say("sum-mismatch", "impossible", "error", "当年结余汇总与各机构之和不符。", (own,), optional=True)
    return change.done()
