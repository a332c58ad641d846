"""The report in words that closes the large Hunan form; its numbering begins again at 一."""

from __future__ import annotations

from decimal import Decimal

from jixiao.synthesis.blocks import Block, Paragraph
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievement,
    day_field,
    headed,
    staff_in_prose,
    teller,
)
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Money, Writer


def report_in_words(writer: Writer, truth: Truth, outline: Outline, results: list[Paragraph]) -> list[Block]:
    """The report in words, whose numbering begins again at 一."""
    say = writer.say
    m = teller(truth)
    blocks: list[Block] = [
        outline.heading(1, "基本情况", writer.rng.choice(["部门（单位）概况", "单位概况", "部门概况"]))
    ]
    blocks.append(outline.heading(2, "基本情况", writer.rng.choice(["部门（单位）基本情况", "基本情况"])))
    offices = "、".join(truth.unit.offices)
    count = Decimal(len(truth.unit.offices))
    blocks.append(Paragraph(say(
        writer.rng.choice(["{unit}为{kind}单位，内设{n}科室，分别为{offices}。", "我单位设{offices}等{n}内设机构。", "本单位由{offices}组成，共{n}内设机构。"]),
        n=writer.claimed("内设机构", count, "个"), offices=offices, kind=truth.unit.kind,
    ) + _staff_sentence(writer, truth)))  # fmt: skip
    blocks.append(
        outline.heading(
            2,
            "整体支出情况",
            writer.rng.choice(
                [
                    "整体支出规模、使用方向和主要内容、涉及范围等",
                    "部门（单位）整体支出规模、使用方向和主要内容、涉及范围等",
                ]
            ),
        )
    )
    spend = writer.rng.choice([
        "{@Y年}部门整体支出{total}，其中基本支出{basic}，项目支出{project}。",
        "{@Y年}部门整体支出规模为{total}（其中：基本支出{basic}，项目支出{project}）。",
        "全年支出合计{total}，包括基本支出{basic}、项目支出{project}。",
    ])  # fmt: skip
    blocks.append(
        Paragraph(
            say(
                spend,
                total=m("支出合计", raw="部门整体支出" if "整体支出" in spend else "支出合计"),
                basic=m("基本支出"),
                project=m("项目支出"),
            )
        )
    )
    blocks.append(
        outline.heading(
            1, "资金使用及管理情况", writer.rng.choice(["整体支出管理及使用情况", "部门（单位）整体支出管理及使用情况"])
        )
    )
    blocks.append(outline.heading(2, "基本支出"))
    basic = writer.rng.choice([
        "基本支出{basic}，其中人员支出{people}，公用支出{public}。“三公”经费支出{guests}，其中公务接待费{food}，公务用车运行维护费{car}。",
        "{@Y年}基本支出{basic}，用于人员支出{people}、公用支出{public}。全年“三公”经费{guests}。",
        "基本支出决算数{basic}，是指为保障单位正常运转、完成日常工作任务而发生的各项支出，包括人员支出{people}和公用支出{public}。",
    ])  # fmt: skip
    blocks.append(Paragraph(say(
        basic, basic=m("基本支出", raw="基本支出决算数" if "决算数{" in basic else None), people=m("人员支出"), public=m("公用支出"),
        guests=m("三公经费", raw="“三公”经费"), food=m("公务接待费"), car=m("公务用车运行维护费"))))  # fmt: skip
    blocks.append(outline.heading(2, "项目支出", writer.rng.choice(["专项支出", "项目支出"])))
    blocks.append(outline.heading(3, "资金到位情况", "专项资金安排落实、总投入等情况分析"))
    listed = join(
        "，",
        (
            Rich(f"{p.name}")
            + writer.money_in_prose(
                Money(p.name, p.spent.total, "决算数", truth.year, None, "文", None, None, p.name), []
            )
            for p in truth.projects
        ),
    )
    blocks.append(
        Paragraph(
            say("{@Y年}项目支出{project}，", project=m("项目支出"))
            + ("用于" if len(truth.projects) == 1 else "其中：")
            + listed
            + "。"
        )
    )
    blocks.append(outline.heading(3, "资金使用情况", "专项资金实际使用情况分析"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="fund"))))
    blocks.append(outline.heading(3, "资金管理情况", "专项资金管理情况分析"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="fund"))))
    blocks.append(
        outline.heading(1, "组织实施情况", writer.rng.choice(["专项组织实施情况", "部门（单位）专项组织实施情况"]))
    )
    blocks.append(outline.heading(2, "组织实施情况", "专项组织情况分析"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="manage"))))
    blocks.append(outline.heading(2, "项目管理情况", "专项管理情况分析"))
    blocks.append(Paragraph(say(writer.text("sentences", kind="manage"))))
    blocks.append(
        outline.heading(1, "绩效情况", writer.rng.choice(["部门（单位）整体支出绩效情况", "整体支出绩效情况"]))
    )
    if "repeat" in truth.switches:
        blocks += results  # real reports say it twice, word for word
    else:
        for canonical, kind in (
            ("经济性分析", "econ"),
            ("效率性分析", "effi"),
            ("有效性分析", "effec"),
            ("可持续性分析", "sustain"),
        ):
            blocks.append(outline.heading(2, canonical, canonical))
            text = say(writer.text("sentences", kind=kind))
            events = [r for r in truth.indicators if r.verb and r.actual.number is not None]
            if kind == "effec" and events:
                text = text + achievement(writer, truth, events[-1])
            blocks.append(Paragraph(text))
    blocks.append(outline.heading(1, "存在问题", "存在的主要问题"))
    blocks += [headed(outline, writer, 2, "issue") for _ in range(writer.rng.randint(1, 3))]
    blocks.append(outline.heading(1, "改进措施", "改进措施和有关建议"))
    blocks += [headed(outline, writer, 2, "improve") for _ in range(writer.rng.randint(1, 3))]
    if writer.chance(0.4):
        blocks.append(Paragraph(day_field(writer, "报告日期", truth.report_date, "年月日", tag="report-date"), "sign"))
    return blocks


def _staff_sentence(writer: Writer, truth: Truth) -> Rich:
    templates = [
        "核定编制{quota}，年末实有在职人员{actual}，离退休人员{retired}。",
        "现有编制{quota}，其中{posts}；实有人数{actual}。",
        "编制人数{quota}，实际在职{actual}，离退休{retired}。",
    ]
    template = templates[1] if "posts" in truth.switches else writer.rng.choice(templates)
    posts = join(
        "、",
        (
            Rich(kind) + writer.claimed(kind, Decimal(n), "名", tag=f"post:{kind}", text=str(n))
            for kind, n in truth.staff.posts
        ),
    )
    retired = writer.claimed("离退休人员", Decimal(truth.staff.retired), "人", text=str(truth.staff.retired))
    return staff_in_prose(writer, truth, template, retired=retired, posts=posts)
