"""Where a page without rulings shows columns of figures: lines one below the other that the same wide blanks divide.

Only evidence is gathered here, from what pdfium gave. Three lines in a row (what wraps in a cell aside) must share
three columns, and figures must fill at least one of them; prose, contents, addresses, numbered lists and lines for
signatures do not pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.ingest.contents import is_contents_line
from jixiao.ingest.pdf.characters import PageCharacters
from jixiao.ingest.pdf.lines import Line, is_wide
from jixiao.ingest.pdf.rulings import Ruling

_APART = 1.0
"""Character heights: a blank this wide parts two pieces of a line."""
_GUTTER = 0.6
"""Character heights: columns stand at least this far apart over all lines."""
_FAR = 2.5
"""Character heights between two lines of a table."""
_LEAST = 3
"""Lines in a row, and columns that they share."""
_FILLED = 0.6
"""Share of a column's pieces that are figures."""
_MOST_HEADERS = 3
_MOST_LOOSE = 3
"""Lines in a row that fill fewer than three columns: wrapped labels, rows of a group."""
_WRAPPED = 0.85
"""Of the usual distance of rows: a line nearer than that is the rest of a row."""
_RULE = 20.0
"""Points: a shorter line is a stroke or an underline."""
_FIGURE = re.compile(r"[-－+▲]?[0-9][0-9,，]*(?:[.．][0-9]+)?[%％‰]?|[-－—–]{1,2}")
_INTEGER = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"[0-9]{1,4}")
_LABELLED = re.compile(r"(?<!其中)[：:]")
"""填表人：…, 单位：万元: lines above and below a table, not of it."""
_CAPTION = re.compile(r"公开\d+表|附件|附表|单位[（(：:]")
_DATE_WORDS = frozenset("年月日")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two wide blanks of a line."""

    text: str
    x0: float
    x1: float


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
        return len(self.pieces) >= _LEAST


@dataclass(frozen=True, slots=True)
class Aligned:
    """A region that looks like a table: column borders, and its lines with the row that each belongs to, from 0."""

    xs: tuple[float, ...]
    bands: tuple[Band, ...]
    rows: tuple[int, ...]

    @property
    def unit(self) -> float:
        """Usual character height."""
        return _median([band.height for band in self.bands])

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 with half a line around."""
        pad = 0.4 * self.unit
        return self.xs[0], self.bands[0].y0 - pad, self.xs[-1], max(band.y1 for band in self.bands) + pad


