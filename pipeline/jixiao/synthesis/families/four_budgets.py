"""F3: the Hunan form since 2022: a report in words by four budgets, basic data, the unit's and its projects' self-evaluation tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table
from jixiao.synthesis.families.forms import (
    basic_data_table,
    funds_rows,
    goal_rows,
    indicator_rows,
    pick_goals,
    scaled_indicators,
)
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievements,
    annex_title,
    day_field,
    field,
    filled_by,
    headed,
    staff_in_prose,
    teller,
    title,
)
from jixiao.synthesis.printing import number_json
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Project, Truth, percent
from jixiao.synthesis.writer import Money, Writer

POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def four_budgets(writer: Writer, truth: Truth) -> list[Block]:
    """Annexes before or after the report, as units like it."""
    annexes = _annexes(writer, truth)
    report = _report(writer, truth)
    if writer.chance(0.3):
        return [*annexes, PageBreak(), *report]
    return [*report, PageBreak(), *annexes]


def _annexes(writer: Writer, truth: Truth) -> list[Block]:
    rng = writer.rng
    numbers = rng.choice(
        [("附件1-1", "附件1-2", "附件1-3"), ("附件1", "附件2", "附件3"), ("附件1：", "附件2：", "附件3：")]
    )
    blocks: list[Block] = [
        annex_title(writer, numbers[0], "{@Y年度}部门整体支出绩效评价基础数据表", "基础数据表"),
        basic_data_table(writer, truth),
    ]
    if writer.chance(0.7):
        blocks.append(
            Paragraph(
                Rich("说明：“项目支出”填报基本支出以外的全部项目支出，“公用经费”填报基本支出中的商品和服务支出。"),
                "note",
            )
        )
    blocks += [
        filled_by(writer, truth), PageBreak(),
        annex_title(writer, numbers[1], "{@Y年度}部门整体支出绩效自评表", "整体支出绩效自评表"),
        _whole_table(writer, truth), filled_by(writer, truth),
    ]  # fmt: skip
    if writer.chance(0.6):
        for project in truth.projects[: rng.randint(1, 2)]:
            blocks += [
                PageBreak(), annex_title(writer, numbers[2], "{@Y年度}项目支出绩效自评表", "项目支出绩效自评表"),
                project_table(writer, truth, project), filled_by(writer, truth),
            ]  # fmt: skip
    return blocks


def _whole_table(writer: Writer, truth: Truth) -> Table:
    table = "部门整体支出绩效自评表"
    unit = writer.style.money_unit
    accounts = truth.accounts
    name = field("部门名称", truth.unit.short if "short-name" in truth.switches else truth.unit.name)
    name = name.marked("tag", name="unit-name")
    block = writer.rng.choice([f"年度预算申请（{unit}）", f"资金情况（{unit}）", f"年度预算申请\n（{unit}）"])
    funds = (accounts.funds("年初预算数"), accounts.funds("全年预算数"), accounts.funds("决算数"))
    rows: list[tuple[Cell, ...]] = [
        (Cell(Rich(writer.rng.choice(["部门名称", "市级预算部门名称", "预算部门名称"]))), Cell(name, 1, 8))
    ]
    if writer.chance(0.5) and "general" not in truth.switches:
        rows += funds_rows(writer, truth, table, block, "自评表", funds)
    else:
        rows += _by_nature(writer, truth, table, block)
    expected, done = pick_goals(writer, truth)
    rows += goal_rows(expected, done, 9)
    rows += indicator_rows(
        writer, truth, table, truth.indicators, "自评表", points=POINTS if writer.chance(0.7) else None
    )
    return Table(tuple(rows), (1, 1.2, 1.2, 2.2, 1.3, 1.3, 0.8, 0.9, 2))


def _by_nature(writer: Writer, truth: Truth, table: str, block: str) -> list[tuple[Cell, ...]]:
    """The total row, then income and expenditure side by side by their nature."""
    accounts = truth.accounts
    rows = funds_rows(
        writer,
        truth,
        table,
        block,
        "自评表",
        (accounts.funds("年初预算数"), accounts.funds("全年预算数"), accounts.funds("决算数")),
    )[:2]
    rows[0] = (Cell(rows[0][0].content, 6), *rows[0][1:])

    def amount(label: str, item: str, raw: str, measure: str = "决算数") -> Rich:
        return Rich(label) + writer.number(Money(item, accounts.of(item, measure), None, truth.year, None, "性质", raw))

    pairs = [
        (amount("按收入性质分：", "收入合计", "按收入性质分"), amount("按支出性质分：", "支出合计", "按支出性质分")),
        (amount("其中：一般公共预算：", "一般公共预算拨款", "一般公共预算", "收入"), amount("其中：基本支出：", "基本支出", "基本支出")),
        (amount("政府性基金拨款：", "政府性基金预算拨款", "政府性基金拨款", "收入"), amount("项目支出：", "项目支出", "项目支出")),
        (amount("纳入专户管理的非税收入拨款：", "纳入专户管理的非税收入拨款", "纳入专户管理的非税收入拨款", "收入"), Rich()),
    ]  # fmt: skip
    carried = truth.accounts.of("上年结转", "收入")
    if carried:
        pairs[3] = (pairs[3][0], amount("上年结转：", "上年结转", "上年结转", "收入"))
        pairs[3] = (pairs[3][0] + "；" + pairs[3][1], Rich())
    rest = amount("其他资金：", "其他收入", "其他资金", "收入")
    pairs[3] = (pairs[3][0] + "；" + rest, Rich())
    rows += [(Cell(left, 1, 5), Cell(right, 1, 3)) for left, right in pairs]
    return rows


def project_table(
    writer: Writer, truth: Truth, project: Project, marks: tuple[str, str] = ("", ""), prefix: bool = False
) -> Table:
    """A project's self-evaluation table, nine grid columns."""
    table, place = "项目支出绩效自评表", f"项目表:{project.name}"
    unit = writer.style.money_unit
    implementer = truth.unit.branches[0] if truth.unit.branches and writer.chance(0.5) else truth.unit.name
    rows: list[tuple[Cell, ...]] = [
        (Cell(Rich(writer.rng.choice(["项目支出名称", "项目名称"]))), Cell(field("项目名称", project.name), 1, 8)),
        (Cell(Rich("主管部门")), Cell(field("主管部门", truth.unit.name), 1, 3), Cell(Rich(writer.rng.choice(["实施单位", "项目实施单位"])), 1, 2), Cell(field("实施单位", implementer), 1, 3)),
    ]  # fmt: skip
    rows += funds_rows(
        writer,
        truth,
        table,
        f"项目资金（{unit}）",
        place,
        (project.initial, project.full, project.spent),
        project,
        marks,
    )
    expected, done = pick_goals(writer, truth)
    rows += goal_rows(expected, done, 9)
    own = scaled_indicators(writer, truth.indicators, project, 4)
    share = (min(Decimal(1), project.spent.total / project.full.total) * 10).quantize(Decimal("0.01"))
    total = share + sum((i.score for i in own), Decimal(0))
    total += truth.shown.get(f"total-off@{place}", Decimal(0))
    rows += indicator_rows(writer, truth, table, own, place, prefix=prefix, total=total)
    return Table(tuple(rows), (1, 1.2, 1.2, 2.2, 1.3, 1.3, 0.8, 0.9, 2))


