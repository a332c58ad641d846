"""F1 and F2: the one big Hunan form of 2018–2022, with cover, five blocks and a report in words; F2 adds letter and score sheet."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table, row, stacked
from jixiao.synthesis.families.score_sheet import score_sheet
from jixiao.synthesis.indicators import attained
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    achievement,
    achievements,
    day_field,
    dialled,
    field,
    grouped,
    head_cell,
    headed,
    indicator_cells,
    label,
    plain_list,
    staff_in_prose,
    staff_number,
    teller,
    title,
)
from jixiao.synthesis.printing import plain
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Money, Writer

CENT = Decimal("0.01")


def hunan_form(writer: Writer, truth: Truth) -> list[Block]:
    """F1: cover and form."""
    return [*_cover(writer, truth), *_form(writer, truth)]


def hunan_form_with_sheet(writer: Writer, truth: Truth) -> list[Block]:
    """F2: letter, cover and form, score sheet."""
    return [
        *_letter(writer, truth), Paragraph(Rich(writer.rng.choice(["附件2-1：", "附件1：", "附件1"])), "note"),
        *_cover(writer, truth), *_form(writer, truth, total="sheet"),
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


def _wide(content: Rich, columns: int) -> tuple[Cell, ...]:
    return (Cell(content, 1, columns),)


def _form(writer: Writer, truth: Truth, total: str = "form") -> list[Block]:
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    inner = Outline(writer, ("han", "paren", "comma", "paren-digit"), base=1)
    results = achievements(
        writer, truth, Outline(writer, ("dot", "dot", "dot", "paren-digit"), base=2), 1, writer.rng.randint(3, 5)
    )
    story = join("\n", (p.content for p in results))
    tables = [_basics(writer, truth, outline, story), *_money_tables(writer, truth, outline)]
    tables += [_results(writer, truth, outline, total), _panel(writer, truth, outline), _boxes(writer)]
    blocks: list[Block] = [stacked(tables)] if writer.chance(0.7) else list(tables)
    blocks.append(Paragraph(Rich("填报人（签名）：") + field("填表人", truth.people.clerk) + "                     联系电话："
                            + field("联络电话", dialled(truth.people.clerk_phone)), "note"))  # fmt: skip
    blocks.append(outline.heading(1, "评价报告综述", writer.rng.choice(["评价报告综述（文字部分）", "评价报告综述"])))
    blocks += _report(writer, truth, inner, results)
    return blocks


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
        _wide(outline.run_in(1, "基本情况", writer.rng.choice(["部门（单位）基本概况", "部门基本概况"])), 4),
        row("联系人", field("联系人", truth.people.contact), "联络电话", phone),
        row("人员编制", staff_number(writer, truth, "人员编制"), "实有人数", staff_number(writer, truth, "实有人数")),
        (Cell(label("职能职责概述", "职能职责", 2)), Cell(_tasks_as_plan(text), 1, 3)),
        (
            Cell(label(writer.rng.choice(["年度主要\n工作内容", "年度主要工作内容"]), "年度主要工作", 2)),
            Cell(tasks, 1, 3),
        ),
        (Cell(label("年度部门（单位）总体运行情况及取得的成绩", "总体运行情况及成绩", 2)), Cell(story, 1, 3)),
    ]
    return Table(tuple(rows), (2.0, 3.0, 2.0, 3.0))


def _tasks_as_plan(text: Rich) -> Rich:
    return text


INCOME = ("收入合计", "上年结转", "一般公共预算拨款", "政府性基金预算拨款", "纳入专户管理的非税收入拨款", "其他收入")
EXPENSE = ("支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "当年结余", "年末结转结余")
GUESTS = ("三公经费", "公务接待费", "公务用车运行维护费", "公务用车购置费", "因公出国（境）费")
ASSETS = ("固定资产", "在用固定资产", "出租固定资产", "其他固定资产")
RAW = {
    "一般公共预算拨款": "公共财政拨款", "政府性基金预算拨款": "政府基金拨款", "年末结转结余": "累计结余",
    "公务用车运行维护费": "公务用车运维费", "因公出国（境）费": "因公出国费", "三公经费": "三公经费",
}  # fmt: skip
SUMS = {
    "收入合计": INCOME[1:],
    "支出合计": ("基本支出", "项目支出"),
    "基本支出": ("人员支出", "公用支出"),
    "三公经费": GUESTS[1:],
    "固定资产": ASSETS[1:],
}


def split_amounts(truth: Truth, items: tuple[str, ...]) -> list[dict[str, Decimal]]:
    """The amounts of the whole and of the agency and each branch; sums hold down and across."""
    of = {i: truth.accounts.of(i, "收入") if i in INCOME[1:] else truth.accounts.of(i) for i in items}
    leaves = [i for i in items if i not in SUMS]
    parts: list[dict[str, Decimal]] = []
    for share in truth.accounts.shares[1:]:
        part = {i: (of[i] * share).quantize(CENT if of[i] != of[i].to_integral_value() else Decimal(1)) for i in leaves}
        part = {i: min(v, of[i]) for i, v in part.items()}
        parts.append(part)
    agency = {i: of[i] - sum((p[i] for p in parts), Decimal(0)) for i in leaves}
    result = [of, agency, *parts]
    for part in result[1:]:
        for total in ("基本支出", "支出合计", "收入合计", "三公经费", "固定资产"):
            if total in items:
                part[total] = sum((part[i] for i in SUMS[total]), Decimal(0))
    return result


def _amount_rows(
    writer: Writer, truth: Truth, items: tuple[str, ...], place: str, zeros: bool, agency: str
) -> list[tuple[Cell, ...]]:
    measure = None if items is ASSETS else "决算数"
    whole = f"{agency}及二级机构汇总"
    named: list[tuple[str, str | None]] = [(whole, None), (f"1、{agency}", agency)]
    named += [(f"{n}、{b}", b) for n, b in enumerate(truth.unit.branches, 2)]
    amounts = split_amounts(truth, items)
    rows = []
    for (printed, entity), values in zip(named, amounts, strict=True):
        cells: list[Cell] = [Cell(Rich(printed))]
        for item in items:
            money = Money(item, values[item], measure, truth.year, entity, place, RAW.get(item, item))
            shown = writer.amount(money)
            cells.append(Cell(writer.number(money) if shown != 0 or zeros else Rich(), align="right"))
        rows.append(tuple(cells))
    if writer.style.residue and not truth.unit.branches:
        rows += [
            (
                Cell(Rich(f"{n}、") + Rich(f"二级机构{n - 1}").marked("tag", name="placeholder")),
                *(Cell() for _ in items),
            )
            for n in (2, 3)
        ]
    return rows


def _money_tables(writer: Writer, truth: Truth, outline: Outline) -> list[Table]:
    zeros = writer.chance(0.5)
    agency = "局机关" if truth.unit.short.endswith("局") else writer.rng.choice(["部机关", "机关本级"])
    h = partial(head_cell, writer)
    unit = writer.style.money_unit
    income = Table((
        _wide(outline.run_in(1, "收支情况", writer.rng.choice(["部门（单位）收支情况", "部门收支情况"])), 7),
        _wide(label(f"年度收入情况（{unit}）", "收入情况", 2), 7),
        (h("机构名称", 2), h("收入合计", 2), h("其中：", 1, 5)),
        (h("上年结转"), h("公共财政拨款"), h("政府基金拨款"), h("纳入专户管理的非税收入拨款"), h("其他收入")),
        *_amount_rows(writer, truth, INCOME, "收入表", zeros, agency),
    ), (3, 1.3, 1.2, 1.3, 1.3, 1.6, 1.2))  # fmt: skip
    expense = Table((
        _wide(label(f"部门（单位）年度支出和结余情况（{unit}）", "支出和结余情况", 2), 8),
        (h("机构名称", 3), h("支出合计", 3), h("其中：", 1, 4), h("结余", 1, 2)),
        (h("基本支出", 2), h("其中：", 1, 2), h("项目支出", 2), h("当年结余", 2), h("累计结余", 2)),
        (h("人员支出"), h("公用支出")),
        *_amount_rows(writer, truth, EXPENSE, "支出表", zeros, agency),
    ), (3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.2, 1.2))  # fmt: skip
    guests = Table((
        (h("机构名称", 2), h("三公经费\n合计", 2), h("其中：", 1, 4)),
        (h("公务接待费"), h("公务用车运维费"), h("公务用车购置费"), h("因公出国费")),
        *_amount_rows(writer, truth, GUESTS, "三公表", zeros, agency),
    ), (3, 1.4, 1.4, 1.5, 1.5, 1.4))  # fmt: skip
    assets = Table((
        (h("机构名称", 2), h("固定资产\n合计", 2), h("其中：", 1, 2), h("其他", 2)),
        (h("在用固定资产"), h("出租固定资产")),
        *_amount_rows(writer, truth, ASSETS, "资产表", zeros, agency),
    ), (3, 1.5, 1.5, 1.5, 1.2))  # fmt: skip
    return [income, expense, guests, assets]


def _results(writer: Writer, truth: Truth, outline: Outline, total: str) -> Table:
    goals = writer.rng.randint(2, 4)
    goal = plain_list(writer, writer.rng.choice(["目标#：", "#、", "#："]), "goal", goals, sector=truth.unit.sector)
    done = all(attained(row) for row in truth.indicators)
    said = (
        ["已按计划完成", "全部完成，达到预期", "完成", "已落实到位", "按序时进度完成"]
        if done
        else ["正常推进", "有序落实", "取得阶段性成效"]
    )
    answers = [writer.say(writer.rng.choice(said)) for _ in range(goals)]
    answer = (
        join("\n", (Rich(f"{n}、") + text + "。" for n, text in enumerate(answers, 1)))
        if writer.chance(0.6) else writer.say("均已<按计划完成/完成/达到年初目标>。" if done else "多数任务按计划<推进/完成>。")
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        _wide(outline.run_in(1, "绩效自评情况", "部门（单位）整体支出绩效自评情况"), 4),
        (Cell(label("整体支出绩效定性目标及实施计划完成情况", "定性目标完成情况", 2), 2), Cell(Rich("预期目标"), 1, 2), Cell(Rich("实际完成"))),
        (Cell(goal, 1, 2), Cell(answer)),
    ]  # fmt: skip
    table = "整体支出绩效定量目标及实施计划完成情况"
    groups = grouped(truth.indicators)
    count = sum(1 for _ in truth.indicators)
    first = True
    level1_words = {
        "产出指标": writer.rng.choice(
            ["产出目标\n（部门工作实绩，包含上级部门布置的重点工作、实事任务等）", "产出目标"]
        ),
        "效益指标": writer.rng.choice(["效益目标\n（预期实现的效益）", "效益目标"]),
    }
    merged: list[tuple[str, list[tuple[str, list]]]] = []  # type: ignore[type-arg]
    for level1, seconds in groups:
        if level1 == "满意度指标" and merged:
            merged[-1][1].append(
                ("社会公众或服务对象满意度", seconds[0][1] if len(seconds) == 1 else [r for s in seconds for r in s[1]])
            )
        else:
            merged.append((level1, [*seconds]))
    head = (
        Cell(label("整体支出\n绩效定量目标及实施计划\n完成情况", "定量目标完成情况", 2), count + 1),
        Cell(Rich("评价内容"), 1, 1),
        Cell(Rich("绩效目标")),
        Cell(Rich("完成情况")),
    )
    del first
    body: list[tuple[Cell, ...]] = []
    combined = writer.chance(0.6)
    for level1, seconds in merged:
        words = level1_words[level1]
        for level2, items in seconds:
            shown2 = level2.removesuffix("指标") if level1 == "效益指标" else level2
            for k, item in enumerate(items):
                key = re_space(words)
                name, target, actual, _, _, _ = indicator_cells(
                    writer, truth, item, table, key, shown2, with_scores=False
                )
                if item.target.number is None and not item.target.words.startswith("{"):
                    goal_cell, actual = _worded(name, target, actual)
                elif combined:
                    goal_cell = name + writer.rng.choice(["", "  ", "："]) + target
                else:
                    goal_cell = Rich(f"指标{k + 1}：") + name + " " + target
                first_cells = [Cell(Rich(words + "\n" if False else "")) for _ in range(0)]
                level_cell = [Cell(Rich(shown2), len(items))] if k == 0 else []
                body.append((*first_cells, *level_cell, Cell(goal_cell), Cell(actual)))
    rows.append(head)
    rows += _with_level1(body, merged, level1_words)
    score = truth.shown.get("total@form", truth.score)
    rows += [
        (Cell(label("绩效自评综合得分", "自评得分", 2), 1, 2), Cell(_score_field(writer, score), 1, 2)),
        (Cell(Rich("评价等次"), 1, 2), Cell(field("评价等次", truth.switches.get("grade", truth.grade) + writer.rng.choice(["", "", "秀"] if truth.switches.get("grade", truth.grade) == "优" else [""]), truth.switches.get("grade", truth.grade)).marked("tag", name="grade"), 1, 2)),
    ]  # fmt: skip
    return _widened(rows)


def _worded(name: Rich, target: Rich, actual: Rich) -> tuple[Rich, Rich]:
    """A goal in words: gold then has no third level, the whole cell is the target."""
    cell = name + target
    data = next(dict(m.data) for m in name.marks if m.kind == "indicator")
    data.update(level3=None, canonical=None, target=cell.text)
    kept = tuple(m for m in cell.marks if m.kind != "indicator")
    return Rich(cell.text, kept).marked("indicator", **data), actual


def re_space(text: str) -> str:
    """A cell's text as gold has it: without line breaks."""
    return text.replace("\n", "")


