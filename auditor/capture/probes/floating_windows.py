"""Floating windows and pop-ups: closed as a visitor would, and watched for whether they come back.

The result is a `WindowTrials` (auditor/capture/schema/probes/aids.py). Escape is tried on pop-ups first.
"""

from __future__ import annotations

from typing import Any

from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.aids import WindowTrials
from auditor.capture.schema.probes.base import typed

ORDER = 85
SECONDS = 30.0
CHANGES = False  # a page without such windows is left as it was
MAX_WINDOWS = 4
MAX_CLOSERS = 6
LOOKS = (1.0, 2.0, 3.0, 3.0)  # s between looks for a window that comes back


async def observe(session: ProbeSession) -> WindowTrials:
    """Close each window, wait, look; then open the page anew and look again."""
    every = await session.call("floatingWindows.find")
    windows = every[:MAX_WINDOWS]
    session.reached("windows", len(windows), len(every))
    session.touched = session.touched or bool(windows)
    for window in windows:
        window |= {"by": None, "escape": False, "closed": False, "returned": None, "again": None}
        if window["kind"] == "popup":
            await session.press("Escape")
            await session.pass_time(0.4)
            window["escape"] = window["closed"] = not await _shown(session, window)
        for closer in () if window["closed"] else window["closers"][:MAX_CLOSERS]:
            if await _close(session, window, closer):
                window |= {"by": [0, closer], "closed": True}
                break
        if not window["closed"] and window["more"]:
            session.reached("closers", len(window["closers"]), None)
    closed = [window for window in windows if window["closed"]]
    waited = 0.0
    for seconds in LOOKS if closed else ():
        await session.pass_time(seconds)
        waited += seconds
        for window in closed:
            if window["returned"] is None and await _shown(session, window):
                window["returned"] = waited
    if closed:
        await session.reload(keep=True)
        session.touched = True
        await session.pass_time(1.0)
        for window in closed:
            window["again"] = await _shown(session, window, anew=True)
    seen = {
        "windows": [
            {
                "at": [0, window["at"]],
                "closers": [[0, closer] for closer in window["closers"]],
                **{key: window[key] for key in ("kind", "by", "escape", "closed", "returned", "again")},
            }
            for window in windows
        ],
        "waited": waited,
    }
    return typed(seen, WindowTrials)


async def _close(session: ProbeSession, window: dict[str, Any], closer: int) -> bool:
    where = await session.call("floatingWindows.place", closer)
    if where:
        await session.click(where["x"], where["y"])
        await session.pass_time(0.4)
        if not await _shown(session, window):
            return True
    # A window that moves or is covered may have been missed: the control's own click.
    await session.call("elements.press", closer)
    await session.pass_time(0.6)
    return not await _shown(session, window)


async def _shown(session: ProbeSession, window: dict[str, Any], anew: bool = False) -> bool:
    return bool(await session.call("floatingWindows.shown", -1 if anew else window["at"], window["path"]))
