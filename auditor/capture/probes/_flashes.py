"""Counts flashes in a part of the page by its frames (WCAG 2.2, general flash).

A flash is a pair of opposing changes of relative luminance of 0.1 or more, the darker below 0.8. Frames that are missed
can only make the count smaller, so what is counted was there.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.async_api import Error as PlaywrightError

from auditor.capture.stage import Stage

SECONDS = 2.5
CELL = 16  # px, the side of the squares whose mean is followed
LARGEST = (640, 480)  # px that are looked at: the frames have to come quickly
STEP, DARKER = 0.1, 0.8  # WCAG 2.2, definition of general flash


async def measure(stage: Stage, box: list[float]) -> dict[str, Any] | None:
    """{"most": flashes in the worst second, "area": CSS px that flashed so, "frames": n}; None where nothing did."""
    x, y, w, h = box[0], box[1], min(box[2], LARGEST[0]), min(box[3], LARGEST[1])
    if w * h < CELL * CELL:
        return None
    cells: list[NDArray[np.float64]] = []
    times: list[float] = []
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            shot = await stage.look(x, y, w, h)
        except PlaywrightError:
            return None
        cells.append(_cells(shot))
        times.append(time.monotonic())
    if len(cells) < 3 or any(item.shape != cells[0].shape for item in cells):
        return None
    counts = _worst(np.stack(cells), np.array(times))
    most = int(counts.max(initial=0))
    if most == 0:
        return None
    level = min(most, 4)
    return {"most": most, "area": int((counts >= level).sum()) * CELL * CELL, "frames": len(cells)}


def _cells(shot: NDArray[np.uint8]) -> NDArray[np.float64]:
    channel = shot.astype(np.float64) / 255
    linear = np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    rows, columns = luminance.shape[0] // CELL, luminance.shape[1] // CELL
    cut = luminance[: rows * CELL, : columns * CELL]
    means: NDArray[np.float64] = cut.reshape(rows, CELL, columns, CELL).mean(axis=(1, 3)).reshape(-1)
    return means


def _worst(frames: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.int64]:
    """By cell: flashes within the worst second."""
    found = np.zeros(frames.shape[1], dtype=np.int64)
    for cell in range(frames.shape[1]):
        turns = _turns(frames[:, cell])
        moments = times[turns]
        for number, moment in enumerate(moments):
            within = int(np.searchsorted(moments, moment + 1.0, side="right")) - number
            found[cell] = max(found[cell], within // 2)
    return found


def _turns(values: NDArray[np.float64]) -> list[int]:
    """Frames at which a change of at least STEP was complete, each opposite to the one before."""
    turns: list[int] = []
    low = high = float(values[0])
    direction = 0
    for at in range(1, len(values)):
        value = float(values[at])
        if direction <= 0 and value - low >= STEP and low < DARKER:
            turns.append(at)
            direction, high = 1, value
        elif direction >= 0 and high - value >= STEP and value < DARKER:
            turns.append(at)
            direction, low = -1, value
        low, high = (min(low, value), max(high, value)) if direction == 0 else (low, high)
        low = min(low, value) if direction < 0 else low
        high = max(high, value) if direction > 0 else high
    return turns
