"""Rates that a form prints, recomputed: execution, control, change, adjustment, use of assets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, plain, rate_between, stated_rate_fits, tolerance
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import BUDGET, Ledger, fact_of
from jixiao.audit.rows import Row
from jixiao.audit.sums import causes
from jixiao.audit.targets import single
from jixiao.document.document import Cell, Table
from jixiao.document.records import Evidence, FieldRecord, RecordBase

_RATE_HEADER = re.compile(r"(?:预算|资金|支出)?执行率(?:[（(][^（）()]{0,12}[)）])?[%％]?")
_MOST_HEADERS = 200
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]?")


class PrintedRate:
    """An execution rate in a funds table, with the two amounts of its row."""

    __slots__ = ("budget", "evidence", "final", "places", "value")

    def __init__(self, value: Decimal, places: int, evidence: Evidence, budget: Figure, final: Figure) -> None:
        self.value, self.places, self.evidence, self.budget, self.final = value, places, evidence, budget, final


def printed_rates(ledger: Ledger) -> tuple[PrintedRate, ...]:
    """Each 执行率 cell whose row has a budget and an amount spent."""
    return ledger.once("rates", lambda: tuple(_printed_rates(ledger)))


def _printed_rates(ledger: Ledger) -> Iterator[PrintedRate]:
    for table in ledger.document.tables:
        columns = [
            cell
            for cell in table.cells
            if cell.end - cell.start <= 30 and _RATE_HEADER.fullmatch("".join(ledger.document.cell_text(cell).split()))
        ][:_MOST_HEADERS]
        for header in columns:
            for cell, match in _rate_cells(ledger, table, header):
                found = _row_amounts(ledger, table, cell.row)
                quoted = ledger.quote(cell.start, cell.end)
                if found is None or len(quoted) != 1:
                    continue
                value = Decimal(match[1])
                signed = match[0].endswith(("%", "％")) or "%" in header_text(ledger, header)
                if not signed and value <= 2:
                    value *= 100  # 0.985; without a sign anything larger is per cent all the same
                yield PrintedRate(value, len(match[1].partition(".")[2]), quoted[0], *found)


def header_text(ledger: Ledger, cell: Cell) -> str:
    """The words of a header cell, full width folded."""
    return "".join(ledger.document.cell_text(cell).split()).replace("％", "%")


def _rate_cells(ledger: Ledger, table: Table, header: Cell) -> Iterator[tuple[Cell, re.Match[str]]]:
    """The numbers below a header, down to the next words of its column: another block begins there."""
    places = range(header.column, header.column + min(header.column_span, 8))
    below = (cell for column in places for cell in ledger.column_cells(table.number, column) if cell.row > header.row)
    for cell in sorted(below, key=lambda cell: (cell.row, cell.column)):
        text = ledger.document.cell_text(cell)
        match = _PERCENT.fullmatch(text)
        if match is not None:
            yield cell, match
        elif re.search(r"[一-龥]", text):
            return


def _row_amounts(ledger: Ledger, table: Table, row: int) -> tuple[Figure, Figure] | None:
    """(whole-year budget, amount spent) that stand in a row of a table."""
    here = ledger.by_row.get((table.number, row), [])
    final = next((f for f in here if ledger.key(f).stage == "决算"), None)
    for measure in ("全年预算数", "预算数", "年初预算数"):
        budget = next((f for f in here if fact_of(f).measure == measure), None)
        if budget is not None and final is not None:
            return budget, final
    return None


@check("execution-rate")
def execution(ledger: Ledger) -> Iterator[Draft]:
    """A printed execution rate against the amounts of its row."""
    rule = ledger.rule("execution-rate")
    for printed in printed_rates(ledger):
        if not printed.budget.base or not (printed.budget.exact and printed.final.exact):
            continue
        rate, low, high = rate_between(printed.final, printed.budget)
        if stated_rate_fits(printed.value, printed.places, low, high, rule.limit("points")):
            continue
        yield from ledger.draft(
            rule,
            f"执行率应为{printed.final.shown}÷{printed.budget.shown}={_shown(rate)}%，表中为{plain(printed.value)}%。",
            [printed.evidence, printed.final.evidence, printed.budget.evidence], [printed.final.record, printed.budget.record],
            expected=rate.quantize(Decimal("0.01")), observed=printed.value, tolerance=rule.limit("points"),
            causes=causes(ledger, [printed.final, printed.budget]),
        )  # fmt: skip


def over_executed(ledger: Ledger) -> Iterator[tuple[Figure, Figure, PrintedRate | None]]:
    """(whole-year budget, amount spent, printed rate) where more was spent than the whole-year budget of its form."""
    printed = {rate.final.record.record_id: rate for rate in printed_rates(ledger)}
    told: set[tuple[object, ...]] = set()
    for final in ledger.by_item.get("年度资金总额", ()):
        fact = fact_of(final)
        if fact.measure != "全年执行数" or final.evidence.cell is None:
            continue
        budget = next(
            (
                f
                for f in ledger.by_row.get((final.evidence.cell.table, final.evidence.cell.row), ())
                if f.item == fact.item and fact_of(f).measure == "全年预算数"
                and ledger.key(f).project == ledger.key(final).project
            ),
            None,
        )  # fmt: skip
        if budget is None or not budget.base or final.base - budget.base <= tolerance([budget, final]):
            continue
        key = (budget.base, final.base)
        if key not in told:
            told.add(key)
            yield budget, final, printed.get(fact.record_id)


@check("execution-over-100")
def over_hundred(ledger: Ledger) -> Iterator[Draft]:
    """More was spent than the whole-year budget that the same form prints."""
    rule = ledger.rule("execution-over-100")
    told: set[object] = set()
    for budget, final, rate in over_executed(ledger):
        told.add((budget.base, final.base))
        value = final.base / budget.base * 100
        evidence = [final.evidence, budget.evidence, *([rate.evidence] if rate else [])]
        yield from ledger.draft(
            rule,
            f"全年执行数{final.shown}÷全年预算数{budget.shown}={_shown(value)}%，超过100%"
            + (f"（表中执行率{rate.evidence.text.strip()}）" if rate else "") + "。",
            evidence, [final.record, budget.record], expected=Decimal(100), observed=value.quantize(Decimal("0.01")),
            causes=causes(ledger, [budget, final]),
        )  # fmt: skip
    for printed in printed_rates(ledger):
        amounts = (printed.budget.base, printed.final.base)  # a part with the amounts of its whole is the same thing
        if printed.value > 100 and amounts not in told and printed.final.base > printed.budget.base:
            told.add(amounts)
            yield from ledger.draft(
                rule, f"执行率{plain(printed.value)}%超过100%。", [printed.evidence, printed.final.evidence, printed.budget.evidence],
                [printed.final.record, printed.budget.record], expected=Decimal(100), observed=printed.value,
                causes=causes(ledger, [printed.budget, printed.final]),
            )  # fmt: skip


def _shown(value: Decimal) -> str:
    return plain(value.quantize(Decimal("0.01")))


# -------------------------------------------------------------------------------------------------- control rates

Ratio = tuple[Figure, Figure, bool]
"""Numerator, denominator, and whether it is a change: (a − b) / b."""


def _amounts(ledger: Ledger, canonical: str) -> Ratio | None:
    """What a canonical rate is made of, from the unit's own amounts of the year."""
    year = ledger.year
    if year is None:
        return None

    def budget(item: str) -> Figure | None:
        stages = ("全年预算", "预算", "年初预算")
        return next((f for stage in stages if (f := ledger.amount(item, stage, year)) is not None), None)

    def final(item: str, of: int = year) -> Figure | None:
        return ledger.amount(item, "决算", of)

    table: dict[str, tuple[Figure | None, Figure | None, bool]] = {
        "三公经费控制率": (final("三公经费"), budget("三公经费"), False),
        "三公经费变动率": (final("三公经费"), final("三公经费", year - 1), True),
        "公用经费控制率": (final("公用支出"), budget("公用支出"), False),
        "政府采购执行率": (final("政府采购金额"), budget("政府采购金额"), False),
        "固定资产利用率": (_first(ledger, "在用固定资产"), _first(ledger, "固定资产"), False),
        "预算调整率": (
            ledger.amount("年度资金总额", "全年预算", year), ledger.amount("年度资金总额", "年初预算", year), True,
        ),
    }  # fmt: skip
    above, below, change = table.get(canonical, (None, None, False))
    return (above, below, change) if above is not None and below is not None and below.base else None


