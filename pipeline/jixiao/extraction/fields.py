"""Document fields: from covers, forms, feet, letters and the narrative."""

from __future__ import annotations

import re
from collections import Counter

from jixiao.document.document import Document, Profile
from jixiao.document.evidence import Quoter
from jixiao.document.records import FieldRecord, Signals
from jixiao.extraction import fields_forms, fields_narrative, fields_text
from jixiao.extraction.fields_values import Found
from jixiao.extraction.forms import read_forms

_YEARS = re.compile(r"(20[0-4]\d)\s*年(?:度|实际在职|完工项目|部门整体)(?!预算|工作(?:计划|目标))")
_ANY_YEAR = re.compile(r"(20[0-4]\d)\s*年")
_UNIT_IN_TITLE = re.compile(
    r"^(?:20\d\d\s*年(?:度)?)?(?P<unit>[^，。《》]{3,30}?)(?:20\d\d\s*年(?:度)?)?(?:部门|单位)?(?:整体支出|整体|项目支出|预算|绩效|决算|财政支出|专项资金)"
)


def records(document: Document, quoter: Quoter) -> list[FieldRecord]:
    """The fields of a document in reading order, one record for each place where a value is printed with its label.

    Uses ``tables``, ``blocks``, ``sentences`` and ``parts``. A blank place makes no record.
    """
    forms = read_forms(document)
    found = [
        *fields_text.found_in(document),
        *fields_forms.found_in(forms),
        *fields_narrative.found_in(document),
    ]
    found.sort(key=lambda f: (f.span, f.score is None, -(f.score or 0)))
    kept: list[Found] = []
    seen: set[tuple[str, tuple[int, int]]] = set()
    for one in found:
        if (one.name, one.span) not in seen and not any(
            k.name == one.name and k.span[0] < one.span[1] and one.span[0] < k.span[1] for k in kept[-6:]
        ):
            seen.add((one.name, one.span))
            kept.append(one)
    return [_record(quoter, one) for one in kept]


def _record(quoter: Quoter, found: Found) -> FieldRecord:
    evidence = quoter.quote("value", *found.span)
    if found.label is not None and found.label != found.span:
        evidence += quoter.quote("name", *found.label)
    signals = Signals(match_score=found.score, structure_inferred=found.inferred, notes=found.notes)
    text = quoter.document.text.text
    return quoter.make(
        FieldRecord,
        evidence,
        at=found.span[0],
        signals=signals,
        name=found.name,
        value=found.value,
        raw=text[slice(*found.span)].strip(),
    )


def profile(document: Document) -> Profile:
    """What the document is about: the title, the unit and the year that it reports on.

    Uses ``tables``, ``blocks`` and ``parts`` alone, so that dates and amounts can be resolved with it.
    """
    text = document.text.text
    spans = fields_text.titles(document)
    letters = [(part.start, part.end) for part in document.parts if part.kind == "letter"]
    in_report = [span for span in spans if not any(start <= span[0] < end for start, end in letters)]
    title = next(iter(in_report or spans), None)
    named = None if title is None else "".join(text[slice(*title)].split())
    return Profile(title=named, unit=_unit(document, named), fiscal_year=_year(document, in_report or spans))


def _unit(document: Document, title: str | None) -> str | None:
    text = document.text.text
    for block in document.blocks:
        if block.kind == "paragraph" and block.end - block.start <= 120:
            for found in fields_text.labelled(text, block.start, block.end):
                if found.name == "部门名称" and isinstance(found.value, str):
                    return found.value
    for form in read_forms(document):
        for name in ("部门名称", "实施单位"):
            pair = form.pair(name)
            if pair is not None and pair.value is not None:
                return form.grid.words(pair.value)
    match = _UNIT_IN_TITLE.match(title) if title else None
    return match["unit"].removesuffix("部门").removesuffix("单位") or None if match is not None else None


def _year(document: Document, titles: list[tuple[int, int]]) -> int | None:
    """The year that the document reports on, by vote: a title that was left from last year is outvoted.

    A title of a report or a form counts for three, every other 20xx年度 and every 20xx年决算数 for one; the first title
    decides between equals. Without any of these, the commonest year at the start of the text.
    """
    text = document.text.text
    votes: Counter[int] = Counter()
    first: int | None = None
    for span in titles:
        if (year := fields_text.year_of(text, span)) is not None:
            votes[year[0]] += 2
            first = first if first is not None else year[0]
    for form in read_forms(document):
        if form.title is not None and (year := fields_text.year_of(text, form.title)) is not None:
            votes[year[0]] += 2
    votes.update(int(match[1]) for match in _YEARS.finditer(text))
    if not votes:
        votes.update(int(match[1]) for match in _ANY_YEAR.finditer(text, 0, 3000))
    return min(votes, key=lambda year: (-votes[year], year != first, year)) if votes else None