def _with_level1(body: list[tuple[Cell, ...]], merged: list, words: dict[str, str]) -> list[tuple[Cell, ...]]:  # type: ignore[type-arg]
    """Put the first level's words above its second levels, as a cell of their own at the left."""
    result, at = [], 0
    for level1, seconds in merged:
        count = sum(len(items) for _, items in seconds)
        for k in range(count):
            lead = (Cell(Rich(words[level1]), count),) if k == 0 else ()
            result.append((*lead, *body[at + k]))
        at += count
    return result


def _widened(rows: list[tuple[Cell, ...]]) -> Table:
    """The results block on a grid of five columns: label, first level, second level, target, actual."""
    fixed: list[tuple[Cell, ...]] = []
    for cells in rows:
        texts = [c.content.text for c in cells]
        if len(cells) == 1:
            fixed.append((Cell(cells[0].content, 1, 5),))
        elif "预期目标" in texts:
            fixed.append((cells[0], Cell(cells[1].content, 1, 3), cells[2]))
        elif "评价内容" in texts:
            fixed.append((cells[0], Cell(cells[1].content, 1, 2), cells[2], cells[3]))
        elif len(cells) == 2 and cells[0].columns == 2 and cells[1].columns == 1:  # goals and what became of them
            fixed.append((Cell(cells[0].content, 1, 3), cells[1]))
        elif len(cells) == 2 and cells[0].columns == 2:
            fixed.append((cells[0], Cell(cells[1].content, 1, 3)))
        else:
            fixed.append(cells)
    return Table(tuple(fixed), (1.6, 1.8, 1.4, 3.2, 2.4))


