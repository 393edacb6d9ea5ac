"""Device motion and orientation made up, what it changes in the page, and whether controls do the same or turn it off.

The result is a `MotionTrials` (auditor/capture/schema/probes/pointer.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections.abc import Sequence
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.page import main_world
from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.listeners import types_of
from auditor.capture.probes.shared.control_trials import Effect, effects, try_all
from auditor.capture.probes.shared.page_event_log import PageEventLog, noise
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.pointer import MotionTrials

ORDER = 35
SECONDS = 18.0
CHANGES = False
LIMIT = 14.0
IDLE = 1.2  # s in which what changes by itself shows: a clock does so each second
TYPES = ("devicemotion", "deviceorientation", "deviceorientationabsolute")
WAIT = 0.06  # s after a gesture for its effects

# Degrees about two axes and m/s² along two: see device_motion.main.js.
GESTURES = ([0, 40, 15, 0], [0, -40, -15, 0], [50, 0, 0, 15], [-50, 0, 0, -15], [0, 40, 30, 30], [0, -40, -30, -30])


async def observe(session: ProbeSession) -> MotionTrials:
    """Move the device, then try the controls."""
    session.watched([0])
    types = sorted(await types_of(session.worlds[0], "window") & set(TYPES))
    observation: dict[str, Any] = {"listens": types, "effects": [], "controls": [], "all": True}
    if not types:
        return MotionTrials()
    end = time.monotonic() + LIMIT
    with PageEventLog(session) as event_log:
        await event_log.start()
        idle = await noise(event_log, IDLE)
        wanted = await _move(event_log, idle)
        observation["effects"] = sorted(wanted)[:60]
        if wanted:
            session.touched = True

            async def still() -> bool:
                return bool(await _move(event_log, idle) & wanted)

            async def renew() -> bool:
                if not await session.reload():
                    return False
                await event_log.start()
                session.touched = True
                return True

            states = [functools.partial(_move, event_log, idle, [gesture]) for gesture in GESTURES[:2]]
            once = not await still()  # it happens the first time only
            trials = await try_all(
                event_log, idle, still, lambda: time.monotonic() > end, renew if once else None, states
            )
            observation["controls"], observation["all"] = trials.tried, trials.all
    return typed(observation, MotionTrials)


async def _move(
    event_log: PageEventLog, idle: set[tuple[int, int, str]], gestures: Sequence[list[int]] = GESTURES
) -> set[Effect]:
    changed: set[Effect] = set()
    await event_log.snap()
    for gesture in gestures:
        with contextlib.suppress(PlaywrightError):
            moved = event_log.session.page.evaluate(main_world("device_motion", "capture/probes"), gesture)
            await asyncio.wait_for(event_log.session.clock.while_waiting(moved), 3)
        await event_log.session.pass_time(WAIT)
        changed |= effects(await event_log.changed(), idle)
    return changed
