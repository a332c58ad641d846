"""Page images out of files: PDF pages rasterised, PNG, JPEG and multi-page TIFF, folders of page images."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.document.errors import CorruptInput, EncryptedInput, TooLarge, UnsupportedFormat
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.scan.engine import missing_extra
from jixiao.ingest.scan.pages import DEFAULT_DPI, PageImage

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})
MOST_DPI = 220
"""Finer scans are reduced to this: the recogniser sees lines 48 pixels high, and type of 9 points has 28 at 220 dpi.
At 300 dpi nothing more is read, and finding lines and light takes twice the time."""
_A4_LONG = 11.69
MANIFEST = "manifest.csv"


# -------------------------------------------------------------------------------------------------------------- PDF


def pdf_images(
    data: bytes, numbers: Sequence[int] | None = None, *, dpi: int = DEFAULT_DPI, limits: Limits = DEFAULT
) -> Iterator[PageImage]:
    """Pages of a PDF (numbers from 1; None: all) as images, one at a time.

    A page that is one big picture is rasterised at that picture's own resolution, 200 to 300 dpi; any other at
    ``dpi``. Raises CorruptInput, EncryptedInput, TooLarge.
    """
    import pypdfium2

    document = _opened(data)
    try:
        for number in numbers if numbers is not None else range(1, len(document) + 1):
            try:
                page = document[number - 1]
                width, height = page.get_size()
                fine = _own_dpi(page, width, height) or float(dpi)
                if width * height * (fine / 72) ** 2 > limits.pixels:
                    raise _too_many_pixels(number)
                bitmap = page.render(scale=fine / 72, may_draw_forms=True)
                pixels = bitmap.to_numpy()[:, :, :3].copy()
                bitmap.close()
                page.close()
            except pypdfium2.PdfiumError as error:
                raise CorruptInput(
                    f"PDF 第 {number} 页已损坏。", f"Page {number} of the PDF is damaged.", page=number
                ) from error
            yield PageImage(number, pixels, fine, f"p{number}")
    finally:
        document.close()


def pdf_count(data: bytes) -> int:
    """How many pages a PDF has. Raises CorruptInput, EncryptedInput."""
    document = _opened(data)
    try:
        return len(document)
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise EncryptedInput("PDF 已加密。", "The PDF asks for a password.") from error
        raise CorruptInput("PDF 已损坏，打不开。", "The PDF is damaged and cannot be opened.") from error


def _own_dpi(page: Any, width: float, height: float) -> float | None:
    """Resolution of the picture that fills the page, within 200 and 300; None where no picture does."""
    import pypdfium2.raw as pdfium

    best = None
    for found in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = found.get_bounds()
        if (right - left) * (top - bottom) < 0.6 * width * height or right - left <= 0:
            continue
        across, down = found.get_px_size()
        fine = max(across, down) * 72 / max(right - left, top - bottom)
        best = max(best or 0.0, fine)
    return None if best is None else float(min(MOST_DPI, max(DEFAULT_DPI, round(best))))


# ----------------------------------------------------------------------------------------------------------- images


def frames(file: bytes | Path) -> int:
    """How many pages an image file holds, told without decoding them; 1 where it cannot be told."""
    try:
        from PIL import Image
    except ImportError as error:
        raise missing_extra() from error
    try:
        with Image.open(io.BytesIO(file) if isinstance(file, bytes) else file) as image:
            return int(getattr(image, "n_frames", 1))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return 1  # reading it will say what is wrong with it


def image_pages(
    data: bytes, *, first: int = 1, name: str = "", limits: Limits = DEFAULT, numbers: Collection[int] | None = None
) -> Iterator[PageImage]:
    """The page or pages of an image file, numbered from ``first``; ``numbers``: only those of them.

    Raises CorruptInput, TooLarge, UnsupportedFormat.
    """
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError as error:
        raise missing_extra() from error

    try:
        with Image.open(io.BytesIO(data)) as image:
            count = int(getattr(image, "n_frames", 1))
            if (count if numbers is None else len(numbers)) > limits.pages:
                raise TooLarge(f"图像有 {count} 页，超过限额。", f"The image has {count} pages, more than the limit.")
            for index in range(count):
                if numbers is not None and first + index not in numbers:
                    continue
                image.seek(index)
                width, height = image.size
                if width * height > limits.pixels:
                    raise _too_many_pixels(first + index)
                upright = ImageOps.exif_transpose(image) if index == 0 and count == 1 else image
                fine = _dpi(image.info.get("dpi"), *upright.size)
                shrink = max(1.0, fine / MOST_DPI)
                yield PageImage(first + index, *_pixels(upright, fine, shrink), name)
    except UnidentifiedImageError as error:
        raise CorruptInput(
            "图像打不开：格式不明或文件不完整。", "The image cannot be opened: unknown or cut off."
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(first) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise CorruptInput("图像已损坏或不完整。", "The image is damaged or cut off.") from error


def _pixels(image: Any, fine: float, shrink: float) -> tuple[Pixels, float]:
    import numpy as np

    mode = "L" if image.mode in {"1", "L", "I", "I;16", "F", "LA"} else "RGB"
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        from PIL import Image

        base = Image.new("RGBA", image.size, (255, 255, 255, 255))
        base.alpha_composite(image.convert("RGBA"))
        image = base
        mode = "RGB"
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256)
    image = image.convert(mode)
    if shrink > 1.02:
        from PIL import Image

        size = (max(1, round(image.width / shrink)), max(1, round(image.height / shrink)))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=None)
        fine = fine / shrink
    pixels = np.asarray(image)
    return (np.ascontiguousarray(pixels[:, :, ::-1]) if mode == "RGB" else pixels.copy()), fine


def _dpi(stated: object, width: int, height: int) -> float:
    """Dots an inch: as the file states where that makes a sensible sheet (7 to 60 cm), else as if it were A4."""
    if isinstance(stated, tuple) and len(stated) == 2:
        try:
            fine = (float(stated[0]) + float(stated[1])) / 2
        except (TypeError, ValueError, ZeroDivisionError):
            fine = 0.0
        if 100 <= fine <= 2400 and 2.8 <= max(width, height) / fine <= 24:
            return fine
    long = max(width, height)
    if max(width, height) > 1.15 * min(width, height) and width > height and width / height < 1.6:
        return max(60.0, min(width / (2 * 8.27), height / _A4_LONG)) if height > 1500 else max(60.0, long / _A4_LONG)
    return max(60.0, long / _A4_LONG)


def _too_many_pixels(number: int) -> TooLarge:
    return TooLarge(
        f"第 {number} 页的图像像素过多，超过限额。",
        f"The image of page {number} has more pixels than the limit.",
        remedy=("请用 300 dpi 重新扫描，或提高像素限额。", "Scan it again at 300 dpi, or raise the limit of pixels."),
        page=number,
    )


# ---------------------------------------------------------------------------------------------------------- folders


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts names as people count: page 2 before page 10.

    >>> sorted(["p10.png", "p2.png", "封面.png"], key=natural)
    ['p2.png', 'p10.png', '封面.png']
    """
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def folder_images(folder: Path) -> list[Path]:
    """The page images of a folder: as its manifest.csv lists them (column ``file``), else in natural order.

    Raises UnsupportedFormat for a manifest without a column ``file`` or with a file that is not there.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file():
        found = [p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in IMAGE_SUFFIXES]
        return sorted((p for p in found if not p.name.startswith(".")), key=lambda p: natural(p.name))
    data = manifest.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    if not rows or "file" not in rows[0]:
        raise UnsupportedFormat(
            f"{MANIFEST} 缺少 file 列。",
            f"{MANIFEST} has no column named file.",
            remedy=(
                "第一行写列名 file，以下每行一个图像文件名。",
                "Write file as header and one image name a line below it.",
            ),
        )
    paths = []
    for line, row in enumerate(rows, 2):
        name = (row["file"] or "").strip()
        path = folder / name
        if not name:
            continue
        if not path.is_file() or folder.resolve() not in path.resolve().parents:
            raise UnsupportedFormat(
                f"{MANIFEST} 第 {line} 行的文件“{name}”不在此文件夹内。",
                f'{MANIFEST}, line {line}: the file "{name}" is not in this folder.',
                remedy=("请改正文件名，或删去该行。", "Correct the name, or remove the line."),
            )
        paths.append(path)
    return paths


def folder_digest(paths: Sequence[Path]) -> str:
    """SHA-256 of the images' SHA-256 digests in page order: a folder's identity as a document."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_page_folder(folder: Path) -> bool:
    """Whether a folder is one document: it has a manifest, or holds images of single pages and no other documents.

    A TIFF of several pages is a document of its own, so a folder that holds one is no document.
    """
    if not folder.is_dir():
        return False
    if (folder / MANIFEST).is_file():
        return True
    files = [p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~"))]
    images = [p for p in files if p.suffix.lower() in IMAGE_SUFFIXES]
    others = [p for p in files if p not in images and p.name.lower() not in {"thumbs.db", "desktop.ini"}]
    return len(images) >= 2 and not others and not any(_several_pages(p) for p in images)


def _several_pages(path: Path) -> bool:
    """Whether a TIFF holds more than one page; a file that cannot be read is left to its reader."""
    if path.suffix.lower() not in {".tif", ".tiff"}:
        return False
    try:
        return frames(path) > 1
    except UnsupportedFormat:
        return False
