"""``read_docx``: body, then notes, text boxes, heads and feet, as one source text with its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from jixiao.document.document import Document, Notice, ParagraphRole, Source
from jixiao.document.errors import CorruptInput, EmptyInput
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.container import Container
from jixiao.ingest.flow import FlowParagraph, FlowTable, FlowWriter
from jixiao.ingest.word.blocks import BlockReader
from jixiao.ingest.word.inline import InlineReader
from jixiao.ingest.word.names import R, W
from jixiao.ingest.word.numbering import Numbering
from jixiao.ingest.word.styles import Styles

_PAGE_NUMBER = re.compile(r"[\s\-—－–~第页共/／0-9０-９]+")


def read_docx(source: Source, data: bytes, *, limits: Limits = DEFAULT) -> Document:
    """A document without pages: ``evidence.page`` is null, the layout is the file's own.

    Raises CorruptInput, EncryptedInput, TooLarge, or EmptyInput where nothing is written in it.
    """
    container = Container.open(data, limits=limits)
    main = container.related("", "officeDocument") or _by_name(container)
    body = container.xml(main).find(W + "body")
    if body is None:
        raise CorruptInput("DOCX 里没有正文。", f"{main} has no body.")
    writer = FlowWriter(limits)
    story = _Story(container, main, writer, limits)
    story.write(body)
    warnings = story.warnings()
    text = writer.text()
    if not text.strip():
        raise _nothing_written(story.blocks.inline.pictures)
    described = replace(source, origin="digital")
    return Document(described, text, (), layout=writer.layout(), warnings=warnings)


def _by_name(container: Container) -> str:
    if "word/document.xml" in container:
        return "word/document.xml"
    raise CorruptInput("压缩容器里没有 DOCX 正文。", "The container has no main document part.")


def _nothing_written(pictures: int) -> EmptyInput:
    if pictures:
        return EmptyInput(
            f"DOCX 里没有文字，只有 {pictures} 张图片。",
            f"The DOCX holds no text, only {pictures} pictures.",
            remedy=("请另存为 PDF，按扫描件识别。", "Save it as PDF, so that it is read as a scan."),
        )
    return EmptyInput("DOCX 里没有文字。", "The DOCX holds no text.")


@dataclass(slots=True)
class _Story:
    """Everything that is written in the file, in its order."""

    container: Container
    main: str
    writer: FlowWriter
    limits: Limits
    blocks: BlockReader = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        styles = Styles.of(self._part("styles"))
        numbering = Numbering.of(self._part("numbering"), styles)
        self.blocks = BlockReader(styles, numbering, InlineReader(styles), self.limits)

    def _part(self, kind: str) -> etree._Element | None:
        name = self.container.related(self.main, kind)
        return None if name is None else self.container.xml(name)

    def write(self, body: etree._Element) -> None:
        for block in self.blocks.blocks(body):
            if isinstance(block, FlowTable):
                self.writer.table(block)
            else:
                self.writer.paragraph(block)
        self._notes()
        self._boxes()
        self._margins(body)
        self._boxes()

    def _notes(self) -> None:
        """Footnotes, then endnotes, each once, in the order of their references."""
        wanted = list(dict.fromkeys(self.blocks.inline.notes))
        for kind in ("footnote", "endnote"):
            identities = [identity for which, identity in wanted if which == kind]
            root = self._part(kind + "s") if identities else None
            if root is None:
                continue
            notes = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
            for identity in identities:
                if identity in notes:
                    self._lines(notes[identity], "footnote")

    def _boxes(self) -> None:
        """Text boxes; reading one may queue those inside it."""
        boxes = self.blocks.inline.boxes
        depth = 0
        while boxes and depth <= self.limits.nesting:
            waiting, boxes[:] = list(boxes), []
            depth += 1
            for box in waiting:
                self.blocks.inline.begin_story()
                for block in self.blocks.blocks(box):
                    if isinstance(block, FlowTable):
                        self.writer.table(block)
                    else:
                        self.writer.paragraph(replace(block, role="textbox", level=None))

    def _margins(self, body: etree._Element) -> None:
        """Heads and feet of all sections, each text once."""
        seen: set[str] = set()
        relations = self.container.relations(self.main)
        for kind in ("header", "footer"):
            for reference in body.iter(f"{W}{kind}Reference"):
                relation = relations.get(reference.get(R + "id") or "")
                if relation is None or relation.target not in self.container or relation.target in seen:
                    continue
                seen.add(relation.target)
                role: ParagraphRole = "header" if kind == "header" else "footer"
                self._lines(self.container.xml(relation.target), role, once=seen)

    def _lines(self, root: etree._Element, role: ParagraphRole, once: set[str] | None = None) -> None:
        """Paragraphs of a note, head or foot; the cells of a table in it are paragraphs, too."""
        self.blocks.inline.begin_story()
        for paragraph in _flat(self.blocks, root):
            text = paragraph.number + paragraph.text
            if not text.strip() or (once is not None and "\0" + text in once):
                continue
            if once is not None:
                once.add("\0" + text)
            which = "page-number" if once is not None and _PAGE_NUMBER.fullmatch(text) else role
            self.writer.paragraph(FlowParagraph(text, which))

    def warnings(self) -> tuple[Notice, ...]:
        """What was seen and not read."""
        inline = self.blocks.inline
        found = (
            (self.blocks.imported, "embedded-document-not-read", "处嵌入的文档（altChunk）未读", "embedded documents (altChunk) not read"),
            (inline.hidden, "hidden-text-left-out", "个隐藏文字未读", "hidden characters left out"),
            (inline.pictures, "pictures-not-read", "张图片未读", "pictures not read"),
            (inline.charts, "charts-not-read", "个图表或图形未读", "charts or diagrams not read"),
            (inline.comments, "comments-not-read", "条批注未读", "comments not read"),
            (inline.changes, "changes-accepted", "处修订按“接受”读取", "tracked changes read as accepted"),
        )  # fmt: skip
        return tuple(Notice(code, f"{count} {zh}。 {count} {en}.") for count, code, zh, en in found if count)


def _flat(blocks: BlockReader, root: etree._Element) -> Iterator[FlowParagraph]:
    for block in blocks.blocks(root):
        if isinstance(block, FlowParagraph):
            yield block
        else:
            yield from _cells(block)


def _cells(table: FlowTable) -> Iterator[FlowParagraph]:
    for cell in table.cells:
        for line in cell.text.split("\n"):
            yield FlowParagraph(line)
        for nested in cell.tables:
            yield from _cells(nested)
