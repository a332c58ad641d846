"""Evidence quotes the source exactly, wherever the clean text put it."""

from array import array
from decimal import Decimal

import pytest

from jixiao.clean import Clean
from jixiao.document.document import Document, Glyphs, LayoutCell, LayoutTable, Page, Source
from jixiao.document.evidence import Quoter, boxes_of
from jixiao.document.records import DateRecord, FactRecord, RecordIds, Signals


def document_of(source: str, layout=None, pages=None) -> Document:
    return Clean()(
        Document(Source("a.txt", "ab" * 32, "text/plain", "text"), source, pages or (Page(1, 0, len(source)),), layout)
    )


def test_a_quotation_holds_what_cleaning_removed():
    document = document_of("完成　９６８.191万元")
    start = document.text.text.index("968")
    (evidence,) = Quoter(document).quote("value", start, start + 9)
    assert evidence.text == document.source_text[evidence.start : evidence.end] == "９６８.191万元"


def test_outer_blanks_are_no_part_of_a_quotation():
    (evidence,) = Quoter(document_of("  12 家  ")).quote("value", 0, 8)
    assert evidence.text == "12 家"


def test_interleaved_source_gives_several_quotations():
    source = "公共财 其他\n政拨款 收入\n"
    cells = (LayoutCell(1, 1, ((0, 3), (7, 10))), LayoutCell(1, 2, ((4, 6), (11, 13))))
    document = document_of(source, (LayoutTable(cells, 1, 2),))
    assert [e.text for e in Quoter(document).quote("name", 0, 6)] == ["公共财", "政拨款"]


def test_nothing_can_be_quoted_from_inserted_text():
    document = document_of("甲乙", (LayoutTable((LayoutCell(1, 2, ((0, 2),)),), 1, 2),))
    with pytest.raises(ValueError, match="nothing of the source"):
        Quoter(document).quote("value", 0, 1)


def test_a_record_without_evidence_cannot_be_made():
    with pytest.raises(ValueError, match="evidence"):
        DateRecord(record_id="0", doc_id="0", evidence=(), iso="2021", resolved=None, precision="year")


def test_boxes_come_one_a_line():
    boxes = array("d", [0, 0, 10, 10, 10, 0, 20, 10, 0, 20, 10, 30])
    page = Page(1, 0, 3, 100, 100, "digital", Glyphs(boxes))
    document = document_of("甲乙丙", pages=(page,))
    assert boxes_of(document, 0, 3) == ((0, 0, 20, 10), (0, 20, 10, 30))


def test_equal_records_get_different_ids_and_the_same_in_every_run():
    first, second = RecordIds("d"), RecordIds("d")
    mine = [first.next("fact", ("基本支出",), [(1, 2)]) for _ in range(2)]
    assert mine[0] != mine[1]
    assert mine == [second.next("fact", ("基本支出",), [(1, 2)]) for _ in range(2)]


def test_signals_travel_with_copies_and_are_not_written():
    document = document_of("12万元")
    quoter = Quoter(document)
    record = quoter.make(
        FactRecord,
        quoter.quote("value", 0, 4),
        at=0,
        signals=Signals(match_score=0.9),
        item="基本支出",
        raw_item="基本支出",
        measure=None,
        year=2021,
        entity=None,
        project=None,
        value=Decimal(12),
        unit="万元",
        value_yuan=Decimal(120000),
        basis="narrative",
    )
    assert record.having(confidence=0.5).signals.match_score == 0.9
    assert "signals" not in record.model_dump()
