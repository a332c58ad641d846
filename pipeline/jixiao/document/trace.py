"""Text that remembers where each of its characters came from.

Cleaning and re-ordering never work on a bare string: they work on a :class:`TracedText`, which holds the text and,
for every character, the half-open interval of the source that it stands for. So a record can quote its source
exactly, however many edits lie between. Maps compose, because the positions are always those of the one source.

The map is two integer columns, one entry a character, not a list of segments: slicing them runs at C speed, an edit
is a handful of slices, and text may be put into another order than its source (cells of a PDF page), which a sorted
list of segments cannot express.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Half-open interval [start, end) of code points."""
Edit = tuple[int, int, str]
"""Replace [start, end) of the text by a new string."""


@dataclass(frozen=True, slots=True, eq=False)
class TracedText:
    """A string whose every character knows its place in the source.

    ``starts[i]`` and ``ends[i]`` are the source interval of ``text[i]``; an inserted character has an empty interval.

    >>> traced = TracedText.of("完成 968.191\\n8 万元")
    >>> clean = traced.edit([(2, 3, ""), (10, 11, ""), (12, 13, "")])
    >>> clean.text
    '完成968.1918万元'
    >>> start = clean.text.index("968")
    >>> clean.source_span(start, start + 8)
    (3, 12)
    """

    text: str
    starts: array[int]
    ends: array[int]
    _inverse: list[array[int]] = field(default_factory=list, repr=False)  # filled on first use, then shared

    @classmethod
    def of(cls, source: str) -> TracedText:
        """The identity: every character stands for itself."""
        size = len(source)
        return cls(source, array("q", range(size)), array("q", range(1, size + 1)))

    @classmethod
    def pieces(cls, source: str, parts: Iterable[Span | str]) -> TracedText:
        """Text put together from spans of ``source`` and inserted strings, in any order.

        An inserted string stands at the end of the piece before it.

        >>> TracedText.pieces("ab\\ncd", [(3, 5), "\\t", (0, 2)]).text
        'cd\\tab'
        """
        texts: list[str] = []
        starts, ends = array("q"), array("q")
        here = 0
        for part in parts:
            if isinstance(part, str):
                texts.append(part)
                at = array("q", [here]) * len(part)
                starts.extend(at)
                ends.extend(at)
                continue
            start, end = part
            if not 0 <= start <= end <= len(source):
                raise ValueError(f"span {part} lies outside a source of {len(source)} characters")
            texts.append(source[start:end])
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            here = end
        return cls("".join(texts), starts, ends)

    def __len__(self) -> int:
        return len(self.text)

    def edit(self, edits: Sequence[Edit]) -> TracedText:
        """A new text with all edits applied in one pass.

        Edits are given in order, must not overlap, and use positions of this text. A replacement of the same
        length maps character by character; any other maps as a whole onto the characters that it replaces.

        Raises ValueError where edits overlap, are out of order or out of range.
        """
        if not edits:
            return self
        texts: list[str] = []
        starts, ends = array("q"), array("q")
        done = 0
        size = len(self.text)
        for start, end, new in edits:
            if start < done or end < start or end > size:
                raise ValueError(
                    f"edit ({start}, {end}, …) overlaps its neighbour or leaves a text of {size} characters"
                )
            texts.append(self.text[done:start])
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            if new:
                texts.append(new)
                if len(new) == end - start:
                    starts.extend(self.starts[start:end])
                    ends.extend(self.ends[start:end])
                else:
                    first, last = self._covered(start, end)
                    starts.extend(array("q", [first]) * len(new))
                    ends.extend(array("q", [last]) * len(new))
            done = end
        texts.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return TracedText("".join(texts), starts, ends)

    def slice(self, start: int, end: int) -> TracedText:
        """The part [start, end), still traced to the same source."""
        return TracedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def _covered(self, start: int, end: int) -> Span:
        """Source interval that [start, end) stands for; for an empty span, the empty interval where it stands."""
        if start < end:
            return min(self.starts[start:end]), max(self.ends[start:end])
        if start > 0:
            return self.ends[start - 1], self.ends[start - 1]
        return (self.starts[0], self.starts[0]) if self.starts else (0, 0)

    def source_span(self, start: int, end: int) -> Span:
        """The smallest source interval that holds every character of [start, end)."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span ({start}, {end}) leaves a text of {len(self.text)} characters")
        return self._covered(start, end)

    def source_spans(self, start: int, end: int, *, source: str | None = None) -> list[Span]:
        """The source intervals of [start, end), in text order, neighbours joined.

        Two pieces are joined where nothing lies between them or, if ``source`` is given, where only characters
        without ink (blanks, breaks, table marks) do. Text that a page layout interleaves with other text (the lines
        of a narrow cell) gives several intervals.
        """
        if start < end and self.starts[start:end] == array(
            "q", range(self.starts[start], self.starts[start] + end - start)
        ):
            first, last = self.starts[start], self.starts[start] + end - start
            if self.ends[start:end] == array("q", range(first + 1, last + 1)):
                return [(first, last)]  # character for character, as nearly everywhere
        found: list[Span] = []
        for at in range(start, end):
            first, last = self.starts[at], self.ends[at]
            if first == last:
                continue
            if found:
                before, after = found[-1]
                if before <= first and last <= after:
                    continue
                if first >= after and (first == after or (source is not None and not source[after:first].strip())):
                    found[-1] = (before, last)
                    continue
            found.append((first, last))
        return found

    def output_span(self, start: int, end: int) -> Span | None:
        """Where the source interval [start, end) stands in this text: the hull of what is left of it, or None.

        >>> TracedText.of("a  b").edit([(1, 3, " ")]).output_span(3, 4)
        (2, 3)
        """
        first, last = self._places()
        firsts = [at for at in first[start:end] if at >= 0]
        return (min(firsts), max(last[start:end]) + 1) if firsts else None

    def _places(self) -> list[array[int]]:
        """For each source character the first and the last place that stands for it, or -1."""
        if not self._inverse:
            size = max(self.ends, default=0)
            first, last = array("q", [-1]) * size, array("q", [-1]) * size
            for at, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
                for source in range(start, end):
                    if first[source] < 0:
                        first[source] = at
                    last[source] = at
            self._inverse.extend((first, last))
        return self._inverse


def gaps(spans: Iterable[Span], size: int) -> Iterator[Span]:
    """The parts of [0, size) that no span covers, in order.

    >>> list(gaps([(1, 3), (2, 5)], 7))
    [(0, 1), (5, 7)]
    """
    done = 0
    for start, end in sorted(spans):
        if start > done:
            yield done, start
        done = max(done, end)
    if done < size:
        yield done, size
