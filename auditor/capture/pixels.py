"""Screenshots, and the backgrounds that only pixels can tell.

Text is made transparent for a second screenshot, its shadow stays: a background is measured with the text's own
pixels left out. Lossless screenshots of the strips that matter are used for measuring and thrown away."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
from PIL import Image
from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from auditor.capture import generated_content
from auditor.capture.isolated_worlds import ScriptError, World
from auditor.capture.schema import ViewCapture
from auditor.capture.schema.document import DocumentCapture, TextBackground
from auditor.capture.screenshots import Clip, draws_all, shoot
from auditor.capture.text_backgrounds import Behind, Layers, Pixels, sample

MAX_SAMPLES = 400
# Pictures nearer than GAP to each other cost more than one of both, up to a height that is kept to for memory's sake.
# Beyond the window (see `screenshots`) each one lays the whole page out anew: measured, as much as 800 px more of it
# and a quarter of the page's height.
GAP = 800
GAP_OF_HEIGHT = 0.25
MAX_BAND = 5_000

# Text takes no colour, its shadow stays.
_TRANSPARENT_TEXT = (
    "*,*::before,*::after{-webkit-text-fill-color:transparent!important;-webkit-text-stroke-color:transparent!important;"
    "text-decoration-color:transparent!important;caret-color:transparent!important;transition:none!important}"
    "*::placeholder{color:transparent!important}"
)
Box = tuple[int, int, int, int]


def _decode(screenshot: bytes) -> Pixels:
    with Image.open(io.BytesIO(screenshot)) as image:
        return np.asarray(image.convert("RGB"))


def offsets(documents: list[DocumentCapture]) -> list[tuple[int, int] | None]:
    """Where each document's corner lies on the page; None where that is not known."""
    corners: list[tuple[int, int] | None] = []
    for document in documents:
        parent, holder = document.parent_document, document.holder
        if parent < 0:
            corners.append((0, 0))
            continue
        base = corners[parent] if parent < len(corners) else None
        if base is None or holder is None or documents[parent].lost:
            corners.append(None)
            continue
        x, y, _, _ = documents[parent].node_box(holder)
        corners.append((base[0] + x, base[1] + y))
    return corners


@dataclass
class Band:
    """A strip of the page that has to be looked at; px from the page's corner."""

    top: int
    bottom: int
    left: int
    right: int
    # Screenshots as they came: unpacked, the strips of a long page are many megabytes.
    shown: bytes = b""
    plain: bytes = b""

    @property
    def clip(self) -> Clip:
        """x, y, width, height"""
        return self.left, self.top, self.right - self.left, self.bottom - self.top


@dataclass(frozen=True)
class Asked:
    """A text that needs pixels: its document, node, box on the page (px) and what is known of what is behind it."""

    document: int
    node: int
    box: Box
    behind: Behind


def bands(boxes: Sequence[Box], width: int, height: int, gap: float = GAP) -> list[Band]:
    """The strips that hold all boxes, none beyond `width` and `height`; those nearer than `gap` are one. px"""
    strips: list[Band] = []
    for x, y, w, h in sorted(boxes, key=lambda box: box[1]):
        top, bottom = max(0, y - 2), min(height, y + h + 2)
        left, right = max(0, x - 2), min(width, x + w + 2)
        if top >= bottom or left >= right:
            continue
        last = strips[-1] if strips else None
        if last and top - last.bottom < gap and max(last.bottom, bottom) - last.top <= MAX_BAND:
            last.bottom = max(last.bottom, bottom)
            last.left, last.right = min(last.left, left), max(last.right, right)
        else:
            strips.append(Band(top, bottom, left, right))
    return strips


async def measure(
    capture: ViewCapture, page: Page, session: CDPSession, worlds: list[World], size: tuple[int, int]
) -> None:
    """Adds what lies behind each text to the documents, as far as `size` (width and height of the page, px)."""
    page_height = capture.documents[0].scroll_size[1]
    answers: dict[int, dict[int, TextBackground]] = {}
    asked: list[Asked] = []
    corners = offsets(capture.documents)
    for number, document in enumerate(capture.documents):
        if document.lost:
            continue
        answers[number], questions = await asyncio.to_thread(_layers, document)
        for node, behind in list(questions.items()):
            corner = corners[number] if number < len(corners) else None
            if corner is None or len(asked) >= MAX_SAMPLES:
                answers[number][node] = TextBackground("undecided", "frame" if corner is None else "too-many")
                continue
            x, y, w, h = document.node_box(node)
            asked.append(Asked(number, node, (x + corner[0], y + corner[1], w, h), behind))
    boxes = [item.box for item in asked]
    gap = GAP if not boxes or await draws_all(page) else GAP + GAP_OF_HEIGHT * page_height
    if strips := bands(boxes, *size, gap):
        await _look(strips, worlds, lambda clip: shoot(page, session, "png", clip))
    for item, answer in _answers(asked, strips):
        answers[item.document][item.node] = answer
    for number, measured in answers.items():
        _write(capture.documents[number], measured)


def _layers(document: DocumentCapture) -> tuple[dict[int, TextBackground], dict[int, Behind]]:
    layers = Layers(document)
    generated_content.measure(document, layers)
    return layers.measure()


async def _look(strips: list[Band], worlds: list[World], look: Callable[[Clip], Awaitable[bytes]]) -> None:
    for strip in strips:
        strip.shown = await look(strip.clip)
    async with text_hidden(worlds):
        for strip in strips:
            strip.plain = await look(strip.clip)


@asynccontextmanager
async def text_hidden(worlds: list[World]) -> AsyncIterator[None]:
    """While inside no text of the page is seen."""
    await _inject(worlds, _TRANSPARENT_TEXT)
    try:
        yield
    finally:
        await _inject(worlds, "")


async def _inject(worlds: list[World], css: str) -> None:
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await world.call("injectedStyle.inject", "text", css)


def _answers(asked: list[Asked], strips: list[Band]) -> Iterator[tuple[Asked, TextBackground]]:
    """What the pixels say of each text, one strip unpacked at a time."""
    left = asked
    edge = max((strip.right for strip in strips), default=0), max((strip.bottom for strip in strips), default=0)
    for strip in strips:
        here = [item for item in left if _holds(strip, item.box, edge)]
        left = [item for item in left if not _holds(strip, item.box, edge)]
        shown, plain = (_decode(picture) for picture in (strip.shown, strip.plain))
        for item in here:
            x, y, w, h = item.box
            yield item, sample((x - strip.left, y - strip.top, w, h), item.behind, plain, shown)
    for item in left:
        yield item, TextBackground("undecided", "outside-picture")


def _holds(strip: Band, box: Box, edge: tuple[int, int]) -> bool:
    """Whether all of a box is in the strip, or all that is within `edge` (x, y), where the strips end."""
    x, y, w, h = box
    across = strip.left <= max(0, x) < strip.right and min(x + w, edge[0]) <= strip.right
    return across and strip.top <= y < strip.bottom and min(y + h, edge[1]) <= strip.bottom


def _write(document: DocumentCapture, answers: dict[int, TextBackground]) -> None:
    """Each different answer once, and by node which one it is."""
    numbers: dict[TextBackground, int] = {}
    document.background = [-1] * document.size
    for node, answer in answers.items():
        document.background[node] = numbers.setdefault(answer, len(numbers))
    document.backgrounds = list(numbers)
