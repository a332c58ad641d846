"""Fuzz target: any text goes through the number grammar without an exception, and every quote is exact.

pip install atheris
python tests/fuzz/fuzz_quantities.py -max_total_time=60
"""

from __future__ import annotations

import contextlib
import sys

import atheris

with atheris.instrument_imports(include=["jixiao"]):
    from jixiao.numbers import find_dates, find_quantities, parse_amount, parse_number, read_quantity, unit_in_header

ALPHABET = (
    "0123456789.,，、。;；:：()（）%％‰-—~～至到和且 \n\t　零一二三四五六七八九十百千万亿两几数余多来上下约近超"
    "元个家年月日分度方成折倍角半第号同比增长降由其中占较"
    "去明今季不低于以内含之点≥≤<>=¥$/·〔〕[]甲乙ABpm²㎡"
)


def text_of(data: bytes) -> str:
    """Half of the inputs are any Unicode; half are drawn from the characters that the grammar looks at."""
    if data[:1] < b"\x80":
        return data[1:].decode("utf-8", "surrogatepass" if data[:1] < b"\x40" else "replace")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in data[1:])


def check(data: bytes) -> None:
    """One input."""
    try:
        text = text_of(data)
    except UnicodeDecodeError:
        return
    for found in (find_quantities(text), find_dates(text, 2021)):
        done = 0
        for item in found:
            assert text[item.start : item.end] == item.text
            assert done <= item.start < item.end
            done = item.end
    read_quantity(text)
    parse_amount(text)
    unit_in_header(text)
    with contextlib.suppress(ValueError):
        parse_number(text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
