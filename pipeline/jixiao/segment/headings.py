"""Finds what looks like a heading: numbered lines, annex titles, run-in heads, and unnumbered lines that bear a known name.

Finding is generous about the number (any scheme, any order, damaged or repeated) and strict about the words: a
heading names something, a list item states something. Where it stands in the tree is decided later, over all
headings together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from jixiao.document.document import Block, Cell, Document, Heading, HeadingScheme

_HAN = "一二三四五六七八九十"
_NUMBER = re.compile(
    r"""
    (?P<part>第[一二三四五六七八九十百\d]{1,4}[ ]?(?:部分|章|篇)[、.．：: ]?)
  | (?P<han>[一二三四五六七八九十]{1,3}[ ]?(?:[、.．]|，(?=[一-鿿]{2})))
  | (?P<bracket>[（(][ ]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[ ]?[)）][、.．：:]?)
  | (?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,3}(?:[、.．]|[ ]+|(?=[一-鿿])))
  | (?P<arabic>\d{1,2}[ ]?(?:[、．：:]|\.(?!\d)))
  | (?P<half>(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）])
  | (?P<circled>[①-⑳])
    """,
    re.VERBOSE,
)
_ANNEX = re.compile(
    r"附[ ]?[件表录][ ]*[:：]?[ ]*(?P<figure>[一二三四五六七八九十\d]{1,3}(?:[-－—][ ]?\d{1,2})*)?[ ]*[:：、.．]?"
)
_LIST_OF_ANNEXES = re.compile(r"附[ ]?[件表][ ]*[:：][ ]*\d{1,2}(?:[-－]\d{1,2})?[.．、][ ]*\S")
_SCHEMES: dict[str, HeadingScheme] = {
    "part": "part", "han": "han", "bracket": "bracket", "decimal": "decimal", "arabic": "arabic", "half": "half-bracket",
    "circled": "circled",
}  # fmt: skip
_STATES = re.compile(
    r"[，,；;]|^(?:负责|承办|贯彻|研究|拟订|拟定|组织实施|指导|承担|配合|协助|根据|按照|通过|截至|为了|对)"
)
"""A statement, not a name: commas, or a verb in front as duties and tasks begin."""
_TASK = re.compile(r"^(?:做好|完成)")
"""A task rather than a name, unless prose about it follows on the same line (2. 做好纾困解难。一是…)."""
_ENDS_NAME = re.compile(r"[。：:！!]")
_DIGITS = re.compile(r"\d")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明)[：:]")
_LONGEST_TITLE = 45
_LONGEST_RUN_IN = 28


def find_headings(document: Document, known: Callable[[str], bool]) -> tuple[Heading, ...]:
    """The heading candidates of a document in text order.

    ``known(title)`` says whether the lexicon has an exact name for an unnumbered line.
    """
    text = document.text.text
    found: list[Heading] = []
    end_of_last = -1
    alone = _lone_cells(document)
    blocks = [block for block in document.blocks if block.kind == "paragraph"]
    entries = annex_entries(text, blocks)
    for number, block in enumerate(blocks):
        if block.start in entries or block.start < end_of_last:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        for heading in _of_block(text, block, following, known, alone):
            bare = end_of_last >= 0 and not text[end_of_last : heading.start].strip(" \t\n。：:")
            found.append(replace(heading, follows_heading=bare))
            end_of_last = heading.end
    return tuple(found)


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
        elif listing and _is_entry(line):
            found.add(block.start)
        else:
            listing = False
    return found


def _lone_cells(document: Document) -> set[tuple[int, int, int]]:
    """(table, row, column) of cells that alone make up their row: captions and headings inside forms."""
    text = document.text.text
    found = set()
    for table in document.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for row, cells in rows.items():
            inked = [cell for cell in cells if text[cell.start : cell.end].strip()]
            if len(inked) == 1 and (len(cells) == 1 or inked[0].column_span >= table.columns - 1):
                found.add((table.number, row, inked[0].column))
    return found


def _of_block(
    text: str, block: Block, following: Block | None, known: Callable[[str], bool], alone: set[tuple[int, int, int]]
) -> list[Heading]:
    line = text[block.start : block.end]
    in_cell = block.cell is not None
    lone = block.cell is not None and block.table is not None and (block.table, *block.cell) in alone
    if block.role in {"meta", "caption", "footnote"}:
        return []
    if (annex := _annex(text, block, following)) is not None:
        return [annex]
    heads: list[Heading] = []
    at = 0
    while (match := _NUMBER.match(line, at)) is not None and len(heads) < 3:
        rest = line[match.end() :]
        lead = len(rest) - len(rest.lstrip())
        rest = rest.lstrip()
        start = match.end() + lead
        stop = _ENDS_NAME.search(rest)
        title = rest if stop is None else rest[: stop.start()]
        after = "" if stop is None else rest[stop.end() :].strip()
        if not title.strip() or not _names_something(title, match.lastgroup or "", known):
            break
        if not after and _TASK.match(title) and not known(title):
            break
        if stop is not None and after and len(title) > _LONGEST_RUN_IN and not known(title):
            break
        if stop is not None and stop[0] in "。！!" and not after and not heads and not known(title):
            break  # a list item that is one sentence
        if stop is not None and not after and stop[0] in "：:" and in_cell:
            break  # a label of a form
        if in_cell and _SCHEMES[match.lastgroup or ""] not in {"part", "han"} and not after and not known(title):
            break  # a row label: 2、二级机构
        heads.append(_heading(block, match, at, start, title, run_in=bool(after)))
        if stop is None or not after:
            break
        at = start + len(rest[: stop.end()]) + len(rest[stop.end() :]) - len(rest[stop.end() :].lstrip())
    if heads and heads[-1].run_in:
        heads += _further(line, block, heads[-1], known)
    if heads:
        if in_cell and not lone:
            return [h for h in heads if h.run_in] if len(line) > 60 else []
        return heads
    return _unnumbered(block, line, known, lone=lone)


def _further(line: str, block: Block, first: Heading, known: Callable[[str], bool]) -> list[Heading]:
    """Run-in heads that go on with the first one's numbering inside the same paragraph: …。2.做好服务。…"""
    found: list[Heading] = []
    last = first
    for end in re.finditer(r"[。；]", line):
        match = _NUMBER.match(line, end.end() + len(line[end.end() :]) - len(line[end.end() :].lstrip()))
        if match is None or last.ordinal is None or block.start + match.start() <= last.end:
            continue
        rest = line[match.end() :].lstrip()
        stop = _ENDS_NAME.search(rest)
        start = len(line) - len(rest)
        if (
            stop is None
            or stop.start() > _LONGEST_RUN_IN
            or not _names_something(rest[: stop.start()], match.lastgroup or "", known)
        ):
            continue
        head = _heading(block, match, match.start(), start, rest[: stop.start()], run_in=True)
        if head.scheme == last.scheme and head.ordinal == last.ordinal + 1:
            found.append(head)
            last = head
    return found


