"""Invents what a report is about: place, unit, people, accounts, projects and indicators, all consistent."""

from __future__ import annotations

import datetime
import random
from decimal import ROUND_HALF_UP, Decimal

from jixiao.synthesis.indicators import invent_indicators
from jixiao.synthesis.phrases import choose_from, columns
from jixiao.synthesis.truth import (
    Accounts,
    Funds,
    People,
    Place,
    Project,
    Staff,
    Truth,
    Unit,
    grade_of,
)

CENT = Decimal("0.01")


def invent(seed: int, vocabulary: str) -> Truth:
    """The truth of one report. The same seed and vocabulary give the same truth."""
    rng = random.Random(f"truth-{vocabulary}-{seed}")
    year = rng.choice([2018, 2019, 2020, 2020, 2021, 2021, 2022, 2022, 2023, 2023, 2024])
    unit = invent_unit(rng, vocabulary)
    staff = invent_staff(rng, unit)
    grain = rng.choice([CENT, CENT, CENT, Decimal("0.1"), Decimal(1)])
    projects = invent_projects(rng, vocabulary, unit.sector, grain)
    accounts = invent_accounts(rng, year, staff, projects, grain, len(unit.branches))
    full, spent = accounts.of("年度资金总额", "全年预算数"), accounts.of("年度资金总额")
    indicators = invent_indicators(rng, vocabulary, unit.sector, year, accounts)
    execution = (min(Decimal(1), spent / full) * 10).quantize(CENT, ROUND_HALF_UP)
    score = execution + sum((indicator.score for indicator in indicators), Decimal(0))
    filled = datetime.date(year + 1, rng.randint(2, 8), rng.randint(1, 28))
    report = filled + datetime.timedelta(days=rng.randint(0, 24))
    return Truth(
        seed=seed, vocabulary=vocabulary, year=year, unit=unit, staff=staff, accounts=accounts, projects=projects,
        indicators=indicators, score=score, grade=grade_of(score), people=invent_people(rng, vocabulary, unit),
        report_date=report, filled_date=filled, letter_date=report + datetime.timedelta(days=rng.randint(0, 10)),
    )  # fmt: skip


def person(rng: random.Random, vocabulary: str) -> str:
    """A name of two to four characters that belongs to nobody."""
    surname = rng.choice(columns(choose_from("surnames", vocabulary), "text"))
    return surname + rng.choice(columns(choose_from("given", vocabulary), "text"))


def invent_people(rng: random.Random, vocabulary: str, unit: Unit) -> People:
    """Contact, clerk and panel, with telephone numbers of exchanges that are not in use (070…, 199-0000-…)."""
    mobile = f"1990000{rng.randint(0, 9999):04d}"
    landline = f"{rng.randint(2000000, 8999999)}"
    area = f"07{rng.randint(10, 99)}-{rng.randint(2000000, 8999999)}"
    clerk = person(rng, vocabulary)
    posts = [unit.head, "副" + unit.head, rng.choice(["股长", "科长", "科员"]), rng.choice(["会计", "科员", "出纳"])]
    panel = tuple((person(rng, vocabulary), post) for post in posts[: rng.randint(2, 4)])
    contact = clerk if rng.random() < 0.4 else person(rng, vocabulary)
    phones = [mobile, landline, area]
    return People(contact, rng.choice(phones), clerk, rng.choice(phones), panel)


def invent_unit(rng: random.Random, vocabulary: str) -> Unit:
    """A unit in an invented place."""
    spot = rng.choice(choose_from("places", vocabulary))
    place = Place(spot["province"], spot["city"], spot["county"], spot["town"])
    organ = rng.choice(choose_from("organs", vocabulary))
    long = rng.random() < 0.5
    home = place.city + place.county if long else place.county
    if organ["short"] == "高新区管委会":
        home = place.county.removesuffix("区").removesuffix("县")
    sector = organ["sector"]
    own = columns(choose_from("offices", vocabulary, sector=sector), "text")
    offices = tuple(rng.sample(own, min(len(own), rng.randint(3, 6))))
    branches = tuple(
        f"{place.county}{name}" for name in rng.sample(BRANCHES[sector], rng.choice([0, 0, 1, 1, 2]))
    )  # fmt: skip
    return Unit(
        name=organ["text"].replace("{place}", home), short=organ["short"], sector=sector, kind=organ["kind"],
        head=organ["head"], code=rng.choice([f"{rng.randint(100, 999)}{rng.randint(1, 60):03d}", f"{rng.randint(100, 699)}"]),
        place=place, offices=offices, branches=branches,
    )  # fmt: skip


