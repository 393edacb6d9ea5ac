"""The browsers of a process: as many seats as pages may be open at once; and a site's own contexts in them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, BrowserContext, HttpCredentials
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page as BrowserPage

from auditor.capture.browser import BrowserMissing
from auditor.capture.document_watch import too_large_document, watch_documents
from auditor.capture.login import Login, give_login, stored_context
from auditor.capture.memory_watch import MemoryWatch, Watched
from auditor.capture.open import Options, capture_page
from auditor.capture.schema import PageCapture
from auditor.capture.seat import Seat, WayOut
from auditor.capture.views import ALWAYS
from auditor.messages import note

__all__ = ["BrowserPage", "BrowserPool", "SiteBrowser"]
DESKTOP = (1280, 800)  # CSS px
CONTEXT_SECONDS = 20.0  # of making a context
CLOSE_SECONDS = 5.0  # of closing one
END_SECONDS = 2.0  # that a page's work gets to notice that its browser was ended
COOKIE_SECONDS = 2.0


class BrowserPool:
    """`wanted`: a browser's path; `new_way_out` makes the proxy that a browser's traffic goes through."""

    def __init__(self, wanted: str | None, new_way_out: Callable[[], WayOut] | None = None, seats: int = 1) -> None:
        self._seats = [Seat(wanted, new_way_out) for _ in range(max(1, seats))]
        self._free = list(reversed(self._seats))  # the last one used is taken first: its browser runs
        self._turn = asyncio.Semaphore(len(self._seats))
        self._watch = MemoryWatch(self._watched)
        self._version = ""

    async def __aenter__(self) -> Self:
        try:
            async with self.seat() as seat:
                running = await seat.ready()
                self._version = f"{running.browser.browser_type.name} {running.browser.version}"
        except BaseException:
            await self._close()
            raise
        self._watch.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.stop()
        await self._close()

    async def _close(self) -> None:
        await asyncio.gather(*(seat.close() for seat in self._seats), return_exceptions=True)

    def _watched(self) -> list[Watched]:
        return [seat.watched for seat in self._seats if seat.watched is not None]

    def version(self) -> str:
        """The browser's name and version."""
        return self._version

    @asynccontextmanager
    async def seat(self) -> AsyncIterator[Seat]:
        """A seat for as long as the context is open; waits for one."""
        async with self._turn:
            seat = self._free.pop()
            try:
                yield seat
            finally:
                self._free.append(seat)


def _hard_limit(options: Options) -> float:
    """Seconds after which a page's browser is ended: its own limits, and what their ends may take."""
    deeper = bool(options.probes) or any(view not in ALWAYS for view in options.views)
    limit = options.timeout + (options.deep_timeout if deeper else 0.0)
    return limit + max(0.25 * limit, min(0.3 * limit, 13.0))


class _Waits:
    """How long a page waits to learn whether it is looked at in depth."""

    def __init__(self, deep: Callable[[PageCapture], Awaitable[bool]] | None) -> None:
        self._deep: Any = deep
        self._since: float | None = None
        self._spent = 0.0

    async def chosen(self, capture: PageCapture) -> bool:
        """The answer."""
        self._since = time.monotonic()
        try:
            return bool(await self._deep(capture))
        finally:
            self._spent, self._since = self.seconds(), None

    def seconds(self) -> float:
        """Until now."""
        return self._spent + (time.monotonic() - self._since if self._since is not None else 0.0)


