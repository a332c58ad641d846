"""The text of a web page: its byte-order mark, then what it declares if that holds, then what its bytes say."""

from __future__ import annotations

import codecs
import re

from jixiao.ingest.decoding import Decoded, decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})"
    rb"|<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_:.-]{2,30})",
    re.I,
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "iso-8859-1": "cp1252"}
"""Pages declare the small sets and use characters of the large one."""


def decode_page(data: bytes, declared: str | None = None) -> Decoded | None:
    """The page's text; ``declared`` is what came with it from outside (MIME). None where it is no text.

    >>> decode_page('<meta charset="gb2312"><p>绩效</p>'.encode("gbk")).encoding
    'gb18030'
    >>> decode_page('<meta charset="utf-8"><p>部门整体支出绩效自评报告</p>'.encode("gbk")).encoding
    'gb18030'
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    for name in (declared, _declared(data)):
        if not name:
            continue
        try:
            encoding = codecs.lookup(_WIDER.get(name.lower(), name)).name
            text = data.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        if encoding not in ("cp1252", "ascii", "utf-16", "utf-16-le", "utf-16-be") and isinstance(text, str):
            return Decoded(text, encoding)
    return decode(data)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:8192])
    if found is None:
        return None
    return (found[1] or found[2]).decode("ascii")
