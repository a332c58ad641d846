"""Blanks that text recognition leaves inside numbers and words; the blanks of tables stay."""

from __future__ import annotations

import pytest

from jixiao.clean.blanks import close_blanks
from jixiao.document.trace import TracedText


def closed(text: str) -> str:
    return close_blanks(TracedText.of(text)).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全镇收入 3 4 5 . 6 万元，持平。", "全镇收入 345.6 万元，持平。"),
        ("拨付补助12 ，345 . 6万元，已到位。", "拨付补助12，345.6万元，已到位。"),
        ("财政收入 2 , 3 4 5 万元，持平。", "财政收入 2,345 万元，持平。"),
        ("巡查3, 456次，下降 3. 5%。", "巡查3,456次，下降 3.5%。"),
        (
            "投入 1 . 2 万元、3 . 5 万元和 2 . 1 万元，覆盖 2 3 个村。",
            "投入 1.2 万元、3.5 万元和 2.1 万元，覆盖 23 个村。",
        ),
    ],
)
def test_the_pieces_of_a_number_in_prose_are_joined(text: str, wanted: str) -> None:
    assert closed(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "管理制度健全性 4 4 无",
        "接待游客人次 8 8 目标1200万人次，完成1263.8万人次",
        "决策   2 0   1 8   扣分，见备注",
        "合计\t5 5 4\t见附表，略",
        "3. 5个村完成改造，验收合格。",
        "得分 5 5 4，均为满分。",
        "2021 15个项目，均已完工。",
    ],
)
def test_what_may_be_two_numbers_stays_apart(text: str) -> None:
    assert closed(text) == text


def test_blanks_inside_words_are_closed_where_the_whole_text_has_them() -> None:
    line = "全 镇办理 实事 ， 群众满 意。"
    assert closed("\n".join([line] * 4)) == "\n".join(["全镇办理实事，群众满意。"] * 4)
    assert closed("\n".join(["二 、主要 工作", *[line] * 4])).startswith("二、主要工作\n")
    prose = "全镇办理实事，群众满意。\n" * 12
    assert closed(prose + line) == prose + line


def test_every_character_that_is_left_knows_its_place() -> None:
    source = "收入 3 4 5 . 6 万元，持平。"
    traced = close_blanks(TracedText.of(source))
    at = traced.text.index("345.6")
    start, end = traced.source_span(at, at + 5)
    assert source[start:end] == "3 4 5 . 6"


def test_rows_of_a_scoring_table_with_rules_keep_the_blanks_between_their_cells() -> None:
    rows = "\n".join(
        f"预算执行 {name} {full} 完成率100%，计满分；每低于5%的，扣2分。 {score}{reason}"
        for name, full, score, reason in (
            ("预算完成率", 15, 15, ""),
            ("支付进度率", 10, 8, " 项目招标较晚"),
            ("结转结余率", 10, 10, ""),
            ("三公经费控制率", 5, 4.5, " 接待批次增加"),
        )
    )
    assert closed(rows) == rows
