"""``read_pdf``: pages of text with boxes, tables stitched over page breaks, furniture apart, bad pages named."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jixiao.document.document import Document, Gap, Glyphs, LayoutTable, Notice, Page, Source
from jixiao.document.errors import CorruptInput, EncryptedInput, Timeout, TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.page_numbers import left_out, within
from jixiao.ingest.pdf.assemble import assembled
from jixiao.ingest.pdf.borderless import Plumber
from jixiao.ingest.pdf.characters import Frame, PageCharacters, read_characters
from jixiao.ingest.pdf.health import health, nameless
from jixiao.ingest.pdf.page import PageLayout, page_layout
from jixiao.ingest.pdf.rulings import PageObjects, read_objects
from jixiao.ingest.pdf.scanned import ScannedRun, given_parts, hand_over, runs_of

if TYPE_CHECKING:
    import pypdfium2

    from jixiao.ingest.scan import ScannedPage, ScanOptions


def read_pdf(
    source: Source,
    data: bytes,
    *,
    limits: Limits = DEFAULT,
    ocr: str = "auto",
    scan_options: ScanOptions | None = None,
    numbers: Sequence[int] | None = None,
) -> Document:
    """A document with pages and boxes. Pages without usable text go to the OCR where it may and can; else they are gaps.

    ``numbers``: only these pages, from 1. Raises EncryptedInput where a password is needed to open, TooLarge beyond
    ``limits.pages``, MissingPage for a number beyond the last page, CorruptInput where nothing can be opened, Timeout
    beyond ``limits.seconds``.
    """
    pdf = _open(data)
    try:
        count = len(pdf)
        if count == 0:
            raise CorruptInput("PDF 里没有页面。", "The PDF has no pages.")
        chosen = within(numbers, count)
        if (count if chosen is None else len(chosen)) > limits.pages:
            raise TooLarge(
                f"PDF 有 {count} 页，超过 {limits.pages} 页的限额。",
                f"The PDF has {count} pages; the limit is {limits.pages}.",
            )
        pages = _read_pages(pdf, chosen or range(1, count + 1), limits)
        outline = _outline(pdf)
    finally:
        pdf.close()
    if all(page.failed for page in pages):
        raise CorruptInput("PDF 的页面都打不开。", "No page of the PDF can be opened.")
    over = hand_over(source, data, pages, limits=limits, ocr=ocr, options=scan_options)
    warnings = list(over.notices)
    if chosen is not None:
        warnings.insert(0, left_out(chosen, count))
    if b"%%EOF" not in data[-2048:]:
        warnings.append(_truncated())
    if over.whole is not None:
        return over.whole.having(warnings=(*warnings, *over.whole.warnings))
    split = None if scan_options is None else scan_options.split
    return _document(source, pages, outline, warnings, over.pages, limits, split)


@dataclass(slots=True)
class ReadPage:
    """One page as it came out of the file."""

    number: int
    width: float = 0.0
    height: float = 0.0
    state: str = "fine"
    """``fine``, ``blank``, ``empty``, ``garbled`` or ``failed``."""
    text: str = ""
    glyphs: Glyphs | None = None
    layout: PageLayout | None = None
    layered: bool = False
    """An invisible text layer over an image: someone else's OCR."""
    nameless: int = 0
    """Characters inside lines of text that the font does not name."""
    notices: list[Notice] = field(default_factory=list)

    @property
    def doubtful(self) -> bool:
        """There is text, but nobody vouches for it."""
        return self.state == "fine" and (self.layered or self.nameless >= _NAMELESS)

    @property
    def failed(self) -> bool:
        """The page could not be opened."""
        return self.state == "failed"


def _open(data: bytes) -> pypdfium2.PdfDocument:
    import pypdfium2
    import pypdfium2.raw as raw

    start = max(0, data[:1024].find(b"%PDF-"))
    try:
        pdf = pypdfium2.PdfDocument(data[start:] if start else data)
        if pdf.get_formtype() != raw.FORMTYPE_NONE:
            pdf.init_forms()
        return pdf
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedInput("打开这份 PDF 需要密码。", "The PDF needs a password to open.") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise EncryptedInput(
                "这份 PDF 用了不支持的加密方式。", "The PDF is encrypted in an unsupported way."
            ) from error
        raise CorruptInput("PDF 已损坏，打不开。", f"The PDF cannot be opened: {error}.") from error


