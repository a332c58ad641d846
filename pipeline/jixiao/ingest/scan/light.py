"""Light and colour of a page image: uneven light evened out, red stamps taken off, ink told from paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

PAPER = 255
INK_LEVEL = 0.72
"""Darker than this share of the paper around it is ink. Bleed-through stays above 0.8, thin grey rules fall to 0.7."""


@dataclass(frozen=True, slots=True, eq=False)
class Stamp:
    """A red seal: its bounding box in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def as_colour(pixels: Pixels) -> Pixels:
    """The image as height x width x 3, whatever it was."""
    import cv2

    if pixels.ndim == 2:
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR).astype("uint8")
    return pixels if pixels.shape[2] == 3 else pixels[:, :, :3]


def is_grey(colour: Pixels) -> bool:
    """Whether a blue-green-red image has no colour at all."""
    import cv2

    blue, green, reds = cv2.split(colour)
    return cv2.countNonZero(cv2.absdiff(blue, green)) == 0 and cv2.countNonZero(cv2.absdiff(green, reds)) == 0


def grey(colour: Pixels) -> Pixels:
    """The image without its colour."""
    import cv2

    if colour.ndim == 2:
        return colour
    return cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY).astype("uint8", copy=False)


def even(grey: Pixels) -> Pixels:
    """The page with its paper everywhere white: each pixel divided by the brightness of the paper around it.

    Paper is what remains when everything thinner than a large character is taken away, at an eighth of the size.
    """
    import cv2
    import numpy as np

    return cv2.divide(grey, np.maximum(_paper(grey), 1), scale=float(PAPER)).astype(np.uint8, copy=False)


def _paper(grey: Pixels) -> Pixels:
    """The brightness of the paper at each pixel."""
    import cv2
    import numpy as np

    height, width = grey.shape
    scale = max(1, round(min(height, width) / 200))
    small = cv2.resize(grey, (max(1, width // scale), max(1, height // scale)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    paper = cv2.GaussianBlur(paper, (0, 0), 5)
    return cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def ink(evened: Pixels, level: float = INK_LEVEL) -> Pixels:
    """255 where there is ink, else 0."""
    import cv2
    import numpy as np

    return cv2.threshold(evened, level * PAPER, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)


def red(colour: Pixels) -> Pixels:
    """255 where the image is red, else 0. A seal's red stays red where it lies over grey paper, not over black text."""
    import cv2

    blue, green, reds = cv2.split(colour)
    beyond = cv2.subtract(reds, cv2.max(blue, green))
    strong = cv2.threshold(beyond, 35, 255, cv2.THRESH_BINARY)[1]
    return cv2.bitwise_and(strong, cv2.threshold(reds, 90, 255, cv2.THRESH_BINARY)[1]).astype("uint8", copy=False)


def stamps(colour: Pixels, dpi: float, mask: Pixels | None = None) -> list[Stamp]:
    """The seals of a page: red, about as high as wide, 1.5 to 7 cm (official seals measure 3 to 6 cm); and upright ones,
    a column of characters 0.5 to 2 cm wide (审核专用, 骑缝章).

    A red letterhead (发文机关标志) is much wider than high and is left alone. Source of sizes: 国发〔1999〕25号.
    """
    import cv2
    import numpy as np

    mask = red(colour) if mask is None else mask
    if cv2.countNonZero(mask) < (0.1 * dpi) ** 2:
        return []
    shrink = max(1, round(dpi / 50))
    small = cv2.resize(mask, (mask.shape[1] // shrink, mask.shape[0] // shrink), interpolation=cv2.INTER_AREA)
    reach = max(3, round(0.09 * dpi / shrink))
    joined = cv2.morphologyEx((small > 25).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for left, top, width, height, area in stats[1:count].tolist():
        cm = 2.54 * shrink / dpi
        round_or_square = 1.5 <= max(width, height) * cm <= 7 and 0.55 <= width / max(1, height) <= 1.8
        upright = 0.5 <= width * cm <= 2 and 1.2 <= height * cm <= 10 and height > 1.8 * width
        if area > (0.03 if round_or_square else 0.15) * width * height and (round_or_square or upright):
            found.append(Stamp(left * shrink, top * shrink, (left + width) * shrink, (top + height) * shrink))
    return found


def without_stamps(colour: Pixels, dpi: float) -> tuple[Pixels, list[Stamp], Pixels | None]:
    """The image with the red of its seals taken off, the seals, and a mask that is 255 where their ink was (None where
    there is no seal). Black text under a seal stays.

    Only seals are taken off: red text is text.
    """
    import cv2
    import numpy as np

    mask = red(colour)
    found = stamps(colour, dpi, mask)
    if not found:
        return colour, [], None
    result = colour.copy()
    margin = round(0.3 * dpi)
    ink_of_seals = np.zeros(colour.shape[:2], np.uint8)
    for stamp in found:
        box = (
            slice(max(0, stamp.top - margin), stamp.bottom + margin),
            slice(max(0, stamp.left - margin), stamp.right + margin),
        )
        # In the red channel a seal is nearly as bright as the paper, and black print is dark. Where a dull red is
        # darker than the paper, its own shade is scaled to the paper's. Whitening what passes for red would take
        # print with it that the red veils.
        light = result[box][:, :, 2]
        paper = _paper(light)
        shade = light.astype(np.float32) / np.maximum(paper, 1)
        own = min(1.0, max(0.4, float(np.percentile(shade[mask[box] > 0], 75))))
        sealed = cv2.dilate(mask[box], np.ones((3, 3), np.uint8)) > 0
        ink_of_seals[box][sealed] = 255
        bare = np.where(sealed, shade / own, shade)
        result[box] = (np.minimum(bare, 1.0) * paper).astype(np.uint8)[:, :, None]
    return result, found, ink_of_seals
