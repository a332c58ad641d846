"""Names are matched by words and meaning, not by likeness alone."""

import pytest

from jixiao.lexicon import Terms, likeness
from jixiao.match.names import SectionNames

NAMES = SectionNames.load()


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("工业总产值", "农业总产值"),
        ("基本支出", "项目支出"),
        ("收入合计", "支出合计"),
        ("年初预算数", "年末决算数"),
        ("人员支出", "公用支出"),
    ],
)
def test_characters_that_turn_the_meaning_round_veto_a_match(printed, other):
    assert likeness(printed, other)[0] == 0.0


def test_a_look_alike_costs_little_and_says_so():
    score, cost = likeness("财政供养入员控制率", "财政供养人员控制率")
    assert score > 0.95
    assert cost > 0


def test_without_a_margin_there_is_no_match():
    terms = Terms.of({"甲类支出情况": [], "乙类支出情况": []})
    assert terms.look_up("丙类支出情况") is None


def test_width_quotes_and_traditional_forms_are_folded():
    terms = Terms.of({"三公经费": []})
    found = terms.look_up("“三公”經費")
    assert found is not None
    assert (found.name, found.score) == ("三公经费", 1.0)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("云岭县档案馆基本情况", "基本情况"),
        ("部门整体支出绩效自评结果拟应用和公开情况", "结果应用和公开情况"),
        ("存在的主要问题及原因分析", "存在问题"),
        ("2022年度一般公共预算支出情况", "一般公共预算支出"),
        ("资金使用及绩效情况（包含代管资金）", "绩效情况"),
        ("（项目）资金管理情况分析", "资金管理情况"),
        ("管理制度方面", None),
        ("加强队伍建设", None),
        ("聚焦产业发展", None),
    ],
)
def test_section_titles_get_their_canonical_names_and_others_none(title, name):
    found = NAMES.find(title)
    assert (found.name if found else None) == name


def test_an_annex_that_begins_with_the_unit_s_name_is_recognised_by_its_end():
    found = NAMES.find("云岭县档案馆部门整体支出绩效评价评分表")
    assert found is not None
    assert found.name == "绩效评分表"
