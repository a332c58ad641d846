"""A file appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.document.errors import OutputError
from jixiao.emit.whole_files import make_folder, sweep, whole_file, write_whole


def write_half(path: Path, error: BaseException) -> None:
    with whole_file(path) as file:
        file.write(b"new, but not to the e")
        raise error


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "一\r\n二\n")
    assert (tmp_path / "a.txt").read_bytes() == "一\r\n二\n".encode()


def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "old")
    with pytest.raises(RuntimeError):
        write_half(path, RuntimeError())
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "a.txt", KeyboardInterrupt())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I am a file")
    with pytest.raises(OutputError) as caught:
        make_folder(tmp_path / "out")
    assert caught.value.exit_status == 3
    assert "文件夹" in caught.value.text("zh")


def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(OutputError):
        write_whole(tmp_path / "x" / "y.txt", "")


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".a.jsonl.123.part").write_text("half")
    (tmp_path / "a.jsonl").write_text("whole")
    sweep(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]
