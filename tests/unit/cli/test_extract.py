"""``jixiao extract``: what a user meets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.cli.calls import SAMPLES, command, jixiao, process

REPORT = "云蒙区桥梁所{year}年度部门整体支出绩效自评报告\n\n一、基本情况\n核定编制{n}名，全年支出{n}.50万元，完成率98.{n}%。\n"


def reports(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        text = REPORT.format(year=2000 + number, n=number)
        (folder / f"报告{number}.txt").write_text(text, encoding="utf-8")
    return folder


def documents(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]


def bytes_of(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "timing.json"
    }


def no_leftovers(out: Path) -> bool:
    return not list(out.rglob("*.part"))


def test_reports_come_out_in_natural_order_with_status_0(tmp_path: Path) -> None:
    call = jixiao("extract", reports(tmp_path / "in", 11), "--out", tmp_path / "out")
    assert call.status == 0, call.err
    names = [Path(str(entry["source"])).name for entry in documents(tmp_path / "out")]
    assert names == [f"报告{number}.txt" for number in range(1, 12)]
    assert "11 ok, 0 partial, 0 failed" in call.err
    assert call.out == ""


def test_two_runs_give_the_same_bytes_and_so_do_two_processes(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", 3)
    for name, jobs in (("a", "1"), ("b", "1"), ("c", "2")):
        call = jixiao("extract", folder, SAMPLES, "-o", tmp_path / name, "--jobs", jobs, "--format", "csv,parquet")
        assert call.status == 0, call.err
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b") == bytes_of(tmp_path / "c")


@pytest.mark.parametrize(("lang", "remedy"), [("en", "Obtain the file again."), ("zh", "请重新取得该文件。")])
def test_bad_inputs_are_named_with_a_remedy_and_the_others_are_done(tmp_path: Path, lang: str, remedy: str) -> None:
    folder = reports(tmp_path / "in", 2)
    (folder / "空.txt").write_bytes(b"")
    (folder / "噪声.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "录音.doc").write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(2000))
    (tmp_path / "none").mkdir()
    call = jixiao("extract", folder, tmp_path / "none", tmp_path / "gone.txt", "-o", tmp_path / "out", lang=lang)
    assert call.status == 1
    errors = {
        Path(str(entry["source"])).name: entry["error"]["code"]  # type: ignore[index]
        for entry in documents(tmp_path / "out")
        if entry["status"] == "failed"
    }
    assert errors.pop("录音.doc") in {"unsupported", "not-a-document"}
    assert errors == {"空.txt": "empty", "噪声.txt": "not-a-document", "none": "no-reports", "gone.txt": "not-found"}
    assert [entry["status"] for entry in documents(tmp_path / "out")].count("ok") == 2
    assert remedy in call.err
    assert "Traceback" not in call.err
    assert no_leftovers(tmp_path / "out")


def test_a_document_that_became_unreadable_takes_its_old_results_along(tmp_path: Path) -> None:
    path = reports(tmp_path / "in", 1) / "报告1.txt"
    assert jixiao("extract", path, "-o", tmp_path / "out").status == 0
    path.unlink()
    call = jixiao("extract", path, "-o", tmp_path / "out")
    assert call.status == 1
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == b""
    assert "1 documents of earlier runs" in call.err


def test_an_output_folder_that_cannot_be_written_is_status_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    call = jixiao("extract", reports(tmp_path / "in", 1), "-o", tmp_path / "file" / "out")
    assert call.status == 3
    assert "[output-unwritable]" in call.err
    assert "Choose a folder" in call.err
    assert (tmp_path / "file").read_text() == "not a folder"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--out", "out"),
        ("a.txt",),
        ("a.txt", "--out", "out", "--format", "xml"),
        ("a.txt", "-o", "o", "--jobs", "0"),
    ],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    call = jixiao("extract", *arguments)
    assert call.status == 2
    assert "Traceback" not in call.err
    assert list(tmp_path.iterdir()) == []


def test_a_lexicon_with_a_mistake_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "sections.csv").write_text("id\nonly-one-column\n", encoding="utf-8")
    call = jixiao("extract", reports(tmp_path / "in", 1), "-o", tmp_path / "out", "--lexicons", tmp_path / "mine")
    assert call.status == 2
    assert "[lexicon]" in call.err
    assert "sections.csv" in call.err


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 3), tmp_path / "out"
    jixiao("extract", folder, "-o", out)
    before = {path: path.stat().st_mtime_ns for path in (out / "docs").iterdir()}
    reports(folder, 4)
    call = jixiao("extract", folder, "-o", out)
    assert "4 ok" in call.err
    assert "3 done before" in call.err
    assert all(path.stat().st_mtime_ns == at for path, at in before.items())


def test_other_options_are_another_run(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 2), tmp_path / "out"
    jixiao("extract", folder, "-o", out)
    assert "done before" not in jixiao("extract", folder, "-o", out, "--ocr", "never").err


def test_a_file_that_moved_is_not_read_again_but_its_line_says_where_it_is(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 1), tmp_path / "out"
    jixiao("extract", folder, "-o", out)
    (folder / "报告1.txt").rename(folder / "新名.txt")
    assert "1 done before" in jixiao("extract", folder, "-o", out).err
    entry = documents(out)[0]
    assert Path(str(entry["source"])).name == "新名.txt"
    first = (out / "docs" / f"{entry['doc_id']}.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first) == entry


def test_identical_files_are_read_once(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", 1)
    (folder / "报告2.txt").write_bytes((folder / "报告1.txt").read_bytes())
    call = jixiao("extract", folder, "-o", tmp_path / "out")
    (entry,) = documents(tmp_path / "out")
    assert [Path(path).name for path in entry["also_at"]] == ["报告2.txt"]  # type: ignore[attr-defined]
    assert "1 identical files" in call.err


def started(folder: Path, out: Path, wanted: int, *more: str) -> subprocess.Popen[str]:
    """A run in a process of its own that has finished at least this many documents and is not done yet."""
    environment = os.environ | {"JIXIAO_LANG": "en"}
    run = subprocess.Popen(
        command("extract", folder, "-o", out, *more),
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    for _ in range(6000):
        if run.poll() is not None or len(list((out / "docs").glob("*.jsonl"))) >= wanted:
            break
        time.sleep(0.01)
    assert run.poll() is None, "the run ended before it could be stopped"
    return run


def test_a_killed_run_keeps_what_it_did_and_continues_to_the_same_bytes(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 150), tmp_path / "out"
    run = started(folder, out, 3)
    run.kill()
    run.communicate()
    assert not (out / "manifest.json").exists()
    assert not (out / "records.jsonl").exists()
    kept = sorted((out / "docs").glob("*.jsonl"))
    assert 3 <= len(kept) < 150
    for path in kept:
        assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    call = jixiao("extract", folder, "-o", out)
    assert call.status == 0
    assert "150 ok" in call.err
    assert "done before" in call.err
    assert no_leftovers(out)
    jixiao("extract", folder, "-o", tmp_path / "whole")
    assert bytes_of(out) == bytes_of(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to another process")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path, jobs: int) -> None:
    folder, out = reports(tmp_path / "in", 150), tmp_path / "out"
    run = started(folder, out, 1, "--jobs", str(jobs))
    os.killpg(run.pid, signal.SIGINT)  # as a terminal sends it: to the program and its workers
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "run the same command again" in err
    assert "Traceback" not in err
    assert no_leftovers(out)


def test_in_a_pipe_there_is_no_bar_and_no_colour(tmp_path: Path) -> None:
    call = process("extract", reports(tmp_path / "in", 3), "-o", tmp_path / "out")
    assert call.status == 0, call.err
    assert "\x1b" not in call.err
    assert "\r" not in call.err
    assert call.out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a POSIX thing")
def test_on_a_terminal_a_bar_shows_how_far_it_is(tmp_path: Path) -> None:
    import pty

    parent, child = pty.openpty()
    run = subprocess.Popen(
        command("extract", reports(tmp_path / "in", 5), "-o", tmp_path / "out"),
        stderr=child,
        env=os.environ | {"JIXIAO_LANG": "en", "TERM": "xterm-256color"},
    )
    os.close(child)
    seen = b""
    while True:
        try:
            seen += os.read(parent, 65536)
        except OSError:  # Linux reports the closed terminal so
            break
        if run.poll() is not None and not seen:
            break
    run.wait()
    assert b"5/5" in seen
    assert "5 ok" in seen.decode(errors="replace")


def test_the_manifest_says_what_the_records_depend_on(tmp_path: Path) -> None:
    jixiao("extract", SAMPLES, "-o", tmp_path / "out", "--format", "csv")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest) == [
        "program", "stages", "lexicons", "models", "options", "fingerprint", "formats", "documents", "records",
        "needs_review", "gaps", "files",
    ]  # fmt: skip
    count = sum(path.is_file() for path in SAMPLES.rglob("*") if path.suffix != ".json")
    assert manifest["documents"]["total"] == manifest["documents"]["ok"] == count
    assert len(manifest["lexicons"]["sha256"]) == 64
    assert manifest["stages"]
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(manifest["records"].values()) == len(lines)


def test_every_evidence_of_the_samples_quotes_its_text(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert jixiao("extract", SAMPLES, "-o", out).status == 0
    texts = {path.stem: path.read_bytes().decode() for path in (out / "text").iterdir()}
    lines = (out / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    for line in lines:
        record = json.loads(line)
        for quote in record["evidence"]:
            assert texts[record["doc_id"]][quote["start"] : quote["end"]] == quote["text"]
