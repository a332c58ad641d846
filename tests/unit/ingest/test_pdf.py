"""Digital PDF: text with boxes, tables by their rulings, order, furniture, and pages whose text cannot be used."""

from __future__ import annotations

import re

import pytest

from jixiao.document.document import Document, LayoutParagraph, LayoutTable
from jixiao.document.errors import CorruptInput, EncryptedInput, TooLarge
from jixiao.document.limits import Limits
from jixiao.ingest import read
from tests.unit.ingest.pdf_builder import HEIGHT, Sheet, pdf

PROSE = "本单位全年完成各项工作任务并按照要求开展了绩效自评工作现将有关情况报告如下请予审核"


def shown(document: Document, role: str = "body") -> list[str]:
    return [
        "".join(document.source_text[a:b] for a, b in item.spans)
        for item in document.layout or ()
        if isinstance(item, LayoutParagraph) and item.role == role
    ]


def tables(document: Document) -> list[LayoutTable]:
    return [item for item in document.layout or () if isinstance(item, LayoutTable)]


def grid(document: Document, table: LayoutTable) -> list[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row - 1][cell.column - 1] = "".join(document.source_text[a:b] for a, b in cell.spans)
    return rows


def digital(*pages, **options) -> Document:  # type: ignore[no-untyped-def]
    return read("a", data=pdf(*pages, **options), ocr="never")


def test_pages_are_joined_by_form_feeds_and_know_their_place_and_size() -> None:
    document = digital(lambda sheet: sheet.text(72, 100, "第一部分"), lambda sheet: sheet.text(72, 100, "第二部分"))
    assert document.source_text == "第一部分\f第二部分"
    assert [(page.number, page.start, page.end, page.width, page.height) for page in document.pages] == [
        (1, 0, 4, 595.0, 842.0),
        (2, 5, 9, 595.0, 842.0),
    ]
    assert document.page_at(5) is document.pages[1]
    assert "\r" not in document.source_text


def test_a_character_s_box_is_where_it_is_drawn_from_the_top_left() -> None:
    document = digital(lambda sheet: sheet.text(100, 200, "甲乙", 20))
    glyphs = document.pages[0].glyphs
    assert glyphs is not None
    box = glyphs.box(1)
    assert box is not None
    assert box[0] == pytest.approx(120, abs=2)
    assert box[2] == pytest.approx(140, abs=2)
    assert 175 < box[1] < box[3] < 212


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_boxes_of_a_rotated_page_are_those_of_the_page_as_shown(rotate: int) -> None:
    document = digital(lambda sheet: sheet.text(100, 200, "甲", 20), rotate=rotate)
    page = document.pages[0]
    assert page.glyphs is not None
    assert page.width is not None
    box = page.glyphs.box(0)
    assert box is not None
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    x, y = 110, 193
    expected = {90: (HEIGHT - y, x), 180: (595 - x, HEIGHT - y), 270: (y, 595 - x)}[rotate]
    assert middle == pytest.approx(expected, abs=6)
    assert (page.width, page.height) == ((595.0, 842.0) if rotate == 180 else (842.0, 595.0))


def test_a_page_that_lies_on_its_side_is_read_as_its_text_stands() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.translate(0, 842)
        sheet.canvas.rotate(-90)
        sideways = Sheet(sheet.canvas, 595)
        sideways.grid([60, 200, 400], [100, 130, 160], [["机构", "收入"], ["局机关", "134.2"]])
        sideways.text(60, 80, "年度收入情况")

    document = digital(draw)
    assert grid(document, tables(document)[0]) == [["机构", "收入"], ["局机关", "134.2"]]
    assert shown(document) == ["年度收入情况"]


def test_a_ruled_table_gives_its_cells() -> None:
    document = digital(
        lambda sheet: sheet.grid(
            [72, 200, 300, 400], [100, 130, 160], [["机构", "收入", "支出"], ["局机关", "134.2", ""]]
        )
    )
    (table,) = tables(document)
    assert grid(document, table) == [["机构", "收入", "支出"], ["局机关", "134.2", ""]]
    assert table.certain


