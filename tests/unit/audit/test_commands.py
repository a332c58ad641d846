"""``jixiao audit`` and ``jixiao rules`` as a user meets them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from jixiao.cli.app import app
from jixiao.cli.failures import guarded

TEXT = """2022年度青禾县水务局部门整体支出绩效自评报告

部门名称：青禾县水务局
报告日期：2022年8月24日

一、部门基本情况

2022年总支出合计310.52万元，其中：基本支出143.45万元，占66.20%；项目支出167.07万元，占53.80%。
"""


def run(*arguments: str) -> int:
    return guarded(lambda: app()(args=list(arguments), prog_name="jixiao"))


@pytest.fixture(name="out")
def finished_run(tmp_path: Path) -> Path:
    (tmp_path / "报告.txt").write_text(TEXT, encoding="utf-8")
    assert run("extract", str(tmp_path / "报告.txt"), "--out", str(tmp_path / "out")) == 0
    return tmp_path / "out"


def test_the_problem_list_is_written_as_csv_and_xlsx(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import load_workbook

    assert run("audit", str(out)) == 0
    rows = list(csv.reader(io.StringIO((out / "问题清单.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["单位", "年度", "位置", "问题类型", "原文", "计算过程", "严重度", "建议", "整改状态"]
    assert any("占比" in row[3] for row in rows[1:])
    sheet = load_workbook(out / "问题清单.xlsx").active
    assert sheet is not None
    assert [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()] == rows
    assert "问题清单" in capsys.readouterr().err


def test_a_folder_that_is_no_run_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("audit", str(tmp_path)) == 1
    assert "jixiao extract" in capsys.readouterr().err


def test_rules_check_accepts_a_right_file_and_points_at_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "identities.toml"
    path.write_text(
        '[[identity]]\nid = "own"\nrule = "basic-sum"\ntotal = "基本支出"\nparts = ["人员支出"]\n', encoding="utf-8"
    )
    assert run("rules", "check", str(path)) == 0
    path.write_text(path.read_text(encoding="utf-8").replace("basic-sum", "basis"), encoding="utf-8")
    assert run("rules", "check", str(path)) == 2
    assert "3" in capsys.readouterr().err


def test_show_counts_the_problems_and_names_them_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.txt").write_text(TEXT + name, encoding="utf-8")
    out = tmp_path / "out"
    assert run("extract", str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt"), "--out", str(out)) == 0
    capsys.readouterr()
    assert run("show", str(out)) == 0
    shown = capsys.readouterr().out
    assert "cannot be 4" in shown or "不可能成立 4" in shown
    assert run("show", str(out), "--doc", "甲.txt") == 0
    shown = capsys.readouterr().out
    assert "a share is wrong" in shown or "占比算错" in shown
    assert "share-mismatch" not in shown


def test_rules_list_names_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "list") == 0
    assert "execution" in capsys.readouterr().out
