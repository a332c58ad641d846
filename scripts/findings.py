"""How well audits find what was planted, and how often they accuse a clean document.

    jixiao corpus make --split test -n 420 --seed 555 --format txt --out made
    jixiao extract made/txt --out out
    python scripts/findings.py made/gold out [--rules]

Recall and precision are of findings of severity error and warning; of hints (info) the recall is told apart. A clean
document is one whose gold names no finding, not even one that is left open. ``--rules`` prints a line a rule.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Tally:
    """What was asked for, found, and said besides, by rule."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)


def main(gold: Path, out: Path, by_rule: bool = False) -> int:
    """Prints recall and precision, and the clean documents with a finding of severity error; 1 where there is one."""
    wanted = {data["doc"]: data["findings"] for data in map(_json, sorted(gold.glob("gold_*.json")))}
    names = {d["doc_id"]: Path(d["source"]).stem for d in _lines(out / "documents.jsonl")}
    said: dict[str, list[dict[str, Any]]] = {name: [] for name in names.values()}
    for record in _lines(out / "records.jsonl"):
        if record["kind"] == "finding":
            said[names[record["doc_id"]]].append(record)
    grave, hints = Tally(), Tally()
    accused: Counter[str] = Counter()
    for name, findings in said.items():
        left = list(findings)
        # What is asked for is looked for first: what gold leaves open may be the same finding.
        for planted in sorted(wanted[name], key=lambda item: bool(item.get("optional"))):
            match = next((r for r in left if r["rule"] == planted["rule"] and _touch(r, planted)), None)
            if match is not None:
                left.remove(match)
            if planted.get("optional"):
                continue
            tally = hints if planted["severity"] == "info" else grave
            tally.asked[planted["rule"]] += 1
            tally.found[planted["rule"]] += match is not None
        others = [r for r in left if r["severity"] in ("error", "warning")]
        grave.extra.update(r["rule"] for r in others)
        if not wanted[name]:
            accused[name] = sum(r["severity"] == "error" for r in others)
    hits, asked, false = grave.found.total(), grave.asked.total(), grave.extra.total()
    print(f"documents {len(said)}, findings asked for {asked}, found {hits}, others {false}")
    print(f"recall {hits / max(asked, 1):.3f}, precision {hits / max(hits + false, 1):.3f}")
    print(f"hints asked for {hints.asked.total()}, found {hints.found.total()}")
    print(f"clean documents {len(accused)}, of these with a false error {sum(n > 0 for n in accused.values())}")
    print("missed:", dict(grave.asked - grave.found), " extra:", dict(grave.extra))
    if by_rule:
        for tally in (grave, hints):
            for rule in sorted(tally.asked | tally.extra):
                print(
                    f"  {rule:28} asked {tally.asked[rule]:3}  found {tally.found[rule]:3}  others {tally.extra[rule]:3}"
                )
    return int(any(accused.values()))


def _touch(record: dict[str, Any], planted: dict[str, Any]) -> bool:
    """Whether a piece of evidence stands where gold points."""
    return any(e["start"] < end and start < e["end"] for e in record["evidence"] for start, end in planted["spans"])


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), "--rules" in sys.argv))
