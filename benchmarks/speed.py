#!/usr/bin/env python3
"""How fast text becomes records: characters a second and the share of each stage, after start-up.

    python benchmarks/speed.py [FILE…] [--characters 9000] [--runs 5]

Without files, the sample reports one after another until the text has that many characters.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from jixiao.batch.one import Options, finish_timed, pipeline_for

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def main() -> None:
    """Warm up once, then time several runs of each file; print a table a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--characters", type=int, default=9000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    began = time.perf_counter()
    pipeline_for(Options())
    print(f"start-up: {time.perf_counter() - began:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or [joined_samples(Path(folder), options.characters)]
        for file in files:
            measure(file, options.runs)


def joined_samples(folder: Path, characters: int) -> Path:
    """A text of at least this many characters, put together from the samples."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    text = ""
    while len(text) < characters:
        text += texts[len(text) % len(texts)] + "\n\n"
    path = folder / "samples.txt"
    path.write_text(text, encoding="utf-8")
    return path


def measure(file: Path, runs: int) -> None:
    """Print what one file takes: the median of several runs, and each stage's share of it."""
    finish_timed(file, Options())
    totals: list[float] = []
    stages: dict[str, list[float]] = {}
    for _ in range(runs):
        document, seconds = finish_timed(file, Options())
        totals.append(sum(seconds.values()))
        for name, value in seconds.items():
            stages.setdefault(name, []).append(value)
    size, total = len(document.source_text), statistics.median(totals)
    print(f"\n{file.name}: {size} characters, {len(document.records)} records")
    print(f"{total:.3f} s (median of {runs}), {size / total:,.0f} characters a second")
    for name, values in stages.items():
        median = statistics.median(values)
        print(f"  {name:<12} {median:>7.3f} s {median / total:>6.1%}")


if __name__ == "__main__":
    main()
