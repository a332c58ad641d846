"""How well audits find what was planted, and how often they accuse a clean document.

    jixiao corpus make --split test -n 300 --seed 555 --format txt --out made
    jixiao extract made/txt --out out
    python scripts/findings.py made/gold out

Counts findings of severity error and warning. A clean document is one whose gold names no finding.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def main(gold: Path, out: Path) -> int:
    """Prints recall and precision, and the clean documents with a finding of severity error; 1 where there is one."""
    wanted = {data["doc"]: data["findings"] for data in map(_json, sorted(gold.glob("gold_*.json")))}
    names = {d["doc_id"]: Path(d["source"]).stem for d in _lines(out / "documents.jsonl")}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names.values()}
    for record in _lines(out / "records.jsonl"):
        if record["kind"] == "finding" and record["severity"] in ("error", "warning"):
            found[names[record["doc_id"]]].append(record)
    hits = asked = 0
    accused: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for name, findings in found.items():
        left = list(findings)
        # What is asked for is looked for first: what gold leaves open may be the same finding.
        for planted in sorted(wanted[name], key=lambda item: bool(item.get("optional"))):
            match = next((r for r in left if r["rule"] == planted["rule"] and _touch(r, planted)), None)
            if match is not None:
                left.remove(match)
            if planted["severity"] == "info" or planted.get("optional"):
                continue
            asked += 1
            hits += match is not None
            missed[planted["rule"]] += match is None
        extra.update(r["rule"] for r in left)
        if not wanted[name]:
            accused[name] = sum(r["severity"] == "error" for r in left)
    clean = len(accused)
    false = sum(extra.values())
    print(f"documents {len(found)}, findings asked for {asked}, found {hits}, others {false}")
    print(f"recall {hits / max(asked, 1):.3f}, precision {hits / max(hits + false, 1):.3f}")
    print(f"clean documents {clean}, of these with a false error {sum(n > 0 for n in accused.values())}")
    print("missed:", dict(+missed), " extra:", dict(extra))
    return int(any(accused.values()))


def _touch(record: dict[str, Any], planted: dict[str, Any]) -> bool:
    """Whether a piece of evidence stands where gold points."""
    return any(e["start"] < end and start < e["end"] for e in record["evidence"] for start, end in planted["spans"])


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
