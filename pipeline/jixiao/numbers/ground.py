"""The text that the grammar stands on: folded and original, what is blocked, and the edges that nothing may cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.numbers import traps
from jixiao.numbers.dates import date_hits
from jixiao.numbers.fold import prepare


@dataclass(frozen=True, slots=True)
class Ground:
    """A text made ready once; all offsets count its characters."""

    text: str
    """Folded."""
    original: str
    blocked: bytearray
    """1 where a character belongs to a date, a name, a code or an ordinal."""
    edge: bytearray
    """1 at places that no quantity may cross: ends of cells and blocks."""

    @classmethod
    def of(cls, original: str, edges: Sequence[int] = ()) -> Ground:
        """The ground of any text; ``edges`` outside it are ignored."""
        text = prepare(original)
        blocked = bytearray(len(text))
        for hit in date_hits(text):
            blocked[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        traps.block(text, blocked)
        edge = bytearray(len(text) + 1)
        for place in edges:
            if 0 <= place <= len(text):
                edge[place] = 1
        return cls(text, original, blocked, edge)

    def crosses(self, start: int, end: int) -> bool:
        """Whether an edge lies strictly inside [start, end)."""
        return self.edge.find(1, start + 1, end) >= 0

    def free(self, start: int, end: int) -> bool:
        """Whether no character of [start, end) is blocked."""
        return self.blocked.find(1, start, end) < 0

    def printed(self, start: int, end: int) -> str:
        """The original characters without blanks, a wide percent sign narrow."""
        return "".join(self.original[start:end].split()).replace("％", "%")
