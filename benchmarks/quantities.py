"""Quantities beside JioNLP, cn2an and Microsoft Recognizers-Text, on the project's sentences and on speed, in one run.

    python benchmarks/quantities.py [--suite suite|blind] [--repeat 3]

A peer that cannot be had here (no Node, no network) is left out with a message. Peers live in ``out/peers``.

What counts, generously for peers: an item is right by *value* where a reading overlaps it and gives its number, printed
or in base units (for a range or a bound, either end; for cn2an, which gives no places, anywhere in the sentence); *value
and unit* where the reading names a unit too and it is the item's; *full* where bound and base unit are right as well,
which only readers with bounds can reach for items that have one. *False* counts readings that overlap no item.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from jixiao.numbers import find_quantities  # noqa: E402
from tests.golden.quantities.scoring import FULL, VALUE, sentences, tally  # noqa: E402

PEERS = ROOT / "out" / "peers"
HERE = Path(__file__).resolve().parent / "peers"
UNITS = {
    "Chinese yuan": "元", "United States dollar": "美元", "Euro": "欧元", "Hong Kong dollar": "港元", "Japanese yen": "日元", "Mu": "亩",
    "Square meter": "平方米", "Square kilometer": "平方公里", "Hectare": "公顷", "Meter": "米", "Kilometer": "公里", "Centimeter": "厘米",
    "Millimeter": "毫米", "Kilogram": "公斤", "Gram": "克", "Metric ton": "吨", "Ton": "吨", "Liter": "升", "Milliliter": "毫升",
    "Cubic meter": "立方米", "Degree": "度", "C": "℃", "Year": "岁", "Month": "个月", "Day": "天", "Li": "里", "Jin": "斤", "Liang": "两",
    "Jiao": "角", "Fen": "分", "元": "元", "美元": "美元", "港元": "港元", "欧元": "欧元", "日元": "日元",
}  # fmt: skip
"""How peers name units, in the sentences' spelling."""


@dataclass(frozen=True)
class Peer:
    """A reader beside ours: what it read in each sentence, and its seconds for the long text."""

    name: str
    readings: list[list[dict[str, Any]]]
    seconds: float


def run(command: Sequence[str], cwd: Path, given: str | None = None, timeout: int = 900) -> str:
    """The output of a command; raises CalledProcessError with what it said."""
    return subprocess.run(
        command, cwd=cwd, input=given, capture_output=True, text=True, check=True, timeout=timeout
    ).stdout


def recognizers(given: str) -> Peer:
    """Microsoft Recognizers-Text in Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise RuntimeError("Node and npm are not on this machine: https://nodejs.org")
    folder = PEERS / "recognizers"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / "@microsoft").is_dir():
        run([npm, "init", "-y"], folder)
        run([npm, "install", "--no-audit", "--no-fund", "@microsoft/recognizers-text-suite@1.3.1"], folder)
    shutil.copy(HERE / "recognizers.js", folder / "recognizers.js")
    made = json.loads(run([node, "recognizers.js"], folder, given))
    return Peer("Recognizers-Text 1.3 (6 models)", made["readings"], made["seconds"])


def python_peer(name: str, shown: str, given: str) -> Peer:
    """A Python library in an environment of its own."""
    folder = PEERS / "python"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        run([str(python), "-m", "pip", "install", "--quiet", "jionlp", "cn2an"], folder)
    made = json.loads(run([str(python), str(HERE / "python_peers.py"), name], folder, given))
    return Peer(shown, made["readings"], made["seconds"])


def number(printed: object) -> Decimal | None:
    """A peer's value, its percent sign dropped."""
    try:
        return Decimal(str(printed).rstrip("%"))
    except InvalidOperation:
        return None


def near(a: Decimal, b: object) -> bool:
    """Equal within rounding."""
    return b is not None and abs(a - Decimal(str(b))) <= Decimal("0.00001") * max(Decimal(1), abs(a))


