"""The matching stage: headings become sections with canonical names, levels and extents."""

from __future__ import annotations

from jixiao.document.document import Document, Heading, Section, SectionKind
from jixiao.lexicon import Match
from jixiao.match.names import SectionNames
from jixiao.match.outline import Place, arrange_headings

_GLOSSARY = "名词解释"
_ITEMISED = frozenset({"存在问题", "改进措施", "存在问题和改进措施"})
"""Under these the small headings name single problems; only an exact name counts there."""


class MatchSections:
    """Fills ``Document.sections``."""

    name = "match"
    version = "1"

    def __init__(self, *, names: SectionNames) -> None:
        self._names = names

    def __call__(self, document: Document) -> Document:
        """The document with its tree of sections."""
        text = document.text.text
        headings = list(document.headings)
        found = [self._named(heading, text[heading.title_start : heading.title_end]) for heading in headings]
        ranks = [None if match is None else self._names.ranks[match.name] for match in found]
        first = _first_of_parts(document, headings)
        level = 0 if any(part.kind == "report" and _annexed(headings, part.start) for part in document.parts) else 1
        holders = {at for at, match in enumerate(found) if match is not None and match.name == "附件"}
        places = arrange_headings(headings, ranks, first, level, holders)
        ends = _ends(headings, places, len(text))
        sections: list[Section] = []
        for heading, match, place, end in zip(headings, found, places, ends, strict=True):
            sections.append(_section(text, heading, _fitting(match, place, sections), place, end))
        return document.having(sections=tuple(sections))

    def _named(self, heading: Heading, title: str) -> Match | None:
        """The canonical name; an annex's title names a component document, or is that of a chapter word for word."""
        match = self._names.find(title) if title else None
        if match is not None and heading.scheme == "annex" and match.score < 1 and self._names.ranks[match.name] != 0:
            return None
        return match


def _first_of_parts(document: Document, headings: list[Heading]) -> list[bool]:
    first = [False] * len(headings)
    for part in document.parts:
        for position, heading in enumerate(headings):
            if part.start <= heading.start < part.end:
                first[position] = True
                break
    return first


def _annexed(headings: list[Heading], start: int) -> bool:
    return any(h.scheme == "annex" and h.start == start for h in headings)


def _ends(headings: list[Heading], places: list[Place], size: int) -> list[int]:
    """Where each section's body ends: at the next heading of its level or above."""
    ends = [size] * len(headings)
    open_: list[int] = []
    for position, place in enumerate(places):
        while open_ and places[open_[-1]].level >= place.level:
            ends[open_.pop()] = headings[position].start
        open_.append(position)
    return ends


def _fitting(match: Match | None, place: Place, sections: list[Section]) -> Match | None:
    """The match, unless it is a term that 名词解释 explains, or a guess about a small heading under 存在问题 or 改进措施."""
    parent = place.parent
    while match is not None and parent is not None:
        above = sections[parent]
        if above.canonical == _GLOSSARY or (above.canonical in _ITEMISED and match.score < 1.0):
            return None
        parent = above.parent
    return match


def _kind(heading: Heading) -> SectionKind:
    if heading.scheme == "annex":
        return "annex"
    if heading.run_in:
        return "run-in"
    return "form" if heading.in_cell and not heading.number else "heading"


def _section(text: str, heading: Heading, match: Match | None, place: Place, end: int) -> Section:
    doubts = [] if place.sure else ["level-unsure"]
    if match is not None and match.score < 0.95:
        doubts.append("fuzzy-match")
    title = text[heading.title_start : heading.title_end].strip() or heading.number
    return Section(
        start=heading.start,
        heading_end=heading.end,
        end=max(end, heading.end),
        title=title,
        title_span=(heading.title_start, heading.title_end)
        if heading.title_end > heading.title_start
        else (heading.start, heading.end),
        number=heading.number,
        level=place.level,
        canonical=None if match is None else match.name,
        parent=place.parent,
        kind=_kind(heading),
        score=None if match is None else match.score,
        margin=None if match is None else match.margin,
        doubts=tuple(doubts),
    )
