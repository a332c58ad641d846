"""Removes page furniture that converters leave in running text: page numbers, running heads, tables of contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from jixiao.document.trace import Edit, TracedText

_PAGE_NUMBER = re.compile(
    r"""
    [ ]*
    (?: [-–—－·]{1,3}[ ]*\d{1,4}[ ]*[-–—－·]{1,3}                     # - 3 -   — 12 —
      | 第[ ]*\d{1,4}[ ]*页(?:[ ,，/]*共[ ]*\d{1,4}[ ]*页)?            # 第 3 页 共 10 页
      | (?:Page|PAGE)[ ]*\d{1,4}(?:[ ]*(?:of|/)[ ]*\d{1,4})?
      | \d{1,4}[ ]*/[ ]*\d{1,4}
    )
    [ ]*
    """,
    re.VERBOSE,
)
_LEADER = re.compile(
    r"""
    [ \t]*
    (?P<title>[^\n\t.…·]{2,80}?)
    (?: [ ]*(?:[.．·﹒]{3,}|…+[.．·…﹒]*)[ ]*                                        # dot leaders
      | [ \t]*(?:HYPERLINK[ ][^\n]*?)?PAGEREF[ ]_Toc\d+[ ]*(?:\\?h)?[ ]*   # field code of a table of contents
    )
    (?P<page>\d{1,4}|[IVXivx]{1,5})?
    [ \t]*
    """,
    re.VERBOSE,
)
_FIELD_CODE = re.compile(
    r"(?:TOC[ ]\\o[^\n]{0,60}|HYPERLINK[ ]\\l[ ]\"?_Toc\d+\"?|PAGEREF[ ]_Toc\d+[ ]*(?:\\?h)?[ ]*\d{0,4})"
)
_CHAPTER = re.compile(r"第一部分[：:]?|一、")
_HEADS = frozenset({"目录", "目次"})
_MARK = re.compile(r"PAGEREF|HYPERLINK|[.．·﹒]{3,}|…")
"""What leads from an entry to its page."""
_TABBED_PAGE = re.compile(r"\t+[ ]*\d{1,4}[ ]*(?:PAGEREF[^\n]*)?\Z")
_BLANKS = re.compile(r"[ \t\u3000]+|\d{0,3}[ \t]*$")


def remove_furniture(text: TracedText) -> TracedText:
    """The text without page-number lines, running heads and tables of contents; traced.

    >>> remove_furniture(TracedText.of("目录\\n一、概况........3\\n二、问题……5\\n一、概况\\n无\\n— 3 —\\n")).text.split()
    ['一、概况', '无']
    """
    lines = _lines(text.text)
    contents = _contents(text.text, lines)
    repeated = _running_heads(text.text, lines)
    edits: list[Edit] = []
    for number, (start, end) in enumerate(lines):
        line = text.text[start:end]
        if number in contents or line.strip() in repeated or (line and _PAGE_NUMBER.fullmatch(line)):
            edits.append((start, min(end + 1, len(text.text)), ""))
        else:
            edits += [(start + m.start(), start + m.end(), "") for m in _FIELD_CODE.finditer(line)]
    return text.edit(edits)


def contents_lines(lines: Sequence[str]) -> set[int]:
    """Which of ``lines`` (from 0) are a table of contents; for readers that give paragraphs and not one text.

    A tab before a page number leads there as dots do, but only entries that come again below are taken by it: a row
    of an account (编制, tab, 9) looks the same.

    >>> sorted(contents_lines(["目录", "一、概况\\t3", "二、问题\\t6", "三、建议\\t8", "四、附表", "一、概况", "无"]))
    [0, 1, 2, 3, 4]
    """
    text = "\n".join(_TABBED_PAGE.sub("", line.replace("\n", " ")) for line in lines)
    return _contents(text, _lines(text))


def _lines(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            return [*found, (start, len(text))]
        found.append((start, end))
        start = end + 1


def _contents(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Lines of a table of contents: under 目录 those that come again further down, and lines with leaders or field codes
    that stand near each other."""
    starts = [start for start, _ in lines]
    led = {bisect_right(starts, mark.start()) - 1 for mark in _MARK.finditer(text)}
    hits = [
        n
        for n in sorted(led)
        if lines[n][1] - lines[n][0] < 200
        and (m := _LEADER.fullmatch(text, *lines[n]))
        and (m["page"] or "PAGEREF" in m[0])
    ]
    kept = {n for n, near in zip(hits, _near(hits), strict=True) if near}
    # an entry that lost its page number stands between others
    kept |= {
        n
        for above, below in pairwise(sorted(kept))
        if below - above <= 3
        for n in range(above + 1, below)
        if lines[n][1] - lines[n][0] <= 60 and not text[slice(*lines[n])].rstrip().endswith("。")
    }
    heads = [n for n, (a, b) in enumerate(lines) if b - a < 20 and _bare(text[a:b]) in _HEADS]
    if kept:
        kept |= {n for n in heads if min(kept) - 4 <= n < min(kept)}
    for head in heads[:3] or _first_chapter(text, lines):
        kept |= _listed_before(text, lines, head)
    return kept


