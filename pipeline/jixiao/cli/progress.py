"""A progress bar on a terminal, silence anywhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from jixiao.cli.language import say
from jixiao.cli.terminal import console, shorten

if TYPE_CHECKING:
    from jixiao.batch.one import Done


def _bar() -> Any:
    """A bar that is shown from now on."""
    from rich import progress

    bar = progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
    )
    bar.start()
    return bar


class Progress:
    """Shows on stderr how many documents are done, and how many pages of a scan; counts documents in any case."""

    def __init__(self) -> None:
        self.finished = 0
        self._bar: Any = None
        self._task: Any = None
        self._pages: Any = None

    def start(self, total: int) -> None:
        """The run is about to begin with this many documents."""
        if total > 1 and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task(say("提取", "Extracting"), total=total)

    def page(self, path: str, done: int, total: int | None) -> None:
        """The OCR has read a page of a document: how many are done, and of how many where that is known."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _bar()
        name = shorten(Path(path).name, 28)
        text = say(f"识别 {name}", f"OCR {name}")
        if self._pages is None:
            self._pages = self._bar.add_task(text, total=total, completed=done)
        else:
            self._bar.update(self._pages, description=text, total=total, completed=done)

    def done(self, done: Done) -> None:
        """A document has ended."""
        if done.entry.status != "failed":
            self.finished += 1
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, description=shorten(done.entry.title or done.entry.source, 40))
        if self._bar is not None and self._pages is not None:
            self._bar.remove_task(self._pages)
            self._pages = None

    def converting(self, count: int) -> None:
        """LibreOffice is about to convert so many files in one call."""
        if self._bar is not None and self._task is not None:
            text = say(f"LibreOffice 转换 {count} 份旧格式文件", f"LibreOffice converts {count} old files")
            self._bar.update(self._task, description=shorten(text, 40))

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
