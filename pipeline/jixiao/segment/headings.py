"""Finds what looks like a heading: numbered lines, annex titles, run-in heads, and unnumbered lines that bear a known name.

Finding is generous about the number (any scheme, any order, damaged or repeated) and strict about the words: a
heading names something, a list item states something. Where it stands in the tree is decided later, over all
headings together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from jixiao.document.document import Block, Cell, Document, Heading, HeadingScheme
from jixiao.segment.annexes import annex_entries, count, find_annex

_NUMBER = re.compile(
    r"""
    (?P<part>第[一二三四五六七八九十百\d]{1,4}[ ]?(?:部分|章|篇)[、.．：: ]?)
  | (?P<han>(?:[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖拾]{1,2})[ ]?(?:[、.．]|，(?=[一-鿿]{2})))
  | (?P<bracket>[㈠-㈩][、.．]?|[⑴-⒇][、.．]?|[（(][ ]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[ ]?[)）][、.．：:]?)
  | (?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,3}(?:[、.．]|[ ]+|(?=[一-鿿])))
  | (?P<arabic>[⒈-⒛]|\d{1,2}[ ]?(?:[、．：:]|\.(?!\d)))
  | (?P<half>(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）])
  | (?P<circled>[①-⑳])
    """,
    re.VERBOSE,
)
_SCHEMES: dict[str, HeadingScheme] = {
    "part": "part", "han": "han", "bracket": "bracket", "decimal": "decimal", "arabic": "arabic", "half": "half-bracket",
    "circled": "circled",
}  # fmt: skip
_DUTY = re.compile(r"(?:负责|承办|贯彻|研究|拟订|拟定|组织实施|指导|承担|配合|协助|根据|按照|通过|截至|为了|对)")
"""A statement, not a name: a verb in front, as duties and tasks begin."""
_TASK = re.compile(r"做好|完成")
"""A task rather than a name, unless prose about it follows on the same line (2. 做好纾困解难。一是…)."""
_ROW_LABEL = re.compile(r"(?:二级机构|下属单位|指标|目标|任务|项目)[ ]?\d{0,2}|[局部委办厅院校会本][机级]关?")
"""What numbers the rows of a form rather than the chapters of a text."""
_DEFINES = re.compile(r"(?:是)?指|反映|即")
"""What a glossary says behind its terms."""
_ENDS_NAME = re.compile(r"[。：:！!]")
_DIGITS = re.compile(r"\d")
_NOTE = re.compile(r"(?:注|备注|说明|填表说明)[：:]")
_HIGH: frozenset[HeadingScheme] = frozenset({"part", "han", "bracket"})
"""Schemes of chapters and their parts."""
_SHORTEST_PROSE = 30
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
    noting = False  # inside the numbered notes below a table
    for number, block in enumerate(blocks):
        if block.start in entries or block.start < end_of_last:
            continue
        if block.cell is None:
            noting = bool(_NOTE.match(text, block.start)) or (noting and _is_item(text, block))
            if noting:
                continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        for heading in _of_block(text, block, following, known, alone):
            bare = end_of_last >= 0 and not text[end_of_last : heading.start].strip(" \t\n。：:")
            found.append(replace(heading, follows_heading=bare))
            end_of_last = heading.end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lone:
    """(table, row, column) of cells that alone have ink in their row."""

    whole: frozenset[tuple[int, int, int]]
    """The cell is the whole row: a caption or a heading inside a form."""
    inked: frozenset[tuple[int, int, int]]
    """The others are blank, as where a converter prints the places that a merged cell covers."""


def _lone_cells(document: Document) -> _Lone:
    text = document.text.text
    whole, inked = set(), set()
    for table in document.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for row, cells in rows.items():
            filled = [cell for cell in cells if text[cell.start : cell.end].strip()]
            if len(filled) == 1:
                place = (table.number, row, filled[0].column)
                inked.add(place)
                if len(cells) == 1 or filled[0].column_span >= table.columns - 1:
                    whole.add(place)
    return _Lone(frozenset(whole), frozenset(inked))


def _of_block(
    text: str, block: Block, following: Block | None, known: Callable[[str], bool], alone: _Lone
) -> list[Heading]:
    line = text[block.start : block.end]
    in_cell = block.cell is not None
    lone = _cell(block) in alone.whole
    if block.role in {"meta", "caption", "footnote"}:
        return []
    if (annex := find_annex(text, block, following)) is not None:
        return [annex]
    if (split := _split(text, block, line, following)) is not None:
        return [split]
    heads: list[Heading] = []
    at = 0
    while len(heads) < 3 and (numbered := _numbered(line, at)) is not None:
        title, after = numbered.title, numbered.after
        if not _names_something(numbered, known):
            break
        if numbered.stop == "：" and not after and in_cell:
            break  # a label of a form
        if in_cell and numbered.scheme not in {"part", "han"} and not after and not known(title):
            break  # a row label: 2、二级机构
        heads.append(_heading(block, numbered))
        if not after:
            break
        at = numbered.after_start
    if heads and heads[-1].run_in:
        heads += _further(line, block, heads[-1], known)
    if heads:
        chapter = heads[0].scheme in {"part", "han"} and _cell(block) in alone.inked
        if in_cell and not lone and not chapter:
            return [h for h in heads if h.run_in] if len(line) > 60 else []
        return heads
    below = "" if following is None else text[following.start : following.end]
    return _unnumbered(block, line, below, known, lone=lone)


def _is_item(text: str, block: Block) -> bool:
    numbered = _numbered(text[block.start : block.end], 0)
    return numbered is not None and numbered.scheme not in _HIGH


def _split(text: str, block: Block, line: str, following: Block | None) -> Heading | None:
    """第一部分 on a line of its own, with the title on the next."""
    numbered = _numbered(line, 0)
    if numbered is None or numbered.title or numbered.after or numbered.scheme not in {"part", "han"}:
        return None
    if following is None or block.cell is not None or following.cell is not None:
        return None
    title = text[following.start : following.end]
    if not 2 <= len(title) <= _LONGEST_TITLE or re.search("[。；，：:\t]", title) or _NUMBER.match(title):
        return None
    return replace(_heading(block, numbered), end=following.end, title_start=following.start, title_end=following.end)


def _further(line: str, block: Block, first: Heading, known: Callable[[str], bool]) -> list[Heading]:
    """Run-in heads that go on with the first one's numbering inside the same paragraph: …。2.做好服务。…"""
    found: list[Heading] = []
    last = first
    for end in re.finditer(r"[。；][ ]*", line):
        numbered = _numbered(line, end.end())
        if numbered is None or last.ordinal is None or block.start + numbered.start <= last.end:
            continue
        if numbered.after and _names_something(numbered, known):
            head = _heading(block, numbered)
            if head.scheme == last.scheme and head.ordinal == last.ordinal + 1:
                found.append(head)
                last = head
    return found


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number and what follows it in a line; offsets count from the line's start."""

    number: str
    scheme: HeadingScheme
    start: int
    title: str
    title_start: int
    stop: str
    """What ends the title: 。 or ：, or nothing where it fills the line."""
    after: str
    """What follows the stop."""
    after_start: int


