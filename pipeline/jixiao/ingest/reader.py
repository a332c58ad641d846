"""``read``: from a path to a :class:`Document`, by the reader that the content asks for."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jixiao.document.document import Document, Source
from jixiao.document.errors import EmptyInput, InputError, MissingInput, TooLarge, UnsupportedFormat
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.detect import Format, sniff
from jixiao.ingest.page_numbers import no_pages, parse_pages

if TYPE_CHECKING:
    from jixiao.ingest.scan import ScanOptions

OcrMode = Literal["auto", "never", "always"]
"""``auto``: pages without usable text go to the OCR where it is installed; ``always``: every page of a PDF does."""


def read(
    path: str | Path,
    *,
    limits: Limits = DEFAULT,
    data: bytes | None = None,
    ocr: OcrMode = "auto",
    scan_options: ScanOptions | None = None,
    pages: str | Sequence[int] | None = None,
    converted: Mapping[str, bytes | InputError] | None = None,
) -> Document:
    """The document in a file: source text, pages and, where the format gives it, layout; all offsets of the source.

    ``data`` gives the bytes where they are at hand; ``path`` is then only what they are called. ``scan_options`` says
    how pages without usable text are read where the OCR is installed. ``pages`` (``"1-3,7"`` or numbers from 1) reads
    only these pages of a PDF, a TIFF or a folder of page images; they keep their numbers, and a warning
    ``pages-left-out`` says so. A folder is read where it holds page images. ``converted`` is what
    ``ingest.office.convert_paths`` made of a batch of DOC, RTF and the like in one call. Raises an
    ``InputError`` with a stable code for everything that cannot be read: not-found, empty, not-a-document,
    unsupported, encrypted, corrupt, too-large, timeout, no-such-page, ocr-failed; UsageError for ``pages`` that name none.

    >>> document = read("报告.txt", data="一、基本情况\\n共有编制9人。".encode())
    >>> document.source.media_type, document.source.origin, document.pages[0].end
    ('text/plain', 'text', 14)
    """
    numbers = parse_pages(pages) if isinstance(pages, str) else pages
    if numbers is not None and (not numbers or min(numbers) < 1):
        parse_pages(",".join(map(str, numbers)))
    if data is None and os.path.isdir(path):
        from jixiao.ingest import scan

        return scan.read_folder(Path(path), options=scan_options or scan.ScanOptions(), limits=limits, numbers=numbers)
    content = load(path, limits=limits) if data is None else data
    if len(content) > limits.bytes:
        raise _too_many_bytes(len(content), limits)
    if not content:
        raise EmptyInput("文件是空的（0 字节）。", "The file is empty (0 bytes).")
    form = sniff(content)
    source = Source(str(path), hashlib.sha256(content).hexdigest(), form.media_type, "text")
    try:
        if numbers is not None and form.name not in {"pdf", "image"}:
            raise no_pages()
        if form.name == "office":
            from jixiao.ingest.office import read_office

            made = None if converted is None else converted.get(source.sha256)
            return read_office(source, content, form, limits=limits, converted=made)
        return _read_as(form, source, content, limits=limits, ocr=ocr, options=scan_options, numbers=numbers)
    except RecursionError as error:
        raise TooLarge("文件结构嵌套过深。", "The file nests too deeply.") from error
    except MemoryError as error:
        raise TooLarge("文件过大，内存不足。", "The file is too large for this machine's memory.") from error


def _read_as(
    form: Format,
    source: Source,
    data: bytes,
    *,
    limits: Limits,
    ocr: OcrMode,
    options: ScanOptions | None,
    numbers: Sequence[int] | None,
) -> Document:
    """Hand the bytes to their reader. Readers are imported here, because most of them bring a heavy library along."""
    match form.name:
        case "docx":
            from jixiao.ingest.word.reader import read_docx

            return read_docx(source, data, limits=limits)
        case "pdf":
            from jixiao.ingest.pdf.reader import read_pdf

            return read_pdf(source, data, limits=limits, ocr=ocr, scan_options=options, numbers=numbers)
        case "xlsx":
            from jixiao.ingest.sheets.xlsx import read_xlsx

            return read_xlsx(source, data, limits=limits)
        case "xls":
            from jixiao.ingest.sheets.xls import read_xls

            return read_xls(source, data, limits=limits)
        case "html":
            from jixiao.ingest.html.reader import read_html

            return read_html(source, data, limits=limits)
        case "mhtml":
            from jixiao.ingest.html.reader import read_mhtml

            return read_mhtml(source, data, limits=limits)
        case "image":
            return _read_image(source, data, limits=limits, ocr=ocr, options=options, numbers=numbers)
        case _:
            from jixiao.ingest.text import read_text

            return read_text(source, data, limits=limits)


def _read_image(
    source: Source,
    data: bytes,
    *,
    limits: Limits,
    ocr: OcrMode,
    options: ScanOptions | None,
    numbers: Sequence[int] | None,
) -> Document:
    from jixiao.ingest import scan

    if ocr == "never":
        raise UnsupportedFormat(
            "这是图片，而文字识别已关闭。",
            "This is an image, and OCR is switched off.",
            remedy=("请打开文字识别再试。", "Switch OCR on and try again."),
        )
    if not scan.available():
        raise UnsupportedFormat(
            "这是图片，需要文字识别组件。",
            "This is an image and needs OCR.",
            remedy=("请安装：pip install 'jixiao[ocr]'。", "Install it: pip install 'jixiao[ocr]'."),
        )
    return scan.read_image(data, source, options=options or scan.ScanOptions(), limits=limits, numbers=numbers)


def load(path: str | Path, *, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, its size checked before anything is read. Raises MissingInput and TooLarge."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise MissingInput("这是文件夹，不是文件。", f"{path} is a folder, not a file.")
        if not stat.S_ISREG(status.st_mode):
            raise MissingInput("这不是普通文件。", f"{path} is not a regular file.")
        if status.st_size > limits.bytes:
            raise _too_many_bytes(status.st_size, limits)
        with open(path, "rb") as file:
            return file.read(limits.bytes + 1)
    except PermissionError as error:
        raise MissingInput(
            "没有读取这个文件的权限。",
            f"No permission to read {path}.",
            remedy=(
                "请检查文件权限，或关闭占用它的程序。",
                "Check its permissions, or close what holds it open.",
            ),
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise MissingInput("找不到这个文件。", f"Cannot open {path}: {error}.") from error


def _too_many_bytes(size: int, limits: Limits) -> TooLarge:
    return TooLarge(
        f"文件有 {size} 字节，超过 {limits.bytes} 字节的限额。",
        f"The file has {size} bytes; the limit is {limits.bytes}.",
    )
