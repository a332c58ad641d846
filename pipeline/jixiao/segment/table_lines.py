"""Lines of text as rows of cells, where blanks part the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import header_role, is_label, level_word
from jixiao.segment.table_regions import looks_numeric

_WIDE = re.compile(r"\S+(?: \S+)*")
_LONE = re.compile(r"[一-鿿](?:[（(][^（()）]{1,12}[)）])?")
_TABBED = re.compile(r"[^\s](?:[^\t\n]*[^\s])?")
_NARROW = re.compile(r"\S+")
_DASH = re.compile(r"[-—–－/]{1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    cells: tuple[Span, ...]
    header: int
    """How many of its cells are words that head a column."""

    @property
    def is_header(self) -> bool:
        return self.header >= 2 and 5 * self.header >= 3 * len(self.cells)


def line_of(text: str, start: int, end: int) -> Line:
    while end > start and text[end - 1] in "| ":
        end -= 1  # a pipe after each cell
    if "\t" in text[start:end].strip():
        cells = _words_joined(text, [match.span() for match in _TABBED.finditer(text, start, end)])
    elif "  " in text[start:end].strip() or end - start > 300:
        cells = _words_joined(text, [match.span() for match in _WIDE.finditer(text, start, end)])
    else:
        cells = tuple(match.span() for match in _NARROW.finditer(text, start, end)) if end - start <= 300 else ()
        plain = [text[a:b] for a, b in cells]
        good = sum(bool(looks_numeric(p) or _DASH.fullmatch(p) or header_role(p) or level_word(p)) for p in plain)
        whole = text[start:end].strip()
        if len(cells) < 2 or (2 * good < len(cells) and not (len(cells) <= 4 and is_label(plain[0]))):
            cells = (((begin := start + text[start:end].index(whole)), begin + len(whole)),) if whole else ()
    heads = sum(header_role(text[a:b]) is not None for a, b in cells) if len(cells) > 1 else 0
    return Line(start, end, cells, heads)


def _words_joined(text: str, cells: Sequence[Span]) -> tuple[Span, ...]:
    """姓  名 is one cell, and 投  入（15分）: two single characters in a row were spread to fill it."""
    found: list[Span] = []
    for cell in cells:
        alone = bool(_LONE.fullmatch(text, *cell))
        if alone and found and found[-1][1] - found[-1][0] == 1 and "一" <= text[found[-1][0]] <= "鿿":
            found[-1] = (found[-1][0], cell[1])
        else:
            found.append(cell)
    return tuple(found)
