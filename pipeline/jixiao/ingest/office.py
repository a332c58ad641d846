"""DOC, RTF, WPS, ODT and their kin: converted by LibreOffice where it is installed, else text only, and said so.

LibreOffice runs headless with a profile of its own that forbids macros, links and network, once for a whole batch,
under a time limit after which it and its children are ended.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.document.document import Document, Source
from jixiao.document.errors import CorruptInput, InputError, Timeout, UnsupportedFormat
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.detect import Format, sniff

_PLACES = {
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_REMEDY = (
    "请安装 LibreOffice（https://www.libreoffice.org；Debian/Ubuntu：apt install libreoffice-writer libreoffice-calc），"
    "或另存为 DOCX 或 PDF。",
    "Install LibreOffice (https://www.libreoffice.org; Debian/Ubuntu: apt install libreoffice-writer libreoffice-calc), "
    "or save the file as DOCX or PDF.",
)
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Misc", "UseSystemFileDialog", "false"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """Bytes to be converted, under a key of the caller's."""

    key: str
    data: bytes
    form: Format


def find_libreoffice() -> str | None:
    """The command of an installed LibreOffice, or None."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES.get(sys.platform, ()) if os.path.exists(place)), None)


def convert_many(jobs: Sequence[Job], *, limits: Limits = DEFAULT, alone: bool = True) -> dict[str, bytes | InputError]:
    """DOCX or XLSX bytes for each job, by its key, or the error that it met. One LibreOffice call for each target.

    The time limit is ``limits.seconds`` for the call. Where the call fails for a batch of several, each is tried alone,
    so that one bad file costs only itself; with ``alone=False`` what is missing is left out of the results instead.
    Raises UnsupportedFormat where LibreOffice is not installed.
    """
    command = find_libreoffice()
    if command is None:
        raise _not_installed(jobs[0].form if jobs else None)
    results: dict[str, bytes | InputError] = {}
    for target in ("docx", "xlsx"):
        batch = [job for job in jobs if job.form.target == target]
        if batch:
            results.update(_convert(command, batch, target, limits, alone=alone))
    return results


def _convert(
    command: str, batch: Sequence[Job], target: str, limits: Limits, *, alone: bool = True
) -> dict[str, bytes | InputError]:
    with tempfile.TemporaryDirectory(prefix="jixiao-office-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        inputs, outputs = root / "in", root / "out"
        inputs.mkdir()
        outputs.mkdir()
        _write_profile(root / "profile")
        names = {job.key: f"{number:05d}.{job.form.suffix}" for number, job in enumerate(batch)}
        for job in batch:
            (inputs / names[job.key]).write_bytes(job.data)
        timed_out = not _run(
            [
                command,
                f"-env:UserInstallation={(root / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
                *("--convert-to", _FILTERS[target], "--outdir", str(outputs)),
                *(str(inputs / names[job.key]) for job in batch),
            ],
            limits.seconds,
        )
        results: dict[str, bytes | InputError] = {}
        missing: list[Job] = []
        for job in batch:
            made = outputs / (Path(names[job.key]).stem + "." + target)
            if zipfile.is_zipfile(made):  # a call that was ended may leave half a file
                results[job.key] = made.read_bytes()
            else:
                missing.append(job)
    if not alone:
        return results
    if len(batch) > 1:
        for job in missing:
            results.update(_convert(command, [job], target, limits))
    else:
        for job in missing:
            results[job.key] = _timeout(limits) if timed_out else _failed(job.form)
    return results


def _run(arguments: list[str], seconds: float) -> bool:
    """Run a program without window or input; False where it had to be ended. Its children end with it."""
    options: dict[str, object] = (
        {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined,unused-ignore]
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,  # type: ignore[call-overload]
    )
    try:
        process.wait(timeout=seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and the group that it leads, also where the leader has ended already."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        import signal

        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _write_profile(profile: Path) -> None:
    """A fresh profile whose settings keep documents from reaching out."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def read_office(
    source: Source, data: bytes, form: Format, *, limits: Limits = DEFAULT, converted: bytes | InputError | None = None
) -> Document:
    """The document of a format that is converted first; ``converted`` is what ``convert_many`` made of it already.

    Raises UnsupportedFormat, saying what to install, where no converter is there; else what its readers raise.
    """
    if converted is None:
        if find_libreoffice() is None:
            fallback = _text_only(source, data, form, limits)
            if fallback is not None:
                return fallback
            raise _not_installed(form)
        converted = convert_many([Job("one", data, form)], limits=limits)["one"]
    if isinstance(converted, InputError):
        raise converted
    return _read_converted(source, converted, form, limits)


