"""Document fields that the narrative states: staff, inner bodies, the unit's nature, score and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.document.document import Document
from jixiao.extraction.fields_values import Found, value_of

_N = r"(?P<value>(?:\d{1,5}|[〇零一二两三四五六七八九十百]{1,5})\s*(?:名|人|个|位))"
_BETWEEN = r"(?:总数|总额|数|人数|人员)?(?:共计?|合计|为|有|是|总计|：|:)?\s*"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 共有编制人数 9 人; 全额拨款事业编制8名; 核定编制 12 个; 人员编制数为15名; not 在编人员4人
    ("人员编制", re.compile(rf"(?:核定|共有|批准|现有|实有|总)?(?:人员|行政|事业|机关|参公)?编制{_BETWEEN}{_N}")),
    # 实有人数 22 人; 现有人数6人; 现有在职职工15人; 年末实有人数为8人; 人员共8人
    (
        "实有人数",
        re.compile(
            rf"(?:(?:年末)?实有|现有|实际)(?:在职|在岗|在编)?(?:干部职工|工作人员|职工|人员|人数)+(?:总数|数)?(?:共计?|为|有|是|：|:)?\s*{_N}"
            rf"|(?<![编离退聘派雇研勤时员])人员共(?:有|计)?\s*(?P<value2>\d{{1,5}}\s*[人名])"
        ),
    ),
    # 其中：在职6人; 在职人员12名; not 实际在职人数, which is 实有人数
    ("在职人数", re.compile(rf"(?<![实现际末有])在职(?:人员|职工|人数|干部职工)?(?:共计?|为|有|：|:)?\s*{_N}")),
    # 离退休0人; 退休人员5名
    ("离退休人数", re.compile(rf"(?:离退休|退休)(?:人员|人数|干部|职工)?(?:共计?|为|有|：|:)?\s*{_N}")),
    # 内设科室 3 个; 内设机构5个; 设三个内设机构
    ("内设机构数", re.compile(rf"内设(?:机构|科室|股室|处室|部门|科股室){_BETWEEN}{_N}|设(?:有|立)?\s*(?P<value2>(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})\s*个)\s*内设")),
    # 整体支出评分为95分; 自评得分98.5分; 综合评价得分为 92 分
    ("自评得分", re.compile(r"(?:自评|评价|综合|整体支出)(?:总|综合)?(?:得分|评分|总分|打分|分数|分值?)(?:合计|共计)?(?:为|是|：|:)?\s*(?P<value>\d{1,3}(?:\.\d{1,3})?\s*分)")),
    # 绩效评价结果为优; 评价等次为“良好”; 自评等级：优秀
    ("评价等次", re.compile(r"(?:评价|自评|绩效|评定)(?:结果|等次|等级)(?:等次|等级)?(?:为|是|评定为|定为|：|:)\s*[“\"]?(?P<value>优秀|良好|不合格|较差|优|良|中|差|合格|一般)(?![一-鿿])[”\"]?")),
    # 为正科级行政支持类事业单位; 属于区财政全额预算拨款类事业单位
    ("单位性质", re.compile(r"(?:为|是|属于?)(?P<value>[^，。；、为是属\s]{2,24}(?:事业单位|行政机关|行政单位|预算单位|参公单位))")),
)  # fmt: skip


def found_in(document: Document) -> Iterator[Found]:
    """The fields that sentences outside tables state, at most one of a kind a sentence."""
    text = document.text.text
    for sentence in document.sentences:
        if document.blocks[sentence.block].cell is not None or sentence.end - sentence.start < 5:
            continue
        for name, pattern in PATTERNS:
            match = pattern.search(text, sentence.start, sentence.end)
            if match is None:
                continue
            group = "value" if match["value"] else "value2"
            read = value_of(name, text, *match.span(group))
            if read is not None:
                yield Found(name, read[0], read[1], None, 0.85, notes=("from-narrative",))
