"""The source text cut into stretches, and the page around it."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.records import DateRecord, Evidence, GapEntry
from jixiao.emit.finished import Finished
from jixiao.emit.page import page_of
from jixiao.emit.page.highlight import highlighted, stretches
from tests.unit.emit.made import TEXT, made_document

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x00\x1b[2J\u202e"


def dated(number: int, start: int, end: int, text: str) -> DateRecord:
    quote = Evidence(role="value", page=None, start=start, end=end, text=text[start:end])
    return DateRecord(
        record_id=f"{number:016x}", doc_id="d", evidence=(quote,), iso=None, resolved=None, precision="day"
    )


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_stretches_cover_the_source_once_and_name_exactly_who_quotes_them(
    text: str, spans: list[tuple[int, int]]
) -> None:
    spans = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    records = [dated(number, start, end, text) for number, (start, end) in enumerate(spans)]
    pieces = stretches(len(text), records, ())
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    for piece in pieces:
        wanted = {number for number, (start, end) in enumerate(spans) if start <= piece.start < piece.end <= end}
        assert {number for number, *_ in piece.marks} == wanted


@given(st.text(max_size=60))
def test_no_text_brings_markup_into_the_page(text: str) -> None:
    shown = highlighted(text, [dated(0, 0, len(text), text)] if text else [], ())
    without = re.sub(r'</?span(?: class="[\w -]+")?(?: title="U\+[0-9A-F]{4,6}")?(?: data-\w="[\d ]*")*>', "", shown)
    assert "<" not in without
    assert ">" not in without


def test_the_text_of_the_page_is_the_source_text() -> None:
    document = made_document()
    shown = highlighted(TEXT, document.records, ())
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == TEXT


def test_invisible_and_direction_marks_become_visible() -> None:
    shown = highlighted("a\u202eb\x1bc", (), ())
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert 'title="U+202E"' in shown


def test_a_windows_line_end_is_one_break() -> None:
    assert highlighted("一\r\n二\r三", (), ()) == "一\n二\n三"


def test_hostile_text_stays_text_wherever_it_is_printed() -> None:
    document = made_document(HOSTILE)
    record = dated(1, 0, len(HOSTILE), HOSTILE)
    gap = GapEntry(doc_id="d", kind="unread-number", page=1, start=0, end=3, text=HOSTILE)
    finished = Finished(Finished.of(document).entry.model_copy(update={"title": HOSTILE}), (record,), (gap,), HOSTILE)
    page = page_of(finished)
    assert page.count("<script>") == 1
    assert page.count("</script>") == 1
    assert "<img" not in page
    assert "\x1b" not in page
    assert "\x00" not in page


def test_the_page_allows_nothing_but_its_own_style_and_script() -> None:
    page = page_of(Finished.of(made_document()))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert " style=" not in page
    assert not re.search(r" on[a-z]+=", page)


def test_the_same_document_gives_the_same_page() -> None:
    assert page_of(Finished.of(made_document())) == page_of(Finished.of(made_document()))
