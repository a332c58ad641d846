"""Claims without a number: ranks, completions and vague verdicts, typed."""

from __future__ import annotations

import pytest

from tests.unit.extraction.claims_reading import all_claims


def verdicts(text: str) -> list[tuple[str, str, str]]:
    return [(c.type, c.evidence[0].text, c.subject) for c in all_claims(text) if c.type != "value"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("产值增速居全市第一。", ("rank", "第一", "产值增速")),
        ("招商引资工作考核排名全省第3位。", ("rank", "第3位", "招商引资工作")),
        ("各项工作走在全区前列。", ("rank", "前列", "工作")),
        ("圆满完成年度防汛任务。", ("completion", "圆满完成", "年度防汛任务")),
        ("当年无结余。", ("completion", "无结余", "无结余")),
        ("带动就业效益明显。", ("vague", "效益明显", "带动就业")),
        ("基层服务能力有所提升。", ("vague", "有所提升", "基层服务能力")),
        ("市容秩序得到了明显改善。", ("vague", "明显改善", "市容秩序")),
    ],
)
def test_a_statement_without_a_number_is_typed(text: str, wanted: tuple[str, str, str]) -> None:
    (found,) = verdicts(text)
    assert found[:2] == wanted[:2]
    assert wanted[2] in found[2]


@pytest.mark.parametrize(
    "text",
    ["第一产业增加值3亿元。", "选派第一书记12名。", "第一，加强学习。", "与第一、二名差距较大。", "第一季度开工。"],
)
def test_ordinals_that_rank_nothing_are_no_ranks(text: str) -> None:
    assert [found for found in verdicts(text) if found[0] == "rank"] == []


def test_a_verdict_that_a_number_measures_is_no_vague_claim() -> None:
    assert verdicts("持续推进项目14项。") == []
    assert [found[1] for found in verdicts("服务水平持续提升，满意度96%。")] == ["持续提升"]


def test_a_qualitative_claim_has_no_value_unit_or_bound() -> None:
    (claim,) = all_claims("社会效益显著，效果良好。")[:1]
    assert (claim.value, claim.unit, claim.bound, claim.change) == (None, None, None, None)


FORM = """
	评价内容
	绩效目标
	完成情况

	数量指标
	新建文化广场
	已完成

	社会效益
	丰富群众生活
	效益明显

"""


def test_a_cell_that_only_passes_a_verdict_takes_its_subject_from_the_row() -> None:
    assert verdicts(FORM) == [("completion", "已完成", "新建文化广场"), ("vague", "效益明显", "丰富群众生活")]


def test_duties_are_no_claims() -> None:
    assert verdicts("一、主要职能\n负责不断提升服务水平，全面推进改革。") == []
