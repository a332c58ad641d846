"""Whole cells: a quantity, an amount, or the unit of a header."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.numbers import parse_amount, read_quantity, unit_in_header


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("≥90%", "≥90%"),
        ("200 余条", "200 余条"),
        ("1200万元", "1200万元"),
        ("　3家。", "3家"),
        ("＝100%", "100%"),
        ("≦0", "≦0"),
    ],
)
def test_a_cell_that_is_one_quantity_is_read(text: str, quote: str) -> None:
    found = read_quantity(text)
    assert found is not None
    assert found.text == quote


@pytest.mark.parametrize("text", ["", "已完成", "2022 全年", "235", "完成3家", "3家、5户", "——", "提升"])
def test_other_cells_are_not(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,071,616.50", "1071616.50"), ("　125.3　", "125.3"), ("-3.2", "-3.2"), ("－３．２", "-3.2"), ("(3.2)", "-3.2"),
        ("0", "0"), ("0.00", "0.00"), ("１２", "12"), ("10716.16\n", "10716.16"), (".5", "0.5"), ("1，071，616", "1071616"),
    ],
)  # fmt: skip
def test_an_amount_is_exact(text: str, value: str) -> None:
    assert parse_amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", " ", "—", "——", "-", "/", "无", "12万元", "12%", "一百", "1.2.3", "2023-6", "(3.2", "9" * 80]
)
def test_a_blank_or_a_mark_is_not_zero(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("年度收入情况（万元）", "万元"), ("单位：亿元", "亿元"), ("金额(元)", "元"), ("规模（㎡）", "㎡"), ("批复规模\n（m²）", "m²"),
        ("金额单位：人民币万元", "万元"), ("单 位: 元", "元"), ("增长（%）", "%"), ("人数（人）", "人"), ("面积（万平方米）", "万平方米"),
        ("项目资金\n（万元）", "万元"), ("支出（单位：元）", "元"), ("金额/万元", "万元"),
    ],
)  # fmt: skip
def test_a_header_names_its_unit(text: str, unit: str) -> None:
    found = unit_in_header(text)
    assert found is not None
    assert found[0] == unit
    assert text[found[1] : found[2]].replace("\n", "") == unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "项目（含公车）",
        "部门（单位）名称",
        "一级指标",
        "（二）人员",
        "得分（分值×执行率）",
        "（无）",
        "评价单位：财政局",
    ],
)
def test_other_brackets_name_none(text: str) -> None:
    assert unit_in_header(text) is None
