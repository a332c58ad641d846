"""Pages as a scanner gives them, at three levels, as image-only PDF or multi-page TIFF; each page keeps its true text.

``scan-clean``: 300 dpi. ``scan-office``: 200 dpi, skew up to 2°, noise, blur, JPEG, grey. ``scan-bad``: 150 dpi, uneven light,
bleed-through, folds, a red stamp over the text, handwritten marks, a cut edge.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jixiao.synthesis.corpus import Made

DPI = {"scan-clean": 300, "scan-office": 200, "scan-bad": 150}
TIFF_SHARE = 0.25
"""Share of scans that are multi-page TIFF; the rest are PDF of images."""


def write_scans(
    folder: Path,
    documents: Sequence[Made],
    pdfs: Sequence[Path],
    level: str,
    on_done: Callable[[str, int], None] | None = None,
) -> list[Path]:
    """Scan each PDF; beside it ``pages/<level>/<name>.json`` holds the true text of each page and the cells of the tables."""
    result = []
    for n, (made, pdf) in enumerate(zip(documents, pdfs, strict=True)):
        rng = random.Random(f"{level}-{made.seed}")
        images = [degrade(image, level, rng) for image in pages_of(pdf, DPI[level])]
        tiff = random.Random(f"container-{level}-{made.seed}").random() < TIFF_SHARE
        path = folder / level / f"{made.name}.{'tif' if tiff else 'pdf'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiff_bytes(images, DPI[level]) if tiff else image_pdf_bytes(images, DPI[level], level))
        truth = folder / "pages" / level / f"{made.name}.json"
        truth.parent.mkdir(parents=True, exist_ok=True)
        truth.write_text(json.dumps(page_truth(made, pdf), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        result.append(path)
        if on_done:
            on_done(level, n + 1)
    return result


def pages_of(pdf: Path, dpi: int) -> list[NDArray[Any]]:
    """The pages of a PDF as grey or colour arrays (height, width, 3), 8 bits."""
    import pypdfium2

    document = pypdfium2.PdfDocument(str(pdf))
    try:
        return [document[i].render(scale=dpi / 72).to_numpy()[:, :, :3].copy() for i in range(len(document))]
    finally:
        document.close()


def page_truth(made: Made, pdf: Path) -> dict[str, Any]:
    """Per page its text as the PDF has it (for character error), and the texts of all table cells (for cell recall)."""
    import pypdfium2

    from jixiao.synthesis.blocks import Table

    document = pypdfium2.PdfDocument(str(pdf))
    try:
        pages = [document[i].get_textpage().get_text_bounded().replace("\r\n", "\n") for i in range(len(document))]
    finally:
        document.close()
    tables = [
        [[cell.content.text for cell in row] for row in block.rows] for block in made.blocks if isinstance(block, Table)
    ]
    return {"doc": made.name, "pages": pages, "tables": tables}


def degrade(image: NDArray[Any], level: str, rng: random.Random) -> NDArray[Any]:
    """One page as this kind of scanner gives it; the same random numbers give the same page."""
    import numpy as np

    noise = np.random.default_rng(rng.getrandbits(32))
    if level == "scan-clean":
        return _grey(_skewed(image, rng.uniform(-0.15, 0.15)))
    if level == "scan-office":
        page = _skewed(_blurred(_grey(image), rng.uniform(0.4, 0.8)), rng.uniform(-2.0, 2.0))
        page = _noisy(page, noise, rng.uniform(3, 8))
        page = _toned(page, rng.uniform(0.85, 1.05), rng.uniform(-6, 10))
        return _jpeg(page, rng.randint(55, 80))
    page = image
    if rng.random() < 0.8:
        page = _stamped(page, rng)
    if rng.random() < 0.6:
        page = _scribbled(page, rng)
    page = _bled(page, rng.uniform(0.04, 0.1))
    page = _skewed(_blurred(page, rng.uniform(0.5, 0.9)), rng.uniform(-1.5, 1.5))
    page = _unevenly_lit(page, rng)
    if rng.random() < 0.6:
        page = _folded(page, rng)
    if rng.random() < 0.3:
        page = _cut(page, rng)
    page = _noisy(page, noise, rng.uniform(5, 11))
    return _jpeg(page, rng.randint(38, 60))


def _pixels(image: Any) -> NDArray[Any]:
    """What OpenCV gives, as an array."""
    import numpy as np

    result: NDArray[Any] = np.asarray(image)
    return result


def _grey(image: NDArray[Any]) -> NDArray[Any]:
    import cv2

    return _pixels(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR))


def _blurred(image: NDArray[Any], sigma: float) -> NDArray[Any]:
    import cv2

    return _pixels(cv2.GaussianBlur(image, (0, 0), sigma))


def _skewed(image: NDArray[Any], degrees: float) -> NDArray[Any]:
    import cv2

    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return _pixels(cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(252, 252, 252)))


def _noisy(image: NDArray[Any], noise: Any, sigma: float) -> NDArray[Any]:
    import numpy as np

    grain = noise.normal(0, sigma, image.shape[:2]).astype(np.float32)[:, :, None]
    return _pixels(np.clip(image.astype(np.float32) + grain, 0, 255).astype(np.uint8))


def _toned(image: NDArray[Any], gain: float, offset: float) -> NDArray[Any]:
    import numpy as np

    return _pixels(np.clip(image.astype(np.float32) * gain + offset, 0, 255).astype(np.uint8))


def _jpeg(image: NDArray[Any], quality: int) -> NDArray[Any]:
    import cv2

    _, packed = cv2.imencode(".jpg", image, [int(cv2.IMWRITE_JPEG_QUALITY), quality])
    return _pixels(cv2.imdecode(packed, cv2.IMREAD_COLOR))


def _unevenly_lit(image: NDArray[Any], rng: random.Random) -> NDArray[Any]:
    import numpy as np

    height, width = image.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    a, b = rng.uniform(-0.14, 0.14), rng.uniform(-0.14, 0.14)
    light = np.clip(0.9 + a * x + b * y - rng.uniform(0, 0.12) * (x * x + y * y), 0.55, 1.05)
    return np.clip(image.astype(np.float32) * light[:, :, None], 0, 255).astype(np.uint8)


def _bled(image: NDArray[Any], share: float) -> NDArray[Any]:
    """The other side of the sheet shines through: the page mirrored, faint and blurred."""
    import cv2
    import numpy as np

    behind = cv2.GaussianBlur(image[:, ::-1], (0, 0), 2.2).astype(np.float32)
    return np.clip(image.astype(np.float32) - (255 - behind) * share, 0, 255).astype(np.uint8)


def _folded(image: NDArray[Any], rng: random.Random) -> NDArray[Any]:
    """A fold: a soft dark line from side to side with a light edge."""
    import numpy as np

    page = image.astype(np.float32)
    height = page.shape[0]
    at = int(height * rng.choice([1 / 3, 1 / 2, 2 / 3]) + rng.randint(-20, 20))
    rows = np.arange(height, dtype=np.float32)
    shade = -38 * np.exp(-(((rows - at) / 2.0) ** 2)) + 10 * np.exp(-(((rows - at - 6) / 4.0) ** 2))
    return _pixels(np.clip(page + shade[:, None, None], 0, 255).astype(np.uint8))


def _stamped(image: NDArray[Any], rng: random.Random) -> NDArray[Any]:
    """A round red seal, ring and star, multiplied over what is there."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    radius = int(width * 0.11)
    centre = (rng.randint(radius, width - radius), rng.randint(height // 2, height - radius))
    ink = np.full_like(image, 255)
    red = (60, 60, 225)
    cv2.circle(ink, centre, radius, red, max(3, radius // 18))
    points = []
    for k in range(10):
        reach = radius * (0.42 if k % 2 == 0 else 0.17)
        angle = np.pi * k / 5 - np.pi / 2
        points.append((int(centre[0] + reach * np.cos(angle)), int(centre[1] + reach * np.sin(angle))))
    cv2.fillPoly(ink, [np.array(points, dtype=np.int32)], red)
    for k in range(rng.randint(8, 13)):
        angle = np.pi * (0.85 + 1.3 * k / 12)
        spot = (int(centre[0] + radius * 0.75 * np.cos(angle)), int(centre[1] + radius * 0.75 * np.sin(angle)))
        size = max(3, radius // 10)
        cv2.rectangle(
            ink, (spot[0] - size, spot[1] - size), (spot[0] + size, spot[1] + size), red, max(2, radius // 40)
        )
    strength = rng.uniform(0.55, 0.85)
    mixed = image.astype(np.float32) * (1 - strength + strength * ink.astype(np.float32) / 255)
    return np.clip(mixed, 0, 255).astype(np.uint8)


def _scribbled(image: NDArray[Any], rng: random.Random) -> NDArray[Any]:
    """A signature or a tick in blue or black ink."""
    import cv2
    import numpy as np

    page = image.copy()
    height, width = page.shape[:2]
    for _ in range(rng.randint(1, 3)):
        x, y = rng.randint(width // 8, width * 3 // 4), rng.randint(height // 3, height * 9 // 10)
        points = [(x, y)]
        for _ in range(rng.randint(6, 14)):
            x, y = x + rng.randint(2, width // 40), y + rng.randint(-height // 90, height // 90)
            points.append((x, y))
        ink = rng.choice([(120, 40, 20), (40, 40, 40)])
        cv2.polylines(page, [np.array(points, dtype=np.int32)], False, ink, max(1, width // 600), cv2.LINE_AA)
    return page


def _cut(image: NDArray[Any], rng: random.Random) -> NDArray[Any]:
    """One edge was outside the glass: a black band that takes some of the margin with it."""
    page = image.copy()
    width = page.shape[1]
    band = int(width * rng.uniform(0.01, 0.045))
    if rng.random() < 0.5:
        page[:, :band] = 12
    else:
        page[:, width - band :] = 12
    return page


def tiff_bytes(images: Sequence[NDArray[Any]], dpi: int) -> bytes:
    """All pages in one TIFF, JPEG inside, with its resolution."""
    pages = _pillow(images)
    result = io.BytesIO()
    pages[0].save(result, "TIFF", save_all=True, append_images=pages[1:], compression="jpeg", dpi=(dpi, dpi))
    return result.getvalue()


def image_pdf_bytes(images: Sequence[NDArray[Any]], dpi: int, level: str) -> bytes:
    """A PDF whose pages are nothing but images, as office scanners write them."""
    pages = _pillow(images)
    result = io.BytesIO()
    quality = {"scan-clean": 88, "scan-office": 75, "scan-bad": 60}[level]
    import time

    day = time.gmtime(1577836800)  # a fixed date, so that equal pages give equal bytes
    pages[0].save(
        result, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality, creationDate=day, modDate=day
    )  # fmt: skip
    return result.getvalue()


def _pillow(images: Sequence[NDArray[Any]]) -> list[Any]:
    """Pillow images; pages without colour become grey ones."""
    import numpy as np
    from PIL import Image

    result = []
    for image in images:
        if int(np.abs(image[:, :, 0].astype(np.int16) - image[:, :, 2]).max()) < 3:
            result.append(Image.fromarray(image[:, :, 0]))
        else:
            result.append(Image.fromarray(image[:, :, ::-1].copy()))
    return result
