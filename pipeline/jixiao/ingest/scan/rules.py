"""Ruled lines of a page: thin dark ridges, found by averaging along them, so that noise and gaps do not break them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.document.document import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Floats = NDArray[np.float64]

CONTRAST = 0.13
"""A line is darker than the paper on both sides by this share. Bleed-through of a black line stays below 0.12."""
LEAST_DRAWN = 0.6
"""Share of a line's length that must be dark: broken and dotted lines pass, bands of strokes in a line of text hardly."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A straight piece of a ruled line, in pixels: along x for a horizontal one, along y for a vertical one."""

    start: float
    end: float
    offset: float
    """Position across, where the line begins."""
    slope: float
    """Drift across for each pixel along."""
    thickness: float
    contrast: float = 1.0
    """How much darker than the paper, 0 to 1."""

    @property
    def length(self) -> float:
        """Pixels from end to end."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Position across, in the middle of the line."""
        return self.at((self.start + self.end) / 2)

    def at(self, along: float) -> float:
        """Position across at a place along the line; beyond its ends it goes on straight."""
        return self.offset + self.slope * (along - self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What ridges a page has, as segments and as masks (255 on a line)."""

    horizontal: tuple[Segment, ...]
    vertical: tuple[Segment, ...]
    across_mask: Pixels
    down_mask: Pixels


def find_rules(evened: Pixels, dpi: float, text: Sequence[Box] = ()) -> Rules:
    """Horizontal and vertical ruled lines of an evened, level, grey page.

    ``text``: where lines of text stand, in pixels. Ridges inside them are strokes of characters. Vertical pieces go
    down to 2.5 mm, because a table's row may be that short.
    """
    import numpy as np

    unit = dpi / 200
    across, across_mask = _ridges(
        evened, round(41 * unit), round(10 * unit), round(60 * unit), _Strokes(text, along=True)
    )
    down, down_mask = _ridges(
        np.ascontiguousarray(evened.T),
        round(19 * unit),
        round(10 * unit),
        round(20 * unit),
        _Strokes(text, along=False),
    )
    return Rules(tuple(across), tuple(down), across_mask, np.ascontiguousarray(down_mask.T))


class _Strokes:
    """Tells ridges that lie inside lines of text."""

    def __init__(self, text: Sequence[Box], *, along: bool) -> None:
        import numpy as np

        self._boxes = np.array(text, float).reshape(-1, 4)
        self._along = along

    def hold(self, start: Floats, end: Floats, middle: Floats) -> NDArray[np.bool_]:
        """For each ridge (its ends along, its middle across) whether text explains it: a band of strokes, or one stroke
        no longer than a character is high."""
        import numpy as np

        start, end, across = start[:, None], end[:, None], middle[:, None]
        length = end - start
        x0, y0, x1, y1 = self._boxes.T
        if self._along:  # detection boxes are half as high again as their characters: only the inner part is text
            margin = 0.14 * (y1 - y0)
            level = (y0 + margin < across) & (across < y1 - margin)
            shared = np.clip(np.minimum(x1, end) - np.maximum(x0, start), 0, None) * level
            return np.asarray(shared.sum(axis=1) > 0.6 * length[:, 0])
        slack = 0.08 * (y1 - y0)
        inside = (x0 < across) & (across < x1) & (y0 - slack <= start) & (end <= y1 + slack)
        return np.asarray((inside & (length < 0.85 * (y1 - y0))).any(axis=1))


def _ridges(page: Pixels, along: int, thickest: int, shortest: int, strokes: _Strokes) -> tuple[list[Segment], Pixels]:
    """Ridges that run along the second axis."""
    import cv2
    import numpy as np

    mean = cv2.blur(page, (max(3, along | 1), 1), borderType=cv2.BORDER_REPLICATE)
    # The paper on both sides of the ridge: the darker of the two sides decides, else the edge of a photograph or of a
    # filled cell would count as a line.
    reach = max(3, thickest)
    ridge = cv2.morphologyEx(mean, cv2.MORPH_BLACKHAT, np.ones((reach, 1), np.uint8))
    mask = cv2.threshold(ridge, CONTRAST * 255, 255, cv2.THRESH_BINARY)[1]
    # Averaging makes a line longer by nearly half the window at each end: take that back where no ink is.
    dark = cv2.dilate(cv2.threshold(page, 0.86 * 255, 1, cv2.THRESH_BINARY_INV)[1], np.ones((3, 1), np.uint8))
    mask = cv2.bitwise_and(mask, mask, mask=dark)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, max(3, along // 2)), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    kept = np.zeros_like(mask)
    segments = []
    left_, top_, width_, height_ = (stats[:, column].astype(np.float64) for column in range(4))
    fits = (width_ >= shortest) & (height_ <= np.maximum(2 * thickest, 0.02 * width_ + thickest))
    fits[0] = False  # the paper
    likely = np.flatnonzero(fits)
    strokes_of_text = strokes.hold(
        left_[likely], left_[likely] + width_[likely], top_[likely] + (height_[likely] - 1) / 2
    )
    for number in likely[~strokes_of_text].tolist():
        left, top, width, height, _ = stats[number].tolist()
        part = labels[top : top + height, left : left + width] == number
        columns = part.sum(axis=0)
        thick = float(np.median(columns[columns > 0]))
        if thick > thickest or width < 3 * thick:
            continue
        xs = np.flatnonzero(columns)
        ys = (part * np.arange(height)[:, None]).sum(axis=0)[xs] / columns[xs]
        slope, offset = np.polyfit(xs, ys, 1) if len(xs) > 2 else (0.0, float(ys.mean()))
        course = np.clip(np.round(top + ys).astype(int), 0, page.shape[0] - 1)
        if dark[course, left + xs].mean() < LEAST_DRAWN:
            continue
        contrast = float(ridge[course, left + xs].mean()) / 255
        segment = Segment(left, left + width, top + float(offset), float(slope), thick, contrast)
        drawn = slice(top, top + height), slice(left, left + width)
        kept[drawn][part] = mask[drawn][part]
        segments.append(segment)
    return segments, kept.astype(np.uint8, copy=False)


def skew_of_rules(rules: Rules, width: int) -> float | None:
    """Skew in degrees clockwise by the long horizontal lines, weighted by length; None where there are none."""
    import math

    long = [s for s in rules.horizontal if s.length > 0.15 * width]
    if not long:
        return None
    ordered = sorted((s.slope, s.length) for s in long)
    total = sum(length for _, length in ordered)
    done = 0.0
    for slope, length in ordered:
        done += length
        if done >= total / 2:
            return math.degrees(math.atan(slope))
    return None
