"""Where a quantity makes no claim, and how the place decides the role."""

from __future__ import annotations

import pytest

from jixiao.lexicon import read_table
from tests.unit.extraction.claims_reading import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "重点支出安排率≥90%，计5分；80%（含）-90%，计4分。",
        "每低于100%一个百分点扣0.1分，扣完为止。",
        "90分（含）—100分为优，80分（含）—90分为良。",
        "实施全民健身三年行动计划。",
        "出台《稳增长20条措施》。",
        "对支付进度低于70%的单位扣减预算5%以上。",
        "90分以上为优，60分以下为差。",
    ],
)
def test_rules_bands_and_names_make_no_claims(text: str) -> None:
    assert claims_of(text) == []


def test_a_size_inside_a_name_describes_what_is_counted() -> None:
    (claim,) = claims_of("单价50万元以上的设备4台。")
    assert (claim.value, claim.unit) == (4, "台")
    (claim,) = claims_of("完成了中粮、年产20万吨等6个项目的清表任务。")
    assert (claim.value, claim.unit) == (6, "个")


def roles(text: str) -> list[str]:
    return [claim.role for claim in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("力争接待游客50万人次。", ["target"]),
        ("绩效目标为：新建公厕6座，改造公厕9座。", ["target", "target"]),
        ("预计带动就业300人。", ["plan"]),
        ("需新征土地40亩，已征收土地25亩。", ["plan", "actual"]),
        ("年初预算50万元，实际支出48万元。", ["plan", "actual"]),
        ("政府性基金预算支出30万元。", ["actual"]),
        ("收集企业急需岗位300个。", ["actual"]),
        ("将60万元用于校舍维修。", ["actual"]),
        ("支出公务接待费3万元。", ["actual"]),
        ("绩效目标管理培训2次。", ["actual"]),
        ("年初预算90万元，年中追加12万元。", ["plan", "plan"]),
        ("预算收入90万元，其中年初预算78万元，追加12万元。", ["plan", "plan", "plan"]),
        ("收入25万元，较上年的20万元增加5万元。", ["actual", "baseline"]),
    ],
)
def test_words_near_the_quantity_decide_the_role(text: str, wanted: list[str]) -> None:
    assert roles(text) == wanted


FORM = """
	年度主要
工作内容
	任务1：完成征地80亩，拆除房屋12栋；

	评价内容
	绩效目标
	完成情况

	数量指标
	1、新开工项目9个以上，新投产项目6个以上；
	完成，新开工项目11个，新投产项目7个。

"""


def test_row_and_column_decide_the_role_of_prose_in_a_form() -> None:
    assert roles(FORM) == ["plan", "plan", "target", "target", "actual", "actual"]


def test_a_budget_holds_over_the_end_of_its_sentence_until_money_is_spent() -> None:
    text = "部门预算收入90万元，其中基本支出60万元。其他资金0万元。支出88万元。"
    assert roles(text) == ["plan", "plan", "plan", "actual"]


def test_what_is_to_be_improved_is_planned_and_a_bounded_number_there_is_a_target() -> None:
    assert roles("五、改进措施\n开展培训4期，支付进度不低于60%。") == ["plan", "target"]


def test_an_aim_stays_an_aim_among_tasks_and_what_failed_stays_a_fact_among_plans() -> None:
    assert roles("二、年度主要工作\n修建驿站5个，力争接待游客突破90万人次。") == ["plan", "target"]
    assert roles("五、改进措施\n3个项目未能按期开工。") == ["actual"]


def test_a_score_of_at_least_is_a_claim_where_a_verdict_follows() -> None:
    assert [c.value for c in claims_of("项目自评得分均在85分以上，等级均为“良”。")] == [85]


def test_a_time_limit_belongs_to_the_name_of_its_rate() -> None:
    (claim,) = claims_of("36小时抢修到位率达97%。")
    assert (claim.value, claim.unit) == (97, "%")


CELLS = """
一、自评表
	三级指标
	指标值
	得分
	备注

	演出场次
	100
	9
	目标120场，完成131场

"""


def test_target_and_actual_in_one_cell_are_an_indicator_s_and_no_claims() -> None:
    assert claims_of(CELLS) == []


def test_the_words_table_has_one_row_an_id_and_known_classes() -> None:
    rows = read_table("claims_words.csv", ("id", "class", "words", "note"))
    assert all(row["words"] and row["note"] for row in rows)
