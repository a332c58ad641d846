"""How well and how fast scans are read: characters, amounts, table cells and seconds, by level of the copy.

    python benchmarks/scans.py [--pages 2] [--levels clean office bad] [--kinds prose form figures half unruled] [--show]

Pages are drawn by scan_pages.py, so that every character and cell is known. Characters are compared after NFKC (a
full-width bracket equals a half-width one) without blanks; ``strict`` compares them as they are. A cell counts as
found where a cell of the same table has its row, column, extent and text; ``shaped`` asks for row, column and extent
only. ``in engine`` is the share of a page's seconds that was spent inside the engine; peak memory is the process's.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parent))
import scan_pages

from jixiao.document.document import LayoutTable
from jixiao.ingest.scan import ScannedPage, ScanOptions, read_pages
from jixiao.ingest.scan.sources import image_pages

AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
LIMITS = {"clean": (0.4, 99, 0.99, 1), "office": (0.6, 98, 0.98, 2), "bad": (2.5, 90, 0.90, 4)}


def plain(text: str) -> str:
    """Without blanks, widths folded."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("≧", "≥").replace("≦", "≤")


def spoken(page: ScannedPage) -> str:
    """The page's text without its page number, in reading order of the layout."""
    spans = []
    for item in page.layout:
        if isinstance(item, LayoutTable):
            spans += [s for cell in item.cells for s in cell.spans]
        elif item.role != "page-number":
            spans += item.spans
    return "".join(page.text[a:b] for a, b in spans)


def cells_of(page: ScannedPage) -> list[Counter[tuple[int, int, int, int, str]]]:
    """The cells of each table."""
    return [
        Counter(
            (c.row, c.column, c.row_span, c.column_span, plain("".join(page.text[a:b] for a, b in c.spans)))
            for c in item.cells
        )
        for item in page.layout
        if isinstance(item, LayoutTable)
    ]


def measure(page: ScannedPage, truth: scan_pages.Truth, score: Counter[str], show: bool) -> None:
    """Adds a page to the counts."""
    said, wanted = plain(spoken(page)), plain(truth.text)
    ops = Levenshtein.editops(said, wanted)
    score["characters"] += len(wanted)
    score["wrong"] += len(ops)
    score["strict"] += Levenshtein.distance("".join(spoken(page).split()), truth.text)
    want, have = Counter(AMOUNT.findall(wanted)), Counter(AMOUNT.findall(said))
    score["amounts"] += want.total()
    score["amounts right"] += (want & have).total()
    found = cells_of(page)
    for table in truth.tables:
        cells = Counter((c.row, c.column, c.row_span, c.column_span, plain(c.text)) for c in table.cells)
        best = max(found, key=lambda f: (f & cells).total(), default=Counter())
        shape, best_shape = Counter(k[:4] for k in cells.elements()), Counter(k[:4] for k in best.elements())
        score["cells"] += cells.total()
        score["cells right"] += (cells & best).total()
        score["cells shaped"] += (shape & best_shape).total()
        score["spurious"] += best.total() - (shape & best_shape).total()
        if best in found:
            found.remove(best)
        if show and cells != best:
            print("   missed", list((cells - best).elements())[:8], "\n   instead", list((best - cells).elements())[:8])
    score["spurious"] += sum(f.total() for f in found)
    score["runs"] += len(truth.paragraphs)
    texts = {plain("".join(page.text[a:b] for a, b in i.spans)) for i in page.layout if not isinstance(i, LayoutTable)}
    score["runs right"] += sum(plain(p) in texts for p in truth.paragraphs)
    if show:
        for op, a, b in ops[:12]:
            print(f"   {op} {said[max(0, a - 6) : a]}[{said[a : a + 1]}→{wanted[b : b + 1]}]{said[a + 1 : a + 6]}")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--levels", nargs="+", default=list(scan_pages.DPI))
    parser.add_argument("--kinds", nargs="+", default=list(scan_pages.PAGES))
    parser.add_argument("--cache", type=Path, help="folder of an OCR cache; without it every page is read")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    options = ScanOptions(cache=chosen.cache)
    print("level   kind      char.err  strict   amounts   cells   shaped  spurious  paragraphs  s/page  in engine")
    for level in chosen.levels:
        total: Counter[str] = Counter()
        for kind in chosen.kinds:
            score: Counter[str] = Counter()
            inside = seconds = 0.0
            for seed in range(chosen.first, chosen.first + chosen.pages):
                image, truth, dpi = scan_pages.page(kind, level, seed)
                buffer = io.BytesIO()
                image.save(buffer, "PNG", dpi=(dpi, dpi))
                started = time.perf_counter()
                (page,) = read_pages(image_pages(buffer.getvalue()), options=options)
                seconds += time.perf_counter() - started
                inside += page.timing.engine
                if chosen.show:
                    print(level, kind, seed)
                measure(page, truth, score, chosen.show)
            score["ms"], score["engine ms"] = round(1000 * seconds), round(1000 * inside)
            total += score
            _line(level, kind, score, chosen.pages)
        _line(level, "all", total, chosen.pages * len(chosen.kinds))
    try:
        import resource
    except ImportError:
        return
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


def _line(level: str, kind: str, score: Counter[str], pages: int) -> None:
    def share(part: str, whole: str) -> float:
        return 100 * score[part] / score[whole] if score[whole] else float("nan")

    print(
        f"{level:7} {kind:8} {share('wrong', 'characters'):8.2f}% {share('strict', 'characters'):6.2f}% "
        f"{share('amounts right', 'amounts'):7.2f}% {share('cells right', 'cells'):7.2f}% {share('cells shaped', 'cells'):6.2f}% "
        f"{share('spurious', 'cells'):7.2f}% {share('runs right', 'runs'):9.2f}% {score['ms'] / 1000 / pages:8.2f} "
        f"{share('engine ms', 'ms'):8.1f}%",
        flush=True,
    )


if __name__ == "__main__":
    main()
