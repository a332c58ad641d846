"""Forms that stand on one line, parted by single blanks: cut into rows again by the words that begin one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import header_role, is_label, level_word
from jixiao.segment.table_regions import looks_numeric

_NARROW = re.compile(r"\S+")
_FUNDS = (
    "年度资金总额",
    "年度总金额",
    "项目资金总额",
    "资金总额",
    "其中",
    "上年结转",
    "其他资金",
    "年度财政资金",
    "当年财政拨款",
    "地方资金",
    "中央",
)
_ELLIPSIS = re.compile(r"[.…·]{2,}")
_NUMBERED = re.compile(r"(?:指标|目标)\s*\d{1,2}\s*[:：]")
_TOTAL = re.compile(r"(?:总\s*分|合\s*计|总\s*计|总得分|自评总分|得分合计)(?:[（(].{1,8}[)）])?")
_DASH = re.compile(r"[-—–－/]{1,4}")


def one_line_form(text: str, start: int, end: int) -> list[Span] | None:
    """The rows of a form that stands on one line, or None where the line is none."""
    tokens = [match.span() for match in _NARROW.finditer(text, start, end)]
    plain = [text[a:b] for a, b in tokens]
    known = [bool(header_role(p)) or level_word(p) is not None or is_label(p) for p in plain]
    if sum(known) < 8 or sum(header_role(p) is not None for p in plain) < 5:
        return None
    return [(tokens[first][0], tokens[last - 1][1]) for first, last in cut(plain)]


def cut(plain: Sequence[str]) -> list[tuple[int, int]]:
    """Where the rows of a form begin and end, given the words of its cells in order.

    >>> cut(["一级指标", "三级指标", "目标值", "得分", "产出指标", "培训", "3场", "10", "效益指标", "满意度", "95%", "9"])
    [(0, 4), (4, 8), (8, 12)]
    """
    known = [bool(header_role(p)) or level_word(p) is not None or is_label(p) for p in plain]
    rows: list[tuple[int, int]] = []
    begin = 0
    numbers = 0
    for at, word in enumerate(plain):
        numeric = bool(looks_numeric(word)) or bool(_DASH.fullmatch(word))
        if at > begin and _begins_row(plain, known, at, begin, numbers):
            rows.append((begin, at))
            begin, numbers = at, 0
        numbers = numbers + 1 if numeric else 0
    rows.append((begin, len(plain)))
    return rows


def _begins_row(plain: Sequence[str], known: Sequence[bool], at: int, begin: int, numbers: int) -> bool:
    word, before = plain[at], plain[at - 1]
    if _ELLIPSIS.fullmatch(word) or _ELLIPSIS.fullmatch(before):
        return True
    role, level = header_role(word), level_word(word)
    heading = role is not None and level is None and not is_label(word)
    was_heading = header_role(before) is not None and level_word(before) is None
    if word.startswith(_FUNDS) and was_heading and at - begin >= 3:
        return True  # the first row of the funds, whose name could head a column, too
    if heading and was_heading:
        return False
    follows = at + 1 < len(plain) and header_role(plain[at + 1]) is not None and level_word(plain[at + 1]) is None
    if heading and not was_heading and (role in {"corner", "level1"} or follows):
        return True
    if was_heading and not heading and known[at - 2] and known[at - 1] and at - begin >= 3:
        return True  # the header is over
    if level == 1:
        return True
    if level == 2:
        return level_word(before) != 1
    if _NUMBERED.match(word):
        return level_word(before) is None
    if _TOTAL.fullmatch(word) and numbers:
        return True
    if is_label(word) and not (at - begin <= 3 and is_label(plain[begin]) and at - begin == 2):
        return True
    if word.startswith(_FUNDS) and (numbers or was_heading):
        return True
    return numbers >= 2 and not looks_numeric(word) and not _DASH.fullmatch(word) and _measured(plain, at)


def _measured(plain: Sequence[str], at: int) -> bool:
    """Whether a target follows the word: then it names an indicator, and is no reason of the row before."""
    following = plain[at + 1 : at + 4]
    if (
        not following
        or level_word(following[0]) is not None
        or _TOTAL.fullmatch(following[0])
        or is_label(following[0])
    ):
        return False  # the next row begins right after it
    return looks_numeric(following[0].lstrip("≥≤≧≦＞＜><")) or (len(following) == 3 and looks_numeric(following[2]))
