"""Accounts of which each cell stands on a line of its own: 项目 / 决算数 / 基本支出 / 318.77 / 项目支出 / 93.20."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.segment.table_regions import looks_numeric
from jixiao.segment.table_words import amount_head, header_role

_DASH = re.compile(r"[-—–－/]{1,4}")
_LONGEST = 30
"""No item has a longer name."""


def itemised(words: Sequence[str], at: int) -> list[tuple[int, int]] | None:
    """The rows of the accounts whose header begins at ``at``, as [first, last) of ``words``; None where none begins.

    A header is the name of the items and what the amounts are, once or for each side; a row is an item and at most as
    many numbers as the header has names for them. Two full rows make a table.

    >>> itemised(["项目", "决算数", "基本支出", "318.77", "项目支出", "93.20", "以上数据来自决算。"], 0)
    [(0, 2), (2, 4), (4, 6)]
    """
    body = _header_end(words, at)
    if body is None:
        return None
    width = body - at
    rows = [(at, body)]
    while words[body : body + width] == words[at : at + width]:
        rows.append((body, body + width))  # the header of the other side
        body += width
    full = 0
    while body < len(words) and _names_item(words[body]):
        end = body + 1
        while end < len(words) and end - body < width and (looks_numeric(words[end]) or _DASH.fullmatch(words[end])):
            end += 1
        if end == body + 1 and not (end < len(words) and _names_item(words[end])):
            break  # the line below the table
        if end < len(words) and (looks_numeric(words[end]) or _DASH.fullmatch(words[end])):
            return None  # more numbers than names
        full += end - body == width
        rows.append((body, end))
        body = end
    while rows and rows[-1][1] - rows[-1][0] == 1:
        rows.pop()
    return rows if full >= 2 else None


def _header_end(words: Sequence[str], at: int) -> int | None:
    if header_role(words[at]) != "label" or amount_head(words[at]):
        return None
    end = at + 1
    while end < len(words) and end - at < 8 and amount_head(words[end]):
        end += 1
    return end if end > at + 1 else None


def _names_item(words: str) -> bool:
    return 2 <= len(words) <= _LONGEST and not looks_numeric(words) and not words.endswith(("。", "；", "：", ":"))
