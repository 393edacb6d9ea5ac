"""Pictures of a rectangle of a page, wherever on the page it lies.

Of what lies outside the window Chromium takes a picture by drawing the whole page anew, twice, and the page hears of a
window of another size. Ours are started so that they draw it anyhow (`browser.DRAWS_ALL`): a picture then costs no more
than its own pixels, the same ones. Whether a browser does so is tried once, since others may not know the switch.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
from typing import Any, Literal
from weakref import WeakKeyDictionary

from PIL import Image
from playwright.async_api import Browser, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

JPEG_QUALITY = 60
TRIAL_SECONDS = 10.0
# Shown 2,000 px below the corner of a window that is less high.
TRIAL = '<body style="margin:0"><div style="height:2000px"></div><div style="height:100px;background:#0f0"></div>'
TRIAL_CLIP = (0, 2000, 10, 10)
LITTER_HEIGHT = 10_000  # px; a picture beyond the window of so tall a page leaves 40 to 70 MB that the browser keeps
Clip = tuple[float, float, float, float]  # x, y, width, height; CSS px from the page's corner
_draws_all: WeakKeyDictionary[Browser, bool] = WeakKeyDictionary()


async def shoot(page: Page, session: CDPSession, kind: Literal["png", "jpeg"], clip: Clip) -> bytes:
    """The picture as the browser encodes it. Raises PlaywrightError."""
    inside = await draws_all(page)
    taken = await _shoot(session, kind, clip, not inside)
    if not inside:
        await _tidy(session)
    return taken


async def draws_all(page: Page) -> bool:
    """Whether the page's browser draws what lies outside the window too."""
    browser = page.context.browser
    if browser is None:
        return False
    if (known := _draws_all.get(browser)) is None:
        known = _draws_all[browser] = await _tried(browser)
    return known


async def _tried(browser: Browser) -> bool:
    with contextlib.suppress(PlaywrightError, TimeoutError, OSError):
        async with asyncio.timeout(TRIAL_SECONDS):
            context = await browser.new_context(viewport={"width": 400, "height": 400})
            try:
                page = await context.new_page()
                await page.set_content(TRIAL)
                session = await context.new_cdp_session(page)
                with Image.open(io.BytesIO(await _shoot(session, "png", TRIAL_CLIP, beyond=False))) as image:
                    return image.size == TRIAL_CLIP[2:] and image.convert("RGB").getpixel((5, 5)) == (0, 255, 0)
            finally:
                await context.close()
    return False


async def _shoot(session: CDPSession, kind: str, clip: Clip, beyond: bool) -> bytes:
    x, y, width, height = clip
    parameters: dict[str, Any] = {
        "format": kind,
        "captureBeyondViewport": beyond,
        "clip": {"x": x, "y": y, "width": width, "height": height, "scale": 1},
        "optimizeForSpeed": True,
    }
    if kind == "jpeg":
        parameters["quality"] = JPEG_QUALITY
    answer = await session.send("Page.captureScreenshot", parameters)
    return base64.b64decode(answer["data"])


async def _tidy(session: CDPSession) -> None:
    metrics = await session.send("Page.getLayoutMetrics")
    if metrics["cssContentSize"]["height"] > LITTER_HEIGHT:
        await session.send("HeapProfiler.collectGarbage")
