"""Lines that a fixed width broke are joined; rows, drawn lines and headings stay lines."""

from __future__ import annotations

import pytest

from jixiao.clean.wraps import join_titles, join_wraps
from jixiao.document.trace import TracedText

PROSE = [
    "　　全年完成一般公共预算收入32.62亿元，同比增长2%，其中税收收入18.27亿元，占一般公共预算收入的56%。一般公共预算支出93.62亿元。",
    "　　固定资产投资（不含农户）比上年增长13.8%，其中工业投资增长18.4%，民间投资下降3.8%，新开工亿元以上项目52个。",
    "　　按照要求对纳入预算的11个项目开展自评，涉及资金887.6万元，其中评价等级为“优”的7个，“良”的2个，“中”的2个，均已公开。",
    "　　年末金融机构各项存款余额204.4亿元，比年初增加9.8亿元；各项贷款余额94.4亿元，增长9.5%，存贷比为46.2%。",
]


def joined(text: str) -> str:
    return join_wraps(TracedText.of(text)).text


def broken(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width))


def test_a_width_counted_in_characters_is_found_among_headings():
    heads = ["一、财政", "二、投资情况", "三、自评", "四、金融"]
    text = "\n".join(f"{head}\n{broken(body, 30)}" for head, body in zip(heads, PROSE, strict=True)) + "\n"
    lines = joined(text).splitlines()
    assert [line for line in lines if line] == [part for pair in zip(heads, PROSE, strict=True) for part in pair]


def test_a_full_line_may_end_with_a_closing_mark():
    text = "\n".join(broken(body, 31) for body in PROSE) + "\n"
    assert "“良”的2个" in joined(text)


def test_nothing_begins_with_a_colon_or_a_percent_sign():
    assert joined("限额以上单位实现网上零售额20.9亿元，同比增速为27.6\n%；快递业务量增长。\n") == (
        "限额以上单位实现网上零售额20.9亿元，同比增速为27.6%；快递业务量增长。\n"
    )


def test_drawn_lines_stay_lines():
    line = "─" * 24
    table = f"┌{line}┐\n" + "".join(f"│ 项目{n} │ 12.5 │\n├{line}┤\n" for n in range(8))
    assert joined(table) == table


def test_rows_of_figures_of_one_width_stay_rows():
    rows = "".join(f"支出功能分类科目第{n}项之名称 366.80 366.80 100.00\n" for n in range(1, 10))
    assert joined(rows) == rows


def test_lines_of_any_width_are_no_wrap():
    text = "".join(f"{'城乡居民基本养老保险补助资金' * 2}{'专项' * n}\n" for n in range(8))
    assert joined(text) == text


def test_the_heads_of_columns_are_no_title_on_two_lines():
    cells = "经费控制情况（万元）\n2020年决算数\n2021年预算数\n2021年决算数\n三公经费\n16.80\n15.00\n11.24\n"
    assert joined(cells) == cells


INDENTED = "\n\n".join(f"    第{n}季度巡查管网12公里，发现隐患3处，均已整改。" for n in ("一", "二", "三", "四"))


def test_what_is_not_indented_goes_on_with_the_indented_paragraph_above_at_any_width() -> None:
    text = f"{INDENTED}\n\n    全年发放问卷200份，收回\n196份，收回率98%；走访农\n户35户，满意度较高。\n"
    assert "收回196份，收回率98%；走访农户35户" in join_wraps(TracedText.of(text)).text


def test_a_sign_off_and_a_list_below_an_indented_paragraph_are_not_joined() -> None:
    text = f"{INDENTED}\n\n    现将情况报告如下，请审阅\n云岭县水务局\n    附件两份，请查收\n1.明细表，共两页。\n"
    read = join_wraps(TracedText.of(text)).text
    assert "请审阅\n云岭县水务局" in read
    assert "请查收\n1.明细表" in read


