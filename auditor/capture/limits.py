"""Work on a page that may die or never end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from playwright.async_api import Error as PlaywrightError

from auditor.capture import validity
from auditor.capture.cutting import cut
from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.schema import PageCapture
from auditor.messages import Note, note

T = TypeVar("T")
GRACE = 2.0  # s that cancelled work gets to put things back


def failure(error: Exception) -> Note:
    """Why a step failed, in the words of what it was done with."""
    said = cut(str(error).splitlines()[0], 200) if str(error) else ""
    return note("capture.failed", what=f"{type(error).__name__}: {said}")


async def with_deadline(work: Coroutine[Any, Any, T], seconds: float) -> T:
    """The work's result; TimeoutError after some seconds. Work that waits on even when cancelled is left to itself."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=max(0.0, seconds))
        if task.done():
            return task.result()
    finally:
        await _end(task)
    raise TimeoutError


async def with_retry(
    work: Callable[[], Coroutine[Any, Any, Any]], seconds: float, between: Callable[[], Awaitable[None]]
) -> bool:
    """Whether the work got done: tried again, after `between` has put an end to what held it up."""
    for _ in range(2):
        try:
            await with_deadline(work(), seconds)
            return True
        except TimeoutError:
            await between()
    return False


async def _end(task: asyncio.Future[Any]) -> None:
    """Cancel, and see it out for a moment: what it does at its end may hang as well."""
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    for _ in range(2):
        if task.done():
            return
        task.cancel()
        await asyncio.wait({task}, timeout=GRACE)


async def with_crash_guard(
    work: Coroutine[Any, Any, T], seconds: float, crashed: asyncio.Event, capture: PageCapture
) -> T | None:
    """The work's result; None, with the reason in `capture.error`, where the page died or took too long."""
    task = asyncio.ensure_future(work)
    crash = asyncio.ensure_future(crashed.wait())
    try:
        done, _ = await asyncio.wait({task, crash}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if task in done:
            return task.result()
        capture.error = (
            validity.network_error("page crashed")
            if crashed.is_set()
            else ("timeout", note("capture.not-in-time", seconds=seconds))
        )
    except PlaywrightError as error:
        capture.error = capture.error or validity.network_error("page crashed" if crashed.is_set() else error.message)
    except ScriptError as error:
        capture.error = capture.error or ("crashed", note("page.script-world", what=str(error)))
    finally:
        crash.cancel()
        await _end(task)
    capture.views = {}
    return None