def _read_converted(source: Source, converted: bytes, form: Format, limits: Limits) -> Document:
    from jixiao.ingest.pdf.health import is_garbled

    if form.target == "xlsx":
        from jixiao.ingest.sheets.xlsx import read_xlsx

        document = read_xlsx(source, converted, limits=limits)
    else:
        from jixiao.ingest.word.reader import read_docx

        document = read_docx(source, converted, limits=limits)
    if is_garbled("".join(document.source_text.split())[:20_000]):
        raise CorruptInput("文件已损坏，转换后是乱码。", "The file is damaged: its conversion is garbled.")
    return document.warned(
        "converted",
        f"经 LibreOffice 转换为 {form.target.upper()} 后读取。 Read after conversion to {form.target.upper()} by LibreOffice.",
    )


def convert_paths(
    paths: Iterable[str | Path], *, limits: Limits = DEFAULT, alone: bool = True
) -> dict[str, bytes | InputError]:
    """Convert those of these files that need it, with one LibreOffice call for each kind: results by SHA-256.

    Files for which the call gives nothing are tried alone, or with ``alone=False`` left out of the results. What else is
    wrong with a file is left to its reader. Gives nothing where LibreOffice is not installed.
    """
    from jixiao.ingest.reader import load

    if find_libreoffice() is None:
        return {}
    jobs: dict[str, Job] = {}
    for path in paths:
        try:
            data = load(path, limits=limits)
            form = sniff(data)
        except InputError:
            continue
        if form.name == "office":
            key = hashlib.sha256(data).hexdigest()
            jobs.setdefault(key, Job(key, data, form))
    return convert_many(list(jobs.values()), limits=limits, alone=alone) if jobs else {}


_TEXT_TOOLS = {
    "doc": (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-d", "utf-8", "-w")),
    "rtf": (("catdoc", "-d", "utf-8", "-w"),),
}


def _text_only(source: Source, data: bytes, form: Format, limits: Limits) -> Document | None:
    """Bare text by antiword or catdoc, marked as such; None where neither is there or makes text of it."""
    from jixiao.ingest.decoding import Decoded
    from jixiao.ingest.text import text_document

    for tool, *options in _TEXT_TOOLS.get(form.suffix, ()):
        command = shutil.which(tool)
        if command is None:
            continue
        with tempfile.TemporaryDirectory(prefix="jixiao-text-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"in.{form.suffix}"
            path.write_bytes(data)
            try:
                done = subprocess.run(
                    [command, *options, str(path)],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=limits.seconds,
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise _timeout(limits) from error
        text = done.stdout.decode("utf-8", "replace")
        if done.returncode == 0 and text.strip():
            document = text_document(source, Decoded(text, "utf-8"), limits=limits)
            return document.warned(
                "text-only",
                f"未安装 LibreOffice，仅由 {tool} 取出文字：表格结构和自动编号可能丢失。{_REMEDY[0]}"
                f" LibreOffice is not installed; {tool} gave the bare text: tables and automatic numbers may be lost. {_REMEDY[1]}",
            )
    return None


def _not_installed(form: Format | None) -> UnsupportedFormat:
    name = form.suffix.upper() if form else "Office"
    return UnsupportedFormat(
        f"读取 {name} 文件需要 LibreOffice。", f"Reading {name} needs LibreOffice.", remedy=_REMEDY
    )


def _timeout(limits: Limits) -> Timeout:
    return Timeout(
        f"转换超过 {limits.seconds:.0f} 秒的时限。", f"The conversion took more than {limits.seconds:.0f} s."
    )


def _failed(form: Format) -> CorruptInput:
    return CorruptInput(
        f"{form.suffix.upper()} 文件已损坏，无法转换。",
        f"The {form.suffix.upper()} cannot be converted: it is damaged.",
    )
