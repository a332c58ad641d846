"""Collects the marks of a finished text into a gold annotation."""

from __future__ import annotations

import re
from typing import Any

from jixiao.synthesis.printing import number_json
from jixiao.synthesis.rich import Mark, Rich
from jixiao.synthesis.truth import Finding

LISTS = {
    "field": "fields", "section": "sections", "finance": "finance", "indicator": "indicators",
    "quantity": "quantities", "date": "dates", "claim": "claims",
}  # fmt: skip
SENTENCE_END = re.compile(r"[。！？\n\t]")


def gold_of(doc: str, text: Rich, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The gold of one document: every list of the specification, offsets into the text."""
    gold: dict[str, Any] = {"doc": doc, **{name: [] for name in LISTS.values()}, "findings": []}
    for mark in sorted(text.marks, key=lambda m: (m.start, m.end)):
        if mark.kind in LISTS:
            gold[LISTS[mark.kind]].append(_item(mark, text.text))
    tags: dict[str, list[tuple[int, int]]] = {}
    for mark in text.marks:
        if mark.kind == "tag":
            name = str(mark.data["name"])
            tags.setdefault(name, []).append((mark.start, mark.end))
            if name == "title-year":  # only the titles that name the wrong year show an error in them
                digits = re.search(r"\d{4}", text.text[mark.start : mark.end])
                tags.setdefault(f"title-year:{digits[0] if digits else ''}", []).append((mark.start, mark.end))
            if name == "mobile":  # of several numbers each is a finding of its own
                number = re.sub(r"\s", "", text.text[mark.start : mark.end])
                tags.setdefault(f"mobile:{number}", []).append((mark.start, mark.end))
    for finding in findings:
        if all(tag in tags for tag in finding.needs):
            gold["findings"].append(_finding(finding, tags, text.text))
    return gold


def _item(mark: Mark, text: str) -> dict[str, Any]:
    quote = text[mark.start : mark.end]
    data = dict(mark.data)
    if mark.kind == "claim":
        start, end = sentence_around(text, mark.start, mark.end)
        return {
            "sentence": text[start:end], "start": start, "end": end, **data,
            "quote": quote, "quote_start": mark.start, "quote_end": mark.end,
        }  # fmt: skip
    return {**data, "quote": quote, "start": mark.start, "end": mark.end}


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds [start, end): between two of 。！？ or ends of line or cell."""
    begin = max((m.end() for m in SENTENCE_END.finditer(text, 0, start)), default=0)
    found = SENTENCE_END.search(text, end)
    stop = len(text) if found is None else found.end() if found[0] in "。！？" else found.start()
    while begin < start and text[begin] in " 　|":
        begin += 1
    return begin, stop


def _finding(finding: Finding, tags: dict[str, list[tuple[int, int]]], text: str) -> dict[str, Any]:
    spans: list[tuple[int, int]] = []
    for tag in (*finding.needs, *finding.extra):
        spans += [span for span in tags.get(tag, [])[:3] if span not in spans]
    item: dict[str, Any] = {
        "rule": finding.rule, "class": finding.class_, "severity": finding.severity,
        "quotes": [text[a:b] for a, b in spans], "spans": [list(span) for span in spans], "explain": finding.explain,
    }  # fmt: skip
    if finding.optional:
        item["optional"] = True
    return item


def check(gold: dict[str, Any], text: str) -> None:
    """Every quote is what the text has at its place, and no number of prose is without meaning.

    Raises ``ValueError`` at the first thing that is wrong: gold that is not exact is worth nothing.
    """
    for name in LISTS.values():
        for item in gold[name]:
            at = (item["quote_start"], item["quote_end"]) if name == "claims" else (item["start"], item["end"])
            if text[at[0] : at[1]] != item["quote"] or not item["quote"]:
                raise ValueError(f"{gold['doc']}: {name} at {at} is not {item['quote']!r}")
    for item in gold["quantities"]:
        ends = [end for end in (item["base_low"], item["base_high"]) if end is not None]
        if not ends or any(number_json(end) != end for end in ends):
            raise ValueError(f"{gold['doc']}: quantity without a value: {item}")
