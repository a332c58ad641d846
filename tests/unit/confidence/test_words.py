"""New words are counted by neighbouring characters, around a place and over a whole text."""

import pytest

from jixiao.confidence.words import Words, documents_holding


def test_around_a_place_only_its_neighbourhood_counts():
    text = "预算执行" + "，" * 60 + "麒麟送子"
    novelty = Words(text).against({"预算", "算执", "执行"})
    assert novelty.around(0, 4) == 0
    assert novelty.around(len(text) - 4, len(text)) == 1
    assert novelty.whole == 0.5


def test_figures_and_marks_are_no_words():
    assert Words("12.5% 万").against(set()).whole is None
    assert Words("").against(set()).around(0, 3) is None


def test_a_pair_counts_once_a_document():
    assert documents_holding([Words("预算预算"), Words("预算")])["预算"] == 2


@pytest.mark.parametrize("start", range(0, 40, 7))
def test_every_place_of_a_text_can_be_asked(start):
    novelty = Words("职能职责与机构设置情况说明" * 3).against({"职能"})
    share = novelty.around(start, start + 1)
    assert share is None or 0 <= share <= 1
