"""Trains on one part of the corpus, judges on another that was never trained on, and prints whether promises are kept.

    python scripts/calibration.py TRAIN TEST [--model FILE] [--card FILE] [--out docs/calibration.md]

TRAIN and TEST are folders that `jixiao corpus make` wrote. Prints calibration error, Brier score with its parts, ranking
and coverage, overall, by stratum and by kind, beside the baselines; the realised error under promises of 1 % and 0.5 %;
and the same with each family left out of training.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from jixiao.batch.one import Options, finish
from jixiao.batch.versions import VERSION
from jixiao.confidence.model import Model, load, parse
from jixiao.evaluate.assessment import assess, baselines, chances, interval, promises
from jixiao.evaluate.calibration import auroc, expected_calibration_error
from jixiao.evaluate.card import card_of
from jixiao.evaluate.samples import Missed, Sample, labelled
from jixiao.evaluate.training import Fold, cross_fitted, train, without

ESTIMATE = Path(__file__).resolve().parents[1] / "models" / "estimate.json"
"""Where learning begins: weights set by judgement before any label, so that no family that is left out has shaped them."""
SUFFIXES = {".txt", ".docx", ".pdf", ".tif", ".tiff"}


def collect(folder: Path) -> tuple[list[Sample], list[Missed]]:
    """The judged records of all renderings of a corpus folder."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.parent.name != "gold")
    samples: list[Sample] = []
    missed: list[Missed] = []
    for found, gone in labelled(folder / "gold", paths, lambda path: finish(path, Options())):
        samples += found
        missed.append(gone)
    return samples, missed


def table(title: str, groups: dict[str, list[Sample]], model: Model) -> list[str]:
    """One row a group."""
    lines = [
        f"### {title}",
        "",
        "| | records | right | ECE | Brier | reliability | resolution | AUROC | AURC | coverage at 1 % | at 0.5 % |",
    ]
    lines.append("|---|" + "---|" * 10)
    for name, samples in groups.items():
        a = assess(chances(samples, model), [s.right for s in samples])
        ranking = "—" if a.auroc is None else f"{a.auroc:.3f}"
        lines.append(
            f"| {name} | {a.records} | {a.right:.4f} | {a.ece:.4f} | {a.brier:.4f} | {a.reliability:.5f} | {a.resolution:.5f} "
            f"| {ranking} | {a.aurc:.4f} | {a.coverage[0.01]:.3f} | {a.coverage[0.005]:.3f} |"
        )
    return [*lines, ""]


