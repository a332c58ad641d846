"""The words that claims are read by, as patterns made once from lexicons/claims_words.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from jixiao.lexicon import read_table


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of a class, longest first; empty for a class that the table does not have."""
    return _classes().get(kind, ())


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for row in read_table("claims_words.csv", ("class", "words", "note"), key="words"):
        found.setdefault(row["class"], set()).update(row.many("words"))
    return {kind: tuple(sorted(terms, key=lambda term: (-len(term), term))) for kind, terms in found.items()}


def either(terms: Iterable[str]) -> str:
    """A pattern for any of some literal terms, the longest that fits first; atomic, so that repeating it stays linear."""
    return "(?>" + "|".join(map(re.escape, sorted(terms, key=lambda term: (-len(term), term)))) + ")"


@cache
def anywhere(kind: str) -> re.Pattern[str]:
    """Finds a word of a class."""
    return re.compile(either(words(kind)))


@cache
def in_front(*kinds: str) -> re.Pattern[str]:
    """Matches one or more words of some classes at the beginning."""
    return re.compile(either(term for kind in kinds for term in words(kind)) + "++")


@cache
def at_end(*kinds: str) -> re.Pattern[str]:
    """Matches one or more words of some classes up to the end, by matching the reversed text."""
    return re.compile(either(term[::-1] for kind in kinds for term in words(kind)) + "++")
