"""Finds and starts a Chromium-family browser.

Order: `--browser`/`AUDITOR_BROWSER`, Playwright's own download, the channels chrome and msedge, then
chromium-headless-shell, chromium and google-chrome on PATH; otherwise one sentence that says how to get one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from auditor.errors import AuditError
from auditor.messages import note

ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET = note("browser.how-to-get")
# Mostly background work of the browser that costs processor time and says nothing about a page.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
    # What a page starts by itself does start: else sound that bothers some people is never seen (WCAG 1.4.2).
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=Translate,OptimizationHints,MediaRouter,NetworkTimeServiceQuerying,PreconnectToSearch,"
    "DnsOverHttps,UseDnsHttpsSvcb",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    # Requests that nobody sees go round a proxy: WebRTC by UDP (without "force-" the switch does nothing), HTTP/3,
    # names.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
)
# Behind a proxy the browser has no name to resolve but the proxy's address: what asks for one all the same gets none.
NO_NAMES = "--host-resolver-rules=MAP * ^NOTFOUND , EXCLUDE {proxy}"


class BrowserMissing(AuditError):
    """No browser can be started; the sentence says what to do."""


@dataclass(frozen=True)
class Executable:
    """A browser that can be started: `path` or `channel` (both None: Playwright's own)."""

    path: str | None = None
    channel: str | None = None


def find(playwright: Playwright, wanted: str | None = None) -> Executable:
    """The browser to use. Raises BrowserMissing, also when `wanted` names no file."""
    wanted = wanted or os.environ.get("AUDITOR_BROWSER")
    if wanted:
        path = shutil.which(wanted) or wanted
        if not Path(path).is_file():
            raise BrowserMissing("browser.not-there", path=wanted, how=HOW_TO_GET)
        return Executable(path=path)
    if Path(playwright.chromium.executable_path).is_file():
        return Executable()
    for channel, names in (("chrome", ("/opt/google/chrome/chrome",)), ("msedge", ("/opt/microsoft/msedge/msedge",))):
        if any(Path(name).is_file() for name in names):
            return Executable(channel=channel)
    for name in ON_PATH:
        if on_path := shutil.which(name):
            return Executable(path=on_path)
    for application in (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ):
        if Path(application).is_file():
            return Executable(path=application)
    raise BrowserMissing("browser.none", how=HOW_TO_GET)


def needs_no_sandbox() -> bool:
    """Chromium refuses its sandbox to root; everywhere else the sandbox stays on."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def _small_driver() -> Iterator[None]:
    """Playwright's driver (Node) lets strings of megabytes pile up before it looks: some 70 MB less with this."""
    held = os.environ.get("NODE_OPTIONS")
    os.environ["NODE_OPTIONS"] = f"{held or ''} --max-semi-space-size=4".strip()
    try:
        yield
    finally:
        if held is None:
            del os.environ["NODE_OPTIONS"]
        else:
            os.environ["NODE_OPTIONS"] = held


@asynccontextmanager
async def _playwright() -> AsyncIterator[Playwright]:
    with _small_driver():
        playwright = await async_playwright().start()
    try:
        yield playwright
    finally:
        await playwright.stop()


@asynccontextmanager
async def launched(wanted: str | None = None, proxy: str | None = None) -> AsyncIterator[Browser]:
    """A running browser. `proxy` (http://host:port) takes all traffic, loopback included."""
    async with _playwright() as playwright:
        executable = find(playwright, wanted)
        arguments = [*ARGUMENTS]
        if proxy:
            # Playwright names no exceptions; Chromium's own would be loopback and link-local addresses.
            arguments.append("--proxy-bypass-list=<-loopback>")
            arguments.append(NO_NAMES.format(proxy=urlsplit(proxy).hostname))
        try:
            browser = await playwright.chromium.launch(
                executable_path=executable.path,
                channel=executable.channel,
                args=arguments,
                chromium_sandbox=not needs_no_sandbox(),
                proxy={"server": proxy} if proxy else None,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except PlaywrightError as error:
            first = error.message.splitlines()[0]
            raise BrowserMissing("browser.not-started", what=first, how=HOW_TO_GET) from error
        try:
            yield browser
        finally:
            with contextlib.suppress(PlaywrightError):  # already gone, as after a crash
                await browser.close()
