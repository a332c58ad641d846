"""What only several documents together show, and the problem list."""

from __future__ import annotations

from pathlib import Path

from jixiao.audit import Audit
from jixiao.audit.across import Report, findings_across, findings_by
from jixiao.audit.identities import read_identities
from jixiao.audit.problems import COLUMNS, advice, problems
from jixiao.audit.rules import load_rules
from jixiao.document.records import DocumentEntry, FindingRecord
from tests.unit.audit.paper import Paper

LONG = (
    "聚焦防汛抗旱主责主业，汛前完成水毁工程修复，汛中落实二十四小时值班制度，及时发布预警信息，转移受威胁群众，汛后组织隐患排查整改，"
    * 2
)


def report(paper: Paper, year: int, doc_id: str, unit: str = "青禾县水务局") -> Report:
    document = paper.document()
    records = tuple(r.having(doc_id=doc_id) for r in document.records)
    entry = DocumentEntry(
        doc_id=doc_id, source=f"{year}.txt", sha256=doc_id * 4, media_type="text/plain", origin="text", pages=1,
        characters=len(document.source_text), title="自评报告", unit=unit, fiscal_year=year, status="ok",
    )  # fmt: skip
    return Report(entry, records, document.source_text)  # type: ignore[arg-type]


def last_year(told: str) -> Report:
    return report(Paper(year=2022).row("三公经费", ("上年决算数", told), ("决算数", "5.00")), 2022, "b" * 16)


def first_year() -> Report:
    return report(Paper(year=2021).row("三公经费", ("决算数", "6.20"), year=2021), 2021, "a" * 16)


def test_last_years_final_account_must_be_what_last_years_report_said() -> None:
    (found,) = findings_across([first_year(), last_year("6.80")])
    assert (found.rule, found.doc_id) == ("form-vs-form", "b" * 16)
    assert found.message == "三公经费2021年决算数：本报告6.80万元，2021年度报告（2021.txt）6.20万元，相差0.6万元。"
    assert [e.text for e in found.evidence] == ["6.80"]


def test_the_same_figure_and_one_rounded_are_no_finding() -> None:
    assert findings_across([first_year(), last_year("6.20")]) == []
    assert findings_across([first_year(), last_year("6.2")]) == []


def test_reports_of_other_units_are_not_compared() -> None:
    other = report(Paper(year=2021).row("三公经费", ("决算数", "9.99"), year=2021), 2021, "c" * 16, unit="青禾县林业局")
    assert findings_across([other, last_year("6.80")]) == []


def test_text_copied_from_last_year_is_a_matter_of_hygiene() -> None:
    before, after = report(Paper(year=2021).prose(LONG), 2021, "a" * 16), report(Paper().prose(LONG), 2022, "b" * 16)
    (found,) = findings_across([before, after])
    assert (found.rule, found.class_) == ("repeated-text", "hygiene")


def test_a_total_and_its_part_that_changed_by_the_same_amount_are_one_problem() -> None:
    before = (
        Paper(year=2021).row("三公经费", ("决算数", "6.20"), year=2021).row("公务接待费", ("决算数", "2.20"), year=2021)
    )
    after = Paper(year=2022).row("三公经费", ("上年决算数", "6.80"), ("决算数", "5.00"))
    after.row("公务接待费", ("上年决算数", "2.80"), ("决算数", "2.00"))
    found = findings_across([report(before, 2021, "a" * 16), report(after, 2022, "b" * 16)])
    assert [f.rule for f in found] == ["form-vs-form", "form-vs-form"]
    assert len({f.group for f in found}) == 1


def test_another_name_under_the_same_budget_code_is_a_variant() -> None:
    before = report(Paper(year=2021).field("预算编码", "100008").field("部门名称", "青禾县水务局"), 2021, "a" * 16)
    after = report(
        Paper().field("预算编码", "100008").field("部门名称", "青禾县水利局"), 2022, "b" * 16, unit="青禾县水利局"
    )
    assert [f.rule for f in findings_across([before, after])] == ["name-variant"]


def test_identities_given_afterwards_are_checked_on_a_finished_run(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[identity]]\nid = "own"\nrule = "part-exceeds-total"\ntotal = "公用支出"\nparts = ["防汛物资"]\nrelation = ">="\n',
        encoding="utf-8",
    )
    own = read_identities(path, load_rules())
    over = report(Paper().row("公用支出", ("决算数", "5.00")).row("防汛物资", ("决算数", "8.00")), 2022, "d" * 16)
    within = report(Paper().row("公用支出", ("决算数", "9.00")).row("防汛物资", ("决算数", "8.00")), 2022, "e" * 16)
    assert [(f.doc_id, f.rule) for f in findings_by([over, within], own)] == [("d" * 16, "part-exceeds-total")]


def test_the_advice_of_a_kind_fits_every_rule_that_reports_it() -> None:
    assert "收入" not in advice("sum-mismatch")
    assert advice("grade-mismatch") == load_rules()["grade"].advice


def listed(paper: Paper) -> tuple[Report, list[FindingRecord]]:
    one = report(paper, 2022, "f" * 16)
    found = [r for r in Audit()(paper.document()).records if isinstance(r, FindingRecord)]
    return one, [f.having(doc_id="f" * 16) for f in found]  # type: ignore[misc]


def test_the_problem_list_has_a_row_a_group_gravest_first_and_hygiene_on_request() -> None:
    paper = (
        Paper()
        .row("支出合计", ("预算数", "100.00"), ("决算数", "155.74"))
        .row("基本支出", ("预算数", ""), ("决算数", "120.05"))
    )
    paper.row("项目支出", ("预算数", ""), ("决算数", "25.68")).prose("联系电话：13800001234").field(
        "人员编制", 9
    ).field("实有人数", 20)
    one, found = listed(paper)
    rows = [p.row() for p in problems([one.entry], found)]
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert [row[3].split("：")[0] for row in rows] == ["不可能成立", "需说明"]
    first = dict(zip(COLUMNS, rows[0], strict=True))
    assert first["单位"] == "青禾县水务局"
    assert first["年度"] == "2022"
    assert "表1第1行" in first["位置"]
    assert "①" in first["计算过程"]
    assert "155.74" in first["原文"]
    assert first["整改状态"] == "未整改"
    with_hygiene = [p.row() for p in problems([one.entry], found, hygiene=True)]
    assert any("个人信息" in row[3] for row in with_hygiene)
    assert with_hygiene[: len(rows)] == rows
