"""Reads the text in an image, where the optional recogniser (the extra `ocr`) is installed. Offline: models come with
it."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import threading
from collections import OrderedDict
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from auditor.capture.cutting import cut
from auditor.capture.text_backgrounds import Pixels

Line = tuple[str, float, int, int, int, int]  # text, confidence, x, y, width, height in the image
MAX_LINES = 60
# Small images are enlarged, up to this many times and pixels; letters of nine pixels are then read as well as others.
MOST_TIMES, ENLARGED = 3.0, 300_000
LEAST_TIMES = 1.2  # below it enlarging changes nothing but the time
PADDING = 8  # px of the background's colour around a picture: letters that touch its edge are misread
LONGEST = 2000  # px of a side that the recogniser takes
KEPT = 400  # images whose text is remembered: a site's logos are on all its pages
_LOCK = threading.Lock()
_READ: OrderedDict[bytes, list[Line]] = OrderedDict()


def available() -> bool:
    """Whether the recogniser is installed and runs here; loads it, once in a process."""
    with _LOCK:
        return _engine() is not None


@cache
def _engine() -> Any:
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        return None
    try:
        return importlib.import_module("rapidocr").RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # text upside down is rare, asking for each line is not free
                "Det.limit_type": "max",  # as large as we give it; else each small image is made huge
                "Det.limit_side_len": LONGEST,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
    except Exception:  # a system library that is missing shows as an error of any kind; images then stay unread
        return None


def read(image: Pixels) -> list[Line]:
    """The pieces of text in an image in reading order; [] where there are none. One at a time in a process."""
    key = hashlib.blake2b(image.tobytes(), digest_size=16, salt=str(image.shape).encode()[:16]).digest()
    with _LOCK:
        if key in _READ:
            _READ.move_to_end(key)
        else:
            _READ[key] = _recognised(image)
            if len(_READ) > KEPT:
                _READ.popitem(last=False)
        return _READ[key]


def _recognised(image: Pixels) -> list[Line]:
    height, width = image.shape[:2]
    times = min(MOST_TIMES, (ENLARGED / max(1, width * height)) ** 0.5)
    times = times if times >= LEAST_TIMES else 1.0
    answer = _engine()(enlarged(image, times)[:, :, ::-1])  # it takes the colours in the order blue, green, red
    if answer.txts is None or answer.boxes is None:
        return []
    lines: list[Line] = []
    for text, score, corners in zip(answer.txts, answer.scores, answer.boxes, strict=False):
        xs = [min(width, max(0, round(float(x) / times) - PADDING)) for x, _ in corners]
        ys = [min(height, max(0, round(float(y) / times) - PADDING)) for _, y in corners]
        box = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
        lines.append((cut(str(text), 200), round(float(score), 2), *box))
    return in_order(lines)[:MAX_LINES]


def enlarged(image: Pixels, times: float) -> Pixels:
    """A image with a margin of its edge's colour, so many times as large."""
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    height, width = image.shape[0] + 2 * PADDING, image.shape[1] + 2 * PADDING
    framed = np.empty((height, width, 3), np.uint8)
    framed[:] = np.median(edge, axis=0).astype(np.uint8)
    framed[PADDING:-PADDING, PADDING:-PADDING] = image
    if times == 1:
        return framed
    size = (round(width * times), round(height * times))
    return np.asarray(Image.fromarray(framed).resize(size, Image.Resampling.LANCZOS))


def in_order(pieces: list[Line]) -> list[Line]:
    """From the top; pieces that stand in one line, overlapping by half of their height, from left to right."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: piece[3] + piece[5] / 2):
        top, bottom = piece[3], piece[3] + piece[5]
        if rows:
            first = rows[-1][0]
            common = min(bottom, first[3] + first[5]) - max(top, first[3])
            if common * 2 >= max(1, min(piece[5], first[5])):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda piece: piece[2])]
