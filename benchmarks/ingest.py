"""Milliseconds a page of every reader, beside the libraries that others would use, in one run; memory at 500 pages.

    python benchmarks/ingest.py [--pages 20] [--rounds 5] [FILE.pdf ...]

The files are drawn here (prose and ruled tables on alternate pages), so that the run needs nothing else. kreuzberg and
markitdown are no dependencies: where they are not installed, a line says so. Times are the median of the rounds, on one
thread, of processor time, so that other work on the machine counts little. The lines marked «must» hold what was
promised: a digital PDF is read no slower than pdfplumber finds its own words and rulings, and 500 pages stay below 500 MB.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jixiao.ingest import read
from tests.rendering import CellItem, Item, TableItem, TextItem, as_docx, as_html, as_xlsx
from tests.unit.ingest.pdf_builder import Sheet, pdf

PROSE = "全年完成规模工业总产值415.38亿元，同比增长67.9%；完成规模以上工业增加值166亿元，比年初计划增加30亿元。"
MEGABYTES = 500


def drawn(pages: int) -> bytes:
    """A PDF: a page of prose, a page of table, and so on, with heads and page numbers."""

    def page(number: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.text(220, 40, "某区财政局绩效自评材料", 9)
            if number % 2:
                sheet.lines(72, 90, [f"（{line}）{PROSE}"[:37] for line in range(32)], 12, 21)
            else:
                ys = [80 + 22 * row for row in range(32)]
                rows = [[f"指标{row}", "134.2", "51.90", "82.30%", "已完成"] for row in range(31)]
                sheet.grid([60, 160, 250, 340, 430, 530], ys, rows)
            sheet.text(290, 812, f"- {number} -", 9)

        return draw

    return pdf(*(page(number) for number in range(1, pages + 1)))


def drawn_bare(pages: int) -> bytes:
    """A PDF whose pages are tables without rulings, for which the reader asks pdfplumber."""

    def draw(sheet: Sheet) -> None:
        sheet.text(60, 70, "金额单位：万元", 9)
        rows = [
            ["指标", "预算数", "决算数", "执行率"],
            *([f"指标{row}", "134.2", "51.90", "82.30%"] for row in range(30)),
        ]
        for row, texts in enumerate(rows):
            for x, text in zip((60, 230, 350, 470), texts, strict=True):
                sheet.text(x, 95 + 22 * row, text, 10)

    return pdf(*[draw] * pages)


def items(pages: int) -> list[Item]:
    """The same amount of text and tables for the formats without pages."""
    found: list[Item] = []
    for number in range(pages):
        if number % 2 == 0:
            found.extend(TextItem(f"（{line}）{PROSE}") for line in range(16))
        else:
            texts = [("指标", "134.2", "51.90", "82.30%", "已完成")] * 31
            cells = [CellItem(r + 1, c + 1, text) for r, row in enumerate(texts) for c, text in enumerate(row)]
            found.append(TableItem(31, 5, tuple(cells)))
    return found


def milliseconds(run: Callable[[], object], rounds: int) -> float:
    """Median processor time of one run; the first, which loads libraries, does not count."""
    run()
    times = []
    for _ in range(rounds):
        begin = process_time()
        run()
        times.append(process_time() - begin)
    return 1000 * statistics.median(times)


def pdfium_alone(data: bytes) -> Callable[[], object]:
    """Text of every page, no boxes."""
    import pypdfium2

    def run() -> list[str]:
        document = pypdfium2.PdfDocument(data)
        try:
            return [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()

    return run


def pdfplumber_alone(data: bytes, *, tables: bool) -> Callable[[], object]:
    """Words and rulings of every page; with ``tables`` its tables, too."""
    import pdfplumber

    def run() -> int:
        with pdfplumber.open(io.BytesIO(data)) as document:
            count = 0
            for page in document.pages:
                count += len(page.extract_words()) + len(page.lines) + len(page.rects)
                count += len(page.extract_tables()) if tables else 0
                page.close()
            return count

    return run


def python_docx_alone(data: bytes) -> Callable[[], object]:
    """Text of paragraphs and cells."""
    import docx

    def run() -> int:
        document = docx.Document(io.BytesIO(data))
        count = sum(len(paragraph.text) for paragraph in document.paragraphs)
        return count + sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)

    return run


def kreuzberg_alone(data: bytes, media_type: str) -> Callable[[], object]:
    """Its own default extraction."""
    import kreuzberg  # type: ignore[import-not-found,unused-ignore]

    return lambda: kreuzberg.extract_bytes_sync(data, mime_type=media_type)


def markitdown_alone(data: bytes, suffix: str) -> Callable[[], object]:
    """Its own default conversion."""
    import markitdown  # type: ignore[import-not-found,unused-ignore]

    converter = markitdown.MarkItDown()
    return lambda: converter.convert_stream(io.BytesIO(data), file_extension=suffix)


def line(name: str, per_page: float, reference: float) -> None:
    """One row of the table; the last column is the time against this reader's."""
    print(f"  {name:<42} {per_page:>9.2f} {per_page / reference:>9.2f}")


