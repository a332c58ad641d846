"""Page images in a folder are one document; images beside other documents, and several-page TIFFs, are documents of their own."""

import shutil
from pathlib import Path

import pytest

from jixiao.batch.inputs import find_inputs
from jixiao.batch.one import Options
from jixiao.batch.run import run
from jixiao.emit.reading import load
from jixiao.ingest import scan
from tests.tools import need

PAGES = Path(__file__).resolve().parents[2] / "golden" / "scans"


@pytest.fixture
def volume(tmp_path):
    folder = tmp_path / "档案" / "卷一"
    folder.mkdir(parents=True)
    shutil.copy(PAGES / "prose.jpg", folder / "p1.jpg")
    shutil.copy(PAGES / "blank.jpg", folder / "p2.jpg")
    return folder


def test_a_folder_of_page_images_is_one_input(volume):
    inputs = find_inputs([volume.parent])
    assert [Path(one.path).name for one in inputs.files] == ["卷一"]
    assert len(inputs.files[0].sha256) == 64


def test_images_beside_a_report_are_inputs_of_their_own(volume):
    (volume / "说明.txt").write_text("共两页。", encoding="utf-8")
    assert len(find_inputs([volume]).files) == 3


def test_a_manifest_that_names_a_missing_page_is_an_input_with_its_error(volume):
    (volume / "manifest.csv").write_text("file\np9.jpg\n", encoding="utf-8")
    (one,) = find_inputs([volume]).files
    assert one.error is not None
    assert "p9.jpg" in one.error.en


def test_the_pages_of_a_folder_become_one_document(volume, tmp_path):
    need(scan.available(), "needs the extra ocr")
    summary = run([volume.parent], tmp_path / "out", options=Options())
    (entry,) = load(tmp_path / "out").documents
    assert summary.count("failed") == 0
    assert (entry.pages, entry.origin) == (2, "scan")
    assert entry.characters > 100
    assert entry.gaps["empty-page"] == 1
