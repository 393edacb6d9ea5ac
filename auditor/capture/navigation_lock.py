"""Holds a page where it is while its views are taken: some pages go elsewhere as soon as the window gets narrow.

What is measured would then be another page. A view in which the page wanted to leave is not taken.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import World
from auditor.messages import note


class NavigatedAway(Exception):
    """The page wanted to go elsewhere, to `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.why = note("capture.navigated", address=address[:200])


@asynccontextmanager
async def navigation_locked(session: CDPSession, worlds: list[World]) -> AsyncIterator[list[str]]:
    """While inside the page can't go elsewhere; the addresses it wanted to go to."""
    departures: list[str] = []
    top, tasks = worlds[0].frame_id, set[asyncio.Future[Any]]()

    def paused(event: dict[str, Any]) -> None:
        answer = asyncio.ensure_future(_decide(session, event, top, departures))
        tasks.add(answer)
        answer.add_done_callback(tasks.discard)

    session.on("Fetch.requestPaused", paused)
    await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": "Document"}]})
    try:
        yield departures
    finally:
        session.remove_listener("Fetch.requestPaused", paused)
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(session.send("Fetch.disable"), 5)


async def _decide(session: CDPSession, event: dict[str, Any], top: str, departures: list[str]) -> None:
    with contextlib.suppress(PlaywrightError):
        if event["frameId"] == top:
            departures.append(event["request"]["url"])
            # 204 to a navigation: the browser stays where it is.
            await session.send("Fetch.fulfillRequest", {"requestId": event["requestId"], "responseCode": 204})
        else:
            await session.send("Fetch.continueRequest", {"requestId": event["requestId"]})
