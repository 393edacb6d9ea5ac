"""Pages of the same origin that the page links to, read by a plain GET: limits, and what is never asked for."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from auditor.capture.isolated_worlds import open_worlds
from auditor.capture.probe_session import ProbeSession
from auditor.lexicon.acting_links import probe_pattern

READ_SECONDS = 4.0  # for one page
MAX_BYTES = 1_000_000  # of one page
OFFERED = 12  # addresses looked through for some that may be visited


async def find(session: ProbeSession, most: int) -> list[str]:
    """Addresses of other pages of the site that the page links to, those at its beginning first."""
    urls = await session.call("linkedPages.find", OFFERED, probe_pattern())
    return [url for url in urls if session.may_visit(url)][:most]


async def safe(session: ProbeSession, links: list[tuple[str, str]]) -> list[bool]:
    """Whether an address with what its link says may be asked for."""
    allowed = await session.call("linkedPages.areSafe", [list(link) for link in links], probe_pattern())
    return [ok and session.may_visit(url) for ok, (url, _) in zip(allowed, links, strict=True)]


async def sets(session: ProbeSession, most: int) -> list[dict[str, Any]]:
    """Links of one name in one block that lead to different addresses, with words between them: the first such pair
    each."""
    link_sets: list[dict[str, Any]] = await session.call("linkedPages.sets", most)
    return link_sets


async def shown(page: Page) -> dict[str, Any]:
    """What an opened page shows, in the shape of `read`."""
    worlds = await open_worlds(page, await page.context.new_cdp_session(page))
    page_shown: dict[str, Any] = await worlds[0].call("linkedPages.shown")
    return page_shown


async def read(session: ProbeSession, url: str) -> dict[str, Any]:
    """Its texts, title and headings as the server sends them, `texts` null where that is no page."""
    page_read: dict[str, Any] = await session.call("linkedPages.read", url, READ_SECONDS, MAX_BYTES)
    return page_read
