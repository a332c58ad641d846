"""Web pages: the article and its tables are read, the page around it is not, whatever the encoding."""

from __future__ import annotations

import pytest

from jixiao.document.document import Document, LayoutParagraph, LayoutTable
from jixiao.document.errors import EmptyInput, TooLarge
from jixiao.document.limits import Limits
from jixiao.ingest import read

SENTENCE = "二〇二三年度，本单位严格执行预算，各项支出均按规定使用，绩效目标基本完成，现将有关情况报告如下。"
PAGE = f"""<!DOCTYPE html>
<html><head>{{meta}}<title>某区财政局2023年度部门整体支出绩效自评报告-某区人民政府</title>
<style>p {{{{ color: red }}}}</style><script>var title = "不要";</script></head><body>
<div class="header"><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div></div>
<div class="location">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 预决算</div>
<div class="content"><h1>某区财政局2023年度部门整体支出绩效自评报告</h1>
<div class="info">发布时间：2024-06-12 来源：某区财政局 【字体：大 中 小】 浏览次数：12</div>
<div id="zoom"><p style="text-align:center">一、部门概况</p><p>{SENTENCE}</p><p>{SENTENCE}<br>另起一行。</p>
<table><caption>表1 收支情况</caption><tr><th rowspan="2">机构</th><th colspan="2">支出</th></tr>
<tr><td>基本</td><td>项目</td></tr><tr><td>局机关</td><td>51.9</td><td>82.3<br>（含结转）</td></tr></table>
<ol><li>第一项</li><li>第二项</li></ol><p style="display:none">看不见</p></div>
<div class="share">分享到：<a>微信</a></div></div>
<div class="sidebar"><ul><li><a>相关阅读一二三四五六七八</a></li></ul></div>
<div class="footer">主办：某区人民政府 <a>网站地图</a> 备案号12345678</div></body></html>"""


def page(encoding: str = "utf-8", meta: str = '<meta charset="utf-8">') -> Document:
    return read("a.htm", data=PAGE.format(meta=meta).encode(encoding))


def by_role(document: Document, role: str) -> list[str]:
    items = [item for item in document.layout or () if isinstance(item, LayoutParagraph) and item.role == role]
    return [document.source_text[item.spans[0][0] : item.spans[0][1]] for item in items]


def test_the_article_is_read_and_the_page_around_it_is_not() -> None:
    document = page()
    for gone in ("首页", "网站地图", "相关阅读", "分享", "不要", "color", "看不见", "备案"):
        assert gone not in document.source_text
    assert by_role(document, "title") == ["某区财政局2023年度部门整体支出绩效自评报告"]
    assert by_role(document, "body") == ["一、部门概况", SENTENCE, SENTENCE + "\n另起一行。"]
    assert "page-frame-left-out" in [notice.code for notice in document.warnings]


def test_publication_data_is_kept_apart() -> None:
    (line,) = by_role(page(), "meta")
    assert "2024-06-12" in line
    assert "某区财政局" in line


def test_publication_data_of_the_head_is_read_where_the_page_does_not_print_it() -> None:
    meta = '<meta charset="utf-8"><meta name="PubDate" content="2024-07-01 10:00"><meta name="ArticleTitle" content="关于自评的报告">'
    document = read("a", data=f"<html><head>{meta}</head><body><div><p>{SENTENCE}</p></div></body></html>".encode())
    assert by_role(document, "title") == ["关于自评的报告"]
    assert by_role(document, "meta") == ["发布时间：2024-07-01 10:00"]


def test_spans_of_a_table_are_placed_on_its_grid() -> None:
    document = page()
    (table,) = [item for item in document.layout or () if isinstance(item, LayoutTable)]
    cells = {
        (c.row, c.column): (document.source_text[slice(*c.spans[0])] if c.spans else "", c.row_span, c.column_span)
        for c in table.cells
    }
    assert cells == {
        (1, 1): ("机构", 2, 1),
        (1, 2): ("支出", 1, 2),
        (2, 2): ("基本", 1, 1),
        (2, 3): ("项目", 1, 1),
        (3, 1): ("局机关", 1, 1),
        (3, 2): ("51.9", 1, 1),
        (3, 3): ("82.3\n（含结转）", 1, 1),
    }
    assert by_role(document, "caption") == ["表1 收支情况"]
    assert "机构\t支出\t\n\t基本\t项目\n局机关\t51.9\t82.3\n（含结转）\n" in document.source_text


