"""Tables of which each cell stands on a line of its own: headers of known words, rows cut by what the cells hold."""

from __future__ import annotations

from jixiao.segment.tables import rebuild

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROWS = ["产出指标", "数量指标", "巡查河道", "120次", "131次", "10", "10", "清理河段", "36公里", "33公里", "10", "9"]


def rows(text: str, number: int = 0) -> list[list[str]]:
    table = rebuild(text)[number]
    found: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row - 1].append(text[cell.start : cell.end])
    return found


def lines(*cells: str) -> str:
    return "".join(f"{cell}\n" for cell in cells)


def test_rows_are_cut_where_the_columns_begin_again_and_merged_levels_leave_blanks() -> None:
    assert rows(lines(*HEAD, *ROWS))[1:] == [
        ["产出指标", "数量指标", "巡查河道", "120次", "131次", "10", "10"],
        ["", "", "清理河段", "36公里", "33公里", "10", "9"],
    ]


def test_the_header_of_a_new_page_is_no_row() -> None:
    found = rows(lines(*HEAD, *ROWS[:7], *HEAD, *ROWS[7:]))
    assert [row[2] for row in found] == ["三级指标", "巡查河道", "三级指标", "清理河段"]


def test_a_label_wrapped_over_two_lines_is_one_cell() -> None:
    found = rows(lines(*HEAD[:3], "年度", "指标值", *HEAD[4:], "产出指标", "（50分）", *ROWS[1:7]))
    assert found[0][3] == "年度\n指标值"
    assert found[1][0] == "产出指标\n（50分）"


def test_a_rule_that_wraps_over_lines_is_one_cell() -> None:
    head = ["一级指标", "三级指标", "分值", "评分标准", "得分"]
    text = lines(*head, "过程指标", "预算完成率", "15", "完成率100%，计满分；", "每低于五个百分点的，扣", "2分。", "15")
    assert rows(text)[1][3] == "完成率100%，计满分；\n每低于五个百分点的，扣\n2分。"


def test_an_item_with_a_number_of_a_chapter_is_a_row_where_its_amount_follows() -> None:
    text = lines(
        "项目", "行次", "决算数", "一、基本支出", "1", "58.2", "二、项目支出", "2", "20.1", "三、决算说明", "详见正文。"
    )
    assert rows(text)[1:] == [["一、基本支出", "1", "58.2"], ["二、项目支出", "2", "20.1"]]


def test_prose_labels_and_furniture_below_end_a_table() -> None:
    below = "以上指标均由各股室提供，经办公会议审定后报送，请予审核。"
    for end in (["填表人：钟一楠"], ["二、存在的问题", below], [below], ["单位负责人", "钟一楠"]):
        text = lines(*HEAD, *ROWS, *end)
        assert rebuild(text)[0].end <= text.index(end[0]) or end == ["单位负责人", "钟一楠"]
        assert rows(text)[2][2] == "清理河段"


def test_parts_below_其中_and_below_a_name_that_they_share_have_their_own_columns() -> None:
    head = ["机构名称", "支出合计", "其中：", "结余", "基本支出", "项目支出", "当年结余", "累计结余"]
    found = rows(lines(*head, "局机关", "80", "50", "30", "2", "5"))
    assert found == [
        ["机构名称", "支出合计", "其中：", "结余"],
        ["", "", "基本支出", "项目支出", "当年结余", "累计结余"],
        ["局机关", "80", "50", "30", "2", "5"],
    ]


def test_a_row_that_lacks_a_number_says_so() -> None:
    text = lines("项目", "年初预算数", "全年预算数", "决算数", "基本支出", "60", "58", "57.5", "项目支出", "20", "19")
    (table,) = rebuild(text)
    assert "row-ragged" in table.doubts
    assert rows(text)[2] == ["项目支出", "20", "19"]


def test_lines_of_a_list_of_names_are_no_table() -> None:
    assert (
        rebuild(lines("项目", "金额", "说明", "一季度工作已经完成", "二季度工作正在进行", "三季度工作尚未开始")) == []
    )
    assert rebuild(lines("基本支出", "项目支出", "三公经费", "公务接待费", "以上各项见正文。")) == []


def test_labels_with_their_values_are_pairs_also_where_no_header_follows() -> None:
    text = lines("联系人", "钟一楠", "联络电话", "0751-8830144", "人员编制", "15", "实有人数", "14")
    assert rows(text) == [["联系人", "钟一楠"], ["联络电话", "0751-8830144"], ["人员编制", "15"], ["实有人数", "14"]]
    assert rebuild(lines("联系人", "钟一楠", "以上请审核。")) == []


