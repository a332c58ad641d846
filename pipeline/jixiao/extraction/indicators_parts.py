"""Indicator rows with name and target told apart, and the document's quantities by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.document.measures import Measure
from jixiao.document.trace import Span
from jixiao.extraction.forms_blocks import Form
from jixiao.extraction.indicators_lexicon import find, without_number
from jixiao.extraction.indicators_rows import IndicatorRow, Part, rows

_SENTENCE = re.compile(r"[，。；;]")
_LINK_WORDS = re.compile(r"(?:达到|达|为|约|共|[:：、\-—])+$")
_NUMBERED = re.compile(r"(?:指标|目标)\s*\d*\s*[:：]")
_DATE = re.compile(
    r"(?:(?:20\d\d|当|次)\s*年\s*)?(?:\d{1,2}\s*月\s*(?:\d{1,2}\s*[日号]|底|末|初|[上中下]旬)?|[一二三四]季度|[上下]半年|年底)\s*(?:之?前|以前|内)?$"
)
"""A date as a target at the end of a cell: 2022年11月底前."""


def parted_rows(text: str, measures: Measures, forms: Sequence[Form]) -> Iterator[IndicatorRow]:
    """The indicator rows of all forms; a cell that holds name and target is split where that is certain."""
    for row in rows(forms):
        yield _parted(text, measures, row) if row.mixed and row.target is not None and row.level3 is None else row


class Measures:
    """The document's quantities by place."""

    def __init__(self, quantities: Sequence[Measure]) -> None:
        self._all = sorted(quantities, key=lambda m: m.start)
        self._starts = [m.start for m in self._all]

    def within(self, span: Span) -> list[Measure]:
        """Those that lie wholly inside the span."""
        found = []
        for at in range(bisect_left(self._starts, span[0]), len(self._all)):
            if self._all[at].start >= span[1]:
                break
            if self._all[at].end <= span[1]:
                found.append(self._all[at])
        return found


def _parted(text: str, measures: Measures, row: IndicatorRow) -> IndicatorRow:
    """三公经费控制率 100% in one cell: the name, then the target; a sentence stays a target as a whole."""
    whole = row.target
    assert whole is not None
    core, dropped = without_number(whole.text)
    start, end = whole.span
    lead = text[start:end]
    skipped = without_number(lead)[1] if dropped else 0
    found = measures.within((start + skipped, end))
    if _SENTENCE.search(core.rstrip("；;。")):
        return row
    if len(found) > 1 and text[found[-1].start - 1].isspace():
        found = found[-1:]  # 九年义务教育巩固率 ≥96%: a number in the name, then the target set apart
    if len(found) == 1 and not text[found[0].end : end].strip(" \n；;。"):
        name = text[start + skipped : found[0].start].rstrip()
        short = _LINK_WORDS.sub("", name).strip()
        if len("".join(short.split())) >= 2:
            begin = start + skipped
            return replace(
                row,
                level3=Part("".join(short.split("\n")), (begin, begin + len(short))),
                target=Part(text[found[0].start : found[0].end], (found[0].start, found[0].end)),
            )
    dated = _DATE.search(text, start + skipped, end) if not found else None
    if dated is not None and dated.start() - start - skipped >= 3:
        begin = start + skipped
        name = _LINK_WORDS.sub("", text[begin : dated.start()].rstrip()).strip()
        if len(name) >= 3 and not name.isdigit():
            target = Part(text[slice(*dated.span())].strip(), dated.span())
            return replace(row, level3=Part(name, (begin, begin + len(name))), target=target)
    if (
        not found
        and core
        and (find(core) is not None or (_NUMBERED.match(whole.text) and len(core) <= 20 and core[-1] not in "。；"))
    ):
        return replace(row, level3=Part(core, (start + skipped, end)), target=None)
    return row
