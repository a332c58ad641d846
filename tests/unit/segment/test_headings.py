"""What looks like a heading is found, and what only looks like one is not; levels follow the true nesting."""

import pytest

from jixiao.clean import Clean
from jixiao.document.document import Document, Page, Source
from jixiao.match.names import default_names
from jixiao.match.stage import MatchSections
from jixiao.segment.stage import Segment


def outline(source: str) -> list[tuple[int, str, str, str | None]]:
    """(level, number, title, canonical) of each section of a plain text."""
    names = default_names()
    document = Document(Source("a.txt", "0" * 64, "text/plain", "text"), source, (Page(1, 0, len(source)),))
    for stage in (Clean(), Segment(known=names.known), MatchSections(names=names)):
        document = stage(document)
    return [(s.level, s.number, s.title, s.canonical) for s in document.sections]


def levels(source: str) -> list[int]:
    return [level for level, *_ in outline(source)]


def test_the_usual_four_levels_nest():
    assert levels(
        "一、部门概况\n（一）机构设置\n1、内设科室\n（1）办公室\n本室三人。\n（二）人员情况\n二、收支情况\n"
    ) == [1, 2, 3, 4, 2, 1]


def test_mixed_chapter_numbers_are_siblings_where_their_names_are_chapters():
    source = (
        "1、基本情况\n（一）职能职责\n负责档案管理。\n二、一般公共预算支出情况\n（一）基本支出情况\n（2）项目支出情况\n"
        "2、政府性基金预算支出情况\n无。\n3、国有资本经营预算支出情况\n无。\n五、部门整体支出绩效情况\n好。\n七、存在的问题\n8、下一步改进措施\n"
    )
    assert levels(source) == [1, 2, 1, 2, 2, 1, 1, 1, 1, 1]


def test_numbering_that_starts_again_below_a_chapter_is_nested():
    source = "四、评价人员\n五、评价报告综述\n一、单位概况\n（一）基本情况\n二、资金管理及使用情况\n三、改进措施\n"
    assert levels(source) == [1, 1, 2, 3, 2, 2]


def test_a_repeated_first_number_right_below_itself_is_a_level_deeper():
    assert levels(
        "六、绩效情况\n（一）整体支出绩效情况\n（一）聚焦主体。全年新增企业三家，成效明显。\n（二）提升能力。开展培训九场，效果良好。\n七、存在问题\n"
    ) == [1, 2, 3, 3, 1]


def test_a_chapter_that_lost_its_number_keeps_its_level():
    assert levels(
        "二、收支情况\n三、组织实施情况\n（一）项目管理情况\n规范。\n部门整体支出绩效情况\n良好。\n五、存在的主要问题\n"
    ) == [1, 1, 2, 1, 1]


def test_run_in_heads_are_found_inside_a_paragraph():
    source = "三、主要绩效\n1.注重培育。建立了梯度培育库，新增九家。2.做好服务。走访企业一百余次，解决问题八十个。\n"
    assert [title for _, _, title, _ in outline(source)] == ["主要绩效", "注重培育", "做好服务"]


@pytest.mark.parametrize(
    "line",
    [
        "1.负责贯彻执行国家档案工作的法律法规。",
        "2、承办县委、县政府交办的其他工作。",
        "3、办公费3.5万元、差旅费1.2万元",
        "（1）完成接待3200人次，同比增长5%；",
        "4.加强管理，提高效率，服务群众；",
    ],
)
def test_list_items_are_no_headings(line):
    assert outline(f"一、主要职责\n{line}\n")[1:] == []


def test_a_list_of_annexes_heads_nothing_and_an_annex_title_does():
    source = "二、其他需要说明的情况\n无。\n附件：1.基础数据表\n2.绩效自评表\n\n附件1\n2022年度部门整体支出绩效自评表\n\t单位\n\t得分\n\n\t档案馆\n\t98\n"
    assert [(number, canonical) for _, number, _, canonical in outline(source)] == [
        ("二、", "其他说明"),
        ("附件1", "整体支出绩效自评表"),
    ]


def test_row_labels_of_a_form_are_no_headings_and_its_chapters_are():
    source = "\t一、部门（单位）基本概况\n\n\t机构名称\n\t收入合计\n\n\t1、局机关\n\t88\n\n\t2、二级机构\n\t\n\n\t二、部门（单位）收支情况\n\n\t甲\n\t乙\n"
    assert [title for _, _, title, _ in outline(source)] == ["部门（单位）基本概况", "部门（单位）收支情况"]


def test_small_headings_under_problems_get_no_canonical_name_by_guess():
    found = outline("五、存在的主要问题\n（一）预算管理方面\n不够细化。\n（二）资金使用方面\n进度偏慢。\n")
    assert [canonical for *_, canonical in found][2] is None


