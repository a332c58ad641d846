"""Scans from the command line: chosen pages, searchable PDF, progress, runs that go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jixiao.ingest import scan
from tests.tools import need
from tests.unit.cli.calls import jixiao
from tests.unit.ingest.pdf_builder import Sheet, pdf

SCANS = Path(__file__).parents[2] / "golden" / "scans"


def entries(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]


def report(folder: Path, count: int) -> Path:
    def draw(number: int) -> object:
        return lambda sheet: Sheet.text(sheet, 60, 100, f"第{number}章：共完成投资{number}00.5万元。", 12)

    file = folder / "a.pdf"
    file.write_bytes(pdf(*(draw(number) for number in range(1, count + 1))))  # type: ignore[arg-type]
    return file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Page images in a folder, and a cache of our own."""
    need(scan.available(), "needs the extra ocr")
    monkeypatch.setenv("JIXIAO_CACHE", str(tmp_path / "cache"))
    pages = tmp_path / "scans"
    pages.mkdir()
    for number, name in enumerate(["figures", "blank"], 1):
        (pages / f"p{number}.jpg").write_bytes((SCANS / f"{name}.jpg").read_bytes())
    return pages


def test_extract_reads_the_pages_asked_for_and_the_output_says_so(tmp_path: Path) -> None:
    call = jixiao("extract", report(tmp_path, 4), "-o", tmp_path / "out", "--pages", "2-3")
    assert call.status == 0, call.err
    (entry,) = entries(tmp_path / "out")
    assert entry["pages"] == 2
    assert [warning["code"] for warning in entry["warnings"]] == ["pages-left-out"]  # type: ignore[attr-defined]
    records = [
        json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    pages = {evidence["page"] for record in records for evidence in record["evidence"]}
    assert pages == {2, 3}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["options"]["pages"] == "2-3"


def test_other_pages_are_another_run(tmp_path: Path) -> None:
    file = report(tmp_path, 3)
    assert jixiao("extract", file, "-o", tmp_path / "out", "--pages", "1").status == 0
    assert jixiao("extract", file, "-o", tmp_path / "out").status == 0
    (entry,) = entries(tmp_path / "out")
    assert (entry["pages"], entry["warnings"]) == (3, [])


def test_pages_that_are_none_stop_the_command_and_pages_beyond_the_end_the_document(tmp_path: Path) -> None:
    file = report(tmp_path, 2)
    call = jixiao("extract", file, "-o", tmp_path / "out", "--pages", "3-1")
    assert (call.status, "1-3,7" in call.err) == (2, True)
    assert not (tmp_path / "out").exists()
    call = jixiao("extract", file, "-o", tmp_path / "out", "--pages", "1,5")
    assert call.status == 1
    assert "[no-such-page] There is no page 5: the file has 2." in call.err


def test_a_searchable_pdf_has_the_text_of_the_pages_asked_for(tmp_path: Path, folder: Path) -> None:
    import pypdfium2

    made = tmp_path / "made.pdf"
    call = jixiao("ocr", folder, "-o", made, "--pages", "1")
    assert call.status == 0, call.err
    assert "page 1: " in call.err
    assert "page 2: " not in call.err
    document = pypdfium2.PdfDocument(made.read_bytes())
    texts = [document[at].get_textpage().get_text_range() for at in range(2)]
    document.close()
    assert "农林水支出" in texts[0]
    assert texts[1] == ""
    assert jixiao("ocr", folder, "-o", made, "--pages", "3").status == 1
    assert "from the cache" in jixiao("ocr", folder, "-o", made).err
