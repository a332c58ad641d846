"""Counting, intervals, grouping, confusions, the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jixiao.evaluate.loading import GoldError, Judged, format_of, read_pairs
from jixiao.evaluate.page import page
from jixiao.evaluate.scores import Count, confusions, grouped, interval, score_document, total
from jixiao.evaluate.tables import as_text, lowest_f1


def quantity(start: int, value: float, **more: Any) -> dict[str, Any]:
    return {
        "bound": "exact", "base_unit": "家", "base_low": value, "base_high": value, "unit": "家", "dimension": "count",
        "start": start, "end": start + 2, "quote": f"{value}家", **more,
    }  # fmt: skip


def record(start: int, value: float, confidence: float = 0.9) -> dict[str, Any]:
    gold = quantity(start, value)
    return {**gold, "confidence": confidence, "evidence": [{"start": start, "end": start + 2, "text": f"{value}家"}]}


def judged(
    name: str, golds: list[dict[str, Any]], records: list[dict[str, Any]], family: str = "F1", text: str = ""
) -> Judged:
    document = {"doc_id": name, "source": f"x/{name}.txt", "media_type": "text/plain", "status": "ok"}
    return Judged(name, family, "txt", {"doc": name, "quantities": golds}, {"quantity": records}, document, text)


def test_an_optional_item_is_neither_asked_for_nor_held_against_a_record() -> None:
    score = score_document(judged("a", [quantity(0, 3, optional=True)], [record(0, 3)]), False)
    assert score.counts["quantity"] == Count(0, 0, 0)


def test_a_wrong_value_is_a_miss_and_an_extra_and_shows_as_a_confusion() -> None:
    score = score_document(judged("a", [quantity(0, 3)], [record(0, 8)]), False)
    assert score.counts["quantity"] == Count(0, 1, 1)
    assert confusions([score], "quantity")[0][2] == 1
    assert "base_low=3" in confusions([score], "quantity")[0][0]


def test_one_record_is_paired_with_one_gold_item() -> None:
    score = score_document(judged("a", [quantity(0, 3), quantity(0, 3)], [record(0, 3)]), False)
    assert score.counts["quantity"] == Count(1, 1, 2)


def test_intervals_resample_documents_and_are_the_same_each_time() -> None:
    good = score_document(judged("a", [quantity(0, 3)], [record(0, 3)]), False)
    bad = score_document(judged("b", [quantity(0, 3)], []), False)
    low, high = interval([good, bad] * 5, "quantity")
    assert 0 < low < total([good, bad], "quantity").f1 < high <= 1
    assert interval([good, bad] * 5, "quantity") == (low, high)
    assert interval([good] * 4, "quantity") == (1.0, 1.0)


def test_groups_come_in_the_order_of_their_names() -> None:
    scores = [score_document(judged(n, [], [], family=n), False) for n in ("F3", "F1")]
    assert list(grouped(scores, lambda j: j.family)) == ["F1", "F3"]


def test_a_scan_is_known_by_its_folder() -> None:
    assert format_of({"source": "c\\scan-office\\a.tif", "media_type": "image/tiff"}) == "scan-office"
    assert format_of({"source": "a.pdf", "media_type": "application/pdf", "origin": "digital"}) == "pdf"


def test_the_page_escapes_what_documents_say_and_loads_nothing() -> None:
    text = '<script>alert("1")</script>3家'
    at = text.index("3家")
    scores = [score_document(judged("a<b>", [quantity(at, 3)], [record(at, 8)], text=text), False)]
    made = page(scores, "span")
    assert "<script>" not in made
    assert "&lt;script&gt;" in made
    assert "http" not in made.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "<mark>3家</mark>" in made


def test_text_tables_name_every_kind_and_the_lowest_score_counts() -> None:
    scores = [score_document(judged("a", [quantity(0, 3)], []), False)]
    assert "quantity" in as_text(scores, 2)
    assert lowest_f1(scores) == 0


def write(folder: Path, gold: dict[str, Any], documents: list[dict[str, Any]]) -> tuple[Path, Path]:
    (folder / "gold").mkdir()
    (folder / "out").mkdir()
    (folder / "gold" / "gold_a.json").write_text(json.dumps(gold), encoding="utf-8")
    lines = "".join(json.dumps(d) + "\n" for d in documents)
    (folder / "out" / "documents.jsonl").write_text(lines, encoding="utf-8")
    (folder / "out" / "records.jsonl").write_text("", encoding="utf-8")
    return folder / "gold", folder / "out"


def test_a_document_that_is_absent_counts_as_all_missed(tmp_path: Path) -> None:
    gold, out = write(tmp_path, {"doc": "a", "quantities": [quantity(0, 3)]}, [])
    pairs = read_pairs(gold, out)
    assert pairs[0].problem == "not in the output"
    assert score_document(pairs[0], False).counts["quantity"] == Count(0, 0, 1)


def test_two_files_of_one_format_for_one_gold_are_refused(tmp_path: Path) -> None:
    document = {"doc_id": "1", "source": "a1.txt", "media_type": "text/plain", "status": "ok"}
    gold, out = write(tmp_path, {"doc": "a"}, [document, {**document, "doc_id": "2", "source": "a2.txt"}])
    with pytest.raises(GoldError, match="same format"):
        read_pairs(gold, out)


def test_gold_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="corpus make"):
        read_pairs(tmp_path, tmp_path)
