"""Reading order, paragraphs and aligned tables from lines that are made here, without OCR."""

from __future__ import annotations

from dataclasses import replace

from jixiao.document.document import LayoutParagraph, LayoutTable
from jixiao.ingest.scan.compose import compose
from jixiao.ingest.scan.flow import page_number
from jixiao.ingest.scan.grid import Grid, GridCell
from jixiao.ingest.scan.raw import RawLine, RawPage, packed, unpacked
from jixiao.ingest.scan.shapes import cut_at, with_full_widths

EM = 30.0


def line(text: str, x: float, y: float, em: float = EM) -> RawLine:
    """A line whose characters take an em each, digits and points half of one."""
    boxes, at = [], x
    for character in text:
        wide = em / 2 if character.isascii() else em
        boxes.append(None if character == " " else (at + 1, y, at + wide - 1, y + em * 0.92))
        at += wide
    inked = [b for b in boxes if b is not None]
    hull = (inked[0][0], y, inked[-1][2], y + em * 0.92)
    return RawLine(text, hull, tuple(boxes), tuple(0.99 for _ in text))


def page(*lines: RawLine, width: int = 1240, height: int = 1754, **more: object) -> RawPage:
    return RawPage(0, 0.0, width, height, 150.0, lines=lines, inked=0.05, **more)  # type: ignore[arg-type]


def texts(raw: RawPage) -> list[str]:
    read = compose(raw, 1)
    return ["".join(read.text[a:b] for a, b in item.spans) for item in read.layout if isinstance(item, LayoutParagraph)]


def test_full_lines_go_on_and_an_indent_begins_a_paragraph() -> None:
    full = "年度预算收入合计一千二百万元其中一般公共预算拨款八百万元"
    raw = page(
        line(full[:-2], 260, 200),
        line(full, 200, 250),
        line("上年结转三百万元。", 200, 300),
        line(full[:-2], 260, 350),
        line("全部完成。", 200, 400),
    )
    assert texts(raw) == [full[:-2] + full + "上年结转三百万元。", full[:-2] + "全部完成。"]


def test_a_heading_under_a_full_line_begins_a_paragraph_where_nothing_is_indented() -> None:
    full = "年度预算收入合计一千二百万元其中一般公共预算拨款八百万"
    raw = page(
        line(full + "。", 200, 200),
        line("（二）专项管理情况分析", 200, 250),
        line(full + "元", 200, 300),
        line(full + "。", 200, 350),
        line("上年结转三百万元。", 200, 420),
        line("3.效益指标完成情况", 200, 470),
    )
    assert texts(raw) == [
        full + "。",
        "（二）专项管理情况分析",
        full + "元" + full + "。",
        "上年结转三百万元。",
        "3.效益指标完成情况",
    ]


def test_a_figure_at_the_beginning_of_a_line_is_no_heading() -> None:
    full = "年度预算收入合计一千二百万元其中一般公共预算拨款八百；"
    raw = page(
        line(full, 200, 200), line("3.5万元结转下年使用。", 200, 250), line(full, 200, 300), line(full, 200, 350)
    )
    assert texts(raw)[0] == full + "3.5万元结转下年使用。"


def test_a_line_that_is_short_for_a_figure_that_did_not_fit_goes_on() -> None:
    full = "年度预算收入合计一千二百万元其中一般公共预算拨款八百万元"
    raw = page(
        line(full, 200, 200),
        line(full[:-4], 200, 250),
        line("1,766.26万元，占三成。", 200, 300),
        line(full, 200, 350),
        line(full[:-4] + "。", 200, 400),
        line("1,766.26万元，占三成。", 200, 450),
    )
    assert texts(raw)[0] == full + full[:-4] + "1,766.26万元，占三成。"
    assert texts(raw)[1:] == [full + full[:-4] + "。", "1,766.26万元，占三成。"]


def test_a_last_line_of_one_character_and_its_full_stop_goes_on() -> None:
    full = "年度预算收入合计一千二百万元其中一般公共预算拨款八百万"
    stop = line("元。", 200, 300)
    low = tuple(
        b and (b[0], b[1] + (18 if c == "。" else 0), b[0] + 9 if c == "。" else b[2], b[3])
        for c, b in zip(stop.text, stop.characters, strict=True)
    )
    raw = page(line(full, 200, 200), line(full, 200, 250), replace(stop, characters=low), line(full, 200, 350))
    assert texts(raw)[0] == full + full + "元。"


