"""Sixteen layouts of forms, flattened in eleven ways, read alike: every row, level, target, score and amount, no other."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.unit.extraction.forms_layouts import LAYOUTS, PRINTED, Layout
from tests.unit.extraction.forms_made import Read, read


def indicators(made: Read) -> Counter[tuple[object, ...]]:
    """What was read of the indicator rows; the total of the funds is no row of an indicator table."""
    return Counter(
        (
            found.level1,
            found.level2,
            found.level3,
            found.target,
            found.actual,
            None if found.weight is None else float(found.weight),
            None if found.score is None else float(found.score),
        )
        for found in made.indicators
        if found.level3 != "年度资金总额"
    )


@pytest.mark.parametrize("way", PRINTED)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_form_is_read_whatever_its_layout_and_its_converter(layout: Layout, way: str) -> None:
    made = read(f"{layout.above}\n{PRINTED[way](layout.rows)}\n{layout.below}")
    assert indicators(made) == Counter(layout.indicators)
    assert Counter((f.item, f.measure, float(f.value)) for f in made.facts) == Counter(layout.facts)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_is_rebuilt_from_single_lines_says_that_its_cells_are_guessed(layout: Layout) -> None:
    made = read(f"{layout.above}\n{PRINTED['one cell a line'](layout.rows)}\n{layout.below}")
    tables = [table for table in made.document.tables if table.rows > 2]
    assert tables
    assert all("cells-guessed" in table.doubts and not table.certain for table in tables)
