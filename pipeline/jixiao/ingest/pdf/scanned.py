"""Pages of a PDF that need their image read: which they are, what the OCR gave, and how both kinds make one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.document.document import Document, LayoutItem, LayoutPart, Notice, Source
from jixiao.document.limits import Limits

if TYPE_CHECKING:
    from jixiao.ingest.pdf.reader import ReadPage
    from jixiao.ingest.scan import ScannedPage, ScanOptions

UNUSABLE = frozenset({"empty", "garbled"})
"""States of a page whose own text says nothing."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the OCR gave: pages by number, or the whole document where no page is digital; and what to tell the user."""

    pages: dict[int, ScannedPage]
    whole: Document | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ScannedRun:
    """Scanned pages that follow each other, between digital ones."""

    pages: tuple[ScannedPage, ...]
    starts: tuple[int, ...]
    """Source offset of each."""

    def items(self, source_text: str) -> tuple[LayoutItem, ...]:
        """Their layout, joined over page breaks, in source offsets."""
        from jixiao.ingest.scan.reader import joined

        return joined(self.pages, self.starts, source_text)


def runs_of(found: Sequence[tuple[int, ScannedPage]]) -> list[tuple[int, ScannedRun]]:
    """Scanned pages (source offset, page) in runs of pages that follow each other, each with its first offset."""
    runs: list[list[tuple[int, ScannedPage]]] = []
    for start, page in found:
        if runs and runs[-1][-1][1].number == page.number - 1:
            runs[-1].append((start, page))
        else:
            runs.append([(start, page)])
    return [(run[0][0], ScannedRun(tuple(p for _, p in run), tuple(s for s, _ in run))) for run in runs]


def hand_over(
    source: Source,
    data: bytes,
    pages: Sequence[ReadPage],
    *,
    limits: Limits,
    ocr: str,
    options: ScanOptions | None,
) -> HandedOver:
    """Read from their images: pages without usable text, and pages whose text nobody vouches for.

    Nobody vouches for the hidden text layer of a page image (another program's OCR, of any quality, or of another
    page), nor for text in which characters have no name. Where no page is digital, blank ones aside, the scan reader
    puts the document together itself: tables run on over page breaks, bound volumes are split.
    """
    if ocr == "never":
        return HandedOver({})
    always = ocr == "always"
    wanted = {p.number for p in pages if p.state in UNUSABLE or (p.state == "fine" and (always or p.doubtful))}
    if not wanted:
        return HandedOver({})
    from jixiao.ingest import scan

    if not scan.available():
        lost = [page.number for page in pages if page.state in UNUSABLE or (always and page.state == "fine")]
        return HandedOver({}, notices=(_ocr_missing(lost),) if lost else ())
    if all(page.number in wanted or page.state == "blank" for page in pages):
        wanted = {page.number for page in pages}
    chosen = options or scan.ScanOptions()
    found = list(scan.read_pdf_pages(data, sorted(wanted), options=chosen, limits=limits))
    by_number = {page.number: page for page in pages}
    # A page image on which nothing can be read, but which brings text along: that text is better than none.
    kept = [page for page in found if page.text.strip() or not by_number[page.number].doubtful]
    replaced = [_replaced(by_number[page.number]) for page in kept if by_number[page.number].doubtful]
    if len(kept) == len(pages):
        return HandedOver({}, scan.assemble(source, kept, options=chosen), tuple(replaced))
    return HandedOver({page.number: page for page in kept}, None, (*replaced, *scan.page_notices(kept)))


def given_parts(split: str | None, pages: Sequence[tuple[int, int, str]], end: int) -> tuple[LayoutPart, ...]:
    """The parts that a user named by their first pages; () for none. ``pages``: number, source offset, text.

    Raises UsageError for what names no pages of the document.
    """
    if split is None or not pages:
        return ()
    from jixiao.ingest.scan.volume import split_at

    titles = (next((line.strip() for line in text.split("\n") if line.strip()), "") for _, _, text in pages)
    return split_at(split, [(n, start, title[:60]) for (n, start, _), title in zip(pages, titles, strict=True)], end)


def _ocr_missing(wanted: Sequence[int]) -> Notice:
    return Notice(
        "ocr-not-installed",
        f"有 {len(wanted)} 页没有可用的文字层，需要文字识别：pip install 'jixiao[ocr]'。"
        f" {len(wanted)} pages have no usable text layer and need OCR: pip install 'jixiao[ocr]'.",
        wanted[0],
    )


def _replaced(page: ReadPage) -> Notice:
    if page.layered:
        zh, en = "此页是图像，文件自带的识别文字未采用", "This page is an image; the file's own OCR text was not used"
    else:
        zh, en = f"此页有 {page.nameless} 个字符没有编码", f"On this page {page.nameless} characters have no code"
    return Notice(
        "text-layer-replaced",
        f"{zh}，已重新识别；要用文件自带的文字，请加 --ocr never。{en}: it was read from its image. "
        "To use the file's own text, add --ocr never.",
        page.number,
    )
