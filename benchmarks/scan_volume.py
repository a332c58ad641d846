"""Bound volumes: the corpus's scans put into one volume, and how many of its reports are found to begin where they do.

    jixiao corpus make --split train --count 24 --format pdf,scan-clean,scan-bad --out corpus
    python benchmarks/scan_volume.py corpus [--level scan-clean] [--show]

The page numbers printed on the pages stay as they are; extra beginnings are mostly a report that follows its own form or
covering letter in one file.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from jixiao.ingest import scan
from jixiao.ingest.scan.volume import beginnings


def main() -> None:
    """Prints a line for the volume."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--level", default="scan-clean")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    pages: list[scan.ScannedPage] = []
    begin = set()
    for path in sorted((chosen.corpus / chosen.level).glob("*.pdf")):
        begin.add(len(pages))
        pages += [replace(p, number=len(pages) + n) for n, p in enumerate(scan.read_pdf_pages(path.read_bytes()), 1)]
    found = {b.page for b in beginnings(pages)}
    print(
        f"{chosen.level}: {len(pages)} pages, {len(begin)} reports, {len(found & begin)} beginnings found, {len(found - begin)} extra"
    )
    if chosen.show:
        for name, which in (("missed", begin - found), ("extra", found - begin)):
            for at in sorted(which):
                print(f"  {name} {' / '.join(pages[at].text.split()[:3])}")


if __name__ == "__main__":
    main()
