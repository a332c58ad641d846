"""Page images out of files and folders, and the cache."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from jixiao.document.document import Source
from jixiao.document.errors import CorruptInput, TooLarge, UnsupportedFormat
from jixiao.document.limits import Limits
from jixiao.ingest.scan import PageImage, ScanOptions, is_page_folder, read_folder, read_image, read_pages
from jixiao.ingest.scan.sources import folder_images, image_pages, natural, pdf_images

Image = pytest.importorskip("PIL.Image", reason="needs the extra ocr")

SAMPLES = Path(__file__).parents[2] / "golden" / "scans"


def tiff(*names: str) -> bytes:
    """Committed pages as one multi-page TIFF."""
    pages = [Image.open(SAMPLES / f"{name}.jpg") for name in names]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", dpi=(200, 200))
    return buffer.getvalue()


def test_a_tiff_gives_all_its_pages_with_their_resolution() -> None:
    pages = list(image_pages(tiff("blank", "form")))
    assert [page.number for page in pages] == [1, 2]
    assert [round(page.dpi) for page in pages] == [200, 200]
    assert pages[0].size == pytest.approx((420, 595), abs=1)


def test_an_image_without_resolution_counts_as_a_sheet_of_a4() -> None:
    buffer = io.BytesIO()
    Image.new("L", (1654, 2339), 255).save(buffer, "PNG")
    (page,) = image_pages(buffer.getvalue())
    assert page.dpi == pytest.approx(200, abs=1)


def test_a_photograph_that_the_camera_turned_is_a_sheet_as_it_is_shown() -> None:
    buffer = io.BytesIO()
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("L", (2339, 1654), 255).save(buffer, "JPEG", exif=turned)
    (page,) = image_pages(buffer.getvalue())
    assert page.pixels.shape[:2] == (2339, 1654)
    assert page.size == pytest.approx((595, 842), abs=1)


def test_a_fine_scan_is_reduced_and_keeps_its_size_in_points() -> None:
    buffer = io.BytesIO()
    Image.new("1", (2480, 3508), 1).save(buffer, "PNG", dpi=(600, 600))
    (page,) = image_pages(buffer.getvalue())
    assert page.dpi == pytest.approx(220, abs=1)
    assert page.size == pytest.approx((297.6, 421), abs=1)


def test_damaged_and_huge_images_are_refused_by_name() -> None:
    data = (SAMPLES / "form.jpg").read_bytes()
    with pytest.raises(CorruptInput):
        list(image_pages(b"\x89PNG\r\n\x1a\n" + bytes(50)))
    with pytest.raises(CorruptInput):
        list(image_pages(data[: len(data) // 3]))
    with pytest.raises(TooLarge):
        list(image_pages(data, limits=Limits(pixels=10_000)))
    with pytest.raises(TooLarge):
        list(image_pages(tiff("blank", "blank"), limits=Limits(pages=1)))
    with pytest.raises(CorruptInput):
        list(pdf_images(b"%PDF-1.4 nothing"))


def test_a_pdf_page_is_rasterised_at_its_pictures_own_resolution() -> None:
    buffer = io.BytesIO()
    Image.open(SAMPLES / "form.jpg").save(buffer, "PDF", resolution=200)
    (page,) = pdf_images(buffer.getvalue())
    assert page.dpi == pytest.approx(200, abs=1)
    assert page.pixels.shape[:2] == pytest.approx((1653, 1166), abs=4)


def test_pages_of_a_folder_come_in_natural_order() -> None:
    assert sorted(["10.png", "9.png", "1.png"], key=natural) == ["1.png", "9.png", "10.png"]


def test_a_manifest_gives_the_order(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.png"):
        Image.new("L", (50, 50), 255).save(tmp_path / name)
    assert is_page_folder(tmp_path)
    assert [p.name for p in folder_images(tmp_path)] == ["a.png", "b.png", "c.png"]
    (tmp_path / "manifest.csv").write_text("file,note\nc.png,封面\na.png,\n", encoding="utf-8-sig")
    assert [p.name for p in folder_images(tmp_path)] == ["c.png", "a.png"]
    (tmp_path / "manifest.csv").write_text("file\n../secret.png\n", encoding="utf-8")
    with pytest.raises(UnsupportedFormat):
        folder_images(tmp_path)


def test_a_folder_with_other_documents_is_no_document(tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "1.png")
    Image.new("L", (50, 50), 255).save(tmp_path / "2.png")
    (tmp_path / "报告.docx").write_bytes(b"PK")
    assert not is_page_folder(tmp_path)


def test_a_multi_page_tiff_and_a_folder_of_its_pages_read_alike(
    tmp_path: Path, sample: Callable[[str], object]
) -> None:
    sample("blank")  # skips without the extra
    options = ScanOptions(cache=tmp_path / "cache")
    document = read_image(tiff("prose", "blank"), Source("a.tif", "0" * 64, "image/tiff", "scan"), options=options)
    assert [page.number for page in document.pages] == [1, 2]
    assert document.source.origin == "scan"
    assert {n.code for n in document.warnings} == {"blank-page"}
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, name in enumerate(["prose", "blank"], 1):
        Image.open(SAMPLES / f"{name}.jpg").save(folder / f"{number}.png", dpi=(200, 200))
    seen = []
    again = read_folder(folder, options=options, progress=seen.append)
    assert again.source_text == document.source_text
    assert [page.timing.cached for page in seen] == [True, True]
    assert len(again.doc_id) == 16


def test_a_second_run_reads_nothing_and_says_the_same(tmp_path: Path, sample: Callable[[str], object]) -> None:
    sample("blank")
    options = ScanOptions(cache=tmp_path)
    image = next(image_pages((SAMPLES / "figures.jpg").read_bytes()))
    (first,) = read_pages([image], options=options)
    (second,) = read_pages([image], options=options)
    assert not first.timing.cached
    assert second.timing.cached
    assert second.timing.engine == 0
    assert (second.text, second.layout, second.glyphs.rivals) == (first.text, first.layout, first.glyphs.rivals)
    assert list(second.glyphs.boxes[:400]) == pytest.approx(list(first.glyphs.boxes[:400]), nan_ok=True)


def test_a_damaged_cache_entry_is_read_again(tmp_path: Path, sample: Callable[[str], object]) -> None:
    sample("blank")
    image = next(image_pages((SAMPLES / "blank.jpg").read_bytes()))
    list(read_pages([image], options=ScanOptions(cache=tmp_path)))
    (entry,) = tmp_path.rglob("*.jz")
    entry.write_bytes(b"damaged")
    (page,) = read_pages([image], options=ScanOptions(cache=tmp_path))
    assert not page.timing.cached


@pytest.mark.slow
def test_workers_give_the_same_pages_in_the_same_order(sample: Callable[[str], object]) -> None:
    sample("blank")
    white = [PageImage(n, np.full((400, 300), 255, np.uint8), 100.0) for n in range(1, 4)]
    figures = next(image_pages((SAMPLES / "figures.jpg").read_bytes(), first=4))
    alone = list(read_pages([*white, figures], options=ScanOptions(cache=None)))
    together = list(read_pages([*white, figures], options=ScanOptions(jobs=2, cache=None)))
    assert [(p.number, p.text) for p in together] == [(p.number, p.text) for p in alone]
