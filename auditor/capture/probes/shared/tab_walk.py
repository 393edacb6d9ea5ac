"""Walks by Tab and Shift+Tab: one press, where focus is now, and how a run of presses ends."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probes.shared.page_event_log import PageEventLog, Place

QUICK = 0.015  # s after a key until focus is looked for
SLOW = 0.25  # the same where a page moves focus a while later
MAX_PRESSES = 6000  # keys of one probe's run
MAX_ADDED = 200  # stops one after the other that the page did not have when it was opened: it adds them for ever


@dataclass
class Where:
    """Where focus is after a key, and what happened on the way."""

    at: Place | None
    left: bool  # focus went to the browser's own controls
    outside: bool = False  # a script has focused something after focus went there
    box: tuple[float, float, float, float] = (0, 0, 0, 0)  # on the page
    late: list[Place] = field(default_factory=list)  # took focus without a key since the last look
    route: list[Place] = field(default_factory=list)  # took focus with this key, in order
    events: list[dict[str, str]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    corner: tuple[float, float] = (0, 0)  # of the window on the page
    # Stops that focus has gone on from, where looks are asked for: [what is other on each without focus (null: it is
    # gone), where it is now on the page].
    gone: dict[Place, tuple[str | None, tuple[float, float, float, float]]] = field(default_factory=dict)


@dataclass
class Run:
    """A run of presses. `end`: left, known, cycle, endless, time; outside: left, then the page focused another
    element."""

    stops: list[Where]
    end: str
    cycle: list[Place] = field(default_factory=list)
    lost: list[Place] = field(default_factory=list)
    jumps: list[tuple[Place, Place]] = field(default_factory=list)
    late: list[Place] = field(default_factory=list)
    events: list[tuple[Place, dict[str, str]]] = field(default_factory=list)


class Walker:
    """Presses keys and says where focus is, within a time."""

    def __init__(self, event_log: PageEventLog, end: float) -> None:
        self.event_log, self.session, self.end = event_log, event_log.session, end
        self.wait = QUICK
        self.presses = 0
        self.looks = False  # looks of focus are asked for with each stop
        self.outside = False  # the last way out that was found ended so

    @property
    def out_of_time(self) -> bool:
        """No more presses."""
        return time.monotonic() > self.end or self.presses >= MAX_PRESSES

    async def press(self, key: str, wait: float | None = None) -> Where:
        """One key, a moment, then where focus is."""
        self.presses += 1
        await self.session.press(key)
        await self.session.pass_time(self.wait if wait is None else wait, ended=False)
        return await self.where()

    async def where(self) -> Where:
        """The focused element, through frames."""
        state = await self.session.call("tabWalk.state", self.looks)
        where = Where(None, False, corner=(state["sx"], state["sy"]))
        before, after = _split([item for item in state["log"] if item != "out"])
        gone = "out" in state["log"]  # focus left the document: to the browser's controls, or into a frame
        where.late, where.route = [(0, n) for n in before], [(0, n) for n in after]
        where.events = [{"kind": kind} for kind in state["events"]] + self.event_log.outside()
        at, corner, has = 0, where.corner, state["has"]
        _note_gone(where, 0, state, corner)
        while state["n"] is not None:
            x, y, w, h = state["view"]
            where.at, where.data = (at, state["n"]), state
            where.box = (corner[0] + x, corner[1] + y, w, h)
            inner = self.session.holders.get((at, state["n"]))
            if inner is None or inner not in self.event_log.documents:
                break
            try:
                state = await self.session.call("tabWalk.state", self.looks, document=inner)
            except (ScriptError, PlaywrightError):
                break
            before, after = _split([item for item in state["log"] if item != "out"])
            where.late += [(inner, n) for n in before]
            where.route += [(inner, n) for n in after]
            where.events += [{"kind": kind} for kind in state["events"]]
            at, corner = inner, (corner[0] + x, corner[1] + y)
            _note_gone(where, inner, state, corner)
        where.left = where.at is None and not has
        inside = where.at is not None and where.at[0] == 0 and where.at not in self.session.holders
        where.outside = inside and gone and len(where.route) > 0
        return where

    async def run(
        self,
        key: str,
        limit: int,
        good: Collection[Place] = (),
        start: Place | None = None,
        each: Callable[[Where], Awaitable[None]] | None = None,
    ) -> Run:
        """Press until focus leaves, comes to a stop that is known to lead out, or comes round.

        Without a `start` it goes on after leaving, to the first stop: the walk may have begun in the middle."""
        run = Run([], "endless")
        seen: dict[Place, int] = {start: -1} if start else {}
        order: list[Place] = [start] if start else []
        left, nowhere, added, last = False, 0, 0, start
        for _ in range(limit):
            if self.out_of_time:
                run.end = "time"
                return run
            now = await self.press(key)
            if each is not None:
                await each(now)
            run.late += [place for place in now.late if place != last]
            if last is not None or now.at is not None:
                blamed = now.at or (now.route[-1] if now.route else last)
                run.events += [(blamed, event) for event in now.events if blamed]
            if now.at is None:
                if now.left:
                    if start is not None or left:
                        run.end = "left"
                        return run
                    left = True
                elif now.route:
                    run.lost.append(now.route[-1])
                nowhere += 1
                if nowhere > 60:
                    return run
                continue
            if len(now.route) > 1 and now.route[0] != now.at:
                run.jumps.append((now.route[0], now.at))
            if start is not None and now.outside and now.at != last:
                run.end = "outside"
                return run
            if now.at in good:
                run.end = "known"
                return run
            if now.at in seen:
                round_trip = left and now.at == order[0]
                run.end = "left" if round_trip else "cycle"
                run.cycle = [] if round_trip else order[order.index(now.at) :]
                return run
            seen[now.at] = len(order)
            order.append(now.at)
            run.stops.append(now)
            last = now.at
            added = added + 1 if now.at[1] < 0 else 0
            if added > MAX_ADDED:
                return run
        if left:
            run.end = "left"
        return run

    async def settle(self, seconds: float) -> Where:
        """Wait, then where focus is."""
        await self.session.pass_time(seconds)
        with contextlib.suppress(ScriptError, PlaywrightError):
            return await self.where()
        return Where(None, False)


def _note_gone(where: Where, document: int, state: dict[str, Any], corner: tuple[float, float]) -> None:
    before = (state["mark"] or {}).get("before")
    if before is not None:
        x, y, w, h = before["view"]
        where.gone[document, before["n"]] = before["changed"], (corner[0] + x, corner[1] + y, w, h)


def _split(log: list[Any]) -> tuple[list[int], list[int]]:
    """A focus log before and after the last key."""
    if "key" not in log:
        return [], list(log)
    at = len(log) - 1 - log[::-1].index("key")
    return [item for item in log[:at] if item != "key"], list(log[at + 1 :])
