"""The cleaning stage: source text -> one clean text in reading order."""

from __future__ import annotations

from dataclasses import replace

from jixiao.clean.arrange import arrange
from jixiao.clean.characters import repair_characters
from jixiao.clean.furniture import contents_lines, remove_furniture
from jixiao.clean.wraps import join_titles, join_wraps
from jixiao.document.document import Document, LayoutItem, LayoutParagraph, LayoutTable


class Clean:
    """Fills ``Document.text``. Traced edits only: nothing that was read is lost on the way to a quotation."""

    name = "clean"
    version = "1"

    def __call__(self, document: Document) -> Document:
        """The document with its clean text."""
        if document.layout is None:
            text = remove_furniture(repair_characters(arrange(document)))
            return document.having(text=join_wraps(text, document.source_text))
        # the format marks paragraphs and most furniture itself; entries of contents are often plain paragraphs
        document = document.having(layout=_contents_marked(document, document.layout))
        return document.having(text=join_titles(repair_characters(arrange(document))))


def _contents_marked(document: Document, layout: tuple[LayoutItem, ...]) -> tuple[LayoutItem, ...]:
    """The layout with every entry of a table of contents in the role ``toc``."""
    lines = [
        "\t" if isinstance(item, LayoutTable) else "".join(document.source_text[start:end] for start, end in item.spans)
        for item in layout
    ]
    entries = contents_lines(lines)
    return tuple(
        replace(item, role="toc")
        if number in entries and isinstance(item, LayoutParagraph) and item.role != "toc"
        else item
        for number, item in enumerate(layout)
    )
