"""A workbook goes out, decisions come back, and nothing is applied that does not fit."""

import json
from decimal import Decimal

import openpyxl
import pytest

from jixiao.batch.run import run as extract
from jixiao.confidence.reasons import REASONS
from jixiao.document.errors import CorruptInput, MissingInput, UsageError
from jixiao.emit.reading import load
from jixiao.emit.review.decisions import apply, check, corrected, keep, kept_decisions, read_decisions
from jixiao.emit.review.order import to_review, urgency, value_at_risk
from jixiao.emit.review.sheets import REVIEW_COLUMNS, finding_sheet, review_sheet, summary_sheet
from jixiao.emit.review.workbook import write_workbook

REPORT = (
    "云岭县2022年度部门整体支出绩效自评报告\n\n部门名称：云岭县档案馆\n\n一、收支情况\n"
    "2022年收入合计388.5万元，支出合计380.2万元，其中基本支出200.1万元。开展培训26场，同比增长3.7%。\n"
    '=HYPERLINK("x")公司捐赠12台电脑。\n'
)


@pytest.fixture
def out(tmp_path):
    source = tmp_path / "报告.txt"
    source.write_text(REPORT, encoding="utf-8")
    extract([source], tmp_path / "out")
    records = tmp_path / "out" / "records.jsonl"
    lines = [json.loads(line, parse_float=Decimal) for line in records.read_text(encoding="utf-8").splitlines()]
    for place, line in enumerate(lines):  # whatever the model says today, every record goes to review here
        line["needs_review"], line["confidence"] = True, round(0.3 + place / 100, 2)
    records.write_text(
        "".join(json.dumps(line, ensure_ascii=False, default=float) + "\n" for line in lines), encoding="utf-8"
    )
    return tmp_path / "out"


def workbook(out, decide=()):
    """Writes the workbook and fills in decisions: (column name -> value) by the record's quotation."""
    run = load(out)
    path = out.parent / "复核.xlsx"
    write_workbook(path, [review_sheet(run, REASONS), summary_sheet(run), finding_sheet(run)])
    book = openpyxl.load_workbook(path)
    sheet = book["待复核清单"]
    for kind, quote, cells in decide:
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, REVIEW_COLUMNS.index("原文") + 1).value == quote and sheet.cell(row, 5).value == kind:
                for name, value in cells.items():
                    sheet.cell(row, REVIEW_COLUMNS.index(name) + 1).value = value
    book.save(path)
    return path


def test_the_most_urgent_comes_first_and_findings_are_no_part_of_the_list(out):
    records = to_review(load(out).records)
    assert [urgency(r) for r in records] == sorted((urgency(r) for r in records), reverse=True)
    assert {r.kind for r in records} >= {"fact", "quantity", "field"}


def test_more_money_is_more_at_risk(out):
    facts = [r for r in load(out).records if r.kind == "fact"]
    assert value_at_risk(facts[0].having(value_yuan=Decimal(10**8))) > value_at_risk(facts[0])


def test_cells_are_safe_and_numbers_stay_numbers(out):
    path = workbook(out)
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    summary = book["汇总表"]
    names = [cell.value for cell in summary[1]]
    assert summary.cell(2, names.index("收入合计（万元）") + 1).value == pytest.approx(388.5)
    assert summary.cell(2, 1).value == "云岭县档案馆"


def test_the_context_shows_the_value_in_place(out):
    row = next(r for r in review_sheet(load(out), REASONS).rows if r[6] == "26场")
    assert "开展培训【26场】" in row[7]


def test_decisions_come_back_and_are_applied_with_their_provenance(out, tmp_path):
    path = workbook(
        out,
        [
            ("数量", "26场", {"决定": "正确", "复核人": "陈"}),
            ("数量", "3.7%", {"决定": "更正", "更正值": "8.7%", "备注": "看错"}),
            ("数量", "12台", {"决定": "删除"}),
            ("字段", "2022年度", {"决定": "存疑"}),
        ],
    )
    run = load(out)
    decisions, problems = read_decisions(path)
    assert not problems
    fitting, more = check(run, decisions)
    assert not more
    keep(run, fitting)
    assert len(kept_decisions(out)) == len(fitting)
    apply(run, fitting, tmp_path / "reviewed")
    lines = [
        json.loads(line) for line in (tmp_path / "reviewed" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    by_text = {line["evidence"][0]["text"]: line for line in lines if line["kind"] == "quantity"}
    assert by_text["26场"]["confidence"] == 1
    assert by_text["26场"]["review"]["reviewer"] == "陈"
    assert by_text["3.7%"]["low"] == 8.7
    assert by_text["3.7%"]["review"]["was"] == "3.7%"
    assert by_text["3.7%"]["review"]["row"] > 1
    assert "12台" not in by_text
    assert len(lines) == len(run.records) - 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"决定": "也许"}, "not in the list"),
        ({"决定": "更正"}, "without a corrected value"),
        ({"决定": "更正", "更正值": "很多"}, "does not fit"),
        ({"决定": "正确", "原文校验": "000000000000"}, "has changed"),
        ({"决定": "正确", "记录编号": "ffffffffffffffff"}, "no such record"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_not_applied(out, cells, words):
    path = workbook(out, [("数量", "26场", cells)])
    decisions, problems = read_decisions(path)
    fitting, more = check(load(out), decisions)
    assert not fitting
    assert words in (problems + more)[0].en


def test_a_corrected_amount_keeps_its_unit(out):
    fact = next(r for r in load(out).records if r.kind == "fact" and r.evidence[0].text.startswith("388.5"))
    assert corrected(fact, "385").value_yuan == 3_850_000


def test_what_is_no_such_workbook_is_refused_with_a_reason(tmp_path):
    with pytest.raises(MissingInput):
        read_decisions(tmp_path / "no.xlsx")
    (tmp_path / "noise.xlsx").write_bytes(b"noise")
    with pytest.raises(CorruptInput):
        read_decisions(tmp_path / "noise.xlsx")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(UsageError):
        read_decisions(tmp_path / "other.xlsx")


def test_the_same_run_gives_the_same_workbook(out, tmp_path):
    run = load(out)
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [review_sheet(run, REASONS)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
