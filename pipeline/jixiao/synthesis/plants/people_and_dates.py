"""Staff, dates, years and counts by grade (checks 34, 35, 40, 41, 58)."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.plants.base import Change
from jixiao.synthesis.truth import Truth, percent


def over_quota(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    staff = replace(truth.staff, actual=truth.staff.quota + rng.randint(2, 2 + truth.staff.quota // 3))
    rate = percent(Decimal(staff.actual), Decimal(staff.quota))
    change = Change(replace(truth, staff=staff))
    place = {"F1": "form", "F2": "form", "F3": "基础表"}.get(family, "文")
    change.say("staff-over-quota", "ask", "error" if rate > 120 else "warning", f"编制{staff.quota}人，实有{staff.actual}人，控制率{rate}%。",
               (f"人员编制@{place}", f"实有人数@{place}"), ("人员编制@文", "实有人数@文", "rate@编制"))  # fmt: skip
    return change.done()


def quota_rate(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    right = percent(Decimal(truth.staff.actual), Decimal(truth.staff.quota))
    wrong = right + Decimal(str(round(rng.uniform(-12, -2), 1)))
    change = Change(truth)
    change.show("rate@编制", wrong)
    change.say(
        "rate-mismatch",
        "impossible",
        "error",
        f"控制率填{wrong}%，应为{right}%。",
        ("rate@编制",),
        ("人员编制@基础表", "实有人数@基础表"),
    )
    return change.done()


def posts(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    kind, number = truth.staff.posts[0]
    posts = ((kind, number + rng.randint(1, 4)), *truth.staff.posts[1:])
    change = Change(
        replace(truth, staff=replace(truth.staff, posts=posts), switches={**truth.switches, "posts": "told"})
    )
    change.say(
        "sum-mismatch",
        "impossible",
        "warning",
        "分类编制之和不等于编制总数。",
        tuple(f"post:{k}" for k, _ in posts),
        ("人员编制@文",),
    )
    return change.done()


def early(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    day = datetime.date(truth.year, rng.randint(9, 12), rng.randint(1, 28))
    change = Change(replace(truth, report_date=day))
    change.say(
        "date-order",
        "impossible",
        "error",
        f"报告日期{day}在{truth.year}年度结束之前。",
        ("report-date",),
        ("title-year", "filled-date"),
    )
    change.say(
        "date-order", "impossible", "error", "填报日期晚于报告日期。", ("report-date", "filled-date"), optional=True
    )
    return change.done()


def early_letter(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    day = datetime.date(truth.year, rng.randint(2, 12), rng.randint(1, 28))
    change = Change(replace(truth, letter_date=day))
    change.say(
        "date-order",
        "impossible",
        "error",
        f"报送日期{day}早于所依据的文件。",
        ("letter-date",),
        ("basis", "report-date"),
    )
    return change.done()


def filled_late(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    day = truth.filled_date - datetime.timedelta(days=rng.randint(12, 30))
    if day.year != truth.year + 1:
        return None
    change = Change(replace(truth, report_date=day))
    change.say(
        "date-order",
        "impossible",
        "error",
        f"填报日期{truth.filled_date}晚于报告日期{day}。",
        ("report-date", "filled-date"),
    )
    return change.done()


def title_year(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    wrong = truth.year + rng.choice([-1, 1, -1])
    change = Change(replace(truth, switches={**truth.switches, "title-year": str(wrong)}))
    change.say(
        "year-mismatch",
        "impossible",
        "error",
        f"题名写{wrong}年度，正文和表格为{truth.year}年度。",
        (f"title-year:{wrong}",),
        ("title-year",),
    )
    for tag in ("filled-date", "report-date"):
        change.say(
            "date-order", "impossible", "error", "按题名的年度，年度尚未结束。", (tag,), ("title-year",), optional=True
        )
    return change.done()


def graded(truth: Truth, rng: random.Random, family: str) -> Truth | None:
    change = Change(truth)
    change.show("graded-off", Decimal(rng.choice([1, 2])))
    change.say(
        "sum-mismatch",
        "impossible",
        "error",
        "各等次项目数之和不等于项目总数。",
        ("graded-good", "graded-total"),
        ("graded-fair", "graded-poor"),
    )
    return change.done()
