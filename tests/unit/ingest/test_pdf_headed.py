"""Forms that a PDF prints without a single line: columns by the words of the header, rows by figures and blanks."""

from __future__ import annotations

from collections import Counter

import pytest

from jixiao.document.document import Document, LayoutTable
from jixiao.document.records import FactRecord, IndicatorRecord
from jixiao.ingest import read
from jixiao.pipeline import Pipeline
from tests.unit.extraction.forms_layouts import LAYOUTS, OFFICIAL, Layout
from tests.unit.ingest.form_pages import Style, page
from tests.unit.ingest.pdf_builder import Sheet, pdf

STYLES = {
    "in the middle of their rows": Style(),
    "at the top of their rows": Style(middle=False),
    "in the middle of rows and columns": Style(size=7.0, centred=True, pad=6.0),
}


def digital(*pages: object) -> Document:
    return read("a.pdf", data=pdf(*pages), ocr="never")  # type: ignore[arg-type]


def tables(document: Document) -> list[LayoutTable]:
    return [item for item in document.layout or () if isinstance(item, LayoutTable)]


def grid(document: Document, table: LayoutTable) -> list[list[str]]:
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        text = "".join(document.source_text[a:b] for a, b in cell.spans)
        found[cell.row - 1][cell.column - 1] = "".join(text.split())
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_form_is_read_where_its_cells_wrap_and_no_line_is_drawn(layout: Layout, style: str) -> None:
    document = Pipeline()(digital(page(layout, STYLES[style])))
    rows = Counter(
        (
            found.level1,
            found.level2,
            found.level3,
            found.target,
            found.actual,
            None if found.weight is None else float(found.weight),
            None if found.score is None else float(found.score),
        )
        for found in document.records
        if isinstance(found, IndicatorRecord) and found.level3 != "年度资金总额"
    )
    assert rows == Counter(layout.indicators)
    facts = [found for found in document.records if isinstance(found, FactRecord)]
    assert Counter((f.item, f.measure, float(f.value)) for f in facts) == Counter(layout.facts)


def test_it_says_that_its_structure_is_inferred() -> None:
    document = digital(page(OFFICIAL, Style()))
    assert tables(document)
    assert all(not table.certain and "structure-inferred" in table.doubts for table in tables(document))


def test_a_level_in_the_middle_of_its_rows_belongs_to_all_of_them() -> None:
    def draw(sheet: Sheet) -> None:
        head = (60, "一级指标"), (140, "三级指标"), (260, "年度指标值"), (360, "实际完成值"), (460, "得分")
        for x, text in head:
            sheet.text(x, 100, text, 10)
        rows = [
            ("巡查河道", "120次", "131次", "10"),
            ("清理河段", "36公里", "33公里", "9"),
            ("整治排口", "8处", "8处", "10"),
        ]
        for number, cells in enumerate([*rows, ("水质达标率", "100%", "100%", "20")]):
            for x, text in zip((140, 260, 360, 460), cells, strict=True):
                sheet.text(x, 125 + 22 * number, text, 10)
        sheet.text(60, 125 + 22, "产出指标", 10)
        sheet.text(60, 125 + 66, "效益指标", 10)

    document = Pipeline()(digital(draw))
    found = {r.level3: r.level1 for r in document.records if isinstance(r, IndicatorRecord)}
    assert found == {"巡查河道": "产出指标", "清理河段": "产出指标", "整治排口": "产出指标", "水质达标率": "效益指标"}


def test_words_that_head_columns_over_prose_are_no_form() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(72, 100, "项目    预算数    决算数", 12)
        sheet.lines(72, 130, ["本单位全年完成各项工作任务并按照要求开展了绩效自评工作，现将有关情况报告如下。"] * 6, 12)

    assert tables(digital(draw)) == []


def test_prose_below_a_form_stays_prose() -> None:
    prose = "本单位2022年支出583.52万元，完成年度预算的97.2%，各项工作任务已按计划完成，自评为优。"

    def draw(sheet: Sheet) -> None:
        page(LAYOUTS[1], Style())(sheet)
        sheet.lines(60, 330, [prose] * 3, 11, 18)

    document = digital(draw)
    assert not any(prose[:12] in cell for table in tables(document) for row in grid(document, table) for cell in row)
