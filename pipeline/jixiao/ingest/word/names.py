"""Names of WordprocessingML elements and attributes, written once."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
V = "{urn:schemas-microsoft-com:vml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

VAL = W + "val"
_OFF = frozenset({"0", "false", "off", "none"})


def value(element: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of a child (``numPr/ilvl``), or None."""
    if element is None:
        return None
    for step in path.split("/"):
        found = element.find(W + step)
        if found is None:
            return None
        element = found
    return element.get(VAL)


def integer(text: str | None, default: int | None = None) -> int | None:
    """An attribute as a whole number; hostile or absent ones give the default."""
    try:
        return default if text is None or len(text) > 12 else int(text)
    except ValueError:
        return default


def switched_on(element: etree._Element | None, name: str) -> bool | None:
    """A toggle such as ``w:vanish``: True, False, or None where it is not said."""
    if element is None:
        return None
    found = element.find(W + name)
    if found is None:
        return None
    return (found.get(VAL) or "true").lower() not in _OFF


def local(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and entities."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
