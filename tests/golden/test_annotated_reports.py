"""The real reports, where they stand beside the repository: scores, exact quotations, equal bytes, nothing left out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.batch.run import run
from jixiao.emit.reading import load
from jixiao.evaluate.loading import read_pairs
from jixiao.evaluate.scores import score_document, total

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the real reports hold names and stay outside the repository"
)

LEAST = {"field": 0.95, "section": 0.95, "fact": 0.95, "indicator": 0.93, "quantity": 0.97, "date": 0.98, "claim": 0.90}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "out"
    assert run(sorted((SHARED / "seeds").glob("*.txt")), folder).exit_status == 0
    return folder


def test_every_quotation_is_exact(out):
    made = load(out)
    assert len(made.documents) == 5
    texts = {entry.doc_id: made.text(entry.doc_id) for entry in made.documents}
    for record in made.records:
        for evidence in record.evidence:
            assert texts[record.doc_id][evidence.start : evidence.end] == evidence.text


def test_two_runs_give_the_same_bytes(out, tmp_path):
    run(sorted((SHARED / "seeds").glob("*.txt")), tmp_path / "again")
    for name in ("documents.jsonl", "records.jsonl", "coverage.jsonl", "manifest.json"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes(), name


@pytest.mark.parametrize("kind", LEAST)
def test_the_annotated_reports_are_read(out, kind):
    scores = [score_document(judged, by_value=False) for judged in read_pairs(SHARED / "gold", out)]
    assert total(scores, kind).f1 >= LEAST[kind]


def test_levels_of_sections_are_right(out):
    scores = [score_document(judged, by_value=False) for judged in read_pairs(SHARED / "gold", out)]
    right, pairs = (sum(score.parts["section", "level"][n] for score in scores) for n in (0, 1))
    assert right >= 0.95 * pairs


def test_what_is_not_read_is_listed(out):
    script = [sys.executable, str(ROOT / "scripts" / "unread.py"), str(SHARED / "gold"), str(out)]
    assert subprocess.run(script, check=False).returncode == 0


def test_the_annotators_own_scorer_agrees(out):
    script = [sys.executable, str(SHARED / "tools" / "score.py"), str(SHARED / "gold"), str(out), "--json"]
    said = json.loads(subprocess.run(script, check=True, capture_output=True, text=True).stdout)["kinds"]
    for kind, least in LEAST.items():
        assert said[kind]["f1"] >= least
