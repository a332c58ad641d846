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
from jixiao.ingest.pdf.strips import FIGURE, LEAST, MOST_HEADERS, Band, Piece, bands_of, columns_of, in_column, median

_MOST_LINES = 400
"""Of a page: one with more is no report, and the search grows with the square."""
_FAR = 2.5
"""Character heights between two lines of a table."""
_FILLED = 0.6
"""Share of a column's pieces that are figures."""
_STATED = 0.45
"""Share of the lines below the first that hold a figure."""
_MOST_LOOSE = 3
"""Lines in a row that fill fewer than three columns: wrapped labels, rows of a group."""
_WRAPPED = 0.85
"""Of the usual distance of rows: a line nearer than that is the rest of a row."""
_LEADING = 1.6
"""Character heights from line to line within a cell."""
_RULE = 20.0
"""Points: a shorter line is a stroke or an underline."""
_EDGE, _ALIGNED = 0.3, 0.6
"""Character heights within which pieces are at one place; the share of a column's pieces that must be."""
_INTEGER = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"[0-9]{1,4}")
_LABELLED = re.compile(r"(?<!其中)[：:]")
"""填表人：…, 单位：万元: lines above and below a table, not of it."""
_CAPTION = re.compile(r"公开\d+表|附件|附表|单位[（(：:]")
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|其中|合计|小计|总计|本年|上年|年初|年末")
"""What begins a row of its own."""
_LONG = 8
"""Characters: a shorter label does not wrap."""
_DATE_WORDS = frozenset("年月日")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A region that looks like a table: column borders, and its lines with the row that each belongs to, from 0."""

    xs: tuple[float, ...]
    bands: tuple[Band, ...]
    rows: tuple[int, ...]

    @property
    def unit(self) -> float:
        """Usual character height."""
        return median([band.height for band in self.bands])

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 with half a line around."""
        pad = 0.4 * self.unit
        return self.xs[0], self.bands[0].y0 - pad, self.xs[-1], max(band.y1 for band in self.bands) + pad


def aligned_regions(
    page: PageCharacters, body: Sequence[Line], horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> list[Aligned]:
    """The regions of a page's body lines that look like tables, top to bottom; none that a ruling crosses."""
    bands = bands_of(page, body)
    found: list[Aligned] = []
    if len(bands) > _MOST_LINES:
        return found
    at = 0
    while at < len(bands):
        group = _grown(bands, at)
        region = _region(bands, at, at + len(group), found) if len(group) >= LEAST else None
        if region is not None and not crossed(region.box, horizontal, vertical):
            found.append(region)
        at += len(group) if region is not None else max(1, len(group) - LEAST + 1)
    return found


def column_of(xs: Sequence[float], x: float) -> int:
    """The column from 0 in which a place lies; places beyond the sides belong to the outermost."""
    return min(max(sum(border <= x for border in xs) - 1, 0), len(xs) - 2)


def covered(xs: Sequence[float], piece: Piece, unit: float) -> tuple[int, int]:
    """The first column that a piece stands over, and the one after the last."""
    slack = min(0.3 * unit, 0.4 * (piece.x1 - piece.x0))
    return column_of(xs, piece.x0 + slack), column_of(xs, piece.x1 - slack) + 1


def _grown(bands: Sequence[Band], start: int) -> list[Band]:
    """The lines from ``start`` that the same blanks divide; the first and, but for a sum, the last fill three columns."""
    if not bands[start].full:
        return []
    group, keep = [bands[start]], 1
    columns = columns_of(group, bands[start].height)
    loose = 0
    for band in bands[start + 1 :]:
        unit = group[0].height
        if band.y0 - group[-1].y1 > _FAR * unit or abs(band.height - unit) > 0.3 * unit:
            break
        inside = all(any(left <= p.x0 and p.x1 <= right for left, right in columns) for p in band.pieces)
        after = columns if inside else columns_of([*group, band], unit)
        if len(after) < len(columns) or (not band.full and len(after) > len(columns)):
            break
        if band.full and _shared(columns, band) < LEAST and _shared(after, group[0]) < LEAST:
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
        and FIGURE.fullmatch(band.pieces[1].text) is not None
        and not any(_LABELLED.search(piece.text) for piece in band.pieces)
    )


def _shared(columns: Sequence[tuple[float, float]], band: Band) -> int:
    return sum(any(piece.x0 < right and piece.x1 > left for piece in band.pieces) for left, right in columns)


