"""F5: the project self-evaluation table of 财预〔2020〕10号, alone or with a short report on the project."""

from __future__ import annotations

from decimal import Decimal

from jixiao.synthesis.blocks import Block, PageBreak, Paragraph
from jixiao.synthesis.families.forms import scaled_indicators
from jixiao.synthesis.families.four_budgets import project_table
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import achievement, annex_title, day_field, filled_by, hard_sentence, headed, title
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Project, Truth
from jixiao.synthesis.writer import Money, Writer


def project_form(writer: Writer, truth: Truth) -> list[Block]:
    """One or more tables with （A）（B） columns, and mostly a report on the first project."""
    rng = writer.rng
    letters = ("（A）", "（B）") if writer.chance(0.6) else ("", "")
    prefix = writer.chance(0.5)
    blocks: list[Block] = []
    for n, project in enumerate(truth.projects[: rng.choice([1, 1, 2, 3])]):
        if n:
            blocks.append(PageBreak())
        number = rng.choice(["附件", "附件3", "附件2：", ""])
        if writer.chance(0.5) or not number:
            blocks.append(annex_title(writer, number, "{@Y年度}项目支出绩效自评表", "项目支出绩效自评表"))
        else:
            blocks.append(annex_title(writer, number, "项目支出绩效自评表\n（{@Y年度}）", "项目支出绩效自评表"))
        blocks.append(project_table(writer, truth, project, letters, prefix))
        blocks.append(filled_by(writer, truth, signer=writer.chance(0.3)))
    if writer.chance(0.75):
        blocks += [PageBreak(), *project_report(writer, truth, truth.projects[0])]
    return blocks


def spend_money(truth: Truth, project: Project, item: str, value: Decimal, measure: str, raw: str) -> Money:
    """An amount of one project, told in prose."""
    return Money(item, value, measure, truth.year, None, "文", raw, project.name)


