"""Opens a page once: go, settle, gate, then each view in turn. Never raises for what a page does.

Limits everywhere: every page is a stranger's. Times are milliseconds in `timing_ms`, seconds in options.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page, Request, Response
from playwright.async_api import Error as PlaywrightError

from auditor.capture import axe, validity
from auditor.capture import page as page_library
from auditor.capture.in_depth import deepen
from auditor.capture.isolated_worlds import ScriptError, open_worlds
from auditor.capture.limits import with_crash_guard, with_deadline
from auditor.capture.login import hold_links, new_page
from auditor.capture.navigation_failures import NavigationFailures
from auditor.capture.navigation_lock import NavigatedAway, navigation_locked
from auditor.capture.schema import PageCapture
from auditor.capture.schema.page import PageFacts
from auditor.capture.side_tabs import close, close_popups
from auditor.capture.stylesheet_watch import StylesheetWatch
from auditor.capture.view_capture import Opened, Options, StageTimer, free_from_view, take_view
from auditor.capture.views import ALWAYS, VIEWS, ViewSpec
from auditor.messages import note

__all__ = ["Options", "capture_page"]
MAX_LINKS = 5_000
MAX_SOURCE = 2_000_000  # characters of a document's source in which letters are counted
NO_TEXT = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)


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
    try:
        opened = await with_crash_guard(
            _work(page, capture, options, in_scope, timer), options.timeout, crashed, capture
        )
        if opened is not None and not capture.error:
            await deepen(opened, capture, options, timer, crashed)
    finally:
        await close(page)
    capture.timing_ms = dict(timer.spent)
    return capture


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
    stylesheets = StylesheetWatch(page)
    failures = NavigationFailures(page, options.refused)
    await _keep_steady(page)
    await _go(page, capture, options, failures)
    timer.mark("load")
    if capture.error:
        return None
    try:
        return await _settled(page, capture, options, in_scope, timer, stylesheets, failures)
    finally:
        capture.hosts = dict(hosts.most_common(200))  # those that scripts ask for while the page settles too


async def _keep_steady(page: Page) -> None:
    """Have a page not hear of sizes that its window takes on while screenshots are taken (see the script)."""
    with contextlib.suppress(PlaywrightError):
        session = await page.context.new_cdp_session(page)
        await session.send("Page.enable")
        script = {"source": page_library.script("steady_window"), "worldName": "auditor-steady"}
        await session.send("Page.addScriptToEvaluateOnNewDocument", script)


async def _settled(
    page: Page,
    capture: PageCapture,
    options: Options,
    in_scope: Callable[[str], bool],
    timer: StageTimer,
    stylesheets: StylesheetWatch | None = None,
    failures: NavigationFailures | None = None,
) -> Opened | None:
    capture.captured_at = datetime.now(UTC).isoformat(timespec="seconds")
    session = await page.context.new_cdp_session(page)
    worlds = await open_worlds(page, session)
    if not worlds:
        raise ScriptError("the page has no document")
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await world.call("settle.untilQuiet", options.quiet_ms, options.settle_ms)
    timer.mark("settle")
    worlds = await open_worlds(page, session)  # a script may have navigated meanwhile
    facts = await worlds[0].call_as(PageFacts, "facts.read", MAX_LINKS, options.acting_text)
    if facts.url.startswith("chrome-error:"):
        capture.error = (failures.moved_to() if failures else None) or (
            "connection-error",
            note("page.moved-away"),
        )
        return None
    capture.lost_styles = stylesheets.lost(facts.spare_styles) if stylesheets else []
    capture.final_url, capture.title, capture.links = facts.url, facts.title[:500], facts.links
    capture.acting_links = facts.acting_links
    hold_links(page.context, capture.acting_links, facts.url)
    source_letters, capture.traffic = capture.traffic.source_letters, facts.traffic
    capture.traffic.source_letters = source_letters
    capture.error = validity.classify(
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
        )
    )
    if capture.error:
        return None
    opened = Opened(page, session, worlds, await axe.inject(worlds, options.engine))
    timer.mark("axe")
    async with navigation_locked(session, worlds) as departures:
        for name in options.views:
            if name in ALWAYS:
                await _every_page(opened, VIEWS[name], capture, options, timer, departures)
    return opened


async def _every_page(
    opened: Opened, view: ViewSpec, capture: PageCapture, options: Options, timer: StageTimer, departures: list[str]
) -> None:
    """One of the two views of every page. A page that can't be seen in the second has the first still."""
    taking = take_view(opened, view, capture, options, timer, departures)
    if view.is_default:
        await taking
        return
    try:
        await with_deadline(taking, options.timeout / 2)
    except NavigatedAway as error:
        capture.untested[view.name] = error.why
    except TimeoutError:
        capture.untested[view.name] = note("capture.not-in-time", seconds=options.timeout / 2)
        await free_from_view(opened)


def _count(hosts: Counter[str], request: Request) -> None:
    if host := urlsplit(request.url).hostname:
        hosts[host] += 1


async def _go(page: Page, capture: PageCapture, options: Options, failures: NavigationFailures) -> None:
    try:
        response = await page.goto(capture.url, wait_until="domcontentloaded", timeout=options.timeout * 1000)
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            capture.error = ("not-html", note("page.download"))
        else:
            capture.error = failures.error(capture.url, error.message)
        return
    if response is not None:
        capture.http_status = response.status
        headers = {key.lower(): value[:500] for key, value in response.headers.items()}
        capture.headers = {
            key: headers[key] for key in ("content-type", "server", "content-language", "refresh") if key in headers
        }
        capture.retry_after = headers.get("retry-after")
        await _source(response, capture)
    with contextlib.suppress(PlaywrightError):
        # A page whose last sub-resource never ends is judged as it stands after this.
        await page.wait_for_load_state("load", timeout=min(15.0, options.timeout / 2) * 1000)


async def _source(response: Response, capture: PageCapture) -> None:
    """How many letters the document holds before any script ran."""
    with contextlib.suppress(PlaywrightError, asyncio.TimeoutError, UnicodeDecodeError):
        source = (await asyncio.wait_for(response.text(), 5))[:MAX_SOURCE]
        capture.traffic.source_letters = len(re.findall(r"\w", NO_TEXT.sub(" ", source)))
