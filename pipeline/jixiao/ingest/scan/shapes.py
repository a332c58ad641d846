"""Lines of text as shapes on the page: pieces of one line put together, cut between characters, widths of punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from jixiao.document.document import Box
from jixiao.ingest.scan.raw import RawLine

_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}


@dataclass(frozen=True, slots=True)
class TextRow:
    """What stands at one height of the page, from left to right: one line of prose, or the cells of a table's row."""

    parts: tuple[RawLine, ...]

    @property
    def box(self) -> Box:
        """Around all parts."""
        return hull(part.box for part in self.parts)

    @property
    def middle(self) -> float:
        """Height of the middle."""
        _, y0, _, y1 = self.box
        return (y0 + y1) / 2

    @property
    def size(self) -> float:
        """Height of the characters, by the tallest part: a line of dashes says nothing about its size."""
        return max(part.height for part in self.parts)

    @property
    def text(self) -> str:
        """All parts, a blank between them."""
        return " ".join(part.text for part in self.parts)


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around some rectangles."""
    found = list(boxes)
    return min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)


def is_chinese(character: str) -> bool:
    """Whether it is a Chinese character (not punctuation)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def em(lines: Sequence[RawLine], default: float) -> float:
    """Size of type in pixels: the median height of characters, whose ink takes 0.92 of it."""
    heights = [line.height for line in lines if any(is_chinese(c) for c in line.text)]
    heights = heights or [line.height / 0.8 for line in lines if line.text.strip("-—.")]
    return median(heights) / 0.92 if heights else default


def rows_of(lines: Iterable[RawLine]) -> list[TextRow]:
    """Lines grouped by height, from top to bottom, parts from left to right.

    A part belongs to a row when its middle lies within the row's and the row's middle within it: so a tall title
    does not swallow two lines beside it.
    """
    rows: list[list[RawLine]] = []
    for line in sorted(lines, key=lambda x: (x.box[1] + x.box[3], x.box[0])):
        middle = (line.box[1] + line.box[3]) / 2
        for row in reversed(rows[-6:]):
            y0, y1 = median(p.box[1] for p in row), median(p.box[3] for p in row)
            near = abs(middle - (y0 + y1) / 2) < 0.42 * max(y1 - y0, line.box[3] - line.box[1])
            apart = all(
                line.box[0] >= p.box[2] - 0.4 * line.height or line.box[2] <= p.box[0] + 0.4 * line.height for p in row
            )
            if near and apart:
                row.append(line)
                break
        else:
            rows.append([line])
    found = [TextRow(tuple(sorted(row, key=lambda p: p.box[0]))) for row in rows]
    return sorted(found, key=lambda row: row.middle)


def joined(row: TextRow, gap: float) -> TextRow:
    """The row with parts that stand closer than ``gap`` ems made one."""
    parts: list[RawLine] = []
    for part in row.parts:
        if parts and part.box[0] - parts[-1].box[2] < gap * max(part.height, parts[-1].height):
            parts[-1] = _glued(parts[-1], part)
        else:
            parts.append(part)
    return TextRow(tuple(parts))


def _glued(one: RawLine, other: RawLine) -> RawLine:
    """Two lines side by side as one."""
    size = max(one.height, other.height)
    latin = one.text[-1:].isascii() and other.text[:1].isascii()
    blank = other.box[0] - one.box[2] > (0.25 if latin else _blank_between(one.text[-1:], other.text[:1])) * size
    gap: tuple[Box | None, ...] = (None,) if blank else ()
    shift = len(one.text) + len(gap)
    return RawLine(
        one.text + (" " if blank else "") + other.text,
        hull((one.box, other.box)),
        (*one.characters, *gap, *other.characters),
        (*one.confidence, *((1.0,) if blank else ()), *other.confidence),
        (*one.runners_up, *((i + shift, c, p) for i, c, p in other.runners_up)),
        one.cell,
        one.upended,
    )


def part_of(line: RawLine, start: int, end: int) -> RawLine | None:
    """Characters ``start`` to ``end`` of a line, blanks at the ends dropped; None where nothing is left."""
    while start < end and line.text[start].isspace():
        start += 1
    while end > start and line.text[end - 1].isspace():
        end -= 1
    inked = [b for b in line.characters[start:end] if b is not None]
    if not inked:
        return None
    return RawLine(
        line.text[start:end],
        hull(inked),
        line.characters[start:end],
        line.confidence[start:end],
        tuple((i - start, c, p) for i, c, p in line.runners_up if start <= i < end),
        line.cell,
        line.upended,
    )


def cut_at(line: RawLine, x: float) -> tuple[RawLine | None, RawLine | None]:
    """The line's characters left and right of ``x``, by the middle of each."""
    for i, box in enumerate(line.characters):
        if box is not None and (box[0] + box[2]) / 2 > x:
            return part_of(line, 0, i), part_of(line, i, len(line.text))
    return line, None


