"""What is given to the recogniser: text boxes cut at the lines of grids, and ink that detection did not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.document.document import Box
from jixiao.ingest.scan.grid import Grid, GridCell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

LEAST_SCORE, LEAST_IN_CELL, LEAST_UNSEEN = 0.45, 0.3, 0.6
"""Lines whose mean confidence is lower are marks, not text. In a cell a doubtful figure is better than a blank one: its
confidence says what it is worth; but ink that detection did not take for text must read well to count."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A crop to be read: its rectangle, and the cell it lies in."""

    box: Box
    cell: tuple[int, int] | None = None
    upended: bool = False
    least: float = LEAST_SCORE
    """Mean confidence below which what is read here is a mark, not text."""


def pieces_of(boxes: Sequence[Box], grids: Sequence[Grid], dark: Pixels, dpi: float) -> list[Piece]:
    """All crops of a page: its text boxes, cut at grid lines and stretched over marks at their ends, and cells' other ink.

    ``dark``: the page's ink (255), ruled lines taken out.
    """
    pieces = _pieces(boxes, grids, dark, dpi)
    pieces = [_reaching(piece, beside, grids, dark) for piece, beside in _beside(pieces)]
    return [*pieces, *_unseen(pieces, grids, dark, dpi)]


def _pieces(boxes: Sequence[Box], grids: Sequence[Grid], dark: Pixels, dpi: float) -> list[Piece]:
    """Text boxes, cut at the lines of the grids that they cross."""
    pieces = []
    for box in boxes:
        grid = next((n for n, g in enumerate(grids) if _centre_in(box, g)), None)
        if grid is None:
            pieces.append(Piece(box, None, _upended(box)))
            continue
        height = box[3] - box[1]
        for number, cell in enumerate(grids[grid].cells):
            if cell.right < box[0] or cell.left > box[2] or cell.bottom < box[1] or cell.top > box[3]:
                continue
            x0, x1 = max(box[0], cell.left + 1), min(box[2], cell.right - 1)
            y0, y1 = max(box[1], cell.top + 1), min(box[3], cell.bottom - 1)
            if x1 - x0 < 3 or y1 - y0 < 0.4 * min(height, cell.bottom - cell.top):
                continue
            whole = x0 == box[0] and x1 == box[2]
            if not whole and not _has_ink(dark, (x0, y0, x1, y1), dpi):
                continue
            # A box that lies across two rows is cut at the line between them; else it keeps its height, for the
            # recogniser likes some paper around the text.
            if y1 - y0 > 0.8 * height:
                y0, y1 = max(box[1], cell.top - 2), min(box[3], cell.bottom + 2)
            pieces.append(Piece((x0, y0, x1, y1), (grid, number), _upended((x0, y0, x1, y1)), LEAST_IN_CELL))
    return pieces


def _centre_in(box: Box, grid: Grid) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return grid.left <= x <= grid.right and grid.top <= y <= grid.bottom


def _upended(box: Box) -> bool:
    return box[3] - box[1] > 1.7 * (box[2] - box[0])


def _has_ink(dark: Pixels, box: Box, dpi: float) -> bool:
    """Whether the rectangle holds at least the ink of a dash or a dot of this resolution."""
    import cv2

    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    part = dark[y0:y1, x0:x1]
    return part.size > 0 and cv2.countNonZero(part) > (0.018 * dpi) ** 2


def _beside(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, list[Box]]]:
    """Each piece, and the boxes of the others that share a fifth of its height."""
    import numpy as np

    boxes = np.array([piece.box for piece in pieces], float).reshape(-1, 4)
    tops, bottoms = boxes[:, 1], boxes[:, 3]
    for number, piece in enumerate(pieces):
        _, y0, _, y1 = piece.box
        near = np.flatnonzero(np.minimum(bottoms, y1) - np.maximum(tops, y0) > 0.2 * (y1 - y0)).tolist()
        yield piece, [pieces[other].box for other in near if other != number]


