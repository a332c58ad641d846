"""The output folder: each document kept as soon as it is done, then joined into the files that readers use.

Order matters. A document's text and gaps are written before ``docs/<doc_id>.jsonl``, whose presence therefore means
that the document is complete. ``manifest.json`` is taken away before joining and written last, so that its presence
means that the joined files belong together.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from jixiao.document.document import Document
from jixiao.document.records import DocumentEntry
from jixiao.emit.entries import gap_entries, record_keys
from jixiao.emit.json_text import dumps
from jixiao.emit.whole_files import make_folder, sweep, whole_file, write_whole

JOINED = ("documents.jsonl", "records.jsonl", "coverage.jsonl")
MANIFEST = "manifest.json"
TIMING = "timing.json"


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The folder OUT of a run, and what stands where in it."""

    root: Path

    def document_file(self, doc_id: str) -> Path:
        """One finished document: its line of documents.jsonl, then its records."""
        return self.root / "docs" / f"{doc_id}.jsonl"

    def coverage_file(self, doc_id: str) -> Path:
        """The document's lines of coverage.jsonl."""
        return self.root / "coverage" / f"{doc_id}.jsonl"

    def text_file(self, doc_id: str) -> Path:
        """The document's source text."""
        return self.root / "text" / f"{doc_id}.txt"

    def bug_file(self, doc_id: str) -> Path:
        """The traceback of a failure that was ours."""
        return self.root / f"bug-{doc_id}.txt"

    def prepare(self) -> None:
        """Make the folders, and remove what a killed run left half-written. Raises OutputError."""
        for folder in self._folders():
            make_folder(folder)
        self.sweep()

    def sweep(self) -> None:
        """Remove what a killed process left half-written."""
        for folder in self._folders():
            sweep(folder)

    def _folders(self) -> tuple[Path, ...]:
        return self.root, self.root / "docs", self.root / "coverage", self.root / "text"

    def write_document(self, entry: DocumentEntry, document: Document) -> None:
        """Keep a finished document. Raises OutputError."""
        write_whole(self.text_file(entry.doc_id), document.source_text)
        write_whole(
            self.coverage_file(entry.doc_id), "".join(f"{dumps(gap.model_dump())}\n" for gap in gap_entries(document))
        )
        with whole_file(self.document_file(entry.doc_id)) as file:
            file.write(_line(entry.model_dump()))
            for record in document.records:
                file.write(_line(record_keys(record)))

    def finished(self, doc_id: str, fingerprint: str) -> DocumentEntry | None:
        """The entry of a document that an earlier run with the same fingerprint completed, else None."""
        if not (self.text_file(doc_id).is_file() and self.coverage_file(doc_id).is_file()):
            return None
        try:
            with self.document_file(doc_id).open(encoding="utf-8", newline="\n") as file:
                entry = DocumentEntry.model_validate_json(file.readline())
        except (OSError, UnicodeDecodeError, ValidationError):
            return None
        return entry if entry.fingerprint == fingerprint else None

    def restate(self, entry: DocumentEntry) -> None:
        """Put a new first line on a finished document: it was found under other paths than before."""
        path = self.document_file(entry.doc_id)
        with path.open("rb") as old, whole_file(path) as new:
            old.readline()
            new.write(_line(entry.model_dump()))
            shutil.copyfileobj(old, new)

    def forget(self, doc_id: str) -> None:
        """Remove what an earlier run kept of a document that cannot be read any more."""
        for path in (self.document_file(doc_id), self.coverage_file(doc_id), self.text_file(doc_id)):
            path.unlink(missing_ok=True)

    def others(self, doc_ids: Iterable[str]) -> list[str]:
        """Documents in the folder that are not among these: earlier runs over other inputs left them."""
        mine = set(doc_ids)
        return sorted(path.stem for path in (self.root / "docs").glob("*.jsonl") if path.stem not in mine)

    def join(self, entries: Sequence[DocumentEntry]) -> dict[str, str]:
        """Write the joined files from the documents kept, in this order. Gives their SHA-256; raises OutputError."""
        (self.root / MANIFEST).unlink(missing_ok=True)
        done = [entry.doc_id for entry in entries if entry.status != "failed"]
        sums: dict[str, str] = {}
        with whole_file(self.root / "documents.jsonl") as file:
            sums["documents.jsonl"] = _copy(file, (_line(entry.model_dump()) for entry in entries))
        with whole_file(self.root / "records.jsonl") as file:
            sums["records.jsonl"] = _copy(file, self._lines([self.document_file(doc_id) for doc_id in done], skip=1))
        with whole_file(self.root / "coverage.jsonl") as file:
            sums["coverage.jsonl"] = _copy(file, self._lines([self.coverage_file(doc_id) for doc_id in done]))
        return sums

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write manifest.json, which closes the run. Raises OutputError."""
        write_whole(self.root / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")

    def write_timing(self, timing: dict[str, Any]) -> None:
        """Write timing.json, the one file that differs between two runs. Raises OutputError."""
        write_whole(self.root / TIMING, json.dumps(timing, ensure_ascii=False, indent=2) + "\n")

    @staticmethod
    def _lines(paths: Iterable[Path], skip: int = 0) -> Iterable[bytes]:
        for path in paths:
            with path.open("rb") as file:
                for number, line in enumerate(file):
                    if number >= skip:
                        yield line


def _line(keys: dict[str, Any]) -> bytes:
    return f"{dumps(keys)}\n".encode()


def _copy(file: BinaryIO, lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        file.write(line)
        digest.update(line)
    return digest.hexdigest()
