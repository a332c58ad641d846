"""What the prose says was spent and is left, and what had arrived, against the budget that it or a form names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import plain, stated_rate_fits
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import BUDGET, Ledger, fact_of
from jixiao.audit.prose import Said, Sentence, sentences
from jixiao.audit.rates import printed_rates
from jixiao.document.records import Evidence, RecordBase

_LEFT = re.compile(r"(?:未支付|未支出|未使用|未执行|未支|剩余|结余|结转)(?:的|了|资金|金额|款项?|指标|为|共|计|：|:)*$")
_SPENT = re.compile(r"(?:支付|支出|执行|使用|拨付)(?:了|数|金额|资金|为|共|计|合计|：|:)*$")
_ARRIVED = re.compile(
    r"(?:(?:实际|已|共|累计|全部)*到位(?:了|资金|金额|数|为|共|计|：|:)*|到位(?:的)?资金[^，。；]{0,4})$"
)
_ARRIVAL = re.compile(r"到位率(?:为|达到?|是|：|:)*$")
_PLANNED = re.compile(
    r"(?:计划(?:总)?投资|总投资|概算|应到位|计划(?:到位)?资金|资金计划|下达|全年预算(?:数)?|项目预算(?:数)?|批复资金|资金总额)[^，。；\d]{0,24}$"
)
_NOT_ALL = re.compile(r"中央|省级|市级|县级|区级|配套|自筹|其中")
_MOST = 40
_FAR = 800
"""Characters before an arrival rate in which the planned amount is looked for."""


def _is_left(words: str) -> bool:
    """Whether an amount is what this year left: 上年结转 is what the year before did."""
    return _LEFT.search(words) is not None and "上年" not in words[-8:]


@check("balance")
def left(ledger: Ledger) -> Iterator[Draft]:
    """累计支付3412.75万元，未支付的273.25万元, where a form with the same amount spent has a budget of 3650万元."""
    rule = ledger.rule("balance")
    for sentence in sentences(ledger):
        money = [said for said in sentence.said if _exact_money(said)]
        rest = next((said for said in money if _is_left(sentence.before(said.measure))), None)
        spent = next(
            (
                said for said in money
                if _SPENT.search(sentence.before(said.measure)) and not _LEFT.search(sentence.before(said.measure))
            ),
            None,
        )  # fmt: skip
        if rest is None or spent is None or rest.value is None or spent.value is None:
            continue
        found = [form for form in printed_rates(ledger) if form.final.base == spent.value]
        wanted = {form.budget.base - form.final.base for form in found}
        if not found or any(
            abs(rest.value - other) <= (rest.step + spent.step + found[0].budget.step) / 2 for other in wanted
        ):
            continue
        budget, final = found[0].budget, found[0].final
        factor = rest.value / rest.measure.low if rest.measure.low else Decimal(1)
        expected = plain((budget.base - final.base) / factor)
        yield from ledger.draft(
            rule,
            f"预算{budget.shown}-支出{spent.text}={expected}{rest.measure.unit}，正文却称{rest.text}。",
            [rest.evidence, spent.evidence, budget.evidence, final.evidence],
            [final.record, budget.record, *_records(rest)],
            expected=Decimal(expected), observed=rest.measure.low,
        )  # fmt: skip


@check("control-rate")
def arrived(ledger: Ledger) -> Iterator[Draft]:
    """实际到位1674万元，资金到位率92%, where 1860万元 had been planned."""
    rule = ledger.rule("control-rate")
    whole = sentences(ledger)
    for at, sentence in enumerate(whole):
        rate = next((s for s in sentence.said if _is_arrival(sentence, s)), None)
        got = next((s for s in sentence.said if _exact_money(s) and _ARRIVED.search(sentence.before(s.measure))), None)
        if rate is None or got is None or rate.measure.low is None or got.value is None:
            continue
        near = at
        while near and sentence.start - whole[near - 1].end <= _FAR and at - near < _MOST:
            near -= 1
        planned = list(_planned(ledger, whole[near : at + 1], got))
        if not planned:
            continue
        fits = False
        for amount, step, _, _ in planned:
            slack = (got.step / amount + step * got.value / amount**2) * 50
            value = got.value / amount * 100
            fits = fits or stated_rate_fits(
                rate.measure.low, rate.places, value - slack, value + slack, rule.limit("points")
            )
        if fits:
            continue
        amount, _, quoted, text = planned[-1]
        share = (got.value / amount * 100).quantize(Decimal("0.01"))
        yield from ledger.draft(
            rule,
            f"资金到位率应为{got.text}÷{text}={plain(share)}%，正文为{rate.text}。",
            [rate.evidence, got.evidence, quoted], _records(rate, got),
            expected=share, observed=rate.measure.low, tolerance=rule.limit("points"),
        )  # fmt: skip


def _is_arrival(sentence: Sentence, said: Said) -> bool:
    exact = said.measure.dimension == "ratio" and said.measure.bound == "exact" and said.evidence.cell is None
    return exact and _ARRIVAL.search(sentence.before(said.measure)) is not None


def _planned(
    ledger: Ledger, before: tuple[Sentence, ...], got: Said
) -> Iterator[tuple[Decimal, Decimal, Evidence, str]]:
    """(amount, its last digit, quotation, words) of what was to arrive, told before the rate or in its sentence."""
    assert got.value is not None
    part = ledger.quoter.part_at(got.measure.start)
    for sentence in before:
        if ledger.quoter.part_at(sentence.start) != part:
            continue
        for said in sentence.said:
            words = sentence.before(said.measure)
            whole = _PLANNED.search(words)
            if said is got or whole is None or _NOT_ALL.search(whole[0]) or not _exact_money(said):
                continue
            if said.value is not None and said.value >= got.value:
                yield said.value, said.step, said.evidence, said.text
    for figure in ledger.told_before(got.evidence.start, _FAR):
        budget = fact_of(figure).basis == "narrative" and fact_of(figure).measure in BUDGET
        if budget and figure.exact and figure.base >= got.value and figure.record.part == part:
            yield figure.base, figure.step, figure.evidence, figure.shown


def _exact_money(said: Said) -> bool:
    return said.measure.dimension == "money" and said.measure.bound == "exact"


def _records(*said: Said) -> list[RecordBase]:
    return [one.record for one in said if one.record is not None]
