"""What the reports of several provinces share: points shared out anew, duties, scores and grades in sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jixiao.synthesis.blocks import Block, Paragraph
from jixiao.synthesis.indicators import attained
from jixiao.synthesis.parts import (
    field,
)
from jixiao.synthesis.printing import number_json
from jixiao.synthesis.rich import Rich, join
from jixiao.synthesis.truth import Indicator, Truth, grade_of
from jixiao.synthesis.writer import Writer


def reweighted(indicators: tuple[Indicator, ...], shares: dict[str, int]) -> tuple[Indicator, ...]:
    """The same rows with other points for the first levels; weights whole, scores in proportion."""
    result: list[Indicator] = []
    for level1, points in shares.items():
        own = [i for i in indicators if i.level1 == level1]
        base, over = divmod(points, max(1, len(own)))
        for n, item in enumerate(own):
            weight = Decimal(base + (1 if n < over else 0))
            score = (
                weight
                if attained(item)
                else (item.score / item.weight * weight).quantize(Decimal("0.01"), ROUND_HALF_UP)
            )
            result.append(replace(item, weight=weight, score=score))
    return tuple(result)


def paragraphs(writer: Writer, *kinds: str) -> list[Block]:
    """A paragraph of each kind."""
    return [Paragraph(writer.say(writer.text("sentences", kind=kind))) for kind in kinds]


def duties(writer: Writer, truth: Truth) -> Rich:
    """What the unit is there for, in one sentence."""
    found = [
        writer.say(writer.text("sentences", kind="duty", sector=truth.unit.sector))
        for _ in range(writer.rng.randint(3, 5))
    ]
    return join("；", found) + "。"


def grade_field(writer: Writer, truth: Truth, score: Decimal) -> Rich:
    """The grade that the score earns, unless another is planted."""
    grade = truth.switches.get("grade", grade_of(score))
    return field("评价等次", grade, grade).marked("tag", name="grade")


def score_field(writer: Writer, score: Decimal, tag: str = "total@文", subject: str = "自评得分") -> Rich:
    """The score in a sentence."""
    return field("自评得分", writer.claimed(subject, score, "分"), number_json(score)).marked("tag", name=tag)
