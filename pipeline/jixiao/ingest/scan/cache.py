"""Keeps what the engine read, by a hash of the page image: a second run, or a new lexicon, costs no OCR."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jixiao.ingest.scan.core import RECIPE
from jixiao.ingest.scan.engine import MODELS, VERSION, model_folder
from jixiao.ingest.scan.pages import PageImage
from jixiao.ingest.scan.raw import RawPage, packed, unpacked


@cache
def fingerprint() -> str:
    """Which models and which recipe read the pages: other models must not answer from this cache."""
    digest = hashlib.sha256(f"{RECIPE}\0{VERSION}".encode())
    for name in sorted(MODELS.values()):
        digest.update(hashlib.sha256((model_folder() / name).read_bytes()).digest())
    return digest.hexdigest()[:16]


def key_of(image: PageImage) -> str:
    """SHA-256 over the pixels, their shape and resolution, and the fingerprint."""
    import numpy as np

    digest = hashlib.sha256(f"{fingerprint()}\0{image.pixels.shape}\0{image.dpi:.3f}\0".encode())
    digest.update(np.ascontiguousarray(image.pixels).data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class PageCache:
    """A folder of pages. Several processes may share it: a page appears whole or not at all."""

    folder: Path | None

    def path(self, key: str) -> Path | None:
        """Where a page is kept."""
        return None if self.folder is None else self.folder / key[:2] / f"{key}.jz"

    def get(self, key: str) -> RawPage | None:
        """The page, or None where it is not kept or the file is damaged."""
        path = self.path(key)
        if path is None:
            return None
        try:
            return unpacked(path.read_bytes())
        except (OSError, ValueError):
            return None

    def put(self, key: str, page: RawPage) -> None:
        """Keep a page. A cache that cannot be written only costs time: no error."""
        path = self.path(key)
        if path is None:
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(packed(page))
                os.replace(temporary, path)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)
                raise
