"""What stands in the output folder, and that it reads back as it was."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.document.errors import BinaryNoise, CorruptInput, MissingInput
from jixiao.document.records import MODELS, DocumentEntry
from jixiao.emit.entries import entry_of, failed_entry, printable, record_keys
from jixiao.emit.folder import OutputFolder
from jixiao.emit.reading import load
from tests.unit.emit.made import TEXT, made_document


def written(root: Path) -> OutputFolder:
    folder = OutputFolder(root)
    folder.prepare()
    document = made_document()
    entry = entry_of(document, also_at=("b.txt",), fingerprint="f" * 16)
    folder.write_document(entry, document)
    folder.join([entry, failed_entry("坏.bin", BinaryNoise("乱码。", "Noise."))])
    folder.write_manifest({"program": {"name": "jixiao"}})
    return folder


def test_every_record_is_written_with_all_its_keys_in_the_same_order(tmp_path: Path) -> None:
    lines = (written(tmp_path).root / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["kind"] for line in lines} == set(MODELS)
    common = [
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
    ]
    for line in lines:
        assert list(json.loads(line))[: len(common)] == common


def test_evidence_quotes_the_text_file(tmp_path: Path) -> None:
    folder = written(tmp_path)
    for line in (folder.root / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = folder.text_file(record["doc_id"]).read_bytes().decode()
        assert record["evidence"]
        for quote in record["evidence"]:
            assert text[quote["start"] : quote["end"]] == quote["text"]


def test_numbers_are_numbers_and_keep_their_printed_digits(tmp_path: Path) -> None:
    text = (written(tmp_path).root / "records.jsonl").read_text(encoding="utf-8")
    assert '"value": 1250.50' in text
    assert '"value_yuan": 12505000' in text


def test_the_document_file_is_its_line_and_then_its_records(tmp_path: Path) -> None:
    folder = written(tmp_path)
    document = made_document()
    first, *rest = folder.document_file(document.doc_id).read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["title"] == "云蒙区桥梁所2022年度绩效自评报告"
    assert rest == (folder.root / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["also_at"] == ["b.txt"]


def test_what_was_written_reads_back_as_the_same_records(tmp_path: Path) -> None:
    run = load(written(tmp_path).root)
    document = made_document()
    assert [record_keys(record) for record in run.records] == [record_keys(record) for record in document.records]
    assert run.text(document.doc_id) == TEXT
    assert [gap.text for gap in run.gaps] == ["７７７"]
    assert [entry.status for entry in run.documents] == ["ok", "failed"]
    assert run.records[4].value == Decimal("1250.50")  # type: ignore[union-attr]


def test_a_run_that_was_stopped_reads_back_what_it_had_finished(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder.root / "manifest.json").unlink()
    run = load(folder.root)
    assert run.manifest is None
    assert len(run.records) == len(made_document().records)
    assert [entry.doc_id for entry in run.documents] == [made_document().doc_id]


def test_a_folder_that_no_run_wrote_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        load(tmp_path)


def test_a_damaged_line_names_file_and_line(tmp_path: Path) -> None:
    folder = written(tmp_path)
    with (folder.root / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"kind": "fact", "va\n')
    with pytest.raises(CorruptInput, match="line 11"):
        load(folder.root)


def test_records_of_another_version_are_refused_with_a_remedy(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder.root / "records.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"raw": ', '"unheard-of": '), encoding="utf-8")
    with pytest.raises(CorruptInput) as caught:
        load(folder.root)
    assert "Extract them again" in caught.value.text("en")


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    doc_id = made_document().doc_id
    folder.text_file(doc_id).unlink()
    with pytest.raises(MissingInput):
        load(folder.root).text(doc_id)


def test_a_finished_document_is_known_by_its_fingerprint(tmp_path: Path) -> None:
    folder = written(tmp_path)
    doc_id = made_document().doc_id
    assert isinstance(folder.finished(doc_id, "f" * 16), DocumentEntry)
    assert folder.finished(doc_id, "0" * 16) is None
    assert folder.finished("0" * 16, "f" * 16) is None


def test_a_document_without_its_text_does_not_count_as_finished(tmp_path: Path) -> None:
    folder = written(tmp_path)
    doc_id = made_document().doc_id
    folder.text_file(doc_id).unlink()
    assert folder.finished(doc_id, "f" * 16) is None


def test_restating_changes_the_first_line_alone(tmp_path: Path) -> None:
    folder = written(tmp_path)
    entry = folder.finished(made_document().doc_id, "f" * 16)
    assert entry is not None
    path = folder.document_file(entry.doc_id)
    before = path.read_bytes().split(b"\n", 1)[1]
    folder.restate(entry.model_copy(update={"source": "elsewhere.txt"}))
    line, after = path.read_bytes().split(b"\n", 1)
    assert json.loads(line)["source"] == "elsewhere.txt"
    assert after == before


def test_a_page_that_failed_makes_the_document_partial() -> None:
    document = made_document().warned("ocr-failed", "第 2 页无法识别。", 2)
    entry = entry_of(document)
    assert entry.status == "partial"
    assert entry.error is not None
    assert (entry.error.code, entry.error.page) == ("ocr-failed", 2)


def test_a_mere_warning_leaves_the_document_ok() -> None:
    entry = entry_of(made_document())
    assert entry.status == "ok"
    assert entry.warnings[0].code == "page-unsure"


def test_a_path_that_utf8_cannot_hold_is_escaped() -> None:
    printable("报告\udce4.txt").encode()