def by(samples: list[Sample], key: str) -> dict[str, list[Sample]]:
    """The samples by one of their attributes."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[getattr(sample, key)].append(sample)
    return dict(sorted(groups.items()))


def report(test: list[Sample], model: Model, name: str) -> list[str]:
    """All figures of one model on the test records."""
    sure = chances(test, model)
    right = [s.right for s in test]
    low, high = interval(test, sure, expected_calibration_error)
    a, b = interval(test, sure, auroc)
    lines = [f"## {name}", "", f"ECE 95 % by document: {low:.4f} to {high:.4f}; AUROC: {a:.3f} to {b:.3f}.", ""]
    lines += (
        table("Overall", {"all": test}, model)
        + table("By stratum", by(test, "stratum"), model)
        + table("By kind", by(test, "kind"), model)
    )
    lines += ["### Baselines", "", "| | ECE | AUROC |", "|---|---|---|"]
    for label, values in baselines(test).items():
        ranking = auroc(values, right)
        lines.append(
            f"| {label} | {expected_calibration_error(values, right):.4f} | {'—' if ranking is None else f'{ranking:.3f}'} |"
        )
    lines += [
        "",
        "### Promises",
        "",
        "| stratum | promised | accepted | errors among them | realised |",
        "|---|---|---|---|---|",
    ]
    for target in (0.01, 0.005):
        for p in promises(test, model, target):
            lines.append(
                f"| {p.stratum} | {target:.1%} | {p.accepted / p.records:.1%} of {p.records} | {p.errors} | {p.realised:.3%} |"
            )
    return [*lines, ""]


def left_out(all_folds: list[Fold], test: list[Sample]) -> list[str]:
    """One row a family of the test split that was learned from: judged as if it had never been seen."""
    lines = ["## One family left out of training", ""]
    lines += ["| family | records | right | ECE | AUROC | accepted at 1 % | realised |", "|---|" + "---|" * 6]
    for family, mine in by(test, "family").items():
        fold = next((f for f in all_folds if any(s.family == family for s, _ in f.judged)), None)
        if fold is None:
            continue  # a family that only the test split has: it stands in the tables above
        model = without(fold, all_folds)
        figures = assess(chances(mine, model), [s.right for s in mine])
        kept = promises(mine, model, 0.01)
        accepted, errors = sum(p.accepted for p in kept), sum(p.errors for p in kept)
        ranking = "—" if figures.auroc is None else f"{figures.auroc:.3f}"
        lines.append(
            f"| {family} | {figures.records} | {figures.right:.4f} | {figures.ece:.4f} | {ranking} "
            f"| {accepted / figures.records:.1%} | {errors / max(1, accepted):.3%} |"
        )
    return [*lines, ""]


def by_others(all_folds: list[Fold], others: list[Sample]) -> list[str]:
    """Reports that others wrote and annotated, each judged as if it had never been seen."""
    sure: list[float] = []
    right: list[Sample] = []
    accepted = errors = 0
    for mine in by(others, "family").values():
        fold = next(f for f in all_folds if mine[0].document in f.left_out)
        model = without(fold, all_folds)
        sure += chances(mine, model)
        right += mine
        kept = promises(mine, model, 0.01)
        accepted, errors = accepted + sum(p.accepted for p in kept), errors + sum(p.errors for p in kept)
    lines = ["## Reports written and annotated by others, each left out in turn", ""]
    lines += ["| kind | records | right | told | ECE | AUROC |", "|---|" + "---|" * 5]
    kinds = {"all": list(range(len(right)))}
    for at, sample in enumerate(right):
        kinds.setdefault(sample.kind, []).append(at)
    for kind, places in kinds.items():
        told, truth = [sure[at] for at in places], [right[at].right for at in places]
        a = assess(told, truth)
        ranking = "—" if a.auroc is None else f"{a.auroc:.3f}"
        lines.append(
            f"| {kind} | {a.records} | {a.right:.4f} | {sum(told) / len(told):.4f} | {a.ece:.4f} | {ranking} |"
        )
    told_ = f"Accepted under the promise of 1 %: {accepted} of {len(right)}, of which {errors} wrong."
    return [*lines, "", told_, ""]


def main() -> int:
    """Collect, train, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--model", type=Path, help="write the model here")
    parser.add_argument("--card", type=Path, help="write its card here")
    parser.add_argument("--out", type=Path, help="write the tables here, too")
    parser.add_argument("--also", type=Path, action="append", default=[], help="reports by others to learn from, too")
    parser.add_argument("--leave-out", action="store_true", help="judge each family by a model trained without it, too")
    options = parser.parse_args()
    learn, missed = collect(options.train)
    others: list[Sample] = []
    for folder in options.also:
        found, gone = collect(folder)
        others += found
        missed += gone
    test, _ = collect(options.test)
    about: dict[str, Any] = {
        "program": VERSION,
        "documents": len({s.document for s in [*learn, *others]}),
        "families": sorted({s.family for s in [*learn, *others]}),
    }
    base = load(ESTIMATE)
    data = train([*learn, *others], missed, base=base, about=about)
    lines = [
        "# Calibration",
        "",
        f"Written by `scripts/calibration.py` on {datetime.date.today().isoformat()} for jixiao {VERSION}: {len(learn):,} records of the "
        f"training split, {len(test):,} of the test split.",
        "",
    ]
    lines += report(test, parse(data), "Trained on the training split")
    if others or options.leave_out:
        all_folds = cross_fitted([*learn, *others], base, data)
        lines += by_others(all_folds, others) if others else []
        lines += left_out(all_folds, test) if options.leave_out else []
    text = "\n".join(lines) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    if options.model:
        options.model.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.card:
        options.card.write_text(card_of(data), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
