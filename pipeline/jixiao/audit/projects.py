"""Project expenditure against the projects listed below it, in a form or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, plain, tolerance
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Group, Ledger, fact_of
from jixiao.audit.prose import Said, Sentence, sentences
from jixiao.audit.sums import causes
from jixiao.document.records import FactRecord
from jixiao.extraction.facts_lexicon import finance

_CHILDREN = frozenset({"业务工作经费", "运行维护经费", "专项资金"})
_NUMBERED = re.compile(r"[（(]?\d{1,2}[)）、.．]")
_FARTHEST = 200
"""Rows below the total in which its parts are looked for."""
_OTHER_BUDGETS = ("政府性基金预算拨款", "政府性基金预算支出", "国有资本经营预算拨款", "国有资本经营预算支出")
_LEAD = re.compile(r"(?:项目支出|专项支出|公用支出|公用经费|共用支出)[^，。；\d]{0,10}$")
_FUND_NAME = re.compile(
    r"[，、；和]?(?!.*(?:预算|到位|下达|追加|计划|上年|项目支出|专项支出|合计|其中|具体|主要|包括))[^，。；、\d]{2,20}(?:经费|资金|专项|支出|项目|补助|费)"
)
_OF_WHICH = re.compile(r"其中|包括|具体为|主要(?:为|是|用于|包括)|分别(?:为|是|用于)")
_PLAIN_NAME = re.compile(
    r"^[，、；;,。:：]?(?:其中|包括|具体为|主要为|主要是|主要用于|主要包括|分别为|分别是|分别用于)?[，、:：]?[^，。；;、\d%％]{2,24}$"
)


@check("project-sum", "part-exceeds-total")
def in_forms(ledger: Ledger) -> Iterator[Draft]:
    """项目支出 of a form against the rows below it: the numbered rows make it up, the others are parts of those."""
    rule = ledger.rule("part-exceeds-total")
    for group in ledger.groups:
        total = group.one("项目支出") if group.basis == "table" else None
        if total is None or total.evidence.cell is None:
            continue
        children, nested = _below(ledger, group, total)
        for figure in [*children, *nested]:
            if figure.base <= total.base + tolerance([total, figure]):
                continue
            stage = fact_of(total).measure or ""
            year = f"{ledger.key(total).year}年" if ledger.key(total).year else ""
            message = (
                f"{year}项目支出{stage}为{total.shown}，其下“{figure.name}”却有{figure.shown}，分项大于合计，"
                f"少列{plain((figure.base - total.base) / total.factor)}{total.unit}。"
            )
            others = [other for other in nested if other.base == figure.base and other is not figure]
            yield from ledger.draft(
                rule, message, [total.evidence, figure.evidence, *(other.evidence for other in others)],
                [figure.record, total.record, *(other.record for other in others)],
                expected=figure.value, observed=total.value, tolerance=tolerance([total, figure]) / total.factor,
                severity="error" if figure in children else None,
            )  # fmt: skip
            break
        else:
            yield from _added(ledger, total, children)


def _added(ledger: Ledger, total: Figure, children: list[Figure]) -> Iterator[Draft]:
    rule = ledger.rule("project-sum")
    figures = [total, *children]
    added = sum((figure.base for figure in children), Decimal(0))
    gap, slack = total.base - added, tolerance(figures)
    if not children or not gap or not all(figure.exact for figure in figures):
        return
    if gap > slack and len(children) < 2:
        return  # the other rows are blank: not read, or not filled
    tail = abs(gap) <= slack
    left = "+".join(f"{figure.name}{figure.printed}" for figure in children)
    message = (
        f"{left}={plain(added / total.factor)}{total.unit}，与项目支出{total.shown}差{plain(abs(gap) / total.factor)}{total.unit}"
        f"{'（尾差）' if tail else ''}。"
    )
    yield from ledger.draft(
        rule, message, [figure.evidence for figure in figures], [figure.record for figure in figures],
        severity="info" if tail else None, expected=added / total.factor, observed=total.value,
        tolerance=slack / total.factor, causes=causes(ledger, figures),
    )  # fmt: skip


def _below(ledger: Ledger, group: Group, total: Figure) -> tuple[list[Figure], list[Figure]]:
    """(rows that make up the total, rows that are parts of those), read down to the next item of the accounts."""
    assert total.evidence.cell is not None
    column, row = total.evidence.cell.column, total.evidence.cell.row
    ahead = sorted(
        (figure for figure in group.figures if (c := figure.evidence.cell) and c.column == column and c.row > row),
        key=lambda figure: figure.evidence.cell.row if figure.evidence.cell else 0,
    )
    known = finance().items
    children: list[Figure] = []
    nested: list[Figure] = []
    numbered = False
    for figure in ahead:
        name = fact_of(figure).item
        if name in known and name not in _CHILDREN:
            break
        label = next((e.text for e in figure.record.evidence if e.role == "name"), "")
        if _NUMBERED.match(label.strip()) or name in _CHILDREN:
            numbered = True
            children.append(figure)
        elif numbered or _after_numbered(ledger, group, figure, row):
            nested.append(figure)
        else:
            children.append(figure)
    return children, nested


def _after_numbered(ledger: Ledger, group: Group, figure: Figure, top: int) -> bool:
    """Whether a numbered row label stands between the total and a figure, filled or not."""
    here = figure.evidence.cell
    if here is None:
        return False
    rows = range(top + 1, min(here.row, top + _FARTHEST))
    labels = (cell for row in rows for cell in ledger.row_cells(group.place, row)[:2])
    return any(_NUMBERED.match(ledger.document.cell_text(cell)) for cell in labels)


@check("project-sum")
def in_prose(ledger: Ledger) -> Iterator[Draft]:
    """项目支出202.95万元，其中：甲14.85万元，乙5万元 …: the listed amounts make up the total."""
    rule = ledger.rule("project-sum")
    seen: set[tuple[object, ...]] = set()
    for sentence in sentences(ledger):
        for place, whole in enumerate(sentence.said):
            parts = _listed(sentence, place)
            if len(parts) < 2 or whole.value is None:
                continue
            added = sum((part.value or Decimal(0) for part in parts), Decimal(0))
            steps = [one.step for one in (whole, *parts) if one.measure.unit == whole.measure.unit]
            slack = sum((min(one.step, min(steps)) for one in (whole, *parts)), Decimal(0)) / 2
            gap = whole.value - added
            key = (whole.value, *(part.value for part in parts))
            tail = abs(gap) <= slack
            if not gap or key in seen or (gap > slack and not _closed(sentence, parts)):
                continue  # a list that stops short names but the greatest
            seen.add(key)
            unit = whole.measure.unit or ""
            factor = whole.value / whole.measure.low if whole.measure.low else Decimal(1)
            left = "+".join(part.text for part in parts)
            yield from ledger.draft(
                rule, f"{left}={plain(added / factor)}{unit}，与合计{whole.text}差{plain(abs(gap) / factor)}{unit}"
                f"{'（尾差）' if tail else ''}。",
                [whole.evidence, *(part.evidence for part in parts)],
                [one.record for one in (whole, *parts) if one.record is not None],
                severity="info" if tail else None,
                expected=added / factor, observed=whole.measure.low, tolerance=slack / factor,
            )  # fmt: skip
            break


@check("project-sum")
def under_heading(ledger: Ledger) -> Iterator[Draft]:
    """Below a heading 项目支出 only 甲经费210万元，乙经费46万元: together more than the unit's project expenditure."""
    rule = ledger.rule("project-sum")
    total = ledger.amount("项目支出", "决算", ledger.year)
    if total is None or not total.exact:
        return
    for sentence in sentences(ledger):
        path = ledger.quoter.section_at(sentence.said[0].measure.start)
        if not path or path[-1] != "项目支出" or len(sentence.said) < 2:
            continue
        names = [sentence.before(sentence.said[0].measure)]
        names += [sentence.between(a.measure, b.measure) for a, b in pairwise(sentence.said)]
        money = all(s.measure.dimension == "money" and s.measure.bound == "exact" and s.value for s in sentence.said)
        if not money or not all(_FUND_NAME.fullmatch(name) for name in names):
            continue
        added = sum((said.value or Decimal(0) for said in sentence.said), Decimal(0))
        slack = (sum((said.step for said in sentence.said), Decimal(0)) + total.step) / 2
        if added - total.base <= slack:
            continue  # the list may leave some out
        left = "+".join(f"{name.lstrip('，、；')}{said.text}" for name, said in zip(names, sentence.said, strict=True))
        yield from ledger.draft(
            rule, f"{left}={plain(added / total.factor)}{total.unit}，大于项目支出{total.shown}，"
            f"差{plain((added - total.base) / total.factor)}{total.unit}。",
            [total.evidence, *(said.evidence for said in sentence.said)],
            [total.record, *(said.record for said in sentence.said if said.record is not None)],
            expected=added / total.factor, observed=total.value, tolerance=slack / total.factor,
        )  # fmt: skip


