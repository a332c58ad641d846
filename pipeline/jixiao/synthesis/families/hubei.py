"""F6: the report of Hubei: conclusions first, evidence behind them, a table with twenty points for execution."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table
from jixiao.synthesis.families.shared import duties, grade_field, paragraphs, reweighted, score_field
from jixiao.synthesis.indicators import attained
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievement,
    field,
    filled_by,
    grouped,
    head_cell,
    headed,
    indicator_cells,
    money_of,
    teller,
    title,
    total_cells,
)
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Indicator, Truth, percent
from jixiao.synthesis.writer import Money, Writer


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
    told, subject = rng.choice(
        [
            ("经综合评定，{@Y年度}{me}整体绩效自评得分为{s}。", "整体绩效自评得分"),
            ("自评得分{s}。", "自评得分"),
            ("{unit}{@Y年度}整体支出自评得分{s}，等级为“{g}”。", "整体支出自评得分"),
        ]
    )
    blocks.append(
        Paragraph(
            say(
                told,
                s=score_field(writer, score, subject=subject),
                g=grade_field(writer, truth, score),
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
    blocks += [outline.heading(2, "基本情况", "基本情况"), Paragraph(duties(writer, truth))]
    blocks += [outline.heading(2, "自评工作开展情况", "部门自评工作开展情况"), *paragraphs(writer, "organise")]
    blocks += [outline.heading(2, "绩效目标完成情况", "绩效目标完成情况分析")]
    blocks += [outline.heading(3, "预算执行", "预算执行情况分析"), *paragraphs(writer, "fund")]
    blocks += [outline.heading(3, "产出指标完成情况", "产出指标完成情况分析"), *paragraphs(writer, "effi")]
    blocks += [outline.heading(3, "效益指标完成情况", "效益指标完成情况分析"), *paragraphs(writer, "effec")]
    blocks += [
        PageBreak(),
        Paragraph(title(writer, truth, "{@Y年度}{unit}整体绩效自评表", "整体支出绩效自评表", annexed=True), "title"),
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
            Cell(writer.amount_with_unit(money_of(truth, "基本支出", place="湖北表")), 1, 3),
            Cell(Rich("项目支出总额")),
            Cell(writer.amount_with_unit(money_of(truth, "项目支出", place="湖北表")), 1, 2),
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
        Money("年度资金总额", full, "全年预算数", truth.year, None, "自评表", name, printed_measure="预算数"), Money("年度资金总额", spent, "全年执行数", truth.year, None, "自评表", name),
    )  # fmt: skip
    amounts = [writer.number(v) for v in values]
    rate = percent(spent, full)
    points = f"{execution.normalize():f}"
    data = {
        "table": table, "level1": f"预算执行情况（{unit}）（20分）", "level2": None, "level3": name, "canonical": "预算执行率",
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
