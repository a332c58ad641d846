"""Annexes: the lines that head one (附件 1-1), and the lists that only name them (附件：1.甲表 2.乙表)."""

from __future__ import annotations

import re

from jixiao.document.document import Block, Heading

_HAN = "一二三四五六七八九十"
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", _HAN)
_ANNEX = re.compile(
    r"附(?:[ ]?[件表录]|(?=[ ]?[:：]))[ ]*[:：]?[ ]*(?P<figure>[一二三四五六七八九十\d]{1,3}(?:[-－—][ ]?\d{1,2})*)?[ ]*[:：、.．]?"
)
_LIST_OF_ANNEXES = re.compile(r"附[ ]?[件表][ ]*[:：][ ]*\d{1,2}(?:[-－]\d{1,2})?[.．、][ ]*\S")
_LIST_BEHIND = re.compile(r"。[ ]*附[ ]?[件表][ ]*[:：][ ]*1[.．、][ ]*[^。]{4,60}\Z")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．：:])"
)
_PROSE = re.compile(r"[。：:！!，,；;]")
_LONGEST = 45


def annex_entries(text: str, blocks: list[Block]) -> set[int]:
    """Where the lines of a list of annexes begin (附件：1.甲表 / 2.乙表): they name documents and head none."""
    found: set[int] = set()
    listing = False
    for block in blocks:
        line = text[block.start : block.end]
        if block.cell is not None:
            listing = False
        elif _LIST_OF_ANNEXES.match(line):
            listing = True
            found.add(block.start)
        elif _LIST_BEHIND.search(line):
            listing = True  # a reader of page images took the list's first line for the paragraph's last
        elif listing and _is_entry(line):
            found.add(block.start)
        else:
            listing = False
    return found


def find_annex(text: str, block: Block, following: Block | None) -> Heading | None:
    """附件 1-1, with its title on the same line or the next; a list of annexes (附件：1.…) is none."""
    line = text[block.start : block.end]
    match = _ANNEX.match(line)
    if match is None or block.cell is not None:
        return None
    rest = line[match.end() :].strip()
    number = match[0].strip()
    title_start, title_end = block.start + match.end(), block.end
    if rest:
        # 附：…评分表 right above the table
        over_table = rest.endswith("表") and following is not None and following.cell is not None
        dotted = number[-1:] in ".．、" or (number[-1:] in ":：" and match["figure"] is None and not over_table)
        if dotted or len(rest) > _LONGEST or _PROSE.search(rest) or (match["figure"] is None and not over_table):
            return None
        if following is not None and (
            _ANNEX.match(text[following.start : following.end]) or _is_entry(text[following.start : following.end])
        ):
            return None
        title_start += len(line[match.end() :]) - len(line[match.end() :].lstrip())
        end = block.end
    else:
        if match["figure"] is None and number[-1:] in ":：":
            return None
        if following is None or following.cell is not None:
            title_start = title_end = end = block.end
        else:
            name = text[following.start : following.end]
            if len(name) > _LONGEST or re.search("[。；;]", name) or _NUMBERED.match(name):
                title_start = title_end = end = block.end
            else:
                title_start, title_end, end = following.start, following.end, following.end
    figures = re.findall(r"[一二三四五六七八九十]+|\d+", match["figure"] or "")
    return Heading(
        start=block.start,
        end=end,
        title_start=title_start,
        title_end=title_end,
        number=number,
        scheme="annex",
        ordinal=count(figures[-1]) if figures else None,
        depth=max(1, len(figures)),
    )


def _is_entry(line: str) -> bool:
    """A further entry of a list of annexes: 2. …, 1-2. …"""
    return bool(re.match(r"[ ]*\d{1,2}(?:-\d{1,2})?[.．、][ ]?(?!\d)", line)) and len(line) < 60


def count(figure: str) -> int | None:
    """The value of a list number up to 99.

    >>> [count(f) for f in ("3", "十", "十二", "二十一", "③", "㈡", "叁", "一一")]
    [3, 10, 12, 21, 3, 2, 3, None]
    """
    if figure.isdecimal():
        return int(figure)
    for first, last in ("①⑳", "㈠㈩", "⑴⒇", "⒈⒛"):
        if first <= figure <= last and len(figure) == 1:
            return ord(figure) - ord(first) + 1
    figure = figure.translate(_CAPITALS)
    tens, _, ones = figure.rpartition("十") if "十" in figure else ("", "", figure)
    if len(tens) > 1 or len(ones) > 1 or any(char not in _HAN for char in tens + ones):
        return None
    value = _HAN.index(ones) + 1 if ones else 0
    if "十" in figure:
        value += 10 * (_HAN.index(tens) + 1 if tens else 1)
    return value
