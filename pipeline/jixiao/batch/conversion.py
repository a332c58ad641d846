"""Old Word files of a run: LibreOffice starts once for a batch of them, not once a file.

What a batch does not give (a damaged file, one that makes LibreOffice stop, a time limit) is converted alone when its
turn comes, so that one file costs itself only.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from jixiao.batch.one import Task
from jixiao.document.limits import DEFAULT

_MOST_FILES = 24
"""Of one call: enough that starting costs little for each, few enough that the next document comes soon."""
_MOST_BYTES = 64 * 2**20
_SECONDS = (60.0, 15.0)
"""Time limit of a call: so much, and so much for each file."""
_HEADS = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<?xml", b"\xef\xbb\xbf<?xml")
"""How files that may need a conversion begin: OLE (DOC, WPS, but XLS too), RTF, flat XML."""
_ODF = (b"PK\x03\x04", b"mimetype")
"""A zip whose first member says its type: OpenDocument."""


class Conversions:
    """Converts the tasks of a run batch by batch, each when the first of its files is asked for.

    Use it as a context: what was converted lies in a folder that goes with it.
    """

    def __init__(self, tasks: Mapping[int, Task], *, on_convert: Callable[[int], object] = lambda count: None) -> None:
        self._on_convert = on_convert
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._batch_of: dict[int, dict[int, Task]] = {}
        self._made: dict[int, Path] = {}
        self.seconds = 0.0
        """Spent in calls so far."""
        self.calls = 0
        for batch in _batches(tasks):
            self._batch_of.update(dict.fromkeys(batch, batch))

    def __enter__(self) -> Conversions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def prepared(self, place: int, task: Task) -> Task:
        """The task, with the place of its converted file where there is one. Asked again, it converts nothing again."""
        batch = self._batch_of.get(place)
        if batch:
            self._convert(batch)
        made = self._made.get(place)
        return task if made is None else replace(task, converted=str(made))

    def done(self, place: int) -> None:
        """The document has been read: its converted file can go."""
        made = self._made.pop(place, None)
        if made is not None:
            made.unlink(missing_ok=True)

    def _convert(self, batch: dict[int, Task]) -> None:
        from jixiao.ingest.office import convert_paths

        tasks = dict(batch)
        batch.clear()  # the same object for all its places: none asks again
        self._on_convert(len(tasks))
        began = time.perf_counter()
        first, each = _SECONDS
        limits = replace(DEFAULT, seconds=min(DEFAULT.seconds, first + each * len(tasks)))
        try:
            results = convert_paths((task.path for task in tasks.values()), limits=limits, alone=False)
            self._folder = self._folder or tempfile.TemporaryDirectory(
                prefix="jixiao-converted-", ignore_cleanup_errors=True
            )
            for place, task in tasks.items():
                made = results.get(task.sha256)
                if isinstance(made, bytes):
                    path = Path(self._folder.name) / task.sha256
                    path.write_bytes(made)
                    self._made[place] = path
        except Exception:  # no room for a batch, LibreOffice gone: each file is then tried alone, and says so itself
            for place in tasks:
                self.done(place)
        self.calls += 1
        self.seconds += time.perf_counter() - began


def _batches(tasks: Mapping[int, Task]) -> Iterator[dict[int, Task]]:
    """The tasks that may need a conversion, in batches; one that would be alone converts itself."""
    from jixiao.ingest.office import find_libreoffice

    wanted = {place: task for place, task in tasks.items() if _may_need(task.path)}
    if len(wanted) < 2 or find_libreoffice() is None:
        return
    batch: dict[int, Task] = {}
    size = 0
    for place, task in wanted.items():
        weight = _size(task.path)
        if batch and (len(batch) >= _MOST_FILES or size + weight > _MOST_BYTES):
            if len(batch) > 1:
                yield batch
            batch, size = {}, 0
        batch[place] = task
        size += weight
    if len(batch) > 1:
        yield batch


def _may_need(path: str) -> bool:
    """By its first bytes; ``convert_paths`` looks closer. A file that cannot be opened is left to its reader."""
    try:
        with open(path, "rb") as file:
            head = file.read(64)
    except OSError:
        return False
    return head.startswith(_HEADS) or (head.startswith(_ODF[0]) and head[30:38] == _ODF[1])


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
