"""The turns of phrase by which prose tells amounts of the accounts: what stands before, between and after them."""

from __future__ import annotations

import re

BOUNDARY = re.compile(r"[，,；;。：:\n]|[（(](?!境[）)])|(?<!境)[）)]|其中|包括|分别[为是]|以及")
FILLER = re.compile(
    r"(?:支出|总额|规模|合计|共计?|总计|金额|决算数?|预算数?|执行数?|安排|费用|资金|实际|完成|数额|总数|收支"
    r"|为|是|达到?|约|近|了|数|有|额|仅|均|全部|使用|列支|开支|批复|下达|到位)*+"
)
"""What may stand between an item and its amount."""
LEFT = re.compile(
    r"(?:(?:20\d\d|上|本|当|去|今|全)年(?:度|初|末)?|截[至止].{0,8}|年[初末]|本?级?财政|我?[们]?(?:单位|部门|中心|局|部|委|办|院|站|所|镇|街道)|本(?:单位|部门|中心|局|部|委|办|院|级)"
    r"|区?.{0,4}财政(?:局)?(?:拨款|预算|批复)?|执行(?:过程)?中|年中|过程中|一般公共预算(?:财政拨款)?|批复的?|安排的?|实现|完成|总|共计?|合计|累计|各项|实际|部门|整体|年度|决算|预算|调整|的|其|收到|取得|列支|支出|总体|合计|使用|，|主要)*+"
)
"""What may stand before a short item such as 收入, so that 主营业务收入 is none of ours."""
CHANGE = re.compile(
    r"(?:增加|减少|增长|下降|降低|压减|压缩|节约|节省|超支|差额|提高|上升|降|增)(?:了|约|近|资金|经费|成本|支出|金额)*$"
    r"|(?:较|比)(?:年初|同期|预算).{0,6}$|(?:由|从)$"
)
"""The amount is a difference or a base, not an amount of the accounts."""
BASE = re.compile(r"(?:较|比|与|同)(?:上年|去年|上一年)(?:度|同期)?(?:的|决算数?|支出数?|实际)*$")
"""比上年的3143.14万元增长…: last year's amount of what the sentence is about."""
AFTER = re.compile(r"\s*(?:是|为|用于|作为|系|属于?)\s*(?P<name>[^，,；;。、：:（(\n\d]{2,24})")
BEARER = re.compile(
    r"\s*[（(](?P<level>中央|自治区|省|市|州|盟|县|区|旗)(?:本?级)?(?:财政)?(?:补助|配套|资金|承担|安排)*[）)]"
)
"""下达食品安全抽检资金327万元（中央）、65万元（省级）: whose money it is stands behind the amount."""
ALLOTTED = re.compile(r"(?:上级|中央|省级?|市级?|财政[部厅局]?)[^，。；]{0,6}下达")
"""Money handed down is a budget, and so is what the unit's own county adds to it."""
DONE_WITH = re.compile(
    r"\d[\d,，.]*[余多]?万?(?:人次|场次|家次|批次|场|次|人|户|家|个|名|件|期|项|处)[^；;。：:]{0,4}，$"
)
"""开展助残服务924人次，支出资金197万元: what an activity cost, not what the unit spent."""
COST_OF_IT = re.compile(r"(?:共|合计|累计)?(?:支出|使用|投入)(?:资金|经费)")
HEADED = re.compile(r"其中|包括|主要用于|分别|用于|含|具体")
SPENT = re.compile(r"(?:支出|经费|费用|专项|拨款|费|资金)$")
PROJECT = re.compile(
    r"[^项目]{3,}(?<!下达)(?<!安排)(?<!批复)(?<!部门)(?<!单位)(?<!申报)(?<!预算)(?<!全部)(?<!所有)(?<![该本此各个])(?:项目|工程)$"
)
"""疫苗冷链项目, not 财政部门下达项目."""
YEAR = re.compile(r"(20\d{2})\s*年|(上年|去年|上一年)(?!结转|结余|度?结转)")
PUBLIC_NAMES = re.compile(
    r"一般公共预算|公共财政预算|政府性基金预算|国有资本经营预算|社会保险基金预算|财政预算(?!安排)"
)
MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("年初预算数", re.compile(r"年初(?:部门)?(?:批复)?(?:的)?预算|年初(?:批复|安排|下达)")),
    ("全年预算数", re.compile(r"全年预算(?!收入|支出)|调整后的?预算|调整预算数|(?:年度|全年)调整预算")),
    ("决算数", re.compile(r"决算|执行|实际|完成(?!年?初?预算)|使用")),
    ("预算数", re.compile(r"预算|计划安排")),
)
ONLY_MEASURE = re.compile(
    r"(?:(?:[省市县区本上]级?)?财政(?:部门|局)?(?:下达|安排|批复))?(?:完成|占|支出)?(?:[本该此]?项目)?(?:年初|全年|调整后的?|年度|项目)?(?:部门|项目)?(?:批复)?(?:预算|决算|执行)(?:数|安排|批复|金额|资金)?"
)
SPENT_ONLY = re.compile(r"(?:实际|全年|累计|共|已)*(?:支出决算|支出|执行|使用|支付|完成支出)(?:数|资金|金额)?")
"""What was spent of the amount that the sentence began with."""
TO_DATE = re.compile(r"全年|累计|共")
SUMMED = re.compile(r"(?:共计?|合计|累计|总计)+(?:支出|开支|花费|使用|金额|费用)*")
"""共计支出: of what the sentence has counted before."""
PROJECTS = re.compile(
    r"(?:[\d一二两三四五六七八九十]{1,3}个|各|全部|上述)(?:项目|专项)(?:资金)?(?:共计?|合计|累计|实际|总)*(?:支出|使用|执行)"
)
"""3个项目共支出: the funds of all."""
ARRIVED = re.compile(r"(?:实际|已|全部|累计)*到位")
"""预算1420万元，到位1420万元."""
NO_HEAD = frozenset({"上年结转", "年末结转结余", "预算追加", "到位资金"})
"""Amounts beside the budget: a 全年预算 behind them is not theirs."""
ADDED = re.compile(r"(?:年中|年度|执行中|预算|调整)*追加(?:预算|资金|经费)?")
OWN = re.compile(r"(?:我|本|全)(?:局|单位|部门|中心|委|办|院|站|所|厅|镇|乡|街道|校|会|队|处|科)")
"""我局年初批复预算: the unit's whole outlay, not the funds of a project."""
RECEIVED = re.compile(r"\s*(?:均|已|全部)?(?:于[^，。；\n]{0,16})?(?:均|已|全部)*到位")
WHOLE_YEAR = re.compile(r"(?:全年|本年|当年|年度)?(?:总|实际)?(?:收入|支出)(?:合计|总额)?")
BOTH_TOTALS = re.compile(r"收入?[、和及与]?支出?总计|收入总计[、和及与]支出总计")
"""收、支总计均为: one amount, two items."""
BUDGETED = frozenset({"年初预算数", "全年预算数", "预算数"})
LEADING = re.compile(
    r"^(?:截[至止](?:到)?(?:20\d\d年)?(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?|\d{1,2}[、.．)）]|[①-⑳]|(?:20\d\d|上|本|去|当|今)年(?:度)?|其中|包括|分别|以及|和|及|与|另|另外|主要|全部|我单位|本单位|部门|主要用于|用于|：|:|，|,|、|\s)+"
)
NAME_TAIL = re.compile(r"(?:共计?|合计|总计|为|是|达到?|有|约|近|了|仅|安排|使用|实际)+$")
MEASURE_TAIL = re.compile(r"(?:年初|全年|调整后)?(?:的)?(?:预算|决算|执行)(?:数|金额|安排|资金)?$")
OUTSIDE = frozenset({"到位资金", "专项资金", "中央资金", "省级资金", "市级资金", "县级资金", "其他资金"})
"""Funds that a report also boasts of having won for others: 向上争取项目22个，到位资金8749万元."""
GOES_ON = ("其中", "包括", "具体")
"""A sentence that begins so lists the parts of what the sentence before is about."""
NEAR = 240
"""So many characters before an amount say whose money it is."""
LONGEST = 80
"""No item has a longer name; of a longer clause the end is looked at."""
SPECIFIC = 4
"""An alias of this many characters is an item wherever it stands; a shorter one only at the start of its clause."""
