"""The lines of a text as the cells of a form that has each cell on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import amount_head, header_role, is_label, level_word
from jixiao.lexicon.overlays import remembered
from jixiao.segment.table_place import kind_of
from jixiao.segment.table_regions import CAPTION, CHAPTER, END_OF_TABLE

LONGEST = 600
"""A line with more characters is no cell: the stretch ends there."""
_WRAPPED = 16
"""No piece of a wrapped label is longer."""
_UPRIGHT = 8
"""A label set upright, one character a line, has no more lines."""
_LEFT_OVER = frozenset({"合计", "小计", "总计", "其他", "其它", "总额"})
"""Words that name a column only together with the header over them."""
_PART = re.compile(r"第[一二三四五六七八九十]{1,3}[部章节]分?.{0,30}")
_BLANK_FORM = re.compile(r".{0,24}(?:签章|签字|签名|盖章|公章)[）)]?[:：]?|(?:\d{4})?年(?:\d{0,2}月日|月\d{0,2}日)")
_LEVELISH = re.compile(r"[^\d，。；：:、]{2,12}(?:指标|效益|影响|目标|管理|质量|数量|时效|成本|情况|情况指标)")
_DATE = re.compile(
    r"(?:20\d\d年?[.\-/]?)?\d{1,2}[月.\-/](?:\d{1,2}日?|底|末|初|[上中下]旬)?(?:之?前|以前|内)?(?:完成|完工)?"
)
_NUMBERED = re.compile(r"(?:指标|目标)\d{1,2}[:：]")
_LISTED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|[（(]?\d{1,2}[)）]?[、.．]|[①-⑳]|其中[:：]|[加减][:：])(?=.{2})"
)
"""What stands before the name of an item: 一、 2、 其中："""
_ASIDE_FIRST = re.compile(r"[（(][^（()）]*[)）]?")


@dataclass(frozen=True, slots=True)
class LineCell:
    """One line, or the lines of one wrapped label: where it stands, its words without blanks, and what it holds."""

    start: int
    end: int
    words: str
    kind: str
    """As ``table_place.kind_of``; also ``item`` (a name of the accounts), ``numbered`` (指标1：…), ``levelish`` (a short
    word that ends as levels do), ``served`` (满意度 of those served, a level or an indicator), ``field`` (the label of a
    field), ``date``, ``head`` (the head of a column and nothing else), ``prose`` (sentences), ``stop`` (nothing that stands in a table)."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


def line_cells(text: str, start: int, end: int) -> list[LineCell]:
    """The written lines of a stretch, wrapped labels put together."""
    plain: list[tuple[int, int, str]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        first, last = _trimmed(text, at, stop)
        if first < last:
            plain.append((first, last, "".join(text[first:last].split()) if last - first <= LONGEST else ""))
        at = stop + 1
    found: list[LineCell] = []
    at = 0
    while at < len(plain):
        first, last, words = plain[at]
        pieces = _pieces([line[2] for line in plain[at : at + _UPRIGHT]])
        if pieces > 1:
            last, words = plain[at + pieces - 1][1], "".join(line[2] for line in plain[at : at + pieces])
        kind = _kind(text, first, last, words)
        after = [line[2] for line in plain[at + pieces : at + pieces + 2]]
        numbered = [kind_of(words) in {"number", "dash"} for words in after]
        wraps = len(after) == 2 and numbered[1] and len(after[0]) <= _WRAPPED
        if kind == "stop" and is_chapter(text, first, last) and (numbered[:1] == [True] or wraps):
            kind = _kind_of_words(words)  # 一、基本支出 with its amount is no chapter
        found.append(LineCell(first, last, words, kind))
        at += pieces
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    first = start + len(line) - len(line.lstrip(" \t|　\xa0"))
    last = start + len(line.rstrip(" \t|\r　\xa0"))
    return first, max(first, last)


def _pieces(words: Sequence[str]) -> int:
    """How many lines from the first on are one wrapped label: 年度主要 / 工作内容; 绩 / 效 / 指 / 标."""
    upright = next((at for at, piece in enumerate(words) if len(piece) != 1 or not "一" <= piece <= "鿿"), len(words))
    for count in range(upright, 1, -1):
        if _known("".join(words[:count])):
            return count
    for count in (2, 3):
        pieces = words[:count]
        if len(pieces) < count or any(not piece or len(piece) > _WRAPPED for piece in pieces):
            return 1
        if all(_known(piece) for piece in pieces) or any(
            kind_of(piece) in {"number", "percent", "dash"} for piece in pieces
        ):
            return 1
        if _known("".join(pieces)):
            return count
    return 1


def _known(words: str) -> bool:
    return header_role(words) is not None or level_word(words) is not None or is_label(words) or words in _LEFT_OVER


def heads(words: str) -> bool:
    """Whether the words can head a column."""
    return words in _LEFT_OVER or header_role(words) is not None


@remembered(8192)
def _kind_of_words(words: str) -> str:
    kind = kind_of(words)
    role = header_role(words)
    if (role not in {None, "number", "rate"} and kind in {"text", "unit", "measure"}) or amount_head(words):
        return "head"
    if "月" in words and _DATE.fullmatch(words):
        return "date"
    if kind == "measure" and words[-1] in "。；":
        return "sentence"  # 2分。 is the end of one
    if kind not in {"text", "unit", "served", "sentence"}:
        return kind
    if level_word(f"{words}指标") is not None:
        return f"level{level_word(f'{words}指标')}"
    if kind in {"served", "sentence"}:
        return kind
    if _NUMBERED.match(words):
        return "numbered"
    if header_role(words) == "number" or header_role(_LISTED.sub("", words, count=1)) == "number":
        return "item"
    if is_label(words) and header_role(words) is None:
        return "field"
    return "levelish" if kind == "text" and _LEVELISH.fullmatch(words) else kind


def _kind(text: str, start: int, end: int, words: str) -> str:
    if not words or _PART.fullmatch(words) or _BLANK_FORM.fullmatch(words) or END_OF_TABLE.match(text, start, end):
        return "stop"
    if is_chapter(text, start, end) or (end - start > 7 and CAPTION.fullmatch(text, start, end)):
        return "stop"
    if "\t" in text[start:end] or ("  " in text[start:end] and len(re.findall(r"\S+(?: \S+)*", text[start:end])) > 2):
        return "stop"  # a line with several cells
    if len(words) > 60 or words.count("。") > 1 or (words[-1] in "。；" and len(words) > 24):
        return "prose"
    return _kind_of_words(words)


def continues(before: LineCell, cell: LineCell) -> bool:
    """Whether a line surely goes on with the one above: （50分） below 产出指标."""
    return bool(_ASIDE_FIRST.fullmatch(cell.words)) or before.words[-1] in "（(、，,"


def is_chapter(text: str, start: int, end: int) -> bool:
    """Whether the line reads as the heading of a chapter."""
    return bool(CHAPTER.fullmatch(text, start, end))
