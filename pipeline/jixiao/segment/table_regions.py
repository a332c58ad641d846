"""Finds where flattened tables stand in plain text, and cuts them into rows of cell spans.

Three marks survive a converter that threw the table away: a newline with a tab before every cell and a blank line
after every row (Apache Tika and its kin), tabs between the cells of a line (TSV), and pipes (Markdown). A table that
lost all of them and became one space-joined line is the business of :mod:`jixiao.segment.table_spaced`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import header_role, is_label

Mark = Literal["cell-lines", "tabs", "pipes", "spaces"]

END_OF_TABLE = re.compile(
    r"""\s*(?:
        附\s*[件表录]\s*[：:]?\s*[\d一二三四五六七八九十]*      # 附件2, 附件：3-1, 附表
      | (?:说明|备注|注释|注|填表说明|编制说明)\s*[:：]          # 说明：“项目支出”需要填报…
      | (?:填[表报]人|制表人|单位负责人|填[表报]日期)\s*(?:[（(][^）)]{0,8}[）)])?\s*(?:签[字名章])?\s*[:：]
    )""",
    re.VERBOSE,
)
"""What stands below or between tables, never in the last cell of a row."""

CAPTION = re.compile(r"\s*\S.{2,48}[表]\s*(?:[（(][^（()）]{1,16}[）)])?\s*")
"""A table's own title: 2023年度项目支出绩效自评表; 部门收支情况表（万元）."""

CHAPTER = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*、\s*\S.{0,39}")
"""A chapter heading on a line of its own: 一、部门概况."""

_RUN_TOGETHER = 16
"""No row has so many cells."""
_UNIT_CAPTION = re.compile(r"[^，。；]{4,40}[（(](?:金额)?(?:单位[:：])?[百千万亿]*元[)）]")
"""年度收入情况（万元）, over the rows that it heads."""

_BLANK_FORM = re.compile(
    r"\s*(?:.{0,24}(?:签章|签字|签名|盖章|公章)[）)]?\s*[:：]?|(?:\d{4})?\s*年[\s\d]*月[\s\d]*日)\s*"
)
"""A line of a signature box: 部门（单位）负责人（签章）：; 年 月 日."""

_NUMBER = re.compile(r"[+\-−－]?[\d０-９][\d０-９,，.．]*\s*[%％‰]?(?:\s*(?![、.．:：)）])[^\s\d]{1,4})?")
_LISTED = re.compile(r"\s*[一二三四五六七八九十\d（(]{1,4}\s*[、.．)）]")
_RULE_LINE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*")
_DRAWN = re.compile(r"\s*[─━═┄┈+\-┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╞╡╪┠┨┯┷┿|│┃║\s]{3,}")
"""A line drawn with box characters: ├────┼────┤; +----+----+."""
_BARS = re.compile(r"[|│┃║｜]")
_OPEN_BAR = re.compile(r"[ \t][|│┃║｜][ \t]")
"""A bar between two cells of a line that does not begin with one."""


@dataclass(slots=True)
class Region:
    """A flattened table: rows of cells as trimmed text spans (a blank cell is an empty span)."""

    mark: Mark
    start: int
    end: int
    rows: list[list[Span]]
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: Literal["blank", "cell", "tabs", "pipes", "text"]


