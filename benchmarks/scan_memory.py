"""Memory of one worker over many full scanned pages, and the share of its time that the engine takes.

    python benchmarks/scan_memory.py [--pages 200] [--every 20] [--file bound.pdf]

A child process draws a bound volume (prose, forms and tables of figures at all three levels of copies, every page
another one) into one PDF of page images; this process then reads it as ``jixiao extract`` does, nothing cached, all
pages kept until the document is put together. Resident memory is printed after every 20 pages: it must stay flat.
"""

from __future__ import annotations

import argparse
import io
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def draw(pages: int, file: Path) -> None:
    """The bound volume, page by page."""
    sys.path.insert(0, str(Path(__file__).parent))
    import scan_pages

    from jixiao.ingest.scan.pdf_text import PdfWriter, Picture

    writer = PdfWriter()
    kinds = itertools.cycle(itertools.product(scan_pages.PAGES, scan_pages.DPI))
    for number, (kind, level) in zip(range(pages), kinds, strict=False):
        image, _, dpi = scan_pages.page(kind, level, 1000 + number)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=80)
        colours = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        picture = Picture(image.width, image.height, colours, "DCTDecode", buffer.getvalue())
        writer.add(image.width * 72 / dpi, image.height * 72 / dpi, b"", picture)
    file.write_bytes(writer.finish())


def resident() -> float:
    """Resident memory of this process in GB; NaN where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            line = next(line for line in file if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 2**20
    except (OSError, StopIteration):
        return float("nan")


def main() -> None:
    """Draw, read, print a line every so many pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--every", type=int, default=20)
    parser.add_argument("--file", type=Path, help="read this PDF instead of drawing one")
    parser.add_argument("--draw", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.draw is not None:
        draw(chosen.pages, chosen.draw)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.file or Path(folder) / "volume.pdf"
        if chosen.file is None:
            own = [sys.executable, __file__, "--pages", str(chosen.pages), "--draw", str(file)]
            subprocess.run(own, check=True)
        measure(file, chosen.every)


def measure(file: Path, every: int) -> None:
    """Read the volume and print memory and time."""
    from jixiao.document.document import Source
    from jixiao.ingest import scan

    options = scan.ScanOptions(cache=None)
    pages = []
    inside, began = 0.0, time.perf_counter()
    print("pages   resident   s/page  in engine")
    for page in scan.read_pdf_pages(file.read_bytes(), options=options):
        pages.append(page)
        inside += page.timing.engine
        if len(pages) % every == 0 or len(pages) == 1:
            gone = time.perf_counter() - began
            print(
                f"{len(pages):5}  {resident():6.3f} GB  {gone / len(pages):7.2f}  {100 * inside / gone:8.1f}%",
                flush=True,
            )
    document = scan.assemble(Source(file.name, "0" * 64, "application/pdf", "scan"), pages, options=options)
    print(f"{len(document.source_text):,} characters; assembled: {resident():.3f} GB")
    try:
        import resource
    except ImportError:
        return
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.3f} GB")


if __name__ == "__main__":
    main()
