"""Whatever the text, tables and forms are read without an error, within their bounds, and quote exactly."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.segment.tables import rebuild
from tests.unit.extraction.forms_made import read, read_merged

WORDS = st.sampled_from(
    ["一级指标", "二级指标", "三级指标", "分值", "得分", "年度指标值", "机构名称", "收入合计", "其中：", "基本支出", "项目支出", "总分", "合计", "联系人",
     "产出指标", "数量指标", "指标1：培训", "……", "100", "12.5万元", "95%以上", "——", "", "（万元）", "2021年决算数", "年初预算数", "周舟", "附件1", "一、概况",
     "说明：", "1,200.00", "≥90", "单位：元", "二级机构1", "　", "项目名称", "已完成。"]
)  # fmt: skip
GLUE = st.sampled_from(["\n\t", "\t", "\n\n\t", "\n", "\n\n", "  ", " ", "|", "。"])
NOISE = st.text(alphabet="\t\n |　0123456789.,%（）()：:一二年月日指标合计其中万元", max_size=60)
TEXTS = st.lists(st.one_of(st.tuples(WORDS, GLUE).map("".join), NOISE), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_tables_lie_inside_the_text_in_order_and_their_cells_do_not_overlap(text: str):
    done = 0
    for number, table in enumerate(rebuild(text), 1):
        assert table.number == number
        assert done <= table.start <= table.end <= len(text)
        done = table.end
        at = table.start
        for cell in table.cells:
            assert at <= cell.start <= cell.end <= table.end
            at = cell.end
            assert 1 <= cell.row <= table.rows
            assert 1 <= cell.column <= cell.column + cell.column_span - 1 <= table.columns
            assert text[cell.start : cell.end] == text[cell.start : cell.end].strip()
        taken = [(c.row, column) for c in table.cells for column in range(c.column, c.column + c.column_span)]
        assert len(taken) == len(set(taken))


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_any_text_is_read_without_an_error_and_every_quotation_is_exact(text: str):
    first = read(text)  # the quotations are checked while reading
    again = read(text)
    assert [r.record_id for r in first.facts] == [r.record_id for r in again.facts]
    assert all(r.value_yuan is None or r.unit is not None for r in first.facts)


CELLS = st.one_of(
    WORDS, st.tuples(WORDS, st.integers(1, 4)), st.tuples(WORDS, st.integers(1, 3), st.integers(1, 3)), st.none()
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=9))
def test_any_table_with_merges_is_read_without_an_error(rows):
    read_merged("单位：万元", rows)


def test_reading_forms_takes_time_in_proportion_to_their_length():
    row = "\t产出指标\n\t数量指标\n\t培训\n\t12场\n\t13场\n\t10\n\t10\n\t\n\n"
    head = "\t一级指标\n\t二级指标\n\t三级指标\n\t年度指标值\n\t实际完成值\n\t分值\n\t得分\n\t偏差原因\n\n"

    def seconds(rows: int) -> float:
        text = head + row * rows
        begin = time.process_time()
        made = read(text)
        assert len(made.indicators) == rows
        return time.process_time() - begin

    seconds(50)
    assert seconds(1600) < 12 * seconds(400) + 0.5


def test_hostile_prose_and_tables_take_no_time():
    hostile = [
        "数额" * 3000 + "12万元。",
        "主要用于" * 2000 + "3万元，",
        "年度" * 3000 + "支出5万元",
        "2021年基本支出5万元，其中：" + "项目甲3万元，" * 3000,
        "\t标签\n\t" + "甲" * 60 + "\n\n" + "甲乙丙丁。\n\n" * 3000,
        "\t" * 20000,
        "\n\t" * 20000,
        "一级指标  二级指标  " * 3000,
        "一级指标 二级指标 三级指标 分值 得分 " * 2000,
        "：" * 5000,
        "联系人：" * 3000,
        "编制" * 5000 + "人",
        "（" * 5000,
        "12.5万元 " * 5000,
    ]
    for text in hostile:
        begin = time.process_time()
        read(text)
        assert time.process_time() - begin < 8, text[:20]
