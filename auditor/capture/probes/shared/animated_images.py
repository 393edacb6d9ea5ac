"""Finds the animated images of a page and reads their frames.

The bytes are those that the browser holds: no image is asked of a server again (the browser may ask for a style sheet
that it was not allowed to keep). What was found is kept for the probe that comes next on the same page.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes
from weakref import WeakKeyDictionary

import numpy as np
from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared import image_frames, image_placement
from auditor.capture.probes.shared.flash_count import Values
from auditor.capture.schema.document import DocumentCapture
from auditor.capture.schema.table import LIMITS as TABLE_LIMITS
from auditor.capture.schema.table import RENDERED

CUT = TABLE_LIMITS["style"] - 20  # characters of an address from which the table may hold a part only
LEAST_AREA = 400  # CSS px²; what is smaller neither flashes on a large area nor moves so that anybody minds
LIMITS = {"side": 8, "videos": 12, "pictures": 2_000, "url": 1_000_000}
MOST_DOCUMENTS = 8
MOST_FILES = 80  # whose bytes are looked at
AT_ONCE = 8
MOST_BYTES = 8_000_000  # of one file
ALL_BYTES = 16_000_000
STILL_BYTES = 1_500_000  # of all files of kinds that mostly stand still
MOST_ANIMATED = 12  # files that are read, those shown largest
MOST_SHOWN = 6  # places of one file
READ_SECONDS = 8.0  # no further file is read after this
VISIBLE = 0.03  # change of a channel (linear, 0–1) from which a cell counts as moving
SLOW = 3.0  # s for one answer of the browser
_URL = re.compile(r"url\(\"?([^\")]+)")
_KINDS = {"image/gif": 0, "image/webp": 1, "image/png": 1, "image/apng": 1}


@dataclass(frozen=True)
class ShownImage:
    """An animated image at one place: the cells that are seen, where they lie on the page, and what moves of them.

    `rect` is None in a frame whose place on the page is not known. `moving`: CSS px² that change visibly.
    """

    document: int
    number: int
    film: image_frames.Film
    cells: Values
    begins: Values
    rect: image_placement.Rect
    moving: int
    is_background: bool

    @property
    def cell(self) -> tuple[float, float]:
        """CSS px."""
        return self.rect[2] / self.cells.shape[2], self.rect[3] / self.cells.shape[1]


@dataclass
class AnimatedImages:
    """What a page holds: animated images, videos as [document, number, width, height], and what was not looked at."""

    images: list[ShownImage]
    videos: list[tuple[int, int, float, float]]
    left: int = 0
    videos_left: int = 0
    read: int = 0  # files that were looked at


@dataclass
class _Place:
    document: int
    number: int
    url: str
    area: float
    is_background: bool


_BY_SESSION: WeakKeyDictionary[ProbeSession, AnimatedImages] = WeakKeyDictionary()


async def find(session: ProbeSession) -> AnimatedImages:
    """The page's animated images and videos; looked for once a page."""
    if session not in _BY_SESSION:
        _BY_SESSION[session] = await _find(session)
    return _BY_SESSION[session]


async def place(session: ProbeSession, document: int, number: int) -> dict[str, Any] | None:
    """Where an element's content lies on its document; None where it is gone or nothing of it is seen."""
    placement: dict[str, Any] | None = await session.call("movingImages.place", number, document=document)
    if placement is None or min(*placement["box"][2:], *placement["seen"][2:]) < 1:
        return None
    return placement


async def _find(session: ProbeSession) -> AnimatedImages:
    places: dict[tuple[int, str], list[_Place]] = {}
    videos: list[tuple[int, int, float, float]] = []
    images = AnimatedImages([], videos)
    for document in range(min(len(session.worlds), MOST_DOCUMENTS, len(session.documents))):
        try:
            listed = await session.call("movingImages.list", LIMITS, document=document)
        except (ScriptError, PlaywrightError):
            continue
        images.left += listed["more"]["pictures"]
        images.videos_left += listed["more"]["videos"]
        videos += [(document, int(number), float(w), float(h)) for number, w, h in listed["videos"]]
        listed_here = [_Place(document, number, url, w * h, False) for number, url, w, h in listed["pictures"]]
        for item in [*listed_here, *_backgrounds(document, session.documents[document])]:
            if item.area < LEAST_AREA:
                continue
            if item.is_background and item.url.startswith("data:") and len(item.url) >= CUT:
                images.left += 1  # the table holds its beginning only
            else:
                places.setdefault((document, item.url), []).append(item)
    videos.sort(key=lambda item: -item[2] * item[3])
    if not places:
        return images
    animated = await _animated(session, places, images)
    end = time.monotonic() + READ_SECONDS
    animated.sort(key=lambda item: -max(place.area for place in places[item[0]]))
    images.left += max(0, len(animated) - MOST_ANIMATED)
    for key, data in animated[:MOST_ANIMATED]:
        if time.monotonic() > end:
            images.left += 1
            continue
        films: dict[tuple[int, int], image_frames.Film | None] = {}
        images.read += 1
        whole = True
        for item in sorted(places[key], key=lambda item: -item.area)[:MOST_SHOWN]:
            shown = await _shown(session, item, data, films)
            if shown is not None:
                images.images.append(shown)
                whole = whole and shown.film.whole
            if time.monotonic() > end:
                break
        images.left += not whole
    return images


