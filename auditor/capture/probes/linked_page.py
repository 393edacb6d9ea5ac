"""What pages that this one links to say: read by a GET, not opened, to know what the site repeats.

Data: {"pages": [{"url", "status", "texts": [[text, in a link: 1 or 0]] or null where it is no page}]}. Read only where
the page has no main area that begins after its first links; nothing that could act is asked for.
"""

from __future__ import annotations

from typing import Any

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared.linked_pages import find, read

ORDER = 16
SECONDS = 10.0
CHANGES = False
MAX_PAGES = 2


async def observe(session: ProbeSession) -> dict[str, Any]:
    """Read a few of the first linked pages."""
    if await session.call("linkedPage.isMarked"):
        return {"pages": []}
    return {"pages": [await read(session, url) for url in await find(session, MAX_PAGES)]}
