"""Make documents of the split test, extract and score them, and write docs/scores.md.

python scripts/scores.py [--count 100] [--format txt,docx,pdf] [--jobs 2] [--out docs/scores.md]
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from pathlib import Path

from jixiao.batch.versions import VERSION
from jixiao.evaluate.bench import bench, markdown


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
