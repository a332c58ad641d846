"""Findings of one cause share a group: one wrong total explains many mismatches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jixiao.audit.findings import Draft

_ORDER = {"impossible": 0, "breaks-rule": 1, "ask": 2, "hygiene": 3}
_SEVERITY = {"error": 0, "warning": 1, "info": 2}


def group(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in the order given, each with its group: ``g1`` holds the gravest finding, and so on.

    Two findings belong together where they are about the same record or share a cause (the same telling amount).
    """
    parent = list(range(len(drafts)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[str, int] = {}
    for at, draft in enumerate(drafts):
        for key in keys(draft):
            parent[root(at)] = root(first.setdefault(key, at))
    groups: dict[int, list[int]] = {}
    for at in range(len(drafts)):
        groups.setdefault(root(at), []).append(at)
    ranked = sorted(groups.values(), key=lambda members: min((*rank(drafts[at]), at) for at in members))
    names = {at: f"g{number}" for number, members in enumerate(ranked, 1) for at in members}
    return [draft.grouped(names[at]) for at, draft in enumerate(drafts)]


def keys(draft: Draft) -> Iterable[str]:
    """What ties a finding to others."""
    yield from sorted(draft.causes)
    for record in draft.about:
        yield f"#{record.record_id}"


def rank(draft: Draft) -> tuple[int, int]:
    """How far to the top a finding belongs: severity ``info`` last, then by class, then by severity."""
    return (4 if draft.grave == "info" else _ORDER[draft.rule.class_], _SEVERITY[draft.grave])
