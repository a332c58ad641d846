"""Identities between amounts, as data: what must add up to what (lexicons/identities.toml and the bureau's own)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from jixiao.audit.rules import Rule, load_rules
from jixiao.audit.toml_tables import Entry, read_entries
from jixiao.lexicon import data_folder

Scope = Literal["table", "narrative", "document", "prose"]
MEASURES = ("年初预算数", "全年预算数", "全年执行数", "预算数", "决算数", "上年决算数", "人均")
_SCOPES: tuple[Scope, ...] = ("table", "narrative", "document", "prose")
_KEYS = {"id", "rule", "total", "parts", "optional", "least", "relation", "scope", "note"}


@dataclass(frozen=True, slots=True)
class Term:
    """One item of an identity; ``measure`` None means that of its scope."""

    item: str
    measure: str | None = None
    sign: Literal[1, -1] = 1


@dataclass(frozen=True, slots=True)
class Part:
    """What stands for one part: the first choice whose terms are printed."""

    choices: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """``total`` equals (or is at least) the sum of its parts. ``least``: how many parts must be printed to hold it."""

    id: str
    rule: str
    total: Term
    required: tuple[Part, ...]
    optional: tuple[Part, ...]
    least: int
    relation: Literal["=", ">="]
    scope: tuple[Scope, ...]

    @property
    def signs(self) -> tuple[tuple[int, str], ...]:
        """(sign, item) of every part."""
        parts = (*self.required, *self.optional)
        return tuple((t.sign, t.item) for part in parts for choice in part.choices for t in choice)

    @property
    def items(self) -> frozenset[str]:
        """All items that it names."""
        parts = (*self.required, *self.optional)
        return frozenset({self.total.item, *(t.item for part in parts for choice in part.choices for t in choice)})


def load_identities(overlays: Sequence[Path] = ()) -> tuple[Identity, ...]:
    """The packaged identities, with those of ``identities*.toml`` in overlay folders put over or behind them.

    Raises LexiconError, with file, line and remedy, for a mistake in a file.

    >>> next(i.rule for i in load_identities() if i.id == "basic-by-kind")
    'basic-sum'
    """
    return _load(tuple(overlays))


@lru_cache(maxsize=8)
def _load(overlays: tuple[Path, ...]) -> tuple[Identity, ...]:
    rules = load_rules(overlays)
    found: dict[str, Identity] = {}
    paths = [data_folder("lexicons") / "identities.toml"]
    paths += [path for folder in overlays for path in sorted(folder.glob("identities*.toml"))]
    for path in paths:
        found |= {identity.id: identity for identity in read_identities(path, rules)}
    return tuple(found.values())


def read_identities(path: Path, rules: Mapping[str, Rule]) -> tuple[Identity, ...]:
    """The identities of one file. Raises LexiconError, with file, line and remedy, for a mistake in it."""
    return tuple(_identity(entry, rules) for entry in read_entries(path, "identity"))


def unknown_items(identities: Sequence[Identity], known: Collection[str]) -> list[tuple[str, str]]:
    """(identity, item) for each item that the lexicon of finance items lacks: it is then matched as printed.

    What is looked for in ``prose`` alone goes by its printed name anyway.
    """
    money = [identity for identity in identities if identity.scope != ("prose",)]
    return [(identity.id, item) for identity in money for item in sorted(identity.items - set(known))]


def _identity(entry: Entry, rules: Mapping[str, Rule]) -> Identity:
    entry.known(_KEYS)
    rule = entry.text("rule")
    if rule not in rules:
        raise entry.mistake("rule", f"没有编号为“{rule}”的规则", f'there is no rule "{rule}"')
    required = tuple(_part(entry, "parts", text) for text in entry.texts("parts"))
    optional = tuple(_part(entry, "optional", text) for text in entry.texts("optional"))
    if not required and not optional:
        raise entry.mistake("parts", "parts 是空的", "parts is empty")
    least = entry.keys.get("least", len(required))
    if not isinstance(least, int) or isinstance(least, bool) or not 1 <= least <= len(required) + len(optional):
        raise entry.mistake(
            "least", "least 应是 1 到分项个数之间的整数", "least must be a whole number up to the number of parts"
        )
    relation = entry.keys.get("relation", "=")
    if relation not in ("=", ">="):
        raise entry.mistake("relation", 'relation 只能是 "=" 或 ">="', 'relation must be "=" or ">="')
    scope = entry.texts("scope") or ("table", "narrative")
    for name in scope:
        if name not in _SCOPES:
            raise entry.mistake("scope", f"scope 只能是 {'、'.join(_SCOPES)}", f"scope must be of {', '.join(_SCOPES)}")
    total = _term(entry, "total", entry.text("total"))
    if total.sign < 0:
        raise entry.mistake("total", "total 前不能有负号", "total cannot be negative")
    return Identity(
        id=entry.text("id"), rule=rule, total=total, required=required, optional=optional, least=least,
        relation=cast("Literal['=', '>=']", relation), scope=cast("tuple[Scope, ...]", scope),
    )  # fmt: skip


def _part(entry: Entry, key: str, text: str) -> Part:
    return Part(tuple(tuple(_term(entry, key, term) for term in choice.split("+")) for choice in text.split("|")))


def _term(entry: Entry, key: str, text: str) -> Term:
    item, _, measure = text.strip().partition("@")
    sign: Literal[1, -1] = -1 if item.startswith("-") else 1
    item = item.lstrip("-").strip()
    if not item:
        raise entry.mistake(key, f"“{text}”没有写项目名称", f'"{text}" names no item')
    if measure and measure not in MEASURES:
        known = "、".join(MEASURES)
        raise entry.mistake(key, f"没有“{measure}”这种口径，可用 {known}", f'"{measure}" is none of {known}')
    return Term(item, measure or None, sign)
