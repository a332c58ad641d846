"""Builds real PDFs for tests with reportlab: text at places, ruled grids, rotated pages, passwords.

Places are in points from the top left. The font is one that every viewer knows by name (STSong-Light), so that no font
file is needed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheet:
    """One page being drawn."""

    def __init__(self, canvas: Canvas, height: float = HEIGHT) -> None:
        self.canvas = canvas
        self.height = height

    def text(self, x: float, y: float, text: str, size: float = 12, font: str = FONT) -> None:
        """A line of text whose baseline is at ``y``."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 12, leading: float = 20) -> float:
        """Lines one below the other; gives back where the next would stand."""
        for text in texts:
            self.text(x, y, text, size)
            y += leading
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A stroked line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A filled box, as Word draws its cell borders."""
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def grid(
        self, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]] = (), size: float = 10
    ) -> None:
        """A ruled grid with its cells' texts; ``\\n`` in a text begins a new line."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        self.fill(xs, ys, texts, size)

    def fill(self, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]], size: float = 10) -> None:
        """Texts at the places of a grid."""
        for row, cells in enumerate(texts):
            for column, text in enumerate(cells):
                for number, line in enumerate(text.split("\n")):
                    self.text(xs[column] + 4, ys[row] + 3 + size * (1 + 1.3 * number), line, size)


def pdf(*pages: Callable[[Sheet], None], rotate: int = 0, user: str | None = None, owner: str | None = None) -> bytes:
    """A PDF whose pages the functions draw."""
    encryption = None
    if user is not None or owner is not None:
        encryption = StandardEncryption(user or "", ownerPassword=owner or "o", canPrint=0, canCopy=0)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=encryption, pageCompression=0)
    for draw in pages:
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return rotated(file.getvalue(), rotate) if rotate else file.getvalue()


def rotated(data: bytes, degrees: int) -> bytes:
    """The same file with every page turned clockwise when shown."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
