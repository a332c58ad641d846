"""Blocks as a digital PDF without an office program: fonts embedded, ruled tables, page numbers."""

from __future__ import annotations

import datetime
import random
from typing import Any

from jixiao.synthesis.blocks import Block, PageBreak, Paragraph, Table
from jixiao.synthesis.render.fonts import SIMPLIFIED, need_fonts
from jixiao.synthesis.render.strip import PADDING, cuts, lay_out, line_tops, wrap

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
SIZES = {
    "title": 18.0,
    "heading": 14.0,
    "body": 12.0,
    "cover": 15.0,
    "caption": 14.0,
    "note": 10.5,
    "sign": 12.0,
    "contents": 12.0,
}
TABLE_SIZE = 9.0
POINT = 25.4 / 72
DAY = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def pdf_bytes(blocks: list[Block], seed: int) -> bytes:
    """A PDF with text; equal blocks and seed give an equal page image. Raises ``RuntimeError`` where fonts are missing."""
    sheet = _Sheet(random.Random(f"pdf-{seed}"))
    for block in blocks:
        if isinstance(block, PageBreak):
            sheet.new_page()
        elif isinstance(block, Table):
            sheet.table(block)
        else:
            sheet.paragraph(block)
    return sheet.finish()


class _Sheet:
    """A pen on a page; y runs down from the top, mm."""

    def __init__(self, rng: random.Random) -> None:
        from fpdf import FPDF

        self.pdf: Any = FPDF(unit="mm", format="A4")
        for face, path in need_fonts().items():
            self.pdf.add_font(face, fname=str(path), collection_font_number=SIMPLIFIED)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(DAY)
        self.body = rng.choice(["song", "song", "hei"])
        self.margin = rng.choice([20.0, 25.0, 28.0])
        self.indent = rng.choice([True, False])
        self.widths: dict[tuple[str, float, str], float] = {}
        self.y = self.margin
        self.pdf.add_page()

    @property
    def width(self) -> float:
        return PAGE_WIDTH - 2 * self.margin

    @property
    def bottom(self) -> float:
        return PAGE_HEIGHT - self.margin

    def new_page(self) -> None:
        if self.y > self.margin:
            self._number()
            self.pdf.add_page()
            self.y = self.margin

    def _number(self) -> None:
        self.pdf.set_font(self.body, size=9)
        words = f"— {self.pdf.page} —"
        self.pdf.text(PAGE_WIDTH / 2 - self.pdf.get_string_width(words) / 2, PAGE_HEIGHT - 12, words)

    def measure(self, face: str, size: float, character: str) -> float:
        found = self.widths.get((face, size, character))
        if found is None:
            self.pdf.set_font(face, size=size)
            found = self.widths[face, size, character] = float(self.pdf.get_string_width(character))
        return found

    def paragraph(self, block: Paragraph) -> None:
        face = "hei" if block.role in ("title", "heading") else self.body
        size = SIZES[block.role]
        height = size * POINT * 1.6
        lead = "　　" if block.role == "body" and self.indent and not block.content.text.startswith("　") else ""
        for line in wrap(
            lead + block.content.text.replace("\t", "    "), self.width, lambda c: self.measure(face, size, c)
        ):
            if self.y + height > self.bottom:
                self.new_page()
            self.pdf.set_font(face, size=size)
            x = self.margin
            if block.role in ("title", "caption"):
                x += (self.width - self.pdf.get_string_width(line)) / 2
            elif block.role == "sign":
                x += self.width - self.pdf.get_string_width(line)
            if line:
                self.pdf.text(x, self.y + size * POINT * 1.2, line)
            self.y += height

    def table(self, table: Table) -> None:
        height = TABLE_SIZE * POINT * 1.35
        placed, bottoms = lay_out(table, self.width, height, lambda c: self.measure(self.body, TABLE_SIZE, c))
        edges = cuts(bottoms, self.bottom - self.y, self.bottom - self.margin)
        starts = [0.0, *edges]
        ends = [*edges, bottoms[-1]]
        for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if n:
                self.y = self.bottom
                self.new_page()
            offset = self.y - start
            for box in placed:
                top, bottom = max(box.top, start), min(box.bottom, end)
                if bottom - top > 1e-6:
                    self.pdf.rect(self.margin + box.x, top + offset, box.width, bottom - top)
                tops = line_tops(box, edges, height)
                for y, line in zip(tops, box.lines, strict=True):
                    if start - 1e-6 <= y < end and line:
                        self._cell_line(box.cell.align, self.margin + box.x, box.width, y + offset, line)
            self.y += end - start
        self.y += 4

    def _cell_line(self, align: str, x: float, width: float, y: float, line: str) -> None:
        self.pdf.set_font(self.body, size=TABLE_SIZE)
        free = width - 2 * PADDING - self.pdf.get_string_width(line)
        shift = {"left": 0.0, "centre": max(0.0, free / 2), "right": max(0.0, free)}[align]
        self.pdf.text(x + PADDING + shift, y + TABLE_SIZE * POINT, line)

    def finish(self) -> bytes:
        self._number()
        return bytes(self.pdf.output())
