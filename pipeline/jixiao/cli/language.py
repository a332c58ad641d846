"""Which of the two languages the user reads: ``--lang``, else the environment, else the system."""

from __future__ import annotations

import locale
import os
from collections.abc import Sequence
from typing import Literal

Language = Literal["zh", "en"]

_chosen: list[Language] = []


def choose(arguments: Sequence[str] = ()) -> Language:
    """Decide once a process, from the command line before it is parsed (help texts depend on it) or the locale."""
    _chosen[:] = [_on_command_line(arguments) or _of_system()]
    return _chosen[0]


def current() -> Language:
    """The language in force."""
    return _chosen[0] if _chosen else choose()


def say(zh: str, en: str) -> str:
    """The text in the user's language."""
    return zh if current() == "zh" else en


def _on_command_line(arguments: Sequence[str]) -> Language | None:
    for at, argument in enumerate(arguments):
        value = argument[7:] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return None


def _of_system() -> Language:
    for name in ("JIXIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, "").lower():
            return "zh" if value.startswith("zh") else "en"
    # Windows sets none of these; its locale reads "zh_CN" or "Chinese (Simplified)_China".
    name = (locale.getlocale()[0] or "").lower()
    return "zh" if name.startswith(("zh", "chinese")) else "en"
