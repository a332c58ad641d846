"""Plants inconsistencies into a truth, at known rates, each with the finding that a reviewer would write.

A plant changes either what is printed at one place (``shown``), or the truth itself (an indicator's actual, a budget), so
that the rest of the report agrees with it. What follows from the same cause elsewhere is gold that is left open.
"""

from __future__ import annotations

import random
from dataclasses import replace

from jixiao.synthesis.plants import basic_data, forms_and_wording, funds, people_and_dates, scoring, totals, words
from jixiao.synthesis.plants.base import FORM, TABLES, Plant
from jixiao.synthesis.truth import Finding, Truth

CLEAN_SHARE = 0.35
"""Share of documents without any planted error."""


def plant(truth: Truth, rng: random.Random, family: str) -> Truth:
    """The truth with none to three errors, by ``CLEAN_SHARE`` and falling chances; plants of one area exclude each other."""
    if rng.random() < CLEAN_SHARE:
        return replace(truth, findings=(*truth.findings, *_hygiene(truth)))
    if family in FORM and rng.random() < REPEATED_SHARE:
        truth = forms_and_wording.repeated(truth)
    wanted = rng.choice([1, 1, 2, 2, 3])
    options = [p for p in PLANTS if family in p.families]
    rng.shuffle(options)
    areas: set[str] = set()
    for option in options:
        if wanted == 0:
            break
        if option.area in areas:
            continue
        changed = option.apply(truth, rng, family)
        if changed is not None:
            truth, wanted = changed, wanted - 1
            areas.add(option.area)
    return replace(truth, findings=(*truth.findings, *_repeated(truth, family), *_hygiene(truth)))


REPEATED_SHARE = 0.5
"""Share of the large forms with an error whose report says the results a second time."""


def _hygiene(truth: Truth) -> list[Finding]:
    """What reviewers may remark on in any report, and may not: each mobile number, and what a template left."""
    numbers = dict.fromkeys((truth.people.phone, truth.people.clerk_phone))
    found = [
        Finding("personal-data", "hygiene", "warning", "手机号码未脱敏。", (f"mobile:{number}",), optional=True)
        for number in numbers
    ]
    return [
        *found,
        Finding("placeholder-left", "hygiene", "warning", "模板文字未删。", ("placeholder",), optional=True),
    ]


def _repeated(truth: Truth, family: str) -> list[Finding]:
    """An indicator is printed in the unit's table and in those of its projects: an error in it shows in each."""
    names = [f"{p.name}:" for p in truth.projects]
    found = []
    for finding in truth.findings:
        own = next(
            (name for name in names if any(tag.startswith(name) and tag.count(":") == 1 for tag in finding.needs)), ""
        )
        plain_rows = not own and all(tag.split(".")[0].startswith("i") and "." in tag for tag in finding.needs)
        if not own and not plain_rows:
            continue
        for name in names:
            if name == own:
                continue
            needs = tuple(name + tag.removeprefix(own) for tag in finding.needs)
            extra = tuple(name + tag.removeprefix(own) for tag in finding.extra)
            found.append(replace(finding, needs=needs, extra=extra, optional=True))
    return found


