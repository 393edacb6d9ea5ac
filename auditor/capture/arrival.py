"""Goes to a page and waits until it is there: the document, what it loads, what its scripts fetch, and where it moves
itself to. A part that never comes costs half of the page's time, not the page.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag

from playwright.async_api import CDPSession, Page, Route
from playwright.async_api import Error as PlaywrightError

from auditor.capture.application import is_waiting, waits_for_data
from auditor.capture.cutting import cut
from auditor.capture.holdups import Holdups
from auditor.capture.isolated_worlds import ScriptError, World, open_worlds, until_quiet
from auditor.capture.navigation_failures import NavigationFailures
from auditor.capture.resource_watch import MAX_ADDRESS, ResourceWatch
from auditor.capture.schema import PageCapture
from auditor.capture.schema.page import FrameFacts, PageFacts
from auditor.capture.view_capture import Options
from auditor.messages import Note, note

MAX_LINKS = 5_000
LOAD_SECONDS = 15.0  # for the last parts of a page whose document is there
DATA_SECONDS = 8.0  # longest wait for data that a page shows nothing without
REFRESH_SECONDS = 5.0  # a page that goes on by itself within this time is not the one to judge
LOOK_SECONDS = 0.05
LOOK_AT_MOST = 2.0
AGAIN_SECONDS = 0.5
MAX_MOVES = 4  # documents that a page may go through
LEAST_ERROR = 400  # HTTP status
READY_STATE = "Reflect.get(Document.prototype, 'readyState', document)"  # whatever the page has called its images


@dataclass
class Arrived:
    """A page's document as it stands: our worlds in it, what the gate is told, whether its load event was there."""

    worlds: list[World]
    facts: PageFacts
    loaded: bool
    keeps_moving: bool = False


async def go(page: Page, capture: PageCapture, options: Options, failures: NavigationFailures) -> None:
    """Ask for the page. Why it can't be had ends up in `capture.error`."""
    try:
        await page.goto(capture.url, wait_until="commit", timeout=options.timeout * 1000)
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            capture.error = ("not-html", note("page.download"))
        else:
            capture.error = failures.error(capture.url, error.message)


async def load(
    page: Page, session: CDPSession, options: Options, watch: ResourceWatch, begun: float, holdups: Holdups
) -> bool:
    """Wait for the document and its parts, at most half of the page's time from `begun` (monotonic seconds) on; whether
    all of it came.

    A style sheet or script that keeps the document from being read on is then blocked and the page opened once more;
    what never ends otherwise is stopped. A page whose last image never ends is judged as it stands."""
    half = begun + options.timeout / 2
    is_read = await _reached(page, session, watch, "domcontentloaded", half)
    if is_read:
        late = max(min(half, time.monotonic() + LOAD_SECONDS), time.monotonic() + 1)
        if await _reached(page, session, watch, "load", late):
            return True
    if not watch.cut and await holdups.end():  # a script waits, with all else standing still
        soon = time.monotonic() + options.timeout / 8
        is_read = await _reached(page, session, watch, "domcontentloaded", soon)
        if is_read and await _reached(page, session, watch, "load", soon):
            return True
    blocking = watch.blocking()
    if blocking and not watch.cut and not is_read and await _ready_state(session) == "loading":
        await _without(page, session, watch, blocking, half + options.timeout / 4)
    if (blocking or not is_read) and not watch.navigating:
        watch.stopped = True
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(session.send("Page.stopLoading"), 2)
    return False


async def _reached(
    page: Page, session: CDPSession, watch: ResourceWatch, state: Literal["domcontentloaded", "load"], end: float
) -> bool:
    """Whether the document gets so far; not where its answer broke off. One that stops itself has no events."""
    event = asyncio.ensure_future(page.wait_for_load_state(state, timeout=max(1, 1000 * (end - time.monotonic()))))
    try:
        while not watch.cut and time.monotonic() < end:
            done, _ = await asyncio.wait({event}, timeout=min(LOOK_SECONDS * 6, max(0.0, end - time.monotonic())))
            if done:
                return event.exception() is None
            if await _ready_state(session) == "complete":
                return True
        return False
    finally:
        event.cancel()


async def _ready_state(session: CDPSession) -> str:
    with contextlib.suppress(PlaywrightError, TimeoutError):
        asked = session.send("Runtime.evaluate", {"expression": READY_STATE, "returnByValue": True})
        return str((await asyncio.wait_for(asked, LOOK_AT_MOST))["result"].get("value"))
    return ""


async def _without(page: Page, session: CDPSession, watch: ResourceWatch, addresses: list[str], end: float) -> None:
    """Open the page once more, these addresses (their queries aside) failing at once."""
    blocked = {_bare(address) for address in addresses}

    async def abort(route: Route) -> None:
        with contextlib.suppress(PlaywrightError):
            await route.abort("timedout")

    with contextlib.suppress(PlaywrightError):
        await page.route(lambda url: _bare(url) in blocked, abort)
        await page.goto(page.url, wait_until="commit", timeout=max(1.0, end - time.monotonic()) * 1000)
        if await _reached(page, session, watch, "domcontentloaded", end):
            await _reached(page, session, watch, "load", min(end, time.monotonic() + 2))


