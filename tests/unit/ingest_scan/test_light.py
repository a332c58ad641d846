"""Seals told from red print, and their writing from text."""

from __future__ import annotations

import numpy as np
import pytest

from jixiao.ingest.scan import light
from jixiao.ingest.scan.core import _is_seal
from jixiao.ingest.scan.raw import RawLine

cv2 = pytest.importorskip("cv2", reason="needs the extra ocr")
RED, DPI, CM = (50, 40, 200), 200, 200 / 2.54


def sheet() -> np.ndarray:
    return np.full((2339, 1654, 3), 250, np.uint8)


def box(page: np.ndarray, x: float, y: float, width: float, height: float, thick: int = 4) -> None:
    """A red frame; centimetres."""
    corners = (round(x * CM), round(y * CM)), (round((x + width) * CM), round((y + height) * CM))
    cv2.rectangle(page, *corners, RED, thick)


def test_round_and_upright_seals_are_found() -> None:
    page = sheet()
    cv2.circle(page, (round(8 * CM), round(8 * CM)), round(2 * CM), RED, 6)
    box(page, 18, 10, 0.8, 5)
    for number in range(8):  # the characters in it
        box(page, 18.2, 10.3 + 0.55 * number, 0.4, 0.35, -1)
    found = sorted(light.stamps(page, DPI), key=lambda stamp: stamp.top)
    assert len(found) == 2
    assert found[1].left == pytest.approx(18 * CM, abs=12)
    assert found[1].bottom == pytest.approx(15 * CM, abs=12)


def test_red_lines_and_red_letterheads_are_no_seals() -> None:
    page = sheet()
    cv2.line(page, (round(2 * CM), round(4 * CM)), (round(19 * CM), round(4 * CM)), RED, 8)
    cv2.line(page, (round(15 * CM), round(8 * CM)), (round(15 * CM), round(14 * CM)), RED, 6)
    for number in range(9):  # 发文机关标志: characters side by side
        box(page, 3 + 1.6 * number, 2, 1.4, 1.4, 10)
    assert light.stamps(page, DPI) == []


def test_a_line_of_which_nothing_but_red_was_there_is_the_seal_s_writing() -> None:
    evened = np.full((200, 600), light.PAPER, np.uint8)
    dark, sealed = np.zeros_like(evened), np.zeros_like(evened)
    sealed[60:90, 100:300] = 255
    boxes = tuple((100.0 + 50 * n, 60.0, 145.0 + 50 * n, 90.0) for n in range(4))
    line = RawLine("专用章。", (100.0, 60.0, 295.0, 90.0), boxes, (0.9,) * 4)
    assert _is_seal(line, sealed, dark, evened)
    print_ = dark.copy()
    print_[60:90, 100:300] = 255
    evened[60:90, 100:300] = 30
    assert not _is_seal(line, sealed, print_, evened)
    assert not _is_seal(line, np.zeros_like(sealed), dark, evened)
