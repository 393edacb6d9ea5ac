"""Opens a page once: go, settle, gate, then each view in turn. Never raises for what a page does.

Limits everywhere: every page is a stranger's. Times are milliseconds in `timing_ms`, seconds in options.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Page, Request
from playwright.async_api import Error as PlaywrightError

from auditor.capture import axe, gate, pixels
from auditor.capture.shapes import PageCapture, ViewCapture
from auditor.capture.sheets import Sheets
from auditor.capture.views import VIEWS, View
from auditor.capture.worlds import ScriptError, World, open_worlds

SETTLE = files("auditor.capture").joinpath("settle.js").read_text("utf-8")
COLLECTOR = files("auditor.capture").joinpath("collector.js").read_text("utf-8")
MAX_NODES = 30_000
MAX_LINKS = 5_000
MAX_FRESH = 60  # outermost elements that only a later view shows; with more, all is judged again
MAX_PICTURE_HEIGHT = 8_000  # of the picture that is kept: ten desktop screens
MAX_MEASURED_HEIGHT = 20_000  # px from the top to which backgrounds are measured
MAX_PICTURE_WIDTH = 4_000

# The style properties collected of every element.
PROPERTIES = (
    "display",
    "visibility",
    "opacity",
    "position",
    "z-index",
    "overflow-x",
    "overflow-y",
    "color",
    "background-color",
    "background-image",
    "background-clip",
    "-webkit-text-fill-color",
    "font-size",
    "font-weight",
    "font-family",
    "line-height",
    "letter-spacing",
    "word-spacing",
    "text-decoration-line",
    "text-shadow",
    "white-space",
    "cursor",
    "pointer-events",
    "clip-path",
    "transform",
    "filter",
    "mix-blend-mode",
    "padding-top",
    "padding-bottom",
    "border-top-width",
    "border-top-style",
    "border-bottom-width",
    "border-bottom-style",
    "animation-name",
    "animation-iteration-count",
    "text-overflow",
    "writing-mode",
)

# Facts for the gate, and the links that scripts may have made, shadow roots included.
_FACTS = """
(() => {
  const links = [], below = [], walk = (root) => {
    for (const e of root.querySelectorAll("a[href],area[href],iframe[src],frame[src]")) {
      if (links.length >= __LIMIT__) return;
      const v = e.href || e.src; if (typeof v === "string") links.push(v);
    }
    for (const e of root.querySelectorAll("*")) if (e.shadowRoot) {
      if (below.length < 200) below.push([...e.shadowRoot.children].map((c) => c.innerText || "").join(" ").slice(0, 1000));
      walk(e.shadowRoot);
    }
  };
  walk(document);
  // Sheets that have no part in how the page looks.
  const spare = [...document.querySelectorAll("link[rel~=stylesheet][href]")].filter((e) =>
    e.disabled || e.relList.contains("alternate") || (e.media && !matchMedia(e.media).matches)).slice(0, 50).map((e) => e.href);
  const b = document.body;
  return JSON.stringify({ url: location.href, title: document.title, text: ((b ? b.innerText : "") + below.join(" ")).slice(0, 4000),
    type: document.contentType, elements: b ? b.getElementsByTagName("*").length : 0,
    images: document.querySelectorAll("img,svg,canvas,video,object,embed,iframe,frame,audio,input,button").length,
    scripts: document.scripts.length, authored: !!(document.head && document.head.childElementCount
      || document.documentElement.attributes.length || b && (b.attributes.length || b.childNodes.length)),
    passwords: document.querySelectorAll("input[type=password]").length, links, spare });
})()
""".replace("__LIMIT__", str(MAX_LINKS))


@dataclass(frozen=True)
class Options:
    """How pages are opened. Seconds; `axe_rules` names the rules to run in each view."""

    engine: axe.Engine
    axe_rules: dict[str, list[str]]
    views: tuple[str, ...] = ("desktop", "phone")
    timeout: float = 45.0
    quiet_ms: int = 200
    settle_ms: int = 3000
    pictures: bool = True


class Watch:
    """Time by stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._last = time.perf_counter()

    def mark(self, stage: str) -> None:
        """What passed since the last mark belongs to `stage`."""
        now = time.perf_counter()
        self.spent[stage] += round((now - self._last) * 1000)
        self._last = now


