"""Finds the component documents of a file: covering letter, form, report, annexes."""

from __future__ import annotations

import re

from jixiao.document.document import Block, Document, Heading, Part, PartKind
from jixiao.segment.annexes import annex_entries

_TITLE = re.compile(
    r"""
    (?:.{0,40}(?:20\d\d|二[〇○零]..)[ ]?年.{0,40}|.{0,30}(?:关于|整体支出|项目支出|专项资金|绩效|决算|财政|统计|审计|工作).{0,30})
    (?:报告|自评结果|评价结果|自评表|评分表|数据表|申报表|目标表|汇总表|情况表|公报|说明|函|公开|综述|总结)
    (?:[（(][^（()）]{1,20}[)）])?
    """,
    re.VERBOSE,
)
_FORM_TITLE = re.compile(r"(?:表|表[（(].*)$")
_LETTER = re.compile(r"^关于.{0,10}(?:报送|上报|呈报|报告)|的函$|的报告$")
_SALUTATION = re.compile(r"^[一-鿿]{2,20}(?:局|部|厅|委|府|会|科|股|处|中心)[：:]$")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,3}[部章篇]|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[、.．]|[㈠-㈩⑴-⒛]|[（(]|\d{1,2}[、.．])"
)
_PAGED = frozenset({"digital", "scan", "mixed"})
"""Origins whose layout parts are stretches of pages."""
_PAGE_HEAD = 60
"""Characters above a title on its page: 附件2, a letterhead, a document number."""
_ENDING = re.compile(r"[。；，、：:;,]$")


def is_title(line: str) -> bool:
    """Whether a line reads like the title of a document.

    >>> is_title("云岭县2021年度部门整体支出绩效自评报告"), is_title("一、绩效自评报告"), is_title("完成2021年决算公开。")
    (True, False, False)
    """
    line = line.strip()
    if not 6 <= len(line) <= 70 or "\t" in line or _NUMBERED.match(line) or _ENDING.search(line) or "《" in line:
        return False
    return bool(_TITLE.fullmatch(line)) and not re.search("[，。；]", line)


def find_parts(document: Document, headings: tuple[Heading, ...]) -> tuple[Part, ...]:
    """The component documents in text order, covering the whole text; at least one where there is any text."""
    text = document.text.text
    starts: list[tuple[int, PartKind, str | None]] = []
    for sheet in document.layout_parts:
        span = document.text.output_span(sheet.start, sheet.end)
        if span is not None:
            starts.append((span[0], _named_kind(document, sheet.name), sheet.name))
    given = any(sheet.given for sheet in document.layout_parts)
    sheets = len(starts)
    blocks = [b for b in document.blocks if b.kind == "paragraph" and b.cell is None]
    annexes = {h.start: h for h in headings if h.scheme == "annex"}
    entries = annex_entries(text, blocks)
    inside = {h.title_start for h in annexes.values() if h.title_start > h.start}
    for number, block in enumerate(blocks if not given else ()):
        if block.start in annexes:
            heading = annexes[block.start]
            title = text[heading.title_start : heading.title_end] or None
            starts.append((block.start, _annex_kind(text, heading, blocks, number), title))
        elif block.start not in inside | entries and (block.role == "title" or is_title(text[block.start : block.end])):
            starts.append((block.start, _kind(text, blocks, number), text[block.start : block.end]))
    if not text.strip():
        return ()
    if not given and document.source.origin in _PAGED:
        # The title on a page's first lines says where the component begins, and what it is.
        told = [start for start, _, _ in starts[sheets:]]
        starts = [s for n, s in enumerate(starts) if n >= sheets or not any(0 <= t - s[0] < _PAGE_HEAD for t in told)]
    starts = sorted(starts) if given else _distinct(text, sorted(starts))
    if not starts or text[: starts[0][0]].strip():
        starts.insert(0, (0, "form" if document.tables and document.tables[0].start < 200 else "report", None))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return tuple(Part(kind, title, start, end) for (start, kind, title), end in zip(starts, ends, strict=True))


def _distinct(text: str, starts: list[tuple[int, PartKind, str | None]]) -> list[tuple[int, PartKind, str | None]]:
    """A cover's title and the same title over the text begin one part, as do a heading and the title right below it."""
    kept: list[tuple[int, PartKind, str | None]] = []
    for start, kind, title in starts:
        if kept:
            before, last_kind, last_title = kept[-1]
            between = text[before + len(last_title or "") : start].strip()
            cover = len(between) < 400 and "\t" not in between and not re.search(r"[。；]\n", between)
            if cover and kind == last_kind == "report":
                continue
            if len(between) < 12 and kind == last_kind:
                kept[-1] = (before, kind, last_title or title)
                continue
        kept.append((start, kind, title))
    return kept


def _named_kind(document: Document, name: str) -> PartKind:
    """What a sheet, or a report of a bound volume, is by its name."""
    if _FORM_TITLE.search(name):
        return "form"
    if document.source.origin not in _PAGED:
        return "annex"
    return "letter" if _LETTER.search(name) else "report"


def _kind(text: str, blocks: list[Block], number: int) -> PartKind:
    line = text[blocks[number].start : blocks[number].end].strip()
    if _FORM_TITLE.search(line):
        return "form"
    near = [text[b.start : b.end] for b in blocks[number + 1 : number + 4]]
    if _LETTER.search(line) and any(_SALUTATION.match(below) for below in near):
        return "letter"
    return "report"


def _annex_kind(text: str, heading: Heading, blocks: list[Block], number: int) -> PartKind:
    title = text[heading.title_start : heading.title_end]
    if title.endswith(("报告", "自评结果", "评价结果", "总结")):
        return "report"
    if _FORM_TITLE.search(title):
        return "form"
    return "annex"
