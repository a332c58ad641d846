"""Words that bound a number: 不低于, 近, 以上, 余 … from lexicons/modifiers.csv, found just before or after a place."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.lexicon.overlays import active, remembered
from jixiao.lexicon.tables import read_table
from jixiao.numbers.fold import fold_text

PLACES = ("before", "after", "between")
BOUNDS = ("exact", "approx", "ge", "gt", "le", "lt", "plus-minus", "")


@dataclass(frozen=True, slots=True)
class Modifier:
    """A bounding word: where it stands, what it means, and the neighbours that make it part of another word (节约, 签约)."""

    word: str
    bound: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """The modifiers of one place, with what makes looking them up fast."""

    words: dict[str, Modifier]
    longest: int
    first: frozenset[str]
    last: frozenset[str]


@remembered()
def _places() -> dict[str, _Place]:
    found: dict[str, dict[str, Modifier]] = {place: {} for place in PLACES}
    for row in read_table(
        "modifiers.csv", ("id", "word", "place", "bound", "not_after", "not_before"), overlays=active()
    ):
        if row["place"] not in PLACES:
            raise row.mistake(f"place 不能是“{row['place']}”", f'place cannot be "{row["place"]}"')
        if row["bound"] not in BOUNDS:
            raise row.mistake(f"bound 不能是“{row['bound']}”", f'bound cannot be "{row["bound"]}"')
        word = fold_text(row["word"])
        found[row["place"]][word] = Modifier(
            word,
            row["bound"],
            tuple(map(fold_text, row.many("not_after"))),
            tuple(map(fold_text, row.many("not_before"))),
        )
    return {
        place: _Place(
            words, max(map(len, words), default=0), frozenset(w[0] for w in words), frozenset(w[-1] for w in words)
        )
        for place, words in found.items()
    }


def before(text: str, at: int) -> tuple[int, Modifier] | None:
    """The longest modifier that ends at this place (up to two blanks skipped), with its start; None where there is none."""
    end = at
    while end > 0 and at - end < 2 and text[end - 1] == " ":
        end -= 1
    place = _places()["before"]
    if end == 0 or text[end - 1] not in place.last:
        return None
    for size in range(min(place.longest, end), 0, -1):
        found = place.words.get(text[end - size : end])
        if found is not None:
            if found.not_after and text.endswith(found.not_after, 0, end - size):
                return None
            return end - size, found
    return None


def after(text: str, at: int) -> tuple[int, Modifier] | None:
    """The longest modifier that begins at this place (one blank skipped), with its end; None where there is none."""
    start = at + 1 if text[at : at + 1] == " " else at
    place = _places()["after"]
    if text[start : start + 1] not in place.first:
        return None
    for size in range(place.longest, 0, -1):
        found = place.words.get(text[start : start + size])
        if found is not None and len(found.word) == size:
            if found.not_before and text.startswith(found.not_before, start + size):
                return None
            return start + size, found
    return None


def between(text: str, at: int) -> int | None:
    """Where a modifier between numeral and unit (1500余次) ends, if one begins at this place (two blanks skipped)."""
    start = at
    while start - at < 2 and text[start : start + 1] == " ":
        start += 1
    return start + 1 if text[start : start + 1] in _places()["between"].words else None
