"""Removes page furniture that converters leave in running text: page numbers, running heads, tables of contents."""

from __future__ import annotations

import re
from bisect import bisect_right
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
        (?:\d{1,4}[ ]*PAGEREF[ ]?_Toc\d+[ ]*(?:\\?h)?[ ]*)?                        # ... and a field code behind the page
      | [ \t]*(?:HYPERLINK[ ][^\n]*?)?PAGEREF[ ]?_Toc\d+[ ]*(?:\\?h)?[ ]*   # field code of a table of contents
    )
    (?P<page>\d{1,4}|[IVXivx]{1,5})?
    [ \t]*
    """,
    re.VERBOSE,
)
_FIELD_CODE = re.compile(
    r"(?:TOC[ ]\\o[^\n]{0,60}|HYPERLINK[ ]\\l[ ]\"?_Toc\d+\"?|PAGEREF[ ]?_Toc\d+[ ]*(?:\\?h)?[ ]*\d{0,4})"
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
        if number in contents or number in repeated or (line and _PAGE_NUMBER.fullmatch(line)):
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
        if not bare or _PAGE_NUMBER.fullmatch(line):
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


def _running_heads(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Numbers of lines that stand directly beside page numbers again and again, or share a line with them.

    Three times is enough for any short line, twice for the title of the document; its own first printing is kept.
    """
    filled = [n for n, (a, b) in enumerate(lines) if not text[a:b].isspace() and a < b]
    numbered = [place for place, n in enumerate(filled) if _NUMBERED.search(text[slice(*lines[n])])]
    if not numbered:
        return set()
    titles = _titles(text, [lines[n] for n in filled[:_TITLE_LINES]])
    beside: dict[str, list[int]] = {}
    for place in numbered:
        number = filled[place]
        line = text[slice(*lines[number])]
        if _PAGE_NUMBER.fullmatch(line):
            for near in filled[max(0, place - 1) : place] + filled[place + 1 : place + 2]:
                if _could_be_head(text[slice(*lines[near])].strip()):
                    beside.setdefault(_bare(text[slice(*lines[near])]), []).append(near)
        elif len(line) <= _HEAD_LINE and (shared := _HEAD_AND_PAGE.fullmatch(line)) is not None:
            beside.setdefault(_bare(shared["before"] or shared["after"]), []).append(number)
    heads = {head for head, numbers in beside.items() if len(numbers) >= (_TWICE if head in titles else _OFTEN)}
    for n in filled if heads else ():
        if lines[n][1] - lines[n][0] <= _HEAD_LINE and (bare := _bare(text[slice(*lines[n])])) in heads:
            beside[bare].append(n)
    return {n for head in heads for n in beside[head] if n > titles.get(head, -1)}


_NUMBERED = re.compile(r"[页\d\-–—－·][ \t]*\Z|^[ \t]*第[ ]*\d")
"""How a line with a page number begins or ends."""
_TITLE_LINES = 6
_TWICE, _OFTEN = 2, 3
_HEAD_LINE = 100
_HEAD_AND_PAGE = re.compile(
    r"""
    [ \t]* (?: (?P<before>[^\n\t。；，]{4,60}?)[ \t]{1,80} | (?= 第 ) )
    (?: 第[ ]*\d{1,4}[ ]*页(?:[ ,，/]*共[ ]*\d{1,4}[ ]*页)? | [-–—－]{1,3}[ ]*\d{1,4}[ ]*[-–—－]{1,3} )
    [ \t]* (?P<after>(?(before)|[^\n\t。；，]{4,60}?)) [ \t]*
    """,
    re.VERBOSE,
)
"""A running head on one line with its page number: 某局2021年度绩效自评报告 第 4 页."""


def _could_be_head(line: str) -> bool:
    return (
        3 < len(line) <= 60 and "\t" not in line and line[-1] not in "。；，、：" and not _PAGE_NUMBER.fullmatch(line)
    )


def _titles(text: str, top: list[tuple[int, int]]) -> dict[str, int]:
    """What the first lines spell, alone or up to three together, as bare words; with the number of the last of them."""
    bare = [_bare(text[slice(*span)]) for span in top]
    found: dict[str, int] = {}
    for first in range(len(top)):
        for last in range(first, min(first + 3, len(top))):
            title = "".join(bare[first : last + 1])
            if len(title) >= _LEAST_TITLE:
                found.setdefault(title, text.count("\n", 0, top[last][1]))
    return found


_LEAST_TITLE = 8
