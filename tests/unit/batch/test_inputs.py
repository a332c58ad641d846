"""Which files a run is about."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jixiao.batch.inputs import find_inputs, natural
from jixiao.document.errors import MissingInput, NoReports


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("报告10.txt", "报告2.txt", "sub/深.docx", "sub/.隐藏.txt", "sub/~$深.docx", "Thumbs.db", "无后缀"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str, **keys: Path) -> list[str]:
    return [one.path.replace("\\", "/") for one in find_inputs(paths, **keys).files]


def test_a_folder_is_read_with_everything_below_in_natural_order(here: Path) -> None:
    assert names(".") == ["./报告2.txt", "./报告10.txt", "./无后缀", "./sub/深.docx"]


def test_files_in_a_folder_that_are_no_reports_are_named_not_forgotten(here: Path) -> None:
    assert [os.path.basename(path) for path in find_inputs(["."]).skipped] == ["Thumbs.db"]


def test_a_file_that_the_user_names_is_always_tried(here: Path) -> None:
    assert names("Thumbs.db") == ["Thumbs.db"]


def test_a_pattern_is_expanded_where_the_shell_did_not(here: Path) -> None:
    assert names("报告*.txt") == ["报告2.txt", "报告10.txt"]
    assert names("**/*.docx") == ["sub/深.docx"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(here: Path) -> None:
    Path("[1].txt").write_text("x")
    assert names("[1].txt") == ["[1].txt"]


def test_the_output_folder_is_not_an_input(here: Path) -> None:
    out = here / "out"
    (out / "text").mkdir(parents=True)
    (out / "text" / "a.txt").write_text("written by an earlier run")
    assert not any("out" in name for name in names(".", leave_out=out))


def test_identical_files_are_one_document_with_two_paths(here: Path) -> None:
    Path("copy.txt").write_bytes(Path("报告2.txt").read_bytes())
    files = find_inputs(["报告2.txt", "copy.txt"]).files
    assert [(one.path, one.also_at) for one in files] == [("报告2.txt", ["copy.txt"])]


def test_a_file_named_twice_is_not_its_own_copy(here: Path) -> None:
    files = find_inputs(["报告2.txt", "./报告2.txt", "."]).files
    assert files[0].also_at == []
    assert len(files) == 4


def test_what_leads_nowhere_becomes_an_input_with_its_error(here: Path) -> None:
    (here / "empty").mkdir()
    files = find_inputs(["gone.txt", "no*.pdf", "empty", "报告2.txt"]).files
    assert [type(one.error) for one in files] == [MissingInput, NoReports, NoReports, type(None)]
    assert "gone.txt" in (files[0].error.text("zh") if files[0].error else "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a POSIX thing")
def test_a_pipe_is_refused_instead_of_waited_for(here: Path) -> None:
    os.mkfifo("pipe.txt")
    assert isinstance(find_inputs(["pipe.txt"]).files[0].error, MissingInput)


def test_numbers_in_names_count() -> None:
    assert sorted(["第10号", "第9号", "第1号"], key=natural) == ["第1号", "第9号", "第10号"]
    assert sorted(["b", "1", "", "a1b", "a"], key=natural) == ["", "1", "a", "a1b", "b"]