def test_a_table_of_contents_does_not_double_the_headings():
    source = "目录\n一、部门概况......1\n二、收支情况......3\n\n一、部门概况\n有编制九人。\n二、收支情况\n无结余。\n"
    assert [title for _, _, title, _ in outline(source)] == ["部门概况", "收支情况"]


def test_slogans_with_a_comma_head_chapters_and_long_paragraphs():
    source = (
        "一、2022年工作回顾\n（一）聚焦产业升级，发展动能持续增强。全年新增规模以上工业企业十二家，新认定高新技术企业九家，技术合同成交额再创新高。\n"
        "二、坚持稳中求进，推动高质量发展\n今年要做好以下工作。\n"
    )
    assert [title for _, _, title, _ in outline(source)] == [
        "2022年工作回顾",
        "聚焦产业升级，发展动能持续增强",
        "坚持稳中求进，推动高质量发展",
    ]


def test_labels_of_a_lost_table_are_no_headings():
    assert outline("一、收支情况\n基本支出\n项目支出\n128.5\n") == [(1, "一、", "收支情况", "收支情况")]


def test_a_chapter_number_may_stand_on_a_line_of_its_own():
    found = outline(
        "第一部分\n云岭县档案馆概况\n一、部门职责\n负责档案。\n第二部分：决算情况说明\n一、收入决算情况说明\n收入12万元。\n"
    )
    assert [(level, number, canonical) for level, number, _, canonical in found] == [
        (1, "第一部分", "基本情况"),
        (2, "一、", "职能职责"),
        (1, "第二部分：", "决算情况说明"),
        (2, "一、", "收入情况"),
    ]


def test_chapters_of_a_form_whose_other_cells_are_blank_are_headings():
    source = "一、部门基本概况\t\t\t\n联系人\t傅一\t联络电话\t8880000\n人员编制\t13\t实有人数\t12\n厉行节约保障措施\t\t\t\n二、部门收支情况\t\t\t\n机构\t收入\t支出\t结余\n本级\t5\t5\t0\n"
    assert [title for _, _, title, _ in outline(source)] == ["部门基本概况", "部门收支情况"]


def test_terms_of_a_glossary_are_no_headings():
    found = outline("第四部分 名词解释\n一、基本支出：指为保障机构正常运转发生的支出。\n2.三公经费\n")
    assert [canonical for *_, canonical in found] == ["名词解释", None]


def test_numbered_notes_below_a_table_are_no_headings_and_chapters_after_them_are():
    source = "\t指标\t目标\t实际\n\t培训\t3\t4\n备注：1.预算执行率的计算\n2.定量指标汇总原则\n二、存在问题\n无。\n附：云岭县档案馆评分表\n指标\t分值\t得分\n产出\t50\t48\n效益\t40\t39\n"
    assert [(number, canonical) for _, number, _, canonical in outline(source)] == [
        ("二、", "存在问题"),
        ("附：", "绩效评分表"),
    ]


def test_items_of_a_list_in_one_paragraph_are_no_headings():
    source = "一、绩效目标\n（1）保障机关正常运转，按时发放工资。（2）守牢安全底线，抽查合格率达到要求。（3）完善各项制度，规范流程。\n二、自评结论\n好。\n"
    assert [title for _, _, title, _ in outline(source)] == ["绩效目标", "自评结论"]


def test_a_list_of_annexes_that_begins_in_its_paragraph_heads_nothing():
    source = "我单位认真组织了自评，现将自评报告随文报送。附件：1. 档案馆整体支出绩效自评报告\n2. 档案馆整体支出绩效评价评分表\n云岭县档案馆\n2024年8月11日\n"
    assert outline(source) == []


def test_a_report_in_a_chapter_of_annexes_stays_below_it():
    source = "第一部分 部门概况\n一、主要职能\n负责档案。\n第四部分 附件\n云岭县档案馆2022年部门整体绩效自评报告\n一、部门概况\n（一）机构组成\n三个科室。\n二、评价结论\n良好。\n"
    assert levels(source)[-3:] == [2, 3, 2]


def test_capital_and_enclosed_numbers_number_headings_too():
    source = "壹、项目基本概况\n㈠立项背景及依据\n依据充分。\n㈡资金来源\n财政拨款。\n贰、项目资金使用及管理情況\n⑴资金到位情况\n足额。\n⑵资金支出情况\n合规。\n叁、存在的主要问题\n无。\n"
    assert [(level, canonical) for level, _, _, canonical in outline(source)] == [
        (1, "项目概况"), (2, "项目立项情况"), (2, "预算资金"), (1, "资金使用及管理情况"), (2, "资金到位情况"), (2, "资金使用情况"), (1, "存在问题"),
    ]  # fmt: skip
