"""F1 and F2: the one big Hunan form of 2018–2022, with cover, five blocks and a report in words; F2 adds letter and score sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table, row, stacked
from jixiao.synthesis.families.hunan_money import money_tables, wide
from jixiao.synthesis.families.hunan_report import report_in_words
from jixiao.synthesis.families.score_sheet import score_sheet
from jixiao.synthesis.indicators import attained
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievements,
    day_field,
    dialled,
    field,
    grouped,
    indicator_cells,
    label,
    plain_list,
    staff_number,
    title,
)
from jixiao.synthesis.printing import plain
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Indicator, Truth
from jixiao.synthesis.writer import Writer


def hunan_form(writer: Writer, truth: Truth) -> list[Block]:
    """F1: cover and form."""
    return [*_cover(writer, truth), *_form(writer, truth)]


def hunan_form_with_sheet(writer: Writer, truth: Truth) -> list[Block]:
    """F2: letter, cover and form, score sheet."""
    return [
        *_letter(writer, truth), Paragraph(Rich(writer.rng.choice(["附件2-1：", "附件1：", "附件1"])), "note"),
        *_cover(writer, truth), *_form(writer, truth),
        PageBreak(), *score_sheet(writer, truth),
    ]  # fmt: skip


def _letter(writer: Writer, truth: Truth) -> list[Block]:
    number = f"{truth.unit.place.county[:2]}财绩〔{truth.year + 1}〕{writer.rng.randint(1, 60)}号"
    basis = Rich(number).marked("code").marked("tag", name="basis")
    order = writer.rng.choice([
        "根据《关于开展{@Y+1年}财政绩效评价工作的通知》（{basis}）要求，我单位认真组织了{@Y年度}部门整体支出绩效自评，现将自评报告随文报送。",
        "按照贵局《关于做好{@Y年度}部门整体支出绩效自评工作的通知》（{basis}）精神，我单位成立专班，逐项对照指标完成自评，现予报送，请审查。",
    ])  # fmt: skip
    return [
        Paragraph(title(writer, truth, "关于报送{@Y年度}部门整体支出绩效自评报告的函", "报送函"), "title"),
        Paragraph(writer.say("{finance}："), "body"),
        Paragraph(writer.say(order, basis=basis)),
        Paragraph(writer.say("附件：1. {short}整体支出绩效自评报告\n　　　2. {short}整体支出绩效评价评分表"), "note"),
        Paragraph(writer.say("{unit}"), "sign"),
        Paragraph(day_field(writer, "报送日期", truth.letter_date, "年月日", tag="letter-date"), "sign"),
        PageBreak(),
    ]  # fmt: skip


def _cover(writer: Writer, truth: Truth) -> list[Block]:
    rng = writer.rng
    name = rng.choice(["部门(单位)名称：", "部门（单位）名称：", "单位名称："])
    pad = rng.choice(["", "  ", "       "])
    head = rng.choice(
        [
            "{county}{@Y年度}部门整体支出\n绩效评价自评报告",
            "{county}{@Y年度}部门整体支出绩效评价自评报告",
            "{unit}{@Y年度}部门整体支出绩效自评报告",
        ]
    )
    lines: list[Block] = [
        Paragraph(title(writer, truth, head), "title"),
        Paragraph(Rich(name + pad) + field("部门名称", truth.unit.name), "cover"),
        Paragraph(Rich(rng.choice(["预 算 编 码：", "预算编码："]) + pad) + field("预算编码", Rich(truth.unit.code).marked("code")), "cover"),
        Paragraph(Rich("评价方式：") + field("评价方式", rng.choice(["部门（单位）绩效自评", "部门自评", "单位自评"])), "cover"),
        Paragraph(Rich("评价机构：") + field("评价机构", rng.choice(["部门（单位）评价组", f"{truth.unit.short}绩效自评小组", "部门评价组"])), "cover"),
        Paragraph(Rich("报告日期：") + day_field(writer, "报告日期", truth.report_date, tag="report-date"), "cover"),
        Paragraph(writer.say("{finance}（制）"), "cover"),
        PageBreak(),
    ]  # fmt: skip
    return lines


def _form(writer: Writer, truth: Truth) -> list[Block]:
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    inner = Outline(writer, ("han", "paren", "comma", "paren-digit"), base=1)
    results = achievements(
        writer, truth, Outline(writer, ("dot", "dot", "dot", "paren-digit"), base=2), 1, writer.rng.randint(3, 5)
    )
    if "repeat" in truth.switches:
        results = [replace(p, content=p.content.marked("tag", name=_repeated_tag(p.content))) for p in results]
    story = join("\n", (p.content for p in results))
    tables = [_basics(writer, truth, outline, story), *money_tables(writer, truth, outline)]
    tables += [_results(writer, truth, outline), _panel(writer, truth, outline), _boxes(writer)]
    blocks: list[Block] = [stacked(tables)] if writer.chance(0.7) else list(tables)
    blocks.append(Paragraph(Rich("填报人（签名）：") + field("填表人", truth.people.clerk) + "                     联系电话："
                            + field("联络电话", dialled(truth.people.clerk_phone)), "note"))  # fmt: skip
    blocks.append(outline.heading(1, "评价报告综述", writer.rng.choice(["评价报告综述（文字部分）", "评价报告综述"])))
    blocks += report_in_words(writer, truth, inner, results)
    return blocks


LONG = 85
"""Letters and digits of a passage whose repetition no reviewer overlooks; what is shorter may be a set phrase."""


def _repeated_tag(passage: Rich) -> str:
    return "repeated" if len(re.sub(r"[^一-龥0-9A-Za-z]", "", passage.text)) >= LONG else "repeated-short"


def _basics(writer: Writer, truth: Truth, outline: Outline, story: Rich) -> Table:
    duties = writer.rng.choice(["1、#", "#"])
    count = writer.rng.randint(3, 5)
    duty = [writer.say(writer.text("sentences", kind="duty", sector=truth.unit.sector)) for _ in range(count)]
    if duties == "#":
        text = Rich("主要职责：") + join("；", duty) + "。"
    else:
        text = join("\n", (Rich(f"{n}、") + d + ("；" if n < count else "。") for n, d in enumerate(duty, 1)))
    tasks = plain_list(
        writer,
        writer.rng.choice(["任务#：", "#、", "（#）", "#："]),
        "task",
        writer.rng.randint(3, 5),
        sector=truth.unit.sector,
    )
    phone = field("联络电话", dialled(truth.people.phone))
    rows = [
        wide(outline.run_in(1, "基本情况", writer.rng.choice(["部门（单位）基本概况", "部门基本概况"])), 4),
        row("联系人", field("联系人", truth.people.contact), "联络电话", phone),
        row("人员编制", staff_number(writer, truth, "人员编制"), "实有人数", staff_number(writer, truth, "实有人数")),
        (Cell(label("职能职责概述", "职能职责", 2)), Cell(text, 1, 3)),
        (
            Cell(label(writer.rng.choice(["年度主要\n工作内容", "年度主要工作内容"]), "年度主要工作", 2)),
            Cell(tasks, 1, 3),
        ),
        (Cell(label("年度部门（单位）总体运行情况及取得的成绩", "总体运行情况及成绩", 2)), Cell(story, 1, 3)),
    ]
    return Table(tuple(rows), (2.0, 3.0, 2.0, 3.0))


def _results(writer: Writer, truth: Truth, outline: Outline) -> Table:
    """Goals in words and in figures, score and grade, on a grid of five columns: label, two levels, target, actual."""
    goal, answer = _goals(writer, truth)
    rows: list[tuple[Cell, ...]] = [
        wide(outline.run_in(1, "绩效自评情况", "部门（单位）整体支出绩效自评情况"), 5),
        (
            Cell(label("整体支出绩效定性目标及实施计划完成情况", "定性目标完成情况", 2), 2),
            Cell(Rich("预期目标"), 1, 3),
            Cell(Rich("实际完成")),
        ),
        (Cell(goal, 1, 3), Cell(answer)),
        (
            Cell(label("整体支出\n绩效定量目标及实施计划\n完成情况", "定量目标完成情况", 2), len(truth.indicators) + 1),
            Cell(Rich("评价内容"), 1, 2),
            Cell(Rich("绩效目标")),
            Cell(Rich("完成情况")),
        ),
        *_figures(writer, truth),
    ]
    grade = truth.switches.get("grade", truth.grade)
    printed = grade + (writer.rng.choice(["", "", "秀"]) if grade == "优" else "")
    rows += [
        (
            Cell(label("绩效自评综合得分", "自评得分", 2), 1, 2),
            Cell(_score_field(writer, truth.shown.get("total@form", truth.score)), 1, 3),
        ),
        (Cell(Rich("评价等次"), 1, 2), Cell(field("评价等次", printed, grade).marked("tag", name="grade"), 1, 3)),
    ]
    return Table(tuple(rows), (1.6, 1.8, 1.4, 3.2, 2.4))


def _goals(writer: Writer, truth: Truth) -> tuple[Rich, Rich]:
    """The goals in words, and what became of them: done only where every indicator is."""
    uneven = "goals" in truth.switches
    count = writer.rng.randint(3, 4) if uneven else writer.rng.randint(2, 4)
    goal = plain_list(writer, writer.rng.choice(["目标#：", "#、", "#："]), "goal", count, sector=truth.unit.sector)
    done = all(attained(row) for row in truth.indicators)
    if not uneven and writer.chance(0.4):
        return goal, writer.say("均已<按计划完成/完成/达到年初目标>。" if done else "多数任务按计划<推进/完成>。")
    said = ["已按计划完成", "全部完成，达到预期", "完成", "已落实到位", "按序时进度完成"]
    said = said if done else ["正常推进", "有序落实", "取得阶段性成效"]
    answers = count - 1 if uneven else count
    answer = join("\n", (Rich(f"{n}、{writer.rng.choice(said)}。") for n in range(1, answers + 1)))
    return goal.marked("tag", name="goals"), answer.marked("tag", name="answers")


def _figures(writer: Writer, truth: Truth) -> list[tuple[Cell, ...]]:
    """A row an indicator; satisfaction stands among the benefits, as the form has it."""
    table = "整体支出绩效定量目标及实施计划完成情况"
    outputs = "产出目标\n（部门工作实绩，包含上级部门布置的重点工作、实事任务等）"
    words = {
        "产出指标": writer.rng.choice([outputs, "产出目标"]),
        "效益指标": writer.rng.choice(["效益目标\n（预期实现的效益）", "效益目标"]),
    }
    blocks: list[tuple[str, list[tuple[str, list[Indicator]]]]] = []
    for level1, seconds in grouped(truth.indicators):
        if level1 == "满意度指标" and blocks:
            blocks[-1][1].append(("社会公众或服务对象满意度", [item for _, items in seconds for item in items]))
        else:
            shown = [(name.removesuffix("指标") if level1 == "效益指标" else name, items) for name, items in seconds]
            blocks.append((level1, shown))
    together = writer.chance(0.6)
    rows: list[tuple[Cell, ...]] = []
    for level1, seconds in blocks:
        head = [Cell(Rich(words[level1]), sum(len(items) for _, items in seconds))]
        for level2, items in seconds:
            second = [Cell(Rich(level2), len(items))]
            for n, item in enumerate(items, 1):
                name, target, actual, *_ = indicator_cells(
                    writer, truth, item, table, words[level1].replace("\n", ""), level2, with_scores=False
                )
                if item.target.number is None and not item.target.words.startswith("{"):
                    goal = _worded(name, target)
                elif together:
                    goal = name + writer.rng.choice(["", "  ", "："]) + target
                else:
                    goal = Rich(f"指标{n}：") + name + " " + target
                rows.append((*head, *second, Cell(goal), Cell(actual)))
                head, second = [], []
    return rows


def _worded(name: Rich, target: Rich) -> Rich:
    """A goal in words: gold then has no third level, the whole cell is the target."""
    cell = name + target
    data = next(dict(m.data) for m in name.marks if m.kind == "indicator")
    data.update(level3=None, canonical=None, target=cell.text)
    kept = tuple(m for m in cell.marks if m.kind != "indicator")
    return Rich(cell.text, kept).marked("indicator", **data)


def _score_field(writer: Writer, score: Decimal) -> Rich:
    value = int(score) if score == int(score) else float(score)
    if writer.chance(0.5):
        return field("自评得分", writer.claimed("-", score, "分", text=plain(score)), value).marked(
            "tag", name="total@form"
        )
    return field("自评得分", Rich(plain(score)), value).marked("tag", name="total@form")


def _panel(writer: Writer, truth: Truth, outline: Outline) -> Table:
    rows: list[tuple[Cell, ...]] = [
        wide(outline.run_in(1, "评价人员", "评价人员"), 4),
        row("姓  名", "职务/职称", "单  位", "签  字"),
    ]
    for name, post in truth.people.panel:
        spaced = name[0] + "  " + name[1] if len(name) == 2 else name
        rows.append(row(field("评价人员", spaced, optional=True), post, truth.unit.short, ""))
    rows.append(wide(Rich("评价组组长（签字）：\n\n                              年    月    日"), 4))
    return Table(tuple(rows), (2, 2, 3, 2))


def _boxes(writer: Writer) -> Table:
    return Table((
        wide(label("部门（单位）意见：", "部门意见", 2) + "\n\n            部门（单位）负责人（签章）：\n                              年    月    日", 1),
        wide(label("财政部门归口业务科室意见：", "财政部门意见", 2) + "\n\n            财政部门归口业务科室负责人（签章）：\n                              年    月    日", 1),
    ), (1,))  # fmt: skip
