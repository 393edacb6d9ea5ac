"""A seat: a browser with a driver and a way out of its own, used by one page at a time.

Whatever a page does to its browser, the page in the next seat has another. A browser that is lost, or that a page left
behind unfit, is replaced when the seat is taken again."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError

from auditor.capture import browser
from auditor.capture.memory_watch import Watched
from auditor.messages import Note, note

TIDY_SECONDS = 3.0  # of closing what a page has left open


class WayOut(AbstractAsyncContextManager["WayOut"], Protocol):
    """What a browser's requests go through."""

    @property
    def url(self) -> str:
        """The proxy's address."""

    def cut_off(self) -> None:
        """Fail all that is under way, and wait for nothing much from now on: its page has had its time for that."""

    def drop(self) -> None:
        """Give up all that is under way: its page is closed."""


@dataclass(eq=False)
class Seat:
    """`wanted`: a browser's path."""

    wanted: str | None
    new_way_out: Callable[[], WayOut] | None
    running: browser.Running | None = None
    watched: Watched | None = None
    unfit: bool = False
    _way_out: WayOut | None = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def ready(self) -> browser.Running:
        """The browser, started or replaced where need be. Raises BrowserMissing."""
        if self.running is not None and (self.unfit or self.running.is_lost()):
            await self.stop()
        if self.running is None:
            if self.new_way_out is not None and self._way_out is None:
                self._way_out = await self._stack.enter_async_context(self.new_way_out())
            self.running = await browser.start(self.wanted, self._way_out.url if self._way_out else None)
            self.watched = Watched(self.running.processes) if self.running.processes else None
            self.unfit = False
        if self.watched is not None:
            self.watched.ended_at = None
        return self.running

    def is_lost(self) -> bool:
        """Whether the browser went away since it was ready."""
        return self.running is None or self.running.is_lost()

    def too_much_memory(self) -> Note | None:
        """Why the watch ended something of this page's, if it did."""
        held = self.watched.ended_at if self.watched is not None else None
        return None if held is None else note("page.memory", mb=held)

    def cut_off(self) -> None:
        """Fail what the page waits for, where its browser has a way out of ours."""
        if self._way_out is not None:
            self._way_out.cut_off()

    async def kill(self) -> None:
        """End the browser at once: calls that wait for it fail."""
        self.unfit = True
        if self.running is not None and self.running.processes is not None:
            await asyncio.to_thread(self.running.processes.end)

    async def tidy(self, context: BrowserContext | None) -> None:
        """Leave nothing of a page behind: tabs it opened, connections. A browser that does not let go of them, or of
        which the watch had to end something, is unfit for the next."""
        if self._way_out is not None:
            self._way_out.drop()
        if self.unfit or self.is_lost() or self.too_much_memory() is not None:
            self.unfit = True
            return
        if context is not None and context.pages:
            await asyncio.wait([asyncio.ensure_future(_closed(page)) for page in context.pages], timeout=TIDY_SECONDS)
            self.unfit = bool(context.pages)

    async def stop(self) -> None:
        """Close the browser, or kill it."""
        running, self.running, self.watched = self.running, None, None
        if running is not None:
            with contextlib.suppress(PlaywrightError, OSError):
                await running.stop()

    async def close(self) -> None:
        """The end of the seat."""
        try:
            await self.stop()
        finally:
            await self._stack.aclose()


async def _closed(page: Any) -> None:
    with contextlib.suppress(PlaywrightError):
        await page.close()
