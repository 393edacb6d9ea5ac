"""The guard proxy: the browser's only way out, so every request, redirect and sub-resource of a page is checked.

It connects to the very address that was checked, so a name that changes between two answers gains nothing. What it
refuses it remembers in the policy's `refusals`; it never answers in a site's place, so a site can't answer in its.
"""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from auditor.crawl.guard import AddressPolicy, GuardError

MAX_HEAD = 65_536
IDLE = 60.0  # seconds without a byte
CONNECT = 15.0
MAX_CONNECTIONS = 256
_HOP = (b"proxy-connection", b"proxy-authorization", b"connection", b"keep-alive", b"te", b"upgrade-insecure")


class GuardProxy:
    """A forward proxy on loopback."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._server: asyncio.Server | None = None
        self._open = asyncio.Semaphore(MAX_CONNECTIONS)

    @property
    def url(self) -> str:
        """Its address."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MAX_HEAD)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._open:
            try:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE)
                await self._request(head, reader, writer)
            except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
                pass  # the browser went away, or sent what is no request
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

    async def _request(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, _, rest = head.partition(b"\r\n")
        method, target, version = first.split(b" ", 2)
        tunnel = method == b"CONNECT"
        parts = urlsplit(("//" if tunnel else "") + target.decode("ascii"))
        host, port = parts.hostname or "", parts.port or (443 if tunnel else 80)
        try:
            up_reader, up_writer = await self._connect(host, port)
        except GuardError as error:
            self._policy.refusals.add(host, port, error.kind)
            if tunnel:  # no page sees this answer
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            return
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = parts.path or "/"
                if parts.query:
                    path += "?" + parts.query
                upgrade = b"\r\nupgrade:" in head.lower()
                lines = [
                    line
                    for line in rest.split(b"\r\n")
                    if line and (upgrade or line.split(b":", 1)[0].strip().lower() not in _HOP)
                ]
                lines += [] if upgrade else [b"Connection: close"]
                up_writer.write(
                    method + b" " + path.encode("ascii") + b" " + version + b"\r\n" + b"\r\n".join(lines) + b"\r\n\r\n"
                )
            await asyncio.gather(_pump(reader, up_writer), _pump(up_reader, writer))
        finally:
            up_writer.close()
            with contextlib.suppress(OSError):
                await up_writer.wait_closed()

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        failure: Exception | None = None
        for ip in await self._policy.resolve(host, port):
            try:
                return await asyncio.wait_for(asyncio.open_connection(ip, port), CONNECT)
            except (TimeoutError, OSError) as error:
                failure = error
        raise GuardError(f"{host}:{port} can't be reached: {failure}")


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await asyncio.wait_for(source.read(65_536), IDLE):
            sink.write(data)
            await sink.drain()
    except (TimeoutError, OSError):
        pass
    finally:
        with contextlib.suppress(OSError, RuntimeError):
            if sink.can_write_eof():
                sink.write_eof()
