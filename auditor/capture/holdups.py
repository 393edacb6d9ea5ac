"""Frees a page that waits for an answer with all else standing still: a script's synchronous request stops the whole
page, ours included, for as long as nobody answers it.

Only the page's way out can fail such a request. It does so where the page does not answer us when half of its time is
over, and later: what does not come then, the page does not get."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

ANSWER_SECONDS = 1.5  # that a page which works may take to say anything
EVERY_SECONDS = 1.0
RUNNING = 2  # times running that it says nothing while it is looked at: our own scripts are busy in it too


class Holdups:
    """What holds a page up. `cut`: its requests had to be failed."""

    def __init__(self, session: CDPSession, cut_off: Callable[[], None]) -> None:
        self._session, self._cut_off = session, cut_off
        self.cut = False

    async def end(self) -> bool:
        """Fail what the page waits for, where it answers nothing; whether that was so."""
        if await self._answers():
            return False
        self.cut = True
        self._cut_off()
        return True

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
            silent = 0 if await self._answers() else silent + 1
            if silent >= RUNNING:
                self.cut, silent = True, 0
                self._cut_off()
            await asyncio.sleep(EVERY_SECONDS)
