"""Forms that go wrong: broken over pages, mixed units, slipped rows, families that nobody has told us about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.document.records import FactRecord, IndicatorRecord
from tests.unit.extraction.forms_made import cell_lines, read, read_merged, spaces, tabs

DOUBTS = {
    "row-shifted",
    "row-ragged",
    "unit-missing",
    "header-unknown",
    "item-unknown",
    "two-items",
    "placeholder-name",
}


def doubtful(record: FactRecord | IndicatorRecord) -> bool:
    return bool(DOUBTS & set(record.signals.notes))


def test_a_table_over_three_pages_with_the_header_on_the_first_is_one_table():
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
    made = read(
        "2023年度项目支出绩效自评表\n"
        + cell_lines(head, ["产出指标", "数量指标", "修路", "3公里", "3公里", "20", "20", ""])
        + "— 1 —\n"
        + cell_lines(["", "", "架桥", "1座", "0座", "20", "0", "汛期停工"])
        + "— 2 —\n"
        + cell_lines(
            ["", "质量指标", "验收合格率", "100%", "100%", "20", "20", ""], ["总分", "", "", "", "", "60", "40", ""]
        )
    )
    assert len(made.document.tables) == 1
    bridge = made.indicator("架桥")
    assert (bridge.level1, bridge.level2, bridge.score, bridge.note, bridge.attained) == (
        "产出指标",
        "数量指标",
        0,
        "汛期停工",
        False,
    )
    assert made.indicator("验收合格率").level2 == "质量指标"


def test_a_table_with_known_merges_over_three_pages_is_stitched_too():
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    made = read_merged(
        [head, ["产出指标", "数量指标", "修路", "3公里", "3公里", "20", "20"]],
        [head, ["", "", "架桥", "1座", "1座", "20", "20"]],
        [["", "质量指标", "合格率", "100%", "99%", "20", "18"]],
    )
    assert [i.level3 for i in made.indicators] == ["修路", "架桥", "合格率"]
    assert made.indicator("架桥").level2 == "数量指标"
    assert made.indicator("合格率").level1 == "产出指标"


@pytest.mark.parametrize("form", [cell_lines, tabs, spaces])
def test_a_column_in_yuan_beside_one_in_ten_thousands(form):
    made = read(
        "2022年度某局部门决算\n\n支出情况表（万元）\n"
        + form(["项目", "预算数（万元）", "决算数（元）"], ["基本支出", "12.5", "124000"], ["项目支出", "3", "28000"])
    )
    planned, spent = made.fact("基本支出", measure="预算数"), made.fact("基本支出", measure="决算数")
    assert (planned.unit, planned.value_yuan) == ("万元", 125000)
    assert (spent.unit, spent.value_yuan) == ("元", 124000)
    assert planned.signals.unit_inherited
    assert {e.role for e in planned.evidence} >= {"value", "name", "unit"}


def test_a_unit_beside_the_number_wins_over_the_header():
    made = read(
        tabs(["项目", "预算数（万元）", "决算数（万元）"], ["基本支出", "12.5", "124000元"], ["项目支出", "3", "2.8"])
    )
    assert made.fact("基本支出", measure="决算数").unit == "元"
    assert made.fact("项目支出", measure="决算数").unit == "万元"


def test_a_row_label_in_another_unit_wins_over_the_caption():
    made = read(
        "单位：万元\n"
        + tabs(["项目", "2022年预算数", "2022年决算数"], ["公用经费", "19.8", "14"], ["在职人均（元）", "", "15500"])
    )
    assert made.fact("公用支出", measure="决算数").unit == "万元"
    assert [f.unit for f in made.facts if f.value == 15500] == ["元"]


def test_amounts_without_any_unit_say_so_and_have_no_value_in_yuan():
    made = read("支出表\n" + tabs(["项目", "预算数", "决算数"], ["基本支出", "12.5", "12"], ["项目支出", "3", "2.8"]))
    fact = made.fact("基本支出", measure="预算数")
    assert (fact.unit, fact.value_yuan) == (None, None)
    assert "unit-missing" in fact.signals.notes


def test_a_totals_row_that_slipped_by_one_cell_is_read_with_a_warning():
    made = read(
        "附件1-2\n2022年度部门整体支出绩效自评表\n"
        + tabs(
            [
                "绩效指标",
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因分析及改进措施",
            ],
            ["", "产出指标", "数量指标", "走访", "200家", "210家", "90", "90", ""],
            ["", "总分", "", "", "", "", "", "90", "90"],
        )
    )
    total = made.indicator("总分")
    assert (total.weight, total.score) == (90, 90)
    assert "row-shifted" in total.signals.notes
    assert "row-shifted" not in made.indicator("走访").signals.notes


def test_an_indicator_row_that_slipped_by_one_cell_never_passes_as_certain():
    made = read(
        "绩效自评表\n"
        + tabs(
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
            ["产出指标", "数量指标", "走访", "200家", "210家", "10", "10", ""],
            ["", "", "", "培训", "12场", "13场", "20", "18"],
            ["", "质量指标", "合格率", "95%", "96%", "10", "10", ""],
        )
    )
    slipped = next(i for i in made.indicators if i.target == "12场" or i.level3 == "培训" or i.actual == "12场")
    assert "row-shifted" in slipped.signals.notes
    assert not doubtful(made.indicator("合格率"))
    assert (slipped.level3, slipped.target, slipped.actual, slipped.weight, slipped.score) == (
        "培训",
        "12场",
        "13场",
        20,
        18,
    )


def test_an_account_row_that_slipped_by_one_cell_never_passes_as_certain():
    made = read(
        "收支表（万元）\n"
        + tabs(
            ["项目", "年初预算数", "全年预算数", "决算数"],
            ["基本支出", "10", "11", "12"],
            ["", "项目支出", "3", "4"],
            ["结余", "0", "0", "0"],
        )
    )
    assert all(doubtful(f) for f in made.facts if f.item == "项目支出")
    assert [f.value for f in made.facts if f.item == "项目支出"] == [3, 4]
    assert not doubtful(made.fact("基本支出", measure="决算数"))


def test_a_row_with_a_cell_missing_never_passes_as_certain():
    made = read(
        "收支表（万元）\n"
        + cell_lines(
            ["项目", "上年决算数", "本年预算数", "本年决算数"],
            ["基本支出", "10", "11", "12"],
            ["公用经费", "3", "4"],
            ["项目支出", "5", "6", "7"],
        )
    )
    assert all(doubtful(f) for f in made.facts if f.item == "公用支出")
    assert made.fact("项目支出", measure="预算数").value == 6


def test_an_unknown_family_gives_what_can_be_read_with_doubt():
    made = read(
        "云岭县河长制工作台账\n单位：万元\n"
        + tabs(
            ["河段", "清淤投入", "护岸投入"], ["东溪上段", "12", "30"], ["东溪下段", "8", "16.5"], ["某某库区", "3", ""]
        )
    )
    assert {f.value for f in made.facts} <= {12, 30, 8, Decimal("16.5"), 3}
    assert made.facts, "the amounts can be read"
    assert all(doubtful(f) for f in made.facts)


def test_an_unknown_family_without_a_unit_gives_no_fact():
    made = read("巡河台账\n" + tabs(["河段", "巡河次数", "问题数"], ["东溪上段", "12", "30"], ["东溪下段", "8", "16"]))
    assert made.facts == []
    assert made.indicators == []


def test_counts_rates_and_areas_in_money_tables_are_no_amounts():
    made = read(
        "经费情况（万元）\n"
        + tabs(
            ["项目", "2021年决算数", "2022年决算数"],
            ["公务接待费", "1.2", "0.9"],
            ["公务接待批次（批次）", "12", "9"],
            ["公务用车保有量（辆）", "2", "2"],
            ["三公经费控制率", "98%", "95%"],
        )
    )
    assert {f.item for f in made.facts} == {"公务接待费"}


def test_dashes_and_words_for_nothing_are_no_values():
    made = read(
        "收支表（万元）\n"
        + tabs(["项目", "预算数", "决算数"], ["基本支出", "—", "12"], ["项目支出", "/", "无"], ["其他收入", "0", "0"])
    )
    assert [(f.item, f.value) for f in made.facts] == [("基本支出", 12), ("其他收入", 0), ("其他收入", 0)]


def test_tick_boxes_are_no_labels_and_no_values():
    made = read("自评表\n" + tabs(["项目类别", "☑经常性项目 □一次性项目"], ["联系人", "周舟"], ["电话", "7654321"]))
    assert made.field("联系人") == ["周舟"]
    assert made.field("联络电话") == ["7654321"]


def test_a_label_without_a_value_gives_no_field():
    made = read("自评表\n" + tabs(["联系人", "", "联络电话", "7654321"], ["人员编制", "", "实有人数", ""]))
    assert made.field("联系人") == []
    assert made.field("人员编制") == []
    assert made.field("联络电话") == ["7654321"]


def test_parts_of_two_tables_are_not_mixed_by_a_caption_between():
    made = read_merged(
        "2022年度某局部门整体支出绩效自评报告",
        "表一 收入情况（万元）",
        [["项目", "决算数"], ["其他收入", "5"]],
        "上表不含往来款。",
        "表二 支出情况（元）",
        [["项目", "决算数"], ["基本支出", "50000"]],
    )
    assert made.fact("其他收入").unit == "万元"
    assert made.fact("基本支出").unit == "元"
    assert made.fact("基本支出").value_yuan == 50000


def test_hidden_and_enormous_spans_do_not_hurt():
    made = read_merged([[("合计", 600, 600)], ["基本支出", "5"]])
    assert made.indicators == []
