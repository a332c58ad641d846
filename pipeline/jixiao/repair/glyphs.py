"""How surely a character of a scan was read, and what else the engine saw there."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document.document import Document

DOUBTFUL = 0.9
"""A character read with less probability may be another."""
RIVAL = 0.03
"""A rival of at least this probability is worth naming."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character at a source offset: its probability, and its rivals with theirs, most likely first."""

    confidence: float
    rivals: tuple[tuple[str, float], ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether it may be another character."""
        return self.confidence < DOUBTFUL or bool(self.rivals)


class Scanned:
    """The characters of a document's scanned pages."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rivals: dict[int, list[tuple[str, float]]] = {}
        self.any = False
        for page in document.pages:
            glyphs = page.glyphs
            if glyphs is None or glyphs.confidence is None:
                continue
            self.any = True
            for at, character, probability in glyphs.rivals:
                if probability >= RIVAL:
                    self._rivals.setdefault(page.start + at, []).append((character, probability))

    def at(self, offset: int) -> Doubt | None:
        """What is known about the character at this source offset; None where it was not read from an image."""
        page = self._document.page_at(offset)
        if page is None or page.glyphs is None or page.glyphs.confidence is None:
            return None
        at = offset - page.start
        if at >= len(page.glyphs.confidence):
            return None
        return Doubt(page.glyphs.confidence[at], tuple(self._rivals.get(offset, ())))
