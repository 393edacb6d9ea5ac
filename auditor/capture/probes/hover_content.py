"""What appears when the pointer is on something, and whether it can be reached, stays and goes away.

Tried are elements that listen to the pointer coming, that a `:hover` rule shows something beside, or that say they
have a popup or a description; at most MAX_TRIGGERS, first three of each parent. Only in the page's own document.

The result is a `HoverTrials` (auditor/capture/schema/probes/pointer.py).
"""

from __future__ import annotations

import time
from typing import Any

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.listeners import observe as ask_listeners
from auditor.capture.probes.shared.page_event_log import PageEventLog
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.pointer import DocumentListeners, HoverTrials

ORDER = 40
SECONDS = 18.0
CHANGES = False
ENOUGH = 6.0  # seconds after which no further trigger is tried
MAX_TRIGGERS = 30
MAX_SHOWN = 8  # triggers that show something
REST = 1000  # ms the pointer rests on the first that shows something
COMES = frozenset({"mouseenter", "mouseover", "pointerenter", "pointerover", "mousemove"})
CLICKS = frozenset({"click", "mousedown", "pointerdown"})
KEYS = frozenset({"keydown", "keyup", "keypress"})
LIMITS = {
    "triggers": MAX_TRIGGERS,
    "found": 1000,
    "rules": 20_000,
    "elements": 30_000,
    "area": 300,  # px² that something new must have
    "least": 120,  # ms to wait for something new
    "most": 600,
}


async def observe(session: ProbeSession) -> HoverTrials:
    """List what may show something, then go over it one by one."""
    listening, clicked, keys = await _listening(session)
    listed = await session.call("hoverContent.list", listening, LIMITS)
    numbers = listed["numbers"]
    session.watched([0])
    observation: dict[str, Any] = {"triggers": [], "tried": 0, "keys": keys, "truncated": False}
    end = time.monotonic() + ENOUGH
    event_log = PageEventLog(session)
    if numbers:
        await event_log.start()
        await event_log.snap()
    for at, number in enumerate(numbers):
        if time.monotonic() > end or len(observation["triggers"]) >= MAX_SHOWN:
            observation["truncated"] = True
            break
        observation["tried"] += 1
        seen = await _one(session, at, first=not observation["triggers"])
        if seen is not None:
            observation["triggers"].append({"trigger": [0, number], "clicks": number in clicked, **seen})
    tried = observation["tried"]
    session.reached("triggers", tried, listed["total"], "time" if tried < len(numbers) else "limit")
    if numbers:
        await session.point(0, 0)
        # What the pointer took away or left behind would be missing, or new, to the next probe.
        session.touched = session.touched or any(item[2] in ("added", "removed") for item in await event_log.changed())
    return typed(observation, HoverTrials)


async def _listening(session: ProbeSession) -> tuple[list[int], set[int], bool]:
    """(elements that listen to the pointer coming, those that listen to clicks, whether anything listens to keys)."""
    top = (await ask_listeners(session)).documents[0] or DocumentListeners()
    every = [top.document, top.window, *top.elements.values()]
    keys = any(KEYS & set(types) for types in every)
    types_of = {number: set(types) for number, types in top.elements.items()}
    coming = [number for number, types in types_of.items() if COMES & types]
    return coming, {number for number, types in types_of.items() if CLICKS & types}, keys


async def _one(session: ProbeSession, at: int, first: bool) -> dict[str, Any] | None:
    await session.point(*await session.call("hoverContent.away"))
    point = await session.call("hoverContent.aim", at)
    if point is None:
        return None
    await session.point(*point)
    content = await session.call("hoverContent.appeared")
    if content is None:
        return None
    covers, covered = content.pop("covers"), content.pop("covered")
    content["element"] = [0, content["element"]]
    seen: dict[str, Any] = {"content": content, "covers": covers, "covered": covered}
    seen["persists"] = await session.call("hoverContent.there", REST) if first else None
    await session.press("Escape")
    seen["dismissed"] = await session.call("hoverContent.gone", 180)
    # anew, as Escape or time may have hidden it
    await session.point(*await session.call("hoverContent.away"))
    seen["leaves"] = await session.call("hoverContent.gone", 600)
    seen["hoverable"] = None
    if seen["leaves"]:
        await session.point(*point)
        shown = await session.call("hoverContent.there", 250)
        onto = await session.call("hoverContent.onto") if shown else None
        if onto is not None:
            await session.point(*onto)
            seen["hoverable"] = not await session.call("hoverContent.gone", 450)
    else:
        session.touched = True
    return seen
