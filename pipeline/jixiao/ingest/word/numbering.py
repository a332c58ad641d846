"""Automatic numbering (``w:numPr``) resolved to the characters that the reader sees: numbering.xml with its state.

ECMA-376 part 1, 17.9: a paragraph names a numbering instance (``w:num``) and a level; the instance points at an
abstract numbering, whose counters all its instances share, and may override levels or their start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from jixiao.ingest.word.counting import custom_number, format_number
from jixiao.ingest.word.names import MC, VAL, W, integer, switched_on, value
from jixiao.ingest.word.styles import Style, Styles
from jixiao.ingest.word.symbols import shown

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, what is printed."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    """``w:format`` of a custom number style."""
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    """None: after any higher level; 0: never; n: after level n (from 1) or a higher one."""
    legal: bool = False
    """All numbers of the pattern in decimal digits."""
    font: str = ""
    paragraph_style: str | None = None
    vanish: bool = False


@dataclass(frozen=True, slots=True)
class _Instance:
    abstract: int
    levels: dict[int, Level]
    """Levels that replace those of the abstract numbering."""
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted. ``label`` must be asked once a paragraph, in order."""

    styles: Styles
    abstracts: dict[int, dict[int, Level]] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    instances: dict[int, _Instance] = field(default_factory=dict)
    _counts: dict[int, list[int | None]] = field(default_factory=dict)
    _begun: set[int] = field(default_factory=set)
    _pending: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None, styles: Styles) -> Numbering:
        """Read ``word/numbering.xml``; None gives a document without lists."""
        numbering = cls(styles)
        if root is None:
            return numbering
        for element in root.iterchildren(W + "abstractNum"):
            identity = integer(element.get(W + "abstractNumId"))
            if identity is not None:
                numbering.abstracts[identity] = dict(map(_level, element.iterchildren(W + "lvl")))
                link = value(element, "numStyleLink")
                if link:
                    numbering.links[identity] = link
        for element in root.iterchildren(W + "num"):
            identity = integer(element.get(W + "numId"))
            abstract = integer(value(element, "abstractNumId"))
            if identity is not None and abstract is not None:
                numbering.instances[identity] = _instance(element, abstract)
        return numbering

    def place(self, properties: etree._Element | None, style_id: str | None, style: Style) -> tuple[int, int] | None:
        """(numbering instance, level from 0) of a paragraph, by itself or by its style; None: it has no number."""
        own = properties.find(W + "numPr") if properties is not None else None
        number = integer(value(own, "numId"))
        level = integer(value(own, "ilvl"))
        if number is None:
            number = style.number
        if not number or number not in self.instances:
            return None
        if level is None:
            level = self._linked_level(number, style_id)
        if level is None:
            level = style.number_level or 0
        return number, max(0, min(LEVELS - 1, level))

    def _linked_level(self, number: int, style_id: str | None) -> int | None:
        for at, level in self._levels(number).items():
            if style_id and level.paragraph_style == style_id:
                return at
        return None

    def _abstract(self, number: int) -> int:
        """The abstract numbering behind an instance, through style links (a list style), at most a few steps."""
        abstract = self.instances[number].abstract
        for _ in range(4):
            link = self.links.get(abstract)
            linked = self.styles.get(link).number if link in self.styles.elements else None
            if linked is None or linked not in self.instances:
                break
            abstract = self.instances[linked].abstract
        return abstract

    def _levels(self, number: int) -> dict[int, Level]:
        return {**self.abstracts.get(self._abstract(number), {}), **self.instances[number].levels}

    def label(self, number: int, level: int) -> str:
        """Count on, and give what is printed before this paragraph, with the blank that separates it; "" for nothing."""
        instance, levels = self.instances[number], self._levels(number)
        abstract = self._abstract(number)
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at, start in instance.starts.items():
                counts[at] = None
                self._pending[abstract, at] = start
        here = levels.get(level)
        if here is None:
            return ""
        counts[level] = self._start(abstract, level, levels) if counts[level] is None else (counts[level] or 0) + 1
        self._pending.pop((abstract, level), None)
        for deeper in range(level + 1, LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return "" if here.vanish else self._print(here, levels, counts, abstract)

    def _start(self, abstract: int, level: int, levels: dict[int, Level]) -> int:
        return self._pending.get((abstract, level), levels.get(level, Level()).start)

    def _print(self, here: Level, levels: dict[int, Level], counts: list[int | None], abstract: int) -> str:
        if here.style == "bullet":
            body = shown(here.text, here.font) if here.text.strip() else ""
        else:

            def number(match: re.Match[str]) -> str:
                at = int(match[1]) - 1
                level = levels.get(at, Level())
                count = counts[at]
                if count is None:
                    count = self._start(abstract, at, levels)
                if here.legal:
                    return str(count)
                return (
                    custom_number(count, level.pattern)
                    if level.style == "custom"
                    else format_number(count, level.style)
                )

            body = _PLACE.sub(number, here.text)
        if not body.strip():
            return ""
        return body if here.suffix == "nothing" else body + " "


def _level(element: etree._Element) -> tuple[int, Level]:
    at = integer(element.get(W + "ilvl"), 0) or 0
    style_element = element.find(W + "numFmt")
    pattern = ""
    if style_element is None:  # newer formats stand in a compatibility block with a plain fallback
        choice = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
        style_element = choice if choice is not None else element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    style = "decimal"
    if style_element is not None:
        style = style_element.get(VAL) or "decimal"
        pattern = style_element.get(W + "format") or ""
    text_element = element.find(W + "lvlText")
    text = (
        ""
        if text_element is None or text_element.get(W + "null") in ("1", "true", "on")
        else text_element.get(VAL) or ""
    )
    run = element.find(W + "rPr")
    fonts = run.find(W + "rFonts") if run is not None else None
    return at, Level(
        start=max(0, integer(value(element, "start"), 0) or 0) if element.find(W + "start") is not None else 0,
        style=style,
        pattern=pattern,
        text=text[:200],
        suffix=value(element, "suff") or "tab",
        restart=integer(value(element, "lvlRestart")),
        legal=switched_on(element, "isLgl") is True,
        font=(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else "",
        paragraph_style=value(element, "pStyle"),
        vanish=switched_on(run, "vanish") is True,
    )


def _instance(element: etree._Element, abstract: int) -> _Instance:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        at = integer(override.get(W + "ilvl"), 0) or 0
        if not 0 <= at < LEVELS:
            continue
        start = integer(value(override, "startOverride"))
        if start is not None:
            starts[at] = start
        replaced = override.find(W + "lvl")
        if replaced is not None:
            levels[at] = _level(replaced)[1]
    return _Instance(abstract, levels, starts)
