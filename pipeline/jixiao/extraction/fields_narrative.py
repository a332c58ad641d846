"""Document fields that the narrative states: staff, inner bodies, the unit's nature, score and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.document.document import Document
from jixiao.extraction.fields_values import Found, value_of

_N = r"(?P<value>(?:\d{1,5}|[〇零一二两三四五六七八九十百]{1,5})\s*(?:名|人|个|位))"
_LINK = r"(?:总数|总额|数|人数|人员)?(?:共计?|合计|为|有|是|总计|：|:)?\s*"
_STAFF = r"(?:干部职工|工作人员|在职人员|职工|人员|人数)"

QUOTA = re.compile(rf"(?:(?:核定|共有|批准|现有|实有|总)?(?:人员|行政|事业|机关|参公)?编制|定编|核编){_LINK}{_N}")
"""共有编制人数 9 人; 全额拨款事业编制8名; 核定编制 12 个; not 在编人员4人."""
_QUOTA_BEFORE = re.compile(r"编制(?:总数|数|人数)?\s*(?:共|为)?\s*\d{1,5}\s*[名人个][^。]{0,12}$")
STAFF = re.compile(
    rf"""
      实有\s*(?P<value3>\d{{1,5}}\s*[人名])
    | (?:(?:年末)?实有|现有|实际)(?:(?:在职|在岗|在编){{1,2}}{_STAFF}{{0,2}}|{_STAFF}{{1,2}})(?:总数|总计|数)?
      (?:共计?|为|有|是|：|:)?\s*{_N}
    | (?<![编离退聘派雇研勤时员])人员共(?:有|计)?\s*(?P<value2>\d{{1,5}}\s*[人名])
    """,
    re.VERBOSE,
)
"""实有人数 22 人; 现有人数6人; 实际在职103人; 人员共8人."""
ACTIVE = re.compile(rf"(?<![实现际有])在职(?:人员|职工|人数|干部职工)?(?:共计?|为|有|：|:)?\s*{_N}")
POSTED = re.compile(
    rf"(?<![实现际有不非])(?:在编|在岗)(?:在职|在岗|在编)?(?:人员|职工|人数)?(?:共计?|为|有|：|:)?\s*{_N}"
)
"""编制58人，在编55人: the whole staff, where neither 实有 nor 在职 tells it."""
"""其中：在职6人; 在职人员12名."""
RETIRED = re.compile(rf"(?:离退休|退休)(?:人员|人数|干部|职工)?(?:共计?|为|有|：|:)?\s*{_N}")
OFFICES = re.compile(
    rf"""
      内设(?:机构|科室|股室|处室|部门|科股室){_LINK}{_N}
    | (?:内设|设有?|设立)\s*(?P<value2>(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})\s*个)\s*(?:内设|科室|股室|处室)
    """,
    re.VERBOSE,
)
"""内设科室 3 个; 内设机构5个; 设三个内设机构; 内设5个科室."""
SCORE = re.compile(
    r"""
    (?<!项目)(?<!项目绩效)(?:自评|评价|综合|整体支出|绩效)(?:总|综合|绩效)?(?:得分|评分|总分|打分|分数|分值?)(?:合计|共计)?
    (?:为|是|：|:)?\s*(?P<value>\d{1,3}(?:\.\d{1,3})?\s*分)
    """,
    re.VERBOSE,
)
"""整体支出评分为95分; 自评综合得分98.5分; not 某项目自评得分92分."""
GRADE = re.compile(
    r"""
    (?:(?:评价|自评|绩效|评定)(?:结果|等次|等级|结论)|(?:(?<=[，,；;。])|^)\s*(?:等次|等级))(?:等次|等级)?[均都]?(?:为|是|评定为|定为|：|:)\s*
    [“"]?(?P<value>优秀|良好|不合格|较差|优|良|中|差|合格|一般)(?:等次|等级|等)?[”"]?(?![一-鿿”"])
    """,
    re.VERBOSE,
)
"""绩效评价结果为优; 评价等次为“良好”; …得分94分，等次为优; not 等级为“优”的3个."""
NATURE = re.compile(
    r"(?:为|是|属于?)(?P<value>[^，。；、为是属\s]{2,24}(?:事业单位|行政机关|行政单位|预算单位|参公单位))"
)
"""为正科级行政支持类事业单位."""

PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("人员编制", ("编制", "定编", "核编"), QUOTA),
    ("实有人数", ("实有", "现有", "实际", "人员共", "在职", "在编", "在岗"), STAFF),
    ("在职人数", ("在职",), ACTIVE),
    ("离退休人数", ("退休",), RETIRED),
    ("内设机构数", ("设",), OFFICES),
    ("自评得分", ("分",), SCORE),
    ("评价等次", ("结果", "等次", "等级", "结论"), GRADE),
    ("单位性质", ("单位", "机关"), NATURE),
)
"""Field, words of which one must stand in the sentence (looking for them is cheap), pattern."""


def found_in(document: Document) -> Iterator[Found]:
    """The fields that sentences outside tables state, at most one of a kind a sentence."""
    text = document.text.text
    for sentence in document.sentences:
        if document.blocks[sentence.block].cell is not None or sentence.end - sentence.start < 5:
            continue
        taken = False
        for name, words, pattern in PATTERNS:
            if all(text.find(word, sentence.start, sentence.end) < 0 for word in words):
                continue
            match = pattern.search(text, sentence.start, sentence.end)
            if match is None and name == "实有人数":  # without 实有 beside it, 在职 is the whole staff
                match = ACTIVE.search(text, sentence.start, sentence.end)
                taken = match is not None
                match = match or POSTED.search(text, sentence.start, sentence.end)
            elif name == "在职人数" and taken:
                continue
            if match is None:
                continue
            group = next(name for name, value in match.groupdict().items() if value)
            if name == "人员编制" and text[max(sentence.start, match.start() - 4) : match.start()].endswith(
                ("其中", "其中：", "包括")
            ):
                continue
            if name == "人员编制" and _QUOTA_BEFORE.search(text, max(0, match.start() - 40), match.start()):
                continue  # 现有编制82名，其中行政编制51名: a part
            read = value_of(name, text, *match.span(group))
            if read is not None:
                yield Found(name, read[0], read[1], None, 0.85, notes=("from-narrative",))
