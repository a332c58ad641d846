"""F7 and F8: final accounts of Sichuan with the report as an annex; reports of Yunnan on many projects."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.blocks import Block, PageBreak, Paragraph
from jixiao.synthesis.families.final_accounts import final_accounts
from jixiao.synthesis.families.four_budgets import project_table
from jixiao.synthesis.families.shared import duties, grade_field, paragraphs, score_field
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievements,
    annex_title,
    hard_sentence,
    headed,
    money_of,
    staff_in_prose,
    teller,
    title,
)
from jixiao.synthesis.rich import Rich
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Money, Writer


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
        Paragraph(duties(writer, truth)),
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
    blocks += [outline.heading(2, "结果应用和公开情况", "结果应用情况"), *paragraphs(writer, "apply")]
    blocks += [outline.heading(1, "自评结论", "评价结论及建议"), outline.heading(2, "自评结论", "评价结论")]
    blocks.append(
        Paragraph(
            say(
                "{@Y年}部门整体绩效自评得分{s}，等级为{g}。",
                s=score_field(writer, truth.score, subject="部门整体绩效自评得分"),
                g=grade_field(writer, truth, truth.score),
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
        Paragraph(duties(writer, truth)),
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
    blocks += [outline.heading(2, "收支情况", "部门整体收支情况")]
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
    blocks += [outline.heading(1, "自评工作开展情况", "绩效自评工作开展情况"), *paragraphs(writer, "organise")]
    blocks += [outline.heading(1, "绩效自评情况", "绩效自评情况")]
    for project in truth.projects:
        blocks.append(outline.heading(2, None, project.name + rng.choice(["项目", "项目绩效", ""])))
        blocks.append(Paragraph(_of(project.name, say(rng.choice([
            "年初预算{start}，全年预算{full}，支出{spent}，执行率{rate}。", "项目预算数{full}，执行数{spent}，完成预算的{rate}。",
        ]), start=Money("年度资金总额", project.initial.total, "年初预算数", truth.year, None, "文", "年初预算", project.name, project.name),
            full=Money("年度资金总额", project.full.total, "全年预算数", truth.year, None, "文", "全年预算", project.name, project.name),
            spent=Money("年度资金总额", project.spent.total, "全年执行数", truth.year, None, "文", "支出", project.name, project.name),
            rate=writer.claimed("预算执行率", truth.shown.get(f"{project.name}:rate@文", project.rate), "%", tag=f"{project.name}:rate@文")))
            + say(writer.text("sentences", kind="effec")) + (hard_sentence(writer) if writer.chance(0.4) else Rich())))  # fmt: skip
    blocks += achievements(writer, truth, outline, 2, rng.randint(2, 3))
    blocks += [outline.heading(1, "存在问题"), headed(outline, writer, 2, "issue"), headed(outline, writer, 2, "issue")]
    blocks += [
        outline.heading(1, "结果应用和公开情况"),
        *paragraphs(writer, "apply"),
        outline.heading(1, "其他说明"),
        *paragraphs(writer, "other"),
    ]
    for project in truth.projects:
        blocks += [
            PageBreak(),
            annex_title(writer, "附表", "{@Y年度}项目支出绩效自评表", "项目支出绩效自评表"),
            project_table(writer, truth, project),
        ]
    return blocks


def _of(project: str, said: Rich) -> Rich:
    """A sentence under a project's heading: what it tells is the project's, and gold says so."""
    marks = tuple(
        replace(mark, data={**mark.data, "subject": project + mark.data["subject"]}) if mark.kind == "claim" else mark
        for mark in said.marks
    )
    return Rich(said.text, marks)