def _backgrounds(at: int, document: DocumentCapture) -> list[_Place]:
    """Elements whose background is an image, by the tables."""
    if document.lost:
        return []
    strings, column = document.strings, document.properties.index("background-image")
    urls = {}
    for row, values in enumerate(document.styles):
        if hit := _URL.search(strings[values[column]]):
            urls[row] = hit.group(1)
    if not urls:
        return []
    places = []
    for number, (kind, style) in enumerate(zip(document.kind, document.style, strict=True)):
        if kind == 1 and style in urls and document.flags[number] & RENDERED:
            _, _, w, h = document.node_box(number)
            if w >= LIMITS["side"] and h >= LIMITS["side"]:
                places.append(_Place(at, number, urls[style], float(w * h), True))
    return places


async def _animated(
    session: ProbeSession, places: dict[tuple[int, str], list[_Place]], images: AnimatedImages
) -> list[tuple[tuple[int, str], bytes]]:
    """The files of more than one frame, with their bytes."""
    animated = []
    for key in [key for key in places if key[1].startswith("data:image/")]:
        data = _inline(key[1])
        if data is not None and image_frames.moves(data):
            animated.append((key, data))
    held = await _held(session)
    wanted = sorted((kind, size, key) for key in places if key in held for kind, size in [held[key]])
    spent = [0, 0]
    asked: list[tuple[int, str]] = []
    for kind, size, key in wanted:
        spent[kind] += size
        if len(asked) < MOST_FILES and size <= MOST_BYTES and spent[0] <= ALL_BYTES and spent[1] <= STILL_BYTES:
            asked.append(key)
    images.left += len(wanted) - len(asked)
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        answers = await asyncio.gather(*(session.worlds[document].held(url, SLOW) for document, url in some))
        for key, answer in zip(some, answers, strict=True):
            if answer is None or image_frames.too_large(answer):
                images.left += 1
            elif image_frames.moves(answer):
                animated.append((key, answer))
    return animated


async def _held(session: ProbeSession) -> dict[tuple[int, str], tuple[int, int]]:
    """(document, address) → (kind, bytes) of the images that the browser holds for each document."""
    numbers = {world.frame_id: number for number, world in enumerate(session.worlds)}
    held: dict[tuple[int, str], tuple[int, int]] = {}
    for cdp in dict.fromkeys(world.session for world in session.worlds[:MOST_DOCUMENTS]):
        try:
            tree = await asyncio.wait_for(_tree(cdp), SLOW)
        except (PlaywrightError, TimeoutError):
            continue
        waiting = [tree["frameTree"]]
        while waiting:
            node = waiting.pop()
            waiting += node.get("childFrames", ())
            document = numbers.get(node["frame"]["id"])
            if document is None:
                continue
            for item in node.get("resources", ()):
                kind = _KINDS.get(item.get("mimeType", ""))
                if kind is not None and not item.get("failed") and not item.get("canceled"):
                    held[document, item["url"]] = (kind, int(item.get("contentSize", 0)))
    return held


async def _tree(cdp: CDPSession) -> dict[str, Any]:
    await cdp.send("Page.enable")
    return dict(await cdp.send("Page.getResourceTree"))


def _inline(url: str) -> bytes | None:
    head, _, body = url.partition(",")
    try:
        raw = unquote_to_bytes(body)
        return base64.b64decode(raw) if head.endswith(";base64") else raw
    except (binascii.Error, ValueError):
        return None


async def _shown(
    session: ProbeSession, item: _Place, data: bytes, films: dict[tuple[int, int], image_frames.Film | None]
) -> ShownImage | None:
    try:
        where = await place(session, item.document, item.number)
    except (ScriptError, PlaywrightError):
        return None
    if where is None:
        return None
    natural = image_frames.size(data)
    down = across = 1
    if item.is_background:
        whole, down, across = image_placement.tiles(where, natural)
    else:
        whole = image_placement.drawn(where, natural)
    grid = image_placement.grid(whole[2], whole[3])
    if grid not in films:
        films[grid] = await asyncio.to_thread(image_frames.read, data, *grid)
    film = films[grid]
    if film is None:
        return None
    frames, begins = film.unrolled()
    if down * across > 1:
        frames = np.tile(frames, (1, down, across, 1))
        whole = (whole[0], whole[1], whole[2] * across, whole[3] * down)
    box, seen = where["box"], where["seen"]
    left, top = max(box[0], seen[0]), max(box[1], seen[1])
    right, bottom = min(box[0] + box[2], seen[0] + seen[2]), min(box[1] + box[3], seen[1] + seen[3])
    frames, rect = image_placement.cut(frames, whole, [left, top, right - left, bottom - top])
    if not frames.size:
        return None
    side = rect[2] * rect[3] / (frames.shape[1] * frames.shape[2])
    moving = int((np.ptp(frames, axis=0).max(axis=2) >= VISIBLE).sum() * side)
    return ShownImage(item.document, item.number, film, frames, begins, rect, moving, item.is_background)
