"""Reads one page image: which way is up, skew, stamps, grids, then every line of text with its characters' boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.document.document import Box
from jixiao.ingest.scan import light, upright
from jixiao.ingest.scan.crops import Piece, pieces_of
from jixiao.ingest.scan.engine import Engine, Reading, TextBox
from jixiao.ingest.scan.grid import Grid, find_grids
from jixiao.ingest.scan.raw import RawLine, RawPage
from jixiao.ingest.scan.rules import Rules, find_rules, skew_of_rules
from jixiao.ingest.scan.strokes import character_boxes, stacked_pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from jixiao.ingest.scan.pages import PageImage

    Pixels = NDArray[np.uint8]

RECIPE = "scan/6"
"""Changes whenever the same page image could give other lines or grids: part of the cache's key."""


def read_raw(image: PageImage, engine: Engine) -> RawPage:
    """Everything the engine and the ruled lines say about a page image; deterministic for the same pixels."""
    import cv2
    import numpy as np

    before = engine.seconds
    colour, seals, sealed = light.without_stamps(light.as_colour(image.pixels), image.dpi)
    flat = light.even(light.grey(colour))
    inked = cv2.countNonZero(light.ink(flat)) / flat.size
    boxes = engine.detect(colour, image.dpi) if inked > 0 else []
    colour, boxes, quarters = _set_upright(colour, boxes, image.dpi, engine)
    skew = upright.skew_of(boxes) or 0.0
    evened, rules, rectangles, skew = _levelled(colour, None if quarters else flat, boxes, skew, image.dpi)
    height, width = evened.shape
    grids = [g for g in find_grids(rules, image.dpi, rectangles) if _is_table(g, width, height, image.dpi)]
    evened = cv2.bitwise_or(evened, _grid_lines((height, width), rules, grids, image.dpi)).astype(np.uint8, copy=False)
    dark = light.ink(evened)
    pieces = pieces_of(rectangles, grids, dark, image.dpi)
    lines = _lines(evened, dark, pieces, engine)
    if sealed is not None:
        sealed, _ = upright.deskewed(upright.quarter_turned(sealed, quarters), skew)
        lines = [line for line in lines if not _is_seal(line, sealed, dark, evened)]
    return RawPage(
        quarters,
        round(skew, 4),
        width,
        height,
        image.dpi,
        lines=tuple(lines),
        grids=tuple(_rounded(g) for g in grids),
        rules=tuple(_free_rules(rules, grids)),
        stamps=tuple((float(s.left), float(s.top), float(s.right), float(s.bottom)) for s in seals),
        inked=round(inked, 6),
        seconds=round(engine.seconds - before, 3),
    )


def _set_upright(colour: Pixels, boxes: list[TextBox], dpi: float, engine: Engine) -> tuple[Pixels, list[TextBox], int]:
    """The image and its boxes with the text running from left to right, and the quarter turns that it took."""
    quarters = 0
    if upright.lies_on_its_side(boxes):
        quarters = 1
        colour = upright.quarter_turned(colour, 1)
        boxes = engine.detect(colour, dpi)
    if upright.stands_on_its_head(colour, boxes, engine):
        height, width = colour.shape[:2]
        quarters += 2
        colour = upright.quarter_turned(colour, 2)
        boxes = [replace(b, x=width - b.x, y=height - b.y) for b in boxes]
    return colour, boxes, quarters


def _levelled(
    colour: Pixels, flat: Pixels | None, boxes: Sequence[TextBox], skew: float, dpi: float
) -> tuple[Pixels, Rules, list[Box], float]:
    """The level image evened and grey, its rules, the boxes as rectangles in it, and the final skew.

    Text says how skewed the page is to a tenth of a degree; where there are ruled lines they say it exactly.
    ``flat``: the page evened as it lies, where that is known: no skew, nothing to do again.
    """
    page = light.grey(colour) if light.is_grey(colour) else colour
    for attempt in range(2):
        level, back = upright.deskewed(page, skew)
        evened = flat if flat is not None and level is page else light.even(light.grey(level))
        rectangles = _level_boxes(boxes, back)
        rules = find_rules(evened, dpi, rectangles)
        rest = skew_of_rules(rules, level.shape[1])
        if attempt or rest is None or abs(rest) < 0.12 or abs(rest) > 3:
            break
        skew += rest
    return evened, rules, rectangles, skew if abs(skew) >= upright.LEAST_SKEW else 0.0


def _level_boxes(boxes: Sequence[TextBox], back: NDArray[np.float64]) -> list[Box]:
    import numpy as np

    forward = np.linalg.inv(back)
    found = []
    for b in boxes:
        x, y, _ = forward @ np.array([b.x, b.y, 1.0])
        found.append((float(x - b.width / 2), float(y - b.height / 2), float(x + b.width / 2), float(y + b.height / 2)))
    return sorted(found, key=lambda box: (box[1], box[0]))