def _report(writer: Writer, truth: Truth) -> list[Block]:
    say, rng = writer.say, writer.rng
    outline = Outline(writer)
    blocks: list[Block] = []
    if writer.chance(0.7):
        blocks += [
            Paragraph(title(writer, truth, rng.choice(["{@Y年度}部门（单位）整体支出绩效自评报告", "{@Y年度}部门整体支出绩效自评报告"])), "title"),
            Paragraph(Rich("部门（单位）名称：") + field("部门名称", truth.unit.name).marked("tag", name="cover-name"), "cover"),
            Paragraph(day_field(writer, "报告日期", truth.report_date, "年月日", tag="report-date"), "cover"),
            PageBreak(),
        ]  # fmt: skip
    blocks.append(Paragraph(title(writer, truth, "{@Y年度}{unit}整体支出绩效自评报告"), "title"))
    blocks += [
        outline.heading(1, "基本情况", None if writer.chance(0.6) else f"{truth.unit.name}基本情况"),
        outline.heading(2, "职能职责"),
    ]
    duties = [say(writer.text("sentences", kind="duty", sector=truth.unit.sector)) for _ in range(rng.randint(3, 5))]
    if writer.chance(0.6):
        blocks += [Paragraph(Rich(f"{n}.") + d + "。") for n, d in enumerate(duties, 1)]
    else:
        blocks.append(Paragraph(join("；", duties) + "。"))
    blocks.append(outline.heading(2, "机构设置"))
    offices = "、".join(truth.unit.offices)
    count = writer.claimed("内设机构", Decimal(len(truth.unit.offices)), "个")
    blocks.append(
        Paragraph(
            say(
                rng.choice(
                    [
                        "{unit}内设机构{n}，分别为{offices}。",
                        "本单位设{n}内设机构：{offices}。",
                        "{me}机关内设{offices}，合计{n}股室。",
                    ]
                ),
                n=count,
                offices=offices,
            )
        )
    )
    blocks.append(outline.heading(2, "人员情况"))
    people = rng.choice(
        [
            "本单位共有编制{quota}，实有{actual}。",
            "截至{@Y年12月}底，核定编制数{quota}，实有人数{actual}。",
            "编制人数{quota}，年末实有人数{actual}。",
        ]
    )
    blocks.append(Paragraph(staff_in_prose(writer, truth, people, "人")))
    blocks.append(outline.heading(1, "一般公共预算支出"))
    blocks += _budget_words(writer, truth, outline)
    fund = truth.accounts.of("政府性基金预算拨款", "收入")
    if fund and "general" not in truth.switches:  # what stands above is the whole; the report says so itself
        money = Money("政府性基金预算支出", fund, "决算数", truth.year, None, "文", "政府性基金预算支出")
        blocks.append(Paragraph(say("上述支出中，政府性基金预算支出{fund}。", fund=money)))
    blocks.append(outline.heading(1, "政府性基金预算支出"))
    blocks.append(Paragraph(say("政府性基金预算收入{fund}。", fund=Money("政府性基金预算拨款", fund, "决算数", truth.year, None, "文", "政府性基金预算收入")) if fund else say(rng.choice(
        ["{@Y年度}本单位没有政府性基金收入，也没有使用政府性基金安排的支出。", "本单位无政府性基金预算支出。", "无。"]))))  # fmt: skip
    for canonical, word in (("国有资本经营预算支出", "国有资本经营预算"), ("社会保险基金预算支出", "社会保险基金预算")):
        blocks.append(outline.heading(1, canonical))
        blocks.append(
            Paragraph(
                say(
                    rng.choice(
                        [
                            f"{{@Y年度}}本单位没有使用{word}安排的支出。",
                            f"本单位无{word}支出。",
                            "无。",
                            f"{{me}}不涉及{word}。",
                        ]
                    )
                )
            )
        )
    blocks.append(outline.heading(1, "绩效情况"))
    if writer.chance(0.5):
        blocks.append(Paragraph(say(writer.text("sentences", kind="organise"))))
    nested = Outline(writer, (outline.forms[0], outline.forms[1], outline.forms[2], outline.forms[3]))
    nested.counts = dict(outline.counts)
    blocks += achievements(writer, truth, nested, 2, rng.randint(3, 5), form=writer.rng.choice([2, 3]))
    outline.counts = {1: outline.counts[1]}
    blocks.append(outline.heading(1, "存在问题"))
    blocks += [headed(outline, writer, 2, "issue") for _ in range(rng.randint(2, 3))]
    blocks.append(outline.heading(1, "改进措施"))
    blocks += [headed(outline, writer, 2, "improve") for _ in range(rng.randint(1, 3))]
    blocks.append(outline.heading(1, "结果应用和公开情况"))
    blocks.append(Paragraph(_outcome(writer, truth) + say(writer.text("sentences", kind="apply"))))
    blocks.append(outline.heading(1, "其他说明"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="other"))))
    return blocks


