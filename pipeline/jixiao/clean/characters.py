"""Repairs characters: width forms, compatibility and private-use characters, invisible ones, line ends, mark-up residue."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from jixiao.clean.blanks import close_blanks
from jixiao.document.trace import Edit, TracedText
from jixiao.lexicon.fold import variant_table

_SYMBOL_FONTS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf06c": "●", "\uf06e": "■", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0fb": "✗",
    "\uf0fe": "☑", "\uf0fd": "☒", "\uf052": "☑", "\uf0a8": "☐", "\uf06f": "☐", "\uf0a3": "☐", "\uf020": " ",
    "\uf0b3": "≥", "\uf0a3\ufe00": "≤", "\uf0b1": "±", "\uf0d7": "×",
}  # fmt: skip
"""Symbol and Wingdings glyphs that converters leave in the private-use area (code point 0xF000 + font position)."""

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u0000-\u0006\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]+"
)
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029\u000b\u000c]")
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\u0007]")
"""Blanks of every width become one space; U+0007 ends a cell in Word's binary format and in antiword's output."""
_COMPATIBLE = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0e\uff0f\uff1d\uff20\uff5e\u2e80-\u2fdf\uf900-\ufaff]"
)
"""Full-width digits, letters and signs; radicals and compatibility ideographs that look like ordinary characters."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MARKUP = re.compile(
    r"""
      \[bookmark:[^\]\n]{0,80}\]                      # [bookmark: _GoBack] of converters
    | \*\*(?=\S)                                      # bold of Markdown, opening
    | (?<=\S)\*\*                                     # … and closing
    | (?m:^\#{1,6}[ ]+(?=\S))                         # headings of Markdown
    | \[/?(?:b|i|u|size|color|font|center|align)(?:=[^\]\n]{0,40})?\]   # BBCode of mirrors
    | &nbsp;
    | (?<=[一-鿿])[（(][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńň]{1,6}[)）](?=[一-鿿])   # pinyin that mirrors put behind a character
    """,
    re.VERBOSE,
)
_SPACED_WORD = re.compile(r"(?<![一-鿿])[一-鿿](?:[ ]{1,4}[一-鿿]){2,}(?![一-鿿])")
"""自 评 报 告: at least three single characters, each set apart by blanks."""
_SPACED_LABEL = re.compile(r"(?m)(?:^|(?<=[\t\n（(]))[一-鿿][ ]{1,8}[一-鿿](?=[ ]*(?:$|[\t：:（(]))")
"""姓  名, 投  入（15分）: two characters that fill a cell or stand before a colon."""


def repair_characters(text: TracedText) -> TracedText:
    """One spelling for characters that mean the same; every edit traced.

    >>> repair_characters(TracedText.of("[bookmark: _GoBack]预 算 编 码：１００００８\\r\\n")).text
    '预算编码：100008\\n'
    """
    edits: list[Edit] = []
    plain = text.text
    edits += [(m.start(), m.end(), "") for m in _INVISIBLE.finditer(plain)]
    edits += [(m.start(), m.end(), "\n") for m in _LINE_END.finditer(plain)]
    edits += [(m.start(), m.end(), "\t" if m[0] == "\x07" else " ") for m in _BLANK.finditer(plain)]
    edits += [(m.start(), m.end(), _compatible(m[0])) for m in _COMPATIBLE.finditer(plain)]
    edits += [(m.start(), m.end(), _SYMBOL_FONTS.get(m[0], "\ufffd")) for m in _PRIVATE.finditer(plain)]
    text = text.edit(sorted(edits))
    text = text.edit([(m.start(), m.end(), " " if m[0] == "&nbsp;" else "") for m in _MARKUP.finditer(text.text)])
    text = text.edit(
        [(m.start() + at, m.start() + at + 1, "") for m in _SPACED_WORD.finditer(text.text) for at in _blanks(m[0])]
    )
    text = text.edit(
        [(m.start() + at, m.start() + at + 1, "") for m in _SPACED_LABEL.finditer(text.text) for at in _blanks(m[0])]
    )
    return simplify(close_blanks(text))


def _blanks(word: str) -> list[int]:
    return [at for at, char in enumerate(word) if char == " "]


@cache
def _compatible(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def simplify(text: TracedText) -> TracedText:
    """Traditional characters to simplified ones where the document is written in them throughout (mirrors convert whole
    pages); a single traditional character in a name stays.

    >>> simplify(TracedText.of("預算執行情況與績效評價")).text
    '预算执行情况与绩效评价'
    """
    table = variant_table()
    found = [at for at, char in enumerate(text.text) if ord(char) in table] if not text.text.isascii() else []
    if len(found) * 33 < sum("一" <= char <= "鿿" for char in text.text) or not found:
        return text
    return text.edit([(at, at + 1, table[ord(text.text[at])]) for at in found])
