"""Joins lines that a page or a line width broke inside a sentence, a word or a number."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from jixiao.document.trace import Edit, TracedText

_ENDS = "。！？；：!?;:…”》】"
_CLOSES = "”》】"
"""A full line may end with these inside a sentence: “良”⏎的2个."""
_STARTS = re.compile(
    r"""
    [ \t]*
    (?: [一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,4}[、.．]
      | 第[一二三四五六七八九十百\d]{1,4}[章节部条篇、]
      | [（(][一二三四五六七八九十百\d]{1,4}[)）]
      | \d{1,3}(?:[、．:：）)]|\.(?!\d))
      | [①-⑳㈠-㈩⑴-⒛●•▪■◆➢✓☑☐□*]
      | [一二三四五六七八九十](?:是|要|则)
      | 附[件表录：:]|填[表报]|注[：:]|备注|说明[：:]|联系|[^\s：:]{2,12}[：:]
    )
    """,
    re.VERBOSE,
)
"""What begins a paragraph of its own, so that nothing is joined in front of it."""
_POINT_ENDS = re.compile(r"[一-鿿]\.\Z")
"""Text recognition often prints the full stop so."""
_NEVER_FIRST = "，。、；：）)”》％%‰"
"""Nothing begins with these."""
_PERCENT = "％%‰"
_PROSE = re.compile(r"[，。；：,;:]")
_LISTED = re.compile(r"[元次人户个件]、[一-鿿]")
"""货物支出 7.32 万元、工程支出 8.36: a list in prose, no row of figures."""
_FIGURE = re.compile(r"(?<!\S)[-\d][\d,.]*%?(?!\S)")
_DRAWN = re.compile(r"[|│┃║┌┬├┼└┴╔╠╚─━═]")
_CUT_NUMBER = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*(?:,\d{0,2}|,\d{3}\.\d?)\Z")
"""A grouped number that cannot end here: half a group of three, or a point with one digit behind groups."""
_CUT_AMOUNT = re.compile(r"[，。；][^，。；]*[一-鿿]\d{1,9}\Z")
"""Prose that stops within a number whose unit is on the next line: …，其中基本支出21⏎773900.00元."""
_REST_OF_AMOUNT = re.compile(r"\d+(?:\.\d+)?[ ]?[万亿]?元")
_CUT_PHONE = re.compile(r"(?:电话|手机|传真)(?:号码)?[：:]?[ ]*(?P<number>\d[\d-]{5,11})\Z")
_REST_OF_NUMBER = re.compile(r"\d{1,3}(?:[,.]\d+)*[ ]?[余多]?[万亿元个人户件次%亩公家]")
_TITLE_END = re.compile(r"(?:报告|决算|自评结果|总结|自评表|评分表|数据表|说明|公报|公告|的函|通知|汇总表|公开)[ ]*")
_AMOUNTS = re.compile(r"(?:20\d\d年?(?:度)?|[上本]年(?:度)?)?(?:年初|全年)?(?:预算|决算)(?:数|金额)")
"""What heads a column, no second line of a title: 2021年决算数."""
_TITLE_BODY = re.compile(r"20\d\d[ ]*(?:[-—至][ ]*20\d\d[ ]*)?年|年度|关于|部门|单位|整体支出|项目")


def join_wraps(text: TracedText, source: str | None = None) -> TracedText:
    """The text with broken paragraphs joined; lines of flattened tables (with tabs) are left alone.

    ``source``: the text that ``text`` was made from. A line was broken when it still held its marks and its wide digits:
    its width is measured there.

    >>> join_wraps(TracedText.of("帮助七家企业进入去年新培育的省级专精特新小巨人企业认\\n\\n定名单，八家入选。\\n")).text
    '帮助七家企业进入去年新培育的省级专精特新小巨人企业认定名单，八家入选。\\n'
    """
    plain = text.text
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", plain) if m[0].strip()]
    shown = [_shown(text, *line, source) for line in lines]
    gone = [
        0 if source is not None and shown[n] != plain[a:b] else _taken_out(text, a, b) for n, (a, b) in enumerate(lines)
    ]
    wrap = _find_wrap(plain, lines, shown, gone)
    indents = bool(lines) and _indents_paragraphs(plain, lines)
    inside = indents and _indented(plain[slice(*lines[0])])  # a paragraph that began with an indent
    edits: list[Edit] = []
    for number, ((a, b), (c, d)) in enumerate(itertools.pairwise(lines)):
        above, below = plain[a:b], plain[c:d]
        breaks = plain.count("\n", b, c)
        inside, began = indents and (_indented(below) or (inside and breaks == 1)), inside
        if "\t" in above or "\t" in below or breaks > 2:
            continue
        if (
            (began and breaks == 1 and _runs_on(above, below))
            or _continues(above, below, breaks, wrap, wrap is not None and wrap.fills(shown[number], gone[number]))
            or (breaks <= 2 and _title_continues(above, below))
        ):
            tail, head = above.rstrip()[-1], below.lstrip()[0]
            space = (
                tail.isascii()
                and head.isascii()
                and tail.isalnum()
                and head.isalnum()
                and not (tail.isdigit() and head.isdigit())
            )
            edits.append((a + len(above.rstrip()), d - len(below.lstrip()), " " if space else ""))
    return text.edit(edits)


def join_titles(text: TracedText) -> TracedText:
    """The text with titles on two lines joined, for formats whose paragraphs are known: a title is often two of them.

    >>> join_titles(TracedText.of("云坪县2023年度部门整体支出\\n绩效评价自评报告\\n一、概况\\n")).text
    '云坪县2023年度部门整体支出绩效评价自评报告\\n一、概况\\n'
    """
    plain = text.text
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", plain) if m[0].strip()]
    edits: list[Edit] = [
        (b, c, "")
        for (a, b), (c, d) in itertools.pairwise(lines)
        if c == b + 1 and "\t" not in plain[a:d] and _title_continues(plain[a:b], plain[c:d])
    ]
    return text.edit(edits)


def _columns(line: str) -> int:
    """Width in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line.rstrip())


