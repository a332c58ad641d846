"""Documents in several processes, started afresh (``spawn``) so that Windows and Linux behave alike.

A document whose worker dies (out of memory, a crash in native code) costs that document, not the run: the documents
that were under way are then tried once more, each in a process of its own, and the one that kills it is named.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from jixiao.batch.one import Done, OnPage, Task, do, tell_pages
from jixiao.document.errors import InternalError
from jixiao.emit.entries import failed_entry

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

    Pages = Queue[tuple[str, int, int | None] | None]

Work = Callable[[Task], Done]
Prepare = Callable[[int, Task], Task]

_AHEAD = 2
"""Documents handed to each worker in advance: enough that none waits, few enough that a crash takes few along."""


def _as_it_is(place: int, task: Task) -> Task:
    return task


def in_processes(
    tasks: dict[int, Task],
    jobs: int,
    *,
    work: Work = do,
    prepare: Prepare = _as_it_is,
    on_page: OnPage | None = None,
) -> Iterator[tuple[int, Done]]:
    """Carry the tasks out in this many processes; gives (place, what came of it) as each ends.

    ``prepare`` is called in this process just before a task is handed out, and may change it.
    ``on_page`` hears, in a thread of its own, of the pages that the workers' OCR reads.
    ``work`` is a function of a module, so that a process started afresh finds it. Raises OutputError where a worker
    cannot write: then nobody can.
    """
    waiting = dict(tasks)
    with _listening(on_page) as pages:
        while waiting:
            suspects: dict[int, Task] = {}
            for place, done in _in_one_pool(waiting, jobs, suspects, work, prepare, pages):
                waiting.pop(place)
                yield place, done
            for place, task in suspects.items():
                waiting.pop(place)
                yield place, _alone(task, work, pages)


@contextlib.contextmanager
def _listening(on_page: OnPage | None) -> Iterator[Pages | None]:
    """A queue on which workers tell of pages, and a thread that passes it on."""
    if on_page is None:
        yield None
        return
    pages: Pages = multiprocessing.get_context("spawn").Queue()

    def listen() -> None:
        while (told := pages.get()) is not None:
            on_page(*told)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield pages
    finally:
        pages.put(None)
        thread.join(timeout=5)
        pages.close()
        pages.cancel_join_thread()


def _in_one_pool(
    waiting: dict[int, Task], jobs: int, suspects: dict[int, Task], work: Work, prepare: Prepare, pages: Pages | None
) -> Iterator[tuple[int, Done]]:
    """Run until all is done or the pool breaks; ``suspects`` are then the tasks that were under way."""
    queue = iter(list(waiting.items()))
    pool = _pool(jobs, pages)
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


def _alone(task: Task, work: Work, pages: Pages | None) -> Done:
    """One task in a process of its own."""
    pool = _pool(1, pages)
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


def _pool(jobs: int, pages: Pages | None) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_as_worker, initargs=(pages,))


def _as_worker(pages: Pages | None) -> None:
    """In a worker: leave Ctrl-C to the parent, which stops the workers in order, and tell it of pages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if pages is not None:
        tell_pages(lambda path, done, total: pages.put((path, done, total)))


def _stop(pool: ProcessPoolExecutor) -> None:
    """Stop at once: after an interruption nobody waits for documents that are under way."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(timeout=5)  # only then can what they left half-written be swept away
