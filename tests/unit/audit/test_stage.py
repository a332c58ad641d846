"""The stage as a whole: groups, agreement, suggestions for misread digits, the real reports."""

from __future__ import annotations

from array import array
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao import ingest
from jixiao.audit import Audit
from jixiao.document.document import Document, Glyphs, Page
from jixiao.document.records import FactRecord, FindingRecord
from jixiao.pipeline import Pipeline
from tests.unit.audit.paper import Paper

SHARED = Path(__file__).parents[4] / "shared"


def findings(document: Document) -> list[FindingRecord]:
    return [record for record in document.records if isinstance(record, FindingRecord)]


def facts(document: Document, item: str) -> list[FactRecord]:
    return [record for record in document.records if isinstance(record, FactRecord) and record.item == item]


def broken() -> Paper:
    paper = Paper().row("支出合计", ("决算数", "155.74")).row("基本支出", ("决算数", "120.05"))
    return paper.row("项目支出", ("决算数", "25.68")).prose("总支出合计165.74万元。", ("支出合计", "165.74万元", ""))


def test_a_finding_shows_the_arithmetic_and_says_what_was_expected() -> None:
    (found,) = [f for f in findings(Audit()(broken().document())) if f.rule == "sum-mismatch"]
    assert found.message == "基本支出120.05+项目支出25.68=145.73万元，应等于支出合计155.74万元，相差10.01万元。"
    assert (found.expected, found.observed) == (Decimal("145.73"), Decimal("155.74"))
    assert [e.text for e in found.evidence] == ["155.74", "120.05", "25.68"]
    assert (found.class_, found.severity) == ("impossible", "error")


def test_a_rounding_tail_is_a_hint_that_says_so() -> None:
    paper = (
        Paper()
        .row("基本支出", ("决算数", "155.74"))
        .row("人员支出", ("决算数", "120.05"))
        .row("公用支出", ("决算数", "35.68"))
    )
    (found,) = findings(Audit()(paper.document()))
    assert found.severity == "info"
    assert found.message == "人员支出120.05+公用支出35.68=155.73万元，与基本支出155.74万元差0.01万元（尾差）。"


def test_findings_of_one_cause_share_a_group_and_others_do_not() -> None:
    paper = broken().field("人员编制", 9).field("实有人数", 20)
    found = findings(Audit()(paper.document()))
    groups = {f.rule: f.group for f in found}
    assert groups["sum-mismatch"] == groups["table-vs-narrative"]
    assert groups["staff-over-quota"] != groups["sum-mismatch"]


def test_a_sum_that_holds_bears_its_facts_out_and_one_that_fails_speaks_against_them() -> None:
    good = (
        Paper()
        .row("支出合计", ("决算数", "145.73"))
        .row("基本支出", ("决算数", "120.05"))
        .row("项目支出", ("决算数", "25.68"))
    )
    for fact in facts(Audit()(good.document()), "基本支出"):
        assert (fact.signals.agreements, fact.signals.conflicts) == (1, 0)
    for fact in facts(Audit()(broken().document()), "基本支出"):
        assert (fact.signals.agreements, fact.signals.conflicts) == (0, 1)


def test_the_confidence_of_a_contradicted_fact_is_lower_and_says_why() -> None:
    from jixiao.confidence import Confidence

    good = (
        Paper()
        .row("支出合计", ("决算数", "145.73"))
        .row("基本支出", ("决算数", "120.05"))
        .row("项目支出", ("决算数", "25.68"))
    )
    (sure,) = facts(Confidence()(Audit()(good.document())), "基本支出")
    (unsure,) = facts(Confidence()(Audit()(broken().document())), "基本支出")
    assert unsure.confidence < sure.confidence
    assert unsure.needs_review
    assert unsure.reasons


def scanned(paper: Paper, doubtful: str, at: int, confidence: float) -> Document:
    """The paper as a scan in which one character of one number was read badly."""
    document = paper.document()
    text = document.source_text
    values = array("d", [0.99]) * len(text)
    values[text.index(doubtful) + at] = confidence
    glyphs = Glyphs(array("d", [0.0, 0.0, 1.0, 1.0]) * len(text), values)
    page = Page(1, 0, len(text), 595, 842, "scan", glyphs)
    return document.having(pages=(page,))


def misread() -> Paper:
    return (
        Paper()
        .row("支出合计", ("决算数", "145.73"))
        .row("基本支出", ("决算数", "120.05"))
        .row("项目支出", ("决算数", "28.68"))
    )


def test_one_badly_read_digit_that_would_set_the_sum_right_is_suggested_not_reported() -> None:
    after = Audit()(scanned(misread(), "28.68", 1, 0.4))
    assert findings(after) == []
    (fact,) = facts(after, "项目支出")
    assert fact.value == Decimal("28.68")
    assert [(a.value, a.text, a.reason) for a in fact.alternatives] == [(Decimal("25.68"), "25.68", "possible-misread")]
    assert fact.signals.conflicts == 1
    (other,) = facts(after, "基本支出")
    assert not other.signals.conflicts


