"""Tabs beside the page: nothing but what reads leaves them, and windows they open are closed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import BrowserContext, Page, Route
from playwright.async_api import Error as PlaywrightError

from auditor.capture.login import new_page

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that ask, and change nothing
CLOSE_SECONDS = 3


async def close(page: Page) -> None:
    """Close a tab, for a limited time: one that hangs is left to the browser."""
    with contextlib.suppress(PlaywrightError, asyncio.TimeoutError):
        await asyncio.wait_for(page.close(), CLOSE_SECONDS)


def close_popups(page: Page) -> None:
    """Windows that the page opens from now on are closed."""
    page.on("popup", lambda popup: asyncio.ensure_future(close(popup)))


@asynccontextmanager
async def reading_tab(context: BrowserContext, needless: frozenset[str] = frozenset()) -> AsyncIterator[Page]:
    """A new tab; `needless` names resource types that aren't asked for."""

    async def decide(route: Route) -> None:
        asks = route.request.method in SAFE and route.request.resource_type not in needless
        with contextlib.suppress(PlaywrightError):
            await (route.continue_() if asks else route.abort("blockedbyclient"))

    async def opened() -> Page:
        page = await new_page(context)
        try:
            close_popups(page)
            await page.route("**/*", decide)
            await page.route_web_socket("**/*", lambda socket: socket.close())
        except PlaywrightError:
            await close(page)
            raise
        return page

    try:
        page = await opened()
    except PlaywrightError:  # with several tabs opened at a time the browser loses one now and then
        page = await opened()
    try:
        yield page
    finally:
        await close(page)
