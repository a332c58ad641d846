"""Tables without rulings: where the characters show columns, pdfplumber reads the region, and both must find the same rows."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.ingest.pdf.aligned import Aligned, covered
from jixiao.ingest.pdf.grid import Grid, Region

if TYPE_CHECKING:
    import pypdfium2

Rows = list[tuple[float, float]]
"""Top and bottom of each row that holds words, in points from the top of the page as shown."""
Finder = Callable[[Aligned], Rows | None]

_MOST_PLACES = 2_000
"""Lines times columns: pdfplumber compares each place of a table with every other."""
_SNAP = 0.3
"""Character heights within which tops and bottoms of words are one line."""


class Plumber:
    """pdfplumber's view of one page. The page is copied into a file of its own when it is first asked for.

    So pdfplumber meets no password, no broken cross-references and no other page, and what it keeps goes with the page.
    """

    def __init__(self, pdf: pypdfium2.PdfDocument, at: int, rotation: int) -> None:
        self._pdf, self._at, self._rotation = pdf, at, rotation
        self._data: bytes | None = None
        self.unread = 0
        """Regions in which it found no such table, or that it could not read."""

    def __call__(self, region: Aligned) -> Rows | None:
        """The rows of the region, or None where its rows are not those of the evidence."""
        try:
            self._data = self._data or _one_page(self._pdf, self._at, self._rotation)
            rows = rows_in(self._data, region)
        except Exception:  # whatever pdfminer meets in a damaged file: the page stays as pdfium read it
            rows = None
        if rows is None or not _agree(region, rows):
            self.unread += 1
            return None
        return rows


def rows_in(data: bytes, region: Aligned) -> Rows | None:
    """What pdfplumber's table finder sees in a region of a file's only page, between the columns of the evidence.

    None where it finds no table of as many columns. Raises what pdfminer raises on files that it cannot read.
    """
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # its warnings are not the user's
    unit = region.unit
    if len(region.bands) * len(region.xs) > _MOST_PLACES:
        return None
    with pdfplumber.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        across, down = page.bbox[0], page.bbox[1]
        x0, y0, x1, y1 = region.box
        part = page.crop(
            (
                max(page.bbox[0], x0 - unit + across),
                max(page.bbox[1], y0 + down),
                min(page.bbox[2], x1 + unit + across),
                min(page.bbox[3], y1 + down),
            )
        )
        tables = part.find_tables(
            {
                "vertical_strategy": "explicit",
                "explicit_vertical_lines": [x + across for x in region.xs],
                "horizontal_strategy": "text",
                "min_words_horizontal": 1,
                "snap_y_tolerance": _SNAP * unit,
                "snap_x_tolerance": 0,
                "join_x_tolerance": unit,
                "intersection_x_tolerance": 2 * unit,
            }
        )
        found: Rows | None = None
        middles = sorted((char["top"] + char["bottom"]) / 2 for char in part.chars if char["text"].strip())
        for table in tables:
            if len(table.columns) != len(region.xs) - 1:
                continue
            boxes = [row.bbox for row in table.rows]
            filled = [
                (top - down, bottom - down)
                for _, top, _, bottom in boxes
                if bisect_left(middles, top) < bisect_left(middles, bottom)
            ]
            if found is None or len(filled) > len(found):
                found = filled
        page.close()
    return found


def _one_page(pdf: pypdfium2.PdfDocument, at: int, rotation: int) -> bytes:
    """The page alone, unencrypted, its visible part as its whole, turned as it is read."""
    import pypdfium2

    copy = pypdfium2.PdfDocument.new()
    try:
        copy.import_pages(pdf, [at])
        page = copy[0]
        page.set_mediabox(*page.get_cropbox())
        page.set_rotation(rotation)
        page.close()
        file = io.BytesIO()
        copy.save(file)
        return file.getvalue()
    finally:
        copy.close()


def _agree(region: Aligned, rows: Rows) -> bool:
    """Whether each line of the evidence stands in a row, and each row holds lines of one row of the evidence only."""
    holds: dict[int, set[int]] = {}
    for band, row in zip(region.bands, region.rows, strict=True):
        places = [at for at, (top, bottom) in enumerate(rows) if top - 1 <= band.middle <= bottom + 1]
        if not places:
            return False
        nearest = min(places, key=lambda at: abs(sum(rows[at]) / 2 - band.middle))
        holds.setdefault(nearest, set()).add(row)
    return all(len(found) == 1 for found in holds.values())


def borderless_grids(regions: Sequence[Aligned], find: Finder) -> list[Grid]:
    """The grids of those regions that ``find`` confirms."""
    return [_grid(region) for region in regions if find(region) is not None]


def _grid(region: Aligned) -> Grid:
    """Rows between the lines of the evidence; a piece that stands over several columns merges them in its row."""
    xs = region.xs
    _, top, _, bottom = region.box
    inner = [
        (above.y1 + below.y0) / 2
        for (above, upper), (below, lower) in pairwise(zip(region.bands, region.rows, strict=True))
        if lower > upper
    ]
    ys = (top, *inner, bottom)
    wide = len(xs) - 1
    regions: list[Region] = []
    owner: list[tuple[int, ...]] = []
    for row in range(len(ys) - 1):
        ends = {column: column + 1 for column in range(wide)}
        for band, place in zip(region.bands, region.rows, strict=True):
            for piece in band.pieces if place == row else ():
                first, last = covered(xs, piece, region.unit)
                ends[first] = max(ends[first], last)
        places: list[int] = []
        while len(places) < wide:
            column = len(places)
            places.extend([len(regions)] * (ends[column] - column))
            regions.append(Region(row, column, row + 1, ends[column]))
        owner.append(tuple(places))
    return Grid(xs, ys, tuple(regions), tuple(owner), ruled=False, aligned=True)
