"""Structure finding takes time in proportion to the text, whatever the text."""

from time import perf_counter

import pytest

from jixiao.clean import Clean
from jixiao.document.document import Document, Page, Source
from jixiao.extraction.coverage import find_gaps
from jixiao.match.names import default_names
from jixiao.match.stage import MatchSections
from jixiao.segment.stage import Segment

NAMES = default_names()
STAGES = (Clean(), Segment(known=NAMES.known), MatchSections(names=NAMES))


def seconds(source: str) -> float:
    """The best of three runs through cleaning, segmenting, matching and coverage."""
    best = float("inf")
    for _ in range(3):
        document = Document(Source("a.txt", "0" * 64, "text/plain", "text"), source, (Page(1, 0, len(source)),))
        begin = perf_counter()
        for stage in STAGES:
            document = stage(document)
        find_gaps(document, ())
        best = min(best, perf_counter() - begin)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "、",
        " ",
        "。",
        "\n",
        "\t",
        "（",
        "一、",
        "1.",
        "自 ",
        "...",
        "附件1\n",
        "目录\n",
        "[b",
        "**",
        "第1页\n",
        "\n\t",
        "年度报告\n",
        "1,",
    ],
    ids=repr,
)
def test_four_times_the_text_takes_about_four_times_as_long(unit):
    size = 6_000 // len(unit)
    small, large = seconds(unit * size), seconds(unit * size * 4)
    assert large < 10 * small + 0.02, f"{small:.4f} s became {large:.4f} s"
