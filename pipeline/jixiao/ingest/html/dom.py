"""Questions to the elements of a web page."""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What the tree does not let be written, though it may come out of a page, also as a character reference."""
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "center", "blockquote", "pre", "address", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "hr", "fieldset", "figcaption"}
    | {"body", "caption", "tr", "td", "th", "tbody", "thead", "tfoot", "form", "details", "summary"}
)


def is_element(node: Element) -> bool:
    """An element, not a comment or a processing instruction."""
    return isinstance(node.tag, str)


def name_of(element: Element) -> str:
    """The tag in small letters, without the prefixes that Office writes."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(tag, str) else ""


def hidden(element: Element) -> bool:
    """Whether the page does not show it."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _INVISIBLE.search(element.get("style") or "") is not None
    )


def has_blocks(element: Element) -> bool:
    """Whether it holds paragraphs or tables of its own."""
    return any(is_element(child) and child is not element and name_of(child) in BLOCKS for child in element.iter())


def short_text(element: Element, most: int) -> str:
    """The text of an element; of a long one only what goes a little beyond ``most``."""
    found: list[str] = []
    size = 0
    for text in element.itertext():
        found.append(str(text))
        size += len(found[-1].strip())
        if size > most:
            break
    return "".join(found)