def test_a_digit_that_was_read_well_is_a_mistake_of_the_report() -> None:
    after = Audit()(scanned(misread(), "28.68", 1, 0.97))
    assert [f.rule for f in findings(after)] == ["sum-mismatch"]
    assert facts(after, "项目支出")[0].alternatives == ()


def test_a_digit_that_looks_unlike_the_needed_one_is_no_misreading() -> None:
    paper = (
        Paper()
        .row("支出合计", ("决算数", "145.73"))
        .row("基本支出", ("决算数", "120.05"))
        .row("项目支出", ("决算数", "22.68"))
    )
    assert [f.rule for f in findings(Audit()(scanned(paper, "22.68", 1, 0.4)))] == ["sum-mismatch"]


def test_cells_whose_columns_were_guessed_give_doubt_not_findings() -> None:
    paper = Paper().table("cells-guessed")
    for item, amount in (("支出合计", "155.74"), ("基本支出", "120.05"), ("项目支出", "25.68")):
        paper.row(item, ("决算数", amount), notes=("row-ragged",))
    after = Audit()(paper.document())
    assert findings(after) == []
    assert facts(after, "支出合计")[0].signals.conflicts == 1


def test_an_amount_that_stands_under_another_head_of_a_guessed_row_is_no_contradiction() -> None:
    def slid(*doubts: str) -> Document:
        paper = Paper().table(*doubts).row("公用支出", ("决算数", "1118.00"), label="汇总")
        paper._cell("90.00", 3)
        return paper.prose("公用支出90.00万元。", ("公用支出", "90.00万元", "")).document()

    assert findings(Audit()(slid("cells-guessed"))) == []
    assert [f.rule for f in findings(Audit()(slid()))] == ["table-vs-narrative"]


def test_a_row_that_slid_makes_the_sums_over_its_form_doubtful() -> None:
    def sheet(*notes: str) -> Document:
        paper = Paper().table("cells-guessed")
        for weight in ("10", "10", "25"):
            paper.indicator(
                f"指标{weight}", "5个", "5个", weight, weight, level1="产出（50分）", attained=True, notes=notes
            )
        return paper.document()

    assert [f.rule for f in findings(Audit()(sheet()))] == ["weights-sum"]
    assert findings(Audit()(sheet("row-shifted"))) == []


def test_the_same_document_gives_the_same_findings_twice() -> None:
    document = broken().document()
    assert findings(Audit()(document)) == findings(Audit()(document))


def test_an_empty_document_has_no_findings() -> None:
    assert findings(Audit()(Paper(unit=None, year=None).prose(" ").document())) == []


def test_a_bureaus_own_identity_gives_findings_and_a_rule_switched_off_gives_none(tmp_path: Path) -> None:
    (tmp_path / "identities.toml").write_text(
        '[[identity]]\nid = "own"\nrule = "part-exceeds-total"\ntotal = "公用支出"\nparts = ["防汛物资"]\nrelation = ">="\n',
        encoding="utf-8",
    )
    paper = Paper().row("公用支出", ("决算数", "5.00")).row("防汛物资", ("决算数", "8.00"))
    assert findings(Audit()(paper.document())) == []
    assert [f.rule for f in findings(Audit(lexicons=[tmp_path])(paper.document()))] == ["part-exceeds-total"]
    (tmp_path / "off").mkdir()
    (tmp_path / "off" / "rules.toml").write_text('[[rule]]\nid = "expense-sum"\nseverity = "off"\n', encoding="utf-8")
    rules = {f.rule for f in findings(Audit(lexicons=[tmp_path / "off"])(broken().document()))}
    assert "sum-mismatch" not in rules


# ------------------------------------------------------------------------------------------------ the real reports


def annotated(number: str) -> tuple[dict[str, Any], list[FindingRecord]]:
    import json

    gold = SHARED / "gold" / f"gold_{number}.json"
    seeds = sorted((SHARED / "seeds").glob(f"{number}_*.txt")) if SHARED.is_dir() else []
    if not seeds or not gold.is_file():
        pytest.skip("the annotated reports are not beside the repository")
    document = Pipeline()(ingest.read(seeds[0]))
    return json.loads(gold.read_text(encoding="utf-8")), findings(document)


@pytest.mark.seeds
@pytest.mark.parametrize("number", ["001", "004"])
def test_every_grave_finding_of_a_reviewer_is_found(number: str) -> None:
    gold, found = annotated(number)
    missed = []
    for wanted in gold["findings"]:
        if wanted["severity"] != "error":
            continue
        spans = [tuple(span) for span in wanted["spans"]]
        hit = any(
            f.rule == wanted["rule"] and any(e.start < b and a < e.end for a, b in spans for e in f.evidence)
            for f in found
        )
        if not hit:
            missed.append(wanted["explain"])
    assert missed == []


@pytest.mark.seeds
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_report_has_at_most_five_groups_on_top(number: str) -> None:
    seeds = sorted((SHARED / "seeds").glob(f"{number}_*.txt")) if SHARED.is_dir() else []
    if not seeds:
        pytest.skip("the real reports are not beside the repository")
    found = findings(Pipeline()(ingest.read(seeds[0])))
    top = {f.group for f in found if f.class_ in ("impossible", "breaks-rule") and f.severity != "info"}
    assert len(top) <= 5
