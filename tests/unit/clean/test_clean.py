"""Cleaning repairs what converters and pages leave behind, and never loses the way back."""

import pytest

from jixiao.clean import Clean
from jixiao.document.document import (
    Document,
    LayoutCell,
    LayoutParagraph,
    LayoutTable,
    Page,
    Source,
)


def cleaned(source: str, layout=None) -> Document:
    return Clean()(
        Document(Source("a.txt", "0" * 64, "text/plain", "text"), source, (Page(1, 0, len(source)),), layout)
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[bookmark: _GoBack]预算编码：１００", "预算编码：100"),
        ("自 评 报 告", "自评报告"),
        ("\t姓  名\n\t单  位", "\t姓名\n\t单位"),
        ("**一、概况**", "一、概况"),
        ("第\u200b一季\u00ad度", "第一季度"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("完成３．５％", "完成3.5%"),
        ("\u2f00、概况", "一、概况"),
        ("[b]农业[/b]", "农业"),
        ("公务(wù)用车购(gòu)置", "公务用车购置"),
        ("\uf0b7 第一条", "• 第一条"),
    ],
)
def test_characters_get_one_spelling(source, text):
    assert cleaned(source).text.text == text


def test_a_table_of_contents_and_page_numbers_are_furniture():
    source = "目 录\n一、部门概况........1\n二、收支情况 PAGEREF _Toc1234 h 3\n三、名词解释\n四、附件......9\n— 1 —\n一、部门概况\n有编制9人。\n- 2 -\n"
    assert cleaned(source).text.text == "一、部门概况\n有编制9人。\n"


def test_a_running_head_beside_page_numbers_is_furniture():
    source = "".join(f"云岭县档案馆绩效报告\n第{n}段说明了情况。\n— {n} —\n" for n in range(1, 5))
    assert cleaned(source).text.text.count("绩效报告") == 1  # the title itself stays


def test_a_title_of_two_lines_that_comes_again_beside_two_page_numbers_is_a_running_head():
    head = "云岭县2021年度小型水库除险加固项目支出绩效评价报告"
    body = "全年完成除险加固3座，\n{}\n第 {} 页  共 9 页\n惠及群众1200人。\n"
    text = cleaned(f"{head[:15]}\n{head[15:]}\n\n" + body.format(head, 2) + body.format(head, 3)).text.text
    assert text.count(head) <= 1
    assert text.count("3座，惠及群众1200人。") == 2


def test_a_running_head_that_shares_its_line_with_the_page_number_is_furniture():
    body = "全年巡查{}次。\n云岭县档案馆绩效报告    第 {} 页\n"
    text = cleaned("云岭县档案馆绩效报告\n" + body.format(5, 1) + body.format(6, 2)).text.text
    assert text == "云岭县档案馆绩效报告\n全年巡查5次。\n全年巡查6次。\n"


def test_lines_of_a_fixed_width_are_joined():
    lines = [
        "本单位全年完成接待群众来访并办结各类事项共计一千二百余件并且",
        "按照年初确定的目标推进数字档案馆建设和馆藏资源的整理利用工作而",
        "取得了较好的社会效益和经济效益并得到上级部门的充分肯定和表扬且",
    ] * 4
    text = cleaned("\n".join(lines) + "。\n").text.text
    assert text.count("\n") == 1


def test_a_heading_never_swallows_the_paragraph_below_it():
    source = "（二）整体支出规模、使用方向和主要内容、涉及范围等\n本单位支出规模30.5万元，全部为基本支出。\n"
    assert cleaned(source).text.text == source


def test_lines_of_flattened_tables_stay_as_they_are():
    source = "\t机构名称\n\t收入合计\n\n\t局机关\n\t88.00\n"
    assert cleaned(source).text.text == source


def test_a_document_written_in_traditional_characters_is_simplified_and_still_quotes_its_source():
    source = "預算執行情況與績效評價報告"
    document = cleaned(source)
    assert document.text.text == "预算执行情况与绩效评价报告"
    assert document.text.source_span(0, 2) == (0, 2)


def test_a_single_traditional_character_in_a_name_stays():
    assert (
        cleaned(
            "云岭县档案馆联系人是李國栋，共有编制九人，全年工作完成得比较顺利，没有需要说明的其他事项。"
        ).text.text.count("國")
        == 1
    )


def test_cells_of_a_page_that_interleaves_them_become_contiguous():
    #         0123456789
    source = "公共财 其他\n政拨款 收入\n"
    cells = (LayoutCell(1, 1, ((0, 3), (7, 10))), LayoutCell(1, 2, ((4, 6), (11, 13))))
    document = cleaned(source, (LayoutTable(cells, 1, 2),))
    assert document.text.text == "公共财政拨款\t其他收入\n"


