"""Animated images and videos: whether they move, for how long, and how often they flash.

Images are read from the bytes that the browser holds, frame by frame. Videos are played without sound by a copy that
is not part of the page, for a few seconds, the largest first; one that can't be opened a second time is looked at
where it plays.

The result is a `MovingImages` (auditor/capture/schema/probes/changes.py).
"""

from __future__ import annotations

import asyncio
import base64
import time
from typing import Any

import numpy as np
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.luminance import linear
from auditor.capture.pixels import offsets
from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared import animated_images, image_placement
from auditor.capture.probes.shared.animated_images import ShownImage
from auditor.capture.probes.shared.flash_count import FIELD, MOST, Flashes, cells, sampled, worst
from auditor.capture.probes.shared.flash_watch import measure
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.changes import MovingImages

REAL_TIME = True
ORDER = 13
SECONDS = 40.0
CHANGES = False
VIDEO_SECONDS = 8.0  # of watching, all videos of a page
ALL_VIDEO_SECONDS = 15.0  # with opening them
LEAST_SECONDS = 2.0  # of watching one
MOST_VIDEOS = 4
NEARLY = 0.8  # of a video's length: its first and last frame are no moments of it
NOTHING = ("not shown", "no source", "no picture")  # there is nothing to be seen
PLAY = {"rate": 2, "samples": 3, "load_ms": 2500, "seek_ms": 2000, "frames": 900, "bytes": 16_000_000}
LOOKS, PAUSE = 12, 0.15  # at an image that flashes, and s between them at most
ALIKE = 0.08  # mean of all channels, linear; a screen's pixels this near to a frame's are that frame


async def observe(session: ProbeSession) -> MovingImages:
    """Pictures first, then the largest videos."""
    animated = await animated_images.find(session)
    images = [await _image(session, shown) for shown in animated.images]
    videos: list[dict[str, Any]] = []
    end, watching = time.monotonic() + ALL_VIDEO_SECONDS, VIDEO_SECONDS
    for number, (document, at, w, h) in enumerate(animated.videos):
        entry: dict[str, Any] = {"at": [document, at], "size": [round(w), round(h)], "length": None, "watched": 0.0}
        entry |= {"frames": 0, "flash": None, "why_not": "no time left"}
        videos.append(entry)
        if number < MOST_VIDEOS and watching >= LEAST_SECONDS and time.monotonic() < end:
            # One video alone is given all the time; of several each leaves some for the next.
            seconds = watching if number + 1 == len(animated.videos) else max(LEAST_SECONDS, watching / 2)
            began = time.monotonic()
            try:
                entry |= await asyncio.wait_for(_video(session, document, at, seconds), end - began)
            except TimeoutError:
                entry["why_not"] = "not playable"
            watching -= min(time.monotonic() - began, seconds) if entry["frames"] else 0
    session.watched(range(animated_images.MOST_DOCUMENTS))
    session.reached("moving-files", animated.read, animated.read + animated.left)
    played = [entry for entry in videos if entry["why_not"] not in NOTHING]
    told = [entry for entry in played if not entry["why_not"] and _is_whole(entry)]
    session.reached("videos", len(told), len(played) + animated.videos_left, "time")
    return typed({"images": images, "videos": videos, "left": animated.left}, MovingImages)


def _is_whole(entry: dict[str, Any]) -> bool:
    """Whether a video was watched from its beginning to its end."""
    return entry["length"] is not None and entry["watched"] >= NEARLY * entry["length"]


async def _image(session: ProbeSession, shown: ShownImage) -> dict[str, Any]:
    film = shown.film
    flash = await asyncio.to_thread(worst, shown.cells, shown.begins, shown.cell)
    seen = False
    if flash is not None and flash.most > MOST and flash.area > FIELD[0] * FIELD[1] / 8:
        seen = await _seen(session, shown, flash)
    return {
        "at": [shown.document, shown.number],
        **film.to_data(),
        "whole": film.whole,
        "moving": shown.moving,
        "size": [round(shown.rect[2]), round(shown.rect[3])],
        "is_background": shown.is_background,
        "flash": None if flash is None else flash.to_data(),
        "shown": seen,
    }