def widest_gaps(line: RawLine, least: float) -> list[float]:
    """Middles of the gaps inside a line that are at least ``least`` ems wide."""
    found = []
    last: Box | None = None
    for box in line.characters:
        if box is None:
            continue
        if last is not None and box[0] - last[2] >= least * line.height:
            found.append((last[2] + box[0]) / 2)
        last = box
    return found


_YEAR_IN_BRACKETS = re.compile(r"〔(?=(\d{4})[\])）])|[\[(（](?=(\d{4})〕)")
"""A document number's bracket of which the engine read one half as another kind: 〔2023]61号."""
_DASHES = re.compile(r"[一—-]{1,3}")


_BLANK, _BLANK_IN_WORDS = 1.5, 0.75
"""Ems of white between characters that stand for a blank: a full-width comma leaves less than one, 。“ a little more;
between two Chinese characters or a figure and one, even justified text leaves less than half an em."""


def _blank_between(one: str, other: str) -> float:
    words = (is_chinese(one) or one.isalnum()) and (is_chinese(other) or other.isalnum())
    return _BLANK_IN_WORDS if words else _BLANK


def with_blanks(line: RawLine) -> RawLine:
    """A blank where white of more than a character parts two words: 填表人：某某　　日期：…"""
    if line.upended:
        return line
    text: list[str] = []
    boxes: list[Box | None] = []
    confidence: list[float] = []
    moved: list[int] = []
    size = line.height / 0.92
    for i, box in enumerate(line.characters):
        before = boxes[-1] if boxes else None
        if (
            box is not None
            and before is not None
            and box[0] - before[2] > _blank_between(text[-1], line.text[i]) * size
        ):
            text.append(" ")
            boxes.append(None)
            confidence.append(1.0)
        moved.append(len(text))
        text.append(line.text[i])
        boxes.append(box)
        confidence.append(line.confidence[i])
    if len(text) == len(line.text):
        return line
    others = tuple((moved[i], c, p) for i, c, p in line.runners_up)
    return replace(line, text="".join(text), characters=tuple(boxes), confidence=tuple(confidence), runners_up=others)


def with_whole_brackets(line: RawLine) -> RawLine:
    """〔2023]61号 as 〔2023〕61号: a bracket that opens one way closes the same way."""
    text = line.text
    for found in _YEAR_IN_BRACKETS.finditer(text):
        text = f"{text[: found.start()]}〔{text[found.start() + 1 : found.start() + 5]}〕{text[found.start() + 6 :]}"
    return line if text == line.text else replace(line, text=text)


def is_dash(line: RawLine) -> bool:
    """Whether a line is nothing but flat strokes, read as 一 or as a dash."""
    return _DASHES.fullmatch(line.text) is not None and all(
        box is None or box[3] - box[1] < 0.35 * (box[2] - box[0]) for box in line.characters
    )


def as_dash(line: RawLine, size: float) -> RawLine:
    """The strokes as dashes, one for each em that they take (—— is two ems wide)."""
    wide = (line.box[2] - line.box[0]) / size
    count = 1 if wide < 1.5 else 2
    x0, y0, x1, y1 = line.box
    step = (x1 - x0) / count
    boxes = tuple((x0 + i * step, y0, x0 + (i + 1) * step, y1) for i in range(count))
    least = min(line.confidence)
    return RawLine(("—" if wide > 0.65 else "-") * count, line.box, boxes, (least,) * count, (), line.cell)


def with_full_widths(line: RawLine) -> RawLine:
    """Brackets, commas and colons as wide as they were printed.

    The engine does not tell （ from (. Paper does: a full-width mark takes a whole em, most of it blank, on the left of
    an opening bracket, on the right of the others.
    """
    if line.upended or not any(mark in line.text for mark in (*_FULL, "-")):
        return line
    text = list(line.text)
    size = max(line.height / 0.92, 1.0)
    for i, box in enumerate(line.characters):
        if text[i] == "-" and box is not None and box[2] - box[0] > 0.9 * size:
            text[i] = "—"  # a dash as wide as a character; a minus takes half of that
    inked = [i for i, box in enumerate(line.characters) if box is not None]
    for place, i in enumerate(inked):
        mark = text[i]
        if mark not in _FULL:
            continue
        before = inked[place - 1] if place else None
        after = inked[place + 1] if place + 1 < len(inked) else None
        beside = before if mark == "(" else after
        near = after if mark == "(" else before
        if beside is None:
            full = near is not None and (is_chinese(text[near]) or text[near] in "％%）》”")
        else:
            a, b = line.characters[min(i, beside)], line.characters[max(i, beside)]
            full = a is not None and b is not None and b[0] - a[2] > 0.33 * size
        if full:
            text[i] = _FULL[mark]
    opened: list[int] = []
    for i, mark in enumerate(text):
        if mark in "(（":
            opened.append(i)
        elif mark in ")）" and opened:
            start = opened.pop()
            if "（" in (text[start], mark) or "）" in (text[start], mark):
                text[start], text[i] = "（", "）"
    return replace(line, text="".join(text))
