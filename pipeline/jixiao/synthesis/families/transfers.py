"""F10, F12 and F13: Chongqing's narrow table, ex-ante targets, and regional self-evaluation of transfer payments."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table, row
from jixiao.synthesis.families.forms import pick_goals
from jixiao.synthesis.families.shared import reweighted
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievement,
    cost_fact,
    field,
    filled_by,
    grouped,
    hard_sentence,
    head_cell,
    headed,
    indicator_cells,
    teller,
    title,
    total_cells,
    value_text,
)
from jixiao.synthesis.printing import number_json, plain
from jixiao.synthesis.rich import Mark, Rich, join
from jixiao.synthesis.truth import Indicator, Truth, percent
from jixiao.synthesis.writer import Money, Writer

SIGNS = {"ge": "≥", "le": "≤", "exact": "＝", "gt": "＞"}


def chongqing(writer: Writer, truth: Truth) -> list[Block]:
    """Prose, then a table whose operator and unit are columns of their own."""
    say, rng = writer.say, writer.rng
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    blocks: list[Block] = [Paragraph(title(writer, truth, "{unit}{@Y年度}部门整体绩效自评报告"), "title")]
    blocks += [outline.heading(1, "基本情况", "部门基本情况")]
    duties = [say(writer.text("sentences", kind="duty", sector=truth.unit.sector)) for _ in range(3)]
    blocks.append(Paragraph(join("；", duties) + "。"))
    blocks += [outline.heading(1, "预算执行", "预算执行情况")]
    m = teller(truth)
    a = truth.accounts
    rate = percent(a.of("年度资金总额"), a.of("年度资金总额", "全年预算数"))
    blocks.append(Paragraph(say(
        "{@Y年}年初预算数{start}，全年（调整）预算数{full}，全年执行数{spent}，执行率{rate}。", start=m("年度资金总额", "年初预算数", "年初预算数"),
        full=m("年度资金总额", "全年预算数", "全年（调整）预算数"), spent=Money("年度资金总额", a.of("年度资金总额"), "全年执行数", truth.year, None, "文", "全年执行数"),
        rate=writer.claimed("预算执行率", truth.shown.get("rate@文", rate), "%", tag="rate@文"))))  # fmt: skip
    blocks += [outline.heading(1, "绩效目标完成情况", "绩效目标完成情况")]
    blocks += [
        Paragraph(achievement(writer, truth, i)) for i in truth.indicators if i.verb and i.actual.number is not None
    ]
    blocks += [
        outline.heading(1, "存在问题"),
        headed(outline, writer, 2, "issue"),
        outline.heading(1, "改进措施"),
        headed(outline, writer, 2, "improve"),
    ]
    blocks += [
        PageBreak(),
        Paragraph(title(writer, truth, "{@Y年度}部门整体绩效自评表", "整体支出绩效自评表", annexed=True), "title"),
        _narrow(writer, truth),
        filled_by(writer, truth, rng.random() < 0.3),
    ]
    return blocks


def _bare(item: Indicator, which: str) -> Rich:
    value = item.target if which == "target" else item.actual
    if value.number is None:
        return Rich(value.words)
    return Rich(plain(value.number))


def _narrow(writer: Writer, truth: Truth) -> Table:
    table = "部门整体绩效自评表"
    items = tuple(i for i in truth.indicators if not i.target.words.startswith("{"))
    rows = reweighted(items, {"产出指标": 60, "效益指标": 30, "满意度指标": 10})
    lines: list[tuple[Cell, ...]] = [
        (Cell(Rich("部门名称")), Cell(field("部门名称", truth.unit.name), 1, 7)),
        tuple(head_cell(writer, t) for t in ("指标名称", "计量单位", "指标性质", "年度指标值", "全年完成值", "指标权重", "指标得分", "偏差说明")),
    ]  # fmt: skip
    score = sum((r.score for r in rows), Decimal(0))
    for item in rows:
        target, actual = _bare(item, "target"), _bare(item, "actual")
        if item.target.number is not None and item.actual.number is None:
            actual = Rich(item.actual.words)
        if item.level2 == "成本指标" and item.target.unit == "万元":
            target = cost_fact(writer, item, target, "预算数")
            actual = cost_fact(writer, item, actual, "全年执行数") if item.actual.number is not None else actual
        sign = SIGNS[item.target.bound] if item.target.number is not None else "定性"
        data = {
            "table": table, "level1": None, "level2": None, "level3": item.name, "canonical": item.canonical, "target": target.text,
            "actual": actual.text, "weight": number_json(item.weight), "score": number_json(item.score), "note": item.note or None,
        }  # fmt: skip
        name = Rich(item.name).marked("indicator", **data).marked("tag", name=f"{item.key}.name")
        lines.append(row(
            name, item.target.unit, sign, target.marked("tag", name=f"{item.key}.target"), actual.marked("tag", name=f"{item.key}.actual"),
            Rich(plain(item.weight)).marked("tag", name=f"{item.key}.weight"), Rich(plain(item.score)).marked("tag", name=f"{item.key}.score"), item.note))  # fmt: skip
    label, hundred, points = total_cells(truth, table, "自评表", "总分", score)
    lines.append((Cell(label, 1, 5), Cell(hundred), Cell(points), Cell()))
    return Table(tuple(lines), (2.6, 1, 1, 1.2, 1.2, 1, 1, 2), 2)


def targets_form(writer: Writer, truth: Truth) -> list[Block]:
    """F12: what is meant to be done: targets without actuals and scores."""
    rng = writer.rng
    blocks: list[Block] = []
    for n, project in enumerate(truth.projects[: rng.choice([1, 2, 2])]):
        if n:
            blocks.append(PageBreak())
        blocks.append(
            Paragraph(
                title(
                    writer,
                    truth,
                    rng.choice(["{@Y年度}项目支出绩效目标申报表", "项目支出绩效目标表\n（{@Y年度}）"]),
                    "绩效目标",
                ),
                "title",
            )
        )
        table, unit = "绩效目标申报表", writer.style.money_unit
        rows: list[tuple[Cell, ...]] = [
            (Cell(Rich("项目名称")), Cell(field("项目名称", project.name), 1, 4)),
            (Cell(Rich("主管部门")), Cell(field("主管部门", truth.unit.name), 1, 2), Cell(Rich("实施单位")), Cell(field("实施单位", truth.unit.name))),
        ]  # fmt: skip
        place = f"申报表:{project.name}"
        for k, (name, item, value) in enumerate((
            ("年度资金总额：", "年度资金总额", project.initial.total), ("其中：财政拨款", "当年财政拨款", project.initial.appropriation), ("其他资金", "其他资金", project.initial.other + project.initial.carried),
        )):  # fmt: skip
            lead = (Cell(Rich(f"项目资金\n（{unit}）"), 3),) if k == 0 else ()
            amount = writer.number(
                Money(
                    item,
                    value,
                    "年初预算数",
                    truth.year,
                    None,
                    place,
                    name.replace("其中：", "").rstrip("："),
                    project.name,
                )
            )
            amount = Rich(amount.text, tuple(_without_measure(m) for m in amount.marks))
            rows.append((*lead, Cell(Rich(name), 1, 2), Cell(amount, 1, 2)))
        goals, _ = pick_goals(writer, truth)
        rows.append(
            (Cell(Rich("年度目标")), Cell(field("年度总体目标", _as_target(goals), goals.text, optional=True), 1, 4))
        )
        rows.append(
            (
                Cell(Rich("绩效指标"), len(truth.indicators) + 1),
                *(head_cell(writer, t) for t in ("一级指标", "二级指标", "三级指标", "指标值")),
            )
        )
        for level1, seconds in grouped(truth.indicators):
            first = True
            for level2, items in seconds:
                for j, own in enumerate(items):
                    lead = (Cell(Rich(level1), sum(len(i) for _, i in seconds)),) if first else ()
                    first = False
                    second = (Cell(Rich(level2), len(items)),) if j == 0 else ()
                    aim = value_text(writer, own.target)
                    if own.level2 == "成本指标" and own.target.unit == "万元":
                        aim = cost_fact(writer, own, aim, "预算数")
                    data = {"table": table, "level1": level1, "level2": level2, "level3": own.name, "canonical": own.canonical, "target": aim.text,
                            "actual": None, "weight": None, "score": None, "note": None}  # fmt: skip
                    rows.append((*lead, *second, Cell(Rich(own.name).marked("indicator", **data)), Cell(aim)))
        blocks += [Table(tuple(rows), (1.2, 1.3, 1.5, 2.6, 1.6)), filled_by(writer, truth, False)]
    return blocks


def _without_measure(mark: Mark) -> Mark:
    """The form prints no measure, so gold has none."""
    return replace(mark, data={**mark.data, "measure": None}) if mark.kind == "finance" else mark


def _as_target(text: Rich) -> Rich:
    return Rich(
        text.text, tuple(replace(m, data={**m.data, "role": "target"}) if m.kind == "claim" else m for m in text.marks)
    )


def transfer_payments(writer: Writer, truth: Truth) -> list[Block]:
    """F13: a region's self-evaluation of a transfer payment: money of the centre, the province and the places, six decimals."""
    say, rng = writer.say, writer.rng
    project = truth.projects[0]
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    total = project.full.total + Decimal(rng.randint(1, 999999)) / 1000000
    centre = (total * Decimal(rng.randint(50, 70)) / 100).quantize(Decimal("0.000001"))
    province = (total * Decimal(rng.randint(10, 20)) / 100).quantize(Decimal("0.000001"))
    local = total - centre - province
    spent = (total * Decimal(rng.randint(880, 1000)) / 1000).quantize(Decimal("0.000001"))
    rate = percent(spent, total)
    blocks: list[Block] = [
        Paragraph(title(writer, truth, "{county}{@Y年度}" + project.name + "转移支付区域绩效自评报告"), "title")
    ]
    blocks += [outline.heading(1, "绩效目标", "绩效目标分解下达情况")]

    def money(item: str, value: Decimal, raw: str, measure: str = "全年预算数") -> Rich:
        return _exact_money(writer, Money(item, value, measure, truth.year, None, "文", raw, project.name))

    blocks.append(Paragraph(say(
        "{@Y年}，上级下达{county}" + project.name + "资金{centre}（中央）、{province}（省级），{level}级配套{local}，合计{total}。",
        centre=money("中央资金", centre, "中央资金"), province=money("省级资金", province, "省级资金"), local=money("县级资金", local, "配套资金"), total=money("年度资金总额", total, "合计"))))  # fmt: skip
    blocks += [
        outline.heading(1, "绩效目标完成情况", "绩效目标完成情况分析"),
        outline.heading(2, "资金到位情况", "资金投入情况分析"),
    ]
    blocks.append(Paragraph(say("项目资金到位{got}，执行{spent}，执行率{rate}。", got=money("到位资金", total, "项目资金到位", "决算数"), spent=money("年度资金总额", spent, "执行", "全年执行数"),
                                rate=writer.claimed("预算执行率", rate, "%", tag="rate@转移"))))  # fmt: skip
    blocks += [
        outline.heading(2, "资金管理情况", "资金管理情况分析"),
        Paragraph(say(writer.text("sentences", kind="fund"))),
    ]
    blocks += [outline.heading(2, "绩效目标完成情况", "总体绩效目标完成情况分析")]
    events = [i for i in truth.indicators if i.verb and i.actual.number is not None]
    blocks.append(
        Paragraph(
            join("", (achievement(writer, truth, i) for i in events))
            if events
            else say(writer.text("sentences", kind="effec"))
        )
    )
    blocks += [
        outline.heading(2, "绩效目标完成情况", "绩效指标完成情况分析"),
        Paragraph(say(writer.text("sentences", kind="effec")) + hard_sentence(writer)),
    ]
    blocks += [
        outline.heading(1, "存在问题和改进措施", "偏离绩效目标的原因和下一步改进措施"),
        headed(outline, writer, 2, "issue"),
    ]
    blocks += [
        outline.heading(1, "结果应用和公开情况", "绩效自评结果拟应用和公开情况"),
        Paragraph(say(writer.text("sentences", kind="apply"))),
    ]
    blocks += [
        outline.heading(1, "其他说明", "其他需要说明的问题"),
        Paragraph(say(writer.text("sentences", kind="other"))),
        PageBreak(),
    ]
    blocks += [
        Paragraph(
            title(writer, truth, "转移支付区域（项目）绩效自评表\n（{@Y年度}）", "项目支出绩效自评表", annexed=True),
            "title",
        )
    ]
    table, unit = "转移支付区域绩效自评表", "万元"
    rows: list[tuple[Cell, ...]] = [
        (Cell(Rich("项目名称")), Cell(field("项目名称", project.name), 1, 7)),
        (Cell(Rich("主管部门")), Cell(field("主管部门", truth.unit.name), 1, 3), Cell(Rich("实施单位")), Cell(field("实施单位", truth.unit.name), 1, 3)),
        (Cell(Rich(f"资金投入情况\n（{unit}）"), 5), Cell(Rich(), 1, 2), head_cell(writer, "全年预算数（A）", 1, 2), head_cell(writer, "全年执行数（B）", 1, 2), head_cell(writer, "执行率（B/A）")),
    ]  # fmt: skip
    parts = [
        ("年度资金总额", "年度资金总额", total, spent),
        ("其中：中央补助", "中央资金", centre, spent - province - local),
        ("省级资金", "省级资金", province, province),
        ("地方资金", "县级资金", local, local),
    ]
    for name, item, full, used in parts:
        shown = [
            _exact_number(
                writer, Money(item, v, measure, truth.year, None, "转移表", name.replace("其中：", ""), project.name)
            )
            for v, measure in ((full, "全年预算数"), (used, "全年执行数"))
        ]
        first = Rich(name)
        if item == "年度资金总额":
            data = {"table": table, "level1": f"资金投入情况（{unit}）", "level2": None, "level3": name, "canonical": "预算执行率", "target": shown[0].text, "actual": shown[1].text,
                    "weight": None, "score": None, "note": None}  # fmt: skip
            first = first.marked("indicator", **data)
        rows.append(
            (
                Cell(first, 1, 2),
                Cell(shown[0], 1, 2),
                Cell(shown[1], 1, 2),
                Cell(writer.claimed("-", percent(used, full), "%")),
            )
        )
    rows.append(
        (
            Cell(Rich("绩效指标"), len(truth.indicators) + 1),
            *(head_cell(writer, t) for t in ("一级指标", "二级指标")),
            head_cell(writer, "三级指标", 1, 2),
            head_cell(writer, "指标值"),
            head_cell(writer, "全年实际完成值"),
            head_cell(writer, "未完成原因和改进措施"),
        )
    )
    for level1, seconds in grouped(truth.indicators):
        first_row = True
        for level2, items in seconds:
            for j, own in enumerate(items):
                lead = (Cell(Rich(level1), sum(len(i) for _, i in seconds)),) if first_row else ()
                first_row = False
                second = (Cell(Rich(level2), len(items)),) if j == 0 else ()
                name_cell, target, actual, _, _, reason = indicator_cells(
                    writer, truth, own, table, level1, level2, with_scores=False
                )
                rows.append((*lead, *second, Cell(name_cell, 1, 2), Cell(target), Cell(actual), Cell(reason)))
    blocks += [Table(tuple(rows), (1.2, 1, 1.2, 1.2, 1.2, 1.3, 1.3, 1.8)), filled_by(writer, truth, False)]
    return blocks


def _exact_number(writer: Writer, money: Money) -> Rich:
    data = {"item": money.item, "raw_item": money.raw or money.item, "measure": money.measure, "year": money.year, "entity": None,
            "value": number_json(money.value), "unit": "万元", "source": "table"}  # fmt: skip
    return Rich(plain(money.value)).marked("finance", **data).marked("tag", name=money.key)


def _exact_money(writer: Writer, money: Money) -> Rich:
    number = _exact_number(writer, money)
    marks = tuple(_narrative(m) for m in number.marks)
    subject = money.raw or money.item
    role = "plan" if money.measure == "全年预算数" else "actual"
    whole = writer.claimed(subject, money.value, "万元", role=role, text=plain(money.value))
    return Rich(whole.text, (*whole.marks, *marks))


def _narrative(mark: Mark) -> Mark:
    return replace(mark, data={**mark.data, "source": "narrative"}) if mark.kind == "finance" else mark
