"""What the engine and the ruled lines say about one page image, before any reading order: the part that is cached."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from jixiao.document.document import Box
from jixiao.ingest.scan.grid import Grid, GridCell


@dataclass(frozen=True, slots=True)
class RawLine:
    """A run of text on one line, as it was read. Boxes are pixels of the upright image."""

    text: str
    box: Box
    """Around the ink of all characters."""
    characters: tuple[Box | None, ...]
    """Tight around the ink of each character; None for a blank."""
    confidence: tuple[float, ...]
    runners_up: tuple[tuple[int, str, float], ...] = ()
    cell: tuple[int, int] | None = None
    """(grid, cell) by position in the page's lists, for text inside a ruled table."""
    upended: bool = False
    """The characters stand below each other."""

    @property
    def height(self) -> float:
        """Height of the characters (width, where they stand below each other): that of all but the lowest quarter, so
        that neither a comma nor a speck beside the line counts."""
        if self.upended:
            return self.box[2] - self.box[0]
        heights = sorted(b[3] - b[1] for b in self.characters if b is not None)
        return heights[(3 * len(heights) - 1) // 4] if heights else self.box[3] - self.box[1]

    @property
    def score(self) -> float:
        """Mean confidence."""
        return sum(self.confidence) / len(self.confidence) if self.confidence else 0.0


@dataclass(frozen=True, slots=True)
class RawPage:
    """All lines and grids of a page image, in pixels of the upright image."""

    quarters: int
    skew: float
    width: int
    height: int
    dpi: float
    lines: tuple[RawLine, ...] = ()
    grids: tuple[Grid, ...] = ()
    rules: tuple[Box, ...] = ()
    """Horizontal ruled lines outside the grids: x0, y, x1, thickness."""
    stamps: tuple[Box, ...] = ()
    inked: float = 0.0
    """Share of the page that is dark: near 0 for a blank page."""
    seconds: float = field(default=0.0, compare=False)
    """Inside the engine."""


def packed(page: RawPage) -> bytes:
    """The page as compressed JSON: what the cache keeps. Never a pickle: a cache may be copied between machines."""
    data: dict[str, Any] = {
        "quarters": page.quarters,
        "skew": page.skew,
        "size": [page.width, page.height, page.dpi],
        "lines": [
            [x.text, x.box, x.characters, x.confidence, x.runners_up, x.cell, x.upended] for x in page.lines
        ],
        "grids": [
            [[[c.row, c.column, c.row_span, c.column_span, c.left, c.top, c.right, c.bottom] for c in g.cells],
             g.rows, g.columns, g.left, g.top, g.right, g.bottom, g.doubts]
            for g in page.grids
        ],
        "rules": page.rules,
        "stamps": page.stamps,
        "inked": page.inked,
        "seconds": page.seconds,
    }  # fmt: skip
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(data: bytes) -> RawPage:
    """The page from its compressed JSON. Raises ValueError for anything else."""
    try:
        found = json.loads(zlib.decompress(data))
        width, height, dpi = found["size"]
        return RawPage(
            found["quarters"],
            found["skew"],
            width,
            height,
            dpi,
            lines=tuple(
                RawLine(
                    text,
                    _box(box),
                    tuple(None if c is None else _box(c) for c in characters),
                    tuple(confidence),
                    tuple((i, char, p) for i, char, p in others),
                    None if cell is None else (cell[0], cell[1]),
                    upended,
                )
                for text, box, characters, confidence, others, cell, upended in found["lines"]
            ),
            grids=tuple(
                Grid(tuple(GridCell(*c) for c in cells), rows, columns, left, top, right, bottom, tuple(doubts))
                for cells, rows, columns, left, top, right, bottom, doubts in found["grids"]
            ),
            rules=tuple(_box(r) for r in found["rules"]),
            stamps=tuple(_box(s) for s in found["stamps"]),
            inked=found["inked"],
            seconds=found["seconds"],
        )
    except (zlib.error, KeyError, TypeError, IndexError, UnicodeDecodeError) as error:
        raise ValueError("not a page of the OCR cache") from error


def _box(values: list[float]) -> Box:
    x0, y0, x1, y1 = values
    return x0, y0, x1, y1
