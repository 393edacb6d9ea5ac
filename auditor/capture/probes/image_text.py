"""What images look like: how many colours they have, and the text in them where a recogniser is installed.

The result is a `ImagesSeen` (auditor/capture/schema/probes/changes.py). The page's own text is made transparent while
it looks. Photographs aren't read.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

import numpy as np

from auditor.capture import ocr
from auditor.capture.pixels import offsets, text_hidden
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.document import DocumentCapture
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.changes import ImagesSeen
from auditor.capture.schema.table import RENDERED
from auditor.capture.text_backgrounds import Pixels

ORDER = 15
SECONDS = 30.0
CHANGES = False
MAX_PICTURES = 48  # looked at on a page, the largest
READ_SECONDS = 14.0  # no further image is read after this
MAX_COLOURS = 16  # photographs have more coarse colours and aren't read
EDGE = 0.05  # of width and height at each side that may hold a frame
MARGIN = 4  # px around a line that belong to it
LEAST_WIDTH, LEAST_HEIGHT, LEAST_AREA = 24, 12, 900  # px; smaller ones hold no text worth asking about
TALLEST, WIDEST = 1600, 2000  # px looked at
_TAGS = frozenset({"img", "object", "embed", "canvas", "svg"})
_ROWS = re.compile(r"url\(")
_SVG_FILE = re.compile(r"^https?:[^?#]*\.svg([?#]|$)", re.I)
LONGEST_CODE = 20_000  # characters of an SVG file that are kept
CODE_SECONDS = 2.0


async def observe(session: ProbeSession) -> ImagesSeen:
    """Find the images, look at the largest, read them."""
    images = _pictures(session.documents)
    chosen = sorted(images, key=lambda item: -item[2] * item[3])[:MAX_PICTURES]
    shots: list[tuple[dict[str, Any], Pixels]] = []
    async with text_hidden(session.worlds):
        for at, (x, y), w, h in sorted(chosen, key=lambda item: item[1][1]):
            box = (x, y, w, h)
            alone = not any(other[0] != at and _overlap(box, (*other[1], other[2], other[3])) for other in images)
            pixels = await session.look(x, y, min(w, WIDEST), min(h, TALLEST))
            shots.append(({"at": list(at), "alone": alone, "size": [w, h], "lines": None}, pixels))
    session.reached("images", len(chosen), len(images))
    for entry, pixels in shots:
        entry["colours"] = _colours(pixels)
        if code := await _code(session, *entry["at"]):
            entry["svg"] = code
    reads = await asyncio.to_thread(ocr.available)
    if reads:
        end = time.monotonic() + READ_SECONDS
        for entry, pixels in sorted(shots, key=lambda shot: -shot[1].size):
            if entry["colours"] <= MAX_COLOURS and time.monotonic() < end:
                entry["lines"] = await asyncio.to_thread(ocr.read, pixels)
                entry["other"] = _other(pixels, entry["lines"])
                entry["red"] = _red(pixels)
    flat = [entry for entry, _ in shots if entry["colours"] <= MAX_COLOURS and "svg" not in entry]
    told = [entry for entry in flat if entry["lines"] is not None]
    session.reached("readings", len(told), len(flat), "time" if reads else "lost")
    if cut := [entry for entry in told if entry["size"][0] > WIDEST or entry["size"][1] > TALLEST]:
        session.reached("readings", 0, len(cut), "size")
    seen = {"read": reads, "images": [entry for entry, _ in shots], "left": len(images) - len(chosen)}
    return typed(seen, ImagesSeen)


def _pictures(documents: list[DocumentCapture]) -> list[tuple[tuple[int, int], tuple[int, int], int, int]]:
    """((document, number), (x, y) on the page, width, height) of everything that shows an image."""
    images = []
    corners = offsets(documents)
    for at, document in enumerate(documents):
        corner = corners[at]
        if document.lost or corner is None:
            continue
        strings, column = document.strings, document.properties.index("background-image")
        background_rows = {n for n, row in enumerate(document.styles) if _ROWS.search(strings[row[column]])}
        for number, kind in enumerate(document.kind):
            if kind != 1 or not document.flags[number] & RENDERED:
                continue
            tag = strings[document.tag[number]]
            with_background = document.style[number] in background_rows and tag not in ("body", "html")
            if tag not in _TAGS and not with_background and not (tag == "input" and _is_image(document, number)):
                continue
            if tag == "svg" and _inside_svg(document, number):
                continue
            x, y, w, h = document.node_box(number)
            x, y = x + corner[0], y + corner[1]
            if w >= LEAST_WIDTH and h >= LEAST_HEIGHT and w * h >= LEAST_AREA and x + w > 0 and y + h > 0:
                images.append(((at, number), (max(0, x), max(0, y)), w, h))
    return images


def _is_image(document: DocumentCapture, number: int) -> bool:
    return document.properties_of(number).type == "image"


def _inside_svg(document: DocumentCapture, number: int) -> bool:
    above = document.parent[number]
    while above >= 0:
        if document.strings[document.tag[above]] == "svg":
            return True
        above = document.parent[above]
    return False


async def _code(session: ProbeSession, at: int, number: int) -> str:
    """The code of an SVG file in an image, as the browser holds it, if it has text; nothing is asked of the network."""
    address = session.documents[at].properties_of(number).src
    if not _SVG_FILE.match(address) or at >= len(session.worlds):
        return ""
    code = (await session.worlds[at].held(address, CODE_SECONDS) or b"").decode("utf-8", "replace")
    return code if "<text" in code and len(code) <= LONGEST_CODE else ""


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    x, y, w, h = one
    x2, y2, w2, h2 = other
    width, height = min(x + w, x2 + w2) - max(x, x2), min(y + h, y2 + h2) - max(y, y2)
    return width > 2 and height > 2 and width * height > 0.1 * w * h


def _colours(pixels: Pixels) -> int:
    """Coarse colours (eight steps a channel) that together cover nine tenths."""
    step = max(1, int((pixels.shape[0] * pixels.shape[1] / 160_000) ** 0.5))
    coarse = (pixels[::step, ::step] >> 5).astype(np.int32)
    counts = np.bincount((coarse[..., 0] * 64 + coarse[..., 1] * 8 + coarse[..., 2]).ravel(), minlength=512)
    shares = np.cumsum(np.sort(counts)[::-1]) / max(1, counts.sum())
    return int(np.searchsorted(shares, 0.9) + 1)


def _other(pixels: Pixels, lines: list[ocr.Line]) -> float:
    """The share of the image that differs from its commonest colour outside the lines read, a frame aside."""
    coarse = (pixels >> 5).astype(np.int32)
    keys = coarse[..., 0] * 64 + coarse[..., 1] * 8 + coarse[..., 2]
    drawn = keys != np.bincount(keys.ravel(), minlength=512).argmax()
    for _, _, x, y, w, h in lines:
        drawn[max(0, y - MARGIN) : y + h + MARGIN, max(0, x - MARGIN) : x + w + MARGIN] = False
    edge_y, edge_x = max(MARGIN, int(drawn.shape[0] * EDGE)), max(MARGIN, int(drawn.shape[1] * EDGE))
    inner = drawn[edge_y:-edge_y, edge_x:-edge_x]
    return round(float(inner.mean()), 4) if inner.size else 0.0


def _red(pixels: Pixels) -> float:
    """The share of an image in the red of Chinese seals and letterheads."""
    red, green, blue = (pixels[..., channel].astype(np.int16) for channel in range(3))
    return round(float(((red > 140) & (red - green > 70) & (red - blue > 70)).mean()), 4)
