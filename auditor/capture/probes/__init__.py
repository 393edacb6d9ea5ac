"""Probes drive an opened page and write down what happens; rules judge it (`Rule.needs`, `view.observed(name)`).

One module a probe, found by its name:

    ORDER = 20        # lower ones run first; those that leave the page changed come last
    SECONDS = 20.0    # its limit on one page
    CHANGES = False   # whether it leaves the page other than it found it; the next probe then starts on a reload
    async def observe(stage: Stage) -> dict[str, Any]: ...   # JSON-able, small; elements as [document, number]

A probe never judges. It runs while the page is held: no request but GET leaves it and it can't navigate.
"""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import time
from functools import cache
from types import ModuleType
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.stage import Stage
from auditor.capture.worlds import ScriptError


@cache
def _modules() -> dict[str, ModuleType]:
    found = {
        item.name: importlib.import_module(f"{__name__}.{item.name}")
        for item in pkgutil.iter_modules(__path__)
        if not item.name.startswith("_")
    }
    return dict(sorted(found.items(), key=lambda pair: (pair[1].ORDER, pair[0])))


def names() -> tuple[str, ...]:
    """All probes, in the order they run."""
    return tuple(_modules())


async def run_all(wanted: tuple[str, ...], stage: Stage, found: dict[str, dict[str, Any]], end: float) -> None:
    """Fill `found` probe by probe: {"data": …} or {"untested": why}. `end` on the monotonic clock."""
    await stage.rest()
    async with stage.held():
        for name, module in _modules().items():
            if name in wanted:
                begun = time.perf_counter()
                found[name] = await _one(module, stage, end)
                stage.spent[name] = round((time.perf_counter() - begun) * 1000)


async def _one(module: ModuleType, stage: Stage, end: float) -> dict[str, Any]:
    seconds = min(module.SECONDS, end - time.monotonic())
    if seconds < 1:
        return {"untested": "no time left for this page"}
    try:
        if stage.touched and not await stage.reload():
            return {"untested": "the page is not the same when it is opened again"}
        data = await asyncio.wait_for(module.observe(stage), seconds)
        stage.touched = stage.touched or module.CHANGES
        if not module.CHANGES:
            await stage.rest()
        return {"data": data}
    except TimeoutError:
        stage.touched = True
        return {"untested": f"not done within {seconds:.0f} s"}
    except (ScriptError, PlaywrightError, LookupError, TypeError, ValueError, AttributeError) as error:
        stage.touched = True
        return {"untested": f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}"}