PLANTS: tuple[Plant, ...] = (
    Plant("income-sum", 1, "收入表", FORM, totals.row_total("收入合计", ("上年结转", "一般公共预算拨款", "政府性基金预算拨款", "纳入专户管理的非税收入拨款", "其他收入"), "收入表", True)),
    Plant("expense-sum", 2, "支出表", FORM, totals.row_total("支出合计", ("基本支出", "项目支出"), "支出表", True)),
    Plant("basic-sum", 3, "支出表", FORM, totals.row_total("基本支出", ("人员支出", "公用支出"), "支出表")),
    Plant("guest-sum", 4, "三公", FORM, totals.row_total("三公经费", ("公务接待费", "公务用车运行维护费", "公务用车购置费", "因公出国（境）费"), "三公表")),
    Plant("guest-sum-basic", 4, "三公", ("F3",), basic_data.basic_sum),
    Plant("car-sum", 5, "三公", ("F3",), basic_data.cars),
    Plant("asset-sum", 6, "资产表", FORM, totals.row_total("固定资产", ("在用固定资产", "出租固定资产", "其他固定资产"), "资产表")),
    Plant("branch-sum", 7, "支出表", FORM, totals.branch),
    Plant("balance", 8, "支出表", FORM, totals.balance),
    Plant("project-list", 9, "项目", (*FORM, "F3"), words.listed_projects),
    Plant("retail", 9, "零售", ("F16", "F16W"), forms_and_wording.retail),
    Plant("part-exceeds", 10, "公用", ("F3",), basic_data.part_exceeds),
    Plant("funds-sum", 11, "资金", TABLES, funds.funds_sum),
    Plant("nature-sum", 12, "性质", ("F3",), funds.nature_sum),
    Plant("general", 13, "性质", ("F3",), forms_and_wording.general),
    Plant("rate", 14, "资金", TABLES, funds.rate),
    Plant("rate-words", 14, "资金", ("F5", "F8", "F11"), funds.rate_words),
    Plant("unit-rate-words", 14, "资金", ("F6", "F10"), funds.unit_rate_words),
    Plant("overspent", 15, "资金", ("F5",), funds.overspent),
    Plant("adjusted", 17, "资金", ("F5",), funds.adjusted),
    Plant("money-told", 18, "项目", (*FORM, "F3"), words.money_told),
    Plant("told", 18, "指标", (*FORM, "F3"), words.told),
    Plant("share", 19, "比重", ("F3", "F11"), words.share),
    Plant("growth", 20, "指标", (*FORM, "F3", "F11"), words.growth),
    Plant("implied-base", 21, "指标", TABLES, words.implied),
    Plant("over-weight", 22, "得分", ("F3",), scoring.over_weight),
    Plant("weights", 23, "得分", ("F3",), scoring.weights),
    Plant("points", 25, "得分", ("F3",), scoring.points),
    Plant("total", 24, "得分", ("F2", "F3", "F5"), scoring.total),
    Plant("missed", 26, "指标", (*TABLES, "F6", "F9", "F10"), scoring.missed),
    Plant("cost", 33, "指标", (*TABLES, "F6", "F10"), scoring.cost),
    Plant("words-only", 28, "指标", (*FORM, *TABLES, "F6", "F9", "F10", "F13"), scoring.words_only),
    Plant("unexplained", 29, "指标", ("F3",), scoring.unexplained),
    Plant("formula", 30, "得分", ("F3",), funds.formula),
    Plant("grade", 31, "得分", (*FORM, "F3", "F7"), scoring.grade),
    Plant("exceeded", 32, "指标", (*FORM, *TABLES, "F6", "F9", "F10", "F13"), scoring.exceeded),
    Plant("over-quota", 34, "人员", (*FORM, "F3", "F7", "F8", "F11"), people_and_dates.over_quota),
    Plant("quota-rate", 34, "人员", ("F3",), people_and_dates.quota_rate),
    Plant("posts", 35, "人员", FORM, people_and_dates.posts),
    Plant("guest-growth", 36, "三公", ("F3",), basic_data.guest_growth),
    Plant("guest-without-budget", 37, "三公", ("F3",), basic_data.guest_without_budget),
    Plant("reception", 38, "三公", (*FORM, "F3"), forms_and_wording.reception),
    Plant("procurement", 39, "采购", ("F3",), basic_data.procurement),
    Plant("early", 40, "日期", (*FORM, "F3", "F5"), people_and_dates.early),
    Plant("early-letter", 40, "日期", ("F2",), people_and_dates.early_letter),
    Plant("filled-late", 40, "日期", ("F3",), people_and_dates.filled_late),
    Plant("title-year", 41, "年度", ("F3", "F8", "F11"), people_and_dates.title_year),
    Plant("goals", 42, "目标", FORM, forms_and_wording.goals),
    Plant("units", 43, "指标", (*FORM, *TABLES, "F6"), forms_and_wording.units),
    Plant("shifted", 44, "指标", (*FORM, *TABLES, "F6"), forms_and_wording.shifted),
    Plant("placeholder", 45, "模板", (*FORM, "F5", "F6"), forms_and_wording.placeholder),
    Plant("numbering", 46, "编号", ("F3", "F5", "F8"), forms_and_wording.numbering),
    Plant("foreign", 48, "文句", (*FORM, "F3", "F5", "F6", "F8"), forms_and_wording.foreign),
    Plant("wrong-class", 49, "指标", (*TABLES, "F6"), forms_and_wording.wrong_class),
    Plant("name-number", 50, "指标", TABLES, forms_and_wording.number_in_name),
    Plant("conclusion", 51, "指标", (*FORM, "F3", "F5", "F6"), forms_and_wording.conclusion),
    Plant("unfinished", 52, "指标", (*TABLES, "F6", "F9", "F10"), forms_and_wording.unfinished),
    Plant("identity", 54, "文句", (*FORM, "F3", "F5", "F6", "F8"), forms_and_wording.identity),
    Plant("short-name", 55, "名称", ("F3",), forms_and_wording.short_name),
    Plant("slip", 56, "公用", ("F3",), basic_data.slip),
    Plant("mixed-units", 57, "三公", ("F3",), basic_data.mixed_units),
    Plant("graded", 58, "等次", ("F11",), people_and_dates.graded),
)  # fmt: skip
"""All plants, by the numbers of the checks that they are for."""
