"""Writes a corpus into a folder: gold, a rendering a format, and an index; what exists and is equal is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.synthesis.corpus import Made, make
from jixiao.synthesis.truth import Split

TEXT_FORMATS = ("txt", "docx", "pdf", "html", "xlsx")
SCAN_LEVELS = ("scan-clean", "scan-office", "scan-bad")
FORMATS = (*TEXT_FORMATS, *SCAN_LEVELS)


@dataclass(frozen=True, slots=True)
class Written:
    """What ``write_corpus`` made."""

    folder: Path
    documents: tuple[Made, ...]
    files: dict[str, list[Path]]
    """Format to its files, in the order of the documents."""


def write_corpus(
    folder: Path, split: Split, count: int, formats: Sequence[str] = ("txt",), seed: int = 0,
    families: Iterable[str] = (), on_done: Callable[[str, int], None] | None = None,
) -> Written:  # fmt: skip
    """Make ``count`` documents of a split in all formats.

    ``folder`` gets ``gold/gold_<name>.json``, ``<format>/<name>.<ext>`` and ``corpus.jsonl``. Equal arguments give equal
    bytes of gold. Raises ``ValueError`` for an unknown format and ``RuntimeError`` where a renderer is missing.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"no format {unknown[0]!r}; there are {', '.join(FORMATS)}")
    wanted = tuple(families)
    documents = tuple(make(split, n, seed, wanted[n % len(wanted)] if wanted else None) for n in range(count))
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    for made in documents:
        _write(folder / "gold" / f"gold_{made.name}.json", json_bytes(made.gold))
    files: dict[str, list[Path]] = {}
    if "txt" in formats:
        files["txt"] = [_write(folder / "txt" / f"{made.name}.txt", made.text.encode()) for made in documents]
    paged = [name for name in formats if name == "pdf" or name in SCAN_LEVELS]
    if "docx" in formats or paged:
        from jixiao.synthesis.render.docx import docx_bytes

        files["docx"] = [_write(folder / "docx" / f"{m.name}.docx", docx_bytes(m.blocks, m.seed)) for m in documents]
    if paged:
        files["pdf"] = _pdfs(folder, documents, files["docx"])
    for name in formats:
        if name in SCAN_LEVELS:
            from jixiao.synthesis.render.scan import write_scans

            files[name] = write_scans(folder, documents, files["pdf"], name, on_done)
    if "html" in formats:
        from jixiao.synthesis.render.html import html_text

        files["html"] = [
            _write(folder / "html" / f"{m.name}.html", html_text(m.blocks, m.seed).encode()) for m in documents
        ]
    if "xlsx" in formats:
        from jixiao.synthesis.render.xlsx import xlsx_bytes

        files["xlsx"] = [_write(folder / "xlsx" / f"{m.name}.xlsx", xlsx_bytes(m.blocks)) for m in documents]
    for name in [name for name in files if name not in formats]:  # a step on the way, not asked for
        for path in files.pop(name):
            path.unlink()
        (folder / name).rmdir()
    _write(folder / "corpus.jsonl", "".join(_index_line(made, files, n) for n, made in enumerate(documents)).encode())
    return Written(folder, documents, files)


def json_bytes(value: Any) -> bytes:
    """JSON as this project writes it: UTF-8, sorted by nothing but the order of making, one line break at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _pdfs(folder: Path, documents: tuple[Made, ...], sources: list[Path]) -> list[Path]:
    from jixiao.synthesis.render.fonts import need_fonts
    from jixiao.synthesis.render.office import find_office, pdfs_of

    need_fonts()
    if find_office():
        return pdfs_of(sources, folder / "pdf")
    from jixiao.synthesis.render.pdf import pdf_bytes

    return [_write(folder / "pdf" / f"{made.name}.pdf", pdf_bytes(made.blocks, made.seed)) for made in documents]


def _index_line(made: Made, files: dict[str, list[Path]], n: int) -> str:
    row = {
        "doc": made.name, "family": made.family, "vocabulary": made.vocabulary, "split": made.split, "seed": made.seed,
        "planted": list(made.planted), "findings": len(made.gold["findings"]),
        "files": {name: f"{name}/{paths[n].name}" for name, paths in files.items()},
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False) + "\n"
