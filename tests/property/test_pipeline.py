"""Whatever the text: every quotation is exact, ids are unique, two runs agree, and no number is left out in silence."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao import ingest
from jixiao.document.document import Document
from jixiao.pipeline import Pipeline

PIPELINE = Pipeline()
FRAGMENTS = st.sampled_from(
    [
        "一、部门概况\n", "（一）基本支出情况\n", "二、收支情况\n", "附件1\n2022年度部门整体支出绩效自评表\n", "2022年度部门整体支出绩效自评报告\n",
        "2022年预算收入147.95万元，其中年初预算140万元，调整追加7.95万元。", "完成税收约3.5亿元，同比增长62.33%。", "引进企业13家，",
        "\t收入合计\n\t其中：\n\n", "\t局机关\n\t88.00\n\t0\n\n", "\t联系人\n\t陈一\n\t联络电话\n\t0731-8888888\n\n",
        "三公经费\t0\t0.4\t0.11\n", "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n", "产出指标\t数量指标\t培训人次\t1000余人\t1200余人\t5\t5\n",
        "1.负责档案管理；", "较去年130万元增长12％", "　　", "\n\n", "**重点**", "[bookmark: _GoBack]", "第一、二名", "〔2021〕1号", "968.191\n8 万元",
        "１２．５亿元", "萬元", "\u200b", "\ue000", "。", "，", "－3.8%", "单位：万元\n", "截至6月底", "2023.6.20", "评价等次\t优\n", "=1+1",
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS | st.text(max_size=6), max_size=25).map("".join)


def run(text: str) -> Document:
    return PIPELINE(ingest.read("a.txt", data=text.encode("utf-8", "surrogatepass")))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_quotation_is_exact_and_every_number_accounted_for(text):
    if not text.strip() or "\x00" in text:
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return
    try:
        document = run(text)
    except Exception as error:
        assert type(error).__name__ in {"BinaryNoise", "EmptyInput", "UnsupportedFormat"}  # noqa: PT017
        return
    source = document.source_text
    ids = [record.record_id for record in document.records]
    assert len(ids) == len(set(ids))
    for record in document.records:
        assert record.evidence
        assert 0 <= record.confidence <= 1
        for evidence in record.evidence:
            assert source[evidence.start : evidence.end] == evidence.text
        for link in record.links:
            assert link.record_id in ids
    for gap in document.gaps:
        assert source[gap.start : gap.end] == gap.text
    again = run(text)
    assert [r.model_dump() for r in again.records] == [r.model_dump() for r in document.records]
    assert again.gaps == document.gaps


@pytest.mark.parametrize("text", ["经费12.75万元，另有333。", "其他\t77.5\t\n合计\t99\n"])
def test_a_number_is_quoted_by_a_record_or_listed(text):
    document = run(text)
    quoted = [(e.start, e.end) for r in document.records for e in r.evidence] + [
        (g.start, g.end) for g in document.gaps
    ]
    for match in re.finditer(r"\d[\d.]*", text):
        assert any(start < match.end() and match.start() < end for start, end in quoted), match[0]
