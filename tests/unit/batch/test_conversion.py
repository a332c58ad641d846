"""Old Word files in a run: LibreOffice starts once a batch, and what a batch does not give is converted alone."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.batch import conversion
from jixiao.batch.run import Summary, run
from jixiao.ingest.office import find_libreoffice
from tests.rendering import TextItem, as_docx
from tests.tools import need

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(sys.platform == "win32", reason="the program that counts the starts is a shell script"),
]
COUNT = 4


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four reports as DOC, written by LibreOffice."""
    need(find_libreoffice(), "needs LibreOffice (writer)")
    folder = tmp_path_factory.mktemp("old")
    sources = []
    for number in range(1, COUNT + 1):
        text = f"云蒙区桥梁所{2010 + number}年度部门整体支出绩效自评报告"
        source = folder / f"报告{number}.docx"
        source.write_bytes(as_docx([TextItem(text), TextItem(f"全年支出{number}.50万元，完成率98.{number}%。")]))
        sources.append(source)
    profile = (folder / "profile").as_uri()
    made = folder / "doc"
    subprocess.run(
        [
            *(find_libreoffice() or "", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"),
            *("--outdir", str(made), *map(str, sources)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return made


class Office:
    """Stands in front of the real LibreOffice on the PATH and writes down each start."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, when_many: str = "") -> None:
        real = find_libreoffice()
        self.log = folder / "starts.log"
        programs = folder / "bin"
        programs.mkdir()
        script = programs / "soffice"
        script.write_text(
            "#!/bin/sh\n"
            'files=0; for one in "$@"; do case "$one" in */in/*) files=$((files + 1));; esac; done\n'
            f'echo "$files" >> {shlex.quote(str(self.log))}\n'
            f'if [ "$files" -gt 1 ]; then :; {when_many}\nfi\n'
            f'exec {shlex.quote(real or "")} "$@"\n'
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    @property
    def starts(self) -> list[int]:
        """How many files each start was given."""
        return [int(line) for line in self.log.read_text().split()] if self.log.exists() else []


def titles(summary: Summary) -> list[str | None]:
    return [entry.title for entry in summary.entries]


def bytes_of(out: Path) -> dict[str, bytes]:
    found = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "timing.json"
    }
    assert len(found) > COUNT
    return found


EXPECTED = [f"云蒙区桥梁所{2010 + number}年度部门整体支出绩效自评报告" for number in range(1, COUNT + 1)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_old_files_start_libreoffice_once(
    old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    office = Office(tmp_path, monkeypatch)
    (tmp_path / "neu.txt").write_text("一、基本情况\n核定编制9名。\n", encoding="utf-8")
    told: list[int] = []
    summary = run([old_files, tmp_path / "neu.txt"], tmp_path / "out", jobs=jobs, on_convert=told.append)
    assert summary.count("ok") == COUNT + 1, [done.message for done in summary.done]
    assert titles(summary)[:COUNT] == EXPECTED
    assert office.starts == [COUNT]
    assert told == [COUNT]


def test_a_batch_gives_the_same_records_as_each_file_alone(
    old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = run([old_files], tmp_path / "together")
    office = Office(tmp_path, monkeypatch)
    monkeypatch.setattr(conversion, "_may_need", lambda path: False)
    alone = run([old_files], tmp_path / "alone")
    assert office.starts == [1] * COUNT
    assert alone.entries == together.entries
    assert bytes_of(tmp_path / "alone") == bytes_of(tmp_path / "together")


def test_large_runs_go_in_several_batches(old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path, monkeypatch)
    monkeypatch.setattr(conversion, "_MOST_FILES", 3)
    assert titles(run([old_files], tmp_path / "out")) == EXPECTED
    assert office.starts == [3, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_the_batch_fails_each_file_is_converted_alone(
    old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    office = Office(tmp_path, monkeypatch, when_many="exit 77")
    assert titles(run([old_files], tmp_path / "out", jobs=jobs)) == EXPECTED
    assert office.starts == [COUNT] + [1] * COUNT


def test_a_batch_that_stops_half_way_costs_nothing(
    old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = 'for dir in "$@"; do case "$dir" in */out) printf "PK half a file" > "$dir/00001.docx"; exit 9;; esac; done'
    office = Office(tmp_path, monkeypatch, when_many=half)
    assert titles(run([old_files], tmp_path / "out")) == EXPECTED
    assert office.starts == [COUNT] + [1] * COUNT


def test_a_damaged_file_fails_and_costs_the_others_nothing(old_files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in old_files.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    whole = (folder / "报告1.doc").read_bytes()
    (folder / "报告0.doc").write_bytes(whole[:700] + bytes(9000))
    (folder / "报告9.rtf").write_bytes(b"{\\rtf1\\ansi " + bytes(range(128, 256)) * 40)
    summary = run([folder], tmp_path / "out")
    by_name = {Path(entry.source).name: entry for entry in summary.entries}
    assert by_name["报告0.doc"].status == "failed"
    assert [by_name[f"报告{number}.doc"].title for number in range(1, COUNT + 1)] == EXPECTED


def test_a_run_that_has_them_already_starts_nothing(
    old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([old_files], tmp_path / "out")
    office = Office(tmp_path, monkeypatch)
    assert titles(run([old_files], tmp_path / "out")) == EXPECTED
    assert office.starts == []


def test_nothing_converted_is_left_behind(old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    run([old_files], tmp_path / "out")
    assert [path.name for path in scratch.iterdir() if path.name.startswith("jixiao-")] == []
