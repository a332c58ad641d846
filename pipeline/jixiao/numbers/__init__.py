"""The grammar of numerals, units, modifiers and dates over any plain string; knows no document.

>>> from jixiao.numbers import find_quantities, parse_number
>>> [(q.text, q.low, q.unit, q.bound) for q in find_quantities("走访企业1500余次，满意度95%以上")]
[('1500余次', Decimal('1500'), '次', 'approx'), ('95%以上', Decimal('95'), '%', 'ge')]
>>> parse_number("肆佰叁拾萬")
Decimal('4300000')
"""

from jixiao.document.measures import DateMention
from jixiao.numbers.cells import parse_amount, read_quantity, unit_in_header
from jixiao.numbers.dates import find_dates
from jixiao.numbers.find import find_quantities
from jixiao.numbers.numerals import parse_number
from jixiao.numbers.quantity import Quantity
from jixiao.numbers.units import DimensionMismatch, UnitInfo, UnknownUnit, convert, unit_info

__all__ = [
    "DateMention",
    "DimensionMismatch",
    "Quantity",
    "UnitInfo",
    "UnknownUnit",
    "convert",
    "find_dates",
    "find_quantities",
    "parse_amount",
    "parse_number",
    "read_quantity",
    "unit_in_header",
    "unit_info",
]
