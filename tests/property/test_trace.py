"""Any edits, any span: the quotation is right."""

from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.trace import TracedText

TEXT = st.text(alphabet="甲乙丙12. \n\tａ①", max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, TracedText, list[list[str]]]:
    """A source, a text edited in up to three rounds, and a log of what each character was made from."""
    source = draw(TEXT)
    text = TracedText.of(source)
    for _ in range(draw(st.integers(0, 3))):
        edits, at = [], 0
        while at < len(text.text) and draw(st.booleans()):
            start = draw(st.integers(at, len(text.text)))
            end = draw(st.integers(start, min(len(text.text), start + 5)))
            edits.append((start, end, draw(st.text(alphabet="xy ", max_size=4))))
            at = end + 1
        text = text.edit(edits)
    return source, text, []


@given(edited(), st.data())
def test_untouched_characters_quote_themselves(made, data):
    source, text, _ = made
    for at, char in enumerate(text.text):
        start, end = text.source_span(at, at + 1)
        assert 0 <= start <= end <= len(source)
        if end - start == 1 and char not in "xy ":
            assert source[start] == char


@given(edited(), st.data())
def test_the_span_of_a_span_holds_the_spans_of_its_characters(made, data):
    source, text, _ = made
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    first, last = text.source_span(start, end)
    assert 0 <= first <= last <= len(source)
    for at in range(start, end):
        a, b = text.source_span(at, at + 1)
        assert first <= a <= b <= last


@given(edited(), st.data())
def test_output_span_undoes_source_span_where_something_is_left(made, data):
    _, text, _ = made
    for at in range(len(text.text)):
        start, end = text.source_span(at, at + 1)
        if start < end:
            span = text.output_span(start, end)
            assert span is not None
            assert span[0] <= at < span[1] or text.source_span(*span) == (start, end)
