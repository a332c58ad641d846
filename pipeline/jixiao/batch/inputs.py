"""Which files a run is about: paths, folders and patterns as the user gave them, in natural order, each once."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.document.errors import JixiaoError, MissingInput, NoReports, TooLarge
from jixiao.document.limits import DEFAULT
from jixiao.ingest.scan import folder_digest, folder_images, is_page_folder

REPORT_SUFFIXES = frozenset([
    ".txt", ".text", ".md", ".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".wps", ".wpt", ".pdf", ".ofd",
    ".xls", ".xlsx", ".xlsm", ".et", ".ods", ".csv", ".tsv", ".htm", ".html", ".mht", ".mhtml", ".xml",
    ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".webp",
])  # fmt: skip
"""In a folder, files with these endings, or with none, are taken for reports; how each is read, its content decides.
A file that the user names is always tried."""

_CHUNK = 1 << 20


@dataclass(slots=True)
class Input:
    """A file to read: its path as given, what it holds, and where else the same bytes lie."""

    path: str
    sha256: str = ""
    also_at: list[str] = field(default_factory=list)
    error: JixiaoError | None = None
    """Why it cannot be read, where that is known already."""

    @property
    def doc_id(self) -> str:
        """First 16 hex digits of the SHA-256; empty where the file could not be opened."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the user's paths lead to: distinct files in input order, and files in folders that are no reports."""

    files: tuple[Input, ...]
    skipped: tuple[str, ...]


def find_inputs(paths: Sequence[str | Path], *, leave_out: Path | None = None) -> Inputs:
    """Expand files, folders (with everything below them) and patterns; join byte-identical files into one input.

    A path that leads nowhere becomes an input with its error, so that it shows in the output like any other document.
    ``leave_out`` is the output folder: what lies in it is never an input.
    """
    skipped: list[str] = []
    found: dict[str, Input] = {}  # by path, so that a file named twice is one
    for path in map(str, paths):
        for one in _expand(path, leave_out, skipped):
            found.setdefault(os.path.normcase(os.path.abspath(one.path)), one)
    distinct: dict[str, Input] = {}
    files: list[Input] = []
    for one in found.values():
        if one.error is None:
            _hash(one)
        if one.sha256 and (first := distinct.setdefault(one.sha256, one)) is not one:
            first.also_at.append(one.path)
        else:
            files.append(one)
    return Inputs(tuple(files), tuple(skipped))


def natural(name: str) -> list[tuple[int, int | str]]:
    """A sort key that counts: 报告2 comes before 报告10.

    >>> sorted(["b10", "b2", "a"], key=natural)
    ['a', 'b2', 'b10']
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return [(0, int(part)) if part[0] in "0123456789" else (1, part.casefold()) for part in parts]


def _expand(path: str, leave_out: Path | None, skipped: list[str]) -> Iterator[Input]:
    if os.path.isdir(path):
        yield from _below(path, leave_out, skipped)
    elif not os.path.lexists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True), key=natural)
        if not matches:
            yield Input(path, error=NoReports(f"没有与“{path}”相符的文件。", f'No file matches "{path}".'))
        for match in matches:
            if os.path.basename(match).startswith("~$"):
                continue
            if not os.path.isdir(match):
                yield Input(match)
            elif not path.endswith(("**", "**/")):  # a trailing ** already lists what lies below
                yield from _below(match, leave_out, skipped)
    else:
        yield Input(path)


def _below(folder: str, leave_out: Path | None, skipped: list[str]) -> Iterator[Input]:
    kept = leave_out.resolve() if leave_out is not None and leave_out.exists() else None
    some = False
    for where, folders, names in os.walk(folder):
        if is_page_folder(Path(where)):
            some = True
            folders[:] = []
            yield Input(where)
            continue
        folders[:] = sorted(
            (name for name in folders if not name.startswith(".") and Path(where, name).resolve() != kept), key=natural
        )
        for name in sorted(names, key=natural):
            if name.startswith((".", "~$")):  # hidden files; the lock files of Office
                continue
            if os.path.splitext(name)[1].lower() in REPORT_SUFFIXES or "." not in name:
                some = True
                yield Input(os.path.join(where, name))
            else:
                skipped.append(os.path.join(where, name))
    if not some:
        yield Input(
            folder, error=NoReports(f"文件夹“{folder}”中没有报告。", f'There is no report in the folder "{folder}".')
        )


def _hash(one: Input) -> None:
    digest = hashlib.sha256()
    try:
        status = os.stat(one.path)
        if stat.S_ISDIR(status.st_mode):  # page images that make up one document
            one.sha256 = folder_digest(folder_images(Path(one.path)))
            return
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device would wait for ever
            one.error = MissingInput(f"“{one.path}”不是普通文件。", f'"{one.path}" is not a regular file.')
            return
        if status.st_size > DEFAULT.bytes:
            size, limit = status.st_size >> 20, DEFAULT.bytes >> 20
            one.error = TooLarge(
                f"“{one.path}”有 {size} MiB，超过 {limit} MiB 的限额。",
                f'"{one.path}" has {size} MiB; the limit is {limit} MiB.',
            )
            return
        with open(one.path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except JixiaoError as error:  # the folder's manifest
        one.error = error
    except FileNotFoundError:
        one.error = MissingInput(f"找不到“{one.path}”。", f'"{one.path}" does not exist.')
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        one.error = MissingInput(f"无法打开“{one.path}”（{why}）。", f'"{one.path}" cannot be opened ({why}).')
    else:
        one.sha256 = digest.hexdigest()
