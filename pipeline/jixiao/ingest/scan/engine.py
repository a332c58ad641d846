"""The OCR engine: PP-OCRv6 small models (they ride in the rapidocr wheel) run by onnxruntime, nothing downloaded.

Why not rapidocr's own pipeline: it averages and rounds away what this project lives on. Decoding the recogniser's
output here gives every character its own probability, its place to a pixel, and what else the engine saw there;
and text boxes can be cut at the ruled lines of a table between detection and recognition. The models and their
pre- and post-processing (DB detection, CTC recognition) are PaddleOCR's, Apache-2.0.
"""

from __future__ import annotations

import importlib.util
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.document.errors import UnsupportedFormat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Pixels = NDArray[np.uint8]

MODELS = {
    "detect": "PP-OCRv6_det_small.onnx",
    "read": "PP-OCRv6_rec_small.onnx",
    "turn": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
VERSION = "ppocrv6-small/3"
"""Changes whenever the engine could read a page differently: part of the cache's key."""

_DETECTION_DPI = 125.0
"""Detection sees the page at this resolution: from 105 to 170 it finds the same lines, at two fifths of the time."""
_LONGEST_SIDE, _SHORTEST_SIDE = 2600, 736
_BATCH_WIDTH = 2400
"""Pixels of all lines of one recognition batch: the output is 18,710 classes a column of 8 pixels, 22 MB a batch."""
_LINE_HEIGHT = 48
_WIDEST = 3200


@dataclass(frozen=True, slots=True)
class TextBox:
    """A detected line of text: a rectangle that may be turned, in pixels of the image."""

    x: float
    y: float
    """Centre."""
    width: float
    height: float
    angle: float
    """Degrees clockwise by which the text rises or falls, -45 to 45; width is along the text or, if tall, across."""
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one crop: a character, its probability and centre (0 to 1 of the crop's width) each."""

    text: str
    confidence: tuple[float, ...]
    centres: tuple[float, ...]
    runners_up: tuple[tuple[int, str, float], ...] = ()
    """(index, character, probability) where the engine saw something else too."""

    @property
    def score(self) -> float:
        """Mean confidence, 0 for nothing read."""
        return sum(self.confidence) / len(self.confidence) if self.confidence else 0.0


def model_folder() -> Path:
    """Where the models lie, found without importing rapidocr. Raises UnsupportedFormat where the extra is missing."""
    spec = importlib.util.find_spec("rapidocr")
    for place in spec.submodule_search_locations or () if spec is not None else ():
        folder = Path(place) / "models"
        if all((folder / name).is_file() for name in MODELS.values()):
            return folder
    raise missing_extra()


def missing_extra() -> UnsupportedFormat:
    """The error for an installation without the extra ``ocr``."""
    return UnsupportedFormat(
        "读取扫描件需要 OCR 组件，当前未安装。",
        "Reading scans needs the OCR components, which are not installed.",
        remedy=("请运行：pip install 'jixiao[ocr]'", "Run: pip install 'jixiao[ocr]'"),
    )


def available() -> bool:
    """Whether scans can be read: all parts of the extra ``ocr`` are installed."""
    if any(importlib.util.find_spec(name) is None for name in ("cv2", "onnxruntime", "PIL", "numpy")):
        return False
    try:
        model_folder()
    except UnsupportedFormat:
        return False
    return True


@dataclass(slots=True)
class Engine:
    """Loaded models. One a process; not to be shared between threads. ``seconds`` counts time spent inside."""

    threads: int = 1
    seconds: float = 0.0
    _sessions: dict[str, Any] = field(default_factory=dict)
    _characters: list[str] = field(default_factory=list)

    def _session(self, task: str) -> Any:
        if task not in self._sessions:
            try:
                import onnxruntime
            except ImportError as error:
                raise missing_extra() from error
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self.threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 4
            options.enable_cpu_mem_arena = False  # with the arena, memory grows to the sum of all shapes ever seen
            self._sessions[task] = onnxruntime.InferenceSession(
                str(model_folder() / MODELS[task]), sess_options=options, providers=["CPUExecutionProvider"]
            )
            if task == "read":
                listed = self._sessions[task].get_modelmeta().custom_metadata_map["character"].splitlines()
                self._characters = ["", *listed, " "]
        return self._sessions[task]

    def _run(self, task: str, batch: Floats) -> Floats:
        session = self._session(task)
        started = time.perf_counter()
        result: Floats = session.run(None, {session.get_inputs()[0].name: batch})[0]
        self.seconds += time.perf_counter() - started
        return result

    # ------------------------------------------------------------------------------------------------ finding text

    def detect(self, image: Pixels, dpi: float) -> list[TextBox]:
        """Boxes of the lines of text in a blue-green-red image of this resolution, in no particular order."""
        import cv2
        import numpy as np

        height, width = image.shape[:2]
        ratio = min(1.0, _DETECTION_DPI / dpi)
        ratio = max(ratio, min(1.0, _SHORTEST_SIDE / min(height, width)))
        ratio = min(ratio, _LONGEST_SIDE / max(height, width))
        size = (max(32, round(width * ratio / 32) * 32), max(32, round(height * ratio / 32) * 32))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
        batch = ((small.astype(np.float32) / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)[None]
        likely = self._run("detect", np.ascontiguousarray(batch))[0, 0]
        mask = cv2.dilate((likely > 0.3).astype(np.uint8), np.ones((2, 2), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        boxes = []
        back = (width / size[0], height / size[1])
        for contour in contours:
            centre, extent, angle = cv2.minAreaRect(contour)
            if min(extent) < 3:
                continue
            x, y, w, h = cv2.boundingRect(contour)
            inside = np.zeros((h, w), np.uint8)
            corners = cv2.boxPoints((centre, extent, angle)).astype(np.int32) - (x, y)
            cv2.fillPoly(inside, [corners], (1,))
            score = float(cv2.mean(likely[y : y + h, x : x + w], inside)[0])
            if score < 0.5:
                continue
            grow = extent[0] * extent[1] * 1.6 / (extent[0] + extent[1])  # twice the offset of the shrunk DB region
            w1, h1 = extent[0] + grow, extent[1] + grow
            if angle > 45:
                w1, h1, angle = h1, w1, angle - 90
            elif angle < -45:
                w1, h1, angle = h1, w1, angle + 90
            boxes.append(
                TextBox(centre[0] * back[0], centre[1] * back[1], w1 * back[0], h1 * back[1], float(angle), score)
            )
        return boxes

    # ------------------------------------------------------------------------------------------------- reading text

    def read(self, crops: Sequence[Pixels]) -> list[Reading]:
        """What stands in each crop (an image of one upright line, blue-green-red or grey)."""
        import numpy as np

        results: list[Reading] = [Reading("", (), ())] * len(crops)
        widths = [_scaled_width(crop) for crop in crops]
        order = sorted(range(len(crops)), key=widths.__getitem__)
        self._session("read")
        at = 0
        while at < len(order):
            batch: list[int] = []
            while at < len(order) and (not batch or widths[order[at]] * (len(batch) + 1) <= _BATCH_WIDTH):
                batch.append(order[at])
                at += 1
            widest = max(160, max(widths[i] for i in batch))
            images = np.zeros((len(batch), 3, _LINE_HEIGHT, widest), np.float32)
            for row, i in enumerate(batch):
                images[row, :, :, : widths[i]] = _line_image(crops[i], widths[i])
            likely = self._run("read", images)
            for row, i in enumerate(batch):
                results[i] = self._decode(likely[row], widths[i] / widest)
        return results

    def _decode(self, likely: Floats, share: float) -> Reading:
        """CTC: the best class of each column, runs joined, blanks dropped; ``share`` of the columns hold the crop."""
        import numpy as np

        best = likely.argmax(axis=1)
        columns = len(best)
        top = likely[np.arange(columns), best]
        changes = np.flatnonzero(np.diff(best)) + 1
        edges = [0, *changes.tolist(), columns]
        text, confidence, centres = [], [], []
        others: list[tuple[int, str, float]] = []
        for start, end in itertools.pairwise(edges):
            code = int(best[start])
            if code == 0:
                continue
            weights = top[start:end]
            peak = start + int(weights.argmax())
            text.append(self._characters[code])
            confidence.append(round(float(weights.max()), 4))
            middle = float((weights * np.arange(start, end)).sum() / weights.sum()) + 0.5
            centres.append(round(min(1.0, middle / columns / share), 5))
            if weights.max() < 0.98:
                row = likely[peak]
                rivals = [r for r in np.argpartition(row, -3)[-3:].tolist() if r not in (code, 0) and row[r] >= 0.01]
                others.extend((len(text) - 1, self._characters[r], round(float(row[r]), 4)) for r in rivals)
        others.sort(key=lambda other: (other[0], -other[2]))
        return Reading("".join(text), tuple(confidence), tuple(centres), tuple(others))

    # --------------------------------------------------------------------------------------------- which way is up

    def upside_down(self, crops: Sequence[Pixels]) -> float:
        """How surely lines stand on their heads, 0 to 1, by the direction classifier."""
        import cv2
        import numpy as np

        if not crops:
            return 0.0
        batch = np.zeros((len(crops), 3, 48, 192), np.float32)
        for row, crop in enumerate(crops):
            width = min(192, max(1, round(crop.shape[1] * 48 / crop.shape[0])))
            small = cv2.resize(crop, (width, 48)).astype(np.float32)
            batch[row, :, :, :width] = ((small / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)
        return float(self._run("turn", batch)[:, 1].mean())


def _scaled_width(crop: Pixels) -> int:
    height, width = crop.shape[:2]
    return int(min(_WIDEST, max(8, -(-_LINE_HEIGHT * width // max(1, height)))))


def _line_image(crop: Pixels, width: int) -> Floats:
    import cv2
    import numpy as np

    smaller = crop.shape[0] > _LINE_HEIGHT
    line = cv2.resize(crop, (width, _LINE_HEIGHT), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    values: Floats = (line.astype(np.float32) / 255.0 - 0.5) / 0.5
    return values[None] if values.ndim == 2 else values.transpose(2, 0, 1)
