"""Growth that the prose states, recomputed from the amounts beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from jixiao.audit.checks import check
from jixiao.audit.figures import plain, stated_rate_fits
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.prose import Said, Sentence, records_of, sentences
from jixiao.document.records import ClaimRecord, Evidence

_GROWTH = re.compile(
    r"(?P<kind>同比|环比|较[^，；。\d]{0,6}|比[^，；。\d]{0,6})?(?:实际|名义)?(?P<way>增长|增加|上升|提高|增幅|增速|上涨|下降|减少|降低|降幅|减幅|压减)(?:率|了|幅度)?(?:约|达到|达|为|:|：)*$"
)
_SAID = re.compile(r"实际|开展|组织|举办|累计|合计|共计|全年|年末|年内|力争|计划|完成|实现|的|了|共$")
_COMPARED = re.compile(r"(?:与|同|较|比)(?:上年(?:度)?|去年|\d{4}年(?:度)?)(?:相比|比较|同期)?")
_EACH = re.compile(r"(?:各|均|分别)?(?P<way>增加|增长|减少|下降)(?:了)?$")
_GAINED = re.compile(
    r"(?:较|比)(?:上年(?:度)?末?|去年末?|上一年|年初|期初|上月末?|\d{4}年(?:度)?末?)(?:决算数?|同期)?(?:净)?(?P<way>增加|增长|减少|下降|多|少)(?:了|支出|收入)?$"
)
_MORE = re.compile(r"(?:净)?(?:增加|增长|减少|下降|多|少)(?:了|支出|收入)?")
"""较上年的96.58万元增加2.06万元: what stands between the base and the difference."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_OPENING = re.compile(r"年初|期初|上月")
_DOWN = re.compile(r"下降|减少|降低|降幅|减幅|压减")
_BASELINE = re.compile(
    r"(?:(?:较|比|而)?(?:上年(?:度|同期)?|去年(?:同期)?|上一年(?:度)?|\d{4}年(?:度)?)(?:的|为|同期|完成|实现|仅|总额)*)$"
)
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,12}$")
_TO = re.compile(
    r"^(?:[^，。；\d]{0,8})?(?:增加到|增长到|增至|提高到|上升到|升至|下降到|降至|减少到|减至|降为|降到|压减至|到|至)[^，。；\d]{0,8}$"
)
_YEARLY = frozenset({"同比", "较上年", "比上年", "较去年", "比去年", "增长", "下降", None})
_COMPARABLE = re.compile(r"可比|不变价|剔除|年均")


@check("growth")
def growth(ledger: Ledger) -> Iterator[Draft]:
    """同比增长12.5%: this period over the last, where one sentence prints both."""
    yield from ledger.once("growth", lambda: tuple(_growths(ledger)))


def _growths(ledger: Ledger) -> Iterator[Draft]:
    rule = ledger.rule("growth")
    before: Sentence | None = None
    for sentence in sentences(ledger):
        previous, before = before, sentence
        if _COMPARABLE.search(sentence.text):
            continue
        for place, rate in enumerate(sentence.said):
            found = _growth(sentence, place) or _continued(sentence, place, previous)
            if found is None:
                continue
            level, base, down = found
            if not base.value or level.value is None or rate.measure.low is None:
                continue
            change = (level.value / base.value - 1) * 100
            stated = -rate.measure.low if down else rate.measure.low
            low, high = _change_between(level, base)
            if stated_rate_fits(stated, rate.places, low, high, Decimal(0)):
                continue
            places = max(rate.places, 1)
            shown = plain(change.quantize(Decimal(1).scaleb(-places)))
            message = f"{level.text}÷{_amount(base)}-1={shown}%，与所称{'下降' if down else '增长'}{rate.text}不符。"
            yield from ledger.draft(
                rule, message, [rate.evidence, level.evidence, base.evidence], records_of(rate, level, base),
                expected=change.quantize(Decimal(1).scaleb(-places)), observed=stated, tolerance=Decimal(1).scaleb(-rate.places),
            )  # fmt: skip


