"""Shares that the prose states, recomputed from the amounts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import plain, stated_rate_fits
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.prose import Said, Sentence, records_of, sentences

_SHARE = re.compile(r"占(?:比|[^，,；;。0-9]{0,16}?)(?:的|为|达|约|重|比重|比例|:|：)*$")
_SHARE_OF = re.compile(r"占[^，,；;。]{0,20}$")
_CHANGED = re.compile(r"(?:增长|上升|提高|下降|减少|降低|增加)(?:了|约|到|为|达)*$")
_BASE = re.compile(r"(?:比|较|同)(?:上年|去年|上一年|同期|20\d\d年)[^，；。]{0,4}$")
_WHOLE = re.compile(r"其中|包括|分别")


@check("share")
def shares(ledger: Ledger) -> Iterator[Draft]:
    """占46.20%: the part over the whole, where one sentence prints both; and shares of one whole against 100 %."""
    for sentence in sentences(ledger):
        stated: list[tuple[Said, Said, Said]] = []
        failed = False
        for place, share in enumerate(sentence.said):
            found = _share(sentence, place)
            if found is None:
                continue
            part, whole = found
            stated.append((share, part, whole))
            wrong = list(_held(ledger, share, part, whole))
            failed = failed or bool(wrong)
            yield from wrong
        if not failed:  # a share that is wrong by itself explains why they do not add up
            yield from _hundred(ledger, stated)


def _share(sentence: Sentence, place: int) -> tuple[Said, Said] | None:
    """(part, whole) of the share at this place, where the sentence leaves no doubt about them."""
    share = sentence.said[place]
    if share.measure.dimension != "ratio" or not share.text.endswith(("%", "％")) or share.measure.bound != "exact":
        return None
    if not place:
        return None
    gap = sentence.between(sentence.said[place - 1].measure, share.measure)
    while place > 1 and _grows(sentence, place - 1):
        place -= 1  # 税收8.11亿元，增长9.7%，占…的69.5%
    before = sentence.said[place - 1]
    if before.measure.dimension == "ratio":
        return None
    if (
        _SHARE_OF.search(sentence.before(before.measure))
        and re.fullmatch(r"(?:的|之)(?:比重|比例)?(?:为|达)?", gap)
        and place >= 2
    ):
        part = sentence.said[place - 2]  # 占总额1000万元的46%
        return (part, before) if _same_kind(part, before) else None
    if not _SHARE.search(gap):
        return None
    for whole in sentence.said[: place - 1]:
        if not _same_kind(before, whole):
            continue
        own = [
            said
            for at, said in enumerate(sentence.said)
            if whole.measure.end < said.measure.start <= before.measure.start and not _compared(sentence, at)
        ]
        between = sentence.between(whole.measure, own[0].measure) if own else ""
        if (
            _WHOLE.search(between)
            and whole.value is not None
            and before.value is not None
            and whole.value >= before.value
        ):
            return before, whole
        return None
    return None


def _grows(sentence: Sentence, place: int) -> bool:
    """Whether a rate says how the amount before it has changed."""
    said = sentence.said[place]
    return said.measure.dimension == "ratio" and _CHANGED.search(sentence.before(said.measure, 8)) is not None


def _compared(sentence: Sentence, place: int) -> bool:
    """Whether a quantity only compares the whole: 比上年的11.30亿元增长12.4%."""
    said = sentence.said[place]
    return _grows(sentence, place) or _BASE.search(sentence.before(said.measure, 12)) is not None


def _same_kind(one: Said, other: Said) -> bool:
    return (
        one.measure.dimension == other.measure.dimension
        and one.measure.base_unit == other.measure.base_unit
        and one.measure.bound == other.measure.bound == "exact"
    )


def _held(ledger: Ledger, share: Said, part: Said, whole: Said) -> Iterator[Draft]:
    rule = ledger.rule("share")
    if not whole.value or part.value is None or share.measure.low is None or whole.value <= whole.step / 2:
        return
    rate = part.value / whole.value * 100
    step = min(part.step, whole.step) / 2 if part.measure.unit == whole.measure.unit else None
    a, b = step or part.step / 2, step or whole.step / 2
    ends = [(part.value + x) / (whole.value + y) * 100 for x in (-a, a) for y in (-b, b)]
    if stated_rate_fits(share.measure.low, share.places, min(ends), max(ends), rule.limit("points")):
        return
    places = max(share.places, 2)
    message = (
        f"{part.text}÷{whole.text}={plain(rate.quantize(Decimal(1).scaleb(-places)))}%，与所称占{share.text}不符。"
    )
    yield from ledger.draft(
        rule, message, [share.evidence, part.evidence, whole.evidence], records_of(share, part, whole),
        expected=rate.quantize(Decimal(1).scaleb(-places)), observed=share.measure.low, tolerance=rule.limit("points"),
    )  # fmt: skip


def _hundred(ledger: Ledger, stated: list[tuple[Said, Said, Said]]) -> Iterator[Draft]:
    """Shares of one whole whose parts make it up must make up 100 %."""
    rule = ledger.rule("share")
    by_whole: dict[int, list[tuple[Said, Said, Said]]] = {}
    for entry in stated:
        by_whole.setdefault(entry[2].measure.start, []).append(entry)
    for entries in by_whole.values():
        whole = entries[0][2]
        parts = sum((part.value or Decimal(0) for _, part, _ in entries), Decimal(0))
        if len(entries) < 2 or whole.value is None or abs(parts - whole.value) > whole.step * len(entries):
            continue
        total = sum((share.measure.low or Decimal(0) for share, _, _ in entries), Decimal(0))
        slack = sum((Decimal(1).scaleb(-share.places) for share, _, _ in entries), Decimal(0))
        if abs(total - 100) <= max(slack, rule.limit("points")):
            continue
        added = "+".join(share.text for share, _, _ in entries)
        yield from ledger.draft(
            rule, f"各部分占比{added}={plain(total)}%，应为100%。", [share.evidence for share, _, _ in entries],
            records_of(*(share for share, _, _ in entries)), expected=Decimal(100), observed=total, tolerance=slack,
        )  # fmt: skip