def aligned_regions(
    page: PageCharacters, body: Sequence[Line], horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> list[Aligned]:
    """The regions of a page's body lines that look like tables, top to bottom; none that a ruling crosses."""
    bands = _bands(page, body)
    found: list[Aligned] = []
    at = 0
    while at < len(bands):
        group = _grown(bands, at)
        region = _region(bands, at, at + len(group), found) if len(group) >= _LEAST else None
        if region is not None and not _is_ruled(region, horizontal, vertical):
            found.append(region)
        at += len(group) if region is not None else 1
    return found


def column_of(xs: Sequence[float], x: float) -> int:
    """The column from 0 in which a place lies; places beyond the sides belong to the outermost."""
    return min(max(sum(border <= x for border in xs) - 1, 0), len(xs) - 2)


def covered(xs: Sequence[float], piece: Piece, unit: float) -> tuple[int, int]:
    """The first column that a piece stands over, and the one after the last."""
    slack = min(0.3 * unit, 0.4 * (piece.x1 - piece.x0))
    return column_of(xs, piece.x0 + slack), column_of(xs, piece.x1 - slack) + 1


# ------------------------------------------------------------------------------------------------ lines to pieces


def _bands(page: PageCharacters, body: Sequence[Line]) -> list[Band]:
    """The lines of the page by baseline. A page on which too few lines hold digits gives none."""
    grouped: list[list[Line]] = []
    for line in sorted(body, key=lambda line: line.y0 + line.y1):
        if grouped and (line.y0 + line.y1 - grouped[-1][0].y0 - grouped[-1][0].y1) / 2 <= 0.5 * line.height:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    digits = sum(any(char.isdigit() for line in group for char in line.text(page.text)) for group in grouped)
    if digits < 2 or len(grouped) < _LEAST:
        return []
    return [_band(page, sorted(group, key=lambda line: line.x0)) for group in grouped]


def _band(page: PageCharacters, group: list[Line]) -> Band:
    unit = _median([line.height for line in group])
    pieces: list[Piece] = []
    text, x0, x1 = "", 0.0, 0.0
    for line in group:
        for start, end in line.spans:
            for at in range(start, end):
                char, left = page.text[at], page.x0[at]
                if char.isspace() or left != left:
                    continue
                if text and left - x1 >= _APART * unit:
                    pieces.append(Piece(text, x0, x1))
                    text = ""
                if not text:
                    x0, x1 = left, page.x1[at]
                text, x1 = text + char, max(x1, page.x1[at])
    if text:
        pieces.append(Piece(text, x0, x1))
    return Band(
        tuple(sorted(pieces, key=lambda piece: piece.x0)),
        min(line.y0 for line in group),
        max(line.y1 for line in group),
        unit,
        _median([line.size for line in group]),
    )


# ---------------------------------------------------------------------------------------------- pieces to columns


def _columns(bands: Sequence[Band], unit: float) -> list[tuple[float, float]]:
    """The strips that pieces fill, over all lines."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for band in bands for piece in band.pieces):
        if found and x0 - found[-1][1] < _GUTTER * unit:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _grown(bands: Sequence[Band], start: int) -> list[Band]:
    """The lines from ``start`` that the same blanks divide; the first and, but for a sum, the last fill three columns."""
    if not bands[start].full:
        return []
    group, keep = [bands[start]], 1
    columns = _columns(group, bands[start].height)
    loose = 0
    for band in bands[start + 1 :]:
        unit = group[0].height
        if band.y0 - group[-1].y1 > _FAR * unit or abs(band.height - unit) > 0.3 * unit:
            break
        after = _columns([*group, band], unit)
        if len(after) < len(columns) or (not band.full and len(after) > len(columns)):
            break
        if band.full and _shared(columns, band) < _LEAST and _shared(after, group[0]) < _LEAST:
            break
        loose = 0 if band.full else loose + 1
        if loose > _MOST_LOOSE:
            break
        group.append(band)
        columns = after
        if band.full or _is_sum(band):
            keep = len(group)
    return group[:keep]


def _is_sum(band: Band) -> bool:
    return (
        len(band.pieces) == 2
        and _FIGURE.fullmatch(band.pieces[1].text) is not None
        and not any(_LABELLED.search(piece.text) for piece in band.pieces)
    )


def _shared(columns: Sequence[tuple[float, float]], band: Band) -> int:
    return sum(any(piece.x0 < right and piece.x1 > left for piece in band.pieces) for left, right in columns)


def _region(bands: Sequence[Band], start: int, end: int, before: Sequence[Aligned]) -> Aligned | None:
    """The table of these lines with the header above them, where they are one."""
    group = list(bands[start:end])
    unit = _median([band.height for band in group])
    columns = _columns(group, unit)
    if len(columns) < _LEAST or not _is_table(group, columns, unit):
        return None
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    xs = (columns[0][0] - 2, *inner, columns[-1][1] + 2)
    usual = _median([below.middle - above.middle for above, below in pairwise(group) if above.full and below.full])
    floor = max((band.y1 for region in before for band in region.bands), default=0.0)
    for band in reversed(bands[max(0, start - _MOST_HEADERS) : start]):
        near = group[0].middle - band.middle <= max(1.6 * usual, 2 * unit)
        if not near or band.y0 < floor or not _heads(band, xs, group, unit):
            break
        group.insert(0, band)
    lefts, rights = [band.pieces[0].x0 for band in group], [band.pieces[-1].x1 for band in group]
    xs = (min(xs[0], min(lefts) - 2), *inner, max(xs[-1], max(rights) + 2))
    return Aligned(xs, tuple(group), _rows(group, usual))


def _heads(band: Band, xs: tuple[float, ...], group: Sequence[Band], unit: float) -> bool:
    """Whether a line above names columns: short pieces, each over columns of its own."""
    if len(band.pieces) < 2 or abs(band.size - group[0].size) > 0.15 * group[0].size:
        return False
    if band.pieces[0].x0 < xs[0] - 2 * unit or band.pieces[-1].x1 > xs[-1] + 2 * unit:
        return False
    if any(_LABELLED.search(piece.text) or _CAPTION.search(piece.text) for piece in band.pieces):
        return False
    if any(len(piece.text) > 16 or _FIGURE.fullmatch(piece.text) for piece in band.pieces):
        return False
    places = [covered(xs, piece, unit) for piece in band.pieces]
    return all(left[1] <= right[0] for left, right in pairwise(places))


def _rows(group: Sequence[Band], usual: float) -> tuple[int, ...]:
    """The row of each line: one that is nearer to a full line than rows are is the rest of its row."""
    anchors = [band.full or _is_sum(band) or at == 0 for at, band in enumerate(group)]
    near: list[int] = []
    for at, band in enumerate(group):
        above = band.middle - group[at - 1].middle if at else float("inf")
        below = group[at + 1].middle - band.middle if at + 1 < len(group) else float("inf")
        if anchors[at] or min(above, below) >= _WRAPPED * usual or any(_FIGURE.fullmatch(p.text) for p in band.pieces):
            near.append(0)
        else:
            near.append(-1 if above <= below else 1)
    rows = [0]
    for at in range(1, len(group)):
        joined = near[at] == -1 or near[at - 1] == 1
        rows.append(rows[-1] + (not joined))
    return tuple(rows)


# --------------------------------------------------------------------------------------------- what is no table


def _is_table(group: Sequence[Band], columns: Sequence[tuple[float, float]], unit: float) -> bool:
    full = [band for band in group if band.full]
    pieces = [piece for band in group for piece in band.pieces]
    if not _three_in_a_row(full, columns):
        return False
    if any(piece.text in _DATE_WORDS for piece in pieces):
        return False  # a date to be filled in
    if sum(len(piece.text) == 1 and is_wide(piece.text) for piece in pieces) > 0.4 * len(pieces):
        return False  # a line whose characters are spread over its width
    if sum(is_contents_line("".join(piece.text for piece in band.pieces)) for band in group) >= 2:
        return False
    by_column = [[_in_column(band, column) for band in full] for column in columns]
    if any(_is_prose(found, column, unit) for found, column in zip(by_column, columns, strict=True)):
        return False
    return any(
        _is_figures([piece.text for piece in found if piece], at, len(columns)) for at, found in enumerate(by_column)
    )


def _in_column(band: Band, column: tuple[float, float]) -> Piece | None:
    return next((piece for piece in band.pieces if piece.x0 < column[1] and piece.x1 > column[0]), None)


def _three_in_a_row(full: Sequence[Band], columns: Sequence[tuple[float, float]]) -> bool:
    hit = [{at for at, column in enumerate(columns) if _in_column(band, column)} for band in full]
    return any(len(hit[at] & hit[at + 1] & hit[at + 2]) >= _LEAST for at in range(len(hit) - 2))


def _is_prose(found: Sequence[Piece | None], column: tuple[float, float], unit: float) -> bool:
    """A column of running text: most of its lines are full."""
    width = column[1] - column[0]
    widths = [piece.x1 - piece.x0 for piece in found if piece]
    return width >= 9 * unit and len(widths) >= _LEAST and sum(w >= 0.9 * width for w in widths) >= 0.6 * len(widths)


def _is_figures(texts: Sequence[str], at: int, count: int) -> bool:
    """Whether a column states amounts: no numbering, no page numbers, no codes, postcodes or telephone numbers."""
    figures = [text for text in texts if _FIGURE.fullmatch(text) and any(char.isdigit() for char in text)]
    dashes = sum(not any(char.isalnum() for char in text) for text in texts)
    if len(figures) < 2 or len(figures) + dashes < _FILLED * len(texts):
        return False
    whole = [text for text in figures if _INTEGER.fullmatch(text)]
    if len(whole) < len(figures):
        return True
    lengths = {len(text) for text in whole}
    if (len(lengths) == 1 and min(lengths) >= 6) or min(lengths) >= 11:
        return False
    numbers = list(map(int, whole))
    if all(after == before + 1 for before, after in pairwise(numbers)):
        return False
    headed = not _FIGURE.fullmatch(texts[0]) and "页" not in texts[0]
    rising = all(before <= after for before, after in pairwise(numbers))
    pages = at == count - 1 and rising and all(map(_PLAIN.fullmatch, whole))
    return headed or not pages


def _is_ruled(region: Aligned, horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> bool:
    x0, y0, x1, y1 = region.box
    return any(
        y0 < ruling.at < y1 and min(ruling.end, x1) - max(ruling.start, x0) >= _RULE for ruling in horizontal
    ) or any(x0 < ruling.at < x1 and min(ruling.end, y1) - max(ruling.start, y0) >= _RULE / 2 for ruling in vertical)


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0
