"""One project form and one table of accounts, flattened in the ways of many converters, read alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from tests.unit.extraction.forms_made import cell_lines, read, tabs

Rows = Sequence[Sequence[str]]

FORM = [
    ["项目名称", "老街排水管网改造"],
    ["主管部门", "云坪县住建局", "实施单位", "云坪县市政所"],
    ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "210.00", "225.00", "220.50", "10", "98%", "9.8"],
    ["其中：当年财政拨款", "210.00", "225.00", "220.50", "—", "98%", "—"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "改造管网长度", "≥6公里", "6.2公里", "40", "40"],
    ["效益指标", "社会效益指标", "内涝点减少率", "≥30%", "25%", "30", "25"],
    ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "93%", "20", "20"],
    ["总分", "", "", "", "", "100", "94.8"],
]
ACCOUNTS = [
    ["项目", "决算数"],
    ["人员经费", "252.18"],
    ["公用经费", "66.59"],
    ["项目支出", "93.20"],
    ["本年支出合计", "411.97"],
]


def drawn(rows: Rows) -> str:
    line = "─" * 20
    return f"┌{line}┐\n" + f"├{line}┤\n".join("│ " + " │ ".join(row) + " │\n" for row in rows) + f"└{line}┘\n"


MARKS: dict[str, Callable[[Rows], str]] = {
    "tabs": lambda rows: tabs(*rows),
    "cell lines": lambda rows: cell_lines(*rows),
    "cells that nothing parts": lambda rows: "".join(f"\t{cell}\n" for row in rows for cell in row if cell),
    "pipes": lambda rows: "".join("| " + " | ".join(row) + " |\n" for row in rows),
    "bars": lambda rows: "".join("│" + "│".join(row) + "│\n" for row in rows),
    "drawn": drawn,
}


@pytest.mark.parametrize("mark", MARKS)
def test_a_project_form_is_read_whatever_parts_its_cells(mark):
    made = read("2022年度项目支出绩效自评表\n\n" + MARKS[mark](FORM) + "\n填表人：钟一楠\n")
    assert made.field("项目名称") == ["老街排水管网改造"]
    assert made.field("实施单位") == ["云坪县市政所"]
    assert made.fact("年度资金总额", measure="全年执行数").value == Decimal("220.50")
    assert {f.unit for f in made.facts} == {"万元"}
    assert len(made.facts) == 6
    drains = made.indicator("内涝点减少率")
    assert (drains.level1, drains.target, drains.actual, drains.score) == ("效益指标", "≥30%", "25%", 25)


@pytest.mark.parametrize("mark", MARKS)
def test_accounts_are_read_whatever_parts_their_cells(mark):
    made = read("2022年度支出决算表\n单位：万元\n\n" + MARKS[mark](ACCOUNTS) + "\n二、说明\n以上数据来自决算。\n")
    assert {(f.item, f.value, f.unit) for f in made.facts} == {
        ("人员支出", Decimal("252.18"), "万元"),
        ("公用支出", Decimal("66.59"), "万元"),
        ("项目支出", Decimal("93.20"), "万元"),
        ("支出合计", Decimal("411.97"), "万元"),
    }


def test_rows_with_a_blank_line_between_and_a_cell_a_line_are_rows():
    head = "机构名称\n收入合计\n上年结转\n其他收入\n\n"
    made = read("年度收入情况（万元）\n\n" + head + "云坪县市政所\n318.40\n12.10\n6.30\n\n河道站\n96.20\n0\n1.50\n")
    assert [f.value for f in made.facts if f.item == "收入合计"] == [Decimal("318.40"), Decimal("96.20")]


def test_the_numbers_of_columns_are_no_amounts():
    made = read(
        "单位：万元\n"
        + tabs(["项目", "行次", "预算数", "决算数"], ["栏次", "", "1", "2"], ["基本支出", "1", "60", "58.5"])
        + "\n单位：万元\n"
        + tabs(["基本支出", "项目支出", "三公经费"], ["1", "2", "3"], ["60", "20", "1.5"])
    )
    assert sorted(f.value for f in made.facts) == [Decimal(n) for n in ("1.5", "20", "58.5", "60", "60")]


def test_the_total_of_each_side_is_the_total_of_its_side():
    rows = [
        ["项目", "决算数", "项目", "决算数"],
        ["本年收入合计", "415.51", "本年支出合计", "411.97"],
        ["年初结转和结余", "6.20", "年末结转和结余", "9.74"],
        ["总计", "421.71", "总计", "421.71"],
    ]
    made = read("部门：云坪县档案馆\t单位：万元\n" + tabs(*rows))
    assert made.fact("收入合计").value == made.fact("支出总计").value == Decimal("421.71")
    assert made.fact("支出总计").unit == "万元"


def test_a_caption_without_marks_between_tabbed_rows_names_the_unit_of_the_rows_below():
    made = read(
        tabs(["人员编制", "46", "实有人数", "44"], ["职能职责概述", "负责全县绿化。"])
        + "年度收入情况（万元）\n"
        + tabs(
            ["机构名称", "收入合计", "上年结转", "其他收入", "本年收入"],
            ["局机关", "80.5", "0", "2.5", "80.5"],
            ["绿化站", "20.1", "0", "0", "20.1"],
        )
    )
    assert made.field("实有人数") == [44]
    assert {f.unit for f in made.facts} == {"万元"}


def test_date_and_score_above_a_form_and_its_blocks_below():
    made = read(
        "填报日期：2022年4月18日\t总分：91.5\n"
        + cell_lines(
            ["单位名称", "云坪县市政所"],
            ["基本支出总额", "254.82", "项目支出总额", "62.38"],
            ["预算执行情况\n（万元）\n（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分"],
            ["", "部门整体支出总额", "330.00", "317.20", "96.1%", "19.2"],
        )
    )
    assert made.field("填报日期") == ["2022-04-18"]
    assert made.field("自评得分") == [Decimal("91.5")]
    assert made.field("部门名称") == ["云坪县市政所"]
    assert made.fact("基本支出").unit == made.fact("项目支出").unit == "万元"
    assert made.fact("年度资金总额", measure="全年执行数").value == Decimal("317.20")


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("联系电话：0751-8830 144", "0751-8830144"),
        ("联系电话：138 0013 8000", "13800138000"),
        ("联系电话：1380013 8000", "13800138000"),
    ],
)
def test_a_telephone_number_broken_by_a_blank_is_whole(line, phone):
    assert read("填表人：钟一楠\n" + line + "\n").field("联络电话") == [phone]


def test_contact_and_telephone_share_a_cell():
    made = read(
        tabs(
            ["项目名称", "乡道养护"],
            ["实施单位", "公路所", "联系人及电话", "艾山江 0991-3367215"],
            ["主管部门", "交通局"],
        )
    )
    assert (made.field("联系人"), made.field("联络电话")) == (["艾山江"], ["0991-3367215"])


def test_the_title_of_an_annex_begins_behind_its_mark_and_the_unit_ends_before_整体():
    made = read("附：云坪县市政所2023年度整体支出绩效自评评分表\n\n附件2\n2021年度云坪县城管局部门整体绩效自评结果\n")
    assert "云坪县市政所2023年度整体支出绩效自评评分表" in made.field("标题")
    assert read("2021年度云坪县城管局部门整体绩效自评结果\n").document.profile.unit == "云坪县城管局"
