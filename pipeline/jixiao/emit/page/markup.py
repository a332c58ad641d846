"""The only way in which text gets into the page: escaped, controls made visible, both languages side by side."""

from __future__ import annotations

import re
from html import escape

from jixiao.emit.labels import LABELS
from jixiao.emit.plain import CONTROL, plain


def text(value: object) -> str:
    """Text of a document on one line, for content and attributes."""
    return escape(plain(str(value)))


def source(value: str) -> str:
    """A stretch of the source as it stands: blanks, tabs and breaks kept, other controls shown as marks.

    Carriage returns become line feeds, as browsers read them, so that a Windows line end is one break.
    """
    return CONTROL.sub(_mark, escape(value.replace("\r\n", "\n").replace("\r", "\n"), quote=False))


def both(zh: str, en: str) -> str:
    """A phrase of ours in both languages; the style sheet shows the one in force."""
    return f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>'


def named(code: str) -> str:
    """What a code is called, in both languages."""
    return both(*LABELS.get(code, (code, code)))


def labelled(zh: str, en: str, *attributes: str) -> str:
    """Attributes that the script sets in the language in force (``aria-label``, ``placeholder``, ``title``)."""
    first = " ".join(f'{name}="{escape(zh)}"' for name in attributes)
    return f'{first} data-words="{" ".join(attributes)}" data-zh="{escape(zh)}" data-en="{escape(en)}"'


def _mark(match: re.Match[str]) -> str:
    mark = match[0]
    if mark in "\n\t":
        return mark
    if mark == "\f":
        return '<span class="ff"></span>'
    return f'<span class="ctl" title="U+{ord(mark):04X}">▯</span>'
