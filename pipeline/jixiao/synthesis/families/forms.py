"""The tables that self-evaluation forms share: funds, goals, indicators, basic data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao.synthesis.blocks import Cell, Table
from jixiao.synthesis.parts import (
    field,
    funds_row,
    grouped,
    head_cell,
    indicator_cells,
    staff_number,
    total_cells,
)
from jixiao.synthesis.printing import plain, quantity
from jixiao.synthesis.rich import Rich, rich
from jixiao.synthesis.truth import Funds, Indicator, Project, Truth, percent
from jixiao.synthesis.writer import Money, Writer

BASIC_ROWS: tuple[tuple[str, str, bool], ...] = (
    ("三公经费", "三公经费", True),
    ("1、公务用车购置和维护经费", "公务用车购置及运行维护费", True),
    ("其中：公车购置", "公务用车购置费", True),
    ("公车运行维护", "公务用车运行维护费", True),
    ("2、出国经费", "因公出国（境）费", True),
    ("3、公务接待", "公务接待费", True),
)
PUBLIC_ROWS = (
    ("公用经费", "公用支出"),
    ("其中：办公经费", "办公经费"),
    ("水费、电费、差旅费", "水费、电费、差旅费"),
    ("会议费、培训费", "会议费、培训费"),
)


def basic_data_table(writer: Writer, truth: Truth) -> Table:
    """附件1 of the four-budget form: staff, 三公, projects and public expenditure over three columns."""
    y, unit = truth.year, writer.style.money_unit
    n = 7
    rate = truth.shown.get("rate@编制", percent(Decimal(truth.staff.actual), Decimal(truth.staff.quota)))
    rows: list[tuple[Cell, ...]] = [
        (Cell(Rich("财政供养人员情况（人）"), 2), head_cell(writer, "编制数", 1, 2), Cell(writer.when("Y年") + "实际在职人数", 1, 2, "centre"), head_cell(writer, "控制率", 1, 2)),
        (
            Cell(staff_number(writer, truth, "人员编制", place="基础表"), 1, 2), Cell(staff_number(writer, truth, "实有人数", place="基础表"), 1, 2),
            Cell(quantity(rate, "%", writer.style, writer.rng, text=plain(rate)).marked("tag", name="rate@编制"), 1, 2),
        ),
        (Cell(Rich(f"经费控制情况（{unit}）")), Cell(writer.when("Y-1年") + "决算数", 1, 2), Cell(writer.when("Y年") + "预算数", 1, 2), Cell(writer.when("Y年") + "决算数", 1, 2)),
    ]  # fmt: skip

    def line(
        label: Rich | str,
        item: str,
        values: tuple[Decimal | None, Decimal | None, Decimal | None],
        raw: str | None = None,
        printed: str | None = None,
    ) -> None:
        name = raw or rich(label).text.removeprefix("其中：").lstrip("123、").rstrip("：")
        cells: list[Cell] = [Cell(rich(label))]
        for value, measure, year in zip(values, ("决算数", "预算数", "决算数"), (y - 1, y, y), strict=True):
            money = None if value is None else Money(item, value, measure, year, None, "基础表", name, None, printed)
            cells.append(Cell(writer.number(money) if money else Rich(), 1, 2, "right"))
        rows.append(tuple(cells))

    of = truth.accounts.of
    for label, item, _ in BASIC_ROWS:
        line(label, item, (of(item, "上年决算数"), of(item, "预算数"), of(item)))
    budgets = [p.full.total for p in truth.projects]
    spent = [p.spent.total for p in truth.projects]
    before = _before(truth)
    line("项目支出：", "项目支出", (sum(before, Decimal(0)), sum(budgets, Decimal(0)), sum(spent, Decimal(0))))
    kind = writer.rng.choice(["1、业务工作经费", "1、业务工作专项"])
    line(kind, "业务工作经费", (before[0], budgets[0], spent[0]))
    line(writer.rng.choice(["2、运行维护经费", "2、运行维护专项"]), "运行维护经费", (None, None, None))
    rest = list(zip(truth.projects[1:], before[1:], budgets[1:], spent[1:], strict=True))
    total = tuple(sum(col, Decimal(0)) for col in (before[1:], budgets[1:], spent[1:])) if rest else (None, None, None)
    special = (
        Rich(writer.rng.choice(["3、专项资金（", "3、县级专项资金（"]))
        + quantity(Decimal(1), "个", writer.style, writer.rng, text="一")
        + "专项一行）"
    )
    line(special, "专项资金", total, raw="专项资金")  # type: ignore[arg-type]
    for project, b, f, s in rest:
        line(project.name, project.name, (b, f, s), raw=project.name, printed=project.name)
    for label, item in PUBLIC_ROWS:
        line(label, item, (of(item, "上年决算数"), of(item, "预算数"), of(item)))
    line("政府采购金额", "政府采购金额", (None, of("政府采购金额", "预算数"), of("政府采购金额")))
    rows[-1] = (rows[-1][0], Cell(Rich(writer.rng.choice(["——", "—"])), 1, 2, "centre"), *rows[-1][2:])
    rows.append(
        (
            Cell(Rich(writer.rng.choice(["部门基本支出预算调整", "部门整体支出预算调整"]))),
            Cell(Rich("——"), 1, 2),
            Cell(Rich(), 1, 2),
            Cell(Rich("——"), 1, 2),
        )
    )
    if writer.chance(0.6):
        rows.append((Cell(Rich("楼堂馆所控制情况\n（") + writer.when("Y年") + "完工项目）", 2), *(head_cell(writer, t) for t in (
            "批复规模（㎡）", "实际规模（㎡）", "规模控制率", f"预算投资（{unit}）", f"实际投资（{unit}）", "投资概算控制率"))))  # fmt: skip
        rows.append(tuple(Cell() for _ in range(6)))
    words = writer.rng.choice(
        [
            "严格执行公务接待和公务用车管理规定，压减会议和差旅开支",
            "严格落实中央八项规定精神",
            "倡导无纸化办公，从严控制一般性支出",
        ]
    )
    rows.append(
        (Cell(Rich("厉行节约保障措施")), Cell(field("厉行节约保障措施", words, words, optional=True), 1, n - 1))
    )
    return Table(tuple(rows), (3, 1, 1, 1, 1, 1, 1))


def _before(truth: Truth) -> list[Decimal]:
    """Last year's amounts of this year's projects, adding up to last year's project expenditure."""
    total = truth.accounts.of("项目支出", "上年决算数")
    spent = [p.spent.total for p in truth.projects]
    whole = sum(spent, Decimal(0))
    step = Decimal("0.01") if total != total.to_integral_value() else Decimal(1)
    parts = [(total * s / whole).quantize(step) for s in spent[:-1]]
    return [*parts, total - sum(parts, Decimal(0))]