def _numbered(line: str, at: int) -> _Numbered | None:
    match = _NUMBER.match(line, at)
    if match is None:
        return None
    start = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    stop = _ENDS_NAME.search(line, start)
    end = len(line) if stop is None else stop.start()
    rest = "" if stop is None else line[stop.end() :]
    scheme = _SCHEMES[match.lastgroup or ""]
    if scheme == "bracket" and (_DIGITS.search(match[0]) or "⑴" <= match[0][0] <= "⒇"):
        scheme = "bracket-arabic"
    sign = "" if stop is None else "：" if stop[0] in "：:" else "。"
    return _Numbered(
        match[0].strip(),
        scheme,
        match.start(),
        line[start:end].rstrip(),
        start,
        sign,
        rest.strip(),
        len(line) - len(rest.lstrip()),
    )


def _heading(block: Block, numbered: _Numbered) -> Heading:
    figures = re.findall(r"[一二三四五六七八九十百]+|[壹贰叁肆伍陆柒捌玖拾]+|\d+|[①-⑳㈠-㈩⑴-⒇⒈-⒛]", numbered.number)
    title_end = block.start + numbered.title_start + len(numbered.title)
    return Heading(
        start=block.start + numbered.start,
        end=title_end,
        title_start=block.start + numbered.title_start,
        title_end=title_end,
        number=numbered.number,
        scheme=numbered.scheme,
        ordinal=count(figures[-1]) if figures else None,
        depth=len(figures) if numbered.scheme == "decimal" else 1,
        run_in=bool(numbered.after),
        cell=_cell(block),
        declared_level=block.level if block.role == "heading" else None,
    )


def _cell(block: Block) -> tuple[int, int, int] | None:
    return None if block.cell is None or block.table is None else (block.table, *block.cell)


def _names_something(numbered: _Numbered, known: Callable[[str], bool]) -> bool:
    """Whether the words behind a number are a heading's rather than a list item's."""
    title, after = numbered.title, numbered.after
    if numbered.stop == "：" and _DEFINES.match(after):
        return False
    if known(title):
        return True
    if not 2 <= len(title) <= (_LONGEST_RUN_IN if after else _LONGEST_TITLE) or not re.search("[一-鿿]", title):
        return False
    if title[0] in "、。）)%" or title[-1] in "；;，,、" or _DUTY.match(title) or ";" in title or "；" in title:
        return False
    if numbered.stop == "。" and not after:
        return False  # a list item that is one sentence
    if (following := _numbered(after, 0)) is not None and following.scheme == numbered.scheme:
        return False  # so is this: the next item follows at once
    if _ROW_LABEL.fullmatch(title):
        return False
    if not after and _TASK.match(title):
        return False
    commas = len(re.findall("[，,]", title))
    if commas and (
        commas > 2 or _DIGITS.search(title) or (len(after) < _SHORTEST_PROSE if after else numbered.scheme not in _HIGH)
    ):
        return False  # 聚焦产业升级，发展动能增强 heads a chapter or a long paragraph; a lower item with a comma states something
    # a heading of a low level that carries amounts is a list item: 1、办公费3.5万元
    return not (numbered.scheme not in _HIGH and len(_DIGITS.findall(re.sub(r"20\d\d年?度?", "", title))) > 1)


def _unnumbered(block: Block, line: str, below: str, known: Callable[[str], bool], *, lone: bool) -> list[Heading]:
    """A line without a number: a heading where the format says so, or where it bears a known name and nothing else."""
    title = line.strip().rstrip("：:")
    declared = block.role == "heading" and block.level is not None
    plain = re.sub(r"[（(][^（()）]{0,20}[)）]$", "", title)
    if _NOTE.match(line) or len(title) > _LONGEST_TITLE:
        return []
    if declared and block.cell is None and not _ENDS_NAME.search(title) and "\t" not in title:
        pass
    elif (
        (block.cell is not None and not lone) or len(plain) < 4 or not known(plain) or not (lone or _heads_prose(below))
    ):
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


def _heads_prose(below: str) -> bool:
    """Whether the line below is what a heading stands over: prose, a numbered line, or 无; not the cell of a lost table."""
    return (
        len(below) >= 12
        or below[-1:] in "。；："
        or bool(_NUMBER.match(below))
        or below.strip("。") in {"无", "详见附件", "暂无"}
    )
