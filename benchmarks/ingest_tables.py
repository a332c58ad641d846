"""Cells of real tables found in printed PDFs: this reader beside pdfplumber, in one run.

    python benchmarks/ingest_tables.py [TEXT ...]      default: the invented reports of corpus/samples

Each flattened report is rebuilt into tables, written as DOCX with merged cells, and printed by LibreOffice; a cell counts
where its whole text, blanks aside, comes back as one cell. Rows that a page break cuts count only where they are healed.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jixiao.document.document import LayoutTable
from jixiao.ingest import read
from jixiao.ingest.office import find_libreoffice
from tests.rendering import TableItem, as_docx, as_pdf, items_of_text

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def squeezed(text: str) -> str:
    """Without blanks."""
    return "".join(text.split())


def ours(data: bytes) -> Counter[str]:
    """Filled cells of the layout."""
    document = read("a.pdf", data=data, ocr="never")
    found: Counter[str] = Counter()
    for item in document.layout or ():
        if isinstance(item, LayoutTable):
            for cell in item.cells:
                found[squeezed("".join(document.source_text[a:b] for a, b in cell.spans))] += bool(cell.spans)
    return +found


def pdfplumbers(data: bytes) -> Counter[str]:
    """Filled cells of its tables."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return Counter(squeezed(cell) for table in tables for row in table for cell in row if cell and squeezed(cell))


def main(arguments: list[str]) -> int:
    """Print recall and precision of both."""
    if find_libreoffice() is None:
        print("LibreOffice is not installed: nothing to print the PDFs with")
        return 0
    paths = [Path(argument) for argument in arguments] or sorted(SAMPLES.glob("*.txt"))
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted = 0
    for path in paths:
        items = items_of_text(path.read_text(encoding="utf-8"))
        gold = +Counter(
            squeezed(c.text) for item in items if isinstance(item, TableItem) for c in item.cells if squeezed(c.text)
        )
        with tempfile.TemporaryDirectory() as folder:
            data = as_pdf(as_docx(items), Path(folder))
        wanted += gold.total()
        for name, reader in (("jixiao", ours), ("pdfplumber", pdfplumbers)):
            cells = reader(data)
            hits[name] += (gold & cells).total()
            found[name] += cells.total()
    print(f"{len(paths)} reports, {wanted} filled cells{'':<8} recall  precision")
    for name in ("jixiao", "pdfplumber"):
        print(f"  {name:<32} {hits[name] / max(1, wanted):>7.3f} {hits[name] / max(1, found[name]):>10.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
