"""What was not read: every number, table, chapter heading and page that no record quotes and that is not furniture.

A number counts as read where a record quotes it closely. It is of a closed class that carries no information where it
numbers a page, a list or an annex, or is part of a document number, a code, a telephone number or a Latin name.
Everything else is listed, so that nothing is left out in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from jixiao.document.document import Document, Gap
from jixiao.document.evidence import boxes_of
from jixiao.document.records import RecordBase
from jixiao.document.trace import Span

_NUMBER = re.compile(
    r"""
    [0-9０-９]+(?:[.,，．][0-9０-９]+)*[%％‰]?
  | [一二两三四五六七八九壹贰叁肆伍陆柒捌玖][十百千万亿拾佰仟][一二三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟]*   # 二十三, 伍仟
    """,
    re.VERBOSE,
)
_CLOSED = re.compile(
    r"""
    (?m:^[ \t　]*[（(]?\d{1,2}(?:[-－]\d{1,2})?[)）、.．：:](?!\d))             # list number at the start of a line
  | (?<=[。；;：:])[ ]?[（(]?\d{1,2}[)）、.．](?!\d)            # … or of an item inside a paragraph
  | (?:指标|目标|任务|二级机构|附件|附表|表|图|第)[ ]?[:：]?[ ]?\d{1,3}(?:[-－.]\d{1,2})*   # 指标1：, 附件3-1, 表2, 第3
  | [〔\[（(【]20\d\d[〕\])）】][ ]?\d{1,4}[ ]?号                # 〔2021〕1号
  | 第?\d{1,5}号(?:令|文)?
  | (?<![\d.])(?:0\d{2,3}[-－ ]?)?\d{7,8}(?![\d.])             # landline
  | (?<![\d.])1[3-9]\d{9}(?![\d.])                             # mobile
  | (?<![\d.])\d{17}[\dXx](?![\d.])                            # identity number
  | (?<![A-Za-z])[A-Za-z][A-Za-z.\-_/]{0,30}\d[\w.\-]{0,30}                           # PM2.5, F1, e-mail and web names
  | (?<!\d)\d{1,12}[A-Za-z][A-Za-z\-]{0,20}\d{0,12}
  | _Toc\d+[^\n]{0,12}
    """,
    re.VERBOSE,
)
_CLOSE = 60
"""A quotation longer than this is prose: it does not show that a number inside it was read."""


def find_gaps(document: Document, records: Sequence[RecordBase]) -> tuple[Gap, ...]:
    """The gaps of a document in source order, after those that its reader reported."""
    source = document.source_text
    quoted = _Cover(
        (e.start, e.end)
        for record in records
        for e in record.evidence
        if e.role != "context" and e.end - e.start <= _CLOSE
    )
    closed = _Cover(match.span() for match in _CLOSED.finditer(source))
    kept = set(document.text.starts)  # what cleaning removed as furniture carries no information
    gaps = [
        _gap(document, "unread-number", *match.span())
        for match in _NUMBER.finditer(source)
        if not quoted.touches(*match.span())
        and not closed.touches(*match.span())
        and not kept.isdisjoint(range(*match.span()))
    ]
    gaps += _unread_tables(document, quoted)
    gaps += [
        _gap(document, "unmatched-heading", *document.text.source_span(section.start, section.heading_end))
        for section in document.sections
        if section.canonical is None and section.level <= 1 and section.kind == "heading"
    ]
    return (*document.gaps, *sorted(gaps, key=lambda gap: (gap.start, gap.end, gap.kind)))


class _Cover:
    """A union of intervals that can be asked whether it touches another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(spans):
            if start == end:
                continue
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        self._starts, self._ends = starts, ends

    def touches(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, end - 1) - 1
        return place >= 0 and self._ends[place] > start


def _unread_tables(document: Document, quoted: _Cover) -> list[Gap]:
    """Tables with at least two rows of ink of which no cell became a record."""
    text = document.text
    gaps: list[Gap] = []
    for table in document.tables:
        inked = [cell for cell in table.cells if text.text[cell.start : cell.end].strip()]
        if len({cell.row for cell in inked}) < 2:
            continue
        if not any(quoted.touches(*text.source_span(cell.start, cell.end)) for cell in inked):
            gaps.append(_gap(document, "unread-table", *text.source_span(inked[0].start, inked[-1].end)))
    return gaps


def _gap(document: Document, kind: str, start: int, end: int) -> Gap:
    page = document.page_at(start)
    return Gap(
        kind=kind,  # type: ignore[arg-type]  # the callers' literals
        page=page.number if page else None,
        start=start,
        end=end,
        text=document.source_text[start:end],
        boxes=boxes_of(document, start, end),
    )
