"""The text of one paragraph as the reader sees it: runs, fields, tracked changes, symbols, boxes to come later.

Deleted and hidden text is left out, inserted text kept; of alternative contents the first is taken, so that a text box
is read once, not again in its fallback for old versions of Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from jixiao.ingest.word.fields import Field
from jixiao.ingest.word.names import MC, VAL, W, local, switched_on
from jixiao.ingest.word.styles import Styles
from jixiao.ingest.word.symbols import is_symbol_font, shown, symbol

_BLANKS = re.compile("[\t\n\r]+")
_SKIPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "delInstrText", "softHyphen", "rt", "rubyPr", "pgNum", "proofErr"),
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak"),
        *("footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator"),
    }
)
_SUPERSCRIPT = str.maketrans("23", "²³")
_MOST_FIELDS = 64
"""Fields within fields; real documents stay below five."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's text, and what kind of fields stood in it."""

    text: str
    in_contents: bool = False
    """Some of it stands in a table of contents, or it refers to a page number."""
    only_page_number: bool = False
    hidden: int = 0
    """Characters that are formatted as hidden and were left out."""


@dataclass(slots=True)
class InlineReader:
    """Reads paragraph after paragraph of one story; fields may span paragraphs."""

    styles: Styles
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes, in order of their anchors, to be read after the body."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """("footnote" or "endnote", id) in order of reference."""
    pictures: int = 0
    charts: int = 0
    comments: int = 0
    changes: int = 0
    hidden: int = 0
    _fields: list[Field] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _hidden_here: int = 0
    _contents: bool = False
    _page_number: bool = False
    _style_vanishes: bool = False

    def begin_story(self) -> None:
        """Forget fields left open by another story."""
        self._fields.clear()

    def read(self, paragraph: etree._Element, *, vanishes: bool = False) -> Line:
        """The text of a ``w:p``. ``vanishes``: its style hides it, unless a run says otherwise."""
        self._pieces, self._hidden_here = [], 0
        self._contents = any(entry.kind == "TOC" and entry.in_result for entry in self._fields)
        self._page_number, self._style_vanishes = False, vanishes
        self._children(paragraph)
        while self._fields and not self._fields[-1].in_result:
            self._fields.pop()  # a field code does not go on in the next paragraph; if it seems to, the file is damaged
        text = "".join(self._pieces)
        self.hidden += self._hidden_here
        alone = self._page_number and not any(char.isalpha() for char in re.sub("[第页共]", "", text))
        return Line(text, self._contents, alone, self._hidden_here)

    def _children(self, element: etree._Element) -> None:
        for child in element:
            name = local(child)
            if name in _SKIPPED:
                if name in ("del", "moveFrom"):
                    self.changes += 1
            elif name == "r":
                self._run(child)
            elif name == "AlternateContent":
                self._alternative(child)
            elif name == "fldSimple":
                self._simple_field(child)
            elif name in ("oMath", "oMathPara"):
                self._emit(_math(child))
            elif name in ("drawing", "pict", "object"):
                self._drawing(child)
            else:  # hyperlink, ins, moveTo, smartTag, sdt, sdtContent, customXml, dir, bdo …
                if name == "ins":
                    self.changes += 1
                self._children(child)

    def _alternative(self, element: etree._Element) -> None:
        for branch in (MC + "Choice", MC + "Fallback"):
            found = element.find(branch)
            if found is not None:
                self._children_of_run(found, "", None)
                return

    def _run(self, run: etree._Element) -> None:
        properties = run.find(W + "rPr")
        font = ""
        raised = False
        vanish: bool | None = self._style_vanishes
        if properties is not None:
            fonts = properties.find(W + "rFonts")
            if fonts is not None:
                font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
            position = properties.find(W + "vertAlign")
            raised = position is not None and position.get(VAL) == "superscript"
            style = properties.find(W + "rStyle")
            if style is not None and self.styles.character(style.get(VAL)):
                vanish = True
            own = switched_on(properties, "vanish")
            vanish = vanish if own is None else own
        if vanish:
            self._hidden_here += sum(len(text.text or "") for text in run.iter(W + "t"))
            self._field_marks(run)
            return
        self._children_of_run(run, font if is_symbol_font(font) else "", raised)

    def _field_marks(self, run: etree._Element) -> None:
        """Of a hidden run only the field marks count, or else a hidden table of contents would never end."""
        for child in run:
            if local(child) == "fldChar":
                self._field_mark(child)
            elif local(child) == "instrText" and self._fields:
                self._fields[-1].code.append(child.text or "")

    def _children_of_run(self, run: etree._Element, font: str, raised: bool | None) -> None:
        for child in run:
            name = local(child)
            if name == "t":
                text = _BLANKS.sub(" ", child.text or "")
                if (
                    raised
                    and text.strip("23") == ""
                    and self._pieces
                    and self._pieces[-1][-1:] in ("m", "M", "ｍ", "米")
                ):
                    text = text.translate(_SUPERSCRIPT)  # m2 with a raised 2 is read as m²
                self._emit(shown(text, font) if font or "\uf0b7" in text else text)
            elif name in ("tab", "ptab"):
                self._emit("\t")
            elif name in ("br", "cr"):
                self._emit("\n")
            elif name == "noBreakHyphen":
                self._emit("-")
            elif name == "sym":
                self._emit(symbol(child.get(W + "char"), child.get(W + "font") or ""))
            elif name == "fldChar":
                self._field_mark(child)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code.append(child.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), child.get(W + "id") or ""))
            elif name == "commentReference":
                self.comments += 1
            elif name == "ruby":
                base = child.find(W + "rubyBase")
                if base is not None:
                    self._children(base)
            elif name in ("drawing", "pict", "object"):
                self._drawing(child)
            elif name == "AlternateContent":
                self._alternative(child)
            elif name not in _SKIPPED:
                self._children(child) if name == "r" else self._children_of_run(child, font, raised)

    def _emit(self, text: str) -> None:
        if not text:
            return
        for entry in self._fields:
            if not entry.in_result:
                return
        for entry in self._fields:
            entry.shown += len(text)
        self._pieces.append(text)

    def _field_mark(self, mark: etree._Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(Field(form=mark.find(W + "ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
            self._notice(self._fields[-1].kind)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._emit(ended.own_text())

    def _simple_field(self, element: etree._Element) -> None:
        entry = Field([element.get(W + "instr") or ""], in_result=True, form=element.find(W + "ffData"))
        self._notice(entry.kind)
        if len(self._fields) >= _MOST_FIELDS:
            return
        self._fields.append(entry)
        self._children(element)
        if self._fields and self._fields[-1] is entry:
            self._fields.pop()
        self._emit(entry.own_text())

    def _notice(self, kind: str) -> None:
        if kind in ("TOC", "PAGEREF"):
            self._contents = True
        elif kind in ("PAGE", "NUMPAGES", "SECTIONPAGES"):
            self._page_number = True

    def _drawing(self, element: etree._Element) -> None:
        """Queue the text boxes of a drawing, and count its pictures and charts."""
        for child in element:
            name = local(child)
            if name == "AlternateContent":
                choice = child.find(MC + "Choice")
                branch = choice if choice is not None else child.find(MC + "Fallback")
                if branch is not None:
                    self._drawing(branch)
            elif name == "txbxContent":
                self.boxes.append(child)
            else:
                if name in ("blip", "imagedata"):
                    self.pictures += 1
                elif name in ("chart", "relIds"):
                    self.charts += 1
                self._drawing(child)


def _math(element: etree._Element) -> str:
    """An equation on one line: fractions with a slash, squares and cubes raised."""
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "f":
        parts = [_math(child) for child in element if local(child) in ("num", "den")]
        return "/".join(parts)
    if name == "sup":
        raised = "".join(map(_math, element))
        return raised.translate(_SUPERSCRIPT) if raised in ("2", "3") else f"^{raised}" if raised else ""
    return "".join(map(_math, element))
