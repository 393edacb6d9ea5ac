"""An opened page that probes may drive: keys, looks, scripts in our worlds; nothing leaves it that could change
anything.

Elements are named as the desktop view's tables number them: (document, number).
"""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.async_api import CDPSession, Page, Request, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from auditor.capture.cutting import cut
from auditor.capture.isolated_worlds import MAX_FRAMES, ScriptError, World, free, open_worlds, until_quiet
from auditor.capture.limits import with_retry
from auditor.capture.page import main_world
from auditor.capture.page_clock import PageClock
from auditor.capture.schema.document import DocumentCapture
from auditor.capture.schema.extent import Extent, Why, joined, reached
from auditor.capture.schema.table import RENDERED
from auditor.capture.screenshots import shoot
from auditor.capture.side_tabs import SAFE
from auditor.capture.view_capture import collect
from auditor.capture.views import VIEWS

Pixels = NDArray[np.uint8]
STATIC = frozenset({"script", "stylesheet", "image", "font", "media"})
PRESS_PATIENCE, LOOK_PATIENCE = 0.3, 0.03  # s until the page's time passes for a key, for a picture
LOOK_MS = 2  # of the page's time that a picture which needs a frame begins with: hardly anything moves in it
LOOKS = 3  # at a page that was opened again, until it is the same as before
HOLD_SECONDS = 6.0  # of each step of holding the page
MAX_STOPPED = 5_000  # stopped requests that are written down
MOST_GONE = 0.2  # ours: a carousel that replaces its slides takes less with it


