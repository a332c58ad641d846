"""Plants inconsistencies into a truth, at known rates, each with the finding that a reviewer would write.

A plant changes either what is printed at one place (``shown``), or the truth itself (an indicator's actual, a budget), so
that the rest of the report agrees with it. What follows from the same cause elsewhere is gold that is left open.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao.synthesis.indicators import attained
from jixiao.synthesis.truth import Finding, Funds, Indicator, Project, Truth, Value, grade_of, percent

FORM = ("F1", "F2")
TABLES = ("F3", "F5")
CLEAN_SHARE = 0.35
"""Share of documents without any planted error."""


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of error: ``check`` is its number in the list of consistency rules."""

    name: str
    check: int
    area: str
    """Two plants of one area would disturb each other."""
    families: tuple[str, ...]
    apply: Callable[[Truth, random.Random, str], Truth | None]
    """The truth with the error, or None where this unit offers no place for it."""


@dataclass(slots=True)
class _Change:
    truth: Truth
    shown: dict[str, Decimal] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def show(self, key: str, value: Decimal) -> None:
        self.shown[key] = value

    def say(
        self, rule: str, class_: str, severity: str, explain: str, needs: tuple[str, ...], extra: tuple[str, ...] = (),
        optional: bool = False,
    ) -> None:  # fmt: skip
        self.findings.append(Finding(rule, class_, severity, explain, needs, extra, optional))

    def done(self, truth: Truth | None = None) -> Truth:
        base = truth or self.truth
        return replace(base, shown={**base.shown, **self.shown}, findings=(*base.findings, *self.findings))


def plant(truth: Truth, rng: random.Random, family: str) -> Truth:
    """The truth with none to three errors, by ``CLEAN_SHARE`` and falling chances; plants of one area exclude each other."""
    truth = replace(truth, findings=HYGIENE)
    if rng.random() < CLEAN_SHARE:
        return truth
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
    return replace(truth, findings=(*truth.findings, *_repeated(truth, family)))


HYGIENE = (
    Finding("personal-data", "hygiene", "warning", "手机号码未脱敏。", ("mobile",), optional=True),
    Finding("placeholder-left", "hygiene", "warning", "模板文字未删。", ("placeholder",), optional=True),
)
"""What reviewers may remark on in any report, and may not."""


def _repeated(truth: Truth, family: str) -> list[Finding]:
    """An indicator is printed in the unit's table and in those of its projects: an error in it shows in each."""
    names = [f"{p.name}:" for p in truth.projects]
    found = []
    for finding in truth.findings:
        own = next((name for name in names if any(tag.startswith(name) and tag.count(":") == 1 for tag in finding.needs)), "")
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


def key(truth: Truth, item: str, place: str, measure: str | None = "决算数", year: int | None = None, entity: str = "", project: str = "") -> str:
    """The key of a printed amount, as ``Money.key`` has it."""
    head = f"{project}:" if project else ""
    return f"{head}{item}/{measure}/{truth.year if year is None else year}/{entity}@{place}"


def _off(rng: random.Random, value: Decimal) -> Decimal:
    """An error that nobody takes for rounding: 3 to 20 per cent, or one unit where there is nothing."""
    step = Decimal("0.01") if value != value.to_integral_value() else Decimal(1)
    by = (value * Decimal(str(round(rng.uniform(0.03, 0.2), 3)))).quantize(step)
    return max(by, Decimal(1)) * rng.choice([1, 1, -1] if value > max(by, Decimal(1)) else [1])


# ---- sums of the big form (checks 1–8)


def _row_total(item: str, parts: tuple[str, ...], place: str, check_balance: bool = False) -> Callable[[Truth, random.Random, str], Truth | None]:
    def apply(truth: Truth, rng: random.Random, family: str) -> Truth | None:
        change = _Change(truth)
        measure = None if place == "资产表" else "决算数"
        value = truth.accounts.of(item)
        if value == 0:
            return None
        wrong = value + _off(rng, value)
        total = key(truth, item, place, measure)
        change.show(total, wrong)
        change.say("sum-mismatch", "impossible", "error", f"{item}{wrong}与各部分之和{value}不符。", (total,), tuple(key(truth, p, place, measure) for p in parts))
        agency = "局机关" if truth.unit.short.endswith("局") else ""
        rest = tuple(key(truth, item, place, measure, entity=e) for e in (agency or "部机关", "机关本级", *truth.unit.branches))
        change.say("sum-mismatch", "impossible", "error", f"{item}汇总与局机关、二级机构之和不符。", (total,), rest, optional=True)
        if check_balance:
            change.say("balance-mismatch", "impossible", "warning", "结余不等于收入减支出。", (total,), (key(truth, "当年结余", "支出表"),), optional=True)
        for other in ("支出合计", "基本支出"):
            if other == item or item == "基本支出":
                change.say("table-vs-narrative", "impossible", "error", f"{other}文表不一致。", (total, key(truth, item, "文")), optional=True)
        if item == "基本支出":
            change.say("sum-mismatch", "impossible", "error", "支出合计不等于基本支出与项目支出之和。", (total, key(truth, "支出合计", place)), (key(truth, "项目支出", place),), optional=True)
        for part in parts:
            change.say("part-exceeds-total", "impossible", "warning", f"{part}大于{item}。", (total, key(truth, part, place, measure)), optional=True)
        if item == "三公经费":
            change.say("table-vs-narrative", "impossible", "error", "三公经费文表不一致。", (total, key(truth, item, "文")), optional=True)
        return change.done()

    return apply


