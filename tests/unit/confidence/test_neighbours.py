"""A record is doubted for what its neighbours have: parts, other spellings of a name, numbers that could not be read."""

from array import array
from decimal import Decimal

import pytest

from jixiao.confidence.neighbours import Neighbours
from jixiao.document.document import Document, Gap, Glyphs, Page, Source
from jixiao.document.records import CellRef, Evidence, FieldRecord, IndicatorRecord, SectionRecord

TEXT = "某" * 2000


def evidence(start: int, row: int = 1, role: str = "value") -> Evidence:
    return Evidence(
        role=role, page=1, start=start, end=start + 2, text="某某", cell=CellRef(table=1, row=row, column=1)
    )


def row(number: int, **parts: object) -> IndicatorRecord:
    whole = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "培训人次",
        "weight": Decimal(5),
        "score": Decimal(5),
    }
    keys = dict.fromkeys(IndicatorRecord.model_fields) | whole | parts
    base = {"record_id": f"r{number}", "doc_id": "d", "kind": "indicator", "evidence": (evidence(20 * number, number),)}
    defaults = {"confidence": 0.0, "needs_review": True, "reasons": (), "section": (), "links": (), "alternatives": ()}
    quantities = {"target_quantities": (), "actual_quantities": ()}
    return IndicatorRecord(**(keys | defaults | quantities | base))


def named(name: str, value: str, start: int) -> FieldRecord:
    return FieldRecord(
        record_id=f"f{start}", doc_id="d", kind="field", evidence=(evidence(start),), name=name, value=value, raw=value
    )


def document(*records: object, scanned: bool = False, unread: tuple[int, ...] = ()) -> Document:
    glyphs = Glyphs(array("d", [0.0] * 4 * len(TEXT)), array("d", [0.99] * len(TEXT))) if scanned else None
    gaps = tuple(Gap("unread-number", 1, at, at + 2, "某某") for at in unread)
    page = Page(1, 0, len(TEXT), origin="scan" if scanned else "text", glyphs=glyphs)
    whole = Document(Source("a", "0" * 64, "x", "scan" if scanned else "text"), TEXT, (page,))
    return whole.having(records=records, gaps=gaps)


def test_a_row_without_the_score_that_all_others_have_lacks_a_part():
    rows = [row(n) for n in range(1, 6)] + [row(6, score=None)]
    asked = Neighbours(document(*rows))
    assert [asked.missing_parts(one) for one in rows] == [0, 0, 0, 0, 0, 1]


def test_a_table_in_which_nobody_names_a_target_misses_none():
    rows = [row(n, target=None) for n in range(1, 6)]
    assert {Neighbours(document(*rows)).missing_parts(one) for one in rows} == {0}


def test_a_total_may_have_less_than_the_rows_above_it():
    rows = [row(n) for n in range(1, 6)]
    total = row(6, level1="总分", level2=None, level3=None)
    assert Neighbours(document(*rows, total)).missing_parts(total) == 0


def test_a_name_that_differs_in_one_character_from_an_oftener_one_is_disputed_in_a_scan():
    right = [named("部门名称", "临江县水务局", 100 * n) for n in (1, 2)]
    wrong = named("主管部门", "临汇县水务局", 400)
    asked = Neighbours(document(*right, wrong, scanned=True))
    assert asked.disputed_name(wrong) == 1
    assert asked.disputed_name(right[0]) == 0
    assert Neighbours(document(*right, wrong)).disputed_name(wrong) is None


def test_two_units_of_other_length_dispute_nothing():
    one, other = named("部门名称", "临江县水务局", 100), named("实施单位", "临江县水务中心", 200)
    assert Neighbours(document(one, other, scanned=True)).disputed_name(one) == 0


@pytest.mark.parametrize(("places", "count"), [((), 0), ((190,), 1), ((190, 210, 250, 300), 3), ((1500,), 0)])
def test_unread_numbers_close_by_are_counted_up_to_three(places, count):
    record = named("部门名称", "临江县水务局", 200)
    assert Neighbours(document(record, unread=places)).unread_near(record) == count


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("绩效目标的设立情况", 0),
        ("绩效目标的设立情况√", 1),
        ("、评价人员", 1),
        ("过程、（40分）", 1),
        ("预算执行（16分", 1),
        ("预算执行（16分）1", 1),
        ("评价人员 —", 1),
        ("“三公”经费", 0),
        ("2021年度部门决算", 0),
    ],
)
def test_what_is_no_word_at_the_edge_of_a_scanned_title_is_a_mark(title, marks):
    keys = {"record_id": "s", "doc_id": "d", "kind": "section", "evidence": (evidence(10),)}
    record = SectionRecord(**keys, title=title, number="", level=1, canonical=None, parent=None)
    assert Neighbours(document(record, scanned=True)).stray_marks(record) == marks
    assert Neighbours(document(record)).stray_marks(record) is None


def heading(number: str, start: int, parent: str | None = None) -> SectionRecord:
    keys = {"record_id": f"s{start}", "doc_id": "d", "kind": "section", "evidence": (evidence(start),)}
    return SectionRecord(**keys, title="某某", number=number, level=1, canonical=None, parent=parent)


def test_a_heading_whose_number_breaks_its_row_is_doubted_and_so_is_all_below_it():
    rows = [
        heading("一、", 10),
        heading("（一）", 20, "s10"),
        heading("（二）", 30, "s10"),
        heading("五、", 40, "s10"),
        heading("（一）", 50, "s40"),
        heading("二、", 60),
        heading("", 70, "s60"),
    ]
    asked = Neighbours(document(*rows))
    assert [asked.missing_siblings(one) for one in rows] == [0, 0, 0, 1, 1, 0, 0]


def test_numbers_that_begin_anew_break_nothing():
    rows = [heading("1.", 10), heading("2.", 20), heading("1.", 30), heading("2.", 40), heading("第一部分", 50)]
    assert {Neighbours(document(*rows)).missing_siblings(one) for one in rows} == {0}


@pytest.mark.parametrize(
    ("parts", "odd"),
    [
        ({}, 0),
        ({"level1": "产出指标（50分）"}, 0),
        ({"level1": "履职效能"}, 0),
        ({"level1": "时效指标"}, 1),
        ({"level1": "项目成本控制数1792.21万元"}, 1),
        ({"level1": "数量指标", "level2": "每出现1例违规支出扣1分，扣完为止。"}, 2),
        ({"level1": "总分", "level2": None, "level3": None}, 0),
    ],
)
def test_a_level_that_bears_another_levels_name_is_odd(parts, odd):
    record = row(1, **parts)
    assert Neighbours(document(record)).odd_levels(record) == odd
