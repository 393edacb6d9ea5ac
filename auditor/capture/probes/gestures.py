"""Scripts that count fingers: the places where a page's scripts ask for three or more touches.

The result is a `ScriptSearch` (auditor/capture/schema/probes/pointer.py). Whether the code is ever used is not known
here.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.cutting import cut
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.pointer import ScriptSearch, TouchCount

ORDER = 15
SECONDS = 8.0
CHANGES = False
MAX_SCRIPTS = 300
MAX_HITS = 5
# touches.length compared with three or more, either way round, also `> 2`.
_COUNT = (
    r"(?:[tT]ouches\.length\s*(?:>=|={2,3})\s*[3-9]"
    r"|[tT]ouches\.length\s*>\s*[2-9]"
    r"|(?:[3-9]\s*(?:<=|={2,3})|[2-9]\s*<)\s*[\w.]{0,60}[tT]ouches\.length)"
)


async def observe(session: ProbeSession) -> ScriptSearch:
    """Ask the browser's debugger for the page's scripts and search each."""
    cdp = await session.page.context.new_cdp_session(session.page)
    scripts: list[dict[str, Any]] = []
    cdp.on("Debugger.scriptParsed", lambda script: scripts.append(script))
    hits: list[TouchCount] = []
    try:
        await cdp.send("Debugger.enable")
        await cdp.send("Debugger.setSkipAllPauses", {"skip": True})
        seen = [script for script in scripts if script.get("url", "").startswith(("http:", "https:", "file:"))]
        for script in seen[:MAX_SCRIPTS]:
            answer = await cdp.send(
                "Debugger.searchInContent", {"scriptId": script["scriptId"], "query": _COUNT, "isRegex": True}
            )
            for line in answer["result"][:MAX_HITS]:
                match = re.search(_COUNT, line["lineContent"])
                if match and len(hits) < MAX_HITS:
                    hits.append(TouchCount(cut(script["url"], 300), match.group(0)))
    finally:
        with contextlib.suppress(PlaywrightError):  # the page may be gone, and the session with it
            await cdp.send("Debugger.disable")
            await cdp.detach()
    session.reached("scripts", min(len(seen), MAX_SCRIPTS), len(seen))
    return ScriptSearch(len(seen[:MAX_SCRIPTS]), tuple(hits))
