"""What a claim record holds: evidence that quotes, links, entity, canonical indicator, doubts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.records import ClaimRecord
from jixiao.extraction import claims, facts, indicators, quantities
from tests.unit.extraction.claims_reading import all_claims, claims_of, document


def linked(read: Document) -> list[ClaimRecord]:
    """Claims with links to the other records of the document."""
    quoter = Quoter(read)
    others = [
        *quantities.records(read, quoter),
        *facts.records(read, quoter),
        *indicators.records(read, quoter),
    ]
    return claims.link(claims.records(read, quoter), others)


def test_every_piece_of_evidence_quotes_the_source() -> None:
    text = "一、成效\n2022年完成税收3.5亿元（其中工业税收1.4亿元），\n同比增长12%；引进 8 家企业入园。"
    read = document(text)
    for claim in claims.records(read, Quoter(read)):
        assert claim.evidence[0].role == "value"
        assert claim.evidence[-1].role == "context"
        for evidence in claim.evidence:
            assert read.source_text[evidence.start : evidence.end] == evidence.text


def test_a_subject_pieced_together_has_one_piece_of_evidence_for_each_part() -> None:
    (claim,) = claims_of("推荐2家企业进入市级白名单。")
    assert claim.subject == "推荐进入市级白名单的企业"
    assert [e.text for e in claim.evidence if e.role == "name"] == ["推荐", "企业进入市级白名单"]


def test_a_printed_year_is_quoted_and_an_inherited_one_is_a_doubt() -> None:
    printed, inherited = claims_of("2021年新增床位60张。另新增床位20张。")
    assert [e.text for e in printed.evidence if e.role == "period"] == ["2021年"]
    assert printed.year == 2021
    assert "year-inherited" not in printed.signals.notes
    assert "year-inherited" in inherited.signals.notes


def test_the_year_of_a_paragraph_holds_for_its_later_sentences() -> None:
    first, second = claims_of("2020年，园区完成产值3亿元。实现税收2000万元。")
    assert (first.year, second.year) == (2020, 2020)


def test_without_any_year_the_year_stays_open() -> None:
    (claim,) = claims_of("发放补贴30万元。", None)
    assert claim.year is None


def test_the_canonical_indicator_is_found_behind_a_verb_and_a_place() -> None:
    first, second = claims_of("全市完成规模工业总产值90亿元，走访企业40家。")
    assert first.indicator == "规模以上工业总产值"
    assert second.indicator is None


def test_the_entity_is_the_place_or_the_firm_that_the_clause_names() -> None:
    first, second = claims_of("全县实现税收6亿元。青禾农机有限公司实现产值2亿元。")
    assert (first.entity, second.entity) == ("全县", "青禾农机有限公司")


def test_a_project_before_its_score_is_the_entity() -> None:
    (claim,) = claims_of("危桥改造项目自评得分93.5分。")
    assert (claim.entity, claim.subject) == ("危桥改造项目", "自评得分")


def test_a_part_and_a_share_point_at_the_whole() -> None:
    whole, part, share = claims_of("总支出80万元，其中：基本支出60万元，占75%。")
    assert [(link.type, link.record_id) for link in part.links] == [("part-of", whole.record_id)]
    assert [(link.type, link.record_id) for link in share.links] == [("share-of", part.record_id)]


def test_the_base_of_a_comparison_points_at_what_is_compared() -> None:
    level, base = claims_of("税收1700万元，较去年130万元同比增长1208%。")
    assert (base.role, base.year, base.value) == ("baseline", 2021, Decimal(130))
    assert [(link.type, link.record_id) for link in base.links] == [("baseline-of", level.record_id)]
    assert level.change is not None
    assert (level.change.kind, level.change.direction, level.change.value) == ("同比", "up", Decimal(1208))


def test_from_one_level_to_another_is_a_change_with_its_baseline() -> None:
    start, end = claims_of("平均办理时限由12天压缩到4天。")
    assert start.role == "baseline"
    assert end.change is not None
    assert (end.change.kind, end.change.direction, end.change.baseline) == ("由…到…", "down", Decimal(12))


@pytest.mark.parametrize(
    ("text", "direction", "percent"),
    [
        ("产能较上年翻番，达到6万吨。", "up", 100),
        ("产能较上年翻两番至6万吨。", "up", 300),
        ("电费支出比上年减半至26万元。", "down", 50),
        ("三公经费与上年持平，为4万元。", "flat", 0),
    ],
)
def test_doubling_and_halving_are_changes_in_per_cent(text: str, direction: str, percent: int) -> None:
    (claim,) = claims_of(text)
    assert claim.change is not None
    assert (claim.change.direction, claim.change.value, claim.change.unit) == (direction, percent, "%")


def test_claims_that_say_the_same_are_linked_to_the_first() -> None:
    made = linked(document("完成税收2亿元。\n经核算，全年实现税收2亿元。\n税收目标为3亿元。"))
    same = {link.record_id for link in made[1].links if link.type == "same-as"}
    assert made[0].record_id in same
    assert made[0].record_id not in {link.record_id for link in made[2].links}


def test_a_claim_is_linked_to_the_quantity_at_its_place() -> None:
    read = document("引进项目8个。")
    quoter = Quoter(read)
    (quantity,) = quantities.records(read, quoter)
    (claim,) = claims.link(claims.records(read, quoter), [quantity])
    assert [(link.type, link.record_id) for link in claim.links] == [("same-as", quantity.record_id)]


TABLE = """
一、绩效指标
	一级指标
	二级指标
	三级指标
	年度指标值
	实际完成值
	分值
	得分

	产出指标
	数量指标
	培育高新技术企业
	5家
	7家
	10
	10

	效益指标
	经济效益指标
	园区税收
	3亿元
	3.5亿元
	10
	10

二、完成情况
新培育高新技术企业9家。
"""


def test_a_claim_and_the_indicator_that_it_restates_are_linked_even_where_they_differ() -> None:
    read = document(TABLE)
    quoter = Quoter(read)
    rows = indicators.records(read, quoter)
    row = next(r for r in rows if r.level3 == "培育高新技术企业")
    made = claims.link(claims.records(read, quoter), rows)
    claim = next(c for c in made if c.value == 9)
    assert ("restates", row.record_id) in [(link.type, link.record_id) for link in claim.links]


def test_a_bare_indicator_cell_makes_no_claim() -> None:
    assert [claim.value for claim in claims_of(TABLE)] == [Decimal(9)]


def test_reading_twice_gives_the_same_records() -> None:
    text = "完成税收2亿元，同比增长8%，效果明显；完成税收2亿元。"
    assert [c.model_dump() for c in all_claims(text)] == [c.model_dump() for c in all_claims(text)]
