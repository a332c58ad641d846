"""What a stage of the pipeline is."""

from __future__ import annotations

from typing import Protocol

from jixiao.document.document import Document


class Stage(Protocol):
    """A pure function Document -> Document with a name and a version.

    Same document, same options, same lexicons: same result. What a stage could not do becomes a warning with a page
    number; it never drops a page in silence.
    """

    @property
    def name(self) -> str:
        """Short name, as in the manifest."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the stage's results may change."""
        ...

    def __call__(self, document: Document) -> Document:
        """The document with this stage's layer filled."""
        ...