def _heading(block: Block, match: re.Match[str], at: int, start: int, title: str, *, run_in: bool) -> Heading:
    scheme = _SCHEMES[match.lastgroup or ""]
    if scheme == "bracket" and _DIGITS.search(match[0]):
        scheme = "bracket-arabic"
    figures = re.findall(r"[一二三四五六七八九十百]+|\d+|[①-⑳]", match[0])
    title = title.rstrip()
    return Heading(
        start=block.start + at,
        end=block.start + start + len(title),
        title_start=block.start + start,
        title_end=block.start + start + len(title),
        number=match[0].strip(),
        scheme=scheme,
        ordinal=_count(figures[-1]) if figures else None,
        depth=len(figures) if scheme == "decimal" else 1,
        run_in=run_in,
        cell=_cell(block),
        declared_level=block.level if block.role == "heading" else None,
    )


def _cell(block: Block) -> tuple[int, int, int] | None:
    return None if block.cell is None or block.table is None else (block.table, *block.cell)


def _names_something(title: str, scheme: str, known: Callable[[str], bool]) -> bool:
    if known(title):
        return True
    title = title.strip()
    if len(title) < 2 or len(title) > _LONGEST_TITLE or not re.search("[一-鿿]", title):
        return False
    if _STATES.search(title) or title[0] in "、。）)%":
        return False
    if title.endswith(("；", ";", "，", ",", "、")):
        return False
    # a heading of a low level that carries amounts is a list item: 1、办公费3.5万元
    return not (
        scheme not in {"part", "han", "bracket"} and len(_DIGITS.findall(re.sub(r"20\d\d年?度?", "", title))) > 1
    )


def _unnumbered(block: Block, line: str, known: Callable[[str], bool], *, lone: bool) -> list[Heading]:
    """A line without a number: a heading where the format says so, or where it bears a known name and nothing else."""
    title = line.strip().rstrip("：:")
    declared = block.role == "heading" and block.level is not None
    plain = re.sub(r"[（(][^（()）]{0,20}[)）]$", "", title)
    if _NOTE.match(line) or len(title) > _LONGEST_TITLE:
        return []
    if declared and block.cell is None and not _ENDS_NAME.search(title) and "\t" not in title:
        pass
    elif (block.cell is not None and not lone) or not (len(plain) >= 4 and known(plain)):
        return []
    return [
        Heading(
            start=block.start,
            end=block.start + len(title),
            title_start=block.start,
            title_end=block.start + len(title),
            number="",
            scheme="none",
            ordinal=None,
            cell=_cell(block),
            declared_level=block.level if declared else None,
        )
    ]


def _annex(text: str, block: Block, following: Block | None) -> Heading | None:
    """附件 1-1, with its title on the same line or the next; a list of annexes (附件：1.…) is none."""
    line = text[block.start : block.end]
    match = _ANNEX.match(line)
    if match is None or block.cell is not None:
        return None
    rest = line[match.end() :].strip()
    number = match[0].strip()
    title_start, title_end = block.start + match.end(), block.end
    if rest:
        dotted = number[-1:] in ".．、" or (number[-1:] in ":：" and match["figure"] is None)
        if (
            dotted
            or len(rest) > _LONGEST_TITLE
            or _ENDS_NAME.search(rest)
            or _STATES.search(rest)
            or match["figure"] is None
        ):
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
            if len(name) > _LONGEST_TITLE or re.search("[。；;]", name) or _NUMBER.match(name):
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
        ordinal=_count(figures[-1]) if figures else None,
        depth=max(1, len(figures)),
    )


def _is_entry(line: str) -> bool:
    """A further entry of a list of annexes: 2. …, 1-2. …"""
    return bool(re.match(r"[ ]*\d{1,2}(?:-\d{1,2})?[.．、][ ]?(?!\d)", line)) and len(line) < 60


def _count(figure: str) -> int | None:
    """The value of a list number up to 99.

    >>> [_count(f) for f in ("3", "十", "十二", "二十一", "③")]
    [3, 10, 12, 21, 3]
    """
    if figure.isdecimal():
        return int(figure)
    if "①" <= figure <= "⑳":
        return ord(figure) - ord("①") + 1
    tens, _, ones = figure.rpartition("十") if "十" in figure else ("", "", figure)
    if any(char not in _HAN for char in tens + ones):
        return None
    value = _HAN.index(ones) + 1 if ones else 0
    if "十" in figure:
        value += 10 * (_HAN.index(tens) + 1 if tens else 1)
    return value