def compare_bare(pages: int, rounds: int) -> None:
    """Tables without rulings beside pdfplumber's own strategy for them."""
    import pdfplumber

    data = drawn_bare(pages)

    def plumber() -> int:
        text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
        with pdfplumber.open(io.BytesIO(data)) as document:
            count = 0
            for page in document.pages:
                count += len(page.extract_words()) + len(page.extract_tables(text))
                page.close()
            return count

    ours = milliseconds(lambda: read("a.pdf", data=data, ocr="never"), rounds) / pages
    print(f"\nPDF tables without rulings: {pages} pages{'':<3} {'ms a page':>9} {'ratio':>9}")
    line("jixiao.ingest.read", ours, ours)
    line("pdfplumber alone (words, tables by text)", milliseconds(plumber, max(1, rounds // 2)) / pages, ours)


def others(name: str, make: Callable[[], Callable[[], object]], pages: int, rounds: int, reference: float) -> None:
    """A comparator that may not be installed."""
    package = name.split()[0]
    if importlib.util.find_spec(package) is None:
        print(f"  {name:<42} not installed (pip install {package})")
        return
    try:
        line(name, milliseconds(make(), rounds) / pages, reference)
    except Exception as error:
        print(f"  {name:<42} failed: {type(error).__name__}: {str(error)[:60]}")


def compare_pdf(name: str, data: bytes, pages: int, rounds: int) -> bool:
    """The table of a PDF; False where the promise is broken."""
    ours = milliseconds(lambda: read("a.pdf", data=data, ocr="never"), rounds) / pages
    print(f"\n{name}: {pages} pages{'':<20} {'ms a page':>9} {'ratio':>9}")
    line("jixiao.ingest.read", ours, ours)
    line("pdfium alone (text, no boxes)", milliseconds(pdfium_alone(data), rounds) / pages, ours)
    words = milliseconds(pdfplumber_alone(data, tables=False), max(1, rounds // 2)) / pages
    line("pdfplumber alone (words, rulings)", words, ours)
    line(
        "pdfplumber alone (words, rulings, tables)", milliseconds(pdfplumber_alone(data, tables=True), 1) / pages, ours
    )
    others("kreuzberg", lambda: kreuzberg_alone(data, "application/pdf"), pages, rounds, ours)
    others("markitdown", lambda: markitdown_alone(data, ".pdf"), pages, max(1, rounds // 2), ours)
    held = ours <= words
    print(f"  must: not slower than pdfplumber's words and rulings: {'yes' if held else 'NO'}")
    return held


def compare_flowing(pages: int, rounds: int) -> None:
    """DOCX, XLSX, HTML and text of the same content."""
    content = items(pages)
    word = as_docx(content)
    ours = milliseconds(lambda: read("a.docx", data=word), rounds) / pages
    print(f"\nDOCX of as much{'':<29} {'ms a page':>9} {'ratio':>9}")
    line("jixiao.ingest.read", ours, ours)
    line("python-docx alone (paragraphs, cells)", milliseconds(python_docx_alone(word), rounds) / pages, ours)
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    others("kreuzberg", lambda: kreuzberg_alone(word, media_type), pages, rounds, ours)
    others("markitdown", lambda: markitdown_alone(word, ".docx"), pages, rounds, ours)
    print(f"\nother formats of as much{'':<20} {'ms a page':>9}")
    for name, data in (("XLSX", as_xlsx(content)), ("HTML", as_html(content)), ("text", PROSE.encode() * 16 * pages)):
        print(f"  {name:<42} {milliseconds(lambda data=data: read('a', data=data), rounds) / pages:>9.2f}")  # type: ignore[misc]


PEAK = """
import sys
from jixiao.ingest import read
document = read(sys.argv[1], ocr="never")
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
except ImportError:
    import psutil
    peak = psutil.Process().memory_info().peak_wset / 2**20
print(len(document.pages), len(document.source_text), round(peak))
"""


def memory(pages: int) -> bool:
    """Peak memory of a process that reads a file of so many pages; False where it is too much."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(drawn(pages))
        done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    count, characters, peak = map(int, done.stdout.split())
    print(f"\n{count} pages, {characters:,} characters: peak {peak} MB")
    print(f"  must: below {MEGABYTES} MB at 500 pages: {'yes' if peak < MEGABYTES else 'NO'}")
    return peak < MEGABYTES


def main() -> int:
    """Print the tables; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    held = compare_pdf("drawn PDF", drawn(options.pages), options.pages, options.rounds)
    for path in options.files:
        data = path.read_bytes()
        held &= compare_pdf(path.name, data, len(read(path, ocr="never").pages), options.rounds)
    compare_bare(options.pages, options.rounds)
    compare_flowing(options.pages, options.rounds)
    held &= memory(500)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