def test_a_missing_line_merges_cells() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid([72, 200, 300, 400], [100, 130, 160, 190])
        sheet.canvas.setFillColorRGB(1, 1, 1)

    def merged(sheet: Sheet) -> None:
        xs, ys = [72, 200, 300, 400], [100, 130, 160, 190]
        for y in (100, 160, 190):
            sheet.rule(72, y, 400, y)
        sheet.rule(200, 130, 400, 130)
        for x in (72, 200, 400):
            sheet.rule(x, 100, x, 190)
        sheet.rule(300, 130, 300, 190)
        sheet.fill(xs, ys, [["机构", "其中"], ["", "基本", "项目"], ["局机关", "51.9", "82.3"]])

    document = digital(merged)
    (table,) = tables(document)
    places = {(c.row, c.column): (c.row_span, c.column_span) for c in table.cells}
    assert (places[1, 1], places[1, 2]) == ((2, 1), (1, 2))
    assert (2, 1) not in places
    assert grid(document, table)[2] == ["局机关", "51.9", "82.3"]


def test_borders_drawn_as_thin_boxes_are_lines() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (100, 130, 160):
            for left, right in ((72, 199.5), (200.5, 300)):
                sheet.bar(left, y, right, y + 0.5)
        for x in (72, 200, 300):
            for top in (100, 130):
                sheet.bar(x, top + 0.5, x + 0.5, top + 30)
        sheet.fill([72, 200], [100, 130], [["机构", "收入"], ["局机关", "134.2"]])

    document = digital(draw)
    assert grid(document, tables(document)[0]) == [["机构", "收入"], ["局机关", "134.2"]]


def test_a_table_open_at_its_sides_ends_where_its_lines_end() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (100, 130, 160):
            sheet.rule(72, y, 400, y)
        for x in (200, 300):
            sheet.rule(x, 100, x, 160)
        sheet.fill([72, 200, 300], [100, 130], [["机构", "收入", "支出"], ["局机关", "134.2", "130.1"]])

    document = digital(draw)
    (table,) = tables(document)
    assert grid(document, table) == [["机构", "收入", "支出"], ["局机关", "134.2", "130.1"]]
    assert not table.certain
    assert "half-ruled" in table.doubts


def test_a_table_with_three_rules_has_columns_where_no_text_stands() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (100, 125, 190):
            sheet.rule(72, y, 450, y)
        rows = [
            ["项目", "预算数", "决算数"],
            ["基本支出", "51.9", "51.9"],
            ["项目支出", "82.3", "80.0"],
            ["合计", "134.2", "131.9"],
        ]
        for number, cells in enumerate(rows):
            for x, text in zip((80, 220, 360), cells, strict=True):
                sheet.text(x, 118 + 20 * number, text, 10)

    document = digital(draw)
    (table,) = tables(document)
    assert grid(document, table) == [
        ["项目", "预算数", "决算数"],
        ["基本支出", "51.9", "51.9"],
        ["项目支出", "82.3", "80.0"],
        ["合计", "134.2", "131.9"],
    ]


def test_a_ledger_ruled_in_columns_only_has_a_row_for_each_line() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid([72, 200, 300, 400], [100, 130, 200], [["项目", "预算", "决算"]])
        for number, cells in enumerate((("人员", "10.5", "9.8"), ("公用", "20", "21.3"), ("其他", "3", "3"))):
            for x, text in zip((76, 204, 304), cells, strict=True):
                sheet.text(x, 147 + 18 * number, text, 10)

    document = digital(draw)
    assert grid(document, tables(document)[0])[1:] == [
        ["人员", "10.5", "9.8"],
        ["公用", "20", "21.3"],
        ["其他", "3", "3"],
    ]