def test_items_of_an_ordered_list_get_their_numbers() -> None:
    document = page()
    assert by_role(document, "list") == ["1. 第一项", "2. 第二项"]
    items = [item for item in document.layout or () if isinstance(item, LayoutParagraph) and item.number]
    assert [document.source_text[slice(*item.number)] for item in items if item.number] == ["1.", "2."]


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", '<meta charset="GBK">'),
        ("gbk", ""),
        ("gbk", '<meta charset="utf-8">'),
        ("utf-16", ""),
        ("utf-16-le", ""),
    ],
)
def test_the_encoding_is_found_whether_declared_or_not_or_wrongly(encoding: str, meta: str) -> None:
    assert page(encoding, meta).source_text == page().source_text


def test_headings_keep_their_level() -> None:
    document = read(
        "a",
        data=f"<html><body><h2>一、概况</h2><p>{SENTENCE}</p><h3>（一）职能</h3><p>{SENTENCE}</p></body></html>".encode(),
    )
    levels = [(i.role, i.level) for i in document.layout or () if isinstance(i, LayoutParagraph)]
    assert levels == [("heading", 2), ("body", None), ("heading", 3), ("body", None)]


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    inner = "<table border=1><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    data = f"<html><body><table><tr><td><p>{SENTENCE}</p>{inner}</td></tr></table></body></html>".encode()
    (table,) = [item for item in read("a", data=data).layout or () if isinstance(item, LayoutTable)]
    assert (table.rows, table.columns, table.nested_in) == (2, 2, None)


def test_a_spreadsheet_saved_as_a_web_page_is_read_by_what_it_is() -> None:
    data = "<table><tr><td>指标</td><td>得分</td></tr><tr><td>甲</td><td>9.5</td></tr></table>".encode("gbk")
    document = read("表.xls", data=data)
    assert document.source.media_type == "text/html"
    assert document.source_text == "指标\t得分\n甲\t9.5\n"


def test_a_page_saved_as_one_file_is_read() -> None:
    body = PAGE.format(meta='<meta charset="gbk">').encode("gbk")
    import base64

    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(body)
        + b"\r\n--B--\r\n"
    )
    document = read("a.doc", data=data)
    assert document.source.media_type == "multipart/related"
    assert document.source_text == page().source_text


def test_nothing_outside_the_page_is_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    data = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>&x;{SENTENCE}</p>'
        f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object></body></html>'
    )
    assert "机密" not in read("a", data=data.encode()).source_text


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyInput):
        read("a", data=b"<html><body><script>var a = 1;</script></body></html>")


def test_control_characters_in_a_page_do_no_harm() -> None:
    for control in ("\x01\x00", "&#1;", "&#xfffe;", "&#xd800;"):
        data = f"<html><body><div class='nav'>x</div>{control}<p>{control}{SENTENCE}</p></body></html>"
        assert SENTENCE in read("a", data=data.encode()).source_text


def test_spans_without_end_are_bounded() -> None:
    data = (
        b'<html><body><table><tr><td rowspan="999999999" colspan="99999999">a</td><td>b</td></tr></table></body></html>'
    )
    assert "a" in read("a", data=data).source_text
    many = "<tr>" + '<td colspan="1000">x</td>' * 20 + "</tr>"
    with pytest.raises(TooLarge):
        read("a", data=f"<html><body><table>{many * 80}</table></body></html>".encode(), limits=Limits(cells=100_000))


def test_an_address_in_a_text_does_not_make_it_a_web_page() -> None:
    document = read("a", data="详见<p>标签的说明，并非网页。".encode())
    assert document.source.media_type == "text/plain"