def _region(bands: Sequence[Band], start: int, end: int, before: Sequence[Aligned]) -> Aligned | None:
    """The table of these lines with the header above them, where they are one."""
    group = list(bands[start:end])
    unit = median([band.height for band in group])
    columns = columns_of(group, unit)
    if len(columns) < LEAST or not _is_table(group, columns, unit):
        return None
    usual = _usual(group)
    for band in bands[end : end + _MOST_LOOSE]:
        if not _ends_row(band, group, columns, usual):
            break
        group.append(band)
    floor = max((band.y1 for region in before for band in region.bands), default=0.0)
    for band in reversed(bands[max(0, start - MOST_HEADERS) : start]):
        near = group[0].middle - band.middle <= max(1.6 * usual, 2 * unit)
        if not near or band.y0 < floor or not _heads(band, group, columns, unit):
            break
        group.insert(0, band)
        wider = columns_of(group, unit)
        columns = wider if len(wider) == len(columns) else columns
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    lefts, rights = [band.pieces[0].x0 for band in group], [band.pieces[-1].x1 for band in group]
    xs = (min(lefts) - 2, *inner, max(rights) + 2)
    return Aligned(xs, tuple(group), _rows(group, usual))


def _ends_row(band: Band, group: Sequence[Band], columns: Sequence[tuple[float, float]], usual: float) -> bool:
    """Whether a line below is what wrapped in one cell of the last row."""
    if len(band.pieces) != 1 or band.middle - group[-1].middle >= _WRAPPED * usual:
        return False
    (piece,) = band.pieces
    unit = band.height
    return (
        any(left - 1 <= piece.x0 and piece.x1 <= right + unit for left, right in columns)
        and any(abs(other.x0 - piece.x0) <= unit for other in group[-1].pieces)
        and not _LABELLED.search(piece.text)
        and not _ITEM.match(piece.text)
    )


def _heads(band: Band, group: Sequence[Band], columns: Sequence[tuple[float, float]], unit: float) -> bool:
    """Whether a line above names columns: short pieces, each over columns of its own."""
    if len(band.pieces) < 2 or abs(band.size - group[0].size) > 0.15 * group[0].size:
        return False
    if band.pieces[0].x0 < columns[0][0] - 2 * unit or band.pieces[-1].x1 > columns[-1][1] + 2 * unit:
        return False
    if any(_LABELLED.search(piece.text) or _CAPTION.search(piece.text) for piece in band.pieces):
        return False
    if any(len(piece.text) > 16 or FIGURE.fullmatch(piece.text) for piece in band.pieces):
        return False
    if len(columns_of([band, *group], unit)) == len(columns):
        return True
    xs = (columns[0][0], *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), columns[-1][1])
    places = [covered(xs, piece, unit) for piece in band.pieces]
    return all(left[1] <= right[0] for left, right in pairwise(places))


def _usual(group: Sequence[Band]) -> float:
    """The distance of rows: of lines that fill three columns and, where there are such, stand next to each other."""
    next_to = [below.middle - above.middle for above, below in pairwise(group) if above.full and below.full]
    full = [band for band in group if band.full]
    return median(next_to or [below.middle - above.middle for above, below in pairwise(full)])


def _rows(group: Sequence[Band], usual: float) -> tuple[int, ...]:
    """The row of each line. What wraps in a cell stands nearer to its row than rows stand to each other."""
    own = [band.full or _is_sum(band) or any(FIGURE.fullmatch(piece.text) for piece in band.pieces) for band in group]
    gaps = [below.middle - above.middle for above, below in pairwise(group)]
    parted = [gap >= _WRAPPED * usual or (own[at] and own[at + 1]) for at, gap in enumerate(gaps)]
    start = 0
    for at in range(1, len(group)):
        if not own[at]:
            continue
        between = gaps[start:at]
        if min(between) >= _WRAPPED * max(between):
            parted[start:at] = [True] * len(between)
        else:  # the widest gap parts what belongs to the upper row from what belongs to the lower
            parted[start + between.index(max(between))] = True
        start = at
    rows = [0]
    for at in range(1, len(group)):
        apart = parted[at - 1] and not _goes_on(group[at - 1], group[at], usual) and (own[at] or not wraps(group, at))
        rows.append(rows[-1] + apart)
    return tuple(rows)


def _goes_on(above: Band, band: Band, usual: float) -> bool:
    """Whether a line of names is the rest of the names above it: each piece right under one, no figure in either line."""
    if band.middle - above.middle > max(_LEADING * band.height, 0.75 * usual) or len(band.pieces) < 2:
        return False
    if any(FIGURE.fullmatch(piece.text) for piece in (*above.pieces, *band.pieces)):
        return False
    over = [
        [at for at, other in enumerate(above.pieces) if piece.x0 < other.x1 and piece.x1 > other.x0]
        for piece in band.pieces
    ]
    return all(len(found) == 1 for found in over) and len({found[0] for found in over}) == len(over)


