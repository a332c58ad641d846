"""Slips of the pen: a decimal point in the wrong place, 元 among 万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, percent, plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger, fact_of, item_of
from jixiao.audit.sums import causes, sums
from jixiao.extraction.facts_lexicon import finance

_LEAST = Decimal(10_000)
"""Amounts below 1 万元 vary tenfold without anybody's mistake."""
_MOST = 300
_FREE = frozenset(
    {
        "项目支出",
        "专项资金",
        "业务工作经费",
        "运行维护经费",
        "政府性基金预算支出",
        "年度资金总额",
        "支出合计",
        "收入合计",
    }
)
"""Items that may well grow tenfold in a year, as the projects that the lexicon does not know do: they come and go."""


def _rows(ledger: Ledger) -> Iterator[list[Figure]]:
    """The amounts of one item in one table row, of several columns."""
    rows: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        cell = figure.evidence.cell
        fact = fact_of(figure)
        if fact.basis == "table" and cell is not None and fact.measure not in (None, "人均"):
            rows[cell.table, cell.row, fact.item, fact.entity, fact.project].append(figure)
    for figures in rows.values():
        if len(figures) >= 2:
            yield figures


@check("decimal-slip")
def decimal_slip(ledger: Ledger) -> Iterator[Draft]:
    """One of three amounts of an item is about ten times (or a tenth of) the others, which are alike."""
    rule = ledger.rule("decimal-slip")
    proven = {
        figure.record.record_id for found in sums(ledger) if found.holds and not found.short for figure in found.figures
        if len(found.terms) > 1
    }  # fmt: skip
    for figures in _rows(ledger):
        item = item_of(figures[0])
        if (
            len(figures) < 3
            or item in _FREE
            or item not in finance().items
            or any(figure.base <= 0 for figure in figures)
        ):
            continue
        for odd in figures:
            others = [figure for figure in figures if figure is not odd]
            if max(f.base for f in others) > 2 * min(f.base for f in others) or max(f.base for f in figures) < _LEAST:
                continue
            mean = sum((f.base for f in others), Decimal(0)) / len(others)
            ratio = odd.base / mean if odd.base > mean else mean / odd.base
            if not rule.limit("low") <= ratio <= rule.limit("high") or odd.record.record_id in proven:
                continue
            # Ten times either neighbour, within the range, tells a slip from growth.
            listed = "、".join(f"{ledger.key(f).year}年{fact_of(f).measure}{f.shown}" for f in figures)
            times = plain(ratio.quantize(Decimal("0.1")))
            side = f"约为其余的{times}倍" if odd.base > mean else f"约为其余的{times}分之一"
            message = f"{odd.name}：{listed}，{odd.shown}{side}，疑小数点错位或口径不一。"
            yield from ledger.draft(
                rule, message, [odd.evidence, *(f.evidence for f in others)], [odd.record, *(f.record for f in others)],
                expected=mean / odd.factor, observed=odd.value, causes=causes(ledger, [odd]),
            )  # fmt: skip
            break
    yield from _against_parts(ledger)


def _against_parts(ledger: Ledger) -> Iterator[Draft]:
    """A sum that fails, and holds where one figure is moved by one decimal place."""
    rule = ledger.rule("decimal-slip")
    told: set[tuple[object, ...]] = set()
    for found in sums(ledger):
        if found.holds is not False or found.identity.relation != "=":
            continue
        for figure in found.figures:
            for power in (1, -1):
                shifted = figure.base.scaleb(power)
                if figure is found.total:
                    gap = shifted - found.added
                else:
                    sign = next(sign for sign, other in found.terms if other is figure)
                    gap = found.short + sign * (figure.base - shifted)
                key = (figure.base, *sorted(f.base for f in found.figures))
                if figure.base and abs(gap) <= found.slack and key not in told and abs(figure.base) >= found.slack * 20:
                    told.add(key)
                    right = plain(shifted / figure.factor)
                    message = f"{figure.name}{figure.shown}如为{right}{figure.unit}，则合计相符，疑小数点错位。"
                    yield from ledger.draft(
                        rule, message, [figure.evidence, *(f.evidence for f in found.figures if f is not figure)],
                        [figure.record], expected=shifted / figure.factor, observed=figure.value, severity="info",
                        causes=causes(ledger, found.figures),
                    )  # fmt: skip


@check("unit-mix")
def unit_mix(ledger: Ledger) -> Iterator[Draft]:
    """The same item ten thousand times as large elsewhere: one was filled in 元, the other in 万元."""
    rule = ledger.rule("unit-mix")
    by_item: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        key = ledger.key(figure)
        if figure.base > 0:
            by_item[item_of(figure), key.entity, key.project].append(figure)
    for figures in by_item.values():
        for odd in figures[:_MOST]:
            match = next((other for other in figures[:_MOST] if _ten_thousand(odd, other, rule.limit("percent"))), None)
            if match is None:
                continue
            year = ledger.key(odd).year
            message = (
                f"{odd.name}{year or ''}{odd.shown}，另一处为{match.shown}，相差{percent(odd.base / match.base / 100, 0)[:-1]}倍，"
                f"疑把元当作万元填列。"
            )
            yield from ledger.draft(
                rule, message, [odd.evidence, match.evidence], [odd.record, match.record],
                expected=match.value, observed=odd.value, causes=causes(ledger, [odd]),
            )  # fmt: skip
            break
    yield from _in_sums(ledger)


def _ten_thousand(odd: Figure, other: Figure, slack: Decimal) -> bool:
    """Whether one amount is 10 000 times another, both with telling digits."""
    if odd.base < other.base * 9000 or len(plain(other.value).replace(".", "").strip("0")) < 3:
        return False
    return abs(odd.base / other.base - 10_000) <= 10_000 * slack / 100


def _in_sums(ledger: Ledger) -> Iterator[Draft]:
    """A sum that fails, and holds where one part is taken as 元 instead of 万元."""
    rule = ledger.rule("unit-mix")
    told: set[str] = set()
    for found in sums(ledger):
        if found.holds is not False or found.identity.relation != "=":
            continue
        for figure in found.figures:
            if figure.factor not in (1, 10_000) or figure.record.record_id in told:
                continue
            shifted = figure.base / 10_000
            if figure is found.total:
                gap = shifted - found.added
            else:
                sign = next(sign for sign, other in found.terms if other is figure)
                gap = found.short + sign * (figure.base - shifted)
            if abs(gap) <= found.slack and figure.base > 10_000 * 1000:
                told.add(figure.record.record_id)
                yield from ledger.draft(
                    rule, f"{figure.name}{figure.shown}除以10000才与合计相符，疑同一表中元与万元混用。",
                    [figure.evidence, *(f.evidence for f in found.figures if f is not figure)], [figure.record],
                    expected=figure.value / 10_000, observed=figure.value, causes=causes(ledger, found.figures),
                )  # fmt: skip
