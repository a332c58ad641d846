"""Makes claim records from drafts and verdicts: value, name, period and context quoted, relations as links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.document.evidence import Quoter
from jixiao.document.measures import Measure
from jixiao.document.records import ClaimRecord, Evidence, Link, Signals
from jixiao.document.trace import Span
from jixiao.extraction.claims_clause import GLUE, Phrase
from jixiao.extraction.claims_draft import Draft
from jixiao.extraction.claims_names import indicator
from jixiao.extraction.claims_quality import Verdict
from jixiao.extraction.claims_year import Year, Years

_LONGEST_QUOTED = 2000
"""Characters of a sentence that is quoted whole; the longest in real reports has some 300."""
_STRETCH, _NEAR = 600, 300
_FAR = 13
"""Characters from a subject to its number beyond which something else stands between."""
_SHORT = 3


class Maker:
    """Makes records; a sentence is quoted once for all its claims."""

    def __init__(self, quoter: Quoter) -> None:
        self._quoter = quoter
        self._sentences: dict[Span, list[Evidence]] = {}

    def records(self, drafts: Sequence[Draft]) -> list[ClaimRecord]:
        """The records of drafts, and what they are of each other as links."""
        made = {id(draft): record for draft in drafts if (record := self._record(draft)) is not None}
        found: list[ClaimRecord] = []
        for draft in drafts:
            if id(draft) not in made:
                continue
            links = tuple(
                Link(type=t, record_id=made[id(other)].record_id) for t, other in draft.of if id(other) in made
            )
            record = made[id(draft)]
            found.append(record.model_copy(update={"links": links}) if links else record)
        return found

    def _record(self, draft: Draft) -> ClaimRecord | None:
        measure = draft.measure
        evidence = self._quoted((measure.start, measure.end), draft.subject, draft.year, draft.sentence)
        if evidence is None:
            return None
        match = indicator(draft.subject.text)
        value = measure.low if measure.low is not None and measure.bound not in ("le", "lt") else measure.high
        return self._quoter.make(
            ClaimRecord,
            evidence,
            at=measure.start,
            signals=Signals(
                match_score=None if match is None else match.score,
                match_margin=None if match is None else match.margin,
                ambiguities=draft.ambiguities + len(measure.doubts),
                notes=(*draft.doubts, *_of_subject(draft.subject, measure)),
            ),
            subject=draft.subject.text,
            indicator=None if match is None else match.name,
            entity=draft.entity,
            type="value",
            value=value,
            unit=measure.unit,
            bound=measure.bound,
            role=draft.role,
            year=draft.year.value,
            change=draft.change,
        )

    def verdict(self, said: Verdict, years: Years) -> ClaimRecord | None:
        """The record of a qualitative claim."""
        year = years.at(said.start, said.sentence, said.block)
        evidence = self._quoted((said.start, said.end), said.subject, year, said.sentence)
        if evidence is None:
            return None
        match = indicator(said.subject.text)
        return self._quoter.make(
            ClaimRecord,
            evidence,
            at=said.start,
            signals=Signals(notes=("year-inherited",) if year.inherited else ()),
            subject=said.subject.text,
            indicator=None if match is None else match.name,
            entity=None,
            type=said.type,
            value=None,
            unit=None,
            bound=None,
            role=said.role,
            year=year.value,
            change=None,
        )

    def _quoted(self, value: Span, subject: Phrase, year: Year, sentence: Span) -> list[Evidence] | None:
        """Value, subject, printed year and sentence; None where nothing of the source stands behind them."""
        quote = self._quoter.quote
        try:
            evidence = quote("value", *value)
            for start, end in subject.spans():
                evidence += quote("name", start, end)
            if year.mention is not None:
                evidence += quote("period", year.mention.start, year.mention.end)
            around = _around(value, sentence)
            if around not in self._sentences:
                self._sentences[around] = quote("context", *around)
        except ValueError:
            return None
        return evidence + self._sentences[around]


def _of_subject(subject: Phrase, measure: Measure) -> Iterator[str]:
    """Reason codes of a subject that is not simply the words before its number."""
    places = [place for place in subject.at if place != GLUE]
    if places and max(places) >= measure.end:
        yield "subject-behind"
    elif places and measure.start - max(places) > _FAR:
        yield "subject-far"
    if len(subject.text) <= _SHORT:
        yield "subject-short"


def _around(value: Span, sentence: Span) -> Span:
    """The sentence; of one without end, which some files hold, the stretch that the value stands in.

    A claim quotes its sentence: a megabyte of clauses without a full stop would be quoted once a claim. Claims of one
    stretch share its quotation.

    >>> _around((70_000, 70_005), (0, 100_000))
    (69300, 70500)
    """
    if sentence[1] - sentence[0] <= _LONGEST_QUOTED:
        return sentence
    first = value[0] - (value[0] - sentence[0]) % _STRETCH
    return max(sentence[0], first - _NEAR), min(sentence[1], max(value[1], first + _STRETCH) + _NEAR)