def _bare(address: str) -> str:
    return urldefrag(address).url.partition("?")[0]


async def settle(
    page: Page, session: CDPSession, options: Options, watch: ResourceWatch | None, loaded: bool
) -> Arrived:
    """Wait until the document is quiet, has its data and goes nowhere else. Raises ScriptError where there is none."""
    for move in range(MAX_MOVES):
        last = move == MAX_MOVES - 1
        try:
            worlds, facts = await _looked_at(page, session, options, watch)
            if watch is not None and not last:
                if await _moves_on(page, facts, watch, options):
                    continue
                if waits_for_data(facts) and (watch.open_data() or is_waiting(facts)):
                    worlds, facts = await _with_data(page, session, options, watch)
            return Arrived(worlds, facts, loaded, keeps_moving=watch is not None and watch.navigating)
        except (ScriptError, PlaywrightError):
            if last or page.is_closed():
                raise
            # The document is gone, as when a page moves itself just then: the next one is waited for.
            with contextlib.suppress(PlaywrightError):
                await page.wait_for_load_state("domcontentloaded", timeout=options.timeout * 1000 / 8)
    raise ScriptError("the page has no document")


async def _looked_at(
    page: Page, session: CDPSession, options: Options, watch: ResourceWatch | None
) -> tuple[list[World], PageFacts]:
    worlds = await open_worlds(page, session)
    if not worlds:
        raise ScriptError("the page has no document")
    await until_quiet(worlds, options.quiet_ms, options.settle_ms)
    worlds = await open_worlds(page, session)  # a script may have navigated meanwhile
    if not worlds:
        raise ScriptError("the page has no document")
    refresh = watch.answer.headers.get("refresh") if watch and watch.answer else None
    facts = await worlds[0].call_as(PageFacts, "facts.read", MAX_LINKS, options.acting_text, refresh)
    return worlds, facts


async def _moves_on(page: Page, facts: PageFacts, watch: ResourceWatch, options: Options) -> bool:
    """Whether the page goes to another document by itself; it is waited for."""
    if not watch.navigating and facts.refresh is not None and facts.refresh <= REFRESH_SECONDS:
        await _until(lambda: watch.navigating or page.url != facts.url, facts.refresh + 0.5)
    moved = watch.navigating or page.url != facts.url
    if watch.navigating:
        await _until(lambda: not watch.navigating, options.timeout / 4)
        with contextlib.suppress(PlaywrightError):
            await page.wait_for_load_state("load", timeout=min(LOAD_SECONDS, options.timeout / 8) * 1000)
    return moved


async def _with_data(
    page: Page, session: CDPSession, options: Options, watch: ResourceWatch
) -> tuple[list[World], PageFacts]:
    """The page when its data has come and it no longer says that it is loading, or when there is no time for that."""
    end = time.monotonic() + min(DATA_SECONDS, options.timeout / 5)
    while True:
        await _until(lambda: not watch.open_data(), end - time.monotonic())
        worlds, facts = await _looked_at(page, session, options, watch)
        if time.monotonic() >= end or not (is_waiting(facts) or watch.open_data()):
            return worlds, facts
        await asyncio.sleep(AGAIN_SECONDS)


async def _until(reached: Callable[[], bool], seconds: float) -> None:
    for _ in range(round(seconds / LOOK_SECONDS)):
        if reached():
            return
        await asyncio.sleep(LOOK_SECONDS)


async def is_there(arrived: Arrived) -> bool:
    """Whether the document is still the one whose facts were read, and the page not on its way to another."""
    try:
        return not arrived.keeps_moving and bool(await arrived.worlds[0].call("facts.isThere"))
    except (ScriptError, PlaywrightError):
        return False


async def refuse_frames(worlds: list[World], watch: ResourceWatch) -> list[Note]:
    """Mark frames whose document is an error, the server's or the browser's; why of those that are seen."""
    failed = iter(watch.failed_frames)

    async def one(world: World) -> Note | None:
        with contextlib.suppress(ScriptError, PlaywrightError):
            facts = await world.call_as(FrameFacts, "facts.frame")
            is_browsers = facts.url.startswith("chrome-error:")
            world.refused = facts.status >= LEAST_ERROR or is_browsers
            address = next(failed, facts.url) if is_browsers else facts.url
            if world.refused and facts.shown:
                return note("capture.frame-error", address=cut(address, MAX_ADDRESS), status=facts.status or "-")
        return None

    return [why for why in await asyncio.gather(*map(one, worlds[1:])) if why is not None]
