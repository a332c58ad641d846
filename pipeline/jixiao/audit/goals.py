"""What the words say against what the figures say: goals and results, conclusions, plans that count as done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jixiao.audit.checks import check
from jixiao.audit.figures import percent, plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.prose import sentences
from jixiao.audit.rows import Row
from jixiao.audit.targets import comparable, number, single, verdict
from jixiao.document.records import Evidence

_ITEM = re.compile(
    r"(?m)(?:^|(?<=[。；;]))[ \t　]*(?:(?:目标|任务|指标)\s*)?(?:[（(]?(\d{1,2})[)）]?\s*(?:[、:：；;]|[.．](?!\d))|[（(](\d{1,2})[)）])"
)
_ALL_DONE = re.compile(
    r"(?:是|均|已|全部|圆满|全面|较好地?|顺利){0,4}(?:全部|均已?|全面)(?:按[^，。；]{0,6})?(?:完成|实现|达成)[^，。；\n考]{0,10}?"
    r"(?:绩效(?:目标|指标|任务)|目标任务|各项(?:目标|指标))"
    r"|(?:各项|所有|全部|绩效|年度|预期)(?:绩效)?(?:目标|指标|任务)[^，。；\n]{0,4}(?:均|全部|都|全面)(?:已)?(?:完成|达成|实现|达标)"
    r"|全部(?:完成|实现|达成)了?[^，。；\n考]{0,8}(?:各项)(?:目标|指标|任务)"
)
_LATE_FUNDS = re.compile(
    r"资金[^，。；\n]{0,8}(?:难以?到位|很难到位|不到位|未能?及时到位|到位(?:率低|不及时|较慢|滞后))"
)
_SLOW = re.compile(r"(?:实施|执行|支出|建设|项目)?进[度展][^，。；\n]{0,6}(?:缓慢|较慢|滞后|不快|偏慢)")
_ISSUES = (
    (_LATE_FUNDS, ("资金到位率", "到位及时率"), "资金到位"),
    (_SLOW, ("预算执行率", "支付进度率", "完成及时率"), "进度"),
)
"""What the problems admit, and the canonical indicators whose full score denies it."""
_AIMED = re.compile(r"(?:计划|目标|任务)[^，。；\d]{0,20}$")
_REACHED = re.compile(r"[，；,;]?(?:但|仅|年末|全年)*实际[^，。；\d]{0,12}")
_PLANNED = re.compile(
    r"明年|下年|次年|下一年|即将|尚未|正在|正抓紧|计划于|拟于|待(?:完成|启动)|未完成|未启动|筹备中|推进中|在建"
)


@check("goal-result")
def goals(ledger: Ledger) -> Iterator[Draft]:
    """So many numbered goals, and another number of numbered results beside them."""
    rule = ledger.rule("goal-result")
    results = ledger.fields["年度总体目标完成情况"]
    for goal in ledger.fields["年度总体目标"]:
        at = goal.evidence[0].start
        beside = [r for r in results if r.evidence[0].start > at and r.part == goal.part]
        if not beside:
            continue
        result = min(beside, key=lambda record: record.evidence[0].start - at)
        wanted, got = _items(str(goal.raw)), _items(str(result.raw))
        if wanted < 2 or got < 2 or wanted == got:
            continue
        quotes = [*_heads(ledger, goal.evidence[0]), *_heads(ledger, result.evidence[0])]
        yield from ledger.draft(
            rule, f"目标{wanted}条，实际完成只写{got}条，不能逐条对应。" if got < wanted else f"目标{wanted}条，实际完成却写{got}条。",
            quotes or [goal.evidence[0], result.evidence[0]], [goal, result], expected=Decimal(wanted), observed=Decimal(got),
            tolerance=Decimal(0),
        )  # fmt: skip


def _items(text: str) -> int:
    """How many numbered items a cell lists; 0 where their numbers do not run on from 1."""
    numbers = [int(a or b) for a, b in _ITEM.findall(text)]
    return len(numbers) if numbers and numbers == list(range(1, len(numbers) + 1)) else 0


def _heads(ledger: Ledger, evidence: Evidence) -> list[Evidence]:
    """The numbered lines of a quoted cell, each by its first words."""
    text = ledger.document.source_text
    found = []
    for match in _ITEM.finditer(text, evidence.start, evidence.end):
        stop = min(
            evidence.end, next((at for at in range(match.end(), evidence.end) if text[at] in "，。；;\n"), evidence.end)
        )
        if stop > match.end():
            found.append(
                evidence.model_copy(
                    update={"start": match.end(), "end": stop, "text": text[match.end() : stop], "boxes": ()}
                )
            )
    return found[:4]


@check("conclusion")
def conclusion(ledger: Ledger) -> Iterator[Draft]:
    """全部完成 beside targets that were missed, and problems that full scores deny."""
    rule = ledger.rule("conclusion")
    missed = [
        row
        for row in ledger.rows
        if verdict(row) == "missed" and comparable(row) and _by_far(row) and (row.full or row.record.score is None)
    ]  # points taken off admit the miss
    match = next(iter(_ALL_DONE.finditer(ledger.text)), None)
    if match is not None and not missed:
        yield from _denied_by_prose(ledger, match)
    elif match is not None:
        listed = "、".join(f"“{row.name}”{row.record.actual}（目标{row.record.target}）" for row in missed[:3])
        evidence = [
            *ledger.quote(match.start(), match.end()),
            *(row.actual for row in missed[:3] if row.actual is not None),
        ]
        score = [field.evidence[0] for field in ledger.fields["自评得分"][-1:]]
        yield from ledger.draft(
            rule, f"称“{''.join(match[0].split())}”，但{listed}未达目标。", [*evidence, *score], [row.record for row in missed[:3]],
            severity="error" if "绩效" in match[0] else None,
        )  # fmt: skip
    for pattern, canonical, subject in _ISSUES:
        found = next((m for m in pattern.finditer(ledger.text) if _in_issues(ledger, m.start())), None)
        if found is None:
            continue
        row = next(
            (
                row
                for row in ledger.rows
                if row.record.canonical in canonical and row.full and row.record.attained is not False
            ),
            None,
        )
        if row is None:
            continue
        quoted = ledger.quote(found.start(), found.end())
        said = "".join(found[0].split())
        yield from ledger.draft(
            rule, f"问题中称“{said}”，而“{row.record.canonical}”得满分{plain(row.record.score or Decimal(0))}分，{subject}前后不一。",
            [*quoted, *row.cells("actual", "score")], [row.record],
        )  # fmt: skip


def _denied_by_prose(ledger: Ledger, match: re.Match[str]) -> Iterator[Draft]:
    """年初计划治理25平方公里，实际治理21.5平方公里 in one sentence, and all is done in another."""
    for sentence in sentences(ledger):
        for goal, done in pairwise(sentence.said):
            words = sentence.between(goal.measure, done.measure)
            same = (goal.measure.dimension, goal.measure.base_unit) == (done.measure.dimension, done.measure.base_unit)
            counted = goal.measure.dimension not in ("money", "ratio", "time", "score")
            if not (same and counted and done.measure.bound == "exact" and goal.value and done.value is not None):
                continue
            if not _AIMED.search(sentence.before(goal.measure)) or not _REACHED.fullmatch(words):
                continue
            if goal.measure.bound not in ("exact", "ge", "gt") or done.value >= goal.value or goal.evidence.cell:
                continue
            said = "".join(match[0].split())
            yield from ledger.draft(
                ledger.rule("conclusion"),
                f"称“{said}”，但计划{goal.text}、实际{done.text}，只完成{percent(done.value / goal.value, 1)}。",
                [*ledger.quote(match.start(), match.end()), goal.evidence, done.evidence],
                [one.record for one in (goal, done) if one.record is not None],
            )  # fmt: skip
            return


def _by_far(row: Row) -> bool:
    wanted, got = single(row.record.target_quantities), single(row.record.actual_quantities)
    if wanted is None or got is None:
        return False
    goal, done = number(wanted), number(got)
    return goal is not None and done is not None and goal != done


def _in_issues(ledger: Ledger, at: int) -> bool:
    return any("存在问题" in name for name in ledger.quoter.section_at(at))


@check("unfinished-full-score")
def unfinished(ledger: Ledger) -> Iterator[Draft]:
    """A result that says 明年 or 正在, with all its points."""
    rule = ledger.rule("unfinished-full-score")
    for row in ledger.rows:
        words = "".join((row.record.actual or "").split())
        match = _PLANNED.search(words)
        if not row.full or match is None or (row.record.target and _PLANNED.search(row.record.target)):
            continue
        yield from ledger.draft(
            rule, f"“{row.name}”实际完成写“{words[:40]}”，尚未完成，却得满分{plain(row.record.score or Decimal(0))}分。",
            row.cells("actual", "score"), [row.record], observed=row.record.actual,
        )  # fmt: skip


@check("not-measured")
def unmeasured(ledger: Ledger) -> Iterator[Draft]:
    """Satisfaction in per cent, and no survey anywhere in the report."""
    rule = ledger.rule("not-measured")
    if re.search(r"问卷|调查|抽样|样本|访谈|测评|电话回访|投票", ledger.text):
        return
    rows = [
        row for row in ledger.rows
        if row.record.canonical == "满意度" and row.actual is not None and row.record.actual_quantities
    ]  # fmt: skip
    if rows:
        listed = "、".join(f"{row.name}{row.record.actual}" for row in rows[:3])
        evidence = [row.actual for row in rows[:3] if row.actual is not None]
        yield from ledger.draft(
            rule, f"{listed}，全文没有问卷或调查的样本与方法，无法复核。", evidence, [row.record for row in rows[:3]]
        )
