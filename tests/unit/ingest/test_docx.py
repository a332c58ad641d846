"""DOCX: what Word shows is what is read. Every feature stands in a real file."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument

from jixiao.document.document import Document, LayoutParagraph, LayoutTable
from jixiao.document.errors import CorruptInput, EmptyInput, TooLarge
from jixiao.document.limits import Limits
from jixiao.ingest import read
from tests.unit.ingest.docx_builder import built, field, from_xml, p, r, tbl, tc, tr, with_members

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def body(*blocks: str, styles: str = "") -> Document:
    return read("a", data=from_xml(*blocks, styles=styles))


def lines(document: Document) -> list[str]:
    return document.source_text.split("\n")[:-1]


def paragraphs(document: Document, role: str | None = None) -> list[str]:
    return [
        "".join(document.source_text[a:b] for a, b in item.spans)
        for item in document.layout or ()
        if isinstance(item, LayoutParagraph) and (role is None or item.role == role)
    ]


def tables(document: Document) -> list[LayoutTable]:
    return [item for item in document.layout or () if isinstance(item, LayoutTable)]


def grid(document: Document, table: LayoutTable) -> dict[tuple[int, int], tuple[str, int, int]]:
    """Place -> text, rows, columns."""
    return {
        (cell.row, cell.column): (
            "|".join(document.source_text[a:b] for a, b in cell.spans),
            cell.row_span,
            cell.column_span,
        )
        for cell in table.cells
    }


def test_paragraphs_are_lines_in_body_order_and_there_are_no_pages() -> None:
    document = body(p("甲"), tbl(tr("一", "二")), p(), p("乙"))
    assert document.source_text == "甲\n一\t二\n\n乙\n"
    assert document.pages == ()
    assert document.source.origin == "digital"


def test_a_merged_cell_is_printed_once_and_the_places_it_covers_are_empty() -> None:
    document = body(
        tbl(
            tr(tc("机构", properties=RESTART), tc("其中", properties=span(2))),
            tr(tc(properties=CONTINUE), "基本支出", "项目支出"),
            tr("局机关", "51.9", "82.3"),
        )
    )
    assert document.source_text == "机构\t其中\t\n\t基本支出\t项目支出\n局机关\t51.9\t82.3\n"
    (table,) = tables(document)
    assert (table.rows, table.columns, table.certain) == (3, 3, True)
    assert grid(document, table)[1, 1] == ("机构", 2, 1)
    assert grid(document, table)[1, 2] == ("其中", 1, 2)
    assert (2, 1) not in grid(document, table)


def test_a_vertical_merge_that_continues_nothing_is_a_cell_of_its_own() -> None:
    document = body(tbl(tr(tc("甲", properties=CONTINUE), "乙")))
    assert grid(document, tables(document)[0])[1, 1] == ("甲", 1, 1)


def test_rows_that_begin_or_end_inside_the_grid_leave_places_free() -> None:
    document = body(tbl(tr("一", "二", "三"), tr("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')))
    assert lines(document) == ["一\t二\t三", "\t乙\t"]


def test_breaks_inside_a_cell_are_kept_and_tabs_become_blanks() -> None:
    document = body(tbl(tr(tc(p("任务1"), p("任务2", "<w:r><w:tab/></w:r>", "甲", "<w:r><w:br/></w:r>", "乙")), "丙")))
    assert document.source_text == "任务1\n任务2 甲\n乙\t丙\n"
    assert grid(document, tables(document)[0])[1, 1][0] == "任务1\n任务2 甲\n乙"


def test_a_nested_table_follows_its_cell_and_says_where_it_stands() -> None:
    document = body(tbl(tr("甲", tc("外", tbl(tr("内1", "内2")), p())), tr("乙", "丙")))
    assert document.source_text == "甲\t外\n内1\t内2\n乙\t丙\n"
    outer, inner = tables(document)
    assert (outer.nested_in, inner.nested_in) == (None, (1, 1, 2))
    assert grid(document, outer)[1, 2][0] == "外"
    assert grid(document, inner)[1, 2][0] == "内2"


def test_tracked_changes_are_read_as_accepted() -> None:
    document = body(
        p(
            "收入",
            '<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>',
            '<w:ins w:id="2"><w:r><w:t>120</w:t></w:r></w:ins>',
            '<w:moveFrom w:id="3"><w:r><w:t>旧处</w:t></w:r></w:moveFrom>',
            '<w:moveTo w:id="4"><w:r><w:t>新处</w:t></w:r></w:moveTo>',
            "万元",
        )
    )
    assert lines(document) == ["收入120新处万元"]
    assert "changes-accepted" in [notice.code for notice in document.warnings]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_a_deleted_row_is_gone() -> None:
    document = body(
        p("前半", properties='<w:rPr><w:del w:id="1"/></w:rPr>'),
        p("后半"),
        tbl(tr("留"), tr("删", properties='<w:del w:id="2"/>')),
    )
    assert lines(document) == ["前半后半", "留"]


def test_content_controls_are_looked_through_at_every_level() -> None:
    def sdt(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    inside = p("单位：", sdt(r("甲局")))
    document = body(sdt(inside), tbl(sdt(tr(sdt(tc("格")), "边"))))
    assert lines(document) == ["单位：甲局", "格\t边"]


def test_check_boxes_show_whether_they_are_checked() -> None:
    def legacy(inner: str) -> str:
        return field(" FORMCHECKBOX ", data=f"<w:ffData><w:checkBox><w:sizeAuto/>{inner}</w:checkBox></w:ffData>")

    def modern(shown: str, checked: int) -> str:
        return (
            f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent>{r(shown)}</w:sdtContent></w:sdt>"
        )

    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    document = body(
        p(modern("☑", 1), "是", modern("☐", 0), "否"),
        p(symbol.format("Wingdings", "F0FE"), "优", symbol.format("Wingdings", "F0A8"), "良"),
        p(symbol.format("Wingdings 2", "F052"), "中", r("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "差"),
        p(legacy('<w:checked w:val="1"/>'), "有", legacy('<w:default w:val="0"/>'), "无"),
    )
    assert lines(document) == ["☑是☐否", "☑优☐良", "☑中☑差", "☑有☐无"]


def test_symbols_are_read_as_what_they_look_like() -> None:
    document = body(
        p(
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
            "95%",
            '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>',
            "<w:r><w:t>010</w:t><w:noBreakHyphen/><w:t>123</w:t><w:softHyphen/></w:r>",
        )
    )
    assert lines(document) == ["≥95%①010-123"]


def test_a_raised_two_after_metres_is_a_square() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = body(p("面积300m", r("2", raised), "，见注", r("2", raised)))
    assert lines(document) == ["面积300m²，见注2"]


def test_a_table_of_contents_and_its_page_numbers_are_furniture() -> None:
    entry = field(r" HYPERLINK \l _Toc1 ", r("一、概况") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 ", r("3")))
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = body(
        p(begin, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', entry),
        p(field(r" HYPERLINK \l _Toc2 ", r("二、收支") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc2 ", r("5")))),
        p(end),
        p("一、概况"),
    )
    assert paragraphs(document, "toc") == ["一、概况\t3", "二、收支\t5"]
    assert paragraphs(document, "body") == ["一、概况"]


def test_field_codes_are_not_read_but_their_results_are() -> None:
    document = body(
        p("共", field(" NUMPAGES ", r("12")), "页，见", '<w:fldSimple w:instr=" REF a ">' + r("表1") + "</w:fldSimple>")
    )
    assert lines(document) == ["共12页，见表1"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r"eq \o\ac(○,3)", "③"),
        (r"eq \o\ac(○,三)", "㊂"),
        (r"eq \f(1,2)", "1/2"),
        (r'SYMBOL 82 \f "Wingdings 2" \s 12', "☑"),
    ],
)
def test_fields_without_a_stored_result_show_what_they_draw(code: str, shown: str) -> None:
    assert lines(body(p(field(f" {code} ")))) == [shown]


def test_a_drop_down_shows_the_chosen_entry() -> None:
    entries = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("优", "良", "中"))
    data = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    assert lines(body(p("等次：", field(" FORMDROPDOWN ", data=data)))) == ["等次：良"]


def test_an_unfinished_field_does_not_swallow_the_rest() -> None:
    document = body(
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'), p("正文")
    )
    assert "正文" in lines(document)


def test_hidden_text_is_left_out_and_counted() -> None:
    styles = '<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    document = body(
        p("可见", r("不可见", "<w:vanish/>"), r("也不", '<w:rStyle w:val="Hid"/>'), r("见", '<w:vanish w:val="0"/>')),
        p(r("整段", "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>"),
        styles=styles,
    )
    assert lines(document) == ["可见见"]
    (notice,) = document.warnings
    assert (notice.code, notice.message[0]) == ("hidden-text-left-out", "7")


def test_ruby_gives_its_base_text_only() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>zhū</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>株</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert lines(body(p(ruby, "洲"))) == ["株洲"]


def test_equations_are_read_on_one_line() -> None:
    fraction = "<m:f><m:num><m:r><m:t>支出</m:t></m:r></m:num><m:den><m:r><m:t>预算</m:t></m:r></m:den></m:f>"
    assert lines(body(p("执行率=", f"<m:oMath>{fraction}</m:oMath>", "×100%"))) == ["执行率=支出/预算×100%"]


def test_a_text_box_is_read_once_after_the_body() -> None:
    inner = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    modern = f"<w:drawing><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{modern}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    document = body(p("前", f"<w:r>{both}</w:r>", "后"), p("末"))
    assert lines(document) == ["前后", "末", "框内文字"]
    assert paragraphs(document, "textbox") == ["框内文字"]


def test_heads_feet_and_page_numbers_follow_the_body_apart() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("正文")
        section = document.sections[0]
        section.header.paragraphs[0].text = "某区财政局"
        footer = section.footer.paragraphs[0]._p
        from docx.oxml.parser import parse_xml

        from tests.unit.ingest.docx_builder import NAMESPACES

        footer.append(parse_xml(f'<w:fldSimple {NAMESPACES} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))

    document = read("a", data=built(build))
    assert lines(document) == ["正文", "某区财政局", "1"]
    assert paragraphs(document, "header") == ["某区财政局"]
    assert paragraphs(document, "page-number") == ["1"]


def test_footnotes_follow_the_body_in_order_of_reference() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>注甲</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>注乙</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    data = from_xml(p("一", reference.format(2), "二", reference.format(1)))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = relations.replace(
        b"</Relationships>", b'<Relationship Id="rNotes" Type="' + kind + b'" Target="footnotes.xml"/></Relationships>'
    )
    document = read(
        "a", data=with_members(data, {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": relations})
    )
    assert lines(document) == ["一二", "注乙", "注甲"]
    assert paragraphs(document, "footnote") == ["注乙", "注甲"]


def test_headings_carry_the_outline_level_of_their_style_or_their_own() -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("部门概况", level=1)
        document.add_heading("机构设置", level=2)
        document.add_paragraph("正文")

    document = read("a", data=built(build))
    levels = [(i.role, i.level) for i in document.layout or () if isinstance(i, LayoutParagraph)]
    assert levels == [("heading", 1), ("heading", 2), ("body", None)]
    direct = body(
        p("三、绩效", properties='<w:outlineLvl w:val="0"/>'), p("正文", properties='<w:outlineLvl w:val="9"/>')
    )
    assert [(i.role, i.level) for i in direct.layout or () if isinstance(i, LayoutParagraph)] == [
        ("heading", 1),
        ("body", None),
    ]


def test_titles_and_captions_are_known_by_their_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="cap1"><w:name w:val="caption"/></w:style>'
    document = body(
        p("表1 收支", properties='<w:pStyle w:val="cap1"/>'),
        p("标题", properties='<w:pStyle w:val="Title"/>'),
        styles=styles,
    )
    assert paragraphs(document, "caption") == ["表1 收支"]
    assert paragraphs(document, "title") == ["标题"]


def test_hidden_rows_are_marked() -> None:
    document = body(tbl(tr("见"), tr("隐", properties="<w:hidden/>")))
    assert tables(document)[0].hidden_rows == (2,)


def test_what_is_not_read_is_said() -> None:
    data = from_xml(p("正文"), '<w:altChunk r:id="x"/>', p('<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'))
    assert {notice.code for notice in read("a", data=data).warnings} == {
        "embedded-document-not-read",
        "pictures-not-read",
    }


def test_a_document_of_pictures_only_says_what_to_do() -> None:
    with pytest.raises(EmptyInput) as caught:
        read("a", data=from_xml(p('<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>')))
    assert "PDF" in caught.value.remedy[0]


def test_a_file_whose_relationships_lead_nowhere_is_still_read() -> None:
    data = from_xml(p("正文"))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    dangling = relations.replace(
        b"</Relationships>", b'<Relationship Id="z" Type="x/image" Target="NULL"/></Relationships>'
    )
    assert lines(read("a", data=with_members(data, {"word/_rels/document.xml.rels": dangling}))) == ["正文"]


def test_a_strict_document_reads_like_a_transitional_one() -> None:
    import io
    import zipfile

    data = from_xml(p("正文"), tbl(tr("一", "二")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = archive.read("word/document.xml")
    strict = main.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert lines(read("a", data=with_members(data, {"word/document.xml": strict}))) == ["正文", "一\t二"]


def test_tables_nested_beyond_the_limit_are_too_large() -> None:
    inner = tbl(tr("深"))
    for _ in range(5):
        inner = tbl(tr(tc(inner, p())))
    with pytest.raises(TooLarge):
        read("a", data=from_xml(inner), limits=Limits(nesting=3))
    assert "深" in read("a", data=from_xml(inner)).source_text


def test_a_package_without_a_body_is_corrupt() -> None:
    empty = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    with pytest.raises(CorruptInput):
        read("a", data=with_members(from_xml(p("甲")), {"word/document.xml": empty}))


def test_every_span_of_the_layout_lies_in_the_text_and_holds_no_outer_blank_line() -> None:
    document = body(p("甲"), tbl(tr("一", tc("二", tbl(tr("三")), p()))), p("乙"))
    for item in document.layout or ():
        spans = item.spans if isinstance(item, LayoutParagraph) else [s for cell in item.cells for s in cell.spans]
        for start, end in spans:
            assert 0 <= start < end <= len(document.source_text)
            assert document.source_text[start:end].strip("\n") == document.source_text[start:end]
