"""Invents the rows of a unit's indicator table: targets, actuals, weights that add up, scores that follow from them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from jixiao.synthesis.phrases import choose_from
from jixiao.synthesis.truth import LEVEL1, Accounts, Indicator, Value, percent

SHARES = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
"""Points of each first level; execution has the other ten (财预〔2021〕101号)."""
CONTROLLED = {"公用经费控制率": "公用支出", "三公经费控制率": "三公经费"}
"""Indicators that the accounts themselves give."""
OUTCOMES = ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")


def invent_indicators(
    rng: random.Random, vocabulary: str, sector: str, year: int, accounts: Accounts
) -> tuple[Indicator, ...]:
    """Eight to sixteen rows whose weights are 50, 30 and 10 and whose scores follow from target and actual."""
    rows: list[Indicator] = []
    events = list(choose_from("events", vocabulary, sector=sector))
    for row in rng.sample(events, min(len(events), rng.randint(2, 4))):
        rows.append(_from_event(rng, row, f"i{len(rows)}"))
    effects = choose_from("effects", vocabulary, sector=sector)
    for level2, most in (("质量指标", 2), ("时效指标", 2), ("成本指标", 1), *((o, 1) for o in OUTCOMES)):
        options = [row for row in effects if row["level2"] == level2]
        least = 1 if level2 in ("质量指标", "时效指标", "成本指标", "社会效益指标") else 0
        for row in rng.sample(options, min(len(options), rng.randint(least, most))):
            rows.append(_from_effect(rng, row, f"i{len(rows)}", year, accounts))
    if not any(row.level1 == "效益指标" for row in rows):
        options = [row for row in effects if row["level2"] in OUTCOMES]
        rows.append(_from_effect(rng, rng.choice(options), f"i{len(rows)}", year, accounts))
    satisfied = [row for row in effects if row["level2"] == "服务对象满意度指标"]
    for row in rng.sample(satisfied, rng.choice([1, 1, 1, 2])):
        rows.append(_from_effect(rng, row, f"i{len(rows)}", year, accounts))
    return tuple(_scored(rng, row, vocabulary) for row in _weighted(rng, rows))


def _steps(rng: random.Random, total: int, parts: int) -> list[Decimal]:
    """A total shared out in whole points, each part at least one (or halves where there are many)."""
    base, extra = divmod(total, parts)
    shares = [Decimal(base)] * parts
    for i in rng.sample(range(parts), extra):
        shares[i] += 1
    for _ in range(parts // 2):
        i, j = rng.randrange(parts), rng.randrange(parts)
        if shares[i] > 3:
            shares[i] -= 1
            shares[j] += 1
    return shares


def _weighted(rng: random.Random, rows: Sequence[Indicator]) -> list[Indicator]:
    result: list[Indicator] = []
    for level1, total in SHARES.items():
        own = [row for row in rows if row.level1 == level1]
        result += [replace(row, weight=w) for row, w in zip(own, _steps(rng, total, len(own)), strict=True)]
    return result


def _from_event(rng: random.Random, row: dict[str, str], key: str) -> Indicator:
    decimals = len(row["low"].partition(".")[2])
    scale = 10**decimals
    target = Decimal(rng.randint(int(Decimal(row["low"]) * scale), int(Decimal(row["high"]) * scale))) / scale
    if decimals == 0 and target > 100:
        target -= target % 10
    actual = _around(rng, target, decimals)
    growth = Decimal(str(round(rng.uniform(0.03, 0.28), 3)))
    previous = (actual / (1 + growth)).quantize(Decimal(1) / scale, ROUND_HALF_UP)
    bound = rng.choice(["exact", "exact", "exact", "ge", "ge"])
    return Indicator(
        key, "产出指标", row["level2"], row["text"], None, Value(target, row["unit"], bound), Value(actual, row["unit"]),
        Decimal(0), Decimal(0), verb=row["verb"], thing=row["object"], previous=previous,
    )  # fmt: skip


def _around(rng: random.Random, target: Decimal, decimals: int) -> Decimal:
    """An actual: mostly met, at most a quarter above; now and then missed."""
    factor = Decimal(
        str(round(rng.choice([1.0, 1.0, rng.uniform(1.0, 1.25), rng.uniform(1.0, 1.15), rng.uniform(0.6, 0.98)]), 3))
    )
    step = Decimal(1).scaleb(-decimals)
    return max(step, (target * factor).quantize(step, ROUND_HALF_UP))


def _from_effect(rng: random.Random, row: dict[str, str], key: str, year: int, accounts: Accounts) -> Indicator:
    level2 = row["level2"]
    level1 = LEVEL1.get(level2, "满意度指标" if "满意度" in level2 else "效益指标")
    kind, canonical = row["kind"], row["canonical"] or None

    def made(target: Value, actual: Value, direction: Literal["up", "down", "text"] = "up") -> Indicator:
        return Indicator(
            key, level1, level2, row["text"], canonical, target, actual, Decimal(0), Decimal(0), direction=direction
        )

    if kind == "text":
        return made(Value(words=row["target"]), Value(words=row["actual"]), "text")
    if kind == "day":
        month = rng.randint(9, 12)
        words = rng.choice([f"{{@Y年{month}月}}底前", f"{{@Y年{month}月}}", f"{{@Y年{month}月30日}}前"])
        done = rng.choice([f"{{@Y年{month - rng.randint(0, 2)}月}}", f"{{@Y年{month}月15日}}"])
        return made(Value(words=words), Value(words=done), "text")
    if kind == "cost":
        spent, budget = accounts.of("年度资金总额"), accounts.of("年度资金总额", "全年预算数")
        return made(Value(budget, "万元", rng.choice(["le", "exact"])), Value(spent, "万元"), "down")
    low, high = Decimal(row["low"]), Decimal(row["high"])
    decimals = len(row["low"].partition(".")[2])
    target = Decimal(rng.randint(int(low * 10**decimals), int(high * 10**decimals))) / 10**decimals
    unit = row["unit"]
    if kind == "ratio-down" and row["text"] in CONTROLLED:
        item = CONTROLLED[row["text"]]
        if not accounts.of(item, "预算数"):
            item = "公用支出"
        rate = percent(accounts.of(item), accounts.of(item, "预算数"))
        name = next(n for n, i in CONTROLLED.items() if i == item)
        row, canonical = {**row, "text": name}, name
        return made(Value(Decimal(100), unit, rng.choice(["le", "exact"])), Value(rate, unit), "down")
    if kind == "ratio-down":
        actual = max(Decimal(1), target - Decimal(rng.randint(0, 90)) / 10)
        return made(Value(target, unit, rng.choice(["le", "exact"])), Value(actual, unit), "down")
    if kind == "ratio":
        top = min(Decimal(100) - target, target / 8)
        actual = target + (top * Decimal(rng.randint(0, 80)) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if rng.random() < 0.18 and target > 80:
            actual = target - Decimal(rng.randint(5, 60)) / 10
        return made(Value(target, unit, rng.choice(["exact", "ge", "ge"])), Value(actual, unit))
    if "时限" in row["text"]:
        return made(Value(target, unit, "le"), Value(max(Decimal(1), target - rng.randint(0, 5)), unit), "down")
    actual = _around(rng, target, decimals)
    return made(Value(target, unit, rng.choice(["exact", "ge"])), Value(actual, unit))


def attained(row: Indicator) -> bool:
    """Whether the actual meets the target; words always do here."""
    if row.target.number is None or row.actual.number is None:
        return True
    if row.direction == "down":
        return row.actual.number <= row.target.number
    return row.actual.number >= row.target.number


def _scored(rng: random.Random, row: Indicator, vocabulary: str) -> Indicator:
    """Full score where the target is met; else in proportion, with a reason."""
    if attained(row):
        return replace(row, score=row.weight)
    assert row.actual.number is not None
    assert row.target.number is not None
    share = row.actual.number / row.target.number if row.direction == "up" else row.target.number / row.actual.number
    score = (row.weight * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    score = min(score, row.weight - Decimal("0.1"))
    reason = rng.choice(choose_from("sentences", vocabulary, kind="reason-neg"))["text"]
    return replace(row, score=score, note=reason)
