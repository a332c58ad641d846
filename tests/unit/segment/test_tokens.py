"""Words come from jieba with the lexicons' names, and a spaCy Doc carries sentences and records."""

import tempfile
from pathlib import Path

import jixiao
from jixiao.segment.tokens import cut

TEXT = "云岭县2022年度部门整体支出绩效自评报告\n\n一、收支情况\n2022年公用支出25.6万元，同比下降3.2%。“三公”经费支出1.5万元。\n"


def report(tmp_path: Path) -> jixiao.Report:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    return jixiao.extract(path)


def test_words_cover_the_text_and_names_of_the_lexicons_stay_whole():
    text = "一般公共预算拨款与公用支出"
    words = [text[start:end] for start, end in cut(text)]
    assert "".join(words) == text
    assert "公用支出" in words


def test_the_tokenizer_keeps_to_itself(capfd):
    before = set(Path(tempfile.gettempdir()).glob("jieba*"))
    cut("完成规模工业总产值")
    assert capfd.readouterr().err == ""
    assert set(Path(tempfile.gettempdir()).glob("jieba*")) == before


def test_a_doc_has_our_sentences_and_the_records_as_spans(tmp_path):
    found = report(tmp_path)
    doc = found.spacy()
    assert doc.text == found.document.text.text
    assert [token.text for token in doc] == found.words()
    assert any("公用支出25.6万元" in sentence.text for sentence in doc.sents)
    facts = {span.label_: span.text for span in doc.spans["fact"]}
    assert facts["公用支出"] == "25.6万元"
    span = doc.spans["quantity"][0]
    assert doc.user_data["record"][span.id_].kind == "quantity"
