"""Frees a page that waits for an answer with all else standing still: a script's synchronous request stops the whole
page, ours included, for as long as nobody answers it.

Only the page's way out can fail such a request. It does so where the page does not answer us when half of its time is
over, and later, while a request is open that a script may wait for in this way: what does not come then, the page does
not get."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from playwright.async_api import CDPSession, Page, Request
from playwright.async_api import Error as PlaywrightError

ANSWER_SECONDS = 1.5  # that a page which works may take to say anything
EVERY_SECONDS = 1.0
KIND = "xhr"  # of requests that can be synchronous
RUNNING = 2  # times running that it says nothing while it is looked at: our own scripts are busy in it too


class Holdups:
    """What holds a page up. `failed`: the address of a request that had to be failed, "" where none had to be."""

    def __init__(self, page: Page, session: CDPSession, cut_off: Callable[[], None]) -> None:
        self._session, self._cut_off = session, cut_off
        self._open: dict[Request, str] = {}
        self.failed = ""
        page.on("request", self._begun)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _begun(self, request: Request) -> None:
        if request.resource_type == KIND:
            self._open[request] = request.url

    def _ended(self, request: Request) -> None:
        self._open.pop(request, None)

    async def end(self) -> bool:
        """Fail what the page waits for, where it answers nothing; whether that was so."""
        if not self._open or await self._answers():
            return False
        self._cut()
        return True

    def _cut(self) -> None:
        self.failed = self.failed or next(iter(self._open.values()), "")
        self._cut_off()

    async def _answers(self) -> bool:
        try:
            await asyncio.wait_for(self._session.send("Runtime.evaluate", {"expression": "0"}), ANSWER_SECONDS)
        except TimeoutError:
            return False
        except PlaywrightError:  # there is no page any more
            return True
        return True

    @asynccontextmanager
    async def watched(self, since: float) -> AsyncIterator[None]:
        """While inside the page is freed again and again, from a moment (monotonic s) on."""
        task = asyncio.ensure_future(self._watch(since))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _watch(self, since: float) -> None:
        await asyncio.sleep(max(0.0, since - time.monotonic()))
        silent = 0
        while True:
            silent = 0 if not self._open or await self._answers() else silent + 1
            if silent >= RUNNING:
                self._cut()
                silent = 0
            await asyncio.sleep(EVERY_SECONDS)
