"""Invented reports with forms are read as they were when someone last looked: see the README beside this file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from jixiao.document.records import FactRecord, FieldRecord, IndicatorRecord, RecordBase
from tests.unit.extraction.forms_made import read

HERE = Path(__file__).parent
FORMS = sorted(HERE.glob("*.txt"))
WRITE = os.environ.get("JIXIAO_GOLDEN") == "write"
LEFT_OUT = {
    "record_id",
    "doc_id",
    "kind",
    "confidence",
    "needs_review",
    "reasons",
    "part",
    "section",
    "evidence",
    "links",
    "alternatives",
}


def shown(record: RecordBase) -> dict[str, object]:
    """A record without what changes for other reasons: its content, its quotations, its doubts."""
    keys = {k: v for k, v in json.loads(record.model_dump_json()).items() if k not in LEFT_OUT and v not in (None, [])}
    if isinstance(record, IndicatorRecord):
        for side in ("target_quantities", "actual_quantities"):
            keys[side] = [f"{q.bound} {q.low} {q.high} {q.unit}" for q in getattr(record, side)]
    keys["quotes"] = [f"{e.role}: {e.text}" for e in record.evidence]
    if record.signals.notes:
        keys["notes"] = list(record.signals.notes)
    return keys


def read_golden(path: Path) -> dict[str, list[dict[str, object]]]:
    made = read(path.read_text(encoding="utf-8"))
    kinds: dict[str, list[FieldRecord] | list[FactRecord] | list[IndicatorRecord]] = {
        "fields": made.fields,
        "facts": made.facts,
        "indicators": made.indicators,
    }
    return {kind: [shown(record) for record in records] for kind, records in kinds.items()}


def test_the_golden_files_are_not_being_written_in_ci():
    assert not (WRITE and os.environ.get("CI"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_golden_form_is_read_as_before(path: Path):
    golden = path.with_suffix(".json")
    found = read_golden(path)
    if WRITE:
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(golden.read_text(encoding="utf-8")) == found
