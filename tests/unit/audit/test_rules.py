"""Every rule finds what it is for, leaves right reports alone, and forgives what its tolerance forgives."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import pytest

from jixiao.audit.reference import unworked
from jixiao.audit.rules import load_rules
from tests.unit.audit.paper import Paper

Kind = Literal["finds", "leaves", "forgives", "edge"]
"""finds: a finding of the rule; leaves: none; forgives: none, or a tail of severity info; edge: just beyond, a finding."""

D, B, N, F, E = "决算数", "预算数", "年初预算数", "全年预算数", "全年执行数"


def income(total: str, grant: str, carried: str) -> Paper:
    return Paper().row("收入合计", (D, total)).row("一般公共预算拨款", (D, grant)).row("上年结转", (D, carried))


def outlay(total: str, basic: str, project: str) -> Paper:
    return Paper().row("支出合计", (D, total)).row("基本支出", (D, basic)).row("项目支出", (D, project))


def basic(total: str, people: str, public: str) -> Paper:
    return Paper().row("基本支出", (D, total)).row("人员支出", (D, people)).row("公用支出", (D, public))


def sangong(total: str, abroad: str, cars: str, guests: str) -> Paper:
    paper = Paper().row("三公经费", (D, total)).row("因公出国（境）费", (D, abroad))
    return paper.row("公务用车购置及运行维护费", (D, cars)).row("公务接待费", (D, guests))


def cars(total: str, bought: str, run: str) -> Paper:
    return (
        Paper()
        .row("公务用车购置及运行维护费", (D, total))
        .row("公务用车购置费", (D, bought))
        .row("公务用车运行维护费", (D, run))
    )


def assets(total: str, used: str, let: str) -> Paper:
    return Paper().row("固定资产", ("", total)).row("在用固定资产", ("", used)).row("出租固定资产", ("", let))


def branches(whole: str, own: str, branch: str) -> Paper:
    paper = Paper()
    for entity, value in ((None, whole), ("局机关", own), ("水文站", branch)):
        paper.row("支出合计", (D, value), entity=entity)
    return paper


def balance(income_: str, outlay_: str, left: str) -> Paper:
    return Paper().row("收入合计", (D, income_)).table().row("支出合计", (D, outlay_)).row("当年结余", (D, left))


def projects(total: str, *parts: str) -> Paper:
    paper = Paper().row("项目支出", (D, total))
    for number, part in enumerate(parts, 1):
        paper.row(f"水库整治{number}", (D, part), label=f"{number}、水库整治{number}")
    return paper.row("公用支出", (D, "1.00"))


def of_which(total: str, office: str, travel: str) -> Paper:
    return Paper().row("公用支出", (D, total)).row("办公经费", (D, office)).row("水费、电费、差旅费", (D, travel))


def funds(total: str, grant: str, carried: str) -> Paper:
    return Paper().row("年度资金总额", (F, total)).row("当年财政拨款", (F, grant)).row("上年结转", (F, carried))


def budgets(total: str, general: str, fund: str) -> Paper:
    return (
        Paper().row("支出合计", (D, total)).row("一般公共预算支出", (D, general)).row("政府性基金预算支出", (D, fund))
    )


def general(kind: str, project: str) -> Paper:
    paper = Paper().row("一般公共预算拨款", ("", "900.00")).row("政府性基金预算拨款", ("", "100.00"))
    paper.heading("二、", "一般公共预算支出情况", 2, canonical="一般公共预算支出")
    return paper.prose(
        f"本年度基本支出{kind}万元，项目支出{project}万元。",
        ("基本支出", f"{kind}万元", ""),
        ("项目支出", f"{project}万元", ""),
    )


def execution(budget: str, spent: str, rate: str) -> Paper:
    paper = Paper().cells("项目资金", "全年预算数", "全年执行数", "执行率")
    paper.row("年度资金总额", (F, budget), (E, spent), ("", ""))
    paper._cells[1].pop()
    paper._cell(rate, 4)
    return paper


def adjusted(initial: str, full: str) -> Paper:
    return Paper().row("年度资金总额", (N, initial), (F, full))


def told(prose: str, table: str) -> Paper:
    return Paper().row("支出合计", (D, table)).prose(f"全年总支出合计{prose}。", ("支出合计", prose, ""))


def twice(one: str, other: str) -> Paper:
    first = Paper().prose(f"全年总支出合计{one}。", ("支出合计", one, ""))
    return first.prose(f"综上，总支出合计{other}。", ("支出合计", other, ""))


def share(part: str, rate: str) -> Paper:
    return Paper().prose(f"总支出合计1000万元，其中：基本支出{part}万元，占{rate}。")


def grown_share(rate: str) -> Paper:
    """A share behind a growth, of a whole that is compared first."""
    return Paper().prose(
        f"公共预算收入12.48亿元，比上年的11.30亿元增长10.4%，其中税收收入8.11亿元，增长9.7%，占收入的{rate}。"
    )


def sibling_share(rate: str) -> Paper:
    """Shares of one whole, of which the sentence before speaks."""
    return Paper().prose(f"基本支出60万元，占60%，其中人员经费40万元；项目支出40万元，占{rate}。")


def growth(rate: str) -> Paper:
    return Paper().prose(f"实现税收150万元，较去年120万元同比增长{rate}。")


def apart(grown: str) -> Paper:
    """A growth in one sentence, the year before in another."""
    keys = {"subject": "签约服务人数", "unit": "万人"}
    paper = Paper().claim("签约服务人数14.1万人", value="14.1", role="actual", growth=grown, **keys)
    return paper.claim("上年为13.4万人", value="13.4", role="baseline", year=2021, **keys)


def bases(actual_growth: str) -> Paper:
    paper = Paper().claim(
        "园区总收入突破92.4亿元，同比增长20%",
        subject="园区总收入",
        value="92.4",
        unit="亿元",
        role="target",
        growth="20",
    )
    return paper.claim(
        "园区总收入98.96亿元", subject="园区总收入", value="98.96", unit="亿元", role="actual", growth=actual_growth
    )


def points(
    *rows: tuple[str, str], total: tuple[str, str] | None = None, level1: str = "产出指标", **keys: str
) -> Paper:
    paper = Paper()
    for number, (weight, score) in enumerate(rows):
        paper.indicator(
            f"指标甲{number}", "5个", "5个", weight, score, level1=level1, level2="数量指标", attained=True, **keys
        )
    if total is not None:
        paper.indicator(None, None, None, *total, level1="总分", canonical="总分")
    return paper


def target(goal: str, done: str, score: str, note: str | None = None, weight: str = "5", **keys: object) -> Paper:
    return Paper().indicator(
        "组织培训", goal, done, weight, score, note, level1="产出指标", level2=keys.pop("level2", "数量指标"), **keys
    )


def ratio(score: str, budget: str = "200", spent: str = "190") -> Paper:
    return Paper().indicator("年度资金总额", budget, spent, "10", score, canonical="预算执行率", level1="资金")


def graded(score: str, grade: str) -> Paper:
    return Paper().field("自评得分", Decimal(score), score).field("评价等次", grade)


def staff(quota: int, actual: int) -> Paper:
    return Paper().field("人员编制", quota).field("实有人数", actual)


def controlled(rate: str, quota: int = 40, actual: int = 39) -> Paper:
    return staff(quota, actual).field("财政供养人员控制率", rate)


def posts(quota: str) -> Paper:
    return Paper().prose(f"核定事业编制{quota}名，其中局长1名，副局长2名，科长3名。")


def guests(budget: str, final: str, before: str = "", words: str = "") -> Paper:
    paper = Paper().row("三公经费", ("上年决算数", before), (B, budget), (D, final))
    return paper.prose(words) if words else paper


def reception(guest: str) -> Paper:
    return Paper().row("公务接待费", (D, guest)).row("公用支出", (D, "100.00"))


def bought(budget: str, final: str) -> Paper:
    return Paper().row("政府采购金额", (B, budget), (D, final))


def dated(report: str, filled: str | None = None) -> Paper:
    paper = Paper().field("年度", 2022, "2022年度").field("报告日期", report)
    return paper.field("填报日期", filled) if filled else paper


def years(title: int, other: int) -> Paper:
    return Paper(year=title).field("年度", title, f"{title}年度").field("年度", other, f"{other}年度")


def goals(wanted: int, done: int) -> Paper:
    lines = lambda count, word: "\n".join(f"{n}、{word}第{n}类工作" for n in range(1, count + 1))  # noqa: E731
    return Paper().field("年度总体目标", lines(wanted, "做好")).field("年度总体目标完成情况", lines(done, "完成"))


def name(printed: str, goal: str) -> Paper:
    return Paper().indicator(printed, goal, goal, "5", "5", level1="产出指标", level2="数量指标", attained=True)


def conclusion(words: str, done: str) -> Paper:
    paper = Paper().indicator(
        "收集问题", "200条", done, "5", "5", level2="数量指标", attained=done == "200条", direction="up"
    )
    return paper.prose(words)


def slip(before: str, budget: str, final: str) -> Paper:
    return Paper().row("公用支出", ("上年决算数", before), (B, budget), (D, final))


def tally(good: str) -> Paper:
    return Paper().prose(f"共评价项目30个，其中优秀{good}个，良好8个，中1个，差1个。")


def funded(second: str) -> Paper:
    paper = Paper().prose("项目支出252.38万元。", ("项目支出", "252.38万元", ""))
    paper.heading("（二）", "专项支出", 2, canonical="项目支出")
    return paper.prose(f"科技专项经费210.00万元，科普专项经费{second}万元。")


def listed_under(text: str) -> Paper:
    paper = Paper().prose("项目支出252.38万元。", ("项目支出", "252.38万元", ""))
    return paper.heading("（二）", "专项支出", 2, canonical="项目支出").prose(text)


def retail(whole: str, town: str, country: str) -> Paper:
    paper = Paper().prose(f"全年社会消费品零售总额{whole}亿元，比上年增长4.8%。")
    return paper.prose(f"按经营地统计，城镇消费品零售额{town}亿元，增长5.3%；乡村消费品零售额{country}亿元，增长2.6%。")


def left(rest: str) -> Paper:
    paper = execution("3650.00", "3412.75", "93.5%")
    return paper.prose(f"累计支付3,412.75万元，未支付的{rest}万元主要是质保金。")


def arrived(rate: str) -> Paper:
    return Paper().prose("项目计划总投资1,860.00万元。项目资金实际到位1,674.00万元，资金到位率" + rate + "。")


def remarks(note: str, score: str = "5") -> Paper:
    return Paper().indicator("人均体育场地面积", None, None, "5", score, note, level1="履职效能")


def visited(when: str) -> Paper:
    paper = Paper(year=2016).field("报告日期", "2017-06-18")
    return paper.day(f"评价组于{when}深入乡镇开展现场核查。", when, "2017-07-03")


def forms(one: str, other: str) -> Paper:
    return Paper().row("公务接待费", (D, one)).table().row("公务接待费", (D, other))


LONG = (
    "坚持以群众需求为导向，扎实推进农村饮水安全巩固提升，逐村排查管网老化渗漏问题，建立台账限期整改，落实专人管护，定期检测水质并向群众公示结果，"
    * 2
)

CASES: list[tuple[str, Kind, Callable[[], Paper]]] = [
    ("income-sum", "finds", lambda: income("100.00", "80.00", "15.00")),
    ("income-sum", "leaves", lambda: income("100.00", "80.00", "20.00")),
    ("income-sum", "forgives", lambda: income("100.01", "80.00", "20.00")),
    ("income-sum", "edge", lambda: income("100.02", "80.00", "20.00")),
    ("expense-sum", "finds", lambda: outlay("310.52", "143.45", "157.07")),
    ("expense-sum", "leaves", lambda: outlay("310.52", "143.45", "167.07")),
    ("expense-sum", "forgives", lambda: outlay("310.53", "143.45", "167.07")),
    ("expense-sum", "edge", lambda: outlay("310.54", "143.45", "167.07")),
    ("basic-sum", "finds", lambda: basic("155.74", "120.05", "25.68")),
    ("basic-sum", "leaves", lambda: basic("155.73", "120.05", "35.68")),
    ("basic-sum", "forgives", lambda: basic("155.74", "120.05", "35.68")),
    ("basic-sum", "edge", lambda: basic("155.75", "120.05", "35.68")),
    ("sangong-sum", "finds", lambda: sangong("5.00", "0", "3.00", "1.00")),
    ("sangong-sum", "leaves", lambda: sangong("4.00", "0", "3.00", "1.00")),
    ("sangong-sum", "forgives", lambda: sangong("4.01", "0", "3.00", "1.00")),
    ("vehicle-sum", "finds", lambda: cars("6.00", "2.00", "3.00")),
    ("vehicle-sum", "leaves", lambda: cars("5.00", "2.00", "3.00")),
    ("vehicle-sum", "forgives", lambda: cars("5.01", "2.00", "3.00")),
    ("assets-sum", "finds", lambda: assets("50.00", "40.00", "5.00")),
    ("assets-sum", "leaves", lambda: assets("45.00", "40.00", "5.00")),
    ("assets-sum", "forgives", lambda: assets("45.01", "40.00", "5.00")),
    ("entities-sum", "finds", lambda: branches("90.00", "60.00", "40.00")),
    ("entities-sum", "leaves", lambda: branches("100.00", "60.00", "40.00")),
    ("entities-sum", "forgives", lambda: branches("100.01", "60.00", "40.00")),
    ("entities-sum", "leaves", lambda: branches("100.00", "60.00", "")),
    ("balance", "finds", lambda: balance("100.00", "90.00", "5.00")),
    ("balance", "leaves", lambda: balance("100.00", "90.00", "10.00")),
    ("balance", "forgives", lambda: balance("100.00", "90.00", "10.01")),
    ("balance", "leaves", lambda: balance("100.00", "", "10.00")),
    ("balance", "finds", lambda: left("273.25")),
    ("balance", "leaves", lambda: left("237.25")),
    ("balance", "forgives", lambda: left("237.3")),
    ("project-sum", "finds", lambda: projects("100.00", "60.00", "30.00")),
    ("project-sum", "leaves", lambda: projects("100.00", "60.00", "40.00")),
    ("project-sum", "forgives", lambda: projects("100.01", "60.00", "40.00")),
    ("project-sum", "finds", lambda: Paper().prose("项目支出100万元，其中：清淤60万元，维修30万元，其他工作5万元。")),
    ("project-sum", "leaves", lambda: Paper().prose("项目支出100万元，其中：清淤60万元，维修30万元，其他工作10万元。")),
    ("project-sum", "finds", lambda: funded("46.38")),
    ("project-sum", "leaves", lambda: funded("42.38")),
    ("project-sum", "forgives", lambda: funded("42.39")),
    ("project-sum", "leaves", lambda: listed_under("项目支出252.38万元，其中：科普专项经费252.38万元。")),
    ("parts-sum", "finds", lambda: retail("72.35", "58.12", "14.32")),
    ("parts-sum", "leaves", lambda: retail("72.44", "58.12", "14.32")),
    ("parts-sum", "leaves", lambda: Paper().prose("社会消费品零售总额72.35亿元，其中限额以上零售额20.11亿元。")),
    ("parts-sum", "forgives", lambda: retail("72.45", "58.12", "14.32")),
    ("parts-sum", "edge", lambda: retail("72.46", "58.12", "14.32")),
    ("parts-sum", "finds", lambda: Paper().prose("政府采购支出总额368.90万元，其中：货物支出56.30万元、工程支出245.60万元、服务支出76.00万元。")),
    ("part-exceeds-total", "finds", lambda: of_which("5.00", "4.00", "3.00")),
    ("part-exceeds-total", "leaves", lambda: of_which("9.00", "4.00", "3.00")),
    ("part-exceeds-total", "forgives", lambda: of_which("6.99", "4.00", "3.00")),
    ("part-exceeds-total", "finds", lambda: projects("0", "15.60")),
    ("funds-sum", "finds", lambda: funds("310.52", "280.03", "20.48")),
    ("funds-sum", "leaves", lambda: funds("310.51", "290.03", "20.48")),
    ("funds-sum", "forgives", lambda: funds("310.52", "290.03", "20.48")),
    ("budgets-sum", "finds", lambda: budgets("1100.00", "900.00", "100.00")),
    ("budgets-sum", "leaves", lambda: budgets("1000.00", "900.00", "100.00")),
    ("budgets-sum", "forgives", lambda: budgets("1000.01", "900.00", "100.00")),
    ("project-of-general", "finds", lambda: general("250.00", "750.00")),
    ("project-of-general", "leaves", lambda: general("250.00", "650.00")),
    ("project-of-general", "forgives", lambda: general("250.00", "650.01")),
    ("execution-rate", "finds", lambda: execution("200.00", "190.00", "99%")),
    ("execution-rate", "leaves", lambda: execution("200.00", "190.00", "95%")),
    ("execution-rate", "forgives", lambda: execution("300.00", "200.00", "66.6%")),  # cut off
    ("execution-rate", "finds", lambda: Paper().prose("“三公”经费决算为5.5万元，完成预算6.3万元的97.3%。")),
    ("execution-over-100", "finds", lambda: execution("200.00", "210.00", "105%")),
    ("execution-over-100", "leaves", lambda: execution("200.00", "200.00", "100%")),
    ("execution-over-100", "forgives", lambda: execution("200.00", "200.01", "100%")),
    ("overspend", "finds", lambda: Paper().row("支出合计", (B, "147.95"), (D, "310.52"))),
    ("overspend", "leaves", lambda: Paper().row("支出合计", (B, "147.95"), (D, "147.95"))),
    ("overspend", "forgives", lambda: Paper().row("支出合计", (B, "147.95"), (D, "147.96"))),
    ("budget-adjustment", "finds", lambda: adjusted("100.00", "140.00")),
    ("budget-adjustment", "leaves", lambda: adjusted("100.00", "110.00")),
    ("budget-adjustment", "forgives", lambda: adjusted("100.00", "130.00")),
    ("budget-adjustment", "edge", lambda: adjusted("100.00", "130.01")),
    ("budget-adjustment", "finds", lambda: Paper().prose("年初预算2,418.50万元，年中追加1,684.36万元。")),
    ("budget-adjustment", "leaves", lambda: Paper().prose("年初预算2,418.50万元，年中追加684.36万元。")),
    ("table-vs-narrative", "finds", lambda: told("320.52万元", "310.52")),
    ("table-vs-narrative", "leaves", lambda: told("310.52万元", "310.52")),
    ("table-vs-narrative", "forgives", lambda: told("310.5万元", "310.52")),
    ("table-vs-narrative", "forgives", lambda: told("1083万元", "1083.50")),  # cut off
    ("table-vs-narrative", "edge", lambda: told("1085万元", "1083.50")),
    ("form-vs-form", "finds", lambda: forms("3.00", "4.00")),
    ("form-vs-form", "leaves", lambda: forms("3.00", "3.00")),
    ("form-vs-form", "forgives", lambda: forms("3.0", "3.04")),
    ("contradiction", "finds", lambda: twice("310.52万元", "320.52万元")),
    ("contradiction", "leaves", lambda: twice("310.52万元", "310.52万元")),
    ("contradiction", "forgives", lambda: twice("310.52万元", "310.5万元")),
    ("share", "finds", lambda: share("462", "53.80%")),
    ("share", "leaves", lambda: share("462", "46.2%")),
    ("share", "forgives", lambda: share("461.97", "46.1%")),  # cut off
    ("share", "finds", lambda: grown_share("69.5%")),
    ("share", "leaves", lambda: grown_share("65%")),
    ("share", "leaves", lambda: sibling_share("40%")),
    ("growth", "finds", lambda: growth("30%")),
    ("growth", "leaves", lambda: growth("25%")),
    ("growth", "finds", lambda: apart("20")),
    ("growth", "leaves", lambda: apart("5.2")),
    ("growth", "forgives", lambda: apart("5.9")),  # 14.1 and 13.4 are rounded themselves
    ("growth", "edge", lambda: apart("6.1")),
    ("growth", "finds", lambda: Paper().prose("各项存款余额268.9亿元，比年初增加21.5亿元，增长9.7%。")),
    ("growth", "leaves", lambda: Paper().prose("各项存款余额268.9亿元，比年初增加21.5亿元，增长8.7%。")),
    ("growth", "leaves", lambda: Paper().prose("各项存款余额268.9亿元，比年初增加21.5亿元，同比增长9.7%。")),
    ("growth", "leaves", lambda: Paper().prose("运行经费98.64万元，较去年的96.58万元增加2.06万元，增长2.1%。")),
    ("growth", "finds", lambda: Paper().prose("运行经费98.64万元，较去年的96.58万元增加2.06万元，增长3.1%。")),
    ("growth", "forgives", lambda: growth("25.1%")),  # 150 and 120 are rounded themselves
    ("implied-base", "finds", lambda: bases("27.9")),
    ("implied-base", "leaves", lambda: bases("28.52")),
    ("implied-base", "forgives", lambda: bases("28.1")),
    ("score-over-weight", "finds", lambda: points(("5", "6"), ("5", "5"))),
    ("score-over-weight", "leaves", lambda: points(("5", "5"), ("5", "0"))),
    ("score-over-weight", "edge", lambda: points(("5", "5.01"), ("5", "5"))),
    ("score-over-weight", "finds", lambda: points(("5", "-1"), ("5", "5"))),
    ("score-over-weight", "forgives", lambda: points(("5", "5.00"), ("5", "5"))),
    ("weights-total", "finds", lambda: points(*[("20", "20")] * 4, ("18", "18"), total=("100", "98"))),
    ("weights-total", "leaves", lambda: points(*[("20", "20")] * 5, total=("100", "100"))),
    ("weights-total", "forgives", lambda: points(*[("22.5", "22.5")] * 4, total=("100", "90"))),  # the rate's 10 stand elsewhere
    ("score-sum", "finds", lambda: points(("50", "45"), ("50", "50"), total=("100", "97"))),
    ("score-sum", "leaves", lambda: points(("50", "45"), ("50", "50"), total=("100", "95"))),
    ("score-sum", "forgives", lambda: points(("50", "45"), ("50", "50"), total=("100", "95.01"))),
    ("score-sum", "edge", lambda: points(("50", "45"), ("50", "50"), total=("100", "95.02"))),
    ("weights-level", "finds", lambda: points(("15", "15"), ("10", "10"), level1="产出（20分）")),
    ("weights-level", "leaves", lambda: points(("10", "10"), ("10", "10"), level1="产出（20分）")),
    ("weights-level", "forgives", lambda: points(("10", "10"), level1="产出（20分）")),  # the other row was not read
    ("missed-full-score", "finds", lambda: target("200余条", "110余条", "5", attained=False, direction="up")),
    ("missed-full-score", "leaves", lambda: target("14项", "17项", "5", attained=True, direction="up")),
    ("missed-full-score", "leaves", lambda: target("14项", "12项", "4", "雨季推迟", attained=False, direction="up")),
    ("missed-full-score", "edge", lambda: target("200余家", "200家", "5", direction="up")),
    ("missed-full-score", "forgives", lambda: target("200家", "200余家", "5", attained=True, direction="up")),
    ("missed-full-score", "finds", lambda: remarks("目标2.6平方米，完成2.58平方米")),
    ("missed-full-score", "leaves", lambda: remarks("目标2.6平方米，完成2.6平方米")),
    ("missed-full-score", "leaves", lambda: remarks("目标2.6平方米，完成2.58平方米", "4")),
    ("missed-full-score", "forgives", lambda: target("同比下降10%", "同比下降12.3%", "5", attained=False, direction="down")),
    ("missed-full-score", "finds", lambda: target("同比下降10%", "同比下降8%", "5", attained=True, direction="down")),
    ("overrun-full-score", "finds", lambda: target("147.95万元", "310.52万元", "5", attained=False, direction="down", level2="成本指标")),
    ("overrun-full-score", "leaves", lambda: target("147.95万元", "140万元", "5", attained=True, direction="down", level2="成本指标")),
    ("overrun-full-score", "forgives", lambda: target("140万元", "140万元", "5", attained=True, direction="down", level2="成本指标")),
    ("target-without-actual", "finds", lambda: target("3152亩", "已完成", "5")),
    ("target-without-actual", "finds", lambda: target("12分钟", "已按要求完成", "5")),
    ("target-without-actual", "leaves", lambda: target("3152亩", "3152亩", "5", attained=True)),
    ("target-without-actual", "forgives", lambda: target("提升", "已完成", "5", attained=True)),
    ("deduction-unexplained", "finds", lambda: target("5个", "4个", "4").cells("", "", "", "", "", "分值", "得分", "偏差原因")),
    ("deduction-unexplained", "leaves", lambda: target("5个", "4个", "4", "雨季推迟")),
    ("deduction-unexplained", "forgives", lambda: target("5个", "4个", "4").cells("", "", "", "", "", "分值", "得分")),  # no column
    ("execution-score", "finds", lambda: ratio("10")),
    ("execution-score", "leaves", lambda: ratio("9.5")),
    ("execution-score", "forgives", lambda: ratio("9.33", "300", "280")),
    ("execution-score", "edge", lambda: ratio("9.35", "300", "280")),
    ("grade", "finds", lambda: graded("89", "优")),
    ("grade", "leaves", lambda: graded("95", "优秀")),
    ("grade", "forgives", lambda: graded("90", "优")),
    ("grade", "edge", lambda: graded("89.99", "优")),
    ("target-too-low", "finds", lambda: target("40项", "68项", "5", attained=True, direction="up")),
    ("target-too-low", "leaves", lambda: target("40项", "45项", "5", attained=True, direction="up")),
    ("target-too-low", "forgives", lambda: target("40项", "60项", "5", attained=True, direction="up")),
    ("target-too-low", "finds", lambda: remarks("目标15%以上，完成38.9%")),
    ("cost-overrun", "finds", lambda: target("100万元", "120万元", "3", level2="成本指标", direction="down", attained=False)),
    ("cost-overrun", "leaves", lambda: target("100万元", "90万元", "5", level2="成本指标", direction="down", attained=True)),
    ("cost-overrun", "forgives", lambda: target("9万元", "12万元", "3", "涨价", level2="成本指标", direction="down", attained=False)),
    ("staff-over-quota", "finds", lambda: staff(9, 22)),
    ("staff-over-quota", "leaves", lambda: staff(9, 8)),
    ("staff-over-quota", "forgives", lambda: staff(9, 9)),
    ("control-rate", "finds", lambda: controlled("100%")),
    ("control-rate", "leaves", lambda: controlled("97.5%")),
    ("control-rate", "forgives", lambda: controlled("97.4%")),
    ("control-rate", "edge", lambda: controlled("97.3%")),
    ("control-rate", "finds", lambda: arrived("92%")),
    ("control-rate", "leaves", lambda: arrived("90%")),
    ("control-rate", "forgives", lambda: arrived("90.1%")),
    ("quota-breakdown", "finds", lambda: posts("5")),
    ("quota-breakdown", "leaves", lambda: posts("6")),
    ("quota-breakdown", "forgives", lambda: posts("8")),  # posts without rank are not listed
    ("sangong-growth", "finds", lambda: guests("30.00", "27.48", "23.21")),
    ("sangong-growth", "leaves", lambda: guests("30.00", "20.00", "23.21")),
    ("sangong-growth", "forgives", lambda: guests("27.48", "27.49")),
    ("sangong-growth", "finds", lambda: guests("27.00", "28.00")),
    ("sangong-without-budget", "finds", lambda: guests("0", "0.11")),
    ("sangong-without-budget", "leaves", lambda: guests("0", "0")),
    ("sangong-without-budget", "forgives", lambda: guests("", "0.11")),  # a blank budget is not a nought
    ("reception-outlier", "finds", lambda: reception("40.00")),
    ("reception-outlier", "leaves", lambda: reception("3.00")),
    ("reception-outlier", "forgives", lambda: reception("30.00")),
    ("procurement", "finds", lambda: bought("9.10", "19.39")),
    ("procurement", "leaves", lambda: bought("19.39", "9.10")),
    ("procurement", "forgives", lambda: bought("100.00", "100.10")),
    ("procurement", "edge", lambda: bought("100.00", "100.11")),
    ("date-order", "finds", lambda: dated("2022-08-24")),
    ("date-order", "leaves", lambda: dated("2023-06-23", "2023-06-20")),
    ("date-order", "forgives", lambda: dated("2023-06-23", "2023-06-23")),
    ("date-order", "edge", lambda: dated("2023-06-23", "2023-06-24")),
    ("date-order", "edge", lambda: dated("2022-12-31")),
    ("date-order", "finds", lambda: visited("2017年7月3日")),
    ("date-order", "leaves", lambda: Paper(year=2016).field("报告日期", "2017-06-18").prose("2017年7月3日前整改到位。")),
    ("year-mismatch", "finds", lambda: years(2022, 2021)),
    ("year-mismatch", "leaves", lambda: years(2022, 2022)),
    ("year-mismatch", "forgives", lambda: Paper().field("年度", 2022, "2022年度").prose("2021年度也做了不少工作。")),
    ("goal-result", "finds", lambda: goals(4, 3)),
    ("goal-result", "leaves", lambda: goals(4, 4)),
    ("goal-result", "finds", lambda: Paper().field("年度总体目标", "1、修渠；2、清淤；3、植树。").field("年度总体目标完成情况", "1、完成。2、完成。")),
    ("goal-result", "forgives", lambda: goals(4, 1)),  # one answer for all is no list
    ("unit-differs", "finds", lambda: target("200家", "1500人次", "5")),
    ("unit-differs", "leaves", lambda: target("200家", "210家", "5", attained=True)),
    ("unit-differs", "forgives", lambda: target("20名", "22人", "5")),
    ("row-shift", "finds", lambda: Paper().indicator(None, "2021年年内", "已完成", level2="数量指标")),
    ("row-shift", "leaves", lambda: Paper().indicator(None, "引进企业10家", "已完成", level2="数量指标")),
    ("row-shift", "finds", lambda: target("2022年9月底前", "64个", "5")),
    ("row-shift", "leaves", lambda: target("2022年9月底前", "2022年8月", "5")),
    ("row-shift", "forgives", lambda: Paper().indicator("完成时间", "2021年年内", "已完成", level2="时效指标")),
    ("placeholder", "finds", lambda: Paper().prose("指标2：")),
    ("placeholder", "leaves", lambda: Paper().prose("指标2：新建泵站")),
    ("placeholder", "forgives", lambda: Paper().prose("水文站、泵站……都已修复。")),
    ("placeholder", "forgives", lambda: Paper().prose("本局下辖二级机构1个，在职18人。")),
    ("section-numbering", "finds", lambda: Paper().heading("一、", "概况", 1).heading("三、", "绩效", 3)),
    ("section-numbering", "leaves", lambda: Paper().heading("一、", "概况", 1).heading("二、", "绩效", 2)),
    ("section-numbering", "forgives", lambda: Paper().heading("二、", "绩效", 2).heading("一、", "概况", 1)),  # another report begins
    ("repeated-text", "finds", lambda: Paper().prose(LONG).prose("其间说明如下。").prose(LONG)),
    ("repeated-text", "leaves", lambda: Paper().prose(LONG).prose(LONG[::-1])),
    ("repeated-text", "finds", lambda: Paper().prose(LONG + "一季度完成了前期工作，" * 12).prose(LONG)),
    ("repeated-text", "forgives", lambda: Paper().prose(LONG[:60]).prose(LONG[:60])),
    ("foreign-text", "finds", lambda: Paper().prose("校内各处室经费分配不够均衡。")),
    ("foreign-text", "leaves", lambda: Paper().prose("各科室经费分配不够均衡。")),
    ("foreign-text", "forgives", lambda: Paper(unit="青禾县第一中学校").prose("校内各处室经费分配不够均衡。")),
    ("indicator-class", "finds", lambda: target("3家", "4家", "5", level2="时效指标", attained=True)),
    ("indicator-class", "leaves", lambda: target("3家", "4家", "5", attained=True)),
    ("indicator-class", "forgives", lambda: target("3天", "2天", "5", level2="时效指标", attained=True)),
    ("target-in-name", "finds", lambda: name("培育企业5家", "7家")),
    ("target-in-name", "leaves", lambda: name("培育企业5家", "5家")),
    ("target-in-name", "forgives", lambda: name("培育企业5家", "30次")),
    ("conclusion", "finds", lambda: conclusion("今年全部完成绩效目标。", "110条")),
    ("conclusion", "leaves", lambda: conclusion("今年全部完成绩效目标。", "200条")),
    ("conclusion", "finds", lambda: Paper().prose("年初计划治理面积25平方公里，实际治理21.5平方公里。全面完成了各项绩效目标。")),
    ("conclusion", "leaves", lambda: Paper().prose("年初计划治理面积25平方公里，实际治理25.5平方公里。全面完成了各项绩效目标。")),
    ("conclusion", "forgives", lambda: conclusion("今年基本完成工作。", "110条")),
    ("unfinished-full-score", "finds", lambda: target("启动建设", "计划明年4月启动招投标", "5")),
    ("unfinished-full-score", "leaves", lambda: target("启动建设", "已开工", "5", attained=True)),
    ("unfinished-full-score", "forgives", lambda: target("启动建设", "正在招标", "3", "审批推迟")),
    ("not-measured", "finds", lambda: name("群众满意度", "95%").indicator("满意度", "95%", "99%", "5", "5", canonical="满意度")),
    ("not-measured", "leaves", lambda: name("泵站数", "95个")),
    ("not-measured", "forgives", lambda: Paper().indicator("满意度", "95%", "99%", canonical="满意度").prose("发放问卷300份。")),
    ("personal-data", "finds", lambda: Paper().prose("联系电话：13800001234")),
    ("personal-data", "finds", lambda: Paper().prose("身份证号码9902031999110\n90016的来访人。")),
    ("personal-data", "leaves", lambda: Paper().prose("监督索引号990203299913090016。")),
    ("personal-data", "leaves", lambda: Paper().prose("联系电话：138****1234")),
    ("personal-data", "forgives", lambda: Paper().prose("项目编号：20213800001234")),
    ("name-variant", "finds", lambda: Paper().field("部门名称", "青禾县水务局").field("部门名称", "县水务局")),
    ("name-variant", "leaves", lambda: Paper().field("部门名称", "青禾县水务局").field("部门名称", "青禾县水务局")),
    ("name-variant", "forgives", lambda: Paper().field("部门名称", "青禾县水务局").field("部门名称", "青禾县 水务局")),
    ("decimal-slip", "finds", lambda: slip("191.87", "19.87", "14.01")),
    ("decimal-slip", "leaves", lambda: slip("19.18", "19.87", "14.01")),
    ("decimal-slip", "forgives", lambda: slip("100.00", "19.87", "14.01")),
    ("unit-mix", "finds", lambda: slip("197300", "19.87", "19.73")),
    ("unit-mix", "leaves", lambda: slip("19.73", "19.87", "19.73")),
    ("unit-mix", "forgives", lambda: slip("180000", "19.87", "19.73")),
    ("grades-sum", "finds", lambda: tally("18")),
    ("grades-sum", "leaves", lambda: tally("20")),
    ("grades-sum", "forgives", lambda: Paper().prose("共评价项目30个，涉及资金500万元。")),
    ("blank-cell", "finds", lambda: Paper().cells("编制数", "在职人数", "控制率").cells("9", "8", "").field("人员编制", 9)),
    ("blank-cell", "leaves", lambda: Paper().cells("编制数", "在职人数", "控制率").cells("9", "8", "88.9%").field("人员编制", 9)),
    ("blank-cell", "forgives", lambda: Paper().cells("编制数", "在职人数", "控制率").cells("", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "kind", "write"), CASES, ids=[f"{rule}-{kind}-{n}" for n, (rule, kind, _) in enumerate(CASES)]
)
def test_a_rule_finds_what_it_is_for_and_nothing_else(rule: str, kind: Kind, write: Callable[[], Paper]) -> None:
    found = write().found(rule)
    if kind in ("finds", "edge"):
        assert found, "nothing was found"
        grave = load_rules()[rule].severity
        assert (
            any(draft.grave == "info" for draft in found) if grave == "info" else all(d.grave != "info" for d in found)
        )
    elif kind == "leaves":
        assert [draft.message for draft in found] == []
    else:
        assert [draft.message for draft in found if draft.grave != "info"] == []


def test_every_rule_has_a_finding_a_right_report_and_an_edge() -> None:
    kinds: dict[str, set[str]] = {}
    for rule, kind, _ in CASES:
        kinds.setdefault(rule, set()).add("edge" if kind in ("edge", "forgives") else kind)
    elsewhere = {"last-year"}  # between documents: test_across.py
    missing = {rule: {"finds", "leaves", "edge"} - kinds.get(rule, set()) for rule in set(load_rules()) - elsewhere}
    assert {rule: kinds for rule, kinds in missing.items() if kinds} == {}


def test_a_blank_cell_is_not_zero_so_a_sum_short_of_its_total_is_only_doubtful() -> None:
    (draft,) = income("100.00", "80.00", "").found("income-sum")
    assert draft.grave == "warning"
    assert "其余各项为空" in draft.message
    (exceeding,) = income("70.00", "80.00", "").found("income-sum")
    assert exceeding.grave == "error"


def test_every_rule_is_worked_by_a_check() -> None:
    assert unworked() == []


def test_every_finding_quotes_its_source_and_says_a_sentence() -> None:
    for _rule, kind, write in CASES:
        if kind not in ("finds", "edge"):
            continue
        paper = write()
        text = paper.document().source_text
        for draft in paper.found():
            assert draft.message.endswith("。")
            assert draft.evidence
            assert all(text[e.start : e.end] == e.text for e in draft.evidence)
