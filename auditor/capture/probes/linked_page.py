"""What pages that this one links to say: read by a GET, not opened, to know what the site repeats.

The result is a `LinkedPages` (auditor/capture/schema/probes/links.py). Read only where the page has no main area that
begins after its first links; nothing that could act is asked for.
"""

from __future__ import annotations

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared.linked_pages import find, read
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.links import LinkedPages

REAL_TIME = True
ORDER = 16
SECONDS = 10.0
CHANGES = False
MAX_PAGES = 2


async def observe(session: ProbeSession) -> LinkedPages:
    """Read a few of the first linked pages."""
    if await session.call("linkedPage.isMarked"):
        return LinkedPages()
    return typed({"pages": [await read(session, url) for url in await find(session, MAX_PAGES)]}, LinkedPages)
