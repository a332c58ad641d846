"""One small invented example of every family of forms, read from start to end. F1 to F16 are kinds of reports of
Chinese provinces; the numbers here say which kind an example stands for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.extraction.forms_made import cell_lines, read, read_merged, spaces, tabs

INCOME = (
    ["年度收入情况（万元）"],
    ["机构名称", "收入合计", "其中："],
    ["", "", "上年结转", "公共财政拨款", "其他收入"],
    ["局机关及二级机构汇总", "120.5", "0", "120.5", ""],
    ["1、局机关", "120.5", "0", "120.5", ""],
    ["2、二级机构1", "", "", "", ""],
)
SPENDING = (
    ["部门年度支出和结余情况（万元）"],
    ["机构名称", "支出合计", "其中：", "结余"],
    ["", "", "基本支出", "其中：", "项目支出", "当年结余", "累计结余"],
    ["", "", "", "人员支出", "公用支出", "", "", ""],
    ["局机关及二级机构汇总", "120.5", "100.5", "80.5", "20", "20", "0", "0"],
)
GOALS = (
    ["定量目标及实施计划完成情况", "评价内容", "绩效目标", "完成情况"],
    ["", "产出目标（部门工作实绩）", "数量指标", "指标1：开展巡查 60次", "62次"],
    ["", "", "", "指标2：", ""],
    ["", "", "质量指标", "三公经费控制率   100%", "98%"],
    ["", "效益目标", "社会效益", "方便群众办事，窗口秩序良好。", "效益明显"],
    ["绩效自评综合得分", "97.5分"],
    ["评价等次", "优秀"],
)


def f1() -> str:
    return "云岭县2021年度部门整体支出绩效评价自评报告\n\n" + cell_lines(
        ["联系人", "周  舟", "联络电话", "0731-2345678"],
        ["人员编制", "12", "实有人数", "11"],
        *INCOME,
        *SPENDING,
        *GOALS,
    )


def test_f1_one_big_form_pairs_accounts_and_goals():
    made = read(f1())
    assert made.field("联系人") == ["周舟"]
    assert made.field("人员编制") == [12]
    assert made.field("实有人数") == [11]
    assert made.field("评价等次") == ["优"]
    assert made.field("自评得分") == [Decimal("97.5")]
    income = made.fact("一般公共预算拨款", entity=None)
    assert (income.value, income.unit, income.value_yuan, income.year) == (Decimal("120.5"), "万元", 1205000, 2021)
    assert made.fact("公用支出").value == 20
    assert made.fact("年末结转结余").raw_item == "累计结余"
    assert made.fact("收入合计", entity="局机关").measure == "决算数"
    patrol = made.indicator("开展巡查")
    assert (patrol.level2, patrol.target, patrol.actual, patrol.attained) == ("数量指标", "60次", "62次", True)
    control = made.indicator("三公经费控制率")
    assert (control.canonical, control.direction, control.attained) == ("三公经费控制率", "down", True)
    prose = next(i for i in made.indicators if i.level2 == "社会效益")
    assert prose.level3 is None
    assert prose.target == "方便群众办事，窗口秩序良好。"
    assert len(made.indicators) == 3


def test_f1_blank_cells_and_template_rows_make_no_record():
    made = read(f1())
    assert not [f for f in made.facts if f.item == "其他收入"]
    assert not [f for f in made.facts if f.entity == "二级机构1"]
    assert not [i for i in made.indicators if "指标2" in (i.target or "")]


def test_f1_printed_zero_is_a_value():
    made = read(f1())
    assert made.fact("上年结转", entity=None).value == 0
    assert made.fact("当年结余").value == 0


def test_f2_scoring_table_keeps_a_merged_weight_on_its_row_and_reads_the_repeated_header_once():
    head = ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明"]
    made = read(
        "附件：2-1\n某中心部门整体支出绩效评价评分表\n"
        + cell_lines(
            head,
            ["投  入\n（15分）", "预算配置\n（15分）", "在职人员\n控制率", "不超过100%计5分。", "5", "5", ""],
            ["", "", "“三公经费”\n变动率", "不增长计5分。", "5", "4", "接待任务增加"],
            head,
            ["效  果（20分）", "履职效益（20分）", "经济效益", "三项指标为共性要素。", "15", "5", ""],
            ["", "", "社会效益", "", "", "5", ""],
            ["总 分", "", "", "", "100", "97"],
        )
    )
    assert [i.level3 for i in made.indicators] == ["在职人员控制率", "“三公经费”变动率", "经济效益", "社会效益", None]
    assert made.indicator("在职人员控制率").canonical == "财政供养人员控制率"
    assert made.indicator("“三公经费”变动率").note == "接待任务增加"
    assert (made.indicator("经济效益").weight, made.indicator("社会效益").weight) == (15, None)
    assert made.indicator("社会效益").note == "三项指标为共性要素。"
    total = made.indicator("总分")
    assert (total.weight, total.score, total.canonical) == (100, 97, "总分")
    assert made.field("自评得分") == [97]


BASE = (
    ["财政供养人员情况（人）", "编制数", "", "2022年实际在职人数", "", "控制率", ""],
    ["", "10", "", "9", "", "90%", ""],
    ["经费控制情况（万元）", "2021年决算数", "", "2022年预算数", "", "2022年决算数", ""],
    ["三公经费", "1.2", "", "1.5", "", "1.1", ""],
    ["其中：公车购置", "0", "", "0", "", "", ""],
    ["3、专项资金（一个专项一行）", "", "", "30", "", "", ""],
    ["园区亮化维护", "", "", "30", "", "28.6", ""],
    ["政府采购金额", "——", "", "9", "", "8.5", ""],
    [
        "楼堂馆所控制情况（2022年完工项目）",
        "批复规模（㎡）",
        "实际规模（㎡）",
        "规模控制率",
        "预算投资（万元）",
        "实际投资（万元）",
        "投资概算控制率",
    ],
    ["", "100", "98", "98%", "50", "49.5", "99%"],
    ["厉行节约保障措施", "压减会议", "", "", "", "", ""],
)


@pytest.mark.parametrize("form", [tabs, spaces])
def test_f3_base_table_has_years_and_measures_in_its_header(form):
    made = read("附件1\n2022年度部门整体支出绩效评价基础数据表\n" + form(*BASE) + "\n说明：略。\n")
    assert made.field("人员编制") == [10]
    assert made.field("财政供养人员控制率") == [90]
    last = made.fact("三公经费", year=2021)
    assert (last.measure, last.value, last.unit) == ("决算数", Decimal("1.2"), "万元")
    assert made.fact("三公经费", year=2022, measure="预算数").value == Decimal("1.5")
    if form is tabs:
        assert made.fact("园区亮化维护", measure="决算数").value == Decimal("28.6")
    else:  # a blank was lost: which two of three numbers these are cannot be known, and the records say so
        assert all("row-ragged" in f.signals.notes for f in made.facts if f.item == "园区亮化维护")
    assert made.fact("政府采购金额", measure="预算数").value == 9
    assert not [f for f in made.facts if f.item == "政府采购金额" and f.year == 2021]
    assert made.fact("楼堂馆所投资", measure="决算数").value == Decimal("49.5")
    assert made.fact("公务用车购置费", year=2021).value == 0
    assert not [f for f in made.facts if f.value == 100], "square metres are no money"


PROJECT = (
    ["项目名称", "古树保护", "", "", "", "", "", ""],
    ["主管部门", "云岭县林业局", "", "", "实施单位", "云岭县林场", "", ""],
    ["项目资金（万元）", "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
    ["", "年度资金总额", "50", "48", "47.04", "10", "98%", "9.8"],
    ["", "其中：当年财政拨款", "50", "48", "47.04", "—", "—", "—"],
    ["", "上年结转资金", "0", "0", "0", "—", "—", "—"],
)
RESULTS = (
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["", "产出指标（50分）", "数量指标", "指标1：挂牌古树", "≥120株", "118株", "25", "24", "两株枯死"],
    ["", "", "", "……", "", "", "", "", ""],
    ["", "", "时效指标", "完成时间", "12月底前", "12月20日", "15", "15", ""],
    ["", "", "成本指标", "单株成本", "0.4万元", "0.39万元", "10", "10", ""],
    ["", "满意度指标", "服务对象满意度指标", "群众满意度", "95%以上", "96%", "10", "10", ""],
    ["总分", "", "", "", "", "", "100", "98.8", ""],
)


@pytest.mark.parametrize("form", [cell_lines, tabs, spaces])
def test_f5_project_form(form):
    made = read("附件2\n2023年度项目支出绩效自评表\n" + form(*PROJECT, *RESULTS))
    assert made.field("项目名称") == ["古树保护"]
    assert made.field("主管部门") == ["云岭县林业局"]
    assert made.field("实施单位") == ["云岭县林场"]
    total = made.fact("年度资金总额", measure="全年执行数")
    assert (total.value, total.unit, total.project) == (Decimal("47.04"), "万元", "古树保护")
    assert made.fact("当年财政拨款", measure="全年预算数").value == 48
    funds = next(i for i in made.indicators if i.canonical == "预算执行率")
    assert (funds.target, funds.actual, funds.weight, funds.score) == ("48", "47.04", 10, Decimal("9.8"))
    trees = made.indicator("挂牌古树")
    assert (trees.target, trees.actual, trees.weight, trees.score) == ("≥120株", "118株", 25, 24)
    assert (trees.note, trees.attained, trees.direction) == ("两株枯死", False, "up")
    assert made.indicator("单株成本").attained is True
    assert made.indicator("群众满意度").canonical == "满意度"
    assert made.fact("单株成本", measure="预算数").value == Decimal("0.4")
    assert made.indicator("总分").score == Decimal("98.8")


def test_f5_on_one_line():
    line = " ".join(cell for row in (*PROJECT, *RESULTS) for cell in row if cell)
    made = read("2023年度项目支出绩效自评表\n" + line + "\n填表人：周舟\n")
    assert made.field("项目名称") == ["古树保护"]
    trees = made.indicator("挂牌古树")
    assert (trees.level2, trees.target, trees.actual, trees.weight, trees.score) == (
        "数量指标",
        "≥120株",
        "118株",
        25,
        24,
    )
    assert made.fact("年度资金总额", measure="全年预算数").value == 48
    assert made.indicator("单株成本").actual == "0.39万元"
    assert all(i.signals.structure_inferred for i in made.indicators)


@pytest.mark.parametrize("mark", ["", " |"])
def test_f5_with_every_cell_on_a_line_of_its_own(mark):
    cells = [cell for row in (*PROJECT, *RESULTS) for cell in row if cell and cell != "……"]
    made = read(
        "2023年度项目支出绩效自评表\n\n"
        + f"{mark}\n\n".join(cells)
        + f"{mark}\n\n填表人：周舟\n\n一、概况\n本中心共有四人。\n"
    )
    assert made.field("项目名称") == ["古树保护"]
    assert made.field("实施单位") == ["云岭县林场"]
    trees = made.indicator("挂牌古树")
    assert (trees.level1, trees.level2, trees.target, trees.actual) == (
        "产出指标（50分）",
        "数量指标",
        "≥120株",
        "118株",
    )
    assert (trees.weight, trees.score, trees.note) == (25, 24, "两株枯死")
    assert made.indicator("单株成本").actual == "0.39万元"
    assert made.fact("年度资金总额", measure="全年执行数").value == Decimal("47.04")
    assert made.indicator("总分").score == Decimal("98.8")
    assert "本中心共有四人" not in "".join(made.document.text.text[t.start : t.end] for t in made.document.tables)


def test_f5_with_real_merges_reads_the_same():
    made = read_merged(
        "2023年度项目支出绩效自评表",
        [
            ["项目名称", ("古树保护", 8)],
            ["主管部门", ("云岭县林业局", 4), "实施单位", ("云岭县林场", 3)],
            [("项目资金（万元）", 1, 3), ("", 2), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [("年度资金总额", 2), "50", "48", "47.04", "10", "98%", "9.8"],
            [("其中：当年财政拨款", 2), "50", "48", "47.04", "—", "—", "—"],
            [
                ("绩效指标", 1, 4),
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因",
            ],
            [("产出指标", 1, 2), ("数量指标", 1, 2), "挂牌古树", "≥120株", "118株", ("25", 1, 2), "24", "两株枯死"],
            ["修剪古树", "60株", "60株", "0.5", ""],
            [("总分", 5), "100", "98.8", ""],
        ],
    )
    assert made.fact("年度资金总额", measure="全年执行数").value == Decimal("47.04")
    second = made.indicator("修剪古树")
    assert (second.level1, second.level2, second.weight, second.score) == ("产出指标", "数量指标", None, Decimal("0.5"))
    assert made.indicator("总分").weight == 100
    assert not made.indicator("修剪古树").signals.structure_inferred


def test_f6_hubei_budget_and_results_with_a_and_b_columns():
    made = read(
        "2022年度云岭县图书馆整体绩效自评表\n"
        + tabs(
            ["单位名称", "云岭县图书馆", "", "", "", "", ""],
            ["项目类别", "☑部门预算项目  □专项", "", "", "", "", ""],
            ["基本支出总额", "330.08 万元", "", "", "项目支出总额", "203.13 万元", ""],
            [
                "预算执行情况（万元）（20分）",
                "",
                "",
                "预算数（A）",
                "执行数（B）",
                "执行率（B/A）",
                "得分（20分*执行率）",
            ],
            ["", "年度财政资金总额", "", "537.69", "533.21", "99.17%", "19.83"],
            ["一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分", ""],
            ["产出指标", "数量指标", "购置图书", "≥2000册", "2100册", "10", ""],
        )
    )
    assert made.field("部门名称") == ["云岭县图书馆"]
    assert made.fact("基本支出").value == Decimal("330.08")
    assert made.fact("项目支出").unit == "万元"
    assert made.fact("年度资金总额", measure="全年执行数").value == Decimal("533.21")
    assert made.indicator("购置图书").score == 10
    assert made.indicator("购置图书").attained is True


def test_f9_guangdong_levels_with_weights():
    made = read(
        "2021年度云岭区某局部门整体支出绩效自评报告\n填报人：周舟\n联系电话：7654321\n填报日期：2022年4月6日\n\n"
        + tabs(
            ["一级指标", "二级指标", "三级指标", "权重", "自评分", "扣分原因"],
            ["履职效能", "整体效能", "重点任务完成率", "20", "20", ""],
            ["管理效率", "预算编制", "预算编制约束性", "5", "4.5", "调剂较多"],
            ["", "采购管理", "采购内控制度建设", "4", "4", ""],
            ["合计", "", "", "100", "98", ""],
        )
    )
    assert made.field("填表人") == ["周舟"]
    assert made.field("填报日期") == ["2022-04-06"]
    budget = made.indicator("预算编制约束性")
    assert (budget.level1, budget.level2, budget.weight, budget.note) == ("管理效率", "预算编制", 5, "调剂较多")
    assert made.indicator("合计").score == 98


def test_f10_chongqing_operator_and_unit_are_columns():
    made = read(
        "2022年度项目绩效目标自评表\n"
        + tabs(
            ["指标名称", "计量单位", "指标性质", "指标值", "全年完成值", "权重", "指标得分"],
            ["培训人次", "人次", "≥", "300", "320", "20", "20"],
            ["办结时限", "天", "≤", "5", "7", "20", "15"],
            ["服务水平", "", "定性", "提升", "提升", "10", "10"],
        )
    )
    people = made.indicator("培训人次")
    assert (people.operator, people.unit, people.target, people.attained) == ("≥", "人次", "300", True)
    assert people.target_quantities[0].bound == "ge"
    assert people.target_quantities[0].unit == "人次"
    late = made.indicator("办结时限")
    assert (late.direction, late.attained, late.score) == ("down", False, 15)
    assert made.indicator("服务水平").attained is True


def test_f11_final_accounts_income_beside_spending():
    made = read(
        "2022年度云岭县档案馆部门决算\n\n收入支出决算总表\n单位：元\n"
        + cell_lines(
            ["收入", "支出"],
            ["项目", "行次", "金额", "项目", "行次", "金额"],
            ["一、一般公共预算财政拨款收入", "1", "1,200,500.50", "一、基本支出", "31", "1,000,000.00"],
            ["二、其他收入", "2", "0", "二、项目支出", "32", "200,500.50"],
            ["本年收入合计", "27", "1,200,500.50", "本年支出合计", "57", "1,200,500.50"],
        )
    )
    assert made.fact("一般公共预算拨款").value == Decimal("1200500.50")
    assert made.fact("基本支出").value_yuan == 1000000
    assert made.fact("项目支出").unit == "元"
    assert made.fact("其他收入").value == 0
    assert made.fact("支出合计").value == Decimal("1200500.50")
    assert not [f for f in made.facts if f.value in (31, 57)], "line numbers are no amounts"


def test_f11_three_public_expenses_with_budget_beside_final():
    made = read(
        "2022年度云岭县档案馆部门决算\n\n“三公”经费支出决算表（单位：万元）\n"
        + cell_lines(
            ["预算数", "决算数"],
            ["合计", "因公出国（境）费", "公务接待费", "合计", "因公出国（境）费", "公务接待费"],
            ["3", "0", "3", "2.5", "0", "2.5"],
        )
    )
    assert made.fact("公务接待费", measure="预算数").value == 3
    assert made.fact("公务接待费", measure="决算数").value == Decimal("2.5")
    assert made.fact("三公经费", measure="决算数").value == Decimal("2.5")


def test_f12_ex_ante_goals_have_twin_blocks_and_no_results():
    made = read(
        "项目支出绩效目标申报表\n（2023年度）\n"
        + tabs(
            ["项目名称", "古井修缮", "", "", "", "", ""],
            ["项目资金（万元）", "年度资金总额：", "", "60", "", "", ""],
            ["", "其中：财政拨款", "", "55", "", "", ""],
            ["", "其他资金", "", "5", "", "", ""],
            ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "修缮古井", "30口", "数量指标", "年内修缮古井", "10口"],
            ["", "质量指标", "验收合格率", "100%", "质量指标", "年内验收合格率", "100%"],
        )
    )
    assert made.fact("年度资金总额").value == 60
    assert made.fact("当年财政拨款").unit == "万元"
    assert made.fact("其他资金").value == 5
    assert made.indicator("修缮古井").target == "30口"
    assert made.indicator("年内修缮古井").target == "10口"
    assert made.indicator("年内修缮古井").level1 == "产出指标"
    assert all(i.actual is None and i.attained is None for i in made.indicators)


def test_f13_transfers_have_rows_of_central_and_local_money():
    made = read(
        "2021年度中央转移支付区域绩效自评表\n"
        + cell_lines(
            ["资金情况（万元）", "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）"],
            ["", "年度资金总额", "968.191800", "960.000000", "99.15%"],
            ["", "其中：中央财政资金", "700.000000", "700.000000", "100%"],
            ["", "地方资金", "268.191800", "260.000000", "96.9‰"],
            ["一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"],
            ["产出指标", "数量指标", "补贴户数", "≥600户", "612户", ""],
        )
    )
    assert made.fact("中央资金", measure="全年预算数").value == 700
    assert made.fact("地方资金", measure="全年执行数").value == 260
    funds = next(i for i in made.indicators if i.canonical == "预算执行率")
    assert funds.target == "968.191800"
    assert made.indicator("补贴户数").attained is True


def test_f15_sheets_with_a_weight_at_each_level_give_the_third_level_its_own():
    made = read(
        "绩效评价指标评分表\n"
        + tabs(
            ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评分标准", "得分"],
            ["决策", "20", "项目立项", "10", "立项依据充分性", "5", "依据充分得5分。", "5"],
            ["", "", "", "", "立项程序规范性", "5", "程序规范得5分。", "4"],
            ["产出", "30", "产出数量", "15", "实际完成率", "15", "按比例计分。", "14"],
        )
    )
    second = made.indicator("立项程序规范性")
    assert (second.level1, second.level2, second.weight, second.score) == ("决策", "项目立项", 5, 4)
    assert made.indicator("实际完成率").weight == 15


@pytest.mark.parametrize("form", [cell_lines, tabs])
def test_sichuan_operator_unit_and_weights_beside_unit_money(form):
    made = read(
        "部门预算项目支出绩效自评表(2023年度)\n"
        + form(
            ["项目名称", "古井修缮", "", "", "", "", "", "", ""],
            ["主管部门", "云岭县住建局", "", "", "实施单位", "云岭县房管所", "", "", ""],
            ["年度预算数(万元)", "", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"],
            ["", "总额", "38.5", "40", "39.2", "98%", "10", "9.8", ""],
            ["", "其中:财政资金", "38.5", "40", "39.2", "98%", "/", "/", ""],
            ["", "财政专户管理资金", "0", "0", "0", "0%", "/", "/", ""],
            ["", "单位资金", "0", "0", "0", "0%", "/", "/", ""],
        )
        + form(
            [
                "一级指标",
                "二级指标",
                "三级指标",
                "指标性质",
                "指标值",
                "度量单位",
                "完成值",
                "权重",
                "得分",
                "未完成原因分析",
            ],
            ["产出指标", "数量指标", "修缮古井", "≥", "10", "口", "9", "60", "54", "一口枯竭"],
            ["效益指标", "社会效益指标", "居民满意度", "≥", "90", "%", "95", "30", "30", ""],
            ["合计", "", "", "", "", "", "", "100", "93.8", ""],
        )
    )
    assert made.field("项目名称") == ["古井修缮"]
    assert made.fact("年度资金总额", measure="全年执行数").value == Decimal("39.2")
    assert made.fact("当年财政拨款", measure="全年预算数").unit == "万元"
    funds = next(i for i in made.indicators if i.canonical == "预算执行率")
    assert (funds.target, funds.weight, funds.score) == ("40", 10, Decimal("9.8"))
    wells = made.indicator("修缮古井")
    assert (wells.operator, wells.unit, wells.attained, wells.note) == ("≥", "口", False, "一口枯竭")
    assert made.indicator("居民满意度").attained is True
    assert made.indicator("合计").score == Decimal("93.8")