def _score_field(writer: Writer, score: Decimal) -> Rich:
    value = int(score) if score == int(score) else float(score)
    if writer.chance(0.5):
        return field("自评得分", writer.claimed("-", score, "分", text=plain(score)), value).marked(
            "tag", name="total@form"
        )
    return field("自评得分", Rich(plain(score)), value).marked("tag", name="total@form")


def _panel(writer: Writer, truth: Truth, outline: Outline) -> Table:
    rows: list[tuple[Cell, ...]] = [
        _wide(outline.run_in(1, "评价人员", "评价人员"), 4),
        row("姓  名", "职务/职称", "单  位", "签  字"),
    ]
    for name, post in truth.people.panel:
        spaced = name[0] + "  " + name[1] if len(name) == 2 else name
        rows.append(row(field("评价人员", spaced, optional=True), post, truth.unit.short, ""))
    rows.append(_wide(Rich("评价组组长（签字）：\n\n                              年    月    日"), 4))
    return Table(tuple(rows), (2, 2, 3, 2))


def _boxes(writer: Writer) -> Table:
    return Table((
        _wide(label("部门（单位）意见：", "部门意见", 2) + "\n\n            部门（单位）负责人（签章）：\n                              年    月    日", 1),
        _wide(label("财政部门归口业务科室意见：", "财政部门意见", 2) + "\n\n            财政部门归口业务科室负责人（签章）：\n                              年    月    日", 1),
    ), (1,))  # fmt: skip


def _report(writer: Writer, truth: Truth, outline: Outline, results: list[Paragraph]) -> list[Block]:
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
    if writer.chance(0.5):
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
