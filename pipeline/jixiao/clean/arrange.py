"""Puts what a reader gave into reading order: one text, a paragraph a line, a table row a line with tabs between cells.

Every cell is one contiguous interval of the result, however a PDF page interleaves the lines of its columns. Running
heads, feet and page numbers go to the end, so that they interrupt no sentence and yet nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jixiao.document.document import Document, LayoutParagraph, LayoutTable
from jixiao.document.trace import Span, TracedText

FURNITURE_ROLES = frozenset({"header", "footer", "page-number", "toc"})
"""Roles of paragraphs that carry no content of their own."""
_SENTENCE_ENDS = "。！？；：!?;:"
_ITEM = re.compile(r"[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[、.．：:](?!\d)")
"""How an enumerated item begins."""


def arrange(document: Document) -> TracedText:
    """The document's source text in reading order, traced.

    Without a layout (plain text) that is the source as it is.
    """
    if document.layout is None:
        return TracedText.of(document.source_text)
    source = document.source_text
    flow: list[Span | str] = []
    furniture: list[Span | str] = []
    for item in document.layout:
        if isinstance(item, LayoutTable):
            _table(source, item, flow)
        elif item.role in FURNITURE_ROLES:
            _paragraph(source, item, furniture)
        else:
            _paragraph(source, item, flow)
    return TracedText.pieces(source, [*flow, *furniture])


def _paragraph(source: str, paragraph: LayoutParagraph, parts: list[Span | str]) -> None:
    spans = [span for span in paragraph.spans if span[0] < span[1]]
    if spans:
        parts.extend(_joined(source, spans, keep_breaks=False))
        parts.append("\n")


def _table(source: str, table: LayoutTable, parts: list[Span | str]) -> None:
    by_row: dict[int, list[tuple[int, tuple[Span, ...]]]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append((cell.column, cell.spans))
    for row in range(1, table.rows + 1):
        done = 1
        for column, spans in sorted(by_row.get(row, [])):
            if column > done:
                parts.append("\t" * (column - done))
                done = column
            parts.extend(_joined(source, [s for s in spans if s[0] < s[1]], keep_breaks=True))
        parts.append("\n")


def _joined(source: str, spans: list[Span], *, keep_breaks: bool) -> Iterable[Span | str]:
    """The lines of a paragraph or a cell as one piece of text.

    Chinese lines join without a blank. In a cell a line that ends a sentence, or comes before an enumeration, keeps
    its break: cells list their items that way.
    """
    for number, (start, end) in enumerate(spans):
        if number:
            previous, last = spans[number - 1]
            before = source[previous:last].rstrip()[-1:]
            after = source[start:end].lstrip()[:5]
            broken = "\n" in source[min(last, start) : max(last, start)]
            if keep_breaks and before and broken and (before in _SENTENCE_ENDS or _ITEM.match(after)):
                yield "\n"
            elif before.isascii() and after[:1].isascii() and (before.isalpha() or after[:1].isalpha()):
                yield " "
        yield start, end
