"""Subjects whose head stands elsewhere: funds, scores taken apart, aspects; and words that are cut nowhere inside."""

from __future__ import annotations

import pytest

from tests.unit.extraction.claims_reading import claims_of, subjects


def test_what_a_fund_spent_is_named_after_the_fund() -> None:
    assert subjects("（2）老年助餐专项资金预算640万元，支出611.5万元，支出率95.55%。") == [
        "老年助餐专项资金预算",
        "老年助餐专项资金支出",
        "老年助餐专项资金支出率",
    ]


def test_a_title_names_the_fund_of_a_bare_budget() -> None:
    text = "一、项目概况\n1.河道保洁补助经费。年初预算210万元，年中追加35万元。"
    assert subjects(text) == ["河道保洁补助经费年初预算", "河道保洁补助经费年中追加"]


def test_the_whole_unit_s_money_gets_no_fund_in_front() -> None:
    assert subjects("全年收入90万元，支出88万元。") == ["全年收入", "支出"]
    assert subjects("实施本级项目6个，年初批复预算70万元。") == ["实施本级项目", "年初批复预算"]


def test_the_parts_of_a_score_are_scores() -> None:
    said = [(c.subject, float(c.value or 0)) for c in claims_of("评价得分92.6分，其中履职情况46.1分、管理情况46.5分。")]
    assert said == [("评价得分", 92.6), ("履职情况得分", 46.1), ("管理情况得分", 46.5)]


def test_points_that_a_rule_gives_are_still_no_claim() -> None:
    assert claims_of("预算编制4分，执行6分。") == []


def test_an_aspect_takes_the_thing_before_it_without_its_measure() -> None:
    assert subjects("设备原值840.2万元，在用801.6万元。") == ["设备原值", "在用设备"]


def test_what_was_dealt_with_is_what_came_in() -> None:
    assert subjects("收到来信86批次，办结81批次。") == ["收到来信", "办结来信"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("收回有效问卷180份。", "收回有效问卷"),
        ("有效问卷180份。", "有效问卷"),
        ("设备利用率93%。", "设备利用率"),
        ("学校食堂供水保障、校舍防水改造等民生项目7个。", "民生项目"),
        ("公务用车购置及运行维护费支出决算8.6万元。", "公务用车购置及运行维护费支出决算"),
    ],
)
def test_no_subject_begins_or_ends_inside_a_word(text: str, subject: str) -> None:
    assert subjects(text) == [subject]


def test_what_leads_to_the_next_number_says_nothing_of_the_things_counted() -> None:
    assert subjects("4个中心共支出96.5万元。")[0] == "中心"
    assert subjects("原有的7场讲座只举办4场。")[0] == "讲座"
    assert subjects("用于8个乡镇监测点的日常维护。") == ["乡镇监测点"]


def test_who_gave_the_money_may_stand_behind_it() -> None:
    assert subjects("发放助学金1420万元（中央）、310万元（省级），县级配套96万元，合计1826万元。") == [
        "中央资金",
        "省级资金",
        "县级配套",
        "合计",
    ]


def test_what_begins_with_another_number_names_nothing() -> None:
    assert subjects("涉及3县9乡镇。") == []


def test_one_rate_takes_no_head_from_another() -> None:
    assert subjects("办理人大建议12件，办复率100%，满意率98%。") == ["办理人大建议", "办复率", "满意率"]
    assert subjects("资金到位360万元，到位率99%。") == ["资金到位", "资金到位率"]


def test_a_thing_is_named_without_the_word_for_its_plan() -> None:
    assert subjects("危房改造目标任务300户，实际完成312户。") == ["危房改造目标任务", "危房改造"]


def test_who_acts_stands_in_front_of_the_adverb_and_names_nothing() -> None:
    assert subjects("本次评价共抽查6个乡镇。") == ["抽查乡镇"]


def test_a_bare_later_year_is_a_plan_and_a_day_of_it_is_not() -> None:
    later, dated = claims_of("2023年补齐4个站点。"), claims_of("2023年2月走访企业12家。")
    assert [c.role for c in later] == ["plan"]
    assert [c.role for c in dated] == ["actual"]


def test_higher_than_the_target_is_a_change_of_the_level() -> None:
    (claim,) = claims_of("群众满意度达96.5%，比目标值高6.5个百分点。")
    assert claim.change is not None
    assert (claim.change.kind, claim.change.direction, float(claim.change.value or 0)) == ("较目标", "up", 6.5)


def test_altogether_is_said_of_what_was_counted_before() -> None:
    assert subjects("拨付惠农补贴12笔，共计86.4万元。") == ["拨付惠农补贴", "拨付惠农补贴"]


def test_a_sector_keeps_its_ordinal_and_a_list_loses_its_own() -> None:
    assert subjects("第一产业投资2亿元，第二产业投资5亿元。") == ["第一产业投资", "第二产业投资"]
    assert subjects("第一，建成泵站3座；第二，培训管护员20人。") == ["建成泵站", "培训管护员"]


