"""Which lines below a header make up one row, where cells wrap and stand at the top or in the middle of their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.ingest.pdf.aligned import wraps
from jixiao.ingest.pdf.headed_heads import Head
from jixiao.ingest.pdf.strips import FIGURE, Band, median

_MEASURE = re.compile(r"[≥≤<>＞＜=≧≦]?\s*[-－+]?[0-9][0-9,，.]*\s*[^\d\s，。；]{0,4}")
_ANCHORS: frozenset[str] = frozenset({"number", "rate"})
_EVEN = 1.25
"""Blanks that differ by less are all of one kind."""


def rows_of(bands: Sequence[Band], xs: Sequence[float], heads: Sequence[Head], unit: float) -> list[list[Band]]:
    """The lines in rows, top to bottom.

    A figure in a column of amounts or scores stands in a row of its own, and the widest blank between two such lines
    parts their rows. Without such columns the blanks alone say where rows end.
    """
    blanks = [max(0.0, below.y0 - above.y1) for above, below in pairwise(bands)]
    anchors = [at for at, band in enumerate(bands) if _anchored(band, xs, heads, _ANCHORS, FIGURE)]
    if len(anchors) < 2:
        anchors = [at for at, band in enumerate(bands) if _anchored(band, xs, heads, frozenset({"value"}), _MEASURE)]
        anchors = anchors if 2 * len(anchors) > len(bands) else []
    if not anchors:
        return _by_blanks(bands, blanks, unit)
    cuts: list[int] = []
    apart = [blanks[above] for above, below in pairwise(anchors) if below == above + 1]
    far = 0.8 * median(apart) if apart else None
    for above, below in pairwise(anchors):
        between = blanks[above:below]
        widest = max(between)
        if far is not None and min(between) >= far and len(between) > 1:
            # lines as far apart as rows are rows: the name of a group
            cuts += [at for at in range(above + 1, below + 1) if at == below or not wraps(bands, at)]
        elif widest <= _EVEN * min(between) + 0.05 * unit and len(between) > 1:
            cuts.append(_nearest(bands, above, below))
        else:
            cuts.append(above + between.index(widest) + 1)
    usual = median([blanks[cut - 1] for cut in cuts]) if cuts else 0.0
    return _split([list(bands[a:b]) for a, b in pairwise([0, *cuts, len(bands)])], usual, xs, heads, unit)


def _column(x: float, xs: Sequence[float]) -> int:
    return min(max(sum(border <= x for border in xs) - 1, 0), len(xs) - 2)


def _anchored(
    band: Band, xs: Sequence[float], heads: Sequence[Head], roles: frozenset[str], pattern: re.Pattern[str]
) -> bool:
    return any(
        heads[_column((piece.x0 + piece.x1) / 2, xs)].role in roles and pattern.fullmatch(piece.text)
        for piece in band.pieces
    )


def _nearest(bands: Sequence[Band], above: int, below: int) -> int:
    """The first line between two that is nearer to the lower one."""
    for at in range(above + 1, below):
        if bands[at].middle - bands[above].middle > bands[below].middle - bands[at].middle:
            return at
    return below


def _split(
    rows: Sequence[list[Band]], usual: float, xs: Sequence[float], heads: Sequence[Head], unit: float
) -> list[list[Band]]:
    """Rows without figures of their own come away from their neighbours where a blank as wide as between rows parts them."""
    found: list[list[Band]] = []
    for row in rows:
        blanks = [max(0.0, below.y0 - above.y1) for above, below in pairwise(row)]
        start = 0
        for at, blank in enumerate(blanks):
            parts = blank >= 0.9 * usual > 0.3 * unit and min(blanks) < 0.6 * usual
            if (
                parts
                and not _levels_only(row[start : at + 1], xs, heads)
                and not _levels_only(row[at + 1 :], xs, heads)
            ):
                found.append(row[start : at + 1])
                start = at + 1
        found.append(row[start:])
    return found


def _levels_only(bands: Sequence[Band], xs: Sequence[float], heads: Sequence[Head]) -> bool:
    return all(
        heads[_column((piece.x0 + piece.x1) / 2, xs)].role in {"level1", "level2"}
        for band in bands
        for piece in band.pieces
    )


def _by_blanks(bands: Sequence[Band], blanks: Sequence[float], unit: float) -> list[list[Band]]:
    if not blanks:
        return [list(bands)]
    least, most = min(blanks), max(blanks)
    limit = (least + most) / 2 if most > _EVEN * least + 0.2 * unit else (0.0 if most > 0.6 * unit else most + 1)
    found = [[bands[0]]]
    for blank, band in zip(blanks, bands[1:], strict=True):
        if blank > limit:
            found.append([band])
        else:
            found[-1].append(band)
    return found


def spans_of(
    rows: Sequence[Sequence[Band]], xs: Sequence[float], column: int, heads: Sequence[Head], ys: Sequence[float]
) -> list[tuple[int, int]]:
    """The rows [first, last) that each level of a column covers: from its own on, or those that it is in the middle of.

    ``ys`` are the borders of the rows.
    """
    labels = _labels(rows, xs, column)
    if not labels or len(rows) < 2:
        return []
    firsts = [row for row, _, _ in labels]
    if firsts[0] == 0 and _at_top(rows, xs, column, labels):
        return [(first, after) for first, after in zip(firsts, [*firsts[1:], len(rows)], strict=True)]
    found: list[tuple[int, int]] = []
    first = 0
    for number, (row, _, middle) in enumerate(labels):
        foot = 2 * middle - ys[first]
        last = min(range(row + 1, len(rows) + 1), key=lambda at: abs(ys[at] - foot))
        if number + 1 < len(labels):
            last = min(last, labels[number + 1][0])
        found.append((first, max(last, first + 1)))
        first = found[-1][1]
        if first >= len(rows):
            break
    return found if len(found) == len(labels) else []


def _labels(rows: Sequence[Sequence[Band]], xs: Sequence[float], column: int) -> list[tuple[int, float, float]]:
    """Row, top and middle of each label of a column; lines that follow one another closely are one label."""
    pieces = [
        (number, band.y0, band.y1)
        for number, row in enumerate(rows)
        for band in row
        for piece in band.pieces
        if _column((piece.x0 + piece.x1) / 2, xs) == column
    ]
    found: list[list[tuple[int, float, float]]] = []
    for piece in pieces:
        if found and piece[1] - found[-1][-1][2] < 0.6 * (piece[2] - piece[1]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [(group[0][0], group[0][1], (group[0][1] + group[-1][2]) / 2) for group in found]


def _at_top(
    rows: Sequence[Sequence[Band]], xs: Sequence[float], column: int, labels: Sequence[tuple[int, float, float]]
) -> bool:
    """Whether labels stand in the first of their rows: the columns to the left, too, begin where one begins, or none does."""
    return column == 0 or labels[0][0] == 0