def test_a_table_in_a_cell_is_nested() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid([72, 150, 500], [100, 300], [["说明", "附表"]])
        sheet.grid([200, 300, 400], [150, 180, 210], [["甲", "乙"], ["1", "2"]])

    document = digital(draw)
    outer, inner = tables(document)
    assert inner.nested_in == (1, 1, 2)
    assert grid(document, outer) == [["说明", "附表"]]
    assert grid(document, inner) == [["甲", "乙"], ["1", "2"]]


def test_a_frame_around_the_page_and_an_underline_are_no_tables() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid([40, 555], [40, 800])
        sheet.lines(60, 100, [PROSE[:36]] * 25)
        sheet.rule(60, 104, 200, 104)

    assert tables(digital(draw)) == []


def test_a_table_goes_on_over_the_page_break_and_its_header_counts_once() -> None:
    xs = [72, 200, 400]

    def page(first: int, count: int, top: float):  # type: ignore[no-untyped-def]
        def draw(sheet: Sheet) -> None:
            ys = [top + 25 * n for n in range(count + 2)]
            sheet.grid(xs, ys, [["指标", "得分"], *[[f"指标{n}", f"{n}.5"] for n in range(first, first + count)]])

        return draw

    document = digital(page(1, 20, 250), page(21, 3, 72))
    (table,) = tables(document)
    assert table.rows == 24
    assert grid(document, table)[0] == ["指标", "得分"]
    assert [row[0] for row in grid(document, table)].count("指标") == 1
    assert grid(document, table)[-1] == ["指标23", "23.5"]
    assert "page-break" in table.doubts
    assert shown(document, "header") == ["指标得分"]


def test_a_row_that_a_page_break_cuts_is_one_row() -> None:
    xs = [72, 140, 300]
    text = PROSE[:30]

    def first(sheet: Sheet) -> None:
        sheet.grid(xs, [600, 640, 760], [["项目", "情况"], ["工作成绩", ""]])
        for number in range(6):
            sheet.text(146, 655 + 18 * number, text[15 * (number % 2) :][:15], 10)

    def second(sheet: Sheet) -> None:
        sheet.grid(xs, [72, 110, 140], [["", text[:15] + "\n" + text[15:22]], ["存在问题", "无"]])

    document = digital(first, second)
    (table,) = tables(document)
    assert [row[0] for row in grid(document, table)] == ["项目", "工作成绩", "存在问题"]
    assert grid(document, table)[1][1] == text * 3 + text[:22]


def test_two_tables_of_different_width_stay_two() -> None:
    document = digital(
        lambda sheet: sheet.grid([72, 200, 400], [700, 730, 760], [["甲", "乙"], ["1", "2"]]),
        lambda sheet: sheet.grid([72, 200, 500], [72, 100, 130], [["丙", "丁"], ["3", "4"]]),
    )
    assert len(tables(document)) == 2


def test_wrapped_lines_become_one_paragraph_and_keep_their_own_spans() -> None:
    lines = ["　　" + PROSE[:34], PROSE[:36], PROSE[:10] + "。", "　　" + PROSE[:20] + "。"]
    document = digital(lambda sheet: sheet.lines(72, 100, lines))
    first, second = [item for item in document.layout or () if isinstance(item, LayoutParagraph)]
    assert "".join(document.source_text[a:b] for a, b in first.spans) == PROSE[:34] + PROSE[:36] + PROSE[:10] + "。"
    assert len(first.spans) == 3
    assert "".join(document.source_text[a:b] for a, b in second.spans) == PROSE[:20] + "。"


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    foot = lambda sheet: (sheet.lines(72, 660, [PROSE[:36]] * 5), sheet.text(290, 800, "1", 9))  # noqa: E731
    head = lambda sheet: (sheet.lines(72, 72, [PROSE[:36], PROSE[:12] + "。"]), sheet.text(290, 800, "2", 9))  # noqa: E731
    document = digital(foot, head)
    assert shown(document) == [PROSE[:36] * 6 + PROSE[:12] + "。"]
    assert [page.label for page in document.pages] == ["1", "2"]


