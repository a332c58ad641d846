"""Amounts of the unit's accounts in prose, and money in prose that is none of the unit's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.extraction.forms_made import read

TITLE = "2021年度部门整体支出绩效自评报告\n"


def told(sentence: str) -> list[tuple[str, str | None, int | None, Decimal]]:
    """(item, measure, year, value) of each fact that a sentence states."""
    return [(f.item, f.measure, f.year, f.value) for f in read(TITLE + sentence).facts]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "2021 年预算收入 147.95 万元，其中年初预算 140 万元，调整追加 7.95 万元。",
            [("收入合计", "预算数", 2021, "147.95"), ("收入合计", "年初预算数", 2021, "140"), ("预算追加", "预算数", 2021, "7.95")],
        ),
        (
            "部门支出规模134.2万元，其中51.9万元是人员支出费用，82.3万元是公用支出费用。",
            [("支出合计", "决算数", 2021, "134.2"), ("人员支出", "决算数", 2021, "51.9"), ("公用支出", "决算数", 2021, "82.3")],
        ),
        (
            "“三公”经费支出预算为10万元，支出决算为8万元，完成预算的80%。",
            [("三公经费", "预算数", 2021, "10"), ("三公经费", "决算数", 2021, "8")],
        ),
        (
            "因公出国（境）费支出0元；公务接待费支出1.5万元，比上年减少0.3万元。",
            [("因公出国（境）费", "决算数", 2021, "0"), ("公务接待费", "决算数", 2021, "1.5")],
        ),
        (
            "本年支出3423.95万元，比上年的3143.14万元增长8.93%，其中基本支出1774.88万元。",
            [("支出合计", "决算数", 2021, "3423.95"), ("支出合计", "决算数", 2020, "3143.14"), ("基本支出", "决算数", 2021, "1774.88")],
        ),
        (
            "2、支出:799.12万元。其中:人员经费支出434.89万元,河道清淤77.4万元。",
            [("支出合计", "决算数", 2021, "799.12"), ("人员支出", "决算数", 2021, "434.89"), ("河道清淤", "决算数", 2021, "77.4")],
        ),
        ("项目支出202.95万元，其中：双创培训14.85万元，企业服务工作5万元。",
         [("项目支出", "决算数", 2021, "202.95"), ("双创培训", "决算数", 2021, "14.85"), ("企业服务工作", "决算数", 2021, "5")]),
        ("2020年财政拨款项目支出20万元，上年结转3.5万元。",
         [("项目支出", "决算数", 2020, "20"), ("上年结转", "决算数", 2020, "3.5")]),
        ("政府性基金预算收入1000万元，支出1000万元。",
         [("政府性基金预算拨款", "决算数", 2021, "1000"), ("政府性基金预算支出", "决算数", 2021, "1000")]),
        ("年初预算22万元，全年预算23万元，支出22.5万元。",
         [("年度资金总额", "年初预算数", 2021, "22"), ("年度资金总额", "全年预算数", 2021, "23"), ("年度资金总额", "全年执行数", 2021, "22.5")]),
        ("各项协调支出20万元。", [("各项协调支出", "决算数", 2021, "20")]),
    ],
)  # fmt: skip
def test_the_accounts_in_prose(sentence, facts):
    assert told(sentence) == [(item, measure, year, Decimal(value)) for item, measure, year, value in facts]


@pytest.mark.parametrize(
    "sentence",
    [
        "帮助3家企业获得融资贷款共计1020万元，申报担保费补贴30余万元。",
        "全年完成规模工业总产值415.38亿元，实现税收1.48亿元，主营业务收入76.29亿元。",
        "向上争取项目3个，到位资金120万元。",
        "完成固定资产投资54.07亿元，签约项目合同引资额22.12亿元。",
        "通过公开招标节约资金122万元。",
        "人均公用经费1.2万元。",
        "由5.51万元降至0万元。",
        "登记技术合同金额超50亿元。",
    ],
)
def test_money_of_others_and_differences_are_no_facts(sentence):
    assert told(sentence) == []


def test_a_fact_of_prose_quotes_number_and_unit_and_its_name():
    made = read(TITLE + "基本支出 143.45 万元，占 46.20%。")
    fact = made.fact("基本支出")
    assert [(e.role, e.text) for e in fact.evidence] == [("value", "143.45 万元"), ("name", "基本支出")]
    assert fact.basis == "narrative"
    assert fact.value_yuan == Decimal("1434500")


def test_an_approximate_amount_says_so():
    fact = read(TITLE + "全年公务接待费支出约2万元。").fact("公务接待费")
    assert "approximate" in fact.signals.notes
    assert fact.evidence[0].text == "约2万元"
