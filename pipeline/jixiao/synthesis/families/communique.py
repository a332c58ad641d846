"""F16: what history is told by: statistical communiqués and government work reports, growth in every sentence."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jixiao.synthesis.blocks import Block, Cell, Paragraph, Table, row
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import head_cell, title
from jixiao.synthesis.printing import number_json, plain
from jixiao.synthesis.rich import Mark, Rich, join
from jixiao.synthesis.truth import Truth, percent
from jixiao.synthesis.writer import Writer

PARTS = ("综合", "农业", "工业和建筑业", "固定资产投资", "贸易", "交通旅游", "教育卫生", "居民生活")
TITLES = {
    "综合": "综合", "农业": "农业", "工业和建筑业": "工业和建筑业", "固定资产投资": "固定资产投资", "贸易": "国内贸易和对外经济",
    "交通旅游": "交通、邮电和旅游", "教育卫生": "教育、科技和卫生", "居民生活": "居民收入和社会保障",
}  # fmt: skip
CANONICAL = {"综合", "农业", "工业和建筑业", "固定资产投资"}


def communique(writer: Writer, truth: Truth) -> list[Block]:
    """A statistical communiqué of a county."""
    rng = writer.rng
    outline = Outline(writer, (rng.choice(["han", "han", "han-dot"]), "paren", "dot", "paren-digit"))
    blocks: list[Block] = [Paragraph(title(writer, truth, "{county}{@Y年}国民经济和社会发展统计公报", None), "title")]
    if writer.chance(0.6):
        blocks.append(Paragraph(writer.say("{county}统计局"), "caption"))
    blocks.append(Paragraph(writer.say(rng.choice([
        "{@Y年}，全{level}上下<坚持稳中求进工作总基调/锚定高质量发展首要任务>，经济运行总体平稳、稳中有进。",
        "{@Y年}，面对复杂严峻的外部环境，全{level}统筹发展和安全，主要经济指标保持在合理区间。",
    ]))))  # fmt: skip
    parts = [p for p in PARTS if p not in ("交通旅游", "教育卫生", "居民生活") or writer.chance(0.7)]
    for part in parts:
        blocks.append(outline.heading(1, part if part in CANONICAL else None, TITLES[part]))
        rows = _sentences(writer, part, truth)
        if writer.chance(0.5):
            blocks += [Paragraph(text) for text in rows]
        else:
            blocks.append(Paragraph(join("", rows)))
        if part == "固定资产投资":
            blocks.append(outline.heading(1, "金融", "财政和金融"))
            blocks += _money(writer, truth)
    if writer.chance(0.7):
        blocks.append(_table(writer, truth))
    blocks.append(
        Paragraph(
            writer.say("注：{@Y年}数据为<初步核算数/快报数>，部分数据因四舍五入存在合计与分项不等的情况。"), "note"
        )
    )
    return blocks


def work_report(writer: Writer, truth: Truth) -> list[Block]:
    """A government work report: the year past, the year to come."""
    rng = writer.rng
    outline = Outline(writer, ("han", "paren", "dot", "paren-digit"))
    blocks: list[Block] = [Paragraph(title(writer, truth, "{county}人民政府{@Y年}工作报告", None), "title")]
    blocks.append(Paragraph(writer.say("各位代表：\n现在，我代表{level}人民政府向大会报告工作，请予审议。")))
    blocks.append(outline.heading(1, None, writer.say("{@Y年}工作回顾")))
    for part in rng.sample(("综合", "农业", "工业和建筑业", "固定资产投资", "贸易", "居民生活"), 4):
        head = {
            "综合": "经济运行稳中提质",
            "农业": "乡村振兴扎实推进",
            "工业和建筑业": "产业支撑更加有力",
            "固定资产投资": "发展后劲持续增强",
            "贸易": "改革开放不断深化",
            "居民生活": "民生福祉日益增进",
        }[part]
        run_in = outline.run_in(2, None, head, optional=True)
        blocks.append(
            Paragraph(
                run_in
                + "。"
                + join("", [*_sentences(writer, part, truth)[:2], *_sentences(writer, "工作报告", truth)[:1]])
            )
        )
    blocks += _money(writer, truth)[:1]
    blocks.append(outline.heading(1, None, writer.say("{@Y+1年}工作安排")))
    blocks += [Paragraph(writer.say(writer.text("communique", part="工作打算"))) for _ in range(2)]
    return blocks


def _sentences(writer: Writer, part: str, truth: Truth) -> list[Rich]:
    from jixiao.synthesis.phrases import choose_from

    rows = [r["text"] for r in choose_from("communique", writer.vocabulary, part=part)]
    writer.rng.shuffle(rows)
    said = [writer.say(text) for text in rows]
    if part == "贸易":
        return [_retail(writer, truth), *said]
    return [_product(writer), *said, _people(writer)] if part == "综合" else said


def _retail(writer: Writer, truth: Truth) -> Rich:
    """Retail sales, mostly with those of town and country, which make up the whole unless an error is planted."""
    rng = writer.rng
    parts = [Decimal(rng.randint(868, 3506)) / 10, Decimal(rng.randint(68, 608)) / 10]
    rates = [Decimal(rng.randint(12, 126)) / 10 for _ in parts]
    whole = sum(parts, Decimal(0))
    growth = (sum((p * r for p, r in zip(parts, rates, strict=True)), Decimal(0)) / whole).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    parts[1] += Decimal(truth.switches.get("retail-country", "0"))
    told: dict[str, Rich] = {}
    for key, subject, value, rate, tag in (
        ("r", "社会消费品零售总额", whole, growth, "retail"), ("u", "城镇消费品零售额", parts[0], rates[0], "retail-town"),
        ("c", "乡村消费品零售额", parts[1], rates[1], "retail-country"),
    ):  # fmt: skip
        claims: list = []  # type: ignore[type-arg]
        told[key] = writer.claimed(subject, value, "亿元", claims=claims, tag=tag)
        kind = "同比" if key == "r" else None
        claims[0]["change"] = {
            "kind": kind,
            "direction": "up",
            "value": number_json(rate),
            "unit": writer.style.percent_sign,
        }
        told[f"{key}g"] = writer.claimed("-", rate, "%")
    text = writer.say("社会消费品零售总额{r}，同比增长{rg}。", r=told["r"], rg=told["rg"])
    if "retail-country" in truth.switches or writer.chance(0.6):
        text = text + writer.say(
            "按经营地<分/统计>，城镇消费品零售额{u}，增长{ug}；乡村消费品零售额{c}，增长{cg}。",
            u=told["u"], ug=told["ug"], c=told["c"], cg=told["cg"],
        )  # fmt: skip
    return text


def _product(writer: Writer) -> Rich:
    """The gross product, its three industries and their growth: parts add up, the whole grows between its parts."""
    rng = writer.rng
    parts = [Decimal(rng.randint(low, high)) / 10 for low, high in ((86, 605), (265, 2608), (365, 3204))]
    rates = [Decimal(rng.randint(12, 98)) / 10 for _ in parts]
    whole = sum(parts, Decimal(0))
    growth = (sum((p * r for p, r in zip(parts, rates, strict=True)), Decimal(0)) / whole).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    names = ("第一产业增加值", "第二产业增加值", "第三产业增加值")
    template = rng.choice([
        "经初步核算，全年实现地区生产总值{gdp}，<同比增长/比上年增长/按可比价计算增长>{g}。其中，第一产业增加值{p0}，增长{g0}；第二产业增加值{p1}，增长{g1}；第三产业增加值{p2}，增长{g2}。",
        "全{level}生产总值（GDP）{gdp}，增速{g}。分产业看：第一产业增加值{p0}，增长{g0}；第二产业增加值{p1}，增长{g1}；第三产业增加值{p2}，增长{g2}。",
    ])  # fmt: skip
    slots: dict[str, Rich] = {}
    for key, subject, value, rate in (
        ("gdp", "地区生产总值", whole, growth),
        *((str(i), n, parts[i], rates[i]) for i, n in enumerate(names)),
    ):
        claims: list = []  # type: ignore[type-arg]
        slots[key if key == "gdp" else f"p{key}"] = writer.claimed(subject, value, "亿元", claims=claims)
        claims[0]["change"] = {
            "kind": "同比",
            "direction": "up",
            "value": number_json(rate),
            "unit": writer.style.percent_sign,
        }
        slots["g" if key == "gdp" else f"g{key}"] = writer.claimed("-", rate, "%")
    text = writer.say(template, **slots)
    if rng.random() < 0.5:
        shares = [percent(p, whole, "0.1") for p in parts[:2]]
        last = Decimal(100) - sum(shares, Decimal(0))
        text = text + writer.say("三次产业占比分别为{a}、{b}和{c}。", a=writer.claimed("第一产业占比", shares[0], "%"),
                                 b=writer.claimed("第二产业占比", shares[1], "%"), c=writer.claimed("第三产业占比", last, "%"))  # fmt: skip
    return text


def _people(writer: Writer) -> Rich:
    """Inhabitants, those of them in towns, and the rate that follows."""
    rng = writer.rng
    total = Decimal(rng.randint(186, 988)) / 10
    urban = (total * Decimal(rng.randint(42, 69)) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return writer.say(
        "年末<常住人口/全{level}常住人口>{t}，其中城镇<常住人口/人口>{u}，<常住人口城镇化率/城镇化率>{r}，比上年末提高{↑|0.3-1.6|个百分点}。".replace("/全{level}常住人口", ""),
        t=writer.claimed("常住人口", total, "万人"), u=writer.claimed("城镇人口", urban, "万人"), r=writer.claimed("城镇化率", percent(urban, total), "%"),
    )  # fmt: skip


def _amount(writer: Writer, item: str, raw: str, value: Decimal, unit: str, claims: list) -> Rich:  # type: ignore[type-arg]
    printed = writer.claimed(raw, value, unit, claims=claims, text=plain(value))
    data = {
        "item": item, "raw_item": raw, "measure": "决算数", "year": writer.year, "entity": None, "value": number_json(value),
        "unit": unit, "source": "narrative",
    }  # fmt: skip
    digits = len(plain(value))
    return Rich(printed.text, (*printed.marks, Mark("finance", 0, digits, data)))


def _money(writer: Writer, truth: Truth) -> list[Block]:
    """Public revenue and expenditure of the county, in 亿元 or 万元, and banks."""
    rng = writer.rng
    unit = rng.choice(["亿元", "亿元", "万元"])
    scale = Decimal(1) if unit == "亿元" else Decimal(10000)
    revenue = Decimal(rng.randint(460, 4680)) / 100 * scale
    tax = (revenue * Decimal(rng.randint(55, 80)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    spend = (revenue * Decimal(rng.randint(180, 420)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    claims: list = []  # type: ignore[type-arg]
    first = _amount(writer, "一般公共预算收入", "一般公共预算收入", revenue, unit, claims)
    growth = Decimal(rng.randint(12, 118)) / 10
    claims[-1]["change"] = {"kind": "同比", "direction": "up", "value": number_json(growth), "unit": "%"}
    second = _amount(writer, "税收收入", rng.choice(["税收收入", "税收收入"]), tax, unit, claims)
    third = _amount(writer, "一般公共预算支出", "一般公共预算支出", spend, unit, claims)
    share = writer.claimed("税收收入占比", percent(tax, revenue, "0.1"), "%", tag="share@税收")
    text = writer.say(rng.choice([
        "全年完成一般公共预算收入{r}，<同比增长/比上年增长>{g}，其中税收收入{t}，占一般公共预算收入的{s}。一般公共预算支出{e}。",
        "一般公共预算收入{r}，增长{g}；税收收入{t}，占比{s}；一般公共预算支出{e}。",
    ]), r=first, g=writer.claimed("-", growth, "%"), t=second, s=share, e=third)  # fmt: skip
    banks = writer.say(
        "年末金融机构各项存款余额{各项存款余额|86.8-680.8|亿元}，比年初增加{↑|3.6-68.8|亿元}；各项贷款余额{各项贷款余额|56.8-480.6|亿元}，增长{↑|4.6-18.8|%}。"
    )
    return [Paragraph(text), Paragraph(banks)]


def _table(writer: Writer, truth: Truth) -> Table:
    """A small table inside the text: products, units and growth in columns; its numbers are no accounts of a unit."""
    rng = writer.rng
    products = rng.sample(
        (("水泥", "万吨"), ("发电量", "亿千瓦时"), ("化肥", "吨"), ("服装", "万件"), ("钢材", "万吨"), ("饲料", "吨")),
        4,
    )
    rows = [tuple(head_cell(writer, t) for t in ("产品名称", "单位", "产量", "比上年增长（%）"))]
    for name, unit in products:
        rows.append(
            row(
                name,
                unit,
                Cell(Rich(plain(Decimal(rng.randint(120, 9800)) / 10)), align="right"),
                Cell(Rich(plain(Decimal(rng.randint(-128, 268)) / 10)), align="right"),
            )
        )
    return Table(tuple(rows), (2, 1, 1.5, 1.5), 1)
