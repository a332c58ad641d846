"""Text on the terminal: consoles and texts of the right width."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

from jixiao.emit.plain import plain

if TYPE_CHECKING:
    from rich.console import Console


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
