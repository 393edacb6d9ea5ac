"""Character keys pressed while nothing is focused, and whether a control of the page turns off what they do.

The result is a `ShortcutTrials` (auditor/capture/schema/probes/keys.py).
"""

from __future__ import annotations

import time
from typing import Any

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.listeners import types_of
from auditor.capture.probes.shared.control_trials import try_all
from auditor.capture.probes.shared.page_event_log import PageEventLog, keys, noise
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.keys import ShortcutTrials

ORDER = 30
SECONDS = 20.0
CHANGES = False
LIMIT = 16.0
# Space is left out: the browser scrolls with it, and pages react to that.
KEYS = [*"abcdefghijklmnopqrstuvwxyz0123456789", *"/?+-=.,;'[]\\`*"]
NEUTRAL = "Shift"  # a key that types nothing: what it causes, any key causes
MAX_FOUND = 3
WAIT = 0.25
QUICK = 0.08
IDLE = 1.2  # s in which what changes by itself shows: a clock does so each second
KEY_TYPES = frozenset({"keydown", "keyup", "keypress"})


async def observe(session: ProbeSession) -> ShortcutTrials:
    """Press all keys at once; where something happens, halve until single keys are left."""
    observation: dict[str, Any] = {"listens": await _listens(session), "keys": [], "controls": [], "all": True}
    if not observation["listens"]:
        return typed(observation, ShortcutTrials)
    with PageEventLog(session) as event_log:
        keyboard = _Keys(await event_log.start())
        await keyboard.prepare()
        answers = bool(await keyboard.pressed(KEYS))
        if answers:
            keyboard.left = set(KEYS)
        if answers and await session.reload():
            keyboard.left = set()
            await event_log.start()
            await keyboard.prepare()
            await keyboard.halve(KEYS)
            if not keyboard.shortcuts:
                if await keyboard.renew():
                    await keyboard.scan()
                else:
                    keyboard.left = set(KEYS)
            observation["keys"] = keyboard.shortcuts
            if keyboard.shortcuts:
                await _controls(keyboard, observation)
        session.reached("keys", len(KEYS) - len(keyboard.left), len(KEYS), "time")
        if session.stopped or keyboard.happened:
            session.touched = True
    return typed(observation, ShortcutTrials)


async def _listens(session: ProbeSession) -> bool:
    if await session.call("shortcuts.takesText"):
        return False  # keys write into the page
    world = session.worlds[0]
    return bool((await types_of(world, "window") | await types_of(world, "document", deep=True)) & KEY_TYPES)


class _Keys:
    def __init__(self, event_log: PageEventLog) -> None:
        self.event_log, self.session = event_log, event_log.session
        self.end = time.monotonic() + LIMIT
        self.noise: set[tuple[int, int, str]] = set()
        self.shortcuts: list[dict[str, Any]] = []
        self.happened = False
        self.left: set[str] = set()  # keys of which nobody knows
        self.once = False  # what a key does it does once only

    def out_of_time(self) -> bool:
        return time.monotonic() > self.end

    async def prepare(self) -> None:
        await self.event_log.blur()
        self.noise |= await noise(self.event_log, IDLE)
        await self.event_log.take()
        await self.session.press(NEUTRAL)
        await self.session.pass_time(WAIT)
        self.noise |= keys(await self.event_log.changed())
        self.loud = {event["kind"] for event in await self.event_log.take()}

    async def pressed(self, names: list[str], wait: float = WAIT) -> dict[str, Any] | None:
        """Press keys with nothing focused; what they did, or None."""
        await self.event_log.blur()
        await self.event_log.snap()
        await self.event_log.take()
        for name in names:
            await self.session.press(name)
        await self.session.pass_time(wait)
        changes = [item for item in await self.event_log.changed() if (item[0], item[1], item[2]) not in self.noise]
        events = [event for event in await self.event_log.take() if event["kind"] not in (self.loud | {"request"})]
        await self.event_log.blur()
        if not changes and not events:
            return None
        self.happened = True
        return {"changes": [item[:3] for item in changes[:8]], "events": events[:4]}

    async def halve(self, names: list[str]) -> None:
        if len(self.shortcuts) >= MAX_FOUND or self.out_of_time() or not names:
            self.left |= set(names)
            return
        done = await self.pressed(names)
        if done is None:
            return
        if len(names) == 1:
            # What happened by chance with this key does not happen a second time.
            again = await self.pressed(names)
            if again is None:
                return  # by chance, or once only: the scan tells
            self.shortcuts.append({"key": names[0], **done, "again": again is not None})
            return
        await self.halve(names[: len(names) // 2])
        await self.halve(names[len(names) // 2 :])

    async def renew(self) -> bool:
        """The page anew, with nothing done to it."""
        if self.out_of_time() or not await self.session.reload():
            return False
        await self.event_log.start()
        return True

    async def scan(self) -> None:
        """Key by key, for what happens once only and is hidden by halving."""
        for at, name in enumerate(KEYS):
            if self.out_of_time():
                self.left |= set(KEYS[at:])
                return
            done = await self.pressed([name], QUICK)
            if done is not None:
                self.once = True
                again = await self.pressed([name], WAIT) if await self.renew() else None
                self.shortcuts.append({"key": name, **done, "again": again is not None})
                return


async def _controls(keyboard: _Keys, observation: dict[str, Any]) -> None:
    name = next((item["key"] for item in keyboard.shortcuts if item["again"]), None)
    if name is None:
        observation["all"] = False
        return

    async def still() -> bool:
        return await keyboard.pressed([name]) is not None

    trials = await try_all(
        keyboard.event_log, keyboard.noise, still, keyboard.out_of_time, keyboard.renew if keyboard.once else None
    )
    observation["controls"] = [{key: item[key] for key in ("at", "words", "stops", "by")} for item in trials.tried]
    observation["all"] = trials.all
