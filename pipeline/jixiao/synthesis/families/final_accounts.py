"""F11: 部门决算公开: overview, explanation of the accounts, performance, glossary; mostly prose full of money and shares."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table
from jixiao.synthesis.families.four_budgets import project_table
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import achievement, field, hard_sentence, head_cell, headed, staff_in_prose, teller, title
from jixiao.synthesis.printing import number_json
from jixiao.synthesis.rich import Mark, Rich, join
from jixiao.synthesis.truth import Truth, percent
from jixiao.synthesis.writer import Money, Writer

FUNCTIONS = ("社会保障和就业支出", "卫生健康支出", "住房保障支出")
MAIN_FUNCTION = {
    "agri": "农林水支出", "edu": "教育支出", "health": "卫生健康支出", "transport": "交通运输支出", "culture": "文化旅游体育与传媒支出",
    "park": "资源勘探工业信息等支出", "civil": "社会保障和就业支出", "water": "农林水支出", "urban": "城乡社区支出", "market": "市场监督管理事务支出",
}  # fmt: skip
GLOSSARY = (
    ("财政拨款收入", "指单位从同级财政部门取得的财政预算资金"), ("基本支出", "指为保障机构正常运转、完成日常工作任务而发生的人员和公用支出"),
    ("项目支出", "指在基本支出之外为完成特定任务和发展目标所发生的支出"), ("年末结转和结余", "指单位按有关规定结转到下年或以后年度继续使用的资金"),
    ("“三公”经费", "指因公出国（境）费、公务用车购置及运行维护费和公务接待费"), ("机关运行经费", "指行政和参照公务员法管理的事业单位使用财政拨款安排的公用经费"),
)  # fmt: skip


def final_accounts(writer: Writer, truth: Truth) -> list[Block]:
    """The whole document; parts are numbered 第一部分, 第二部分 …, headings inside them begin again at 一."""
    rng = writer.rng
    parts = Outline(writer, ("part", "han", "paren", "dot"))
    blocks: list[Block] = [
        Paragraph(
            title(
                writer,
                truth,
                rng.choice(["{unit}{@Y年度}部门决算公开说明", "{@Y年度}{unit}部门决算", "{unit}{@Y年度}部门决算公开"]),
                None,
            ),
            "title",
        )
    ]
    titles = ["部门概况", "{@Y年度}部门决算情况说明", rng.choice(["预算绩效情况说明", "绩效自评情况"]), "名词解释"]
    if writer.chance(0.7):
        blocks.append(Paragraph(Rich(rng.choice(["目    录", "目  录", "目录"])), "caption"))
        dots = rng.choice(["", "……………", "\t"])
        for n, words in enumerate(titles, 1):
            line = Rich(f"第{'一二三四'[n - 1]}部分　") + writer.say(words) + (dots + str(n * 3) if dots else "")
            blocks.append(Paragraph(_left_open(line), "contents"))
        blocks.append(PageBreak())
    blocks.append(parts.heading(1, "基本情况", "部门概况"))
    blocks += _overview(writer, truth)
    blocks.append(parts.heading(1, "决算情况说明", writer.say(titles[1])))
    blocks += _accounts(writer, truth)
    blocks.append(parts.heading(1, "绩效自评情况" if "自评" in titles[2] else "绩效情况", titles[2]))
    blocks += _performance(writer, truth)
    blocks.append(parts.heading(1, "名词解释", "名词解释"))
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"), base=1)
    for name, meaning in rng.sample(GLOSSARY, rng.randint(3, 6)):
        run_in = outline.run_in(1, None, name, optional=True)
        blocks.append(Paragraph(run_in + "：" + meaning + "。"))
    return blocks


def _left_open(line: Rich) -> Rich:
    """A line of the contents: what it says is said again where it counts."""
    return Rich(line.text, tuple(Mark(m.kind, m.start, m.end, {**m.data, "optional": True}) for m in line.marks))


def _inner(writer: Writer) -> Outline:
    return Outline(writer, ("han", "paren", "dot", "paren-digit"), base=1)


def _overview(writer: Writer, truth: Truth) -> list[Block]:
    say, rng, outline = writer.say, writer.rng, _inner(writer)
    duties = [say(writer.text("sentences", kind="duty", sector=truth.unit.sector)) for _ in range(rng.randint(3, 5))]
    blocks: list[Block] = [
        outline.heading(1, "职能职责"),
        Paragraph(join("；", duties) + "。"),
        outline.heading(1, "机构设置"),
    ]
    units = Decimal(1 + len(truth.unit.branches))
    if truth.unit.branches:
        counted_as = "独立核算单位"
        template = "纳入{@Y年度}部门决算编报范围的独立核算单位共{n}，包括局机关本级和{names}。"
    else:
        template, counted_as = rng.choice(
            [
                ("{unit}内设{names}等科室，部门决算单位构成仅为本级，共{n}。", "部门决算单位构成"),
                ("{me}下设{names}，无下属独立核算单位，纳入决算编报范围的单位共{n}。", "纳入决算编报范围的单位"),
            ]
        )
    names = "、".join(truth.unit.branches or truth.unit.offices)
    people = rng.choice(
        ["核定编制{quota}，年末在职人员{actual}，离退休人员{retired}。", "年末实有人数{actual}，编制数{quota}。"]
    )
    counted = say(template, n=writer.claimed(counted_as, units, "家" if units > 1 else "个"), names=names)
    retired = writer.claimed("离退休人员", Decimal(truth.staff.retired), "人", text=str(truth.staff.retired))
    blocks.append(Paragraph(counted + staff_in_prose(writer, truth, people, retired=retired)))
    return blocks


def _changed(writer: Writer, truth: Truth, now: Money, before: Decimal, key: str) -> tuple[Rich, Rich, Rich, str]:
    """An amount, its difference to last year and its growth, and the word for the direction."""
    claims: list = []  # type: ignore[type-arg]
    printed = writer.money_in_prose(now, claims)
    growth = truth.shown.get(f"growth@{key}", percent(now.value, before) - 100)
    up = growth >= 0
    unit = writer.style.money_unit
    claims[0]["change"] = {
        "kind": "较上年",
        "direction": "up" if up else "down",
        "value": float(abs(growth)),
        "unit": writer.style.percent_sign,
    }
    difference = abs(now.value - before) * (10000 if unit == "元" else 1)
    text = format(difference, ".2f") if writer.style.two_decimals else None
    step = writer.claimed(f"?{now.raw or now.item}", difference, unit, text=text, tag=f"difference@{key}")
    rate = writer.claimed("-", abs(growth), "%", tag=f"growth@{key}")
    return printed, step, rate, "增加/增长" if up else "减少/下降"


def _share(writer: Writer, truth: Truth, name: str, part: Decimal, whole: Decimal) -> Rich:
    value = truth.shown.get(f"share@{name}", percent(part, whole))
    return writer.claimed(f"{name}占比", value, "%", tag=f"share@{name}")


def _both_totals(printed: Rich) -> Rich:
    """One amount that is the total of income and of expenditure: whether it makes one fact or two, gold leaves open."""
    own = next(mark for mark in printed.marks if mark.kind == "finance")
    other = {**own.data, "item": "支出总计", "raw_item": "支总计", "optional": True}
    return Rich(printed.text, (*printed.marks, Mark("finance", own.start, own.end, other)))


def _accounts(writer: Writer, truth: Truth) -> list[Block]:
    say, rng, outline, a = writer.say, writer.rng, _inner(writer), truth.accounts
    m = teller(truth)
    blocks: list[Block] = [outline.heading(1, "收支情况", "收入支出决算总体情况说明")]
    last = a.of("支出合计", "上年决算数") * Decimal("1.01")
    last = last.quantize(Decimal("0.01"), ROUND_HALF_UP)
    now, step, rate, words = _changed(writer, truth, m("收入合计", raw="收入总计"), last, "总计")
    more, grown = words.split("/")
    told = rng.choice([
        "{@Y年度}收入总计{now}，支出总计{same}。与{@Y-1年度}相比，收、支总计各" + more + "{step}，" + grown + "{rate}。",
        "{@Y年}收、支总计均为{now}，比上年" + more + "{step}，" + grown + "{rate}，主要是<项目安排变化/人员经费调整/上级任务变化>。",
    ])  # fmt: skip
    if "均为" in told:
        now = _both_totals(now)
    blocks.append(Paragraph(say(told, now=now, step=step, rate=rate, same=Money("支出总计", a.of("收入合计"), "决算数", truth.year, None, "文", "支出总计"))))  # fmt: skip
    if writer.chance(0.6):
        blocks.append(_summary_table(writer, truth))
    income = a.of("本年收入合计")
    blocks.append(outline.heading(1, "收入情况", "收入决算情况说明"))
    sources = [
        (n, a.of(i, "收入"), i)
        for n, i in (
            ("一般公共预算财政拨款收入", "一般公共预算拨款"),
            ("政府性基金预算财政拨款收入", "政府性基金预算拨款"),
            ("纳入专户管理的非税收入", "纳入专户管理的非税收入拨款"),
            ("其他收入", "其他收入"),
        )
        if a.of(i, "收入")
    ]
    listed = join("；", (
        Rich(n) + writer.money_in_prose(Money(i, v, "决算数", truth.year, None, "文", n), []) + "，占" + _share(writer, truth, n, v, income) for n, v, i in sources))  # fmt: skip
    blocks.append(Paragraph(say("本年收入合计{income}，其中：{listed}。", income=m("本年收入合计"), listed=listed)))
    blocks.append(outline.heading(1, "支出和结余情况", "支出决算情况说明"))
    total, basic, project = a.of("支出合计"), a.of("基本支出"), a.of("项目支出")
    spent = say(
        "本年支出合计{total}，其中：基本支出{basic}，占{s1}；项目支出{project}，占{s2}。",
        total=m("支出合计", raw="本年支出合计"), basic=m("基本支出"), project=m("项目支出"),
        s1=_share(writer, truth, "基本支出", basic, total), s2=_share(writer, truth, "项目支出", project, total))  # fmt: skip
    if a.of("年末结转结余"):
        spent = spent + say("年末结转和结余{left}。", left=m("年末结转结余", raw="年末结转和结余"))
    blocks.append(Paragraph(spent))
    blocks.append(outline.heading(1, "一般公共预算支出", "一般公共预算财政拨款支出决算情况说明"))
    blocks += _by_function(writer, truth, outline, total - a.of("政府性基金预算拨款", "收入"))
    blocks.append(outline.heading(1, "基本支出", "一般公共预算财政拨款基本支出决算情况说明"))
    blocks.append(Paragraph(say(
        "基本支出{basic}，其中：人员经费{people}，主要包括工资福利支出{wages}、对个人和家庭的补助{family}；公用经费{public}，主要包括办公费、差旅费、劳务费等。",
        basic=m("基本支出"), people=m("人员支出", raw="人员经费"), wages=m("工资福利支出"), family=m("对个人和家庭的补助"), public=m("公用支出", raw="公用经费"))))  # fmt: skip
    blocks.append(outline.heading(1, "三公经费", "“三公”经费财政拨款支出决算情况说明"))
    blocks += _guests(writer, truth, outline)
    if truth.unit.kind == "行政":
        blocks.append(outline.heading(1, "机关运行经费"))
        running = a.of("公用支出")
        now, step, rate, words = _changed(
            writer,
            truth,
            Money("机关运行经费", running, "决算数", truth.year, None, "文", "机关运行经费支出"),
            a.of("公用支出", "上年决算数"),
            "机关运行经费",
        )
        more, grown = words.split("/")
        blocks.append(
            Paragraph(
                say(
                    "机关运行经费支出{now}，比上年" + more + "{step}，" + grown + "{rate}。",
                    now=now,
                    step=step,
                    rate=rate,
                )
            )
        )
    blocks.append(outline.heading(1, "政府采购"))
    bought = a.of("政府采购金额")
    goods = (bought * Decimal("0.35")).quantize(Decimal("0.01"))
    works = (bought * Decimal("0.4")).quantize(Decimal("0.01"))
    small = (bought * Decimal("0.9")).quantize(Decimal("0.01"))
    parts = {"政府采购货物支出": goods, "政府采购工程支出": works, "政府采购服务支出": bought - goods - works}
    listed = join(
        "、",
        (
            Rich(n) + writer.money_in_prose(Money(n, v, "决算数", truth.year, None, "文", n), [])
            for n, v in parts.items()
        ),
    )
    blocks.append(Paragraph(say(
        "{@Y年度}政府采购支出总额{bought}，其中：{listed}。授予中小企业合同金额{small}，占政府采购支出总额的{share}。",
        bought=m("政府采购金额", raw="政府采购支出总额"), listed=listed, small=Money("授予中小企业合同金额", small, "决算数", truth.year, None, "文", "授予中小企业合同金额"),
        share=_share(writer, truth, "授予中小企业合同金额", small, bought))))  # fmt: skip
    blocks.append(outline.heading(1, "资产管理"))
    cars = rng.randint(2, 16)
    blocks.append(Paragraph(say(
        "截至{@Y年12月31日}，{me}共有车辆{cars}，其中应急保障用车{a}、其他用车{b}；单价{-|50|万元|ge:~以上}通用设备{单价50万元以上通用设备|0-6|台（套）|exact}。",
        cars=writer.claimed("车辆", Decimal(cars), "辆"), a=writer.claimed("应急保障用车", Decimal(cars // 2), "辆", text=str(cars // 2)),
        b=writer.claimed("其他用车", Decimal(cars - cars // 2), "辆"))))  # fmt: skip
    return blocks


def _summary_table(writer: Writer, truth: Truth) -> Table:
    """收入支出决算总表 on four columns: income left, expenditure right."""
    a, y = truth.accounts, truth.year
    left = [
        ("一、一般公共预算财政拨款收入", "一般公共预算拨款"),
        ("二、政府性基金预算财政拨款收入", "政府性基金预算拨款"),
        ("三、纳入专户管理的非税收入", "纳入专户管理的非税收入拨款"),
        ("四、其他收入", "其他收入"),
    ]
    right = [("一、基本支出", "基本支出"), ("二、项目支出", "项目支出")]

    def cell(item: str, value: Decimal, label: str) -> Cell:
        name = label.split("、")[-1]
        return Cell(writer.number(Money(item, value, "决算数", y, None, "总表", name)), align="right")

    unit = writer.style.money_unit
    rows: list[tuple[Cell, ...]] = [
        (head_cell(writer, "收入", 1, 2), head_cell(writer, "支出", 1, 2)),
        (
            head_cell(writer, "项目"),
            head_cell(writer, f"决算数（{unit}）"),
            head_cell(writer, "项目"),
            head_cell(writer, f"决算数（{unit}）"),
        ),
    ]
    for n, (label, item) in enumerate(left):
        cells = [Cell(Rich(label)), cell(item, a.of(item, "收入"), label)]
        if n < len(right):
            cells += [Cell(Rich(right[n][0])), cell(right[n][1], a.of(right[n][1]), right[n][0])]
        else:
            cells += [Cell(), Cell()]
        rows.append(tuple(cells))
    spend, income = a.of("支出合计"), a.of("本年收入合计")
    rows += [
        (
            Cell(Rich("本年收入合计")),
            cell("本年收入合计", income, "本年收入合计"),
            Cell(Rich("本年支出合计")),
            cell("支出合计", spend, "本年支出合计"),
        ),
        (
            Cell(Rich("年初结转和结余")),
            cell("上年结转", a.of("上年结转", "收入"), "年初结转和结余"),
            Cell(Rich("年末结转和结余")),
            cell("年末结转结余", a.of("年末结转结余"), "年末结转和结余"),
        ),
        (
            Cell(Rich("总计")),
            cell("收入合计", a.of("收入合计"), "总计"),
            Cell(Rich("总计")),
            cell("支出总计", a.of("收入合计"), "总计"),
        ),
    ]
    return Table(tuple(rows), (3, 2, 3, 2), 2)


def _by_function(writer: Writer, truth: Truth, outline: Outline, total: Decimal) -> list[Block]:
    """Expenditure by function, shares adding up to a hundred."""
    main = MAIN_FUNCTION[truth.unit.sector]
    others = [f for f in FUNCTIONS if f != main]
    amounts: dict[str, Decimal] = {}
    for name, portion in zip(others, ("0.06", "0.03", "0.04"), strict=False):
        amounts[name] = (total * Decimal(portion)).quantize(Decimal("0.01"))
    amounts = {main: total - sum(amounts.values(), Decimal(0)), **amounts}
    money = Money("一般公共预算支出", total, "决算数", truth.year, None, "文", "一般公共预算财政拨款支出")
    share = _share(writer, truth, "一般公共预算财政拨款支出", total, truth.accounts.of("支出合计"))
    listed = join("；", (
        Rich(n) + writer.money_in_prose(Money(n, v, "决算数", truth.year, None, "文", n), []) + "，占" + _share(writer, truth, n, v, total) for n, v in amounts.items()))  # fmt: skip
    return [
        outline.heading(2, None, "总体情况"),
        Paragraph(writer.say("一般公共预算财政拨款支出{money}，占本年支出合计的{share}。", money=money, share=share)),
        outline.heading(2, None, "结构情况"),
        Paragraph(writer.say("主要用于以下方面：{listed}。", listed=listed)),
    ]


def _guests(writer: Writer, truth: Truth, outline: Outline) -> list[Block]:
    a, say = truth.accounts, writer.say
    m = teller(truth)
    spent, budget = a.of("三公经费"), a.of("三公经费", "预算数")
    if not spent:
        return [
            Paragraph(
                say(
                    "{@Y年度}“三公”经费支出{zero}，<未发生相关支出/与上年持平>。",
                    zero=m("三公经费", raw="“三公”经费支出"),
                )
            )
        ]
    blocks: list[Block] = [Paragraph(say(
        "{@Y年度}“三公”经费支出决算为{spent}，完成预算{budget}的{rate}，<决算数小于预算数的主要原因是从严控制接待标准/主要是落实过紧日子要求>。",
        spent=m("三公经费", raw="“三公”经费支出决算"), budget=Money("三公经费", budget, "预算数", truth.year, None, "文", "预算"),
        rate=writer.claimed("“三公”经费预算完成率", truth.shown.get("rate@三公", percent(spent, budget)), "%", tag="rate@三公")))]  # fmt: skip
    for item, tail in (
        ("因公出国（境）费", "全年未安排出国（境）团组" if not a.of("因公出国（境）费") else "用于参加业务考察"),
        ("公务用车购置及运行维护费", "其中公务用车购置支出{buy}，公务用车运行维护费支出{run}"),
        (
            "公务接待费",
            "共接待国内来访{接待国内来访|6-90|批次}、来访人员{来访人员|60-900|人次}（不含陪同人员）"
            if a.of("公务接待费")
            else "全年无公务接待",
        ),
    ):
        head = outline.run_in(3, "三公经费", item + "支出", optional=True, form=3)
        blocks.append(Paragraph(head + say(
            "{money}，占{share}。" + tail + "。", money=m(item, raw=item + "支出"), share=_share(writer, truth, item, a.of(item), spent),
            buy=m("公务用车购置费", raw="公务用车购置支出"), run=m("公务用车运行维护费", raw="公务用车运行维护费支出"))))  # fmt: skip
    return blocks


def _project_score(writer: Writer, score: Decimal) -> Rich:
    return field("自评得分", writer.claimed("自评得分", score, "分"), number_json(score), optional=True)


def _performance(writer: Writer, truth: Truth) -> list[Block]:
    say, rng, outline = writer.say, writer.rng, _inner(writer)
    blocks: list[Block] = [outline.heading(1, "自评工作开展情况")]
    count = rng.randint(4, 16)
    good = max(1, count * 2 // 3)
    fair = (count - good) // 2 + (count - good) % 2
    poor = count - good - fair
    money = truth.accounts.of("项目支出", "全年预算数")
    blocks.append(Paragraph(say(
        "按照预算绩效管理要求，对{@Y年度}纳入部门预算的{count}项目开展绩效自评，涉及资金{money}，自评覆盖率{hundred}。",
        count=writer.claimed("开展绩效自评的项目", Decimal(count), "个", tag="graded-total"), money=Money("项目支出", money, None, truth.year, None, "自评", "涉及资金", None, "涉及资金"),
        hundred=writer.claimed("自评覆盖率", Decimal(100), "%"),
    ) + say("其中评价等级为“优”的{a}，“良”的{b}，“中”的{c}。" if poor else "其中评价等级为“优”的{a}，“良”的{b}。",
            a=writer.claimed("评价等级为“优”的项目", Decimal(good) + truth.shown.get("graded-off", Decimal(0)), "个", tag="graded-good"),
            b=writer.claimed("评价等级为“良”的项目", Decimal(fair), "个", tag="graded-fair"), c=writer.claimed("评价等级为“中”的项目", Decimal(poor), "个", tag="graded-poor"))))  # fmt: skip
    blocks.append(outline.heading(1, "自评结论", rng.choice(["重点项目自评结果", "部门绩效自评结果"])))
    events = [i for i in truth.indicators if i.verb and i.actual.number is not None]
    project = truth.projects[0]
    blocks.append(Paragraph(say(
        "{name}项目自评得分{score}。全年预算数{full}，执行数{spent}，完成预算的{rate}。", name=project.name,
        score=_project_score(writer, Decimal(rng.randint(880, 995)) / 10),
        full=Money("年度资金总额", project.full.total, "全年预算数", truth.year, None, "文", "全年预算数", project.name),
        spent=Money("年度资金总额", project.spent.total, "全年执行数", truth.year, None, "文", "执行数", project.name),
        rate=writer.claimed("预算执行率", truth.shown.get(f"{project.name}:rate@文", project.rate), "%", tag=f"{project.name}:rate@文"))
        + rng.choice(["主要产出和效果：", ""]) + hard_sentence(writer) + join("", (achievement(writer, truth, i) for i in events))))  # fmt: skip
    blocks += [headed(outline, writer, 2, "issue") for _ in range(rng.randint(1, 2))]
    blocks += [headed(outline, writer, 2, "improve")]
    if writer.chance(0.4):
        blocks.append(project_table(writer, truth, project))
    return blocks
