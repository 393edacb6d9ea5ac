"""The deeper look at some pages: further views, then probes, each within its time and all within the page's.

Whatever goes wrong here, what every page gets is kept; what is not done is written down as not tested.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urldefrag

from playwright.async_api import Error as PlaywrightError

from auditor.capture import probes
from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.limits import failure, with_crash_guard, with_deadline
from auditor.capture.navigation_lock import NavigatedAway, navigation_locked
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema import PageCapture
from auditor.capture.schema.page import Observation
from auditor.capture.view_capture import BACK_SECONDS, Opened, Options, StageTimer, free_from_view, take_view
from auditor.capture.views import ALWAYS, VIEWS
from auditor.messages import Note, note

VIEW_SECONDS = 30.0  # of one view
VIEWS_SHARE = 0.6  # of the page's time that all views may take: the probes have a right to the rest
OVER = 5.0  # s past the page's time until work that doesn't end is given up


async def deepen(
    opened: Opened, capture: PageCapture, options: Options, timer: StageTimer, crashed: asyncio.Event
) -> None:
    """Run the deeper views and probes on a page whose two views are taken, if it is chosen for them."""
    later = [name for name in options.views if name not in ALWAYS]
    if not later and not options.probes:
        return
    if options.deep is not None and not await options.deep(capture):
        return
    capture.deep = True
    timer.mark("wait")
    end = time.monotonic() + options.deep_timeout
    views_end = end - (1 - VIEWS_SHARE) * options.deep_timeout if options.probes else end
    why = await _lasting(_views(opened, later, capture, options, timer, views_end), views_end, crashed)
    for name in later:
        if name not in capture.views:
            capture.untested[name] = capture.untested.get(name) or why or note("capture.not-captured")
    timer.mark("views")
    if options.probes:
        documents = capture.views["desktop"].documents
        acting = {urldefrag(link).url for link in capture.acting_links}
        probe_session = ProbeSession(
            opened.page,
            opened.session,
            opened.worlds,
            documents,
            lambda url: options.may_visit(url) and urldefrag(url).url not in acting,
        )
        why = await _lasting(probes.run_all(options.probes, probe_session, capture.observations, end), end, crashed)
        for name in options.probes:
            capture.observations.setdefault(name, Observation(untested=why or note("capture.not-run")))
        timer.mark("probes")
        timer.spent.update(probe_session.spent)


async def _views(
    opened: Opened, names: list[str], capture: PageCapture, options: Options, timer: StageTimer, end: float
) -> None:
    async with navigation_locked(opened.session, opened.worlds) as departures:
        for name in names:
            seconds = min(VIEW_SECONDS, end - time.monotonic())
            if seconds < 1:
                capture.untested[name] = note("capture.no-time-view")
                continue
            try:
                await with_deadline(take_view(opened, VIEWS[name], capture, options, timer, departures), seconds)
            except TimeoutError:
                capture.untested[name] = note("capture.not-in-time", seconds=round(seconds))
                await free_from_view(opened)
            except NavigatedAway as error:
                capture.untested[name] = error.why
            except (ScriptError, PlaywrightError) as error:
                capture.untested[name] = failure(error)
        try:
            await with_deadline(VIEWS["desktop"].enter(opened.session, opened.worlds), BACK_SECONDS)
        except TimeoutError:
            await free_from_view(opened)


async def _lasting(work: Coroutine[Any, Any, None], end: float, crashed: asyncio.Event) -> Note | None:
    """Why the work did not come to its end; None where it did."""

    async def nothing_returned() -> None:
        await work

    shadow = PageCapture(url="")
    await with_crash_guard(nothing_returned(), max(1.0, end + OVER - time.monotonic()), crashed, shadow)
    return shadow.error[1] if shadow.error else None
