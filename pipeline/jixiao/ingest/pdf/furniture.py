"""Running heads, feet and page numbers: what stands in the margin of page after page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.document.document import ParagraphRole
from jixiao.ingest.pdf.paragraphs import Block

_NUMBER_MARGIN = 0.125
"""Share of the page's height, at the top and at the bottom, in which page numbers stand."""
_TOP, _BOTTOM = 0.085, 0.1
"""The same for words: narrower, because the title of a form may stand at the top of page after page."""
_SAME_PLACE = 8.0
_NUMBER = re.compile(
    r"[-—–－~·.\s]*(?:第\s*)?([0-9０-９]{1,4}|[ivxIVX]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?[0-9０-９]{1,4}(?:\s*页)?)?[-—–－~·.\s]*"
)
"""— 3 —, 第3页, 3/12, 第 3 页 共 12 页, iv."""
_DIGITS = re.compile(r"[0-9０-９]+")


def margin_roles(
    pages: Sequence[Sequence[Block]], heights: Sequence[float], source: str
) -> dict[tuple[int, int], tuple[ParagraphRole, str | None]]:
    """For (page, position of the block) in a margin: its role, and the printed page number where it is one.

    A line is a head or foot where the same words, numbers aside, stand at the same height on at least half of the
    pages or on three; a page number where it is nothing else, and the outermost line of its margin.
    """
    seen: dict[tuple[bool, str], list[tuple[int, int, float]]] = {}
    roles: dict[tuple[int, int], tuple[ParagraphRole, str | None]] = {}
    for page, (blocks, height) in enumerate(zip(pages, heights, strict=True)):
        inside = [
            (at, block)
            for at, block in enumerate(blocks)
            if block.lines <= 2 and _edge(block, height, _NUMBER_MARGIN, _NUMBER_MARGIN)
        ]
        for at, block in inside:
            top = block.y1 < height / 2
            text = "".join(block.text(source).split())
            place = block.y0 if top else height - block.y1
            number = _NUMBER.fullmatch(block.text(source).strip())
            if number and _outermost(block, blocks, top):
                roles[page, at] = ("page-number", number[1])
            elif _edge(block, height, _TOP, _BOTTOM):
                seen.setdefault((top, _DIGITS.sub("#", text)), []).append((page, at, place))
    for (top, _), places in seen.items():
        alike = [entry for entry in places if abs(entry[2] - _median([place for _, _, place in places])) <= _SAME_PLACE]
        on = {page for page, _, _ in alike}
        if len(on) >= 3 or (len(on) == 2 and len(pages) <= 4):
            for page, at, _ in alike:
                roles[page, at] = ("header" if top else "footer", None)
    return roles


def _edge(block: Block, height: float, top: float, bottom: float) -> bool:
    return block.y1 <= top * height or block.y0 >= (1 - bottom) * height


def _outermost(block: Block, blocks: Sequence[Block], top: bool) -> bool:
    beyond = (other for other in blocks if other is not block)
    return not any(other.y1 < block.y0 if top else other.y0 > block.y1 for other in beyond)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
