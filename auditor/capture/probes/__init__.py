"""Probes drive an opened page and write down what happens; rules judge it (`Rule.needs`, `view.observed(name)`).

One module a probe, found by its name:

    ORDER = 20        # lower ones run first; those that leave the page changed come last
    SECONDS = 20.0    # its limit on one page
    REAL_TIME = True  # optional: what it watches plays or loads by itself; such probes come first, see `page_clock`
    CHANGES = False   # whether it leaves the page other than it found it; the next probe then starts on a reload
    async def observe(session: ProbeSession) -> ...: ...   # its result in auditor/capture/schema/probes

A probe never judges. Where it has a limit it says how far it came (`session.reached`, parts in schema/extent.py). It
runs while the page is held: no request but GET leaves it and it can't navigate.
"""

from __future__ import annotations

import importlib
import pkgutil
import time
from functools import cache
from types import ModuleType
from typing import Any

import msgspec
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.limits import failure, with_deadline
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.page import Observation
from auditor.messages import note

LEAST_SECONDS = 1.0  # with less time left nothing is begun
RELOAD_SECONDS = 24.0  # of opening the page again
MAX_UNLIKE = 2  # times running that it may be another one then, before that is taken for its nature
REST_SECONDS = 6.0  # of putting it back to rest


@cache
def _modules() -> dict[str, ModuleType]:
    modules = {
        item.name: importlib.import_module(f"{__name__}.{item.name}")
        for item in pkgutil.iter_modules(__path__)
        if not item.ispkg  # `shared` holds what several probes share
    }
    return dict(sorted(modules.items(), key=lambda pair: (not _in_real_time(pair[1]), pair[1].ORDER, pair[0])))


def names() -> tuple[str, ...]:
    """All probes, in the order they run."""
    return tuple(_modules())


async def run_all(
    wanted: tuple[str, ...], session: ProbeSession, observations: dict[str, Observation], end: float
) -> None:
    """Fill `observations` probe by probe. `end` on the monotonic clock."""
    await _rest(session)
    async with session.held():
        for name, module in _modules().items():
            if name in wanted:
                begun = time.perf_counter()
                observations[name] = await _one(module, session, end)
                session.spent[name] = round((time.perf_counter() - begun) * 1000)


async def _one(module: ModuleType, session: ProbeSession, end: float) -> Observation:
    def left(most: float) -> float:
        return min(most, end - time.monotonic())

    if left(LEAST_SECONDS) < LEAST_SECONDS:
        return Observation(untested=note("capture.no-time-page"))
    seconds, reopened = left(RELOAD_SECONDS), False
    try:
        if session.touched and not await with_deadline(_opened_again(session), seconds):
            return Observation(untested=note("capture.unlike"))
        seconds, reopened = left(module.SECONDS), True
        session.extents = {}
        data = await with_deadline(_observed(module, session), seconds)
        session.touched = session.touched or module.CHANGES
        if not module.CHANGES:
            await _rest(session)
        return Observation(msgspec.Raw(msgspec.json.encode(data)), extents=list(session.extents.values()))
    except TimeoutError:
        session.touched = True
        await session.free()
        limit = round(max(0.0, seconds))
        if reopened:
            return Observation(untested=note("capture.not-in-time", seconds=limit))
        return Observation(untested=note("capture.not-reopened-in-time", seconds=limit))
    except (ScriptError, PlaywrightError, LookupError, TypeError, ValueError, AttributeError) as error:
        session.touched = True
        return Observation(untested=failure(error))


def _in_real_time(module: ModuleType) -> bool:
    return bool(getattr(module, "REAL_TIME", False))


async def _observed(module: ModuleType, session: ProbeSession) -> Any:
    if not _in_real_time(module):
        await session.clock.take_over()
    return await module.observe(session)


async def _opened_again(session: ProbeSession) -> bool:
    """Whether the page could be had as it was at first. Where a script that answers late has replaced it since, once
    more; one that replaces itself all the time is taken as it is."""
    for _ in range(2):
        if session.unlike >= MAX_UNLIKE or not await session.reload():
            return False
        if not await session.worn():
            break
    return True


async def _rest(session: ProbeSession) -> None:
    """The page as the next probe expects it; where that can't be had, it is opened again."""
    try:
        await with_deadline(session.rest(), REST_SECONDS)
        session.touched = session.touched or await with_deadline(session.worn(), REST_SECONDS)
    except (TimeoutError, ScriptError, PlaywrightError):
        session.touched = True
        await session.free()
