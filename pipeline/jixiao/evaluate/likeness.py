"""When do two values count as the same? One spelling for text, a tolerance for numbers, nearness for names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import Any

RELATIVE_TOLERANCE = 1e-5
_IGNORED = re.compile(r"[\s*]+")
_ONE_SIGN = str.maketrans("≦≧", "≤≥")
"""Two shapes of one sign: a reader of page images takes one for the other, and nothing is lost."""


def spelling(value: Any) -> str:
    """One spelling of a value: NFKC, without white space and bold marks, ≦ as ≤; nothing is the empty string.

    >>> spelling("１００ ％"), spelling(3.0), spelling(None), spelling("≦5天")
    ('100%', '3', '', '≤5天')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return _IGNORED.sub("", unicodedata.normalize("NFKC", str(value)).translate(_ONE_SIGN))


def equal_numbers(a: Any, b: Any) -> bool:
    """Equal within a hundred-thousandth; nothing equals only nothing."""
    if a is None and b is None:
        return True
    try:
        left, right = float(a), float(b)
    except (TypeError, ValueError):
        return False
    return abs(left - right) <= RELATIVE_TOLERANCE * max(1.0, abs(left), abs(right))


def near(a: Any, b: Any, ratio: float, share: float = 0.6) -> bool:
    """Equal, one inside the other with at least ``share`` of its length, or alike by ``ratio``.

    >>> near("培训人次", "全年培训人次", 0.85), near("收入", "支出", 0.6)
    (True, False)
    """
    left, right = spelling(a), spelling(b)
    if not left or not right:
        return left == right
    shorter, longer = sorted((left, right), key=len)
    if shorter in longer:
        return len(shorter) >= share * len(longer)
    return difflib.SequenceMatcher(None, left, right).ratio() >= ratio
