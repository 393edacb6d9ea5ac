"""Pictures around focus: whether anything changes when an element is focused, and whether a bar hides it wholly.

A first look compares the surroundings of a tab stop with and without focus. Where they are the same, the whole screen
is compared again, with transitions run to their end and two screenshots without focus that show what moves by itself.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import Pixels
from auditor.capture.probes.shared.page_event_log import Place
from auditor.capture.probes.shared.tab_walk import Walker, Where

Mask = NDArray[np.bool_]
AROUND = 14  # px around a tab stop that the first look takes in
NEAR = 40  # px round a tab stop in which a change is its own mark
MAX_SIDE = 900  # px of a first look
AT_ONCE = 12  # stops between two pictures without focus
CONFIRM_SECONDS = 9.0  # for all that are looked at with the whole screen
MAX_COVERED = 6
SETTLED = 0.12  # s for scripts that mark focus a moment later
MAX_WHOLE = 2400  # px: up to this height the whole page is the screen


def same(a: Pixels, b: Pixels) -> bool:
    """No pixel differs."""
    return a is b or (a.shape == b.shape and bool(np.array_equal(a, b)))


def region(where: Where) -> tuple[float, float, float, float] | None:
    """What is looked at of the page around a tab stop: x, y, width, height; None where it has no area."""
    x, y, w, h = where.box
    if w <= 0 or h <= 0 or x + w <= 0 or y + h <= 0:
        return None
    return max(0.0, x - AROUND), max(0.0, y - AROUND), min(w + 2 * AROUND, MAX_SIDE), min(h + 2 * AROUND, MAX_SIDE)


async def around(walker: Walker, where: Where) -> Pixels | None:
    """The surroundings of a tab stop as they are now; None where it has none."""
    wanted = region(where)
    if wanted is None:
        return None
    with contextlib.suppress(PlaywrightError):
        return await walker.session.look(*wanted)
    return None


def beside(screenshot: Pixels, where: Where, other: Where | None) -> Pixels:
    """A screenshot around one tab stop with the surroundings of another blackened: its mark of focus is none of the
    first's."""
    if other is None or other.at is None:
        return screenshot
    left, top = max(0.0, where.box[0] - AROUND), max(0.0, where.box[1] - AROUND)
    x, y, w, h = other.box
    blackened = screenshot.copy()
    blackened[
        max(0, int(y - AROUND - top)) : max(0, int(y + h + AROUND - top) + 1),
        max(0, int(x - AROUND - left)) : max(0, int(x + w + AROUND - left) + 1),
    ] = 0
    return blackened


async def confirm(walker: Walker, doubtful: list[Where]) -> dict[Place, str]:
    """By stop: "no" (no pixel of the screen changes), "yes", "moving" (only what moves by itself changed)."""
    verdicts: dict[Place, str] = {}
    left, end = doubtful, walker.end
    walker.end = min(end, time.monotonic() + CONFIRM_SECONDS)
    try:
        while left and not walker.out_of_time:
            left = await _screen(walker, left, verdicts)
    finally:
        walker.end = end
        await everywhere(walker, "hold.releaseAnimations")
    return verdicts


async def everywhere(walker: Walker, path: str) -> None:
    """Call a function of the library in all documents that are watched."""
    for number in walker.event_log.documents:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await walker.session.call(path, document=number)


