"""The spaCy component: found by its name alone, spans in the Doc, readings behind them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import spacy


def test_the_component_is_found_by_its_name() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jixiao_quantities")
    doc = nlp("拨付三百万元，满意度95%以上")
    assert [(span.text, span.label_) for span in doc.spans["quantities"]] == [
        ("三百万元", "money"),
        ("95%以上", "ratio"),
    ]
    assert doc.spans["quantities"][0]._.quantity.base_low == Decimal(3_000_000)


def test_the_key_of_the_spans_can_be_chosen() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jixiao_quantities", config={"key": "numbers"})
    doc = nlp("培训5场")
    assert [span.text for span in doc.spans["numbers"]] == ["5场"]


def test_a_pipeline_with_the_component_is_saved_and_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jixiao_quantities")
    nlp.to_disk(tmp_path / "pipeline")
    doc = spacy.load(tmp_path / "pipeline")("培训5场")
    assert doc.spans["quantities"][0]._.quantity.unit == "场"


def test_a_blank_text_has_an_empty_group() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jixiao_quantities")
    doc = nlp("")
    assert list(doc.spans["quantities"]) == []
