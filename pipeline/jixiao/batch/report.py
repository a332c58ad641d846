"""One document's results for Python users: its records, the document behind them, and data frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.batch.one import Options, finish
from jixiao.document.document import Document, Gap
from jixiao.document.errors import UsageError
from jixiao.document.records import MODELS, DocumentEntry, Record
from jixiao.emit.entries import entry_of
from jixiao.ingest.page_numbers import parse_pages, shown

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Report:
    """What `extract` found in one document."""

    document: Document

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record, in reading order."""
        return self.document.records

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was not read."""
        return self.document.gaps

    @property
    def entry(self) -> DocumentEntry:
        """The document's line of documents.jsonl: title, unit, year, status, counts."""
        return entry_of(self.document)

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """The records of one kind. Raises UsageError for a kind that does not exist."""
        _check(kind)
        return tuple(record for record in self.records if record.kind == kind)

    def words(self) -> list[str]:
        """The words of the clean text, cut by jieba with the lexicons' names as words; they cover it without gaps."""
        from jixiao.segment.tokens import cut

        text = self.document.text.text
        return [text[start:end] for start, end in cut(text)]

    def spacy(self) -> Doc:
        """The clean text as a spaCy ``Doc``: jieba's words, our sentences, the records as span groups by kind.

        See ``segment/tokens.py``. It goes on into any spaCy pipeline of the blank ``zh`` language.
        """
        from jixiao.segment.tokens import spacy_doc

        return spacy_doc(self.document)

    def frame(self, kind: str) -> pd.DataFrame:
        """The records of one kind as a pandas DataFrame: one row a record, the columns of ``<kind>.csv``.

        Numbers are floats, whole numbers nullable integers, lists and structures Python objects. Raises UsageError for
        a kind that does not exist.
        """
        import pandas as pd

        from jixiao.emit.tables import columns_of, row_of

        rows = [row_of(record, self.document.source.path) for record in self.of_kind(kind)]
        dtypes = {"integer": "Int64", "number": "float64", "boolean": "boolean", "text": "string", "nested": "object"}
        columns = columns_of(kind)
        return pd.DataFrame(
            {
                column.name: pd.Series(
                    [_cell(row[column.name], column.type) for row in rows], dtype=dtypes[column.type]
                )
                for column in columns
            }
        )


def extract(
    path: str | Path,
    *,
    ocr: str = "auto",
    dpi: int | None = None,
    pages: str | None = None,
    split: str | None = None,
    lexicons: Sequence[str | Path] = (),
) -> Report:
    """Read a document and extract everything: fields, sections, facts, indicators, quantities, dates, claims, findings.

    ``ocr`` is ``auto`` (pages without usable text), ``always`` or ``never``; ``dpi`` the resolution of PDF pages for it;
    ``pages`` (``"1-3,7"``) reads only these pages of a PDF, a TIFF or a folder of page images; ``split`` says where a
    bound volume of scans is parted (``"no"``, or first pages); ``lexicons`` are folders whose tables are laid over the
    packaged ones. Raises an InputError (``jixiao.errors``) where the document cannot be read.
    """
    if ocr not in ("auto", "always", "never"):
        raise UsageError(
            f"ocr 只能是 auto、always 或 never，不是 {ocr!r}。", f"ocr is auto, always or never, not {ocr!r}."
        )
    chosen = None if pages is None else shown(parse_pages(pages))
    options = Options(ocr=ocr, dpi=dpi, split=split, pages=chosen, lexicons=tuple(map(str, lexicons)))  # type: ignore[arg-type]
    return Report(finish(path, options))


def _check(kind: str) -> None:
    if kind not in MODELS:
        known = ", ".join(MODELS)
        raise UsageError(f"没有 {kind!r} 这一类记录，只有：{known}。", f"There are no {kind!r} records, only {known}.")


def _cell(value: object, type_: str) -> object:
    from decimal import Decimal

    if type_ == "number" and isinstance(value, Decimal):
        return float(value)
    if type_ == "text" and value is not None:
        return str(value)
    return value