async def capture_page(
    context: BrowserContext,
    url: str,
    options: Options,
    in_scope: Callable[[str], bool],
    links_only: bool = False,
) -> PageCapture:
    """Open `url` in a new tab and capture it. Errors of the page end up in the capture's `error`."""
    found = PageCapture(url=url, final_url=url)
    watch = Watch()
    page = await context.new_page()
    crashed = asyncio.Event()
    page.on("crash", lambda _: crashed.set())
    page.on("dialog", lambda dialog: asyncio.ensure_future(_dismiss(dialog)))
    page.on("popup", lambda popup: asyncio.ensure_future(_close(popup)))
    try:
        work = asyncio.ensure_future(_work(page, found, options, in_scope, watch))
        crash = asyncio.ensure_future(crashed.wait())
        done, _ = await asyncio.wait({work, crash}, timeout=options.timeout, return_when=asyncio.FIRST_COMPLETED)
        crash.cancel()
        if work in done:
            work.result()
        else:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError, PlaywrightError, ScriptError):
                await work
            if crashed.is_set():
                found.error = gate.network_error("page crashed")
            else:
                found.error = ("timeout", f"{options.timeout:g} 秒内没有完成 / not done within {options.timeout:g} s")
            found.views.clear()
    except PlaywrightError as error:
        text = "page crashed" if crashed.is_set() else error.message
        found.error = found.error or gate.network_error(text)
        found.views.clear()
    except ScriptError as error:
        found.error = found.error or (
            "crashed",
            f"页面脚本环境异常：{error} / the page's script environment failed: {error}",
        )
        found.views.clear()
    finally:
        await _close(page)
    found.timing_ms = dict(watch.spent)
    return found


async def _dismiss(dialog: Any) -> None:
    with contextlib.suppress(PlaywrightError):
        await dialog.dismiss()


async def _close(page: Page) -> None:
    with contextlib.suppress(PlaywrightError, asyncio.TimeoutError):
        await asyncio.wait_for(page.close(), 10)


async def _work(
    page: Page, found: PageCapture, options: Options, in_scope: Callable[[str], bool], watch: Watch
) -> None:
    hosts: Counter[str] = Counter()
    page.on("request", lambda request: _count(hosts, request))
    sheets = Sheets(page)
    await _go(page, found, options)
    watch.mark("load")
    if found.error:
        return
    session = await page.context.new_cdp_session(page)
    worlds = await open_worlds(page, session)
    if not worlds:
        raise ScriptError("the page has no document")
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await world.run(f"{SETTLE.strip().rstrip(';')}({options.quiet_ms}, {options.settle_ms})")
    watch.mark("settle")
    worlds = await open_worlds(page, session)  # a script may have navigated meanwhile
    facts = await worlds[0].run_json(_FACTS)
    if facts["url"].startswith("chrome-error:"):
        found.error = (
            "connection-error",
            "页面自行跳转到打不开的地址 / the page moved itself to an address that can't be opened",
        )
        return
    found.final_url, found.title, found.links = facts["url"], facts["title"][:500], facts["links"]
    found.hosts = dict(hosts.most_common(200))
    found.lost_styles = sheets.lost(facts["spare"])
    found.error = gate.classify(
        gate.Facts(
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
            headers=tuple(found.headers.items()),
        )
    )
    if found.error:
        return
    ready = await axe.inject(worlds, options.engine)
    watch.mark("axe")
    for name in options.views:
        await _view(page, session, worlds, ready, VIEWS[name], found, options, watch)


def _count(hosts: Counter[str], request: Request) -> None:
    if host := urlsplit(request.url).hostname:
        hosts[host] += 1