def test_running_heads_go_behind_the_text_and_are_not_lost():
    source = "档案馆报告\n完成接待\n来访。\n"
    layout = (LayoutParagraph(((0, 5),), "header"), LayoutParagraph(((6, 10), (11, 14))))
    assert cleaned(source, layout).text.text == "完成接待来访。\n档案馆报告\n"


CONTENTS = "第一部分 云岭县档案馆概况\n一、主要职能\n第二部分 决算表\n一、收入支出决算总表\n二、三公经费、培训费及会议费支出情\n况说明\n第三部分 名词解释\n\n"
BODY = "第一部分\n云岭县档案馆概况\n一、主要职能\n负责档案管理工作，接待群众查阅。\n第三部分 名词解释\n无。\n"


@pytest.mark.parametrize("head", ["目  录\n", "", "云岭县档案馆2021年度部门决算\n\n目 录\n\n"])
def test_a_table_of_contents_without_page_numbers_is_furniture_too(head):
    text = cleaned(head + CONTENTS + BODY).text.text
    assert text.endswith(BODY)
    assert "收入支出决算总表" not in text
    assert "目" not in text


def test_a_short_report_that_begins_with_its_first_chapter_keeps_it():
    source = "一、主要职能\n负责档案。\n二、机构设置\n三个科室。\n三、人员情况\n九人。\n一、主要职能\n"
    assert cleaned(source).text.text == source


def test_lines_broken_after_a_number_of_characters_are_joined_with_blank_lines_between_paragraphs():
    paragraphs = [
        "我单位设环卫股、督查室、办公室、机关党委等6个内设机构。现有编制37名，实有人数37人。",
        "2022年部门整体支出规模为662.34万元，其中基本支出525.56万元，项目支出136.78万元。",
        "新增绿地67.3公顷，建成口袋公园6个，人均公园绿地面积由9.4平方米增加到12.2平方米，群众普遍满意。",
    ]
    wrapped = "\n\n".join("\n".join(p[n : n + 21] for n in range(0, len(p), 21)) for p in paragraphs)
    assert cleaned(wrapped).text.text.split("\n\n") == paragraphs


def test_the_last_entry_of_a_table_of_contents_may_have_lost_its_page():
    source = (
        "目  录\n第一部分　部门概况 PAGEREF _Toc1 \\h 1\n第二部分　决算情况说明\n第三部分　绩效自评情况 PAGEREF _Toc2 \\h 7\n第四部分　名词解释\n\n"
        "第一部分　部门概况\n一、主要职能\n负责水利工作。\n第四部分　名词解释\n无。\n"
    )
    assert cleaned(source).text.text.lstrip().startswith("第一部分 部门概况\n一、主要职能")


def test_contents_entries_that_are_plain_paragraphs_of_a_word_file_are_furniture():
    lines = [
        "目    录",
        "第一部分　部门概况\t3",
        "第二部分　决算情况说明\t6",
        "第三部分　绩效自评情况\t9 PAGEREF _Toc1 \\h 7",
        "第四部分　名词解释",
        "第一部分　部门概况",
        "编制\t9",
        "在职\t8",
        "第四部分　名词解释",
        "无。",
    ]
    source = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    layout = tuple(LayoutParagraph(((a, a + len(line)),)) for a, line in zip(starts, lines, strict=True))
    document = cleaned(source, layout)
    assert [item.role for item in document.layout] == ["toc"] * 5 + ["body"] * 5
    assert document.text.text.startswith("第一部分 部门概况\n编制\t9\n在职\t8\n第四部分 名词解释\n无。\n")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("项目资金实际到位1,6", "74.00万元，到位率92%。"),
        ("惠及群众4,3", "60余人。"),
        ("总投资（1,860.0", "0万元），已落实。"),
    ],
)
def test_a_line_that_ends_inside_a_grouped_number_goes_on(above, below):
    assert cleaned(f"{above}\n{below}\n").text.text == f"{above}{below}\n"


def test_a_line_that_ends_in_a_whole_number_stays():
    assert cleaned("完成投资1,674\n74户受益。\n").text.text == "完成投资1,674\n74户受益。\n"


def test_a_page_number_within_the_contents_does_not_hide_them():
    entries = "第一部分　部门概况\n\n第二部分　决算情况说明\n\n第三部分　绩效自评情况\n\n第四部分　名词解释\n\n"
    text = cleaned(
        f"2022年度部门决算\n\n目录\n\n— 1 —\n\n{entries}\n第一部分　部门概况\n\n一、主要职能\n负责水利。\n"
    ).text.text
    assert text.count("部门概况") == 1
    assert "目录" not in text
