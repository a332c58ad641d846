"""Dates of a document: records that quote the source, relative words resolved by the document's fiscal year."""

from __future__ import annotations

from jixiao.document.document import Block, Document, Page, Profile, Source
from jixiao.document.evidence import Quoter
from jixiao.document.trace import TracedText
from jixiao.extraction import dates


def document(text: str, **layers: object) -> Document:
    source = Source("a.txt", "0123456789abcdef" * 4, "text/plain", "text")
    return Document(source, text, (Page(1, 0, len(text)),), text=TracedText.of(text)).having(**layers)


def test_a_date_is_quoted_and_has_its_iso_form() -> None:
    found = dates.find(document("填报日期：2023 年 6月27 日"))
    (record,) = dates.records(found, Quoter(found))
    assert (record.iso, record.precision, record.evidence[0].text) == ("2023-06-27", "day", "2023 年 6月27 日")


def test_the_fiscal_year_resolves_relative_words() -> None:
    found = dates.find(document("较去年增长，6月底完成", profile=Profile(fiscal_year=2022)))
    assert [(d.iso, d.resolved) for d in found.dates] == [(None, "2021"), (None, "2022-06")]


def test_without_a_fiscal_year_relative_words_stay_open() -> None:
    found = dates.find(document("较去年增长"))
    (record,) = dates.records(found, Quoter(found))
    assert (record.iso, record.resolved) == (None, None)


def test_text_that_an_edit_inserted_gives_no_record() -> None:
    raw = document("年度")
    found = dates.find(raw.having(text=raw.text.edit([(0, 0, "2021")])))
    assert [d.text for d in found.dates] == ["2021年度"]
    assert [e.text for record in dates.records(found, Quoter(found)) for e in record.evidence] == ["年度"]


def test_page_numbers_are_no_dates() -> None:
    found = dates.find(document("2021年", blocks=(Block("furniture", 0, 5, role="page-number"),)))
    assert found.dates == ()


def test_a_damaged_date_says_so() -> None:
    found = dates.find(document("报告日期：2024926"))
    (record,) = dates.records(found, Quoter(found))
    assert (record.iso, record.signals.notes) == ("2024-09-26", ("damaged",))
