"""XLSX and XLS: cells as displayed, sheets as parts, what is hidden marked."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Border, Side

from jixiao.document.document import Document, LayoutParagraph, LayoutTable
from jixiao.document.errors import EmptyInput, TooLarge
from jixiao.document.limits import Limits
from jixiao.ingest import read
from jixiao.ingest.sheets.numberformat import displayed
from tests.unit.ingest.docx_builder import with_members

THIN = Side(style="thin")
RULED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def xlsx(build: Callable[[Any, Any], None]) -> bytes:
    book = openpyxl.Workbook()
    build(book, book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(build: Callable[[Any, Any], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    build(book, book.add_sheet("表一", cell_overwrite_ok=True))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rule(sheet: Any, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = RULED


def table(document: Document, at: int = 0) -> LayoutTable:
    return [item for item in document.layout or () if isinstance(item, LayoutTable)][at]


def paragraphs(document: Document) -> list[str]:
    items = [item for item in document.layout or () if isinstance(item, LayoutParagraph)]
    return [document.source_text[item.spans[0][0] : item.spans[0][1]] for item in items]


def test_numbers_read_as_their_format_displays_them() -> None:
    def build(_: Any, sheet: Any) -> None:
        values = [
            (0.936, "0.0%"),
            (1234.5, "#,##0.00"),
            (date(2022, 1, 1), 'yyyy"年"m"月"d"日"'),
            (7, "000"),
            (0.1 + 0.2, "General"),
        ]
        for column, (value, code) in enumerate(values, 1):
            sheet.cell(1, column, value).number_format = code
            sheet.cell(2, column, "x")

    assert read("a", data=xlsx(build)).source_text.split("\n")[0] == "93.6%\t1,234.50\t2022年1月1日\t007\t0.3"


def test_a_merged_cell_is_one_cell_with_its_spans() -> None:
    def build(_: Any, sheet: Any) -> None:
        for place, text in {
            "A1": "机构",
            "B1": "其中",
            "B2": "基本",
            "C2": "项目",
            "A3": "局机关",
            "B3": 51.9,
            "C3": 82.3,
        }.items():
            sheet[place] = text
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        rule(sheet, "A1:C3")

    document = read("a", data=xlsx(build))
    assert document.source_text == "机构\t其中\t\n\t基本\t项目\n局机关\t51.9\t82.3\n\n"
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in table(document).cells}
    assert (spans[1, 1], spans[1, 2]) == ((2, 1), (1, 2))


def test_rows_around_a_ruled_table_are_paragraphs() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet["A1"] = "2023年度部门整体支出绩效自评表"
        sheet.merge_cells("A1:C1")
        for row in (2, 3):
            for column in (1, 2, 3):
                sheet.cell(row, column, f"{row}{column}")
        rule(sheet, "A2:C3")
        sheet["A4"], sheet["C4"] = "填表人：王某", "填报日期：2024年6月1日"

    document = read("a", data=xlsx(build))
    assert paragraphs(document) == ["2023年度部门整体支出绩效自评表", "填表人：王某  填报日期：2024年6月1日"]
    assert (table(document).rows, table(document).columns) == (2, 3)


def test_a_blank_row_parts_tables_unless_it_is_ruled() -> None:
    def build(_: Any, sheet: Any) -> None:
        for row in (1, 2, 4, 5):
            sheet.cell(row, 1, "甲")
            sheet.cell(row, 2, "乙")

    loose = read("a", data=xlsx(build))
    assert [item.rows for item in loose.layout or () if isinstance(item, LayoutTable)] == [2, 2]

    def ruled(book: Any, sheet: Any) -> None:
        build(book, sheet)
        rule(sheet, "A1:B5")

    assert table(read("a", data=xlsx(ruled))).rows == 5


def test_each_sheet_is_a_part_and_hidden_ones_are_marked() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.title = "自评表"
        sheet["A1"] = "正文"
        other = book.create_sheet("底稿")
        other["A1"], other["B1"], other["A2"], other["B2"] = "a", "b", "c", "d"
        other.sheet_state = "hidden"

    document = read("a", data=xlsx(build))
    first, second = document.layout_parts
    assert (first.name, first.hidden, document.source_text[first.start : first.end]) == ("自评表", False, "正文\n")
    assert (second.name, second.hidden) == ("底稿", True)
    assert table(document).hidden
    assert "hidden-sheet" in [notice.code for notice in document.warnings]


def test_hidden_rows_are_marked() -> None:
    def build(_: Any, sheet: Any) -> None:
        for row in (1, 2, 3):
            sheet.cell(row, 1, "甲")
            sheet.cell(row, 2, row)
        sheet.row_dimensions[2].hidden = True

    document = read("a", data=xlsx(build))
    assert table(document).hidden_rows == (2,)
    assert "hidden-rows" in [notice.code for notice in document.warnings]


def test_a_formula_reads_as_its_stored_value_and_one_without_is_counted() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["A2"] = "合计", "=1+1", "二"
        sheet["B2"] = 3

    data = xlsx(build)
    document = read("a", data=data)
    assert "formulas-without-values" in [notice.code for notice in document.warnings]
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<v />" in sheet or b"<v/>" in sheet or b"<v></v>" in sheet
    stored = sheet.replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    again = read("a", data=with_members(data, {"xl/worksheets/sheet1.xml": stored}))
    assert again.source_text.startswith("合计\t2\n")
    assert "formulas-without-values" not in [notice.code for notice in again.warnings]


def test_breaks_in_cells_are_kept_and_control_codes_undone() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "第一行\n第二行", "甲_x000D_\n乙"
        sheet["A2"], sheet["B2"] = True, "#DIV/0!"

    assert read("a", data=xlsx(build)).source_text == "第一行\n第二行\t甲\n乙\nTRUE\t#DIV/0!\n\n"


def test_two_cells_at_the_far_ends_of_a_sheet_do_not_make_a_million_cells() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet["A1"] = "近"
        sheet.cell(1_000_000, 16_000, "远")

    assert paragraphs(read("a", data=xlsx(build))) == ["近", "远"]


def test_more_cells_than_the_limit_are_too_large() -> None:
    def build(_: Any, sheet: Any) -> None:
        for row in range(1, 40):
            for column in range(1, 31):
                sheet.cell(row, column, 1)

    data = xlsx(build)
    assert table(read("a", data=data)).rows == 39
    with pytest.raises(TooLarge):
        read("a", data=data, limits=Limits(cells=1000))


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(EmptyInput):
        read("a", data=xlsx(lambda book, sheet: None))


def test_an_old_workbook_reads_like_a_new_one() -> None:
    def build(book: Any, sheet: Any) -> None:
        percent = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str="0.0%")
        plain = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
        day = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str='yyyy"年"m"月"d"日"')
        sheet.write(0, 0, "2023年度绩效自评表")
        sheet.write_merge(1, 1, 0, 1, "指标", plain)
        sheet.write(1, 2, "完成率", plain)
        sheet.write(2, 0, "甲", plain)
        sheet.write(2, 1, datetime(2023, 6, 30), day)
        sheet.write(2, 2, 0.936, percent)
        sheet.row(2).hidden = True
        hidden = book.add_sheet("底稿")
        hidden.write(0, 0, "x")
        hidden.visibility = 1

    document = read("a", data=xls(build))
    assert document.source.media_type == "application/vnd.ms-excel"
    assert paragraphs(document) == ["2023年度绩效自评表", "x"]
    assert document.source_text.split("\n")[1:3] == ["指标\t\t完成率", "甲\t2023年6月30日\t93.6%"]
    assert {(c.row, c.column): c.column_span for c in table(document).cells}[1, 1] == 2
    assert table(document).hidden_rows == (2,)
    assert document.layout_parts[1].hidden


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.936, "0.0%", "93.6%"),
        (0.12345, "0.00%", "12.35%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        (0, "#,##0;-#,##0;-", "-"),
        (0, "0;-0;;@", ""),
        (12345678, '0!.0,"万"', "1234.6万"),
        (15000, '0.0,"千元"', "15.0千元"),
        (3, '0"人"', "3人"),
        (13812345678, "000-0000-0000", "138-1234-5678"),
        (5, '[>=1]"是";"否"', "是"),
        (0, '[>=1]"是";"否"', "否"),
        (12345.6789, "0.00E+00", "1.23E+04"),
        (1.005, "0.00", "1.01"),
        (0.5, "#.00", ".50"),
        (1234.5, "0.0#", "1234.5"),
        (44562.75, "yyyy-mm-dd hh:mm", "2022-01-01 18:00"),
        (44562.5, "h:mm AM/PM", "12:00 PM"),
        (44562, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二二年一月一日"),
        (44562, "[$-409]mmm-yy", "Jan-22"),
        (44562, "aaaa", "星期六"),
        (1.5, "[h]:mm", "36:00"),
        (-5, "yyyy-mm-dd", "-5"),
        (1e20, "General", "1.00000E+20"),
        (123456789012.0, "General", "123456789012"),
        (2.5, "", "2.5"),
    ],
)
def test_number_formats(value: float, code: str, text: str) -> None:
    assert displayed(value, code) == text


def test_dates_before_march_1900_follow_the_calendar_of_the_program() -> None:
    assert displayed(1, "yyyy-mm-dd") == "1900-01-01"
    assert displayed(59, "yyyy-mm-dd") == "1900-02-28"
    assert displayed(61, "yyyy-mm-dd") == "1900-03-01"
    assert displayed(0, "yyyy-mm-dd", epoch_1904=True) == "1904-01-01"
