"""The two faces that documents are set in: Noto Serif CJK SC (Song style) and Noto Sans CJK SC (Hei style).

They come with Debian's package fonts-noto-cjk. Another folder with the same files is named by ``JIXIAO_FONTS``.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDERS = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/local/share/fonts", "C:/Windows/Fonts")
FILES = {"song": "NotoSerifCJK-Regular.ttc", "hei": "NotoSansCJK-Regular.ttc"}
SIMPLIFIED = 2
"""Position of the simplified Chinese face in Noto's collections."""


def font_file(face: str) -> Path | None:
    """The file of ``song`` or ``hei``, or None where it is not installed."""
    for folder in (os.environ.get("JIXIAO_FONTS"), *FOLDERS):
        if folder and (path := Path(folder) / FILES[face]).is_file():
            return path
    return None


def need_fonts() -> dict[str, Path]:
    """Both files. Raises ``RuntimeError`` that says how to get them."""
    found = {face: font_file(face) for face in FILES}
    missing = [FILES[face] for face, path in found.items() if path is None]
    if missing:
        raise RuntimeError(
            f"fonts are missing: {', '.join(missing)}; install the package fonts-noto-cjk or set JIXIAO_FONTS"
        )
    return {face: path for face, path in found.items() if path is not None}
