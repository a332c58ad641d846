"""Text of documents made harmless for people's screens: no character may move a cursor, hide or reorder text."""

from __future__ import annotations

import re

CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""C0 and C1 controls (terminal commands begin with one), invisible characters, and those that turn the reading
direction (CVE-2021-42574, "Trojan Source")."""


def plain(text: str) -> str:
    r"""The text on one line: controls become blanks, invisible characters go.

    >>> plain("总\x1b[31m分\t\u202e90")
    '总 [31m分 90'
    """
    return " ".join(CONTROL.sub(lambda match: " " if ord(match[0]) < 0xA0 else "", text).split())
