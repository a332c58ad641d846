"""Text that carries its own truth: a string with marks that say what each stretch of it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters [start, end) of a text mean something: ``kind`` is what, ``data`` is the rest of it."""

    kind: str
    start: int
    end: int
    data: Mapping[str, Any] = field(default_factory=dict)

    def moved(self, by: int) -> Mark:
        """The same mark, so many characters further on."""
        return Mark(self.kind, self.start + by, self.end + by, self.data) if by else self


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with its marks, in the order they were made.

    >>> (Rich("共") + Rich("3家").marked("quantity", unit="家")).marks[0].start
    1
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Rich | str) -> Rich:
        if isinstance(other, str):
            return Rich(self.text + other, self.marks)
        by = len(self.text)
        return Rich(self.text + other.text, self.marks + tuple(mark.moved(by) for mark in other.marks))

    def __radd__(self, other: str) -> Rich:
        return Rich(other) + self

    def __bool__(self) -> bool:
        return bool(self.text)

    def marked(self, kind: str, **data: Any) -> Rich:
        """The same text, the whole of it marked."""
        return Rich(self.text, (*self.marks, Mark(kind, 0, len(self.text), data)))

    def without_marks(self, *kinds: str) -> Rich:
        """The same text without marks of these kinds."""
        return Rich(self.text, tuple(mark for mark in self.marks if mark.kind not in kinds))

    def split(self, separator: str) -> list[Rich]:
        """The stretches between separators, each with the marks that lie wholly inside it."""
        parts, start = [], 0
        for piece in self.text.split(separator):
            end = start + len(piece)
            inside = (mark.moved(-start) for mark in self.marks if start <= mark.start and mark.end <= end)
            parts.append(Rich(piece, tuple(inside)))
            start = end + len(separator)
        return parts

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> Rich:
        """Replace [start, end) by a new text, for each edit; marks move with what they mark.

        Edits are sorted and do not overlap. An insertion at the edge of a mark stays outside it.
        """
        pieces: list[str] = []
        at, shift = 0, 0
        steps: list[tuple[int, int, int]] = []  # old start, old end, shift of what follows
        for start, end, new in edits:
            pieces += [self.text[at:start], new]
            shift += len(new) - (end - start)
            steps.append((start, end, shift))
            at = end
        pieces.append(self.text[at:])
        if not steps:
            return self

        def move(position: int, is_end: bool) -> int:
            by = 0
            for start, end, after in steps:
                inserts_at_edge = start == end == position
                if position > end or (position == end and not (inserts_at_edge and is_end)):
                    by = after
                elif position > start:  # inside a replaced stretch: to its far side for an end, its start for a start
                    return (end + after) if is_end else start + by
                else:
                    break
            return position + by

        marks = tuple(Mark(m.kind, move(m.start, False), move(m.end, True), m.data) for m in self.marks)
        return Rich("".join(pieces), marks)


def rich(value: Rich | str | int) -> Rich:
    """A plain string or number as text without marks."""
    return value if isinstance(value, Rich) else Rich(str(value))


def join(separator: Rich | str, parts: Iterable[Rich | str]) -> Rich:
    """Join texts, marks and all.

    >>> join("、", ["甲", "乙"]).text
    '甲、乙'
    """
    result = Rich()
    for number, part in enumerate(parts):
        result = result + (separator if number else "") + part
    return result


def fill(template: str, slot: Callable[[str, str], Rich]) -> Rich:
    """A template with ``{…}`` replaced by what ``slot`` gives, in reading order.

    ``slot`` gets the words between the braces and the text written before them.

    >>> fill("共{n}", lambda name, before: Rich("3家")).text
    '共3家'
    """
    result, at = Rich(), 0
    while (begin := template.find("{", at)) >= 0:
        end = template.index("}", begin)
        result = result + template[at:begin] + slot(template[begin + 1 : end], result.text + template[at:begin])
        at = end + 1
    return result + template[at:]
