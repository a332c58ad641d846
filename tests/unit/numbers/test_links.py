"""Relations between quantities of a sentence: only those that its words state."""

from __future__ import annotations

import pytest

from jixiao.numbers import find_quantities


def links(text: str) -> list[str]:
    found = find_quantities(text)
    return [
        " ".join(filter(None, (q.text, link.type, found[link.target].text, link.direction, link.kind)))
        for q in found
        for link in q.links
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("产值88亿元，同比增长11.3%", ["11.3% growth-of 88亿元 up 同比"]),
        ("产值88亿元，增速11.3%", ["11.3% growth-of 88亿元 up"]),
        ("出口12亿元，环比下降4%", ["4% growth-of 12亿元 down 环比"]),
        ("税收900万元，较去年260万元同比增长246%",
         ["260万元 baseline-of 900万元 较上年", "246% growth-of 900万元 up 同比"]),
        ("接待费60万元，较上年80万元减少20万元",
         ["80万元 baseline-of 60万元 较上年", "20万元 difference-of 60万元 down 较上年"]),
        ("增加值41亿元（比年初计划增加3亿元）", ["3亿元 difference-of 41亿元 up 较年初"]),
        ("执行率98.4%，较上年提高1.2个百分点", ["1.2个百分点 difference-of 98.4% up 较上年"]),
        ("支出50万元，其中：基本支出30万元，占60%；项目支出20万元，占40%", [
            "30万元 part-of 50万元", "60% share-of 30万元", "20万元 part-of 50万元", "40% share-of 20万元"]),
        ("支出50万元（其中人员30万元），收入70万元", ["30万元 part-of 50万元"]),
        ("支出50万元。其中，基本支出30万元。", ["30万元 part-of 50万元"]),
        ("经费由6.2万元降至0", ["6.2万元 from-of 0 down 由…到…"]),
        ("覆盖率从58.2%提高到61%", ["58.2% from-of 61% up 由…到…"]),
        ("税收、出口为5亿元、3亿元，分别增长5%、6%", ["5% growth-of 5亿元 up", "6% growth-of 3亿元 up"]),
        ("出口同比增长9%，达到3亿元", ["9% growth-of 3亿元 up 同比"]),
    ],
)  # fmt: skip
def test_a_stated_relation_becomes_a_link(text: str, wanted: list[str]) -> None:
    assert links(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "产值88亿元，满意度95%",
        "完成投资3亿元，新增岗位200个",
        "产值88亿元。同比增长较快，合格率9%",
        "收入5万元，其中培训3场",
        "拨款3万元，工业增加值5万元",
    ],
)
def test_neighbours_without_a_stated_relation_have_no_link(text: str) -> None:
    assert links(text) == []


def test_no_link_reaches_over_the_edge_of_a_cell() -> None:
    text = "产值88亿元同比增长5%"
    assert find_quantities(text)[1].links
    assert not find_quantities(text, edges=[6])[1].links
    text = "支出50万元。其中，基本支出30万元"
    assert not find_quantities(text, edges=[7])[1].links
