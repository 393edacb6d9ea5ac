"""Opens a page once: go, settle, gate, then each view in turn. Never raises for what a page does.

Limits everywhere: every page is a stranger's. Times are milliseconds in `timing_ms`, seconds in options.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Page, Request, Response
from playwright.async_api import Error as PlaywrightError

from auditor.capture import application, arrival, axe, departures, validity
from auditor.capture import page as page_library
from auditor.capture.arrival import Arrived
from auditor.capture.cutting import cut
from auditor.capture.holdups import Holdups
from auditor.capture.in_depth import deepen
from auditor.capture.isolated_worlds import ScriptError, open_worlds, until_quiet
from auditor.capture.limits import with_crash_guard, with_deadline
from auditor.capture.login import hold_links, new_page
from auditor.capture.navigation_failures import NavigationFailures
from auditor.capture.navigation_lock import NavigatedAway, navigation_locked
from auditor.capture.resource_watch import MAX_ADDRESS, ResourceWatch, same_site
from auditor.capture.schema import PageCapture, ViewCapture
from auditor.capture.schema.page import Observation, PageFacts
from auditor.capture.side_tabs import close, close_popups, reading_tab
from auditor.capture.source import Source, is_binary, read_source
from auditor.capture.view_capture import Opened, Options, StageTimer, free_from_view, take_view
from auditor.capture.views import ALWAYS, VIEWS, ViewSpec
from auditor.messages import Note, note

__all__ = ["Options", "capture_page"]
OVER = 1.2  # times the page's time that all its work may take: what is on its way then comes to its end
LEAST_SECONDS = 2.0  # with less time left a page's second view isn't begun
ONWARD_SECONDS = 8.0  # that what a page goes on to has
ONWARD_UNTIL = 1.25  # times the page's time, until which it is seen where the page goes on to
ANEW_SECONDS = 4.0
MAX_TRIES = 3  # at a page that goes on just as it is to be looked at
KEPT_HEADERS = ("content-type", "server", "content-language", "refresh", "content-range")


async def capture_page(
    context: BrowserContext,
    url: str,
    options: Options,
    in_scope: Callable[[str], bool],
) -> PageCapture:
    """Open `url` in a new tab and capture it. Errors of the page end up in the capture's `error`."""
    capture = PageCapture(url=url, final_url=url)
    timer = StageTimer()
    page = await new_page(context)
    crashed = asyncio.Event()
    page.on("crash", lambda _: crashed.set())
    page.on("dialog", lambda dialog: asyncio.ensure_future(_answer(dialog)))
    close_popups(page)
    views = capture.views
    try:
        opened = await with_crash_guard(
            _work(page, capture, options, in_scope, timer), options.timeout * OVER, crashed, capture
        )
        if capture.error and "desktop" in views and (why := options.ended()) is not None:
            _keep_first(capture, views["desktop"], options, why)
        elif _is_elsewhere(page, capture):
            capture.error = "blank", note("page.left", address=cut(page.url, 100))
        if opened is not None and not capture.error:
            await deepen(opened, capture, options, timer, crashed)
            left = (
                options.timeout * ONWARD_UNTIL - sum(timer.spent.values()) / 1000
                if not capture.deep
                else options.timeout
            )
            if left >= LEAST_SECONDS:
                await _follow(opened, capture, replace(options, timeout=left), in_scope)
                timer.mark("departures")
    finally:
        await close(page)
    capture.timing_ms = dict(timer.spent)
    return capture


def _keep_first(capture: PageCapture, first: ViewCapture, options: Options, why: Note) -> None:
    """A page that had to be ended in its second view was seen in its first: what else there is of it is not tested."""
    capture.error, capture.views = None, {first.name: first}
    capture.untested |= {name: why for name in options.views if name != first.name}
    capture.observations |= {name: Observation(untested=why) for name in options.probes}
    capture.deep = bool(options.probes) or any(name not in ALWAYS for name in options.views)


async def _follow(opened: Opened, capture: PageCapture, options: Options, in_scope: Callable[[str], bool]) -> None:
    """Where the page goes by itself within the next seconds, if it does; what it leads to has a share of its time."""
    context = opened.page.context

    async def ask(address: str) -> PageCapture:
        found = PageCapture(url=address, final_url=address)
        seconds = max(LEAST_SECONDS, min(ONWARD_SECONDS, options.timeout / 2))
        given = replace(options, timeout=seconds, views=(), probes=())
        async with _tab(context) as tab:
            tab.on("response", lambda response: _note_status(response, tab, found))
            work = _work(tab, found, given, in_scope, StageTimer())
            await with_crash_guard(work, seconds, asyncio.Event(), found)
        return found

    with contextlib.suppress(PlaywrightError, ScriptError, TimeoutError):
        if not capture.deep:
            await departures.follow(opened, capture, ask, options.acting_text is not None)
            return
        # The probes have had the page do many things: how it goes on by itself another tab shows.
        async with reading_tab(context) as tab:
            fresh = await with_deadline(_anew(tab, capture.final_url, opened.departures), ANEW_SECONDS)
            await departures.follow(fresh, capture, ask, options.acting_text is not None)


