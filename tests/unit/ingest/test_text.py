"""The text reader: encodings, line ends, tiny and odd inputs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.errors import BinaryNoise, EmptyInput, MissingInput, TooLarge
from jixiao.document.limits import Limits
from jixiao.ingest import read
from jixiao.ingest.decoding import decode

REPORT = (
    "2021年度部门整体支出绩效自评报告\r\n\n部门名称：甲市乙局\n\t联系人\n\t王某\n\n"
    "全年完成产值166亿元，同比增长67.9%。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_report_reads_the_same_in_every_encoding(encoding: str) -> None:
    document = read("a", data=REPORT.encode(encoding))
    assert document.source_text == REPORT
    assert not document.warnings


def test_carriage_returns_and_tabs_are_kept() -> None:
    assert read("a", data=b"a\r\nb\rc\td").source_text == "a\r\nb\rc\td"


def test_a_text_is_one_page_without_layout_or_boxes() -> None:
    document = read("a", data=REPORT.encode())
    (page,) = document.pages
    assert (page.number, page.start, page.end, page.glyphs) == (1, 0, len(REPORT), None)
    assert document.layout is None
    assert (document.source.origin, document.source.media_type) == ("text", "text/plain")


def test_a_form_feed_does_not_make_a_page_of_a_text() -> None:
    assert len(read("a", data="甲\f乙".encode()).pages) == 1


def test_the_same_bytes_have_the_same_identity_whatever_they_are_called() -> None:
    assert read("a", data=b"x").doc_id == read("b.docx", data=b"x").doc_id


def test_a_text_that_ends_inside_a_character_is_read_and_marked() -> None:
    document = read("a", data=REPORT.encode()[:-2])
    assert document.source_text.startswith(REPORT[:20])
    assert document.source.encoding == "utf-8"
    assert [notice.code for notice in document.warnings] == ["undecodable-characters"]


def test_one_broken_character_does_not_change_the_encoding_of_the_rest() -> None:
    damaged = REPORT.encode("gb18030").replace("联系".encode("gb18030"), b"\xff\xff", 1)
    document = read("a", data=damaged)
    assert document.source.encoding == "gb18030"
    assert "全年完成产值166亿元" in document.source_text


def test_some_control_characters_do_not_make_another_encoding_of_a_text() -> None:
    dirty = REPORT.replace("联系", "\x00\x01联\x02系")
    assert read("a", data=dirty.encode()).source_text == dirty


def test_the_bytes_of_liantong_are_chinese_though_they_are_valid_utf8() -> None:
    decoded = decode("联通".encode("gb18030"))
    assert decoded is not None
    assert decoded.text == "联通"


@pytest.mark.parametrize("text", ["±5%", "×", "a", "1", "naïve"])
def test_short_western_text_stays_utf8(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text


def test_a_text_in_big5_is_read_and_says_so() -> None:
    text = "部門整體支出績效自評報告，本年度收入合計若干萬元，支出合計若干萬元。" * 3
    document = read("a", data=text.encode("big5"))
    assert document.source_text == text or [notice.code for notice in document.warnings] == ["encoding-guessed"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t", "\u3000".encode()])
def test_nothing_but_blanks_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        read("a", data=data)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00" * 100, b"\x01\x02\x03\x04" * 50, b"\x7fELF" + bytes(64)]
)
def test_binary_noise_is_no_document(data: bytes) -> None:
    with pytest.raises(BinaryNoise):
        read("a", data=data)


def test_a_missing_file_a_folder_and_a_null_in_the_path_are_not_found(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for path in (tmp_path / "none.txt", tmp_path, "a\0b"):
        with pytest.raises(MissingInput):
            read(path)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * 1000)
    with pytest.raises(TooLarge):
        read(path, limits=Limits(bytes=999))
    with pytest.raises(TooLarge):
        read(path, limits=Limits(characters=999))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=8))
def test_utf8_with_a_mark_gives_back_what_was_written(text: str) -> None:
    decoded = decode(b"\xef\xbb\xbf" + text.encode())
    assert decoded is not None
    assert decoded.text == text


@given(st.binary(max_size=300))
def test_decoding_never_raises(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)
