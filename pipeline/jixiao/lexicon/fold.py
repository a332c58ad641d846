"""One spelling for comparing terms: width, traditional forms, blanks, bullets and quotation marks are folded away."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache

from jixiao.lexicon.paths import data_folder

_DROPPED = set("“”\"'‘’「」『』〝〞＂＇*#_·•●○◆■□▪…。，,、；;：:！!？?~～^")
_BRACKETS = str.maketrans({"〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "﹝": "(", "﹞": ")"})


@cache
def variant_table() -> dict[int, str]:
    """Traditional and variant characters to their simplified standard form, from lexicons/variants.csv."""
    path = data_folder("lexicons") / "variants.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {ord(row["variant"]): row["standard"] for row in csv.DictReader(file)}


def fold(term: str) -> str:
    """The folded form of a term.

    >>> fold("“三公”经费　控制率：")
    '三公经费控制率'
    >>> fold("部門（單位）名稱")
    '部门(单位)名称'
    """
    plain = unicodedata.normalize("NFKC", term).translate(variant_table()).translate(_BRACKETS)
    return "".join(
        c for c in plain if not c.isspace() and c not in _DROPPED and unicodedata.category(c) not in {"Cf", "Co", "Cc"}
    )
