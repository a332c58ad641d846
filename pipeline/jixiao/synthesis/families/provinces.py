"""F6 to F9: the reports of Hubei, Sichuan, Yunnan and Guangdong, each with its own order of parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table
from jixiao.synthesis.families.final_accounts import final_accounts
from jixiao.synthesis.families.four_budgets import project_table
from jixiao.synthesis.indicators import attained
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievement,
    achievements,
    annex_title,
    day_field,
    dialled,
    field,
    filled_by,
    grouped,
    hard_sentence,
    head_cell,
    headed,
    indicator_cells,
    money_of,
    staff_in_prose,
    teller,
    title,
    total_cells,
)
from jixiao.synthesis.printing import number_json
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Indicator, Truth, grade_of, percent
from jixiao.synthesis.writer import Money, Writer


def reweighted(indicators: tuple[Indicator, ...], shares: dict[str, int]) -> tuple[Indicator, ...]:
    """The same rows with other points for the first levels; weights whole, scores in proportion."""
    result: list[Indicator] = []
    for level1, points in shares.items():
        own = [i for i in indicators if i.level1 == level1]
        base, over = divmod(points, max(1, len(own)))
        for n, item in enumerate(own):
            weight = Decimal(base + (1 if n < over else 0))
            score = (
                weight
                if attained(item)
                else (item.score / item.weight * weight).quantize(Decimal("0.01"), ROUND_HALF_UP)
            )
            result.append(replace(item, weight=weight, score=score))
    return tuple(result)


def _paragraphs(writer: Writer, *kinds: str) -> list[Block]:
    return [Paragraph(writer.say(writer.text("sentences", kind=kind))) for kind in kinds]


def _duties(writer: Writer, truth: Truth) -> Rich:
    found = [
        writer.say(writer.text("sentences", kind="duty", sector=truth.unit.sector))
        for _ in range(writer.rng.randint(3, 5))
    ]
    return join("；", found) + "。"


def _grade(writer: Writer, truth: Truth, score: Decimal) -> Rich:
    grade = truth.switches.get("grade", grade_of(score))
    return field("评价等次", grade, grade).marked("tag", name="grade")


def _score(writer: Writer, score: Decimal, tag: str = "total@文") -> Rich:
    return field("自评得分", writer.claimed("自评得分", score, "分"), number_json(score)).marked("tag", name=tag)


# ---- F6 Hubei


def hubei(writer: Writer, truth: Truth) -> list[Block]:
    """自评结论 first, then 佐证材料, then the table with 20 points for execution."""
    say, rng = writer.say, writer.rng
    rows = reweighted(truth.indicators, {"产出指标": 40, "效益指标": 30, "满意度指标": 10})
    a = truth.accounts
    rate = percent(a.of("年度资金总额"), a.of("年度资金总额", "全年预算数"))
    execution = (min(Decimal(100), rate) / 5).quantize(Decimal("0.01"), ROUND_HALF_UP)
    score = execution + sum((r.score for r in rows), Decimal(0))
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    blocks: list[Block] = [
        Paragraph(
            title(writer, truth, rng.choice(["{@Y年度}{unit}整体绩效自评结果", "{@Y年度}{unit}整体支出绩效自评报告"])),
            "title",
        )
    ]
    blocks += [
        outline.heading(1, "自评结论", "自评结论"),
        outline.heading(2, "自评得分", rng.choice(["自评得分", "部门整体绩效自评得分"])),
    ]
    blocks.append(
        Paragraph(
            say(
                rng.choice(
                    [
                        "经综合评定，{@Y年度}{me}整体绩效自评得分为{s}。",
                        "自评得分{s}。",
                        "{unit}{@Y年度}整体支出自评得分{s}，等级为“{g}”。",
                    ]
                ),
                s=_score(writer, score),
                g=_grade(writer, truth, score),
            )
        )
    )
    blocks += [outline.heading(2, "绩效目标完成情况", "绩效目标完成情况"), outline.heading(3, "预算执行", "执行率情况")]
    m = teller(truth)
    blocks.append(Paragraph(say("{@Y年度}预算资金{full}，实际执行{spent}，执行率{rate}。", full=m("年度资金总额", "全年预算数", "预算资金"),
                                spent=Money("年度资金总额", a.of("年度资金总额"), "全年执行数", truth.year, None, "文", "实际执行"), rate=writer.claimed("预算执行率", truth.shown.get("rate@文", rate), "%", tag="rate@文"))))  # fmt: skip
    blocks.append(outline.heading(3, "完成的绩效目标", "完成的绩效目标"))
    events = [i for i in rows if i.verb and i.actual.number is not None]
    good = [i for i in events if attained(i)]
    blocks.append(
        Paragraph(join("", (achievement(writer, truth, i) for i in good)) if good else say("主要指标均按计划推进。"))
    )
    blocks.append(outline.heading(3, "未完成的绩效目标", "未完成的绩效目标"))
    missed = [i for i in events if not attained(i)]
    blocks.append(
        Paragraph(
            join("", (achievement(writer, truth, i) for i in missed))
            if missed
            else say("<无/无。/年度绩效目标均已完成。>")
        )
    )
    blocks.append(outline.heading(2, "存在问题", rng.choice(["存在的问题和原因", "存在的问题及原因"])))
    blocks += [headed(outline, writer, 3, "issue") for _ in range(rng.randint(1, 2))]
    blocks.append(outline.heading(2, "改进措施", "下一步拟改进措施"))
    blocks += [headed(outline, writer, 3, "improve") for _ in range(rng.randint(1, 2))]
    blocks.append(outline.heading(1, "佐证材料", "佐证材料"))
    blocks += [outline.heading(2, "基本情况", "基本情况"), Paragraph(_duties(writer, truth))]
    blocks += [outline.heading(2, "自评工作开展情况", "部门自评工作开展情况"), *_paragraphs(writer, "organise")]
    blocks += [outline.heading(2, "绩效目标完成情况", "绩效目标完成情况分析")]
    blocks += [outline.heading(3, "预算执行", "预算执行情况分析"), *_paragraphs(writer, "fund")]
    blocks += [outline.heading(3, "产出指标完成情况", "产出指标完成情况分析"), *_paragraphs(writer, "effi")]
    blocks += [outline.heading(3, "效益指标完成情况", "效益指标完成情况分析"), *_paragraphs(writer, "effec")]
    blocks += [
        PageBreak(),
        Paragraph(title(writer, truth, "{@Y年度}{unit}整体绩效自评表", "整体支出绩效自评表"), "title"),
        _hubei_table(writer, truth, rows, execution, score),
        filled_by(writer, truth, False),
    ]
    return blocks


def _hubei_table(
    writer: Writer, truth: Truth, rows: tuple[Indicator, ...], execution: Decimal, score: Decimal
) -> Table:
    table = "整体绩效自评表"
    a, unit = truth.accounts, writer.style.money_unit
    lines: list[tuple[Cell, ...]] = [(Cell(Rich("单位名称")), Cell(field("部门名称", truth.unit.name), 1, 6))]
    lines.append(
        (
            Cell(Rich("基本支出总额")),
            Cell(writer.number(money_of(truth, "基本支出", place="湖北表")) + unit, 1, 3),
            Cell(Rich("项目支出总额")),
            Cell(writer.number(money_of(truth, "项目支出", place="湖北表")) + unit, 1, 2),
        )
    )
    lines.append(
        (
            Cell(Rich(f"预算执行情况\n（{unit}）（") + writer.claimed("-", Decimal(20), "分", text="20") + "）", 2),
            Cell(Rich(), 1, 2),
            *(head_cell(writer, t) for t in ("预算数（A）", "执行数（B）", "执行率（B/A）", "得分")),
        )
    )
    full, spent = a.of("年度资金总额", "全年预算数"), a.of("年度资金总额")
    name = writer.rng.choice(["部门整体支出总额", "年度财政资金总额"])
    values = (
        Money("年度资金总额", full, "全年预算数", truth.year, None, "自评表", name), Money("年度资金总额", spent, "全年执行数", truth.year, None, "自评表", name),
    )  # fmt: skip
    amounts = [writer.number(v) for v in values]
    rate = percent(spent, full)
    points = f"{execution.normalize():f}"
    data = {
        "table": table, "level1": f"预算执行情况（{unit}）（20分）", "level2": name, "level3": None, "canonical": "预算执行率",
        "target": amounts[0].text, "actual": amounts[1].text, "weight": None, "score": float(execution), "note": None,
    }  # fmt: skip
    lines.append(
        (
            Cell(Rich(name).marked("indicator", **data), 1, 2),
            *(Cell(x) for x in amounts),
            Cell(writer.claimed("-", rate, "%", tag="rate@自评表")),
            Cell(Rich(points).marked("tag", name="score@自评表")),
        )
    )
    lines.append(
        (
            head_cell(writer, "一级指标"),
            head_cell(writer, "二级指标"),
            head_cell(writer, "三级指标"),
            head_cell(writer, "年初目标值（A）"),
            head_cell(writer, "实际完成值（B）"),
            head_cell(writer, "分值"),
            head_cell(writer, "得分"),
        )
    )
    for level1, seconds in grouped(rows):
        first = True
        for level2, items in seconds:
            for k, item in enumerate(items):
                lead = [Cell(Rich(level1), sum(len(i) for _, i in seconds))] if first else []
                first = False
                if k == 0:
                    lead.append(Cell(Rich(level2), len(items)))
                cells = indicator_cells(writer, truth, item, table, level1, level2, note="")
                lines.append((*lead, *(Cell(c) for c in cells[:5])))
    total, hundred, points_cell = total_cells(truth, table, "自评表", "总分", score)
    lines.append((Cell(total, 1, 5), Cell(hundred), Cell(points_cell)))
    lines.append(
        (Cell(Rich("偏差大或目标未完成原因分析")), Cell(Rich("；".join(i.note for i in rows if i.note) or "无"), 1, 6))
    )
    return Table(tuple(lines), (1.4, 1.4, 2.4, 1.5, 1.5, 1.2, 1))


# ---- F7 Sichuan


def sichuan(writer: Writer, truth: Truth) -> list[Block]:
    """决算 with the report on the unit's performance as its fourth part, and residue of Word's contents."""
    writer_blocks = final_accounts(writer, truth)
    toc = [b for b in writer_blocks if isinstance(b, Paragraph) and b.role == "contents"]
    for n, block in enumerate(toc):
        residue = f" PAGEREF _Toc{15377200 + n} \\h {n * 3 + 1}" if writer.chance(0.7) else ""
        writer_blocks[writer_blocks.index(block)] = replace(block, content=block.content + residue)
    parts = Outline(writer, ("part", "han", "paren", "dot"))
    parts.counts = {1: 4}
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"), base=1)
    blocks: list[Block] = [*writer_blocks, PageBreak(), parts.heading(1, "附件", "附件")]
    blocks.append(
        Paragraph(
            title(
                writer, truth, writer.rng.choice(["{unit}{@Y年度}整体绩效评价报告", "{@Y年}{unit}部门整体绩效自评报告"])
            ),
            "title",
        )
    )
    say = writer.say
    blocks += [outline.heading(1, "基本情况", "部门概况"), outline.heading(2, "机构设置", "机构组成")]
    blocks.append(
        Paragraph(
            say(
                "{unit}内设{names}等{n}股室。",
                names="、".join(truth.unit.offices),
                n=writer.claimed("内设股室", Decimal(len(truth.unit.offices)), "个"),
            )
        )
    )
    blocks += [
        outline.heading(2, "职能职责", "机构职能"),
        Paragraph(_duties(writer, truth)),
        outline.heading(2, "人员情况", "人员概况"),
    ]
    blocks.append(Paragraph(staff_in_prose(writer, truth, "截至{@Y年12月31日}，编制总数{quota}，在职人员{actual}。")))
    blocks += [outline.heading(1, "收支情况", "部门资金收支情况"), outline.heading(2, "收入情况", "收入情况")]
    m = teller(truth)
    blocks.append(
        Paragraph(
            say(
                "{@Y年}部门收入总额{income}，其中上年结转{carried}。",
                income=m("收入合计", raw="部门收入总额"),
                carried=money_of(truth, "上年结转", "收入", raw="上年结转"),
            )
        )
    )
    blocks += [outline.heading(2, "支出和结余情况", "支出情况")]
    blocks.append(
        Paragraph(
            say(
                "部门支出总额{total}，其中基本支出{basic}，项目支出{project}。",
                total=m("支出合计", raw="部门支出总额"),
                basic=m("基本支出"),
                project=m("项目支出"),
            )
        )
    )
    blocks += [
        outline.heading(1, "绩效情况", "部门整体绩效分析"),
        outline.heading(2, "绩效情况", "部门预算项目绩效分析"),
    ]
    blocks += achievements(writer, truth, outline, 3, writer.rng.randint(2, 4))
    blocks += [outline.heading(2, "结果应用和公开情况", "结果应用情况"), *_paragraphs(writer, "apply")]
    blocks += [outline.heading(1, "自评结论", "评价结论及建议"), outline.heading(2, "自评结论", "评价结论")]
    blocks.append(
        Paragraph(
            say(
                "{@Y年}部门整体绩效自评得分{s}，等级为{g}。",
                s=_score(writer, truth.score),
                g=_grade(writer, truth, truth.score),
            )
        )
    )
    blocks += [
        outline.heading(2, "存在问题", "存在问题"),
        headed(outline, writer, 3, "issue"),
        outline.heading(2, "改进措施", "改进建议"),
        headed(outline, writer, 3, "improve"),
    ]
    return blocks


# ---- F8 Yunnan


def yunnan(writer: Writer, truth: Truth) -> list[Block]:
    """Many projects in one report, each with its own section and table."""
    say, rng = writer.say, writer.rng
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    blocks: list[Block] = []
    if writer.chance(0.5):
        blocks.append(Paragraph(Rich(f"监督索引号{rng.randint(10**13, 10**14 - 1)}").marked("code"), "note"))
    blocks += [
        Paragraph(Rich(rng.choice(["附件3", "附件2", "附件"])), "note"),
        Paragraph(title(writer, truth, "{unit}{@Y年度}<部门整体支出/部门整体>绩效自评报告"), "title"),
    ]
    blocks += [
        outline.heading(1, "基本情况", "基本情况"),
        outline.heading(2, "基本情况", "部门概况"),
        outline.heading(3, "职能职责", "主要职责"),
        Paragraph(_duties(writer, truth)),
    ]
    blocks += [outline.heading(3, "机构设置", "组织架构")]
    counted = say(
        "内设{n}科室：{names}。",
        n=writer.claimed("内设科室", Decimal(len(truth.unit.offices)), "个"),
        names="、".join(truth.unit.offices),
    )
    blocks.append(Paragraph(counted + staff_in_prose(writer, truth, "编制{quota}，在职{actual}。")))
    blocks += [outline.heading(2, "绩效目标", "部门绩效目标的设立情况")]
    blocks.append(Paragraph(say(writer.text("sentences", kind="goal", sector=truth.unit.sector)) + "。"))
    blocks += [outline.heading(2, "整体支出情况", "部门整体收支情况")]
    m = teller(truth)
    blocks.append(
        Paragraph(
            say(
                "{@Y年度}收入{income}，支出{spent}，其中：基本支出{basic}，项目支出{project}；年末结转结余{left}。",
                income=m("收入合计", raw="收入"),
                spent=m("支出合计", raw="支出"),
                basic=m("基本支出"),
                project=m("项目支出"),
                left=m("年末结转结余"),
            )
        )
    )
    blocks += [outline.heading(1, "自评工作开展情况", "绩效自评工作开展情况"), *_paragraphs(writer, "organise")]
    blocks += [outline.heading(1, "绩效情况", "绩效自评情况")]
    for project in truth.projects:
        blocks.append(outline.heading(2, None, project.name + rng.choice(["项目", "项目绩效", ""])))
        blocks.append(Paragraph(say(rng.choice([
            "年初预算{start}，全年预算{full}，支出{spent}，执行率{rate}。", "项目预算数{full}，执行数{spent}，完成预算的{rate}。",
        ]), start=Money("年度资金总额", project.initial.total, "年初预算数", truth.year, None, "文", "年初预算", project.name),
            full=Money("年度资金总额", project.full.total, "全年预算数", truth.year, None, "文", "全年预算", project.name),
            spent=Money("年度资金总额", project.spent.total, "全年执行数", truth.year, None, "文", "支出", project.name),
            rate=writer.claimed("预算执行率", truth.shown.get(f"{project.name}:rate@文", project.rate), "%", tag=f"{project.name}:rate@文"))
            + say(writer.text("sentences", kind="effec")) + (hard_sentence(writer) if writer.chance(0.4) else Rich())))  # fmt: skip
    blocks += achievements(writer, truth, outline, 2, rng.randint(2, 3))
    blocks += [outline.heading(1, "存在问题"), headed(outline, writer, 2, "issue"), headed(outline, writer, 2, "issue")]
    blocks += [
        outline.heading(1, "结果应用和公开情况"),
        *_paragraphs(writer, "apply"),
        outline.heading(1, "其他说明"),
        *_paragraphs(writer, "other"),
    ]
    for project in truth.projects:
        blocks += [
            PageBreak(),
            annex_title(writer, "附表", "{@Y年度}项目支出绩效自评表", "项目支出绩效自评表"),
            project_table(writer, truth, project),
        ]
    return blocks


# ---- F9 Guangdong


def guangdong(writer: Writer, truth: Truth) -> list[Block]:
    """Cover, then 部门基本情况 and 绩效自评情况, with a table of 履职效能 and 管理效率."""
    say, rng = writer.say, writer.rng
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))

    date_cell = day_field(writer, "填报日期", truth.filled_date, tag="filled-date")
    if rng.random() < 0.3:  # these covers lose their last character
        printed = date_cell.text.removesuffix("日")
        date_cell = Rich(printed, tuple(replace(mk, end=min(mk.end, len(printed))) for mk in date_cell.marks))
    blocks: list[Block] = [
        Paragraph(title(writer, truth, "{@Y年度}{county}部门整体支出绩效自评报告"), "title"),
        Paragraph(Rich("部门名称（公章）：") + field("部门名称", truth.unit.name), "cover"),
        Paragraph(Rich("下属二级预算单位数量：") + field("下属单位数", str(len(truth.unit.branches)), len(truth.unit.branches)), "cover"),
        Paragraph(Rich("填报人：") + field("填表人", truth.people.clerk), "cover"),
        Paragraph(Rich("联系电话：") + field("联络电话", dialled(truth.people.clerk_phone)), "cover"),
        Paragraph(Rich("填报日期：") + date_cell, "cover"), PageBreak(),
        outline.heading(1, "基本情况", "部门基本情况"), outline.heading(2, "职能职责", "部门职能"), Paragraph(_duties(writer, truth)),
        outline.heading(2, "年度主要工作", "年度总体工作和重点工作任务"),
    ]  # fmt: skip
    tasks = [writer.say(writer.text("sentences", kind="task", sector=truth.unit.sector)) for _ in range(3)]
    blocks.append(Paragraph(join("；", (Rich(f"（{n}）") + t for n, t in enumerate(tasks, 1))) + "。"))
    blocks += [
        outline.heading(2, "绩效目标", "当年部门整体支出绩效目标"),
        Paragraph(say(writer.text("sentences", kind="goal", sector=truth.unit.sector)) + "。"),
    ]
    blocks += [outline.heading(2, "整体支出情况", "部门整体支出情况")]
    m = teller(truth)
    blocks.append(Paragraph(say("{@Y年}部门预算{start}，调整后预算{full}，支出决算{spent}。其中基本支出{basic}，项目支出{project}。", start=m("年度资金总额", "年初预算数", "部门预算"), full=m("年度资金总额", "全年预算数", "调整后预算"),
                                spent=m("支出合计", raw="支出决算"), basic=m("基本支出"), project=m("项目支出"))))  # fmt: skip
    annex, score = _guangdong_table(writer, truth)
    blocks += [outline.heading(1, "绩效自评情况", "绩效自评情况"), outline.heading(2, "自评结论", "自评结论")]
    blocks.append(
        Paragraph(
            say(
                "{@Y年度}部门整体支出绩效自评得分{s}，等级为“{g}”。",
                s=_score(writer, score),
                g=_grade(writer, truth, score),
            )
        )
    )
    blocks += [
        outline.heading(2, "履职效能", "履职效能分析"),
        *achievements(writer, truth, outline, 3, rng.randint(2, 4)),
    ]
    blocks += [outline.heading(2, "管理效率", "管理效率分析"), *_paragraphs(writer, "fund", "manage", "econ")]
    blocks += [
        outline.heading(2, "存在问题", "部门整体支出绩效管理存在问题及改进意见"),
        headed(outline, writer, 3, "issue"),
        headed(outline, writer, 3, "improve"),
    ]
    blocks += [outline.heading(1, "其他说明", "其他自评情况"), *_paragraphs(writer, "other"), PageBreak(), *annex]

    return blocks


MANAGEMENT = (
    ("预算编制", "预算编制约束性", "", 5), ("预算执行", "部门预算资金支出率", "预算执行率", 8), ("预算执行", "结转结余率", "结转结余率", 5),
    ("信息公开", "预决算公开合规性", "预决算信息公开性", 4), ("绩效管理", "绩效管理制度建设", "", 6), ("绩效管理", "绩效结果应用", "", 6),
    ("采购管理", "采购内控制度建设", "", 4), ("资产管理", "资产盘点情况", "", 4), ("资产管理", "固定资产利用率", "固定资产利用率", 4), ("运行成本", "公用经费控制率", "公用经费控制率", 4),
)  # fmt: skip


def _guangdong_table(writer: Writer, truth: Truth) -> tuple[list[Block], Decimal]:
    table = "部门整体支出绩效自评评分表"
    rows = reweighted(truth.indicators, {"产出指标": 25, "效益指标": 20, "满意度指标": 5})
    lines: list[tuple[Cell, ...]] = [
        tuple(
            head_cell(writer, t)
            for t in ("一级指标", "二级指标", "三级指标", "目标值", "完成值", "指标分值", "自评得分", "扣分原因")
        )
    ]
    second = "专项效能"
    score = Decimal(0)
    for n, item in enumerate(rows):
        lead = [Cell(Rich("履职效能"), len(rows)), Cell(Rich(second), len(rows))] if n == 0 else []
        score += item.score
        cells = indicator_cells(writer, truth, item, table, "履职效能", second)
        lines.append((*lead, *(Cell(c) for c in cells)))
    heights = {name: sum(1 for row in MANAGEMENT if row[0] == name) for name, *_ in MANAGEMENT}
    last = ""
    for n, (level2, name, canonical, weight) in enumerate(MANAGEMENT):
        lead = [Cell(Rich("管理效率"), len(MANAGEMENT))] if n == 0 else []
        if level2 != last:
            lead.append(Cell(Rich(level2), heights[level2]))
            last = level2
        got = Decimal(weight) - (Decimal(writer.rng.choice(["0", "0", "0", "0.5", "1"])))
        score += got
        reason = "" if got == weight else "个别环节不够规范"
        points = f"{got.normalize():f}"
        data = {"table": table, "level1": "管理效率", "level2": level2, "level3": name, "canonical": canonical or None, "target": None, "actual": None,
                "weight": weight, "score": float(got), "note": reason or None}  # fmt: skip
        lines.append(
            (
                *lead,
                Cell(Rich(name).marked("indicator", **data)),
                Cell(Rich("—")),
                Cell(Rich("—")),
                Cell(Rich(str(weight))),
                Cell(Rich(points)),
                Cell(Rich(reason)),
            )
        )
    total, hundred, points_cell = total_cells(truth, table, "评分表", "合计", score)
    lines.append((Cell(total, 1, 5), Cell(hundred), Cell(points_cell), Cell()))
    return [
        annex_title(writer, "附件1", "{@Y年度}部门整体支出绩效自评评分表", "绩效评分表"),
        Table(tuple(lines), (1, 1.1, 2.2, 1.3, 1.3, 0.8, 0.8, 1.6), 1),
    ], score
