"""Units that mean different things: 度, 方, 分 decided by the words around; left open where they do not decide."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from jixiao.document.measures import Dimension
from jixiao.numbers.ground import Ground
from jixiao.numbers.units import UnitInfo

_WITH_OTHER = re.compile(r"[^\s\d.,，一二两三四五六七八九十百千零几数万亿余多约近超≥≤><＞＜]+[（(][^（）()]*[）)]")
"""台（件）: a measure word with another in brackets, without the number and the bound before it."""
_WINDOW = 14
_ELECTRIC = re.compile(r"[电]|能耗|光伏|风力|发电|用能|充电")
_WARM = re.compile(r"温|摄氏|热|冷藏|气象|水浴|冷库|保鲜")
_ANGLE = re.compile(r"角|旋转|坡|经度|纬度|北纬|东经|弯|转")
_EARTH = re.compile(r"土|石|砂|沙|混凝土|砼|木材|水|渣|淤|垃圾|弃|填|挖|气|蓄|库容|浇|料|堆")
_GROUND = re.compile(r"面积|墙|房|占地|场地|棚|厂房|铺|地砖|屋面|绿化|草坪|厂区|建筑")
_SCORE = re.compile(r"计|得|扣|加|减|评|分值|满分|总分|权重|考核|自评|成绩|等次|优|良|[(、;；:：,，\n\t]")
_CLOCK = re.compile(r"时|小时|度")


@dataclass(frozen=True, slots=True)
class Settled:
    """The unit after the context has spoken."""

    info: UnitInfo
    doubts: tuple[str, ...] = ()


def _as(info: UnitInfo, dimension: Dimension, base: str, factor: Fraction | int = 1) -> UnitInfo:
    exact = info.exact * factor
    return replace(
        info, dimension=dimension, base=base, exact=exact, factor=Decimal(exact.numerator) / Decimal(exact.denominator)
    )


def _clause(text: str, start: int) -> str:
    """The words of the same clause before this place, at most ``_WINDOW`` of them."""
    return re.split(r"[,，。;；、\n]", text[max(0, start - _WINDOW) : start])[-1]


def resolve(ground: Ground, start: int, end: int, info: UnitInfo) -> Settled:
    """The meaning of an ambiguous unit at this place of a folded text; the unit itself where it is not ambiguous."""
    text = ground.text
    last = info.unit[-1:]
    if last == "度" and info.dimension == "energy":
        around = _clause(text, start) or text[max(0, start - _WINDOW) : start]
        if not (_ELECTRIC.search(around) or _WARM.search(around) or _ANGLE.search(around)):
            around = text[max(0, start - _WINDOW) : start] + text[end : end + 8]
        if _ELECTRIC.search(around):
            return Settled(info)
        if _WARM.search(around):
            return Settled(_as(info, "other", "℃"))
        if _ANGLE.search(around):
            return Settled(_as(info, "other", "度"))
        return Settled(_as(info, "other", "度"), ("ambiguous-unit",))
    if last == "方" and info.dimension == "volume" and "标" not in info.unit:
        around = text[max(0, start - _WINDOW) : start] + text[end : end + 8]
        earth, floor = _EARTH.search(around), _GROUND.search(around)
        if earth and not floor:
            return Settled(info)
        if floor and not earth:
            return Settled(_as(info, "area", "平方米"))
        return Settled(info, ("ambiguous-unit",))
    if info.dimension == "count" and "(" in info.base:
        printed = _WITH_OTHER.search(ground.printed(start, end))
        return Settled(replace(info, base=printed[0]) if printed is not None else info)
    if info.unit == "分" and info.dimension == "score":
        before = text[max(0, start - 8) : start]
        if re.search(r"小时[ ]?$|[0-9]时[ ]?$", before):
            return Settled(_as(info, "time", "秒", 60))
        if re.search(r"[元角][ ]?$", before) or text.startswith("钱", end):
            return Settled(_as(info, "money", "元", Fraction(1, 100)))
        if _SCORE.search(before[-4:]) or not before:
            return Settled(info)
        return Settled(info, ("ambiguous-unit",))
    return Settled(info)
