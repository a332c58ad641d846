"""Tables over page breaks, cell by cell."""

from __future__ import annotations

from jixiao.document.document import LayoutCell, LayoutTable
from jixiao.ingest.scan.stitch import Frame, stitched

BORDERS = (60.0, 160.0, 300.0, 500.0)


class Maker:
    """Makes tables whose cells point into one text."""

    def __init__(self) -> None:
        self.text = ""

    def table(self, *rows: list[str]) -> LayoutTable:
        cells = []
        for r, row in enumerate(rows, 1):
            for c, words in enumerate(row, 1):
                start = len(self.text)
                self.text += words + "\n"
                cells.append(LayoutCell(r, c, ((start, start + len(words)),) if words else ()))
        return LayoutTable(tuple(cells), len(rows), len(rows[0]), certain=False)

    def said(self, table: LayoutTable) -> list[list[str]]:
        return [
            ["".join(self.text[a:b] for a, b in c.spans) for c in table.cells if c.row == row]
            for row in range(1, table.rows + 1)
        ]


def test_rows_of_the_next_page_follow_and_the_repeated_header_is_set_apart() -> None:
    make = Maker()
    upper = make.table(["指标", "目标值", "完成值"], ["产值", "10", "12"])
    lower = make.table(["指标", "目标值", "完成值"], ["税收", "3", "2"])
    whole, _, again = stitched(upper, Frame(BORDERS), lower, Frame(BORDERS), make.text) or (None, None, ())
    assert whole is not None
    assert make.said(whole) == [["指标", "目标值", "完成值"], ["产值", "10", "12"], ["税收", "3", "2"]]
    assert "".join(make.text[a:b] for a, b in again) == "指标目标值完成值"
    assert whole.doubts == ("page-break",)


def test_a_row_that_the_page_break_cut_is_healed() -> None:
    make = Maker()
    upper = make.table(["机构名称", "公务用车运维", "合计"])
    lower = make.table(["", "费", ""], ["局机关", "1.2", "3.4"])
    whole, _, _ = stitched(upper, Frame(BORDERS, {(1, 2): 0.4}), lower, Frame(BORDERS), make.text) or (
        None,
        None,
        (),
    )
    assert whole is not None
    assert make.said(whole) == [["机构名称", "公务用车运维费", "合计"], ["局机关", "1.2", "3.4"]]


def test_a_row_below_a_cell_with_room_is_a_row_of_its_own() -> None:
    make = Maker()
    upper = make.table(["指标", "产值", "10"])
    lower = make.table(["", "税收", ""], ["合计", "1", "2"])
    roomy = Frame(BORDERS, {(1, 2): 5.0})
    whole, _, _ = stitched(upper, roomy, lower, Frame(BORDERS), make.text) or (None, None, ())
    assert whole is not None
    assert whole.rows == 3


def test_a_sheet_that_lay_a_little_aside_still_fits() -> None:
    make = Maker()
    upper, lower = make.table(["指标", "产值", "10"]), make.table(["二", "税收", "3"])
    moved = Frame(tuple(x * 1.01 + 9 for x in BORDERS))
    assert stitched(upper, Frame(BORDERS), lower, moved, make.text) is not None


def test_a_table_of_another_width_or_other_columns_is_another_table() -> None:
    make = Maker()
    upper, lower = make.table(["指标", "产值", "10"]), make.table(["二", "税收", "3"])
    assert stitched(upper, Frame(BORDERS), lower, Frame((60.0, 160.0, 300.0, 400.0)), make.text) is None
    assert stitched(upper, Frame(BORDERS), lower, Frame((60.0, 220.0, 400.0, 500.0)), make.text) is None


def test_a_bracket_that_did_not_fit_goes_on_too() -> None:
    make = Maker()
    upper = make.table(["满意度指标", "服务对象满意", "95%"])
    lower = make.table(["（10分）", "度指标", ""], ["总分", "100", "98"])
    frame = Frame(BORDERS, {(1, 1): 2.0, (1, 2): 0.3, (1, 3): 4.0})
    whole, _, _ = stitched(upper, frame, lower, Frame(BORDERS), make.text) or (None, None, ())
    assert whole is not None
    assert make.said(whole) == [["满意度指标（10分）", "服务对象满意度指标", "95%"], ["总分", "100", "98"]]
