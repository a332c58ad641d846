"""A file is not a report: page numbers, duplicate pages, bound volumes."""

from __future__ import annotations

import pytest

from jixiao.document.document import LayoutParagraph, Source
from jixiao.document.errors import UsageError
from jixiao.ingest.scan import ScannedPage, ScanOptions, assemble
from jixiao.ingest.scan.pages import GlyphColumns
from jixiao.ingest.scan.volume import page_notices, title_score

BODY = (
    "全年支出一千三百四十一万元，其中基本支出占一半以上，项目支出按计划完成，群众满意度较高，未发生违规使用资金的情况，各项指标均已达到年初目标。"
    * 4
)


def scanned(number: int, *lines: tuple[str, str], label: str | None = None, key: str = "") -> ScannedPage:
    """A page of paragraphs (role, text)."""
    columns, items = GlyphColumns(), []
    for role, text in lines:
        start = len(columns)
        for character in text:
            columns.add(character, (0.0, 0.0, 1.0, 1.0))
        items.append(LayoutParagraph(((start, len(columns)),), role))  # type: ignore[arg-type]
        columns.add("\n", None)
    if lines:
        columns.drop_last()
    return ScannedPage(
        number, columns.text(), 595.0, 842.0, columns.glyphs(), layout=tuple(items), label=label, image_key=key
    )


def cover(number: int, unit: str) -> ScannedPage:
    return scanned(
        number,
        ("title", f"{unit}2021年度部门整体支出绩效自评报告"),
        ("body", f"部门名称：{unit}"),
        ("body", "预算编码：204015"),
        ("body", "2022年3月18日"),
    )


def inner(number: int, label: str) -> ScannedPage:
    return scanned(number, ("body", f"{number}。{BODY}"), label=label)


SOURCE = Source("卷.pdf", "0" * 64, "application/pdf", "scan")
VOLUME = [
    cover(1, "石泉市林业站"),
    inner(2, "1"),
    inner(3, "2"),
    cover(4, "白沙区水务局"),
    inner(5, "1"),
    inner(6, "2"),
]


def test_a_bound_volume_is_split_at_its_covers_with_a_confidence() -> None:
    document = assemble(SOURCE, VOLUME)
    assert [part.name[:6] for part in document.layout_parts] == ["石泉市林业站", "白沙区水务局"]
    first, second = document.layout_parts
    assert document.source_text[second.start :].startswith("白沙区水务局")
    assert first.end == second.start
    (notice,) = [n for n in document.warnings if n.code == "bound-volume"]
    assert notice.page == 4
    assert "%" in notice.message


def test_one_report_has_no_parts() -> None:
    assert assemble(SOURCE, VOLUME[:3]).layout_parts == ()


def test_a_report_that_speaks_of_reports_is_not_split() -> None:
    pages = [
        cover(1, "石泉市林业站"),
        inner(2, "1"),
        scanned(3, ("body", BODY), ("body", "详见整体支出绩效自评报告"), label="2"),
    ]
    assert assemble(SOURCE, pages).layout_parts == ()
    assert title_score(pages[2])[0] < 0.6


def test_an_annex_and_a_title_under_a_page_number_that_goes_on_begin_no_other_report() -> None:
    title = ("title", "石泉市林业站2021年度部门整体支出绩效自评报告")
    alone = scanned(4, title, ("body", BODY))
    assert title_score(alone)[0] >= 0.6
    assert title_score(scanned(4, ("body", "附件2"), title, ("body", BODY)))[0] < 0.6
    pages = [scanned(1, ("title", "关于报送绩效材料的函"), ("body", BODY), label="1"), inner(2, "2")]
    assert assemble(SOURCE, [*pages, scanned(3, title, ("body", BODY), label="3")]).layout_parts == ()
    assert len(assemble(SOURCE, [*pages, scanned(3, title, ("body", BODY))]).layout_parts) == 2


def test_results_of_a_self_evaluation_begin_a_report_too() -> None:
    results = scanned(3, ("title", "2021年度东陂县民政局整体绩效自评结果"), ("body", BODY))
    assert len(assemble(SOURCE, [cover(1, "石泉市林业站"), inner(2, "1"), results]).layout_parts) == 2


def test_split_may_be_given_or_refused() -> None:
    given = assemble(SOURCE, VOLUME, options=ScanOptions(split="1,3"))
    assert len(given.layout_parts) == 2
    (whole,) = assemble(SOURCE, VOLUME, options=ScanOptions(split="no")).layout_parts
    assert (whole.start, whole.given) == (0, True)
    with pytest.raises(UsageError):
        assemble(SOURCE, VOLUME, options=ScanOptions(split="9,x"))


def test_missing_and_repeated_page_numbers_are_reported() -> None:
    pages = [inner(1, "1"), inner(2, "2"), inner(3, "5"), inner(4, "5")]
    assert [(n.code, n.page) for n in page_notices(pages)] == [("page-missing", 3), ("page-number-repeated", 4)]
    assert "3–4" in page_notices(pages)[0].message


def test_two_numbers_on_facing_pages_count_as_two() -> None:
    assert page_notices([inner(1, "2,3"), inner(2, "4,5")]) == []


def test_a_page_scanned_twice_is_reported() -> None:
    twice = [
        scanned(1, ("body", BODY), key="a"),
        scanned(2, ("body", "别的内容"), key="b"),
        scanned(3, ("body", BODY), key="c"),
    ]
    assert [(n.code, n.page) for n in page_notices(twice)] == [("duplicate-page", 3)]


def test_pages_are_joined_by_form_feeds_and_offsets_hold() -> None:
    document = assemble(SOURCE, VOLUME)
    assert document.source_text.count("\f") == len(VOLUME) - 1
    for page, read in zip(document.pages, VOLUME, strict=True):
        assert document.source_text[page.start : page.end] == read.text
    assert document.layout is not None
    for item in document.layout:
        assert isinstance(item, LayoutParagraph)
        assert all("\f" not in document.source_text[a:b] for a, b in item.spans)


def test_a_paragraph_that_runs_over_the_page_break_is_one() -> None:
    from dataclasses import replace

    one = replace(scanned(1, ("body", "全年支出一千三百"), label="1"), open_end=True, last_body=0)
    other = replace(scanned(2, ("body", "四十一万元。"), label="2"), open_start=True, first_body=0, last_body=0)
    document = assemble(SOURCE, [one, other])
    assert document.layout is not None
    assert ["".join(document.source_text[a:b] for a, b in item.spans) for item in document.layout] == [
        "全年支出一千三百四十一万元。"
    ]  # type: ignore[union-attr]
    closed = assemble(SOURCE, [replace(one, open_end=False), other])
    assert len(closed.layout or ()) == 2
