"""Searchable PDF: the words are found where they stand, and the images are not touched."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from jixiao.ingest.scan import ScannedPage, ScanOptions
from jixiao.ingest.scan.searchable import searchable_images, searchable_pdf

Image = pytest.importorskip("PIL.Image", reason="needs the extra ocr")
SAMPLES = Path(__file__).parents[2] / "golden" / "scans"


def words_at(pdf: bytes, words: str) -> tuple[float, float, float, float]:
    """Where a PDF viewer finds some words on the first page: left, top, right, bottom in points from the top left."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found is not None, text.get_text_range()
    boxes = [text.get_charbox(found[0] + i) for i in range(found[1])]
    if page.get_rotation() == 90:  # pdfium gives boxes of the page as it lies in the file: left is top, bottom is left
        return min(b[1] for b in boxes), min(b[0] for b in boxes), max(b[3] for b in boxes), max(b[2] for b in boxes)
    height = page.get_height()
    return (
        min(b[0] for b in boxes),
        height - max(b[3] for b in boxes),
        max(b[2] for b in boxes),
        height - min(b[1] for b in boxes),
    )


@pytest.mark.parametrize("name", ["prose", "rotated"])
def test_a_viewer_finds_the_words_of_an_image_where_they_stand(
    name: str, sample: Callable[[str], ScannedPage], tmp_path: Path
) -> None:
    page = sample(name)
    made = searchable_images([SAMPLES / f"{name}.jpg"], options=ScanOptions(cache=tmp_path))
    assert (SAMPLES / f"{name}.jpg").read_bytes() in made
    x0, y0, x1, y1 = words_at(made, "1,341.20")
    at = page.text.index("1,341.20")
    boxes = [box for i in range(at, at + 8) if (box := page.glyphs.box(i)) is not None]
    assert (x0 + x1) / 2 == pytest.approx((min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2, abs=12)
    assert (y0 + y1) / 2 == pytest.approx((min(b[1] for b in boxes) + max(b[3] for b in boxes)) / 2, abs=12)


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_pdf_keeps_its_pages_and_gains_their_words(
    rotation: int, sample: Callable[[str], ScannedPage], tmp_path: Path
) -> None:
    sample("figures")
    buffer = io.BytesIO()
    Image.open(SAMPLES / "figures.jpg").save(buffer, "PDF", resolution=200)
    document = pypdfium2.PdfDocument(buffer.getvalue())
    document[0].set_rotation(rotation)
    turned = io.BytesIO()
    document.save(turned)
    made = searchable_pdf(turned.getvalue(), options=ScanOptions(cache=tmp_path))
    before, after = pypdfium2.PdfDocument(turned.getvalue()), pypdfium2.PdfDocument(made)
    assert len(after) == 1
    one, other = before[0].render().to_numpy(), after[0].render().to_numpy()
    assert (one == other).all()
    x0, y0, x1, y1 = words_at(made, "1,261.85")
    width, height = after[0].get_size()
    assert 0 <= x0 < x1 <= width
    assert 0 <= y0 < y1 <= height


def test_pages_with_text_are_left_alone(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(100, 700, "digital text that needs no OCR")
    canvas.save()
    seen: list[ScannedPage] = []
    searchable_pdf(buffer.getvalue(), options=ScanOptions(cache=tmp_path), progress=seen.append)
    assert seen == []
