"""A walk through the page by Tab and back by Shift+Tab.

The result is a `TabWalk` (auditor/capture/schema/probes/keys.py).
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.shared import focus_indicator, focus_indicator_contrast
from auditor.capture.probes.shared.focus_marks import FocusMarks
from auditor.capture.probes.shared.page_event_log import PageEventLog, Place
from auditor.capture.probes.shared.tab_walk import SLOW, Run, Walker, Where
from auditor.capture.probes.shared.trap_exits import ways_out
from auditor.capture.schema.extent import Why
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.keys import TabWalk
from auditor.capture.schema.table import FOCUSABLE, TABBABLE

ORDER = 20
SECONDS = 50.0
CHANGES = False
WALK_SECONDS = 42.0
FORTH_SECONDS = 26.0  # of these, for the walk itself: what is suspicious has to be tried a second time
MAX_STOPS = 2_000
MAX_ALONE = 100  # elements that the walk left out, tried one by one
MAX_AGAIN = 8  # suspicions that are tried a second time
SKIP_AMONG = 6  # the first stops, among which links to skip by are looked for
MAX_HIDDEN = 12  # stops hidden from assistive technology that are tried again
IDLE = 0.5  # s in which nothing is pressed at first
REST = 1.0  # s: the ACT rules' definition of "focusable" lets an element hand focus on within one second
CONTEXT = ("navigation", "open", "submit", "dialog")


async def observe(session: ProbeSession) -> TabWalk:
    """Walk forth, judge what is suspicious by a second try, walk back."""
    with PageEventLog(session) as event_log:
        await event_log.start()
        walker = Walker(event_log, time.monotonic() + WALK_SECONDS)
        return typed(await _Walk(walker).all(), TabWalk)


class _Walk:
    def __init__(self, walker: Walker) -> None:
        self.walker, self.event_log, self.session = walker, walker.event_log, walker.session
        self.good: set[Place] = set()
        self.bad: set[Place] = set()
        self.traps: list[dict[str, Any]] = []
        self.suspects: dict[Place, list[dict[str, str]]] = {}
        self.lost: list[Place] = []
        self.jumps: list[tuple[Place, Place]] = []
        self.late: list[Place] = []
        self.moving = False  # the page moves focus by itself: no run of stops says anything of a trap
        self.covers: dict[Place, tuple[Where, str]] = {}
        self.marks = FocusMarks(walker)
        self.seen = self.marks.seen

    async def all(self) -> dict[str, Any]:
        await self.event_log.snap()
        await self._idle()
        forth = await self._forth()
        moves = await self._moves(forth)
        self.moving = bool(moves)
        if moves:
            self.walker.wait = SLOW
        if forth.end == "cycle":
            await self._trap(forth.cycle)
        if forth.end in ("left", "known"):
            self.good |= {tab_stop.at for tab_stop in forth.stops if tab_stop.at}
        await self._alone(forth)
        indicators = {
            at: indicator
            for at, (_, indicator) in self.marks.indicators.items()
            if indicator["ratio"] >= focus_indicator_contrast.DOUBTFUL
        }
        if not moves:
            await self._back(forth)
            doubtful = [tab_stop for tab_stop in forth.stops if tab_stop.at and self.seen.get(tab_stop.at) == "same"]
            confirmed = await focus_indicator.confirm(self.walker, doubtful)
            # That nothing shows is certain where no pixel changed on the walk itself either.
            self.seen.update({at: told for at, told in confirmed.items() if told != "no" or at in self.marks.compared})
            faint = [
                indicator
                for indicator in self.marks.indicators.values()
                if indicator[1]["ratio"] < focus_indicator_contrast.DOUBTFUL
            ]
            indicators |= await focus_indicator_contrast.at_rest(self.walker, faint)
            self.session.reached("marks", 0, self.marks.unmeasured)
        context = await self._context()
        lost = await self._losses()
        covered = await self._covered(forth)
        hidden = await self._hidden(forth)
        skips = await self._skips(forth)
        if self.session.stopped or await self.event_log.changed():
            self.session.touched = True
        self._say(forth)
        return {
            "stops": [
                self._stop(tab_stop) | {"indicator": indicators.get(tab_stop.at or (0, 0))} for tab_stop in forth.stops
            ],
            "end": forth.end,
            "traps": self.traps,
            "lost": [list(place) for place in lost],
            "jumps": [[list(one), list(other)] for one, other in dict.fromkeys(self.jumps)][:20],
            "moves": [list(place) for place in moves],
            "covered": covered,
            "context": context,
            "skips": skips,
            "hidden": hidden,
        }

    def _say(self, forth: Run) -> None:
        """How far the walk came, and how many stops were told to show focus or not."""
        visited = {tab_stop.at for tab_stop in forth.stops if tab_stop.at}
        if forth.end in ("left", "known"):
            self.session.reached("stops", len(visited), len(visited))
        else:
            passed = visited | set(self.lost) | {one for one, _ in self.jumps}
            unmet = sum(
                not self._is_radio(place) for place in self._should(TABBABLE, passed | set(self.session.holders))
            )
            ends: dict[str, Why] = {"time": "time", "cycle": "trap"}
            known = forth.end == "cycle" or unmet > 0
            self.session.reached(
                "stops", len(visited), len(visited) + unmet if known else None, ends.get(forth.end, "limit")
            )
        unwatched = len(self.session.worlds) - len(self.event_log.documents)
        if unwatched:  # what is in the frames was not walked
            self.session.reached("stops", 0, None)
        told = [at for at in visited if self.seen.get(at) in ("yes", "no", "moving") or not self._counts(at)]
        self.session.reached("indicators", len(told), len(visited), "unsure")

    def _is_radio(self, place: Place) -> bool:
        """Of a group of them Tab stops at one."""
        document = self.session.documents[place[0]]
        return document.properties_of(place[1]).type == "radio"

    def _counts(self, place: Place) -> bool:
        """Whether focus has to show at a stop: scroll boxes that only the browser makes focusable are left out."""
        document = self.session.documents[place[0]]
        return place[1] < 0 or bool(document.flags[place[1]] & TABBABLE)

    def _stop(self, tab_stop: Where) -> dict[str, Any]:
        assert tab_stop.at is not None
        verdict = self.seen.get(tab_stop.at)
        return {
            "at": list(tab_stop.at),
            "box": [round(value) for value in tab_stop.box],
            "outline": bool(tab_stop.data.get("outline")),
            "caret": bool(tab_stop.data.get("caret")),
            "seen": None if verdict == "same" else verdict,
            "shown": bool(tab_stop.data.get("inside")),
        }

    async def _forth(self) -> Run:
        """The walk itself, stop by stop, and what shows at each while it has focus."""

        async def each(now: Where | None) -> None:
            await self.marks.stop(now)
            if now is not None and now.at is not None and now.data.get("cover"):
                self.covers.setdefault(now.at, (now, "Tab"))

        end, self.walker.end = self.walker.end, time.monotonic() + FORTH_SECONDS
        self.walker.looks = True
        run = await self.walker.run("Tab", MAX_STOPS + 2, each=each)
        await self.marks.stop(None)
        self.walker.end, self.walker.looks = end, False
        run.stops = run.stops[:MAX_STOPS]
        self._note(run)
        return run

    def _note(self, run: Run) -> None:
        self.lost += run.lost
        self.jumps += run.jumps
        self.late += run.late
        for place, event in run.events:
            if event["kind"] in CONTEXT:
                self.suspects.setdefault(place, []).append(event)

    async def _idle(self) -> None:
        """Before the first key: a page that focuses something now does so by itself. A short walk might not meet it."""
        await self.event_log.blur(unnoticed=True)
        await self.event_log.take()
        now = await self.walker.settle(IDLE)
        self.late += [*now.route, *now.late]

    async def _moves(self, forth: Run) -> list[Place]:
        """Whether focus moves by itself while nobody presses a key; asked only where it came unasked or came round."""
        if not self.late and not self.jumps and forth.end != "cycle":
            return []
        await self.session.pass_time(SLOW)  # for what the last key set going
        await self.event_log.blur(unnoticed=True)
        await self.event_log.take()
        await self.session.pass_time(1.2)
        now = await self.walker.settle(0)
        return list(dict.fromkeys([*now.route, *now.late]))[:5]

    async def _trap(self, cycle: list[Place]) -> None:
        if not cycle or self.moving or any(place in self.bad for place in cycle) or (self.late and self.traps):
            return  # known, or one of many of a page that moves focus about
        exits = await ways_out(self.walker, cycle)
        self.traps.append(exits)
        if exits["exit_key"] is None:
            self.bad |= set(cycle)
        else:
            self.good |= set(cycle)

    def _should(self, flag: int, visited: set[Place]) -> list[Place]:
        places: list[Place] = []
        for number in self.event_log.documents:
            if number < len(self.session.documents):
                flags = self.session.documents[number].flags
                places += [(number, at) for at, bits in enumerate(flags) if bits & flag and (number, at) not in visited]
        return places

    async def _alone(self, forth: Run) -> None:
        """Elements the walk did not come to: focus each, and see whether Tab leads on from there."""
        visited = {tab_stop.at for tab_stop in forth.stops if tab_stop.at}
        tabbable = self._should(TABBABLE, visited)
        others = [place for place in self._should(FOCUSABLE, visited) if place not in set(tabbable)]
        holders = set(self.session.holders)
        tried = 0
        for place in [*tabbable[:MAX_ALONE], *others[:MAX_ALONE]]:
            if self.walker.out_of_time:
                break
            tried += 1
            if place in self.good or place in self.bad or place in holders or not await self.event_log.focus(place):
                continue
            run = await self.walker.run("Tab", MAX_STOPS, good=self.good | self.bad, start=place)
            walked = {place} | {tab_stop.at for tab_stop in run.stops if tab_stop.at}
            if run.end in ("left", "known"):
                self.good |= walked - self.bad
            elif run.end == "cycle":
                await self._trap(run.cycle)
                self.good |= walked - self.bad
        total = len(visited) + len(tabbable) + len(others)
        if forth.end == "time" or len(self.session.worlds) > len(self.event_log.documents):
            self.session.reached("starts", len(visited) + tried, None, "time" if forth.end == "time" else "limit")
        else:
            why: Why = "time" if self.walker.out_of_time else "limit"
            self.session.reached("starts", len(visited) + tried, total, why)

    async def _back(self, forth: Run) -> None:
        """Backwards, for what a bar at the top covers then: only where a page can scroll."""
        if self.session.documents[0].scroll_size[1] <= 900 or len(forth.stops) < 3 or self.bad:
            return
        if not any(await self.session.everywhere("keyboard.hasBars")):
            return
        await self.event_log.focus(forth.stops[-1].at or (0, 0))

        async def each(now: Where | None) -> None:
            if now is not None and now.at is not None and now.data.get("cover"):
                self.covers.setdefault(now.at, (now, "Shift+Tab"))

        await self.walker.run("Shift+Tab", min(MAX_STOPS, len(forth.stops)), start=forth.stops[-1].at, each=each)

    async def _context(self) -> list[dict[str, Any]]:
        """What happened with focus, if it happens again with focus alone: a page may react to the key."""
        changes: list[dict[str, Any]] = []
        tried = 0
        for place, events in list(self.suspects.items())[:MAX_AGAIN]:
            if self.walker.out_of_time:
                break
            tried += 1
            await self.event_log.blur()
            await self.event_log.take()
            await self.event_log.focus(place)
            again = (await self.walker.settle(SLOW)).events
            for event in events:
                if any((one["kind"], one.get("url")) == (event["kind"], event.get("url")) for one in again):
                    # Not by itself, with focus elsewhere: a page that leaves on a timer proves nothing about focus.
                    await self.event_log.blur()
                    await self.walker.settle(SLOW)  # for what comes of it late
                    idle = (await self.walker.settle(2 * SLOW)).events
                    if not any(one["kind"] == event["kind"] for one in idle):
                        changes.append({"at": list(place), **event})
                    break
        self.session.reached("contexts", tried, len(self.suspects), "time" if tried < MAX_AGAIN else "limit")
        return changes

    async def _losses(self) -> list[Place]:
        """Elements that let go of focus a second time as well."""
        suspects, lost, tried = list(dict.fromkeys(self.lost)), list[Place](), 0
        for place in suspects:
            if self.walker.out_of_time:
                break
            tried += 1
            if await self._lost_again(place):
                lost.append(place)
        self.session.reached("losses", tried, len(suspects), "time")
        return lost

    async def _lost_again(self, place: Place) -> bool:
        await self.event_log.blur()
        await self.event_log.take()
        await self.event_log.focus(place)
        now = await self.walker.settle(SLOW)
        return place in now.route and now.at is None

    async def _covered(self, forth: Run) -> list[dict[str, Any]]:
        covered: list[dict[str, Any]] = []
        tried = 0
        for place, (where, key) in list(self.covers.items())[: focus_indicator.MAX_COVERED]:
            if self.walker.out_of_time:
                break
            tried += 1
            order = [tab_stop.at for tab_stop in forth.stops if tab_stop.at]
            at = order.index(place) if place in order else -1
            beside = at - 1 if key == "Tab" else at + 1
            if at < 0 or not 0 <= beside < len(order) or not await self.event_log.focus(order[beside] or place):
                continue
            await self.session.call("hold.scrollTo", where.data["sy"])
            await self.walker.press(key, SLOW)
            now = await self.walker.settle(2 * SLOW)  # a page may scroll smoothly
            if now.at != place or not now.data.get("cover"):
                continue
            self.session.touched = True
            if await focus_indicator.covered(self.walker, now):
                covered.append({"at": list(place), "bars": [[place[0], bar] for bar in now.data["cover"]], "key": key})
        by_number = tried == focus_indicator.MAX_COVERED
        self.session.reached("covered", tried, len(self.covers), "limit" if by_number else "time")
        return covered

    async def _hidden(self, forth: Run) -> list[dict[str, Any]]:
        """What Tab came to in parts hidden by aria-hidden: where focus stays, and where a script hands it on."""
        stops = [tab_stop.at for tab_stop in forth.stops if tab_stop.at]
        handed = [one for one, _ in forth.jumps if one not in stops]
        inside = await self._inside_hidden(dict.fromkeys([*stops, *handed]))
        hidden = [{"at": list(place), "rests": False} for place in inside if place in handed]
        met = [place for place in inside if place in stops]
        again = met[:MAX_HIDDEN]
        tried = 0
        if again:
            await self.walker.settle(REST)  # for a timer that an earlier focus set going
        for place in again:
            if self.walker.out_of_time:
                break
            tried += 1
            await self.event_log.blur()
            await self.event_log.take()
            await self.event_log.focus(place)
            now = await self.walker.settle(REST)
            rests = now.at == place and bool(await self._inside_hidden([place]))
            hidden.append({"at": list(place), "rests": rests})
        self.session.reached("hidden-stops", tried, len(met), "limit" if tried == MAX_HIDDEN else "time")
        return hidden

    async def _inside_hidden(self, places: Iterable[Place]) -> list[Place]:
        """Those that the page hides from assistive technology by aria-hidden, at this moment."""
        inside: list[Place] = []
        wanted = list(places)
        for number in self.event_log.documents:
            numbers = [at for document, at in wanted if document == number]
            if numbers:
                inside += [
                    (number, at) for at in await self.session.call("keyboard.inAriaHidden", numbers, document=number)
                ]
        return inside

    async def _skips(self, forth: Run) -> list[dict[str, Any]]:
        """Follow links to places of the page among the first stops, and see where the next Tab leads."""
        skips: list[dict[str, Any]] = []
        order = [tab_stop.at for tab_stop in forth.stops if tab_stop.at]
        early = order[:SKIP_AMONG]
        for at, place in enumerate(early):
            if self.walker.out_of_time:
                self.session.reached("skips", at, len(early), "time")
                break
            if place[0] != 0 or place[1] < 0 or at + 1 >= len(order):
                continue
            target = await self.session.call("keyboard.linkTarget", place[1])
            if target is None or not await self.event_log.focus(place):
                continue
            self.session.touched = True
            now = await self.walker.press("Enter", SLOW)
            if now.at == place or now.at is None:
                now = await self.walker.press("Tab")
            skips.append(
                {
                    "at": list(place),
                    "target": target,
                    "next": list(now.at) if now.at else None,
                    "plain": list(order[at + 1]),
                }
            )
            await self.session.call("hold.scrollTo", 0)
        return skips
