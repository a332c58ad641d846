"""Writes PDF files with an invisible text layer: over page images, or as sheets to be laid over the pages of a PDF."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.ingest.scan.pages import ScannedPage

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
"""Codes of the text are UTF-16: a viewer that searches or copies finds the characters, none is ever drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that fills a page: its bytes as they go into the file."""

    width: int
    height: int
    colours: str
    """``DeviceGray``, ``DeviceRGB`` or ``DeviceCMYK``."""
    filter: str
    """``DCTDecode`` for the bytes of a JPEG, ``FlateDecode`` for compressed rows."""
    data: bytes


class PdfWriter:
    """Collects pages, then gives the file. Numbers of objects: 1 catalog, 2 page tree, 3 to 6 the font.

    >>> writer = PdfWriter()
    >>> writer.add(200.0, 100.0, b"", None)
    >>> writer.finish()[:8]
    b'%PDF-1.5'
    """

    def __init__(self) -> None:
        self._objects: dict[int, bytes] = {}
        self._pages: list[int] = []
        self._next = 7
        self._put(3, b"<< /Type /Font /Subtype /Type0 /BaseFont /Invisible /Encoding /Identity-H "
                     b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>")  # fmt: skip
        self._put(4, b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invisible /DW 1000 /W [32 126 500] "
                     b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                     b"/CIDToGIDMap /Identity /FontDescriptor 5 0 R >>")  # fmt: skip
        self._put(5, b"<< /Type /FontDescriptor /FontName /Invisible /Flags 4 /FontBBox [0 -200 1000 900] "
                     b"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>")  # fmt: skip
        self._put(6, _stream(_TO_UNICODE))

    def _put(self, number: int, body: bytes) -> None:
        self._objects[number] = body

    def _new(self, body: bytes) -> int:
        number = self._next
        self._next += 1
        self._objects[number] = body
        return number

    def add(self, width: float, height: float, content: bytes, picture: Picture | None) -> None:
        """A page of this size in points with drawing commands ``content`` over an image that fills it."""
        resources = b"/Font << /F0 3 0 R >>"
        if picture is not None:
            head = (
                f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
                f"/ColorSpace /{picture.colours} /BitsPerComponent 8 /Filter /{picture.filter}"
            )
            if picture.colours == "DeviceCMYK":
                head += " /Decode [1 0 1 0 1 0 1 0]"  # JPEG files hold CMYK inverted
            image = self._new(
                f"<< {head} /Length {len(picture.data)} >>\nstream\n".encode() + picture.data + b"\nendstream"
            )
            resources += f" /XObject << /Im0 {image} 0 R >>".encode()
            content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q\n".encode() + content
        drawn = self._new(_stream(content))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents {drawn} 0 R "
            f"/Resources << {resources.decode()} >> >>"
        )
        self._pages.append(self._new(page.encode()))

    def finish(self) -> bytes:
        """The whole file."""
        self._put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._put(2, f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>".encode())
        out = bytearray(b"%PDF-1.5\n%\xe6\x96\x87\xe5\xad\x97\n")
        places = {}
        for number in sorted(self._objects):
            places[number] = len(out)
            out += f"{number} 0 obj\n".encode() + self._objects[number] + b"\nendobj\n"
        table = len(out)
        out += f"xref\n0 {self._next}\n0000000000 65535 f \n".encode()
        for number in range(1, self._next):
            out += f"{places[number]:010d} 00000 n \n".encode()
        out += f"trailer << /Size {self._next} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
        return bytes(out)


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data, 6)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def text_commands(page: ScannedPage) -> bytes:
    """Drawing commands that put the page's lines, invisibly, where they stand on the image."""
    parts = [b"BT 3 Tr\n"]  # rendering mode 3: neither filled nor stroked
    for start, end in page.lines:
        for a, b in _runs(page, start, end):
            parts.append(_run(page, a, b))
    parts.append(b"ET\n")
    return b"".join(parts)


def _runs(page: ScannedPage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line in stretches that a gap wider than two characters does not interrupt: so that columns stay apart."""
    first = start
    last = None
    for at in range(start, end):
        box = page.glyphs.box(at)
        if box is None:
            continue
        if last is not None:
            size = max(box[3] - box[1], box[2] - box[0], last[3] - last[1])
            if max(box[0] - last[2], last[0] - box[2], box[1] - last[3], last[1] - box[3]) > 2 * size:
                yield first, at
                first = at
        last = box
    yield first, end


def _run(page: ScannedPage, start: int, end: int) -> bytes:
    boxes = [box for at in range(start, end) if (box := page.glyphs.box(at)) is not None]
    if not boxes:
        return b""
    x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
    x1, y1 = max(b[2] for b in boxes), max(b[3] for b in boxes)
    text = page.text[start:end].rstrip()
    units = sum(0.5 if " " <= c <= "~" else 1.0 for c in text) or 1.0
    turn = page.rotation % 360
    along, across = (x1 - x0, y1 - y0) if turn % 180 == 0 else (y1 - y0, x1 - x0)
    size = max(1.0, across / 0.92)
    stretch = 100 * along / (units * size)
    down = page.height
    # The page was turned clockwise by ``turn`` to be read: on the scan its lines run the other way round.
    matrix, x, y = {
        0: ("1 0 0 1", x0, down - y1 + 0.12 * size),
        90: ("0 1 -1 0", x1 - 0.12 * size, down - y1),
        180: ("-1 0 0 -1", x1, down - y0 - 0.12 * size),
        270: ("0 -1 1 0", x0 + 0.12 * size, down - y0),
    }[turn]
    codes = "".join(f"{ord(c):04X}" if ord(c) < 0x10000 else "FFFD" for c in text)
    return f"/F0 {size:.2f} Tf {max(1.0, stretch):.2f} Tz {matrix} {x:.2f} {y:.2f} Tm <{codes}> Tj\n".encode()


def sheets(pages: Iterable[ScannedPage]) -> bytes:
    """A PDF that holds nothing but the invisible text of these pages, sheet by sheet."""
    writer = PdfWriter()
    for page in pages:
        writer.add(page.width, page.height, text_commands(page), None)
    return writer.finish()
