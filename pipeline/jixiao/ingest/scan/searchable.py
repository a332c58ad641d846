"""Searchable PDF: what was read becomes an invisible text layer; the page images stay as they are."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jixiao.document.errors import CorruptInput
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.page_numbers import within
from jixiao.ingest.scan import sources
from jixiao.ingest.scan.pages import ScannedPage, ScanOptions
from jixiao.ingest.scan.pdf_text import PdfWriter, Picture, sheets, text_commands
from jixiao.ingest.scan.reader import Progress, read_pages, read_pdf_pages

_STANDARD = ScanOptions()


def searchable_pdf(
    data: bytes,
    numbers: Sequence[int] | None = None,
    *,
    options: ScanOptions = _STANDARD,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> bytes:
    """The PDF with an invisible text layer on the pages ``numbers`` (from 1; None: those without text).

    Pages, images, outlines and links stay; nothing is drawn again. Raises CorruptInput, EncryptedInput, TooLarge.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    numbers = _without_text(data) if numbers is None else within(numbers, sources.pdf_count(data))
    read = list(read_pdf_pages(data, numbers, options=options, limits=limits, progress=progress))
    if not any(page.text for page in read):
        return data
    document = pypdfium2.PdfDocument(data)
    layer = pypdfium2.PdfDocument(sheets(read))
    try:
        for index, scanned in enumerate(read):
            if not scanned.text:
                continue
            page = document[scanned.number - 1]
            sheet = layer.page_as_xobject(index, document).as_pageobject()
            sheet.set_matrix(_onto(page, pypdfium2, scanned))
            page.insert_obj(sheet)
            if not pdfium.FPDFPage_GenerateContent(page):
                raise CorruptInput(
                    f"PDF 第 {scanned.number} 页无法写入文字层。",
                    f"No text layer can be written on page {scanned.number}.",
                )
            page.close()
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()
    finally:
        layer.close()
        document.close()


def _onto(page: Any, pypdfium2: Any, scanned: ScannedPage) -> Any:
    """The matrix from the sheet, which lies as the page is shown, to the page's own coordinates."""
    left, bottom, right, top = page.get_mediabox() if page.get_cropbox() is None else page.get_cropbox()
    matrix = pypdfium2.PdfMatrix()
    turn = page.get_rotation() % 360
    width, height = scanned.width, scanned.height
    if turn == 90:
        matrix = pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0)
    elif turn == 180:
        matrix = pypdfium2.PdfMatrix(-1, 0, 0, -1, width, height)
    elif turn == 270:
        matrix = pypdfium2.PdfMatrix(0, -1, 1, 0, 0, width)
    del right, top
    return matrix.translate(left, bottom)


def _without_text(data: bytes) -> list[int]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return [1]  # reading it will say what is wrong with it
    try:
        found = []
        for index in range(len(document)):
            page = document[index].get_textpage()
            if len(page.get_text_range().split()) < 5:
                found.append(index + 1)
            page.close()
        return found
    finally:
        document.close()


def searchable_images(
    files: Sequence[Path],
    numbers: Sequence[int] | None = None,
    *,
    options: ScanOptions = _STANDARD,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> bytes:
    """Page images (PNG, JPEG, TIFF) as one PDF with an invisible text layer, in the order given.

    A JPEG goes into the PDF byte by byte, anything else without loss. ``numbers``: the pages (from 1) that get a text
    layer; the others are written without. Raises CorruptInput, TooLarge, MissingPage.
    """
    chosen = None if numbers is None else within(numbers, sum(sources.frames(file) for file in files))
    writer = PdfWriter()
    number = 1
    for file in files:
        data = file.read_bytes()
        count, first = sources.frames(data), number
        images = sources.image_pages(data, first=first, name=file.name, limits=limits, numbers=chosen)
        read = read_pages(images, options=options, progress=progress)
        for index in range(count):
            page = next(read, None) if chosen is None or number in chosen else None
            if page is not None:
                writer.add(page.width, page.height, text_commands(page), _picture(data, index))
            else:
                bare = next(sources.image_pages(data, first=first, limits=limits, numbers=[number]))
                writer.add(*bare.size, b"", _picture(data, index))
            number += 1
    return writer.finish()


def _picture(data: bytes, frame: int) -> Picture:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as image:
        image.seek(frame)
        turned = image.getexif().get(0x0112, 1) != 1
        if image.format == "JPEG" and not turned and image.mode in {"L", "RGB", "CMYK"}:
            colours = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
            return Picture(image.width, image.height, colours, "DCTDecode", data)
        shown = ImageOps.exif_transpose(image) if turned else image
        grey = shown.mode in {"1", "L", "LA", "I", "I;16", "F"}
        flat = shown.convert("L" if grey else "RGB")
        return Picture(
            flat.width,
            flat.height,
            "DeviceGray" if grey else "DeviceRGB",
            "FlateDecode",
            zlib.compress(flat.tobytes(), 6),
        )