async def _seen(session: ProbeSession, shown: ShownImage, flash: Flashes) -> bool:
    """Whether the cells that flash are on the screen as frames of the image, in more than one state."""
    corner = offsets(session.documents)[shown.document] if shown.document < len(session.documents) else None
    if corner is None:
        return False
    rows, columns = shown.cells.shape[1:3]
    x, y, w, h = shown.rect
    mask = flash.cells
    states = np.unique(np.round(shown.cells[:, mask].reshape(len(shown.cells), -1), 3), axis=0)
    met: set[int] = set()
    rests = shown.film.seconds is not None
    for number in range(LOOKS):
        try:
            shot = await session.look(x + corner[0], y + corner[1], w, h)
        except PlaywrightError:
            return False
        if shot.shape[0] < rows or shot.shape[1] < columns:
            return False
        # A cell's place on the screen is a fraction of a pixel off.
        apart = np.abs(states - cells(shot, rows, columns)[mask].reshape(-1)).mean(axis=1)
        nearest = int(apart.argmin())
        if apart[nearest] > ALIKE:
            return False
        met.add(nearest)
        if rests or any(np.abs(states[one] - states[nearest]).mean() > ALIKE for one in met):
            return True
        # Uneven: in step with the image each look would meet the same frame.
        await asyncio.sleep(PAUSE * (0.2 + 0.8 * ((number * 0.618) % 1)))
    return False


async def _video(session: ProbeSession, document: int, number: int, seconds: float) -> dict[str, Any]:
    try:
        where = await animated_images.place(session, document, number)
        if where is None:
            return {"why_not": "not shown"}
        rows, columns = image_placement.grid(where["box"][2], where["box"][3])
        limits = {**PLAY, "rows": rows, "columns": columns, "ms": round(1000 * seconds)}
        raw = await session.call("movingImages.play", number, limits, document=document)
    except (ScriptError, PlaywrightError):
        return {"why_not": "not playable"}
    if "why" in raw:
        return await _looked(session, document, where) if raw["why"].endswith("plays") else {"why_not": raw["why"]}
    whole = image_placement.drawn(where, (raw["natural"][0], raw["natural"][1]))
    over: list[Flashes] = []
    watched, count, starts = 0.0, 0, []
    for part in raw["parts"]:
        data = np.frombuffer(base64.b64decode(part["cells"]), np.uint8).reshape(-1, rows, columns, 3)
        times = np.array(part["times"], dtype=np.float64)[: len(data)]
        frames, rect = image_placement.cut(linear(data), whole, where["seen"])
        if not frames.size:
            return {"why_not": "not shown"}
        cell = (rect[2] / frames.shape[2], rect[3] / frames.shape[1])
        flash = await asyncio.to_thread(worst, frames, times, cell, sampled(times))
        watched, count = watched + float(times[-1] - times[0]), count + len(times)
        if flash is not None:
            over.append(flash)
            starts.append(float(times[0]))
    worst_part = max(range(len(over)), key=lambda n: (over[n].most > MOST, over[n].area), default=None)
    data_of = None
    if worst_part is not None:
        data_of = {**over[worst_part].to_data(), "second": round(starts[worst_part] + over[worst_part].at, 1)}
    length = round(float(raw["duration"]), 1) or None
    return {"length": length, "watched": round(watched, 1), "frames": count, "flash": data_of, "why_not": ""}


async def _looked(session: ProbeSession, document: int, where: dict[str, Any]) -> dict[str, Any]:
    """By screenshots: a video of a server that doesn't let its frames be read, if it plays by itself."""
    corner = offsets(session.documents)[document] if document < len(session.documents) else None
    if corner is None:
        return {"why_not": "not readable"}
    x, y, w, h = where["seen"]
    flash = await measure(session, [x + corner[0], y + corner[1], w, h])
    if flash is None:
        return {"why_not": "not readable"}
    frames = flash.pop("frames")
    return {"watched": 2.5, "frames": frames, "flash": {**flash, "second": None}, "why_not": ""}
