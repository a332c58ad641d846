"""Where each character stands: the engine's centres and the ink between them give boxes tight around the strokes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jixiao.document.document import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


def character_boxes(ink: Pixels, left: int, top: int, text: str, centres: Sequence[float]) -> list[Box | None]:
    """One box a character, in pixels of the page; None for a blank.

    ``ink``: the crop's ink (255), rules taken out; ``left``, ``top``: where the crop lies in the page; ``centres``:
    0 to 1 of the crop's width. Neighbours are parted at the emptiest column near the middle between their centres.
    """
    import numpy as np

    height, width = ink.shape
    columns = (ink > 0).sum(axis=0).astype(float)
    middles = [c * width for c in centres]
    cuts = [_first_cut(columns, middles, height)]
    for one, other in itertools.pairwise(middles):
        cuts.append(_valley(columns, one, other))
    cuts.append(_last_cut(columns, middles, height))
    boxes: list[Box | None] = []
    for i, character in enumerate(text):
        x0, x1 = round(cuts[i]), max(round(cuts[i]) + 1, round(cuts[i + 1]))
        part = ink[:, x0:x1] > 0
        if character.isspace():
            boxes.append(None)
            continue
        across, down = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
        if len(across) == 0:  # nothing dark here (a very faint character): the space it takes
            boxes.append((float(left + x0), top + 0.15 * height, float(left + x1), top + 0.85 * height))
            continue
        boxes.append(
            (
                float(left + x0 + across[0]),
                float(top + down[0]),
                float(left + x0 + across[-1] + 1),
                float(top + down[-1] + 1),
            )
        )
    return boxes


def _valley(columns: NDArray[np.float64], one: float, other: float) -> float:
    """The emptiest column between two centres; among equals the one nearest to the middle."""
    import numpy as np

    gap = other - one
    low, high = int(one + 0.25 * gap), int(np.ceil(other - 0.25 * gap)) + 1
    low, high = max(0, low), min(len(columns), high)
    if high - low < 2:
        return (one + other) / 2
    places = np.arange(low, high)
    cost = columns[low:high] + 0.02 * np.abs(places - (one + other) / 2)
    return float(places[int(cost.argmin())])


def _first_cut(columns: NDArray[np.float64], middles: Sequence[float], height: int) -> float:
    if len(middles) == 1:
        return 0.0  # a lone character has the crop to itself: —— is two ems wide
    reach = middles[1] - middles[0]
    return max(0.0, middles[0] - max(0.75 * reach, 0.6 * height))


def _last_cut(columns: NDArray[np.float64], middles: Sequence[float], height: int) -> float:
    if len(middles) == 1:
        return float(len(columns))
    reach = middles[-1] - middles[-2]
    return min(float(len(columns)), middles[-1] + max(0.75 * reach, 0.6 * height))


def stacked_pieces(ink: Pixels) -> list[tuple[int, int]]:
    """The characters of an upended line (standing below each other) as (top, bottom) rows of its ink.

    Strokes with small gaps between them belong to one character as long as it stays no higher than wide.
    """
    import numpy as np

    filled = (ink > 0).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 2]
    across = np.flatnonzero((ink > 0).any(axis=0))
    if not runs or len(across) == 0:
        return []
    size = float(across[-1] - across[0] + 1)
    pieces: list[tuple[int, int]] = []
    for top, bottom in runs:
        if pieces and bottom - pieces[-1][0] <= 1.12 * size and top - pieces[-1][1] < 0.35 * size:
            pieces[-1] = (pieces[-1][0], bottom)
        else:
            pieces.append((top, bottom))
    return pieces
