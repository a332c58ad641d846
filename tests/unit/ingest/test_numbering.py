"""Automatic numbers are printed as Word shows them."""

from __future__ import annotations

import pytest

from jixiao.document.document import LayoutParagraph
from jixiao.ingest import read
from jixiao.ingest.word.counting import format_number
from tests.unit.ingest.docx_builder import abstract, from_xml, instance, level, numbered, p


def shown(*blocks: str, numbering: str, styles: str = "") -> list[str]:
    return read("a", data=from_xml(*blocks, numbering=numbering, styles=styles)).source_text.split("\n")[:-1]


OUTLINE = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3.", suffix="space"),
)


def test_levels_count_and_deeper_ones_begin_again() -> None:
    got = shown(
        numbered("概况"),
        numbered("职能", level=1),
        numbered("机构", level=1),
        numbered("内设", level=2),
        numbered("下属", level=2),
        numbered("收支"),
        numbered("收入", level=1),
        numbering=OUTLINE + instance(1, 0),
    )
    assert got == ["一、概况", "（一）职能", "（二）机构", "1. 内设", "2. 下属", "二、收支", "（一）收入"]


def test_the_number_span_holds_the_number_without_the_blank_after_it() -> None:
    document = read("a", data=from_xml(numbered("内设", level=2), numbering=OUTLINE + instance(1, 0)))
    (item,) = document.layout or ()
    assert isinstance(item, LayoutParagraph)
    assert item.number is not None
    assert document.source_text[slice(*item.number)] == "1."
    assert document.source_text[slice(*item.spans[0])] == "1. 内设"


def test_a_pattern_may_name_all_levels_and_isLgl_makes_them_decimal() -> None:
    levels = abstract(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2 ", extra="<w:isLgl/>"))
    got = shown(numbered("甲"), numbered("乙", level=1), numbered("丙", level=1), numbering=levels + instance(1, 0))
    assert got == ["第一章甲", "1.1 乙", "1.2 丙"]


def test_a_list_may_begin_elsewhere_and_an_instance_may_override_it() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1、", start=3)) + instance(1, 0) + instance(2, 0, start)
    got = shown(
        numbered("甲"), numbered("乙"), numbered("丙", 2), numbered("丁", 2), numbered("戊", 1), numbering=numbering
    )
    assert got == ["3、甲", "4、乙", "7、丙", "8、丁", "9、戊"]


def test_instances_of_one_abstract_list_count_on_together() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0) + instance(2, 0)
    assert shown(numbered("甲", 1), numbered("乙", 2), numbered("丙", 1), numbering=numbering) == [
        "1.甲",
        "2.乙",
        "3.丙",
    ]


def test_an_instance_may_replace_a_level() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0, replaced)
    assert shown(numbered("甲"), numbered("乙"), numbering=numbering) == ["A)甲", "B)乙"]


def test_a_level_that_never_restarts_goes_on() -> None:
    levels = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "(%2)", extra='<w:lvlRestart w:val="0"/>'))
    got = shown(
        numbered("甲"),
        numbered("乙", level=1),
        numbered("丙"),
        numbered("丁", level=1),
        numbering=levels + instance(1, 0),
    )
    assert got == ["1.甲", "(1)乙", "2.丙", "(2)丁"]


def test_a_level_whose_parent_was_never_printed_counts_it_from_its_start() -> None:
    levels = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2 "))
    assert shown(numbered("甲", level=1), numbering=levels + instance(1, 0)) == ["1.1 甲"]


def test_numbers_come_from_styles_and_a_level_may_belong_to_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="节"/><w:basedOn w:val="H1"/><w:pPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    levels = abstract(
        0,
        level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="H2"/>'),
    )
    blocks = [
        p(text, properties=f'<w:pStyle w:val="{style}"/>') for text, style in (("甲", "H1"), ("乙", "H2"), ("丙", "H1"))
    ]
    assert shown(*blocks, numbering=levels + instance(1, 0), styles=styles) == ["一、甲", "（一）乙", "二、丙"]


def test_number_zero_takes_the_style_s_number_away() -> None:
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:name w:val="列"/>{number}</w:style>'
    plain = p("乙", properties='<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0)
    assert shown(p("甲", properties='<w:pStyle w:val="L"/>'), plain, numbering=numbering, styles=styles) == [
        "1.甲",
        "乙",
    ]


def test_a_bullet_is_the_sign_that_its_font_shows() -> None:
    bullet = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    sign = '<w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0d8"/>'
    levels = abstract(0, f'<w:lvl w:ilvl="0">{sign}{bullet}</w:lvl>')
    assert shown(numbered("甲"), numbering=levels + instance(1, 0)) == ["➢ 甲"]


def test_numbers_in_cells_are_printed_too() -> None:
    from tests.unit.ingest.docx_builder import tbl, tc, tr

    numbering = abstract(0, level(0, "decimal", "%1、")) + instance(1, 0)
    document = read("a", data=from_xml(tbl(tr(tc(numbered("甲"), numbered("乙")), "丙")), numbering=numbering))
    assert document.source_text == "1、甲\n2、乙\t丙\n"


@pytest.mark.parametrize(
    ("style", "count", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 12, "十二"),
        ("japaneseCounting", 11, "十一"),
        ("japaneseCounting", 101, "百一"),
        ("ideographDigital", 20, "二○"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("ideographEnclosedCircle", 3, "㊂"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 49, "xlix"),
        ("decimalZero", 3, "03"),
        ("numberInDash", 3, "- 3 -"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
    ],
)
def test_number_formats(style: str, count: int, printed: str) -> None:
    assert format_number(count, style) == printed
