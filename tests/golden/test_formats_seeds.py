"""The annotated reports, rendered as DOCX, HTML and PDF, score within 0.02 of their text, compared by value."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from jixiao.ingest.office import find_libreoffice
from tests.rendering import as_docx, as_html, as_pdf, items_of_text
from tests.tools import need

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold"
SCORER = SHARED / "tools" / "score.py"
KINDS = ("field", "section", "fact", "indicator", "quantity", "date", "claim", "finding")
TOLERANCE = 0.02

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SCORER.exists(), reason="the real reports are not beside the repository"),
]


@cache
def annotated() -> tuple[Path, ...]:
    """The reports that have gold."""
    wanted = [json.loads(path.read_text(encoding="utf-8"))["doc"] for path in sorted(GOLD.glob("gold_*.json"))]
    return tuple(
        path for path in sorted((SHARED / "seeds").glob("*.txt")) if any(path.name.startswith(doc) for doc in wanted)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seeds")


_scores: dict[str, dict[str, float]] = {}


def scores(form: str, folder: Path) -> dict[str, float]:
    """F1 by kind of all annotated reports in a format."""
    if form not in _scores:
        inputs = folder / form
        inputs.mkdir()
        for path in annotated():
            text = path.read_text(encoding="utf-8")
            items = items_of_text(text)
            if form == "text":
                (inputs / path.name).write_bytes(path.read_bytes())
            elif form == "html":
                (inputs / f"{path.stem}.html").write_bytes(as_html(items))
            elif form == "docx":
                (inputs / f"{path.stem}.docx").write_bytes(as_docx(items))
            else:
                (inputs / f"{path.stem}.pdf").write_bytes(as_pdf(as_docx(items), folder / f"print-{path.stem}"))
        out = folder / f"out-{form}"
        program = "import sys; from jixiao.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", program, "extract", *map(str, sorted(inputs.iterdir())), "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        scored = subprocess.run(
            [sys.executable, str(SCORER), str(GOLD), str(out), "--by", "value", "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
        _scores[form] = {kind: row["f1"] for kind, row in json.loads(scored.stdout)["kinds"].items()}
    return _scores[form]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_a_rendered_report_scores_like_its_text(form: str, kind: str, folder: Path) -> None:
    if form == "pdf":
        need(find_libreoffice(), "LibreOffice to print a PDF")
    assert scores(form, folder)[kind] >= scores("text", folder)[kind] - TOLERANCE
