"""Pages of the same origin that the page links to, read by a plain GET: limits, and what is never asked for."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from auditor.capture.stage import Stage

READ_SECONDS = 4.0  # for one page
MAX_BYTES = 1_000_000  # of one page
OFFERED = 12  # addresses looked through for some that may be visited
_SCRIPT = files("auditor.capture.probes").joinpath("_linked.js").read_text("utf-8").strip()


async def find(stage: Stage, most: int) -> list[str]:
    """Addresses of other pages of the site that the page links to, those at its beginning first."""
    found = await stage.run(_SCRIPT, "find", OFFERED, 0, 0)
    return [url for url in found if stage.may_visit(url)][:most]


async def safe(stage: Stage, links: list[tuple[str, str]]) -> list[bool]:
    """Whether an address with what its link says may be asked for."""
    allowed = await stage.run(_SCRIPT, "safe", [list(link) for link in links], 0, 0)
    return [ok and stage.may_visit(url) for ok, (url, _) in zip(allowed, links, strict=True)]


async def read(stage: Stage, url: str) -> dict[str, Any]:
    """Its texts, title and headings as the server sends them, `texts` null where that is no page."""
    found: dict[str, Any] = await stage.run(_SCRIPT, "read", url, READ_SECONDS, MAX_BYTES)
    return found
