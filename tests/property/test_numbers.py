"""What holds for every numeral and every text: round trips, exact quotes, no exception, linear time."""

from __future__ import annotations

import contextlib
import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jixiao.numbers import find_dates, find_quantities, parse_amount, parse_number, read_quantity, unit_in_header

HANZI = "零一二三四五六七八九"
CAPITAL = "零壹贰叁肆伍陆柒捌玖"


def section(number: int, digits: str, small: str) -> str:
    """A number below 10,000 in Hanzi, gap zeros included."""
    made, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(made)
            continue
        made += ("零" if gap else "") + digits[digit] + (small[place - 1] if place else "")
        gap = False
    return made


def hanzi(number: int, digits: str = HANZI, small: str = "十百千", big: tuple[str, str] = ("万", "亿")) -> str:
    """A number below 10**16 written out: sections of four digits with 万, 亿 and 万亿."""
    if number == 0:
        return digits[0]
    wan, yi = big
    high, low = divmod(number, 10**8)

    def eight(value: int) -> str:
        above, below = divmod(value, 10**4)
        made = section(above, digits, small) + wan if above else ""
        if below:
            made += ("零" if above and below < 1000 else "") + section(below, digits, small)
        return made

    made = eight(high) + yi if high else ""
    if low:
        made += ("零" if high and low < 10**7 else "") + eight(low)
    return made


numbers = st.integers(min_value=0, max_value=10**16 - 1) | st.integers(min_value=0, max_value=12_000)
decimals = st.decimals(min_value=0, max_value=10**16, places=6, allow_nan=False, allow_infinity=False)


@given(numbers)
def test_written_out_numbers_come_back(number: int) -> None:
    assert parse_number(hanzi(number)) == number


@given(numbers)
def test_capital_numbers_come_back(number: int) -> None:
    assert parse_number(hanzi(number, CAPITAL, "拾佰仟", ("萬", "億")) + "圆整") == number


@given(decimals)
def test_arabic_numbers_come_back_grouped_or_wide(number: Decimal) -> None:
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:,f}") == number
    assert parse_number(f"{number:f}".translate(wide)) == number
    assert parse_number(f"-{number:f}") == -number
    assert parse_amount(f"{number:,f}") == number


@example(Decimal(0), ("万亿", 12))
@given(decimals, st.sampled_from([("万", 4), ("亿", 8), ("千", 3), ("百", 2), ("万亿", 12)]))
def test_mixed_numbers_are_scaled_exactly(number: Decimal, scale: tuple[str, int]) -> None:
    assert parse_number(f"{number:f}{scale[0]}") == number.scaleb(scale[1])


@given(st.integers(1, 9999), st.integers(1, 9))
def test_mixed_sections_add_up(above: int, below: int) -> None:
    assert parse_number(f"{above}万{below}千") == above * 10**4 + below * 1000
    assert parse_number(f"{above}亿{below}千万") == above * 10**8 + below * 10**7


@given(st.integers(1, 9999), st.integers(0, 9))
def test_hanzi_decimals_come_back(whole: int, tenth: int) -> None:
    assert parse_number(f"{hanzi(whole)}点{HANZI[tenth]}") == Decimal(f"{whole}.{tenth}")


@given(
    decimals.filter(lambda n: n < 10**12),
    st.sampled_from(["元", "万元", "亿元", "%", "平方米", "吨", "公里", "千瓦时"]),
)
def test_a_number_with_its_unit_is_found_exactly(number: Decimal, unit: str) -> None:
    text = f"完成{number:f}{unit}，"
    (found,) = find_quantities(text)
    assert (found.low, found.high, found.unit, found.text) == (number, number, unit, f"{number:f}{unit}")


@given(numbers.filter(lambda n: n > 0))
def test_a_written_out_number_with_its_unit_is_found(number: int) -> None:
    (found,) = find_quantities(f"合计{hanzi(number)}元。")
    assert found.base_low == number


CHARACTERS = (
    "0123456789.,，、。;；:：()（）%％‰-—~～至到和且 \n\t　零一二三四五六七八九十百千万亿两几数余多来上下约近超"
)
WORDS = (
    "万元 个 家 年 月 日 分 度 方 不低于 以上 以内 (含) 分之 百分点 同比增长 其中 由 降至 ≥ ≤ < > = 第 号 〔2021〕 去年 季度 元/人 · / 半 "
    "成 折 倍 角 ¥ $ 𠀀 ½ ① Ⅻ PM2.5 A"
)
pieces = st.sampled_from([*CHARACTERS, *WORDS.split(), "\x00", "\ud800"])
texts = st.text(max_size=60) | st.lists(pieces, max_size=40).map("".join)


@settings(max_examples=400)
@given(texts, st.none() | st.integers(1990, 2050))
def test_any_text_returns_and_every_quote_is_exact(text: str, year: int | None) -> None:
    quantities, dates = find_quantities(text), find_dates(text, year)
    for found in (quantities, dates):
        done = 0
        for item in found:
            assert text[item.start : item.end] == item.text
            assert done <= item.start < item.end
            done = item.end
    for quantity in quantities:
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        assert (quantity.low is None) == (quantity.base_low is None)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
            assert (quantity.bound in ("exact", "approx")) == (quantity.low == quantity.high)
        for link in quantity.links:
            assert quantities[link.target] is not quantity
    read_quantity(text)
    parse_amount(text)
    unit_in_header(text)


@settings(max_examples=200)
@given(texts)
def test_parsing_raises_nothing_but_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        parse_number(text)


@settings(max_examples=100)
@given(st.lists(pieces, max_size=30).map("".join), st.lists(st.integers(0, 120), max_size=6))
def test_no_quantity_crosses_an_edge(text: str, edges: list[int]) -> None:
    for found in find_quantities(text, edges=edges):
        assert not any(found.start < edge < found.end for edge in edges)


REPEATED = (
    "1|一|1.|1,111|1，111，|1-|1 |1\n|一万|1万|亿|A1|1:|第一、|1/|不|≥1|2021年|1至|由1元|其中1元，|1个|"
    "1元，同比增长|(|百分之|a.b@|0-|1点| |"
    "\n|约|1.1.|2021-|6月|一企一|K1+1"
)


@pytest.mark.parametrize("unit", REPEATED.split("|"))
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(3):
            begun = time.perf_counter()
            find_quantities(text)
            find_dates(text)
            best = min(best, time.perf_counter() - begun)
        return best

    seconds(1_000)
    small, large = seconds(2_000), seconds(16_000)
    # eight times the text: quadratic work would take 64 times as long
    assert large < 24 * small + 0.02
