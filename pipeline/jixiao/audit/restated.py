"""Restatements: the same amount in the text and in a table, or in two forms, must be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, agree, plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import BUDGET, Ledger, fact_of, item_of
from jixiao.audit.sums import causes
from jixiao.extraction.forms_values import cell_number

_TOTALS = frozenset({
    "收入合计", "支出合计", "基本支出", "项目支出", "人员支出", "公用支出", "三公经费", "公务接待费", "政府采购金额",
    "公务用车购置及运行维护费", "因公出国（境）费", "固定资产", "工资福利支出", "商品和服务支出", "机关运行经费",
})  # fmt: skip
"""Items that a report has one of: two narrative amounts of theirs are restatements, not two things."""
_MOST = 300
"""More figures of one key are a list of things that look alike, no restatements."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """Figures of one item, year, stage, entity and project, by where they stand."""

    tables: dict[int, list[Figure]]
    prose: list[Figure]

    @property
    def figures(self) -> list[Figure]:
        """All of them."""
        return [*(figure for figures in self.tables.values() for figure in figures), *self.prose]


def restatements(ledger: Ledger) -> tuple[Restatement, ...]:
    """Figures that state the same amount; those of unknown year or measure are left out.

    A budget that the text does not call 年初 or 全年 may be either, so budget figures are compared across these.
    """
    return ledger.once("restatements", lambda: tuple(_restatements(ledger)))


def _restatements(ledger: Ledger) -> Iterator[Restatement]:
    found: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        key = ledger.key(figure)
        if key.year is None or key.stage in (None, "人均"):
            continue
        stage = "预算" if fact_of(figure).measure in BUDGET else key.stage
        found[item_of(figure), stage, key.year, key.entity, key.project].append(figure)
    for figures in found.values():
        if not 2 <= len(figures) <= _MOST:
            continue
        tables: dict[int, list[Figure]] = defaultdict(list)
        prose = []
        for figure in figures:
            if fact_of(figure).basis == "table":
                tables[ledger.place(figure)].append(figure)
            else:
                prose.append(figure)
        yield Restatement(dict(tables), prose)


@check("table-vs-narrative")
def narrative(ledger: Ledger) -> Iterator[Draft]:
    """An amount of the text that no table bears out, though one states the same item, year and stage."""
    rule = ledger.rule("table-vs-narrative")
    for group in restatements(ledger):
        printed = [figure for figures in group.tables.values() for figure in figures]
        told: list[Figure] = []
        for figure in group.prose:
            rivals = [other for other in printed if comparable(figure, other)]
            if not rivals or any(agree(figure, other) for other in rivals):
                continue
            if any(_beside(ledger, figure, other) for other in rivals):
                continue
            if any(other.base == figure.base for other in told):
                continue
            told.append(figure)
            yield from _differ(ledger, rule.id, figure, rivals, "正文", "表中")


def _beside(ledger: Ledger, told: Figure, cell: Figure) -> bool:
    """Whether the told amount stands in the same row of a guessed table under another head: the columns were misread."""
    place = cell.evidence.cell
    if place is None or not ledger.guessed(cell.evidence):
        return False
    for other in ledger.row_cells(place.table, place.row):
        number = cell_number(ledger.text, other.start, other.end)
        if number is not None and number.value and abs(number.value * cell.factor - told.base) <= told.step / 2:
            return True
    return False


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures speak of the same budget: 年初 and 全年 differ rightly."""
    ours, theirs = fact_of(one).measure, fact_of(other).measure
    return ours == theirs or not (ours in BUDGET and theirs in BUDGET) or "预算数" in (ours, theirs)


@check("form-vs-form")
def forms(ledger: Ledger) -> Iterator[Draft]:
    """An amount that two forms state differently."""
    rule = ledger.rule("form-vs-form")
    for group in restatements(ledger):
        places = list(group.tables.items())
        for at, (_, ours) in enumerate(places):
            for _, theirs in places[at + 1 :]:
                pairs = [(a, b) for a in ours for b in theirs if _same_column(a, b)]
                if pairs and not any(agree(a, b) for a, b in pairs):
                    yield from _differ(ledger, rule.id, pairs[0][0], [pairs[0][1]], "一表", "另一表")


def _same_column(one: Figure, other: Figure) -> bool:
    ours, theirs = fact_of(one).measure, fact_of(other).measure
    return ours == theirs or not (ours in BUDGET or theirs in BUDGET)


@check("contradiction")
def prose(ledger: Ledger) -> Iterator[Draft]:
    """A total that the text states twice, differently."""
    rule = ledger.rule("contradiction")
    for group in restatements(ledger):
        if len(group.prose) < 2 or group.tables or item_of(group.prose[0]) not in _TOTALS:
            continue
        first = group.prose[0]
        if ledger.key(first).entity is not None or ledger.key(first).project is not None:
            continue
        for figure in group.prose[1:]:
            near = first.base > 0 and figure.base > 0 and first.base / 3 <= figure.base <= first.base * 3
            alike = fact_of(first).measure == fact_of(figure).measure
            if near and alike and not agree(first, figure):
                yield from _differ(ledger, rule.id, first, [figure], "正文一处", "另一处")
                break


@check("contradiction")
def running(ledger: Ledger) -> Iterator[Draft]:
    """机关运行经费 is the operating part of basic expenditure: it cannot be all that the unit spent."""
    rule = ledger.rule("contradiction")
    for figure in ledger.amounts("机关运行经费", "决算", ledger.year):
        public = ledger.amount("公用支出", "决算", ledger.year)
        whole = ledger.amount("支出合计", "决算", ledger.year)
        if public is None or whole is None or not agree(figure, whole) or agree(figure, public):
            continue
        yield from ledger.draft(
            rule,
            f"机关运行经费{figure.shown}，与支出合计{whole.shown}相同，而公用支出只有{public.shown}，口径有误。",
            [figure.evidence, whole.evidence, public.evidence],
            [figure.record, whole.record, public.record],
            expected=public.value,
            observed=figure.value,
            causes=causes(ledger, [figure, whole]),
        )
        return


def _differ(
    ledger: Ledger, rule: str, figure: Figure, rivals: Sequence[Figure], here: str, there: str
) -> Iterator[Draft]:
    key = ledger.key(figure)
    other = rivals[0]
    year = f"{key.year}年"
    owner = f"（{key.entity or key.project}）" if key.entity or key.project else ""
    gap = plain(abs(figure.base - other.base) / figure.factor)
    stated, compared = fact_of(figure), fact_of(other)
    first = stated.measure or ""
    second = compared.measure or ""
    message = f"{year}{item_of(figure)}{owner}：{here}{first}{figure.shown}，{there}{second}{other.shown}，相差{gap}{figure.unit}。"
    yield from ledger.draft(
        ledger.rule(rule), message, [figure.evidence, other.evidence], [figure.record, *(r.record for r in rivals)],
        expected=other.value * other.factor / figure.factor, observed=figure.value,
        tolerance=max(figure.step, other.step) / figure.factor, causes=causes(ledger, [figure, other]),
    )  # fmt: skip
