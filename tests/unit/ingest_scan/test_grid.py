"""Grids out of ruled lines: drawn here line by line, no OCR."""

from __future__ import annotations

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2", reason="needs the extra ocr")

from jixiao.ingest.scan import light  # noqa: E402
from jixiao.ingest.scan.grid import Grid, find_grids  # noqa: E402
from jixiao.ingest.scan.rules import find_rules, skew_of_rules  # noqa: E402

XS, YS = [100, 300, 500, 800], [100, 130, 170, 230]


def paper(height: int = 400, width: int = 900) -> np.ndarray:
    return np.full((height, width), 235, np.uint8)


def ruled(
    page: np.ndarray, *, without: tuple[tuple[str, int, int], ...] = (), shade: int = 40, thick: int = 2
) -> np.ndarray:
    """Draws the grid XS x YS; ``without`` names sides that are left out: ("down", column line, row)."""
    for i, y in enumerate(YS):
        for j in range(3):
            if ("across", i, j) not in without:
                cv2.line(page, (XS[j], y), (XS[j + 1], y), shade, thick)
    for j, x in enumerate(XS):
        for i in range(3):
            if ("down", j, i) not in without:
                cv2.line(page, (x, YS[i]), (x, YS[i + 1]), shade, thick)
    return page


def grids(page: np.ndarray, text: tuple[tuple[float, float, float, float], ...] = ()) -> list[Grid]:
    evened = light.even(page)
    return find_grids(find_rules(evened, 200, text), 200, text)


def places(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(c.row, c.column, c.row_span, c.column_span) for c in grid.cells}


def test_a_grid_with_a_row_of_four_millimetres_is_whole() -> None:
    (grid,) = grids(ruled(paper()))
    assert (grid.rows, grid.columns, len(grid.cells)) == (3, 3, 9)


def test_a_missing_side_merges_two_cells() -> None:
    (grid,) = grids(ruled(paper(), without=(("down", 1, 0),)))
    assert (1, 1, 1, 2) in places(grid)
    assert len(grid.cells) == 8


def test_cells_merge_downwards() -> None:
    (grid,) = grids(ruled(paper(), without=(("across", 1, 0), ("across", 2, 0))))
    assert (1, 1, 3, 1) in places(grid)
    assert len(grid.cells) == 7


def test_a_thin_grey_line_with_gaps_counts() -> None:
    page = ruled(paper(), shade=120, thick=1)
    for x in range(110, 800, 60):
        page[:, x : x + 5] = 235
    (grid,) = grids(page)
    assert len(grid.cells) == 9


def test_noise_and_uneven_light_do_not_break_a_grid() -> None:
    page = ruled(paper()).astype(np.float32)
    page *= np.linspace(0.65, 1.0, page.shape[1])[None, :]
    page += np.random.default_rng(1).normal(0, 9, page.shape)
    (grid,) = grids(page.clip(0, 255).astype(np.uint8))
    assert len(grid.cells) == 9


def test_the_stroke_of_a_character_between_two_columns_is_no_side() -> None:
    page = ruled(paper(), without=(("down", 1, 1),))
    cv2.line(page, (300, 138), (300, 162), 40, 2)  # a 中 right under the line between the columns
    (grid,) = grids(page, text=((280.0, 133.0, 322.0, 167.0),))
    assert (2, 1, 1, 2) in places(grid)


def test_a_fold_through_the_table_is_no_row() -> None:
    page = ruled(paper())
    page[200:202, :] = 200
    (grid,) = grids(page)
    assert grid.rows == 3


def test_a_table_open_at_its_sides_is_closed_there_and_doubted() -> None:
    page = ruled(paper(), without=tuple(("down", j, i) for j in (0, 3) for i in range(3)))
    (grid,) = grids(page)
    assert grid.columns == 3
    assert grid.doubts == ("open-sides",)


def test_two_tables_stay_two() -> None:
    page = ruled(paper(900))
    page[400:800] = ruled(paper(400))
    assert [(g.rows, g.columns) for g in grids(page)] == [(3, 3), (3, 3)]


def test_lines_of_text_are_no_grid() -> None:
    assert grids(paper()) == []
    page = paper()
    cv2.line(page, (100, 200), (800, 200), 40, 2)
    assert grids(page) == []


def test_rules_tell_the_skew_of_a_page() -> None:
    page = ruled(paper())
    turn = cv2.getRotationMatrix2D((450, 200), -0.7, 1.0)
    page = cv2.warpAffine(page, turn, (900, 400), borderValue=235)
    found = skew_of_rules(find_rules(light.even(page), 200), 900)
    assert found == pytest.approx(0.7, abs=0.08)
