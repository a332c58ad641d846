"""Scores over the reports that strangers wrote and annotated (corpus/strangers), all together and one by one.

python scripts/strangers.py [--each]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from jixiao.batch.run import run
from jixiao.evaluate.loading import read_pairs
from jixiao.evaluate.matching import KINDS
from jixiao.evaluate.scores import score_document, total

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "strangers"


def main(each: bool) -> int:
    """Extracts, scores and prints; 1 where a report could not be read."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        status = run(sorted((FOLDER / "txt").glob("*.txt")), out).exit_status
        scores = [score_document(judged, by_value=False) for judged in read_pairs(FOLDER / "gold", out)]
    for score in scores if each else ():
        told = "  ".join(f"{kind} {count.f1:.3f}" for kind, count in score.counts.items() if count.gold or count.found)
        print(f"{score.judged.gold['doc']}  {told}")
    print(f"{'kind':10} {'gold':>5} {'found':>5} {'hits':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for kind in KINDS:
        count = total(scores, kind)
        print(
            f"{kind:10} {count.gold:5} {count.found:5} {count.hits:5} "
            f"{count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}"
        )
    return status


if __name__ == "__main__":
    sys.exit(main("--each" in sys.argv[1:]))
