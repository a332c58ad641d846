"""The segmenting stage: tables, blocks, headings, parts, sentences."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.document.document import Document
from jixiao.segment.blocks import find_blocks
from jixiao.segment.headings import find_headings
from jixiao.segment.parts import find_parts
from jixiao.segment.sentences import find_sentences
from jixiao.segment.tables import from_layout, rebuild


class Segment:
    """Fills ``tables``, ``blocks``, ``headings``, ``parts`` and ``sentences``.

    ``known(title)`` says whether an unnumbered line bears the name of a section.
    """

    name = "segment"
    version = "1"

    def __init__(self, *, known: Callable[[str], bool]) -> None:
        self._known = known

    def __call__(self, document: Document) -> Document:
        """The document with its structure."""
        tables = tuple(rebuild(document.text.text)) if document.layout is None else from_layout(document)
        document = document.having(tables=tables)
        document = document.having(blocks=find_blocks(document, tables))
        headings = find_headings(document, self._known)
        return document.having(
            headings=headings,
            parts=find_parts(document, headings),
            sentences=find_sentences(document.text.text, document.blocks),
        )
