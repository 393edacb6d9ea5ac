"""The mouse alone: what clicking does on elements that no key reaches, and what pressing the button down does by itself.

Data: {"clicks": [{"at", "effects": [[document, number, kind, direction]], "events": [{"kind", "url"}]}],
  "downs": [{"at", "during", "after": effects while the button is down and after it was let go elsewhere, "events"}],
  "listeners": {number: [types]} of the page's own document, "document": [types], "window": [types]}
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import Stage
from auditor.capture.probes import listeners
from auditor.capture.probes.shared.control_trials import effects
from auditor.capture.probes.shared.page_event_log import Watch, noise

ORDER = 40
SECONDS = 20.0
CHANGES = False
LIMIT = 14.0
IDLE = 1.2  # s in which what changes by itself shows: a clock does so each second
WAIT = 0.2
MAX_CLICKED, MAX_DOWN = 15, 10
FIRST_ALIKE = 6  # of like elements (the days of a calendar) so many come first, then all others, then the rest of them
CLICK, DOWN = frozenset({"click"}), frozenset({"mousedown", "pointerdown", "touchstart"})
SPEAKS = ("navigation", "open", "submit", "dialog", "request")


async def observe(stage: Stage) -> dict[str, Any]:
    """Ask who listens, then click and press."""
    asked = (await listeners.observe(stage))["documents"]
    own = asked[0] if asked and asked[0] else {"elements": {}, "document": [], "window": []}
    found: dict[str, Any] = {
        "clicks": [], "downs": [],
        "listeners": own["elements"], "document": own["document"], "window": own["window"],
    }  # fmt: skip
    by_type = {
        kinds: [int(number) for number, types in own["elements"].items() if kinds & set(types)]
        for kinds in (CLICK, DOWN)
    }
    listening = by_type[CLICK]
    unreached = (await stage.call("mouseOnly.unreached", listening, FIRST_ALIKE))[:MAX_CLICKED] if listening else []
    if not unreached and not by_type[DOWN]:
        return found
    end = time.monotonic() + LIMIT
    stage.touched = True
    with Watch(stage) as watch:
        await watch.start()
        idle = await noise(watch, IDLE)
        for number in by_type[DOWN][:MAX_DOWN]:
            if time.monotonic() > end:
                break
            with contextlib.suppress(PlaywrightError, ScriptError):
                await _down(watch, number, idle, found["downs"])
        for number in unreached:
            if time.monotonic() > end:
                break
            await watch.snap()
            await watch.take()
            with contextlib.suppress(PlaywrightError, ScriptError):
                await stage.call("elements.press", number)
            await asyncio.sleep(WAIT)
            done = effects(await watch.changed(), idle)
            events = [event for event in await watch.take() if event["kind"] in SPEAKS]
            found["clicks"].append({"at": [0, number], "effects": sorted(done)[:20], "events": events[:4]})
    return found


async def _down(watch: Watch, number: int, idle: set[tuple[int, int, str]], into: list[dict[str, Any]]) -> None:
    stage, mouse = watch.stage, watch.stage.page.mouse
    point = await stage.call("mouseOnly.middle", number)
    if point is None:
        return
    await mouse.move(*point)
    await asyncio.sleep(WAIT)
    await watch.snap()
    await watch.take()
    await mouse.down()
    try:
        await asyncio.sleep(WAIT)
        during = effects(await watch.changed(keep=False), idle)
        events = [event for event in await watch.take() if event["kind"] in SPEAKS]
    finally:
        await mouse.move(2, 2)
        await mouse.up()
    await asyncio.sleep(WAIT)
    after = effects(await watch.changed(), idle)
    into.append(
        {"at": [0, number], "during": sorted(during)[:20], "after": sorted(after & during)[:20], "events": events[:4]}
    )