@asynccontextmanager
async def _tab(context: BrowserContext) -> AsyncIterator[Page]:
    tab = await new_page(context)
    tab.on("dialog", lambda dialog: asyncio.ensure_future(_answer(dialog)))
    close_popups(tab)
    try:
        yield tab
    finally:
        await close(tab)


async def _anew(tab: Page, address: str, known: list[tuple[str, str]]) -> Opened:
    await tab.goto(address, wait_until="domcontentloaded", timeout=1000 * ANEW_SECONDS)
    session = await tab.context.new_cdp_session(tab)
    worlds = await open_worlds(tab, session)
    if not worlds:
        raise ScriptError("the page has no document")
    await until_quiet(worlds, 200, 1000)
    return Opened(tab, session, worlds, [], departures=known)


def _note_status(response: Response, tab: Page, found: PageCapture) -> None:
    with contextlib.suppress(PlaywrightError):
        if response.request.is_navigation_request() and response.frame == tab.main_frame:
            found.http_status = response.status


def _is_elsewhere(page: Page, capture: PageCapture) -> bool:
    """Whether a page that could not be looked at had gone where there is none."""
    is_lost = capture.error is not None and capture.error[1].code == "page.script-world"
    return is_lost and page.url.startswith("about:")


async def _answer(dialog: Any) -> None:
    with contextlib.suppress(PlaywrightError):
        # “Leave this page?” is only asked where we open it again, or where the way out is held anyway.
        await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())


async def capture_state(page: Page, options: Options, name: str) -> PageCapture:
    """Capture the page as it stands, somebody else having led it there: the views of every page, no probes.

    `name` becomes the fragment of the address, so that a state is told from the page."""
    address = page.url.split("#", 1)[0] + "#" + name
    capture = PageCapture(url=address, final_url=address)
    timer = StageTimer()
    crashed = asyncio.Event()
    await with_crash_guard(_settled(page, capture, options, lambda _: True, timer), options.timeout, crashed, capture)
    capture.url = capture.final_url = address
    capture.timing_ms = dict(timer.spent)
    await VIEWS["desktop"].enter(await page.context.new_cdp_session(page), [])
    return capture


async def _work(
    page: Page, capture: PageCapture, options: Options, in_scope: Callable[[str], bool], timer: StageTimer
) -> Opened | None:
    hosts: Counter[str] = Counter()
    page.on("request", lambda request: _count(hosts, request))
    watch = ResourceWatch(page)
    failures = NavigationFailures(page, options.refused)
    begun = time.monotonic()
    session = await _keep_steady(page)
    if options.probes:
        await page.add_init_script(f"({page_library.main_world('page_time')})()")
    await arrival.go(page, capture, options, failures)
    if capture.error:
        return None
    holdups = Holdups(page, session, options.cut_off)
    loaded = await arrival.load(page, session, options, watch, begun, holdups)
    timer.mark("load")
    try:
        async with holdups.watched(begun + options.timeout / 2):
            coming = _Coming(watch, failures, loaded, begun)
            opened = await _settled(page, capture, options, in_scope, timer, coming)
        if holdups.failed:
            lacks = note("capture.no-data", address=cut(holdups.failed, MAX_ADDRESS))
            capture.missing += [lacks] if lacks not in capture.missing else []
        return opened
    finally:
        capture.hosts = dict(hosts.most_common(200))  # those that scripts ask for while the page settles too


async def _keep_steady(page: Page) -> CDPSession:
    """Have a page not hear of sizes that its window takes on while screenshots are taken (see the script); the session
    with it."""
    session = await page.context.new_cdp_session(page)
    with contextlib.suppress(PlaywrightError):
        await session.send("Page.enable")
        script = {"source": page_library.script("steady_window"), "worldName": "auditor-steady"}
        await session.send("Page.addScriptToEvaluateOnNewDocument", script)
    return session


@dataclass(frozen=True)
class _Coming:
    """How a page came, where it was opened by us. `loaded`: its load event was there; `begun`: monotonic s."""

    watch: ResourceWatch
    failures: NavigationFailures
    loaded: bool
    begun: float