@dataclass(frozen=True, slots=True)
class _Wrap:
    """Where this text breaks its lines: at a number of columns, or of characters whatever their width."""

    width: int
    slack: int
    measure: Callable[[str], int]

    def fills(self, line: str, gone: int) -> bool:
        """Whether a line is as long as lines get here; a longer one was not broken at this width."""
        return self.width - self.slack <= self.measure(line) + gone <= self.width + self.slack


def _characters(line: str) -> int:
    return len(line.rstrip())


_MEASURES = ((_columns, 3, 30), (_characters, 1, 15))
"""How a width is counted, by how much full lines differ (a wide character may not fit), and the least width of prose."""


def _shown(text: TracedText, start: int, end: int, source: str | None) -> str:
    """A line as the source shows it; as the text has it where its characters stand apart there."""
    if source is None or not text.starts:
        return text.text[start:end]
    printed = source[text.starts[start] : text.ends[end - 1]]
    return printed if 0 < len(printed) <= _PRINTED and "\n" not in printed else text.text[start:end]


def _taken_out(text: TracedText, start: int, end: int) -> int:
    """How many characters were taken out of a line before (bold marks, blanks inside numbers): they filled it too."""
    before = text.ends[start - 1] if start else 0
    marks = text.starts[start] - before <= _MARKS  # more is a line of its own: a page number
    printed = text.ends[end - 1] - (before if marks else text.starts[start])
    return max(0, printed - (end - start)) if printed <= _PRINTED else 0


_PRINTED = 200
_MARKS = 3
_AMPLE = 36
"""Columns of a line that may have been broken for want of room."""


def _find_wrap(plain: str, lines: list[tuple[int, int]], shown: list[str], gone: list[int]) -> _Wrap | None:
    """How this text was wrapped, if it was: of the lines that end no sentence, with a line right below, many are full.

    Headings and cells are shorter, at no width in particular; so the width that stands out is the text's. It is counted
    in columns or in characters, whichever fits more lines.
    """
    open_ended = [
        (shown[number], gone[number])
        for number, ((a, b), (c, d)) in enumerate(itertools.pairwise(lines))
        if c == b + 1
        and "\t" not in plain[a:d]
        and plain[a:b].rstrip()[-1] not in _ENDS
        and not _STARTS.match(plain[c:d])
        and not _row(plain[a:b])
    ]
    found: list[tuple[int, _Wrap]] = []
    for measure, slack, least in _MEASURES:
        widths = Counter(measure(line) + more for line, more in open_ended)
        full = {w: sum(widths[w - n] for n in range(slack + 1)) for w in widths if least <= w <= 140}
        width = max(full, key=lambda w: (full[w], w), default=None)
        if width is None or full[width] < 4:
            continue
        rivals = max((count for w, count in full.items() if abs(w - width) > slack), default=0)
        if full[width] >= 0.75 * len(open_ended) or full[width] >= max(6, 3 * rivals):
            found.append((full[width], _Wrap(width, slack + 1, measure)))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _indented(line: str) -> bool:
    return line.startswith(("  ", "\u3000"))


