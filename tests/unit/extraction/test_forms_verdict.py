"""Whether an indicator was attained: modifiers, units and the direction that counts."""

from __future__ import annotations

import pytest

from jixiao.extraction.indicators_verdict import attained, direction
from jixiao.numbers import find_quantities


def verdict(target: str, actual: str, way=None):
    return attained(target, actual, find_quantities(target), find_quantities(actual), way)


@pytest.mark.parametrize(
    ("target", "actual", "way", "right"),
    [
        ("≥90%", "92%", None, True),
        ("≥90%", "89.9%", None, False),
        ("≤5天", "7天", None, False),
        ("≦0", "≦0", None, True),
        ("95%以上", "95%", None, True),
        ("超过30家", "30家", None, False),
        ("14项", "17项", "up", True),
        ("14项", "13项", "up", False),
        ("30万元", "285000元", "down", True),
        ("30万元", "30.5万元", "down", False),
        ("200余条", "235条", "up", True),
        ("200余条", "110余条", "up", False),
        ("200余家", "200家", "up", None),
        ("10-20%", "15%", None, True),
        ("10-20%", "25%", "up", True),
        ("10-20%", "25%", "down", False),
        ("3场", "4家", "up", None),
        ("3场", "已完成", "up", None),
        ("提升", "提升", None, True),
        ("规范管理", "已完成", None, True),
        ("规范管理", "未完成", None, False),
        ("规范管理", "效果明显", None, None),
        ("完成38个、培训5场", "完成40个、培训4场", "up", False),
        ("完成38个、培训5场", "完成40个", "up", None),
        ("12月底前", "12月20日", None, True),
        ("2022年11月底前", "2022年12月", None, False),
        ("2022年11月底前", "11月", None, None),
        ("0起", "0起", "down", True),
    ],
)
def test_verdicts(target, actual, way, right):
    assert verdict(target, actual, way) is right


def test_without_an_actual_there_is_no_verdict():
    assert attained("30家", None, find_quantities("30家"), [], "up") is None


@pytest.mark.parametrize(
    ("name", "level2", "target", "operator", "way"),
    [
        ("运行经费", "成本指标", "10万元", None, "down"),
        ("培训场次", "数量指标", "3场", None, "up"),
        ("群众投诉", "质量指标", "2起", None, "down"),
        ("三公经费控制率", "质量指标", "100%", None, "down"),
        ("办结时限", "时效指标", "5天", None, "down"),
        ("固定资产投资总量", "成本指标", "54亿元", None, "up"),
        ("重金属排放", "生态效益指标", "3吨", "≥", "up"),
        ("何种指标", None, "3吨", None, None),
        ("何种指标", None, "≤3吨", None, "down"),
        ("何种指标", None, "3吨", "反向指标", "down"),
    ],
)
def test_directions(name, level2, target, operator, way):
    assert direction(name, level2, None, find_quantities(target), operator) == way
