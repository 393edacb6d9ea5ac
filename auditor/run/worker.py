"""Where sites run: here, in this process, with one browser that is replaced when it dies or grows old.

Other engines (workers elsewhere) will stand behind the same few names; `audit_site` asks for nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from types import TracebackType
from typing import Any, Self

from playwright.async_api import Browser, BrowserContext

from auditor.capture import browser
from auditor.crawl.proxy import GuardProxy


@asynccontextmanager
async def proxied(proxy: GuardProxy | None) -> AsyncIterator[str | None]:
    """The guard proxy's address while it runs; None without one."""
    if proxy is None:
        yield None
        return
    async with proxy as running:
        yield running.url


class BrowserPool:
    """One running browser for all sites of this process."""

    def __init__(self, wanted: str | None, proxy: str | None) -> None:
        self._wanted, self._proxy = wanted, proxy
        self._stack = AsyncExitStack()
        self._browser: Browser | None = None
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def _start(self) -> Browser:
        self._browser = await self._stack.enter_async_context(browser.launched(self._wanted, self._proxy))
        return self._browser

    async def _stop(self) -> None:
        stack, self._stack, self._browser = self._stack, AsyncExitStack(), None
        with contextlib.suppress(Exception):
            await stack.aclose()

    async def version(self) -> str:
        """The browser's name and version."""
        running = await self._running()
        return f"{running.browser_type.name} {running.version}"

    async def _running(self) -> Browser:
        async with self._lock:
            if self._browser is None or not self._browser.is_connected():
                await self._stop()
                return await self._start()
            return self._browser

    async def context(self, **options: Any) -> BrowserContext:
        """A fresh context, in a new browser if the old one died."""
        running = await self._running()
        return await running.new_context(**options)


def drive(work: Callable[[], Awaitable[None]]) -> bool:
    """Run to the end; True when Ctrl-C or SIGTERM stopped it. What was finished by then is in the store."""

    async def main() -> bool:
        task = asyncio.ensure_future(work())
        stopped = False

        def stop() -> None:
            nonlocal stopped
            stopped = True
            task.cancel()

        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            # Windows' event loops know no signal handlers, and only the main thread may set them: there Ctrl+C ends it.
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(name, stop)
        try:
            await task
        except asyncio.CancelledError:
            if not stopped:
                raise
        except BaseExceptionGroup as group:
            first: BaseException = group
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            raise first from None
        return stopped

    return asyncio.run(main())