def test_without_indents_a_short_line_ends_its_paragraph() -> None:
    text = INDENTED.replace("    ", "") + "\n\n全年发放问卷200份，收回\n196份，收回率98%。\n"
    assert "收回\n196份" in join_wraps(TracedText.of(text)).text


def test_a_title_of_two_paragraphs_is_one_title():
    text = "附件2：\n云坪县2023年度部门整体支出\n绩效评价自评报告\n一、部门概况\n部门名称：云坪县水利局\n"
    assert join_titles(TracedText.of(text)).text.splitlines() == [
        "附件2：", "云坪县2023年度部门整体支出绩效评价自评报告", "一、部门概况", "部门名称：云坪县水利局",
    ]  # fmt: skip


def test_a_percent_sign_below_words_is_the_unit_in_a_cell_of_its_own():
    cells = "资金使用合规率\n%\n≥\n100\n"
    assert joined(cells) == cells


def test_marks_that_were_taken_out_of_a_line_filled_it_all_the_same() -> None:
    row = "全年完成渠道清淤三十公里并修复渠系建筑物四十二座同时新建提灌站两处"
    head = "**宣传工作**刊发稿件共二百余篇新媒体的阅读总量年内突破四"
    head += "百" * (len(row) - len(head))
    bold = TracedText.of(f"{head}\n十六万次被采用信息十九条。\n" + "\n".join([row] * 6) + "。\n")
    assert "百\n十六万次" in join_wraps(TracedText.of(bold.text.replace("**", ""))).text
    assert "百十六万次" in join_wraps(bold.edit([(0, 2, ""), (6, 8, "")])).text


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("2018年部门整体支出33716400.00元，其中基本支出21", "773900.00元，项目支出11942500.00元。"),
        ("全年接待来访客人共计120批次，1090人次，公务接待费支出1882", "00.00元，其中外事接待0元。"),
    ],
)
def test_prose_that_stops_within_an_amount_goes_on_with_the_rest_of_it(above, below):
    assert join_wraps(TracedText.of(f"{above}\n{below}\n")).text == f"{above}{below}\n"


def test_a_list_of_amounts_in_prose_is_no_row_of_figures():
    names = ("货物", "工程", "服务", "设备", "物业", "维修", "印刷", "租赁")
    body = "、".join(f"政府采购{name}支出 83600.00 元" for name in names) + "。"
    lines = [body[at : at + 30] for at in range(0, len(body), 30)]
    assert join_wraps(TracedText.of("\n".join(lines) + "\n")).text == body + "\n"


def test_a_width_is_measured_where_wide_digits_still_stand():
    body = "公厕新建改造项目年初预算３６０万元，年中调减４０万元，调整后预算３２０万元，到位资金３２０万元，支出资金２９６万元，新建公厕８座，改造公厕１２座，市民满意度比上年提高６个百分点。"
    lines = [body[at : at + 26] for at in range(0, len(body), 26)]
    source = ("县城市管理局本年度各个项目的资金全部及时到位并且按照进\n度拨付完毕。\n" * 4) + "\n".join(lines) + "\n"
    folded = TracedText.of(source).edit(
        [(i, i + 1, chr(ord(c) - 0xFEE0)) for i, c in enumerate(source) if "０" <= c <= "９"]
    )
    assert "\n" not in join_wraps(folded, source).text.strip().splitlines()[-1]
    assert join_wraps(folded, source).text.strip().endswith(folded.text.strip().replace("\n", "")[-60:])


@pytest.mark.parametrize(
    ("line", "rest", "joined"),
    [
        ("填表人：程岚　联系电话：1990000950", "5", True),
        ("联系电话：0796-20575", "45", True),
        ("联系电话：19900009505", "5", False),
        ("联系电话：2057545", "3", False),
        ("指标值：1990000950", "5", False),
    ],
)
def test_a_telephone_number_cut_by_a_line_end_is_joined_and_a_page_number_is_not(line, rest, joined):
    assert (join_wraps(TracedText.of(f"{line}\n{rest}\n")).text == f"{line}{rest}\n") is joined
