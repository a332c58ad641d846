"""From page images to the same layout that digital files give: text in reading order, paragraphs, tables, glyphs.

Needs the extra ``ocr``. For the readers of this package's neighbours:

* ``read_pdf_pages(data: bytes, numbers: Sequence[int] | None, *, options, progress) -> Iterator[ScannedPage]``
  for pages of a PDF (numbers from 1) without a usable text layer, in the order given;
* ``read_image(data: bytes, source: Source, *, options, progress) -> Document`` for a PNG, JPEG or (multi-page) TIFF;
* ``read_folder(folder: Path, *, options, progress) -> Document`` for page images in a folder: one document;
* ``read_pages(images: Iterable[PageImage], *, options, progress) -> Iterator[ScannedPage]`` for images at hand.

A :class:`ScannedPage` has ``text`` (no form feed), ``page(start) -> Page`` and ``items(start) -> layout items`` in source
offsets, ``warnings``, ``gaps`` (offsets relative to the page: use ``gaps_at(start)``). ``assemble(source, pages)`` puts
scanned pages together into a Document: pages joined by form feeds, tables stitched over page breaks. ``available()``
says whether the extra is installed. Nothing costly is imported until a function is called.
"""

from jixiao.ingest.scan.pages import PageImage, ScannedPage, ScanOptions, Timing, default_cache

__all__ = ["PageImage", "ScanOptions", "ScannedPage", "Timing", "default_cache"]
