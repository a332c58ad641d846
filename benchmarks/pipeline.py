"""Characters a second of the whole pipeline, and each stage's share, in one run.

    python benchmarks/pipeline.py [FILE...]        default: the text samples of corpus/samples

Seconds are processor seconds of one core, so that other work on the machine does not count. Loading lexicons and models
happens once before the clock starts.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from jixiao import ingest
from jixiao.pipeline import Pipeline

ROUNDS = 7
SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def main(arguments: list[str]) -> int:
    """Prints a table: characters, milliseconds, characters a second for each file, and the stages' shares."""
    paths = [Path(a) for a in arguments] or sorted(SAMPLES.rglob("*.txt"))[:12]
    begin = perf_counter()
    pipeline = Pipeline()
    pipeline(ingest.read("warm-up.txt", data="一、概况\n2022年收入12.5万元，同比增长3%。".encode()))
    print(f"start-up (lexicons, models): {perf_counter() - begin:.2f} s")
    print(f"{'file':<40} {'characters':>10} {'records':>8} {'ms':>8} {'characters/s':>13}")
    shares: Counter[str] = Counter()
    characters = seconds = 0.0
    for path in paths:
        runs = []
        for _ in range(ROUNDS):
            begin = process_time()
            document = ingest.read(path)
            read = process_time() - begin
            document, stages = pipeline.timed(document, clock=process_time)
            runs.append((read + sum(stages.values()), {"ingest": read, **stages}))
        runs.sort(key=lambda run: run[0])
        total, stages = runs[len(runs) // 2]
        shares.update(stages)
        characters += len(document.source_text)
        seconds += median(run[0] for run in runs)
        size = len(document.source_text)
        print(
            f"{path.name[-40:]:<40} {size:>10} {len(document.records):>8} {total * 1000:>8.1f} {size / total:>13,.0f}"
        )
    print(
        f"\nall: {characters:,.0f} characters in {seconds:.3f} s of one core: "
        f"{characters / seconds:,.0f} characters a second (median of {ROUNDS})"
    )
    whole = sum(shares.values())
    print("shares: " + ", ".join(f"{name} {part / whole:.0%}" for name, part in shares.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
