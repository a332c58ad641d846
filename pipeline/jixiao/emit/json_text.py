"""JSON as the output contract wants it: decimals as plain numbers, keys in the order given, one line a value.

The standard library's encoder writes ``Decimal`` not at all and small floats with an exponent; spreadsheets and
finance programs read neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring

_LINE_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Legal inside a JSON string, but ``str.splitlines`` and some editors end a line there: a record would fall in two."""


def dumps(value: object) -> str:
    """One line of JSON for dicts, lists, tuples, strings, numbers, booleans and None.

    Raises ValueError for a number that is not finite, TypeError for anything else.

    >>> from decimal import Decimal
    >>> dumps({"value": Decimal("1.5E+3"), "confidence": 0.00001, "text": "万元"})
    '{"value": 1500, "confidence": 0.00001, "text": "万元"}'
    """
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts)


def number_text(value: Decimal | float) -> str:
    """A number in plain decimals, without exponent and without a negative zero.

    >>> number_text(Decimal("-0.00")), number_text(1e-7), number_text(Decimal("95.50"))
    ('0.00', '0.0000001', '95.50')
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        raise ValueError(f"{value!r} is not a number that JSON knows")
    return format(exact.copy_abs() if exact.is_zero() else exact, "f")


def _string(value: str) -> str:
    text = encode_basestring(value)
    if not text.isascii():
        for mark, escape in _LINE_ENDS.items():
            if mark in text:
                text = text.replace(mark, escape)
    return text


def _write(value: object, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(_string(value))
    elif value is None:
        parts.append("null")
    elif value is True:
        parts.append("true")
    elif value is False:
        parts.append("false")
    elif isinstance(value, int):
        parts.append(str(value))
    elif isinstance(value, Decimal | float):
        parts.append(number_text(value))
    elif isinstance(value, Mapping):
        parts.append("{")
        for at, (key, item) in enumerate(value.items()):
            if at:
                parts.append(", ")
            parts.append(_string(key))
            parts.append(": ")
            _write(item, parts)
        parts.append("}")
    elif isinstance(value, Sequence):
        parts.append("[")
        for at, item in enumerate(value):
            if at:
                parts.append(", ")
            _write(item, parts)
        parts.append("]")
    else:
        raise TypeError(f"{type(value).__name__} has no place in the output")