def _indents_paragraphs(plain: str, lines: list[tuple[int, int]]) -> bool:
    """Whether this text indents the first lines of its paragraphs: what is not indented below one goes on with it."""
    starts = [
        lines[0],
        *(below for above, below in itertools.pairwise(lines) if plain.count("\n", above[1], below[0]) > 1),
    ]
    firsts = [_indented(plain[a:b]) for a, b in starts if b - a >= _PARAGRAPH and _SENTENCE.search(plain, a, b)]
    return len(firsts) >= _PARAGRAPHS and sum(firsts) >= _MOST * len(firsts)


_PARAGRAPHS, _PARAGRAPH, _MOST = 4, 20, 0.9
"""So many paragraphs of so many characters tell, and so large a part of them must be indented."""
_SENTENCE = re.compile("[，。]")


def _runs_on(above: str, below: str) -> bool:
    """Whether a line without an indent goes on with the indented paragraph above it, whatever its width."""
    left, right = above.strip(), below.rstrip()
    if _indented(below) or _STARTS.match(below) or _row(left) or _row(right) or left[-1] in _ENDS.replace("；", ""):
        return False
    return _SENTENCE.search(left) is not None and _SENTENCE.search(right) is not None


def _row(line: str) -> bool:
    """Whether a line is drawn or a row of figures, whose width says nothing: 基本支出 366.80 366.80 100%."""
    if _DRAWN.search(line) is not None:
        return True
    return _PROSE.search(line) is None and _LISTED.search(line) is None and len(_FIGURE.findall(line)) >= 2


def _continues(above: str, below: str, breaks: int, wrap: _Wrap | None, fills: bool) -> bool:
    """Whether ``below`` goes on with the sentence of ``above``; ``fills``: that is as long as lines get here."""
    left, right = above.rstrip(), below.lstrip()
    full = fills and breaks == 1 and not _row(left) and not _row(right)
    if (left[-1] in _ENDS and not (full and left[-1] in _CLOSES)) or _STARTS.match(below) or _POINT_ENDS.search(left):
        return False
    if _STARTS.match(left) and not _PROSE.search(left):
        return False  # a heading, which never runs on
    if breaks == 1 and _phone_cut(left, right):
        return True
    columns = _columns(left)
    indented = len(below) - len(right) >= 2
    if right[0] in _PERCENT and not left[-1].isdigit():
        return False  # a unit in a cell of its own
    if left[-1] in "，、,（(“《〔" or right[0] in _NEVER_FIRST:
        return columns >= 16 or right[0] in _NEVER_FIRST
    if indented:
        return False
    if breaks == 1 and _CUT_NUMBER.search(left) and _REST_OF_NUMBER.match(right):
        return True
    if breaks == 1 and columns >= _AMPLE and _CUT_AMOUNT.search(left) and _REST_OF_AMOUNT.match(right):
        return True
    if wrap is not None and breaks == 1:
        return full
    # a page break inside a paragraph: a long line without an end, then a line that ends like prose
    return columns >= 48 and right[-1] in "。；，"


def _phone_cut(left: str, right: str) -> bool:
    """Whether a telephone number at the end of a line lacks the digits that stand alone on the next: 1990000950⏎5."""
    cut = _CUT_PHONE.search(left)
    if cut is None or not right.rstrip().isdecimal():
        return False
    digits = cut["number"].replace("-", "") + right.rstrip()
    return (
        len(digits) == _MOBILE if digits[0] == "1" else digits[0] == "0" and _MOBILE - 1 <= len(digits) <= _MOBILE + 1
    )


_MOBILE = 11
"""Digits of a mobile's number; one of a fixed line has as many with its area, or one more or less."""


def _title_continues(above: str, below: str) -> bool:
    """岳阳市…2020年度部门整体支出 / 绩效评价自评报告: a title on two lines."""
    left, right = above.strip(), below.strip()
    return (
        len(left) <= 40
        and len(right) <= 24
        and not _STARTS.match(left)
        and not _STARTS.match(right)
        and not _AMOUNTS.fullmatch(right)
        and bool(_TITLE_END.search(right[-5:]))
        and not _TITLE_END.search(left[-4:])
        and bool(_TITLE_BODY.search(left))
        and not re.search(r"[。，；：:、]|^[一二三四五六七八九十（(\d][、.）)]", left[:3] + left[-1:] + right)
    )
