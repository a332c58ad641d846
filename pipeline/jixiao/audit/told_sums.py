"""Sums that prose tells by name, of whatever it counts: retail sales of town and country, procurement by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import plain
from jixiao.audit.findings import Draft
from jixiao.audit.identities import Identity, Part, load_identities
from jixiao.audit.ledger import Ledger
from jixiao.audit.prose import Said, sentences
from jixiao.lexicon import fold

_NEAR = 16
"""Quantities after a total among which its parts are looked for."""
_CLAUSE = re.compile(r"[，,。；;、：:！？\n]")
_BRACKETS = re.compile(r"[（(][^（）()]{0,20}[)）]")
_HEAD = re.compile(
    r"^(?:其中|全[年市县区省州旗]|我[市县区]|[上下]半年|年末|期末|本年度?|当年|累计|实现|完成|共|达到|\d{4}年度?)+"
)
_TAIL = re.compile(r"(?:为|达到?|共计?|约|是|实现|完成|有|合计|累计)+$")
_COUNTED = re.compile(r"(?:总额|总值|总量|总计|总规模|数|额|值|量)$")
_LEAST = 4
"""Characters of a name that the end of a longer one may be taken for."""


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity of the prose and the name that stands before it."""

    said: Said
    name: str
    sentence: int


def core(words: str) -> str:
    """The name in the words before a number, without 其中, 实现 … and without 总额, 额.

    >>> core("按经营地统计，城镇消费品零售额"), core("全年实现地区生产总值（GDP）")
    ('城镇消费品零售', '地区生产')
    """
    clause = fold(_CLAUSE.split(_BRACKETS.sub("", words))[-1])
    return _COUNTED.sub("", _TAIL.sub("", _HEAD.sub("", clause)))


def named(ledger: Ledger) -> tuple[Named, ...]:
    """The exact quantities of the prose with their names, in reading order."""
    return ledger.once("named", lambda: tuple(_named(ledger)))


def _named(ledger: Ledger) -> Iterator[Named]:
    for number, sentence in enumerate(sentences(ledger)):
        for place, said in enumerate(sentence.said):
            if said.value is None or said.measure.bound != "exact" or said.measure.dimension in ("ratio", "time"):
                continue
            before = sentence.said[place - 1].measure if place else None
            name = core(sentence.between(before, said.measure))
            if name and said.evidence.cell is None:
                yield Named(said, name, number)


@check("parts-sum")
def told(ledger: Ledger) -> Iterator[Draft]:
    """Each identity of scope ``prose``: the first number of every part after the total, in the same and the next sentences."""
    found = named(ledger)
    for identity in load_identities(ledger.overlays):
        if "prose" not in identity.scope or any(sign < 0 for sign, _ in identity.signs):
            continue
        wanted = core(identity.total.item)
        for at, total in enumerate(found):
            if not _is(total.name, wanted):
                continue
            parts = _parts(identity, total, found[at + 1 : at + 1 + _NEAR])
            if parts:
                yield from _held(ledger, identity, total, parts)


def _is(name: str, wanted: str) -> bool:
    return name == wanted or (len(wanted) >= _LEAST and name.endswith(wanted))


def _parts(identity: Identity, total: Named, after: tuple[Named, ...]) -> list[Named]:
    """One number for each part; nothing where a required one is missing or counts something else."""
    parts: list[Named] = []
    total_name = core(identity.total.item)
    for required, part in [*((True, p) for p in identity.required), *((False, p) for p in identity.optional)]:
        match = None
        for other in after:
            if _is(other.name, total_name) or other.sentence - total.sentence > 2:
                break  # the total is told again: what follows belongs to that
            if _alike(total.said, other.said) and _names(part, other.name):
                match = other
                break
        if match is not None:
            parts.append(match)
        elif required:
            return []
    return parts


def _names(part: Part, name: str) -> bool:
    return any(len(choice) == 1 and core(choice[0].item) == name for choice in part.choices)


def _alike(one: Said, other: Said) -> bool:
    return (one.measure.dimension, one.measure.base_unit) == (other.measure.dimension, other.measure.base_unit)


def _held(ledger: Ledger, identity: Identity, total: Named, parts: list[Named]) -> Iterator[Draft]:
    rule = ledger.rule(identity.rule)
    whole = total.said
    assert whole.value is not None
    added = sum((part.said.value or Decimal(0) for part in parts), Decimal(0))
    gap = whole.value - added
    slack = sum((one.step for one in (whole, *(part.said for part in parts))), Decimal(0)) / 2
    if whole.measure.dimension == "count":
        slack = slack if whole.step > 1 else Decimal(0)  # heads are counted, 万人 are rounded
    if not gap or (identity.relation == ">=" and gap > 0):
        return
    tail = abs(gap) <= slack
    factor = whole.value / whole.measure.low if whole.measure.low else Decimal(1)
    unit = whole.measure.unit or ""
    left = "+".join(f"{part.name}{part.said.text}" for part in parts)
    yield from ledger.draft(
        rule,
        f"{left}={plain(added / factor)}{unit}，与{total.name}{whole.text}差{plain(abs(gap) / factor)}{unit}"
        f"{'（尾差）' if tail else ''}。",
        [whole.evidence, *(part.said.evidence for part in parts)],
        [one.record for one in (whole, *(part.said for part in parts)) if one.record is not None],
        severity="info" if tail else None, expected=added / factor, observed=whole.measure.low, tolerance=slack / factor,
    )  # fmt: skip
