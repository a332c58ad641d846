"""Units: the lexicon, conversion, and quantities that convert themselves."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.document.errors import LexiconError
from jixiao.lexicon.overlays import using
from jixiao.numbers import DimensionMismatch, UnknownUnit, convert, find_quantities, unit_info
from jixiao.numbers.units import units


def test_the_lexicon_knows_at_least_the_190_units_of_the_field() -> None:
    assert len({info.unit for info in units().values()}) >= 190


@pytest.mark.parametrize(
    ("printed", "dimension", "base", "factor"),
    [
        ("万元", "money", "元", "10000"), ("百万元", "money", "元", "1000000"), ("万亿元", "money", "元", "1000000000000"),
        ("角", "money", "元", "0.1"), ("万美元", "money", "美元", "10000"), ("%", "ratio", "1", "0.01"), ("‰", "ratio", "1", "0.001"),
        ("成", "ratio", "1", "0.1"), ("倍", "ratio", "1", "1"), ("个百分点", "percentage_point", "百分点", "1"),
        ("㎡", "area", "平方米", "1"), ("平方公里", "area", "平方米", "1000000"), ("千公顷", "area", "平方米", "10000000"),
        ("公里", "length", "米", "1000"), ("里", "length", "米", "500"), ("公斤", "mass", "吨", "0.001"), ("亿斤", "mass", "吨", "50000"),
        ("升", "volume", "立方米", "0.001"), ("万千瓦时", "energy", "千瓦时", "10000"), ("小时", "time", "秒", "3600"),
        ("工作日", "time", "工作日", "1"), ("个月", "time", "个月", "1"), ("万人次", "count", "人次", "10000"), ("分", "score", "分", "1"),
        ("万元/人", "rate", "元/人", "10000"), ("元/人·月", "rate", "元/人·月", "1"), ("微克/立方米", "rate", "微克/立方米", "1"),
        ("万吨/年", "rate", "吨/年", "10000"), ("万千瓦", "other", "千瓦", "10000"),
    ],
)  # fmt: skip
def test_a_unit_has_dimension_base_and_factor(printed: str, dimension: str, base: str, factor: str) -> None:
    info = unit_info(printed)
    assert (info.dimension, info.base, info.factor) == (dimension, base, Decimal(factor))


def test_a_mu_is_two_thirds_of_a_thousand_square_metres() -> None:
    assert convert(Decimal(3), "亩", "平方米") == 2000
    assert convert(Decimal(1), "公顷", "亩") == 15


def test_units_of_other_dimensions_do_not_convert() -> None:
    with pytest.raises(DimensionMismatch, match=r"万元.*亩"):
        convert(Decimal(1), "万元", "亩")
    with pytest.raises(DimensionMismatch):
        convert(Decimal(1), "美元", "元")


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnknownUnit, match="斛斗"):
        unit_info("斛斗")


def test_a_quantity_converts_itself_and_keeps_its_place() -> None:
    (found,) = find_quantities("占地1.2至1.5万亩")
    turned = found.to("公顷")
    assert (turned.low, turned.high, turned.start, turned.unit) == (Decimal(800), Decimal(1000), 2, "公顷")
    with pytest.raises(DimensionMismatch, match=r"1\.2至1\.5万亩"):
        found.to("元")


def test_a_bound_stays_open_when_it_is_converted() -> None:
    (found,) = find_quantities("超20亿元")
    assert (found.to("万元").low, found.to("万元").high) == (Decimal(200000), None)
    with pytest.raises(ValueError, match="gt"):
        _ = found.magnitude


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("用电300度", "千瓦时"),
        ("气温28度", "℃"),
        ("土方300方", "立方米"),
        ("铺地砖面积60方", "平方米"),
        ("得5分", "分"),
        ("3元5分", "元"),
    ],
)
def test_context_decides_a_unit_with_several_meanings(text: str, base: str) -> None:
    assert find_quantities(text)[-1].base_unit == base


@pytest.mark.parametrize("text", ["共300度", "计300方"])
def test_where_context_does_not_decide_the_reading_is_marked(text: str) -> None:
    assert find_quantities(text)[0].doubts == ("ambiguous-unit",)


def test_an_overlay_adds_units_modifiers_and_names(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "unit,dimension,factor,base,numerals,scaled,not_before,not_before_hanzi,aliases\n石,mass,0.06,吨,any,yes,,,\n家,-,,,,,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "modifiers.csv").write_text(
        "id,word,place,bound,not_after,not_before\n撑死@before,撑死,before,le,,\n", encoding="utf-8"
    )
    (tmp_path / "units_names.csv").write_text("name,kind\n三石村,name\n", encoding="utf-8")
    text = "三石村收粮撑死30石，企业5家"
    with using([tmp_path]):
        assert [(q.text, q.bound, q.base_high) for q in find_quantities(text)] == [("撑死30石", "le", Decimal("1.8"))]
    assert [q.text for q in find_quantities(text)] == ["5家"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("石,weight,0.06,吨,any,yes,,,", "weight"),
        ("石,mass,x,吨,any,yes,,,", "x"),
        ("石,mass,1,吨,some,yes,,,", "some"),
    ],
)
def test_a_mistake_in_the_lexicon_names_file_and_line(tmp_path: Path, row: str, said: str) -> None:
    head = "unit,dimension,factor,base,numerals,scaled,not_before,not_before_hanzi,aliases\n"
    (tmp_path / "units.csv").write_text(head + row + "\n", encoding="utf-8")
    with using([tmp_path]), pytest.raises(LexiconError, match=rf"units\.csv, line 2.*{said}"):
        find_quantities("5石")


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("处置1.1万余起", "1.1", "万起"),
        ("拨付3亿多元", "3", "亿元"),
        ("走访1500余次", "1500", "次"),
        ("十余万元", "10", "万元"),
    ],
)
def test_about_so_many_stays_out_of_the_printed_unit(text: str, low: str, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.low, quantity.unit, quantity.bound) == (Decimal(low), unit, "approx")


@pytest.mark.parametrize(
    ("text", "quote", "low"),
    [
        ("总投资（1,860.0\n0万元）", "1,860.0\n0万元", "1860.00"),
        ("资金实际到位1,6\n74.00万元", "1,6\n74.00万元", "1674.00"),
        ("惠及群众4,3\n60余人", "4,3\n60余人", "4360"),
        ("到位资金12,\n345万元", "12,\n345万元", "12345"),
    ],
)
def test_a_line_end_inside_a_group_of_three_cuts_no_number(text: str, quote: str, low: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.text, quantity.low) == (quote, Decimal(low))
    assert "number-wrapped" in quantity.doubts


@pytest.mark.parametrize(
    ("text", "printed", "unit", "base"),
    [
        ("配备终端十二台，已投用。", "十二台", "台", "台"),
        ("形成三篇调研报告。", "三篇", "篇", "篇"),
        ("存栏耕牛三百四十头。", "三百四十头", "头", "头"),
        ("打机井五眼。", "五眼", "眼", "眼"),
        ("购置设备两台（套）。", "两台（套）", "台（套）", "台（套）"),
        ("年末牲畜存栏62.7万头（只）。", "62.7万头（只）", "万头（只）", "头（只）"),
        ("现场查看2.3万亩地块。", "2.3万亩", "万亩", "平方米"),
    ],
)
def test_older_reports_count_in_hanzi(text, printed, unit, base):
    (found,) = find_quantities(text)
    assert (found.text, found.unit, found.base_unit) == (printed, unit, base)


@pytest.mark.parametrize("text", ["发挥三架马车作用。", "新官上任三把火。", "一头联系群众。", "三台县财政局。"])
def test_measure_words_in_sayings_and_names_count_nothing(text):
    assert not find_quantities(text)
