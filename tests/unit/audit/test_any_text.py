"""The audit takes any report: it never fails, quotes exactly, and says nothing of a report without numbers."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao import ingest
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


def test_a_text_without_numbers_has_no_findings() -> None:
    document = PIPELINE(ingest.read("报告.txt", data="关于加强防汛值守的通知\n各科室要落实专人值守。\n".encode()))
    assert [record for record in document.records if isinstance(record, FindingRecord)] == []
