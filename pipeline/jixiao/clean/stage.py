"""The cleaning stage: source text -> one clean text in reading order."""

from __future__ import annotations

from jixiao.clean.arrange import arrange
from jixiao.clean.characters import repair_characters
from jixiao.clean.furniture import remove_furniture
from jixiao.clean.wraps import join_wraps
from jixiao.document.document import Document


class Clean:
    """Fills ``Document.text``. Traced edits only: nothing that was read is lost on the way to a quotation."""

    name = "clean"
    version = "1"

    def __call__(self, document: Document) -> Document:
        """The document with its clean text."""
        text = repair_characters(arrange(document))
        if document.layout is None:
            # where the format marks paragraphs and furniture itself, the reader has already done this
            text = join_wraps(remove_furniture(text))
        return document.having(text=text)
