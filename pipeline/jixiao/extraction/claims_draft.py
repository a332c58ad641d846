"""A claim on its way to a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.document.measures import Measure
from jixiao.document.records import Change, LinkType
from jixiao.document.trace import Span
from jixiao.extraction.claims_clause import Phrase
from jixiao.extraction.claims_role import Role
from jixiao.extraction.claims_year import Year


@dataclass(slots=True, eq=False)
class Draft:
    """What was read; the reader completes it as the sentence goes on (a growth, a bracket)."""

    measure: Measure
    subject: Phrase
    role: Role
    year: Year
    sentence: Span
    entity: str | None = None
    change: Change | None = None
    growth: Measure | None = None
    """The quantity that ``change`` was read from."""
    doubts: list[str] = field(default_factory=list)
    ambiguities: int = 0
    of: list[tuple[LinkType, Draft]] = field(default_factory=list)
    """Drafts that this one is a part, a share or the base of."""
