"""What no record quotes is listed; what carries no information is not."""

import re

import pytest

from jixiao import ingest
from jixiao.document.document import Document
from jixiao.extraction.coverage import find_gaps
from jixiao.pipeline import Pipeline

PIPELINE = Pipeline()
REPORT = (
    "云岭县2022年度部门整体支出绩效自评报告\n\n一、部门概况\n（一）人员情况\n共有编制12人，实有11人。\n二、收支情况\n"
    "2022年收入合计388.5万元，其中财政拨款380.2万元，同比增长3.7%。\n开展培训26场，服务企业三百二十余家。\n"
    "\t项目\n\t预算数\n\t决算数\n\n\t基本支出\n\t201.4\n\t199.8\n\n\t项目支出\n\t187.1\n\t186.9\n\n\n附件：1.自评表\n"
)


def document_of(text: str) -> Document:
    return PIPELINE(ingest.read("a.txt", data=text.encode()))


def listed(document: Document, records) -> set[str]:
    return {gap.text for gap in find_gaps(document.having(gaps=()), records) if gap.kind == "unread-number"}


def test_every_number_of_a_report_is_listed_where_nothing_was_extracted():
    document = document_of(REPORT)
    numbers = {"12", "11", "388.5", "380.2", "3.7%", "26", "三百二十", "201.4", "199.8", "187.1", "186.9"}
    assert numbers <= listed(document, ())


def test_a_number_whose_records_are_taken_away_appears_in_the_list():
    document = document_of(REPORT)
    before = listed(document, document.records)
    for gone in document.records:
        if gone.kind not in {"quantity", "fact"}:
            continue
        rest = [
            r
            for r in document.records
            if not any(e.start < gone.evidence[0].end and gone.evidence[0].start < e.end for e in r.evidence)
        ]
        number = re.search(r"\d[\d.]*%?|[一二三四五六七八九十百千万]{2,}", gone.evidence[0].text)
        assert number is not None
        assert number[0] in listed(document, rest) - before


@pytest.mark.parametrize(
    "line",
    [
        "1.负责档案管理工作", "（3）做好接待", "①完善制度", "附件3-1", "依据〔2021〕15号文件", "根据第12号公告", "联系电话：0731-88886666",
        "手机13800001111", "PM2.5有所改善", "指标2：", "一是a1b2平台上线",
    ],
)  # fmt: skip
def test_numbers_that_carry_no_information_are_not_listed(line):
    document = document_of(f"一、概况\n{line}\n")
    assert listed(document, ()) == set()


def test_a_table_of_which_nothing_was_read_is_listed_once():
    document = document_of("一、基本情况\n\t姓名\n\t籍贯\n\n\t甲\n\t东山\n\n\t乙\n\t西河\n\n\n完。\n")
    assert [gap.kind for gap in document.gaps] == ["unread-table"]


def test_a_chapter_that_no_canonical_name_fits_is_listed():
    document = document_of("一、星辰大海的征途\n我们走在路上。\n二、存在的问题\n无。\n")
    assert [(gap.kind, gap.text) for gap in document.gaps] == [("unmatched-heading", "一、星辰大海的征途")]


def test_a_long_quotation_does_not_hide_the_numbers_inside_it():
    text = "年度主要工作内容：" + "推进各项工作，" * 12 + "完成项目88777。\n"
    document = document_of(text)
    record = document.records[0] if document.records else None
    assert "88777" in listed(document, () if record is None else (record,)) | {
        e.text for r in document.records for e in r.evidence
    }
