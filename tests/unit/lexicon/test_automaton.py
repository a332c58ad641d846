"""Both automata, the compiled and the pure one, find the same terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.lexicon import Automaton
from jixiao.lexicon.automaton import PureAutomaton

TERMS = st.lists(st.text(alphabet="万亿元人次", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


@given(TERMS, st.text(alphabet="万亿元人次1 ", max_size=40))
def test_the_pure_automaton_agrees_with_the_compiled_one(terms, text):
    assert PureAutomaton(terms).leftmost_longest(text) == Automaton(terms).find(text)


def test_an_empty_term_is_refused():
    with pytest.raises(ValueError, match="empty"):
        Automaton(["元", ""])
