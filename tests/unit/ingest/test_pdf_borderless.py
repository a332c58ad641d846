"""PDF tables without a single line: read where characters stand in columns and pdfplumber agrees; nothing else becomes one."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from jixiao.document.document import Document, LayoutParagraph, LayoutTable
from jixiao.document.records import FactRecord
from jixiao.ingest import read
from jixiao.ingest.office import find_libreoffice
from jixiao.ingest.pdf import borderless
from jixiao.pipeline import Pipeline
from tests.tools import need
from tests.unit.ingest.pdf_builder import Sheet, pdf

XS = (80, 300, 430)
ROWS = [
    ["项目", "预算数", "决算数"],
    ["基本支出", "1,051.90", "1,051.90"],
    ["其中：人员经费", "820.00", "815.30"],
    ["项目支出", "82.3", "80.0"],
    ["合计", "1,134.2", "1,131.9"],
]
PROSE = "本单位全年完成各项工作任务并按照要求开展了绩效自评工作现将有关情况报告如下请予审核"


def rows(
    sheet: Sheet, texts: Sequence[Sequence[str]], xs: Sequence[float] = XS, top: float = 140, by: float = 20
) -> None:
    for number, cells in enumerate(texts):
        for x, text in zip(xs, cells, strict=True):
            sheet.text(x, top + by * number, text, 10)


def budget(sheet: Sheet) -> None:
    sheet.text(200, 80, "部门收入支出情况表", 16)
    sheet.text(72, 110, "编制单位：某区水利局", 10)
    sheet.text(420, 110, "金额单位：万元", 10)
    rows(sheet, ROWS)
    sheet.text(72, 260, "注：以上数据来自财务决算报表。", 10)


def digital(*pages: Callable[[Sheet], object], **options: object) -> Document:
    return read("a.pdf", data=pdf(*pages, **options), ocr="never")  # type: ignore[arg-type]


def tables(document: Document) -> list[LayoutTable]:
    return [item for item in document.layout or () if isinstance(item, LayoutTable)]


def grid(document: Document, table: LayoutTable) -> list[list[str]]:
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row - 1][cell.column - 1] = "".join(document.source_text[a:b] for a, b in cell.spans)
    return found


def paragraphs(document: Document) -> str:
    return "\n".join(
        "".join(document.source_text[a:b] for a, b in item.spans)
        for item in document.layout or ()
        if isinstance(item, LayoutParagraph)
    )


def only_table(*pages: Callable[[Sheet], object], **options: object) -> list[list[str]]:
    document = digital(*pages, **options)
    (table,) = tables(document)
    return grid(document, table)


# ------------------------------------------------------------------------------------------------- what is a table


def test_columns_of_figures_without_lines_are_a_table_that_says_that_it_is_inferred() -> None:
    document = digital(budget)
    (table,) = tables(document)
    assert grid(document, table) == ROWS
    assert not table.certain
    assert table.doubts == ("structure-inferred",)
    assert [word in paragraphs(document) for word in ("编制单位", "金额单位", "注：", "情况表")] == [True] * 4


def test_its_facts_come_out_of_the_whole_pipeline_with_amount_unit_and_reason() -> None:
    document = Pipeline()(digital(budget))
    facts = [record for record in document.records if isinstance(record, FactRecord)]
    read_as = {(fact.raw_item, fact.measure): (fact.value, fact.unit, fact.value_yuan) for fact in facts}
    assert read_as["基本支出", "预算数"] == (Decimal("1051.90"), "万元", Decimal("10519000"))
    assert read_as["人员经费", "决算数"] == (Decimal("815.30"), "万元", Decimal("8153000"))
    assert read_as["合计", "决算数"] == (Decimal("1131.9"), "万元", Decimal("11319000"))
    assert len(facts) == 8
    assert all("structure-inferred" in fact.reasons for fact in facts)
    for fact in facts:
        for quoted in fact.evidence:
            assert document.source_text[quoted.start : quoted.end] == quoted.text
        assert any(quoted.cell is not None and quoted.cell.table == 1 for quoted in fact.evidence)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_rotated_page_gives_the_same_table(rotate: int) -> None:
    assert only_table(budget, rotate=rotate) == ROWS


def test_a_page_that_lies_on_its_side_gives_the_same_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.translate(0, 842)
        sheet.canvas.rotate(-90)
        budget(Sheet(sheet.canvas, 595))

    assert only_table(draw) == ROWS


def test_a_file_with_an_owner_password_gives_the_same_table() -> None:
    assert only_table(budget, owner="secret") == ROWS


def test_a_page_of_which_only_a_part_is_shown_gives_the_same_table() -> None:
    document = pypdfium2.PdfDocument(pdf(budget))
    document[0].set_cropbox(40, 100, 560, 800)
    file = io.BytesIO()
    document.save(file)
    shown = read("a.pdf", data=file.getvalue(), ocr="never")
    assert [grid(shown, table) for table in tables(shown)] == [ROWS]


def test_figures_that_end_in_one_line_and_are_set_in_another_font_are_columns() -> None:
    def draw(sheet: Sheet) -> None:
        for number, (label, *figures) in enumerate(ROWS):
            sheet.text(80, 140 + 18 * number, label, 10)
            for right, text in zip((340, 470), figures, strict=True):
                font = "Helvetica" if text[0].isdigit() else "STSong-Light"
                width = sheet.canvas.stringWidth(text, font, 10)
                sheet.text(right - width, 140 + 18 * number, text, 10, font)

    assert only_table(draw) == ROWS


def test_a_label_that_wraps_is_one_cell() -> None:
    def draw(sheet: Sheet) -> None:
        for number, (label, *figures) in enumerate(ROWS):
            y = 140 + 34 * number
            for part, line in enumerate([label, "（含以前年度结转）"] if number in (1, 3) else [label]):
                sheet.text(80, y + 13 * part, line, 10)
            for x, text in zip(XS[1:], figures, strict=True):
                sheet.text(x, y, text, 10)

    found = only_table(draw)
    assert [row[1:] for row in found] == [row[1:] for row in ROWS]
    assert ["".join(row[0].split()) for row in found][1] == "基本支出（含以前年度结转）"


def test_a_blank_cell_and_the_line_of_a_group_stay_in_their_rows() -> None:
    texts = [
        *ROWS[:2],
        ["二、项目支出", "", ""],
        ["水库除险加固", "82.3", "80.0"],
        ["河道清淤", "", "12.5"],
        ["防汛物资", "6.0", "6.0"],
        ["山洪预警", "7.5", "7.1"],
        ["抗旱应急", "3.2", "3.0"],
    ]
    assert only_table(lambda sheet: rows(sheet, texts)) == texts


def test_a_header_over_two_columns_covers_both_and_the_doubt_is_named() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(80, 120, "项目", 10)
        sheet.text(352, 120, "二〇二三年度", 10)
        rows(sheet, ROWS)

    document = digital(draw)
    (table,) = tables(document)
    assert (table.rows, table.columns) == (6, 3)
    assert [(cell.column, cell.column_span) for cell in table.cells if cell.row == 1] == [(1, 1), (2, 2)]
    assert table.doubts == ("structure-inferred", "span-guessed")


def test_two_tables_on_one_page_stay_two() -> None:
    document = digital(
        lambda sheet: (rows(sheet, ROWS), sheet.text(72, 300, PROSE[:36], 12), rows(sheet, ROWS, top=360))
    )
    assert [grid(document, table) for table in tables(document)] == [ROWS, ROWS]


def test_it_is_found_beside_a_ruled_table_which_stays_as_it_is() -> None:
    def ruled(sheet: Sheet) -> None:
        sheet.grid([72, 200, 300, 400], [400, 430, 460], [["机构", "收入", "支出"], ["局机关", "134.2", ""]])

    document = digital(lambda sheet: (ruled(sheet), rows(sheet, ROWS)))
    bare, drawn = tables(document)
    alone = digital(ruled)
    assert grid(document, bare) == ROWS
    assert grid(document, drawn) == grid(alone, tables(alone)[0])
    assert (drawn.certain, drawn.doubts) == (True, ())


def test_a_page_that_pdfplumber_cannot_read_stays_text_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borderless, "_one_page", lambda *_: b"%PDF-1.4 broken")
    document = digital(budget)
    assert tables(document) == []
    assert [(notice.code, notice.page) for notice in document.warnings] == [("table-unread", 1)]
    assert "1,051.90" in paragraphs(document)


def test_a_label_that_wraps_at_the_distance_of_rows_is_one_cell() -> None:
    texts = [*ROWS[:3], ["其他资金（含单位自筹以及", "10.0", "9.0"], ["上级补助收入等资金）", "", ""], *ROWS[3:]]
    found = only_table(lambda sheet: rows(sheet, texts, by=15))
    assert [row[0] for row in found][3:] == ["其他资金（含单位自筹以及上级补助收入等资金）", "项目支出", "合计"]


def test_a_label_that_stands_above_and_below_its_figures_is_one_cell() -> None:
    texts = [[*cells, rate] for cells, rate in zip(ROWS, ("执行率", "100%", "99.4%", "97.2%", "99.8%"), strict=True)]

    def draw(sheet: Sheet) -> None:
        for number, (label, *figures) in enumerate(texts):
            y = 140 + 42 * number
            if number in (1, 3):
                sheet.text(80, y - 7, label[:2], 10)
                sheet.text(80, y + 7, label[2:], 10)
            else:
                sheet.text(80, y, label, 10)
            for x, text in zip((220, 330, 440), figures, strict=True):
                sheet.text(x, y, text, 10)

    assert [["".join(cell.split()) for cell in row] for row in only_table(draw)] == texts


def test_a_header_of_two_lines_is_one_row_and_its_facts_keep_their_measure() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(72, 90, "金额单位：万元", 10)
        rows(sheet, [["项目", "2023年度", "2023年度"], ["名称", "预算数", "决算数"]], top=126, by=14)
        rows(sheet, ROWS[1:], top=160)

    document = Pipeline()(digital(draw))
    (table,) = tables(document)
    assert ["".join(cell.split()) for cell in grid(document, table)[0]] == [
        "项目名称",
        "2023年度预算数",
        "2023年度决算数",
    ]
    assert grid(document, table)[1:] == ROWS[1:]
    facts = [record for record in document.records if isinstance(record, FactRecord)]
    assert {(fact.raw_item, fact.measure, fact.year) for fact in facts} >= {
        ("基本支出", "预算数", 2023),
        ("项目支出", "决算数", 2023),
    }


def test_the_last_label_keeps_its_second_line_and_a_note_below_is_no_part_of_it() -> None:
    def draw(sheet: Sheet) -> None:
        rows(sheet, ROWS, by=28)
        sheet.text(80, 140 + 4 * 28 + 14, "（含结转）", 10)
        sheet.text(72, 140 + 4 * 28 + 45, "注：数据来自财务决算报表。", 10)

    document = digital(draw)
    (table,) = tables(document)
    assert ["".join(row[0].split()) for row in grid(document, table)][-1] == "合计（含结转）"
    assert "注：数据" in paragraphs(document)


def test_names_set_left_over_figures_set_right_are_one_column() -> None:
    def draw(sheet: Sheet) -> None:
        rows(sheet, ROWS[:1])
        for number, (label, *figures) in enumerate(ROWS[1:], 1):
            sheet.text(80, 140 + 20 * number, label, 10)
            for right, text in zip((415, 545), figures, strict=True):
                sheet.text(right - sheet.canvas.stringWidth(text, "STSong-Light", 10), 140 + 20 * number, text, 10)

    assert only_table(draw) == ROWS


@pytest.mark.libreoffice
def test_a_table_without_borders_that_a_word_processor_printed_is_read(tmp_path: Path) -> None:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    office = find_libreoffice()
    need(office, "needs LibreOffice (writer)")
    long = "其他资金（含单位自筹以及上级补助收入等各类资金）"
    texts = [*ROWS[:4], [long, "20.0", "19.5"], ROWS[4]]
    report = docx.Document()
    report.add_paragraph(PROSE * 3 + "。")
    report.add_paragraph("金额单位：万元").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = report.add_table(len(texts), 3)
    for number, cells in enumerate(texts):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
            if number and column:
                table.cell(number, column).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    report.add_paragraph(PROSE * 3 + "。")
    report.save(str(tmp_path / "a.docx"))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            *(office or "", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"),
            *("--outdir", str(tmp_path), str(tmp_path / "a.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read(tmp_path / "a.pdf", ocr="never")
    (found,) = tables(document)
    assert [["".join(cell.split()) for cell in row] for row in grid(document, found)] == texts
    assert paragraphs(document).count(PROSE * 3) == 2


# --------------------------------------------------------------------------------------------------- what is none


def two_columns(sheet: Sheet) -> None:
    for number in range(12):
        sheet.text(72, 100 + 20 * number, f"{number + 11}.5万元" + PROSE[:14], 12)
        sheet.text(320, 100 + 20 * number, PROSE[14:24] + f"{number + 21}.5万元", 12)


def three_columns(sheet: Sheet) -> None:
    for number in range(12):
        for column, x in enumerate((60, 225, 390)):
            text = PROSE[column * 5 + number :][:10] + f"{number}{column}.5%"
            sheet.text(x, 100 + 18 * number, text, 10)


def contents(sheet: Sheet) -> None:
    titles = ["部门概况", "收支情况说明", "绩效自评结果", "存在的问题", "下一步打算"]
    sheet.text(270, 80, "目录", 16)
    for number, (title, page) in enumerate(zip(titles, ("3", "5", "11", "18", "20"), strict=True)):
        sheet.text(80, 120 + 20 * number, "一二三四五"[number] + "、", 12)
        sheet.text(140, 120 + 20 * number, title, 12)
        sheet.text(500, 120 + 20 * number, page, 12)


def contents_with_leaders(sheet: Sheet) -> None:
    for number, page in enumerate(("3", "5", "11", "18", "20")):
        sheet.text(80, 120 + 20 * number, f"{number + 1}", 12)
        sheet.text(120, 120 + 20 * number, "部门收支情况说明" + "." * 60, 12)
        sheet.text(500, 120 + 20 * number, page, 12)


def contents_with_a_header(sheet: Sheet) -> None:
    rows(sheet, [["序号", "内容", "页码"], ["1", "部门概况", "3"], ["2", "收支情况", "5"], ["3", "自评结果", "11"]])


def addresses(sheet: Sheet) -> None:
    rows(
        sheet,
        [
            ["城东水利站", "东风路12号", "410001"],
            ["城西水利站", "建设路8号", "410013"],
            ["城南水利站", "人民路96号", "410007"],
            ["城北水利站", "新华路31号", "410005"],
        ],
    )


def telephones(sheet: Sheet) -> None:
    rows(
        sheet,
        [
            ["王某", "办公室", "13800000001"],
            ["李某", "财务股", "13800000002"],
            ["赵某", "规划股", "0731-88880003"],
            ["钱某", "河道股", "13900000004"],
        ],
    )


def signatures(sheet: Sheet) -> None:
    rows(
        sheet,
        [
            ["填报人：王某", "审核人：李某", "日期：2023年4月9日"],
            ["负责人：赵某", "电话：88880003", "2023年4月10日"],
            ["主管部门：（盖章）", "经办：钱某", "2023年4月11日"],
        ],
    )


def dates_to_fill_in(sheet: Sheet) -> None:
    for number in range(4):
        for x, text in zip(
            (80, 200, 260, 300, 350, 400, 450), ("签字", "2023", "年", "4", "月", "9", "日"), strict=True
        ):
            sheet.text(x, 140 + 25 * number, text, 12)


def spread_text(sheet: Sheet) -> None:
    for number in range(5):
        for at, char in enumerate(f"全年完成产值{number}{number + 1}亿元同比增长"):
            sheet.text(72 + 30 * at, 140 + 22 * number, char, 12)


def justified_text(sheet: Sheet) -> None:
    sheet.canvas.setFont("STSong-Light", 12)
    for number in range(10):
        line = sheet.canvas.beginText(72, sheet.height - 120 - 20 * number)
        line.setFont("STSong-Light", 12)
        line.setCharSpace(number % 4)
        line.textOut(f"支出{number}3.5万元 占比 {number}2.5% " + PROSE[number:][:20])
        sheet.canvas.drawText(line)


def numbered_list(sheet: Sheet) -> None:
    for number in range(6):
        sheet.text(72, 120 + 20 * number, f"{number + 1}", 12)
        sheet.text(110, 120 + 20 * number, PROSE[number:][: 8 + 2 * number], 12)
        sheet.text(430, 120 + 20 * number, "已完成" if number % 2 else "未完成", 12)


def blanks_that_meet_by_chance(sheet: Sheet) -> None:
    starts = [(72, 190, 330), (72, 214, 351), (72, 203, 372), (72, 236, 340), (72, 225, 362), (72, 247, 381)]
    for number, xs in enumerate(starts):
        for x, text in zip(
            xs, (PROSE[number:][: 5 + number % 4], PROSE[number:][:4], f"{number}{number}.5"), strict=True
        ):
            sheet.text(x, 120 + 20 * number, text, 10)


def cells_of_running_text(sheet: Sheet) -> None:
    for row in range(4):
        for line in range(4):
            for x, shift in ((72, 0), (190, 7), (310, 13)):
                sheet.text(x, 120 + 60 * row + 14 * line, PROSE[shift + 3 * line + row :][: 6 + (line + row) % 3], 10)
        sheet.text(440, 120 + 60 * row, f"{row}8.5", 10)


def two_lines_only(sheet: Sheet) -> None:
    rows(sheet, ROWS[1:3])


def lines_of_a_cover(sheet: Sheet) -> None:
    for number, text in enumerate(("某区水利局", "2023年度部门整体支出", "绩效自评报告", "2024年4月")):
        sheet.text(150, 140 + 60 * number, text, 20)
    sheet.text(80, 700, "联系人", 12)
    sheet.text(250, 700, "王某", 12)


@pytest.mark.parametrize(
    "draw",
    [
        *(two_columns, three_columns, contents, contents_with_leaders, contents_with_a_header, addresses, telephones),
        *(signatures, dates_to_fill_in, spread_text, justified_text, numbered_list, two_lines_only, lines_of_a_cover),
        *(blanks_that_meet_by_chance, cells_of_running_text),
    ],
    ids=lambda draw: draw.__name__,
)
def test_this_is_no_table(draw: Callable[[Sheet], None]) -> None:
    document = digital(draw)
    assert tables(document) == []
    assert "table-unread" not in [notice.code for notice in document.warnings]


def test_columns_with_a_line_through_them_are_left_to_the_reader_of_rulings() -> None:
    document = digital(lambda sheet: (rows(sheet, ROWS), sheet.rule(72, 145, 500, 145)))
    assert tables(document) == []


def test_a_page_without_such_columns_does_not_load_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(borderless, "rows_in", lambda *given: called.append(given))
    for draw in (two_columns, contents, signatures, justified_text):
        digital(draw)
    assert called == []
    digital(budget)
    assert len(called) == 1
