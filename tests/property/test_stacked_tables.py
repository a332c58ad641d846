"""Any run of headers, labels and cells, one a line, is rebuilt without an error, and no word is lost or told twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.segment.tables import rebuild

WORDS = [
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因", "评价内容", "绩效指标",
    "产出指标", "数量指标", "项目", "行次", "决算数", "预算数", "机构名称", "其中：", "基本支出", "项目支出", "合计", "三公经费",
    "联系人", "钟一楠", "预期目标", "实际完成情况", "指标1：巡查", "12", "96.5", "100%", "15场", "—", "（50分）", "总分",
    "已按要求完成全部工作任务。", "二、存在问题", "年度收入情况（万元）", "2022年11月底前", "",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_run_of_cells_is_rebuilt_in_the_order_of_the_text(words: list[str]) -> None:
    text = "\n".join(words)
    done = 0
    for table in rebuild(text):
        assert 0 <= table.start < table.end <= len(text)
        written = [(cell.start, cell.end) for cell in table.cells if cell.start < cell.end]
        for start, end in written:
            assert start >= done
            assert text[done:start].strip() == "" or done <= table.start
            done = end
        assert all(1 <= cell.column <= table.columns and 1 <= cell.row <= table.rows for cell in table.cells)
