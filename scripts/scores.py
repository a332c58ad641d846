"""Make documents of the split test, extract and score them, and write docs/scores.md.

python scripts/scores.py [--count 100] [--format txt,docx,pdf] [--jobs 2] [--out docs/scores.md]
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.batch.run import run
from jixiao.batch.versions import VERSION
from jixiao.evaluate.loading import read_pairs
from jixiao.evaluate.matching import KINDS
from jixiao.evaluate.scores import DocumentScore, grouped, interval, score_document, total
from jixiao.synthesis.write import write_corpus


@dataclass(frozen=True, slots=True)
class Bench:
    """What a benchmark gave: scores and where the time went, in seconds."""

    scores: list[DocumentScore]
    seconds: dict[str, float]
    failed: list[str]


def bench(
    folder: Path,
    split: str,
    count: int,
    formats: Sequence[str],
    seed: int = 0,
    jobs: int = 1,
    families: Sequence[str] = (),
) -> Bench:
    """Make, extract and score. Text is scored by span, other formats by value.

    Raises ``RuntimeError`` where a renderer is missing.
    """
    seconds: dict[str, float] = {}
    began = time.monotonic()
    written = write_corpus(folder / "corpus", split, count, formats, seed, families)  # type: ignore[arg-type]
    seconds["make"] = time.monotonic() - began
    scores: list[DocumentScore] = []
    failed: list[str] = []
    for name, paths in written.files.items():
        began = time.monotonic()
        run([str(paths[0].parent)], folder / "out" / name, jobs=jobs)
        seconds[f"extract {name}"] = time.monotonic() - began
        began = time.monotonic()
        for judged in read_pairs(folder / "corpus" / "gold", folder / "out" / name):
            scores.append(score_document(judged, by_value=name != "txt"))
            if judged.problem:
                failed.append(f"{judged.name}.{name}: {judged.problem}")
        seconds[f"score {name}"] = time.monotonic() - began
    return Bench(scores, seconds, failed)


def markdown(result: Bench, version: str, command: str, day: datetime.date) -> str:
    """The page of present scores: whole, by format, and kind × family × format."""
    scores = result.scores
    documents = len({s.judged.name for s in scores})
    lines = [
        "# Scores", "",
        f"Version {version}, {day.isoformat()}. Made by `{command}`; do not edit.", "",
        f"{documents} generated documents of the split `test`, F1 with 95 % bootstrap intervals over documents. Text is scored by"
        " span (the evidence must stand where gold stands), other formats by value. Families F10 and F13 and vocabulary C occur"
        " in `test` alone. `finding` counts planted errors and asks for no others.", "",
        "| kind | " + " | ".join(grouped(scores, lambda j: j.format)) + " |",
        "|---|" + "---|" * len(grouped(scores, lambda j: j.format)),
    ]  # fmt: skip
    formats = grouped(scores, lambda j: j.format)
    for kind in KINDS:
        cells = []
        for own in formats.values():
            low, high = interval(own, kind)
            cells.append(f"{total(own, kind).f1:.3f} ({low:.3f}–{high:.3f})")
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    for title, key in (("Vocabulary", lambda j: str(j.gold.get("vocabulary", "?"))),):
        lines += ["", f"## By {title.lower()}", "", *_table(grouped(scores, key))]
    for name, own in formats.items():
        lines += ["", f"## {name}: by family", "", *_table(grouped(own, lambda j: j.family))]
    lines += ["", "## Time", "", "| step | seconds |", "|---|---|"]
    lines += [f"| {step} | {taken:.1f} |" for step, taken in result.seconds.items()]
    lines += [f"| all | {sum(result.seconds.values()):.1f} |", ""]
    if result.failed:
        lines += ["Documents that failed: " + ", ".join(result.failed), ""]
    return "\n".join(lines)


def _table(groups: dict[str, list[DocumentScore]]) -> list[str]:
    lines = ["| | documents | " + " | ".join(KINDS) + " |", "|---|---|" + "---|" * len(KINDS)]
    for name, own in groups.items():
        cells = []
        for kind in KINDS:
            count = total(own, kind)
            cells.append(f"{count.f1:.3f}" if count.gold or count.found else "—")
        lines.append(f"| {name} | {len(own)} | " + " | ".join(cells) + " |")
    return lines


def main() -> int:
    """Run the benchmark and write the page."""
    parser = argparse.ArgumentParser(description="Make, extract and score documents of the split test.")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--split", default="test", choices=["train", "dev", "test"])
    parser.add_argument("--format", default="txt,docx,pdf")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep corpus and output in this folder")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "docs" / "scores.md")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jixiao-scores-") as scratch:
        result = bench(args.keep or Path(scratch), args.split, args.count, args.format.split(","), args.seed, args.jobs)
    command = f"python scripts/scores.py --count {args.count} --format {args.format}" + (
        f" --seed {args.seed}" if args.seed else ""
    )
    text = markdown(result, VERSION, command, datetime.date.today())
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(text, encoding="utf-8")
    print(text)
    return 1 if result.failed else 0


if __name__ == "__main__":
    sys.exit(main())
