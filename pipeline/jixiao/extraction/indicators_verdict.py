"""Whether an indicator was attained: target against actual, with modifiers, units and the direction that counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from jixiao.document.measures import Measure
from jixiao.extraction.indicators_lexicon import find, known
from jixiao.lexicon import Automaton, read_table
from jixiao.lexicon.overlays import active, remembered

Direction = Literal["up", "down"]

_DONE = re.compile(
    r"(?:已|均已?|全部|按[时期]|按计划|如期|顺利|圆满)*(?:完成|达成|达标|达到|实现|办结|完成目标)(?:预期)?(?:目标|指标|任务|值|年度目标)?[。；]?|达成预期(?:指标|目标)|是|合格"
)
_FAILED = re.compile(r"(?:未|没有|尚未|均未)(?:能)?(?:完成|达成|达标|达到|实现|办结|开展|实施).{0,12}|否|不合格|不达标")
_REVERSED = re.compile(r"反向|逆向|负向")
_FORWARD = re.compile(r"正向")
_DATE = re.compile(
    r"(?:于|在)?(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]|(?P<part>底|末|初|[上中下]旬))?"
    r"(?:之?前|以前|内)?(?:完成|完工|全部完成)?"
)
_LATER = re.compile(r"余|多|以上|超")


def direction(
    level3: str | None, level2: str | None, level1: str | None, target: Sequence[Measure], operator: str | None
) -> Direction | None:
    """Whether more is better or less, or None where nothing says so.

    The operator column and the target's own bound decide first (≤ is a ceiling), then the canonical indicator, then
    the level: a cost and a time are better when smaller, counts, qualities and benefits when larger.

    >>> direction("运行经费", "成本指标", "产出指标", [], None), direction("培训场次", "数量指标", None, [], None)
    ('down', 'up')
    """
    if operator:
        if re.search(r"[≤≦<＜]|小于|不高于|不超过|不大于", operator) or _REVERSED.search(operator):
            return "down"
        if re.search(r"[≥≧>＞]|大于|不低于|不少于|不小于", operator) or _FORWARD.search(operator):
            return "up"
    for measure in target[:1]:
        if measure.bound in {"le", "lt"}:
            return "down"
        if measure.bound in {"ge", "gt"}:
            return "up"
    for name in (level3, level2, level1):
        found = None if not name else find(name)
        if found is not None and (way := known(found.name).direction) is not None:
            return way
        if name is level3 and name and (way := by_word(name)) is not None:
            return way
        if found is not None and found.name == "时效指标":
            return "down" if target and target[0].dimension == "time" else "up" if target else None
    return None


@remembered(4096)
def by_word(name: str) -> Direction | None:
    """What a word of lexicons/indicator_directions.csv in the name says, the last word in the name first."""
    words, ways = _words()
    found = words.find(name)
    return ways[words.terms[found[-1][2]]] if found else None


@remembered()
def _words() -> tuple[Automaton, dict[str, Direction]]:
    ways: dict[str, Direction] = {}
    for row in read_table("indicator_directions.csv", ("word", "direction"), key="word", overlays=active()):
        if row["direction"] == "up":
            ways[row["word"]] = "up"
        elif row["direction"] == "down":
            ways[row["word"]] = "down"
        else:
            raise row.mistake("direction 只能是 up 或 down", "direction must be up or down")
    return Automaton(ways), ways


def attained(
    target_text: str | None,
    actual_text: str | None,
    target: Sequence[Measure],
    actual: Sequence[Measure],
    way: Direction | None,
) -> bool | None:
    """True or false where target and actual can be compared, else None.

    Several quantities on either side are compared one to one where they are equally many and of the same units.
    已完成 answers a target of words; for a target in numbers it says nothing.
    """
    if target and actual:
        if len(target) != len(actual):
            return None
        verdicts = [_met(a, b, way) for a, b in zip(target, actual, strict=True)]
        return False if False in verdicts else None if None in verdicts else True
    if target_text is None or actual_text is None:
        return None
    wanted, got = "".join(target_text.split()), "".join(actual_text.split())
    if _FAILED.fullmatch(got):
        return False
    if target:
        return None
    if wanted == got or _DONE.fullmatch(got):
        return True
    due, done = _day(wanted), _day(got)
    if due is None or done is None or (due[0] is None) != (done[0] is None):
        return None
    return (done[0] or 0, *done[1:]) <= (due[0] or 0, *due[1:])


def _day(words: str) -> tuple[int | None, int, int] | None:
    """Year (None where it is left out), month and last day of a date such as 2022年11月底前 or 12月20日."""
    match = _DATE.fullmatch(words)
    if match is None:
        return None
    last = {"上旬": 10, "中旬": 20, "初": 10}.get(match["part"] or "", 31)
    return int(match["year"]) if match["year"] else None, int(match["month"]), int(match["day"] or last)


def _met(target: Measure, actual: Measure, way: Direction | None) -> bool | None:
    if target.dimension != actual.dimension:
        return None
    same_base = target.base_unit == actual.base_unit and target.base_unit is not None
    if not same_base and target.unit != actual.unit and (target.unit and actual.unit):
        return None
    got = _value(actual, same_base)
    low, high = (target.base_low, target.base_high) if same_base else (target.low, target.high)
    if got is None:
        return None
    if target.bound in {"ge", "gt"} and low is not None:
        return got > low if target.bound == "gt" else got >= low
    if target.bound in {"le", "lt"} and high is not None:
        return got < high if target.bound == "lt" else got <= high
    if low is None or high is None:
        return None
    if target.bound == "range":
        return True if low <= got <= high else (got > high if way == "up" else got < low if way == "down" else False)
    if target.bound == "approx" and got == low:
        return None if _LATER.search(target.text) and actual.bound == "exact" else True
    if got == low:
        return True
    if way is None:
        return None
    return got > low if way == "up" else got < high


def _value(measure: Measure, base: bool) -> Decimal | None:
    low, high = (measure.base_low, measure.base_high) if base else (measure.low, measure.high)
    return low if low is not None else high
