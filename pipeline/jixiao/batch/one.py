"""One document, from its path to what is kept of it; the same in this process and in a worker."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jixiao.document.document import Document
from jixiao.document.errors import InputError, InternalError, OutputError
from jixiao.document.records import DocumentEntry
from jixiao.emit.entries import entry_of, failed_entry
from jixiao.emit.folder import OutputFolder

if TYPE_CHECKING:
    from jixiao.ingest.scan import ScanOptions
    from jixiao.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Options:
    """What changes the records of a run. How many processes run and which tables are written does not belong here."""

    ocr: Literal["auto", "always", "never"] = "auto"
    lexicons: tuple[str, ...] = ()
    """Overlay folders, the last one wins."""
    dpi: int | None = None
    """Resolution at which PDF pages without an image of their own are rasterised for OCR; None: the standard one."""
    split: str | None = None
    """Where a bound volume of scans is split: see ``scan.ScanOptions``."""
    pages: str | None = None
    """Only these pages of PDF, TIFF and folders of page images, such as ``1-3,7``; None: all."""
    max_error: float | None = None
    """Promised error rate among the records that need no review; None: review below a fixed confidence."""
    model: str | None = None
    """A confidence model that ``jixiao calibrate`` wrote, instead of the packaged one."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to know about a document."""

    path: str
    sha256: str
    also_at: tuple[str, ...]
    out: str
    fingerprint: str
    options: Options
    page_jobs: int = 1
    """Processes that read the pages of a scan."""
    converted: str | None = None
    """Where what LibreOffice made of it lies, if a batch converted it already."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a document: its entry, how long it took, and for a failure what to tell the user."""

    entry: DocumentEntry
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds a stage."""
    kept: bool = False
    """An earlier run had done it already."""
    message: tuple[str, str] | None = None
    """Of a failure: what happened and what to do, in Chinese and English."""
    bug: str | None = None
    """A traceback: the failure was ours."""


OnPage = Callable[[str, int, int | None], object]
"""Told after each page read by the OCR: the document's path, how many of its pages are done, and of how many."""


_told: list[OnPage] = []


def tell_pages(on_page: OnPage) -> None:
    """In a worker process: from now on ``do`` tells of pages in this way."""
    _told.append(on_page)


def scan_options(options: Options, *, jobs: int = 1) -> ScanOptions:
    """How scans are read under these options, by so many processes."""
    from jixiao.ingest.scan import DEFAULT_DPI, ScanOptions

    return ScanOptions(split=options.split, dpi=options.dpi or DEFAULT_DPI, jobs=jobs)


@cache
def pipeline_for(options: Options) -> Pipeline:
    """The pipeline with these options, made once a process: lexicons and models load once."""
    from jixiao.pipeline import Pipeline

    return Pipeline(
        lexicons=tuple(map(Path, options.lexicons)),
        max_error=options.max_error,
        model=None if options.model is None else Path(options.model),
    )


def finish(path: str | Path, options: Options) -> Document:
    """The document in a file with every layer filled. Raises InputError where it cannot be read."""
    return finish_timed(path, options)[0]


def finish_timed(
    path: str | Path,
    options: Options,
    *,
    converted: Mapping[str, bytes | InputError] | None = None,
    page_jobs: int = 1,
) -> tuple[Document, dict[str, float]]:
    """As ``finish``, and the seconds that reading (``ingest``) and each stage took.

    ``converted``: what LibreOffice made of old formats already, by SHA-256 of the original. ``page_jobs``: processes
    that read the pages of a scan.
    """
    from jixiao.ingest import read

    pipeline = pipeline_for(options)
    began = time.perf_counter()
    document = read(
        path,
        ocr=options.ocr,
        converted=converted,
        scan_options=scan_options(options, jobs=page_jobs),
        pages=options.pages,
    )
    reading = time.perf_counter() - began
    document, stages = pipeline.timed(document)
    return document, {"ingest": reading, **stages}


def do(task: Task, on_page: OnPage | None = None) -> Done:
    """Read a document and keep it in the output folder. Only an OutputError leaves: then no other can be kept either."""
    on_page = on_page or (_told[-1] if _told else None)
    if on_page is None:
        return _do(task)
    from jixiao.ingest.scan import telling

    with telling(lambda done, total: on_page(task.path, done, total)):
        return _do(task)


def _do(task: Task) -> Done:
    began = time.perf_counter()
    folder = OutputFolder(Path(task.out))
    try:
        document, stages = finish_timed(task.path, task.options, converted=_converted(task), page_jobs=task.page_jobs)
        entry = entry_of(document, also_at=task.also_at, fingerprint=task.fingerprint)
        folder.write_document(entry, document)
        return Done(entry, time.perf_counter() - began, stages=stages)
    except OutputError:
        raise
    except InputError as error:
        failure: InputError | InternalError = error
        bug = None
    except Exception as error:  # one document must not cost the others
        what = f"{type(error).__name__}: {error}"
        failure = InternalError(f"处理时程序出错（{what}）。", f"jixiao itself failed on it ({what}).")
        bug = traceback.format_exc()
    entry = failed_entry(task.path, failure, sha256=task.sha256, also_at=task.also_at, fingerprint=task.fingerprint)
    folder.forget(entry.doc_id)
    return Done(entry, time.perf_counter() - began, message=(failure.text("zh"), failure.text("en")), bug=bug)


def _converted(task: Task) -> dict[str, bytes | InputError] | None:
    """What a batch made of the file; None where it made nothing, and the file is converted alone."""
    if task.converted is None:
        return None
    try:
        return {task.sha256: Path(task.converted).read_bytes()}
    except OSError:
        return None
