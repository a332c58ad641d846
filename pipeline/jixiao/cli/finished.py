"""What ``show`` and ``report`` look at: a file, extracted now, or the folder of an earlier run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.document.errors import MissingInput, UsageError

if TYPE_CHECKING:
    from jixiao.emit.finished import Finished
    from jixiao.emit.reading import Run


def extract_now(path: str, ocr: str, lexicons: list[Path] | None) -> Finished:
    """Extract one file. Raises InputError where it cannot be read."""
    from jixiao.batch.report import extract
    from jixiao.emit.finished import Finished

    return Finished.of(extract(path, ocr=ocr, lexicons=lexicons or ()).document)


def run_at(path: str) -> Run | None:
    """The run whose output folder this is; None for a file. Raises MissingInput for a folder that is none."""
    if not Path(path).is_dir():
        return None
    from jixiao.emit.reading import load

    return load(path)


def chosen(run: Run, doc: str | None) -> Finished | None:
    """The document of a run that ``--doc`` names (by id or the end of its path), or the only one; None where open."""
    from jixiao.emit.finished import Finished

    readable = [entry for entry in run.documents if entry.status != "failed"]
    if doc is None:
        return Finished.from_run(run, readable[0]) if len(run.documents) == len(readable) == 1 else None
    wanted = doc.replace("\\", "/")
    found = [
        entry for entry in readable if entry.doc_id.startswith(doc) or entry.source.replace("\\", "/").endswith(wanted)
    ]
    if not found:
        raise MissingInput(
            f"该结果中没有文档“{doc}”。", f'There is no document "{doc}" in these results.',
            remedy=("用 jixiao show 看有哪些文档。", "See which there are with jixiao show."),
        )  # fmt: skip
    if len(found) > 1:
        raise UsageError(
            f"“{doc}”对应 {len(found)} 份文档，请给出完整的 doc_id。",
            f'"{doc}" fits {len(found)} documents: give the whole doc_id.',
        )
    return Finished.from_run(run, found[0])
