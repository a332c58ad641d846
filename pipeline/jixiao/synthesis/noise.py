"""What happens to text on its way into a document: blanks beside digits, half-width commas, padding, bookmarks."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from jixiao.synthesis.blocks import Block, Cell, Paragraph, Table
from jixiao.synthesis.printing import Style
from jixiao.synthesis.rich import Rich

BESIDE_DIGITS = re.compile(r"(?<=[一-鿿])(?=\d)|(?<=[\d%])(?=[一-鿿])")
"""A place between a Chinese character and a digit: Word and PDF converters put a blank there."""
COMMA = re.compile(r"(?<=[一-鿿])，(?=[一-鿿])")


def printed_with_noise(blocks: list[Block], style: Style, rng: random.Random) -> list[Block]:
    """The same blocks as this document prints them; marks move along."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            result.append(replace(block, content=_prose(block.content, style, rng)))
        elif isinstance(block, Table):
            rows = tuple(tuple(replace(cell, content=_cell(cell, style, rng)) for cell in row) for row in block.rows)
            result.append(replace(block, rows=rows))
        else:
            result.append(block)
    if style.residue and style.converter != "tabs":
        first = next((i for i, b in enumerate(result) if isinstance(b, Paragraph) and i > 0), None)
        if first is not None and rng.random() < 0.4:
            block = result[first]
            assert isinstance(block, Paragraph)
            result[first] = replace(block, content=Rich("[bookmark: _GoBack]") + block.content)
    return result


def _prose(text: Rich, style: Style, rng: random.Random) -> Rich:
    if style.misread:
        text = _with_misreadings(text, style.misread, rng)
    if style.half_width_commas and rng.random() < 0.6:
        text = text.edited([(m.start(), m.end(), ",") for m in COMMA.finditer(text.text)])
    if style.blank_after_digits:
        text = text.edited([(m.start(), m.start(), " ") for m in BESIDE_DIGITS.finditer(text.text)])
    return text


MISREAD = {"职": "", "己": "已", "末": "未", "人": "入", "日": "曰", "土": "士", "未": "末"}
"""What a scanner's text layer makes of a character; empty where it is lost."""


def _with_misreadings(text: Rich, share: float, rng: random.Random) -> Rich:
    """Some characters lost or misread, outside everything that gold quotes."""
    edits = []
    for at, character in enumerate(text.text):
        wrong = MISREAD.get(character)
        if wrong is None or rng.random() > share * 40:
            continue
        if not any(mark.start <= at < mark.end for mark in text.marks):
            edits.append((at, at + 1, wrong))
    return text.edited(edits) if edits else text


def _cell(cell: Cell, style: Style, rng: random.Random) -> Rich:
    text = cell.content
    if style.blank_after_digits:
        text = text.edited([(m.start(), m.start(), " ") for m in BESIDE_DIGITS.finditer(text.text)])
    if text and style.padding and rng.random() < style.padding and len(text.text) < 12:
        text = Rich("　") + text if rng.random() < 0.5 else text + "　"
    return text
