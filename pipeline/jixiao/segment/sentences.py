"""Divides paragraphs and cells into sentences: to 。！？, or the line or cell end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jixiao.document.document import Block, Sentence

_END = re.compile(r"[。！？!?]+[”’》）)」]*")


def find_sentences(text: str, blocks: Iterable[Block]) -> tuple[Sentence, ...]:
    """The sentences of all paragraphs, furniture left out, in block order.

    >>> from jixiao.document.document import Block
    >>> [(s.start, s.end) for s in find_sentences("完成。超额！好", [Block("paragraph", 0, 7)])]
    [(0, 3), (3, 6), (6, 7)]
    """
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            found.append(Sentence(start, match.end(), number))
            start = match.end()
            while start < block.end and text[start].isspace():
                start += 1
        if start < block.end:
            found.append(Sentence(start, block.end, number))
    return tuple(found)