def test_goals_of_several_paragraphs_stand_beside_what_was_done() -> None:
    text = lines(
        "项目名称", "河道清理", "预期目标", "实际完成情况", "目标1：清理河道。", "目标2：建立台账。", "均已完成。",
        *HEAD, *ROWS,
    )  # fmt: skip
    assert rows(text)[2] == ["目标1：清理河道。\n目标2：建立台账。", "均已完成。"]


def test_a_line_of_words_between_rows_of_figures_is_a_row_of_the_spaced_table() -> None:
    text = (
        "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因\n"
        "产出指标 数量指标 巡查河道 120次 131次 10 10\n"
        "长效管护机制 建立 基本建立 15 13 个别乡镇尚未落实\n"
        "总分 25 23\n"
    )
    assert rows(text)[2] == ["", "", "长效管护机制", "建立", "基本建立", "15", "13", "个别乡镇尚未落实"]
    assert len(rows(text)) == 4


def test_a_label_set_upright_one_character_a_line_is_one_cell() -> None:
    text = lines("项目名称", "河道清理", *"绩效指标", *HEAD, *ROWS)
    assert rows(text)[1][0] == "绩\n效\n指\n标"
    assert rows(text)[2][1:4] == ["产出指标", "数量指标", "巡查河道"]


def test_another_header_ends_the_rows_of_the_one_above() -> None:
    funds = ["项目资金（万元）", "全年预算数", "全年执行数", "执行率", "年度资金总额", "86.00", "81.70", "95%"]
    found = rows(lines(*funds, *HEAD, *ROWS))
    assert [row[0] for row in found] == ["项目资金（万元）", "年度资金总额", "一级指标", "产出指标", ""]


def test_the_name_of_a_table_in_the_cell_beside_its_levels_is_no_column_of_amounts() -> None:
    head = ["整体支出", "绩效定量目标", "完成情况", "评价内容", "绩效目标", "完成情况"]
    found = rows(lines(*head, "产出目标", "数量指标", "执法检查 48次", "52次", "质量指标", "办结率 ≥95%", "98%"))
    assert found[1][1:] == ["产出目标", "数量指标", "执法检查 48次", "52次"]
    assert found[2][2:] == ["质量指标", "办结率 ≥95%", "98%"]


def test_amounts_beside_their_items_are_rows_below_the_pairs_of_a_form() -> None:
    text = lines(
        "项目名称", "河道清理", "项目资金", "（万元）", "年度资金总额：", "13.50", "其他资金", "0", *HEAD, *ROWS
    )
    assert rows(text)[1:3] == [["项目资金\n（万元）", "年度资金总额：", "13.50"], ["", "其他资金", "0"]]


def test_income_beside_outlay_below_two_wholes_has_six_columns_in_two_groups() -> None:
    head = ["收入", "支出", "项目", "决算数", "项目", "决算数"]
    found = rows(
        lines(*head, "一、事业收入", "12.3", "一、基本支出", "9.8", "二、其他收入", "3.1", "二、项目支出", "5.6")
    )
    assert found[2:] == [
        ["一、事业收入", "12.3", "一、基本支出", "9.8"],
        ["二、其他收入", "3.1", "二、项目支出", "5.6"],
    ]


def test_the_end_of_a_head_and_of_a_reason_on_a_line_of_its_own_belongs_to_the_line_above() -> None:
    text = (
        "一级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分\n析及改进措施\n"
        "产出指标 巡查河道 120次 131次 10 10\n清理河段 36公里 33公里 10 9 汛期水位较高\n施工受阻\n整治排口 8处 8处 10 10\n"
    )
    found = rows(text)
    assert found[0][6] == "偏差原因分\n析及改进措施"
    assert found[2] == ["", "清理河段", "36公里", "33公里", "10", "9", "汛期水位较高\n施工受阻"]
    assert found[3][1] == "整治排口"


def test_it_takes_time_in_proportion_to_the_text() -> None:
    import time

    def seconds(times: int) -> float:
        text = lines(*HEAD, *ROWS) * times
        start = time.perf_counter()
        rebuild(text)
        return time.perf_counter() - start

    seconds(20)
    assert seconds(400) < 40 * max(seconds(40), 0.01)