def _budget_words(writer: Writer, truth: Truth, outline: Outline) -> list[Block]:
    say, rng = writer.say, writer.rng
    m = teller(truth)
    a = truth.accounts
    blocks: list[Block] = []
    added = a.of("年度资金总额", "全年预算数") - a.of("年度资金总额", "年初预算数")
    opening = rng.choice([
        "{@Y年}年初预算{start}，年中追加{added}，全年预算数{full}，实际支出{spent}，执行率{rate}。",
        "全年预算收入{full}，其中年初预算{start}，调整追加{added}。全年支出{spent}。",
        "{@Y年}总支出合计{spent}，其中：基本支出{basic}，占{share1}；项目支出{project}，占{share2}。",
        "本年支出{spent}，比上年的{last}增长{growth}，其中基本支出{basic}，项目支出{project}。",
    ])  # fmt: skip
    spent, last = a.of("支出合计"), a.of("支出合计", "上年决算数")
    rate = truth.shown.get("rate@文", percent(a.of("年度资金总额"), a.of("年度资金总额", "全年预算数")))
    words_full = "全年预算数" if "全年预算数{full" in opening else "预算收入"
    claims: list = []  # type: ignore[type-arg]
    spent_rich = writer.money_in_prose(m("支出合计", raw="支出" if "支出合计" not in opening else "总支出合计"), claims)
    last_rich = writer.money_in_prose(Money("支出合计", last, "决算数", truth.year - 1, None, "文", "支出"), [])
    less = a.of("三公经费", "上年决算数") - a.of("三公经费")
    guests_claims: list = []  # type: ignore[type-arg]
    guests_rich = writer.money_in_prose(m("三公经费", raw="“三公”经费"), guests_claims)
    guests_claims[0]["change"] = {
        "kind": "较上年",
        "direction": "down",
        "value": number_json(abs(less)),
        "unit": "万元",
    }
    growth = truth.shown.get("growth@支出", percent(spent, last) - 100)
    up = growth >= 0
    if "{growth}" in opening:
        claims[0]["change"] = {
            "kind": "较上年",
            "direction": "up" if up else "down",
            "value": float(abs(growth)),
            "unit": "%",
        }
        opening = opening if up else opening.replace("增长{growth}", "下降{growth}")
    blocks.append(Paragraph(say(
        opening, start=replace(m("年度资金总额", "年初预算数", "年初预算"), printed_item="收入合计" if words_full == "预算收入" else None), full=replace(m("收入合计", "决算数", words_full), measure="全年预算数") if words_full == "预算收入" else m("年度资金总额", "全年预算数", words_full),
        added=Money("预算追加", added, "预算数", truth.year, None, "文", "年中追加" if "年中追加" in opening else "调整追加"),
        spent=spent_rich, rate=writer.claimed("预算执行率", rate, "%", tag="rate@文"), basic=m("基本支出"), project=m("项目支出"), last=last_rich,
        growth=writer.claimed("-", abs(growth), "%", tag="growth@支出"),
        share1=writer.claimed("基本支出占总支出比重", truth.shown.get("share@基本支出", percent(a.of("基本支出"), spent)), "%", tag="share@基本支出"),
        share2=writer.claimed("项目支出占总支出比重", percent(a.of("项目支出"), spent), "%", tag="share@项目支出"),
    )))  # fmt: skip
    blocks.append(outline.heading(2, "基本支出"))
    blocks.append(Paragraph(say(rng.choice([
        "本年度基本支出{basic}，主要为人员经费{people}和日常公用经费{public}。",
        "基本支出{basic}，其中：人员经费{people}，公用经费{public}。“三公”经费{guests}，比上年<减少/压减>{less}。",
        "{@Y年}基本支出{basic}，系保障{me}机关正常运转的日常支出，包括工资福利支出{wages}、商品和服务支出{goods}等。",
    ]), basic=m("基本支出"), people=m("人员支出", raw="人员经费"), public=m("公用支出", raw="公用经费"), wages=m("工资福利支出"), goods=m("商品和服务支出"),
        guests=guests_rich, less=writer.claimed("-", abs(less), "万元"))))  # fmt: skip
    blocks.append(outline.heading(2, "项目支出"))
    listed = join(
        rng.choice(["，", "；"]),
        (
            Rich(p.name)
            + rng.choice(["", "项目", "支出"])
            + writer.money_in_prose(
                Money(p.name, p.spent.total, "决算数", truth.year, None, "文", None, None, p.name), []
            )
            for p in truth.projects
        ),
    )
    blocks.append(
        Paragraph(
            say(rng.choice(["本年度项目支出为{project}，", "项目支出{project}，"]), project=m("项目支出"))
            + rng.choice(["其中：", "主要用于", "具体为："])
            + listed
            + "。"
        )
    )
    return blocks


def _outcome(writer: Writer, truth: Truth) -> Rich:
    grade = field(
        "评价等次", truth.switches.get("grade", truth.grade), truth.switches.get("grade", truth.grade)
    ).marked("tag", name="grade")
    score = truth.shown.get("total@文", truth.score)
    told, subject = writer.rng.choice(
        [
            ("经自评，{me}{@Y年度}整体支出绩效得分{score}，评价等级为“{grade}”。", "整体支出绩效得分"),
            ("绩效评价结果为{grade}。", ""),
            ("自评综合得分{score}，等次为{grade}。", "自评综合得分"),
        ]
    )
    points = field(
        "自评得分",
        writer.claimed(subject or "自评得分", score, "分"),
        float(score) if score != int(score) else int(score),
    ).marked("tag", name="total@文")
    return writer.say(told, score=points, grade=grade)