def _reaching(piece: Piece, beside: Sequence[Box], grids: Sequence[Grid], dark: Pixels) -> Piece:
    """The piece made longer over marks that detection left out at its ends: quotation marks, points, brackets."""
    if piece.upended:
        return piece
    x0, y0, x1, y1 = piece.box
    size = (y1 - y0) / 1.4
    low, high = 0.0, float(dark.shape[1])
    if piece.cell is not None:
        cell = grids[piece.cell[0]].cells[piece.cell[1]]
        low, high = cell.left + 2, cell.right - 2
    for other in beside:
        if other[0] >= x1 - size:
            high = min(high, other[0])
        elif other[2] <= x0 + size:
            low = max(low, other[2])
    top, bottom = max(0, round(y0 + 0.1 * (y1 - y0))), round(y1 - 0.06 * (y1 - y0))
    right = _mark_beyond(dark[top:bottom, max(0, round(x1)) : max(0, round(min(high, x1 + 1.9 * size)))], size)
    left = _mark_beyond(dark[top:bottom, max(0, round(max(low, x0 - 1.9 * size))) : max(0, round(x0))][:, ::-1], size)
    if not right and not left:
        return piece
    return replace(piece, box=(max(low, x0 - left), y0, min(high, x1 + right), y1))


def _mark_beyond(strip: Pixels, size: float) -> float:
    """How far to reach out over a strip, whose first column touches the text, to take in a mark that stands in it."""
    import numpy as np

    if strip.size == 0:
        return 0.0
    columns = np.flatnonzero((strip > 0).any(axis=0))
    # a mark is small; what fills the strip from end to end is the next character, a stain or a line
    if len(columns) == 0 or (strip > 0).sum() < 0.004 * size * size or (strip > 0).mean() > 0.35:
        return 0.0
    rows = np.flatnonzero((strip > 0).any(axis=1))
    flat = rows[-1] - rows[0] < 0.25 * size  # 一 and dashes are as wide as other characters
    if columns[-1] - columns[0] > (1.05 if flat else 0.75) * size:
        return 0.0
    if flat and (columns[-1] >= strip.shape[1] - 2 or not 0.3 < rows.mean() / strip.shape[0] < 0.7):
        return 0.0  # a fold or a stroke of the pen goes on, a 一 ends, and stands at half height
    return float(columns[-1]) + 0.12 * size


def _unseen(pieces: Sequence[Piece], grids: Sequence[Grid], dark: Pixels, dpi: float) -> list[Piece]:
    """Crops around ink in cells that detection did not see: lone digits, dashes, a short second line."""
    boxes: dict[tuple[int, int], list[Box]] = {}
    for piece in pieces:
        if piece.cell is not None:
            boxes.setdefault(piece.cell, []).append(piece.box)
    found: list[Piece] = []
    inset = 0.02 * dpi
    for g, grid in enumerate(grids):
        for number, cell in enumerate(grid.cells):
            x0, y0 = round(cell.left + inset), round(cell.top + inset)
            part = dark[y0 : round(cell.bottom - inset), x0 : round(cell.right - inset)]
            if part.size == 0:
                continue
            seen = boxes.get((g, number), ())
            if seen:
                part = part.copy()
                for box in seen:
                    part[
                        max(0, round(box[1]) - y0) : max(0, round(box[3]) - y0),
                        max(0, round(box[0]) - x0) : max(0, round(box[2]) - x0),
                    ] = 0
            found.extend(
                Piece(box, (g, number), least=LEAST_UNSEEN)
                for box in _rows_of_marks(part, x0, y0, cell, dpi, strict=bool(seen))
            )
    return found


def _rows_of_marks(part: Pixels, left: int, top: int, cell: GridCell, dpi: float, *, strict: bool) -> list[Box]:
    """Rectangles around the marks of a cell's ink, one a row; ``strict``: only marks as high as characters, for what
    is left beside lines that were seen is mostly specks."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(part)
    least = 0.05 if strict else 0.03
    marks = sorted(
        (
            (y, y + h, x, x + w)
            for x, y, w, h, area in stats[1:count].tolist()
            if area > (0.012 * dpi) ** 2 and least * dpi < max(w, h) < 0.4 * dpi and (not strict or h > 0.04 * dpi)
        ),
    )
    if not marks or len(marks) > 40:
        return []
    rows: list[list[tuple[int, int, int, int]]] = [[marks[0]]]
    for mark in marks[1:]:
        if mark[0] < max(m[1] for m in rows[-1]):
            rows[-1].append(mark)
        else:
            rows.append([mark])
    result = []
    for row in rows:
        y0, y1 = min(m[0] for m in row), max(m[1] for m in row)
        x0, x1 = min(m[2] for m in row), max(m[3] for m in row)
        middle, half = (y0 + y1) / 2, max(0.06 * dpi, (y1 - y0) * 0.7)
        result.append(
            (
                float(max(cell.left + 1, left + x0 - 0.3 * half)),
                float(max(cell.top + 1, top + middle - half)),
                float(min(cell.right - 1, left + x1 + 0.3 * half)),
                float(min(cell.bottom - 1, top + middle + half)),
            )
        )
    return result