async def _go(page: Page, found: PageCapture, options: Options) -> None:
    try:
        response = await page.goto(found.url, wait_until="domcontentloaded", timeout=options.timeout * 1000)
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            found.error = ("not-html", "是下载文件，不是网页 / a download, not a web page")
        else:
            found.error = gate.network_error(error.message)
        return
    if response is not None:
        found.http_status = response.status
        headers = {key.lower(): value[:500] for key, value in response.headers.items()}
        found.headers = {
            key: headers[key]
            for key in ("content-type", "server", "x-auditor-refused", "content-language", "refresh")
            if key in headers
        }
        found.retry_after = headers.get("retry-after")
        if refused := headers.get("x-auditor-refused"):
            found.error = gate.network_error(refused)
            return
    with contextlib.suppress(PlaywrightError):
        # A page whose last sub-resource never ends is judged as it stands after this.
        await page.wait_for_load_state("load", timeout=min(15.0, options.timeout / 2) * 1000)


async def _view(
    page: Page,
    session: CDPSession,
    worlds: list[World],
    ready: list[bool],
    view: View,
    found: PageCapture,
    options: Options,
    watch: Watch,
) -> None:
    if view.name != options.views[0] or not view.is_default:
        await view.enter(session)
        with contextlib.suppress(ScriptError, PlaywrightError):
            await worlds[0].run(f"{SETTLE.strip().rstrip(';')}(100, 1000)")
    documents = await _collect(worlds)
    watch.mark("collect")
    capture = ViewCapture(view.name, view.width, view.height, documents)
    rules = options.axe_rules.get(view.name, [])
    if rules:
        try:
            capture.axe = await _axe(worlds, ready, rules, options, documents)
        except ScriptError as error:
            found.untested["axe"] = f"axe-core: {error}"
        watch.mark("axe")
    if options.pictures:
        await _pictures(session, worlds, capture, found)
        watch.mark("pixels")
    found.views[view.name] = capture


async def _axe(
    worlds: list[World], ready: list[bool], rules: list[str], options: Options, documents: list[dict[str, Any]]
) -> dict[str, Any]:
    """The view's rules; in a later view the rest of the first view's rules too, on what only this one shows."""
    every = options.axe_rules.get(options.views[0], [])
    rest = [rule for rule in every if rule not in rules]
    fresh = [document.get("fresh", 0) for document in documents]
    if not rest or not any(fresh):
        return await axe.run(worlds, ready, rules)
    if any(fresh[1:]) or fresh[0] > MAX_FRESH:
        return await axe.run(worlds, ready, [*rules, *rest])
    return axe.join(await axe.run(worlds, ready, rules), await axe.run_fresh(worlds, rest))


async def _collect(worlds: list[World]) -> list[dict[str, Any]]:
    documents: list[dict[str, Any]] = []
    limits = json.dumps({"nodes": MAX_NODES, "text": 2000})
    for number, world in enumerate(worlds):
        try:
            document = await world.run_json(f"{COLLECTOR.strip().rstrip(';')}({json.dumps(PROPERTIES)}, {limits})")
        except (ScriptError, PlaywrightError):
            if number == 0:
                raise
            document = {"lost": True, "url": world.url}
        document["parent_document"] = world.parent
        document["holder"] = await worlds[world.parent].index_of_frame(world.frame_id) if world.parent >= 0 else None
        documents.append(document)
    return documents


async def _pictures(session: CDPSession, worlds: list[World], capture: ViewCapture, found: PageCapture) -> None:
    scroll_width, scroll_height = capture.documents[0]["scroll"]
    width = max(1, min(scroll_width, MAX_PICTURE_WIDTH))
    height = max(1, min(scroll_height, MAX_MEASURED_HEIGHT))

    async def shoot(kind: str, top: int, bottom: int) -> bytes:
        parameters: dict[str, Any] = {
            "format": kind,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": top, "width": width, "height": bottom - top, "scale": 1},
            "optimizeForSpeed": True,
        }
        if kind == "jpeg":
            parameters["quality"] = 60
        answer = await session.send("Page.captureScreenshot", parameters)
        return base64.b64decode(answer["data"])

    try:
        await pixels.measure(capture, worlds, height, shoot)
        found.screenshots[capture.name] = await shoot("jpeg", 0, min(height, MAX_PICTURE_HEIGHT))
    except (PlaywrightError, ScriptError) as error:
        capture.notes.append(f"no screenshot: {type(error).__name__}")
