"""Finds and starts a Chromium-family browser.

Order: `--browser`/`AUDITOR_BROWSER`, Playwright's own download, the channels chrome and msedge, then
chromium-headless-shell, chromium and google-chrome on PATH; otherwise one sentence that says how to get one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from auditor.capture.processes import MARK, Processes
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
    # Three processes less, of some 80 MB each: nothing is drawn by hardware, and each browser has one page at a time.
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
)
# What lies outside the window is drawn too, so that a picture of it is to be had without changing the window (see
# `screenshots`). Nothing of it is told to a page: what it is told to be in sight is in the window.
DRAWS_ALL = "--blink-settings=mainFrameClipsContent=false"
WITHOUT_SANDBOX = ("--no-zygote",)  # two more; only possible where there is no sandbox
START_SECONDS = 60.0
CLOSE_SECONDS = 5.0
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
def _driver_surroundings(mark: str) -> Iterator[None]:
    """What a driver that is started finds: our mark, a small heap, and nowhere to write to on our terminal."""
    held = {name: os.environ.get(name) for name in ("NODE_OPTIONS", MARK)}
    # Playwright's driver (Node) lets strings of megabytes pile up before it looks: some 70 MB less with this.
    os.environ["NODE_OPTIONS"] = f"{held['NODE_OPTIONS'] or ''} --max-semi-space-size=4".strip()
    os.environ[MARK] = mark
    shown, nowhere = sys.stderr, open(os.devnull, "w")  # noqa: SIM115
    if "DEBUG" not in os.environ:  # Playwright's own variable asks for what the driver says
        sys.stderr = _Elsewhere(shown, nowhere)
    try:
        yield
    finally:
        sys.stderr = shown
        nowhere.close()
        for name, value in held.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Elsewhere:
    """A stream whose file, which processes that are started write to, is another's."""

    def __init__(self, stream: Any, other: Any) -> None:
        self._stream, self._other = stream, other

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def fileno(self) -> int:
        """The other's."""
        return int(self._other.fileno())


@dataclass(frozen=True)
class Running:
    """A browser with its driver and all their processes."""

    browser: Browser
    playwright: Playwright
    processes: Processes | None

    def is_lost(self) -> bool:
        """Whether the browser or its driver went away."""
        return not self.browser.is_connected() or (self.processes is not None and not self.processes.alive())

    async def stop(self) -> None:
        """Close it; what does not close in time is killed."""
        if self.processes is not None:
            await asyncio.to_thread(self.processes.refresh)
        try:
            if not self.is_lost():
                await _in_time(self.browser.close())
            await _in_time(self.playwright.stop())
        finally:
            if self.processes is not None:
                await asyncio.to_thread(self.processes.end)


async def _in_time(work: Any) -> None:
    with contextlib.suppress(PlaywrightError, TimeoutError, OSError):  # already gone, as after a crash
        await asyncio.wait_for(work, CLOSE_SECONDS)


async def start(wanted: str | None = None, proxy: str | None = None) -> Running:
    """Start a browser with a driver of its own. `proxy` (http://host:port) takes all traffic, loopback included.

    Raises BrowserMissing."""
    mark = uuid.uuid4().hex
    try:
        async with asyncio.timeout(START_SECONDS):
            with _driver_surroundings(mark):
                playwright = await async_playwright().start()
    except TimeoutError:
        raise BrowserMissing("browser.not-started", what="timeout", how=HOW_TO_GET) from None
    processes = await asyncio.to_thread(Processes.marked, mark)
    try:
        running = Running(await _launch(playwright, find(playwright, wanted), proxy), playwright, processes)
    except BaseException:
        await _in_time(playwright.stop())
        if processes is not None:
            processes.end()
        raise
    if processes is not None:
        await asyncio.to_thread(processes.refresh)
    return running


async def _launch(playwright: Playwright, executable: Executable, proxy: str | None) -> Browser:
    arguments = [*ARGUMENTS, DRAWS_ALL, *(WITHOUT_SANDBOX if needs_no_sandbox() else ())]
    if proxy:
        # Playwright names no exceptions; Chromium's own would be loopback and link-local addresses.
        arguments.append("--proxy-bypass-list=<-loopback>")
        arguments.append(NO_NAMES.format(proxy=urlsplit(proxy).hostname))
    try:
        return await playwright.chromium.launch(
            executable_path=executable.path,
            channel=executable.channel,
            args=arguments,
            chromium_sandbox=not needs_no_sandbox(),
            proxy={"server": proxy} if proxy else None,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=START_SECONDS * 1000,
        )
    except PlaywrightError as error:
        first = error.message.splitlines()[0]
        raise BrowserMissing("browser.not-started", what=first, how=HOW_TO_GET) from error


@asynccontextmanager
async def launched(wanted: str | None = None, proxy: str | None = None) -> AsyncIterator[Browser]:
    """A running browser, as `start` gives one, until the context ends."""
    running = await start(wanted, proxy)
    try:
        yield running.browser
    finally:
        await running.stop()
