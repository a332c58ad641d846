"""Which way is up: quarter turns and skew of a page, and the way back from the upright image to the scan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jixiao.document.document import Box
from jixiao.ingest.scan.engine import Engine, TextBox
from jixiao.ingest.scan.raw import RawPage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

LEAST_SKEW = 0.05
"""Degrees that are worth a rotation: a line across an A4 page at 200 dpi drifts by a pixel and a half."""


@dataclass(frozen=True, eq=False)
class Turn:
    """How the upright image came from the scan: quarter turns clockwise, then the skew taken out."""

    quarters: int
    skew: float
    back: Matrix
    """3 x 3: pixels of the upright image to pixels of the scan."""

    @cached_property
    def _rows(self) -> list[list[float]]:
        """The matrix as plain numbers: thousands of characters a page go through it."""
        return [[float(v) for v in row] for row in self.back[:2]]

    def box(self, box: Box) -> Box:
        """The smallest upright rectangle of the scan that holds this rectangle of the upright image."""
        x0, y0, x1, y1 = box
        (a, b, c), (d, e, f) = self._rows
        xs = [a * x + b * y + c for x in (x0, x1) for y in (y0, y1)]
        ys = [d * x + e * y + f for x in (x0, x1) for y in (y0, y1)]
        # A skewed glyph's hull is wider than the glyph: give back what the turn added.
        if self.skew and self.quarters % 2 == 0:
            slack_x = abs(math.sin(math.radians(self.skew))) * (y1 - y0) / 2
            slack_y = abs(math.sin(math.radians(self.skew))) * (x1 - x0) / 2
        elif self.skew:
            slack_x = abs(math.sin(math.radians(self.skew))) * (x1 - x0) / 2
            slack_y = abs(math.sin(math.radians(self.skew))) * (y1 - y0) / 2
        else:
            slack_x = slack_y = 0.0
        return (
            min(xs) + slack_x,
            min(ys) + slack_y,
            max(xs) - slack_x,
            max(ys) - slack_y,
        )


def quarter_turned(pixels: Pixels, quarters: int) -> Pixels:
    """The image turned clockwise by so many quarters."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, -quarters)) if quarters % 4 else pixels


def turn_matrix(quarters: int, width: int, height: int) -> Matrix:
    """From pixels of the turned image back to pixels of the image of this width and height before the turn."""
    import numpy as np

    quarters %= 4
    if quarters == 1:  # clockwise: the old left column becomes the top row
        return np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, height], [0.0, 0.0, 1.0]])
    if quarters == 2:
        return np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]])
    if quarters == 3:
        return np.array([[0.0, -1.0, width], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    return np.eye(3)


def turn_of(page: RawPage) -> Turn:
    """The way from the upright image of a page back to its scan."""
    import numpy as np

    quarters = page.quarters % 4
    width, height = (page.height, page.width) if quarters % 2 else (page.width, page.height)
    level = np.linalg.inv(_rotation(page.width, page.height, page.skew)) if page.skew else np.eye(3)
    return Turn(quarters, page.skew, turn_matrix(quarters, width, height) @ level)


def _rotation(width: int, height: int, skew: float) -> Matrix:
    """3 x 3: turns a page of this size about its middle so that text falling by ``skew`` degrees becomes level."""
    import cv2
    import numpy as np

    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0), [0.0, 0.0, 1.0]])


def deskewed(pixels: Pixels, skew: float) -> tuple[Pixels, Matrix]:
    """The image with text that falls by ``skew`` degrees clockwise made level, same size, and the matrix back."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    if abs(skew) < LEAST_SKEW:
        return pixels, np.eye(3)
    forward = _rotation(width, height, skew)
    level = cv2.warpAffine(pixels, forward[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back: Matrix = np.linalg.inv(forward).astype(np.float64)
    return level.astype(np.uint8, copy=False), back


def lies_on_its_side(boxes: Sequence[TextBox]) -> bool:
    """Whether most of the text (by area of its lines) runs up or down."""
    tall = sum(b.height * b.width for b in boxes if b.height > 2 * b.width)
    wide = sum(b.height * b.width for b in boxes if b.width > 2 * b.height)
    return tall > 1.5 * wide and tall > 0


def skew_of(boxes: Sequence[TextBox]) -> float | None:
    """Median skew of the longer lines of text in degrees clockwise, weighted by length; None where there are none."""
    long = sorted((b.angle, b.width) for b in boxes if b.width > 7 * b.height and abs(b.angle) < 15)
    total = sum(width for _, width in long)
    done = 0.0
    for angle, width in long:
        done += width
        if done >= total / 2:
            return angle
    return None


def stands_on_its_head(image: Pixels, boxes: Sequence[TextBox], engine: Engine) -> bool:
    """Whether the text of an image (level or nearly so) is upside down.

    The direction classifier is asked first, for the longest lines; where it is not sure, the recogniser decides: it
    reads both ways, and what it is surer of is up.
    """
    longest = sorted((b for b in boxes if b.width > 2.5 * b.height), key=lambda b: -b.width)[:8]
    if not longest:
        longest = sorted(boxes, key=lambda b: -b.width)[:8]
    crops = [crop for crop in (cut(image, box) for box in longest) if crop.size]
    if not crops:
        return False
    likely = engine.upside_down(crops)
    if likely < 0.15:
        return False
    crops = crops[:4]
    upright = sum(reading.score * len(reading.text) for reading in engine.read(crops))
    turned = sum(reading.score * len(reading.text) for reading in engine.read([quarter_turned(c, 2) for c in crops]))
    return turned > upright


def cut(image: Pixels, box: TextBox) -> Pixels:
    """The piece of an image under a text box, levelled where the box is turned by more than a trifle."""
    import cv2
    import numpy as np

    width, height = max(1, round(box.width)), max(1, round(box.height))
    if abs(box.angle) < 0.2:
        return cv2.getRectSubPix(image, (width, height), (box.x, box.y)).astype(np.uint8)
    matrix = cv2.getRotationMatrix2D((box.x, box.y), box.angle, 1.0)
    matrix[:, 2] += np.array([width / 2 - box.x, height / 2 - box.y])
    flags = cv2.INTER_CUBIC
    return cv2.warpAffine(image, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)
