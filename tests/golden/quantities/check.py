"""Validate the sentence files of this folder and, where it exists, ../claims/blind.jsonl.

    python check.py

Checks schema, offsets, overlap, bounds against low/high, base values against the unit, and coverage of the 64
phenomena; prints the counts. Exit status 1 where anything is wrong. Standard library only; no code of the project.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
DIMENSIONS = {
    "money",
    "ratio",
    "percentage_point",
    "count",
    "area",
    "length",
    "mass",
    "volume",
    "energy",
    "time",
    "rate",
    "score",
    "other",
}
BOUNDS = {"exact", "approx", "ge", "gt", "le", "lt", "range"}
PRECISIONS = {"year", "half-year", "quarter", "month", "day", None}
ITEM = {"text", "start", "end"}
QUANTITY = ITEM | {"low", "high", "unit", "dimension", "bound", "base_low", "base_high", "base_unit"}
DATE = ITEM | {"iso", "resolved", "precision"}
SENTENCE = {"id", "phenomena", "trap", "text", "quantities", "dates", "fiscal_year"}
CLAIM = {"subject", "value", "unit", "bound", "role", "year", "change", "quote", "quote_start", "quote_end"}
CHANGE = {"kind", "direction", "value", "unit"}
NOTES = {"open", "optional"}
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")

# unit -> (dimension, base unit, factor); a scale before one of these multiplies the factor.
UNITS = {
    "元": ("money", "元", 1),
    "角": ("money", "元", "1/10"),
    "美元": ("money", "美元", 1),
    "欧元": ("money", "欧元", 1),
    "港元": ("money", "港元", 1),
    "日元": ("money", "日元", 1),
    "%": ("ratio", "1", "1/100"),
    "‰": ("ratio", "1", "1/1000"),
    "成": ("ratio", "1", "1/10"),
    "折": ("ratio", "1", "1/10"),
    "倍": ("ratio", "1", 1),
    "百分点": ("percentage_point", "百分点", 1),
    "平方米": ("area", "平方米", 1),
    "㎡": ("area", "平方米", 1),
    "m²": ("area", "平方米", 1),
    "平米": ("area", "平方米", 1),
    "公顷": ("area", "平方米", 10000),
    "亩": ("area", "平方米", "2000/3"),
    "平方公里": ("area", "平方米", 10**6),
    "平方千米": ("area", "平方米", 10**6),
    "毫米": ("length", "米", "1/1000"),
    "厘米": ("length", "米", "1/100"),
    "米": ("length", "米", 1),
    "延米": ("length", "米", 1),
    "千米": ("length", "米", 1000),
    "公里": ("length", "米", 1000),
    "km": ("length", "米", 1000),
    "里": ("length", "米", 500),
    "海里": ("length", "米", 1852),
    "克": ("mass", "吨", "1/1000000"),
    "两": ("mass", "吨", "1/20000"),
    "斤": ("mass", "吨", "1/2000"),
    "公斤": ("mass", "吨", "1/1000"),
    "千克": ("mass", "吨", "1/1000"),
    "吨": ("mass", "吨", 1),
    "毫升": ("volume", "立方米", "1/1000000"),
    "升": ("volume", "立方米", "1/1000"),
    "立方米": ("volume", "立方米", 1),
    "方": ("volume", "立方米", 1),
    "千瓦时": ("energy", "千瓦时", 1),
    "度": ("energy", "千瓦时", 1),
    "秒": ("time", "秒", 1),
    "分钟": ("time", "秒", 60),
    "小时": ("time", "秒", 3600),
    "天": ("time", "秒", 86400),
    "日": ("time", "秒", 86400),
    "周": ("time", "秒", 604800),
    "年": ("time", "年", 1),
    "个月": ("time", "个月", 1),
    "季度": ("time", "季度", 1),
    "工作日": ("time", "工作日", 1),
    "分": ("score", "分", 1),
}
OTHER = {"千瓦", "千伏", "千伏安", "℃", "分贝", "TB", "岁", "课时", "学时"}
SCALES = [("万亿", 10**12), ("亿", 10**8), ("万", 10**4)]


def known(unit: str):
    """Dimension, base unit and factor of a printed unit: the table, else itself without its scale."""
    if unit in UNITS:
        dimension, base, factor = UNITS[unit]
        return dimension, base, Fraction(factor)
    for scale, factor in SCALES:
        if unit.startswith(scale) and len(unit) > len(scale):
            dimension, base, rest = known(unit[len(scale) :])
            return dimension, base, rest * factor
    if unit in OTHER:
        return "other", unit, Fraction(1)
    return ("rate" if "/" in unit or unit == "Mbps" else "count"), unit, Fraction(1)


def near(value, expected: Fraction) -> bool:
    return abs(Fraction(value) - expected) <= max(Fraction(1, 100000) * abs(expected), Fraction(1, 10**8))


def item_problems(item: dict, text: str, required: set) -> list[str]:
    problems = []
    if not required <= set(item) <= required | NOTES:
        problems.append(f"keys {sorted(set(item) ^ required)}")
    if text[item["start"] : item["end"]] != item["text"] or not item["text"]:
        problems.append(f"offset of {item['text']!r}")
    if item["text"] != item["text"].strip():
        problems.append(f"blank at the edge of {item['text']!r}")
    if not set(item.get("open", [])) <= required - ITEM:
        problems.append(f"open {item['open']}")
    return problems


def quantity_problems(q: dict) -> list[str]:
    problems, low, high, bound = [], q["low"], q["high"], q["bound"]
    if bound not in BOUNDS or q["dimension"] not in DIMENSIONS:
        return [f"bound {bound}, dimension {q['dimension']}"]
    shape = {"ge": (False, True), "gt": (False, True), "le": (True, False), "lt": (True, False)}.get(
        bound, (False, False)
    )
    for a, b in ((low, high), (q["base_low"], q["base_high"])):
        if (
            (a is None, b is None) != shape
            or (bound in ("exact", "approx") and a != b)
            or (bound == "range" and not a < b)
        ):
            problems.append(f"{q['text']}: {bound} with {a}, {b}")
    if q["unit"] is None:
        dimension, base, factor = q["dimension"], "1", Fraction(1)
    else:
        dimension, base, factor = known(q["unit"])
    if dimension != q["dimension"] and "dimension" not in q.get("open", []):
        problems.append(f"{q['text']}: dimension {q['dimension']}, expected {dimension}")
    if base != q["base_unit"] and "base_unit" not in q.get("open", []):
        problems.append(f"{q['text']}: base unit {q['base_unit']}, expected {base}")
    for printed, value in ((low, q["base_low"]), (high, q["base_high"])):
        if printed is not None and value is not None and not near(value, Fraction(printed) * factor):
            problems.append(f"{q['text']}: base {value} of {printed} {q['unit']}")
    return problems


def sentence_problems(s: dict) -> list[str]:
    if set(s) != SENTENCE:
        return [f"keys {sorted(set(s) ^ SENTENCE)}"]
    problems = []
    if not s["phenomena"] or not all(isinstance(n, int) and 1 <= n <= 64 for n in s["phenomena"]):
        problems.append("phenomena")
    if not isinstance(s["trap"], bool) or not (s["fiscal_year"] is None or isinstance(s["fiscal_year"], int)):
        problems.append("trap or fiscal_year")
    for q in s["quantities"]:
        problems += item_problems(q, s["text"], QUANTITY) or quantity_problems(q)
    for d in s["dates"]:
        problems += item_problems(d, s["text"], DATE)
        for iso in (d["iso"], d["resolved"]):
            if iso is not None and not ISO.fullmatch(iso):
                problems.append(f"iso {iso}")
        if d["precision"] not in PRECISIONS or (d["resolved"] and not s["fiscal_year"]):
            problems.append(f"date {d['text']}")
    taken = sorted((i["start"], i["end"]) for i in s["quantities"] + s["dates"])
    if any(b[0] < a[1] for a, b in itertools.pairwise(taken)):
        problems.append("items overlap")
    starts = [q["start"] for q in s["quantities"]]
    if starts != sorted(starts):
        problems.append("quantities out of order")
    return problems


def claim_problems(s: dict) -> list[str]:
    if set(s) != {"id", "text", "fiscal_year", "claims"}:
        return [f"keys {sorted(s)}"]
    problems = []
    for c in s["claims"]:
        if not CLAIM <= set(c) <= CLAIM | NOTES | {"value_high"}:
            problems.append(f"claim keys {sorted(set(c) ^ CLAIM)}")
        elif c["bound"] not in BOUNDS or c["role"] not in {"actual", "target", "plan", "baseline"}:
            problems.append(f"claim {c['subject']}")
        elif not c["quote"] or s["text"][c["quote_start"] : c["quote_end"]] != c["quote"]:
            problems.append(f"quote {c['quote']}")
        elif c["change"] is not None and (
            not CHANGE <= set(c["change"]) <= CHANGE | {"baseline"} or c["change"]["direction"] not in {"up", "down"}
        ):
            problems.append(f"change of {c['subject']}")
        elif not c["subject"] or (c["bound"] == "range") != ("value_high" in c):
            problems.append(f"subject or range of {c['subject']}")
    spans = [(c["quote_start"], c["quote_end"]) for c in s["claims"]]
    if any(b[0] < a[1] for a, b in itertools.pairwise(spans)):
        problems.append("claims overlap or stand out of order")
    return problems


def load(path: Path, problems: list[str]) -> list[dict]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line:
            continue
        if re.search(r"[:\s]-?\d+(\.\d+)?[eE][+-]?\d+[,}]", line):
            problems.append(f"{path.name}:{number}: number not in plain decimals")
        try:
            rows.append(json.loads(line, parse_float=Decimal))
        except json.JSONDecodeError as error:
            problems.append(f"{path.name}:{number}: {error}")
    ids, texts = [r["id"] for r in rows], [r["text"] for r in rows]
    if len(set(ids)) != len(ids) or len(set(texts)) != len(texts):
        problems.append(f"{path.name}: an id or a text stands twice")
    return rows


def main() -> int:
    problems: list[str] = []
    for name, check in (
        ("suite.jsonl", sentence_problems),
        ("blind.jsonl", sentence_problems),
        ("../claims/blind.jsonl", claim_problems),
    ):
        path = HERE / name
        if not path.exists():
            print(f"{name}: absent")
            continue
        rows = load(path, problems)
        for row in rows:
            problems += [f"{name} {row['id']}: {p}" for p in check(row)]
        if check is claim_problems:
            print(f"{name}: {len(rows)} sentences, {sum(len(r['claims']) for r in rows)} claims")
            continue
        quantities = [q for r in rows for q in r["quantities"]]
        covered = {n for r in rows for n in r["phenomena"]}
        positive = {n for r in rows if not r["trap"] for n in r["phenomena"]}
        negative = {n for r in rows if r["trap"] for n in r["phenomena"]}
        units = {q["unit"] for q in quantities if q["unit"]}
        print(
            f"{name}: {len(rows)} sentences, {sum(r['trap'] for r in rows)} traps, {len(quantities)} quantities, "
            f"{sum(len(r['dates']) for r in rows)} dates, {len(covered)} phenomena, {len(units)} distinct units "
            f"({len({known(u)[1] for u in units})} base units)"
        )
        if covered != set(range(1, 65)):
            problems.append(f"{name}: phenomena missing: {sorted(set(range(1, 65)) - covered)}")
        if name == "suite.jsonl":
            print(
                "  without a plain sentence:", sorted(covered - positive), "without a trap:", sorted(covered - negative)
            )
            if len(rows) < 450 or 3 * sum(r["trap"] for r in rows) < len(rows) or len(units) < 120:
                problems.append("suite.jsonl: too few sentences, traps or units")
    for problem in problems:
        print("PROBLEM", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
