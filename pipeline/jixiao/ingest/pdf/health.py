"""Whether a page's text layer can be used: missing, garbled (no ToUnicode, wrong encoding), or fine."""

from __future__ import annotations

from typing import Literal

from jixiao.ingest.decoding import everyday
from jixiao.ingest.pdf.characters import PageCharacters
from jixiao.ingest.pdf.rulings import PageObjects

Health = Literal["fine", "blank", "empty", "garbled"]

_FEW = 12
"""Inked characters up to which a page that is an image counts as having no text (a stamp, a page number)."""


def health(page: PageCharacters, objects: PageObjects) -> Health:
    """``blank``: nothing is drawn. ``empty``: something is drawn, and no text of it. ``garbled``: text that is none.

    Text is none where a good part of it has no Unicode value, is private use or control characters, or where what
    should be Chinese is letters with accents or characters that nobody uses: a wrong encoding.
    """
    inked = "".join(page.text.split())
    if len(inked) <= _FEW and (objects.image_area > 0.3 or (not inked and objects.images)):
        return "empty"
    if not inked:
        return "empty" if objects.texts or objects.paths > 40 else "blank"
    if is_garbled(inked, page.unmapped):
        return "garbled"
    return "fine"


def nameless(text: str) -> int:
    """How many characters inside the lines of a page have no code; a bullet at a line's start is none of them.

    A font without names for its digits leaves the words whole and takes the figures away.

    >>> nameless("完成投资\\ufffd\\ufffd万元"), nameless("\\ufffd 第一项\\n\\ufffd 第二项")
    (2, 0)
    """
    return sum(_is_nameless(char) for line in text.split("\n") for char in line.strip()[1:])


def _is_nameless(char: str) -> bool:
    return char == "\ufffd" or (char < " " and char not in "\t\r\n\f")


def is_garbled(inked: str, unmapped: int = 0) -> bool:
    """Whether text without blanks cannot be what the page shows.

    >>> is_garbled("全年完成产值166亿元"), is_garbled("È«ÄêÍê³É²úÖµ166ÒÚÔª"), is_garbled("\\ufffd\\ufffd一二")
    (False, True, True)
    """
    if not inked:
        return False
    unnamed = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000" for char in inked)
    if max(unnamed, unmapped) > 0.15 * len(inked):
        return True
    beyond = [char for char in inked if char > "\x7f"]
    if len(beyond) < max(8, 0.2 * len(inked)):
        return _is_shifted(inked)
    accented = sum("\x80" <= char <= "\u04ff" for char in beyond)
    if accented > 0.5 * len(beyond):
        return True
    return everyday("".join(beyond)) < 0.5


def _is_shifted(inked: str) -> bool:
    """Plain ASCII that is neither words nor numbers: glyph numbers read as characters."""
    if len(inked) < 40:
        return False
    letters = sum(char.isalnum() or char in ".,:;%()-/'\"@" for char in inked)
    return letters < 0.6 * len(inked)
