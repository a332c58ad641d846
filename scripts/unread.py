"""Of the gold's facts and quantities that no record quotes: how many does coverage.jsonl list?

    python scripts/unread.py GOLD_DIR OUT_DIR

An item is not read where no record's evidence touches it (context apart). Beside it stands how many were read as
another kind only, such as an amount that became a quantity but no fact: those are no gaps, and still worth a look.

GOLD_DIR holds gold_*.json, OUT_DIR is what `jixiao extract` wrote. Prints one line a kind and every item that is
neither read nor listed; exit status 1 where fewer than 90 % are listed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

KINDS = {"fact": "finance", "quantity": "quantities"}


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(gold: Path, out: Path) -> int:
    """Compares, prints, and returns the exit status."""
    documents, records, gaps = (lines(out / f"{name}.jsonl") for name in ("documents", "records", "coverage"))
    missed = listed = 0
    for path in sorted(gold.glob("gold_*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        doc_id = next(d["doc_id"] for d in documents if Path(d["source"]).name.startswith(truth["doc"]))
        holes = [(g["start"], g["end"]) for g in gaps if g["doc_id"] == doc_id]
        for kind, key in KINDS.items():
            quoted = [
                (r["kind"], e["start"], e["end"])
                for r in records
                if r["doc_id"] == doc_id
                for e in r["evidence"]
                if e["role"] != "context"
            ]
            unread = [i for i in truth[key] if not any(a < i["end"] and i["start"] < b for _, a, b in quoted)]
            otherwise = [
                i
                for i in truth[key]
                if not any(k == kind and a < i["end"] and i["start"] < b for k, a, b in quoted) and i not in unread
            ]
            found = [i for i in unread if any(a < i["end"] and i["start"] < b for a, b in holes)]
            print(
                f"{truth['doc']} {kind}: {len(truth[key])} in gold, {len(otherwise)} read as another kind only, "
                f"{len(unread)} not read, {len(found)} of them listed"
            )
            for item in unread:
                if item not in found:
                    print(f"    neither read nor listed: {item['quote']} at {item['start']}")
            missed += len(unread)
            listed += len(found)
    share = listed / missed if missed else 1.0
    print(f"listed: {listed} of {missed} ({share:.0%})")
    return int(share < 0.9)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
