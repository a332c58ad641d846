"""Lines of a page to pieces that wide blanks part, and the strips of the page that pieces fill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.ingest.pdf.characters import PageCharacters
from jixiao.ingest.pdf.lines import Line, is_wide

_APART = 1.0
"""Character heights: a blank this wide parts two pieces of a line."""
_NARROW = 0.3
"""Character heights: a blank."""
_GUTTER = 0.6
"""Character heights: columns stand at least this far apart over all lines."""
LEAST = 3
"""Lines in a row, and columns that they share."""
MOST_HEADERS = 3
"""Lines of a header."""
FIGURE = re.compile(r"[-－+▲]?[0-9][0-9,，]*(?:[.．][0-9]+)?[%％‰]?|[-－—–]{1,2}")
"""A number as tables print it, or the dash that stands for none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two wide blanks of a line."""

    text: str
    x0: float
    x1: float
    tail: bool = False
    """It ends in a figure that a narrow blank parts from words: columns that stand too near to be told apart."""


@dataclass(frozen=True, slots=True)
class Band:
    """The pieces on one baseline, left to right."""

    pieces: tuple[Piece, ...]
    y0: float
    y1: float
    height: float
    size: float

    @property
    def middle(self) -> float:
        """Height of the middle of the line."""
        return (self.y0 + self.y1) / 2

    @property
    def full(self) -> bool:
        """Whether it shows columns by itself."""
        return len(self.pieces) >= LEAST


def bands_of(page: PageCharacters, body: Sequence[Line], apart: float = _APART, least: int = 2) -> list[Band]:
    """The lines of the page by baseline, cut at blanks of ``apart`` character heights.

    A page on which fewer than ``least`` lines hold digits gives none.
    """
    grouped: list[list[Line]] = []
    for line in sorted(body, key=lambda line: line.y0 + line.y1):
        if grouped and (line.y0 + line.y1 - grouped[-1][0].y0 - grouped[-1][0].y1) / 2 <= 0.5 * line.height:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    digits = sum(any(char.isdigit() for line in group for char in line.text(page.text)) for group in grouped)
    if digits < least or len(grouped) < LEAST:
        return []
    return [_band(page, sorted(group, key=lambda line: line.x0), apart) for group in grouped]


def _band(page: PageCharacters, group: list[Line], apart: float) -> Band:
    unit = median([line.height for line in group])
    pieces: list[Piece] = []
    text, x0, x1, blank = "", 0.0, 0.0, 0
    for line in group:
        for start, end in line.spans:
            for at in range(start, end):
                char, left = page.text[at], page.x0[at]
                if char.isspace() or left != left:
                    continue
                if text and left - x1 >= apart * unit:
                    pieces.append(_piece(text, x0, x1, blank))
                    text = ""
                elif text and left - x1 >= _NARROW * unit:
                    blank = len(text)
                if not text:
                    x0, x1, blank = left, page.x1[at], 0
                text, x1 = text + char, max(x1, page.x1[at])
    if text:
        pieces.append(_piece(text, x0, x1, blank))
    return Band(
        tuple(sorted(pieces, key=lambda piece: piece.x0)),
        min(line.y0 for line in group),
        max(line.y1 for line in group),
        unit,
        median([line.size for line in group]),
    )


def _piece(text: str, x0: float, x1: float, blank: int) -> Piece:
    tail = blank > 0 and is_wide(text[blank - 1]) and FIGURE.fullmatch(text, blank) is not None
    return Piece(text, x0, x1, tail)


def columns_of(bands: Sequence[Band], unit: float) -> list[tuple[float, float]]:
    """The strips that pieces fill, over all lines; a name and the figures that stand beside it below are one."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for band in bands for piece in band.pieces):
        if found and x0 - found[-1][1] < _GUTTER * unit:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    heads = 0
    while heads < min(len(bands), MOST_HEADERS) and not any(FIGURE.fullmatch(p.text) for p in bands[heads].pieces):
        heads += 1
    return _paired(found, bands[:heads], bands[heads:]) if 0 < heads < len(bands) else found


def _paired(
    strips: list[tuple[float, float]], heads: Sequence[Band], body: Sequence[Band]
) -> list[tuple[float, float]]:
    """Join each strip that only a header fills with a neighbour that only figures fill: set left, and set right."""
    named = [any(in_column(band, strip) for band in heads) for strip in strips]
    below = [[piece.text for band in body if (piece := in_column(band, strip))] for strip in strips]
    figures = [2 * sum(FIGURE.fullmatch(text) is not None for text in texts) > len(texts) for texts in below]
    joined: list[tuple[float, float]] = []
    at = 0
    while at < len(strips):
        after = at + 1
        if after < len(strips) and (
            (named[at] and not below[at] and not named[after] and figures[after])
            or (figures[at] and not named[at] and named[after] and not below[after])
        ):
            joined.append((strips[at][0], strips[after][1]))
            at += 2
        else:
            joined.append(strips[at])
            at += 1
    return joined


def in_column(band: Band, column: tuple[float, float]) -> Piece | None:
    """The first piece of a line that stands in a strip."""
    return next((piece for piece in band.pieces if piece.x0 < column[1] and piece.x1 > column[0]), None)


def median(values: Sequence[float]) -> float:
    """The middle value, the upper one of two; 0 of none."""
    return sorted(values)[len(values) // 2] if values else 0.0
