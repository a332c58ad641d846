"""Text on the terminal: consoles of the right width, and text of documents made harmless."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Characters that move the cursor, hide or reorder text: a hostile document must not command the terminal."""


def plain(text: str) -> str:
    r"""The text on one line, control characters shown as blanks or dropped.

    >>> plain("总\x1b[31m分\t\u202e90")
    '总 [31m分 90'
    """
    return " ".join(_CONTROL.sub(lambda match: " " if ord(match[0]) < 0xA0 else "", text).split())


def shorten(text: str, width: int) -> str:
    """The text cut to this many terminal columns (a Chinese character takes two), with … at the cut.

    >>> shorten("绩效自评报告", 9)
    '绩效自评…'
    """
    text = plain(text)
    taken = 0
    for at, mark in enumerate(text):
        taken += 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        if taken > width:
            room = width - 1
            while at > 0 and columns(text[:at]) > room:
                at -= 1
            return f"{text[:at]}…"
    return text


def columns(text: str) -> int:
    """How many terminal columns a text takes.

    >>> columns("万元 3.5")
    8
    """
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def console(*, stderr: bool = False) -> Console:
    """A rich console; in a pipe it is 100 columns wide and without colour."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 100
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
