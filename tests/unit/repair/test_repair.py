"""Readings of a scan: what is replaced, what is only suggested, and that quotations keep what was read."""

from __future__ import annotations

from array import array
from decimal import Decimal

import pytest

from jixiao.clean import Clean
from jixiao.document.document import Document, Glyphs, LayoutParagraph, Page, Source
from jixiao.document.evidence import Quoter
from jixiao.document.records import Alternative, FactRecord, QuantityRecord, Record
from jixiao.extraction.stage import Extract
from jixiao.lexicon import data_folder
from jixiao.match.names import SectionNames
from jixiao.match.stage import MatchSections
from jixiao.repair import AddAlternatives, Reread
from jixiao.repair.reread import misreadings
from jixiao.segment.stage import Segment


def scan(
    text: str, doubts: dict[int, float] | None = None, rivals: tuple[tuple[int, str, float], ...] = ()
) -> Document:
    """A scanned page with this text; ``doubts``: place -> confidence of a badly read character."""
    confidence = array("d", [(doubts or {}).get(i, 0.999) for i in range(len(text))])
    boxes = array("d", [v for i in range(len(text)) for v in (10.0 * i, 0.0, 10.0 * i + 9, 10.0)])
    page = Page(1, 0, len(text), 595.0, 842.0, "scan", Glyphs(boxes, confidence, rivals))
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(LayoutParagraph(((at, at + len(line)),)))
        at += len(line) + 1
    return Document(Source("a.png", "0" * 64, "image/png", "scan"), text, (page,), tuple(lines))


def digital(text: str) -> Document:
    page = Page(1, 0, len(text), 595.0, 842.0, "digital")
    return Document(
        Source("a.pdf", "0" * 64, "application/pdf", "digital"), text, (page,), (LayoutParagraph(((0, len(text)),)),)
    )


def reread(document: Document) -> Document:
    return Reread()(Clean()(document))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("收入合计1,268.45方元。", "收入合计1,268.45万元。"),
        ("单位：方元", "单位：万元"),
        ("决算数（方元）", "决算数（万元）"),
        ("完成税收3.5忆元", "完成税收3.5亿元"),
        ("支出3O0万元", "支出300万元"),
        ("完成1l5个项目", "完成115个项目"),
        ("W95%", "≤95%"),
        ("出生率9.78%0；死亡率6.08%o。", "出生率9.78‰；死亡率6.08‰。"),
        ("1级指标\n二级指标", "一级指标\n二级指标"),
    ],
)
def test_what_cannot_be_meant_is_replaced(read: str, meant: str) -> None:
    assert reread(scan(read)).text.text.strip() == meant


@pytest.mark.parametrize(
    "read",
    [
        "承建单位方元公司",
        "八方元老",
        "第O号",
        "功率5kW95台",
        "见附表l",
        "WTO规则95条",
        "All100",
        "完成100%05批",
        "1级指标体系",
    ],
)
def test_what_may_be_meant_stays(read: str) -> None:
    assert reread(scan(read)).text.text.strip() == read


def test_digital_text_is_left_alone() -> None:
    document = Clean()(digital("收入合计12方元"))
    assert Reread()(document) is document
    assert AddAlternatives()(document) is document


def test_the_raw_reading_stays_in_the_evidence_and_a_notice_tells() -> None:
    document = reread(scan("收入合计12.5方元"))
    start = document.text.text.index("12.5")
    (evidence,) = Quoter(document).quote("value", start, start + 6)
    assert document.text.text[start : start + 6] == "12.5万元"
    assert evidence.text == "12.5方元"
    (notice,) = document.warnings
    assert (notice.code, notice.page) == ("reading-replaced", 1)
    assert "方元" in notice.message


def test_a_misread_character_of_a_lexicons_term_is_put_right_where_the_engine_doubted_it() -> None:
    read = "财政供养入员控制率为91.67%"
    assert reread(scan(read, {4: 0.7})).text.text.strip() == "财政供养人员控制率为91.67%"
    assert reread(scan(read, rivals=((4, "人", 0.2),))).text.text.strip() == "财政供养人员控制率为91.67%"
    assert reread(scan(read)).text.text.strip() == read


def records(document: Document) -> list[Record]:
    names = SectionNames.load(())
    staged = Extract()(MatchSections(names=names)(Segment(known=names.known)(reread(document))))
    return list(AddAlternatives()(staged).records)


def quantity(document: Document) -> QuantityRecord:
    (found,) = [r for r in records(document) if isinstance(r, QuantityRecord)]
    return found


def test_a_rival_of_the_engine_becomes_an_alternative_with_its_reason() -> None:
    text = "全年支出158.20万元。"
    found = quantity(scan(text, {5: 0.6}, ((5, "8", 0.3),)))
    assert found.low == Decimal("158.20")
    assert found.alternatives[0] == Alternative(value=Decimal("188.20"), text="188.20万元", reason="ocr-rival")


def test_a_doubtful_digit_gets_its_look_alike() -> None:
    found = quantity(scan("全年支出158.20万元。", {5: 0.6}))
    assert [(a.value, a.reason) for a in found.alternatives] == [(Decimal("188.20"), "look-alike")]


def test_a_reading_that_grammar_refuses_is_no_alternative() -> None:
    found = quantity(scan("全年支出158.20万元。", {7: 0.6}, ((7, "，", 0.3), (7, "万", 0.2))))
    assert found.alternatives == ()


def test_a_sure_reading_has_no_alternatives() -> None:
    assert quantity(scan("全年支出158.20万元。")).alternatives == ()


def test_at_most_three_alternatives_the_likeliest_first() -> None:
    text = "全年支出158.20万元。"
    rivals = tuple((5, c, p) for c, p in (("6", 0.05), ("3", 0.2), ("9", 0.1), ("0", 0.04)))
    found = quantity(scan(text, {5: 0.5}, rivals))
    assert [a.text for a in found.alternatives] == ["138.20万元", "198.20万元", "168.20万元"]


def test_facts_get_alternatives_too() -> None:
    text = "收入合计1268.45万元。"
    facts = [r for r in records(scan(text, {6: 0.6}, ((6, "8", 0.3),))) if isinstance(r, FactRecord)]
    assert facts
    assert facts[0].value == Decimal("1268.45")
    assert facts[0].alternatives[0].value == Decimal("1288.45")


def test_a_sign_that_was_read_as_two_is_quoted_as_two() -> None:
    (found,) = [r for r in records(scan("人口出生率9.78%0。")) if isinstance(r, QuantityRecord)]
    assert (found.low, found.unit) == (Decimal("9.78"), "‰")
    assert next(e.text for e in found.evidence if e.role == "value") == "9.78%0"


def test_no_row_of_the_misreadings_makes_the_text_longer() -> None:
    assert (data_folder("lexicons") / "misreadings.csv").is_file()
    assert all(0 < len(row.meant) <= len(row.printed) for row in misreadings())
