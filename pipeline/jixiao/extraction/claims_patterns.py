"""The patterns that tell levels, growth, bases and shares apart; made once from the lexicon, all linear in the clause.

They are matched at the end of the words that stand directly before a quantity, where # stands for other quantities.
Lists of words repeat possessively, longest first: no text makes them backtrack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jixiao.extraction.claims_words import either, words

_AGAINST = r"""
    (?:与|和|同|对|对比|相比|相较于?|比|较|比较|按)?
    (?:去年同期|上年同期|去年|上年度?|上一年度?|前年|年初|年初计划|年初目标|年初预算|计划|目标|预算|目标任务|可比口径|可比价格?|可比价格计算|往年|前期|期初|原计划|
       上月|上季度|上一季度|上半年|同期|培训前|改造前|(?:19|20)\d\d年|“?[一二三四五六七八九十]{1,2}五”?)
    (?:同期|数|水平|任务|预算数?|计划数?|末|底|期)?(?:相比|相较|比较|计算)?
"""
_THING = r"[^，。；#]"
_LASTING = r"(?:已?连续[一二三四五六七八九十两0-9]{1,3}(?:年|个月|个季度))?"
"""占比连续五年保持在80%."""
_THAN = r"(?:比(?![例重值率])|较)"
"""比 that compares, not that of 比例."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """One pattern a concept."""

    growth: re.Pattern[str]
    """同比增长, 比年初计划增加, 增幅达, 较上半年下降了."""
    behind: re.Pattern[str]
    """20%**的增长**; at the beginning of the words behind."""
    more: re.Pattern[str]
    """同比多争取2600万元."""
    points: re.Pattern[str]
    """高于全市平均水平0.4个百分点, 超出目标5个百分点."""
    higher: re.Pattern[str]
    """比目标值高6.5个百分点."""
    reached: re.Pattern[str]
    """增加到, 降至: a level follows."""
    start: re.Pattern[str]
    """由, 从上年的: where a change begins."""
    led: re.Pattern[str]
    """由建设前的: where a change begins that words behind the quantity lead on (提高到)."""
    base: re.Pattern[str]
    """较去年的, 上年为: what a level is compared with."""
    than: re.Pattern[str]
    """较预算数, where a word of difference stands behind the quantity."""
    differs: re.Pattern[str]
    """增加, 超出, 持平: that word."""
    compared: re.Pattern[str]
    """与2021年相比: a clause that only compares."""
    share: re.Pattern[str]
    """占, 占总支出的, 占比为."""
    whole: re.Pattern[str]
    """What 占 … 的 takes a share of."""
    done: re.Pattern[str]
    """完成年度任务的, 为预算的."""
    of_that: re.Pattern[str]
    """完成预算6.58万元**的**79.03%."""
    doubling: re.Pattern[str]
    """较上年翻番, 减半, 持平."""
    any_change: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, made when they are first asked for."""
    up, down, copula = either(words("up")), either(words("down")), either(words("copula"))
    above, below, base = either(words("above")), either(words("below")), either(words("base"))
    share_links = either(
        [*words("copula"), "的", "重", "由", "从", "降至", "升至", "提高到", "下降到", "降低到", "到", "至"]
    )
    base_links = either(["的", "为", "是", "数", "完成", "决算", "实际", "实现", "仅", "只有", "仅为", "支出", "收入"])
    return Patterns(
        growth=re.compile(
            rf"""
            (?P<against>(?:同比|环比)|{_AGAINST}|{_THAN}{_THING}{{1,12}}?)?
            {either(words("times"))}*
            (?:(?P<up>{up})|(?P<down>{down}))
            (?:率|幅度|幅|速度|值|额|量)?{copula}*+$
            """,
            re.VERBOSE,
        ),
        behind=re.compile(
            r"^的?(?:同比|环比)?(?:(?P<up>增长|增幅|增速|涨幅|提升)|(?P<down>降幅|下降|压减))(?:率|幅度|速度)?(?:$|[^率])"
        ),
        more=re.compile(rf"(?:同比|环比|{_AGAINST})(?:(?P<up>多)|(?P<down>少)){_THING}{{0,4}}$", re.VERBOSE),
        points=re.compile(rf"(?:(?P<up>{above})|(?P<down>{below})){_THING}{{0,14}}$"),
        higher=re.compile(rf"{_THAN}{_THING}{{1,14}}?(?:(?P<up>(?<!提)高)|(?P<down>低))(?:出|了)?$"),
        reached=re.compile(rf"{either(words('reach'))}(?:到|至|为)(?:约|了)?$|(?:^|[^达])(?:到|至)$"),
        start=re.compile(
            r"(?:由|从|自)(?:(?:原来|原先|最初|过去|之前|以往|上年|去年|上年末|年初|改革前|\d{4}年[底末]?|"
            rf"{_THING}{{0,8}}年)的?|原)?(?:每[车人户亩家名床生个件处月年天次]){{0,2}}(?:约|的)?$"
        ),
        led=re.compile(r"(?:由|从)(?![业事属严于此])[^由从，。；#]{1,12}(?:的|前|时|初|末|底|年|期)约?$"),
        base=re.compile(
            rf"(?:(?:比|较|与|同|对比|相比|相较|低于|高于)?{base}(?:同期|末|底)?{base_links}*+"
            rf"|(?:比|较|与|同|低于|高于){_THING}{{0,12}}?(?:年|年度|同期|平均水平|平均|均值|标准值)(?:的|为|是)*+)$"
        ),
        than=re.compile(rf"(?:比|较|与|同){_THING}{{2,16}}$"),
        differs=re.compile(rf"\s*(?:相比)?(?:{up}|{down}|{above}|{below}|高|低|持平)"),
        compared=re.compile(r"(?:^|[，。；])[^，。；]{0,12}(?:比|较|相比|对比)[^，。；]{0,12}$"),
        share=re.compile(
            rf"(?:占比重?|占到?|比重|比例)(?:{_THING}{{0,24}}?(?:的|比重|比例|总额|总量|总数))?{_LASTING}{share_links}*+$"
        ),
        whole=re.compile(rf"占(?P<whole>{_THING}*?)(?:之比|的?(?:比重|比例)|的)?{_LASTING}{share_links}*+$"),
        done=re.compile(
            rf"(?:完成|为|达到?|超额完成|超|是|完成了|相当于|执行)了?"
            rf"(?:{either(words('plan-itself'))}|{_THING}{{0,8}}?(?:目标任务|目标|任务|计划|预算))(?:数|值|额)?的?$"
        ),
        of_that=re.compile(r"的(?:约|近)?"),
        doubling=re.compile(
            rf"(?:同比|环比|{_AGAINST})?"
            r"(?P<all>翻了?(?P<times>[一两二三四]?)番|(?P<half>减半|减少一半|下降一半|降低一半)|(?P<flat>基本持平|持平)|翻倍)",
            re.VERBOSE,
        ),
        any_change=re.compile(f"{up}|{down}"),
    )
