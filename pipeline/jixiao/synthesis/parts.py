"""Parts that reports of several families share: titles, form cells, indicator rows, narrative of money and results."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from jixiao.document.gold import ASKED_FIELDS
from jixiao.synthesis.blocks import Cell, Paragraph
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.printing import date, number_json, plain, quantity
from jixiao.synthesis.rich import Mark, Rich, join, rich
from jixiao.synthesis.truth import Indicator, Truth, Unit, Value, percent
from jixiao.synthesis.writer import Money, Writer

TENTH = Decimal("0.1")


def names_of(truth: Truth) -> dict[str, Rich | str]:
    """The words that templates may use by name."""
    unit, place = truth.unit, truth.unit.place
    level = "区" if place.county.endswith("区") else "县"
    me = "我" + ({"局": "局", "会": "委", "院": "院", "站": "站", "馆": "馆"}.get(unit.short[-1], "单位"))
    return {
        "unit": unit.name, "short": unit.short, "me": me, "county": place.county, "city": place.city,
        "province": place.province, "town": place.town, "party": f"{level}委、{level}政府", "level": level,
        "finance": f"{place.county}财政局", "head": unit.head,
    }  # fmt: skip


def field(name: str, content: Rich | str, value: Any = None, optional: bool = False) -> Rich:
    """A document-level value; without ``value`` its text without blanks."""
    content = rich(content)
    data: dict[str, Any] = {"name": name, "value": re.sub(r"\s", "", content.text) if value is None else value}
    if optional or name not in ASKED_FIELDS:
        data["optional"] = True
    return content.marked("field", **data)


def dialled(number: str) -> Rich:
    """A telephone number; one of a person's own mobile may be remarked on."""
    printed = Rich(number).marked("code")
    return printed.marked("tag", name="mobile") if len(number) == 11 and number.startswith("1") else printed


def day_field(writer: Writer, name: str, day: datetime.date, form: str | None = None, tag: str | None = None) -> Rich:
    """A date of the form: a field and a date mention."""
    printed = field(name, date(day, form or writer.style.date_form), day.isoformat())
    return printed.marked("tag", name=tag) if tag else printed


def title(
    writer: Writer, truth: Truth, template: str, canonical: str | None = "自评报告", number: str = "", annexed: bool = False
) -> Rich:  # fmt: skip
    """A title that names the year: the fields 标题 and 年度. ``{@Y年度}`` in the template is the year."""
    year = int(truth.switches.get("title-year", truth.year))
    text = writer.say(template.replace("{@Y年度}", "{year}").replace("{@Y年}", "{year-short}"), **{
        "year": _year(year, "年度", annexed), "year-short": _year(year, "年", annexed),
    })  # fmt: skip
    name = re.sub(r"\s", "", text.text)
    return field("标题", text, optional=annexed).marked(
        "section", title=name, number=number, level=0, canonical=canonical, optional=True
    )


def _year(year: int, word: str, optional: bool = False) -> Rich:
    printed = Rich(f"{year}{word}").marked("date", iso=str(year)).marked("tag", name="title-year")
    return field("年度", printed, year, optional)


def annex_title(writer: Writer, number: str, template: str, canonical: str, level: int = 1) -> Paragraph:
    """The title of an annex: a section, and a title that gold leaves open."""
    year = _year(writer.year, "年度", optional=True)
    text = writer.say(template.replace("{@Y年度}", "{year}"), year=year)
    plain_title = Rich(text.text, text.marks).marked(
        "field", name="标题", value=re.sub(r"\s", "", text.text), optional=True
    )
    data: dict[str, Any] = {"number": number, "level": level, "canonical": canonical}
    if not number:
        data["optional"] = True  # gold asks for numbered headings and for annexes
    head, line_break, year_line = text.text.partition("\n")
    whole = Rich(number + ("\n" if number else "")) + plain_title
    end = len(whole.text) - len(line_break + year_line)
    marks = (*whole.marks, Mark("section", 0, end, {"title": head, **data}))
    return Paragraph(Rich(whole.text, marks), "heading", level)


def label(text: str, canonical: str | None, level: int, optional: bool = True) -> Rich:
    """A label of a form block or caption, which gold leaves open as a heading."""
    found = Rich(text).marked(
        "section", title=re.sub(r"\s", "", text), number="", level=level, canonical=canonical, optional=True
    )  # fmt: skip
    return found if optional else Rich(text)


def staff_number(
    writer: Writer, truth: Truth, which: str, unit: str = "", place: str = "form", subject: str = ""
) -> Rich:
    """编制 or 实有 as a field, with ``unit`` a quantity too."""
    value = truth.staff.quota if which == "人员编制" else truth.staff.actual
    value = int(truth.shown.get(f"{which}@{place}", Decimal(value)))
    printed = Rich(str(value)) if not unit else writer.claimed(subject or _staff_subject(which), Decimal(value), unit)
    return field(which, printed, value).marked("tag", name=f"{which}@{place}")


