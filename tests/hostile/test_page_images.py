"""Images that are no pages: the scan reader says so and goes on."""

from __future__ import annotations

import numpy as np
import pytest

from jixiao.ingest.scan import PageImage, ScanOptions, available, read_pages
from tests.tools import need


def _images() -> dict[str, np.ndarray]:
    noise = np.random.default_rng(3)
    return {
        "one pixel": np.zeros((1, 1), np.uint8),
        "a line of pixels": np.full((2, 900, 3), 128, np.uint8),
        "black": np.zeros((600, 400, 3), np.uint8),
        "white": np.full((600, 400), 255, np.uint8),
        "noise": noise.integers(0, 256, (500, 400, 3), dtype=np.uint8),
        "all red": np.full((600, 400, 3), (20, 20, 220), np.uint8),
        "stripes": np.tile(np.array([[0], [0], [255], [255]], np.uint8), (150, 400)),
        "checkers": np.kron(np.indices((20, 16)).sum(0) % 2, np.ones((25, 25))).astype(np.uint8) * 255,
        "four channels": np.full((300, 300, 4), 200, np.uint8),
    }


@pytest.mark.parametrize("name", sorted(_images()))
def test_an_image_without_a_page_gives_a_page_and_never_an_exception(name: str) -> None:
    need(available(), "needs the extra ocr")
    (page,) = read_pages([PageImage(1, _images()[name], 150.0)], options=ScanOptions(cache=None))
    assert "ocr-failed" not in {notice.code for notice in page.warnings}
    assert len(page.glyphs.boxes) == 4 * len(page.text)
    if not page.text:
        assert {gap.kind for gap in page.gaps} == {"empty-page"}
        assert page.warnings
