"""The cards beside the text: one a record and one a gap, each with its evidence, its doubts and all its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from jixiao.document.records import Evidence, FindingRecord, GapEntry, Record, RecordBase
from jixiao.emit.entries import record_keys
from jixiao.emit.json_text import dumps, number_text
from jixiao.emit.page.markup import both, labelled, named, text
from jixiao.emit.words import content_of


def record_card(
    number: int,
    record: Record,
    places: Mapping[str, int],
    reasons: Mapping[str, tuple[str, str]],
    *,
    paged: bool = True,
) -> str:
    """A record's card; ``places`` says which card has which record_id, ``reasons`` what the codes mean.

    ``paged``: the document has several pages, so that naming them helps.
    """
    review = " review" if record.needs_review else ""
    severity = (
        f' <b class="sev {record.severity}">{named(record.severity)}</b>' if isinstance(record, FindingRecord) else ""
    )
    parts = [
        f'<article class="card k-{record.kind}{review}" id="i{number}" data-n="{number}" data-kind="{record.kind}" '
        f'data-confidence="{record.confidence:.4f}" tabindex="0">',
        f'<header><span class="kind">{named(record.kind)}</span>{severity}'
        f'<span class="conf">{_confidence(record)}</span></header>',
        f'<p class="content">{text(content_of(record))}</p>',
        _reasons(record.reasons, reasons),
        _path(record),
        _evidence(number, record.evidence, paged),
        _links(record, places),
        _alternatives(record),
        _keys(record),
        "</article>",
    ]
    return "".join(parts)


def gap_card(number: int, gap: GapEntry, around: tuple[str, str], line: int, *, paged: bool) -> str:
    """A gap's card: something of the source that no record quotes, with its line and the words ``around`` it."""
    place = both(f"第 {line} 行", f"line {line}")
    if paged and gap.page is not None:
        place = both(f"第 {gap.page} 页", f"page {gap.page}")
    before, after = map(text, around)
    words = text(gap.text) or both("（空）", "(empty)")
    quote = f"<small>{before}</small> <q>{words}</q> <small>{after}</small>"
    return (
        f'<article class="card k-gap" id="i{number}" data-n="{number}" data-kind="gap" data-confidence="0" '
        f'tabindex="0"><header><span class="kind">{both("未读出", "not read")}</span></header>'
        f'<p class="content">{named(gap.kind)} · {place}</p>'
        f'<ul class="quotes"><li><button type="button" data-n="{number}" data-s="{gap.start}">{quote}</button></li></ul>'
        "</article>"
    )


def _confidence(record: RecordBase) -> str:
    shown = f"{record.confidence:.2f}"
    name = labelled("可信度", "confidence", "aria-label")
    meter = f'<meter min="0" max="1" low="0.5" high="0.8" optimum="1" value="{shown}" {name}></meter>'
    flag = f' <span class="flag">{both("需复核", "review")}</span>' if record.needs_review else ""
    return f"{meter}<span>{shown}</span>{flag}"


def _reasons(reasons: Sequence[str], explained: Mapping[str, tuple[str, str]]) -> str:
    items = [f"<li><code>{text(reason)}</code> {both(*explained.get(reason, ('', '')))}</li>" for reason in reasons]
    return f'<ul class="reasons">{"".join(items)}</ul>' if items else ""


def _path(record: RecordBase) -> str:
    steps = [step for step in (record.part, *record.section) if step]
    return f'<p class="path">{" › ".join(map(text, steps))}</p>' if steps else ""


def _evidence(number: int, evidence: Sequence[Evidence], paged: bool) -> str:
    items = []
    for quote in evidence:
        where = []
        if paged and quote.page is not None:
            where.append(both(f"第 {quote.page} 页", f"page {quote.page}"))
        if quote.cell is not None:
            table, row, column = quote.cell.table, quote.cell.row, quote.cell.column
            where.append(both(f"表 {table} 行 {row} 列 {column}", f"table {table} row {row} column {column}"))
        place = f" <small>{' · '.join(where)}</small>" if where else ""
        items.append(
            f'<li><button type="button" data-n="{number}" data-s="{quote.start}"><i>{named(quote.role)}</i> '
            f"<q>{text(quote.text)}</q>{place}</button></li>"
        )
    return f'<ul class="quotes">{"".join(items)}</ul>'


def _links(record: RecordBase, places: Mapping[str, int]) -> str:
    items = [
        f'<a href="#i{places[link.record_id]}" data-go="{places[link.record_id]}">{text(link.type)}</a>'
        for link in record.links
        if link.record_id in places
    ]
    return f'<p class="links">{both("关联", "links")} {" ".join(items)}</p>' if items else ""


def _alternatives(record: RecordBase) -> str:
    items = [
        f"<li>{text(_told(other.value))} <q>{text(other.text)}</q> <code>{text(other.reason)}</code></li>"
        for other in record.alternatives
    ]
    return (
        f'<p class="alt">{both("其他读法", "other readings")}</p><ul class="alts">{"".join(items)}</ul>'
        if items
        else ""
    )


def _keys(record: RecordBase) -> str:
    keys = record_keys(record)
    own = [name for name in keys if name not in RecordBase.model_fields]
    rows = "".join(f"<dt>{text(name)}</dt><dd>{text(_told(keys[name]))}</dd>" for name in own)
    return (
        f"<details><summary>{both('全部字段', 'all keys')}</summary><dl>{rows}"
        f"<dt>record_id</dt><dd>{text(record.record_id)}</dd></dl></details>"
    )


def _told(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        return number_text(value)
    return value if isinstance(value, str) else dumps(value)
