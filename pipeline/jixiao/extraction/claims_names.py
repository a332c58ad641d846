"""The canonical indicator that a subject names, and the entity that a sentence speaks of."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jixiao.extraction.claims_clause import Phrase
from jixiao.extraction.claims_words import in_front
from jixiao.lexicon import Match, Terms, read_table

_ENTITY = re.compile(
    r"""
      (?<![一-鿿])(?:全国|全省|全市|全县|全区|全州|全镇|全乡|全旗|全系统|全园区?|园区|城区|县域|市域|辖区)
    | [一-鿿“”（）()]{2,18}
      (?:有限责任公司|有限公司|股份公司|集团公司|集团|公司|合作社|管委会|开发区|高新区|保税区|新区|街道办事处|街道|人民医院|医院|学校|大学)
      (?=[^员司们的内里])
    | (?:我|本)(?:单位|局|部|中心|委|办|院|校|所|站|馆|县|市|区|镇|乡|街道|园区|公司|厅|州)
    """,
    re.VERBOSE,
)
_LEAST = 2


@cache
def _terms() -> Terms:
    names: dict[str, list[str]] = {}
    for row in read_table("claims_indicators.csv", ("id", "name", "aliases", "source")):
        names[row["name"]] = list(row.many("aliases"))
    for table in ("indicators.csv", "finance.csv"):
        for row in read_table(table, ("name", "aliases"), key="name"):
            if table != "indicators.csv" or row["level"] not in ("1", "2"):
                names.setdefault(row["name"], []).extend(row.many("aliases"))
    return Terms.of(names)


@lru_cache(maxsize=4096)
def indicator(subject: str) -> Match | None:
    """The canonical name of what a claim counts: the subject itself, or without its verb or place in front.

    >>> indicator("完成规模工业总产值").name
    '规模以上工业总产值'
    >>> indicator("走访企业") is None
    True
    """
    terms = _terms()
    text = subject
    for _ in range(4):
        found = terms.exact(text)
        if found is not None:
            return found if text == subject else Match(found.name, found.alias, 0.95, 1.0)
        match = in_front("light", "lead").match(text) or _place().match(text) or in_front("verb").match(text)
        if match is None or len(text) - match.end() < _LEAST:
            return None
        text = text[match.end() :]
    return None


@cache
def _place() -> re.Pattern[str]:
    return re.compile(r"(?:全国|全省|全市|全县|全区|全州|园区|本级|部门|单位|我(?:市|县|区|省|局|单位)|地方)")


def without_verb(name: str) -> str:
    """A name without the action in front: 培育高新技术企业 → 高新技术企业.

    >>> without_verb("走访服务企业家次")
    '企业家次'
    """
    match = in_front("verb", "light", "lead").match(name)
    return name[match.end() :] if match is not None and len(name) - match.end() >= _LEAST else name


def entity(clause: str) -> str | None:
    """Who or what place a clause speaks of, as printed; None where it names none.

    >>> entity("全区完成税收")
    '全区'
    """
    match = _ENTITY.search(clause)
    return match[0].strip("“”（）()") if match is not None else None


_OF_PROJECT = re.compile(
    r"(?P<whose>.{4,}(?:项目|专项|工程))(?P<what>(?:绩效)?(?:自评)?(?:综合)?(?:得分|评分|总分|预算执行率|执行率|资金执行率))"
)


def of_project(words: Phrase) -> tuple[str | None, Phrase]:
    """A project and what is said of it: 危桥改造项目自评得分 → 危桥改造项目, 自评得分."""
    match = _OF_PROJECT.fullmatch(words.text)
    return (match["whose"], words.part(match.start("what"))) if match is not None else (None, words)
