"""The words that claims are read by, as patterns made once from lexicons/claims_words.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from jixiao.lexicon import fold, read_table

CLASSES = frozenset(
    (
        *("lead", "lead-not", "tail", "after-tail", "light", "verb", "opener", "noun-head", "never-noun"),
        *("sibling", "account", "counter"),
        *("generic", "bare", "aspect", "self"),
        *(
            "plan",
            "plan-noun",
            "plan-not",
            "target",
            "target-not",
            "actual",
            "base",
            "score",
            "predicate",
            "fund-end",
            "fund-part",
            "aim",
        ),
        *("up", "down", "above", "below", "copula", "reach", "times", "plan-itself"),
        *("column-target", "column-actual", "column-plan", "column-rule", "column-duty", "column-next"),
        *("section-plan", "section-next", "section-target", "section-duty", "note-section", "aim-title", "issue-title"),
    )
)
"""The classes that the reading of claims knows; what each means is said in the table itself."""


def words(kind: str) -> tuple[str, ...]:
    """The words of a class, longest first. Raises LexiconError where the table has a class that nobody reads.

    >>> "力争" in words("target")
    True
    """
    return _classes().get(kind, ())


@cache
def siblings() -> dict[str, tuple[str, ...]]:
    """For a word that names one side of a thing, those that name its other sides: 出栏 → 存栏, 出笼.

    >>> siblings()["死亡率"]
    ('自然增长率', '出生率')
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("claims_words.csv", ("id", "class", "words", "note")):
        if row["class"] == "sibling":
            group = row.many("words")
            for term in group:
                others = sorted((other for other in group if other != term), key=lambda other: (-len(other), other))
                found[term] = tuple(others)
    return found


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for row in read_table("claims_words.csv", ("id", "class", "words", "note")):
        if row["class"] not in CLASSES:
            raise row.mistake(
                f"没有“{row['class']}”这一类，可用：{'、'.join(sorted(CLASSES))}",
                f'there is no class "{row["class"]}", only {", ".join(sorted(CLASSES))}',
            )
        found.setdefault(row["class"], set()).update(row.many("words"))
    return {kind: tuple(sorted(terms, key=lambda term: (-len(term), term))) for kind, terms in found.items()}


@lru_cache(maxsize=1 << 14)
def folded(term: str) -> str:
    """The folded form of a term; names come again and again."""
    return fold(term)


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
