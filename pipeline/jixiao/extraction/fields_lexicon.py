"""Labels of document fields. Data: lexicons/fields.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.lexicon import Terms, read_table
from jixiao.lexicon.overlays import active, remembered

_ASIDE = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_NUMBERING = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）]?\s*[、.．]\s*)")


@dataclass(frozen=True, slots=True)
class Field:
    """A line of lexicons/fields.csv."""

    name: str
    kind: str
    """``name``, ``person``, ``text``, ``prose``, ``phone``, ``code``, ``date``, ``number``, ``count``, ``ratio``, ``grade``,
    ``title`` or ``year``: how its value is read."""
    places: frozenset[str]
    """Where it is looked for: ``cover``, ``form``, ``foot``, ``letter``, ``narrative``, ``title``."""
    aliases: tuple[str, ...]


@remembered()
def fields() -> dict[str, Field]:
    """Canonical name -> field."""
    rows = read_table("fields.csv", ("id", "name", "kind", "aliases", "places", "source"), overlays=active())
    return {
        row["name"]: Field(row["name"], row["kind"], frozenset(row.many("places")), row.many("aliases")) for row in rows
    }


@remembered()
def _terms() -> Terms:
    labelled = {name: field.aliases for name, field in fields().items() if field.places & {"cover", "form", "foot"}}
    return Terms.of(labelled)


@remembered(8192)
def field_of(label: str) -> str | None:
    """The field that a label names, or None.

    >>> field_of("部门(单位)名称："), field_of("填报人（签名）"), field_of("一级指标")
    ('部门名称', '填表人', None)
    """
    words = "".join(label.split()).rstrip("：:")
    if not 2 <= len(words) <= 24:
        return None
    terms = _terms()
    bare = _NUMBERING.sub("", words, count=1)
    found = terms.exact(words) or terms.exact(bare) or terms.exact(_ASIDE.sub("", bare))
    if found is None and 5 <= len(bare) <= 20:
        found = terms.look_up(bare, least=0.88, margin=0.1)
    return None if found is None else found.name
