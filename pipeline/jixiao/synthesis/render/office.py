"""DOCX to PDF with LibreOffice, many files in one call."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def find_office() -> str | None:
    """The LibreOffice program, or None where it is not installed. ``JIXIAO_SOFFICE`` names another."""
    named = os.environ.get("JIXIAO_SOFFICE")
    if named:
        return named if Path(named).is_file() else None
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdfs_of(paths: list[Path], out: Path, seconds: float = 900.0) -> list[Path]:
    """Convert Word files to PDF in ``out``, in one call with a profile of its own.

    Raises ``RuntimeError`` where LibreOffice is absent, takes longer than ``seconds``, or leaves a file out.
    """
    office = find_office()
    if office is None:
        raise RuntimeError(
            "LibreOffice is not installed: install it, or leave the format pdf to the pure-Python renderer"
        )
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jixiao-office-") as profile:
        command = [
            office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--convert-to", "pdf",
            "--outdir", str(out), *map(str, paths),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"LibreOffice did not finish {len(paths)} files in {seconds:.0f} s") from error
    results = [out / f"{path.stem}.pdf" for path in paths]
    missing = [path.name for path in results if not path.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice left out {len(missing)} files, {missing[0]} first: {done.stderr[-300:]!r}")
    return results
