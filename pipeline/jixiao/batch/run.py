"""A run over many documents: each is kept as soon as it is done, a run that was stopped continues where it was."""

from __future__ import annotations

import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jixiao.batch.conversion import Conversions
from jixiao.batch.inputs import Input, Inputs, find_inputs
from jixiao.batch.one import Done, OnPage, Options, Task, do
from jixiao.batch.versions import VERSION, fingerprint_of, versions
from jixiao.document.records import MODELS, DocumentEntry
from jixiao.emit.entries import GAP_KINDS, failed_entry
from jixiao.emit.exports import FORMATS, write_tables
from jixiao.emit.folder import OutputFolder
from jixiao.emit.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run."""

    done: tuple[Done, ...]
    """In input order."""
    skipped: tuple[str, ...]
    """Files in folders that are no reports."""
    others: tuple[str, ...]
    """Documents that earlier runs over other inputs left in the output folder."""
    bugs: tuple[Path, ...]
    """Where the tracebacks of failures that are ours were saved."""
    seconds: float

    @property
    def entries(self) -> tuple[DocumentEntry, ...]:
        """The lines of documents.jsonl."""
        return tuple(done.entry for done in self.done)

    def count(self, status: str) -> int:
        """How many documents have this status."""
        return sum(entry.status == status for entry in self.entries)

    @property
    def exit_status(self) -> int:
        """0 where every document is ok, else 1."""
        return 0 if self.count("ok") == len(self.done) else 1


def run(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    formats: Collection[str] = ("jsonl",),
    jobs: int = 1,
    options: Options | None = None,
    on_start: Callable[[int], object] = lambda total: None,
    on_done: Callable[[Done], object] = lambda done: None,
    on_convert: Callable[[int], object] = lambda count: None,
    on_page: OnPage | None = None,
) -> Summary:
    """Extract every document that the paths lead to into the folder ``out``.

    With one document, ``jobs`` processes read its scanned pages. ``on_page`` hears of each page that the OCR has read,
    ``on_start`` is told how many documents there are, ``on_done`` hears of each as it ends (in any order with more than
    one job), ``on_convert`` how many old Word files LibreOffice is about to convert in one call. Raises OutputError where
    the folder cannot be written to, LexiconError where an overlay has a mistake. What was finished before an error or an
    interruption is kept, and the next run with the same options goes on there.
    """
    began = time.perf_counter()
    options = options or Options()
    folder = OutputFolder(Path(out))
    folder.prepare()
    inputs = find_inputs(paths, leave_out=folder.root)
    made_by = versions(options)
    fingerprint = fingerprint_of(made_by)
    on_start(len(inputs.files))
    results: dict[int, Done] = {}
    tasks: dict[int, Task] = {}
    for place, one in enumerate(inputs.files):
        if (early := _without_reading(one, folder, fingerprint)) is not None:
            results[place] = early
            on_done(early)
        else:
            tasks[place] = Task(one.path, one.sha256, tuple(one.also_at), str(folder.root), fingerprint, options)
    conversions = Conversions(tasks, on_convert=on_convert)
    try:
        with conversions:
            for place, done in _carry_out(tasks, jobs, conversions, on_page):
                conversions.done(place)
                results[place] = done
                on_done(done)
    except BaseException:  # an interruption, a full disk: nothing half-written may remain
        folder.sweep()
        raise
    ordered = tuple(results[place] for place in range(len(inputs.files)))
    summary = Summary(
        done=ordered,
        skipped=inputs.skipped,
        others=tuple(folder.others(done.entry.doc_id for done in ordered)),
        bugs=tuple(_save_bugs(folder, ordered)),
        seconds=time.perf_counter() - began,
    )
    converting = {"convert": conversions.seconds} if conversions.calls else {}
    _close(folder, summary, inputs, made_by, fingerprint, formats, jobs, converting)
    return summary


def _without_reading(one: Input, folder: OutputFolder, fingerprint: str) -> Done | None:
    """What came of an input that is known to fail, or that an earlier run finished; None where it must be read."""
    if one.error is not None:
        entry = failed_entry(one.path, one.error, fingerprint=fingerprint)
        return Done(entry, message=(one.error.text("zh"), one.error.text("en")))
    kept = folder.finished(one.doc_id, fingerprint)
    if kept is None:
        return None
    stated = kept.model_copy(update={"source": one.path, "also_at": tuple(one.also_at)})
    if stated != kept:
        folder.restate(stated)
    return Done(stated, kept=True)


def _carry_out(
    tasks: dict[int, Task], jobs: int, conversions: Conversions, on_page: OnPage | None
) -> Iterator[tuple[int, Done]]:
    if jobs <= 1 or len(tasks) <= 1:
        for place, task in tasks.items():
            yield place, do(replace(conversions.prepared(place, task), page_jobs=jobs), on_page)
    else:
        from jixiao.batch.processes import in_processes

        yield from in_processes(tasks, min(jobs, len(tasks)), prepare=conversions.prepared, on_page=on_page)


def _save_bugs(folder: OutputFolder, done: Sequence[Done]) -> Iterator[Path]:
    for one in done:
        path = folder.bug_file(one.entry.doc_id)
        if one.bug is None:
            path.unlink(missing_ok=True)  # an earlier version failed on it
        else:
            write_whole(path, f"jixiao {VERSION}, Python {platform.python_version()}\n\n{one.bug}")
            yield path


def _close(
    folder: OutputFolder,
    summary: Summary,
    inputs: Inputs,
    made_by: dict[str, Any],
    fingerprint: str,
    formats: Collection[str],
    jobs: int,
    converting: dict[str, float],
) -> None:
    """Join the documents, write the tables, the timing and last the manifest."""
    entries = summary.entries
    sums = folder.join(entries)
    write_tables(folder, formats)
    folder.write_timing(
        {
            "seconds": round(summary.seconds, 3),
            "jobs": jobs,
            "machine": {
                "system": platform.system(),
                "processor": platform.machine(),
                "cores": os.cpu_count(),
                "python": platform.python_version(),
            },
            "stages": {
                name: round(seconds, 3) for name, seconds in {**converting, **_stage_seconds(summary.done)}.items()
            },
            "documents": [
                {"doc_id": done.entry.doc_id, "kept": done.kept, "seconds": round(done.seconds, 3)}
                for done in summary.done
            ],
        }
    )
    folder.write_manifest(
        {
            **made_by,
            "fingerprint": fingerprint,
            "formats": [name for name in FORMATS if name in formats or name == "jsonl"],
            "documents": {
                "total": len(entries),
                **{status: summary.count(status) for status in ("ok", "partial", "failed")},
                "duplicates": sum(len(entry.also_at) for entry in entries),
                "characters": sum(entry.characters for entry in entries),
            },
            "records": _total(MODELS, [entry.records for entry in entries]),
            "needs_review": sum(entry.needs_review for entry in entries),
            "gaps": _total(GAP_KINDS, [entry.gaps for entry in entries]),
            "files": sums,
        }
    )


def _stage_seconds(done: Sequence[Done]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in done:
        for name, seconds in one.stages.items():
            total[name] = total.get(name, 0.0) + seconds
    return total


def _total(kinds: Collection[str], counts: Sequence[dict[str, int]]) -> dict[str, int]:
    total = Counter[str]()
    for count in counts:
        total.update(count)
    return {kind: total[kind] for kind in kinds}
