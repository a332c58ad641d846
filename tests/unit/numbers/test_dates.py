"""Dates and periods: printed, relative, damaged; and what is none."""

from __future__ import annotations

import pytest

from jixiao.numbers import find_dates
from tests.unit.numbers.reading import dates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年度部门决算", ["2022年度 = 2022"]),
        ("2023 年 5 月 16 日", ["2023 年 5 月 16 日 = 2023-05-16"]),
        ("2022 年 6月27 日", ["2022 年 6月27 日 = 2022-06-27"]),
        ("2023.6.20", ["2023.6.20 = 2023-06-20"]),
        ("2023-06-20、2023/6/25", ["2023-06-20 = 2023-06-20", "2023/6/25 = 2023-06-25"]),
        ("二〇二一年七月三十日", ["二〇二一年七月三十日 = 2021-07-30"]),
        ("2019-2022年、2019年至2022年", ["2019-2022年 = 2019/2022", "2019年至2022年 = 2019/2022"]),
        ("2022年3月至2023年2月", ["2022年3月至2023年2月 = 2022-03/2023-02"]),
        ("2022年10月1日至7日", ["2022年10月1日至7日 = 2022-10-01/2022-10-07"]),
        ("2022年4月15日—2022年10月31日", ["2022年4月15日 = 2022-04-15", "2022年10月31日 = 2022-10-31"]),
        ("2023年6月5日至6月16日", ["2023年6月5日 = 2023-06-05", "6月16日 ~ 2023-06-16"]),
        ("2022年1—9月", ["2022年1—9月 = 2022-01/2022-09"]),
        ("2022年上半年、2022年一季度", ["2022年上半年 = 2022-01/2022-06", "2022年一季度 = 2022-01/2022-03"]),
        ("2022 全年", ["2022 全年 = 2022"]),
        ("评价时间：2023.03-2023.05", ["2023.03-2023.05 = 2023-03/2023-05"]),
        ("2 0 2 3 年", ["2 0 2 3 年 = 2023"]),
        ("3.2022年度总结", ["2022年度 = 2022"]),
    ],
)
def test_a_printed_date_has_an_iso_form(text: str, wanted: list[str]) -> None:
    assert dates(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("去年、今年以来、明年4月份", ["去年 ~ 2020", "今年 ~ 2021", "明年4月份 ~ 2022-04"]),
        ("截至6月底", ["6月底 ~ 2021-06"]),
        ("6月30日前", ["6月30日 ~ 2021-06-30"]),
        ("前三季度、上半年", ["前三季度 ~ 2021-01/2021-09", "上半年 ~ 2021-01/2021-06"]),
        ("1-6月", ["1-6月 ~ 2021-01/2021-06"]),
        ("今年1-11月", ["今年1-11月 ~ 2021-01/2021-11"]),
        ("较上年增长", []),
        ("三、四季度", ["三、四季度 ~ 2021-07/2021-12"]),
    ],
)
def test_relative_words_are_resolved_by_the_fiscal_year(text: str, wanted: list[str]) -> None:
    assert dates(text, 2021) == wanted


def test_relative_words_without_a_fiscal_year_stay_open() -> None:
    assert dates("去年、6月底、春节前") == ["去年 ~ None", "6月底 ~ None", "春节 ~ None"]


@pytest.mark.parametrize(
    "text",
    [
        "近三年", "三年行动", "5年", "12个月", "5日内", "80年代", "全年", "年初", "年内", "年    月    日",
        "财预〔2021〕10号", "（2021）第3号", "上年结转", "当年财政拨款", "2021人", "相当月份", "2.5月饼", "编号2021312",
    ],
)  # fmt: skip
def test_durations_terms_and_codes_are_no_dates(text: str) -> None:
    assert dates(text) == []


def test_a_date_that_lost_its_signs_is_read_where_a_date_is_asked_for() -> None:
    assert dates("报告日期：2024926") == ["2024926 = 2024-09-26"]
    assert find_dates("报告日期：2024926")[0].doubts == ("damaged",)


def test_a_damaged_date_with_two_readings_keeps_only_its_year() -> None:
    (found,) = find_dates("填报日期：2022111")
    assert (found.iso, found.doubts) == ("2022", ("damaged", "ambiguous"))


def test_an_impossible_month_leaves_the_year() -> None:
    assert dates("2021年13月") == ["2021年 = 2021"]


def test_an_impossible_day_is_no_date() -> None:
    assert dates("2021.2.30") == []
