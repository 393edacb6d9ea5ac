"""The deeper look at some pages: further views, then probes, each within its time.

Whatever goes wrong here, what every page gets is kept; what is not done is written down as not tested.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from auditor.capture import probes
from auditor.capture.lasting import within
from auditor.capture.shapes import PageCapture
from auditor.capture.stage import Stage
from auditor.capture.viewing import Opened, Options, Watch, take_view
from auditor.capture.views import ALWAYS, VIEWS


async def deepen(opened: Opened, found: PageCapture, options: Options, watch: Watch, crashed: asyncio.Event) -> None:
    """Run the deeper views and probes on a page whose two views are taken, if it is chosen for them."""
    later = [name for name in options.views if name not in ALWAYS]
    if not later and not options.probes:
        return
    if options.deep is not None and not await options.deep(found):
        return
    found.deep = True
    watch.mark("wait")
    end = time.monotonic() + options.deep_timeout
    shadow = PageCapture(url=found.url)

    async def views() -> None:
        for name in later:
            if time.monotonic() > end:
                found.untested[name] = "timeout"
                continue
            await take_view(opened, VIEWS[name], found, options, watch)
        await VIEWS["desktop"].enter(opened.session, opened.worlds)

    await _lasting(views(), options.deep_timeout, crashed, shadow)
    for name in later:
        if name not in found.views:
            found.untested[name] = found.untested.get(name) or (shadow.error[1] if shadow.error else "not captured")
    watch.mark("views")
    if options.probes:
        documents = found.views["desktop"].documents
        stage = Stage(opened.page, opened.session, opened.worlds, documents)
        await _lasting(
            probes.run_all(options.probes, stage, found.observations, end), options.deep_timeout, crashed, shadow
        )
        for name in options.probes:
            found.observations.setdefault(name, {"untested": shadow.error[1] if shadow.error else "not run"})
        watch.mark("probes")
        watch.spent.update(stage.spent)


async def _lasting(
    work: Coroutine[Any, Any, None], seconds: float, crashed: asyncio.Event, shadow: PageCapture
) -> None:
    async def nothing_returned() -> None:
        await work

    await within(nothing_returned(), seconds + 5, crashed, shadow)
