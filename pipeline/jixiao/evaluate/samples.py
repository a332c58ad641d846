"""Labelled records to learn confidence from: features of what was extracted, judged against gold or by reviewers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jixiao.confidence.features import Features, features_of, place_of
from jixiao.confidence.misses import KINDS as MISSED_KINDS
from jixiao.confidence.neighbours import Neighbours
from jixiao.confidence.strata import stratum_of
from jixiao.confidence.words import Novelty, Words
from jixiao.document.document import Document
from jixiao.emit.entries import record_keys
from jixiao.emit.json_text import dumps
from jixiao.emit.review.decisions import Decision
from jixiao.evaluate.loading import read_gold
from jixiao.evaluate.matching import KINDS, PARTS, asked, contradicts, judged, pair


@dataclass(frozen=True, slots=True)
class Sample:
    """One record with its features and whether it is right in all its parts."""

    document: str
    family: str
    stratum: str
    kind: str
    features: Features
    right: bool
    words: Words | None = field(default=None, repr=False, compare=False)
    """The document's, shared by its samples; how new they are depends on what a model was trained on."""
    place: tuple[int, int] = (0, 0)

    def seen_with(self, novelty: Novelty) -> Sample:
        """The sample as a model sees it to which the document's words are so new."""
        features = replace(self.features, novel_words=novelty.around(*self.place), novel_document=novelty.whole)
        return replace(self, features=features)


@dataclass(frozen=True, slots=True)
class Missed:
    """What one document holds that was not read."""

    document: str
    family: str
    stratum: str
    records: int
    """Records of the kinds counted."""
    gaps: int
    """Unread numbers that coverage lists."""
    listed: int
    """Gold items missed whose number is among them."""
    hidden: int
    """Gold items missed that no list names."""


def samples_of(document: Document, gold: dict[str, Any], *, by_value: bool, family: str) -> list[Sample]:
    """The judged records of one document. Records that gold has no opinion about (optional items) are left out."""
    stratum = stratum_of(document)
    words, neighbours = Words(document.source_text), Neighbours(document)
    found: list[Sample] = []
    for kind, key in KINDS.items():
        records = [record for record in document.records if record.kind == kind]
        keys = [json.loads(dumps(record_keys(record))) for record in records]
        by_id = {record.record_id: record for record in records}
        pairing = pair(kind, asked(kind, gold.get(key, [])), judged(kind, keys), by_value, whole=True)
        verdicts = [
            (record, not any(contradicts(part, item, record) for part in PARTS.get(kind, ())))
            for item, record in pairing.found
        ]
        verdicts += [(record, False) for record in pairing.extra]
        for keys_, right in verdicts:
            record = by_id[keys_["record_id"]]
            features = features_of(document, record, neighbours)
            found.append(
                Sample(gold["doc"], family, stratum, kind, features, right, words=words, place=place_of(record))
            )
    return found


def missed_of(document: Document, gold: dict[str, Any], *, by_value: bool, family: str) -> Missed:
    """What gold has and no record does, told apart by whether coverage lists its number."""
    gaps = [gap for gap in document.gaps if gap.kind == "unread-number"]
    listed = hidden = count = 0
    for kind in sorted(MISSED_KINDS):
        records = [json.loads(dumps(record_keys(r))) for r in document.records if r.kind == kind]
        count += len(records)
        touched = [(e["start"], e["end"]) for r in records for e in r["evidence"] if e["role"] == "value"]
        golds = asked(kind, gold.get(KINDS[kind], []))
        for item in pair(kind, golds, judged(kind, records), by_value, whole=True).missed:
            if not by_value and any(a < item["end"] and item["start"] < b for a, b in touched):
                continue  # read, though wrongly: an error, not a miss
            number = "".join(c for c in str(item.get("quote") or item.get("value") or "") if c.isdigit() or c == ".")
            if any(
                (g.start < item["end"] and item["start"] < g.end) if not by_value else number and number in g.text
                for g in gaps
            ):
                listed += 1
            else:
                hidden += 1
    return Missed(gold["doc"], family, stratum_of(document), count, len(gaps), listed, hidden)


def labelled(
    gold_folder: Path,
    documents: Iterable[Path],
    read: Callable[[Path], Document],
    *,
    on_done: Callable[[str], object] = lambda name: None,
) -> Iterator[tuple[list[Sample], Missed]]:
    """The samples of every document that has gold, and its misses.

    A document belongs to the gold whose ``doc`` its file name begins with; plain text is judged by place, everything
    else by value. Raises GoldError where the gold cannot be read, InputError where a document cannot.
    """
    golds = read_gold(gold_folder)
    for path in documents:
        gold = next((g for g in golds if path.name.startswith(g["doc"])), None)
        if gold is None:
            continue
        document = read(path)
        by_value = document.source.origin != "text"
        family = str(gold.get("family") or gold["doc"].rsplit("-", 1)[-1])
        yield (
            samples_of(document, gold, by_value=by_value, family=family),
            missed_of(document, gold, by_value=by_value, family=family),
        )
        on_done(path.name)


def reviewed(document: Document, decisions: Iterable[Decision]) -> list[Sample]:
    """Samples from reviewers' decisions about a document; records in doubt are left out."""
    by_id = {record.record_id: record for record in document.records}
    stratum = stratum_of(document)
    words, neighbours = Words(document.source_text), Neighbours(document)
    return [
        Sample(
            document.doc_id,
            "reviewed",
            stratum,
            record.kind,
            features_of(document, record, neighbours),
            decision.verdict == "right",
            words=words,
            place=place_of(record),
        )
        for decision in decisions
        if decision.verdict != "doubt" and (record := by_id.get(decision.record_id)) is not None
    ]
