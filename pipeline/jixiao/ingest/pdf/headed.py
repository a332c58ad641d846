"""Forms without rulings: a line of words that head columns says where the columns are, and figures where the rows are.

Where characters alone do not show the columns (cells wrap, stand in the middle of their row, fill their column), the
header does: 三级指标, 年度指标值, 得分 are known words (lexicons/form_columns.csv). Below it each piece of a line goes
to the column that it stands under; what stands between two figures of a column belongs to the nearer row; a level in
the middle of its rows covers them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.ingest.pdf.aligned import crossed
from jixiao.ingest.pdf.characters import PageCharacters
from jixiao.ingest.pdf.grid import Grid, Region
from jixiao.ingest.pdf.headed_heads import Head, Header, headers, widened
from jixiao.ingest.pdf.headed_rows import rows_of, spans_of
from jixiao.ingest.pdf.lines import Line
from jixiao.ingest.pdf.rulings import Ruling
from jixiao.ingest.pdf.strips import Band, Piece, bands_of, median

_APART = 0.4
"""Character heights: below a header a blank this wide parts two cells."""
_FAR = 3.5
"""Character heights from the foot of one line to the top of the next: further down is another thing."""
_MOST_LINES = 400
_JUDGED = frozenset({"level1", "level2", "value", "rate"})
_END = re.compile(r"(?:填[表报]|制表|说明|备注|注|联系|单位负责人|审核)[^：:]{0,8}[：:]|附[件表]")
_TOTAL = re.compile(r"(?:总\s*分|合\s*计|总\s*计|小\s*计|总得分|自评总分|得分合计).{0,8}")
_PAGE = re.compile(r"[-—–－\s第]*\d{1,4}[-—–－\s页]*")


@dataclass(frozen=True, slots=True, eq=False)
class Headed:
    """A form: its grid, and whether its header is one of indicators or of rates, not of amounts alone."""

    grid: Grid
    judged: bool


@dataclass(frozen=True, slots=True)
class _Body:
    bands: list[Band]
    xs: tuple[float, ...]


def headed_grids(
    page: PageCharacters, body: Sequence[Line], horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> list[Headed]:
    """The forms on a page that no ruling crosses, top to bottom."""
    bands = bands_of(page, body, _APART, 1)
    if len(bands) > _MOST_LINES:
        return []
    found: list[Headed] = []
    heads = headers(bands)
    for number, header in enumerate(heads):
        limit = heads[number + 1].first if number + 1 < len(heads) else len(bands)
        grid = _grid(bands, header, limit)
        if grid is not None and not crossed(grid.box, horizontal, vertical):
            found.append(Headed(grid, judged=any(head.role in _JUDGED for head in header.heads)))
    return found


def _grid(bands: Sequence[Band], header: Header, limit: int) -> Grid | None:
    below = list(bands[header.last : limit])
    unit = median([band.height for band in (*bands[header.first : header.last], *below)])
    body = _body(header, below, unit)
    if body is None:
        return None
    for column, head in enumerate(header.heads):
        if head.role == "level1" and head.words.endswith("内容") and (inner := _gutter(body, column)) is not None:
            header = widened(header, column)
            body = _Body(body.bands, (*body.xs[: column + 1], inner, *body.xs[column + 1 :]))
            break
    rows = rows_of(body.bands, body.xs, header.heads, unit)
    if not rows or sum(_figures(row) for row in rows) < min(2, len(rows)):
        return None
    return _placed(header, body, rows, unit)


def _figures(row: Sequence[Band]) -> bool:
    return any(any(char.isdigit() for char in piece.text) for band in row for piece in band.pieces)


def _body(header: Header, below: Sequence[Band], unit: float) -> _Body | None:
    """The lines below a header that stand in its columns, and the borders of the columns."""
    lines: list[Band] = []
    foot = header.foot
    for band in below:
        if band.y0 - foot > _FAR * unit or _END.match(band.pieces[0].text):
            break
        lines.append(band)
        foot = max(foot, band.y1)
    while True:
        xs = _borders(header, lines)
        wrong = next((at for at, band in enumerate(lines) if _leaves(band, xs, header.heads, unit)), None)
        if wrong is None:
            return _Body(lines, xs) if lines else None
        lines = lines[:wrong]


def _borders(header: Header, lines: Sequence[Band]) -> tuple[float, ...]:
    """Where one column ends and the next begins: in the widest blank between the middles of their headers."""
    pieces = [(piece.x0, piece.x1) for band in lines for piece in band.pieces]
    pieces += [(head.x0, head.x1) for head in header.heads]
    found = []
    for left, right in pairwise(header.heads):
        start, end = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2
        found.append(_blank(start, end, pieces, (left.x1 + right.x0) / 2))
    first = min([header.heads[0].x0, *(x0 for x0, _ in pieces)])
    last = max([header.heads[-1].x1, *(x1 for _, x1 in pieces)])
    return (first - 2, *found, last + 2)


def _blank(start: float, end: float, pieces: Sequence[tuple[float, float]], usual: float) -> float:
    """The middle of the place between two points that the fewest pieces cover, the widest of such places."""
    edges = sorted({start, end, *(x for piece in pieces for x in piece if start < x < end)})
    best: tuple[int, float, float] | None = None
    for a, b in pairwise(edges):
        middle = (a + b) / 2
        covered = sum(x0 < middle < x1 for x0, x1 in pieces)
        key = (covered, -(b - a), middle)
        if best is None or key < best:
            best = key
    return usual if best is None else best[2]


def _gutter(body: _Body, column: int) -> float | None:
    """The widest blank within a column that no piece covers, with pieces on both sides in two lines at least."""
    left, right = body.xs[column], body.xs[column + 1]
    pieces = [(p.x0, p.x1) for band in body.bands for p in band.pieces if left < (p.x0 + p.x1) / 2 < right]
    x = _blank(left, right, [*pieces, (left - 1, left + 1), (right - 1, right + 1)], left)
    covered = any(x0 < x < x1 for x0, x1 in pieces)
    if covered or sum(x1 < x for _, x1 in pieces) < 1 or sum(x0 > x for x0, _ in pieces) < 2:
        return None
    return x


def _leaves(band: Band, xs: Sequence[float], heads: Sequence[Head], unit: float) -> bool:
    """Whether a line is none of the table's: words that run over borders, other than a total's."""
    for piece in band.pieces:
        over = sum(piece.x0 + 0.4 * unit < x < piece.x1 - 0.4 * unit for x in xs[1:-1])
        if over and not _TOTAL.fullmatch(piece.text) and (over > 1 or len(band.pieces) == 1):
            return True
    return len(band.pieces) == 1 and bool(_PAGE.fullmatch(band.pieces[0].text)) and band.pieces[0].x0 > xs[1]


def _placed(header: Header, body: _Body, rows: Sequence[Sequence[Band]], unit: float) -> Grid | None:
    """The grid of a header and its rows; a level covers the rows that it stands in the middle of."""
    xs = body.xs
    wide = len(xs) - 1
    tops = [min(_own(row, xs, header.heads, top=True)) for row in rows]
    feet = [max(_own(row, xs, header.heads, top=False)) for row in rows]
    inner = [(foot + top) / 2 for foot, top in pairwise_edges(feet, tops)]
    ys = [*header.ys, (header.foot + tops[0]) / 2, *inner, max(band.y1 for row in rows for band in row) + 0.4 * unit]
    if any(after - before <= 0 for before, after in pairwise(ys)):
        return None
    deep = len(header.ys)
    regions: list[Region] = []
    owner = [[-1] * wide for _ in range(len(ys) - 1)]

    def put(region: Region) -> None:
        for row in range(region.row, region.row_end):
            for column in range(region.column, region.column_end):
                owner[row][column] = len(regions)
        regions.append(region)

    for region in header.regions(deep):
        put(region)
    for column, head in enumerate(header.heads):
        if head.role in {"level1", "level2"}:
            for first, last in spans_of(rows, xs, column, header.heads, [*ys[deep:]]):
                put(Region(deep + first, column, deep + last, column + 1))
    for number, row in enumerate(rows):
        ends = {column: column + 1 for column in range(wide)}
        for band in row:
            for piece in band.pieces:
                first, last = _covered(piece, xs, unit)
                ends[first] = max(ends[first], last)
        column = 0
        while column < wide:
            if owner[deep + number][column] >= 0:
                column += 1
                continue
            end = column + 1
            while end < ends[column] and owner[deep + number][end] < 0:
                end += 1
            put(Region(deep + number, column, deep + number + 1, end))
            column = end
    return Grid(xs, tuple(ys), tuple(regions), tuple(map(tuple, owner)), ruled=False, aligned=True)


def _own(row: Sequence[Band], xs: Sequence[float], heads: Sequence[Head], *, top: bool) -> list[float]:
    """The tops or feet of a row's lines, of those outside the columns of levels where there are such."""
    inner = [
        band
        for band in row
        if any(heads[_covered(piece, xs, band.height)[0]].role not in {"level1", "level2"} for piece in band.pieces)
    ]
    return [band.y0 if top else band.y1 for band in inner or row]


def pairwise_edges(feet: Sequence[float], tops: Sequence[float]) -> list[tuple[float, float]]:
    """Each row's foot with the top of the row below."""
    return list(zip(feet[:-1], tops[1:], strict=True))


def _covered(piece: Piece, xs: Sequence[float], unit: float) -> tuple[int, int]:
    slack = min(0.4 * unit, 0.4 * (piece.x1 - piece.x0))
    first = _column(piece.x0 + slack, xs)
    return first, max(first, _column(piece.x1 - slack, xs)) + 1


def _column(x: float, xs: Sequence[float]) -> int:
    return min(max(sum(border <= x for border in xs) - 1, 0), len(xs) - 2)