def hits(item: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    """Whether a reading gives an item's number."""
    value = number(reading["value"])
    placed = reading["start"] is None or (reading["start"] < item["end"] and item["start"] < reading["end"])
    return (
        placed and value is not None and any(near(value, item[key]) for key in ("low", "high", "base_low", "base_high"))
    )


def named(item: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    """Whether a reading names the item's unit."""
    unit = UNITS.get(str(reading["unit"]), reading["unit"]) or ("%" if str(reading["value"]).endswith("%") else None)
    return unit is not None and unit in (item["unit"], item["base_unit"], str(item["unit"]).lstrip("万亿千百"))


def score_peer(rows: Sequence[Mapping[str, Any]], peer: Peer) -> dict[str, float]:
    """Shares of the items that a peer reads right, and its readings that overlap none."""
    asked = value = unit = full = false = errors = 0
    for row, readings in zip(rows, peer.readings, strict=True):
        errors += any("error" in reading for reading in readings)
        items = [item for item in row["quantities"] if not item.get("optional")]
        asked += len(items)
        for item in items:
            good = [reading for reading in readings if hits(item, reading)]
            value += bool(good)
            right = any(named(item, reading) for reading in good)
            unit += right
            full += right and item["bound"] == "exact"
        everything = [*row["quantities"], *row["dates"]]
        for reading in readings:
            if reading["start"] is not None and reading["value"] is not None:
                false += not any(reading["start"] < i["end"] and i["start"] < reading["end"] for i in everything)
    return {"value": value / asked, "unit": unit / asked, "full": full / asked, "false": false, "errors": errors}


def score_ours(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The same shares for this package, item by item as the tests count them."""

    def read(row: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [asdict(found) for found in find_quantities(row["text"])]

    made = {}
    for name, keys in (("value", VALUE), ("unit", (*VALUE, "unit", "base_unit")), ("full", FULL)):
        counted = tally(rows, read, "quantities", keys)
        made[name] = counted.right / counted.asked
        if name == "value":
            made["false"] = counted.found - counted.right
    return made | {"errors": 0}


def seconds_of(work: Callable[[], object], repeat: int) -> float:
    """The best of a few runs, in processor time: a busy machine does not count."""
    best = float("inf")
    for _ in range(repeat):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--suite", choices=["suite", "blind"], default="suite")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    rows = sentences(args.suite)
    texts = [row["text"] for row in rows]
    characters = sum(map(len, texts))
    given = json.dumps({"texts": texts, "long": texts}, ensure_ascii=False)
    peers: list[Peer] = []
    for name, start in (
        ("Recognizers-Text", lambda: recognizers(given)),
        ("JioNLP", lambda: python_peer("jionlp", "JioNLP (extract_money)", given)),
        ("cn2an", lambda: python_peer("cn2an", "cn2an (transform)", given)),
    ):
        try:
            peers.append(start())
        except (RuntimeError, OSError, subprocess.SubprocessError, json.JSONDecodeError) as error:
            said = getattr(error, "stderr", None) or error
            print(f"{name} is left out: {str(said).strip()[:300]}", file=sys.stderr)
    many = texts * 10
    joined = "\n".join(many)
    ours = score_ours(rows)
    apart = seconds_of(lambda: [find_quantities(text) for text in many], args.repeat)
    whole = seconds_of(lambda: find_quantities(joined), args.repeat)
    lines = [
        ("jixiao, sentence by sentence", ours, 10 * characters / apart),
        ("jixiao, one text", ours, len(joined) / whole),
    ]
    lines += [(peer.name, score_peer(rows, peer), characters / peer.seconds) for peer in peers]
    items = sum(not item.get("optional") for row in rows for item in row["quantities"])
    print(f"{len(rows)} sentences, {characters} characters, {items} quantities ({args.suite}.jsonl); one core")
    print(
        f"{'reader':<34} {'value':>7} {'+unit':>7} {'full':>7} {'false':>6} {'raised':>7} {'char/s':>10} {'ratio':>7}"
    )
    first = lines[0][2]
    for name, made, speed in lines:
        print(
            f"{name:<34} {made['value']:7.1%} {made['unit']:7.1%} {made['full']:7.1%} {made['false']:6.0f} "
            f"{made['errors']:7.0f} {speed:10,.0f} {first / speed:7.1f}"
        )
    print("ratio: how many times as fast jixiao reads sentence by sentence")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
