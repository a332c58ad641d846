"""Fields (``w:fldChar``, ``w:fldSimple``): which are furniture, and what those without a stored result show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from jixiao.ingest.word.names import VAL, W, integer, switched_on
from jixiao.ingest.word.symbols import symbol

_CIRCLED = re.compile(r"eq\s*\\o\s*(?:\\a[clr])?\s*\(\s*[○◯〇]\s*[,，;；]\s*([^()]{1,3}?)\s*\)", re.I)
"""``eq \\o\\ac(○,1)``: a character set into a circle, as Word's 带圈字符 writes it."""
_FRACTION = re.compile(r"eq\s*\\f\s*\(\s*([^(),]{1,20})\s*[,，;；]\s*([^(),]{1,20})\s*\)", re.I)
_SYMBOL = re.compile(r"symbol\s+(0x[0-9a-f]{1,4}|\d{1,5})\b(?:.*?\\f\s*\"?([\w ]+?)\"?\s*(?:\\|$))?", re.I)


@dataclass(slots=True)
class Field:
    """A field that has begun: its code so far, and whether the result has begun."""

    code: list[str] = field(default_factory=list)
    in_result: bool = False
    shown: int = 0
    """Characters of the result so far."""
    form: etree._Element | None = None
    """``w:ffData`` of a legacy form field."""

    @property
    def kind(self) -> str:
        """The field's type in capitals: ``TOC``, ``PAGEREF``, ``FORMCHECKBOX`` …"""
        words = "".join(self.code).split(None, 1)
        return words[0].upper() if words else ""

    def own_text(self) -> str:
        """What a field shows that stores no result: a check box, a circled character, a symbol."""
        if self.kind == "FORMCHECKBOX":
            return _check_box(self.form)
        if self.shown:
            return ""
        if self.kind == "FORMDROPDOWN":
            return _drop_down(self.form)
        code = "".join(self.code)[:500].strip()
        if self.kind == "SYMBOL":
            found = _SYMBOL.match(code)
            return symbol(f"{int(found[1], 0):x}", (found[2] or "Symbol").strip()) if found else ""
        circled = _CIRCLED.match(code)
        if circled:
            return _in_circle(circled[1])
        fraction = _FRACTION.match(code)
        return f"{fraction[1]}/{fraction[2]}" if fraction else ""


def _check_box(form: etree._Element | None) -> str:
    box = form.find(W + "checkBox") if form is not None else None
    checked = switched_on(box, "checked")
    if checked is None:
        checked = switched_on(box, "default")
    return "☑" if checked else "☐"


def _drop_down(form: etree._Element | None) -> str:
    choices = form.find(W + "ddList") if form is not None else None
    if choices is None:
        return ""
    entries = [entry.get(VAL) or "" for entry in choices.iterchildren(W + "listEntry")]
    result = choices.find(W + "result")
    chosen = integer(result.get(VAL), 0) if result is not None else 0
    return entries[chosen] if chosen is not None and 0 <= chosen < len(entries) else ""


def _in_circle(text: str) -> str:
    if text.isdecimal() and 1 <= int(text) <= 20:
        return chr(0x245F + int(text))
    place = "一二三四五六七八九十".find(text) if len(text) == 1 else -1
    return chr(0x3280 + place) if place >= 0 else text
