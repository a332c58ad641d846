"""Reads a run's output back: the same models that were written, numbers as exact decimals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jixiao.document.errors import CorruptInput, MissingInput
from jixiao.document.records import MODELS, DocumentEntry, GapEntry, Record
from jixiao.emit.folder import MANIFEST, OutputFolder


@dataclass(frozen=True, slots=True)
class Run:
    """What `jixiao extract` wrote into a folder."""

    folder: OutputFolder
    documents: tuple[DocumentEntry, ...]
    records: tuple[Record, ...]
    gaps: tuple[GapEntry, ...]
    manifest: dict[str, Any] | None
    """None where the run was stopped before it joined its files."""

    def text(self, doc_id: str) -> str:
        """The source text of a document, as evidence counts it: no newline translation. Raises MissingInput."""
        path = self.folder.text_file(doc_id)
        try:
            return path.read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise MissingInput(f"缺少文件 {path}。", f"{path} is missing.") from error

    def of(self, doc_id: str) -> tuple[tuple[Record, ...], tuple[GapEntry, ...]]:
        """The records and gaps of one document."""
        return (
            tuple(record for record in self.records if record.doc_id == doc_id),
            tuple(gap for gap in self.gaps if gap.doc_id == doc_id),
        )


def is_run(path: Path) -> bool:
    """Whether a path is a folder that `jixiao extract` wrote into."""
    return (path / "docs").is_dir() and ((path / MANIFEST).is_file() or any((path / "docs").glob("*.jsonl")))


def load(out: str | Path) -> Run:
    """Read an output folder; where a run was stopped, the documents that it had finished.

    Raises MissingInput where the folder is not one that `jixiao extract` wrote, CorruptInput where a line of it cannot
    be read (the message names file and line).
    """
    folder = OutputFolder(Path(out))
    if not is_run(folder.root):
        raise MissingInput(
            f"{folder.root} 不是 jixiao extract 的输出文件夹。",
            f"{folder.root} is not a folder that jixiao extract wrote.",
        )
    try:
        return _read(folder)
    except (ValidationError, KeyError) as error:
        raise CorruptInput(
            f"{folder.root} 中的记录与本版本的格式不符。",
            f"The records in {folder.root} do not fit the format of this version.",
            remedy=("请用本版本重新提取。", "Extract them again with this version."),
        ) from error


def _read(folder: OutputFolder) -> Run:
    if (folder.root / MANIFEST).is_file():
        return Run(
            folder,
            tuple(_models(folder.root / "documents.jsonl", DocumentEntry)),
            tuple(record_of(keys) for keys in _lines(folder.root / "records.jsonl")),
            tuple(_models(folder.root / "coverage.jsonl", GapEntry)),
            json.loads((folder.root / MANIFEST).read_text(encoding="utf-8")),
        )
    documents: list[DocumentEntry] = []
    records: list[Record] = []
    gaps: list[GapEntry] = []
    for path in sorted((folder.root / "docs").glob("*.jsonl")):
        lines = _lines(path)
        documents.append(DocumentEntry.model_validate(next(lines)))
        records.extend(map(record_of, lines))
        gaps.extend(_models(folder.coverage_file(path.stem), GapEntry))
    return Run(folder, tuple(documents), tuple(records), tuple(gaps), None)


def record_of(keys: dict[str, Any]) -> Record:
    """The record that these keys of a line of records.jsonl spell.

    Raises KeyError for an unknown kind and pydantic.ValidationError for keys that do not fit it.
    """
    return MODELS[keys["kind"]].model_validate(keys)  # type: ignore[return-value]


def _models(path: Path, model: type[Any]) -> Iterator[Any]:
    for keys in _lines(path):
        yield model.model_validate(keys)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    number = 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                number += 1
                yield json.loads(line, parse_float=Decimal)
    except FileNotFoundError as error:
        raise MissingInput(f"缺少文件 {path}。", f"{path} is missing.") from error
    except ValueError as error:
        raise CorruptInput(f"{path} 第 {number} 行无法读取。", f"{path}, line {number} cannot be read.") from error
