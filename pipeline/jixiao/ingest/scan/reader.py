"""Reads page images, one after the other or in several processes, and puts the pages together into a document."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.document.document import Document, LayoutItem, LayoutParagraph, LayoutTable, Notice, Source
from jixiao.document.errors import InputError, MissingInput, OcrFailed
from jixiao.document.limits import DEFAULT, Limits
from jixiao.document.trace import Span
from jixiao.ingest.page_numbers import left_out, within
from jixiao.ingest.scan import sources, volume
from jixiao.ingest.scan.pages import PageImage, ScannedPage, ScanOptions, Timing
from jixiao.ingest.scan.raw import RawPage
from jixiao.ingest.scan.stitch import Frame, stitched

if TYPE_CHECKING:
    from concurrent.futures import Future

    from jixiao.ingest.scan.engine import Engine

Progress = Callable[[ScannedPage], Any]
"""Called with each page as soon as it is read, in page order."""

Telling = Callable[[int, int | None], Any]
"""Called after each page with how many pages of the document are read, and of how many (None: not known)."""

_telling: ContextVar[Telling | None] = ContextVar("telling", default=None)


@contextlib.contextmanager
def telling(tell: Telling) -> Iterator[None]:
    """While this lasts, ``tell`` hears of every page that is read, however deep below the reading is called.

    >>> with telling(lambda done, total: print(f"{done} of {total}")):
    ...     list(read_pages([]))
    []
    """
    token = _telling.set(tell)
    try:
        yield
    finally:
        _telling.reset(token)


_STANDARD = ScanOptions()
_engines: dict[int, Engine] = {}


def read_pages(
    images: Iterable[PageImage],
    *,
    options: ScanOptions = _STANDARD,
    progress: Progress | None = None,
    total: int | None = None,
) -> Iterator[ScannedPage]:
    """Each page as it was read, in the order given. With ``options.jobs`` above 1, worker processes share the work;
    no more images are held than workers need, so memory stays flat. ``total``: how many there are, for the progress.

    A page that cannot be read becomes a page without text and a warning ``ocr-failed``: the others go on.
    """
    results = _in_turn(images, options) if options.jobs <= 1 else _in_parallel(images, options)
    tell = _telling.get()
    for done, page in enumerate(results, 1):
        if progress is not None:
            progress(page)
        if tell is not None:
            tell(done, total)
        yield page


def read_pdf_pages(
    data: bytes,
    numbers: Sequence[int] | None = None,
    *,
    options: ScanOptions = _STANDARD,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Iterator[ScannedPage]:
    """Pages of a PDF (numbers from 1, in the order given; None: all) read from their images."""
    total = None if numbers is None else len(numbers)
    images = sources.pdf_images(data, numbers, dpi=options.dpi, limits=limits)
    return read_pages(images, options=options, progress=progress, total=total)


def read_image(
    data: bytes,
    source: Source,
    *,
    options: ScanOptions = _STANDARD,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    numbers: Sequence[int] | None = None,
) -> Document:
    """The document in a PNG, JPEG or (multi-page) TIFF; ``numbers``: only these pages, from 1.

    Raises CorruptInput, TooLarge, MissingPage, OcrFailed (no page readable).
    """
    count = sources.frames(data)
    chosen = within(numbers, count)
    images = sources.image_pages(data, name=Path(source.path).name, limits=limits, numbers=chosen)
    total = count if chosen is None else len(chosen)
    pages = list(read_pages(images, options=options, progress=progress, total=total))
    document = assemble(source, pages, options=options)
    return document if chosen is None else document.having(warnings=(left_out(chosen, count), *document.warnings))


def read_folder(
    folder: Path,
    *,
    options: ScanOptions = _STANDARD,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    numbers: Sequence[int] | None = None,
) -> Document:
    """Page images in a folder as one document: natural order of their names, or the order of its manifest.csv.

    ``numbers``: only these pages, counted from 1 over all images. The document's SHA-256 is that of the images' SHA-256
    digests in page order: renaming changes nothing, another order does. Raises MissingInput for a folder without page
    images, MissingPage, and what ``read_image`` raises.
    """
    paths = sources.folder_images(folder)
    if not paths:
        raise MissingInput(f"文件夹“{folder}”里没有页面图像。", f'The folder "{folder}" holds no page images.')

    counts = [sources.frames(path) for path in paths]
    chosen = within(numbers, sum(counts))

    def images() -> Iterator[PageImage]:
        number = 1
        for at, path in enumerate(paths):
            if chosen is not None and not any(number <= wanted < number + counts[at] for wanted in chosen):
                number += counts[at]
                continue
            data = path.read_bytes()
            yield from sources.image_pages(data, first=number, name=path.name, limits=limits, numbers=chosen)
            number += counts[at]

    total = sum(counts) if chosen is None else len(chosen)
    pages = list(read_pages(images(), options=options, progress=progress, total=total))
    source = Source(str(folder), sources.folder_digest(paths), "image/x-page-folder", "scan")
    document = assemble(source, pages, options=options)
    return document if chosen is None else document.having(warnings=(left_out(chosen, sum(counts)), *document.warnings))


def assemble(source: Source, pages: Sequence[ScannedPage], *, options: ScanOptions = _STANDARD) -> Document:
    """Scanned pages as one document: texts joined by form feeds, paragraphs that run over a page break made one.

    Blank, duplicate and missing page numbers become warnings; a bound volume is split into ``layout_parts``.
    Raises OcrFailed where the engine failed on every page.
    """
    if pages and all(any(n.code == "ocr-failed" for n in page.warnings) for page in pages):
        first = next(n for n in pages[0].warnings if n.code == "ocr-failed")
        raise OcrFailed("所有页面都无法识别。", f"No page could be read. {first.message}")
    starts = []
    at = 0
    for page in pages:
        starts.append(at)
        at += len(page.text) + 1
    source_text = "\f".join(page.text for page in pages)
    layout = joined(pages, starts, source_text)
    notices = [notice for page in pages for notice in page.warnings]
    notices.extend(volume.page_notices(pages))
    parts, told = volume.parts(pages, starts, options.split)
    return Document(
        source=replace(source, origin="scan"),
        source_text=source_text,
        pages=tuple(page.page(start) for page, start in zip(pages, starts, strict=True)),
        layout=layout,
        layout_parts=parts,
        gaps=tuple(gap for page, start in zip(pages, starts, strict=True) for gap in page.gaps_at(start)),
        warnings=(*notices, *told),
    )


def joined(pages: Sequence[ScannedPage], starts: Sequence[int], text: str) -> tuple[LayoutItem, ...]:
    """The layout of all pages in source offsets; paragraphs and tables that run over a page break are one."""
    layout: list[LayoutItem] = []
    open_at: int | None = None  # where the paragraph or table stands that ended the page before
    frame: Frame | None = None
    runs_on = False
    before = 0
    for page, start in zip(pages, starts, strict=True):
        if page.number != before + 1:  # a page between them was not read
            open_at, frame, runs_on = None, None, False
        before = page.number
        if not page.text.strip():
            continue
        frames = dict(page.frames)
        places: list[int] = []
        for position, item in enumerate(page.items(start)):
            last = layout[open_at] if open_at is not None and position == page.first_body else None
            whole: LayoutItem | None = None
            again: tuple[Span, ...] = ()
            if isinstance(item, LayoutParagraph) and isinstance(last, LayoutParagraph) and runs_on and page.open_start:
                whole = replace(last, spans=(*last.spans, *item.spans))
            elif isinstance(item, LayoutTable) and isinstance(last, LayoutTable) and frame and position in frames:
                one = stitched(last, frame, item, frames[position], text)
                whole, frames[position], again = one or (None, frames[position], ())
            if whole is None or open_at is None:
                places.append(len(layout))
                layout.append(item)
                continue
            places.append(open_at)
            layout[open_at] = whole
            if again:
                layout.append(LayoutParagraph(again, "header"))
        open_at = None if page.last_body is None else places[page.last_body]
        frame = None if page.last_body is None else frames.get(page.last_body)
        runs_on = page.open_end
    return tuple(layout)


# ---------------------------------------------------------------------------------------------------------- workers


def _in_turn(images: Iterable[PageImage], options: ScanOptions) -> Iterator[ScannedPage]:
    for image in images:
        yield _read_one(image, options)


def _in_parallel(images: Iterable[PageImage], options: ScanOptions) -> Iterator[ScannedPage]:
    """In worker processes, results in order; at most two images a worker wait."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    waiting: deque[Future[ScannedPage]] = deque()
    context = multiprocessing.get_context("spawn")  # the engine's threads do not survive a fork
    pool = ProcessPoolExecutor(options.jobs, mp_context=context, initializer=_as_worker)
    try:
        for image in images:
            waiting.append(pool.submit(_read_one, image, options))
            while len(waiting) >= 2 * options.jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        workers = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=not waiting, cancel_futures=True)
        for worker in workers if waiting else ():  # after an interruption nobody waits for pages under way
            worker.terminate()