def funds_rows(
    writer: Writer, truth: Truth, table: str, block: str, place: str, funds: tuple[Funds, Funds, Funds],
    project: Project | None = None, marks: tuple[str, str] = ("", ""), words: tuple[str, str, str, str] | None = None,
) -> list[tuple[Cell, ...]]:  # fmt: skip
    """Header, total row and its three sources, nine grid columns: block, name ×2, three amounts, weight, rate, score."""
    names = words or (
        "年度资金总额",
        writer.rng.choice(["其中：当年财政拨款", "其中:当年财政拨款"]),
        "上年结转资金",
        "其他资金",
    )
    dash = writer.rng.choice(["—", "-", "", "——"])
    head = (
        Cell(Rich(block), 5), Cell(Rich(), 1, 2),
        *(head_cell(writer, t) for t in ("年初预算数", "全年预算数" + marks[0], "全年执行数" + marks[1], "分值", "执行率" + ("（B/A）" if marks[0] else ""), "得分")),
    )  # fmt: skip
    columns = (funds[0].total, funds[1].total, funds[2].total)
    name, cells, weight, rate, score = funds_row(
        writer, truth, table, block, names[0], place, project.name if project else None, columns
    )
    rows: list[tuple[Cell, ...]] = [
        head,
        (Cell(name, 1, 2), *(Cell(c) for c in cells), Cell(weight), Cell(rate), Cell(score)),
    ]
    blanks = writer.chance(0.3)
    for label, item, attribute in zip(
        names[1:], ("当年财政拨款", "上年结转", "其他资金"), ("appropriation", "carried", "other"), strict=True
    ):
        amounts = [getattr(f, attribute) for f in funds]
        raw = label.replace("其中：", "").replace("其中:", "")
        shown: list[Rich] = []
        for value, measure in zip(amounts, ("年初预算数", "全年预算数", "全年执行数"), strict=True):
            money = Money(item, value, measure, truth.year, None, place, raw, project.name if project else None)
            shown.append(Rich() if blanks and writer.amount(money) == 0 else writer.number(money))
        part = percent(amounts[2], amounts[1]) if amounts[1] else None
        part_rate = Rich(dash)
        if part is not None and dash and writer.chance(0.3):
            part_rate = quantity(part, "%", writer.style, writer.rng, text=plain(part))
        rows.append(
            (Cell(Rich(label), 1, 2), *(Cell(c) for c in shown), Cell(Rich(dash)), Cell(part_rate), Cell(Rich(dash)))
        )
    return rows


