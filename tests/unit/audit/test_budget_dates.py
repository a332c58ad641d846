"""A budget is made public in its own year; a report on what was spent cannot be dated so."""

import pytest

from jixiao import ingest
from jixiao.pipeline import Pipeline


@pytest.mark.parametrize(("kind", "told"), [("部门预算公开说明", False), ("部门决算公开说明", True)])
def test_only_a_report_on_what_was_spent_is_too_early_in_its_own_year(kind, told):
    text = (
        f"桐岭县2024年度{kind}\n（公开时间：2024年2月26日）\n一、收支情况\n2024年收入总额100万元，支出总额100万元。\n"
    )
    document = Pipeline()(ingest.read("报告.txt", data=text.encode()))
    rules = {record.rule for record in document.records if record.kind == "finding"}
    assert ("date-order" in rules) is told