def _as_worker() -> None:
    """In a worker: leave Ctrl-C to the parent, and take one core."""
    import signal

    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)


def _read_one(image: PageImage, options: ScanOptions) -> ScannedPage:
    """One page: from the cache or by the engine."""
    from jixiao.ingest.scan.cache import key_of
    from jixiao.ingest.scan.compose import compose

    started = time.perf_counter()
    try:
        key = key_of(image)
        raw, cached, engine_seconds = _raw(image, key, options)
    except InputError:
        raise
    except Exception as error:  # onnxruntime and OpenCV raise types of their own
        return _failed(image, error)
    timing = Timing(engine_seconds, time.perf_counter() - started, cached)
    page = compose(raw, image.number, two_up=options.two_up, timing=timing)
    total = time.perf_counter() - started
    return replace(page, timing=Timing(engine_seconds, total, cached), image_key=key[:16])


def _raw(image: PageImage, key: str, options: ScanOptions) -> tuple[RawPage, bool, float]:
    from jixiao.ingest.scan.cache import PageCache
    from jixiao.ingest.scan.core import read_raw
    from jixiao.ingest.scan.engine import Engine

    kept = PageCache(options.cache)
    if (found := kept.get(key)) is not None:
        return found, True, 0.0
    engine = _engines.setdefault(options.threads, Engine(options.threads))
    before = engine.seconds
    raw = read_raw(image, engine)
    kept.put(key, raw)
    return raw, False, engine.seconds - before


def _failed(image: PageImage, error: Exception) -> ScannedPage:
    from jixiao.ingest.scan.pages import GlyphColumns

    width, height = image.size
    notice = Notice(
        "ocr-failed",
        f"此页识别失败，请重新扫描此页。This page could not be read: scan it again. ({type(error).__name__})",
        image.number,
    )
    return ScannedPage(image.number, "", width, height, GlyphColumns().glyphs(), warnings=(notice,))