def looks_numeric(text: str) -> bool:
    """Whether a cell holds one number with at most a short unit: 134.2, 1,200, 100%, 235 条.

    >>> looks_numeric("200 余家"), looks_numeric("2022年实际在职人数"), looks_numeric("1、局机关")
    (True, False, False)
    """
    return bool(_NUMBER.fullmatch(text.strip()))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        tabs = line.count("\t")
        kind: Literal["blank", "cell", "tabs", "pipes", "text"]
        if tabs == 0:
            kind = "blank" if not line.strip() else "text"
            if kind == "text" and _BARS.search(line):
                bars = len(_BARS.findall(line))
                if (bars >= 2 and _BARS.match(line.lstrip())) or len(_OPEN_BAR.findall(line)) >= max(2, bars - 1):
                    kind = "pipes"
        elif tabs == 1 and line[0] == "\t":
            kind = "cell"
        else:
            kind = "tabs"
        found.append(_Line(start, end, kind))
        start = end + 1
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without outer blanks; an empty span at ``start`` where nothing but blanks is there."""
    while start < end and text[end - 1].isspace():
        end -= 1
    at = start
    while at < end and text[at].isspace():
        at += 1
    return (at, end) if at < end else (start, start)


def regions(text: str) -> list[Region]:
    """Every flattened table with marks, in text order. Linear in the text."""
    lines = _lines(text)
    following = _following(lines)
    found: list[Region] = []
    at = 0
    while at < len(lines):
        kind = lines[at].kind
        if kind == "cell":
            region, at = _cell_lines(text, lines, following, at)
            if len(region.rows) > 1 or len(region.rows[0]) < _RUN_TOGETHER:
                found.append(region)  # else nothing parts the rows: what the cells say must
        elif kind in {"tabs", "pipes"}:
            region, at = _joined_rows(text, lines, at, "\t" if kind == "tabs" else "|")
            if _is_table(text, region) and not _lost_blanks(text, region):
                found.append(region)  # else what the cells say must put them under their columns
        else:
            at += 1
    return [region for region in found if any(len(row) > 1 for row in region.rows)]


def _following(lines: list[_Line]) -> list[int]:
    """For each line, and for the end, the first line of a cell at or after it; the number of lines where there is none."""
    found = [len(lines)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        found[at] = at if lines[at].kind == "cell" else found[at + 1]
    return found


def _cell_lines(text: str, lines: list[_Line], following: list[int], at: int) -> tuple[Region, int]:
    """A region of the newline-tab kind that begins at line ``at``; returns it and the first line after it."""
    rows: list[list[Span]] = []
    blanks = 1
    start, last = lines[at].start, lines[at].end
    while at < len(lines):
        line = lines[at]
        if line.kind == "cell":
            if blanks:
                rows.append([])
            rows[-1].append((line.start + 1, line.end))
            blanks, last = 0, line.end
        elif line.kind == "blank":
            blanks += 1
        elif line.kind == "text" and _continues(text, lines, following, at, rows, blanks):
            rows[-1][-1] = (rows[-1][-1][0], line.end)
            blanks, last = 0, line.end
        else:
            break
        at += 1
    return Region("cell-lines", start, last, [[trimmed(text, *cell) for cell in row] for row in rows]), at


def _continues(
    text: str, lines: list[_Line], following: list[int], at: int, rows: list[list[Span]], blanks: int
) -> bool:
    """Whether the text line ``at`` is a further paragraph of the last cell, and not prose after the table."""
    line = text[lines[at].start : lines[at].end]
    if END_OF_TABLE.match(line):
        return False
    cell = text[slice(*rows[-1][-1])].strip()
    if not blanks:
        return bool(cell) or len(rows[-1]) > 1
    if not cell or looks_numeric(cell):
        return False
    if _BLANK_FORM.fullmatch(line):
        return True
    stop = at
    while stop < len(lines) and lines[stop].kind == "text":
        stop += 1
    if stop < len(lines) and lines[stop].kind == "cell":  # the next cell follows at once: the row is not over
        return not any(_outside(text[lines[i].start : lines[i].end]) for i in range(at, stop))
    listed = len(rows[-1]) > 1 and _LISTED.match(cell)  # a cell that lists 一、…； 二、…； goes on with its list
    if (CHAPTER.fullmatch(line) and not listed) or CAPTION.fullmatch(line):
        return False
    later = following[stop]
    if later == len(lines):  # the last cell of the last table: prose is a cell only in a row that has a label
        return len(rows[-1]) > 1 and len(cell) > 40 and not _heads_chapters(text, lines, at)
    if any(
        END_OF_TABLE.match(part) or CAPTION.fullmatch(part)
        for part in (text[lines[i].start : lines[i].end] for i in range(at, min(stop + 3, later)))
    ):
        return False
    return len(cell) > 40 or len(line) <= 60 or len(rows[-1]) > 1


def _outside(line: str) -> bool:
    return bool(END_OF_TABLE.match(line) or (CAPTION.fullmatch(line) and len(line.strip()) > 7))


def _heads_chapters(text: str, lines: list[_Line], at: int) -> bool:
    return bool(CHAPTER.fullmatch(text[lines[at].start : lines[at].end]))


def _joined_rows(text: str, lines: list[_Line], at: int, mark: str) -> tuple[Region, int]:
    """A region whose rows are lines with ``mark`` between the cells."""
    kind = lines[at].kind
    rows: list[list[Span]] = []
    start, last = lines[at].start, lines[at].end
    blanks = 0
    while at < len(lines):
        line = lines[at]
        content = text[line.start : line.end]
        if (
            kind == "tabs"
            and line.kind == "cell"
            and len(rows) == 1
            and len(rows[0]) == 2
            and _each_on_a_line(lines, at)
        ):
            break  # 填报日期：…<tab>总分：… above a table that has each cell on a line of its own
        if line.kind == kind or (kind == "tabs" and line.kind == "cell"):
            if not (mark == "|" and (_RULE_LINE.fullmatch(content) or _DRAWN.fullmatch(content))):
                rows.append(_split(text, line, mark))
            last, blanks = line.end, 0
        elif mark == "|" and not blanks and line.kind == "text" and _DRAWN.fullmatch(content):
            last = line.end
        elif line.kind == "blank" and blanks == 0:
            blanks += 1
        elif line.kind == "text" and not blanks and _inside_row(text, lines, at, rows, kind):
            # a break inside a cell: this line goes on where the row above stopped, or begins the row below
            if _own_row(text, rows[-1][-1], content):
                rows.append([(line.start, line.end)])
            else:
                rows[-1][-1] = (rows[-1][-1][0], line.end)
            last = line.end
        else:
            break
        at += 1
    rows = _rejoined(text, rows) if rows else rows
    mark_name: Mark = "tabs" if mark == "\t" else "pipes"
    return Region(mark_name, start, last, [[trimmed(text, *cell) for cell in row] for row in rows]), at


def _each_on_a_line(lines: list[_Line], at: int) -> bool:
    """Whether at line ``at`` begins a table with a newline and a tab before every cell, and a blank line after a row."""
    following = lines[at : at + 3]
    return [line.kind for line in following] == ["cell"] * 3 or [line.kind for line in following] == [
        "cell",
        "cell",
        "blank",
    ]


def _split(text: str, line: _Line, mark: str) -> list[Span]:
    cells: list[Span] = []
    start, end = line.start, line.end
    if mark == "|":
        while start < end and text[start].isspace():
            start += 1
        start += _BARS.match(text, start, end) is not None
        while end > start and text[end - 1].isspace():
            end -= 1
        end -= end > start and _BARS.match(text, end - 1, end) is not None
        bars = [match.start() for match in _BARS.finditer(text, start, end)]
        return [(a, b) for a, b in zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True)]
    while True:
        stop = text.find(mark, start, end)
        cells.append((start, end if stop < 0 else stop))
        if stop < 0:
            return cells
        start = stop + 1


def _inside_row(text: str, lines: list[_Line], at: int, rows: list[list[Span]], kind: str) -> bool:
    """A line without marks between two rows belongs to a cell where the row above is too short for the table."""
    line = text[lines[at].start : lines[at].end]
    if END_OF_TABLE.match(line) or CHAPTER.fullmatch(line) or len(line) > 200:
        return False
    width = max(len(row) for row in rows)
    follows = at + 1 < len(lines) and lines[at + 1].kind == kind
    return follows and len(rows[-1]) < width and rows[-1][-1][0] < rows[-1][-1][1]


def _own_row(text: str, above: Span, line: str) -> bool:
    """Whether a line without marks is a caption of the rows below: it names the unit, or a number stands before it."""
    words = line.strip()
    number = looks_numeric(text[slice(*above)]) and len(words) > 3 and not looks_numeric(words)
    return bool(_UNIT_CAPTION.fullmatch(words)) or (number and not words.startswith(("（", "(")))


def _rejoined(text: str, rows: list[list[Span]]) -> list[list[Span]]:
    """Rows that a break inside a cell tore apart, put together: short + short = the width that the others have."""
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda w: (widths.count(w), w)) if widths else 0
    found: list[list[Span]] = []
    for row in rows:
        before = found[-1] if found else None
        if (
            before
            and len(before) < usual
            and len(row) < usual
            and len(before) + len(row) - 1 == usual
            and row[0][0] < row[0][1]
            and not (looks_numeric(text[slice(*before[-1])]) and row[0][1] - row[0][0] > 3)
            and not is_label(text[slice(*row[0])])
        ):
            found[-1] = [*before[:-1], (before[-1][0], row[0][1]), *row[1:]]
        else:
            found.append(row)
    return found


def _lost_blanks(text: str, region: Region) -> bool:
    """Whether the blank cells of a form were dropped: none is left, and rows below a known header are of several lengths."""
    if region.mark != "tabs" or any(start == end for row in region.rows for start, end in row):
        return False
    head = next((at for at, row in enumerate(region.rows) if len(row) >= 3 and _heads(text, row)), None)
    if head is None:
        return False
    below = region.rows[head + 1 :]
    return len({len(row) for row in below}) > 1 and all(len(row) <= _RUN_TOGETHER for row in below)


def _heads(text: str, row: list[Span]) -> bool:
    known = sum(header_role(text[start:end]) is not None for start, end in row)
    return 5 * known >= 3 * len(row)


def _is_table(text: str, region: Region) -> bool:
    """Tabs also indent, number paragraphs and lead to page numbers: those are no tables."""
    rows = region.rows
    if not rows or (region.mark == "pipes" and len(rows) < 2):
        return False
    widest = max(len(row) for row in rows)
    if widest >= 4 or (widest == 3 and len(rows) >= 2):
        return True
    pairs = [row for row in rows if len(row) == 2 or (len(row) == 3 and row[2][0] == row[2][1])]
    plain = [row for row in pairs if 0 < row[0][1] - row[0][0] <= 20 and not _LISTED.match(text, row[0][0])]
    return len(plain) >= 2 and 2 * len(plain) > len(rows)
