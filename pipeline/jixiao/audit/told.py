"""What the prose says of an indicator or of an execution rate, against the cell that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, plain, rate_between, stated_rate_fits
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import BUDGET, FINAL, Ledger, fact_of
from jixiao.audit.prose import Said, Sentence, sentences
from jixiao.audit.rates import PrintedRate, printed_rates
from jixiao.audit.rows import Row
from jixiao.audit.targets import single
from jixiao.lexicon import fold

_CLAUSE = re.compile(r"[，。；;！？\n]")
_TAIL = re.compile(
    r"(?:数量|[次人个件台座头只套辆户家场条项份处册篇所组批期名对棵株张]数|家次|人次|户次|场次|(?:建设)?面积|金额|总量|完成率|率|数|情况)$"
)
_QUOTES = str.maketrans("", "", "“”\"'‘’《》（）()、")
_BEFORE = re.compile(r"(?:由|从|上年|去年|较|比|目标|计划|任务|力争|预计|年初)[^，。；]{0,10}$")
_BARE = re.compile(r"(?:年末|全年|年内|累计|合计|共|已|共计|实际)*(?:实现|完成|达|达到|为|有)?(?:了)?")
_VERB = re.compile(
    r"^(?:整改|查处|办结|接待|新增|完成|开展|举办|组织|培训|建成|清运|走访|检定|补贴|治理|增设|改造|新建|建设|发放|培育|引进|拆除|检查)"
)
_ROSE = re.compile(r"(?:由|从)(?=上年|去年|年初|\d)")
"""What follows is where the number came from, no part of the name."""
_TURNED = re.compile(r"(?:增加|增长|提高|上升|减少|下降|降低|压缩)(?:到|至)[^，。；]{0,4}$")
_GROWN = re.compile(r"同比|(?:较|比|由|从)(?:上年|去年)")
_RATE = re.compile(
    r"(?:(?:预算|资金)?执行率(?:为|达到|达|约为|：|:)*|(?:完成|占)(?:年度|全年|调整|年初)?预算(?:数)?的)$"
)
_OF_BUDGET = re.compile(r"完成(?:年度|全年|调整|年初)?预算(?:数)?$")
_WHOLES = frozenset({"年度资金总额", "收入合计", "支出合计", "项目支出", "到位资金"})
"""Items that a project's narrative uses for one and the same money."""
_LIKE = 0.85
_NEAR = 200
"""Characters before a rate in which its amounts are looked for."""


@check("table-vs-narrative")
def results(ledger: Ledger) -> Iterator[Draft]:
    """The number that the prose gives for an indicator is neither its result nor its target."""
    rule = ledger.rule("table-vs-narrative")
    rows = [row for row in ledger.rows if row.actual is not None and _telling(row) and len(fold(row.name)) >= 5]
    if not rows:
        return
    told: dict[str, list[tuple[Said, Sentence]]] = {}
    for sentence in sentences(ledger):
        for said in sentence.said:
            row = _named(ledger, sentence, said, rows)
            if row is not None and said.value is not None:
                told.setdefault(row.name, []).append((said, sentence))
    for name, mentions in told.items():
        same = [row for row in rows if row.name == name]
        results = {q.base_low for row in same for q in row.record.actual_quantities}
        goals = {q.base_low for row in same for q in row.record.target_quantities}
        if any(said.value in results for said, _ in mentions):
            continue  # the prose agrees; another number of the same thing counts a part of it
        # A number that equals the target is most likely the goal itself, unless it is said to have grown to it.
        wrong = [said for said, sentence in mentions if said.value not in goals or _GROWN.search(sentence.text)]
        for said in wrong[:1]:
            yield from ledger.draft(
                rule,
                f"“{name}”表中实际{same[0].record.actual}，正文却为{said.text}。",
                [said.evidence, *(row.actual for row in same[:2] if row.actual is not None)],
                [*(row.record for row in same), *([said.record] if said.record else [])],
                expected=same[0].record.actual,
                observed=said.text,
            )


