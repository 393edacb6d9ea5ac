"""Names looked up in threads of their own, with a limit: a name that never resolves keeps nothing else waiting.

The system's resolver can't be interrupted, so a lookup that takes too long is left to itself; its thread ends when the
resolver gives up, and the program does not wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = 48  # threads of one page's lookups
SECONDS = 8.0  # of one lookup, waiting included
_Rows = list[Any]


@dataclass
class Lookups:
    """One page's lookups, or one client's. `resolve`: as `socket.getaddrinfo`, replaced in tests."""

    resolve: Callable[..., _Rows] | None = None
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _under_way: dict[tuple[str, int], asyncio.Future[_Rows]] = field(default_factory=dict)

    async def addresses(self, name: str, port: int) -> _Rows:
        """As `socket.getaddrinfo` gives them. Raises OSError, UnicodeError, TimeoutError."""
        key = name, port
        if (held := self._under_way.get(key)) is None:
            held = asyncio.ensure_future(self._look_up(name, port))
            held.add_done_callback(lambda done: self._forget(key, done))
            self._under_way[key] = held
        return await asyncio.wait_for(asyncio.shield(held), SECONDS)

    def _forget(self, key: tuple[str, int], done: asyncio.Future[_Rows]) -> None:
        self._under_way.pop(key, None)
        if not done.cancelled():
            done.exception()  # told to those who wait, if any still do

    async def _look_up(self, name: str, port: int) -> _Rows:
        async with self._turn:
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[_Rows] = loop.create_future()

            def work() -> None:
                try:
                    rows, error = (self.resolve or socket.getaddrinfo)(name, port, type=socket.SOCK_STREAM), None
                except Exception as fault:
                    rows, error = [], fault
                with contextlib.suppress(RuntimeError):  # the loop is gone: nobody waits
                    loop.call_soon_threadsafe(_tell, answer, rows, error)

            threading.Thread(target=work, name="lookup", daemon=True).start()
            return await answer


def _tell(answer: asyncio.Future[_Rows], rows: _Rows, error: Exception | None) -> None:
    if answer.done():
        return
    if error is None:
        answer.set_result(rows)
    else:
        answer.set_exception(error)