def test_a_title_of_two_lines_is_one_title() -> None:
    body = [line("本单位编制数二十四人在职人员二十二人控制率合格", 200, 500 + 45 * i) for i in range(6)]
    raw = page(
        line("某县城市管理和综合执法局部门决算", 193, 200, 44),
        line("公开说明", 457, 300, 44),
        line("二〇二一年", 470, 400),
        *body,
    )
    read = compose(raw, 1)
    titles = [i for i in read.layout if isinstance(i, LayoutParagraph) and i.role == "title"]
    first = "".join(read.text[a:b] for a, b in titles[0].spans)
    assert first == "某县城市管理和综合执法局部门决算公开说明"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line("左栏文字内容左栏文字内容" if i < 6 else "左栏结束。", 100, 200 + 45 * i) for i in range(7)]
    right = [line("右栏文字内容右栏文字内容" if i < 6 else "右栏结束。", 700, 202 + 45 * i) for i in range(7)]
    said = "".join(texts(page(*[x for pair in zip(left, right, strict=True) for x in pair])))
    assert said.index("左栏结束") < said.index("右栏文字")


def test_a_note_in_the_margin_does_not_break_the_text() -> None:
    body = [line("本单位编制数二十四人在职人员二十二人控制率合格", 200, 200 + 45 * i) for i in range(6)]
    note = line("已核", 1100, 292)
    said = texts(page(*body, note))
    assert said[-1] == "已核"
    assert "已核" not in said[0]


def test_the_page_number_at_the_foot_is_told_from_a_figure_in_the_text() -> None:
    read = compose(
        page(
            line("预算执行情况说明如下文字", 200, 300),
            line("—", 560, 1690),
            line("12", 620, 1690),
            line("—", 690, 1690),
        ),
        1,
    )
    assert read.label == "12"
    assert page_number("1,234.5") is None
    assert page_number("第 3 页") == "3"
    assert page_number("－ 5 －") == "5"


def test_rows_of_figures_line_up_as_a_table() -> None:
    rows = [
        [("科目名称", 120), ("年初预算数", 500), ("决算数", 800)],
        [("教育支出", 120), ("1,071.65", 510), ("998.2", 820)],
        [("农林水支出", 120), ("134.2", 530), ("120.7", 820)],
        [("合计", 120), ("1,205.85", 510), ("1,118.9", 805)],
    ]
    raw = page(*[line(text, x, 300 + 50 * i) for i, row in enumerate(rows) for text, x in row])
    (table,) = compose(raw, 1).layout
    assert isinstance(table, LayoutTable)
    assert (table.rows, table.columns, table.certain) == (4, 3, False)
    assert "aligned" in table.doubts


def test_prose_with_a_gap_is_no_table() -> None:
    raw = page(
        line("部门名称：石泉市林业站", 200, 200),
        line("联系人：吴某某", 700, 200),
        line("评价方式：部门自评", 200, 260),
        line("日期：", 700, 260),
        line("评价机构：评价组", 200, 320),
        line("财政局制", 700, 320),
    )
    assert all(isinstance(item, LayoutParagraph) for item in compose(raw, 1).layout)


def test_a_line_is_cut_between_characters_with_their_boxes() -> None:
    whole = line("合计134.2", 100, 100)
    left, right = cut_at(whole, 161)
    assert left is not None
    assert right is not None
    assert (left.text, right.text) == ("合计", "134.2")
    assert right.box[0] == whole.characters[2][0]  # type: ignore[index]


def test_brackets_are_as_wide_as_they_were_printed() -> None:
    boxes = (
        (0.0, 0.0, 28.0, 28.0),
        (50.0, 0.0, 58.0, 28.0),
        (60.0, 0.0, 88.0, 28.0),
        (92.0, 0.0, 100.0, 28.0),
        (122.0, 0.0, 150.0, 28.0),
    )
    wide = RawLine("国(境)费", (0.0, 0.0, 150.0, 28.0), boxes, (1.0,) * 5)
    assert with_full_widths(wide).text == "国（境）费"
    tight = (
        (0.0, 0.0, 15.0, 28.0),
        (17.0, 0.0, 25.0, 28.0),
        (27.0, 0.0, 40.0, 28.0),
        (42.0, 0.0, 50.0, 28.0),
        (52.0, 0.0, 66.0, 28.0),
    )
    assert with_full_widths(RawLine("B(A)x", (0.0, 0.0, 66.0, 28.0), tight, (1.0,) * 5)).text == "B(A)x"


def test_a_page_comes_out_of_the_cache_as_it_went_in() -> None:
    raw = page(line("教育支出 12", 100, 100), stamps=((1.0, 2.0, 3.0, 4.0),), rules=((1.0, 2.0, 3.0, 1.0),))
    assert unpacked(packed(raw)) == raw


def _cell(text: str, row: int, column: int, boxes: tuple[tuple[float, float, float, float], ...]) -> RawLine:
    hull = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
    return RawLine(text, hull, boxes, tuple(0.9 for _ in text), (), (0, (row - 1) * 2 + column - 1))


def _grid_page(*lines: RawLine) -> RawPage:
    cells = tuple(
        GridCell(r, c, 1, 1, 200.0 * c, 100.0 * r, 200.0 * c + 200, 100.0 * r + 100) for r in (1, 2) for c in (1, 2)
    )
    return page(*lines, grids=(Grid(cells, 2, 2, 200.0, 100.0, 600.0, 300.0),))


