"""Scores as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from jixiao.evaluate.matching import KINDS, Item
from jixiao.evaluate.scores import DocumentScore, confusions, grouped, interval, parts_right, total


def lowest_f1(scores: Sequence[DocumentScore]) -> float:
    """The least F1 of the kinds that gold asks for."""
    counts = [total(scores, kind) for kind in KINDS]
    return min((count.f1 for count in counts if count.gold), default=1.0)


def summary(scores: Sequence[DocumentScore]) -> dict[str, Any]:
    """All numbers: per kind with intervals, per family and format, parts."""
    kinds: dict[str, Any] = {}
    for kind in KINDS:
        count = total(scores, kind)
        low, high = interval(scores, kind)
        kinds[kind] = {
            "gold": count.gold, "found": count.found, "hits": count.hits, "p": count.precision, "r": count.recall,
            "f1": count.f1, "interval": [low, high],
        }  # fmt: skip
    groups = {}
    for name, key in GROUPS.items():
        groups[name] = {
            group: {kind: total(own, kind).f1 for kind in KINDS if total(own, kind).gold or total(own, kind).found}
            for group, own in grouped(scores, key).items()
        }
    return {"documents": len(scores), "kinds": kinds, "parts": parts_right(scores), **groups}


GROUPS: dict[str, Callable[[Any], str]] = {
    "family": lambda judged: judged.family,
    "format": lambda judged: judged.format,
    "vocabulary": lambda judged: str(judged.gold.get("vocabulary", "?")),
}
"""What documents are grouped by; a scan's format is its level."""


def as_json_text(scores: Sequence[DocumentScore]) -> str:
    """The summary as one JSON object."""
    return json.dumps(summary(scores), ensure_ascii=False)


def as_text(scores: Sequence[DocumentScore], misses: int = 0) -> str:
    """The tables that the command prints."""
    lines = [f"{'kind':<10} {'gold':>6} {'found':>6} {'hits':>6} {'P':>6} {'R':>6} {'F1':>6}  95% of F1"]
    for kind in KINDS:
        count = total(scores, kind)
        low, high = interval(scores, kind)
        lines.append(
            f"{kind:<10} {count.gold:>6} {count.found:>6} {count.hits:>6} {count.precision:6.3f} {count.recall:6.3f} "
            f"{count.f1:6.3f}  {low:.3f}–{high:.3f}"
        )
        if misses:
            lines += _misses(scores, kind, misses)
    right = ", ".join(f"{key} {value:.3f}" for key, value in parts_right(scores).items())
    lines.append(f"of the pairs, right: {right}")
    for name, key in GROUPS.items():
        groups = grouped(scores, key)
        if len(groups) > 1:
            lines += ["", f"F1 by {name}", *_group_table(groups)]
    problems = [f"{s.judged.name}: {s.judged.problem}" for s in scores if s.judged.problem]
    if problems:
        lines += ["", f"{len(problems)} documents failed or are absent:", *problems[:20]]
    return "\n".join(lines)


def _group_table(groups: dict[str, list[DocumentScore]]) -> list[str]:
    lines = [f"{'':<14} {'docs':>5} " + " ".join(f"{kind[:9]:>9}" for kind in KINDS)]
    for name, own in groups.items():
        cells = []
        for kind in KINDS:
            count = total(own, kind)
            cells.append(f"{count.f1:9.3f}" if count.gold or count.found else f"{'—':>9}")
        lines.append(f"{name:<14} {len(own):>5} " + " ".join(cells))
    return lines


def _misses(scores: Sequence[DocumentScore], kind: str, most: int) -> list[str]:
    missed = [("-", s.judged, item) for s in scores for item in s.pairings[kind].missed]
    extra = [("+", s.judged, item) for s in scores for item in s.pairings[kind].extra]
    lines = [
        f"  {sign} {judged.name} {judged.format} {_short(item)}" for sign, judged, item in missed[:most] + extra[:most]
    ]
    lines += [f"  {wanted}  ⇒  {given}  ×{times}" for wanted, given, times in confusions(scores, kind, min(most, 8))]
    return lines


def _short(item: Item) -> str:
    shown = {
        k: v for k, v in item.items() if k not in ("sentence", "record_id", "doc_id", "kind", "alternatives", "links")
    }
    if "evidence" in shown:
        shown["evidence"] = [(e.get("start"), e.get("text")) for e in shown["evidence"]][:2]
    return json.dumps(shown, ensure_ascii=False)[:300]
