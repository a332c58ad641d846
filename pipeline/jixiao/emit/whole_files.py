"""Files that appear whole or not at all: written under a temporary name in the same folder, then moved into place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from jixiao.document.errors import OutputError

TEMPORARY = ".part"
"""Ending of the temporary names; a killed run may leave one behind, the next run sweeps it away."""


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write; it gets its name only when the block ends without an error.

    Raises OutputError where the file system refuses (no room, no right, open in another program).
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(path, error) from error


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8 without translating its line ends, whole or not at all. Raises OutputError."""
    with whole_file(path) as file:
        file.write(text.encode())


def make_folder(path: Path) -> None:
    """Make a folder that can be written to, with its parents. Raises OutputError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / f".probe.{os.getpid()}{TEMPORARY}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise _refused(path, error) from error


def sweep(folder: Path) -> None:
    """Remove what a killed run left under temporary names."""
    for left in folder.glob(f".*{TEMPORARY}"):
        left.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> OutputError:
    why = error.strerror or type(error).__name__
    if isinstance(error, PermissionError) and path.is_file():
        remedy = (
            "该文件可能正被其他程序（如 Excel）打开，请关闭后再试。",
            "Another program, such as Excel, may have it open: close it and try again.",
        )
        return OutputError(f"无法写入 {path}（{why}）。", f"Cannot write {path} ({why}).", remedy=remedy)
    return OutputError(f"无法写入 {path}（{why}）。", f"Cannot write {path} ({why}).")
