"""A page that sends itself elsewhere some seconds after it had gone quiet: where its visitors end decides.

While its views are taken the page is held where it is; when they are, its timers of the next seconds are run at once,
by the browser's virtual time, with nothing let out. What it leads to is asked for in a tab of its own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urldefrag

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from auditor.capture.cutting import cut
from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.limits import with_deadline
from auditor.capture.resource_watch import MAX_ADDRESS
from auditor.capture.schema import PageCapture
from auditor.capture.schema.page import MOVES_ON
from auditor.capture.view_capture import Opened
from auditor.lexicon.acting_links import acting_address
from auditor.messages import note

AHEAD_MS = 12_000  # of the page's time
STEP_SECONDS = 2.0  # that running it may take: a page that is busy all the time is not looked at further
LOOK_SECONDS = 4.0
GOES_NOWHERE = frozenset({"page.download"})
Ask = Callable[[str], Awaitable[PageCapture]]


async def follow(opened: Opened, capture: PageCapture, ask: Ask, has_login: bool) -> None:
    """Write down in the capture what comes of a page that goes elsewhere by itself; the tab is of no use afterwards.

    `ask` opens an address and says what it is. Where that can't be judged, neither can the page; where it can, it is
    another page, and no rule passes on the one that was left for it."""
    departures = list(opened.departures)
    if not departures:
        with contextlib.suppress(PlaywrightError, ScriptError, TimeoutError):
            departures = await with_deadline(_ahead(opened), LOOK_SECONDS)
    here = {urldefrag(capture.url).url, urldefrag(capture.final_url).url}
    going = [(method, url) for method, url in departures if urldefrag(url).url not in here]
    if not going:
        return
    method, address = going[-1]
    error = None
    if not address.startswith(("http:", "https:")):
        error = "blank", note("page.left", address=cut(address, 100))
    elif method == "GET" and not (has_login and acting_address(address)):
        found = await ask(address)
        if found.error is not None and (found.error[1].code in GOES_NOWHERE or _stays(found)):
            return
        error = found.error
        capture.links = [*capture.links, address] if error is None else capture.links
    if error is not None:
        status, why = error
        capture.error = status, note("page.sent-itself", why=why, address=cut(address, MAX_ADDRESS))
        capture.views.clear()
        return
    capture.missing.append(note(MOVES_ON, address=cut(address, MAX_ADDRESS)))


def _stays(found: PageCapture) -> bool:
    """Whether the browser stays where it is when it is sent there."""
    return found.http_status in (204, 205)


async def _ahead(opened: Opened) -> list[tuple[str, str]]:
    """(method, address) of where the page goes within the next seconds of its time."""
    session, top = opened.session, opened.worlds[0].frame_id
    departures: list[tuple[str, str]] = []
    tasks: set[asyncio.Future[Any]] = set()
    over = asyncio.Event()

    def paused(event: dict[str, Any]) -> None:
        goes = event["resourceType"] == "Document" and event["frameId"] == top
        if goes:
            departures.append((event["request"]["method"], event["request"]["url"]))
            over.set()
        answer = asyncio.ensure_future(_refuse(session, event["requestId"], goes))
        tasks.add(answer)
        answer.add_done_callback(tasks.discard)

    session.on("Fetch.requestPaused", paused)
    session.on("Emulation.virtualTimeBudgetExpired", lambda _: over.set())
    await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
    await session.send("Emulation.setVirtualTimePolicy", {"policy": "advance", "budget": AHEAD_MS})
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), STEP_SECONDS)
    if not departures and not await _is_there(opened):
        departures.append(("GET", opened.page.url))  # to where no request leads
    return departures


async def _refuse(session: CDPSession, request: str, goes: bool) -> None:
    with contextlib.suppress(PlaywrightError):
        if goes:  # 204 to a navigation: the browser stays where it is
            await session.send("Fetch.fulfillRequest", {"requestId": request, "responseCode": 204})
        else:
            await session.send("Fetch.failRequest", {"requestId": request, "errorReason": "Aborted"})


async def _is_there(opened: Opened) -> bool:
    try:
        return bool(await opened.worlds[0].call("facts.isThere", timeout_ms=1000))
    except (ScriptError, PlaywrightError):
        return opened.page.url == "" or opened.page.is_closed()
