"""Phrase tables: well formed, and written by this project."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from jixiao.synthesis.phrases import choose_from, phrases_root, table, unit_meaning
from jixiao.synthesis.printing import Style
from jixiao.synthesis.rich import Rich
from jixiao.synthesis.writer import Writer

NAMES = (
    "unit",
    "short",
    "me",
    "county",
    "city",
    "province",
    "town",
    "party",
    "level",
    "finance",
    "head",
    "doc",
    "phone",
    "reason",
)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "seeds"


@pytest.mark.parametrize("name", ["sentences", "communique", "hard"])
def test_every_sentence_can_be_written(name: str) -> None:
    writer = Writer(random.Random(1), Style(), "A", 2023, {key: key for key in NAMES})
    for line in table(name):
        for part in line["text"].split("::"):
            said = writer.say(part)
            assert "{" not in said.text
            assert "|" not in said.text
            for mark in said.marks:
                assert said.text[mark.start : mark.end]


def test_a_word_between_a_verb_and_its_number_is_not_doubled() -> None:
    for seed in range(300):
        writer = Writer(random.Random(seed), Style(), "B", 2023, {key: key for key in NAMES})
        for line in choose_from("sentences", "B", kind="goal", sector="market"):
            assert not re.search(r"达到?(不低于|不少于|至少|≥)", writer.say(line["text"]).text)


def test_tables_that_lack_a_phrase_are_refused() -> None:
    with pytest.raises(LookupError):
        choose_from("sentences", "A", kind="no such kind")


def test_a_measure_word_that_is_not_listed_counts_itself() -> None:
    assert unit_meaning("盏") == ("count", "盏", 1)
    assert unit_meaning("万元")[1:] == ("元", 10000)


def test_no_phrase_is_taken_from_the_real_reports() -> None:
    """No run of twelve Chinese characters of a phrase stands in a real report that is at hand."""
    if not SHARED.is_dir():
        pytest.skip("the real reports are not beside this repository")
    real = "".join(path.read_text(encoding="utf-8") for path in SHARED.glob("*.txt"))
    real = re.sub(r"\s", "", real)
    for path in phrases_root().glob("*.csv"):
        if path.stem == "headings":  # the official names of the parts of a form are nobody's
            continue
        for run in re.findall(r"[一-鿿]{12,}", path.read_text(encoding="utf-8")):
            for at in range(len(run) - 11):
                assert run[at : at + 12] not in real, (path.name, run)


def test_names_do_not_hold_marks() -> None:
    writer = Writer(random.Random(1), Style(), "A", 2023, {"unit": Rich("某局")})
    assert writer.say("{unit}").marks == ()
