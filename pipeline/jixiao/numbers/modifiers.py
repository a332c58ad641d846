"""Words that bound a number: 不低于, 近, 以上, 余 … from lexicons/modifiers.csv, found just before or after a place."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.lexicon.overlays import active, remembered
from jixiao.lexicon.tables import read_table
from jixiao.numbers.fold import fold_text

PLACES = ("before", "after", "between", "inclusive", "exclusive")
BOUNDS = ("exact", "approx", "ge", "gt", "le", "lt", "plus-minus", "")


@dataclass(frozen=True, slots=True)
class Modifier:
    """A bounding word: where it stands, what it means, and the neighbours that make it part of another word (节约, 签约)."""

    word: str
    bound: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@remembered()
def _table() -> dict[str, dict[str, Modifier]]:
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
    return found


@remembered()
def _longest(place: str) -> int:
    return max((len(word) for word in _table()[place]), default=0)


@remembered()
def _edges(place: str, edge: int) -> frozenset[str]:
    return frozenset(word[edge] for word in _table()[place])


def before(text: str, at: int) -> tuple[int, Modifier] | None:
    """The longest modifier that ends at this place (up to two blanks skipped), with its start; None where there is none."""
    end = at
    while end > 0 and at - end < 2 and text[end - 1] == " ":
        end -= 1
    if end == 0 or text[end - 1] not in _edges("before", -1):
        return None
    table = _table()["before"]
    for size in range(min(_longest("before"), end), 0, -1):
        found = table.get(text[end - size : end])
        if found is not None:
            if found.not_after and text.endswith(found.not_after, 0, end - size):
                return None
            return end - size, found
    return None


def after(text: str, at: int) -> tuple[int, Modifier] | None:
    """The longest modifier that begins at this place (one blank skipped), with its end; None where there is none."""
    start = at + 1 if text[at : at + 1] == " " else at
    if text[start : start + 1] not in _edges("after", 0):
        return None
    table = _table()["after"]
    for size in range(_longest("after"), 0, -1):
        found = table.get(text[start : start + size])
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
    return start + 1 if text[start : start + 1] in _table()["between"] else None
