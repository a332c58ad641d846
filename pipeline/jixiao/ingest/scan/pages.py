"""What goes into the scan reader and what comes out of it: page images in, scanned pages out."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.document.document import Gap, Glyphs, LayoutItem, LayoutParagraph, LayoutTable, Notice, Page
from jixiao.document.trace import Span
from jixiao.ingest.scan.stitch import Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

DEFAULT_DPI = 200


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How scans are read. All options are keyword arguments of the command line too."""

    dpi: int = DEFAULT_DPI
    """Resolution at which PDF pages are rasterised where they hold no image of their own, dots per inch."""
    jobs: int = 1
    """Worker processes; each takes about 1 GB."""
    threads: int = 1
    """Threads of the OCR engine in one worker."""
    cache: Path | None = field(default_factory=lambda: default_cache())
    """Folder of the OCR cache; None: nothing is kept."""
    two_up: bool = True
    """Split an image that shows two facing pages."""
    split: str | None = None
    """Where a bound volume is split: ``None`` finds covers, ``"no"`` keeps it whole, ``"1,14,40"`` names first pages."""


def default_cache() -> Path | None:
    """The user's OCR cache: ``$JIXIAO_CACHE/ocr`` (``off``: none), else the system's folder for caches.

    It holds the text of the pages that were read, readable by the user alone.
    """
    if chosen := os.environ.get("JIXIAO_CACHE"):
        return None if chosen.lower() == "off" else Path(chosen) / "ocr"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "jixiao" / "cache" / "ocr"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "jixiao" / "ocr"
    return Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))) / "jixiao" / "ocr"


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One page to be read, the way it was scanned (it may lie on its side)."""

    number: int
    """From 1, in the file or the folder."""
    pixels: Pixels
    """Height x width x 3, blue-green-red; or height x width, grey."""
    dpi: float
    """Pixels an inch, so that boxes can be given in points."""
    name: str = ""
    """File of the image, for messages."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape[:2]
        return width * 72.0 / self.dpi, height * 72.0 / self.dpi


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one page: inside the OCR engine, and altogether. ``cached``: the engine was not asked."""

    engine: float
    total: float
    cached: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ScannedPage:
    """One page as it was read. All spans are offsets into ``text``; all boxes are points from the image's top left.

    ``text`` holds the lines in reading order, each ended by a line feed but the last; cells of one table row are joined
    by tabs. Boxes belong to the image as it was scanned: turned and skewed pages are mapped back.
    """

    number: int
    text: str
    width: float
    height: float
    glyphs: Glyphs
    """One box and one confidence a character of ``text``; ``rivals``: what else the engine saw at doubtful ones."""
    lines: tuple[Span, ...] = ()
    layout: tuple[LayoutItem, ...] = ()
    """Paragraphs and tables in reading order."""
    label: str | None = None
    """The printed page number."""
    rotation: int = 0
    """Degrees clockwise by which the image had to be turned to stand upright."""
    warnings: tuple[Notice, ...] = ()
    gaps: tuple[Gap, ...] = ()
    spread: bool = False
    """The image shows two facing pages; the left one's text comes first."""
    open_start: bool = False
    """The first paragraph may go on from the page before: it begins at the left margin."""
    open_end: bool = False
    """The last paragraph may go on on the next page: its last line is full."""
    first_body: int | None = None
    """Position in ``layout`` of the first running text or table."""
    last_body: int | None = None
    """Position in ``layout`` of the last one."""
    frames: tuple[tuple[int, Frame], ...] = ()
    """(position in ``layout``, geometry) of each table that may go on over a page break."""
    image_key: str = ""
    """Hash of the image: equal for pages scanned from one file twice."""
    timing: Timing = Timing(0.0, 0.0)

    def page(self, start: int) -> Page:
        """The document's page when this page's text begins at source offset ``start``."""
        return Page(
            number=self.number,
            start=start,
            end=start + len(self.text),
            width=round(self.width, 2),
            height=round(self.height, 2),
            origin="scan",
            glyphs=self.glyphs,
            label=self.label,
        )

    def items(self, start: int) -> tuple[LayoutItem, ...]:
        """The layout in source offsets of the document."""
        return tuple(moved(item, start) for item in self.layout)

    def gaps_at(self, start: int) -> tuple[Gap, ...]:
        """The gaps in source offsets of the document."""
        return tuple(replace(gap, start=gap.start + start, end=gap.end + start) for gap in self.gaps)


def moved(item: LayoutItem, by: int) -> LayoutItem:
    """A layout item with all its spans moved.

    >>> moved(LayoutParagraph(((0, 2),)), 10).spans
    ((10, 12),)
    """
    if isinstance(item, LayoutParagraph):
        number = item.number and (item.number[0] + by, item.number[1] + by)
        return replace(item, spans=_moved(item.spans, by), number=number)
    return replace(item, cells=tuple(replace(cell, spans=_moved(cell.spans, by)) for cell in item.cells))


def _moved(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)


@dataclass(slots=True)
class GlyphColumns:
    """Collects text with boxes and confidences, character by character, then becomes a page's ``Glyphs``."""

    characters: list[str] = field(default_factory=list)
    boxes: array[float] = field(default_factory=lambda: array("d"))
    confidence: array[float] = field(default_factory=lambda: array("d"))

    def __len__(self) -> int:
        return len(self.characters)

    def add(self, character: str, box: tuple[float, float, float, float] | None, confidence: float = 1.0) -> None:
        """One character; ``box`` None for a character without ink (blank, tab, line feed)."""
        self.characters.append(character)
        nan = float("nan")
        self.boxes.extend(box if box is not None else (nan, nan, nan, nan))
        self.confidence.append(confidence)

    def drop_last(self) -> None:
        """Takes the last character back."""
        self.characters.pop()
        self.confidence.pop()
        del self.boxes[-4:]

    def glyphs(self) -> Glyphs:
        """The columns."""
        return Glyphs(self.boxes, self.confidence)

    def text(self) -> str:
        """The characters as one string."""
        return "".join(self.characters)


__all__ = [
    "DEFAULT_DPI",
    "LayoutTable",
    "PageImage",
    "ScanOptions",
    "ScannedPage",
    "Timing",
    "default_cache",
    "moved",
]