def _is_table(grid: Grid, width: int, height: int, dpi: float) -> bool:
    """A grid that is a table: not the frame of the whole page, not a row of strokes of large characters."""
    if grid.rows * grid.columns == 1:
        covers = (grid.right - grid.left) * (grid.bottom - grid.top) / (width * height)
        return covers < 0.6 and "open-sides" not in grid.doubts and grid.bottom - grid.top > 0.18 * dpi
    if grid.rows == 1 and grid.doubts:
        return False
    return grid.right - grid.left > 0.8 * dpi


def _grid_lines(shape: tuple[int, int], rules: Rules, grids: Sequence[Grid], dpi: float) -> Pixels:
    """255 on the ruled lines of the grids, a little wider than they are. Strokes of characters are no part of it."""
    import cv2
    import numpy as np

    zone = np.zeros(shape, np.uint8)
    if not grids:
        return zone
    for grid in grids:
        for cell in grid.cells:
            corners = (round(cell.left), round(cell.top)), (round(cell.right), round(cell.bottom))
            cv2.rectangle(zone, *corners, (255,), max(3, round(0.06 * dpi)))
    reach = max(3, round(dpi / 70)) | 1
    across = cv2.dilate(rules.across_mask, np.ones((reach, 3), np.uint8))
    down = cv2.dilate(rules.down_mask, np.ones((3, reach), np.uint8))
    return cv2.bitwise_and(cv2.bitwise_or(across, down), zone).astype(np.uint8, copy=False)


def _lines(page: Pixels, dark: Pixels, pieces: Sequence[Piece], engine: Engine) -> list[RawLine]:
    """Each piece read, with boxes around its characters. Marks that are no text are left out."""
    kept: list[tuple[Piece, tuple[int, int, int, int], list[tuple[int, int]]]] = []
    crops = []
    for piece in pieces:
        x0, y0 = (max(0, round(v)) for v in piece.box[:2])
        x1, y1 = min(page.shape[1], round(piece.box[2])), min(page.shape[0], round(piece.box[3]))
        if x1 - x0 < 2 or y1 - y0 < 2:
            continue
        stack = stacked_pieces(dark[y0:y1, x0:x1]) if piece.upended else []
        if piece.upended and len(stack) > 1:
            crops.append(_laid_down(page[y0:y1, x0:x1], stack))
        else:
            stack = []
            crops.append(page[y0:y1, x0:x1])
        kept.append((piece, (x0, y0, x1, y1), stack))
    lines = []
    for (piece, (x0, y0, x1, y1), stack), reading in zip(kept, engine.read(crops), strict=True):
        text = reading.text.strip()
        if piece.cell is not None and (not text or reading.score < piece.least):
            reading = _flat_stroke(dark[y0:y1, x0:x1]) or reading
            text = reading.text
        if not text or reading.score < piece.least:
            continue
        reading = _stripped(reading)
        boxes: list[Box | None]
        if stack:
            boxes = _stacked_boxes(dark[y0:y1, x0:x1], x0, y0, stack, len(reading.text))
        else:
            boxes = character_boxes(dark[y0:y1, x0:x1], x0, y0, reading.text, reading.centres)
            first, last = _without_passing_strokes(boxes, dark, (x0, y0, x1, y1))
            if (first, last) != (0, len(boxes)):
                reading, boxes = _slice(reading, first, last), boxes[first:last]
                if not reading.text.strip():
                    continue
        present = [b for b in boxes if b is not None]
        around = (
            min(b[0] for b in present),
            min(b[1] for b in present),
            max(b[2] for b in present),
            max(b[3] for b in present),
        )
        lines.append(
            RawLine(reading.text, around, tuple(boxes), reading.confidence, reading.runners_up, piece.cell, bool(stack))
        )
    return lines


def _flat_stroke(ink: Pixels) -> Reading | None:
    """A dash where the ink of a crop is one flat stroke: the recogniser often reads nothing there, or is unsure."""
    import numpy as np

    rows, columns = np.flatnonzero((ink > 0).any(axis=1)), np.flatnonzero((ink > 0).any(axis=0))
    if len(columns) < 6 or rows[-1] - rows[0] + 1 > 0.25 * (columns[-1] - columns[0] + 1):
        return None
    return Reading("—", (0.6,), (float(columns.mean()) / ink.shape[1],))


