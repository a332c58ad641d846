"""Draws forms without a single line onto PDF pages: cells wrap, stand at the top or in the middle of their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extraction.forms_layouts import Layout, Rows
from tests.unit.ingest.pdf_builder import FONT, WIDTH, Sheet

SIDE = 45.0
LEADING = 1.25


@dataclass(frozen=True)
class Style:
    """How a form is set: type size, whether cells stand in the middle of their rows and columns, blank beside a cell."""

    size: float = 9.0
    middle: bool = True
    centred: bool = False
    pad: float = 4.0
    gap: float = 5.0


def width_of(text: str, size: float) -> float:
    return float(stringWidth(text, FONT, size))


def wrapped(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for char in text:
        if lines[-1] and width_of(lines[-1] + char, size) > width:
            lines.append("")
        lines[-1] += char
    return lines


def edges(rows: Rows, style: Style) -> list[float]:
    """The borders of the columns: as wide as their longest cell, up to nine characters, narrowed to fit the page."""
    count = max(len(row) for row in rows)
    widths = [2.0 * style.size] * count
    for row in rows:
        for at, cell in enumerate(row):
            if cell and not (at + 1 < len(row) and row[at + 1] is None):
                widths[at] = max(widths[at], min(width_of(cell, style.size), 9 * style.size))
    widths = [width + 2 * style.pad for width in widths]
    while sum(widths) > WIDTH - 2 * SIDE:
        widest = max(range(count), key=lambda at: widths[at])
        widths[widest] -= 2
    found = [SIDE]
    for width in widths:
        found.append(found[-1] + width)
    return found


def _last(row: Sequence[str | None], at: int) -> int:
    """Where a cell ends: the places that it covers are None; below a merged cell only 其中： covers any."""
    end = at + 1
    below_a_merge = row[0] is None or row[0] == "一级指标"
    while end < len(row) and row[end] is None and (not below_a_merge or str(row[at]).startswith("其中")):
        end += 1
    return end


def page(layout: Layout, style: Style) -> Callable[[Sheet], None]:
    """A page with the form's lines and cells."""
    xs = edges(layout.rows, style)
    count = len(xs) - 1
    step = style.size * LEADING

    def draw(sheet: Sheet) -> None:
        y = 70.0
        for line in layout.above.strip().split("\n"):
            sheet.text(72, y, line, 12)
            y += 22
        for short in layout.rows:
            row = [*short, *([None if len(short) == 1 else ""] * (count - len(short)))]
            cells = []
            for at, cell in enumerate(row):
                if cell:
                    end = _last(row, at)
                    cells.append((xs[at], xs[end], wrapped(cell, xs[end] - xs[at] - 2 * style.pad, style.size)))
            high = max((len(lines) for _, _, lines in cells), default=1)
            for x0, x1, lines in cells:
                down = (high - len(lines)) / 2 if style.middle else 0.0
                for number, line in enumerate(lines):
                    x = (x0 + x1 - width_of(line, style.size)) / 2 if style.centred else x0 + style.pad
                    sheet.text(x, y + (number + down) * step, line, style.size)
            y += high * step + style.gap
        for line in layout.below.strip().split("\n"):
            sheet.text(72, y + 10, line, 10)
            y += 16

    return draw
