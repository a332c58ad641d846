"""The reader is chosen by content; images and pages without text go to the OCR where it may and can."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from jixiao.document.errors import InputError, UnsupportedFormat
from jixiao.ingest import read
from jixiao.ingest.detect import sniff
from jixiao.ingest.office import convert_paths, find_libreoffice
from jixiao.ingest.scan import available
from tests.hostile.samples import SAMPLES
from tests.tools import need
from tests.unit.ingest.pdf_builder import Sheet, pdf

SCAN = Path(__file__).resolve().parents[2] / "golden" / "scans" / "prose.jpg"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("xls", "application/vnd.ms-excel"),
        ("html", "text/html"),
        ("mhtml", "multipart/related"),
        ("text", "text/plain"),
    ],
)
def test_each_format_is_known_by_its_bytes(name: str, media_type: str) -> None:
    document = read("a.bin", data=SAMPLES[name](), ocr="never")
    assert document.source.media_type == media_type
    assert document.source.origin == ("text" if name == "text" else "digital")
    assert (document.layout is None) == (name == "text")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"II*\x00" + bytes(20), "image/tiff"),
        (b"{\\rtf1\\ansi x}", "application/rtf"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
            "application/vnd.ms-word.document.xml",
        ),
    ],
)
def test_other_formats_are_known_by_their_first_bytes(data: bytes, media_type: str) -> None:
    assert sniff(data).media_type == media_type


def test_an_image_without_ocr_is_unsupported_and_says_why() -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read("a", data=SCAN.read_bytes(), ocr="never")
    assert "文字识别" in caught.value.text()


@pytest.mark.slow
def test_a_scanned_page_among_digital_ones_is_read_by_the_ocr() -> None:
    need(available(), "the extra ocr")

    def picture(sheet: Sheet) -> None:
        from reportlab.lib.utils import ImageReader

        sheet.canvas.drawImage(ImageReader(io.BytesIO(SCAN.read_bytes())), 0, 0, 595, 842)

    data = pdf(lambda sheet: sheet.text(72, 100, "第一页是数字文本，可以直接读取"), picture)
    document = read("a", data=data)
    assert document.source.origin == "mixed"
    assert [page.origin for page in document.pages] == ["digital", "scan"]
    assert not document.gaps
    first, second = document.pages
    assert document.source_text[first.end] == "\f"
    assert len(document.source_text[second.start : second.end]) > 20
    assert second.glyphs is not None
    assert second.glyphs.confidence is not None
    never = read("a", data=data, ocr="never")
    assert [(gap.kind, gap.page) for gap in never.gaps] == [("empty-page", 2)]


@pytest.mark.libreoffice
def test_files_that_need_it_are_converted_in_one_call_for_all(tmp_path: Path) -> None:
    need(find_libreoffice(), "needs LibreOffice (writer and calc)")
    paths = []
    for number in range(3):
        path = tmp_path / f"{number}.doc"
        path.write_bytes(rb"{\rtf1\ansi report number " + str(number).encode() + rb"\par}")
        paths.append(path)
    (tmp_path / "plain.txt").write_text("纯文本", encoding="utf-8")
    made = convert_paths([*paths, tmp_path / "plain.txt", tmp_path / "absent"])
    assert len(made) == 3
    for number, path in enumerate(paths):
        assert f"report number {number}" in read(path, converted=made).source_text


def test_an_error_of_the_conversion_is_the_document_s_error() -> None:
    data = rb"{\rtf1 x}"
    import hashlib

    from jixiao.document.errors import Timeout

    failed: dict[str, bytes | InputError] = {hashlib.sha256(data).hexdigest(): Timeout("超时。", "Too slow.")}
    with pytest.raises(Timeout):
        read("a", data=data, converted=failed)