def _near(hits: list[int]) -> list[bool]:
    """Whether each line number has another within three."""
    return [
        (at > 0 and n - hits[at - 1] <= 3) or (at + 1 < len(hits) and hits[at + 1] - n <= 3)
        for at, n in enumerate(hits)
    ]


def _first_chapter(text: str, lines: list[tuple[int, int]]) -> list[int]:
    """The line above the first 第一部分 or 一、 near the beginning, for a table of contents without the word 目录."""
    return [
        n - 1 for n, (a, b) in enumerate(lines[:40]) if _bare(text[a : min(b, a + 20)]).startswith(("第一部分", "一、"))
    ][:1]


def _listed_before(text: str, lines: list[tuple[int, int]], head: int) -> set[int]:
    """The lines from ``head`` to where its first entry comes again, if all between are short and none is prose.

    So a table of contents without page numbers is found, even where entries wrap or name tables that are not there.
    """
    listing: list[int] = []
    first = ""
    for n in range(head + 1, min(len(lines), head + 160)):
        line = text[slice(*lines[n])]
        bare = _bare(line[:200])
        if not bare:
            continue
        if not listing:
            first, number = bare, _CHAPTER.match(bare)
        elif bare == first or (number and bare == number[0] and _next(text, lines, n) == first[number.end() :]):
            named = head >= 0 and _bare(text[slice(*lines[head])]) in _HEADS
            return ({head} if named else set()) | set(listing) if len(listing) >= 4 else set()
        elif len(line.strip()) > 60 or "\t" in line or line.rstrip()[-1:] in "。；;，":
            return set()
        listing.append(n)
    return set()


def _next(text: str, lines: list[tuple[int, int]], number: int) -> str:
    return next((bare for a, b in lines[number + 1 : number + 4] if (bare := _bare(text[a:b][:200]))), "")


def _bare(line: str) -> str:
    """An entry without blanks, field code, leaders and page number."""
    line = _MARK.split(line, maxsplit=1)[0]
    return _BLANKS.sub("", line)


def _running_heads(text: str, lines: list[tuple[int, int]]) -> set[str]:
    """Short lines that stand directly beside page numbers at least three times."""
    beside: Counter[str] = Counter()
    filled = [(a, b) for a, b in lines if text[a:b].strip()]
    for number, (start, end) in enumerate(filled):
        if not _PAGE_NUMBER.fullmatch(text[start:end]):
            continue
        for a, b in filled[max(0, number - 1) : number] + filled[number + 1 : number + 2]:
            line = text[a:b].strip()
            if (
                3 < len(line) <= 40
                and "\t" not in line
                and line[-1] not in "。；，、："
                and not _PAGE_NUMBER.fullmatch(line)
            ):
                beside[line] += 1
    return {line for line, count in beside.items() if count >= 3}
