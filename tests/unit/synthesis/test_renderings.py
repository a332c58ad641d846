"""Files in every format hold all of the text, and equal documents give equal files."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest

from jixiao.synthesis.blocks import Cell, Paragraph, Table, row, stacked
from jixiao.synthesis.corpus import Made, make
from jixiao.synthesis.render.fonts import font_file
from jixiao.synthesis.render.office import find_office
from jixiao.synthesis.rich import Rich
from jixiao.synthesis.write import write_corpus
from tests.tools import need


@pytest.fixture(scope="module", params=["F1", "F3", "F11"])
def made(request: pytest.FixtureRequest) -> Made:
    return make("dev", 2, family=request.param)


def characters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def written(made: Made) -> Counter[str]:
    texts = [b.content.text for b in made.blocks if isinstance(b, Paragraph)]
    texts += [c.content.text for b in made.blocks if isinstance(b, Table) for r in b.rows for c in r]
    return characters("".join(texts))


def test_a_word_file_has_every_character_and_real_merged_cells(made: Made) -> None:
    from docx import Document

    from jixiao.synthesis.render.docx import docx_bytes

    document = Document(io.BytesIO(docx_bytes(made.blocks, made.seed)))
    texts = [p.text for p in document.paragraphs]
    cells: dict[object, str] = {}
    for table in document.tables:
        for table_row in table.rows:
            cells.update({cell._tc: cell.text for cell in table_row.cells})
    assert not written(made) - characters("".join([*texts, *cells.values()]))
    merged = [c for b in made.blocks if isinstance(b, Table) for r in b.rows for c in r if c.rows > 1]
    xml = b"".join(t._tbl.xml.encode() for t in document.tables)
    assert xml.count(b'w:val="restart"') == len(merged)


def test_equal_documents_give_equal_word_files(made: Made) -> None:
    from jixiao.synthesis.render.docx import docx_bytes

    assert docx_bytes(made.blocks, 1) == docx_bytes(made.blocks, 1)


def test_the_pure_pdf_has_every_character_and_no_line_is_lost_at_a_page_end(made: Made) -> None:
    need(font_file("song") and font_file("hei"), "needs the fonts of fonts-noto-cjk")
    import pypdfium2

    from jixiao.synthesis.render.pdf import pdf_bytes

    document = pypdfium2.PdfDocument(pdf_bytes(made.blocks, made.seed))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert not written(made) - characters(text)


def test_html_and_workbook_have_every_character(made: Made) -> None:
    import openpyxl
    from lxml import html

    from jixiao.synthesis.render.html import html_text
    from jixiao.synthesis.render.xlsx import xlsx_bytes

    page = html.fromstring(html_text(made.blocks, 1)).text_content()
    assert not written(made) - characters(page)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made.blocks)))
    cells = [str(c.value) for sheet in book for line in sheet.iter_rows() for c in line if c.value is not None]
    assert not written(made) - characters("".join(cells))


def test_a_formula_in_a_cell_stays_text() -> None:
    import openpyxl

    from jixiao.synthesis.render.xlsx import xlsx_bytes

    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Table((row("=1+1"),))])))
    assert book.active is not None
    assert book.active["A1"].data_type == "s"


def test_tables_stacked_on_one_grid_keep_their_cells_and_their_order() -> None:
    first, second = Table((row("甲", "乙"),)), Table(((Cell(Rich("丙"), 2), Cell(Rich("丁"), 1, 2)), row("戊", "己")))
    joined = stacked([first, second])
    joined.grid()
    assert [c.content.text for r in joined.rows for c in r] == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_uneven_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="uneven"):
        Table((row("甲", "乙"), row("丙"))).grid()


@pytest.mark.libreoffice
@pytest.mark.slow
def test_pdf_by_libreoffice_has_every_character(tmp_path: Path) -> None:
    need(find_office(), "needs LibreOffice")
    import pypdfium2

    result = write_corpus(tmp_path, "dev", 2, ("pdf",), families=("F1", "F3"))
    for document, path in zip(result.documents, result.files["pdf"], strict=True):
        pages = pypdfium2.PdfDocument(str(path))
        text = "".join(page.get_textpage().get_text_bounded() for page in pages)
        assert not written(document) - characters(text)


@pytest.mark.slow
def test_scans_are_the_same_each_time_and_keep_the_true_text_of_each_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need(font_file("song") and font_file("hei"), "needs the fonts of fonts-noto-cjk")
    monkeypatch.setenv("JIXIAO_SOFFICE", str(tmp_path / "absent"))  # the pure renderer: quick, and there everywhere
    levels = ("scan-clean", "scan-office", "scan-bad")
    first = write_corpus(tmp_path / "a", "dev", 1, levels, families=("F12",))
    second = write_corpus(tmp_path / "b", "dev", 1, levels, families=("F12",))
    for level in levels:
        assert first.files[level][0].read_bytes() == second.files[level][0].read_bytes()
        pages = (tmp_path / "a" / "pages" / level / f"{first.documents[0].name}.json").read_text(encoding="utf-8")
        assert "绩效" in pages


def test_a_corpus_folder_has_gold_renderings_and_an_index(tmp_path: Path) -> None:
    result = write_corpus(tmp_path, "test", 3, ("txt", "docx"))
    assert {p.name for p in tmp_path.iterdir()} == {"gold", "txt", "docx", "corpus.jsonl"}
    for document, path in zip(result.documents, result.files["txt"], strict=True):
        assert path.read_bytes().decode() == document.text


def test_an_unknown_format_is_refused_with_the_ones_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="docx"):
        write_corpus(tmp_path, "test", 1, ("rtf",))
