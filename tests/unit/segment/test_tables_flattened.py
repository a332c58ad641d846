"""Tables that a converter flattened: rows and cells are rebuilt, and prose around them stays outside."""

from __future__ import annotations

from jixiao.document.document import Table
from jixiao.segment.tables import rebuild


def lines(*rows: list[str]) -> str:
    """Rows in the newline-tab form that converters write."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


def cells(text: str, table: Table) -> dict[tuple[int, int], tuple[str, int]]:
    return {(c.row, c.column): (text[c.start : c.end], c.column_span) for c in table.cells}


def test_a_newline_with_a_tab_begins_a_cell_and_a_blank_line_ends_a_row() -> None:
    text = "前文。\n" + lines(["科目", "预算数"], ["办公费", "12.5"]) + "后文。\n"
    (table,) = rebuild(text)
    assert cells(text, table) == {
        (1, 1): ("科目", 1),
        (1, 2): ("预算数", 1),
        (2, 1): ("办公费", 1),
        (2, 2): ("12.5", 1),
    }
    assert not table.certain


def test_a_lone_tab_is_a_blank_cell_that_keeps_its_place() -> None:
    text = lines(["甲", "乙", "丙"], ["1", "", "3"])
    (table,) = rebuild(text)
    assert cells(text, table)[2, 2] == ("", 1)
    assert cells(text, table)[2, 3][0] == "3"


def test_a_cell_of_several_paragraphs_with_blank_lines_between_is_one_cell() -> None:
    text = lines(["主要职责", "一、贯彻上级部署；\n\n二、服务辖区企业；\n\n三、完成其他工作。"], ["联系人", "周小舟"])
    (table,) = rebuild(text)
    assert table.rows == 2
    assert cells(text, table)[1, 2][0].endswith("三、完成其他工作。")


def test_a_row_torn_apart_by_an_empty_paragraph_is_put_together() -> None:
    text = (
        lines(["类", "子类", "内容", "目标", "完成"], ["", "", "甲", "三次", "已完成"])
        + "\t\n\t\n\t乙\n\t五次\n\n\t已完成\n\n"
        + lines(["", "", "丙", "六次", "已完成"])
    )
    (table,) = rebuild(text)
    assert table.rows == 4
    assert cells(text, table)[3, 5][0] == "已完成"
    assert "row-joined" in table.doubts


def test_merged_header_cells_cover_the_columns_of_their_parts() -> None:
    text = lines(
        ["机构名称", "支出合计", "其中：", "结余"],
        ["", "", "基本支出", "其中：", "项目支出", "当年结余", "累计结余"],
        ["", "", "", "人员支出", "公用支出", "", "", ""],
        ["某中心", "10", "6", "4", "2", "4", "0", "0"],
    )
    (table,) = rebuild(text)
    grid = cells(text, table)
    assert table.columns == 8
    assert grid[1, 3] == ("其中：", 4)
    assert grid[1, 7] == ("结余", 2)
    assert grid[2, 4] == ("其中：", 2)
    assert grid[2, 6][0] == "项目支出"


def test_a_merged_label_over_two_columns_of_row_labels_is_found() -> None:
    text = lines(
        ["定量目标", "评价内容", "绩效目标", "完成情况"],
        ["", "产出目标", "质量指标", "合格率100%", "100%"],
        ["", "", "", "公开率100%", "99%"],
        ["", "", "数量指标", "办理50件，回复50件。", "52件"],
    )
    (table,) = rebuild(text)
    assert cells(text, table)[1, 2] == ("评价内容", 2)
    assert cells(text, table)[1, 5][0] == "完成情况"


def test_a_totals_row_with_a_merged_label_has_its_numbers_under_the_numbers() -> None:
    text = lines(
        ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因"],
        ["产出", "数量", "培训场次", "12场", "13场", "10", "10", ""],
        ["", "质量", "合格率", "95%", "96%", "20", "18", ""],
        ["总分", "30", "28", ""],
    )
    (table,) = rebuild(text)
    grid = cells(text, table)
    assert grid[4, 6][0] == "30"
    assert grid[4, 7][0] == "28"
    assert "row-ragged" in table.doubts


def test_prose_and_captions_after_the_last_row_are_not_swallowed() -> None:
    text = (
        lines(["总分", "100", "95", ""])
        + "\n填表人：周小舟 填报日期：2024年3月1日\n附件2\n2023年度项目支出绩效自评表\n"
        + lines(["项目名称", "专项甲"], ["主管部门", "某局"])
    )
    first, second = rebuild(text)
    assert text[first.end :].strip().startswith("填表人")
    assert cells(text, second)[1, 1][0] == "项目名称"


def test_a_heading_that_ends_the_form_opens_the_narrative() -> None:
    text = (
        lines(["评价等次", "优"], ["部门意见：\n\n\n      负责人（签章）：\n   年  月  日"])
        + "\t五、评价报告综述\n\n一、概况\n\n我单位共有四人。\n"
    )
    (table,) = rebuild(text)
    assert "概况" not in text[table.start : table.end]
    assert "负责人（签章）" in text[table.start : table.end]


def test_tab_separated_rows_keep_blank_cells_and_columns() -> None:
    text = "附表\n项目\t上年决算数\t\t本年预算数\t\n三公经费\t0\t\t0.4\t\n公用经费\t\t\t19.87\t\n\n说明：略。\n"
    (table,) = rebuild(text)
    grid = cells(text, table)
    assert grid[2, 4][0] == "0.4"
    assert grid[3, 2][0] == ""
    assert text[table.end :].strip() == "说明：略。"


def test_a_break_inside_a_tab_separated_cell_does_not_make_a_row() -> None:
    text = "指标\t目标\t完成\n培训\n场次\t12场\t13场\n覆盖率\t90%\t92%\n"
    (table,) = rebuild(text.replace("培训\n场次", "培训\t12\n场\t13场").replace("13场\t12场\t13场", "13场"))
    assert table.rows == 3


def test_contents_pages_and_indented_paragraphs_are_no_tables() -> None:
    assert rebuild("一、概况\t1\n二、收支情况\t3\n三、绩效情况\t7\n") == []
    assert rebuild("\t我单位认真履职。\n\n\t各项工作有序推进。\n") == []


def test_pipe_tables_are_read() -> None:
    text = "| 指标 | 目标 | 完成 |\n|---|---|---|\n| 培训 | 12场 | 13场 |\n"
    (table,) = rebuild(text)
    assert cells(text, table)[2, 3][0] == "13场"
    assert table.rows == 2


def test_a_table_over_three_pages_with_one_header_is_one_table() -> None:
    first = lines(["一级指标", "二级指标", "三级指标", "分值", "得分"], ["产出", "数量", "培训", "10", "10"])
    text = first + "- 2 -\n" + lines(["", "", "检查", "10", "9"]) + "- 3 -\n" + lines(["", "质量", "合格率", "5", "5"])
    (table,) = rebuild(text)
    assert table.rows == 4
    assert "page-break" in table.doubts


def test_rows_that_leave_out_the_label_beside_the_levels_stand_one_column_to_the_right() -> None:
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "说明"]
    text = lines(
        head,
        ["产出指标", "数量指标", "修复护栏长度", "≥9公里", "9公里", "10", "10", ""],
        ["", "", "更换路牌", "30块", "28块", "10", "9", "两块未到货"],
        ["总分", "", "", "", "", "20", "19", ""],
    )
    (table,) = rebuild(text)
    found = cells(text, table)
    assert (2, 1) not in found
    assert [found[2, column][0] for column in (2, 4, 5, 7, 9)] == ["产出指标", "修复护栏长度", "≥9公里", "10", ""]
    assert found[3, 9][0] == "两块未到货"
    assert found[4, 8][0] == "19"


def test_rows_with_the_label_beside_the_levels_stay_where_they_are() -> None:
    text = lines(
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
        ["", "产出指标", "数量指标", "修复护栏长度", "≥9公里", "9公里"],
        ["", "", "", "更换路牌", "30块", "28块"],
    )
    (table,) = rebuild(text)
    assert cells(text, table)[2, 2][0] == "产出指标"
    assert cells(text, table)[3, 5][0] == "30块"


def test_hostile_text_never_raises() -> None:
    for text in (
        "",
        "\t",
        "\t\t\n",
        "\n\t\n\n\t\n",
        "|",
        "||||",
        "a\tb\tc\td",
        "\t" * 5000,
        "\n\t" * 3000,
        "一、" * 2000,
    ):
        assert isinstance(rebuild(text), list)
