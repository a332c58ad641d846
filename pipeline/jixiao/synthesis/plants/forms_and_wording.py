"""Forms filled carelessly and words that say too much (checks 13, 38, 42 to 52, 54, 55)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.phrases import unit_meaning
from jixiao.synthesis.plants.base import FORM, Change, key
from jixiao.synthesis.plants.scoring import missed, numeric, row_tags, with_row
from jixiao.synthesis.truth import Indicator, Truth, Value

CENT = Decimal("0.01")
EXCHANGED = frozenset({"次", "场", "场次", "期", "批次", "个", "项", "件", "条", "处"})
"""Measure words that people exchange freely; another word than these beside one of them is no plain difference."""


def _switched(truth: Truth, name: str, value: str = "") -> Truth:
    return replace(truth, switches={**truth.switches, name: value})


def said(
    kind: str, sentences: tuple[str, ...], rule: str, class_: str, explain: str, but: frozenset[str] = frozenset()
) -> Callable[[Truth, random.Random, str], Truth | None]:
    """A plant that is one more sentence; units of the sectors in ``but`` may well say it."""

    def apply(truth: Truth, rng: random.Random, family: str) -> Truth | None:
        if truth.unit.sector in but:
            return None
        name = f"sentence:{kind}"
        sentence = rng.choice(sentences).replace("{year}", str(rng.randint(1950, 2001)))
        change = Change(_switched(truth, name, sentence))
        change.say(rule, class_, "warning", explain, (name,), ("placeholder",) if rule == "placeholder-left" else ())
        return change.done()

    return apply


placeholder = said(
    "fund", ("××项目按进度实施。", "XX单位负责后续管护。", "本部分需根据实际情况进行调整细化。"),
    "placeholder-left", "hygiene", "模板文字未删。",
)  # fmt: skip
foreign = said(
    "issue", ("校内各处室预算执行不够均衡。", "我校部分资产账实不符，正在清理。", "本校食堂和宿舍维修资金有缺口。"),
    "foreign-text", "ask", "学校的用语与本单位不符，疑抄自他处。", frozenset({"edu"}),
)  # fmt: skip
identity = said(  # a region that is not in use
    "issue", ("困难群众石某（身份证号990108{year}0612003X）的救助尚在办理。", "来访人蓝某（身份证号码990203{year}11090016）反映的问题尚未办结。"),
    "personal-data", "hygiene", "身份证号码未脱敏。",
)  # fmt: skip

DONE = (
    "总体看，年度各项绩效目标均已完成。", "对照年初设定，全部完成了各项目标。", "年度绩效目标全部完成，下列问题有待改进。",
    "全面完成了年初确定的各项绩效目标，但仍有不足。", "全年各项指标全部达标，但管理上仍有短板。",
)  # fmt: skip


def conclusion(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    changed = missed(truth, rng, family)
    if changed is None:
        return None
    # the miss with full points is a finding of its own where there are points
    own = changed.findings[-1]
    kept = () if family in FORM else (replace(own, optional=True),)
    changed = replace(changed, findings=(*truth.findings, *kept))
    change = Change(_switched(changed, "sentence:improve", rng.choice(DONE)))
    change.say(
        "conclusion-contradicted",
        "ask",
        "warning",
        f"称目标全部完成，而{own.explain}",
        ("sentence:improve", *own.needs[:2]),
    )
    return change.done()


def goals(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(_switched(truth, "goals"))
    change.say("goal-result-mismatch", "ask", "warning", "定性目标与实际完成的条数不同。", ("goals", "answers"))
    return change.done()


def units(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [
        row
        for row in numeric(truth)
        if row.target.unit not in EXCHANGED
        and unit_meaning(row.target.unit)[0] == "count"
        and len(row.target.unit) == 1
    ]
    if not rows or len(numeric(truth)) < 2:
        return None
    row = rng.choice(rows)
    new = replace(row, actual=replace(row.actual, unit="批次"), score=row.weight, note="", verb="")
    change = Change(with_row(truth, row, new))
    change.say(
        "unit-differs", "ask", "warning", f"{row.name}目标以{row.target.unit}计，实际以批次计。",
        row_tags(truth, family, row, "target", "actual"),
    )  # fmt: skip
    return change.done()


def shifted(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    """The targets of a count and of a date have changed places."""
    counts = [row for row in numeric(truth) if row.level2 == "数量指标"]
    days = [row for row in truth.indicators if row.level2 == "时效指标" and row.target.words.startswith("{")]
    if len(counts) < 2 or not days:
        return None
    count, day = counts[-1], days[0]
    truth = with_row(truth, count, replace(count, target=day.target, score=count.weight, note="", verb=""))
    change = Change(with_row(truth, day, replace(day, target=count.target)))
    tags = row_tags(truth, family, count, "target", "actual")
    other = row_tags(truth, family, day, "target", "actual")
    change.say("table-misaligned", "ask", "warning", f"{count.name}的目标值是时间，与时效指标错位。", tags, other)
    for rule, words in (
        ("unit-differs", "目标与实际的单位不同。"),
        ("target-without-actual", "目标是数，实际是时间。"),
        ("target-missed-full-score", "目标与实际不可比。"),
    ):
        for cells in (tags, other):
            change.say(rule, "ask", "warning", words, cells, optional=True)
    return change.done()


def unfinished(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [
        r for r in truth.indicators if r.direction == "text" and r.target.words and not r.target.words.startswith("{")
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    words = rng.choice(["正在办理招标手续", "计划明年启动", "主体工程即将完工", "尚未启动", "方案正在报批"])
    new = replace(row, actual=Value(words=words), score=row.weight, note="")
    change = Change(with_row(truth, row, new))
    tags = row_tags(truth, family, row, "actual", "score")
    change.say("unfinished-full-score", "breaks-rule", "warning", f"{row.name}实际为“{words}”，仍得满分。", tags)
    return change.done()


def wrong_class(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [row for row in truth.indicators if row.level2 == "数量指标" and row.target.number is not None]
    if len(rows) < 2 or unit_meaning(rows[-1].target.unit)[0] != "count" or rows[-1].name.endswith(("率", "次数")):
        return None
    row = rows[-1]  # the rows of quality come next, so that the table stays in order
    change = Change(with_row(truth, row, replace(row, level2="质量指标")))
    change.say(
        "indicator-miscategorised",
        "hygiene",
        "info",
        f"{row.name}是数量，列在质量指标。",
        row_tags(truth, family, row, "target"),
    )
    return change.done()


def number_in_name(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    rows = [r for r in numeric(truth) if r.target.number == int(r.target.number or 0) and len(r.target.unit) == 1]
    if not rows:
        return None
    row = rng.choice(rows)
    number = (row.target.number or Decimal(0)) + rng.randint(1, 9)
    name = row.name.removesuffix("数量").removesuffix("数")
    new: Indicator = replace(row, name=f"{name}{number}{row.target.unit}")
    change = Change(_switched(with_row(truth, row, new), "name-number", f"{name}|{number}|{row.target.unit}"))
    tags = row_tags(truth, family, row, "target", "name")
    change.say(
        "target-in-name", "hygiene", "info", f"名称中是{number}{row.target.unit}，目标是{row.target.number}。", tags
    )
    return change.done()


def numbering(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(_switched(truth, "skip-number"))
    change.say("section-numbering", "hygiene", "info", "标题编号由二跳到四。", ("skipped-number",))
    return change.done()


def short_name(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    if truth.unit.short == truth.unit.name:
        return None
    change = Change(_switched(truth, "short-name"))
    change.say("name-variant", "hygiene", "info", "单位名称前后写法不一。", ("cover-name", "unit-name"))
    return change.done()


def reception(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    amounts = dict(truth.accounts.amounts)
    public = amounts["公用支出", "决算数"]
    spent = (public * Decimal(str(round(rng.uniform(0.34, 0.48), 2)))).quantize(CENT)
    for measure, share in (("决算数", "1"), ("预算数", "1.05"), ("上年决算数", "1.03")):
        amounts["公务接待费", measure] = (spent * Decimal(share)).quantize(CENT)
        amounts["三公经费", measure] = sum(
            (amounts[i, measure] for i in ("公务用车购置及运行维护费", "公务接待费", "因公出国（境）费")), Decimal(0)
        )
    change = Change(replace(truth, accounts=replace(truth.accounts, amounts=amounts)))
    guest, whole = ("三公表", "支出表") if family in FORM else ("基础表", "基础表")
    change.say(
        "outlier", "ask", "info", f"公务接待费{spent}占公用支出{public}的三成以上。",
        (key(truth, "公务接待费", guest), key(truth, "公用支出", whole)),
    )  # fmt: skip
    change.say(
        "rate-mismatch",
        "impossible",
        "error",
        "三公经费控制率与所列金额不符。",
        (key(truth, "三公经费", guest),),
        optional=True,
    )
    return change.done()


def general(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    """What was paid from a government fund is told below the general public budget, and nothing says so."""
    a = truth.accounts
    if (
        a.of("当年结余")
        or a.of("上年结转", "收入")
        or a.of("其他收入", "收入")
        or a.of("纳入专户管理的非税收入拨款", "收入")
    ):
        return None
    whole = a.of("当年财政拨款", "全年预算数")
    fund = (a.of("项目支出") * Decimal(str(round(rng.uniform(0.12, 0.4), 2)))).quantize(CENT)
    if fund <= 1:
        return None
    amounts = dict(a.amounts)
    amounts["政府性基金预算拨款", "收入"], amounts["一般公共预算拨款", "收入"] = fund, whole - fund
    change = Change(_switched(replace(truth, accounts=replace(a, amounts=amounts)), "general"))
    change.say(
        "sum-mismatch", "impossible", "error", f"一般公共预算{whole - fund}，其下基本支出与项目支出之和却是{whole}，含政府性基金{fund}。",
        (key(truth, "一般公共预算拨款", "性质", None), key(truth, "项目支出", "文")), (key(truth, "基本支出", "文"), key(truth, "政府性基金预算拨款", "文")),
    )  # fmt: skip
    change.say(
        "part-exceeds-total", "impossible", "warning", "支出大于一般公共预算。",
        (key(truth, "一般公共预算拨款", "性质", None),), (key(truth, "支出合计", "文"),), optional=True,
    )  # fmt: skip
    return change.done()


def retail(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    by = Decimal(rng.randint(11, 60)) / 10  # more than a total without decimals forgives
    change = Change(_switched(truth, "retail-country", str(by)))
    change.say(
        "sum-mismatch",
        "impossible",
        "error",
        f"城镇、乡村零售额之和比总额多{by}亿元。",
        ("retail", "retail-country"),
        ("retail-town",),
    )
    return change.done()


def repeated(truth: Truth) -> Truth:
    """The results stand in the form and again in the report, word for word."""
    change = Change(_switched(truth, "repeat"))
    change.say(
        "repeated-text", "hygiene", "warning", "大段文字在表内和综述中重复。", ("repeated",), ("repeated-short",)
    )
    change.say("repeated-text", "hygiene", "warning", "文字重复。", ("repeated-short",), optional=True)
    return change.done()
