"""Reads what a table cell holds as a whole: one quantity, a bare amount, or the unit that a header names."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.numbers.find import find_quantities
from jixiao.numbers.fold import fold_text
from jixiao.numbers.numerals import parse_number
from jixiao.numbers.quantity import Quantity
from jixiao.numbers.units import Found, unit_at

_AMOUNT = re.compile(r"[-+(]?[ ]*(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?[ ]*\)?|[-+]?\.[0-9]+")
_NAMED = re.compile(r"(?:计量|金额|货币)?单[ ]{0,4}位[ ]{0,2}[:：][ ]{0,2}(?:人民币)?[ ]{0,2}")
_NOTHING = re.compile(r"[\s。；;，,、．=＝]*")
_BRACKET = re.compile(r"[(\[][ ]*(?:单位[:： ]*)?(?P<unit>[^()\[\]]{1,12}?)[ ]*[)\]]")


def read_quantity(text: str) -> Quantity | None:
    """The quantity that a cell is wholly made of (≥90%, 200余条, 1200万元), or None (已完成, 2022 全年, 235).

    >>> read_quantity("≥90%").bound, read_quantity("2022 全年"), read_quantity("235")
    ('ge', None, None)
    """
    found = find_quantities(text)
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return found[0] if _NOTHING.fullmatch(rest) else None


def parse_amount(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else, or None: a blank, —, 无 or / is not zero.

    >>> parse_amount("1,071,616.50"), parse_amount("　125.3　"), parse_amount("—"), parse_amount("(3.2)")
    (Decimal('1071616.50'), Decimal('125.3'), None, Decimal('-3.2'))
    """
    plain = fold_text(text).strip()
    if not plain or len(plain) > 60 or not _AMOUNT.fullmatch(plain):
        return None
    negative = plain[0] in "-("
    if (plain[0] == "(") != (plain[-1] == ")"):
        return None
    digits = re.sub(r"[-+(),， ]", "", plain)
    try:
        value = parse_number(
            digits.rstrip(".") if digits.endswith(".") else "0" + digits if digits.startswith(".") else digits
        )
    except ValueError:
        return None
    return -value if negative and value else value


def unit_in_header(text: str) -> tuple[str, int, int] | None:
    """(unit, start, end) of the unit that a header, head or caption names: （万元）, 单位：亿元, 金额(元); or None.

    The span is that of the unit alone, for evidence of role ``unit``.

    >>> unit_in_header("年度收入情况（万元）"), unit_in_header("单位：亿元"), unit_in_header("其中：（含公车）")
    (('万元', 7, 9), ('亿元', 3, 5), None)
    """
    folded = fold_text(text)
    for match in _NAMED.finditer(folded):
        found = unit_at(folded, match.end())
        if found is not None:
            return _printed(text, found.start, found.end)
    for match in _BRACKET.finditer(folded):
        start, end = match.span("unit")
        found = unit_at(folded, start)
        if found is not None and found.end == end and _heads(folded, found, match.end()):
            return _printed(text, start, end)
    for mark in ("/", "、", ",", "，", ":"):  # 金额/万元
        place = folded.rfind(mark)
        if place > 0:
            found = unit_at(folded, place + 1)
            if found is not None and found.end == len(folded.rstrip()) and found.info.dimension in ("money", "area"):
                return _printed(text, found.start, found.end)
    return None


def _heads(folded: str, found: Found, after: int) -> bool:
    """Whether a bracketed unit can be a column's: 部门（单位）名称 and 县（区） name kinds of places, not units."""
    if found.info.dimension != "count":
        return True
    return found.info.numerals != "arabic" and not "\u4e00" <= folded[after : after + 1] <= "\u9fff"


def _printed(text: str, start: int, end: int) -> tuple[str, int, int]:
    return re.sub(r"\s+", "", text[start:end]), start, end
