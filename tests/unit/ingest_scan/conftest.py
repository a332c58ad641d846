"""The committed sample pages, read once by the real engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.ingest import scan
from tests.tools import need

SAMPLES = Path(__file__).parents[2] / "golden" / "scans"


@pytest.fixture(scope="session")
def sample() -> Callable[[str], scan.ScannedPage]:
    """Reads a committed page by its name; each is read once."""
    need(scan.available(), "needs the extra ocr")
    from jixiao.ingest.scan.sources import image_pages

    read: dict[str, scan.ScannedPage] = {}

    def page(name: str) -> scan.ScannedPage:
        if name not in read:
            data = (SAMPLES / f"{name}.jpg").read_bytes()
            (read[name],) = scan.read_pages(image_pages(data, name=name), options=scan.ScanOptions(cache=None))
        return read[name]

    return page
