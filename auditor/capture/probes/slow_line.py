"""The page as somebody with a slow line and an old phone gets it: opened anew in a tab of its own, nothing kept in
the cache.

The line and the phone are ours: 400 kbit/s down and up, 400 ms to and fro, a processor four times slower, 390 × 844.
Nothing but GET leaves the tab, so what a page fetches by POST is missing from the sums: they are lower bounds. A file
that did not end counts with the size its server announced, where the browser knew it.

The result is a `SlowLoad` (auditor/capture/schema/probes/links.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from auditor.capture.cutting import cut
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.links import SlowLoad
from auditor.capture.side_tabs import reading_tab
from auditor.capture.views import VIEWS

ORDER = 90
SECONDS = 30.0
CHANGES = False
KBIT, LATENCY_MS, CPU = 400, 400, 4  # ours
LIMIT = 20.0  # s, ours
CALM = 2.0  # s without any request, ours: nothing more will come, a page without content is never painted
STEP = 0.1
LARGEST = 5
PAINT = "firstContentfulPaint"
WEB = ("http:", "https:")


class Tally:
    """What the browser tells of the tab's main frame and of all its requests."""

    def __init__(self, cdp: CDPSession) -> None:
        self.began: float | None = None
        self.at: dict[str, float] = {}
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.ended: set[str] = set()
        self.frame, self.last = "", time.monotonic()
        cdp.on("Network.requestWillBeSent", self._asked)
        cdp.on("Network.responseReceived", self._answered)
        cdp.on("Network.loadingFinished", self._finished)
        cdp.on("Network.loadingFailed", self._finished)
        cdp.on("Page.lifecycleEvent", self._lived)

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith(WEB):
            return
        if self.began is None:
            self.began, self.frame = event["timestamp"], event.get("frameId", "")
        self.urls[event["requestId"]] = event["request"]["url"]
        self.last = time.monotonic()

    def _answered(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"].get("headers", {}).items()}
        if (length := str(headers.get("content-length", ""))).isdigit():
            self.sizes[event["requestId"]] = int(length)

    def _finished(self, event: dict[str, Any]) -> None:
        self.ended.add(event["requestId"])
        self.last = time.monotonic()
        self.sizes[event["requestId"]] = int(event.get("encodedDataLength", self.sizes.get(event["requestId"], 0)))

    def _lived(self, event: dict[str, Any]) -> None:
        if self.began is not None and event.get("frameId") == self.frame:
            self.at.setdefault(event["name"], (event["timestamp"] - self.began) * 1000)

    def calm(self) -> bool:
        """Whether all requests have ended a while ago."""
        return not self.urls.keys() - self.ended and time.monotonic() - self.last > CALM

    def since(self, name: str) -> int | None:
        """Milliseconds from the first request to an event of the main frame, None where it did not come."""
        return round(self.at[name]) if name in self.at else None


async def observe(session: ProbeSession) -> SlowLoad:
    """Open the page over the slow line and write down what came when."""
    async with reading_tab(session.page.context) as page:
        cdp = await page.context.new_cdp_session(page)
        tally = Tally(cdp)
        await _slow(cdp)
        begun = time.monotonic()
        with contextlib.suppress(PlaywrightError):  # what came until then is the observation
            await page.goto(session.documents[0].url, wait_until="load", timeout=LIMIT * 1000)
        await _until_shown(tally, begun + LIMIT)
        seen = {
            "line": {"kbit": KBIT, "latency_ms": LATENCY_MS, "cpu": CPU, "limit_s": LIMIT},
            "paint_ms": tally.since(PAINT),
            "load_ms": tally.since("load"),
            "seconds": round(time.monotonic() - begun, 1),
            "bytes": sum(tally.sizes.get(key, 0) for key in tally.urls),
            "requests": len(tally.urls),
            "unfinished": len(tally.urls.keys() - tally.ended),
            "largest": _largest(tally),
        }
        return typed(seen, SlowLoad)


async def _until_shown(tally: Tally, end: float) -> None:
    """Wait for what comes after loading: the first paint of a page that its scripts fill."""
    for _ in range(round(LIMIT / STEP)):
        if not {PAINT, "load"} - tally.at.keys() or tally.calm() or time.monotonic() > end:
            return
        await asyncio.sleep(STEP)


async def _slow(cdp: CDPSession) -> None:
    await cdp.send("Network.enable")
    await cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await cdp.send("Page.enable")
    await cdp.send("Page.setLifecycleEventsEnabled", {"enabled": True})
    rate = KBIT * 1000 / 8
    await cdp.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    await VIEWS["phone"].enter(cdp, [])


def _largest(tally: Tally) -> list[list[Any]]:
    rows = sorted(((tally.sizes.get(key, 0), url) for key, url in tally.urls.items()), reverse=True)
    return [[cut(url, 300), size] for size, url in rows[:LARGEST] if size]