def _read_pages(pdf: pypdfium2.PdfDocument, numbers: Sequence[int], limits: Limits) -> list[ReadPage]:
    began = time.monotonic()
    pages: list[ReadPage] = []
    characters = 0
    for number in numbers:
        page = _read_page(pdf, number - 1)
        characters += len(page.text) + 1
        if characters > limits.characters:
            raise TooLarge(
                f"文字超过 {limits.characters} 个的限额。", f"The text has more than {limits.characters} characters."
            )
        if time.monotonic() - began > limits.seconds:
            raise Timeout(
                f"读到第 {number} 页时超过 {limits.seconds:.0f} 秒的时限。",
                f"Reading took more than {limits.seconds:.0f} s at page {number}.",
            )
        pages.append(page)
    return pages


def _read_page(pdf: pypdfium2.PdfDocument, at: int) -> ReadPage:
    import pypdfium2

    read = ReadPage(at + 1)
    try:
        page = pdf[at]
    except pypdfium2.PdfiumError:
        read.state = "failed"
        return read
    try:
        if pdf.formenv is not None:
            page = _flattened(pdf, page, at)
        frame = Frame.of(page)
        read.width, read.height = round(frame.width, 2), round(frame.height, 2)
        characters = read_characters(page, frame)
        objects = read_objects(page, frame)
        read.text = characters.text
        read.glyphs = characters.glyphs()
        read.state = health(characters, objects)
        read.nameless = nameless(characters.text)
        read.layered = objects.image_area > 0.5 and objects.invisible_texts > 0.5 * max(1, objects.texts)
        if read.state == "fine":
            upright, rulings, rotation = _upright(page, frame, characters, objects)
            plumber = Plumber(pdf, at, rotation)
            read.layout = page_layout(read.number, upright, rulings, plumber)
            if plumber.unread:
                read.notices.append(_table_unread(read.number))
    except pypdfium2.PdfiumError:
        read.state = "failed"
    finally:
        page.close()
    return read


def _flattened(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, at: int) -> pypdfium2.PdfPage:
    """The page with what was typed into its form fields as part of its content."""
    import pypdfium2.raw as raw

    if (
        raw.FPDFPage_GetAnnotCount(page.raw) > 0
        and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
    ):
        page.close()
        return pdf[at]
    return page


def _upright(
    page: pypdfium2.PdfPage, frame: Frame, characters: PageCharacters, objects: PageObjects
) -> tuple[PageCharacters, PageObjects, int]:
    """Characters and rulings as they lie when the page is turned so that most of its text stands upright, and how."""
    counts = [0, 0, 0, 0]
    for angle, char in zip(characters.angles, characters.text, strict=True):
        if angle < 4 and not char.isspace():
            counts[angle] += 1
    most = max(range(4), key=lambda quarter: counts[quarter])
    if most == 0 or counts[most] < 2 * counts[0]:
        return characters, objects, frame.rotation
    turned = Frame.turned(page, (frame.rotation - 90 * most) % 360)
    return read_characters(page, turned), read_objects(page, turned), turned.rotation


def _outline(pdf: pypdfium2.PdfDocument) -> dict[int, dict[str, int]]:
    """Bookmarks by page number: title without blanks, and outline level from 1."""
    import pypdfium2

    found: dict[int, dict[str, int]] = {}
    try:
        for entry in pdf.get_toc(max_depth=9):
            destination = entry.get_dest()
            index = destination.get_index() if destination else None
            title = "".join(entry.get_title().split())
            if index is not None and title:
                found.setdefault(index + 1, {}).setdefault(title, entry.level + 1)
    except (pypdfium2.PdfiumError, UnicodeError, AttributeError):
        return {}
    return found