def test_a_wrong_year_in_a_title_is_outvoted_by_the_dates_of_the_report() -> None:
    text = (
        "云岭县图书馆2023年度部门整体支出绩效自评报告\n\n一、部门概况\n\n2022年我馆持续开放。2022年末藏书36万册。\n\n"
        "二、主要绩效\n\n接待读者42万人次。截至2022年12月底，资金全部支付。\n"
    )
    assert {claim.year for claim in claims_of(text)} == {2022}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新建道路9公里、桥梁3座、泵站5个。", ["新建道路", "新建桥梁", "新建泵站"]),
        ("改造老旧小区12个、建筑面积25.6万平方米。", ["改造老旧小区", "改造建筑面积"]),
        ("削减化学需氧量305吨、氨氮21.6吨。", ["削减化学需氧量", "削减氨氮"]),
        ("拥有轿车2辆、越野车3辆。", ["轿车", "越野车"]),
        ("检查企业5家，发现问题6个、隐患3处。", ["检查企业", "发现问题", "发现隐患"]),
        ("发放补助86万元、物资5件。", ["发放补助", "发放物资"]),
    ],
)
def test_the_things_of_a_list_share_the_action_before_the_first(text: str, told: list[str]) -> None:
    assert subjects(text) == told


def test_a_rate_of_pay_is_named_by_what_it_is_the_standard_of() -> None:
    assert subjects("按照每人每月900元的标准，向困难职工发放补助。") == ["每人每月标准"]


def test_a_number_that_only_identifies_a_thing_is_no_part_of_its_name() -> None:
    assert subjects("编号为12-3的地块面积约80亩。") == ["地块面积"]


def test_work_around_a_thing_is_no_part_of_its_name() -> None:
    assert subjects("全力推进危桥相关工作，年末实现6座。") == ["危桥"]


@pytest.mark.parametrize("title", ["农村公路养护", "农村公路养护绩效", "农村公路养护情况"])
def test_a_title_of_its_own_names_the_project_of_bare_budget_figures(title: str) -> None:
    text = f"一、绩效自评情况\n（一）{title}\n年初预算105万元，全年预算110万元，支出98万元，执行率89.09%。"
    assert subjects(text) == [f"农村公路养护{part}" for part in ("年初预算", "全年预算", "支出", "执行率")]


def test_a_chapter_of_the_report_names_no_project() -> None:
    assert subjects("一、资金情况\n年初预算105万元，支出98万元。") == ["年初预算", "支出"]


def test_a_problem_told_in_a_section_of_measures_is_no_plan() -> None:
    said = claims_of("一、存在问题和改进措施\n（一）资金统筹有待加强。同类项目分散在5个科室管理，难以形成合力。")
    assert [c.role for c in said] == ["actual"]


def test_what_shall_be_kept_within_bounds_under_a_title_that_aims_is_a_target() -> None:
    said = claims_of("一、自评结论\n（一）提高编制质量。坚持先有项目后有预算，年中追加控制在6%以内。")
    assert [c.role for c in said] == ["target"]


def test_an_endless_sentence_is_quoted_around_each_claim_only() -> None:
    said = claims_of("产值166亿元，" * 600)
    assert len(said) == 600
    assert max(e.end - e.start for c in said for e in c.evidence) < 1300


@pytest.mark.parametrize(
    ("text", "code"),
    [("共有5名专家参与评审。", "subject-behind"), ("产值9亿元。", "subject-short")],
)
def test_a_subject_that_is_not_simply_before_its_number_says_so(text: str, code: str) -> None:
    assert code in claims_of(text)[0].signals.notes


def test_what_came_and_is_short_is_named_after_the_project() -> None:
    text = "一、分项目情况\n（一）户外广告整治项目\n预算840万元，到位724万元，到位率86.19%，支出631万元。"
    assert subjects(text) == [f"户外广告整治项目{part}" for part in ("预算", "到位", "到位率", "支出")]


def test_a_rate_per_head_may_begin_a_change() -> None:
    said = claims_of("客运补贴标准由每车每月800元提高到1000元。")
    assert [(c.subject, c.role) for c in said] == [("客运补贴标准", "baseline"), ("客运补贴标准", "actual")]


def test_the_years_in_a_document_s_name_are_its_own() -> None:
    said = claims_of("根据《森林防火规划（2016—2020年）》，划定重点火险区38.6万公顷。")
    assert [c.year for c in said] == [2022]


def test_the_classes_of_a_whole_are_named_after_it() -> None:
    assert subjects("政府采购预算310万元，其中货物类45万元、工程类180万元。") == [
        "政府采购预算",
        "货物类政府采购预算",
        "工程类政府采购预算",
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [("8个分局平均每个分局12人。", "分局"), ("2件民生实事尚未完工。", "尚未完工的民生实事")],
)
def test_what_is_said_of_things_counted_is_told_from_their_name(text: str, subject: str) -> None:
    assert subjects(text)[0] == subject


def test_the_number_of_a_hotline_counts_nothing() -> None:
    assert [float(c.value or 0) for c in claims_of("12315平台接收投诉举报1094件。")] == [1094]


def test_growth_behind_a_plan_belongs_to_what_was_reached() -> None:
    said = claims_of("交通投资完成6.84亿元，为年计划6.2亿元的110.3%，同比增长18.3%。")
    assert [(float(c.value or 0), c.role, c.change is not None) for c in said] == [
        (6.84, "actual", True),
        (6.2, "plan", False),
        (110.3, "actual", False),
    ]


def test_what_a_target_lacks_is_told_of_the_thing() -> None:
    assert subjects("服务组织达到19家，距目标尚差1家。") == ["服务组织", "服务组织距目标尚差"]


def test_the_beginning_of_the_year_is_in_the_year() -> None:
    assert [c.year for c in claims_of("管网漏损率从年初的11.9%降至9.4%。")] == [2022, 2022]