async def _screen(walker: Walker, wanted: list[Where], verdicts: dict[Place, str]) -> list[Where]:
    """Judge the first of those that can be seen where the page is scrolled for the first of them; the others."""
    session = walker.session
    first = wanted[0]
    assert first.at is not None
    width, height = 1280, 800
    page_width, page_height = session.documents[0].scroll_size
    await walker.event_log.blur()
    whole = page_height <= MAX_WHOLE
    if whole:
        # As the page stands at its top: what is fixed stays where it is for all stops.
        await session.call("hold.scrollTo", 0)
        corner = [0, 0]
        width, height = max(width, min(page_width, 2 * width)), max(height, page_height)
    else:
        if first.at[0] == 0:
            await session.call("hold.scrollToElement", first.at[1])
        else:
            await session.call("hold.scrollTo", first.box[1] - 400)
        corner = await session.call("hold.scrollPosition")
    inside: list[Where] = []
    others: list[Where] = []
    for where in wanted:
        y, h = where.box[1], where.box[3]
        shown = whole or where is first or (y >= corner[1] + 40 and y + h <= corner[1] + height - 40)
        (inside if shown and len(inside) < AT_ONCE else others).append(where)

    async def look() -> Pixels:
        await session.pass_time(SETTLED)
        await everywhere(walker, "hold.animations")
        return await session.look(corner[0], corner[1], width, height)

    if (await walker.settle(SETTLED)).at is not None:
        return others  # the page holds on to focus: there is no screenshot without it
    before = await look()
    focused: list[tuple[Where, Pixels]] = []
    for where in inside:
        assert where.at is not None
        if walker.out_of_time:
            break
        # A bar that lies over it where the page stands now hides its mark too: that says nothing.
        if await walker.event_log.focus(where.at) and not (await walker.where()).data.get("cover"):
            focused.append((where, await look()))
    await walker.event_log.blur()
    after = await look()
    if before.shape != after.shape:
        return others
    changes = [
        (where, None if same(screenshot, before) else (screenshot != before).any(axis=2))
        for where, screenshot in focused
        if screenshot.shape == before.shape
    ]
    for where, changed in changes:
        assert where.at is not None
        if changed is None:
            verdicts[where.at] = "no"
            continue
        # What changed in other screenshots as well, not just round the tab stop they are of, moves by itself.
        moving = (after != before).any(axis=2)
        for other, elsewhere in changes:
            if other is not where and elsewhere is not None:
                moving |= _without(elsewhere, other, corner)
        if not moving.any() or (changed & ~_grown(moving)).any():
            verdicts[where.at] = "yes"
        else:
            verdicts[where.at] = await _once_more(walker, where.at, look)
    return others


async def _once_more(walker: Walker, place: Place, look: Callable[[], Awaitable[Pixels]]) -> str:
    """Something moved meanwhile: the screenshot without focus is taken just before the one with it."""
    await walker.event_log.blur()
    plain = await look()
    await walker.event_log.focus(place)
    verdict = "no" if same(plain, await look()) else "moving"
    await walker.event_log.blur()
    return verdict


def _without(mask: Mask, where: Where, corner: Sequence[float]) -> Mask:
    """What changed beyond the surroundings of a tab stop."""
    x, y, w, h = where.box
    left, top = x - corner[0] - NEAR, y - corner[1] - NEAR
    rest = mask.copy()
    rest[max(0, int(top)) : max(0, int(top + h + 2 * NEAR)), max(0, int(left)) : max(0, int(left + w + 2 * NEAR))] = (
        False
    )
    return rest


def _grown(mask: Mask) -> Mask:
    """The rows and columns between the first and the last moving pixel: what moves is seldom one pixel."""
    if not mask.any():
        return mask
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    grown = np.zeros_like(mask)
    grown[max(0, rows[0] - 4) : rows[-1] + 5, max(0, columns[0] - 4) : columns[-1] + 5] = True
    return grown


async def covered(walker: Walker, where: Where) -> bool | None:
    """Whether the bars that lie over the focused tab stop hide every pixel of it: hiding it changes nothing, unless
    the bars are hidden first. None where it can't be told."""
    session = walker.session
    at, bars = where.at, where.data.get("cover") or []
    if at is None or at[0] != 0 or not bars:
        return None
    box = await session.call("keyboard.box", at[1])
    if not box or box[2] < 3 or box[3] < 3:
        return None
    x, y, w, h, top = box
    visible_top = max(0.0, -top)

    async def look() -> Pixels:
        return await session.look(x, y + visible_top, min(w, MAX_SIDE), max(1, min(h - visible_top, MAX_SIDE)))

    hidden: list[int] = []

    async def hide(numbers: list[int]) -> None:
        await session.call("hold.hide", numbers)
        hidden.extend(numbers)

    try:
        with_bar = await look()
        again = await look()
        await hide([at[1]])
        without_stop = await look()
        await hide(bars)
        bare = await look()
        await session.call("hold.show", [at[1]])
        hidden.remove(at[1])
        shown = await look()
    except (ScriptError, PlaywrightError):
        return None
    finally:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await session.call("hold.show", hidden)
    if not same(with_bar, again) or same(bare, shown):
        return None
    return same(with_bar, without_stop)
