"""How a sentence is divided into the clauses of its quantities."""

from __future__ import annotations

from jixiao.extraction.claims_clause import Phrase, Slot, slots
from jixiao.numbers import find_dates, find_quantities


def clauses(text: str) -> list[Slot]:
    return slots(text, 0, len(text), find_quantities(text), find_dates(text, 2022), 0)


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(slot.delimiter, slot.front.text, slot.after.text) for slot in clauses(text)]


def test_punctuation_ends_a_clause() -> None:
    assert shown("收入3万元，支出2万元；结余1万元。") == [
        ("", "收入", ""),
        ("，", "支出", ""),
        ("；", "结余", ""),
    ]


def test_a_list_of_counted_things_is_divided_and_a_list_inside_a_name_is_not() -> None:
    assert [front for _, front, _ in shown("培训16期、讲座8场和比赛2次")] == ["培训", "讲座", "比赛"]
    assert [front for _, front, _ in shown("开展例会、分享和调研等活动9场")] == ["开展例会、分享和调研等活动"]
    assert [front for _, front, _ in shown("协助40家企业申报科技、工信项目30个")] == [
        "协助",
        "协助#企业申报科技、工信项目",
    ]


def test_a_bracket_is_a_clause_of_its_own_that_follows_a_quantity() -> None:
    whole, part, after = clauses("总支出80万元（其中工资60万元），增长5%。")
    assert (part.bracket, part.follows, part.front.text) == (True, whole.index, "其中工资")
    assert (after.front.text, after.delimiter) == ("增长", "，")


def test_a_bracket_without_a_quantity_is_left_out() -> None:
    (slot,) = clauses("税收（含留抵）收入（全口径）3亿元")
    assert slot.front.text == "税收收入"


def test_dates_are_words_of_the_clause_but_name_nothing() -> None:
    (slot,) = clauses("2021年底前建成公园3个")
    assert slot.front.text == "2021年底前建成公园"
    assert slot.without_dates(slot.front).text == "建成公园"


def test_each_character_of_a_phrase_knows_its_place() -> None:
    text = "全区 现有 企业 12 家"
    (slot,) = clauses(text)
    assert "".join(text[at] for at in slot.front.at) == slot.front.text == "全区现有企业"


def test_spans_join_over_one_blank_and_not_over_words() -> None:
    assert Phrase("甲乙丙", (0, 2, 6)).spans() == [(0, 3), (6, 7)]
    assert Phrase("甲", (4,)).glued("的").spans() == [(4, 5)]


def test_a_stray_control_character_is_no_quantity() -> None:
    assert shown("收\0入3万元") == [("", "收 入", "")]


def test_unbalanced_brackets_hide_nothing() -> None:
    assert [front for _, front, _ in shown("（其中收入3万元，支出2万元")] == ["其中收入", "支出"]
    assert [front for _, front, _ in shown("收入）3万元")] == ["收入）"]
