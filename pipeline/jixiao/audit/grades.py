"""Counts and money by grade (优, 良, 中, 差) against their total, in sentences of summary reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.prose import Said, Sentence, sentences

_GRADE = re.compile(
    r"(?:等[次级]|评[为价]|结果|其中|[，、；;：:])?(?:为|是|达)?[“\"]?(优秀?|良好?|中|一般|合格|差|较差|不合格)[”\"]?(?:等次|等级|档)?(?:的|项目|单位|部门|有|共|为)*$"
)


@check("grades-sum")
def by_grade(ledger: Ledger) -> Iterator[Draft]:
    """评价项目30个，其中优20个、良8个、中1个、差1个: the grades make up the total."""
    rule = ledger.rule("grades-sum")
    for sentence in sentences(ledger):
        for place, whole in enumerate(sentence.said):
            parts = _graded(sentence, place)
            if len(parts) < 2 or whole.value is None:
                continue
            added = sum((part.value or Decimal(0) for _, part in parts), Decimal(0))
            slack = (
                sum((part.step for _, part in parts), whole.step) / 2
                if whole.measure.dimension == "money"
                else Decimal(0)
            )
            gap = abs(whole.value - added)
            if not gap:
                continue
            factor = whole.value / whole.measure.low if whole.measure.low else Decimal(1)
            unit = whole.measure.unit or ""
            left = "+".join(f"{grade}{part.text}" for grade, part in parts)
            tail = gap <= slack
            rest = f"差{plain(gap / factor)}{unit}{'（尾差）' if tail else ''}"
            yield from ledger.draft(
                rule, f"{left}={plain(added / factor)}{unit}，与总数{whole.text}{rest}。",
                [whole.evidence, *(part.evidence for _, part in parts)],
                [one.record for one in (whole, *(p for _, p in parts)) if one.record is not None],
                severity="info" if tail else None if len({g[0] for g, _ in parts}) >= 3 or added > whole.value else "warning",
                expected=added / factor, observed=whole.measure.low, tolerance=slack / factor,
            )  # fmt: skip
            break


def _graded(sentence: Sentence, place: int) -> list[tuple[str, Said]]:
    """The amounts of the same unit after a total that each follow the name of a grade."""
    whole = sentence.said[place]
    if whole.measure.dimension not in ("count", "money") or whole.measure.bound != "exact":
        return []
    if _GRADE.search(sentence.between(sentence.said[place - 1].measure if place else None, whole.measure)):
        return []
    parts: list[tuple[str, Said]] = []
    for at in range(place + 1, len(sentence.said)):
        said = sentence.said[at]
        if said.measure.dimension in ("ratio", "score"):
            continue
        if said.measure.base_unit != whole.measure.base_unit or said.measure.bound != "exact":
            if parts:
                break
            continue  # what they cost, before they are told by grade
        found = _GRADE.search(sentence.between(sentence.said[at - 1].measure, said.measure))
        if found is None or any(found[1][0] == grade[0] for grade, _ in parts):
            break
        parts.append((found[1], said))
    return parts
