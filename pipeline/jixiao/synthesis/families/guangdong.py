"""F9: the report of Guangdong: cover, effect and efficiency, and their score sheet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table
from jixiao.synthesis.families.shared import duties, grade_field, paragraphs, reweighted, score_field
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievements,
    annex_title,
    day_field,
    dialled,
    field,
    head_cell,
    headed,
    indicator_cells,
    teller,
    title,
    total_cells,
)
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Writer


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
        outline.heading(1, "基本情况", "部门基本情况"), outline.heading(2, "职能职责", "部门职能"), Paragraph(duties(writer, truth)),
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
                s=score_field(writer, score, subject="部门整体支出绩效自评得分"),
                g=grade_field(writer, truth, score),
            )
        )
    )
    blocks += [
        outline.heading(2, "履职效能", "履职效能分析"),
        *achievements(writer, truth, outline, 3, rng.randint(2, 4)),
    ]
    blocks += [outline.heading(2, "管理效率", "管理效率分析"), *paragraphs(writer, "fund", "manage", "econ")]
    blocks += [
        outline.heading(2, "存在问题和改进措施", "部门整体支出绩效管理存在问题及改进意见"),
        headed(outline, writer, 3, "issue"),
        headed(outline, writer, 3, "improve"),
    ]
    blocks += [outline.heading(1, "其他说明", "其他自评情况"), *paragraphs(writer, "other"), PageBreak(), *annex]

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
