"""Marks say the same after a text was joined and edited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao.synthesis.rich import Rich, fill, join


def quoted(text: Rich, kind: str = "quantity") -> list[str]:
    return [text.text[m.start : m.end] for m in text.marks if m.kind == kind]


def test_joining_moves_marks_with_their_text() -> None:
    number = Rich("3家").marked("quantity")
    assert quoted(join("、", ["甲", number, number])) == ["3家", "3家"]


def test_an_insertion_at_the_edge_of_a_mark_stays_outside_it() -> None:
    text = Rich("共") + Rich("3家").marked("quantity") + "企业"
    assert quoted(text.edited([(1, 1, " "), (3, 3, " ")])) == ["3家"]


def test_an_insertion_inside_a_mark_becomes_part_of_it() -> None:
    assert quoted(Rich("3家").marked("quantity").edited([(1, 1, " ")])) == ["3 家"]


def test_a_template_keeps_the_marks_of_its_slots() -> None:
    text = fill("全年{n}，增长{g}。", lambda name, before: Rich({"n": "3家", "g": "5%"}[name]).marked("quantity"))
    assert quoted(text) == ["3家", "5%"]


@given(
    pieces=st.lists(
        st.tuples(st.text(alphabet="甲乙12，", min_size=1, max_size=5), st.booleans()), min_size=1, max_size=6
    ),
    data=st.data(),
)
def test_after_any_insertions_outside_marks_every_mark_still_quotes_its_text(
    pieces: list[tuple[str, bool]], data: st.DataObject
) -> None:
    text = join("", (Rich(words).marked("quantity") if marked else Rich(words) for words, marked in pieces))
    edges = sorted({0, len(text.text), *(m.start for m in text.marks), *(m.end for m in text.marks)})
    free = [e for e in edges if not any(m.start < e < m.end for m in text.marks)]
    places = sorted(data.draw(st.lists(st.sampled_from(free), max_size=4, unique=True)))
    assert quoted(text.edited([(p, p, "×") for p in places])) == quoted(text)
