"""Document fields on covers, at feet, in letters and in the narrative."""

from __future__ import annotations

import pytest

from jixiao.extraction.fields_values import value_of
from tests.unit.extraction.forms_made import read, read_merged

COVER = """关于报送2021年度部门整体支出绩效评价自评报告的函

县财政局：

根据《关于开展绩效自评的通知》（云财绩〔2022〕7号）要求，现予以报送。

附件：1. 云岭县环卫所整体支出绩效自评报告
      2. 云岭县环卫所整体支出绩效评价评分表

2022年6月30日

云岭县2021年度部门整体支出
绩效评价自评报告

部门(单位)名称：  云岭县环卫所
预 算 编 码：   310-245
评价方式：部门（单位）绩效自评
评价机构：部门（单位）评价组
报告日期：2022年 6月28日
云岭县财政局（制）
"""


def test_cover_and_letter():
    made = read(COVER)
    assert made.field("标题") == [
        "关于报送2021年度部门整体支出绩效评价自评报告的函",
        "云岭县2021年度部门整体支出绩效评价自评报告",
    ]
    assert made.field("年度") == [2021, 2021]
    assert made.field("部门名称") == ["云岭县环卫所"]
    assert made.field("预算编码") == ["310-245"]
    assert made.field("报告日期") == ["2022-06-28"]
    assert made.field("报送日期") == ["2022-06-30"]
    assert made.field("主送单位") == ["县财政局"]
    assert made.field("依据文件") == ["《关于开展绩效自评的通知》（云财绩〔2022〕7号）"]
    assert made.field("附件") == ["云岭县环卫所整体支出绩效自评报告", "云岭县环卫所整体支出绩效评价评分表"]
    assert made.field("制表单位") == ["云岭县财政局"]


def test_the_profile_speaks_of_the_report_not_of_the_letter():
    profile = read(COVER).document.profile
    assert (profile.title, profile.unit, profile.fiscal_year) == (
        "云岭县2021年度部门整体支出绩效评价自评报告",
        "云岭县环卫所",
        2021,
    )


def test_a_wrong_year_in_one_title_is_outvoted():
    made = read(
        "2020年度某中心整体支出绩效自评报告\n\n2021年度，本中心完成工作。2021年度预算如下。\n\n"
        "附件1\n2021年度部门整体支出绩效评价基础数据表\n\n附件2\n2021年度部门整体支出绩效自评表\n"
        "2021年度收支平衡。2021年度绩效良好。"
    )
    assert made.document.profile.fiscal_year == 2021
    assert made.field("年度") == [2020], "the field says what is printed"


def test_labels_share_a_line_and_blank_ones_give_nothing():
    made = read("填表人：王  凡 填报日期：2023.6.20 联系电话：0731-8855 6677 单位负责人签字：\n")
    assert made.field("填表人") == ["王凡"]
    assert made.field("填报日期") == ["2023-06-20"]
    assert made.field("联络电话") == ["0731-88556677"]
    assert made.field("单位负责人") == []


def test_a_date_that_lost_its_last_character_is_read():
    assert read("填报日期：2021年4月25\n").field("填报日期") == ["2021-04-25"]


@pytest.mark.parametrize(
    ("sentence", "name", "values"),
    [
        ("本中心共有编制人数 9 人，实有人数 22 人。", "人员编制", [9]),
        ("本中心共有编制人数 9 人，实有人数 22 人。", "实有人数", [22]),
        ("部机关全额拨款事业编制8名，其中主任1名。", "人员编制", [8]),
        ("现有编制82名，其中行政编制51名。", "人员编制", [82]),
        ("工作部现有人数6人，其中：在职6人，离退休0人。", "在职人数", [6]),
        ("工作部现有人数6人，其中：在职6人，离退休0人。", "离退休人数", [0]),
        ("核定编制57名，年末在职人员55人。", "实有人数", [55]),
        ("某部基本情况人员共8人。", "实有人数", [8]),
        ("设三个内设机构。", "内设机构数", [3]),
        ("绩效评价结果为优。", "评价等次", ["优"]),
        ("其中评价等级为“优”的3个项目。", "评价等次", []),
        ("自评得分94.78分，等次为优秀。", "评价等次", ["优"]),
        ("对单位整体支出评分为95分。", "自评得分", [95]),
        ("某项目自评得分92.5分。", "自评得分", []),
        ("发放编制外人员工资3万元。", "人员编制", []),
    ],
)
def test_the_narrative(sentence, name, values):
    assert read("2021年度部门整体支出绩效自评报告\n" + sentence).field(name) == values


@pytest.mark.parametrize(
    ("name", "printed", "value"),
    [
        ("联系人", "周  舟", "周舟"),
        ("联系人", "张三 主任", "张三"),
        ("联系人", "周小舟、王凡", "周小舟、王凡"),
        ("联络电话", "办公室 2345678", "2345678"),
        ("实有人数", "八", 8),
        ("评价等次", "“良好”", "良"),
        ("评价等次", "很好", None),
        ("自评得分", "98.5分", None),
        ("填报日期", "近日", None),
    ],
)
def test_values(name, printed, value):
    read_value = value_of(name, printed, 0, len(printed))
    if value is None and name == "自评得分":
        assert read_value is not None
    else:
        assert (None if read_value is None else read_value[0]) == value


def test_a_title_on_two_paragraphs_is_one_title():
    made = read_merged(
        "云岭县2021年度部门整体支出", "绩效评价自评报告", "部门名称：云岭县环卫所", "一、概况", "本所共有四人。"
    )
    assert made.field("标题") == ["云岭县2021年度部门整体支出绩效评价自评报告"]
    assert made.field("年度") == [2021]


@pytest.mark.parametrize("trail", ["当前位置：首页 >> 信息公开 >> 统计公报", "首页 > 政务公开 > 云岭县部门决算公开"])
def test_where_one_is_on_a_web_page_is_no_title(trail: str) -> None:
    made = read(f"{trail}\n\n云岭县2022年国民经济和社会发展统计公报\n\n一、综合\n\n全年平稳。\n")
    assert made.field("标题") == ["云岭县2022年国民经济和社会发展统计公报"]


def test_staff_in_post_is_the_whole_staff_where_nothing_else_tells_it() -> None:
    made = read("云岭县水务局2022年度部门决算\n\n一、部门概况\n\n核编58人，在编55人，编外聘用6人。\n")
    assert (made.field("人员编制"), made.field("实有人数")) == ([58], [55])
    other = read("云岭县水务局2022年度部门决算\n\n一、部门概况\n\n编制20名，实有19人，其中在编17人。\n")
    assert other.field("实有人数") == [19]
