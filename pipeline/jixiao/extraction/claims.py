"""Claims: who or what is said to be how much, against what. One record a quantity of the prose that has a subject."""

from __future__ import annotations

from bisect import bisect_left

from jixiao.document.document import Document, Sentence
from jixiao.document.evidence import Quoter
from jixiao.document.records import ClaimRecord
from jixiao.extraction.claims_draft import Draft
from jixiao.extraction.claims_links import link
from jixiao.extraction.claims_memory import Paragraph
from jixiao.extraction.claims_place import Place, part_of_name
from jixiao.extraction.claims_quality import verdicts
from jixiao.extraction.claims_record import Maker
from jixiao.extraction.claims_role import Mood, Settings, marked
from jixiao.extraction.claims_sentence import SentenceReader
from jixiao.extraction.claims_year import Years

_PARTS = ("其中", "分别为", "包括")
"""How a sentence begins that takes apart the one before, and keeps its role."""


def records(document: Document, quoter: Quoter) -> list[ClaimRecord]:
    """The claims of a document, in text order.

    Uses ``sentences``, ``quantities``, ``dates``, ``tables``, ``sections`` and ``profile``. A quantity in a bare
    indicator cell, a scoring rule or a grade band makes no claim. Growth is joined to its level; alone it is a claim.
    Ranks, completions and vague verdicts are claims without a value.
    """
    reader = _Reader(document)
    drafts = [draft for sentence in document.sentences for draft in reader.sentence(sentence)]
    maker = Maker(quoter)
    made = maker.records(drafts)
    made += [record for said in verdicts(document, reader.settings) if (record := maker.verdict(said, reader.years))]
    return sorted(made, key=lambda record: record.evidence[0].start)


class _Reader:
    """Reads the sentences of one document in order; a paragraph's sentences know those before."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [m.start for m in document.quantities]
        self.settings = Settings(document)
        self.years = Years(document)
        self._place = Place(document)
        self._names = frozenset(
            position
            for position in range(len(document.quantities))
            if part_of_name(document.text.text, document.quantities, position) or self._place.in_rule(position)
        )
        self._block = -1
        self._paragraph = Paragraph(document, self.years, self._names, (0, 0))

    def sentence(self, sentence: Sentence) -> list[Draft]:
        """The claims of one sentence."""
        first = bisect_left(self._starts, sentence.start)
        if first == len(self._starts) or self._starts[first] >= sentence.end:
            return []
        block = self._document.blocks[sentence.block]
        if self._place.bare(block):
            return []
        setting = self.settings.of(block)
        if setting.silent or self._place.rule(sentence):
            return []
        if sentence.block != self._block:
            self._block = sentence.block
            span = (block.start, block.end)
            self._paragraph = Paragraph(self._document, self.years, self._names, span, self.settings.title(block))
        elif self._paragraph.mood.budget:
            self._paragraph.mood.carried = True
        elif not self._document.text.text.startswith(_PARTS, sentence.start):
            self._paragraph.mood = Mood()
        found = SentenceReader(self._paragraph, (sentence.start, sentence.end), setting, first).drafts()
        return self._planned(found) if self.settings.budgeted else found

    def _planned(self, drafts: list[Draft]) -> list[Draft]:
        """In a budget made public, the year's money and its shares are planned where nothing says that they are spent."""
        text = self._document.text.text
        for draft in drafts:
            measure = draft.measure
            money = measure.dimension == "money" or (measure.dimension == "ratio" and "占" in draft.subject.text)
            near = text[max(draft.sentence[0], measure.start - _NEAR) : measure.start]
            if draft.role == "actual" and money and draft.year.value == self._document.profile.fiscal_year:
                draft.role = "plan" if marked(near) != "actual" else "actual"
        return drafts


_NEAR = 12

__all__ = ("link", "records")