def _telling(row: Row) -> bool:
    quantity = single(row.record.actual_quantities)
    return quantity is not None and quantity.bound == "exact" and quantity.dimension not in ("money", "time", "score")


def _named(ledger: Ledger, sentence: Sentence, said: Said, rows: list[Row]) -> Row | None:
    """The row that the words before a quantity name; None where they name none, or a target or an earlier year."""
    if said.measure.bound != "exact" or _is_number_cell(ledger, said) or _is_goal(ledger, said):
        return None
    text = "".join(sentence.text[: said.measure.start - sentence.start].split())
    if text[-1:].isdigit() or text[-1:] in (".", "．"):
        return None  # the number began on the line before
    clauses = [clause.translate(_QUOTES) for clause in _CLAUSE.split(text)]
    clause = _ROSE.split(clauses[-1])[0]
    if len(clauses) > 1 and _BARE.fullmatch(clause):  # …相关工作，年末实现116个: the name stands in the clause before
        clause = clauses[-2] + clause
    if _BEFORE.search(clauses[-1]) and not _TURNED.search(clauses[-1]):
        return None
    for row in rows:
        quantity = single(row.record.actual_quantities)
        same_unit = quantity is not None and quantity.base_unit == said.measure.base_unit
        if same_unit and _likeness(row.name, clause) >= _LIKE:
            return row
    return None


def _is_number_cell(ledger: Ledger, said: Said) -> bool:
    """Whether the quantity (with a short name) fills its cell: then it belongs to the form, it is no prose."""
    found = ledger.quoter.find_cell(said.measure.start)
    return found is not None and len(ledger.document.cell_text(found[1])) <= len(said.measure.text) + 24


def _is_goal(ledger: Ledger, said: Said) -> bool:
    """Whether the quantity stands where a report says what it wants to do."""
    cells = (*ledger.fields["年度总体目标"], *ledger.fields["年度主要工作内容"])
    if any(e.start <= said.evidence.start < e.end for field in cells for e in field.evidence if e.role == "value"):
        return True
    return bool({"绩效目标", "年度主要工作"} & set(ledger.quoter.section_at(said.measure.start)))


def _likeness(name: str, clause: str) -> float:
    """The share of the name's pairs of characters that the clause holds too.

    >>> _likeness("整改河湖四乱问题", "整改河湖四乱问题"), _likeness("生猪免疫头数", "本年度免疫的生猪达到")
    (1.0, 1.0)
    """
    core = _TAIL.sub("", fold(name).translate(_QUOTES)) or name
    core = core if len(core) < 6 else _VERB.sub("", core)
    pairs = {core[at : at + 2] for at in range(len(core) - 1)}
    held = fold(clause)
    if len(core) >= 4 and set(core) <= set(held[-len(core) - 8 :]):
        return 1.0  # the same words in another order: 免疫的生猪达到 for 生猪免疫
    return sum(pair in held for pair in pairs) / len(pairs) if pairs else 0.0


@check("execution-rate")
def rates(ledger: Ledger) -> Iterator[Draft]:
    """执行率为96.27% in the prose, against the amounts told just before it: it fits none of them."""
    rule = ledger.rule("execution-rate")
    for said in _stated(ledger):
        budgets, final = _amounts_before(ledger, said)
        if final is None or not budgets or said.measure.low is None:
            continue
        between = [rate_between(final, budget) for budget in budgets]
        if any(
            stated_rate_fits(said.measure.low, said.places, low, high, rule.limit("points")) for _, low, high in between
        ):
            continue
        budget, rate = budgets[0], between[0][0].quantize(Decimal("0.01"))
        yield from ledger.draft(
            rule,
            f"执行率应为{final.shown}÷{budget.shown}={plain(rate)}%，正文为{said.text}。",
            [said.evidence, final.evidence, budget.evidence],
            [final.record, budget.record],
            expected=rate,
            observed=said.measure.low,
            tolerance=rule.limit("points"),
        )


