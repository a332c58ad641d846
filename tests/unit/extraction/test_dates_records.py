"""Dates of a document: records that quote the source, relative words resolved by the document's fiscal year."""

from __future__ import annotations

from jixiao.document.document import Block, Document, Page, Profile, Source
from jixiao.document.evidence import Quoter
from jixiao.document.trace import TracedText
from jixiao.extraction import dates
from tests.unit.extraction import claims_reading


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


def test_dates_in_contents_and_running_heads_of_a_text_file_are_kept() -> None:
    head = "云岭县档案馆2022年度部门决算"
    contents = "目  录\n第一部分：概况……1\n第二部分：2022年度决算表……3\n第三部分：说明……7\n"
    text = f"{head}\n\n{contents}\n第一部分：概况\n\n编制9人。\n{head}\n- 2 -\n第三部分：说明\n\n截至2022年底。\n{head}\n- 3 -\n"
    found = claims_reading.document(text)
    assert "……" not in found.text.text
    made = dates.records(found, Quoter(found))
    assert [record.evidence[0].text for record in made] == ["2022年度"] * 3 + ["2022年底", "2022年度"]
    assert all(text[e.start : e.end] == e.text for record in made for e in record.evidence)
