"""One finished document as a reader of the results sees it, whether it was just extracted or read back from a folder."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document.document import Document
from jixiao.document.records import DocumentEntry, GapEntry, Record
from jixiao.emit.entries import entry_of, gap_entries
from jixiao.emit.reading import Run


@dataclass(frozen=True, slots=True)
class Finished:
    """A document's line, its records, what was not read, and its source text."""

    entry: DocumentEntry
    records: tuple[Record, ...]
    gaps: tuple[GapEntry, ...]
    text: str

    def around(self, gap: GapEntry, width: int = 12) -> tuple[str, str]:
        """The words before and after a gap on its own line: a bare number says little without them."""
        before = self.text[max(0, gap.start - width) : gap.start].splitlines()
        after = self.text[gap.end : gap.end + width].splitlines()
        return before[-1] if before else "", after[0] if after else ""

    def line(self, offset: int) -> int:
        """The number of the line, from 1, that holds this place of the source text."""
        return self.text.count("\n", 0, offset) + 1

    @classmethod
    def of(cls, document: Document) -> Finished:
        """From a document that went through the pipeline."""
        return cls(entry_of(document), document.records, tuple(gap_entries(document)), document.source_text)

    @classmethod
    def from_run(cls, run: Run, entry: DocumentEntry) -> Finished:
        """From a run's output folder. Raises OSError where the document's text is missing."""
        records, gaps = run.of(entry.doc_id)
        return cls(entry, records, gaps, run.text(entry.doc_id))
