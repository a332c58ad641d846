"""Reads gold annotations and the folder that a run wrote, and tells which document is which."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Item = dict[str, Any]

FORMATS = {
    "text/plain": "txt", "application/pdf": "pdf", "text/html": "html", "image/tiff": "tiff",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}  # fmt: skip
SCANS = ("scan-clean", "scan-office", "scan-bad")


class GoldError(ValueError):
    """Gold or output that cannot be compared; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold document with what was made of it; ``records`` by kind."""

    name: str
    family: str
    format: str
    gold: Item
    records: dict[str, list[Item]]
    document: Item | None
    text: str = field(default="", repr=False)

    @property
    def is_scan(self) -> bool:
        """Whether the document came in as an image."""
        return self.format in SCANS

    @property
    def problem(self) -> str | None:
        """What went wrong with the document as a whole, if anything."""
        if self.document is None:
            return "not in the output"
        status = str(self.document["status"])
        return None if status == "ok" else status


def read_gold(folder: Path) -> list[Item]:
    """All ``gold_*.json`` of a folder, by name.

    Raises :class:`GoldError` where there is none or one is not what it should be.
    """
    golds = []
    for path in sorted(folder.glob("gold_*.json")):
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise GoldError(f"{path}: not JSON ({error})") from error
        if not isinstance(gold, dict) or not isinstance(gold.get("doc"), str):
            raise GoldError(f"{path}: a gold file is an object with the key doc")
        golds.append(gold)
    if not golds:
        raise GoldError(f"{folder}: no gold_*.json here; make some with `jixiao corpus make`")
    return golds


def _lines(path: Path) -> Iterator[Item]:
    if not path.is_file():
        raise GoldError(f"{path} is missing; run `jixiao extract … --out {path.parent}` first")
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def format_of(document: Item) -> str:
    """The format of a document: a scan level of the corpus by its folder, else by what the reader found.

    >>> format_of({"source": "c/scan-bad/a.pdf", "media_type": "application/pdf"})
    'scan-bad'
    """
    folder = Path(document["source"].replace("\\", "/")).parent.name
    if folder in SCANS:
        return folder
    found = FORMATS.get(document.get("media_type", ""), Path(document["source"]).suffix.lstrip(".").lower() or "?")
    if document.get("origin") == "scan":
        return "scan"
    return found


def read_pairs(gold_folder: Path, out: Path) -> list[Judged]:
    """Each gold document with each rendering of it in the output; one that is absent comes once, without records.

    A document belongs to the gold whose ``doc`` its file name begins with.

    Raises :class:`GoldError` where a folder lacks what is needed, or two files of one format claim the same gold.
    """
    golds = read_gold(gold_folder)
    documents = list(_lines(out / "documents.jsonl"))
    records: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for record in _lines(out / "records.jsonl"):
        records[record["doc_id"], record["kind"]].append(record)
    kinds = sorted({kind for _, kind in records})
    result: list[Judged] = []
    for gold in golds:
        own = [d for d in documents if Path(d["source"].replace("\\", "/")).name.startswith(gold["doc"])]
        formats = [format_of(document) for document in own]
        if len(set(formats)) < len(formats):
            raise GoldError(f"{gold['doc']}: {len(own)} documents of the same format begin with this name in {out}")
        family = str(gold.get("family", "?"))
        if not own:
            result.append(Judged(gold["doc"], family, "?", gold, {}, None))
        for document, form in sorted(zip(own, formats, strict=True), key=lambda pair: pair[1]):
            made = {kind: records[document["doc_id"], kind] for kind in kinds if (document["doc_id"], kind) in records}
            path = out / "text" / f"{document['doc_id']}.txt"
            text = path.read_bytes().decode("utf-8") if path.is_file() else ""
            result.append(Judged(gold["doc"], family, form, gold, made, document, text))
    return result
