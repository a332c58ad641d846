"""Blocks as one plain text, in the ways that converters of office files flatten them; marks come along."""

from __future__ import annotations

import random
import re

from jixiao.synthesis.blocks import Block, Cell, PageBreak, Paragraph, Table
from jixiao.synthesis.printing import Style
from jixiao.synthesis.rich import Rich, join

GAPS = {"title": "\n", "heading": "", "cover": "\n", "sign": "\n"}
PROSE = {"body", "note"}


def flatten(blocks: list[Block], style: Style, rng: random.Random) -> Rich:
    """The whole text with all marks at their offsets in it."""
    spaced = rng.random() < 0.5  # a converter either leaves a blank line between all paragraphs or between none
    pieces: list[Rich] = []
    page = 1
    for block in blocks:
        if isinstance(block, PageBreak):
            pieces.append(Rich("\n"))
        elif isinstance(block, Table):
            pieces.append(table_text(block, style.converter) + "\n")
        else:
            text = _wrapped(block, style, rng)
            indent = "　　" if block.role in PROSE and style.padding > 0.2 else ""
            pieces.append(Rich(indent) + text + ("\n\n" if spaced else "\n" + GAPS.get(block.role, "")))
        if style.furniture and rng.random() < style.furniture:
            page += rng.randint(0, 1)
            form = rng.choice(["— {n} —", "- {n} -", "第 {n} 页", "{n}"])
            pieces.append(Rich(f"{form.replace('{n}', str(page))}\n" + ("\n" if spaced else "")))
    return join("", pieces)


def table_text(table: Table, converter: str) -> Rich:
    """A table as this converter writes it.

    ``cells``: a line a cell, led by a tab; a blank line between rows; vertically merged places are empty lines.
    ``tabs``: a line a row, covered places empty. ``pipes``: the same between |. ``spaces``: cells parted by blanks.
    """
    grid = table.grid()
    lines: list[Rich] = []
    if converter == "cells":
        for r, places in enumerate(grid):
            texts = [
                cell.content if printed else Rich()
                for c, (cell, printed) in enumerate(places)
                if printed or _starts_column(grid, r, c)
            ]
            lines.append(join("\n", (Rich("\t") + text for text in texts)) + "\n")
        return join("\n", lines)
    separator = {"tabs": "\t", "pipes": " | ", "spaces": "  "}[converter]
    for r, places in enumerate(grid):
        wide = len(places) > 12  # a grid this fine is no columns: only cells count
        texts = [
            _one_line(cell.content) if printed else Rich()
            for c, (cell, printed) in enumerate(places)
            if printed or not wide or _starts_column(grid, r, c)
        ]
        line = join(separator, [text for text in texts if text or converter != "spaces"])
        if converter == "pipes":
            line = Rich("| ") + line + " |"
        lines.append(line)
    return join("\n", lines)


def _starts_column(grid: list[list[tuple[Cell, bool]]], r: int, c: int) -> bool:
    """Whether a covered place is the left edge of a cell that came down from above (not of one from the left)."""
    cell = grid[r][c][0]
    return r > 0 and grid[r - 1][c][0] is cell and (c == 0 or grid[r][c - 1][0] is not cell)


def _one_line(text: Rich) -> Rich:
    return text.edited([(m.start(), m.end(), " " if m[0] == "\n\n" else "") for m in re.finditer(r"\n+", text.text)])


def _page_lines(text: Rich, width: int, indent: int) -> Rich:
    """Lines as they stood on the page: a break every ``width`` characters, wherever that falls."""
    breaks = []
    start = 0
    for line in text.text.split("\n"):
        at = start + width - indent
        while at < start + len(line):
            breaks.append((at, at, "\n"))
            at += width
        start += len(line) + 1
    return text.edited(breaks)


def _wrapped(block: Paragraph, style: Style, rng: random.Random) -> Rich:
    """Pages that a converter glued leave a break inside a sentence now and then."""
    text = block.content
    if style.wrap and block.role in PROSE and len(text.text) > style.wrap:
        return _page_lines(text, style.wrap, indent=2 if style.padding > 0.2 else 0)
    if block.role in PROSE and style.converter == "tabs" and len(text.text) > 60 and rng.random() < 0.08:
        at = rng.randint(30, len(text.text) - 10)
        if not any(mark.start < at < mark.end for mark in text.marks if mark.kind in ("quantity", "date", "section")):
            return text.edited([(at, at, "\n\n")])
    return text