def _growth(sentence: Sentence, place: int) -> tuple[Said, Said, bool] | None:
    """(level, baseline, falls) of the rate at this place; None where the sentence does not print both amounts."""
    rate = sentence.said[place]
    if rate.measure.dimension != "ratio" or not rate.text.endswith(("%", "％")) or rate.measure.bound not in ("exact",):
        return None
    way = _GROWTH.search(sentence.between(sentence.said[place - 1].measure if place else None, rate.measure))
    if way is None or place < 2:
        return None
    level, base, gained = None, None, None
    for at in range(place - 1, max(-1, place - 4), -1):
        said = sentence.said[at]
        if said.measure.dimension in ("ratio", "percentage_point"):
            break
        words = sentence.between(sentence.said[at - 1].measure if at else None, said.measure)
        if _BASELINE.search(words) or _FROM.search(words):
            base = base or said
        elif at == place - 1 and (turned := _GAINED.search(words)) is not None:
            if way["kind"] and _OPENING.search(turned[0]) and not _OPENING.search(way["kind"]):
                return None  # 比年初增加21.5亿元，同比增长9.7%: two different bases
            gained = said, bool(_DOWN.search(turned["way"]))
        elif at == place - 1 and at and _MORE.fullmatch(words) and _is_base(sentence, at - 1):
            gained = said, bool(_DOWN.search(words))
        elif _TO.match(words) and at and _FROM.search(sentence.before(sentence.said[at - 1].measure)):
            level = level or said
        else:
            level = level or said
    if level is not None and base is None and gained is not None:
        return _from_difference(level, *gained, bool(_DOWN.search(way["way"])))
    if level is None or base is None or level.measure.base_unit != base.measure.base_unit:
        return None
    if level.measure.dimension != base.measure.dimension or base.measure.bound != "exact":
        return None
    if level.measure.bound not in ("exact", "gt", "approx"):
        return None
    return level, base, bool(_DOWN.search(way["way"]))


def _is_base(sentence: Sentence, place: int) -> bool:
    """Whether a quantity is what another is compared with."""
    before = sentence.said[place - 1].measure if place else None
    return _BASELINE.search(sentence.between(before, sentence.said[place].measure)) is not None


def _continued(sentence: Sentence, place: int, before: Sentence | None) -> tuple[Said, Said, bool] | None:
    """收入总计945万元，支出总计945万元。与上年度相比，各增加46万元，增长…%: the level stands in the sentence before."""
    if before is None or place != 1 or not _COMPARED.match("".join(sentence.text.split())):
        return None
    rate, gain = sentence.said[1], sentence.said[0]
    way = _GROWTH.search(sentence.between(gain.measure, rate.measure))
    turned = _EACH.search(sentence.before(gain.measure))
    if way is None or turned is None or rate.measure.dimension != "ratio" or rate.measure.bound != "exact":
        return None
    levels = [said for said in before.said if said.measure.dimension == gain.measure.dimension]
    if not levels or any(said.value != levels[-1].value for said in levels):
        return None
    return _from_difference(levels[-1], gain, bool(_DOWN.search(turned["way"])), bool(_DOWN.search(way["way"])))


def _from_difference(level: Said, gain: Said, less: bool, down: bool) -> tuple[Said, Said, bool] | None:
    """945.87万元，比上年增加46.49万元，增长…%: the base is the level less the difference."""
    if (level.measure.dimension, level.measure.base_unit) != (gain.measure.dimension, gain.measure.base_unit):
        return None
    if level.measure.bound != "exact" or gain.measure.bound != "exact" or level.value is None or gain.value is None:
        return None
    before = level.value + gain.value if less else level.value - gain.value
    if less != down or before <= 0 or level.measure.unit != gain.measure.unit:
        return None
    factor = level.value / level.measure.low if level.measure.low else Decimal(1)
    measure = replace(gain.measure, base_low=before, base_high=before, low=before / factor, high=before / factor)
    return level, replace(gain, measure=measure), down


@check("growth")
def restated_growth(ledger: Ledger) -> Iterator[Draft]:
    """增长20% in one sentence, and in another what the same thing had been the year before."""
    rule = ledger.rule("growth")
    before: dict[tuple[str, str | None], dict[Decimal, ClaimRecord]] = defaultdict(dict)
    for claim in ledger.claims:
        if claim.role == "baseline" and claim.value and claim.change is None and claim.bound == "exact":
            before[_thing(claim.subject), claim.unit].setdefault(claim.value, claim)
    # The same growth against the same level, told wrong within a sentence, is no second mistake.
    told: set[tuple[object, ...]] = set()
    wrong = {
        (draft.observed, place)
        for draft in ledger.once("growth", lambda: tuple(_growths(ledger)))
        for place in _levels(draft)
    }
    for claim in ledger.claims:
        bases = list(islice(before.get((_thing(claim.subject), claim.unit), {}).values(), 2))
        change = claim.change
        if (
            len(bases) != 1 or change is None or change.value is None or claim.value is None or claim.role != "actual"
            or claim.bound != "exact" or change.unit not in ("%", "％") or change.kind not in _YEARLY
            or len(_thing(claim.subject)) < 3
            or not _one_year(claim, bases[0]) or _together(claim, bases[0])
        ):  # fmt: skip
            continue
        now, base = claim.value, bases[0].value
        assert base is not None
        key = (_thing(claim.subject), now, base, change.value)
        stated = -change.value if change.direction == "down" else change.value
        half = Decimal(1).scaleb(-max(_places(now), _places(base))) / 2
        ends = [((now + x) / (base + y) - 1) * 100 for x in (-half, half) for y in (-half, half) if base + y > 0]
        if (
            (stated, plain(now)) in wrong
            or key in told
            or not ends
            or stated_rate_fits(stated, _places(change.value), min(ends), max(ends), Decimal(0))
        ):
            continue
        told.add(key)
        shown = plain(((now / base - 1) * 100).quantize(Decimal("0.01")))
        word = "下降" if change.direction == "down" else "增长"
        yield from ledger.draft(
            rule,
            f"{claim.subject}：{plain(now)}÷{plain(base)}-1={shown}%，与所称{word}{plain(change.value)}{change.unit}不符。",
            [claim.evidence[0], *_quoted(claim), bases[0].evidence[0]], [claim, bases[0]],
            expected=Decimal(shown), observed=stated,
        )  # fmt: skip


