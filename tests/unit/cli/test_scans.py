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


def volume(tmp_path: Path, *names: str) -> Path:
    """Committed pages as one multi-page TIFF."""
    from PIL import Image

    frames = [Image.open(SCANS / f"{name}.jpg") for name in names]
    file = tmp_path / "卷.tif"
    frames[0].save(file, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    return file


def kept(cache: Path) -> dict[str, int]:
    """The pages in the cache, and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in cache.rglob("*.jz")}


def test_a_run_that_was_stopped_between_pages_reads_no_page_twice(tmp_path: Path, folder: Path) -> None:
    from jixiao.batch.run import run

    file, cache = volume(tmp_path, "figures", "blank"), tmp_path / "cache"
    told: list[tuple[str, int, int | None]] = []

    def stop(path: str, done: int, total: int | None) -> None:
        told.append((Path(path).name, done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([file], tmp_path / "out", on_page=stop)
    assert told == [("卷.tif", 1, 2)]
    before = kept(cache)
    assert len(before) == 1
    summary = run([file], tmp_path / "out", on_page=lambda *page: told.append(page))
    assert [done for _, done, _ in told[1:]] == [1, 2]
    assert summary.exit_status == 0
    after = kept(cache)
    assert len(after) == 2
    assert before.items() <= after.items()


def test_several_processes_read_the_pages_of_one_scan_and_several_scans(tmp_path: Path, folder: Path) -> None:
    from jixiao.batch.run import run

    told: list[tuple[str, int, int | None]] = []
    one = run([volume(tmp_path, "blank", "figures")], tmp_path / "a", jobs=2, on_page=lambda *p: told.append(p))
    assert [(done, total) for _, done, total in told] == [(1, 2), (2, 2)]
    assert (one.entries[0].pages, one.entries[0].characters > 80) == (2, True)
    told.clear()
    both = run([tmp_path / "卷.tif", folder], tmp_path / "b", jobs=2, on_page=lambda *p: told.append(p))
    assert both.exit_status == 0
    assert sorted((Path(path).name, done) for path, done, _ in told) == [
        ("scans", 1),
        ("scans", 2),
        ("卷.tif", 1),
        ("卷.tif", 2),
    ]
    assert (tmp_path / "a" / "docs" / f"{one.entries[0].doc_id}.jsonl").read_bytes() == (
        tmp_path / "b" / "docs" / f"{one.entries[0].doc_id}.jsonl"
    ).read_bytes()
