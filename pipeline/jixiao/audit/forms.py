"""Forms filled carelessly: units that differ, cells that slipped, indicators under the wrong class, template text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.audit.checks import check
from jixiao.audit.figures import plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.rows import Row
from jixiao.audit.targets import number, single
from jixiao.document.records import Evidence, QuantityValue
from jixiao.numbers import find_quantities

_PLACEHOLDER = re.compile(
    r"""
      (?m:^[ \t　]*(?:指标|目标|任务)\s*\d{1,2}\s*[:：]\s*$)     # 指标2： and nothing behind it
    | (?m:^[ \t　]*[…⋯]{1,4}[ \t　]*$)                            # …… alone
    | 二级机构[ ]?\d(?![\d ]*[个家所处名])
    | 需?根据(?:部门)?实际(?:情况)?进行调整(?:细化)?
    | (?:(?<![×xX*＊])[×xX*＊]{2,8}|某某)(?:项目|单位|部门|局|人)
    """,
    re.VERBOSE,
)
_GENERIC = frozenset(
    {
        "个",
        "项",
        "次",
        "件",
        "条",
        "家",
        "户",
        "所",
        "处",
        "座",
        "台",
        "套",
        "张",
        "份",
        "篇",
        "期",
        "场",
        "批",
        "人",
        "名",
        "位",
        "人次",
    }
)
_SAME = (
    frozenset({"人", "名", "位", "员"}),
    frozenset({"次", "场", "场次", "期", "回"}),
    frozenset({"个", "项", "件", "条", "处"}),
    frozenset({"份", "篇", "册", "本"}),
    frozenset({"台", "套", "辆", "架"}),
)
_DAY = re.compile(
    r"(?:于|在)?(?:20\d{2}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:年?底|月底|年内|末)?(?:之?前|以前|完成)*"
)
_WITH_LABEL = re.compile(r"\d\S{0,4}\n\s*[一-龥]{4,}")
_TIME_VALUE = re.compile(r"20\d{2}年|\d{1,2}月|年底|全年|年内|季度|及时|按时|工作日|月底|\d+天")


@check("unit-differs")
def units(ledger: Ledger) -> Iterator[Draft]:
    """Target and result count different things, or one of them has no unit."""
    rule = ledger.rule("unit-differs")
    for row in ledger.rows:
        wanted, got = single(row.record.target_quantities), single(row.record.actual_quantities)
        if wanted is None or got is None or row.target is None or row.actual is None or _alike(wanted, got):
            continue
        if _WITH_LABEL.search(row.record.target or "") or _WITH_LABEL.search(row.record.actual or ""):
            continue  # a cell that took in its neighbour
        yield from ledger.draft(
            rule, f"“{row.name}”目标{row.record.target}，实际{row.record.actual}，计量单位不同，无法比较。",
            row.cells("target", "actual"), [row.record], expected=wanted.unit, observed=got.unit,
        )  # fmt: skip


def _alike(one: QuantityValue, other: QuantityValue) -> bool:
    """Whether two quantities can be compared: same base unit, or measure words that people exchange freely."""
    if one.dimension != other.dimension:
        return not one.unit or not other.unit
    printed = {"".join((quantity.unit or "").split()) for quantity in (one, other)}
    if one.base_unit == other.base_unit or len(printed) == 1 or "" in printed:
        return True
    if one.dimension != "count":
        return False
    units = {one.base_unit, other.base_unit}
    return any(units <= group for group in _SAME) or "个" in units


@check("row-shift")
def shifted(ledger: Ledger) -> Iterator[Draft]:
    """A time among the counts: in a row without a name while 时效指标 is empty, or beside a result that is a count."""
    rule = ledger.rule("row-shift")
    for sheet in ledger.sheets:
        timed = any("时效" in (row.record.level2 or "") for row in sheet.rows)
        for row in sheet.rows:
            if _timed_count(row):
                words = "".join((row.record.target or "").split())
                yield from ledger.draft(
                    rule, f"数量指标“{row.name}”的目标“{words}”是时间，实际却是{row.record.actual}，疑单元格错位。",
                    row.cells("target", "actual"), [row.record], expected=row.record.target, observed=row.record.actual,
                )  # fmt: skip
            if timed:
                continue
            words = "".join((row.record.target or "").split())
            counts = "数量" in (row.record.level2 or "") and row.record.level3 is None
            if counts and len(words) <= 16 and _TIME_VALUE.search(words):
                yield from ledger.draft(
                    rule,
                    f"数量指标中的“{words}”是时间要求，时效指标为空，疑填错行。",
                    row.cells("target", "level2"),
                    [row.record],
                )


def _timed_count(row: Row) -> bool:
    """Whether the target is a date and the result counts something, in a row that is not about time."""
    got = single(row.record.actual_quantities)
    words = "".join((row.record.target or "").split())
    counted = got is not None and got.dimension not in ("time", "ratio", "score") and bool(got.unit)
    return (
        "数量" in (row.record.level2 or "")
        and counted
        and bool(words)
        and _DAY.fullmatch(words) is not None
        and re.search(r"时间|时限|期限|进度", row.name) is None
    )


@check("placeholder")
def placeholders(ledger: Ledger) -> Iterator[Draft]:
    """Template text that nobody replaced, all of a report in one finding."""
    rule = ledger.rule("placeholder")
    quotes: list[Evidence] = []
    words: list[str] = []
    for match in _PLACEHOLDER.finditer(ledger.text):
        text = " ".join(match[0].split())
        if text not in words:
            words.append(text)
            quotes += ledger.quote(match.start(), match.end())
    if words:
        yield from ledger.draft(rule, f"模板文字未删：{'、'.join(f'“{word}”' for word in words[:6])}。", quotes[:6])


@check("indicator-class")
def classes(ledger: Ledger) -> Iterator[Draft]:
    """A count under 时效指标, an investment under 成本指标, a rate under 数量指标: all of a form in one finding."""
    rule = ledger.rule("indicator-class")
    for sheet in ledger.sheets:
        wrong = []
        for row in sheet.rows:
            level = "".join((row.record.level2 or "").split())
            target = single(row.record.target_quantities)
            if target is None or row.target is None:
                continue
            name = row.name
            if (
                "时效" in level
                and target.dimension in ("count", "money", "area")
                and not re.search(r"时|率|期|进度", name)
            ):
                wrong.append((row, "时效指标"))
            elif "成本" in level and re.search(r"投资总?[额量]|产值|收入|税收", name):
                wrong.append((row, "成本指标"))
            elif "数量" in level and target.dimension == "ratio":
                wrong.append((row, "数量指标"))
            elif (
                "质量" in level
                and target.dimension in ("money", "count")
                and not re.search(r"率|合格|达标|次数|发生", name)
            ):
                wrong.append((row, "质量指标"))
        if wrong:
            listed = "、".join(f"“{row.name}”列在{level}" for row, level in wrong[:4])
            evidence = [cell for row, _ in wrong[:4] for cell in row.cells("target")]
            yield from ledger.draft(rule, f"{listed}，归类不当。", evidence, [row.record for row, _ in wrong[:4]])


@check("target-in-name")
def named(ledger: Ledger) -> Iterator[Draft]:
    """培育高新技术企业5家 beside a target of another number."""
    rule = ledger.rule("target-in-name")
    for row in ledger.rows:
        target = single(row.record.target_quantities)
        found = find_quantities(row.record.level3 or "")
        if target is None or len(found) != 1 or row.target is None:
            continue
        inside = found[0]
        if inside.base_unit != target.base_unit or inside.base_low is None or inside.base_low == target.base_low:
            continue
        shown = plain(number(target) or inside.base_low)
        yield from ledger.draft(
            rule, f"指标名称“{row.name}”中为{inside.text}，目标值却是{row.record.target}。",
            [*row.cells("target"), *(e for e in row.record.evidence if e.role == "name")], [row.record],
            expected=inside.text, observed=shown,
        )  # fmt: skip