def _levels(draft: Draft) -> set[str]:
    """The numbers that a finding about growth quotes."""
    return {plain(Decimal(number)) for e in draft.evidence for number in _DIGITS.findall(e.text.replace(",", ""))}


def _one_year(claim: ClaimRecord, base: ClaimRecord) -> bool:
    return claim.year is None or base.year is None or base.year == claim.year - 1


def _together(claim: ClaimRecord, base: ClaimRecord) -> bool:
    """Whether one sentence tells both: then the growth is checked there."""
    return bool(_sentence_of(claim)) and _sentence_of(claim) == _sentence_of(base)


def _sentence_of(claim: ClaimRecord) -> str:
    return "".join(next((e.text for e in claim.evidence if e.role == "context"), "").split())


def _quoted(claim: ClaimRecord) -> list[Evidence]:
    return [e for e in claim.evidence if e.role == "context"][:1]


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _amount(said: Said) -> str:
    """The amount as printed, or as worked out from a difference."""
    printed = said.measure.low
    known = printed is None or plain(printed) in said.text.replace(",", "")
    return said.text if known or printed is None else f"{plain(printed)}{said.measure.unit or ''}"


def _change_between(level: Said, base: Said) -> tuple[Decimal, Decimal]:
    assert level.value is not None
    assert base.value is not None
    a, b = level.step / 2, base.step / 2
    if level.measure.unit == base.measure.unit:
        a = b = min(a, b)
    if level.measure.bound != "exact":
        a = level.step
    ends = [((level.value + x) / (base.value + y) - 1) * 100 for x in (-a, a) for y in (-b, b) if base.value + y > 0]
    return min(ends), max(ends)


@check("implied-base")
def implied_base(ledger: Ledger) -> Iterator[Draft]:
    """Target and actual of one thing, each with its growth, must imply the same amount of last year."""
    rule = ledger.rule("implied-base")
    targets = [claim for claim in ledger.claims if _grown(claim) and claim.role in ("target", "plan")]
    actuals = [claim for claim in ledger.claims if _grown(claim) and claim.role == "actual"]
    told: set[tuple[object, ...]] = set()
    for target in targets:
        for actual in actuals:
            if (
                _thing(target.subject) != _thing(actual.subject)
                or target.unit != actual.unit
                or target.unit in ("%", "％", "‰")
            ):
                continue  # a rate has no amount of last year behind it
            if target.value is None or actual.value is None:
                continue
            first, second = _factor(target), _factor(actual)
            if first <= 0 or second <= 0:
                continue
            implied = (actual.value / (target.value / first) - 1) * 100
            stated = (second - 1) * 100
            key = (target.subject, target.value, actual.value)
            if abs(implied - stated) <= rule.limit("points") or key in told:
                continue
            told.add(key)
            base1 = (target.value / first).quantize(Decimal("0.01"))
            base2 = (actual.value / second).quantize(Decimal("0.01"))
            message = (
                f"{target.subject}：目标{plain(target.value)}{target.unit}（增{plain((first - 1) * 100)}%）推出上年{plain(base1)}，"
                f"实际{plain(actual.value)}{actual.unit}（增{plain(stated)}%）推出上年{plain(base2)}，"
                f"按前者实际增{plain(implied.quantize(Decimal('0.01')))}%。"
            )
            yield from ledger.draft(
                rule, message, [actual.evidence[0], target.evidence[0]], [actual, target],
                expected=implied.quantize(Decimal("0.01")), observed=stated, tolerance=rule.limit("points"),
            )  # fmt: skip
            break


def _thing(subject: str) -> str:
    """The subject without the words that say that it was done, or that it is a total."""
    return _SAID.sub("", subject)


def _grown(claim: ClaimRecord) -> bool:
    change = claim.change
    return change is not None and change.value is not None and change.unit in ("%", "％") and bool(claim.value)


def _factor(claim: ClaimRecord) -> Decimal:
    """Level over base: 1.125 for a growth of 12.5 %."""
    change = claim.change
    value = change.value if change is not None and change.value is not None else Decimal(0)
    return 1 + (-value if change is not None and change.direction == "down" else value) / 100
