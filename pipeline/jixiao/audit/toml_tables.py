"""Reads the TOML lexicons of the audit entry by entry, and knows the line of each key, so that a mistake can point at it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.document.errors import LexiconError

_REMEDY = ("请用文本编辑器改正后再试。", "Correct it in a text editor, then try again.")
_KEY = re.compile(r"\s*([A-Za-z_-]+)\s*=")


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[name]]`` table of a file: its keys, and the line of each (from 1)."""

    keys: dict[str, Any]
    file: str
    line: int
    lines: dict[str, int]

    def text(self, key: str) -> str:
        """A key that must hold text. Raises LexiconError where it is missing, empty or of another type."""
        value = self.keys.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.mistake(key, f"“{key}”应是一段文字", f'"{key}" must be text')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A key that may hold a list of texts; empty where it is absent. Raises LexiconError for anything else."""
        value = self.keys.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.mistake(key, f'“{key}”应是文字的列表，如 ["甲", "乙"]', f'"{key}" must be a list of texts')
        return tuple(item.strip() for item in value)

    def known(self, keys: Iterable[str]) -> None:
        """Raises LexiconError for a key that nobody reads: a typing error would otherwise pass in silence."""
        for key in self.keys:
            if key not in keys:
                raise self.mistake(key, f"不认识“{key}”这个键", f'the key "{key}" is unknown')

    def mistake(self, key: str | None, zh: str, en: str) -> LexiconError:
        """An error that points at the line of a key, or of the entry."""
        line = self.lines.get(key, self.line) if key else self.line
        return LexiconError(f"{self.file} 第 {line} 行：{zh}。", f"{self.file}, line {line}: {en}.", remedy=_REMEDY)


def read_entries(path: Path, name: str) -> list[Entry]:
    """The ``[[name]]`` tables of a TOML file, in order.

    Raises LexiconError where the file cannot be read, is no UTF-8 or no TOML, holds other tables, or an ``id`` twice.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LexiconError(f"读不到 {path}。", f"Cannot read {path}.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{path.name} 的编码不是 UTF-8。", f"{path.name} is not UTF-8.",
            remedy=("请另存为 UTF-8 编码。", "Save it as UTF-8."),
        ) from error  # fmt: skip
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise LexiconError(
            f"{path.name} 第 {line} 行：不是正确的 TOML（{error}）。", f"{path.name}, line {line}: no valid TOML ({error}).",
            remedy=_REMEDY,
        ) from error  # fmt: skip
    places = _places(text, name)
    for key, value in data.items():
        if key != name or not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise LexiconError(
                f"{path.name}：只能有 [[{name}]]，不能有“{key}”。", f'{path.name}: only [[{name}]] belongs here, not "{key}".',
                remedy=_REMEDY,
            )  # fmt: skip
    entries = [
        Entry(keys, path.name, *(places[at] if at < len(places) else (1, {})))
        for at, keys in enumerate(data.get(name, []))
    ]
    seen: set[str] = set()
    for entry in entries:
        if entry.text("id") in seen:
            raise entry.mistake("id", f"“{entry.text('id')}”重复", f'"{entry.text("id")}" appears twice')
        seen.add(entry.text("id"))
    return entries


def _places(text: str, name: str) -> list[tuple[int, dict[str, int]]]:
    """The line of each ``[[name]]`` header, and of the keys below it."""
    places: list[tuple[int, dict[str, int]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", line):
            places.append((number, {}))
        elif places and (key := _KEY.match(line)):
            places[-1][1].setdefault(key[1], number)
    return places