def _document(
    source: Source,
    pages: list[ReadPage],
    outline: dict[int, dict[str, int]],
    warnings: list[Notice],
    scanned: dict[int, ScannedPage],
    limits: Limits,
    split: str | None,
) -> Document:
    """Join the pages by form feeds, with what the OCR gave in the place of bad ones."""
    texts: list[str] = []
    records: list[Page] = []
    digital: list[tuple[int, PageLayout]] = []
    scans: list[tuple[int, ScannedPage]] = []
    gaps: list[Gap] = []
    start = 0
    for page in pages:
        scan = scanned.get(page.number)
        if scan is not None:
            text = scan.text
            records.append(scan.page(start))
            scans.append((start, scan))
            gaps.extend(scan.gaps_at(start))
            warnings.extend(scan.warnings)
        else:
            text = page.text
            records.append(Page(page.number, start, start + len(text), page.width, page.height, "digital", page.glyphs))
            if page.layout is not None:
                digital.append((start, page.layout))
            if page.state in _BAD:
                gaps.append(_gap(page, start))
                warnings.append(_bad_page(page))
            if page.doubtful:
                warnings.append(_layered(page) if page.layered else _nameless(page))
            if page.state == "blank" and scanned:
                warnings.append(Notice("blank-page", "此页为空白页。This page is blank.", page.number))
            warnings.extend(page.notices)
        texts.append(text)
        start += len(text) + 1
    whole = "\f".join(texts)
    layouts: list[tuple[int, PageLayout | ScannedRun]] = [*digital, *runs_of(scans)]
    layouts.sort(key=lambda layout: layout[0])
    layout, labels = assembled(whole, layouts, {page.number: page.height for page in pages}, outline)
    cells = sum(table.rows * table.columns for table in layout if isinstance(table, LayoutTable))
    if cells > limits.cells:
        raise TooLarge(f"表格单元格超过 {limits.cells} 个的限额。", f"The tables have more than {limits.cells} cells.")
    records = [replace(page, label=labels.get(page.number, page.label)) for page in records]
    kinds = {page.origin for page, read in zip(records, pages, strict=True) if read.state != "blank"}
    origin: Any = "mixed" if len(kinds) > 1 else next(iter(kinds), "digital")
    parts = given_parts(split, [(p.number, p.start, whole[p.start : p.end]) for p in records], len(whole))
    return Document(
        replace(source, origin=origin),
        whole,
        tuple(records),
        layout=layout,
        layout_parts=parts,
        gaps=tuple(gaps),
        warnings=tuple(warnings),
    )


_BAD = frozenset({"empty", "garbled", "failed"})
_NAMELESS = 3
"""So many characters without a name inside lines of text, and a page is read from its image: they may be its figures."""


def _gap(page: ReadPage, start: int) -> Gap:
    kind: Any = "garbled-page" if page.state in ("garbled", "failed") else "empty-page"
    box = ((0.0, 0.0, page.width, page.height),) if page.width else ()
    return Gap(kind, page.number, start, start + len(page.text), page.text, box)


_STATES = {
    "empty": ("没有文字层（可能是扫描件）", "has no text layer (it may be a scan)"),
    "garbled": ("文字层是乱码", "has a garbled text layer"),
    "failed": ("已损坏，打不开", "is damaged and cannot be opened"),
}


def _bad_page(page: ReadPage) -> Notice:
    zh, en = _STATES[page.state]
    code = "page-unreadable" if page.failed else "empty-page" if page.state == "empty" else "garbled-page"
    return Notice(code, f"第 {page.number} 页{zh}。 Page {page.number} {en}.", page.number)


def _table_unread(page: int) -> Notice:
    return Notice(
        "table-unread",
        f"第 {page} 页有像是无框线表格的内容，行列未能确认，按段落读取。"
        f" Page {page} has what looks like a table without rulings; its rows could not be confirmed and are read as text.",
        page,
    )


def _layered(page: ReadPage) -> Notice:
    return Notice(
        "foreign-ocr-layer",
        f"第 {page.number} 页是图像，文字来自文件自带的识别层。 Page {page.number} is an image; its text is the file's own OCR layer.",
        page.number,
    )


def _nameless(page: ReadPage) -> Notice:
    return Notice(
        "characters-without-code",
        f"第 {page.number} 页有 {page.nameless} 个字符没有编码，其中可能有数字，请对照原件。"
        f" On page {page.number} {page.nameless} characters have no code; figures may be among them: look at the page.",
        page.number,
    )


def _truncated() -> Notice:
    return Notice("file-truncated", "PDF 没有结束标记，可能不完整。 The PDF has no end mark and may be incomplete.")
