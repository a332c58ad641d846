"""Divides the clean text into blocks: paragraphs, tables, the paragraphs inside their cells, and furniture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from jixiao.document.document import Block, BlockKind, Document, LayoutParagraph, Table

_FURNITURE = frozenset({"header", "footer", "page-number", "toc"})


def find_blocks(document: Document, tables: tuple[Table, ...]) -> tuple[Block, ...]:
    """The blocks of a document in text order; a table is followed by the paragraphs of its cells.

    Roles and outline levels are those that the format declares, if any.
    """
    roles = _Roles(document)
    text = document.text.text
    blocks: list[Block] = []
    done = 0
    for table in sorted(tables, key=lambda t: (t.start, -t.end)):
        blocks.extend(_paragraphs(text, done, max(done, table.start), roles))
        blocks.append(Block("table", table.start, table.end, table=table.number))
        for cell in table.cells:
            for start, end in _lines(text, cell.start, cell.end):
                blocks.append(Block("paragraph", start, end, table=table.number, cell=(cell.row, cell.column)))
        done = max(done, table.end)
    blocks.extend(_paragraphs(text, done, len(text), roles))
    return tuple(blocks)


def _paragraphs(text: str, start: int, end: int, roles: _Roles) -> Iterator[Block]:
    for a, b in _lines(text, start, end):
        paragraph = roles.at(a)
        if paragraph is None:
            yield Block("paragraph", a, b)
        else:
            kind: BlockKind = "furniture" if paragraph.role in _FURNITURE else "paragraph"
            yield Block(kind, a, b, paragraph.role, paragraph.level)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines with ink, outer blanks dropped."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        if line.strip():
            yield at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at = stop + 1


class _Roles:
    """Looks up the layout paragraph that a place of the clean text comes from."""

    def __init__(self, document: Document) -> None:
        items = document.layout or ()
        spans = sorted((span, item) for item in items if isinstance(item, LayoutParagraph) for span in item.spans)
        self._starts = [span[0] for span, _ in spans]
        self._spans = spans
        self._trace = document.text

    def at(self, place: int) -> LayoutParagraph | None:
        if not self._starts:
            return None
        source = self._trace.starts[place]
        found = bisect_right(self._starts, source) - 1
        if found < 0:
            return None
        (start, end), item = self._spans[found]
        return item if start <= source < end else None
