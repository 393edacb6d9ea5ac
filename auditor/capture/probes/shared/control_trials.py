"""The page's own controls, tried one by one: what each of them changes, and whether it puts a stop to something."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probes.shared.page_event_log import PageEventLog, Place

MAX_TRIALS = 14
WAIT = 0.12  # s for what a control does to happen
Effect = tuple[int, int, str, str]  # document, number, kind of change, direction of a number ("+", "-", "")


@dataclass
class Trials:
    """Controls that were tried. `all`: none was left for want of time or by the limit."""

    tried: list[dict[str, Any]] = field(default_factory=list)
    all: bool = True


def effects(changes: list[list[Any]], noise: set[tuple[int, int, str]]) -> set[Effect]:
    """Changes without what happens by itself, with the direction in which a number went."""
    changed: set[Effect] = set()
    for document, number, kind, *values in changes:
        if kind == "focus" or (document, number, kind) in noise:
            continue
        direction = ""
        if len(values) == 2:
            with contextlib.suppress(ValueError):
                direction = "+" if float(values[0]) > float(values[1]) else "-"
        changed.add((document, number, kind, direction))
    return changed


async def use(event_log: PageEventLog, place: Place) -> bool:
    """Use a control as a person would; whether it is there."""
    with contextlib.suppress(ScriptError, PlaywrightError):
        done = bool(await event_log.session.call("controlTrials.use", place[1], document=place[0]))
        await event_log.session.pass_time(WAIT)
        return done
    return False


async def try_all(
    event_log: PageEventLog,
    noise: set[tuple[int, int, str]],
    still: Callable[[], Awaitable[bool]],
    out_of_time: Callable[[], bool],
    renew: Callable[[], Awaitable[bool]] | None = None,
    states: Sequence[Callable[[], Awaitable[object]]] = (),
) -> Trials:
    """Use each control that is seen, those too that another one brings up. `still` says whether the thing still
    happens.

    `renew` opens the page anew before each control, for a thing that happens only once. `states` bring the page into
    states in which a control is used as well: one that lowers a value does nothing while that is at its end."""
    trials = Trials()
    brought_by: dict[int, dict[str, Any]] = {}
    first = await event_log.session.call("controlTrials.list", 2 * MAX_TRIALS)
    while True:
        waiting = (
            first[len(trials.tried) :] if renew else await event_log.session.call("controlTrials.list", 2 * MAX_TRIALS)
        )
        if not waiting:
            return trials
        if len(trials.tried) >= MAX_TRIALS or out_of_time() or (renew and not await renew()):
            trials.all = False
            return trials
        place = (0, waiting[0])
        words = str(await event_log.session.call("controlTrials.nameOf", place[1]))
        await event_log.snap()
        if not await use(event_log, place):
            if renew:
                trials.tried.append({"at": list(place), "words": words, "effects": [], "stops": False, "by": None})
            continue
        done = effects(await event_log.changed(), noise)
        brought = set(await event_log.session.call("controlTrials.list", 2 * MAX_TRIALS)) - set(
            first if renew else waiting
        )
        for number in brought:
            brought_by.setdefault(number, {"at": list(place), "words": words})
        stops = not await still()
        for state in () if stops or renew else states:
            await state()
            await event_log.snap()
            if await use(event_log, place):
                done |= effects(await event_log.changed(), noise)
        trials.tried.append(
            {
                "at": list(place),
                "words": words,
                "effects": sorted(done)[:40],
                "stops": stops,
                "by": brought_by.get(place[1]),
            }
        )
        if renew:
            trials.all = trials.all and not brought
        elif stops and await use(event_log, place) and not await still():
            # Switched back, it doesn't start again: the controls that follow can't be judged by this.
            trials.all = False
            return trials
