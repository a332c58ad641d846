"""Reports that strangers wrote and annotated are read at least as well as they were; corpus/strangers tells whose they are."""

from pathlib import Path

import pytest

from jixiao.batch.run import run
from jixiao.emit.reading import load
from jixiao.evaluate.loading import read_pairs
from jixiao.evaluate.scores import score_document, total

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "strangers"
LEAST = {
    "field": 0.95, "section": 0.97, "fact": 0.87, "indicator": 0.97, "quantity": 0.99, "date": 0.96, "claim": 0.89,
    "finding": 0.60,
}  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("strangers") / "out"
    assert run(sorted((FOLDER / "txt").glob("*.txt")), folder).exit_status == 0
    return folder


@pytest.mark.parametrize("kind", LEAST)
def test_strangers_reports_are_read(out, kind):
    scores = [score_document(judged, by_value=False) for judged in read_pairs(FOLDER / "gold", out)]
    assert len(scores) == len(list((FOLDER / "gold").glob("gold_*.json")))
    assert total(scores, kind).f1 >= LEAST[kind]


def test_their_quotations_are_exact(out):
    made = load(out)
    texts = {entry.doc_id: made.text(entry.doc_id) for entry in made.documents}
    for record in made.records:
        for evidence in record.evidence:
            assert texts[record.doc_id][evidence.start : evidence.end] == evidence.text
