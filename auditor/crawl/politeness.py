"""Politeness: few pages of one host at once, its crawl-delay kept, its requests to wait honoured."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

PER_HOST = 2  # pages of one host at once; ours
MAX_WAIT = 60.0
MOST_ASKED = 1e9
FIRST_WAIT = 2.0
ATTEMPTS = 3


class HostGate:
    """Turns at hosts. `clock` and `sleep` are replaced in tests."""

    def __init__(
        self,
        per_host: int = PER_HOST,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_host, self._clock, self._sleep = per_host, clock, sleep
        self._slots: dict[str, asyncio.Semaphore] = {}
        self._delay: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def set_delay(self, url: str, seconds: float) -> None:
        """Keep at least so long between two requests to the address's host."""
        self._delay[urlsplit(url).hostname or ""] = seconds

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait for a turn at the address's host."""
        host = urlsplit(url).hostname or ""
        slot = self._slots.setdefault(host, asyncio.Semaphore(1 if self._delay.get(host) else self._per_host))
        async with slot:
            wait = self._next.get(host, 0.0) - self._clock()
            if self._delay.get(host):
                self._next[host] = max(self._next.get(host, 0.0), self._clock()) + self._delay[host]
            if wait > 0:
                await self._sleep(wait)
            yield

    async def rest(self, url: str) -> None:
        """Wait until the host has rested."""
        await self._sleep(max(0.0, self._next.get(urlsplit(url).hostname or "", 0.0) - self._clock()))

    def hold(self, url: str, seconds: float) -> None:
        """The host rests for so long."""
        host = urlsplit(url).hostname or ""
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)

    def retry_after(self, url: str, status: int | None, header: str | None, attempt: int) -> float | None:
        """Seconds to wait before asking again, None to give up. Only 429 and 503 are asked again."""
        if status not in (429, 503) or attempt >= ATTEMPTS:
            return None
        asked = asked_wait(header)
        if asked is not None:
            return asked if asked <= MAX_WAIT else None
        return FIRST_WAIT * float(2 ** (attempt - 1))


def asked_wait(header: str | None) -> float | None:
    """Seconds that a server asks to wait, at most some decades; None where it asks for none."""
    found = _seconds(header)
    return None if found is None else min(found, MOST_ASKED)


def _seconds(header: str | None) -> float | None:
    if not header:
        return None
    try:
        if header.strip().isdecimal():
            return float(header)
        moment = parsedate_to_datetime(header)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):  # a server's text: no date, or none that there can be
        return None
