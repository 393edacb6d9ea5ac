"""Runs a coroutine to its end, or until Ctrl-C or SIGTERM asks it to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable


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
