"""Letter, report and annexes are told apart."""

from jixiao.clean import Clean
from jixiao.document.document import Document, LayoutPart, Page, Source
from jixiao.match.names import default_names
from jixiao.segment.parts import is_title
from jixiao.segment.stage import Segment


def parts(source: str) -> list[tuple[str, str | None]]:
    document = Document(Source("a.txt", "0" * 64, "text/plain", "text"), source, (Page(1, 0, len(source)),))
    document = Segment(known=default_names().known)(Clean()(document))
    assert "".join(document.text.text[p.start : p.end] for p in document.parts) == document.text.text
    return [(p.kind, p.title) for p in document.parts]


def test_a_letter_a_report_and_an_annex_follow_each_other():
    source = (
        "关于报送2022年度部门整体支出绩效自评报告\n\n县财政局：\n\n现将我单位自评报告报送给你们。\n\n2023年3月1日\n附件：1.绩效自评报告\n2.绩效评分表\n\n"
        "云岭县2022年度部门整体支出绩效自评报告\n\n一、部门概况\n有编制9人。\n\n附件2\n2022年度整体支出绩效评分表\n\t指标\n\t得分\n\n\t产出\n\t30\n"
    )
    assert [kind for kind, _ in parts(source)] == ["letter", "report", "form"]


def test_a_cover_and_the_same_title_over_the_text_are_one_report():
    source = "2022年度部门整体支出绩效自评报告\n单位名称：云岭县档案馆\n2023年6月\n\n2022年度云岭县档案馆整体支出绩效自评报告\n一、基本情况\n有编制9人。\n"
    assert [kind for kind, _ in parts(source)] == ["report"]


def test_sentences_and_headings_are_no_titles():
    assert is_title("云岭县2021年国民经济和社会发展统计公报")
    assert not is_title("一、2021年度绩效自评报告")
    assert not is_title("我单位按时完成了2021年度决算公开。")
    assert not is_title("根据《2021年财政绩效评价工作的通知》编制本报告")


VOLUME = (
    "云岭县档案馆2022年度部门决算公开说明\n一、基本情况\n有编制9人。\n全年支出50万元。\n"
    "附件2\n云岭县档案馆2022年度部门整体支出绩效自评报告\n一、部门概况\n有编制9人。\n"
)


def volume(*layout_parts: LayoutPart) -> list[tuple[str, int]]:
    """Kind and start of the parts of a scanned volume."""
    scan = Source("a.pdf", "0" * 64, "application/pdf", "scan")
    document = Document(scan, VOLUME, (Page(1, 0, len(VOLUME)),), layout_parts=layout_parts)
    document = Segment(known=default_names().known)(Clean()(document))
    return [(p.kind, p.start) for p in document.parts]


def test_a_report_of_a_bound_volume_begins_once_with_its_title():
    second, title = VOLUME.index("附件2"), VOLUME.index("云岭县档案馆2022年度部门整体")
    found = volume(LayoutPart("决算公开", 0, second), LayoutPart("自评报告", second, len(VOLUME)))
    assert found[0] == ("report", 0)
    assert [kind for kind, _ in found] == ["report", "report"]
    assert second <= found[1][1] <= title


def test_where_the_user_says_where_parts_begin_no_title_begins_another():
    assert volume(LayoutPart("合订本", 0, len(VOLUME), given=True)) == [("report", 0)]
    half = VOLUME.index("有编制")
    given = (LayoutPart("甲", 0, half, given=True), LayoutPart("乙", half, len(VOLUME), given=True))
    assert volume(*given) == [("report", 0), ("report", half)]