def goal_rows(expected: Rich, done: Rich, columns: int, title: str = "年度总体目标") -> list[tuple[Cell, ...]]:
    """The two cells of goals and what became of them, over a grid of so many columns."""
    left = (columns - 1) // 2
    return [
        (Cell(Rich(title), 2), Cell(Rich("预期目标"), 1, left), Cell(Rich("实际完成情况"), 1, columns - 1 - left)),
        (
            Cell(field("年度总体目标", expected, expected.text, optional=True), 1, left),
            Cell(field("年度总体目标完成情况", done, done.text, optional=True), 1, columns - 1 - left),
        ),
    ]


def indicator_rows(
    writer: Writer, truth: Truth, table: str, indicators: tuple[Indicator, ...], place: str,
    head: tuple[str, ...] = ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"), points: dict[str, int] | None = None,
    prefix: bool = False, total: Decimal | None = None,
) -> list[tuple[Cell, ...]]:  # fmt: skip
    """Header, a row an indicator and the total, nine grid columns: block, three levels, target, actual, weight, score, reason."""
    groups = grouped(indicators)
    residue = writer.style.residue and prefix
    extra = sum(1 for _, seconds in groups for _ in seconds) if residue else 0
    header = (
        Cell(Rich("绩效指标") if writer.chance(0.6) else Rich("绩\n效\n指\n标"), len(indicators) + extra + 1),
        *(head_cell(writer, t) for t in ("一级指标", "二级指标", "三级指标", *head)),
    )  # fmt: skip
    rows = [header]
    for level1, seconds in groups:
        label1 = Rich(level1)
        if points:
            said = truth.shown.get(f"points:{level1}", Decimal(points[level1]))
            label1 = label1 + "\n（" + writer.claimed("-", said, "分", text=str(said)) + "）"
            label1 = label1.marked("tag", name=f"points:{level1}!")
        label1 = label1.marked("tag", name=f"points:{level1}")
        first = True
        for level2, items in seconds:
            height = len(items) + (1 if residue else 0)
            for k, item in enumerate(items):
                lead: list[Cell] = []
                if first:
                    lead.append(Cell(label1, sum(len(i) for _, i in seconds) + (len(seconds) if residue else 0)))
                    first = False
                if k == 0:
                    lead.append(Cell(Rich(level2), height))
                name, *rest = indicator_cells(
                    writer,
                    truth,
                    item,
                    table,
                    label1.text.replace("\n", ""),
                    level2,
                    _name_with_number(writer, truth, item),
                )
                shown = (Rich(f"指标{k + 1}：") if prefix else Rich()) + name
                rows.append((*lead, Cell(shown), *(Cell(c) for c in rest)))
            if residue:
                left = Rich(writer.rng.choice(["……", f"指标{len(items) + 1}："])).marked("tag", name="placeholder")
                rows.append((Cell(left), *(Cell() for _ in range(5))))
    label, hundred, score = total_cells(truth, table, place, writer.rng.choice(["总分", "总 分", "合计"]), total)
    rows.append((Cell(label, 1, 6), Cell(hundred), Cell(score), Cell()))
    return rows


def _name_with_number(writer: Writer, truth: Truth, item: Indicator) -> Rich | None:
    """The name of a row in which a number is planted, with the reading of that number."""
    planted = truth.switches.get("name-number")
    if planted is None:
        return None
    name, number, unit = planted.split("|")
    if item.name != f"{name}{number}{unit}":
        return None
    return Rich(name) + quantity(Decimal(number), unit, writer.style, writer.rng, text=number)


