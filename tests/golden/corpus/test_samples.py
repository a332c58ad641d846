"""The committed samples are what the generator makes today, byte for byte; ``python scripts/samples.py`` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jixiao.synthesis.corpus import SEED_BASE, make
from jixiao.synthesis.write import json_bytes

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
INDEX = [json.loads(line) for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines()]


def again(entry: dict[str, Any]) -> Any:
    seed, number = divmod(entry["seed"] - SEED_BASE[entry["split"]], 100_000)
    return make(entry["split"], number, seed, entry["family"])


@pytest.mark.parametrize("entry", INDEX, ids=lambda e: e["doc"])
def test_gold_and_text_of_a_sample_are_made_again_byte_for_byte(entry: dict[str, Any]) -> None:
    made = again(entry)
    assert (CORPUS / "gold" / f"gold_{entry['doc']}.json").read_bytes() == json_bytes(made.gold)
    text = CORPUS / "samples" / "txt" / f"{entry['doc']}.txt"
    if "txt" in entry["files"]:
        assert text.read_bytes() == made.text.encode()


def test_the_sample_set_is_small_and_covers_all_formats_with_gold() -> None:
    files = [p for p in CORPUS.rglob("*") if p.is_file() and p.suffix not in (".csv", ".py", ".md")]
    assert sum(p.stat().st_size for p in files) <= 15_000_000
    formats = {name for entry in INDEX for name in entry["files"]}
    assert formats == {"txt", "docx", "pdf", "html", "xlsx", "scan-clean", "scan-office", "scan-bad"}
    assert any((CORPUS / "scans").rglob("*.tif"))
    assert any((CORPUS / "scans").rglob("*.pdf"))
    assert len(INDEX) >= 23
    assert len({entry["doc"] for entry in INDEX}) == len(INDEX)


def test_samples_hold_planted_errors_and_reports_without() -> None:
    planted = [entry for entry in INDEX if entry["findings"]]
    assert planted
    assert len(planted) < len(INDEX)
