"""The guard proxy: the browser's only way out, so every request, redirect and sub-resource of a page is checked.

It connects to the very address that was checked, so a name that changes between two answers gains nothing. What it
refuses it remembers in the policy's `refusals`; it never answers in a site's place, so a site can't answer in its.
"""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urlsplit

from auditor.crawl.guard import AddressPolicy, GuardError
from auditor.crawl.lookup import Lookups

MAX_HEAD = 65_536
IDLE = 60.0  # seconds without a byte
CONNECT = 10.0  # seconds for all addresses of a host
CLOSE = 2.0
HASTY = 0.5  # seconds without a first byte, once a page has had its time to wait
MAX_CONNECTIONS = 256
PER_HOST = 32  # of these, to one host: one that answers nothing leaves room for the others
_HOP = (b"proxy-connection", b"proxy-authorization", b"connection", b"keep-alive", b"te", b"upgrade-insecure")


class GuardProxy:
    """A forward proxy on loopback, for one browser: what it has under way is the open page's and ends with it."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._server: asyncio.Server | None = None
        self._page = _Page()

    @property
    def url(self) -> str:
        """Its address."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def cut_off(self) -> None:
        """Fail all that is under way, and from now on what is not answered soon."""
        self._page.cut_off()

    def drop(self) -> None:
        """Give up all connections and lookups: their page is closed."""
        page, self._page = self._page, _Page()
        page.end()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MAX_HEAD)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        self.drop()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        page, task = self._page, asyncio.current_task()
        assert task is not None
        page.tasks.add(task)
        try:
            async with page.open:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE)
                await self._request(page, head, reader, writer)
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
            pass  # the browser went away, or sent what is no request
        except asyncio.CancelledError:
            if not (page.ended or page.hasty):  # the program itself ends
                raise
        finally:
            page.tasks.discard(task)
            await _closed(writer)

    async def _request(
        self, page: _Page, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        first, _, rest = head.partition(b"\r\n")
        method, target, version = first.split(b" ", 2)
        tunnel = method == b"CONNECT"
        parts = urlsplit(("//" if tunnel else "") + target.decode("ascii"))
        host, port = parts.hostname or "", parts.port or (443 if tunnel else 80)
        async with page.host(host):
            try:
                up_reader, up_writer = await self._connect(page, host, port)
            except GuardError as error:
                self._policy.refusals.add(host, port, error.kind)
                if tunnel:  # no page sees this answer
                    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    await writer.drain()
                return
            await self._forward(
                (method, version, rest),
                None if tunnel else parts,
                (reader, writer),
                (up_reader, up_writer),
                HASTY if page.hasty else IDLE,
            )

    async def _forward(
        self,
        head: tuple[bytes, bytes, bytes],
        parts: SplitResult | None,
        browser: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        site: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        patience: float,
    ) -> None:
        """Pass the request on and all that follows, both ways. `head`: method, version, header lines; `parts`: None in
        a tunnel; `patience`: seconds until the first byte, in a tunnel between any two."""
        (method, version, rest), (reader, writer), (up_reader, up_writer) = head, browser, site
        try:
            if parts is None:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = parts.path or "/"
                if parts.query:
                    path += "?" + parts.query
                upgrade = b"\r\nupgrade:" in b"\r\n" + rest.lower()
                lines = [
                    line
                    for line in rest.split(b"\r\n")
                    if line and (upgrade or line.split(b":", 1)[0].strip().lower() not in _HOP)
                ]
                lines += [] if upgrade else [b"Connection: close"]
                up_writer.write(
                    method + b" " + path.encode("ascii") + b" " + version + b"\r\n" + b"\r\n".join(lines) + b"\r\n\r\n"
                )
            await asyncio.gather(_pump(reader, up_writer), _pump(up_reader, writer, patience, again=parts is None))
        finally:
            await _closed(up_writer)

    async def _connect(self, page: _Page, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        failure: Exception | None = None
        limit = HASTY if page.hasty else CONNECT
        addresses = await self._policy.resolve(host, port, page.lookups)
        for ip in addresses:
            try:
                return await asyncio.wait_for(asyncio.open_connection(ip, port), limit / len(addresses))
            except (TimeoutError, OSError) as error:
                failure = error
        raise GuardError(f"{host}:{port} can't be reached: {failure}")


class _Page:
    """What one page has under way."""

    def __init__(self) -> None:
        self.open = asyncio.Semaphore(MAX_CONNECTIONS)
        self.lookups = Lookups()
        self.tasks: set[asyncio.Task[None]] = set()
        self.ended = self.hasty = False
        self._hosts: dict[str, asyncio.Semaphore] = {}

    def host(self, name: str) -> asyncio.Semaphore:
        """The share of one host."""
        return self._hosts.setdefault(name.lower(), asyncio.Semaphore(PER_HOST))

    def cut_off(self) -> None:
        """Give up what is under way now."""
        self.hasty = True
        for task in list(self.tasks):
            task.cancel()

    def end(self) -> None:
        """Give all of it up."""
        self.ended = True
        for task in list(self.tasks):
            task.cancel()


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError, TimeoutError):
        await asyncio.wait_for(writer.wait_closed(), CLOSE)


async def _pump(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, patience: float = IDLE, again: bool = False
) -> None:
    try:
        while data := await asyncio.wait_for(source.read(65_536), patience):
            patience = patience if again else IDLE
            sink.write(data)
            await sink.drain()
    except (TimeoutError, OSError):
        pass
    finally:
        with contextlib.suppress(OSError, RuntimeError):
            if sink.can_write_eof():
                sink.write_eof()
