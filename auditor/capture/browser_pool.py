"""One running browser for all sites of a process, replaced when it dies; and a site's own context in it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from playwright.async_api import Browser, BrowserContext
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page as BrowserPage

from auditor.capture import browser
from auditor.capture.login import Login, give_login, stored_context
from auditor.capture.open import Options, capture_page
from auditor.capture.schema import PageCapture
from auditor.messages import note

__all__ = ["BrowserPage", "BrowserPool", "SiteBrowser"]
DESKTOP = (1280, 800)  # CSS px


class BrowserPool:
    """`wanted`: a browser's path; `proxy`: the address that all its traffic goes through."""

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


@dataclass
class SiteBrowser:
    """A site's contexts: its cookies and storage are kept from page to page and shared with no other site.

    `user_agent`: the whole header, from the browser's own name and version ("Chrome/140.0.0.0")."""

    pool: BrowserPool
    user_agent: Callable[[str], str]
    login: Login
    storage_state: Mapping[str, Any] = field(default_factory=dict, repr=False)  # Playwright's form
    _context: BrowserContext | None = None
    _fresh: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def capture(self, url: str, options: Options, in_scope: Callable[[str], bool]) -> PageCapture:
        """One attempt at a page; a browser that goes away meanwhile is the attempt's error."""
        try:
            return await capture_page(await self.shared_context(), url, options, in_scope)
        except PlaywrightError as error:
            first = error.message.splitlines()[0]
            return PageCapture(url=url, error=("crashed", note("page.browser-gone", what=first)))

    async def shared_context(self) -> BrowserContext:
        """The context of all pages; made again when the browser died."""
        async with self._fresh:
            context = self._context
            if context is not None and context.browser is not None and context.browser.is_connected():
                return context
            self._context = await self.new_context(*DESKTOP)
            return self._context

    async def new_context(self, width: int, height: int, touch: bool = False) -> BrowserContext:
        """A context with the site's settings and cookies of its own. Sizes in CSS px."""
        version = "Chrome/" + (await self.pool.version()).rsplit(" ", 1)[-1]
        context = await stored_context(
            lambda state: self.pool.context(
                viewport={"width": width, "height": height},
                has_touch=touch,
                locale="zh-CN",
                user_agent=self.user_agent(version),
                storage_state=state,
                service_workers="block",
                accept_downloads=False,
            ),
            self.storage_state,
        )
        give_login(context, self.login)
        return context

    async def close(self) -> None:
        """Release the shared context."""
        if self._context is not None:
            with contextlib.suppress(PlaywrightError):  # the browser may be gone already
                await self._context.close()
