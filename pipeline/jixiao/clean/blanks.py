"""Closes blanks that text recognition leaves inside numbers and words of running prose; tables keep theirs."""

from __future__ import annotations

import re
from itertools import islice

from jixiao.document.trace import TracedText

_LINE = re.compile(r"[^\n]+")
_PROSE = re.compile(r"[，。；]|(?<=[一-鿿])[ ]?[,;]")
"""What only prose has: a line with no such mark may be the row of a table, whose blanks part its columns."""
_COLUMNS = re.compile(r"\S[ ]{3,}\S|\t")
_ROW = re.compile(r"[ ][0-9]{1,3}(?:[.][0-9]{1,2})?\Z|[。；][ ][0-9]{1,3}(?:[.][0-9]{1,2})?(?:[ ]|\Z)")
"""A full score or a score that stands alone at the end, or behind the rule by which it was given: a row of a table."""
_NUMBER = re.compile(
    r"""
    (?<![0-9.A-Za-z])(?<![0-9][,，])
    (?: [0-9](?:[ ]?[0-9]){0,2}(?:[ ]?[,，][ ]?[0-9][ ]?[0-9][ ]?[0-9](?![ ]?[0-9]))+   # 12 ，345
      | [0-9](?:[ ]{1,2}[0-9](?![0-9]))+                       # 7 2 5
      | [0-9]+
    )
    (?: [ ]?[.．][ ]?[0-9]+(?:[ ][0-9](?![0-9]))* )?            # 345 . 6
    (?= [ ]{0,2}[一-鿿%％‰] )
    """,
    re.VERBOSE,
)
_NAMES = re.compile(r"[一-鿿（(“、，,：:≥≤至到~～-][ ]{0,2}\Z")
"""A number inside prose follows words; what follows the end of a sentence or begins a line may be a list number."""
_ITEM = re.compile(r"[0-9]{1,2}[ ]?[.．][ ]")
_POINT = re.compile("[.．,，]")
_CHAIN = re.compile(r"[0-9](?:[ ]{1,2}[0-9]){3}")
_WORD = re.compile(
    r"(?<=[一-鿿，。；：、（）()“”%％0-9])[ ]{1,2}(?=[一-鿿，。；：、（）()“”])|(?<=[一-鿿])[ ]{1,2}(?=[0-9])"
)
_INSIDE = re.compile(r"[一-鿿][ ]{1,2}[一-鿿]")
_YEAR = re.compile(r"(?:2[ ]0|1[ ]9)[ ][0-9][ ][0-9](?=[ ]?年)")
_TOP = 4
"""The first lines are titles, which have no punctuation."""
_HEADING = re.compile(
    r"(?m)^[ ]*(?:[一二三四五六七八九十]{1,3}[ ]?[、.．]|[（(][ ]?[一二三四五六七八九十]{1,3}[ ]?[)）])(?!.*[ ]{3})[^\n\t]{2,60}$"
)
_LEAST, _SHARE = 3, 0.3
"""So many lines of prose, and so large a part of them, must have blanks inside words before blanks in words are closed."""


def close_blanks(text: TracedText) -> TracedText:
    """The text without blanks inside the numbers of its prose; inside its words too where the whole text has them.

    >>> close_blanks(TracedText.of("收入 3 4 5 . 6 万元，增长 8 . 5 %，人均 1 . 2 万元，惠及 1 2 3 4 人。")).text
    '收入 345.6 万元，增长 8.5 %，人均 1.2 万元，惠及 1234 人。'
    >>> close_blanks(TracedText.of("管理制度健全性 4 4 无")).text
    '管理制度健全性 4 4 无'
    """
    plain = text.text
    spaced = [
        match.span() for match in _LINE.finditer(plain) if " " in match[0].strip() and _is_prose(match[0].strip())
    ]
    if not spaced:
        return text
    pieces = [
        number.span()
        for start, end in spaced
        for number in _NUMBER.finditer(plain, start, end)
        if " " in number[0] and _joins(plain, start, number)
    ]
    sure = [(start, end) for start, end in pieces if _POINT.search(plain, start, end)]
    throughout = _spaced_throughout(plain, spaced)
    if throughout or len(sure) >= _LEAST:
        sure = pieces  # 7 2 5 户 too; elsewhere 8 8 may be the full score and the score of a row
    if throughout:
        spaced += [match.span() for match in _HEADING.finditer(plain)]
        spaced += [
            match.span() for match in islice(_LINE.finditer(plain), _TOP) if _COLUMNS.search(match[0].strip()) is None
        ]
        sure += [number.span() for start, end in spaced for number in _YEAR.finditer(plain, start, end)]
    edits = {place: (place, place + 1, "") for span in sure for place in _blanks(plain, *span)}
    for start, end in spaced if throughout else ():
        for gap in _WORD.finditer(plain, start, end):
            edits |= {place: (place, place + 1, "") for place in range(*gap.span())}
    return text.edit([edits[place] for place in sorted(edits)]) if edits else text


def _is_prose(line: str) -> bool:
    return _PROSE.search(line) is not None and _COLUMNS.search(line) is None and _ROW.search(line) is None


def _joins(plain: str, start: int, number: re.Match[str]) -> bool:
    """Whether the pieces are one number: words stand before it, or it is a year of single figures."""
    if _NAMES.search(plain, max(start, number.start() - 3), number.start()) is not None:
        return _ITEM.match(number[0]) is None or plain[number.start() - 1] not in "，,：:"
    return _CHAIN.match(number[0]) is not None


def _blanks(plain: str, start: int, end: int) -> list[int]:
    return [place for place in range(start, end) if plain[place] == " "]


def _spaced_throughout(plain: str, lines: list[tuple[int, int]]) -> bool:
    """Whether blanks inside words are a habit of this text: then they part nothing."""
    inside = sum(_INSIDE.search(plain, *span) is not None for span in lines)
    prose = sum(_is_prose(match[0].strip()) for match in _LINE.finditer(plain))
    return inside >= _LEAST and inside >= _SHARE * prose
