"""Reads the text in a picture, where the optional recogniser (the extra `ocr`) is installed. Offline: models come with it."""

from __future__ import annotations

import importlib
import importlib.util
import threading
from functools import cache
from typing import Any

from auditor.capture.layers import Pixels

Line = tuple[str, float, int, int, int, int]  # text, confidence, x, y, width, height in the picture
MAX_LINES = 60
_LOCK = threading.Lock()


@cache
def available() -> bool:
    """Whether the recogniser is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    return importlib.import_module("rapidocr").RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def prepare() -> None:
    """Load the models, once in a process."""
    with _LOCK:
        _engine()


def read(picture: Pixels) -> list[Line]:
    """The lines of text in a picture, from the top; [] where there are none. One at a time in a process."""
    with _LOCK:
        answer = _engine()(picture[:, :, ::-1])  # it takes the colours in the order blue, green, red
    if answer.txts is None or answer.boxes is None:
        return []
    lines: list[Line] = []
    for text, score, corners in zip(answer.txts, answer.scores, answer.boxes, strict=False):
        xs, ys = [int(x) for x, _ in corners], [int(y) for _, y in corners]
        lines.append((str(text)[:200], round(float(score), 2), min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return sorted(lines, key=lambda line: (line[3], line[2]))[:MAX_LINES]
