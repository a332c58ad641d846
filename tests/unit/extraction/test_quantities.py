"""Quantities of a document: one run over the clean text, records that quote the source, links between records."""

from __future__ import annotations

from decimal import Decimal

from jixiao.document.document import Block, Cell, Document, Page, Source, Table
from jixiao.document.evidence import Quoter
from jixiao.document.trace import TracedText
from jixiao.extraction import quantities


def document(text: str, **layers: object) -> Document:
    source = Source("a.txt", "0123456789abcdef" * 4, "text/plain", "text")
    return Document(source, text, (Page(1, 0, len(text)),), text=TracedText.of(text)).having(**layers)


def cells(text: str, *places: tuple[int, int]) -> tuple[Table, ...]:
    made = tuple(Cell(1, column, start, end) for column, (start, end) in enumerate(places, 1))
    return (Table(1, 0, len(text), 1, len(made), made),)


def test_a_record_quotes_the_source_and_holds_the_reading() -> None:
    found = quantities.find(document("拨付 1,200 余万元。"))
    (record,) = quantities.records(found, Quoter(found))
    assert record.evidence[0].text == "1,200 余万元"
    assert found.source_text[record.evidence[0].start : record.evidence[0].end] == record.evidence[0].text
    assert (record.low, record.bound, record.unit, record.base_low) == (
        Decimal(1200),
        "approx",
        "万元",
        Decimal(12_000_000),
    )


def test_offsets_lead_through_edits_to_the_source() -> None:
    raw = document("完成**3**2家")
    edited = raw.having(text=raw.text.edit([(2, 4, ""), (5, 7, "")]))
    found = quantities.find(edited)
    assert found.quantities[0].text == "32家"
    (record,) = quantities.records(found, Quoter(found))
    assert all(found.source_text[e.start : e.end] == e.text for e in record.evidence)
    assert record.evidence[0].start == 4


def test_text_that_an_edit_inserted_gives_no_record() -> None:
    raw = document("完成。")
    found = quantities.find(raw.having(text=raw.text.edit([(2, 2, "5家")])))
    assert [q.text for q in found.quantities] == ["5家"]
    assert quantities.records(found, Quoter(found)) == []


def test_no_quantity_crosses_a_cell() -> None:
    text = "12\n万元"
    free = quantities.find(document("共12\n万元以上，", blocks=(Block("paragraph", 0, 9),)))
    assert [q.text for q in free.quantities] == ["12\n万元以上"]
    found = quantities.find(document(text, tables=cells(text, (0, 2), (3, 5))))
    assert found.quantities == ()


def test_a_bare_number_in_a_cell_is_no_quantity_but_a_comparison_is() -> None:
    text = "变动率\n134.2\n≦0\n235 条"
    found = quantities.find(document(text, tables=cells(text, (0, 3), (4, 9), (10, 12), (13, 18))))
    assert [q.text for q in found.quantities] == ["≦0", "235 条"]


def test_links_of_the_prose_become_links_of_records() -> None:
    found = quantities.find(document("总支出50万元，其中基本支出30万元，占60%。"))
    whole, part, share = quantities.records(found, Quoter(found))
    assert [(link.type, link.record_id) for link in part.links] == [("part-of", whole.record_id)]
    assert [(link.type, link.record_id) for link in share.links] == [("share-of", part.record_id)]
    assert whole.links == ()


def test_a_table_of_contents_is_left_out() -> None:
    text = "一、收入12万元\n二、支出5万元"
    blocks = (Block("furniture", 0, 9, role="toc"), Block("paragraph", 9, len(text)))
    found = quantities.find(document(text, blocks=blocks))
    assert [q.text for q in found.quantities] == ["5万元"]


def test_links_are_renumbered_where_something_is_left_out() -> None:
    found = quantities.find(document("产值8亿元，同比增长5%。总支出50万元，其中基本支出30万元"))
    kept = quantities.without(found.quantities, [(0, 6)])
    assert [q.text for q in kept] == ["5%", "50万元", "30万元"]
    assert kept[0].links == ()
    assert kept[2].links[0].target == 1


def test_doubts_travel_as_signals() -> None:
    found = quantities.find(document("税收1000万"))
    (record,) = quantities.records(found, Quoter(found))
    assert (record.signals.ambiguities, record.signals.notes) == (1, found.quantities[0].doubts)


def test_equal_quantities_have_records_of_their_own() -> None:
    found = quantities.find(document("3家，3家"))
    assert len({record.record_id for record in quantities.records(found, Quoter(found))}) == 2
