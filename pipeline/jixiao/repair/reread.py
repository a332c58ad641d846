"""Replaces readings of a scan that lexicon and grammar leave no room for: 12.5方元 is 12.5万元, 3O0 is 300."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jixiao.document.document import Document, Notice
from jixiao.document.errors import LexiconError
from jixiao.document.trace import Edit
from jixiao.lexicon import Automaton, read_table
from jixiao.repair.confusions import printed_for
from jixiao.repair.glyphs import Scanned

_BEFORE = {
    "digit": re.compile(r"[0-9０-９][,，.．]?[ ]?\Z"),
    "caption": re.compile(r"(?:单[ ]*位[ ]*[:：][ ]*|[（(])\Z"),
    "cell": re.compile(r"(?:\A|[\t\n])[ ]*\Z"),
    "": re.compile(r"\Z"),
}
"""What must stand in front: a number, the words that name a unit, the start of a cell or line."""
_AFTER = {
    "digit": re.compile(r"[ ]?[0-9０-９]"),
    "number": re.compile(r"[0-9０-９.．,，]|[ ]?(?:万|亿|元|%|％|个|人|亩)"),
    "stop": re.compile(r"(?![0-9０-９.．%％])"),
    "end": re.compile(r"[ ]*(?:[\t\n]|\Z)"),
    "": re.compile(r""),
}
"""What must follow; ``stop``: no number goes on, ``end``: the cell or line ends."""
_SURE = 0.98
"""A character of a term is doubted below this probability, or where the engine saw the term's own character too."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """A row of misreadings.csv: what is read, what must be meant, and where."""

    id: str
    printed: str
    meant: str
    before: str
    after: str


@cache
def misreadings() -> tuple[Misreading, ...]:
    """The rows of lexicons/misreadings.csv. Raises LexiconError for a place that the columns cannot name."""
    rows = read_table("misreadings.csv", ("id", "printed", "meant", "before", "after"))
    for row in rows:
        if (
            row["before"] not in _BEFORE
            or row["after"] not in _AFTER
            or not 0 < len(row["meant"]) <= len(row["printed"])
        ):
            raise row.mistake(
                "before 只能是 digit、caption、cell 或空，after 只能是 digit、number、stop、end 或空，meant 不得比 printed 长",
                "before is digit, caption, cell or empty; after digit, number, stop, end or empty; meant is no longer than "
                "printed",
            )
    return tuple(Misreading(r["id"], r["printed"], r["meant"], r["before"], r["after"]) for r in rows)


@cache
def _confused_terms() -> tuple[Automaton, tuple[tuple[str, int, str], ...]]:
    """Terms of the lexicons with one character misread -> (term, place, misread character).

    Terms of at least four characters; a misread form that is a term itself, or part of one, is left out: it leaves
    another reading.
    """
    terms: set[str] = set()
    for name, columns in (
        ("finance.csv", ("name", "aliases")),
        ("indicators.csv", ("name", "aliases")),
        ("fields.csv", ("name", "aliases")),
    ):
        try:
            rows = read_table(name, columns, key="id")
        except (LexiconError, KeyError):
            continue
        for row in rows:
            terms.update(term for term in (row["name"], *row.many("aliases")) if len(term) >= 4)
    everything = "\n".join(sorted(terms))
    found: dict[str, tuple[str, int, str]] = {}
    for term in sorted(terms):
        for place, meant in enumerate(term):
            for printed in printed_for().get(meant, ()):
                wrong = term[:place] + printed + term[place + 1 :]
                if wrong not in everything and not printed.isascii():
                    found.setdefault(wrong, (term, place, printed))
    return Automaton(found), tuple(found.values())


class Reread:
    """The stage: edits ``Document.text`` of scans; the source, and with it every quotation, stays as it was read."""

    name = "reread"
    version = "1"

    def __call__(self, document: Document) -> Document:
        """The document with its clean text repaired, and a notice for each replacement."""
        scanned = Scanned(document)
        if not scanned.any:
            return document
        text = document.text
        edits: list[Edit] = []
        notices: list[Notice] = []
        done = 0
        for start, end, new in sorted(_wanted(text.text, document, scanned)):
            if start < done:
                continue
            source, _ = text.source_span(start, end)
            page = document.page_at(source)
            if scanned.at(source) is None:
                continue
            edits.append((start, end, new))
            done = end
            shown = text.text[max(0, start - 6) : end + 2].replace("\n", " ").replace("\t", " ")
            notices.append(
                Notice(
                    "reading-replaced",
                    f"识别为“{text.text[start:end]}”，按“{new}”处理（…{shown}…）；引文仍为原识别结果。"
                    f'Read as "{text.text[start:end]}", taken as "{new}"; quotations keep what was read.',
                    None if page is None else page.number,
                )
            )
        if not edits:
            return document
        return document.having(text=text.edit(edits), warnings=(*document.warnings, *notices))


def _wanted(text: str, document: Document, scanned: Scanned) -> Iterator[Edit]:
    """Replacements, in no particular order."""
    rows = misreadings()
    by_printed: dict[str, list[Misreading]] = {}
    for row in rows:
        by_printed.setdefault(row.printed, []).append(row)
    printed = tuple(by_printed)
    for start, end, number in Automaton(printed).find(text):
        for row in by_printed[printed[number]]:
            front = text[max(0, start - 12) : start]
            at_head = _BEFORE[row.before].search(front)
            if at_head and (row.before != "cell" or start <= 12 or at_head.start() > 0 or front[:1] in "\t\n"):
                follows = _AFTER[row.after].match(text, end)
                if follows:
                    yield start, end, row.meant
                    break
    automaton, terms = _confused_terms()
    for start, _, number in automaton.find(text):
        term, place, _ = terms[number]
        source, _ = document.text.source_span(start + place, start + place + 1)
        doubt = scanned.at(source)
        if doubt is not None and (doubt.confidence < _SURE or any(c == term[place] for c, _ in doubt.rivals)):
            yield start + place, start + place + 1, term[place]
