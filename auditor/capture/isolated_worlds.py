"""Isolated worlds: runs our scripts in every frame of a page, out of the page's own scripts' reach.

What the scripts are and how they are called by name stands in `page`.

A cross-origin frame in a process of its own has its own DevTools session; another uses its parent's.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import msgspec
from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from auditor.capture import page as page_library

MAX_FRAMES = 60
MAX_SESSIONS = 4  # whose scripts are put an end to
FREE_SECONDS, FREE_TRIES = 2.0, 3
LATE_SECONDS = 0.5  # past the limit of waiting for quiet
WORLD = "auditor"
_T = TypeVar("_T")
_HALF = re.compile(rb"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}", re.I)
# Slots whose functions answer at once: no time of the page's passes for them, however busy the machine is.
STEADY = frozenset({"pageClock", "tabWalk", "focusLook", "pageEventLog", "keyboard", "hold"})


class ScriptError(Exception):
    """A script of ours failed in a page."""


class Clock(Protocol):
    """What moves a page's time on (see `page_clock`)."""

    async def while_waiting(self, work: Coroutine[Any, Any, _T]) -> _T:
        """The work's answer; the page's time passes until it is there."""


@dataclass
class World:
    """Our isolated world in one document. `parent` is the index of the parent's world, -1 at the top."""

    session: CDPSession
    frame_id: str
    context: int
    url: str
    parent: int
    children: list[int] = field(default_factory=list)
    refused: bool = False  # the document is an error's, which nobody meant to show
    clock: Clock | None = None  # moves the page's time on while a function of ours waits in it
    _loaded: set[str] = field(default_factory=set)  # slots of our library

    async def run(self, expression: str, timeout_ms: int = 30_000) -> Any:
        """Evaluate an expression; a promise is awaited. Raises ScriptError for what it raises."""
        answer = await self.session.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": self.context,
                "awaitPromise": True,
                "returnByValue": True,
                "timeout": timeout_ms,
            },
        )
        if "exceptionDetails" in answer:
            detail = answer["exceptionDetails"]
            text = detail.get("exception", {}).get("description") or detail.get("text", "")
            raise ScriptError(text.splitlines()[0] if text else "the script failed")
        return answer["result"].get("value")

    async def call(self, path: str, *arguments: Any, timeout_ms: int = 30_000) -> Any:
        """Call a function of our library, "slot.function", with JSON arguments; what it returns (JSON-able).

        Raises ScriptError for what the function raises, PlaywrightError where the document is gone."""
        return await self.call_as(Any, path, *arguments, timeout_ms=timeout_ms)

    async def call_as(self, shape: type[_T], path: str, *arguments: Any, timeout_ms: int = 30_000) -> _T:
        """The same, for an answer of a shape. Raises ScriptError where it is of another."""
        expression, loaded = page_library.call(path, arguments, self._loaded)
        running = self.run(expression, timeout_ms)
        text = await (
            running if self.clock is None or path.partition(".")[0] in STEADY else self.clock.while_waiting(running)
        )
        self._loaded = loaded
        try:
            answer: _T = _decoded(text, shape)
        except msgspec.MsgspecError as error:
            raise ScriptError(f"{path} answered in another shape: {error}") from None
        return answer

    async def number_of(self, backend_node: int) -> int:
        """The number of an element by the browser's own; -1 for what the table doesn't have, -2 for the document."""
        resolved = await self.session.send(
            "DOM.resolveNode", {"backendNodeId": backend_node, "executionContextId": self.context}
        )
        answer = await self.session.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": page_library.ON_NODE,
                "objectId": resolved["object"]["objectId"],
                "arguments": [{"value": "elements.numberOfNode"}],
                "returnByValue": True,
            },
        )
        return int(answer["result"].get("value", -1))

    async def held(self, url: str, seconds: float) -> bytes | None:
        """What the browser holds of a file that the document uses; None where it has let go of it or does not say in
        time."""
        with contextlib.suppress(PlaywrightError, TimeoutError, ValueError):
            async with asyncio.timeout(seconds):
                await self.session.send("Page.enable")
                answer = await self.session.send("Page.getResourceContent", {"frameId": self.frame_id, "url": url})
            content: str = answer["content"]
            return base64.b64decode(content) if answer["base64Encoded"] else content.encode("utf-8", "replace")
        return None

    async def index_of_frame(self, frame_id: str) -> int | None:
        """The collector's number of the element that holds a child frame."""
        try:
            owner = await self.session.send("DOM.getFrameOwner", {"frameId": frame_id})
            number = await self.number_of(owner["backendNodeId"])
        except PlaywrightError:
            return None
        return None if number < 0 else number


