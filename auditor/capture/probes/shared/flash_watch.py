"""Counts flashes in a part of the page by looking at it again and again: at steps of the page's own time, or as fast as
looks come where that is real."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from playwright.async_api import Error as PlaywrightError

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared.flash_count import CELL, Values, cells, sampled, worst

SECONDS = 2.5
LEAST = 1.2  # s that are looked at in any case: flashes are counted in a second
OURS = 4.0  # s of ours after which that is enough
STEP = 0.04  # s between two looks, more or less: an even beat would miss what flashes in step with it
LARGEST = (640, 480)  # px that are looked at: the frames have to come quickly


async def measure(session: ProbeSession, box: list[float]) -> dict[str, Any] | None:
    """Flashes of the worst second (`Flashes.to_data`) and "frames": n; None where nothing flashed."""
    x, y, w, h = box[0], box[1], min(box[2], LARGEST[0]), min(box[3], LARGEST[1])
    rows, columns = int(h // CELL), int(w // CELL)
    if rows * columns < 1:
        return None
    frames: list[Values] = []
    times: list[float] = []
    asked: list[float] = []
    clock = session.clock
    began, ours, number = clock.seconds, time.monotonic(), 0
    while (seen := clock.seconds - began) < SECONDS and (seen < LEAST or time.monotonic() - ours < OURS):
        number += 1
        if clock.driven:
            await clock.pass_time(STEP * (0.7 + 0.6 * ((number * 0.618) % 1)))
        asked.append(clock.seconds)
        try:
            shot = await session.look(x, y, columns * CELL, rows * CELL)
        except PlaywrightError:
            return None
        if shot.shape[:2] != (rows * CELL, columns * CELL):
            return None
        frames.append(cells(shot, rows, columns))
        times.append(clock.seconds)
    if not frames:
        return None
    flashes = worst(np.stack(frames), np.array(times), since=sampled(np.array(asked)))
    return None if flashes is None else {**flashes.to_data(), "frames": len(frames)}