async def _settled(
    page: Page,
    capture: PageCapture,
    options: Options,
    in_scope: Callable[[str], bool],
    timer: StageTimer,
    coming: _Coming | None = None,
) -> Opened | None:
    session = await page.context.new_cdp_session(page)
    end = (coming.begun if coming else time.monotonic()) + options.timeout
    for _ in range(MAX_TRIES):
        capture.captured_at = datetime.now(UTC).isoformat(timespec="seconds")
        watch = coming.watch if coming else None
        arrived = await arrival.settle(page, session, options, watch, coming.loaded if coming else True)
        timer.mark("settle")
        worlds, facts, frames = arrived.worlds, arrived.facts, len(page.frames)
        capture.error = await _gate(capture, facts, options, in_scope, coming)
        if capture.error:
            return None
        hold_links(page.context, capture.acting_links, facts.url)
        if coming is not None:
            await _note_missing(capture, arrived, coming)
        opened = Opened(page, session, worlds, await axe.inject(worlds, options.engine), end, frames)
        timer.mark("axe")
        async with navigation_locked(session, worlds) as left:
            if not await arrival.is_there(arrived):  # it went on just before it was held
                continue
            for name in options.views:
                if name in ALWAYS:
                    before = len(left)
                    await _every_page(opened, VIEWS[name], capture, options, timer, left)
                    if name not in capture.untested:  # else it is that view which it leaves
                        opened.departures += [("GET", address) for address in left[before:]]
        return opened
    capture.error = "timeout", note("page.keeps-moving")
    return None


async def _gate(
    capture: PageCapture,
    facts: PageFacts,
    options: Options,
    in_scope: Callable[[str], bool],
    coming: _Coming | None,
) -> tuple[str, Note] | None:
    """Whether this is the page that was asked for, by the answer to the last document; the capture gets what is known
    of it."""
    never_came = False
    source, letters = Source(is_text=True), capture.traffic.source_letters
    if coming is not None:
        if facts.url.startswith("chrome-error:"):
            return coming.failures.moved_to() or ("connection-error", note("page.moved-away"))
        if (refused := coming.failures.refused(facts.url)) is not None:
            return refused
        if coming.watch.cut and facts.url.startswith("http") and not facts.elements and not facts.text:
            return "connection-error", note("page.broke-off")
        if (answer := coming.watch.answer) is not None and facts.url.startswith("http"):
            _note_answer(answer, capture)
            # A body that is still under way, or broke off, is not handed out.
            if coming.watch.whole:
                source = await read_source(answer, capture)
            else:
                source = Source(is_text=not is_binary(facts.text.encode()))
            letters = capture.traffic.source_letters
        shown = application.Shown.of(facts, source.text)
        lacking = application.lacks(facts, shown, coming.watch, coming.loaded)
        never_came = application.never_came(shown, lacking)
        capture.missing = [lacking] if lacking else []
    capture.lost_styles = coming.watch.lost_styles(facts.spare_styles, coming.loaded) if coming else []
    capture.final_url, capture.title, capture.links = facts.url, cut(facts.title, 500), facts.links
    capture.acting_links = facts.acting_links
    capture.traffic = facts.traffic
    capture.traffic.source_letters = letters
    return validity.classify(
        validity.Facts(
            asked=capture.url,
            final=facts.url,
            http_status=capture.http_status,
            content_type=facts.content_type,
            title=facts.title,
            text=facts.text,
            elements=facts.elements,
            images=facts.images,
            scripts=facts.scripts,
            authored=facts.authored,
            password_fields=facts.password_fields,
            links=len(facts.links),
            same_scope=in_scope(facts.url),
            with_login=options.acting_text is not None,
            headers=tuple(capture.headers.items()),
            is_text=source.is_text,
            never_came=never_came,
        )
    )


def _note_answer(answer: Response, capture: PageCapture) -> None:
    """What the server said of the document that is shown."""
    capture.http_status = answer.status
    headers = {key.lower(): cut(value, 500) for key, value in answer.headers.items()}
    capture.headers = {key: headers[key] for key in KEPT_HEADERS if key in headers}
    capture.retry_after = headers.get("retry-after")


async def _note_missing(capture: PageCapture, arrived: Arrived, coming: _Coming) -> None:
    """Write down what of the page is not there, so that no rule passes on it; frames that show an error aren't read."""
    watch, missing = coming.watch, []
    if watch.cut or not (watch.whole or coming.loaded):
        missing.append(note("capture.document-cut", what=watch.cut or "-"))
    if scripts := [url for url in watch.lost_scripts(coming.loaded) if same_site(url, arrived.facts.url)]:
        missing.append(note("capture.no-script", address=scripts[0]))
    missing += capture.missing  # what the gate found
    capture.missing = missing + await arrival.refuse_frames(arrived.worlds, watch)


async def _every_page(
    opened: Opened, view: ViewSpec, capture: PageCapture, options: Options, timer: StageTimer, departures: list[str]
) -> None:
    """One of the two views of every page. A page that can't be seen in the second has the first still."""
    taking = take_view(opened, view, capture, options, timer, departures)
    if view.is_default:
        await taking
        return
    seconds = round(min(options.timeout / 2, opened.end - time.monotonic()), 1)
    if seconds < LEAST_SECONDS:
        taking.close()
        capture.untested[view.name] = note("capture.no-time-view")
        return
    try:
        await with_deadline(taking, seconds)
    except NavigatedAway as error:
        capture.untested[view.name] = error.why
    except TimeoutError:
        capture.untested[view.name] = note("capture.not-in-time", seconds=seconds)
        await free_from_view(opened)


def _count(hosts: Counter[str], request: Request) -> None:
    if host := urlsplit(request.url).hostname:
        hosts[host] += 1
