"""DOC, RTF, ODT and their kin: through LibreOffice, or by text tools and marked so, or refused with what to install."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jixiao.document.document import LayoutTable
from jixiao.document.errors import CorruptInput, InputError, Timeout, UnsupportedFormat
from jixiao.document.limits import Limits
from jixiao.ingest import read
from jixiao.ingest.detect import DOC, DOCX, sniff
from jixiao.ingest.office import Job, convert_many, find_libreoffice
from tests.rendering import CellItem, TableItem, TextItem, as_docx
from tests.tools import need, need_program
from tests.unit.ingest.docx_builder import abstract, instance, level

REPORT = as_docx(
    [
        TextItem("部门概况", number="一、"),
        TextItem("全年完成产值166亿元，同比增长67.9%。" * 3),
        TableItem(
            3,
            3,
            (
                *(CellItem(1, 1, "机构", 2, 1), CellItem(1, 2, "其中", 1, 2)),
                *(CellItem(2, 2, "基本支出"), CellItem(2, 3, "项目支出")),
                *(CellItem(3, 1, "局机关"), CellItem(3, 2, "51.9"), CellItem(3, 3, "82.3")),
            ),
        ),
        TextItem("填表人：王某"),
    ],
    numbering=abstract(0, level(0, "chineseCounting", "%1、")) + instance(1, 0),
    places={"一、": (1, 0)},
)


def need_libreoffice() -> None:
    need(find_libreoffice(), "needs LibreOffice (writer and calc)")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The report as DOC, RTF, ODT and a sheet as ODS and XLS, written by LibreOffice."""
    need_libreoffice()
    folder = tmp_path_factory.mktemp("made")
    (folder / "report.docx").write_bytes(REPORT)
    (folder / "sheet.csv").write_text("指标,得分\n甲,9.5\n", encoding="utf-8")
    profile = (folder / "profile").as_uri()
    command = [find_libreoffice() or "", f"-env:UserInstallation={profile}", "--headless"]
    out = ("--outdir", str(folder))
    for source, target in (("report.docx", name) for name in ("doc", "rtf", "odt", "fodt")):
        subprocess.run(
            [*command, "--convert-to", target, *out, str(folder / source)], check=True, capture_output=True, timeout=120
        )
    infilter = "--infilter=Text - txt - csv (StarCalc):44,34,76"
    subprocess.run(
        [*command, infilter, "--convert-to", "ods", *out, str(folder / "sheet.csv")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {path.suffix[1:]: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "fodt"])
def test_a_converted_report_keeps_numbers_and_merged_cells(made: dict[str, bytes], suffix: str) -> None:
    document = read("a", data=made[suffix])
    first, second = document.source_text.split("\n")[:2]
    assert first in ("一、部门概况", "一?部门概况")  # LibreOffice itself writes ? for 、 in the numbers of an RTF
    assert second.startswith("全年完成产值166亿元")
    (table,) = [item for item in document.layout or () if isinstance(item, LayoutTable)]
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in table.cells}
    assert (spans[1, 1], spans[1, 2]) == ((2, 1), (1, 2))
    assert "converted" in [notice.code for notice in document.warnings]


@pytest.mark.libreoffice
def test_an_open_document_sheet_is_a_sheet(made: dict[str, bytes]) -> None:
    document = read("a", data=made["ods"])
    assert document.source_text.startswith("指标\t得分\n甲\t9.5")
    assert document.source.media_type == "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.libreoffice
def test_a_batch_is_converted_together_and_one_bad_file_costs_only_itself(made: dict[str, bytes]) -> None:
    jobs = [
        Job("good", made["doc"], sniff(made["doc"])),
        Job("rtf", made["rtf"], sniff(made["rtf"])),
        Job("bad", made["doc"][:600] + bytes(5000), DOC),
    ]
    results = convert_many(jobs)
    assert isinstance(results["good"], bytes)
    assert isinstance(results["rtf"], bytes)
    assert sniff(results["good"]) == DOCX
    bad = results["bad"]
    assert isinstance(bad, CorruptInput) or not read("a", data=bad).source_text.strip("\n\t \0").startswith("一、")


@pytest.mark.libreoffice
@pytest.mark.skipif(sys.platform == "win32", reason="looks at the processes of a POSIX system")
def test_no_process_is_left_behind(made: dict[str, bytes]) -> None:
    before = _processes()
    convert_many([Job("a", made["doc"], DOC)])
    left = _processes() - before
    deadline = time.monotonic() + 60
    while (
        left and time.monotonic() < deadline
    ):  # other tests convert beside this one: theirs end, one left behind stays
        time.sleep(0.2)
        left &= _processes()
    assert not left


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_converter_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "child"
    _script(tmp_path / "soffice", f"(sleep 60 & echo $! > {marker}; wait)")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    began = time.monotonic()
    result = convert_many([Job("a", b"x", DOC)], limits=Limits(seconds=1))["a"]
    assert isinstance(result, Timeout)
    assert time.monotonic() - began < 10
    time.sleep(0.2)
    child = int(marker.read_text())
    assert not _alive(child)


def test_without_libreoffice_the_text_of_a_doc_is_read_and_marked(
    made: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = need_program("antiword", "catdoc")
    _only(tmp_path, monkeypatch, tool)
    document = read("a", data=made["doc"])
    assert "全年完成产值166亿元" in document.source_text
    assert document.layout is None
    (notice,) = [notice for notice in document.warnings if notice.code == "text-only"]
    assert "LibreOffice" in notice.message


@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_without_any_converter_it_says_what_to_install(
    made: dict[str, bytes], suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only(tmp_path, monkeypatch)
    with pytest.raises(UnsupportedFormat) as caught:
        read("a", data=made[suffix])
    assert "LibreOffice" in caught.value.remedy[0]
    assert "LibreOffice" in caught.value.remedy[1]


@pytest.mark.libreoffice
def test_a_document_cannot_make_the_converter_read_other_files(tmp_path: Path) -> None:
    need_libreoffice()
    (tmp_path / "secret.txt").write_text("机密内容绝不可读", encoding="utf-8")
    rtf = (
        rb"{\rtf1\ansi {\field{\*\fldinst INCLUDETEXT "
        + str(tmp_path / "secret.txt").encode()
        + rb" }{\fldrslt none}} visible}"
    )
    try:
        text = read("a", data=rtf).source_text
    except InputError:
        return
    assert "机密" not in text


def _only(folder: Path, monkeypatch: pytest.MonkeyPatch, *tools: str) -> None:
    """A PATH on which nothing but these programs is."""
    for tool in tools:
        (folder / Path(tool).name).symlink_to(tool)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("jixiao.ingest.office._PLACES", {})


def _script(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _processes() -> set[int]:
    """Living soffice processes."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"soffice" in entry.read_bytes() and _alive(int(entry.parent.name)):
                found.add(int(entry.parent.name))
        except OSError:
            continue
    return found


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
