"""What is read with doubt from a form is never sure in the end: the whole pipeline on forms that leave a question open."""

from __future__ import annotations

from jixiao import ingest
from jixiao.document.records import FactRecord
from jixiao.pipeline import Pipeline
from tests.unit.extraction.forms_made import spaces, tabs

SURE = 0.8


def facts(text: str) -> list[FactRecord]:
    document = Pipeline()(ingest.read("表.txt", data=text.encode()))
    return [record for record in document.records if isinstance(record, FactRecord)]


def test_a_row_that_lost_a_blank_cell_is_not_sure():
    found = facts(
        "2022年度某局部门整体支出绩效自评报告\n收支表（万元）\n"
        + spaces(
            ["项目", "年初预算数", "全年预算数", "决算数"],
            ["基本支出", "10", "11", "12"],
            ["项目支出", "", "3", "4"],
            ["公用经费", "5", "6", "7"],
        )
    )
    assert [f.value for f in found if f.item == "项目支出"] == [3, 4]
    assert all(f.confidence < SURE and f.needs_review for f in found if f.item == "项目支出")
    assert all(f.confidence >= SURE for f in found if f.item == "公用支出")


def test_a_row_that_slipped_is_not_sure():
    found = facts(
        "2022年度某局部门整体支出绩效自评报告\n收支表（万元）\n"
        + tabs(
            ["项目", "年初预算数", "全年预算数", "决算数"],
            ["基本支出", "10", "11", "12"],
            ["", "项目支出", "3", "4"],
            ["公用经费", "5", "6", "7"],
        )
    )
    assert all(f.confidence < SURE for f in found if f.item == "项目支出")


def test_a_family_that_nobody_knows_is_not_sure_and_leaves_gaps():
    text = "云岭县河长制工作台账\n单位：万元\n" + tabs(
        ["河段", "清淤投入", "护岸投入"], ["东溪上段", "12", "30"], ["东溪下段", "8", "16.5"]
    )
    document = Pipeline()(ingest.read("表.txt", data=text.encode()))
    found = [record for record in document.records if isinstance(record, FactRecord)]
    assert found
    assert all(f.confidence < SURE for f in found)


def test_a_table_without_money_is_listed_as_not_read():
    text = "云岭县巡河情况\n" + tabs(
        ["河段", "巡河次数", "问题个数"], ["东溪上段", "12", "30"], ["东溪下段", "8", "16"]
    )
    document = Pipeline()(ingest.read("表.txt", data=text.encode()))
    assert {gap.text for gap in document.gaps if gap.kind == "unread-number"} >= {"12", "30", "8", "16"}
