"""The ruled lines of a PDF page: straight strokes, edges of stroked boxes, and filled boxes as thin as a line."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jixiao.ingest.pdf.characters import Frame

if TYPE_CHECKING:
    import pypdfium2

_THIN = 3.5
"""Points: a filled box up to this is a line."""
_STRAIGHT = 1.0
_MOST_SEGMENTS = 60_000
"""Of one page; a drawing with more is no table."""
_MOST_RULINGS = 2_000
"""Of one direction, once lines are joined: a page with more is hatched or drawn, not ruled."""
_DEEPEST = 8
"""Forms within forms."""
_SNAP, _BRIDGE = 2.5, 3.5
"""Points: lines this near are one line; gaps up to this do not break a line (corners of cell borders)."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal (``at`` is y) or vertical (``at`` is x) line from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageObjects:
    """What stands on a page besides its characters."""

    horizontal: list[Ruling]
    vertical: list[Ruling]
    image_area: float = 0.0
    """Largest share of the page that one image covers, 0 to 1."""
    images: int = 0
    paths: int = 0
    texts: int = 0
    invisible_texts: int = 0
    """Text objects that are drawn invisibly, as OCR layers are."""


def read_objects(page: pypdfium2.PdfPage, frame: Frame) -> PageObjects:
    """Rulings (joined, in order) and counts of what a page draws."""
    import pypdfium2.raw as raw

    found = PageObjects([], [])
    budget = _MOST_SEGMENTS
    for handle, matrix in _objects(raw, page.raw, None, _IDENTITY, 0):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found.paths += 1
            budget -= max(1, raw.FPDFPath_CountSegments(handle))
            if budget > 0:
                _path(raw, handle, matrix, frame, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.images += 1
            found.image_area = max(found.image_area, _area(raw, handle, matrix, frame))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            found.texts += 1
            if raw.FPDFTextObj_GetTextRenderMode(handle) in (3, 7):
                found.invisible_texts += 1
    found.horizontal, found.vertical = joined(found.horizontal), joined(found.vertical)
    if max(len(found.horizontal), len(found.vertical)) > _MOST_RULINGS:
        found.horizontal, found.vertical = [], []
    return found


def _objects(raw: Any, page: Any, form: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Page objects with the matrix that leads from their form to the page."""
    count = raw.FPDFFormObj_CountObjects(form) if form is not None else raw.FPDFPage_CountObjects(page)
    for at in range(count):
        handle = raw.FPDFFormObj_GetObject(form, at) if form is not None else raw.FPDFPage_GetObject(page, at)
        if not handle:
            continue
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from _objects(raw, page, handle, _times(_matrix(raw, handle), matrix), depth + 1)
        else:
            yield handle, matrix


def _matrix(raw: Any, handle: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _area(raw: Any, handle: Any, matrix: Matrix, frame: Frame) -> float:
    a, b, c, d, _, _ = _times(_matrix(raw, handle), matrix)
    page = frame.width * frame.height
    return min(1.0, abs(a * d - b * c) / page) if page > 0 else 0.0


def _path(raw: Any, handle: Any, outer: Matrix, frame: Frame, found: PageObjects) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = _times(_matrix(raw, handle), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, at)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = frame.turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            _figure(points, bool(stroke.value), found)
            points = [point]
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            points = []  # a curve is no ruling
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    _figure(points, bool(stroke.value), found)


def _figure(points: list[tuple[float, float]], stroked: bool, found: PageObjects) -> None:
    """One polyline: as a thin box, or edge by edge."""
    if len(points) < 2:
        return
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN and right - left > _THIN:
        found.horizontal.append(Ruling((top + bottom) / 2, left, right))
    elif right - left <= _THIN and bottom - top > _THIN:
        found.vertical.append(Ruling((left + right) / 2, top, bottom))
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > _THIN:
                found.horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) > _THIN:
                found.vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def joined(rulings: list[Ruling]) -> list[Ruling]:
    """Lines that lie upon or after one another as one line each, in order of position.

    >>> joined([Ruling(10, 0, 50), Ruling(10.4, 51, 90), Ruling(40, 0, 90)])
    [Ruling(at=10.2, start=0, end=90), Ruling(at=40.0, start=0, end=90)]
    """
    result: list[Ruling] = []
    bundle: list[Ruling] = []
    for ruling in [*sorted(rulings, key=lambda ruling: ruling.at), Ruling(float("inf"), 0, 0)]:
        if bundle and ruling.at - bundle[0].at > _SNAP:
            result.extend(_bridged(bundle))
            bundle = []
        bundle.append(ruling)
    return result


def _bridged(bundle: list[Ruling]) -> Iterator[Ruling]:
    at = (bundle[0].at + bundle[-1].at) / 2
    start = end = None
    for ruling in sorted(bundle, key=lambda ruling: ruling.start):
        if start is None or end is None:
            start, end = ruling.start, ruling.end
        elif ruling.start - end <= _BRIDGE:
            end = max(end, ruling.end)
        else:
            yield Ruling(at, start, end)
            start, end = ruling.start, ruling.end
    if start is not None and end is not None:
        yield Ruling(at, start, end)
