"""Where links of one name in one block lead: what the two targets say, and show where the server sends the same for
both.

The result is a `LinkTargets` (auditor/capture/schema/probes/links.py). Targets are not looked at on another host,
where an address or a name may act, or without time. Nothing but GET leaves the pages that are opened.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared.linked_pages import read, safe, sets, shown
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.links import LinkTargets
from auditor.capture.side_tabs import reading_tab

REAL_TIME = True
ORDER = 17
SECONDS = 14.0
CHANGES = False
MAX_SETS = 2
SHOW_SECONDS = 6.0  # to open both targets of a set
SETTLE = 0.6  # s for what a page's scripts bring after it is read
NEEDLESS = frozenset({"image", "media", "font", "eventsource", "websocket", "ping"})


async def observe(session: ProbeSession) -> LinkTargets:
    """Read both targets of each set; open them where what the server sends doesn't tell them apart."""
    link_sets = await sets(session, MAX_SETS)
    for item in link_sets:
        name = item.pop("name")
        item["targets"] = None
        if all(await safe(session, [(url, name) for url in item["urls"]])):
            item["targets"] = await _targets(session, item["urls"])
    return typed({"sets": link_sets}, LinkTargets)


async def _targets(session: ProbeSession, urls: list[str]) -> list[dict[str, Any]] | None:
    targets = [await read(session, url) for url in urls]
    if any(target["texts"] is None for target in targets):
        return targets
    if targets[0]["url"] == targets[1]["url"] or targets[0]["texts"] != targets[1]["texts"]:
        return targets
    end = time.monotonic() + SHOW_SECONDS
    opened = []
    for url in urls:
        target = await _opened(session, url, end)
        if target is None:
            return None
        opened.append(target)
    return opened


async def _opened(session: ProbeSession, url: str, end: float) -> dict[str, Any] | None:
    """What a target shows in a page of its own; None where that can't be known in time or it leads elsewhere."""
    try:
        async with (
            reading_tab(session.page.context, NEEDLESS) as page,
            asyncio.timeout(max(0.1, end - time.monotonic())),
        ):
            await page.goto(url, wait_until="load")
            await asyncio.sleep(SETTLE)
            target = await shown(page)
        return target if urlsplit(target["url"])[:3] == urlsplit(url)[:3] else None
    except (PlaywrightError, TimeoutError):
        return None