@dataclass
class SiteBrowser:
    """A site's contexts: its cookies and storage are kept from page to page and shared with no other site.

    `user_agent`: the whole header, from the browser's own name and version ("Chrome/140.0.0.0")."""

    pool: BrowserPool
    user_agent: Callable[[str], str]
    login: Login
    storage_state: Mapping[str, Any] = field(default_factory=dict, repr=False)  # Playwright's form
    _contexts: WeakKeyDictionary[Seat, tuple[Browser, BrowserContext]] = field(default_factory=WeakKeyDictionary)
    _cookies: list[Any] = field(default_factory=list, repr=False)  # as the last page left them

    async def capture(self, url: str, options: Options, in_scope: Callable[[str], bool]) -> PageCapture:
        """One attempt at a page; a browser that goes away meanwhile is the attempt's error."""
        async with self.pool.seat() as seat:
            context = None
            try:
                context = await self._context_in(seat)
                capture = await self._within_limits(seat, context, url, options, in_scope)
            except (PlaywrightError, BrowserMissing, TimeoutError) as error:
                first = (str(error).splitlines() or [type(error).__name__])[0]
                capture = PageCapture(url=url, error=("crashed", note("page.browser-gone", what=first)))
            why = seat.too_much_memory() or (too_large_document(context) if context is not None else None)
            if why is not None:  # what was seen before stays
                if capture.error and capture.error[0] in ("crashed", "timeout", "connection-error"):
                    capture.error = "too-large", why
            elif seat.is_lost() and not seat.unfit:  # not the page's doing: what is missing of it would stay so
                capture = PageCapture(url=url, error=("crashed", note("page.browser-lost")))
            if context is not None and not capture.error:
                await self._keep_cookies(context)
            await seat.tidy(context)
            return capture

    async def _within_limits(
        self, seat: Seat, context: BrowserContext, url: str, options: Options, in_scope: Callable[[str], bool]
    ) -> PageCapture:
        """The page, or `timeout`: whatever it does, it is over soon after the time that it has."""
        limit = _hard_limit(options)
        waits = _Waits(options.deep)
        deep = waits.chosen if options.deep is not None else None
        options = replace(options, cut_off=seat.cut_off, ended=seat.too_much_memory, deep=deep)
        begun = time.monotonic()
        task = asyncio.ensure_future(capture_page(context, url, options, in_scope))
        try:
            # What it waits for others until it may be looked at in depth is not its own time.
            while not task.done() and (left := limit + waits.seconds() - (time.monotonic() - begun)) > 0:
                await asyncio.wait({task}, timeout=left)
            if task.done():
                return task.result()
        finally:
            if not task.done():
                task.add_done_callback(lambda done: done.cancelled() or done.exception())
                task.cancel()
                await seat.kill()
                await asyncio.wait({task}, timeout=END_SECONDS)
        return PageCapture(url=url, error=("timeout", note("capture.not-in-time", seconds=options.timeout)))

    async def _context_in(self, seat: Seat) -> BrowserContext:
        """The context of all the site's pages in this seat; made again where the browser was replaced."""
        running = await seat.ready()
        held = self._contexts.get(seat)
        if held is not None and held[0] is running.browser:
            return held[1]
        context = await asyncio.wait_for(self.new_context(seat, *DESKTOP), CONTEXT_SECONDS)
        if self._cookies:
            with contextlib.suppress(PlaywrightError):
                await asyncio.wait_for(context.add_cookies(self._cookies), COOKIE_SECONDS)
        watch_documents(context)
        self._contexts[seat] = running.browser, context
        return context

    async def _keep_cookies(self, context: BrowserContext) -> None:
        with contextlib.suppress(PlaywrightError, TimeoutError):
            self._cookies = list(await asyncio.wait_for(context.cookies(), COOKIE_SECONDS))

    async def new_context(
        self, seat: Seat, width: int, height: int, touch: bool = False, routed: str | None = None
    ) -> BrowserContext:
        """A context with the site's settings and cookies of its own. Sizes in CSS px. `routed`: an address whose server
        may ask for user and password although the context has routes: Playwright answers it then, before we do."""
        version = "Chrome/" + self.pool.version().rsplit(" ", 1)[-1]
        try:
            running = await seat.ready()
        except BrowserMissing as error:  # there was one when the run began
            raise PlaywrightError(str(error)) from error
        context = await stored_context(
            lambda state: running.browser.new_context(
                viewport={"width": width, "height": height},
                has_touch=touch,
                locale="zh-CN",
                user_agent=self.user_agent(version),
                storage_state=state,
                service_workers="block",
                accept_downloads=False,
                http_credentials=self._password(routed) if routed else None,
            ),
            self.storage_state,
        )
        give_login(context, self.login)
        return context

    def _password(self, url: str) -> HttpCredentials | None:
        """User and password of an address in Playwright's form, for its own origin only."""
        pair, parts = self.login.password_for(url), urlsplit(url)
        if pair is None:
            return None
        default = {"http": 80, "https": 443}.get(parts.scheme)
        host = (parts.hostname or "") if ":" not in (parts.hostname or "") else f"[{parts.hostname}]"
        place = host if parts.port in (None, default) else f"{host}:{parts.port}"
        return {"username": pair[0], "password": pair[1], "origin": f"{parts.scheme}://{place}", "send": "unauthorized"}

    async def close(self) -> None:
        """Release the site's contexts; a browser that does not let go of one is replaced."""
        contexts, self._contexts = list(self._contexts.items()), WeakKeyDictionary()
        for seat, (browser, context) in contexts:
            if seat.running is None or seat.running.browser is not browser:
                continue
            try:
                await asyncio.wait_for(context.close(), CLOSE_SECONDS)
            except (PlaywrightError, TimeoutError):
                seat.unfit = True