def _is_seal(line: RawLine, sealed: Pixels, dark: Pixels, evened: Pixels) -> bool:
    """Whether a line is what is left of a seal's own writing: faint ink, nearly all of it where the seal's red was."""
    import numpy as np

    inside, shades, places = [], [], []
    for box in line.characters:
        if box is None:
            continue
        part = slice(round(box[1]), round(box[3])), slice(round(box[0]), round(box[2]))
        inked = dark[part] > 0
        places.append(sealed[part].ravel() > 0)
        inside.append(sealed[part][inked] > 0)
        shades.append(evened[part][inked])
    if not inside or (line.cell is not None and line.score > 0.6):
        return False
    red, shade = np.concatenate(inside), np.concatenate(shades)
    if red.size == 0:  # nothing dark is left of it: only the seal's red stood here
        return float(np.concatenate(places).mean()) > 0.15
    return float(red.mean()) > 0.6 and float(np.median(shade)) > 0.45 * light.PAPER


def _without_passing_strokes(
    boxes: Sequence[Box | None], dark: Pixels, crop: tuple[int, int, int, int]
) -> tuple[int, int]:
    """Start and end of the characters without a flat stroke at either end whose ink runs on out of the crop.

    A fold or a stroke of the pen beside a line reads as 一 or as a dash; those end where they end.
    """
    x0, y0, x1, y1 = crop
    first, last = 0, len(boxes)
    for at, edge in ((0, x0), (len(boxes) - 1, x1)):
        box = boxes[at]
        if box is None or box[3] - box[1] > 0.32 * (y1 - y0) or len(boxes) < 2:
            continue
        rows = slice(max(0, round(box[1]) - 2), round(box[3]) + 2)
        near = dark[rows, edge - 3 : edge + 1] if at == 0 else dark[rows, edge - 1 : edge + 3]
        beyond = dark[rows, max(0, edge - 14) : edge] if at == 0 else dark[rows, edge : edge + 14]
        if near.any() and beyond.size and (beyond > 0).any(axis=0).mean() > 0.6:
            first, last = (at + 1, last) if at == 0 else (first, at)
    return first, last


def _slice(reading: Reading, start: int, end: int) -> Reading:
    others = tuple((i - start, c, p) for i, c, p in reading.runners_up if start <= i < end)
    return Reading(reading.text[start:end], reading.confidence[start:end], reading.centres[start:end], others)


def _stripped(reading: Reading) -> Reading:
    """Without blanks at both ends."""
    start = len(reading.text) - len(reading.text.lstrip())
    end = len(reading.text.rstrip())
    return _slice(reading, start, end)


def _laid_down(crop: Pixels, stack: Sequence[tuple[int, int]]) -> Pixels:
    """Characters that stand below each other as one line, for the recogniser knows lines only."""
    import cv2
    import numpy as np

    size = crop.shape[1]
    tiles = []
    for top, bottom in stack:
        middle, half = (top + bottom) / 2, max((bottom - top) / 2 + 2, size / 2)
        y0, y1 = max(0, round(middle - half)), min(crop.shape[0], round(middle + half))
        tile = np.full((round(2 * half), size), light.PAPER, np.uint8)
        shown = crop[max(y0, top - 2) : min(y1, bottom + 2)]
        at = max(0, (tile.shape[0] - shown.shape[0]) // 2)
        tile[at : at + shown.shape[0]] = shown[: tile.shape[0] - at]
        tiles.append(cv2.resize(tile, (size, size), interpolation=cv2.INTER_AREA))
    return cv2.copyMakeBorder(np.hstack(tiles), 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=(255,)).astype(np.uint8)


def _stacked_boxes(dark: Pixels, left: int, top: int, stack: Sequence[tuple[int, int]], count: int) -> list[Box | None]:
    """A box for each of ``count`` characters that stand below each other."""
    import numpy as np

    boxes: list[Box | None] = []
    for i in range(count):
        y0, y1 = stack[min(len(stack) - 1, i * len(stack) // count)]
        across = np.flatnonzero((dark[y0:y1] > 0).any(axis=0))
        x0, x1 = (int(across[0]), int(across[-1]) + 1) if len(across) else (0, dark.shape[1])
        boxes.append((float(left + x0), float(top + y0), float(left + x1), float(top + y1)))
    return boxes


def _free_rules(rules: Rules, grids: Sequence[Grid]) -> list[Box]:
    """Horizontal lines that belong to no grid."""
    return [
        (round(s.start, 1), round(s.middle, 1), round(s.end, 1), round(s.thickness, 1))
        for s in rules.horizontal
        if not any(
            g.left - 9 <= (s.start + s.end) / 2 <= g.right + 9 and g.top - 9 <= s.middle <= g.bottom + 9 for g in grids
        )
    ]


def _rounded(grid: Grid) -> Grid:
    """Coordinates to a tenth of a pixel, so that a page from the cache equals a page just read."""
    cells = tuple(
        replace(c, left=round(c.left, 1), top=round(c.top, 1), right=round(c.right, 1), bottom=round(c.bottom, 1))
        for c in grid.cells
    )
    return replace(
        grid,
        cells=cells,
        left=round(grid.left, 1),
        top=round(grid.top, 1),
        right=round(grid.right, 1),
        bottom=round(grid.bottom, 1),
    )
