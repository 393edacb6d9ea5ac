"""The time that passes in a page: moved on by us, so that nobody waits for the page's timers.

The browser's virtual time moves timers, `Date` and `performance.now()`. What it does not move is brought along here:
animations of styles are put forward by the same time; where a script asks for frames (`requestAnimationFrame`), or a
request is under way, the time passes for real as well. A browser that has no virtual time is waited for as a person
would. There is no way back to real time in a page but another tab.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from playwright.async_api import CDPSession, Page, Request
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError, World

STEP_MS = 100  # most that passes at a time where something is drawn: frames come in between
LONG_MS = 500  # the same where nothing is
PUMP_MS = 25  # the same while a function of ours waits in the page
PATIENCE_S = 0.008  # of a function of ours that only answers
EXPIRED_S = 2.0  # real time that a step may take
FLOW_S = 0.02
FRAME_MS = 300  # most that is waited for a frame
REQUEST_S = 8.0  # a request that takes longer is waited for no more: it may be meant to stay open
WAITED_FOR = frozenset({"document", "stylesheet", "script", "xhr", "fetch"})
MAX_WORLDS = 6
_T = TypeVar("_T")


class PageClock:
    """The clock of one tab; real until `take_over`."""

    def __init__(self, page: Page, session: CDPSession, worlds: Callable[[], list[World]]) -> None:
        self._page, self._top, self._worlds = page, session, worlds
        self._virtual: bool | None = None  # None: not yet asked of the browser
        self._passed_ms = 0.0
        self._began = time.monotonic()
        self._expired: dict[CDPSession, asyncio.Event] = {}
        self._requests: dict[Request, float] = {}  # under way → when begun, on the monotonic clock
        self._real = False
        self._lock = asyncio.Lock()

    @property
    def seconds(self) -> float:
        """What has passed in the page since some moment."""
        return self._passed_ms / 1000 if self._virtual else time.monotonic() - self._began

    @property
    def driven(self) -> bool:
        """Whether the page's time passes only when we say so."""
        return bool(self._virtual) and not self._real

    async def take_over(self) -> bool:
        """From now on the page's time passes only when we say so; False where the browser can't do that."""
        if self._virtual is None:
            self._page.on("request", self._asked)
            for event in ("requestfinished", "requestfailed"):
                self._page.on(event, self._answered)
            self._virtual = await self._advance(1)
            self.join(self._worlds())
        return self._virtual

    def join(self, worlds: Iterable[World]) -> None:
        """Worlds of the page, as when it is opened again: their functions may wait in the page's time."""
        for world in worlds:
            world.clock = self

    def _asked(self, request: Request) -> None:
        if request.resource_type in WAITED_FOR and len(self._requests) < 200:
            self._requests[request] = time.monotonic()

    def _answered(self, request: Request) -> None:
        self._requests.pop(request, None)

    def _busy(self) -> bool:
        late = time.monotonic() - REQUEST_S
        return any(begun > late for begun in self._requests.values())

    async def pass_time(self, seconds: float, ended: bool = True) -> None:
        """Let so much time pass in the page, and what hangs on it happen.

        `ended`: also what comes of animations that have ended with it; else only what scripts asked a frame for."""
        if not self.driven:
            await asyncio.sleep(seconds)
            return
        left, most, ever = 1000 * seconds, float(STEP_MS), False
        while left > 0:
            passed, running, asked = await self._step(min(most, left))
            left, most = left - passed, STEP_MS if running or asked else min(LONG_MS, 2 * most)
            ever = ever or asked or (running and ended)
        if ever:  # what ends with a frame has ended then
            with contextlib.suppress(ScriptError, PlaywrightError):
                await self._worlds()[0].call("elements.painted", 1, FRAME_MS)

    async def while_waiting(
        self, work: Coroutine[Any, Any, _T], patience: float = PATIENCE_S, step_ms: float = PUMP_MS
    ) -> _T:
        """What the page answers; its time passes until it does, after some `patience` (seconds of ours)."""
        if not self.driven:
            return await work
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=patience)
            ms = step_ms
            while not task.done() and self.driven:
                _, running, asked = await self._step(ms)
                ms = min(STEP_MS if running or asked else 2 * STEP_MS, 1.2 * ms)
            return await task
        finally:
            task.cancel()

    @asynccontextmanager
    async def real_time(self) -> AsyncIterator[None]:
        """While inside the page's time passes as fast as ours: for what plays, loads or is drawn frame by frame."""
        if not self.driven:
            yield  # it does
            return
        self._real = True
        flow = asyncio.ensure_future(self._flow())
        try:
            yield
        finally:
            self._real = False
            flow.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await flow

    async def _flow(self) -> None:
        while True:
            begun = time.monotonic()
            await asyncio.sleep(FLOW_S)
            ms = 1000 * (time.monotonic() - begun)
            await self._advance(ms)
            await self._bring_along(ms, begun)

    async def _step(self, ms: float) -> tuple[float, bool, bool]:
        """At most so much time; (how much it was, whether animations ran, whether a script asked for a frame)."""
        begun = time.monotonic()
        if self._busy():
            await asyncio.sleep(min(ms, 20) / 1000)
            ms = min(ms, 1000 * (time.monotonic() - begun))
            await self._advance(ms)
            return ms, True, True
        await self._advance(ms)
        return ms, *await self._bring_along(ms, begun)

    async def _bring_along(self, ms: float, begun: float) -> tuple[bool, bool]:
        """What virtual time does not move: animations, and what a script does frame by frame."""
        running = frames = 0
        for world in self._worlds()[:MAX_WORLDS]:
            with contextlib.suppress(ScriptError, PlaywrightError):
                animations, asked = await world.call("pageClock.bringAlong", ms)
                running, frames = running + animations, frames + asked
        if frames and (left := ms - 1000 * (time.monotonic() - begun)) > 0:
            await asyncio.sleep(left / 1000)
        return running > 0, frames > 0

    async def _advance(self, ms: float) -> bool:
        """Virtual time in every process of the page; False where the browser doesn't have it."""
        async with self._lock:
            sessions = dict.fromkeys([self._top, *(world.session for world in self._worlds())])
            known, *_ = await asyncio.gather(*(self._one(session, ms) for session in sessions))
        self._passed_ms += ms
        return known

    async def _one(self, session: CDPSession, ms: float) -> bool:
        expired = self._expired.get(session)
        if expired is None:
            expired = self._expired[session] = asyncio.Event()
            session.on("Emulation.virtualTimeBudgetExpired", lambda _: self._expired[session].set())
        expired.clear()
        with contextlib.suppress(TimeoutError):  # a script that doesn't end: nothing passes until it does
            async with asyncio.timeout(EXPIRED_S):
                try:
                    await session.send("Emulation.setVirtualTimePolicy", {"policy": "advance", "budget": max(1.0, ms)})
                except PlaywrightError:
                    return False
                await expired.wait()
        return True
