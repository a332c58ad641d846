"""From a finished (or failed) document to the lines that stand for it in the output."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from jixiao.document.document import Document
from jixiao.document.errors import InputError, JixiaoError, tree
from jixiao.document.records import (
    MODELS,
    DocumentEntry,
    ErrorEntry,
    GapEntry,
    PartEntry,
    RecordBase,
    WarningEntry,
)

GAP_KINDS: tuple[str, ...] = get_args(GapEntry.model_fields["kind"].annotation)
"""The closed list of what can be missing, in the order of the contract."""
PAGE_FAILURES = frozenset(kind.code for kind in tree(InputError)) | {
    "page-unreadable", "garbled-page", "empty-page", "ocr-not-installed", "embedded-document-not-read",
}  # fmt: skip
"""A warning with one of these codes means that a part of the document could not be read: it is then never ``ok``."""


def entry_of(document: Document, *, also_at: Sequence[str] = (), fingerprint: str = "") -> DocumentEntry:
    """The line of documents.jsonl for a document that went through the pipeline."""
    source = document.source
    failure = next((notice for notice in document.warnings if notice.code in PAGE_FAILURES), None)
    return DocumentEntry(
        doc_id=document.doc_id,
        source=printable(source.path),
        also_at=tuple(map(printable, also_at)),
        sha256=source.sha256,
        media_type=source.media_type,
        origin=source.origin,
        pages=len(document.pages),
        characters=len(document.source_text),
        title=document.profile.title,
        unit=document.profile.unit,
        fiscal_year=document.profile.fiscal_year,
        parts=tuple(_parts(document)),
        status="partial" if failure else "ok",
        error=ErrorEntry(code=failure.code, message=failure.message, page=failure.page) if failure else None,
        records=_counts(MODELS, (record.kind for record in document.records)),
        needs_review=sum(record.needs_review for record in document.records),
        gaps=_counts(GAP_KINDS, (gap.kind for gap in document.gaps)),
        warnings=tuple(WarningEntry(code=n.code, message=n.message, page=n.page) for n in document.warnings),
        stratum=document.stratum,
        missed=document.missed,
        fingerprint=fingerprint,
    )


def failed_entry(
    path: str, error: JixiaoError, *, sha256: str = "", also_at: Sequence[str] = (), fingerprint: str = ""
) -> DocumentEntry:
    """The line of documents.jsonl for a document that could not be read.

    A file that could not even be opened has no SHA-256: its ``doc_id`` is made from its path, so that it has one.
    The message is Chinese whatever the user's language, so that the same input gives the same bytes everywhere.
    """
    shown = printable(path)
    return DocumentEntry(
        doc_id=(sha256 or hashlib.sha256(shown.encode()).hexdigest())[:16],
        source=shown,
        also_at=tuple(map(printable, also_at)),
        sha256=sha256,
        media_type=None,
        origin=None,
        pages=0,
        characters=0,
        title=None,
        unit=None,
        fiscal_year=None,
        status="failed",
        error=ErrorEntry(code=error.code, message=error.text("zh"), page=error.page),
        records=_counts(MODELS, ()),
        gaps=_counts(GAP_KINDS, ()),
        fingerprint=fingerprint,
    )


def record_keys(record: RecordBase) -> dict[str, Any]:
    """A record as the contract spells it: keys in the fixed order, confidence to four decimals."""
    keys = record.model_dump(by_alias=True)
    keys["confidence"] = round(record.confidence, 4)
    return keys


def gap_entries(document: Document) -> Iterator[GapEntry]:
    """The document's lines of coverage.jsonl, in source order."""
    for gap in sorted(document.gaps, key=lambda gap: (gap.start, gap.end, gap.kind)):
        yield GapEntry(
            doc_id=document.doc_id,
            kind=gap.kind,
            page=gap.page,
            start=gap.start,
            end=gap.end,
            text=gap.text,
            boxes=gap.boxes,
        )


def printable(path: str) -> str:
    r"""A path as text that UTF-8 can hold: bytes that the file system's encoding does not know are escaped.

    >>> printable("b\udce4.txt")
    'b\\udce4.txt'
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _parts(document: Document) -> Iterator[PartEntry]:
    for part in document.parts:
        if part.start < part.end:
            start, end = document.text.source_span(part.start, part.end)
            yield PartEntry(kind=part.kind, title=part.title, start=start, end=end)


def _counts(kinds: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counted = Counter(found)
    return {kind: counted[kind] for kind in kinds}
