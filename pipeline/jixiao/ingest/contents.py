"""Lines of a table of contents, known by their leaders or by the field code that a converter left in them."""

from __future__ import annotations

import re

_LEADERS = re.compile(r".{2,}?(?:(?:[.．·•]\s?){4,}|…{2,}|_{4,})\s*[-—]?\s*(?:[0-9]{1,4}|[ivxIVX]{1,6})\s*[-—]?")
_FIELD = re.compile(r".{0,200}?PAGEREF\s*_Toc\d+\b.{0,40}", re.S)
_LONGEST = 300


def is_contents_line(text: str) -> bool:
    r"""Whether a line leads to a page: 一、概况……3.

    >>> is_contents_line("一、部门概况........3"), is_contents_line("二、收支 PAGEREF _Toc153 \\h 4"), is_contents_line("共3页")
    (True, True, False)
    """
    line = text.strip()
    return len(line) <= _LONGEST and (_LEADERS.fullmatch(line) is not None or _FIELD.fullmatch(line) is not None)
