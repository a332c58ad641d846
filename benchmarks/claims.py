"""What the claims cost: their share of the whole pipeline, and characters a second of processor time, in one run.

python benchmarks/claims.py [FILE...]        default: the text samples of corpus/samples
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import process_time

from jixiao import ingest
from jixiao.document.document import Document
from jixiao.document.evidence import Quoter
from jixiao.document.records import ClaimRecord
from jixiao.extraction import claims
from jixiao.pipeline import Pipeline

ROUNDS = 7
SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def main(arguments: list[str]) -> int:
    """Prints for each file: characters, claims, milliseconds of the pipeline and of the claims, and their share."""
    paths = [Path(a) for a in arguments] or sorted(SAMPLES.rglob("*.txt"))[:12]
    pipeline = Pipeline()
    pipeline(ingest.read("warm-up.txt", data="一、概况\n2022年收入12.5万元，同比增长3%。".encode()))
    print(f"{'file':<40} {'characters':>10} {'claims':>7} {'pipeline ms':>12} {'claims ms':>10} {'share':>6}")
    characters = whole = own = 0.0
    for path in paths:
        runs = [_run(pipeline, path) for _ in range(ROUNDS)]
        total, part = median(run[0] for run in runs), median(run[1] for run in runs)
        document = runs[0][2]
        count = sum(record.kind == "claim" for record in document.records)
        size = len(document.source_text)
        characters, whole, own = characters + size, whole + total, own + part
        print(
            f"{path.name[-40:]:<40} {size:>10} {count:>7} {total * 1000:>12.1f} {part * 1000:>10.1f} {part / total:>6.1%}"
        )
    print(
        f"\nall: pipeline {characters / whole:,.0f} characters a second; claims {characters / own:,.0f}, {own / whole:.1%} of it"
    )
    return 0


def _run(pipeline: Pipeline, path: Path) -> tuple[float, float, Document]:
    begin = process_time()
    document = pipeline(ingest.read(path))
    total = process_time() - begin
    others = [record for record in document.records if not isinstance(record, ClaimRecord)]
    quoter = Quoter(document)
    begin = process_time()
    claims.link(claims.records(document, quoter), others)
    return total, process_time() - begin, document


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
