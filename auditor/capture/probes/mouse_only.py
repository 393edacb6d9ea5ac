"""The mouse alone: what clicking does on elements that no key reaches, and what pressing the button down does by
itself.

The result is a `MouseTrials` (auditor/capture/schema/probes/pointer.py).
"""

from __future__ import annotations

import contextlib
import time
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes import listeners
from auditor.capture.probes.shared.control_trials import effects
from auditor.capture.probes.shared.page_event_log import PageEventLog, noise
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.pointer import DocumentListeners, MouseTrials

ORDER = 40
SECONDS = 20.0
CHANGES = False
LIMIT = 14.0
IDLE = 1.2  # s in which what changes by itself shows: a clock does so each second
WAIT = 0.2
MAX_CLICKED, MAX_DOWN = 30, 20
FIRST_ALIKE = 6  # of like elements (the days of a calendar) so many come first, then all others, then the rest of them
CLICK, DOWN = frozenset({"click"}), frozenset({"mousedown", "pointerdown", "touchstart"})
SPEAKS = ("navigation", "open", "submit", "dialog", "request")


async def observe(session: ProbeSession) -> MouseTrials:
    """Ask who listens, then click and press."""
    asked = (await listeners.observe(session)).documents
    own = (asked[0] if asked else None) or DocumentListeners()
    observation: dict[str, Any] = {
        "clicks": [], "downs": [],
        "by_number": own.elements, "document": own.document, "window": own.window,
    }  # fmt: skip
    by_type = {
        kinds: [number for number, types in own.elements.items() if kinds & set(types)] for kinds in (CLICK, DOWN)
    }
    listening = by_type[CLICK]
    unreached = await session.call("mouseOnly.unreached", listening, FIRST_ALIKE) if listening else []
    session.watched([0])
    if not unreached and not by_type[DOWN]:
        return typed(observation, MouseTrials)
    end = time.monotonic() + LIMIT
    session.touched = True
    with PageEventLog(session) as event_log:
        await event_log.start()
        idle = await noise(event_log, IDLE)
        pressed = clicked = 0
        for number in by_type[DOWN][:MAX_DOWN]:
            if time.monotonic() > end:
                break
            pressed += 1
            with contextlib.suppress(PlaywrightError, ScriptError):
                await _down(event_log, number, idle, observation["downs"])
        session.reached("presses", pressed, len(by_type[DOWN]), "limit" if pressed == MAX_DOWN else "time")
        for number in unreached[:MAX_CLICKED]:
            if time.monotonic() > end:
                break
            clicked += 1
            await event_log.snap()
            await event_log.take()
            with contextlib.suppress(PlaywrightError, ScriptError):
                await session.call("elements.press", number)
            await session.pass_time(WAIT)
            done = effects(await event_log.changed(), idle)
            events = [event for event in await event_log.take() if event["kind"] in SPEAKS]
            observation["clicks"].append({"at": [0, number], "effects": sorted(done)[:20], "events": events[:4]})
        session.reached("clicks", clicked, len(unreached), "limit" if clicked == MAX_CLICKED else "time")
    return typed(observation, MouseTrials)


async def _down(
    event_log: PageEventLog, number: int, idle: set[tuple[int, int, str]], into: list[dict[str, Any]]
) -> None:
    session, mouse = event_log.session, event_log.session.page.mouse
    point = await session.call("mouseOnly.middle", number)
    if point is None:
        return
    await session.point(*point)
    await session.pass_time(WAIT)
    await event_log.snap()
    await event_log.take()
    await session.clock.while_waiting(mouse.down())
    try:
        await session.pass_time(WAIT)
        during = effects(await event_log.changed(keep=False), idle)
        events = [event for event in await event_log.take() if event["kind"] in SPEAKS]
    finally:
        await session.point(2, 2)
        await session.clock.while_waiting(mouse.up())
    await session.pass_time(WAIT)
    after = effects(await event_log.changed(), idle)
    into.append(
        {"at": [0, number], "during": sorted(during)[:20], "after": sorted(after & during)[:20], "events": events[:4]}
    )
