"""The annotated reports beside the repository: fields, facts and indicators are as right as promised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.calls import jixiao

SHARED = Path(__file__).resolve().parents[4] / "shared"
LEAST = {"field": 0.95, "fact": 0.95, "indicator": 0.93}


@pytest.mark.seeds
@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated reports are not beside the repository")
@pytest.mark.parametrize("kind", LEAST)
def test_the_annotated_reports_are_read_as_well_as_promised(kind: str, tmp_path: Path):
    names = [path.stem.removeprefix("gold_") for path in (SHARED / "gold").glob("gold_*.json")]
    reports = [str(path) for path in sorted((SHARED / "seeds").glob("*.txt")) if path.name[:3] in names]
    jixiao("extract", *reports, "--out", str(tmp_path / "out"))
    scored = subprocess.run(
        [
            sys.executable,
            str(SHARED / "tools" / "score.py"),
            str(SHARED / "gold"),
            str(tmp_path / "out"),
            "--kind",
            kind,
            "--json",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(scored.stdout)["kinds"][kind]["f1"] >= LEAST[kind]
