"""Years on a row of their own over the measures of a header: every amount gets the year that stands above it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.extraction.forms_made import cell_lines, read, read_merged, tabs

TITLE = "云岭县2022年度部门整体支出绩效自评报告\n\n"
DRAWN = """
┌──────────┬────────┬────────┬────────┐
│控制情况  │2021年  │2022年  │2022年  │
│（万元）  │决算数  │预算数  │决算数  │
├──────────┼────────┼────────┼────────┤
│公务接待费│3.10    │4.00    │2.75    │
│项目支出  │310.20  │340.00  │325.60  │
└──────────┴────────┴────────┴────────┘
"""
ROWS = [
    ["经费控制（万元）", "2021年", "2022年", "2022年"],
    ["", "决算数", "预算数", "决算数"],
    ["公务接待费", "3.10", "4.00", "2.75"],
    ["项目支出", "310.20", "340.00", "325.60"],
]


@pytest.mark.parametrize("printed", [DRAWN, cell_lines(*ROWS), tabs(*ROWS)], ids=["drawn", "cell a line", "tabs"])
def test_a_row_of_years_dates_the_measures_below_it(printed: str) -> None:
    made = read(TITLE + printed)
    found = {(f.item, f.measure, f.year): f.value for f in made.facts}
    assert found["公务接待费", "决算数", 2021] == Decimal("3.10")
    assert found["公务接待费", "预算数", 2022] == Decimal("4.00")
    assert found["项目支出", "决算数", 2021] == Decimal("310.20")
    assert found["项目支出", "决算数", 2022] == Decimal("325.60")
    assert len(made.facts) == 6


def test_a_year_merged_over_two_measures_dates_both() -> None:
    made = read_merged(
        TITLE.strip(),
        [
            [("科目（万元）", 1, 2), ("2021年", 2), ("2022年", 2)],
            ["预算数", "决算数", "预算数", "决算数"],
            ["基本支出", "120.00", "118.50", "130.00", "127.40"],
            ["项目支出", "310.20", "300.10", "340.00", "325.60"],
        ],
    )
    assert made.fact("基本支出", measure="决算数", year=2021).value == Decimal("118.50")
    assert made.fact("基本支出", measure="预算数", year=2022).value == Decimal("130.00")
    assert made.fact("项目支出", measure="预算数", year=2021).value == Decimal("310.20")


def test_a_row_of_years_over_rows_of_figures_dates_no_later_header() -> None:
    made = read(
        TITLE
        + cell_lines(
            ["经费（万元）", "年初预算数", "决算数"],
            ["项目支出", "340.00", "325.60"],
            ["基本支出", "130.00", "127.40"],
        )
    )
    assert {f.year for f in made.facts} == {2022}
