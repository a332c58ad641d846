"""Budgets: execution rates, what was spent beyond the budget, adjustments, procurement, the three public expenses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, percent, plain, tolerance
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger, fact_of
from jixiao.audit.prose import sentences
from jixiao.audit.sums import causes

SPENDING = ("支出合计", "年度资金总额", "基本支出", "项目支出", "人员支出", "公用支出")
"""Items whose final amount is held against the budget, wholes before parts."""
SANGONG = (
    "三公经费",
    "因公出国（境）费",
    "公务用车购置及运行维护费",
    "公务用车购置费",
    "公务用车运行维护费",
    "公务接待费",
)
_INITIAL = re.compile(r"年初(?:部门)?预算(?:收入|支出|数|安排|批复)?(?:为|合计|：|:)*$")
_ADDED = re.compile(r"(?:年中|调整|预算)?(?:追加|调增)(?:预算|资金|了|为|：|:)*$")
_LESS = re.compile(r"减少|压减|下降|降低|压缩|只减不增")
_MORE = re.compile(r"增加|增长|上升|超")


def pairs(ledger: Ledger, item: str, first: tuple[str, ...], second: str) -> Iterator[tuple[Figure, Figure]]:
    """(budget, final) of an item for each year and project: the budget of the first stage that is printed."""
    seen: set[tuple[object, ...]] = set()
    for final in ledger.by_item.get(item, ()):
        key = ledger.key(final)
        if key.stage != second or key.entity is not None or key.year is None:
            continue
        if (key.year, key.project) in seen:
            continue
        for stage in first:
            found = ledger.by_key.get((item, replace(key, stage=stage)), [])
            several = item == "年度资金总额" or len({figure.base for figure in found}) > 1
            if fact_of(final).basis == "narrative" and several:
                found = [
                    figure for figure in found if ledger.place(figure) == ledger.place(final)
                ]  # of several projects
            if found:
                # the budget nearest to the amount: in its own form before any other
                budget = min(found, key=lambda f: (ledger.place(f) != ledger.place(final), fact_of(f).basis != "table"))
                seen.add((key.year, key.project))
                yield budget, final
                break


@check("overspend")
def overspend(ledger: Ledger) -> Iterator[Draft]:
    """More was spent than budgeted; of a whole and its parts only the whole is reported."""
    rule = ledger.rule("overspend")
    told: set[object] = set()
    for item in SPENDING:
        for budget, final in pairs(ledger, item, ("全年预算", "预算", "年初预算"), "决算"):
            key = ledger.key(final)
            if item == "年度资金总额" and ledger.key(budget).stage == "年初预算":
                continue  # the form has a whole-year budget; where it was not read, nothing can be said
            if not budget.base or final.base - budget.base <= tolerance([budget, final]):
                continue
            if (key.year, key.project) in told:
                continue
            told.add((key.year, key.project))
            over = plain((final.base - budget.base) / final.factor)
            message = (
                f"{final.name}{fact_of(final).measure or '决算数'}{final.shown}，为{fact_of(budget).measure or '预算数'}"
                f"{budget.shown}的{percent(final.base / budget.base, 1)}，超{over}{final.unit}。"
            )
            yield from ledger.draft(
                rule, message, [budget.evidence, final.evidence], [final.record, budget.record],
                expected=budget.value, observed=final.value, tolerance=tolerance([budget, final]) / final.factor,
                causes=causes(ledger, [budget, final]),
            )  # fmt: skip


@check("budget-adjustment")
def adjustment(ledger: Ledger) -> Iterator[Draft]:
    """The whole-year budget is far from the initial one."""
    rule = ledger.rule("budget-adjustment")
    told: set[object] = set()
    for item in ("年度资金总额", "支出合计", "收入合计"):
        for initial, full in pairs(ledger, item, ("年初预算",), "全年预算"):
            if not initial.base or (initial.base, full.base) in told:
                continue
            told.add((initial.base, full.base))
            rate = (full.base - initial.base) / initial.base
            if abs(rate) * 100 <= rule.limit("warning"):
                continue
            severe = abs(rate) * 100 > rule.limit("error")
            gap = plain((full.base - initial.base) / full.factor)
            message = (
                f"{full.name}年初预算数{initial.shown}，全年预算数{full.shown}，调整{gap}{full.unit}，"
                f"调整率{percent(rate)}，超过{plain(rule.limit('error' if severe else 'warning'))}%。"
            )
            yield from ledger.draft(
                rule, message, [initial.evidence, full.evidence], [full.record, initial.record],
                expected=initial.value, observed=full.value, severity="error" if severe else None,
                causes=causes(ledger, [initial, full]),
            )  # fmt: skip


@check("budget-adjustment")
def told_adjustment(ledger: Ledger) -> Iterator[Draft]:
    """年初预算2418.50万元，年中追加1684.36万元 in one sentence, where nothing prints the whole-year budget beside it."""
    rule = ledger.rule("budget-adjustment")
    told = {
        (initial.base, full.base)
        for item in ("年度资金总额", "支出合计", "收入合计")
        for initial, full in pairs(ledger, item, ("年初预算",), "全年预算")
    }
    for sentence in sentences(ledger):
        money = [said for said in sentence.said if said.measure.dimension == "money" and said.measure.bound == "exact"]
        initial = next((said for said in money if _INITIAL.search(sentence.before(said.measure))), None)
        added = next((said for said in money if _ADDED.search(sentence.before(said.measure))), None)
        if initial is None or added is None or not initial.value or added.value is None or initial.value <= 0:
            continue
        rate = added.value / initial.value
        key = (initial.value, initial.value + added.value)
        if abs(rate) * 100 <= rule.limit("warning") or any(abs(key[1] - full) < 100 for _, full in told):
            continue
        told.add(key)
        severe = abs(rate) * 100 > rule.limit("error")
        limit = plain(rule.limit("error" if severe else "warning"))
        yield from ledger.draft(
            rule, f"年中追加{added.text}÷年初预算{initial.text}={percent(rate)}，超过{limit}%。",
            [initial.evidence, added.evidence], [one.record for one in (initial, added) if one.record is not None],
            observed=(rate * 100).quantize(Decimal("0.01")), severity="error" if severe else None,
        )  # fmt: skip


@check("budget-adjustment")
def unadjusted(ledger: Ledger) -> Iterator[Draft]:
    """The text says that nothing was added to the budget, and basic expenditure went beyond it."""
    rule = ledger.rule("budget-adjustment")
    added = ledger.amounts("预算追加", None, ledger.year)
    if not added or any(figure.base for figure in added):
        return
    for budget, final in pairs(ledger, "基本支出", ("全年预算", "预算", "年初预算"), "决算"):
        over = final.base - budget.base
        if not budget.base or over <= tolerance([budget, final]):
            continue
        message = (
            f"称{added[0].name}{added[0].shown}，而基本支出由预算{budget.shown}增至{final.shown}，"
            f"增加{plain(over / final.factor)}{final.unit}（{percent(over / budget.base, 1)}）。"
        )
        yield from ledger.draft(
            rule, message, [added[0].evidence, budget.evidence, final.evidence],
            [added[0].record, budget.record, final.record], expected=budget.value, observed=final.value,
            causes=causes(ledger, [budget, final]),
        )  # fmt: skip


@check("procurement")
def procurement(ledger: Ledger) -> Iterator[Draft]:
    """Procurement beyond its budget, or without one."""
    rule = ledger.rule("procurement")
    for budget, final in pairs(ledger, "政府采购金额", ("全年预算", "预算", "年初预算"), "决算"):
        if final.base <= budget.base * (1 + rule.limit("points") / 100):
            continue
        rate = f"为预算的{percent(final.base / budget.base, 1)}，" if budget.base else ""
        over = plain((final.base - budget.base) / final.factor)
        message = f"政府采购决算{final.shown}，预算{budget.shown}，{rate}超{over}{final.unit}。"
        yield from ledger.draft(
            rule, message, [budget.evidence, final.evidence], [final.record, budget.record],
            expected=budget.value, observed=final.value, causes=causes(ledger, [budget, final]),
        )  # fmt: skip


@check("sangong-without-budget")
def sangong_unbudgeted(ledger: Ledger) -> Iterator[Draft]:
    """A printed nought in the budget, and money spent; of a whole and its parts only the whole is reported."""
    rule = ledger.rule("sangong-without-budget")
    told: set[object] = set()
    for item in SANGONG:
        for budget, final in pairs(ledger, item, ("全年预算", "预算", "年初预算"), "决算"):
            key = ledger.key(final)
            if budget.base == 0 < final.base and (key.year, final.base) not in told:
                told.add((key.year, final.base))
                message = f"{final.name}预算为{budget.shown}，决算{final.shown}，无预算列支。"
                yield from ledger.draft(
                    rule, message, [budget.evidence, final.evidence], [final.record, budget.record],
                    expected=budget.value, observed=final.value,
                )  # fmt: skip


@check("sangong-growth")
def sangong(ledger: Ledger) -> Iterator[Draft]:
    """三公经费 above the budget or above last year; an error where the text says that it fell."""
    for item in ("三公经费", "公务接待费", "公务用车购置及运行维护费", "因公出国（境）费"):
        found = list(_sangong_item(ledger, item))
        yield from found
        if found:
            return


def _sangong_item(ledger: Ledger, item: str) -> Iterator[Draft]:
    rule = ledger.rule("sangong-growth")
    final = ledger.amount(item, "决算", ledger.year)
    if final is None or ledger.year is None:
        return
    budget = next(
        (f for stage in ("全年预算", "预算", "年初预算") if (f := ledger.amount(item, stage, ledger.year)) is not None),
        None,
    )
    before = ledger.amount(item, "决算", ledger.year - 1)
    if budget is not None and budget.base and final.base - budget.base > tolerance([budget, final]):
        over = plain((final.base - budget.base) / final.factor)
        message = (
            f"{final.name}决算{final.shown}，超预算{budget.shown}，控制率{percent(final.base / budget.base)}，"
            f"超{over}{final.unit}。"
        )
        yield from ledger.draft(
            rule, message, [budget.evidence, final.evidence], [final.record, budget.record],
            expected=budget.value, observed=final.value, causes=causes(ledger, [budget, final]),
        )  # fmt: skip
    if before is None or final.base - before.base <= tolerance([before, final]):
        return
    said = _said_less(ledger, item)
    growth = f"，增长{percent(final.base / before.base - 1)}" if before.base else "（上年为零，变动率无法计算）"
    message = f"{final.name}本年{final.shown}，上年{before.shown}{growth}"
    evidence = [before.evidence, final.evidence]
    if said:
        message += f"，正文却称“{said[0].text}”"
        evidence += list(said)
    elif not before.base:
        return  # 37 tells of it
    yield from ledger.draft(
        rule, f"{message}。", evidence, [final.record, before.record], severity="error" if said else None,
        expected=before.value, observed=final.value, causes=causes(ledger, [before, final]),
    )  # fmt: skip


def _said_less(ledger: Ledger, item: str) -> tuple:  # type: ignore[type-arg]
    """The words that say that the item fell against last year."""
    short = "三公" if item == "三公经费" else item[:4]
    pattern = re.compile(
        rf"[“\"]?{re.escape(short)}[”\"]?[^。；\n]{{0,24}}?(?:较|比)(?:上年|去年|上一年|\d{{4}}年)[^。；\n]{{0,12}}?(?:减少|压减|下降|降低)[^，。；\n]{{0,10}}"
    )
    match = pattern.search(ledger.text)
    return () if match is None or _MORE.search(match[0]) else ledger.quote(match.start(), match.end())


@check("reception-outlier")
def reception(ledger: Ledger) -> Iterator[Draft]:
    """Reception is a large part of operating expenditure, or large per head."""
    rule = ledger.rule("reception-outlier")
    cost = ledger.amount("公务接待费", "决算", ledger.year)
    public = ledger.amount("公用支出", "决算", ledger.year)
    if cost is None or not cost.base:
        return
    if public is not None and public.base > 0 and cost.base / public.base * 100 > rule.limit("percent"):
        message = f"公务接待费{cost.shown}占公用支出{public.shown}的{percent(cost.base / public.base, 1)}，比重偏高。"
        yield from ledger.draft(rule, message, [cost.evidence, public.evidence], [cost.record, public.record])
    staff = [f for f in ledger.fields["实有人数"] if isinstance(f.value, Decimal) and f.value > 0]
    if staff and isinstance(staff[0].value, Decimal) and cost.base / staff[0].value > rule.limit("per_head"):
        each = plain((cost.base / staff[0].value).quantize(Decimal(1)))
        message = f"公务接待费{cost.shown}÷{plain(staff[0].value)}人=人均{each}元，偏高。"
        yield from ledger.draft(rule, message, [cost.evidence, staff[0].evidence[0]], [cost.record, staff[0]])