def scaled_indicators(
    writer: Writer, indicators: tuple[Indicator, ...], project: Project, keep: int
) -> tuple[Indicator, ...]:
    """A project's own rows: fewer, under other keys, with weights that still make 50, 30 and 10."""
    from jixiao.synthesis.indicators import SHARES, attained

    chosen: list[Indicator] = []
    for level1, points in SHARES.items():
        own = [i for i in indicators if i.level1 == level1]
        own = own[:1] + [i for i in own[1:] if writer.chance(keep / 10)]
        base, over = divmod(points, len(own))
        for n, item in enumerate(own):
            weight = Decimal(base + (1 if n < over else 0))
            if item.level2 == "成本指标" and item.target.unit == "万元":
                target, actual = (
                    replace(item.target, number=project.full.total),
                    replace(item.actual, number=project.spent.total),
                )
                item = replace(item, name="项目成本控制数", target=target, actual=actual)
            score = weight if attained(item) else (item.score / item.weight * weight).quantize(Decimal("0.01"))
            chosen.append(replace(item, key=f"{project.name}:{item.key}", weight=weight, score=score))
    return tuple(chosen)


def conclusions(truth: Truth) -> list[str]:
    """What may be said of the year as a whole: that all is done only where all is."""
    from jixiao.synthesis.indicators import attained

    if all(attained(row) for row in truth.indicators):
        return ["各项目标均已完成。", "年度目标全面完成，资金使用规范。", "较好完成了年初设定的绩效目标。"]
    return [
        "多数指标达到预期，个别指标有差距。",
        "除个别指标外，年度任务基本完成。",
        "资金使用规范，主要任务有序推进。",
    ]


def _aim_and_outcome(writer: Writer, truth: Truth) -> tuple[Rich, Rich] | None:
    """A goal with its growth and the outcome with its own: both imply the same base, unless an error is planted."""
    rows = [
        r for r in truth.indicators
        if r.verb and r.previous and r.target.number and r.actual.number and r.target.number > r.previous and r.actual.number > r.previous
    ]  # fmt: skip
    planted = next((r for r in rows if f"{r.key}.aimed-growth" in truth.shown), None)
    if not rows or (planted is None and not writer.chance(0.25)):
        return None
    row = planted or rows[0]
    assert row.previous
    assert row.target.number
    assert row.actual.number
    aimed = truth.shown.get(f"{row.key}.aimed-growth", percent(row.target.number, row.previous, "0.01") - 100)
    grown = percent(row.actual.number, row.previous, "0.01") - 100
    sides = []
    for value, growth, role, template in (
        (row.target.number, aimed, "target", "力争{verb}{object}{q}，比上年增长{g}。"), (row.actual.number, grown, "actual", "实际{verb}{object}{q}，比上年增长{g}。"),
    ):  # fmt: skip
        claims: list[dict[str, object]] = []
        name = "aim" if role == "target" else "outcome"
        q = writer.claimed(
            row.verb + row.thing,
            value,
            row.actual.unit,
            role=role,
            claims=claims,
            tag=f"{row.key}.{name}",
            text=plain(value),
        )
        claims[0]["change"] = {
            "kind": "比上年",
            "direction": "up",
            "value": float(growth),
            "unit": writer.style.percent_sign,
        }
        g = writer.claimed("-", growth, "%", tag=f"{row.key}.{'aimed' if role == 'target' else 'grown'}-growth")
        sides.append(writer.say(template, verb=row.verb, object=row.thing, q=q, g=g))
    return sides[0], sides[1]


def pick_goals(writer: Writer, truth: Truth) -> tuple[Rich, Rich]:
    """A form's overall goal in words, and what was done."""
    from jixiao.synthesis.parts import achievement
    from jixiao.synthesis.rich import join

    sentences = [
        writer.say(writer.text("sentences", kind="goal", sector=truth.unit.sector))
        for _ in range(writer.rng.randint(1, 3))
    ]
    marks = writer.rng.choice(["{n}.", "（{n}）", "目标{n}：", "{n}、"])
    goals = join(
        "\n",
        (
            Rich(marks.replace("{n}", str(n)) if len(sentences) > 1 else "") + s + "。"
            for n, s in enumerate(sentences, 1)
        ),
    )
    events = [i for i in truth.indicators if i.verb and i.actual.number is not None]
    done = [achievement(writer, truth, item) for item in events[: writer.rng.randint(1, 3)]]
    aim = _aim_and_outcome(writer, truth)
    if aim:
        goals, done = goals + "\n" + aim[0], [*done, aim[1]]
    if writer.chance(0.3) or not done:
        done.append(writer.say(writer.rng.choice(conclusions(truth))))
    return goals, join("\n" if writer.chance(0.5) else "", done)


def indicator_point(row: Indicator) -> Rich:
    """The points of a row, for a rule column."""
    return Rich(plain(row.weight))
