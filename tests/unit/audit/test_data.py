"""Rules and identities as data: overlays, mistakes that name their line, the reference page."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.audit.identities import load_identities, read_identities, unknown_items
from jixiao.audit.names import slugs
from jixiao.audit.reference import page
from jixiao.audit.rules import load_rules, read_overlay
from jixiao.document.errors import LexiconError
from jixiao.extraction.facts_lexicon import finance
from jixiao.pipeline import Pipeline

ROOT = Path(__file__).parents[3]
GOOD = '[[identity]]\nid = "own"\nrule = "basic-sum"\ntotal = "基本支出"\nparts = ["人员支出", "公用支出"]\n'


def test_the_reference_page_is_current() -> None:
    written = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m jixiao.audit.reference docs/reference/rules.md"


def test_every_check_from_1_to_58_has_a_rule_and_every_kind_a_name() -> None:
    rules = load_rules().values()
    assert {rule.check for rule in rules} == set(range(1, 59))
    assert {rule.slug for rule in rules} <= set(slugs())


def test_every_packaged_identity_speaks_of_known_items() -> None:
    assert unknown_items(load_identities(), set(finance().items) | {"地方资金"}) == []


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (GOOD.replace("parts", "part"), 5, "part"),
        (GOOD.replace("basic-sum", "basis-sum"), 3, "basis-sum"),
        (GOOD + 'relation = "<"\n', 6, "relation"),
        (GOOD + 'scope = ["page"]\n', 6, "scope"),
        (GOOD + "least = 5\n", 6, "least"),
        (GOOD.replace('"人员支出"', '"人员支出@预算"'), 5, "预算"),
        (GOOD.replace('total = "基本支出"', 'total = ""'), 4, "total"),
        (GOOD + "\n" + GOOD, 8, "重复"),
        (GOOD.replace("]\n", "\n", 1), 1, "TOML"),
        ("[other]\nx = 1\n", None, "other"),
    ],
)
def test_a_mistake_names_file_line_and_remedy(tmp_path: Path, text: str, line: int | None, word: str) -> None:
    path = tmp_path / "identities.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_identities(path, load_rules())
    assert "identities.toml" in caught.value.zh
    assert word in caught.value.zh
    assert caught.value.remedy[0]
    if line is not None:
        assert f"第 {line} 行" in caught.value.zh
        assert f"line {line}" in caught.value.en


def test_a_bureaus_identity_lies_over_the_packaged_one_or_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / "identities-own.toml").write_text(GOOD + GOOD.replace('"own"', '"basic-by-kind"'), encoding="utf-8")
    found = {identity.id: identity for identity in load_identities((tmp_path,))}
    assert "own" in found
    assert found["basic-by-kind"].scope == ("table", "narrative")
    assert len(found) == len(load_identities()) + 1


def test_an_overlay_changes_severity_and_limits_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(
        '[[rule]]\nid = "budget-adjustment"\nseverity = "off"\nlimits = { warning = 20 }\n', encoding="utf-8"
    )
    rule = load_rules((tmp_path,))["budget-adjustment"]
    assert rule.severity == "off"
    assert (rule.limit("warning"), rule.limit("error")) == (20, 100)
    assert rule.slug == "budget-adjustment"
    assert read_overlay(path) == ["budget-adjustment"]


@pytest.mark.parametrize(
    "text",
    [
        '[[rule]]\nid = "no-such-rule"\nseverity = "off"\n',
        '[[rule]]\nid = "growth"\nseverity = "severe"\n',
        '[[rule]]\nid = "growth"\nlimits = { points = "many" }\n',
    ],
)
def test_an_overlay_of_rules_with_a_mistake_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"rules\.toml"):
        load_rules((tmp_path,))


def test_the_pipeline_refuses_a_damaged_overlay_before_it_reads_a_document(tmp_path: Path) -> None:
    (tmp_path / "identities.toml").write_text(GOOD.replace("basic-sum", "none"), encoding="utf-8")
    with pytest.raises(LexiconError):
        Pipeline(lexicons=[tmp_path])