def project_report(writer: Writer, truth: Truth, project: Project) -> list[Block]:
    """A short report on one project in six parts."""
    say, rng = writer.say, writer.rng
    outline = Outline(writer)
    blocks: list[Block] = [
        Paragraph(
            title(writer, truth, "{@Y年度}" + project.name + rng.choice(["项目支出绩效自评报告", "项目绩效自评报告"])),
            "title",
        )
    ]
    blocks += [outline.heading(1, "项目概况"), outline.heading(2, "项目立项情况")]
    blocks.append(Paragraph(say(rng.choice([
        "为<加快补齐短板/回应群众关切/落实上级部署>，经{level}政府常务会议研究同意，{unit}申报实施{project}项目，列入{@Y年}部门预算。",
        "{project}项目属于<经常性项目/延续性项目/一次性项目>，立项依据充分，由{me}负责组织实施，{town}等{受益乡镇（街道）|3-9|个}乡镇（街道）受益。",
        "该项目于{@Y-1年11月}完成评审，{@Y年1月}随部门预算批复，实施周期为{?实施周期|1|年|plan}。",
    ]), project=project.name)))  # fmt: skip
    blocks.append(outline.heading(2, "项目内容"))
    events = [
        i for i in scaled_indicators(writer, truth.indicators, project, 6) if i.verb and i.actual.number is not None
    ]
    content = join(
        "，",
        (
            Rich(i.verb + i.thing)
            + writer.claimed(
                i.verb + i.thing, i.target.number or Decimal(0), i.target.unit, role="plan", tag=f"{i.key}.plan"
            )
            for i in events
        ),
    )
    blocks.append(
        Paragraph(
            say(
                rng.choice(["主要建设内容：{content}。", "项目计划{content}。", "年度任务包括：{content}。"]),
                content=content,
            )
        )
    )
    blocks.append(outline.heading(2, "绩效目标"))
    blocks.append(
        Paragraph(
            say(writer.text("sentences", kind="goal", sector=truth.unit.sector))
            + "；"
            + say(writer.text("sentences", kind="goal", sector=truth.unit.sector))
            + "。"
        )
    )
    blocks += [outline.heading(1, "资金使用及管理情况"), outline.heading(2, "资金到位情况")]
    start, full, spent = project.initial.total, project.full.total, project.spent.total
    added = full - start
    blocks.append(Paragraph(say(rng.choice([
        "年初预算{start}，年中追加{added}，全年预算{full}，资金已全部到位。" if added else "年初预算{start}，年中未作调整，资金已全部到位。",
        "项目全年预算数{full}，到位资金{arrived}，到位率{hundred}。",
        "{@Y年}财政部门下达项目预算{full}，资金到位及时。",
    ]), start=spend_money(truth, project, "年度资金总额", start, "年初预算数", "年初预算"), full=spend_money(truth, project, "年度资金总额", full, "全年预算数", "全年预算"),
        added=spend_money(truth, project, "预算追加", added, "预算数", "年中追加"), arrived=spend_money(truth, project, "到位资金", full, "决算数", "到位资金"),
        hundred=writer.claimed("资金到位率", Decimal(100), "%"))))  # fmt: skip
    blocks.append(outline.heading(2, "资金使用情况"))
    rate = truth.shown.get(f"{project.name}:rate@文", project.rate)
    left = full - spent
    blocks.append(Paragraph(say(rng.choice([
        "截至{@Y年12月31日}，实际支出{spent}，预算执行率{rate}" + ("，结余{left}由财政收回。" if left else "。"),
        "全年实际支出{spent}，执行率为{rate}。", "项目资金支出{spent}，占全年预算数的{rate}。",
    ]), spent=spend_money(truth, project, "年度资金总额", spent, "全年执行数", "实际支出"), left=spend_money(truth, project, "当年结余", left, "决算数", "结余"),
        rate=writer.claimed("预算执行率", rate, "%", tag=f"{project.name}:rate@文"))))  # fmt: skip
    blocks.append(outline.heading(2, "资金管理情况"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="fund"))))
    blocks.append(outline.heading(1, "组织实施情况"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="manage"))))
    words = rng.choice(["项目绩效情况", "项目绩效目标完成情况"])
    blocks.append(outline.heading(1, "绩效目标完成情况" if "目标" in words else "绩效情况", words))
    blocks.append(outline.heading(2, "产出指标完成情况"))
    blocks.append(
        Paragraph(
            join("", (achievement(writer, truth, i) for i in events))
            + say(writer.text("sentences", kind="effi"))
            + hard_sentence(writer)
        )
    )
    blocks.append(outline.heading(2, "效益指标完成情况"))
    blocks.append(
        Paragraph(say(writer.text("sentences", kind="effec")) + say(writer.text("sentences", kind="sustain")))
    )
    blocks.append(outline.heading(2, "满意度指标完成情况"))
    satisfied = next(i for i in truth.indicators if i.level1 == "满意度指标")
    if satisfied.actual.number is not None:
        blocks.append(Paragraph(say(rng.choice([
        "发放问卷{问卷|200-900|份}，回收有效问卷{有效问卷|150-199|份}，{name}达{value}。", "经调查，{name}为{value}。", "随机走访{走访群众|30-90|户}，{name}{value}。",
    ]), name=satisfied.name, value=writer.claimed(satisfied.name, satisfied.actual.number, "%", tag=f"{satisfied.key}.told"))))  # fmt: skip
    blocks.append(outline.heading(1, "存在问题"))
    blocks += [headed(outline, writer, 2, "issue") for _ in range(rng.randint(1, 2))]
    blocks.append(outline.heading(1, "改进措施"))
    blocks += [headed(outline, writer, 2, "improve") for _ in range(rng.randint(1, 2))]
    if writer.chance(0.6):
        blocks += [
            Paragraph(say("{unit}"), "sign"),
            Paragraph(
                day_field(
                    writer, "报告日期", truth.report_date, rng.choice(["年月日", "年月日", "汉字"]), tag="report-date"
                ),
                "sign",
            ),
        ]
    return blocks
