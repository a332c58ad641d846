"""The audit takes any report: it never fails, quotes exactly, and says nothing of a report without numbers."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao import ingest
from jixiao.audit.ledger import Ledger
from jixiao.audit.stage import findings
from jixiao.document.errors import InputError
from jixiao.document.records import FindingRecord
from jixiao.pipeline import Pipeline

PIPELINE = Pipeline()
PIECES = [
    "2022年度",
    "部门整体支出绩效自评报告",
    "支出合计",
    "基本支出",
    "项目支出",
    "三公经费",
    "其中：",
    "万元",
    "310.52",
    "0",
    "-3",
    "1,200.50",
    "占46.2%",
    "同比增长",
    "较上年",
    "执行率",
    "编制",
    "实有",
    "人",
    "优",
    "100分",
    "\n",
    "\t",
    "。",
    "，",
    "分值",
    "得分",
    "年初预算数",
    "全年执行数",
    "决算数",
    "2021年",
    "报告日期：2022年8月24日",
    "〔2021〕1号",
    "（20分）",
    "产出指标",
    "数量指标",
    "已完成",
    "200余家",
    "≥90%",
    "明年启动",
    "社会消费品零售总额",
    "城镇消费品零售额",
    "乡村消费品零售额",
    "亿元",
    "年初预算",
    "年中追加",
    "实际到位",
    "到位率",
    "未支付的",
    "比年初增加",
    "增长",
    "计划治理",
    "实际治理",
    "25平方公里",
    "全面完成了各项绩效目标",
    "现场核查",
    "2023年7月3日",
    "备注",
    "目标2.6平方米，完成2.58平方米",
    "下降10%",
    "身份证号码9902031999110",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60))
def test_findings_quote_exactly_whatever_the_text(pieces: list[str]) -> None:
    text = "".join(pieces).encode("utf-8", "replace")
    if not text.strip():
        return
    try:
        document = PIPELINE(ingest.read("报告.txt", data=text))
    except InputError:
        return  # the reader takes it for no text at all
    for record in document.records:
        if isinstance(record, FindingRecord):
            assert record.message.endswith("。")
            assert all(document.source_text[e.start : e.end] == e.text for e in record.evidence)


REPEATED = [
    "实际到位1674.00万元，资金到位率92%。",
    "累计支付3412.75万元，未支付的273.25万元。",
    "社会消费品零售总额72.35亿元，城镇消费品零售额58.12亿元。",
    "存款余额268.9亿元，比年初增加21.5亿元，增长9.7%。",
    "年初预算2418.50万元，年中追加1684.36万元。",
    "年初计划治理面积25平方公里，实际治理21.5平方公里。全面完成了各项绩效目标。",
    "2017年7月3日开展现场核查。",
    "村民13800001234",
    "本单位完成各项工作",
    "| 支出合计 | 310.52 |\n",
    "| 数量指标 | 修渠 | 5公里 | 4公里 | 5 | 5 |\n",
]


@pytest.mark.parametrize("sentence", REPEATED)
def test_four_times_the_sentences_take_about_four_times_as_long_to_audit(sentence: str) -> None:
    def seconds(times: int) -> float:
        text = "2022年度部门整体支出绩效自评报告\n\n报告日期：2023年6月1日\n\n" + sentence * times
        document = PIPELINE(ingest.read("报告.txt", data=text.encode()))
        plain = document.having(records=tuple(r for r in document.records if not isinstance(r, FindingRecord)))
        best = float("inf")
        for _ in range(2):
            begin = perf_counter()
            findings(Ledger(plain))
            best = min(best, perf_counter() - begin)
        return best

    small, large = seconds(60), seconds(240)
    assert large < 10 * small + 0.05, f"{small:.3f} s became {large:.3f} s"


def test_a_text_without_numbers_has_no_findings() -> None:
    document = PIPELINE(ingest.read("报告.txt", data="关于加强防汛值守的通知\n各科室要落实专人值守。\n".encode()))
    assert [record for record in document.records if isinstance(record, FindingRecord)] == []
