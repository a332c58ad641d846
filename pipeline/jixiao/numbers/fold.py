"""Folds a text for the number grammar, one character to one: offsets into the folded text are offsets into the text."""

from __future__ import annotations

import re

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v"

_TABLE: dict[int, str] = {}
for _to, _froms in (
    ("0123456789", "０１２３４５６７８９"),
    ("一二三四五六七八九十百千万亿", "壹贰叁肆伍陆柒捌玖拾佰仟萬億"),
    ("二三三四六", "貳參叄䦉陸"),
    ("一二三", "弌弍弎"),
    ("二三", "贰叁"),
    ("〇〇", "○◯"),
    ("两元元", "兩圆圓"),
    ("个项条种张间户亩吨级", "個項條種張間戶畝噸級"),
    ("数几余过约", "數幾餘過約"),
    ("层场处", "層場處"),
    ("顷里台辆艘栋", "頃裏臺輛艘棟"),
    ("%.,:;()=<>+/~-[]", "％．﹐：；（）＝＜＞＋／～－［］"),
    ("≥≤≥≤", "≧≦⩾⩽"),
    ("---", "−–‐"),
    ("—", "―"),
    ("~~", "∼〜"),
    ("[]", "〔〕"),
    ("[]", "【】"),
):
    for _new, _old in zip(_to, _froms, strict=True):
        _TABLE[ord(_old)] = _new
for _space in _SPACES:
    _TABLE[ord(_space)] = " "
for _mark in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
    _TABLE[ord(_mark)] = " "
_TABLE.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # lone surrogates, which no automaton takes


def fold_text(text: str) -> str:
    """The text with widths, capital and traditional numerals, blanks and look-alike signs folded, at the same length.

    >>> fold_text("１２．５億圓，≧９０％")
    '12.5亿元，≥90%'
    """
    return text.translate(_TABLE)


_LIST_NUMBER = re.compile(
    r"^([ \t]{0,8}[(]?[1-9][0-9]?)\."
    r"(?=(?:19|20)[0-9]{2}[ ]{0,4}年|[0-9]{1,4}[ ]?(?:个(?!百|亿|月|小|工)|[家项次条名人场户处座起宗批套台辆份本期]))",
    re.MULTILINE,
)
"""The point of a list number that touches the number behind it: 3.2022年度, 1.3家企业."""


def prepare(text: str) -> str:
    """The folded text with the points of list numbers turned to 、, so that they touch no number; same length.

    >>> prepare("3.2022年度")
    '3、2022年度'
    """
    return _LIST_NUMBER.sub(r"\1、", fold_text(text))
