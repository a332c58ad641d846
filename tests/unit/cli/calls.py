"""Calls the command line as a user does, in this process or in one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from jixiao.cli import main

SAMPLES = Path(__file__).resolve().parents[3] / "corpus" / "samples"


@dataclass(frozen=True)
class Call:
    """What came of it."""

    status: int
    out: str
    err: str


def jixiao(*arguments: str | Path, lang: str = "en") -> Call:
    """Run the command line here; quick, because libraries are loaded already."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["jixiao", *map(str, arguments)])
        patch.setenv("JIXIAO_LANG", lang)
        with pytest.raises(SystemExit) as left:
            main()
    return Call(int(left.value.code or 0), out.getvalue(), err.getvalue())


def command(*arguments: str | Path) -> list[str]:
    """The command line for a process of its own."""
    return [sys.executable, "-m", "jixiao", *map(str, arguments)]


def process(*arguments: str | Path, lang: str = "en") -> Call:
    """Run the command line in a process of its own, its output piped."""
    environment = os.environ | {"JIXIAO_LANG": lang, "PYTHONUTF8": "1"}
    done = subprocess.run(command(*arguments), capture_output=True, check=False, env=environment, encoding="utf-8")
    return Call(done.returncode, done.stdout, done.stderr)
