"""The rules of the audit as data: loads lexicons/rules.toml and its overlays, and says where a file is mistaken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from jixiao.audit.toml_tables import Entry, read_entries
from jixiao.lexicon import data_folder

Class = Literal["impossible", "breaks-rule", "ask", "hygiene"]
Severity = Literal["error", "warning", "info"]
_SEVERITIES = (*get_args(Severity), "off")
_KEYS = {
    "id", "check", "title", "en", "slug", "class", "severity", "inputs", "formula", "tolerance", "source", "advice", "limits",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it compares and how grave a violation is. ``check`` is its number in the list of checks."""

    id: str
    check: int
    title: str
    en: str
    slug: str
    class_: Class
    severity: Severity | Literal["off"]
    inputs: str
    formula: str
    tolerance: str
    source: str
    advice: str
    limits: Mapping[str, Decimal] = field(default_factory=dict)

    def limit(self, name: str) -> Decimal:
        """A number that experts may change, by name. Raises KeyError where rules.toml lacks it."""
        return self.limits[name]


def load_rules(overlays: Sequence[Path] = ()) -> dict[str, Rule]:
    """Rule id -> rule: the packaged ones, each key replaced by what ``rules*.toml`` of an overlay folder says.

    Raises LexiconError, with file, line and remedy, for a mistake in a file.

    >>> load_rules()["execution-rate"].slug
    'rate-mismatch'
    """
    return dict(_load(tuple(overlays)))


@lru_cache(maxsize=8)
def _load(overlays: tuple[Path, ...]) -> Mapping[str, Rule]:
    found: dict[str, dict[str, Any]] = {}
    for entry in _entries(data_folder("lexicons") / "rules.toml"):
        _rule(entry, entry.keys)
        found[entry.text("id")] = entry.keys
    for path in (path for folder in overlays for path in sorted(folder.glob("rules*.toml"))):
        found |= _changes(path, found)
    return {name: _rule(None, keys) for name, keys in found.items()}


def read_overlay(path: Path) -> list[str]:
    """The ids of the packaged rules that a file changes. Raises LexiconError for a mistake in it."""
    packaged = {entry.text("id"): entry.keys for entry in _entries(data_folder("lexicons") / "rules.toml")}
    return list(_changes(path, packaged))


def _entries(path: Path) -> list[Entry]:
    entries = read_entries(path, "rule")
    for entry in entries:
        entry.known(_KEYS)
    return entries


def _changes(path: Path, known: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rule id -> keys, for each rule that a file changes."""
    changed: dict[str, dict[str, Any]] = {}
    for entry in _entries(path):
        name = entry.text("id")
        if name not in known:
            raise entry.mistake(
                "id", f"没有编号为“{name}”的规则；规则只能调整，不能新增（jixiao rules list 列出全部）",
                f'there is no rule "{name}": an overlay changes rules, it cannot add them (see: jixiao rules list)',
            )  # fmt: skip
        limits = {**known[name].get("limits", {}), **entry.keys.get("limits", {})}
        changed[name] = {**known[name], **entry.keys, **({"limits": limits} if limits else {})}
        _rule(entry, changed[name])
    return changed


def _rule(entry: Entry | None, keys: Mapping[str, Any]) -> Rule:
    if entry is not None:
        for name in _KEYS - {"limits"}:
            if name not in keys:
                raise entry.mistake(None, f"缺少“{name}”", f'"{name}" is missing')
        if keys["class"] not in get_args(Class):
            raise entry.mistake("class", f"class 不能是“{keys['class']}”", f'class cannot be "{keys["class"]}"')
        if keys["severity"] not in _SEVERITIES:
            allowed = "、".join(_SEVERITIES)
            raise entry.mistake("severity", f"severity 只能是 {allowed}", f"severity must be one of {allowed}")
        for name, value in keys.get("limits", {}).items():
            if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
                raise entry.mistake("limits", f"limits 的“{name}”应是数字", f'"{name}" of limits must be a number')
    return Rule(
        id=keys["id"],
        check=int(keys["check"]),
        title=keys["title"],
        en=keys["en"],
        slug=keys["slug"],
        class_=cast("Class", keys["class"]),
        severity=keys["severity"],
        inputs=keys["inputs"],
        formula=keys["formula"],
        tolerance=keys["tolerance"],
        source=keys["source"],
        advice=keys["advice"],
        limits={name: Decimal(str(value)) for name, value in keys.get("limits", {}).items()},
    )
