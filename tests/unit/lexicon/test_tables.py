"""A mistake in a lexicon names file, line and remedy."""

import pytest

from jixiao.document.errors import LexiconError
from jixiao.lexicon import read_table
from jixiao.match.names import SectionNames

COLUMNS = ("name", "rank", "aliases", "source")


def overlay(tmp_path, text, encoding="utf-8"):
    (tmp_path / "sections.csv").write_bytes(text.encode(encoding))
    return [tmp_path]


def test_an_overlay_replaces_a_row_and_adds_one(tmp_path):
    folders = overlay(tmp_path, "name,rank,aliases,source\n金融,1,货币信贷,本局\n民生保障,1,民生事业,本局\n")
    rows = {row["name"]: row for row in read_table("sections.csv", COLUMNS, overlays=folders, key="name")}
    assert rows["金融"].many("aliases") == ("货币信贷",)
    assert "民生保障" in rows


def test_an_overlay_row_with_a_dash_removes_the_packaged_row(tmp_path):
    rows = read_table(
        "sections.csv", COLUMNS, overlays=overlay(tmp_path, "name,rank,aliases,source\n金融,-,,\n"), key="name"
    )
    assert "金融" not in {row["name"] for row in rows}


def test_a_spreadsheet_saved_in_gb18030_is_read(tmp_path):
    folders = overlay(tmp_path, "name,rank,aliases,source\n民生保障,1,民生事业,本局\n", "gb18030")
    assert SectionNames.load(folders).find("民生事业").name == "民生保障"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,rank,aliases\n甲,1,乙\n", "source"),
        ("name,rank,aliases,source\n甲,1,乙,丙,丁\n", "sections.csv, line 2"),
        ("name,rank,aliases,source\n甲,1,,\n甲,1,,\n", "line 3"),
    ],
)
def test_mistakes_name_the_place(tmp_path, text, words):
    with pytest.raises(LexiconError, match=words) as caught:
        read_table("sections.csv", COLUMNS, overlays=overlay(tmp_path, text), key="name")
    assert caught.value.zh


def test_a_rank_that_is_no_rank_is_refused_with_its_line(tmp_path):
    with pytest.raises(LexiconError, match="line 2"):
        SectionNames.load(overlay(tmp_path, "name,rank,aliases,source\n甲,7,,\n"))
