"""One small sound file of every format that a reader takes, to be damaged by tests and fuzzers."""

from __future__ import annotations

import io

from tests.unit.ingest.docx_builder import abstract, field, from_xml, instance, level, numbered, p, r, tbl, tc, tr
from tests.unit.ingest.pdf_builder import Sheet, pdf

SENTENCE = "全年完成产值166亿元，同比增长67.9%。"


def docx() -> bytes:
    """Numbers, a table with merges and a nested one, fields, changes."""
    return from_xml(
        numbered("部门概况"),
        p(SENTENCE, '<w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>', field(" PAGE ", r("1"))),
        tbl(
            tr(tc("机构", properties='<w:vMerge w:val="restart"/>'), tc("其中", properties='<w:gridSpan w:val="2"/>')),
            tr(tc(properties="<w:vMerge/>"), "基本", tc("项目", tbl(tr("内", "表")), p())),
        ),
        numbering=abstract(0, level(0, "chineseCounting", "%1、")) + instance(1, 0),
    )


def pdf_file() -> bytes:
    """Two pages with text, a ruled table and a page number."""

    def draw(sheet: Sheet) -> None:
        sheet.lines(72, 100, [SENTENCE, SENTENCE])
        sheet.grid([72, 200, 300], [200, 230, 260], [["机构", "收入"], ["局机关", "134.2"]])
        sheet.text(290, 810, "1", 9)

    return pdf(draw, draw)


def xlsx() -> bytes:
    """A ruled sheet with a merge, a percentage and a date."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B2"] = "自评表", "完成率", 0.936
    sheet["B2"].number_format = "0.0%"
    sheet.merge_cells("A1:B1")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls() -> bytes:
    """The same as an old workbook."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 0, 0, 1, "自评表")
    sheet.write(1, 0, "完成率")
    sheet.write(1, 1, 0.936, xlwt.easyxf(num_format_str="0.0%"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def html() -> bytes:
    """A page with a table."""
    return (
        '<html><head><meta charset="utf-8"><title>自评报告</title></head><body><div class="nav"><a href="/">首页</a></div>'
        f"<div><h1>自评报告</h1><p>{SENTENCE}</p><ol><li>甲</li></ol>"
        '<table><tr><td rowspan="2">机构</td><td colspan="2">支出</td></tr><tr><td>1</td><td>2</td></tr></table></div></body></html>'
    ).encode()


def mhtml() -> bytes:
    """The page as one file."""
    import base64

    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(html()) + b"\r\n--B--\r\n"
    )


def text() -> bytes:
    """Flattened form-text in GB 18030."""
    return f"附件1\n\t联系人\n\t王某\n\n{SENTENCE}\n".encode("gb18030")


SAMPLES = {"docx": docx, "pdf": pdf_file, "xlsx": xlsx, "xls": xls, "html": html, "mhtml": mhtml, "text": text}
"""Makers by name."""