BRANCHES = {
    "agri": ["农业技术推广站", "农机服务中心", "动物疫控中心"],
    "edu": ["教师进修学校", "电化教育馆", "学生资助中心"],
    "health": ["妇幼保健院", "卫生监督所", "中心血站"],
    "transport": ["道路运输服务中心", "地方海事处", "交通质监站"],
    "culture": ["文化馆", "博物馆", "文化执法大队"],
    "park": ["企业服务中心", "创业孵化中心", "园区物业中心"],
    "civil": ["社会福利院", "救助管理站", "殡葬管理所"],
    "water": ["水利工程管理所", "灌区管理所", "河道管理站"],
    "urban": ["环境卫生所", "路灯管理所", "渣土管理站"],
    "market": ["检验检测中心", "消费者权益保护中心", "计量检定所"],
}


def invent_staff(rng: random.Random, unit: Unit) -> Staff:
    """Quota by post, people in post (never above quota here) and retired."""
    quota = rng.randint(8, 160)
    actual = quota - rng.choice([0, 0, 1, 1, 2, 3, 5]) if quota > 12 else quota - rng.choice([0, 1])
    kinds = ["行政编制", "事业编制", "工勤编制"] if unit.kind == "行政" else ["全额拨款事业编制", "差额拨款事业编制"]
    rest, posts = quota, []
    for kind in kinds[:-1]:
        part = rng.randint(1, max(1, rest - len(kinds)))
        posts.append((kind, part))
        rest -= part
    posts.append((kinds[-1], rest))
    return Staff(quota, actual, rng.randint(0, quota // 2), tuple(post for post in posts if post[1]))


def _part(rng: random.Random, whole: Decimal, low: float, high: float, grain: Decimal) -> Decimal:
    share = Decimal(str(round(rng.uniform(low, high), 4)))
    return (whole * share / grain).to_integral_value(ROUND_HALF_UP) * grain


def invent_projects(rng: random.Random, vocabulary: str, sector: str, grain: Decimal) -> tuple[Project, ...]:
    """One to four projects; spent ≤ whole-year budget, whole year ≥ initial and at most a quarter above."""
    names = columns(choose_from("projects", vocabulary, sector=sector), "text")
    projects = []
    for name in rng.sample(names, min(len(names), rng.choice([1, 2, 2, 3, 3]))):
        size = Decimal(rng.choice([12, 30, 60, 120, 260, 560, 1400]))
        initial = _part(rng, size, 0.6, 1.4, grain)
        carried = _part(rng, initial, 0.02, 0.12, grain) if rng.random() < 0.25 else Decimal(0)
        other = _part(rng, initial, 0.03, 0.2, grain) if rng.random() < 0.2 else Decimal(0)
        added = _part(rng, initial, 0.01, 0.22, grain) if rng.random() < 0.6 else Decimal(0)
        start = Funds(initial - carried - other, carried, other)
        full = Funds(start.appropriation + added, carried, other)
        left = Decimal(0) if rng.random() < 0.5 else _part(rng, full.appropriation, 0.005, 0.12, grain)
        projects.append(Project(name, start, full, Funds(full.appropriation - left, carried, other)))
    return tuple(projects)


def invent_accounts(
    rng: random.Random, year: int, staff: Staff, projects: tuple[Project, ...], grain: Decimal, branches: int
) -> Accounts:
    """The tree of a unit's money: identities hold exactly, nothing is overspent, 三公 does not grow."""
    a: dict[tuple[str, str], Decimal] = {}
    now, start, full, last = "决算数", "年初预算数", "全年预算数", "上年决算数"

    def put(item: str, **values: Decimal) -> None:
        for measure, value in zip(
            (now, start, full, last), (values.get(k) for k in ("now", "start", "full", "last")), strict=True
        ):
            if value is not None:
                a[item, measure] = value

    def part(whole: Decimal, low: float, high: float) -> Decimal:
        return _part(rng, whole, low, high, grain)

    wages = part(Decimal(staff.actual) * Decimal("11.2"), 0.8, 1.3)
    family = part(wages, 0.02, 0.15)
    goods = part(wages, 0.08, 0.3)
    capital = part(goods, 0.02, 0.1) if rng.random() < 0.4 else Decimal(0)
    people, public = wages + family, goods + capital
    basic = people + public
    project = sum((p.spent.total for p in projects), Decimal(0))
    for item, value in {
        "工资福利支出": wages, "对个人和家庭的补助": family, "商品和服务支出": goods, "资本性支出": capital,
        "人员支出": people, "公用支出": public, "基本支出": basic, "项目支出": project,
    }.items():  # fmt: skip
        last_value = part(value, 0.86, 0.99) if value else Decimal(0)
        put(item, now=value, start=value, full=value, last=last_value)
    people_last = a["工资福利支出", last] + a["对个人和家庭的补助", last]
    public_last = a["商品和服务支出", last] + a["资本性支出", last]
    put("人员支出", last=people_last)
    put("公用支出", last=public_last)
    put("基本支出", last=people_last + public_last)
    put("支出合计", now=basic + project, last=people_last + public_last + a["项目支出", last])
    # the budget of basic expenditure is what was spent, that of projects is theirs
    for measure, funds in ((start, "initial"), (full, "full")):
        a["项目支出", measure] = sum((getattr(p, funds).total for p in projects), Decimal(0))
        a["支出合计", measure] = basic + a["项目支出", measure]
        a["上年结转", measure] = sum((getattr(p, funds).carried for p in projects), Decimal(0))
        a["其他资金", measure] = sum((getattr(p, funds).other for p in projects), Decimal(0))
        a["当年财政拨款", measure] = basic + sum((getattr(p, funds).appropriation for p in projects), Decimal(0))
        a["年度资金总额", measure] = a["支出合计", measure]
    a["上年结转", now] = sum((p.spent.carried for p in projects), Decimal(0))
    a["其他资金", now] = sum((p.spent.other for p in projects), Decimal(0))
    a["当年财政拨款", now] = basic + sum((p.spent.appropriation for p in projects), Decimal(0))
    a["年度资金总额", now] = basic + project
    # income is the whole-year budget; what is not spent of it is the balance
    appropriation = a["当年财政拨款", full]
    fund = part(project, 0.1, 0.4) if rng.random() < 0.25 and project > 20 else Decimal(0)
    fund = min(fund, appropriation)
    special = part(appropriation - fund, 0.02, 0.1) if rng.random() < 0.15 else Decimal(0)
    income = {
        "上年结转": a["上年结转", full], "政府性基金预算拨款": fund, "纳入专户管理的非税收入拨款": special,
        "一般公共预算拨款": appropriation - fund - special, "其他收入": a["其他资金", full],
    }  # fmt: skip
    for item, value in income.items():
        a[item, "收入"] = value
    put("收入合计", now=sum(income.values(), Decimal(0)))
    put("当年结余", now=a["收入合计", now] - a["支出合计", now])
    put("年末结转结余", now=a["当年结余", now])
    put("本年收入合计", now=a["收入合计", now] - income["上年结转"])
    _car_and_guest_money(rng, a, public, grain)
    _assets_and_purchases(rng, a, project, grain)
    weights = [Decimal(1)] if not branches else [Decimal("0.7")] + [Decimal("0.3") / branches] * branches
    return Accounts(year, a, tuple(weights))


def _car_and_guest_money(
    rng: random.Random, a: dict[tuple[str, str], Decimal], public: Decimal, grain: Decimal
) -> None:
    """三公 and the parts of public expenditure: spent ≤ budget, and not more than last year."""
    items = {"公务接待费": 0.04, "公务用车运行维护费": 0.05, "公务用车购置费": 0.08, "因公出国（境）费": 0.03}
    names = ("决算数", "预算数", "上年决算数")
    for item, share in items.items():
        rare = item in ("公务用车购置费", "因公出国（境）费")
        if rng.random() < (0.9 if rare else 0.15):
            values = (Decimal(0),) * 3
        else:
            spent = max(grain, _part(rng, public, share * 0.2, share, grain))
            values = (spent, spent + _part(rng, spent, 0.02, 0.3, grain), spent + _part(rng, spent, 0.01, 0.25, grain))
        for name, value in zip(names, values, strict=True):
            a[item, name] = value
    for name in names:
        car = a["公务用车购置费", name] + a["公务用车运行维护费", name]
        a["公务用车购置及运行维护费", name] = car
        a["三公经费", name] = car + a["公务接待费", name] + a["因公出国（境）费", name]
    a["公用支出", "预算数"] = public + _part(rng, public, 0.0, 0.06, grain)
    a["公用支出", "上年决算数"] = a.get(("公用支出", "上年决算数"), public)
    for item, share in {"办公经费": 0.24, "水费、电费、差旅费": 0.22, "会议费、培训费": 0.08}.items():
        spent = _part(rng, public, share * 0.4, share, grain)
        budget = spent + _part(rng, spent, 0.0, 0.12, grain)
        before = _part(rng, a["公用支出", "上年决算数"], share * 0.4, share, grain)
        for name, value in zip(names, (spent, budget, before), strict=True):
            a[item, name] = value


def _assets_and_purchases(
    rng: random.Random, a: dict[tuple[str, str], Decimal], project: Decimal, grain: Decimal
) -> None:
    assets = _part(rng, Decimal(rng.choice([20, 160, 900, 4200])), 0.5, 1.5, grain)
    let = _part(rng, assets, 0.02, 0.1, grain) if rng.random() < 0.2 else Decimal(0)
    other = _part(rng, assets, 0.01, 0.08, grain) if rng.random() < 0.2 else Decimal(0)
    a["固定资产", "决算数"] = assets
    a["在用固定资产", "决算数"], a["出租固定资产", "决算数"], a["其他固定资产", "决算数"] = (
        assets - let - other,
        let,
        other,
    )
    bought = _part(rng, max(project, Decimal(20)), 0.1, 0.6, grain)
    a["政府采购金额", "决算数"], a["政府采购金额", "预算数"] = bought, bought + _part(rng, bought, 0.0, 0.15, grain)
