"""The model card of a confidence model, in Markdown, from its JSON alone."""

from __future__ import annotations

from typing import Any

from jixiao.confidence.risk import Point, threshold_for

_TARGETS = (0.005, 0.01, 0.02, 0.05)


def card_of(data: dict[str, Any]) -> str:
    """What the model is, what it was trained on, and what it promises, kind by kind and stratum by stratum."""
    trained = data["trained"]
    lines = [
        "# Confidence model",
        "",
        f"Version `{data['version']}`, trained by `jixiao calibrate` of jixiao {trained.get('program', '?')} on "
        f"{trained.get('labels', 0):,} judged records of {trained.get('documents', 0):,} documents.",
        f"Families: {', '.join(trained.get('families', []))}. Data hash `{trained.get('data_sha256', '')[:16]}`.",
        "",
        "A monotone logistic model a kind over the named features (read, match, parse, agreement, newness of words), then",
        "an isotonic step in each stratum with at least 200 labels. Steps and error curves were measured with every family",
        "left out of the learning in turn; families weigh alike, within limits. Doubts that no label showed keep what they",
        "meant to the model before. It is plain JSON; nothing runs.",
        "",
        "**Limits**: made reports flatter whoever learns from them. Where reviewers' decisions exist, train with them.",
        "A stratum without a row here was never measured: no error rate is promised for it.",
        "",
        "| kind | stratum | labels | right | " + " | ".join(f"accepted at ≤ {t:.1%}" for t in _TARGETS) + " |",
        "|---|---|---|---|" + "---|" * len(_TARGETS),
    ]
    for kind, keys in data["kinds"].items():
        for name, stratum in sorted(keys["strata"].items()):
            points = [Point(*p) for p in stratum["held_out"]]
            if not points:
                continue
            whole = points[-1]
            shares = [_share(points, target) for target in _TARGETS]
            lines.append(
                f"| {kind} | {name} | {stratum['labels']} | {1 - whole.errors / whole.accepted:.3f} | "
                + " | ".join(shares)
                + " |"
            )
    lines += [
        "",
        "## What is not read at all",
        "",
        "| stratum | hidden misses a record | values an unread number |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {m['per_record']:.4f} | {m['per_gap']:.3f} |" for name, m in data["misses"].items()]
    return "\n".join(lines) + "\n"


def _share(points: list[Point], target: float) -> str:
    """Share of held-out records accepted under the promise, with the bound that was reached."""
    least = threshold_for(points, target)
    if least is None:
        return "none"
    accepted = next(p for p in reversed(points) if p.threshold >= least)
    return f"{accepted.accepted / points[-1].accepted:.0%} (bound {accepted.bound():.2%})"
