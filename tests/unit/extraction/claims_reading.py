"""Reads the claims of a plain sentence, for tests."""

from __future__ import annotations

from functools import cache

from jixiao import ingest
from jixiao.clean import Clean
from jixiao.document.document import Document, Profile
from jixiao.document.evidence import Quoter
from jixiao.document.records import ClaimRecord
from jixiao.document.stage import Stage
from jixiao.extraction import claims, dates, quantities
from jixiao.match.names import SectionNames
from jixiao.match.stage import MatchSections
from jixiao.segment.stage import Segment


@cache
def stages() -> tuple[Stage, ...]:
    names = SectionNames.load()
    return Clean(), Segment(known=names.known), MatchSections(names=names)


def document(text: str, year: int | None = 2022) -> Document:
    """A text file's document with quantities and dates, of a given fiscal year."""
    read = ingest.read("句.txt", data=text.encode())
    for stage in stages():
        read = stage(read)
    return quantities.find(dates.find(read.having(profile=Profile(fiscal_year=year))))


def all_claims(text: str, year: int | None = 2022) -> list[ClaimRecord]:
    """Every claim of a text."""
    read = document(text, year)
    return claims.records(read, Quoter(read))


def claims_of(text: str, year: int | None = 2022) -> list[ClaimRecord]:
    """The claims with a value."""
    return [claim for claim in all_claims(text, year) if claim.type == "value"]


def subjects(text: str) -> list[str]:
    """The subjects of the claims with a value."""
    return [claim.subject for claim in claims_of(text)]
