"""The characters of a PDF page with their boxes, in the order in which pdfium gives them.

The text is pdfium's own; each of its characters is one code point here, ``\\r\\n`` is ``\\n``, a character that the
font cannot name is U+FFFD. Boxes are turned into points from the top left of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.document.document import Glyphs

if TYPE_CHECKING:
    import pypdfium2

NAN = float("nan")
_HYPHENS = frozenset((0x2, 0xFFFE))
"""What pdfium puts in the place of a hyphen at a line's end."""

Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's shown size and how its user space maps onto it."""

    width: float
    height: float
    rotation: int
    """0, 90, 180 or 270 degrees clockwise."""
    turn: Turn

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Frame:
        """From the crop box and the page's own rotation."""
        return cls.turned(page, page.get_rotation() % 360)

    @classmethod
    def turned(cls, page: pypdfium2.PdfPage, rotation: int) -> Frame:
        """The same with another rotation."""
        left, bottom, right, top = page.get_cropbox()
        turn: Turn
        if rotation == 90:
            turn = lambda x, y: (y - bottom, x - left)  # noqa: E731
        elif rotation == 180:
            turn = lambda x, y: (right - x, y - bottom)  # noqa: E731
        elif rotation == 270:
            turn = lambda x, y: (top - y, right - x)  # noqa: E731
        else:
            turn = lambda x, y: (x - left, top - y)  # noqa: E731
        wide, high = right - left, top - bottom
        return cls(*((high, wide) if rotation in (90, 270) else (wide, high)), rotation, turn)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A user-space rectangle as a box of the shown page."""
        x0, y0 = self.turn(left, bottom)
        x1, y1 = self.turn(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@dataclass(frozen=True, slots=True, eq=False)
class PageCharacters:
    """What a page's text layer holds; entry i of each column belongs to character i of ``text``."""

    text: str
    x0: array[float]
    y0: array[float]
    x1: array[float]
    y1: array[float]
    generated: bytes
    """1 where pdfium put a blank or a line end that is not in the file."""
    sizes: array[float]
    """Type size in points; 0 for what is not in the file."""
    angles: bytes
    """Direction of writing in quarter turns clockwise as shown, 0 to 3; 9 for a slanted character."""
    unmapped: int
    """Characters that the font does not name."""
    width: float = 0.0
    """Of the page."""

    def glyphs(self) -> Glyphs:
        """The boxes as a page's columns."""
        columns = array("d", bytes(32 * len(self.text)))
        columns[0::4], columns[1::4], columns[2::4], columns[3::4] = self.x0, self.y0, self.x1, self.y1
        return Glyphs(columns)


def read_characters(page: pypdfium2.PdfPage, frame: Frame) -> PageCharacters:
    """All characters of a page. Raises PdfiumError where the text page cannot be loaded."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        rect = raw.FS_RECTF()
        matrix = raw.FS_MATRIX()
        matrix_reference = ctypes.byref(matrix)
        reference = ctypes.byref(rect)
        tight = [ctypes.c_double() for _ in range(4)]
        unicode_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
        size_of, matrix_of = raw.FPDFText_GetFontSize, raw.FPDFText_GetMatrix
        is_generated, map_error = raw.FPDFText_IsGenerated, raw.FPDFText_HasUnicodeMapError
        characters: list[str] = []
        x0, y0, x1, y1 = columns = array("d"), array("d"), array("d"), array("d")
        generated, angles, sizes = bytearray(), bytearray(), array("f")
        unmapped = 0
        high = 0
        for at in range(textpage.count_chars()):
            code = unicode_of(handle, at)
            if code == 0x0D:
                continue
            if 0xD800 <= code <= 0xDBFF:
                high = code
                continue
            if 0xDC00 <= code <= 0xDFFF:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            if code in _HYPHENS:
                code = 0x2D
            elif code == 0 or code > 0x10FFFF or (code < 0x20 and code not in (0x09, 0x0A)):
                code = 0xFFFD
            blank = code in (0x20, 0x0A, 0x09, 0xA0, 0x3000)
            made = 1 if blank and is_generated(handle, at) == 1 else 0
            characters.append(chr(code))
            generated.append(made)
            if code == 0x0A or made:
                box = (NAN, NAN, NAN, NAN)
                angles.append(0)
                sizes.append(0.0)
            else:
                if code == 0xFFFD or (not blank and map_error(handle, at) == 1):
                    unmapped += 1
                box = (NAN, NAN, NAN, NAN)
                if box_of(handle, at, reference):
                    box = (rect.left, rect.bottom, rect.right, rect.top)
                if not _sound(box):
                    raw.FPDFText_GetCharBox(handle, at, *map(ctypes.byref, tight))
                    box = (tight[0].value, tight[2].value, tight[1].value, tight[3].value)
                box = frame.box(*box) if _sound(box) else (NAN, NAN, NAN, NAN)
                quarter = _quarter(angle_of(handle, at), frame.rotation)
                size = size_of(handle, at)
                if matrix_of(handle, at, matrix_reference):
                    size *= math.hypot(matrix.c, matrix.d)
                    if (
                        quarter == 9
                    ):  # slanted letters on a straight line (italics) are not askew: the base line decides
                        quarter = _quarter(-math.atan2(matrix.b, matrix.a) % math.tau, frame.rotation)
                sizes.append(size if 0 < size < 10_000 else 0.0)
                angles.append(quarter)
            for column, coordinate in zip(columns, box, strict=True):
                column.append(coordinate)
        return PageCharacters(
            "".join(characters), x0, y0, x1, y1, bytes(generated), sizes, bytes(angles), unmapped, frame.width
        )
    finally:
        textpage.close()


def _sound(box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = box
    return right > left and top > bottom and all(map(math.isfinite, box)) and max(map(abs, box)) < 1e6


def _quarter(angle: float, rotation: int) -> int:
    """Quarter turns of a character against the shown page; 9 for one that stands askew. pdfium measures radians."""
    if angle < 0:
        return 0
    turned = (math.degrees(angle) + rotation) % 360
    quarter = round(turned / 90)
    return quarter % 4 if abs(turned - 90 * quarter) < 5 else 9
