"""Bytes to text: which encoding a Chinese text file has, and how sure that is.

A byte-order mark settles it. Otherwise valid UTF-8 wins, because other encodings hardly ever look like it by chance;
what is left is decided by how much of the result is everyday Chinese: of the text that people write, nearly all
characters stand on the first level of GB 2312 (3,755 characters by use), of a text decoded wrongly, few do.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 65536
"""Bytes that a guess looks at, from the start and from the middle."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffe\uffff]")
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕［］｛｝—…·～％＋－＝／￥　①②③④⑤⑥⑦⑧⑨⑩√×÷≥≤±℃㎡㎞")
_MAX_BROKEN = 0.02
"""Share of undecodable characters up to which a file counts as damaged text, not as something else."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and what is doubtful about it."""

    text: str
    encoding: str
    bom: bool = False
    certain: bool = True
    """False where another encoding is nearly as likely."""
    broken: int = 0
    """Characters that could not be decoded and stand as U+FFFD."""


def decode(data: bytes) -> Decoded | None:
    """The text of a file, or None where no encoding makes text of it.

    >>> decode("绩效自评报告".encode("gb18030"))
    Decoded(text='绩效自评报告', encoding='gb18030', bom=False, certain=True, broken=0)
    >>> decode(bytes(range(256))) is None
    True
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if _is(data, "utf-8"):
        text = data.decode("utf-8")
        # three bytes that fit by chance are rare, three times over they do not happen: then controls are only dirt
        if not _looks_binary(text) or _is_dirty(text):
            return _against_gb(data, text)
    return _guess(data)


def _marked(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if _looks_binary(text) or broken > max(2, _MAX_BROKEN * len(text)):
        return None
    return Decoded(text, encoding, bom=True, broken=broken)


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _looks_binary(text: str) -> bool:
    controls = len(_CONTROL.findall(text))
    return controls > max(1, 0.005 * len(text)) or (controls > 0 and len(text) < 8)


def _is_dirty(text: str) -> bool:
    """Text in valid UTF-8 with everyday Chinese in it and some control characters between."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return chinese >= 3 and len(_CONTROL.findall(text)) <= min(0.1 * len(text), chinese) and everyday(text) > 0.5


def _against_gb(data: bytes, text: str) -> Decoded:
    """Valid UTF-8, unless every character beyond ASCII is a two-byte one and the same bytes are everyday Chinese.

    The case is real for a file of a few characters (the classic is a file that holds 联通): two-byte sequences of
    UTF-8 are Latin, Greek, Cyrillic, Hebrew or Arabic letters, which no Chinese report is made of.
    """
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return Decoded(text, "utf-8", certain=not _may_be_utf16(data))
    if any(char > "\u07ff" for char in beyond):
        return Decoded(text, "utf-8")
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return Decoded(text, "utf-8")
    western = any(char in "°±×÷·" for char in beyond) or any(char.isascii() and char.isalpha() for char in text)
    if everyday(other) > 0.9 and not western:
        return Decoded(other, "gb18030", certain=False)
    return Decoded(text, "utf-8")


def _may_be_utf16(data: bytes) -> bool:
    """Whether a few ASCII bytes are everyday Chinese when read two at a time: 全年 in UTF-16 spells ``hQt^``."""
    if len(data) > 16 or len(data) % 2:
        return False
    texts = (data.decode("utf-16-le", "replace"), data.decode("utf-16-be", "replace"))
    return any(everyday(text) == 1.0 for text in texts)


def everyday(text: str) -> float:
    """Share of the characters beyond ASCII that are everyday Chinese (GB 2312 level one, common punctuation).

    1.0 for a text that has none beyond ASCII.

    >>> everyday("全年完成产值166亿元。")
    1.0
    """
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 1.0
    return sum(map(_is_everyday, beyond)) / len(beyond)


def _is_everyday(char: str) -> bool:
    if char in _PUNCTUATION or "\uff01" <= char <= "\uff5e":
        return True
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _sample(data: bytes) -> bytes:
    if len(data) <= 2 * _SAMPLE:
        return data
    middle = len(data) // 2 // 4 * 4
    return data[:_SAMPLE] + data[middle : middle + _SAMPLE]


def _guess(data: bytes) -> Decoded | None:
    """The best of the encodings that Chinese text files come in, by plausibility of a sample."""
    sample = _sample(data)
    scores: dict[str, float] = {}
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5"):
        text = sample.decode(encoding, "replace")
        broken = text.count("\ufffd")
        if _looks_binary(text) or broken > max(2, _MAX_BROKEN * len(text)):
            continue
        if encoding.startswith("utf-16") and _is_ascii_pairs(text):
            continue
        scores[encoding] = everyday(text) - 4 * broken / max(1, len(text)) - (0.1 if encoding == "big5" else 0.0)
        if encoding == "utf-8" and broken < len(text) - len(text.encode("ascii", "ignore")):
            scores[encoding] += 0.5  # valid multi-byte sequences do not come about by chance
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda name: -scores[name])
    if best.startswith("utf-16") and len(data) % 2:
        return None if len(data) < 64 else _decoded(data, best, certain=False)
    if scores[best] < 0.2:
        return _decoded(data, best, certain=False) if best == "gb18030" and _is(data, best) else None
    margin = scores[best] - max((scores[name] for name in others), default=0.0)
    return _decoded(data, best, certain=scores[best] >= 0.6 and margin >= 0.2)


def _is_ascii_pairs(text: str) -> bool:
    """Whether text decoded as UTF-16 is plain ASCII bytes read two at a time."""
    inked = [char for char in text if char > "\x7f"]
    pairs = sum(1 for char in inked if 0x20 <= ord(char) & 0xFF <= 0x7E and 0x20 <= ord(char) >> 8 <= 0x7E)
    return bool(inked) and pairs == len(text)


def _decoded(data: bytes, encoding: str, *, certain: bool) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, certain=certain, broken=text.count("\ufffd"))