class ProbeSession:
    """The open page of one capture, its worlds and the desktop view's tables."""

    def __init__(
        self,
        page: Page,
        cdp: CDPSession,
        worlds: list[World],
        documents: list[DocumentCapture],
        may_visit: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self.page, self.cdp, self.worlds, self.documents = page, cdp, worlds, documents
        self.clock = PageClock(page, cdp, lambda: self.worlds)
        self.may_visit = may_visit  # whether an address that the page links to may be asked for
        # Requests that were not let out: method, url, kind; top: "yes" where the page itself would have gone.
        self.stopped: list[dict[str, str]] = []
        self.spent: dict[str, int] = {}  # ms by probe
        self.extents: dict[str, Extent] = {}  # by part, how far the probe that is run has come
        self.touched = False  # a probe left the page other than it was
        self.unlike = 0  # times running that the page opened again was not the same
        # Not even what only reads leaves the page, but static files named without a query; until it is opened anew.
        self.strict = False
        self._reloading = False
        self._handing_on = False
        self._looked: tuple[bytes, Pixels] = (
            b"",
            np.zeros((0, 0, 3), np.uint8),
        )  # the last picture, as sent and decoded
        self._patience = 10.0  # s for the load of all parts when the page is opened again

    def reached(self, part: str, done: int, total: int | None, why: Why = "limit") -> None:
        """Say how far the probe has come with a part of what it goes through; of several documents, their sum."""
        now = reached(part, done, total, why)
        before = self.extents.get(part)
        self.extents[part] = now if before is None else joined(before, now)

    def watched(self, documents: Collection[int]) -> None:
        """Say which documents the probe looks at: of other frames that are shown nobody knows."""
        shown = [number for number in range(len(self.documents)) if self._is_shown(number)]
        self.reached("shown-frames", len(set(shown) & set(documents)), len(shown))

    def _is_shown(self, number: int) -> bool:
        document = self.documents[number]
        above, holder = document.parent_document, document.holder
        if above < 0 or holder is None:
            return above < 0
        holding = self.documents[above]
        x, y, width, height = holding.node_box(holder)
        drawn = holding.flags[holder] & RENDERED and min(width, height) > 2 and x + width > 0 and y + height > 0
        return bool(drawn) and RENDERED in map(RENDERED.__and__, document.flags[1:]) and self._is_shown(above)

    @property
    def holders(self) -> dict[tuple[int, int], int]:
        """(document, number of a frame's element) → the frame's document."""
        return {
            (document.parent_document, document.holder): number
            for number, document in enumerate(self.documents)
            if document.parent_document >= 0 and document.holder is not None
        }

    async def call(self, path: str, *arguments: Any, document: int = 0) -> Any:
        """Call a function of our library, "slot.function", with JSON arguments in our world of a document; what it
        returns (JSON-able). Raises ScriptError for what it raises."""
        return await self.worlds[document].call(path, *arguments)

    async def everywhere(self, path: str, *arguments: Any) -> list[Any]:
        """Call a function of our library in every document; what those returned that could be asked."""
        answers: list[Any] = []
        for world in self.worlds:
            with contextlib.suppress(ScriptError, PlaywrightError):
                answers.append(await world.call(path, *arguments))
        return answers

    async def attempts(self) -> dict[str, int]:
        """How often a form was to be sent ("event": its event, "submit": by script) or a window opened ("open")."""
        total = {"event": 0, "submit": 0, "open": 0}
        for counts in await self.everywhere("attempts.counts"):
            total = {kind: count + int(counts[kind]) for kind, count in total.items()}
        return total

    async def focused(self) -> tuple[int, int] | None:
        """The focused element, through shadow roots and frames; number -1 for one the tables don't have."""
        at = 0
        while True:
            number = await self.worlds[at].call("elements.focusedNumber")
            if number is None:
                return None
            inside = self.holders.get((at, number))
            if inside is None:
                return at, number
            try:
                deeper = await self.worlds[inside].call("elements.focusedNumber")
            except (ScriptError, PlaywrightError):
                deeper = None
            if deeper is None:
                return at, number
            at = inside

    async def pass_time(self, seconds: float, ended: bool = True) -> None:
        """Let so much time pass in the page; hardly any of ours, see `page_clock`."""
        await self.clock.pass_time(seconds, ended)

    async def press(self, key: str) -> None:
        """One key as Playwright names it: `Tab`, `Shift+Tab`, `Escape`."""
        await self.clock.while_waiting(self.page.keyboard.press(key), PRESS_PATIENCE)

    async def point(self, x: float, y: float) -> None:
        """Move the mouse's pointer: the page hears of it with its next frame."""
        await self.clock.while_waiting(self.page.mouse.move(x, y))

    async def click(self, x: float, y: float) -> None:
        """Click as a person does."""
        await self.clock.while_waiting(self.page.mouse.click(x, y))

    async def look(self, x: float, y: float, width: float, height: float) -> Pixels:
        """The pixels of a rectangle of the page (CSS px from its corner), height × width × 3, fixed parts
        where they stand in the window."""
        clip = (max(0, x), max(0, y), max(1, min(width, 4000)), max(1, min(height, 4000)))
        shot = shoot(self.page, self.cdp, "png", clip)
        taken = await self.clock.while_waiting(shot, LOOK_PATIENCE, LOOK_MS)
        if taken != self._looked[0]:  # the same to the byte: the same pixels
            with Image.open(io.BytesIO(taken)) as image:
                self._looked = taken, np.asarray(image.convert("RGB"))
        return self._looked[1]

    async def worn(self) -> bool:
        """Whether much of the page has been replaced, as by a script that answers to the window's size."""
        return bool(await self.call("hold.isWorn", MOST_GONE))

    async def rest(self) -> None:
        """As it was before a probe: see `hold.release`; at its top, the desktop's size."""
        await VIEWS["desktop"].enter(self.cdp, self.worlds)
        await self.call("hold.release")
        for world in self.worlds[1:]:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await world.call("hold.release")

    async def as_at_first(self) -> None:
        """The desktop view's numbers again, after a probe had the page collected anew."""
        await self.everywhere("elements.useFirst")

    async def free(self) -> None:
        """Put an end to scripts of the page that don't end by themselves."""
        await free(self.worlds)

    async def reload(self, keep: bool = False) -> bool:
        """Open the page anew; False where it isn't the same as before: its elements have other numbers then.

        `keep`: with what its scripts stored meanwhile, as for a visitor who comes back; else as it was at first."""
        if keep:
            await self._hand_on()
        try:
            if self.strict:
                await self._empty()
            self.strict, self._reloading = False, True
            await self._open()
        except PlaywrightError:
            return False
        finally:
            self._reloading = False
        await self._forget()
        await VIEWS["desktop"].enter(self.cdp, [])
        wanted = _skeleton(self.documents)
        # Scripts may need longer than the first time to bring what they brought then.
        for _ in range(1 if keep else LOOKS):
            worlds = await open_worlds(self.page, self.cdp)
            self.clock.join(worlds)
            await until_quiet(worlds, 200, 2000)
            for world in worlds:
                with contextlib.suppress(ScriptError, PlaywrightError):
                    await world.call("elements.startOver")
            try:
                same = _skeleton(await collect(worlds)) == wanted
            except (ScriptError, PlaywrightError):
                return False
            if same:
                break
        self.worlds = worlds
        await self._disarm()
        self.touched = keep or not same
        self.unlike = 0 if same else self.unlike + (not keep)
        return same

    async def _open(self) -> None:
        # Out of the window: what follows the pointer stays as it was at first.
        with contextlib.suppress(PlaywrightError):
            await self.point(-1, -1)
        url = self.documents[0].url
        async with self.clock.real_time():
            await self.page.goto(url, wait_until="domcontentloaded", timeout=15_000)
            with contextlib.suppress(PlaywrightError):
                await self._loaded()

    async def _loaded(self) -> None:
        try:
            await self.page.wait_for_load_state("load", timeout=1000 * self._patience)
        except PlaywrightTimeout:  # a part that never comes; it won't the next time either
            self._patience = 1.0

    async def _hand_on(self) -> None:
        if not self._handing_on:
            self._handing_on = True
            await self.page.add_init_script(f"{main_world('held_storage')}('start')")
        await self.page.evaluate(main_world("held_storage"), "keep")

    async def _prepare(self) -> None:
        await self._forget()
        await self._disarm()

    async def _forget(self) -> None:
        """No earlier page to go back to: `history.back()` asks no server, so nothing could hold it."""
        with contextlib.suppress(PlaywrightError):
            await self.cdp.send("Page.resetNavigationHistory")

    async def _empty(self) -> None:
        """Clear every document with its event handlers: what a page sends as it is left, no route sees."""
        for world in reversed(self.worlds):
            with contextlib.suppress(ScriptError, PlaywrightError):
                await world.call("hold.emptyDocument", timeout_ms=2000)

    async def _disarm(self) -> None:
        for frame in self.page.frames[:MAX_FRAMES]:
            with contextlib.suppress(PlaywrightError):
                await frame.evaluate(main_world("disarm"))
                # What scripts store while probes click stays in memory: the site's other pages share its storage.
                await frame.evaluate(main_world("held_storage"), "install")
        for path in ("attempts.watch", "elements.useFirst", "hold.rememberScroll", "pageClock.watch"):
            await self.everywhere(path)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """While inside: no request but GET leaves the page, and it can't go elsewhere; what was stopped is written
        down."""

        async def decide(route: Route) -> None:
            request = route.request
            leaves = request.is_navigation_request() and not self._reloading
            with contextlib.suppress(PlaywrightError):
                if leaves or request.method not in SAFE or (self.strict and not self._reloading and _asks(request)):
                    if len(self.stopped) < MAX_STOPPED:
                        kind = "navigation" if request.is_navigation_request() else request.resource_type
                        top = "yes" if leaves and _in_top_frame(request) else ""
                        entry = {"method": request.method, "url": cut(request.url, 500), "kind": kind, "top": top}
                        self.stopped.append(entry)
                    # 204 to a navigation: the browser stays where it is.
                    await (route.fulfill(status=204) if leaves else route.abort("blockedbyclient"))
                else:
                    await route.continue_()

        # A page that hangs as the window changes does so here as well: it is freed, and has it a second time.
        if not await with_retry(lambda: self.page.route("**/*", decide), HOLD_SECONDS, self.free):
            raise ScriptError("the page could not be held")
        try:
            if not await with_retry(self._prepare, HOLD_SECONDS, self.free):
                self.touched = True  # to be opened again, and prepared then, before anything is tried on it
            yield
        finally:
            with contextlib.suppress(PlaywrightError, asyncio.TimeoutError):
                if self.strict:  # held until the page is closed, which comes next
                    await asyncio.wait_for(self._empty(), 5)
                else:
                    await asyncio.wait_for(self.page.unroute_all(behavior="ignoreErrors"), 5)


def _in_top_frame(request: Request) -> bool:
    try:
        return request.frame.parent_frame is None
    except PlaywrightError:  # a frame that is not there yet
        return False


def _asks(request: Request) -> bool:
    """Anything that could carry what was typed: all but a static file without a query."""
    return request.resource_type not in STATIC or "?" in request.url


def _skeleton(documents: list[DocumentCapture]) -> list[list[str]]:
    skeletons = []
    for document in documents:
        strings = document.strings
        skeletons.append([strings[tag] for tag in document.tag])
    return skeletons
