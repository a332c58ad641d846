"""Only some pages of a document: they keep their numbers, and nothing is left out in silence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from jixiao.document.document import LayoutTable
from jixiao.document.errors import MissingPage, UnsupportedFormat, UsageError
from jixiao.ingest import read, scan
from jixiao.ingest.page_numbers import parse_pages, shown
from tests.tools import need
from tests.unit.ingest.pdf_builder import Sheet, pdf

SCANS = Path(__file__).parents[2] / "golden" / "scans"


def page(number: int) -> object:
    def draw(sheet: Sheet) -> None:
        sheet.text(60, 100, f"第{number}章：本单位共完成投资{number}00.5万元。", 12)

    return draw


def report(count: int) -> bytes:
    return pdf(*(page(number) for number in range(1, count + 1)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "pages"), [("3", (3,)), ("1-3,7", (1, 2, 3, 7)), ("7，1–2、2", (1, 2, 7)), (" 4 , 9-9 ", (4, 9))]
)
def test_lists_of_pages_and_ranges_are_understood(given: str, pages: tuple[int, ...]) -> None:
    assert parse_pages(given) == pages
    assert parse_pages(shown(pages)) == pages


@pytest.mark.parametrize("given", ["", "0", "3-1", "1-", "-2", "a", "1,,2", "1.5", "²", "9999999"])
def test_what_is_no_list_of_pages_is_refused(given: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_pages(given)
    assert "1-3,7" in raised.value.text("zh")
    assert "1-3,7" in raised.value.text("en")


def test_chosen_pages_of_a_pdf_keep_their_numbers_and_a_warning_says_what_was_left_out() -> None:
    document = read("a.pdf", data=report(5), pages="2,4-5")
    assert [page.number for page in document.pages] == [2, 4, 5]
    assert [document.source_text[page.start : page.end].strip()[:3] for page in document.pages] == [
        "第2章",
        "第4章",
        "第5章",
    ]
    (warning,) = [notice for notice in document.warnings if notice.code == "pages-left-out"]
    assert "2,4-5" in warning.message
    assert "of 5" in warning.message
    assert read("a.pdf", data=report(5), pages=[4]).pages[0].number == 4


def test_all_pages_asked_for_is_no_warning() -> None:
    data = report(2)
    document = read("a.pdf", data=data, pages="1-2")
    assert document.warnings == ()
    assert document.source_text == read("a.pdf", data=data).source_text


def test_a_page_beyond_the_last_is_refused_by_its_number() -> None:
    with pytest.raises(MissingPage) as raised:
        read("a.pdf", data=report(2), pages="1-3,9")
    assert raised.value.zh == "没有第 3,9 页：文件共 2 页。"


def test_pages_of_a_format_without_pages_are_refused_and_not_ignored() -> None:
    with pytest.raises(UnsupportedFormat, match="no pages"):
        read("a.txt", data="一、基本情况\n共有编制9人。".encode(), pages="1")


def test_a_paragraph_does_not_run_on_over_pages_that_were_not_read() -> None:
    def full(sheet: Sheet) -> None:
        sheet.lines(60, 760, ["一二三四五六七八九十" * 3 + "甲乙丙丁戊己庚辛壬癸"] * 2, 11)

    def follows(sheet: Sheet) -> None:
        sheet.lines(60, 80, ["接着上一页没有说完的话一直说到这一句为止了。"], 11)

    document = read("a.pdf", data=pdf(full, page(2), follows), pages="1,3")  # type: ignore[arg-type]
    texts = [
        "".join(document.source_text[a:b] for a, b in item.spans)
        for item in document.layout or ()
        if not isinstance(item, LayoutTable)
    ]
    assert "接着上一页没有说完的话一直说到这一句为止了。" in texts


def test_chosen_pages_of_a_tiff_and_of_a_folder_are_counted_in_the_file(tmp_path: Path) -> None:
    need(scan.available(), "needs the extra ocr")
    from PIL import Image

    names = ["blank", "figures", "prose", "blank"]
    frames = [Image.open(SCANS / f"{name}.jpg") for name in names]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    options = scan.ScanOptions(cache=tmp_path / "cache")
    document = read("a.tif", data=buffer.getvalue(), pages="2,4", scan_options=options)
    assert [page.number for page in document.pages] == [2, 4]
    assert document.pages[0].label is None
    assert "一般公共服务支出" in document.source_text
    codes = [(notice.code, notice.page) for notice in document.warnings]
    assert codes == [("pages-left-out", None), ("blank-page", 4)]
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, name in enumerate(names, 1):
        (folder / f"p{number}.jpg").write_bytes((SCANS / f"{name}.jpg").read_bytes())
    document = read(folder, pages="2", scan_options=options)
    assert [page.number for page in document.pages] == [2]
    assert [notice.code for notice in document.warnings] == ["pages-left-out"]
    with pytest.raises(MissingPage, match="5"):
        read(folder, pages="5", scan_options=options)
