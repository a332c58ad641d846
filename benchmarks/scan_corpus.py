"""Characters, amounts and table cells of the corpus's scans, read through the whole reader, by level.

    jixiao corpus make --split dev --count 6 --format pdf,scan-clean,scan-office,scan-bad --out corpus
    python benchmarks/scan_corpus.py corpus [--levels scan-office] [--show]

The truth is what the generator knows: ``pages`` beside the scans. Lines of a page may come in another order than in the
PDF (a cell's lines stay together here), so characters are compared as a bag per page: wrong is the larger of what is
missing and what is too much. A cell counts where a cell with the same text exists; cells that a page break cuts in two
are missed by digital text as well, so the first line of the table shows the digital PDF.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

from jixiao import ingest
from jixiao.document.document import Document, LayoutTable

AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def plain(text: str) -> str:
    """Without blanks, widths folded."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("≧", "≥").replace("≦", "≤")


def cells_of(document: Document) -> Counter[str]:
    """Texts of the cells that hold any."""
    found: Counter[str] = Counter()
    for item in document.layout or ():
        if isinstance(item, LayoutTable):
            found.update(
                text
                for cell in item.cells
                if (text := plain("".join(document.source_text[a:b] for a, b in cell.spans)))
            )
    return found


def main() -> None:
    """Prints a line a level."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--levels", nargs="+", default=["pdf", "scan-clean", "scan-office", "scan-bad"])
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    print("level        pages  char.err  amounts  cells   spurious")
    for level in chosen.levels:
        score: Counter[str] = Counter()
        truths = chosen.corpus / "pages" / ("scan-clean" if level == "pdf" else level)
        for path in sorted((chosen.corpus / level).iterdir()):
            truth_file = truths / f"{path.stem}.json"
            if path.suffix not in {".pdf", ".tif"} or not truth_file.is_file():
                continue
            truth = json.loads(truth_file.read_text(encoding="utf-8"))
            document = ingest.read(path)
            for page, wanted in zip(document.pages, truth["pages"], strict=True):
                said = document.source_text[page.start : page.end]
                _characters(plain(said), plain(wanted), score, f"{path.stem} p{page.number}" if chosen.show else "")
                want = Counter(
                    AMOUNT.findall(unicodedata.normalize("NFKC", re.sub(r"(?<=\d)[ \n]+(?=\d)", " ", wanted)))
                )
                have = Counter(AMOUNT.findall(unicodedata.normalize("NFKC", said)))
                score["amounts"] += want.total()
                score["amounts right"] += (want & have).total()
                if chosen.show and (lost := want - have):
                    print("  amounts lost", dict(lost), "instead", dict(have - want))
            score["pages"] += len(document.pages)
            cells = Counter(plain(text) for table in truth["tables"] for row in table for text in row if plain(text))
            found = cells_of(document)
            score["cells"] += cells.total()
            score["cells right"] += (cells & found).total()
            score["spurious"] += (found - cells).total()
            if chosen.show:
                print(
                    "  cells lost",
                    list((cells - found).elements())[:12],
                    "\n  cells extra",
                    list((found - cells).elements())[:12],
                )
        if not score["pages"]:
            continue
        print(
            f"{level:12} {score['pages']:5} {100 * score['wrong'] / score['characters']:8.2f}% "
            f"{100 * score['amounts right'] / score['amounts']:7.2f}% {100 * score['cells right'] / max(1, score['cells']):6.2f}% "
            f"{100 * score['spurious'] / max(1, score['cells']):7.2f}%",
            flush=True,
        )


def _characters(said: str, wanted: str, score: Counter[str], shown: str) -> None:
    missing, extra = Counter(wanted) - Counter(said), Counter(said) - Counter(wanted)
    score["characters"] += len(wanted)
    score["wrong"] += max(missing.total(), extra.total())
    if shown and (missing or extra):
        print(f"  {shown}: missing {dict(missing)} extra {dict(extra)}")


if __name__ == "__main__":
    main()
