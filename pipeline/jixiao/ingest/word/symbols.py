"""Characters of symbol fonts (Wingdings, Symbol …) as the Unicode characters that look the same.

Word stores them as private-use code points U+F020 to U+F0FF, or as plain letters that only their font turns into a tick.
"""

from __future__ import annotations

from collections.abc import Mapping


def _table(*rows: tuple[int, str]) -> dict[int, str]:
    return {first + at: char for first, characters in rows for at, char in enumerate(characters) if char != " "}


_WINGDINGS = _table(
    (0x22, "✂✁"), (0x28, "☎✆✉"), (0x36, "⌛"), (0x46, "☞"), (0x4A, "☺"), (0x4C, "☹"), (0x52, "☼"), (0x6C, "●❍■□"), (0x71, "❑❒⬧⧫◆❖"),
    (0x7F, " ⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x9E, "·•▪○"), (0xA1, "○ ◉◎ ▪□ ✦★✶✴✹✵"), (0xD8, "➢"), (0xDC, "➲"),
    (0xDF, "←→↑↓↖↗↙↘"), (0xE8, "➔"), (0xEF, "⇦⇨⇧⇩⬄⇳"), (0xFB, "✗✓☒☑"),
)  # fmt: skip
_WINGDINGS[0xA8] = "☐"
_WINGDINGS[0x6F] = "☐"
_WINGDINGS2 = _table(
    (0x4F, "✗✓☒☑☒☒"), (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x96, "·•●"), (0x9E, "☉◎"), (0xA0, "▪■□☐"),
)  # fmt: skip
_WINGDINGS3 = _table((0x21, "→"), (0x66, "←→↑↓↖↗↙↘"), (0x70, "▲▼△▽◀▶◁▷"))
_WEBDINGS = _table((0x33, "◀▶▲▼"), (0x61, "✓"), (0x63, "□"), (0x67, "■"), (0x6E, "●"), (0x72, "✗"))
_SYMBOL = _table(
    (0x20, " !∀#∃%&∍()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊⟨®©™∑"), (0xF1, "⟩∫"),
)  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS2,
    "wingdings 3": _WINGDINGS3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}


def is_symbol_font(font: str) -> bool:
    """Whether a font shows other characters than those that are stored.

    >>> is_symbol_font("Wingdings 2"), is_symbol_font("宋体")
    (True, False)
    """
    return font.lower() in _FONTS


def shown(text: str, font: str) -> str:
    """The text as this font shows it. Unknown private-use characters stay as they are; other fonts change nothing.

    >>> shown("R", "Wingdings 2"), shown("\\uf0fe", "Wingdings"), shown("甲", "宋体")
    ('☑', '☑', '甲')
    """
    table = _FONTS.get(font.lower())
    if table is None:
        return text.replace("\uf0b7", "•") if "\uf0b7" in text else text
    return "".join(_one(char, table) for char in text)


def symbol(code: str | None, font: str) -> str:
    """The character of a ``w:sym`` by its hexadecimal code, such as ``F0FE``."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0xFFFD or 0xD800 <= number <= 0xDFFF:
        return ""
    return shown(chr(number), font)


def _one(char: str, table: Mapping[int, str]) -> str:
    code = ord(char)
    if 0xF020 <= code <= 0xF0FF:
        return table.get(code - 0xF000, char)
    return table.get(code, char) if 0x20 <= code <= 0xFF else char
