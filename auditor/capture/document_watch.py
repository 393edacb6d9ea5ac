"""Counts the bytes of a page's document as they come, unpacked, and ends the page at a limit.

The browser itself tells of each piece, with a proxy or without, whatever the document was packed with. Only a tab's
first document is counted: what comes later the watch on memory ends (`memory_watch`)."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from auditor.messages import Note, note

MB = 1_000_000
MAX_DOCUMENT = 8 * MB  # of HTML; ours: a hundred times an ordinary page's
CRASH_SECONDS = 2.0

_TOO_LARGE: WeakKeyDictionary[BrowserContext, Note | None] = WeakKeyDictionary()


def watch_documents(context: BrowserContext) -> None:
    """From now on documents of tabs that `new_page` opens in the context are counted."""
    _TOO_LARGE[context] = None


def too_large_document(context: BrowserContext) -> Note | None:
    """Why a page of the context was ended since this was last asked; None where none was."""
    held = _TOO_LARGE.get(context)
    if held is not None:
        _TOO_LARGE[context] = None
    return held


async def begin(page: Page) -> None:
    """Count a new tab's first document, where its context is watched."""
    if page.context not in _TOO_LARGE:
        return
    with contextlib.suppress(PlaywrightError):
        session = await page.context.new_cdp_session(page)
        count = _Count(page.context, session)
        session.on("Network.requestWillBeSent", count.request)
        session.on("Network.dataReceived", count.data)
        session.on("Network.loadingFinished", count.end)
        session.on("Network.loadingFailed", count.end)
        await session.send("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0})


class _Count:
    def __init__(self, context: BrowserContext, session: CDPSession) -> None:
        self._context, self._session = context, session
        self._document: str | None = None
        self._bytes = 0
        self._task: asyncio.Future[None] | None = None

    def request(self, event: dict[str, Any]) -> None:
        """The first request is the document's; its redirects have its number."""
        if self._document is None and event.get("type") == "Document":
            self._document = event["requestId"]

    def data(self, event: dict[str, Any]) -> None:
        """A piece has come."""
        if event["requestId"] != self._document or self._task is not None:
            return
        self._bytes += int(event.get("dataLength", 0))
        if self._bytes > MAX_DOCUMENT:
            _TOO_LARGE[self._context] = note("page.document-too-large", mb=MAX_DOCUMENT // MB)
            self._send("Page.crash")

    def end(self, event: dict[str, Any]) -> None:
        """The document is there: nothing more is to be heard."""
        if event["requestId"] == self._document and self._task is None:
            self._send("Network.disable")

    def _send(self, method: str) -> None:
        self._task = asyncio.ensure_future(self._sent(method))

    async def _sent(self, method: str) -> None:
        with contextlib.suppress(PlaywrightError, TimeoutError):  # a crashed page gives no answer
            await asyncio.wait_for(self._session.send(method), CRASH_SECONDS)