def _first(ledger: Ledger, item: str) -> Figure | None:
    found = ledger.amounts(item)
    return found[0] if found and all(figure.base == found[0].base for figure in found) else None


@check("control-rate")
def control(ledger: Ledger) -> Iterator[Draft]:
    """Control, change and adjustment rates against the amounts that they are made of."""
    for row in ledger.rows:
        if row.record.canonical is None or row.actual is None:
            continue
        stated = single(row.record.actual_quantities)
        if stated is None or stated.dimension != "ratio" or stated.bound != "exact" or stated.low is None:
            continue
        yield from _recomputed(ledger, row.record.canonical, stated.low, row.actual, [row.record], row)
    for field in ledger.fields["财政供养人员控制率"]:
        match = _PERCENT.fullmatch("".join(field.raw.split()))
        if match is not None:
            value = Decimal(match[1])
            if not field.raw.strip().endswith(("%", "％")) and value <= 3:
                value *= 100
            yield from _recomputed(ledger, "财政供养人员控制率", value, field.evidence[0], [field], None)


def _recomputed(
    ledger: Ledger, canonical: str, stated: Decimal, evidence: Evidence, about: Sequence[RecordBase], row: Row | None
) -> Iterator[Draft]:
    rule = ledger.rule("control-rate")
    places = len(plain(stated).partition(".")[2])
    name = [row.record.evidence[1]] if row is not None and len(row.record.evidence) > 1 else []
    if canonical == "财政供养人员控制率":
        pair = staff_pair(ledger, evidence.start)
        if pair is None:
            return
        quota, actual = pair
        assert isinstance(quota.value, Decimal)
        assert isinstance(actual.value, Decimal)
        rate = actual.value / quota.value * 100
        if stated_rate_fits(stated, places, rate, rate, rule.limit("points")):
            return
        yield from ledger.draft(
            rule, f"{canonical}应为实有{plain(actual.value)}÷编制{plain(quota.value)}={_shown(rate)}%，填{plain(stated)}%。",
            [evidence, *name, quota.evidence[0], actual.evidence[0]], [*about, quota, actual],
            expected=rate.quantize(Decimal("0.01")), observed=stated, tolerance=rule.limit("points"),
        )  # fmt: skip
        return
    found = _amounts(ledger, canonical)
    if found is None:
        return
    above, below, change = found
    rate, low, high = rate_between(above, below)
    if change:
        rate, low, high = rate - 100, low - 100, high - 100
    if canonical == "预算调整率":  # 追加 and 追减 alike
        rate, low, high = abs(rate), min(abs(low), abs(high)), max(abs(low), abs(high))
    if stated_rate_fits(stated, places, low, high, rule.limit("points")):
        return
    if change and stated_rate_fits(-stated, places, low, high, rule.limit("points")):
        return  # 下降12% printed without its sign
    formula = f"({above.printed}-{below.printed})÷{below.printed}" if change else f"{above.shown}÷{below.shown}"
    yield from ledger.draft(
        rule, f"{canonical}应为{formula}={_shown(rate)}%，填{plain(stated)}%。", [evidence, *name, above.evidence, below.evidence],
        [*about, above.record, below.record], expected=rate.quantize(Decimal("0.01")), observed=stated,
        tolerance=rule.limit("points"), causes=causes(ledger, [above, below]),
    )  # fmt: skip


def staff_pair(ledger: Ledger, near: int) -> tuple[FieldRecord, FieldRecord] | None:
    """(quota, actual staff) that stand together, nearest to a place; None where none does or the quota is nought."""
    quotas = [f for f in ledger.fields["人员编制"] if isinstance(f.value, Decimal) and f.value > 0]
    actuals = [f for f in (*ledger.fields["实有人数"], *ledger.fields["在职人数"]) if isinstance(f.value, Decimal)]
    pairs = [
        (abs(q.evidence[0].start - a.evidence[0].start), abs(q.evidence[0].start - near), at, (q, a))
        for q in quotas
        for at, a in enumerate(actuals)
        if a.part == q.part
    ]
    close = [pair for pair in pairs if pair[0] <= 300]
    return min(close, key=lambda pair: (pair[1], pair[0], pair[2]))[3] if close else None


__all__ = ["BUDGET", "over_executed", "printed_rates", "staff_pair"]