def _branch(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    from jixiao.synthesis.families.hunan_form import EXPENSE, split_amounts

    if not truth.unit.branches:
        return None
    amounts = split_amounts(truth, EXPENSE)[2]
    branch = truth.unit.branches[0]
    off = abs(_off(rng, amounts["项目支出"] + 1))
    change = _Change(truth)
    for item in ("项目支出", "支出合计"):
        change.show(key(truth, item, "支出表", entity=branch), amounts[item] + off)
    needs = (key(truth, "支出合计", "支出表", entity=branch), key(truth, "支出合计", "支出表"))
    change.say("sum-mismatch", "impossible", "error", f"{branch}的支出合计加局机关不等于汇总。", needs)
    change.say("sum-mismatch", "impossible", "error", f"{branch}的项目支出加局机关不等于汇总。",
               (key(truth, "项目支出", "支出表", entity=branch), key(truth, "项目支出", "支出表")), optional=True)  # fmt: skip
    return change.done()


def _balance(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("当年结余")
    change = _Change(truth)
    wrong = value + abs(_off(rng, value + 3))
    own = key(truth, "当年结余", "支出表")
    change.show(own, wrong)
    change.say("balance-mismatch", "impossible", "warning", f"当年结余填{wrong}，收入减支出为{value}。", (own,), (key(truth, "收入合计", "收入表"), key(truth, "支出合计", "支出表")))
    change.say("sum-mismatch", "impossible", "error", "当年结余汇总与各机构之和不符。", (own,), optional=True)
    return change.done()


# ---- basic data table of the four-budget form (checks 4, 5, 10, 36, 37, 39, 56, 57)


def _basic_sum(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    measure, year, source = rng.choice([("决算数", truth.year, "决算数"), ("预算数", truth.year, "预算数"), ("决算数", truth.year - 1, "上年决算数")])
    value = truth.accounts.of("三公经费", source)
    total = key(truth, "三公经费", "基础表", measure, year)
    wrong = value + abs(_off(rng, value + 1))
    change.show(total, wrong)
    parts = tuple(key(truth, i, "基础表", measure, year) for i in ("公务用车购置及运行维护费", "因公出国（境）费", "公务接待费"))
    change.say("sum-mismatch", "impossible", "error", f"三公经费{wrong}不等于车、出国、接待之和{value}。", (total,), parts)
    change.say("sangong-growth", "ask", "warning", "三公经费较上年或预算增长。", (total,), optional=True)
    change.say("overspend", "ask", "warning", "三公经费决算超过预算。", (total,), optional=True)
    change.say("table-vs-narrative", "impossible", "error", "三公经费文表不一致。", (total, key(truth, "三公经费", "文")), optional=True)
    return change.done()


def _cars(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    value = truth.accounts.of("公务用车运行维护费", "预算数")
    own = key(truth, "公务用车运行维护费", "基础表", "预算数")
    wrong = value + abs(_off(rng, value + 1))
    change.show(own, wrong)
    change.say("sum-mismatch", "impossible", "error", f"车辆费用预算不等于购置与运行之和（运行{wrong}）。", (own,),
               (key(truth, "公务用车购置费", "基础表", "预算数"), key(truth, "公务用车购置及运行维护费", "基础表", "预算数")))  # fmt: skip
    return change.done()


def _part_exceeds(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    public = truth.accounts.of("公用支出")
    own = key(truth, "办公经费", "基础表")
    wrong = (public * Decimal("1.3")).quantize(Decimal("0.1"))
    change.show(own, wrong)
    change.say("part-exceeds-total", "impossible", "warning", f"办公经费{wrong}大于公用经费{public}。", (own, key(truth, "公用支出", "基础表")))
    change.say("overspend", "ask", "warning", "办公经费决算超过预算。", (own,), (key(truth, "办公经费", "基础表", "预算数"),), optional=True)
    return change.done()


def _guest_growth(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    if amounts["三公经费", "决算数"] <= 1:
        return None
    for item in ("公务接待费", "公务用车购置费", "公务用车运行维护费", "因公出国（境）费"):
        amounts[item, "上年决算数"] = (amounts[item, "决算数"] * Decimal("0.7")).quantize(Decimal("0.01"))
    amounts["公务用车购置及运行维护费", "上年决算数"] = amounts["公务用车购置费", "上年决算数"] + amounts["公务用车运行维护费", "上年决算数"]
    amounts["三公经费", "上年决算数"] = (
        amounts["公务用车购置及运行维护费", "上年决算数"] + amounts["公务接待费", "上年决算数"] + amounts["因公出国（境）费", "上年决算数"]
    )  # fmt: skip
    change = _Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    now, last = key(truth, "三公经费", "基础表"), key(truth, "三公经费", "基础表", "决算数", truth.year - 1)
    change.say("sangong-growth", "ask", "warning", "三公经费决算比上年增长。", (now, last))
    change.say("narrative-contradiction", "ask", "warning", "文字称三公经费减少，表中增长。", (now, last, key(truth, "三公经费", "文")), optional=True)
    return change.done()


def _guest_without_budget(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    if amounts["三公经费", "决算数"] <= 0:
        return None
    for item in ("公务接待费", "公务用车购置费", "公务用车运行维护费", "因公出国（境）费", "公务用车购置及运行维护费", "三公经费"):
        amounts[item, "预算数"] = Decimal(0)
    change = _Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    needs = (key(truth, "三公经费", "基础表", "预算数"), key(truth, "三公经费", "基础表"))
    parts = tuple(key(truth, i, "基础表", m) for i in ("公务接待费", "公务用车运行维护费", "公务用车购置及运行维护费", "公务用车购置费", "因公出国（境）费") for m in ("预算数", "决算数"))
    change.say("sangong-without-budget", "ask", "warning", "三公经费没有预算却有决算。", needs, parts)
    for item in ("公务接待费", "公务用车运行维护费", "公务用车购置及运行维护费", "公务用车购置费", "因公出国（境）费"):
        change.say("sangong-without-budget", "ask", "warning", f"{item}没有预算却有决算。", (key(truth, item, "基础表", "预算数"), key(truth, item, "基础表")), optional=True)
    change.say("overspend", "ask", "warning", "三公经费决算超过预算。", needs, parts, optional=True)
    change.say("sangong-growth", "ask", "warning", "三公经费控制率超过百分之百。", needs, parts, optional=True)
    return change.done()


def _procurement(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    spent = amounts["政府采购金额", "决算数"]
    amounts["政府采购金额", "预算数"] = (spent * Decimal(str(round(rng.uniform(0.4, 0.85), 2)))).quantize(Decimal("0.01"))
    change = _Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    needs = (key(truth, "政府采购金额", "基础表", "预算数"), key(truth, "政府采购金额", "基础表"))
    change.say("procurement-over-budget", "ask", "warning", "政府采购决算超过采购预算。", needs)
    return change.done()


def _slip(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("公用支出", "上年决算数")
    own = key(truth, "公用支出", "基础表", "决算数", truth.year - 1)
    change = _Change(truth)
    change.show(own, value * 10)
    change.say("decimal-slip", "ask", "warning", f"公用经费上年决算{value * 10}约为本年的十倍，疑小数点错位。", (own,),
               (key(truth, "公用支出", "基础表", "预算数"), key(truth, "公用支出", "基础表")))  # fmt: skip
    return change.done()


def _mixed_units(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("公务接待费", "预算数")
    if value <= 0:
        return None
    own = key(truth, "公务接待费", "基础表", "预算数")
    change = _Change(truth)
    change.show(own, value * 10000)
    change.say("unit-mix", "impossible", "error", f"公务接待预算{value * 10000}应为{value}万元，元与万元混用。", (own,), (key(truth, "三公经费", "基础表", "预算数"),))
    change.say("sum-mismatch", "impossible", "error", "三公经费预算与各部分之和不符。", (own, key(truth, "三公经费", "基础表", "预算数")), optional=True)
    change.say("part-exceeds-total", "impossible", "warning", "部分大于合计。", (own, key(truth, "三公经费", "基础表", "预算数")), optional=True)
    change.say("decimal-slip", "ask", "warning", "数量级异常。", (own,), optional=True)
    return change.done()


# ---- funds and execution (checks 11–17, 30)


def _place(truth: Truth, family: str) -> tuple[str, str]:
    """Place and project prefix of the first funds table of a family."""
    return ("自评表", "") if family == "F3" else (f"项目表:{truth.projects[0].name}", truth.projects[0].name)


def _funds_sum(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place, project = _place(truth, family)
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
    wrong = value + _off(rng, value)
    change = _Change(truth)
    change.show(own, wrong)
    others = tuple(key(truth, i, place, measure, project=project) for i in ("上年结转", "其他资金"))
    change.say("sum-mismatch", "impossible", "error", f"{measure}：财政拨款{wrong}与其他来源之和不等于资金总额。", (own, total), others)
    for rule, words in (("part-exceeds-total", "财政拨款大于资金总额。"), ("overspend", "财政拨款执行数大于预算数。"), ("rate-mismatch", "财政拨款执行率不符。")):
        change.say(rule, "ask", "warning", words, (own,), (total,), optional=True)
    return change.done()


def _nature_sum(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    value = truth.accounts.of("一般公共预算拨款", "收入")
    own = key(truth, "一般公共预算拨款", "性质", None)
    total = key(truth, "收入合计", "性质", None)
    wrong = value + _off(rng, value)
    change = _Change(truth)
    change.show(own, wrong)
    change.say("sum-mismatch", "impossible", "error", f"按收入性质分：一般公共预算{wrong}与其余来源之和不等于合计。", (own, total),
               tuple(key(truth, i, "性质", None) for i in ("政府性基金预算拨款", "纳入专户管理的非税收入拨款", "上年结转", "其他收入")))  # fmt: skip
    change.say("part-exceeds-total", "impossible", "warning", "一般公共预算大于合计。", (own, total), optional=True)
    return change.done()


def _rate(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place, project = _place(truth, family)
    own = truth.projects[0]
    rate = own.rate if project else percent(truth.accounts.of("年度资金总额"), truth.accounts.of("年度资金总额", "全年预算数"))
    wrong = rate - Decimal(str(round(rng.uniform(2.5, 12), 2)))
    change = _Change(truth)
    change.show(f"rate@{place}", wrong)
    funds = tuple(key(truth, "年度资金总额", place, m, project=project) for m in ("全年预算数", "全年执行数"))
    change.say("rate-mismatch", "impossible", "error", f"执行率填{wrong}%，按执行数和预算数应为{rate}%。", (f"rate@{place}",), funds)
    change.say("score-formula", "breaks-rule", "error", "预算执行得分与所填执行率不符。", (f"rate@{place}", f"score@{place}"), optional=True)
    change.say("table-vs-narrative", "impossible", "error", "执行率文表不一致。", (f"rate@{place}",), ("rate@文", f"{project}:rate@文"), optional=True)
    return change.done()


def _rate_words(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    own = truth.projects[0]
    wrong = own.rate - Decimal(str(round(rng.uniform(2.5, 9), 2)))
    tag = f"{own.name}:rate@文"
    change = _Change(truth)
    change.show(tag, wrong)
    funds = tuple(key(truth, "年度资金总额", "文", m, project=own.name) for m in ("全年预算数", "全年执行数"))
    change.say("rate-mismatch", "impossible", "error", f"执行率写为{wrong}%，按所列金额应为{own.rate}%。", (tag, *funds))
    table = f"rate@项目表:{own.name}"
    change.say("table-vs-narrative", "impossible", "error", "执行率文表不一致。", (tag, table), optional=family == "F11")
    return change.done()


def _unit_rate_words(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    right = percent(truth.accounts.of("年度资金总额"), truth.accounts.of("年度资金总额", "全年预算数"))
    wrong = right - Decimal(str(round(rng.uniform(2.5, 9), 2)))
    change = _Change(truth)
    change.show("rate@文", wrong)
    funds = tuple(key(truth, "年度资金总额", "文", m) for m in ("全年预算数", "全年执行数"))
    change.say("rate-mismatch", "impossible", "error", f"执行率写为{wrong}%，按所列金额应为{right}%。", ("rate@文", *funds))
    change.say("table-vs-narrative", "impossible", "error", "执行率文表不一致。", ("rate@文", "rate@自评表"), optional=True)
    return change.done()


def _overspent(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    own = truth.projects[0]
    full = Funds((own.spent.appropriation * Decimal(str(round(rng.uniform(0.7, 0.93), 2)))).quantize(Decimal("0.01")), own.full.carried, own.full.other)
    if full.appropriation <= 0:
        return None
    project = Project(own.name, Funds(min(own.initial.appropriation, full.appropriation), own.initial.carried, own.initial.other), full, own.spent)
    if project.initial.total * Decimal("1.29") < project.full.total:
        project = replace(project, initial=project.full)
    change = _Change(replace(truth, projects=(project, *truth.projects[1:])))
    place = f"项目表:{own.name}"
    funds = tuple(key(truth, "年度资金总额", place, m, project=own.name) for m in ("全年预算数", "全年执行数"))
    change.say("execution-over-100", "ask", "error", f"执行率{project.rate}%超过100%。", (f"rate@{place}",), funds)
    change.say("overspend", "ask", "warning", "全年执行数大于全年预算数。", funds, (f"rate@{place}",), optional=True)
    change.say("overspend", "ask", "warning", "财政拨款执行数大于预算数。", (key(truth, "当年财政拨款", place, "全年执行数", project=own.name),), optional=True)
    cost = f"{own.name}:"
    for row in truth.indicators:
        if row.level2 == "成本指标" and row.target.unit == "万元":
            tags = (f"{cost}{row.key}.target", f"{cost}{row.key}.actual")
            change.say("cost-overrun", "ask", "error", "成本超过目标。", tags, optional=True)
            change.say("target-missed-full-score", "breaks-rule", "error", "成本超过目标仍得分。", tags, (f"{cost}{row.key}.score",), optional=True)
    return change.done()


def _adjusted(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    own = truth.projects[0]
    share = Decimal(str(round(rng.choice([rng.uniform(0.35, 0.45), rng.uniform(0.55, 0.7)]), 2)))
    initial = Funds((own.full.appropriation * share).quantize(Decimal("0.01")), own.full.carried, own.full.other)
    project = replace(own, initial=initial)
    rate = percent(project.full.total - initial.total, initial.total)
    if rate <= 31:
        return None
    change = _Change(replace(truth, projects=(project, *truth.projects[1:])))
    place = f"项目表:{own.name}"
    severity = "error" if rate > 100 else "warning"
    tags = tuple(key(truth, "年度资金总额", place, m, project=own.name) for m in ("年初预算数", "全年预算数"))
    change.say("budget-adjustment", "ask", severity, f"预算调整率{rate}%。", tags)
    change.say("budget-adjustment", "ask", severity, "财政拨款调整率偏高。", tuple(key(truth, "当年财政拨款", place, m, project=own.name) for m in ("年初预算数", "全年预算数")), optional=True)
    return change.done()


def _formula(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place, project = _place(truth, family)
    own = truth.projects[0]
    rate = own.rate if project else percent(truth.accounts.of("年度资金总额"), truth.accounts.of("年度资金总额", "全年预算数"))
    if rate > 96 or family != "F3":
        return None
    right = (rate / 10).quantize(Decimal("0.01"))
    change = _Change(truth)
    change.show(f"score@{place}", Decimal(10))
    score = truth.score + 10 - right
    if grade_of(score) != truth.grade:
        return None
    change.show(f"total@{place}", score)
    change.show("total@文", score)
    change.say("score-formula", "breaks-rule", "error", f"执行率{rate}%应得{right}分，填10分。", (f"rate@{place}", f"score@{place}"))
    return change.done()


# ---- words against tables, shares, growth (checks 18–20)


def _told(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in truth.indicators if r.verb and r.actual.number is not None and r.previous]
    if not rows:
        return None
    row = rows[0]
    value = row.actual.number
    assert value is not None
    wrong = value + abs(_off(rng, value)) * (1 if value > 3 else 2)
    change = _Change(truth)
    change.show(f"{row.key}.told", wrong)
    prefix = f"{truth.projects[0].name}:" if family == "F5" else ""
    change.shown[f"{prefix}{row.key}.told"] = wrong
    change.say("table-vs-narrative", "impossible", "error", f"{row.name}表中{value}，文字写{wrong}。", (f"{prefix}{row.key}.told", f"{prefix}{row.key}.actual"))
    for rule in ("growth-mismatch", "share-mismatch", "rate-mismatch", "target-missed-full-score", "target-exceeded-unexplained"):
        change.say(rule, "ask", "warning", "由此引起的增长率、完成率不符。", (f"{prefix}{row.key}.told",), (f"{prefix}{row.key}.growth", f"{prefix}{row.key}.rate"), optional=True)
    return change.done()


def _money_told(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    item, place = ("项目支出", "支出表") if family in FORM else ("项目支出", "性质") if family == "F3" else ("", "")
    value = truth.accounts.of(item)
    own = key(truth, item, "文")
    wrong = value + _off(rng, value)
    change.show(own, wrong)
    change.say("table-vs-narrative", "impossible", "error", f"{item}文字{wrong}，表中{value}。", (own,), (key(truth, item, place, None if place == "性质" else "决算数"), key(truth, item, "基础表")))
    for rule in ("sum-mismatch", "share-mismatch"):
        change.say(rule, "impossible", "error", "文字中各项之和不符。", (own,), (key(truth, "支出合计", "文"), key(truth, "基本支出", "文"), "share@项目支出"), optional=True)
    for project in truth.projects:
        change.say("sum-mismatch", "impossible", "error", "项目之和不等于项目支出。", (own, key(truth, project.name, "文")), optional=True)
    return change.done()


def _listed_projects(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    project = truth.projects[-1]
    if len(truth.projects) < 2:
        return None
    own = key(truth, project.name, "文")
    value = project.spent.total
    wrong = value + abs(_off(rng, value))
    change = _Change(truth)
    change.show(own, wrong)
    others = tuple(key(truth, p.name, "文") for p in truth.projects[:-1])
    change.say("sum-mismatch", "impossible", "error", f"各项目之和不等于项目支出（{project.name}{wrong}）。", (own, key(truth, "项目支出", "文")), others)
    change.say("table-vs-narrative", "impossible", "error", f"{project.name}文表不一致。", (own,), (key(truth, project.name, "基础表"),), optional=True)
    change.say("part-exceeds-total", "impossible", "warning", "项目金额大于项目支出。", (own,), optional=True)
    return change.done()


def _share(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    total, basic = truth.accounts.of("支出合计"), truth.accounts.of("基本支出")
    right = percent(basic, total)
    wrong = right + (Decimal(str(round(rng.uniform(1.5, 8), 2))) * (1 if right < 90 else -1))
    change = _Change(truth)
    change.show("share@基本支出", wrong)
    change.say("share-mismatch", "impossible", "error", f"基本支出占比写{wrong}%，应为{right}%。", ("share@基本支出",),
               (key(truth, "基本支出", "文"), key(truth, "支出合计", "文"), "share@项目支出"))  # fmt: skip
    return change.done()


def _growth(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    if family == "F11":
        wrong = Decimal(str(round(rng.uniform(13, 38), 2)))
        change.show("growth@总计", wrong)
        change.say("growth-mismatch", "impossible", "warning", f"增长率写{wrong}%，与金额和增加额不符。", ("growth@总计", "difference@总计"), (key(truth, "收入合计", "文"),))
        return change.done()
    rows = [r for r in truth.indicators if r.verb and r.previous and r.actual.number is not None and r.previous < r.actual.number]
    for row in rows[:4]:
        assert row.actual.number is not None
        assert row.previous is not None
        right = percent(row.actual.number, row.previous, "0.1") - 100
        wrong = right + Decimal(str(round(rng.uniform(4, 18), 1)))
        change.show(f"{row.key}.growth", wrong)
        change.say("growth-mismatch", "impossible", "warning", f"{row.name}增长率写{wrong}%，按上年{row.previous}应为{right}%。", (f"{row.key}.growth", f"{row.key}.previous"), (f"{row.key}.told",))
    return change.done() if rows else None


def _implied(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    for row in truth.indicators:
        if not (row.verb and row.previous and row.target.number and row.actual.number):
            continue
        if row.target.number <= row.previous or row.actual.number <= row.previous or row.previous < 10:
            continue
        right = percent(row.target.number, row.previous) - 100
        wrong = right + Decimal(str(round(rng.uniform(6, 20), 2)))
        change = _Change(truth)
        change.show(f"{row.key}.aimed-growth", wrong)
        needs = tuple(f"{row.key}.{part}" for part in ("aimed-growth", "grown-growth", "aim", "outcome"))
        change.say("implied-base-differs", "ask", "warning", f"目标{row.target.number}增长{wrong}%与实际{row.actual.number}的增长所含的上年数不同。", needs)
        return change.done()
    return None


# ---- indicators and scores (checks 22–33)


def _with_row(truth: Truth, row: Indicator, new: Indicator) -> Truth:
    rows = tuple(new if r.key == row.key else r for r in truth.indicators)
    score = truth.score + new.score - row.score
    return replace(truth, indicators=rows, score=score, grade=grade_of(score))


def _tags(truth: Truth, family: str, row: Indicator, *parts: str) -> tuple[str, ...]:
    prefix = f"{truth.projects[0].name}:" if family == "F5" else ""
    return tuple(f"{prefix}{row.key}.{part}" for part in parts)


def _numeric(truth: Truth, direction: str = "up", events: bool = True) -> list[Indicator]:
    return [
        r for r in truth.indicators
        if r.direction == direction and r.target.number is not None and r.actual.number is not None and r.target.number > 4
        and (bool(r.verb) == events)
    ]  # fmt: skip


def _over_weight(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    row = rng.choice(truth.indicators)
    by = Decimal(rng.choice(["1", "1.5", "2"]))
    if truth.score + row.weight + by - row.score > 100:
        return None
    new = replace(row, score=row.weight + by, note="")
    if not attained(row):
        return None
    change = _Change(_with_row(truth, row, new))
    change.say("score-over-weight", "breaks-rule", "error", f"{row.name}得分{new.score}超过分值{row.weight}。", _tags(truth, family, row, "score"), _tags(truth, family, row, "weight"))
    return change.done()


def _weights(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in truth.indicators if r.weight > 3 and r.score == r.weight]
    if not rows:
        return None
    row = rng.choice(rows)
    new = replace(row, weight=row.weight - 2, score=row.score - 2)
    changed = _with_row(truth, row, new)
    if changed.grade != truth.grade:
        return None
    change = _Change(changed)
    every = tuple(t for r in truth.indicators for t in _tags(truth, family, r, "weight"))
    change.say("weights-sum", "breaks-rule", "error", "各项分值之和为98分，不是100分。", ("weights@自评表",), every)
    change.say("weights-sum", "breaks-rule", "error", f"{row.level1}分值之和与标题所列不符。", (f"points:{row.level1}",), every, optional=True)
    return change.done()


def _points(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    change.show("points:效益指标", Decimal(40))
    own = tuple(t for r in truth.indicators if r.level1 == "效益指标" for t in _tags(truth, family, r, "weight"))
    change.say("weights-sum", "breaks-rule", "error", "效益指标标明40分，各行分值之和为30分。", ("points:效益指标!",), own)
    return change.done()


def _total(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    place = {"F2": "评分表", "F3": "自评表"}.get(family) or f"项目表:{truth.projects[0].name}"
    by = Decimal(rng.choice(["0.5", "1", "2", "3"]))
    if place.startswith("项目"):
        change = _Change(truth)
        change.say("score-sum", "impossible", "error", f"各项得分之和与总分相差{by}。", (f"total@{place}",), tuple(t for r in truth.indicators for t in _tags(truth, family, r, "score")))
        change.show(f"total-off@{place}", -by)
        return change.done()
    wrong = truth.score - by if truth.score + by > 100 else truth.score + by
    if grade_of(wrong) != truth.grade:
        return None
    change = _Change(truth)
    change.show(f"total@{place}", wrong)
    rows = tuple(f"s{i}.score" for i in range(19)) if family == "F2" else tuple(t for r in truth.indicators for t in _tags(truth, family, r, "score"))
    change.say("score-sum", "impossible", "error", f"各项得分之和为{truth.score}，总分填{wrong}。", (f"total@{place}",), rows)
    change.say("table-vs-narrative", "impossible", "error", "总分前后不一致。", (f"total@{place}",), ("total@文", "total@form"), optional=True)
    change.say("form-vs-form", "ask", "warning", "两张表的总分不一致。", (f"total@{place}",), ("total@form",), optional=True)
    return change.done()


def _missed(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = _numeric(truth)
    if not rows:
        return None
    row = rng.choice(rows)
    assert row.target.number is not None
    step = Decimal(1).scaleb(row.target.number.as_tuple().exponent) if isinstance(row.target.number.as_tuple().exponent, int) else Decimal(1)
    actual = (row.target.number * Decimal(str(round(rng.uniform(0.55, 0.9), 2)))).quantize(min(step, Decimal(1)))
    if actual >= row.target.number:
        return None
    new = replace(row, actual=replace(row.actual, number=actual), score=row.weight, note="", previous=actual * Decimal("0.9"))
    new = replace(new, previous=(actual / Decimal("1.12")).quantize(min(step, Decimal(1))))
    change = _Change(_with_row(truth, row, new))
    change.say("target-missed-full-score", "breaks-rule", "error", f"{row.name}目标{row.target.number}、实际{actual}，未完成仍得满分。",
               _tags(truth, family, row, "target", "actual", "score"), _tags(truth, family, row, "weight"))  # fmt: skip
    return change.done()


def _words_only(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = _numeric(truth) + _numeric(truth, events=False)
    if not rows:
        return None
    row = rng.choice(rows)
    new = replace(row, actual=Value(words=rng.choice(["已完成", "完成", "达标", "已按要求完成"])), score=row.weight, note="")
    change = _Change(_with_row(truth, row, new))
    change.say("target-without-actual", "ask", "warning", f"{row.name}目标是数字，完成情况只写“{new.actual.words}”。", _tags(truth, family, row, "target", "actual"))
    return change.done()


def _unexplained(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    row = next((r for r in truth.indicators if not attained(r) and r.note), None)
    if row is None:
        row = rng.choice(truth.indicators)
        new = replace(row, score=row.weight - Decimal(rng.choice(["0.5", "1"])), note="")
    else:
        new = replace(row, note="")
    changed = _with_row(truth, row, new)
    if changed.grade != truth.grade or new.score <= 0:
        return None
    change = _Change(changed)
    change.say("deduction-unexplained", "ask", "error", f"{row.name}扣分未说明原因。", _tags(truth, family, row, "weight", "score"), _tags(truth, family, row, "actual"))
    return change.done()


def _exceeded(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in _numeric(truth) if r.actual.unit != "%"]
    if not rows:
        return None
    row = rng.choice(rows)
    assert row.target.number is not None
    factor = Decimal(str(round(rng.uniform(1.7, 4.0), 1)))
    actual = row.target.number * factor
    actual = actual.quantize(Decimal("0.1") if row.target.number != row.target.number.to_integral_value() else Decimal(1))
    new = replace(row, actual=replace(row.actual, number=actual), score=row.weight, note="", previous=(actual / Decimal("1.1")).quantize(Decimal("0.1") if actual != actual.to_integral_value() else Decimal(1)))
    change = _Change(_with_row(truth, row, new))
    change.say("target-exceeded-unexplained", "ask", "warning", f"{row.name}完成{actual}，为目标{row.target.number}的{percent(actual, row.target.number)}%，未说明原因。", _tags(truth, family, row, "target", "actual"))
    return change.done()


def _cost(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in truth.indicators if r.level2 == "成本指标" and r.target.number is not None and r.actual.number is not None and r.target.unit != "万元"]
    if not rows:
        return None
    row = rows[0]
    assert row.target.number is not None
    actual = (row.target.number * Decimal(str(round(rng.uniform(1.05, 1.2), 2)))).quantize(Decimal("0.1"))
    new = replace(row, actual=replace(row.actual, number=actual), score=row.weight, note="")
    change = _Change(_with_row(truth, row, new))
    tags = _tags(truth, family, row, "target", "actual")
    change.say("cost-overrun", "ask", "error", f"{row.name}实际{actual}%，超过目标{row.target.number}%。", tags)
    change.say("target-missed-full-score", "breaks-rule", "error", f"{row.name}超过目标仍得满分。", tags, _tags(truth, family, row, "score"), optional=True)
    return change.done()


def _grade(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    wrong = {"优": "良", "良": "优", "中": "良", "差": "中"}[truth.grade]
    change = _Change(replace(truth, switches={**truth.switches, "grade": wrong}))
    change.say("grade-mismatch", "breaks-rule", "error", f"得分{truth.score}应为{truth.grade}，填{wrong}。", ("grade",), ("total@form", "total@文", "total@自评表"))
    return change.done()


# ---- people and dates (checks 34, 35, 40, 41)


def _over_quota(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    staff = replace(truth.staff, actual=truth.staff.quota + rng.randint(2, 2 + truth.staff.quota // 3))
    rate = percent(Decimal(staff.actual), Decimal(staff.quota))
    change = _Change(replace(truth, staff=staff))
    place = {"F1": "form", "F2": "form", "F3": "基础表"}.get(family, "文")
    change.say("staff-over-quota", "ask", "error" if rate > 120 else "warning", f"编制{staff.quota}人，实有{staff.actual}人，控制率{rate}%。",
               (f"人员编制@{place}", f"实有人数@{place}"), ("人员编制@文", "实有人数@文", "rate@编制"))  # fmt: skip
    return change.done()


def _quota_rate(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    right = percent(Decimal(truth.staff.actual), Decimal(truth.staff.quota))
    wrong = right + Decimal(str(round(rng.uniform(-12, -2), 1)))
    change = _Change(truth)
    change.show("rate@编制", wrong)
    change.say("rate-mismatch", "impossible", "error", f"控制率填{wrong}%，应为{right}%。", ("rate@编制",), ("人员编制@基础表", "实有人数@基础表"))
    return change.done()


def _posts(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    kind, number = truth.staff.posts[0]
    posts = ((kind, number + rng.randint(1, 4)), *truth.staff.posts[1:])
    change = _Change(replace(truth, staff=replace(truth.staff, posts=posts), switches={**truth.switches, "posts": "told"}))
    change.say("sum-mismatch", "impossible", "warning", "分类编制之和不等于编制总数。", tuple(f"post:{k}" for k, _ in posts), ("人员编制@文",))
    return change.done()


def _early(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    day = datetime.date(truth.year, rng.randint(9, 12), rng.randint(1, 28))
    change = _Change(replace(truth, report_date=day))
    change.say("date-order", "impossible", "error", f"报告日期{day}在{truth.year}年度结束之前。", ("report-date",), ("title-year", "filled-date"))
    change.say("date-order", "impossible", "error", "填报日期晚于报告日期。", ("report-date", "filled-date"), optional=True)
    return change.done()


def _early_letter(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    day = datetime.date(truth.year, rng.randint(2, 12), rng.randint(1, 28))
    change = _Change(replace(truth, letter_date=day))
    change.say("date-order", "impossible", "error", f"报送日期{day}早于所依据的文件。", ("letter-date",), ("basis", "report-date"))
    return change.done()


def _filled_late(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    day = truth.filled_date - datetime.timedelta(days=rng.randint(12, 30))
    if day.year != truth.year + 1:
        return None
    change = _Change(replace(truth, report_date=day))
    change.say("date-order", "impossible", "error", f"填报日期{truth.filled_date}晚于报告日期{day}。", ("report-date", "filled-date"))
    return change.done()


def _title_year(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    wrong = truth.year + rng.choice([-1, 1, -1])
    change = _Change(replace(truth, switches={**truth.switches, "title-year": str(wrong)}))
    change.say("year-mismatch", "impossible", "error", f"题名写{wrong}年度，正文和表格为{truth.year}年度。", ("title-year",))
    for tag in ("filled-date", "report-date"):
        change.say("date-order", "impossible", "error", "按题名的年度，年度尚未结束。", (tag,), ("title-year",), optional=True)
    return change.done()


def _graded(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = _Change(truth)
    change.show("graded-off", Decimal(rng.choice([1, 2])))
    change.say("sum-mismatch", "impossible", "error", "各等次项目数之和不等于项目总数。", ("graded-good", "graded-total"), ("graded-fair", "graded-poor"))
    return change.done()


PLANTS: tuple[Plant, ...] = (
    Plant("income-sum", 1, "收入表", FORM, _row_total("收入合计", ("上年结转", "一般公共预算拨款", "政府性基金预算拨款", "纳入专户管理的非税收入拨款", "其他收入"), "收入表", True)),
    Plant("expense-sum", 2, "支出表", FORM, _row_total("支出合计", ("基本支出", "项目支出"), "支出表", True)),
    Plant("basic-sum", 3, "支出表", FORM, _row_total("基本支出", ("人员支出", "公用支出"), "支出表")),
    Plant("guest-sum", 4, "三公", FORM, _row_total("三公经费", ("公务接待费", "公务用车运行维护费", "公务用车购置费", "因公出国（境）费"), "三公表")),
    Plant("guest-sum-basic", 4, "三公", ("F3",), _basic_sum),
    Plant("car-sum", 5, "三公", ("F3",), _cars),
    Plant("asset-sum", 6, "资产表", FORM, _row_total("固定资产", ("在用固定资产", "出租固定资产", "其他固定资产"), "资产表")),
    Plant("branch-sum", 7, "支出表", FORM, _branch),
    Plant("balance", 8, "支出表", FORM, _balance),
    Plant("project-list", 9, "项目", (*FORM, "F3"), _listed_projects),
    Plant("part-exceeds", 10, "公用", ("F3",), _part_exceeds),
    Plant("funds-sum", 11, "资金", TABLES, _funds_sum),
    Plant("nature-sum", 12, "性质", ("F3",), _nature_sum),
    Plant("rate", 14, "资金", TABLES, _rate),
    Plant("rate-words", 14, "资金", ("F5", "F8", "F11"), _rate_words),
    Plant("unit-rate-words", 14, "资金", ("F6", "F10"), _unit_rate_words),
    Plant("overspent", 15, "资金", ("F5",), _overspent),
    Plant("adjusted", 17, "资金", ("F5",), _adjusted),
    Plant("money-told", 18, "项目", (*FORM, "F3"), _money_told),
    Plant("told", 18, "指标", (*FORM, "F3"), _told),
    Plant("share", 19, "比重", ("F3", "F11"), _share),
    Plant("growth", 20, "指标", (*FORM, "F3", "F11"), _growth),
    Plant("implied-base", 21, "指标", TABLES, _implied),
    Plant("over-weight", 22, "得分", ("F3",), _over_weight),
    Plant("weights", 23, "得分", ("F3",), _weights),
    Plant("points", 25, "得分", ("F3",), _points),
    Plant("total", 24, "得分", ("F2", "F3", "F5"), _total),
    Plant("missed", 26, "指标", (*TABLES, "F6", "F9", "F10"), _missed),
    Plant("cost", 33, "指标", (*TABLES, "F6", "F10"), _cost),
    Plant("words-only", 28, "指标", (*FORM, *TABLES, "F6", "F9", "F10", "F13"), _words_only),
    Plant("unexplained", 29, "指标", ("F3",), _unexplained),
    Plant("formula", 30, "得分", ("F3",), _formula),
    Plant("grade", 31, "得分", (*FORM, "F3", "F7"), _grade),
    Plant("exceeded", 32, "指标", (*FORM, *TABLES, "F6", "F9", "F10", "F13"), _exceeded),
    Plant("over-quota", 34, "人员", (*FORM, "F3", "F7", "F8", "F11"), _over_quota),
    Plant("quota-rate", 34, "人员", ("F3",), _quota_rate),
    Plant("posts", 35, "人员", FORM, _posts),
    Plant("guest-growth", 36, "三公", ("F3",), _guest_growth),
    Plant("guest-without-budget", 37, "三公", ("F3",), _guest_without_budget),
    Plant("procurement", 39, "采购", ("F3",), _procurement),
    Plant("early", 40, "日期", (*FORM, "F3", "F5"), _early),
    Plant("early-letter", 40, "日期", ("F2",), _early_letter),
    Plant("filled-late", 40, "日期", ("F3",), _filled_late),
    Plant("title-year", 41, "年度", ("F3", "F8", "F11"), _title_year),
    Plant("slip", 56, "公用", ("F3",), _slip),
    Plant("mixed-units", 57, "三公", ("F3",), _mixed_units),
    Plant("graded", 58, "等次", ("F11",), _graded),
)  # fmt: skip
"""All plants, by the numbers of the checks that they are for."""
