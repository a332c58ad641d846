"""Looks a printed term up among canonical names: exact, folded, fuzzy with margin and vetoes.

Fuzzy scores alone are useless here: 工业总产值 and 农业总产值 are 80 % alike and not the same. So three things
surround the score: substitutions that a table of look-alikes explains (OCR confusions) cost little; characters that
turn the meaning round (工/农, 进/出, 增/减, 收/支, 预/决) veto a match; and a match carries its margin to the best name
of another meaning, without which it is not to be trusted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein

from jixiao.lexicon.fold import fold
from jixiao.lexicon.paths import data_folder


@dataclass(frozen=True, slots=True)
class Match:
    """A canonical name found for a printed term."""

    name: str
    alias: str
    """The spelling that matched, folded."""
    score: float
    """1 for exact or folded equality, else likeness after cheap confusions, 0 to 1."""
    margin: float
    """Score minus that of the best candidate with another name; 1 where there is no other."""
    cost: float = 0.0
    """What confusions cost, included in the score."""


@cache
def _look_alikes() -> dict[tuple[str, str], float]:
    """(printed, meant) -> cost of the substitution, 0 to 1, from lexicons/confusions.csv."""
    with (data_folder("lexicons") / "confusions.csv").open(encoding="utf-8", newline="") as file:
        return {(row["printed"], row["meant"]): float(row["cost"]) for row in csv.DictReader(file)}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Character -> characters that turn its meaning round, from lexicons/vetoes.csv."""
    found: dict[str, set[str]] = {}
    with (data_folder("lexicons") / "vetoes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            group = row["characters"]
            for char in group:
                found.setdefault(char, set()).update(set(group) - {char})
    return {char: frozenset(others) for char, others in found.items()}


def likeness(printed: str, meant: str) -> tuple[float, float]:
    """(score, confusion cost) of two folded terms; score 0 where the difference turns the meaning round.

    >>> likeness("工业总产值", "农业总产值")[0]
    0.0
    >>> likeness("财政供养人员控制率", "财政供养入员控制率")[0] > 0.95
    True
    """
    if printed == meant:
        return 1.0, 0.0
    size = max(len(printed), len(meant))
    if not size:
        return 0.0, 0.0
    total = confused = 0.0
    opposites, look_alikes = _opposites(), _look_alikes()
    for step in Levenshtein.opcodes(printed, meant):
        if step.tag == "equal":
            continue
        old, new = printed[step.src_start : step.src_end], meant[step.dest_start : step.dest_end]
        for was, want in zip(old, new, strict=False):
            cost = look_alikes.get((was, want))
            if cost is not None:
                confused += cost
                total += cost
                continue
            if want in opposites.get(was, ()):
                return 0.0, 0.0
            total += 1.0
        longer = old if len(old) > len(new) else new
        for char in longer[min(len(old), len(new)) :]:
            total += 0.6 if char in "的和及与等情况数额费表项" else 1.0
    return max(0.0, 1.0 - total / size), confused


@dataclass(slots=True)
class Terms:
    """Canonical names with their aliases, ready to be looked up.

    ``Terms.of({"存在问题": ["存在的问题", "存在的主要问题"]}).look_up("存在的主要问題").name == "存在问题"``
    """

    by_fold: dict[str, str] = field(default_factory=dict)
    spellings: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]]) -> Terms:
        """From canonical name -> aliases. The name itself is always a spelling; the first owner of a spelling keeps it."""
        terms = cls()
        for name in names:
            terms.by_fold.setdefault(fold(name), name)
        for name, aliases in names.items():
            for alias in aliases:
                terms.by_fold.setdefault(fold(alias), name)
        terms.spellings = list(terms.by_fold)
        return terms

    def exact(self, printed: str) -> Match | None:
        """A match by equality after folding, or None."""
        folded = fold(printed)
        name = self.by_fold.get(folded)
        return None if name is None else Match(name, folded, 1.0, 1.0)

    def look_up(self, printed: str, *, least: float = 0.8, margin: float = 0.05) -> Match | None:
        """The best match of at least ``least`` whose margin to another name is at least ``margin``; else None."""
        if (found := self.exact(printed)) is not None:
            return found
        folded = fold(printed)
        if len(folded) < 2:
            return None
        near = process.extract(folded, self.spellings, scorer=Indel.normalized_similarity, limit=12, score_cutoff=0.5)
        scored = sorted(
            ((*likeness(folded, spelling), spelling) for spelling, _, _ in near), key=lambda s: (-s[0], s[2])
        )
        if not scored or scored[0][0] < least:
            return None
        score, cost, spelling = scored[0]
        name = self.by_fold[spelling]
        other = next((s for s, _, rival in scored if self.by_fold[rival] != name), 0.0)
        if score - other < margin:
            return None
        return Match(name, spelling, score, score - other, cost)
