"""Our matching and the annotators' scorer give the same numbers, on real output and on damaged gold."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from jixiao.batch.run import run
from jixiao.evaluate.loading import read_pairs
from jixiao.evaluate.matching import KINDS, asked, judged, pair
from jixiao.evaluate.scores import score_document
from jixiao.evaluate.tables import summary
from jixiao.synthesis.corpus import make
from jixiao.synthesis.write import write_corpus

SCORER = Path(__file__).resolve().parents[4] / "shared" / "tools" / "score.py"
beside = pytest.mark.skipif(not SCORER.is_file(), reason="the annotators' scorer is not beside this repository")


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotators_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@beside
@pytest.mark.parametrize("by", ["span", "value"])
def test_the_command_and_the_scorer_agree_on_what_extract_writes(tmp_path: Path, by: str) -> None:
    made = write_corpus(tmp_path / "c", "dev", 5, ("txt",), families=("F1", "F3", "F5", "F11", "F16"))
    run([str(tmp_path / "c" / "txt")], tmp_path / "out")
    theirs = json.loads(
        subprocess.run(
            [sys.executable, str(SCORER), str(tmp_path / "c" / "gold"), str(tmp_path / "out"), "--json", "--by", by],
            capture_output=True,
            check=True,
        ).stdout
    )
    ours = summary([score_document(d, by == "value") for d in read_pairs(tmp_path / "c" / "gold", tmp_path / "out")])
    assert len(made.documents) == 5
    for kind in KINDS:
        assert {k: ours["kinds"][kind][k] for k in ("gold", "found", "hits")} == {
            k: theirs["kinds"][kind][k] for k in ("gold", "found", "hits")
        }
    assert ours["parts"] == {k: pytest.approx(v) for k, v in theirs["parts"].items() if v is not None}


def damaged(kind: str, golds: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Records made from gold: some lost, some doubled, some moved, some with a wrong part."""
    records = []
    for gold in golds:
        if rng.random() < 0.2:
            continue
        record = {k: v for k, v in gold.items() if k not in ("start", "end", "quote", "quotes", "spans", "optional")}
        if kind == "finding":
            kept = [(a, b, q) for (a, b), q in zip(gold["spans"], gold["quotes"], strict=True) if rng.random() < 0.7]
            record["evidence"] = [{"start": a, "end": b, "text": q} for a, b, q in kept]
        else:
            start = gold.get("quote_start", gold["start"]) + rng.choice([0, 0, 0, 1, -2, 40])
            record["evidence"] = [{"start": start, "end": start + max(1, len(gold["quote"])), "text": gold["quote"]}]
        for key in list(record):
            if key not in ("evidence", "change") and rng.random() < 0.05:
                record[key] = rng.choice([None, "误", 3])
        records += [record, dict(record)] if rng.random() < 0.1 else [record]
    rng.shuffle(records)
    return records


@beside
@pytest.mark.parametrize("by_value", [False, True])
def test_pairs_misses_and_extras_are_the_same_on_damaged_gold(by_value: bool) -> None:
    theirs = load_scorer()
    rng = random.Random(5)
    for number in range(6):
        gold = make("train", number).gold
        for kind, key in KINDS.items():
            records = damaged(kind, gold[key], rng)
            mine = pair(kind, asked(kind, gold[key]), judged(kind, records), by_value)
            golds, found = gold[key], theirs.scored(kind, records)
            if kind == "finding":
                golds = [g | {"optional": g.get("optional") or g["severity"] == "info"} for g in golds]
                found = [r for r in found if r.get("severity") != "info"]
            assert theirs.pair(kind, golds, found, by_value) == (mine.found, mine.missed, mine.extra)


def test_as_many_as_can_be_are_paired_where_the_order_gave_one_away() -> None:
    def amount(item: str, raw: str, **more: Any) -> dict[str, Any]:
        return {"item": item, "raw_item": raw, "value": 9, "unit": "万元", "year": 2021, "source": "narrative"} | more

    golds = [
        amount("年度资金总额", "年度资金总额", measure="全年执行数", source="table"),
        amount("支出合计", "支出", measure=None),
    ]
    records = [
        amount("年度资金总额", "实际支出", measure="全年执行数", record_id="prose"),
        amount("年度资金总额", "年度资金总额", measure="全年执行数", record_id="table"),
    ]
    assert len(pair("fact", golds, records, by_value=True).missed) == 1
    whole = pair("fact", golds, records, by_value=True, whole=True)
    assert [(gold["item"], record["record_id"]) for gold, record in whole.found] == [
        ("年度资金总额", "table"),
        ("支出合计", "prose"),
    ]
    assert whole.missed == whole.extra == []
