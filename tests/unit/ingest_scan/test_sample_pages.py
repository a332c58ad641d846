"""Real OCR on committed pages: a ruled form, prose, turned, stamped, facing pages, figures without rules, nothing."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest

from jixiao.ingest.scan import ScannedPage
from tests.unit.ingest_scan.conftest import SAMPLES
from tests.unit.ingest_scan.reading import cells, paragraphs

Sample = Callable[[str], ScannedPage]
TITLE = "石泉市林业站2021年度部门整体支出绩效自评报告"
FIRST = "本单位编制数24人，在职人员22人，财政供养人员控制率为91.67%。2021年度预算收入合计1,356.05万元，同比增长8.3%。"
SECOND = "全年支出1,341.20万元，其中基本支出占53.80%，项目支出占46.20%，“三公”经费0.12万元，较上年下降40%。"


def test_a_ruled_form_gives_its_cells_with_their_merges(sample: Sample) -> None:
    found = cells(sample("form"))
    assert found[1, 2] == ("石泉市林业站", 1, 3)
    assert found[2, 1] == ("年度收入情况", 5, 1)
    assert found[2, 4] == ("其中：", 1, 3)
    assert found[3, 5] == ("财政拨款", 1, 1)
    assert found[7, 2] == ("完成造林3152亩，管护古树17株，群众满意度不低于95%。", 1, 5)
    assert len(found) == 28


def test_every_figure_of_the_form_is_right_and_a_blank_cell_is_blank(sample: Sample) -> None:
    found = {place: text for place, (text, _, _) in cells(sample("form")).items()}
    assert [found[r, 3] for r in (4, 5, 6)] == ["1,268.45", "87.6", "1,356.05"]
    assert [found[r, 4] for r in (4, 5, 6)] == ["20.48", "", "20.48"]
    assert [found[r, 6] for r in (4, 5, 6)] == ["", "0", "0"]


@pytest.mark.parametrize("name", ["prose", "rotated", "stamped"])
def test_lines_are_joined_into_paragraphs_however_the_page_lay_in_the_scanner(sample: Sample, name: str) -> None:
    found = [text.replace(" ", "") for _, text in paragraphs(sample(name))]
    assert found[0] == TITLE
    assert FIRST in found
    assert SECOND in found


def test_a_page_on_its_side_is_turned_and_its_boxes_are_those_of_the_scan(sample: Sample) -> None:
    page, upright = sample("rotated"), sample("prose")
    assert (page.rotation, upright.rotation) == (90, 0)
    assert page.width > page.height
    at, there = page.text.index("1,341.20"), upright.text.index("1,341.20")
    box, other = page.glyphs.box(at), upright.glyphs.box(there)
    assert box is not None
    assert other is not None
    # the sample was turned a quarter to the left: x of the upright page runs up the turned one
    assert box[1] == pytest.approx(upright.width - other[2], abs=3)
    assert box[0] == pytest.approx(other[1], abs=3)


def test_the_page_number_is_furniture_and_the_pages_label(sample: Sample) -> None:
    assert sample("prose").label == "3"
    assert ("page-number", "7") in [(r, t.strip("-— ")) for r, t in paragraphs(sample("form"))]


def test_a_seal_is_not_read_as_text(sample: Sample) -> None:
    assert "专用章" not in sample("stamped").text


def test_two_facing_pages_are_read_one_after_the_other(sample: Sample) -> None:
    page = sample("facing")
    assert page.spread
    assert page.label == "12,13"
    assert page.text.index("服务对象满意度达96.5%") < page.text.index("存在的主要问题")
    texts = [text for role, text in paragraphs(page) if role == "body"]
    assert texts[0].startswith("截至2021年12月31日")
    assert texts[0].endswith("均完成年初目标。")


def test_columns_without_rules_line_up_as_a_table(sample: Sample) -> None:
    found = cells(sample("figures"))
    assert [found[1, c][0] for c in range(1, 5)] == ["科目名称", "年初预算数", "决算数", "增减率"]
    assert [found[3, c][0] for c in range(1, 5)] == ["农林水支出", "134.2", "120.7", "-10.06%"]
    assert found[5, 2][0] == "1,261.85"


def test_a_page_with_nothing_on_it_is_reported_not_guessed_at(sample: Sample) -> None:
    page = sample("blank")
    assert page.text == ""
    assert page.layout == ()
    assert [notice.code for notice in page.warnings] == ["blank-page"]
    assert [gap.kind for gap in page.gaps] == ["empty-page"]


@pytest.mark.parametrize("name", ["form", "prose", "facing", "figures", "stamped", "rotated", "blank"])
def test_every_character_has_a_box_on_the_page_and_a_confidence(sample: Sample, name: str) -> None:
    page = sample(name)
    assert len(page.glyphs.boxes) == 4 * len(page.text)
    assert page.glyphs.confidence is not None
    assert len(page.glyphs.confidence) == len(page.text)
    for at, character in enumerate(page.text):
        box = page.glyphs.box(at)
        assert (box is None) == character.isspace()
        if box is not None:
            x0, y0, x1, y1 = box
            assert -1 <= x0 < x1 <= page.width + 1
            assert -1 <= y0 < y1 <= page.height + 1
            assert not math.isnan(page.glyphs.confidence[at])


def test_boxes_are_tight_around_the_words(sample: Sample) -> None:
    page = sample("form")
    at = page.text.index("1,268.45")
    boxes = [page.glyphs.box(i) for i in range(at, at + 8)]
    heights = [b[3] - b[1] for b in boxes if b is not None]
    assert max(heights) < 9  # type of 9 points
    widths = [b[2] - b[0] for b in boxes if b is not None]
    assert max(widths) < 6.5
    assert all(a is not None and b is not None and a[0] < b[0] for a, b in itertools.pairwise(boxes))


@pytest.mark.parametrize("name", ["form", "prose", "facing", "figures"])
def test_paragraphs_and_cells_cover_the_text_once_and_in_order(sample: Sample, name: str) -> None:
    page = sample(name)
    spans = list(page.lines)
    assert spans == sorted(spans)
    covered = "".join(page.text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(page.text.split())


@pytest.mark.parametrize("quarters", [2, 3])
def test_a_page_upside_down_or_on_its_other_side_reads_the_same(sample: Sample, quarters: int) -> None:
    sample("blank")  # skips without the extra
    import numpy as np

    from jixiao.ingest.scan import PageImage, ScanOptions, read_pages
    from jixiao.ingest.scan.sources import image_pages

    (image,) = image_pages((SAMPLES / "figures.jpg").read_bytes())
    turned = PageImage(1, np.ascontiguousarray(np.rot90(image.pixels, quarters)), image.dpi)
    (page,) = read_pages([turned], options=ScanOptions(cache=None))
    assert page.rotation == 90 * quarters
    assert [found[0] for place, found in cells(page).items() if place[0] == 3] == [
        "农林水支出",
        "134.2",
        "120.7",
        "-10.06%",
    ]
