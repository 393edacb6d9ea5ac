"""Runs a coroutine to its end, or until Ctrl-C or SIGTERM asks it to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
LOG = logging.getLogger(__name__)


async def alone(work: Coroutine[Any, Any, T]) -> T:
    """The work's result, in an event loop that has nothing else to do.

    Calls that wait for a browser when it ends fail with nobody there to be told: that is for those who look for faults
    of this program, not for the terminal."""
    asyncio.get_running_loop().set_exception_handler(_noted)
    return await work


def _noted(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    LOG.debug("%s", context.get("message"), exc_info=context.get("exception"))


async def until_interrupted(work: Callable[[], Awaitable[None]]) -> bool:
    """True when a signal stopped the work. What was finished by then is with its sink."""
    task = asyncio.ensure_future(work())
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        task.cancel()

    loop = asyncio.get_running_loop()
    handled = []
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows' event loops know no signal handlers, and only the main thread may set them: there Ctrl+C ends it.
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(name, stop)
            handled.append(name)
    try:
        await task
    except asyncio.CancelledError:
        if not stopped:
            raise
    except BaseExceptionGroup as group:
        first: BaseException = group
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        raise first from None
    finally:
        for name in handled:
            loop.remove_signal_handler(name)
    return stopped
