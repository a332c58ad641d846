"""Whose money a bare 支出, 支出率 or 年初预算 is: the fund named in the clause before, or in the title over it."""

from __future__ import annotations

import re
from functools import cache

from jixiao.extraction.claims_clause import Phrase
from jixiao.extraction.claims_words import at_end, words

_BUDGET = re.compile(
    r"(?:年初|年度|全年|本年|调整后|年中)?(?:批复|安排|下达|追加)*(?:预算|决算)?(?:支出|安排|资金|收入)?(?:总)?(?:数|额)?(?:为)?$"
)
"""What stands behind a fund's name and is no part of it: 演出专项资金**年初预算**."""
_SUMMED = re.compile(r"^(?:共计|合计|总计|累计|共)(?=.)")
_SOURCE = re.compile(
    r"[（(](?P<whose>(?:中央|省级?|市级?|州级?|县级?|区级?|上级|本级|地方|自筹|社会)(?:财政)?(?:资金)?)[)）]"
)
"""资金9.7万元（中央）、2.6万元（省级）: who gave it stands behind."""
_NO_FUND = ("年初", "年度", "全年", "年中", "预算", "安排", "本年")
"""年初预算安排专项资金: what a name does not begin with."""
_MONEY_IN_GENERAL = re.compile(r"预算安排|安排资金|到位资金|安排财政|投入资金|筹措资金")
_OF_PROJECT = re.compile(r"(?:支出)?(?:绩效)?(?:自评)?(?:完成|执行|实施)?(?:情况|结果|绩效|自评)$")
_NO_PROJECT = re.compile(
    r"[，。；：、0-9]|(?:情况|概况|状况|说明|分析|管理|使用|结果|成效|效益|措施|建议|打算|问题|机制|制度|依据|过程|方式|内容|目标|结论|报告|总体|评价|预算|收入|决算|经费|资金)$"
    r"|^(?:资金|预算|收入|支出|财务|部门|单位|整体|基本支出|项目支出|绩效|自评|附[件表]|年度|总体|概况|其他)"
)
"""Titles that name a part of the report, not a project."""
_LEAST = 6
"""Shorter names (项目资金, 专项经费) tell no fund from another."""
_LEAST_TITLE = 4
"""A title may be 会议费."""
_LONGEST = 28


def of_fund(own: Phrase, last: Phrase | None, title: Phrase | None) -> Phrase:
    """A part of a fund's money with the fund in front; as it is where no fund is named.

    >>> fund, own = Phrase("社区食堂补助资金预算", tuple(range(10))), Phrase("支出", (14, 15))
    >>> of_fund(own, fund, None).text
    '社区食堂补助资金支出'
    >>> of_fund(own, Phrase("全年收入", (0, 1, 2, 3)), None).text
    '支出'
    """
    part = own.part(match.end()) if (match := _SUMMED.match(own.text)) is not None else own
    if part.text not in _parts():
        return own
    fund = _fund(last) if last is not None else Phrase()
    if not fund and title is not None:
        project = _fund(title, _LEAST_TITLE) or _project(title)
        if last is None or last.text in _parts() or (project and last.text.startswith(project.text)):
            fund = project
    if not fund:
        return own
    return fund + part.part(2) if part.text.startswith("支出") and fund.text.endswith("支出") else fund + part


def given_by(text: str, end: int) -> Phrase | None:
    """Who gave an amount that ends here, where a bracket behind it says so: 9.7万元（中央） → 中央资金.

    >>> given_by("1420万元（中央）", 6).text
    '中央资金'
    """
    source = _SOURCE.match(text, end)
    if source is None:
        return None
    whose = Phrase(source["whose"], tuple(range(*source.span("whose"))))
    return whose if "资金" in whose.text else whose.glued("资金")


def _fund(words_: Phrase, least: int = _LEAST) -> Phrase:
    """The fund that some words name, without what is said of its budget; empty where they name none."""
    text = words_.text
    if text.startswith(_NO_FUND) or _MONEY_IN_GENERAL.search(text):
        return Phrase()
    part = _behind().match(text[::-1])
    for end in (len(text) - part.end() if part is not None else 0, _budget(text), len(text)):
        if least <= end <= _LONGEST and _ends().match(text[:end][::-1]) is not None:
            return words_.part(0, end)
    return Phrase()


def _project(title: Phrase) -> Phrase:
    """The project that a title of its own names: 农村公路养护项目绩效 → 农村公路养护项目; empty where it says something else."""
    words_ = title.part(0, match.start()) if (match := _OF_PROJECT.search(title.text)) is not None else title
    if not _LEAST_TITLE <= len(words_.text) <= _LONGEST or _NO_PROJECT.search(words_.text) is not None:
        return Phrase()
    return (
        Phrase() if words_.text.startswith(words("aim-title")) or words_.text.endswith(words("issue-title")) else words_
    )


def _budget(text: str) -> int:
    match = _BUDGET.search(text, max(0, len(text) - _LEAST * 2))
    return match.start() if match is not None else len(text)


@cache
def _parts() -> frozenset[str]:
    return frozenset(words("fund-part"))


@cache
def _behind() -> re.Pattern[str]:
    return at_end("fund-part")


@cache
def _ends() -> re.Pattern[str]:
    return at_end("fund-end")


__all__ = ("given_by", "of_fund")
