"""What the tests of the grammar compare: a quantity in one line of text."""

from __future__ import annotations

from decimal import Decimal

from jixiao.numbers import find_dates, find_quantities


def plain(value: Decimal | None) -> str:
    """A number without trailing zeros; * where there is none."""
    if value is None:
        return "*"
    printed = format(value.quantize(Decimal("0.000001")) if abs(value.as_tuple().exponent) > 6 else value, "f")  # type: ignore[arg-type]
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def read(text: str) -> list[str]:
    """Each quantity as ``quote = low..high unit bound`` in base units."""
    made = []
    for q in find_quantities(text):
        assert text[q.start : q.end] == q.text
        value = plain(q.base_low) if q.base_low == q.base_high else f"{plain(q.base_low)}..{plain(q.base_high)}"
        made.append(f"{q.text} = {value} {q.base_unit} {q.bound}")
    return made


def dates(text: str, fiscal_year: int | None = None) -> list[str]:
    """Each date as ``quote = iso`` or, for relative words, ``quote ~ resolved``."""
    return [f"{d.text} = {d.iso}" if d.iso else f"{d.text} ~ {d.resolved}" for d in find_dates(text, fiscal_year)]
