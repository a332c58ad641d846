"""Paragraph and character styles, resolved along ``w:basedOn``: outline level, numbering, hidden text, role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from jixiao.document.document import ParagraphRole
from jixiao.ingest.word.names import VAL, W, integer, switched_on, value

_TOC = re.compile(r"(?:toc|目录)\s*\d", re.I)
_ROLES: dict[str, ParagraphRole] = {"title": "title", "标题": "title", "caption": "caption", "题注": "caption"}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says once its ancestors were asked. ``outline`` counts from 1; None: body text."""

    name: str = ""
    outline: int | None = None
    number: int | None = None
    number_level: int | None = None
    vanish: bool = False
    role: ParagraphRole = "body"


@dataclass(slots=True)
class Styles:
    """The styles of a document by id."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: str | None = None
    _resolved: dict[str | None, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """Read ``word/styles.xml``; None gives a document without styles."""
        styles = cls()
        if root is None:
            return styles
        for element in root.iterchildren(W + "style"):
            identity = element.get(W + "styleId") or ""
            styles.elements.setdefault(identity, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                styles.default = identity
        return styles

    def get(self, identity: str | None) -> Style:
        """The style with this id, or the default paragraph style where there is none."""
        key = identity if identity in self.elements else self.default
        if key not in self._resolved:
            self._resolved[key] = self._resolve(self._lineage(key))
        return self._resolved[key]

    def character(self, identity: str | None) -> bool:
        """Whether a character style hides its text."""
        return identity in self.elements and self.get(identity).vanish

    def _lineage(self, identity: str | None) -> list[etree._Element]:
        found: list[etree._Element] = []
        seen: set[str] = set()
        while identity is not None and identity in self.elements and identity not in seen:
            seen.add(identity)
            element = self.elements[identity]
            found.append(element)
            identity = value(element, "basedOn")
        return found

    def _resolve(self, lineage: list[etree._Element]) -> Style:
        outline = number = level = None
        vanish: bool | None = None
        role: ParagraphRole = "body"
        names = [(value(element, "name") or "").strip() for element in lineage]
        for element, name in zip(lineage, names, strict=True):
            properties = element.find(W + "pPr")
            if outline is None:
                outline = integer(value(properties, "outlineLvl"))
                heading = _HEADING.fullmatch(name)
                if outline is None and heading:
                    outline = int(heading[1]) - 1
            if number is None:
                number = integer(value(properties, "numPr/numId"))
            if level is None:
                level = integer(value(properties, "numPr/ilvl"))
            if vanish is None:
                vanish = switched_on(element.find(W + "rPr"), "vanish")
            if role == "body":
                role = "toc" if _TOC.fullmatch(name) else _ROLES.get(name.lower(), "body")
        shown = outline + 1 if outline is not None and 0 <= outline <= 8 else None
        return Style(names[0] if names else "", shown, number, level, bool(vanish), role)


def direct_outline(properties: etree._Element | None) -> int | None:
    """The outline level that a paragraph declares itself, from 1; 0 where it says body text; None where it is silent."""
    if properties is None:
        return None
    found = properties.find(W + "outlineLvl")
    if found is None:
        return None
    level = integer(found.get(VAL))
    return level + 1 if level is not None and 0 <= level <= 8 else 0
