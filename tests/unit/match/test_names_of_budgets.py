"""Chapters of budget disclosures and work reports have the canonical names of their kin in final accounts."""

from __future__ import annotations

import pytest

from jixiao.match.names import default_names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("存在的困难和问题", "存在问题"),
        ("“ 三公 ”经费预算情况", "三公经费"),
        ("2025年政府采购预算情况", "政府采购"),
        ("部门预算安排和支出情况", "收支情况"),
    ],
)
def test_a_chapter_of_a_budget_has_the_name_of_its_kin(title: str, name: str) -> None:
    found = default_names().find(title)
    assert found is not None
    assert found.name == name