def staff_in_prose(writer: Writer, truth: Truth, template: str, unit: str = "名", **slots: Rich | str) -> Rich:
    """A sentence with the slots ``{quota}`` and ``{actual}``; what is claimed of each is the words before it.

    Beside 离退休 the number in post is the field 在职人数, which gold leaves open; alone it is 实有人数.
    """

    def said(which: str, slot: str, word: str) -> Rich:
        found = re.search(r"([^，。、；：（{}]*)\{" + slot + r"\}", template)
        subject = re.sub(r"<[^>]*>|^.*共有", "", found[1]) if found else ""
        printed = staff_number(writer, truth, which, word, "文", subject=subject)
        if which == "实有人数" and "离退休" in template and "实有" not in subject:
            marks = tuple(
                other
                for m in printed.marks
                for other in (
                    [replace(m, data={**m.data, "name": name, "optional": True}) for name in ("在职人数", "实有人数")]
                    if m.kind == "field"
                    else [m]
                )
            )
            printed = Rich(printed.text, marks)
        return printed

    return writer.say(template, quota=said("人员编制", "quota", unit), actual=said("实有人数", "actual", "人"), **slots)


def _staff_subject(which: str) -> str:
    return "编制人数" if which == "人员编制" else "实有人数"


# ---- indicators


def value_text(writer: Writer, value: Value, symbol: bool = True) -> Rich:
    """A target or an actual as a cell prints it."""
    if value.number is None:
        return writer.say(value.words)
    if value.bound != "exact":
        return quantity(
            value.number, value.unit, writer.style, writer.rng, value.bound, symbol=symbol or writer.chance(0.5)
        )
    return quantity(value.number, value.unit, writer.style, writer.rng, text=plain(value.number))


def indicator_cells(
    writer: Writer, truth: Truth, row: Indicator, table: str, level1: str, level2: str, name: Rich | None = None,
    with_scores: bool = True, note: str | None = None,
) -> tuple[Rich, Rich, Rich, Rich, Rich, Rich]:  # fmt: skip
    """Name, target, actual, weight, score and reason of a row; the name carries the gold of the whole row."""
    target = value_text(writer, row.target).marked("tag", name=f"{row.key}.target")
    actual = value_text(writer, row.actual)
    actual = actual.marked("tag", name=f"{row.key}.actual") if actual else actual
    if row.level2 == "成本指标" and row.target.unit == "万元":
        target, actual = (
            cost_fact(writer, row, target, "预算数"), cost_fact(writer, row, actual, "全年执行数") if row.actual.number is not None else actual,
        )  # fmt: skip
    weight = Rich(plain(row.weight)).marked("tag", name=f"{row.key}.weight") if with_scores else Rich()
    score = Rich(plain(row.score)).marked("tag", name=f"{row.key}.score") if with_scores else Rich()
    reason = Rich(row.note if note is None else note)
    data = {
        "table": table, "level1": level1, "level2": level2, "level3": row.name, "canonical": row.canonical,
        "target": target.text or None, "actual": actual.text or None,
        "weight": number_json(row.weight) if with_scores else None, "score": number_json(row.score) if with_scores else None,
        "note": reason.text or None,
    }  # fmt: skip
    printed = (name or Rich(row.name)).marked("indicator", **data).marked("tag", name=f"{row.key}.name")
    return printed, target, actual, weight, score, reason


def cost_fact(writer: Writer, row: Indicator, printed: Rich, measure: str) -> Rich:
    found = re.search(r"\d[\d.,]*", printed.text)
    if found is None:
        return printed
    value = row.target.number if measure == "预算数" else row.actual.number
    data = {
        "item": row.name, "raw_item": row.name, "measure": measure, "year": writer.year, "entity": None,
        "value": number_json(value), "unit": "万元", "source": "table",
    }  # fmt: skip
    return Rich(printed.text, (*printed.marks, Mark("finance", found.start(), found.end(), data)))


