"""The same report as text, DOCX, PDF, XLSX and HTML gives the same records by value."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from jixiao.document.document import Document
from jixiao.ingest import read
from jixiao.ingest.office import find_libreoffice
from jixiao.pipeline import Pipeline
from tests.rendering import CellItem, Item, TableItem, TextItem, as_docx, as_html, as_pdf, as_text, as_xlsx
from tests.tools import need
from tests.unit.ingest.docx_builder import abstract, instance, level

NUMBERING = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
) + instance(1, 0)
PLACES = {
    "一、": (1, 0),
    "二、": (1, 0),
    "三、": (1, 0),
    "四、": (1, 0),
    "（一）": (1, 1),
    "（二）": (1, 1),
    "1.": (1, 2),
    "2.": (1, 2),
}


def table(*rows: str) -> TableItem:
    """Rows of cells parted by |; ``>`` continues the cell to its left, ``^`` the one above."""
    grid = [[cell.strip() for cell in row.split("|")] for row in rows]
    cells = []
    for at, row in enumerate(grid):
        for column, text in enumerate(row):
            if text in (">", "^"):
                continue
            wide = 1
            while column + wide < len(row) and row[column + wide] == ">":
                wide += 1
            high = 1
            while at + high < len(grid) and grid[at + high][column] == "^":
                high += 1
            cells.append(CellItem(at + 1, column + 1, text.replace("\\n", "\n"), high, wide))
    return TableItem(len(grid), len(grid[0]), tuple(cells))


FORMS: list[Item] = [
    TextItem("2022年度部门整体支出绩效自评表", centred=True),
    table(
        "部门名称 | 青岩区招商服务中心 | > | > | 预算编码 | 203017",
        "联系人 | 何某 | > | > | 联络电话 | 0730-5550123",
        "人员编制 | 12 | > | > | 实有人数 | 11",
    ),
    TextItem("部门（单位）年度支出情况（万元）"),
    table(
        "机构名称 | 支出合计 | 其中： | > | > | >",
        "^ | ^ | 基本支出 | 其中： | > | 项目支出",
        "^ | ^ | ^ | 人员支出 | 公用支出 | ^",
        "局机关及二级机构汇总 | 468.52 | 212.40 | 165.30 | 47.10 | 256.12",
        "1、局机关 | 468.52 | 212.40 | 165.30 | 47.10 | 256.12",
    ),
    TextItem("部门整体支出绩效目标完成情况"),
    table(
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 数量指标 | 引进项目数量 | 15个 | 18个 | 20 | 20",
        "^ | ^ | 走访企业 | ≥240次 | 262次 | 10 | 10",
        "^ | 质量指标 | 项目开工率 | 80%以上 | 85.5% | 20 | 20",
        "效益指标 | 经济效益指标 | 新增税收 | 3200万元 | 3415万元 | 20 | 19",
        "满意度指标 | 服务对象满意度指标 | 企业满意度 | 95% | 96% | 10 | 10",
    ),
]
PROSE: list[Item] = [
    TextItem("青岩区招商服务中心2022年度部门整体支出绩效自评报告", centred=True),
    TextItem("部门概况", 1, "一、"),
    TextItem("主要职能", 2, "（一）"),
    TextItem(
        "本中心为青岩区人民政府直属事业单位，主要负责全区招商引资政策的宣传与落实，组织重大项目的洽谈、签约和跟踪服务，"
        "协调解决企业落户中的困难和问题。"
    ),
    TextItem("机构设置", 2, "（二）"),
    TextItem("内设综合科、招商一科、招商二科3个科室，共有编制12人，2022年底实有在职人员11人。"),
    TextItem("部门整体支出管理及使用情况", 1, "二、"),
    TextItem(
        "2022年全年收入468.52万元，支出468.52万元，其中基本支出212.40万元，项目支出256.12万元，"
        "支出比上年下降6.4%。三公经费支出5.21万元，比年初预算减少0.79万元。"
    ),
    TextItem("部门整体支出绩效情况", 1, "三、"),
    TextItem("全年引进项目18个，合同引资超过35亿元，同比增长约12.5%。", number="1."),
    TextItem("走访企业262次，解决问题近90个，企业满意度达到96%。", number="2."),
    TextItem("存在的主要问题及改进措施", 1, "四、"),
    TextItem("部分项目推进缓慢，计划2023年6月底前完成整改。2023年4月18日已召开专题会议进行部署。"),
]
REPORT = [*PROSE, *FORMS]


@cache
def document_of(kind: str, which: str, folder: Path | None = None) -> Document:
    """The extracted document of the whole report or its forms, in one format."""
    items = REPORT if which == "report" else FORMS
    if kind == "text":
        data = as_text(items).encode()
    elif kind == "xlsx":
        data = as_xlsx(items)
    elif kind == "html":
        data = as_html(items, title="青岩区招商服务中心2022年度部门整体支出绩效自评报告-青岩区人民政府")
    else:
        data = as_docx(items, numbering=NUMBERING, places=PLACES)
        if kind == "pdf":
            assert folder is not None
            data = as_pdf(data, folder)
    return Pipeline()(read(f"report.{kind}", data=data, ocr="never"))


def values(document: Document, kind: str) -> Counter[tuple[object, ...]]:
    """The records of a kind by what they say."""
    keys = {
        "field": ("name", "value"),
        "section": ("title", "number", "level", "canonical"),
        "fact": ("item", "measure", "year", "entity", "value", "unit"),
        "indicator": ("level1", "level2", "level3", "target", "actual", "weight", "score"),
        "quantity": ("base_low", "base_high", "base_unit", "bound", "dimension"),
        "date": ("iso",),
        "claim": ("subject", "value", "unit", "bound", "role", "year"),
        "finding": ("rule", "message"),
    }[kind]
    return Counter(
        tuple(_plain(getattr(record, key)) for key in keys) for record in document.records if record.kind == kind
    )


def _plain(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


KINDS = ("field", "section", "fact", "indicator", "quantity", "date", "claim", "finding")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("printed")


def test_the_text_gives_records_of_every_kind() -> None:
    document = document_of("text", "report")
    for kind in KINDS[:-1]:  # a sound report gives no finding
        assert values(document, kind), kind
    assert (
        values(document, "fact")["支出合计", "决算数", 2022, None, 468.52, "万元"] or len(values(document, "fact")) >= 8
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_flowing_format_says_the_same_as_the_text(form: str, kind: str) -> None:
    assert values(document_of(form, "report"), kind) == values(document_of("text", "report"), kind)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_page_says_the_same_as_the_text(kind: str, folder: Path) -> None:
    need(find_libreoffice(), "LibreOffice to print a PDF")
    assert values(document_of("pdf", "report", folder), kind) == values(document_of("text", "report"), kind)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "section"])
def test_a_sheet_says_the_same_as_the_text_of_its_forms(kind: str) -> None:
    assert values(document_of("xlsx", "forms"), kind) == values(document_of("text", "forms"), kind)


@pytest.mark.parametrize("form", ["text", "docx", "html", "xlsx", "pdf"])
def test_every_quote_is_exact_and_a_cell_is_named_in_every_format(form: str, folder: Path) -> None:
    if form == "pdf":
        need(find_libreoffice(), "LibreOffice to print a PDF")
    document = document_of(form, "report" if form != "xlsx" else "forms", folder if form == "pdf" else None)
    cells = boxes = 0
    for record in document.records:
        for evidence in record.evidence:
            assert document.source_text[evidence.start : evidence.end] == evidence.text
            cells += evidence.cell is not None
            boxes += bool(evidence.boxes)
    assert cells > 30
    assert (boxes > 30) == (form == "pdf")
