"""A traced text leads every character back to its source."""

import pytest

from jixiao.document.trace import TracedText


def test_a_span_over_a_deleted_break_quotes_the_break():
    source = "完成968.191\n8万元"
    clean = TracedText.of(source).edit([(9, 10, "")])
    start, end = clean.source_span(2, 10)
    assert clean.text[2:10] == "968.1918"
    assert source[start:end] == "968.191\n8"


def test_maps_compose_over_several_rounds_of_edits():
    source = "ＡＢ　ＣＤ"
    first = TracedText.of(source).edit([(0, 2, "AB"), (2, 3, " ")])
    second = first.edit([(2, 3, "")])
    assert second.text == "ABＣＤ"
    assert source[slice(*second.source_span(1, 3))] == "Ｂ　Ｃ"


def test_a_replacement_of_another_length_stands_for_all_that_it_replaced():
    source = "x&nbsp;y"
    clean = TracedText.of(source).edit([(1, 7, " ")])
    assert source[slice(*clean.source_span(1, 2))] == "&nbsp;"


def test_pieces_may_stand_in_another_order_than_the_source():
    source = "甲乙\n丙丁"
    text = TracedText.pieces(source, [(3, 5), "\t", (0, 2)])
    assert text.text == "丙丁\t甲乙"
    assert text.source_spans(0, 5) == [(3, 5), (0, 2)]
    assert text.output_span(0, 1) == (3, 4)


def test_blank_source_between_pieces_joins_them_and_ink_does_not():
    source = "公共\n财政 基金\n拨款"
    text = TracedText.pieces(source, [(0, 2), (3, 5)])
    assert text.source_spans(0, 4, source=source) == [(0, 5)]
    interleaved = TracedText.pieces(source, [(0, 2), (9, 11)])
    assert interleaved.source_spans(0, 4, source=source) == [(0, 2), (9, 11)]


def test_what_was_deleted_has_no_place_in_the_text():
    clean = TracedText.of("abc").edit([(1, 2, "")])
    assert clean.output_span(1, 2) is None


@pytest.mark.parametrize("edits", [[(0, 2, "x"), (1, 3, "y")], [(2, 3, ""), (0, 1, "")], [(0, 9, "")], [(2, 1, "")]])
def test_overlapping_unordered_and_outlying_edits_are_refused(edits):
    with pytest.raises(ValueError, match="edit"):
        TracedText.of("abc").edit(edits)
