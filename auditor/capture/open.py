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
from auditor.capture.limits import at_most, within
from auditor.capture.login import hold_links, new_page
from auditor.capture.navigation_failures import NavigationFailures
from auditor.capture.navigation_lock import Fled, staying
from auditor.capture.schema import PageCapture
from auditor.capture.side_tabs import close, close_popups
from auditor.capture.stylesheet_watch import Sheets
from auditor.capture.view_capture import Opened, Options, Watch, free_from_view, take_view
from auditor.capture.views import ALWAYS, VIEWS, View
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
    found = PageCapture(url=url, final_url=url)
    watch = Watch()
    page = await new_page(context)
    crashed = asyncio.Event()
    page.on("crash", lambda _: crashed.set())
    page.on("dialog", lambda dialog: asyncio.ensure_future(_answer(dialog)))
    close_popups(page)
    try:
        opened = await within(_work(page, found, options, in_scope, watch), options.timeout, crashed, found)
        if opened is not None and not found.error:
            await deepen(opened, found, options, watch, crashed)
    finally:
        await close(page)
    found.timing_ms = dict(watch.spent)
    return found


async def _answer(dialog: Any) -> None:
    with contextlib.suppress(PlaywrightError):
        # “Leave this page?” is only asked where we open it again, or where the way out is held anyway.
        await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())


async def capture_state(page: Page, options: Options, name: str) -> PageCapture:
    """Capture the page as it stands, somebody else having led it there: the views of every page, no probes.

    `name` becomes the fragment of the address, so that a state is told from the page."""
    address = page.url.split("#", 1)[0] + "#" + name
    found = PageCapture(url=address, final_url=address)
    watch = Watch()
    crashed = asyncio.Event()
    await within(_settled(page, found, options, lambda _: True, watch), options.timeout, crashed, found)
    found.url = found.final_url = address
    found.timing_ms = dict(watch.spent)
    await VIEWS["desktop"].enter(await page.context.new_cdp_session(page), [])
    return found


async def _work(
    page: Page, found: PageCapture, options: Options, in_scope: Callable[[str], bool], watch: Watch
) -> Opened | None:
    hosts: Counter[str] = Counter()
    page.on("request", lambda request: _count(hosts, request))
    sheets = Sheets(page)
    failures = NavigationFailures(page, options.refused)
    await _keep_steady(page)
    await _go(page, found, options, failures)
    watch.mark("load")
    if found.error:
        return None
    try:
        return await _settled(page, found, options, in_scope, watch, sheets, failures)
    finally:
        found.hosts = dict(hosts.most_common(200))  # those that scripts ask for while the page settles too


async def _keep_steady(page: Page) -> None:
    """Have a page not hear of sizes that its window takes on while pictures are taken (see the script)."""
    with contextlib.suppress(PlaywrightError):
        session = await page.context.new_cdp_session(page)
        await session.send("Page.enable")
        script = {"source": page_library.script("steady_window"), "worldName": "auditor-steady"}
        await session.send("Page.addScriptToEvaluateOnNewDocument", script)


async def _settled(
    page: Page,
    found: PageCapture,
    options: Options,
    in_scope: Callable[[str], bool],
    watch: Watch,
    sheets: Sheets | None = None,
    failures: NavigationFailures | None = None,
) -> Opened | None:
    found.captured_at = datetime.now(UTC).isoformat(timespec="seconds")
    session = await page.context.new_cdp_session(page)
    worlds = await open_worlds(page, session)
    if not worlds:
        raise ScriptError("the page has no document")
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await world.call("settle.untilQuiet", options.quiet_ms, options.settle_ms)
    watch.mark("settle")
    worlds = await open_worlds(page, session)  # a script may have navigated meanwhile
    facts = await worlds[0].call("facts.read", MAX_LINKS, options.acting_text)
    if facts["url"].startswith("chrome-error:"):
        found.error = (failures.moved_to() if failures else None) or (
            "connection-error",
            note("page.moved-away"),
        )
        return None
    found.lost_styles = sheets.lost(facts["spare"]) if sheets else []
    found.final_url, found.title, found.links = facts["url"], facts["title"][:500], facts["links"]
    found.acting_links = facts["acting"]
    hold_links(page.context, found.acting_links, facts["url"])
    found.traffic.update(facts["traffic"])
    found.error = validity.classify(
        validity.Facts(
            asked=found.url,
            final=facts["url"],
            http_status=found.http_status,
            content_type=facts["type"],
            title=facts["title"],
            text=facts["text"],
            elements=facts["elements"],
            images=facts["images"],
            scripts=facts["scripts"],
            authored=facts["authored"],
            password_fields=facts["passwords"],
            links=len(facts["links"]),
            same_scope=in_scope(facts["url"]),
            with_login=options.acting_text is not None,
            headers=tuple(found.headers.items()),
        )
    )
    if found.error:
        return None
    opened = Opened(page, session, worlds, await axe.inject(worlds, options.engine))
    watch.mark("axe")
    async with staying(session, worlds) as fled:
        for name in options.views:
            if name in ALWAYS:
                await _every_page(opened, VIEWS[name], found, options, watch, fled)
    return opened


async def _every_page(
    opened: Opened, view: View, found: PageCapture, options: Options, watch: Watch, fled: list[str]
) -> None:
    """One of the two views of every page. A page that can't be seen in the second has the first still."""
    taking = take_view(opened, view, found, options, watch, fled)
    if view.is_default:
        await taking
        return
    try:
        await at_most(taking, options.timeout / 2)
    except Fled as error:
        found.untested[view.name] = error.why
    except TimeoutError:
        found.untested[view.name] = note("capture.not-in-time", seconds=options.timeout / 2)
        await free_from_view(opened)


def _count(hosts: Counter[str], request: Request) -> None:
    if host := urlsplit(request.url).hostname:
        hosts[host] += 1


async def _go(page: Page, found: PageCapture, options: Options, failures: NavigationFailures) -> None:
    try:
        response = await page.goto(found.url, wait_until="domcontentloaded", timeout=options.timeout * 1000)
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            found.error = ("not-html", note("page.download"))
        else:
            found.error = failures.error(found.url, error.message)
        return
    if response is not None:
        found.http_status = response.status
        headers = {key.lower(): value[:500] for key, value in response.headers.items()}
        found.headers = {
            key: headers[key] for key in ("content-type", "server", "content-language", "refresh") if key in headers
        }
        found.retry_after = headers.get("retry-after")
        await _source(response, found)
    with contextlib.suppress(PlaywrightError):
        # A page whose last sub-resource never ends is judged as it stands after this.
        await page.wait_for_load_state("load", timeout=min(15.0, options.timeout / 2) * 1000)


async def _source(response: Response, found: PageCapture) -> None:
    """How many letters the document holds before any script ran."""
    with contextlib.suppress(PlaywrightError, asyncio.TimeoutError, UnicodeDecodeError):
        source = (await asyncio.wait_for(response.text(), 5))[:MAX_SOURCE]
        found.traffic["source_letters"] = len(re.findall(r"\w", NO_TEXT.sub(" ", source)))
