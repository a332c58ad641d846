"""Claims of any text: nothing raises, evidence quotes, time grows with the text's length only."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.document.evidence import Quoter
from jixiao.extraction import claims
from tests.unit.extraction.claims_reading import document

PIECES = st.sampled_from(
    [
        *"，。；：、（）“”《》\n的了和及与占由从到较比",
        *(
            "其中",
            "分别",
            "同比增长",
            "下降",
            "12.5",
            "3",
            "三",
            "%",
            "亿元",
            "万元",
            "家企业",
            "个",
            "完成",
            "税收",
            "项目",
        ),
        *(
            "2021年",
            "去年",
            "目标",
            "预算",
            "预计",
            "翻番",
            "至",
            "等",
            "平均",
            "效果明显",
            "全市第一",
            "1.",
            "一是",
            " ",
        ),
    ]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=40).map(lambda pieces: "工作情况如下。" + "".join(pieces))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SENTENCES)
def test_no_text_raises_and_all_evidence_quotes_the_source(text: str) -> None:
    read = document(text)
    for claim in claims.link(claims.records(read, Quoter(read)), []):
        assert claim.subject
        for evidence in claim.evidence:
            assert read.source_text[evidence.start : evidence.end] == evidence.text


UNENDING = {
    "list": "培训新型农民3人、",
    "clauses": "完成税收3亿元，增长5%，",
    "no break": "收入3万元支出",
    "brackets": "（其中3家",
    "growth": "由3家增加到5家，",
    "words": "持续提升服务能力和",
    "each": "分别为3家、",
    "years": "2021年比2020年增加3家",
}


@pytest.mark.parametrize("unit", UNENDING.values(), ids=list(UNENDING))
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(times: int) -> float:
        read = document(unit * times)
        best = float("inf")
        for _ in range(3):
            quoter = Quoter(read)
            begin = perf_counter()
            claims.records(read, quoter)
            best = min(best, perf_counter() - begin)
        return best

    seconds(20)
    assert seconds(1200) < 10 * max(seconds(200), 0.004)
