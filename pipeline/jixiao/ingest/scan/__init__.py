"""From page images to the same layout that digital files give: text in reading order, paragraphs, tables, glyphs.

Needs the extra ``ocr``. For the readers of this package's neighbours:

* ``read_pdf_pages(data, numbers, *, options, limits, progress) -> Iterator[ScannedPage]``
  for pages of a PDF (numbers from 1) without a usable text layer, in the order given;
* ``read_image(data, source, *, options, limits, progress) -> Document`` for a PNG, JPEG or (multi-page) TIFF;
* ``read_folder(folder, *, options, limits, progress) -> Document`` for page images in a folder: one document
  (``is_page_folder(path)`` says whether a folder is that);
* ``read_pages(images, *, options, progress) -> Iterator[ScannedPage]`` for images at hand.

A :class:`ScannedPage` has ``text`` (no form feed), ``page(start) -> Page`` and ``items(start) -> layout items`` in source
offsets, ``warnings``, ``gaps`` (offsets relative to the page: use ``gaps_at(start)``). ``assemble(source, pages)`` puts
scanned pages together into a Document: pages joined by form feeds, tables stitched over page breaks. ``available()``
says whether the extra is installed. Nothing costly is imported until a function is called.
"""

from jixiao.ingest.scan.engine import available
from jixiao.ingest.scan.pages import DEFAULT_DPI, PageImage, ScannedPage, ScanOptions, Timing, default_cache
from jixiao.ingest.scan.reader import assemble, read_folder, read_image, read_pages, read_pdf_pages, telling
from jixiao.ingest.scan.sources import folder_digest, folder_images, is_page_folder
from jixiao.ingest.scan.volume import page_notices

__all__ = [
    "DEFAULT_DPI",
    "PageImage",
    "ScanOptions",
    "ScannedPage",
    "Timing",
    "assemble",
    "available",
    "default_cache",
    "folder_digest",
    "folder_images",
    "is_page_folder",
    "page_notices",
    "read_folder",
    "read_image",
    "read_pages",
    "read_pdf_pages",
    "telling",
]
