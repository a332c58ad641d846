"""The closed list of reason codes: why a confidence is not higher, in words for a reviewer."""

from __future__ import annotations

REASONS: dict[str, tuple[str, str]] = {
    "ocr-low": ("扫描识别的字符把握不足", "characters were hard to read on the scan"),
    "stray-marks": (
        "首尾有不像文字的符号，可能是表格线或污渍",
        "marks at its edge are no words: a ruling or a stain, perhaps",
    ),
    "fuzzy-match": ("名称只是近似于词表中的名称", "the name only resembles the one in the lexicon"),
    "thin-margin": ("另一名称几乎同样相近", "another name is almost as near"),
    "look-alike": ("含有形近字，可能识别有误", "it holds look-alike characters that may be misread"),
    "unmatched-name": ("名称不在词表中", "the name is not in the lexicon"),
    "unit-inherited": ("单位来自表头或标题", "the unit comes from a header or a caption"),
    "unit-missing": ("没有找到单位", "no unit was found"),
    "structure-inferred": ("表格结构由文字推断", "the table's structure was inferred from text"),
    "row-ragged": ("该表行的单元格数与表头不符", "the row has other cells than the header"),
    "row-shifted": ("该表行疑似错位", "the row seems to be shifted"),
    "row-joined": ("该表行由断开的两行拼成", "the row was put together from two"),
    "parts-missing": ("同表其他行有的内容，这一行没有", "it lacks what the other rows of its table have"),
    "level-odd": (
        "一级、二级指标处的文字不像该级指标的名称",
        "what stands as first or second level is no such level's name",
    ),
    "number-missing": ("标题的编号不接上一个，层次可能有误", "the heading's number does not follow the one before"),
    "unread-near": ("附近有未能读出的数字", "numbers close by could not be read"),
    "span-guessed": ("合并单元格的范围是推断的", "the extent of a merged cell was inferred"),
    "page-break": ("表格跨页拼接", "the table was stitched over a page break"),
    "ambiguous": ("还有其他读法", "other readings are possible"),
    "level-unsure": ("标题层次不确定", "the heading's level is uncertain"),
    "run-in-heading": ("标题与正文同行", "the heading runs into its paragraph"),
    "year-inherited": ("年度取自上下文", "the year comes from the context"),
    "year-disputed": ("报告自称的年度前后不一", "the report names itself of two different years"),
    "novel-words": ("此处用词与训练语料相去较远", "the words here are new to what the model was trained on"),
    "damaged": ("原文残缺", "the source is damaged here"),
    "name-disputed": ("同一名称在别处有一字之差", "the name stands elsewhere with one other character"),
    "subject-behind": ("对象的名称在数字之后", "what is counted is named behind the number"),
    "subject-far": ("对象的名称与数字相隔较远", "what is counted is named far from the number"),
    "subject-short": ("对象的名称很短", "the name of what is counted is very short"),
    "sum-mismatch": ("与相关数字加总不符", "it does not add up with related figures"),
    "restated-otherwise": ("同一数字在别处不同", "the same figure is stated otherwise elsewhere"),
    "from-narrative": ("取自正文叙述，不是表格", "taken from prose, not from a table"),
    "item-unknown": ("项目名称不在词表中，按原文记录", "the item is not in the lexicon: its name is as printed"),
    "header-unknown": (
        "表头不在词表中，按表格形状读取",
        "the table's header is not in the lexicon: it was read by its shape",
    ),
    "two-items": ("行和列各有一个项目名称", "the row and the column each name an item"),
    "cells-guessed": (
        "空单元格已丢失，列按内容推断",
        "blank cells were lost: columns were inferred from what the cells hold",
    ),
    "placeholder-name": ("名称是模板中的占位文字", "the name is a placeholder of the template"),
    "approximate": ("原文是约数", "the figure is approximate"),
    "indefinite-article": ("“一个”“一次”等可能不表示数量", "一个, 一次 may be no quantity here"),
    "ambiguous-unit": ("单位有不止一种含义", "the unit has more than one meaning"),
    "ambiguous-fraction": ("分数也可能是日期或编号", "the fraction may be a date or a number of something"),
    "unit-elided": ("单位省略，由上下文推断", "the unit is left out and taken from the context"),
    "number-wrapped": ("数字被换行或空格断开", "the number was broken by a line end or a blank"),
    "digits-joined": ("数字的写法不规范，已拼合", "the digits were printed irregularly and joined"),
    "short-year": ("年份只印了两位数", "the year is printed with two digits only"),
    "open-sides": ("扫描表格的左右边线缺失", "the scanned table has no side lines"),
    "open-top": ("扫描表格的上边线缺失", "the scanned table has no top line"),
    "open-bottom": ("扫描表格的下边线缺失", "the scanned table has no bottom line"),
    "half-ruled": ("扫描表格只有部分边线", "the scanned table is ruled only in part"),
    "aligned": ("扫描表格按文字对齐推断", "the scanned table was inferred from alignment"),
}
"""Code -> (Chinese, English)."""


def explain(code: str, language: str = "zh") -> str:
    """The sentence for a reason code; the code itself where it is unknown to this version.

    >>> explain("unit-inherited", "en")
    'the unit comes from a header or a caption'
    """
    zh, en = REASONS.get(code, (code, code))
    return zh if language == "zh" else en
