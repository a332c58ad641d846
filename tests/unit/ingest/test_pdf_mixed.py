"""PDFs in which digital pages stand beside scanned ones, and text layers that nobody vouches for."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.document.document import Document, LayoutTable
from jixiao.document.errors import UsageError
from jixiao.ingest import read, scan
from jixiao.ingest.pdf.health import nameless
from tests.tools import need
from tests.unit.ingest.pdf_builder import Sheet, pdf

SCANS = Path(__file__).parents[2] / "golden" / "scans"
WRONG = "某单位二〇一八年完成造林九千亩，投入资金77.7万元。"


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> scan.ScanOptions:
    need(scan.available(), "needs the extra ocr")
    return scan.ScanOptions(cache=tmp_path_factory.mktemp("cache"))


def digital(sheet: Sheet) -> None:
    sheet.text(60, 100, "这一页是数字文本：编制24人。", 12)


def blank(sheet: Sheet) -> None:
    """Nothing is drawn."""


def image(name: str, hidden: str = "") -> Callable[[Sheet], None]:
    """A page that a picture fills, with an invisible text layer."""

    def draw(sheet: Sheet) -> None:
        from reportlab.lib.utils import ImageReader

        sheet.canvas.drawImage(ImageReader(io.BytesIO((SCANS / f"{name}.jpg").read_bytes())), 0, 0, 595, 842)
        if hidden:
            text = sheet.canvas.beginText(60, 700)
            text.setFont("STSong-Light", 12)
            text.setTextRenderMode(3)
            for _ in range(3):
                text.textLine(hidden)
            sheet.canvas.drawText(text)

    return draw


def figures_without_code(sheet: Sheet) -> None:
    """Amounts in a subset font, words in a font that needs no map."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf", asciiReadable=False))
    words = "本单位按照年初批复的预算安排项目支出，严格执行财务制度，专款专用，资金使用合规。"
    for number in range(8):
        sheet.text(60, 100 + 30 * number, words, 11)
    sheet.text(60, 360, "全年完成投资", 14)
    sheet.text(150, 360, "1234.56", 14, "Vera")
    sheet.text(215, 360, "万元。", 14)


def without_digits(data: bytes) -> bytes:
    """The file without the maps from its fonts' codes to characters."""
    assert b"/ToUnicode" in data
    return data.replace(b"/ToUnicode", b"/ToUnicodX")


def codes(document: Document) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def test_a_hidden_layer_that_says_something_else_than_the_image_is_not_believed(options: scan.ScanOptions) -> None:
    data = pdf(digital, image("figures", hidden=WRONG))
    document = read("a.pdf", data=data, scan_options=options)
    assert document.source.origin == "mixed"
    assert "1,102.30" in document.source_text
    assert "77.7" not in document.source_text
    assert ("text-layer-replaced", 2) in codes(document)


def test_the_file_s_own_layer_is_used_where_the_user_wants_it(options: scan.ScanOptions) -> None:
    document = read("a.pdf", data=pdf(digital, image("figures", hidden=WRONG)), ocr="never", scan_options=options)
    assert "77.7" in document.source_text
    assert codes(document) == [("foreign-ocr-layer", 2)]


def test_a_layer_is_kept_where_the_image_says_nothing(options: scan.ScanOptions) -> None:
    document = read("a.pdf", data=pdf(digital, image("blank", hidden=WRONG)), scan_options=options)
    assert "77.7" in document.source_text
    assert ("foreign-ocr-layer", 2) in codes(document)


def test_an_empty_page_among_scans_does_not_make_them_a_mixed_document(options: scan.ScanOptions) -> None:
    document = read("a.pdf", data=pdf(image("figures"), blank), scan_options=options)
    assert document.source.origin == "scan"
    assert codes(document) == [("blank-page", 2)]


def test_scanned_pages_of_a_mixed_document_are_checked_like_those_of_a_scan(options: scan.ScanOptions) -> None:
    document = read("a.pdf", data=pdf(digital, image("figures"), image("figures"), blank), scan_options=options)
    assert codes(document) == [("duplicate-page", 3), ("blank-page", 4)]
    tables = [item for item in document.layout or () if isinstance(item, LayoutTable)]
    assert [(table.rows, table.columns) for table in tables] == [(5, 4), (5, 4)]


def test_a_volume_with_digital_pages_is_split_where_the_user_says(options: scan.ScanOptions) -> None:
    from dataclasses import replace

    data = pdf(digital, image("figures"), digital)
    document = read("a.pdf", data=data, scan_options=replace(options, split="3"))
    assert [(part.start, part.end) for part in document.layout_parts] == [
        (0, document.pages[2].start),
        (document.pages[2].start, len(document.source_text)),
    ]
    with pytest.raises(UsageError):
        read("a.pdf", data=data, scan_options=replace(options, split="9"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("完成投资\ufffd\ufffd\ufffd万元", 3),
        ("\ufffd 第一项\n\ufffd 第二项\n  \ufffd第三项", 0),
        ("\x0112\x05.\x03万元", 2),
        ("公共\t预算\r\n", 0),
    ],
)
def test_characters_without_a_code_count_inside_lines_and_not_as_bullets(text: str, count: int) -> None:
    assert nameless(text) == count


def test_a_page_whose_figures_have_no_code_is_read_from_its_image(options: scan.ScanOptions) -> None:
    """The font's map names the characters of 完成投资万元 and leaves out the digits."""
    document = read("a.pdf", data=without_digits(pdf(digital, figures_without_code)), scan_options=options)
    assert document.pages[1].origin == "scan"
    assert "1234.56" in document.source_text.replace(" ", "")
    never = read("a.pdf", data=without_digits(pdf(digital, figures_without_code)), ocr="never", scan_options=options)
    assert [code for code, _ in codes(never)] == ["characters-without-code"]
