"""Documents in several processes: a crash costs one document."""

from __future__ import annotations

import os

import pytest

from jixiao.batch.one import Done, Options, Task
from jixiao.batch.processes import in_processes
from jixiao.document.errors import BinaryNoise, OutputError
from jixiao.emit.entries import failed_entry


def tasks(*paths: str) -> dict[int, Task]:
    return {place: Task(path, "", (), "out", "", Options()) for place, path in enumerate(paths)}


def work(task: Task) -> Done:
    """Stands for reading a document: dies, fails to write, or succeeds, as its path says."""
    if task.path == "kill":
        os._exit(9)
    if task.path == "full":
        raise OutputError("磁盘已满。", "The disk is full.")
    return Done(failed_entry(task.path, BinaryNoise("乱码。", "Noise.")), seconds=float(os.getpid()))


def test_every_task_is_done_once_in_more_than_one_process() -> None:
    done = list(in_processes(tasks(*(f"{number}.txt" for number in range(6))), 2, work=work))
    assert sorted(place for place, _ in done) == list(range(6))
    assert all(one.entry.source == f"{place}.txt" for place, one in done)
    assert os.getpid() not in {int(one.seconds) for _, one in done}


def test_a_document_that_kills_its_process_is_named_and_the_others_are_done() -> None:
    done = dict(in_processes(tasks("a", "kill", "b", "c"), 2, work=work))
    assert sorted(done) == list(range(4))
    codes = {place: one.entry.error.code for place, one in done.items() if one.entry.error}
    assert codes.pop(1) == "internal"
    assert set(codes.values()) == {"not-a-document"}


def test_a_full_disk_stops_the_run() -> None:
    with pytest.raises(OutputError) as caught:
        list(in_processes(tasks("a", "full", "b"), 2, work=work))
    assert caught.value.text("zh").startswith("磁盘已满。")