def wraps(group: Sequence[Band], at: int) -> bool:
    """Whether a line is one piece that goes on from the longest piece of its column, or from an open bracket."""
    band, above = group[at], group[at - 1]
    if len(band.pieces) != 1 or _ITEM.match(band.pieces[0].text) or FIGURE.fullmatch(band.pieces[0].text):
        return False
    piece = band.pieces[0]
    before = next((other for other in above.pieces if abs(other.x0 - piece.x0) <= band.height), None)
    if before is None:
        return False
    if max(before.text.rfind(mark) for mark in "（(") > max(before.text.rfind(mark) for mark in "）)"):
        return True
    widest = max(other.x1 for line in group for other in line.pieces if other.x0 < before.x1 and other.x1 > before.x0)
    return widest - before.x1 <= band.height and len(before.text) >= _LONG


# --------------------------------------------------------------------------------------------- what is no table


def _is_table(group: Sequence[Band], columns: Sequence[tuple[float, float]], unit: float) -> bool:
    full = [band for band in group if band.full]
    pieces = [piece for band in group for piece in band.pieces]
    if not _three_in_a_row(full, columns):
        return False
    rest = [band for band in group[1:] if any(FIGURE.fullmatch(piece.text) for piece in band.pieces)]
    if len(rest) < _STATED * (len(group) - 1):
        return False  # cells of running text: where their rows end cannot be seen
    if sum(any(piece.tail for piece in band.pieces) for band in full) > 0.2 * len(full):
        return False
    if any(piece.text in _DATE_WORDS for piece in pieces):
        return False  # a date to be filled in
    if sum(len(piece.text) == 1 and is_wide(piece.text) for piece in pieces) > 0.4 * len(pieces):
        return False  # a line whose characters are spread over its width
    if sum(is_contents_line("".join(piece.text for piece in band.pieces)) for band in group) >= 2:
        return False
    by_column = [[in_column(band, column) for band in full] for column in columns]
    if sum(_has_edge([piece for piece in found if piece], unit) for found in by_column) < LEAST:
        return False  # blanks that meet by chance: nobody set these columns
    if any(_is_prose(found, column, unit) for found, column in zip(by_column, columns, strict=True)):
        return False
    return any(
        _is_figures([piece.text for piece in found if piece], at, len(columns)) for at, found in enumerate(by_column)
    )


def _three_in_a_row(full: Sequence[Band], columns: Sequence[tuple[float, float]]) -> bool:
    hit = [{at for at, column in enumerate(columns) if in_column(band, column)} for band in full]
    return any(len(hit[at] & hit[at + 1] & hit[at + 2]) >= LEAST for at in range(len(hit) - 2))


def _has_edge(found: Sequence[Piece], unit: float) -> bool:
    """Whether most pieces of a column begin, end or have their middle at the same place."""
    if len(found) < 2:
        return False
    for places in (
        [piece.x0 for piece in found],
        [piece.x1 for piece in found],
        [(piece.x0 + piece.x1) / 2 for piece in found],
    ):
        most = max(sum(abs(other - place) <= _EDGE * unit for other in places) for place in places)
        if most >= _ALIGNED * len(places):
            return True
    return False


def _is_prose(found: Sequence[Piece | None], column: tuple[float, float], unit: float) -> bool:
    """A column of running text: most of its lines are full."""
    width = column[1] - column[0]
    widths = [piece.x1 - piece.x0 for piece in found if piece]
    return width >= 9 * unit and len(widths) >= LEAST and sum(w >= 0.9 * width for w in widths) >= 0.6 * len(widths)


def _is_figures(texts: Sequence[str], at: int, count: int) -> bool:
    """Whether a column states amounts: no numbering, no page numbers, no codes, postcodes or telephone numbers."""
    figures = [text for text in texts if FIGURE.fullmatch(text) and any(char.isdigit() for char in text)]
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
    headed = not FIGURE.fullmatch(texts[0]) and "页" not in texts[0]
    rising = all(before <= after for before, after in pairwise(numbers))
    pages = at == count - 1 and rising and all(map(_PLAIN.fullmatch, whole))
    return headed or not pages


def crossed(box: tuple[float, float, float, float], horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> bool:
    """Whether a ruling crosses a box (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    return any(
        y0 < ruling.at < y1 and min(ruling.end, x1) - max(ruling.start, x0) >= _RULE for ruling in horizontal
    ) or any(x0 < ruling.at < x1 and min(ruling.end, y1) - max(ruling.start, y0) >= _RULE / 2 for ruling in vertical)
