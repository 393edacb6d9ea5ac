"""A small client for robots.txt and sitemaps. Never raises for what a network does."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp

from auditor.crawl.credentials import Credentials
from auditor.crawl.guard import AddressPolicy, GuardError, GuardResolver

MAX_REDIRECTS = 5


@dataclass(frozen=True)
class Fetched:
    """An answer: `status` None and `error` where there was none. `body` is cut at the client's limit."""

    url: str
    status: int | None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str | None = None


class Fetcher:
    """GET with limits; redirects by hand, each address checked. The login's headers go to its own origins only."""

    def __init__(
        self,
        policy: AddressPolicy,
        user_agent: str,
        timeout: float = 15,
        max_bytes: int = 10_000_000,
        login: Credentials | None = None,
    ) -> None:
        self._login = login or Credentials()
        self._policy, self._agent, self._timeout, self._max = policy, user_agent, timeout, max_bytes
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=GuardResolver(self._policy), limit=4),
            timeout=aiohttp.ClientTimeout(total=self._timeout),
            headers={"User-Agent": self._agent},
            auto_decompress=True,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, url: str) -> Fetched:
        """The answer after at most five redirects."""
        assert self._session is not None, "use it as a context manager"
        here = url
        try:
            for _ in range(MAX_REDIRECTS + 1):
                parts = urlsplit(here)
                # aiohttp asks no resolver about literal addresses.
                await self._policy.resolve(parts.hostname or "", parts.port or 80)
                headers = self._login.fetch_headers(here)
                async with self._session.get(here, headers=headers, allow_redirects=False) as answer:
                    if answer.status in (301, 302, 303, 307, 308) and "Location" in answer.headers:
                        here = urljoin(here, answer.headers["Location"])
                        continue
                    body = await answer.content.read(self._max) if answer.content else b""
                    while len(body) < self._max and (more := await answer.content.read(self._max - len(body))):
                        body += more
                    return Fetched(here, answer.status, {k.lower(): v for k, v in answer.headers.items()}, body)
            return Fetched(here, None, error="too many redirects")
        except (TimeoutError, aiohttp.ClientError, GuardError, OSError, ValueError) as error:
            return Fetched(here, None, error=f"{type(error).__name__}: {error}")