@check("execution-rate")
def completed(ledger: Ledger) -> Iterator[Draft]:
    """决算为5.5万元，完成预算6.3万元的87.3%: the three stand in one sentence."""
    rule = ledger.rule("execution-rate")
    for sentence in sentences(ledger):
        for final, budget, rate in zip(sentence.said, sentence.said[1:], sentence.said[2:], strict=False):
            money = final.measure.dimension == budget.measure.dimension == "money"
            exact = final.measure.bound == budget.measure.bound == rate.measure.bound == "exact"
            if not money or not exact or rate.measure.dimension != "ratio" or rate.measure.low is None:
                continue
            if not _OF_BUDGET.search(sentence.between(final.measure, budget.measure)):
                continue
            if sentence.between(budget.measure, rate.measure) != "的" or not budget.value or final.value is None:
                continue
            value = final.value / budget.value * 100
            slack = (final.step / budget.value + budget.step * final.value / budget.value**2) * 50
            if stated_rate_fits(rate.measure.low, rate.places, value - slack, value + slack, rule.limit("points")):
                continue
            shown = plain(value.quantize(Decimal("0.01")))
            yield from ledger.draft(
                rule,
                f"{final.text}÷{budget.text}={shown}%，正文为{rate.text}。",
                [rate.evidence, final.evidence, budget.evidence],
                [one.record for one in (rate, final, budget) if one.record is not None],
                expected=value.quantize(Decimal("0.01")),
                observed=rate.measure.low,
                tolerance=rule.limit("points"),
            )


def _stated(ledger: Ledger) -> Iterator[Said]:
    """The execution rates that the prose states exactly."""
    for sentence in sentences(ledger):
        for said in sentence.said:
            exact = said.measure.dimension == "ratio" and said.measure.bound == "exact" and said.measure.low is not None
            if exact and said.evidence.cell is None and _RATE.search(sentence.before(said.measure)):
                yield said


def _amounts_before(ledger: Ledger, said: Said) -> tuple[list[Figure], Figure | None]:
    """(budgets, the nearest first; the last amount spent) that the prose gives just before a rate."""
    at, part = said.evidence.start, ledger.quoter.part_at(said.measure.start)
    near = [
        figure
        for figure in ledger.told_before(at, _NEAR)
        if fact_of(figure).basis == "narrative" and figure.record.part == part
    ]
    near.sort(key=lambda figure: -figure.evidence.start)
    final = next((figure for figure in near if fact_of(figure).measure in FINAL), None)
    if final is None or not final.exact:
        return [], None
    return [figure for figure in near if _same_budget(ledger, figure, final)], final


def _same_budget(ledger: Ledger, figure: Figure, final: Figure) -> bool:
    measure = fact_of(figure).measure
    alike = figure.item == final.item or {figure.item, final.item} <= _WHOLES
    return (
        measure in BUDGET
        and measure != "年初预算数"
        and alike
        and figure.exact
        and figure.base > 0
        and ledger.key(figure).project == ledger.key(final).project
    )


@check("table-vs-narrative")
def told_rates(ledger: Ledger) -> Iterator[Draft]:
    """The prose gives one execution rate, and the form with the same amount spent another."""
    rule = ledger.rule("table-vs-narrative")
    printed = list(printed_rates(ledger))
    for said in _stated(ledger):
        _, final = _amounts_before(ledger, said)
        forms = [form for form in printed if final is not None and form.final.base == final.base]
        if final is None and len({form.value for form in printed}) == 1:
            forms = printed
        if said.measure.low is None or any(_same_rate(said, form) for form in forms):
            continue
        for form in forms[:1]:
            yield from ledger.draft(
                rule,
                f"执行率：正文{said.text}，表中{plain(form.value)}%。",
                [said.evidence, form.evidence],
                [*([said.record] if said.record else []), form.final.record],
                expected=form.value,
                observed=said.measure.low,
            )


def _same_rate(said: Said, form: PrintedRate) -> bool:
    """Whether two printings can be the same rate, the coarser rounded or cut off."""
    places = min(said.places, form.places)
    return said.measure.low is not None and abs(said.measure.low - form.value) < Decimal(1).scaleb(-places)