def test_a_title_a_date_and_the_lines_of_a_cover_stay_apart() -> None:
    def cover(sheet: Sheet) -> None:
        sheet.text(100, 120, "某区2022年度部门整体支出绩效评价自评报告", 18)
        sheet.lines(72, 200, ["部门（单位）名称：某区水利局", "评价方式：部门自评"], 14, 30)
        sheet.text(430, 300, "2023年4月9日", 12)
        sheet.text(72, 330, "附件1", 12)

    def body(sheet: Sheet) -> None:
        sheet.lines(72, 100, [PROSE[:37], PROSE[:37], PROSE[:37]])
        sheet.text(440, 160, "2023年4月9日", 12)

    assert shown(digital(cover, body)) == [
        "某区2022年度部门整体支出绩效评价自评报告",
        "部门（单位）名称：某区水利局",
        "评价方式：部门自评",
        "2023年4月9日",
        "附件1",
        PROSE[:37] * 3,
        "2023年4月9日",
    ]


def test_a_title_that_wraps_in_the_middle_is_one() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(72, 100, "某市高新技术产业园区管理委员会二〇二二年度说", 20)
        sheet.text(288, 130, "明", 20)
        sheet.lines(72, 180, [PROSE[:37]] * 3)

    assert shown(digital(draw)) == ["某市高新技术产业园区管理委员会二〇二二年度说明", PROSE[:37] * 3]


def test_italics_are_no_watermark() -> None:
    def draw(sheet: Sheet) -> None:
        line = sheet.canvas.beginText(72, HEIGHT - 100)
        line.setFont("STSong-Light", 12)
        line.setTextTransform(1, 0, 0.3, 1, 72, HEIGHT - 100)
        line.textOut("斜体的标题")
        sheet.canvas.drawText(line)

    assert shown(digital(draw)) == ["斜体的标题"]


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(180, 80, "某区统计公报标题跨越两栏书写", 16)
        for number in range(8):
            sheet.text(72, 120 + 20 * number, f"左{number}" + PROSE[:14], 12)
            sheet.text(310, 120 + 20 * number, f"右{number}" + PROSE[:14], 12)

    text = "".join(shown(digital(draw)))
    assert text.index("标题") < text.index("左0") < text.index("左7") < text.index("右0") < text.index("右7")


def test_running_heads_feet_and_page_numbers_are_furniture() -> None:
    def page(number: int):  # type: ignore[no-untyped-def]
        def draw(sheet: Sheet) -> None:
            sheet.text(220, 40, "某区财政局绩效自评材料", 9)
            sheet.lines(72, 100, [f"第{number}页的正文内容。"])
            sheet.text(280, 810, f"— {number} —", 9)

        return draw

    document = digital(*map(page, range(1, 5)))
    assert shown(document) == [f"第{number}页的正文内容。" for number in range(1, 5)]
    assert shown(document, "header") == ["某区财政局绩效自评材料"] * 4
    assert shown(document, "page-number") == [f"— {number} —" for number in range(1, 5)]
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]


def test_a_watermark_across_the_page_is_furniture() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.lines(72, 100, [PROSE[:36], PROSE[:36]])
        sheet.canvas.saveState()
        sheet.canvas.translate(200, 300)
        sheet.canvas.rotate(40)
        sheet.canvas.setFont("STSong-Light", 40)
        sheet.canvas.drawString(0, 0, "内部资料")
        sheet.canvas.restoreState()

    document = digital(draw)
    assert shown(document) == [PROSE[:36] * 2]
    assert "".join(shown(document, "header")).replace("\n", "") == "内部资料"


def test_lines_with_leaders_are_a_table_of_contents() -> None:
    document = digital(
        lambda sheet: sheet.lines(72, 100, ["一、部门概况" + "." * 40 + "3", "二、收支情况………………12", "一、部门概况"])
    )
    assert len(shown(document, "toc")) == 2
    assert shown(document) == ["一、部门概况"]


