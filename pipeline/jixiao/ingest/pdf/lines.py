"""Characters to runs to lines: what stands on one baseline, as spans of the source in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jixiao.document.trace import Span
from jixiao.ingest.pdf.characters import PageCharacters

_BREAK = 1.8
"""Blank wider than this many character heights ends a run."""
_AUTOSPACE = 0.55
"""A blank that the layout put between Chinese and Latin is narrower than this, in character heights."""

_BLANK = 0.12
"""How much wider than its neighbours a gap between Chinese characters must be to be a blank, in character heights."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow one another on one baseline. ``zone``: the cell they stand in, or -1."""

    spans: tuple[Span, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    zone: int = -1
    size: float = 0.0
    """Type size in points."""

    @property
    def middle(self) -> float:
        """Height of the middle of the line."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """Character height."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Line:
    """Runs on one baseline, left to right."""

    spans: tuple[Span, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    size: float = 0.0
    """Type size in points, of its longest run."""

    def text(self, source: str) -> str:
        """The characters of the line."""
        return "".join(source[start:end] for start, end in self.spans)


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high: Chinese characters and their punctuation."""
    return char >= "\u2e80" or char in "“”‘’…—·①②③④⑤⑥⑦⑧⑨⑩"


def runs(page: PageCharacters, zone_of: Callable[[float, float], int], turn: int = 0) -> list[Run]:
    """The runs of a page, in the order of its characters, in offsets of the page's text.

    ``zone_of`` gives the cell at a point; a run stays in one cell. Characters written in another direction than
    ``turn`` quarter turns are left out (``askew`` gives them).
    """
    found: list[Run] = []
    builder = _RunBuilder(page.text, found)
    x0, y0, x1, y1 = page.x0, page.y0, page.x1, page.y1
    for at, char in enumerate(page.text):
        if page.generated[at] or char.isspace():
            builder.blank(char, made=bool(page.generated[at]))
            continue
        if page.angles[at] != turn or x0[at] != x0[at]:
            builder.end()
            continue
        zone = zone_of((x0[at] + x1[at]) / 2, (y0[at] + y1[at]) / 2)
        builder.add(at, char, (x0[at], y0[at], x1[at], y1[at]), zone, page.sizes[at])
    builder.end()
    return found


@dataclass(slots=True)
class _RunBuilder:
    """Collects a run; at its end it decides which blanks are not blanks.

    pdfium puts a blank where characters stand apart. Between Chinese and Latin that is only the layout's own spacing.
    Between two Chinese characters it is a blank if the gap is wider than the gaps of this line are.
    """

    text: str
    found: list[Run]
    open: bool = False
    start: int = 0
    last: int = 0
    """After the last inked character."""
    zone: int = -1
    gap: str = ""
    """Blanks since then; "\n" for a line end."""
    made: bool = False
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    right: float = 0.0
    height: float = 0.0
    middle: float = 0.0
    size: float = 0.0
    cuts: list[tuple[int, int, float | None]] = field(default_factory=list)
    """Blanks that may be none: where they stand, and the gap between two Chinese characters, None at a border."""
    gaps: list[float] = field(default_factory=list)
    """Gaps between neighbouring Chinese characters."""

    def blank(self, char: str, *, made: bool) -> None:
        if self.open:
            self.made = made if not self.gap else self.made and made
            self.gap += char

    def add(self, at: int, char: str, box: tuple[float, float, float, float], zone: int, size: float) -> None:
        x0, y0, x1, y1 = box
        height, middle = y1 - y0, (y0 + y1) / 2
        if self.open and self._goes_on(x0, middle, height, zone):
            self._join(at, char, x0)
            left, top, right, bottom = self.box
            self.box = (min(left, x0), min(top, y0), max(right, x1), max(bottom, y1))
        else:
            self.end()
            self.open, self.start, self.zone = True, at, zone
            self.box = box
            self.height, self.middle, self.size = height, middle, size
        if height > 0.8 * self.height:
            self.height, self.middle = height, middle
        self.last, self.right, self.gap, self.made = at + 1, x1, "", False

    def _goes_on(self, x0: float, middle: float, height: float, zone: int) -> bool:
        if zone != self.zone or ("\n" in self.gap and abs(middle - self.middle) > 0.2 * self.height):
            return False
        if abs(middle - self.middle) > 0.55 * max(height, self.height):
            return False
        unit = max(height, self.height)
        return -0.6 * unit <= x0 - self.right <= (_BREAK if zone < 0 else 3 * _BREAK) * unit

    def _join(self, at: int, char: str, x0: float) -> None:
        before = self.text[self.last - 1]
        apart = x0 - self.right
        both = is_wide(before) and is_wide(char)
        if both:
            self.gaps.append(apart)
        if "\n" in self.gap:  # pdfium ends a line where the font changes, though nothing ends on the page
            self.cuts.append((self.last, at, None))
        elif (
            self.gap and self.made and (both or is_wide(before) or is_wide(char)) and apart <= _AUTOSPACE * self.height
        ):
            self.cuts.append((self.last, at, apart if both else None))

    def end(self) -> None:
        if self.open:
            usual = sorted(self.gaps)[len(self.gaps) // 2] if len(self.gaps) > 1 else 0.0
            spans: list[Span] = []
            start = self.start
            for stop, after, apart in self.cuts:
                if apart is None or apart - usual < _BLANK * self.height:
                    spans.append((start, stop))
                    start = after
            spans.append((start, self.last))
            self.found.append(Run(tuple(spans), *self.box, self.zone, self.size))
        self.open, self.gap = False, ""
        self.cuts, self.gaps = [], []


def lines(text: str, pieces: Sequence[Run]) -> list[Line]:
    """Runs gathered into lines, top to bottom; runs of a line that only blanks separate become one span."""
    found: list[Line] = []
    waiting: list[Run] = []
    for run in [*sorted(pieces, key=lambda run: run.middle)]:
        if waiting and run.middle - _mean(waiting) > 0.5 * min(max(map(_height, waiting)), run.height):
            found.append(_line(text, waiting))
            waiting = []
        waiting.append(run)
    if waiting:
        found.append(_line(text, waiting))
    return found


def _mean(pieces: list[Run]) -> float:
    return sum(run.middle for run in pieces) / len(pieces)


def _height(run: Run) -> float:
    return run.height


def _line(text: str, pieces: list[Run]) -> Line:
    ordered = sorted(pieces, key=lambda run: run.x0)
    spans: list[Span] = []
    for run in ordered:
        for number, span in enumerate(run.spans):
            if number == 0 and spans and spans[-1][1] <= span[0] and _only_blank(text, spans[-1][1], span[0]):
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
    heights = sorted(run.height for run in ordered)
    return Line(
        tuple(spans),
        min(run.x0 for run in ordered),
        min(run.y0 for run in ordered),
        max(run.x1 for run in ordered),
        max(run.y1 for run in ordered),
        heights[len(heights) // 2],
        max(ordered, key=lambda run: run.x1 - run.x0).size,
    )


def _only_blank(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return not between.strip() and "\n" not in between
