"""A page that hangs keeps no other waiting: its connections and names are its own, and end with it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from auditor.crawl import lookup
from auditor.crawl.guard import AddressPolicy
from auditor.crawl.lookup import Lookups
from auditor.crawl.proxy import PER_HOST, GuardProxy


@asynccontextmanager
async def server() -> AsyncIterator[tuple[int, list[asyncio.StreamWriter]]]:
    """Answers /answers, and nothing else; its port and the connections that hang."""
    hanging: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b" /answers" in head:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
            await writer.drain()
            writer.close()
        else:
            hanging.append(writer)

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1], hanging
    finally:
        for writer in hanging:
            writer.close()
        listening.close()


async def ask(proxy: GuardProxy, host: str, port: int, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    own = int(proxy.url.rsplit(":", 1)[1])
    reader, writer = await asyncio.open_connection("127.0.0.1", own)
    writer.write(f"GET http://{host}:{port}/{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    await writer.drain()
    return reader, writer


async def until(test: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not test():
        assert time.monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.02)


async def test_a_host_that_hangs_leaves_room_for_others_and_ends_with_its_page() -> None:
    async with server() as (port, hanging), GuardProxy(AddressPolicy(allow_private=True)) as proxy:
        held = [await ask(proxy, "127.0.0.1", port, "hangs") for _ in range(PER_HOST + 40)]
        await until(lambda: len(hanging) == PER_HOST)
        reader, writer = await ask(proxy, "127.0.0.2", port, "answers")  # nobody listens there: it is told at once
        assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()
        reader, writer = await ask(proxy, "localhost", port, "answers")
        assert (await asyncio.wait_for(reader.read(), 10)).endswith(b"ok")
        writer.close()
        proxy.drop()
        for reader, writer in held:
            assert await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()
        reader, writer = await ask(proxy, "127.0.0.1", port, "answers")
        assert (await asyncio.wait_for(reader.read(), 10)).endswith(b"ok")
        writer.close()


async def test_a_page_that_had_its_time_waits_no_longer() -> None:
    async with server() as (port, hanging), GuardProxy(AddressPolicy(allow_private=True)) as proxy:
        before, writer = await ask(proxy, "localhost", port, "hangs")
        await until(lambda: hanging)
        proxy.cut_off()
        assert await asyncio.wait_for(before.read(), 10) == b""
        writer.close()
        later, writer = await ask(proxy, "localhost", port, "hangs")  # much less than the minute it would wait
        assert await asyncio.wait_for(later.read(), 10) == b""
        writer.close()
        good, writer = await ask(proxy, "localhost", port, "answers")
        assert (await asyncio.wait_for(good.read(), 10)).endswith(b"ok")
        writer.close()


async def test_names_that_never_resolve_keep_no_thread_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "SECONDS", 0.5)
    release, asked = threading.Event(), []

    def resolve(name: str, port: int, **_: Any) -> list[Any]:
        asked.append(name)
        if name.startswith("never"):
            release.wait(60)
            raise OSError("gave up")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", port))]

    page, other = Lookups(resolve), Lookups(resolve)
    try:
        waiting = [asyncio.ensure_future(page.addresses(f"never{n}.example", 80)) for n in range(290)]
        await until(lambda: len(asked) == lookup.AT_ONCE)
        # Neither another page's names nor the threads that judge wait for them.
        assert (await asyncio.wait_for(other.addresses("good.example", 80), 20))[0][4][0] == "192.0.2.1"
        assert await asyncio.wait_for(asyncio.to_thread(lambda: 1), 20) == 1
        found = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 20)
        assert {type(fault) for fault in found} == {TimeoutError}
        assert threading.active_count() < lookup.AT_ONCE + 60
    finally:
        release.set()
        with contextlib.suppress(TimeoutError):
            await until(lambda: not [one for one in threading.enumerate() if one.name == "lookup"])


async def test_a_name_is_asked_for_once_at_a_time() -> None:
    gate, asked = threading.Event(), []

    def resolve(name: str, port: int, **_: Any) -> list[Any]:
        asked.append(name)
        gate.wait(20)
        raise OSError("no such name")

    lookups = Lookups(resolve)
    both = [asyncio.ensure_future(lookups.addresses("a.example", 80)) for _ in range(2)]
    await until(lambda: asked)
    gate.set()
    assert [type(fault) for fault in await asyncio.gather(*both, return_exceptions=True)] == [OSError, OSError]
    assert asked == ["a.example"]