def test_bookmarks_make_headings() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.bookmarkPage("a")
        sheet.canvas.bookmarkPage("b")
        sheet.canvas.addOutlineEntry("一、部门概况", "a", level=0)
        sheet.canvas.addOutlineEntry("（一）职能", "b", level=1)
        sheet.lines(72, 100, ["一、部门概况", "（一）职能", "正文。"], leading=40)

    headings = [i for i in digital(draw).layout or () if isinstance(i, LayoutParagraph) and i.role == "heading"]
    assert [item.level for item in headings] == [1, 2]


def test_an_owner_password_does_not_keep_a_file_shut_and_a_user_password_does() -> None:
    draw = lambda sheet: sheet.text(72, 100, "公开内容")  # noqa: E731
    assert digital(draw, owner="secret").source_text == "公开内容"
    with pytest.raises(EncryptedInput) as caught:
        digital(draw, user="secret", owner="other")
    assert caught.value.code == "encrypted"
    assert "密码" in caught.value.text()


def test_a_page_without_text_is_an_empty_page_and_a_blank_one_is_nothing() -> None:
    def picture(sheet: Sheet) -> None:
        import io

        from PIL import Image
        from reportlab.lib.utils import ImageReader

        file = io.BytesIO()
        Image.new("L", (300, 400), 200).save(file, "PNG")
        sheet.canvas.drawImage(ImageReader(file), 0, 0, 595, 842)

    document = digital(lambda sheet: sheet.text(72, 100, "正文"), picture, lambda sheet: None)
    assert [(gap.kind, gap.page) for gap in document.gaps] == [("empty-page", 2)]
    assert ("empty-page", 2) in [(notice.code, notice.page) for notice in document.warnings]
    assert document.gaps[0].boxes == ((0.0, 0.0, 595.0, 842.0),)


def test_a_mojibake_text_layer_is_a_garbled_page() -> None:
    garbage = "全年完成规模工业总产值同比增长".encode("gbk").decode("latin-1")
    document = digital(
        lambda sheet: sheet.text(72, 100, "正常的中文内容在这一页"),
        lambda sheet: [sheet.text(72, 100 + 20 * n, garbage, 12, "Helvetica") for n in range(5)],
    )
    assert [(gap.kind, gap.page) for gap in document.gaps] == [("garbled-page", 2)]
    assert shown(document) == ["正常的中文内容在这一页"]


def test_a_text_that_a_form_field_holds_is_read() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(72, 100, "单位名称：")
        sheet.canvas.acroForm.textfield(name="unit", value="ABC2021", x=200, y=HEIGHT - 110, width=200, height=20)

    assert "ABC2021" in digital(draw).source_text


def test_more_pages_than_the_limit_are_too_large_and_the_limit_is_said() -> None:
    data = pdf(*[lambda sheet: sheet.text(72, 100, "页")] * 4)
    with pytest.raises(TooLarge) as caught:
        read("a", data=data, limits=Limits(pages=3))
    assert "3" in caught.value.text()
    assert "4" in caught.value.text("en")


def test_a_file_without_its_end_is_corrupt_or_says_that_it_may_be_incomplete() -> None:
    data = pdf(*[lambda sheet: sheet.text(72, 100, "内容")] * 3)
    for share in (0.3, 0.6, 0.9):
        try:
            document = read("a", data=data[: int(share * len(data))], ocr="never")
        except CorruptInput:
            continue
        assert "file-truncated" in [notice.code for notice in document.warnings]


def test_a_number_of_pages_that_goes_round_in_a_circle_is_not_followed_for_ever() -> None:
    data = pdf(lambda sheet: sheet.text(72, 100, "内容"))
    kids = re.search(rb"/Kids \[ (\d+) 0 R \]", data)
    tree = re.search(rb"(\d+) 0 obj\s*<<\s*/Count 1 /Kids", data)
    assert kids is not None
    assert tree is not None
    looped = data.replace(kids[0], b"/Kids [ " + tree[1].rjust(len(kids[1])) + b" 0 R ]")
    with pytest.raises(CorruptInput):
        read("a", data=looped, ocr="never")