def funds_row(
    writer: Writer, truth: Truth, table: str, block: str, name: str, place: str, project: str | None = None,
    columns: tuple[Decimal, Decimal, Decimal] | None = None, level3: str | None = None,
) -> tuple[Rich, list[Rich], Rich, Rich, Rich]:  # fmt: skip
    """The total row of a funds table: its name, the three amounts, weight 10, rate and score.

    The name carries the gold indicator; the amounts carry facts.
    """
    accounts = truth.accounts
    totals = columns or tuple(accounts.of("年度资金总额", m) for m in ("年初预算数", "全年预算数", "决算数"))
    moneys = [
        Money("年度资金总额", value, measure, truth.year, None, place, name, project)
        for value, measure in zip(totals, ("年初预算数", "全年预算数", "全年执行数"), strict=True)
    ]
    cells = [writer.number(money) for money in moneys]
    full, spent = writer.amount(moneys[1]), writer.amount(moneys[2])
    rate = truth.shown.get(f"rate@{place}", percent(totals[2], totals[1]))
    score = truth.shown.get(
        f"score@{place}", (min(Decimal(1), totals[2] / totals[1]) * 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
    )
    del full, spent
    rate_cell = quantity(rate, "%", writer.style, writer.rng, text=plain(rate)).marked("tag", name=f"rate@{place}")
    weight = Rich("10").marked("tag", name=f"weight@{place}")
    points = plain(score)
    score_cell = Rich(points).marked("tag", name=f"score@{place}")
    data = {
        "table": table, "level1": block, "level2": name if level3 else None, "level3": level3 or name, "canonical": "预算执行率", "target": cells[1].text,
        "actual": cells[2].text, "weight": 10, "score": number_json(score), "note": None,
    }  # fmt: skip
    return Rich(name).marked("indicator", **data), cells, weight, rate_cell, score_cell


def total_score(truth: Truth, place: str) -> Decimal:
    """The sum of scores as this form prints it."""
    return truth.shown.get(f"total@{place}", truth.score)


def total_cells(
    truth: Truth, table: str, place: str, words: str = "总分", total: Decimal | None = None
) -> tuple[Rich, Rich, Rich]:
    """The last row: its label with the gold indicator, the weights' sum and the score, which is the field 自评得分."""
    score = truth.shown.get(f"total@{place}", truth.score if total is None else total)
    data = {
        "table": table, "level1": words, "level2": None, "level3": None, "canonical": "总分", "target": None, "actual": None,
        "weight": 100, "score": number_json(score), "note": None,
    }  # fmt: skip
    printed = field("自评得分", Rich(plain(score)), number_json(score)).marked("tag", name=f"total@{place}")
    return Rich(words).marked("indicator", **data), Rich("100").marked("tag", name=f"weights@{place}"), printed


def grouped(indicators: tuple[Indicator, ...]) -> list[tuple[str, list[tuple[str, list[Indicator]]]]]:
    """Indicators under their first and second levels, in order of appearance."""
    result: list[tuple[str, list[tuple[str, list[Indicator]]]]] = []
    for row in indicators:
        if not result or result[-1][0] != row.level1:
            result.append((row.level1, []))
        seconds = result[-1][1]
        if not seconds or seconds[-1][0] != row.level2:
            seconds.append((row.level2, []))
        seconds[-1][1].append(row)
    return result


# ---- narrative


def achievement(writer: Writer, truth: Truth, row: Indicator) -> Rich:
    """A sentence that tells what an indicator's row says in numbers, in one of many ways."""
    assert row.actual.number is not None
    assert row.target.number is not None
    assert row.previous is not None
    grown = row.previous < row.actual.number and row.previous > 0
    met = row.actual.number >= row.target.number
    for _ in range(40):
        template = writer.text("patterns")
        needs_growth = any(slot in template for slot in ("{g}", "{prev}"))
        if (grown or not needs_growth) and (met or "{p}" not in template):
            break
    subject = row.verb + row.thing if "{verb}" in template else row.thing  # gold says what is printed
    claims: list[dict[str, Any]] = []
    growth = truth.shown.get(
        f"{row.key}.growth", percent(row.actual.number, row.previous, "0.1") - 100 if grown else Decimal(0)
    )
    told = truth.shown.get(f"{row.key}.told", row.actual.number)
    slots: dict[str, Rich] = {}
    for slot in ("q", "t", "p", "prev", "g"):
        if "{" + slot + "}" not in template:
            continue
        unit = row.actual.unit
        if slot == "q":
            slots[slot] = writer.claimed(subject, told, unit, claims=claims, tag=f"{row.key}.told")
        elif slot == "t":
            role = "plan" if "计划" in template else "target"  # what was set for the year, against what is aimed at
            slots[slot] = writer.claimed(subject, row.target.number, unit, role=role, tag=f"{row.key}.aim")
        elif slot == "p":
            rate = percent(row.actual.number, row.target.number, "0.1")
            slots[slot] = writer.claimed(row.thing + "完成率", rate, "%", tag=f"{row.key}.rate")
        elif slot == "prev":
            slots[slot] = writer.claimed(
                subject if "{verb}{object}由" in template else row.thing, row.previous, unit, role="baseline", year=truth.year - 1, tag=f"{row.key}.previous",
                text=plain(row.previous),
            )  # fmt: skip
        else:
            slots[slot] = quantity(growth, "%", writer.style, writer.rng).marked("tag", name=f"{row.key}.growth")
            claims[0]["change"] = {"kind": "同比", "direction": "up", "value": number_json(growth), "unit": "%"}
    return writer.say(template, verb=row.verb, object=row.thing, **slots)


def headed(outline: Outline, writer: Writer, level: int, kind: str, form: int | None = None, **where: str) -> Paragraph:
    """A paragraph from ``sentences`` whose words before ``::`` are a run-in head, which gold leaves open."""
    head, _, body = writer.text("sentences", kind=kind, **where).partition("::")
    if not body:
        return Paragraph(writer.say(head))
    run_in = outline.run_in(level, None, head, optional=True, form=form)
    if writer.chance(writer.style.bold_marks):
        run_in = Rich("**") + run_in + "**"
    return Paragraph(run_in + writer.rng.choice(["。", "：", "。"]) + writer.say(body))


HARD_SHARE = 0.5
"""Share of result paragraphs with a sentence of odd spellings in them."""


def hard_sentence(writer: Writer) -> Rich:
    """A sentence whose quantities are spelt in unusual ways, or that looks full of numbers and is not."""
    rng = writer.rng
    number = f"{rng.choice(['政办发', '财预', '财绩', '发改投资'])}〔{writer.year - rng.randint(0, 3)}〕{rng.randint(1, 90)}号"
    phone = f"0{rng.randint(710, 799)}-{rng.randint(2000000, 8999999)}"
    return writer.say(writer.text("hard"), doc=Rich(number).marked("code"), phone=Rich(phone).marked("code"))


def achievements(
    writer: Writer, truth: Truth, outline: Outline, level: int, paragraphs: int, form: int | None = None
) -> list[Paragraph]:
    """What was done in the year: paragraphs under run-in heads, mixing free sentences with indicator results."""
    events = [row for row in truth.indicators if row.verb and row.actual.number is not None]
    result = []
    for i in range(paragraphs):
        paragraph = headed(outline, writer, level, "achieve", form, sector=truth.unit.sector if i % 2 == 0 else "*")
        if writer.chance(HARD_SHARE):
            paragraph = Paragraph(paragraph.content + hard_sentence(writer))
        if i < len(events):
            paragraph = Paragraph(paragraph.content + achievement(writer, truth, events[i]))
        result.append(paragraph)
    return result


def plain_list(writer: Writer, outline_form: str, kind: str, count: int, **where: str) -> Rich:
    """Numbered sentences in one cell, a line each: 任务1：…, 1、…, （1）…."""
    lines = []
    for n in range(1, count + 1):
        body = writer.say(writer.text("sentences", kind=kind, **where))
        mark = outline_form.replace("#", str(n))
        lines.append(Rich(mark) + body + ("；" if n < count else "。"))
    return join("\n", lines)


def money_of(
    truth: Truth, item: str, measure: str = "决算数", raw: str | None = None, year: int | None = None, place: str = "文",
    printed: str | None = None,
) -> Money:  # fmt: skip
    """An amount of the accounts, ready to be printed."""
    printed_measure = "决算数" if measure in ("上年决算数", "收入") else measure
    when = truth.year - 1 if measure == "上年决算数" else truth.year if year is None else year
    return Money(item, truth.accounts.of(item, measure), printed_measure, when, None, place, raw, None, printed)


def teller(truth: Truth) -> Callable[..., Money]:
    """``money_of`` of one truth: item, measure, name as printed."""
    return partial(money_of, truth)


def filled_by(writer: Writer, truth: Truth, signer: bool = True) -> Paragraph:
    """The foot of a form: who filled it, when, telephone."""
    gap = writer.rng.choice(["　", "    ", "　　"])
    word = writer.rng.choice(["填表人：", "填报人：", "填表人："])
    parts: list[Rich | str] = [
        Rich(word) + field("填表人", truth.people.clerk),
        Rich("填报日期：") + day_field(writer, "填报日期", truth.filled_date, tag="filled-date"),
        Rich(writer.rng.choice(["联系电话：", "联系电话：", "电话："]))
        + field("联络电话", dialled(truth.people.clerk_phone)),
    ]
    if signer:
        parts.append("单位负责人签字：")
    return Paragraph(join(gap, parts), "note")


def head_cell(writer: Writer, text: str, rows: int = 1, columns: int = 1, marked: Rich | None = None) -> Cell:
    """A header cell, broken in two lines now and then as narrow columns are."""
    content = marked or Rich(text)
    if len(text) >= 5 and "\n" not in text and writer.chance(writer.style.line_breaks):
        at = len(text) // 2
        if not any(m.start < at < m.end for m in content.marks if m.kind in ("quantity",)):
            content = content.edited([(at, at, "\n")])
    return Cell(content, rows, columns, "centre")


def unit_pronoun(unit: Unit) -> str:
    """我局, 我中心 …."""
    return "我" + unit.short[-1]