def _decoded(text: str | None, shape: Any) -> Any:
    content = (text or "null").encode("utf-8", "replace")
    try:
        return msgspec.json.decode(content, type=shape)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # Half a character, as where a text was cut in its middle: browsers write nothing else as such an escape.
        return msgspec.json.decode(_HALF.sub(rb"\1\\ufffd", content), type=shape)


async def open_worlds(page: Page, session: CDPSession) -> list[World]:
    """A world in each frame, parents before children, at most MAX_FRAMES."""
    worlds: list[World] = []

    async def create(target: CDPSession, frame: dict[str, Any], parent: int) -> int | None:
        with contextlib.suppress(PlaywrightError):
            made = await target.send("Page.createIsolatedWorld", {"frameId": frame["id"], "worldName": WORLD})
            worlds.append(World(target, frame["id"], made["executionContextId"], frame.get("url", ""), parent))
            number = len(worlds) - 1
            if parent >= 0:
                worlds[parent].children.append(number)
            return number
        return None

    async def tree(target: CDPSession, node: dict[str, Any], parent: int) -> None:
        if len(worlds) >= MAX_FRAMES:
            return
        number = await create(target, node["frame"], parent)
        if number is None:
            return
        for child in node.get("childFrames", ()):
            await tree(target, child, number)

    top = await session.send("Page.getFrameTree")
    await tree(session, top["frameTree"], -1)
    if len(page.frames) > len(worlds):
        await _separate_processes(page, worlds, tree)
    return worlds


async def _separate_processes(page: Page, worlds: list[World], tree: Any) -> None:
    """Frames in processes of their own: Playwright gives a session to those only, and refuses the others."""
    for frame in page.frames[1:MAX_FRAMES]:
        try:
            own = await page.context.new_cdp_session(frame)
        except PlaywrightError:
            continue
        answer = await own.send("Page.getFrameTree")
        frame_id = answer["frameTree"]["frame"]["id"]
        if any(world.frame_id == frame_id for world in worlds):
            continue
        parent = 0
        for number, world in enumerate(worlds):
            with contextlib.suppress(PlaywrightError):
                await world.session.send("DOM.getFrameOwner", {"frameId": frame_id})
                parent = number
                if frame.parent_frame is not None and world.url == frame.parent_frame.url:
                    break
        await tree(own, answer["frameTree"], parent)


async def until_quiet(worlds: list[World], quiet_ms: int, limit_ms: int) -> None:
    """Wait until documents are quiet, all at once; not longer than the limit where timers don't run, as in a document
    that may have no scripts."""

    async def one(world: World) -> None:
        with contextlib.suppress(ScriptError, PlaywrightError, TimeoutError):
            try:
                await asyncio.wait_for(
                    world.call("settle.untilQuiet", quiet_ms, limit_ms), limit_ms / 1000 + LATE_SECONDS
                )
            except TimeoutError:
                await asyncio.wait_for(world.call("settle.withoutTimers"), LATE_SECONDS)

    await asyncio.gather(*map(one, worlds))


async def free(worlds: list[World]) -> None:
    """Put an end to scripts that don't end by themselves: nothing else would be heard by the documents."""
    sessions = list(dict.fromkeys(world.session for world in worlds))
    for session in sessions[:MAX_SESSIONS]:
        for _ in range(FREE_TRIES):  # what waited behind the script that was ended may be another such
            with contextlib.suppress(PlaywrightError, TimeoutError):
                await asyncio.wait_for(session.send("Runtime.terminateExecution"), FREE_SECONDS)
                # Where nothing was running, the next script is ended instead: this one.
                await asyncio.wait_for(session.send("Runtime.evaluate", {"expression": "0"}), FREE_SECONDS)
                break