def _closed(sentence: Sentence, parts: list[Said]) -> bool:
    """Whether the list names a rest (其他…), so that it must be whole."""
    return any("其他" in sentence.before(part.measure, 14) for part in parts)


def _listed(sentence: Sentence, place: int) -> list[Said]:
    """The amounts that 其中 after a total lists, one name and one amount after another."""
    whole = sentence.said[place]
    if whole.measure.dimension != "money" or whole.measure.bound != "exact":
        return []
    if not _LEAD.search(sentence.before(whole.measure, 20)):
        return []
    parts: list[Said] = []
    previous = whole
    for said in sentence.said[place + 1 :]:
        words = sentence.between(previous.measure, said.measure)
        if said.measure.dimension == "count" and parts:
            continue  # 96套公租房运营费用157.1万元: a count inside the name
        if said.measure.dimension != "money" or said.measure.bound != "exact":
            return []
        if not parts and not _OF_WHICH.search(words):
            return []
        if parts and (_OF_WHICH.search(words) or not _PLAIN_NAME.fullmatch(words.replace("和", "").replace("及", ""))):
            return []
        parts.append(said)
        previous = said
    return parts


@check("project-of-general")
def of_general(ledger: Ledger) -> Iterator[Draft]:
    """基本支出 and 项目支出 told below 一般公共预算支出, against the general public budget where there are other budgets too."""
    rule = ledger.rule("project-of-general")
    spent = _one(ledger, "一般公共预算支出")
    general = spent or _one(ledger, "一般公共预算拨款")
    others = [f for item in _OTHER_BUDGETS for f in ledger.amounts(item) if f.base > 0]
    if general is None or not others or any(_below_general(figure) for figure in others):
        return  # a report that tells the other budgets' share there knows what it counts
    parts: list[Figure] = []
    for item in ("基本支出", "项目支出"):
        below = [f for f in ledger.amounts(item, "决算", ledger.year) if _below_general(f)]
        if not below or any(f.base != below[0].base for f in below):
            return
        parts.append(below[0])
    over = sum((part.base for part in parts), Decimal(0)) - general.base
    slack = tolerance([general, *parts])
    # What was granted may fall short of what was spent by a carry-over; not by exactly the amount of another budget.
    if over <= slack or (spent is None and not any(abs(over - other.base) <= slack for other in others)):
        return
    added = plain((general.base + over) / general.factor)
    message = (
        f"一般公共预算支出情况中：基本支出{parts[0].printed}+项目支出{parts[1].printed}={added}{general.unit}，"
        f"超过一般公共预算{general.shown}，多{plain(over / general.factor)}{general.unit}，含其他预算安排的支出。"
    )
    figures = [*parts, general]
    yield from ledger.draft(
        rule,
        message,
        [figure.evidence for figure in figures],
        [figure.record for figure in figures],
        expected=general.value,
        observed=Decimal(added),
        tolerance=slack / general.factor,
        causes=causes(ledger, figures),
    )


def _one(ledger: Ledger, item: str) -> Figure | None:
    """The unit's only amount of an item, of this year or of none."""
    found = [f for f in ledger.amounts(item) if ledger.key(f).year in (ledger.year, None)]
    return found[0] if found and all(figure.base == found[0].base for figure in found) else None


def _below_general(figure: Figure) -> bool:
    record = figure.record
    return isinstance(record, FactRecord) and record.basis == "narrative" and "一般公共预算支出" in record.section
