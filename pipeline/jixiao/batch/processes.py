"""Documents in several processes, started afresh (``spawn``) so that Windows and Linux behave alike.

A document whose worker dies (out of memory, a crash in native code) costs that document, not the run: the documents
that were under way are then tried once more, each in a process of its own, and the one that kills it is named.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from jixiao.batch.one import Done, Task, do
from jixiao.document.errors import InternalError
from jixiao.emit.entries import failed_entry

Work = Callable[[Task], Done]
Prepare = Callable[[int, Task], Task]

_AHEAD = 2
"""Documents handed to each worker in advance: enough that none waits, few enough that a crash takes few along."""


def _as_it_is(place: int, task: Task) -> Task:
    return task


def in_processes(
    tasks: dict[int, Task], jobs: int, *, work: Work = do, prepare: Prepare = _as_it_is
) -> Iterator[tuple[int, Done]]:
    """Carry the tasks out in this many processes; gives (place, what came of it) as each ends.

    ``prepare`` is called in this process just before a task is handed out, and may change it.
    ``work`` is a function of a module, so that a process started afresh finds it. Raises OutputError where a worker
    cannot write: then nobody can.
    """
    waiting = dict(tasks)
    while waiting:
        suspects: dict[int, Task] = {}
        for place, done in _in_one_pool(waiting, jobs, suspects, work, prepare):
            waiting.pop(place)
            yield place, done
        for place, task in suspects.items():
            waiting.pop(place)
            yield place, _alone(task, work)


def _in_one_pool(
    waiting: dict[int, Task], jobs: int, suspects: dict[int, Task], work: Work, prepare: Prepare
) -> Iterator[tuple[int, Done]]:
    """Run until all is done or the pool breaks; ``suspects`` are then the tasks that were under way."""
    queue = iter(list(waiting.items()))
    pool = _pool(jobs)
    under_way: dict[Future[Done], int] = {}
    try:
        while True:
            while len(under_way) < jobs * _AHEAD and (following := next(queue, None)) is not None:
                place, task = following
                task = waiting[place] = prepare(place, task)
                try:
                    under_way[pool.submit(work, task)] = place
                except BrokenProcessPool:  # it broke since we last looked: the futures will say so
                    break
            if not under_way:
                break
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            broken = False
            for future in finished:
                try:
                    done = future.result()
                except BrokenProcessPool:
                    broken = True
                else:
                    yield under_way.pop(future), done
            if broken:
                suspects.update({place: waiting[place] for place in under_way.values()})
                break
    finally:
        _stop(pool)


def _alone(task: Task, work: Work) -> Done:
    """One task in a process of its own."""
    pool = _pool(1)
    try:
        return pool.submit(work, task).result()
    except BrokenProcessPool:
        error = InternalError(
            "处理该文件的进程意外终止（可能是内存不足）。",
            "The process that read it died (perhaps for lack of memory).",
            remedy=("请在内存更大的机器上单独处理该文件。", "Try it alone on a machine with more memory."),
        )
        entry = failed_entry(task.path, error, sha256=task.sha256, also_at=task.also_at, fingerprint=task.fingerprint)
        return Done(entry, message=(error.text("zh"), error.text("en")))
    finally:
        _stop(pool)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """In a worker: leave Ctrl-C to the parent, which stops the workers in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(pool: ProcessPoolExecutor) -> None:
    """Stop at once: after an interruption nobody waits for documents that are under way."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(timeout=5)  # only then can what they left half-written be swept away
