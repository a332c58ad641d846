"""Finds many terms at once, in time linear in the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

try:  # Rust where there is a wheel; odd processors (loongarch64) take the pure-Python automaton below
    import ahocorasick_rs as _rust
except ImportError:  # pragma: no cover - exercised by the test of the pure automaton
    _rust = None  # type: ignore[assignment]


class PureAutomaton:
    """Aho-Corasick in plain Python: all occurrences, then leftmost-longest without overlap."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._fail = [0]
        self._found: list[list[int]] = [[]]
        self._sizes = [len(term) for term in terms]
        for number, term in enumerate(terms):
            state = 0
            for char in term:
                follow = self._next[state].get(char)
                if follow is None:
                    follow = len(self._next)
                    self._next.append({})
                    self._fail.append(0)
                    self._found.append([])
                    self._next[state][char] = follow
                state = follow
            self._found[state].append(number)
        queue = deque(self._next[0].values())
        while queue:
            state = queue.popleft()
            for char, follow in self._next[state].items():
                queue.append(follow)
                back = self._fail[state]
                while back and char not in self._next[back]:
                    back = self._fail[back]
                self._fail[follow] = self._next[back].get(char, 0) if self._next[back].get(char, 0) != follow else 0
                self._found[follow] = self._found[follow] + self._found[self._fail[follow]]

    def _all(self, text: str) -> Iterator[tuple[int, int, int]]:
        state = 0
        for at, char in enumerate(text, 1):
            while state and char not in self._next[state]:
                state = self._fail[state]
            state = self._next[state].get(char, 0)
            for number in self._found[state]:
                yield at - self._sizes[number], at, number

    def leftmost_longest(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, term number), longest first at each place, none overlapping."""
        chosen: list[tuple[int, int, int]] = []
        done = 0
        for start, end, number in sorted(self._all(text), key=lambda hit: (hit[0], -hit[1])):
            if start >= done:
                chosen.append((start, end, number))
                done = end
        return chosen


class Automaton:
    """Many terms at once. Empty terms are refused.

    >>> Automaton(["万元", "元", "亿元"]).find("3万元和2亿元")
    [(1, 3, 0), (5, 7, 2)]
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(terms)
        if not all(self.terms):
            raise ValueError("an empty term matches everywhere")
        self._rust = None
        self._pure = None
        if _rust is not None and self.terms:
            self._rust = _rust.AhoCorasick(list(self.terms), matchkind=_rust.MatchKind.LeftmostLongest)
        else:
            self._pure = PureAutomaton(self.terms)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, term number) of each occurrence, leftmost-longest, none overlapping, in text order."""
        if self._rust is not None:
            return [(start, end, number) for number, start, end in self._rust.find_matches_as_indexes(text)]
        assert self._pure is not None
        return self._pure.leftmost_longest(text)
