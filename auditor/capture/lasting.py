"""Work on a page that may die or never end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, TypeVar

from playwright.async_api import Error as PlaywrightError

from auditor.capture import gate
from auditor.capture.shapes import PageCapture
from auditor.capture.worlds import ScriptError

T = TypeVar("T")


async def within(work: Coroutine[Any, Any, T], seconds: float, crashed: asyncio.Event, found: PageCapture) -> T | None:
    """The work's result; None, with the reason in `found.error`, where the page died or took too long."""
    task = asyncio.ensure_future(work)
    crash = asyncio.ensure_future(crashed.wait())
    try:
        done, _ = await asyncio.wait({task, crash}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if task in done:
            return task.result()
        found.error = (
            gate.network_error("page crashed")
            if crashed.is_set()
            else ("timeout", f"{seconds:g} 秒内没有完成 / not done within {seconds:g} s")
        )
    except PlaywrightError as error:
        found.error = found.error or gate.network_error("page crashed" if crashed.is_set() else error.message)
    except ScriptError as error:
        found.error = found.error or (
            "crashed",
            f"页面脚本环境异常：{error} / the page's script environment failed: {error}",
        )
    finally:
        crash.cancel()
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, PlaywrightError, ScriptError):
                await task
    found.views.clear()
    return None