def _said(raw: RawPage) -> list[str]:
    read = compose(raw, 1)
    (table,) = read.layout
    assert isinstance(table, LayoutTable)
    return ["".join(read.text[a:b] for a, b in c.spans) for c in table.cells]


def test_a_flat_stroke_alone_in_a_cell_is_a_dash_not_the_number_one() -> None:
    head = tuple((210.0 + 30 * i, 110.0, 238.0 + 30 * i, 138.0) for i in range(4))
    flat = ((420.0, 150.0, 446.0, 153.0),)
    double = ((420.0, 250.0, 478.0, 253.0),)
    raw = _grid_page(_cell("上年结转", 1, 1, head), _cell("一", 1, 2, flat), _cell("一", 2, 2, double))
    assert _said(raw) == ["上年结转", "—", "", "——"]


def test_in_a_column_that_counts_it_stays_the_number_one() -> None:
    flat = ((220.0, 150.0, 246.0, 153.0),)
    two = ((220.0, 240.0, 246.0, 262.0),)
    assert _said(_grid_page(_cell("一", 1, 1, flat), _cell("二", 2, 1, two))) == ["一", "", "二", ""]


def test_a_bracket_that_opens_one_way_closes_the_same_way() -> None:
    raw = page(line("财预〔2023]61号", 200, 300))
    assert texts(raw) == ["财预〔2023〕61号"]


def test_words_that_stand_apart_are_parted_by_a_blank() -> None:
    one, other = line("填表人：吴某某", 200, 300), line("填报日期：2023年", 450, 300)
    assert texts(page(one, other)) == ["填表人：吴某某 填报日期：2023年"]
    whole = RawLine(
        one.text + other.text,
        (one.box[0], one.box[1], other.box[2], one.box[3]),
        (*one.characters, *other.characters),
        (*one.confidence, *other.confidence),
        ((len(one.text), "慎", 0.1),),
    )
    read = compose(page(whole), 1)
    assert read.text == "填表人：吴某某 填报日期：2023年"
    assert read.text[read.glyphs.rivals[0][0]] == "填"


def test_a_wide_bracket_makes_its_fellow_wide() -> None:
    boxes = ((15.0, 0.0, 23.0, 28.0), (30.0, 0.0, 58.0, 28.0), (62.0, 0.0, 70.0, 28.0), (75.0, 0.0, 103.0, 28.0))
    assert with_full_widths(RawLine("(一)基", (15.0, 0.0, 103.0, 28.0), boxes, (1.0,) * 4)).text == "（一）基"


def test_the_date_under_a_letter_ends_its_page_and_an_annex_begins_one() -> None:
    def ends(*lines: RawLine) -> tuple[bool, bool]:
        read = compose(page(*lines), 1)
        return read.open_start, read.open_end

    full = [line("年度预算收入合计一千二百万元其中一般公共预算拨款八百万元", 200, y) for y in (200, 250, 300)]
    assert ends(*full) == (True, True)
    assert not ends(*full, line("2022年6月18日", 860, 400))[1]
    assert not ends(line("附件1", 200, 100), *full)[0]
    assert not ends(line("二、资金使用情况", 200, 100), *full)[0]


def test_a_numbered_heading_that_fills_its_line_is_no_title() -> None:
    heading = "（二）整体支出规模、使用方向和主要内容、涉及范围等情况说明"
    raw = page(
        line(heading, 200, 300, EM * 1.05),
        *(line("全年支出合计一千二百万元其中项目支出八百万元基本支出四百", 200, y) for y in (350, 400, 450)),
    )
    read = compose(raw, 1)
    roles = [item.role for item in read.layout if isinstance(item, LayoutParagraph)]
    assert "title" not in roles


def test_lines_of_a_table_of_contents_are_not_joined() -> None:
    entries = [f"第{n}部分 预算绩效情况说明PAGEREF_Toc15377200\\h 4" for n in "一二三"]
    assert texts(page(*(line(entry, 200, 200 + 50 * at) for at, entry in enumerate(entries)))) == entries


def test_a_heading_that_fills_its_line_is_not_joined_with_the_text_below_it() -> None:
    heading = "（二）整体支出规模、使用方向和主要内容以及涉及的范围等"
    body = "全年支出合计一千二百万元其中项目支出八百万元基本支出四百"
    raw = page(line(heading, 200, 300), *(line(body, 200, y) for y in (350, 400, 450)))
    assert texts(raw) == [heading, body * 3]
    item = "（二）组织开展了整体支出的绩效自评并且按照要求公开了情况"
    assert texts(page(line(item, 200, 300), *(line("和结果" + body[3:], 200, y) for y in (350, 400))))[0].startswith(
        item + "和结果"
    )
